"""When a small area's own rate is used, when it is weighed with the county's, and when the county's is used alone.

The limits come from how well a year's ads foretold the next year's in the delregioner: under twenty expected ads a difference
from the county repeats its sign about as often as a coin, from a hundred it is as good as certain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array

OWN_FROM = 100
SHARED_FROM = 20
PRIOR = 20
"""κ: the weight of the county's rate, in events."""


def expected_count(base: ArrayLike, county_count: ArrayLike, county_base: ArrayLike) -> Array:
    """Events that the area would have with the county's rate, base · N_county / base_county.

    Args:
        base: the area's denominator (employees).
        county_count: events in the county (ads).
        county_base: the county's denominator.

    Returns:
        Events; NaN where the county's denominator is 0 or anything is missing.

    >>> expected_count([500, 0], 400, 4000).tolist()
    [50.0, 0.0]
    """
    b, n, total = (np.asarray(a, np.float64) for a in (base, county_count, county_base))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, b * n / total, np.nan)


@dataclass(frozen=True)
class Borrowed:
    """A value, and whose it is: 0 the area's own, 1 weighed with the county's, 2 the county's, −1 where there is none."""

    value: Array
    origin: NDArray[np.int8]


def own_or_county(own: ArrayLike, county: ArrayLike, events: ArrayLike) -> Borrowed:
    """The area's own value, weighed with the county's when there are few events, and the county's when there are very few.

    Between 20 and 100 events the weight of the own value is m / (m + 20), which for a rate is the same as pulling the count
    towards the expected one with κ = 20.

    Args:
        own: the area's value; NaN where it is missing.
        county: the county's value, of the same unit.
        events: how many events the own value rests on, or is expected to (ads); NaN where that is not known.

    Returns:
        The value to use. A missing own value is the county's; a missing county's is never replaced.

    >>> found = own_or_county([9.0, 9.0, 9.0], [3.0, 3.0, 3.0], [100, 20, 19.9])
    >>> found.value.tolist(), found.origin.tolist()
    ([9.0, 6.0, 3.0], [0, 1, 2])
    """
    mine, theirs, m = (np.asarray(a, np.float64) for a in (own, county, events))
    mine, theirs, m = np.broadcast_arrays(mine, theirs, m)
    weight = 1 - PRIOR / (m + PRIOR)
    whole = (m >= OWN_FROM) & ~np.isnan(mine)
    both = (m >= SHARED_FROM) & (m < OWN_FROM) & ~np.isnan(mine) & ~np.isnan(theirs)
    value = np.where(whole, mine, np.where(both, weight * mine + (1 - weight) * theirs, theirs))
    origin = np.where(np.isnan(value), -1, np.where(whole, 0, np.where(both, 1, 2)))
    return Borrowed(value, origin.astype(np.int8))


def weighed_events(own: ArrayLike, independent: ArrayLike) -> Array:
    """How many independent events a value that is weighed with the county's is as sure as, (n + κ)² / (n² / n_e + κ).

    The own value weighs n / (n + κ), also when its n events tell only as much as n_e: its part of the variance is then n / n_e times as
    large, and the county's part is that of κ events. Where every event tells as much as one it is n + κ.

    Args:
        own: n, the events of the own value (ads).
        independent: n_e, as many that do not depend on each other (ads); never more than n.

    Returns:
        Events.

    Source: the variance of a weighed mean of two independent means.

    >>> weighed_events([40, 40, 0], [40, 2, 0]).round(2).tolist()
    [60.0, 4.39, 20.0]
    """
    n, sure = np.asarray(own, np.float64), np.asarray(independent, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(n > 0, n**2 / sure, 0.0)
    return np.asarray((n + PRIOR) ** 2 / (spread + PRIOR))
