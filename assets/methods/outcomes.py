"""What a frozen edition said of a year, held against what came."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array, Flags


def error(said: ArrayLike, came: ArrayLike) -> Array:
    """Persons that were said beyond those that came, Ê − E; NaN where either is missing.

    >>> error([110.0, 95.0], [100.0, 100.0]).tolist()
    [10.0, -5.0]
    """
    return np.asarray(np.asarray(said, np.float64) - np.asarray(came, np.float64))


def relative_error(said: ArrayLike, came: ArrayLike) -> Array:
    """The same as a share of those that came, (Ê − E) / E; NaN where nobody came.

    >>> relative_error([110.0, 5.0], [100.0, 0.0]).round(4).tolist()
    [0.1, nan]
    """
    there = np.asarray(came, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(there > 0, error(said, there) / there, np.nan))


def inside(lower: ArrayLike, came: ArrayLike, upper: ArrayLike) -> Flags:
    """Whether what came lies within the limits, which are part of them; not where any of the three is missing.

    >>> inside([90.0, 90.0], [90.0, 120.0], [110.0, 110.0]).tolist()
    [True, False]
    """
    low, there, high = (np.asarray(values, np.float64) for values in (lower, came, upper))
    return np.asarray((low <= there) & (there <= high))


def typical_error(relative: ArrayLike) -> float:
    """Median of the absolute relative errors (share); NaN over nothing.

    >>> typical_error([0.1, -0.02, 0.05]), typical_error([])
    (0.05, nan)
    """
    errors = np.abs(np.asarray(relative, np.float64))
    known = errors[~np.isnan(errors)]
    return float(np.median(known)) if len(known) else float("nan")
