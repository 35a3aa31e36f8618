"""Editions, and publishing them whole."""
