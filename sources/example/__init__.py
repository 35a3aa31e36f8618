"""A made-up world that answers like the sources, so that everything runs without the internet.

Every cell is drawn by chance; what is built from it is a demonstration, never a statement about Västra Götaland.
"""
