"""Signals, and the assessments beside each other."""
