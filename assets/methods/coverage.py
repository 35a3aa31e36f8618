"""How many of the vacancies that employers report are advertised, and the factor that corrects for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array, Flags

LEAST_FACTOR, MOST_FACTOR = 0.5, 3.0
MOST_VARIATION = 0.25
QUARTERS = 4
TWO_SIDED_95 = 1.96


def variation(margin: ArrayLike, estimate: ArrayLike) -> Array:
    """Coefficient of variation from a 95 percent margin of error, CV = (margin / 1.96) / estimate.

    Args:
        margin: half the confidence interval (jobs).
        estimate: the estimate (jobs).

    Returns:
        Ratio; NaN when the estimate is 0 or anything is missing.

    >>> variation([196, 10], [1000, 0]).tolist()
    [0.1, nan]
    """
    m, e = np.asarray(margin, np.float64), np.asarray(estimate, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(e > 0, m / TWO_SIDED_95 / e, np.nan)


def coverage_factor(job_vacancies: ArrayLike, advertised_stock: ArrayLike) -> Array:
    """Job vacancies per advertised post at the same time, c = J / S, kept within 0.5–3.

    Args:
        job_vacancies: estimated by the survey (jobs).
        advertised_stock: posts in ads that were out at the same time (posts).

    Returns:
        Factor to multiply advertised posts with; NaN when either is missing or the stock is 0.

    >>> coverage_factor([300, 900, 10, 5], [200, 100, 100, 0]).tolist()
    [1.5, 3.0, 0.5, nan]
    """
    j, s = np.asarray(job_vacancies, np.float64), np.asarray(advertised_stock, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(s > 0, np.clip(j / s, LEAST_FACTOR, MOST_FACTOR), np.nan)


@dataclass(frozen=True)
class Factor:
    """A factor to use, and whether it is the county's own."""

    value: Array
    own: Flags


def own_or_nation(own: ArrayLike, own_variation: ArrayLike, nation: ArrayLike) -> Factor:
    """The county's own factor where the survey is sure enough there, CV at most 0.25, else the nation's.

    Args:
        own: of ``coverage_factor`` in the county.
        own_variation: of ``variation`` there, NaN where the survey leaves the county out.
        nation: of ``coverage_factor`` in the nation.

    Returns:
        The nation's may be missing too.

    >>> found = own_or_nation([1.5, 1.5, float("nan")], [0.25, 0.26, 0.1], [2.0, 2.0, 2.0])
    >>> found.value.tolist(), found.own.tolist()
    ([1.5, 2.0, 2.0], [True, False, False])
    """
    mine, cv, whole = (np.asarray(a, np.float64) for a in (own, own_variation, nation))
    sure = (cv <= MOST_VARIATION) & ~np.isnan(mine)
    return Factor(np.where(sure, mine, whole), sure)
