"""Marts: what the signals are held against, and what has passed."""
