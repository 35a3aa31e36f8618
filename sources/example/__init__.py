"""A made-up world that answers like the sources, so that everything runs without the internet.

Every figure is invented: sizes are of the right order of magnitude and nothing more. A report built from this package is a
demonstration, never a statement about Västra Götaland.
"""
