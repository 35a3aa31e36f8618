"""Measurements of time and memory; never part of the tests."""
