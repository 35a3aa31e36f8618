"""Rounding for readers, the same in every output."""

from __future__ import annotations

import math


def number(value: str | float | None, digits: int = 0) -> float | None:
    """Rounded for readers, a whole number without digits; a missing value stays None."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    rounded = round(float(value), digits)
    return int(rounded) if digits == 0 else rounded


def persons(value: str | float | None) -> float | None:
    """A computed number of persons: to 5 below 100, to 10 below 1,000, to 50 above."""
    whole = number(value)
    if whole is None:
        return None
    step = 5 if abs(whole) < 100 else 10 if abs(whole) < 1000 else 50
    return int(step * round(whole / step))
