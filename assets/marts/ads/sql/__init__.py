"""Queries of the marts: joins and sums only."""
