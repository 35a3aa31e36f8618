"""Contracts: one description of every table."""
