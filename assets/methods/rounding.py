"""How numbers are rounded for readers. Data keep the unrounded ones."""

from __future__ import annotations

import math

Number = float | int | None
COARSE_STEPS = ((100, 5), (1000, 10), (math.inf, 50))
"""Below what a computed number of persons is rounded to what."""


def to_digits(value: Number, digits: int = 0) -> Number:
    """Rounded to a number of decimals; None and NaN become None, never 0, and what rounds to 0 has no sign.

    >>> to_digits(7.66, 1), to_digits(230.4), to_digits(None), to_digits(float("nan")), to_digits(-0.04, 1)
    (7.7, 230, None, None, 0.0)
    """
    if value is None or math.isnan(value):
        return None
    return round(value) if digits == 0 else round(float(value), digits) + 0.0


def coarse_persons(value: Number) -> Number:
    """A computed number of persons: to 5 below 100, to 10 below 1,000, to 50 above (methods §2.12).

    >>> coarse_persons(-132.0), coarse_persons(47), coarse_persons(2188.0), coarse_persons(None)
    (-130, 45, 2200, None)

    The number itself is rounded, once: 914.6 lies nearer 910, though 915 would have been as near 920.

    >>> coarse_persons(914.646), coarse_persons(1525.004), coarse_persons(float("nan"))
    (910, 1550, None)
    """
    if value is None or math.isnan(value):
        return None
    step = next(step for below, step in COARSE_STEPS if abs(value) < below)
    return int(step * round(value / step))
