"""Demand, supply and mismatch, per municipality, delregion and county."""
