"""How a cost grows with the number of what it is for."""

from __future__ import annotations

from math import log

Counted = tuple[int, float]
"""How many, and what they cost together."""


def exponent(few: Counted, many: Counted) -> float:
    """The slope of the logarithms from few to many: 1 when each costs as much as those before it, 0 when more cost nothing.

    >>> exponent((1, 2.0), (20, 40.0)), exponent((1, 30.0), (9, 30.0))
    (1.0, 0.0)
    """
    return round(log(many[1] / few[1]) / log(many[0] / few[0]), 6)
