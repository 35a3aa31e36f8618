"""Faults that are planted in staged tables, as a source could make them."""
