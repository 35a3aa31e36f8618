"""Tests of the long-term marts."""
