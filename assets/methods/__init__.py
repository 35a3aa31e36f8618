"""Formulas: pure functions over arrays and frames, with units, edge cases and sources in their docstrings."""

VERSION = "4"
"""Version of the method. A changed formula or threshold is a new version, and the change list says so."""
