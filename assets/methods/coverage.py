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
    """A factor to use, its standard error, and whether it is the county's own."""

    value: Array
    error: Array
    own: Flags


def own_or_nation(own: ArrayLike, own_variation: ArrayLike, nation: ArrayLike, nation_variation: ArrayLike) -> Factor:
    """The county's own factor where the survey is sure enough there, CV at most 0.25, else the nation's.

    The standard error is c · CV with the CV of whose factor it is, as if a factor's limits did not hold it in. How far a county is
    from the nation is not in the error of a factor that is borrowed.

    Args:
        own: of ``coverage_factor`` in the county.
        own_variation: of ``variation`` there, NaN where the survey leaves the county out.
        nation: of ``coverage_factor`` in the nation.
        nation_variation: of ``variation`` in the nation.

    Returns:
        The nation's may be missing too. The error is NaN where the survey tells no margin.

    Source: the delta method, with the stock of ads counted and not sampled.

    >>> found = own_or_nation([1.5, 1.5, float("nan")], [0.25, 0.26, 0.1], [2.0, 2.0, 2.0], [0.05, 0.05, 0.05])
    >>> found.value.tolist(), found.error.tolist(), found.own.tolist()
    ([1.5, 2.0, 2.0], [0.375, 0.1, 0.1], [True, False, False])
    """
    mine, cv, whole, whole_cv = (np.asarray(a, np.float64) for a in (own, own_variation, nation, nation_variation))
    sure = (cv <= MOST_VARIATION) & ~np.isnan(mine)
    value = np.where(sure, mine, whole)
    return Factor(value, value * np.where(sure, cv, whole_cv), sure)


def corrected_variation(corrected: ArrayLike, posts: ArrayLike, errors: ArrayLike) -> Array:
    """Relative standard error that the factors give a sum of corrected posts, √Σ (x_k · s_k)² / X over the survey's sectors.

    It is the same way and as much for all that is in one county and sector. So it tells how far the level may be from the true one,
    and next to nothing of the order of a county's occupations.

    Args:
        corrected: X, the sum after the correction (jobs).
        posts: x, posts before it, with a last dimension more: by sector.
        errors: s, the standard error of each sector's factor (jobs per post); NaN, which is not known, counts as 0.

    Returns:
        Ratio; NaN where nothing is advertised.

    Source: the delta method for a sum whose factors are independent, as the survey's strata are.

    >>> corrected_variation([100, 20, 0], [[30, 40], [10, 0], [0, 0]], [[0.1, 0.1], [0.2, float("nan")], [0.1, 0.1]]).tolist()
    [0.05, 0.1, nan]
    """
    total, x, s = np.asarray(corrected, np.float64), np.asarray(posts, np.float64), np.nan_to_num(errors)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0, np.sqrt(((x * s) ** 2).sum(-1)) / total, np.nan)
