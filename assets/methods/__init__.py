"""Formulas: pure functions over arrays and frames, with units, edge cases and sources in their docstrings."""
