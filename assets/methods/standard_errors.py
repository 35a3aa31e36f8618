"""How far from what was measured a number may be: standard errors, which the draws behind a class's certainty use.

All functions take arrays (or numbers) that broadcast together and return float64 arrays; a missing input is NaN and gives NaN.
Most counts are of everybody, so an error is what chance would do to so many events or persons, not a sampling error.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

OVERDISPERSION = 2.0
"""φ: how much more ads vary than independent events would; the variance of a count is about twice the count."""
NOISE = 1.5
"""σ: standard deviation of the noise that protects each of the source's cells (persons)."""


def ad_rate_error(rate: ArrayLike, ads: ArrayLike) -> Array:
    """Standard error of advertised posts per employees, s = r · √(φ / n) with φ = 2.

    Args:
        rate: r (its unit, such as posts per 100 employees).
        ads: n, the ads that the rate rests on, for posts the ``effective_ads``; none counts as one, so that a rate of 0 has the
            error 0.

    Returns:
        In the unit of the rate.

    Source: the relative error of a count whose variance is φ times itself (quasi-Poisson), McCullagh and Nelder, Generalized
    Linear Models, 1989; φ is the project's.

    >>> ad_rate_error([15.0, 0.0], [50, 0]).tolist()
    [3.0, 0.0]
    """
    r, n = np.asarray(rate, np.float64), np.asarray(ads, np.float64)
    return np.asarray(r * np.sqrt(OVERDISPERSION / np.maximum(n, 1)))


def effective_ads(ads: ArrayLike, posts: ArrayLike, squares: ArrayLike) -> Array:
    """How many ads of equal size would leave a number of posts as unsure, n_e = φ · n / (φ − 1 + d) with d = n · Σx² / (Σx)².

    Posts lie unevenly on ads: a few ads with ten posts each tell less than as many posts one by one. The variance of a sum of x over
    ads whose number varies φ times as much as independent events is (Σx)² · (φ − 1 + d) / n, and every formula here that takes the ads
    behind some posts takes these. Where each ad has the same number of posts they are the ads themselves.

    Args:
        ads: n (ads).
        posts: Σx, the posts in them (posts).
        squares: Σx², over the ads.

    Returns:
        Ads; 0 where there are no posts.

    Source: the variance of a sum of a random number of terms; d is the design effect of unequal weights, Kish, Survey Sampling, 1965.

    >>> effective_ads([10, 10, 0], [10, 28, 0], [10, 208, 0]).round(2).tolist()
    [10.0, 5.47, 0.0]
    """
    n, total, square = (np.asarray(x, np.float64) for x in (ads, posts, squares))
    with np.errstate(divide="ignore", invalid="ignore"):
        design = n * square / total**2
        found = OVERDISPERSION * n / (OVERDISPERSION - 1 + design)
    return np.where(total == 0, 0.0, found)


def independent_ads(ads: ArrayLike, of_employers: ArrayLike) -> Array:
    """How many ads that do not follow each other would leave a share as unsure, n_e = n² / Σn_a², Kish's effective size.

    Whether an ad is advertised again is nearly the same for all of an employer's ads: a large employer always advertises again. A
    hundred ads of one employer then tell as much as one.

    Args:
        ads: n (ads).
        of_employers: Σ over the ads of how many ads its employer has among them, which is the sum over the employers of the number
            squared, see ``assets.methods.ads.of_the_year`` (ads squared).

    Returns:
        Ads; n where each is its employer's only one, and 0 where there is none.

    Source: the design effect of clusters whose members are all alike, Kish, Survey Sampling, 1965.

    >>> independent_ads([10, 10, 0], [10, 100, 0]).tolist()
    [10.0, 1.0, 0.0]
    """
    n, square = np.asarray(ads, np.float64), np.asarray(of_employers, np.float64)
    return np.asarray(n**2 / np.maximum(square, 1))


def share_error(share: ArrayLike, number: ArrayLike, whole: float = 1.0) -> Array:
    """Standard error of a share, s = √(p · (w − p) / n).

    Args:
        share: p, between 0 and the whole; a rounding beyond either counts as that.
        number: n, of how many it is a share (ads, persons).
        whole: w, what everybody is: 1 for a share, 100 for percent.

    Returns:
        In the unit of the share; NaN when there is nobody.

    Source: the binomial distribution.

    >>> share_error([0.75, 0.5], [60, 0]).round(4).tolist(), share_error(75, 60, 100).round(2).item()
    ([0.0559, nan], 5.59)
    """
    p, n = np.clip(np.asarray(share, np.float64), 0, whole), np.asarray(number, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, np.sqrt(p * (whole - p) / n), np.nan)


def few_ads_share_error(share: ArrayLike, number: ArrayLike, whole: float = 1.0) -> Array:
    """Standard error of a share that may rest on few ads, s = √(q · (w − q) / n) with q = (n · p + w / 2) / (n + 1).

    The binomial error is 0 where everybody or nobody is counted, as if a single employer that always advertises again told that
    every other does. Half an ad of each kind is therefore added to the share before its error is taken; the share itself stays.

    Args:
        share: p, between 0 and the whole; a rounding beyond either counts as that.
        number: n, of how many it is a share, where some follow each other the ``independent_ads`` (ads).
        whole: w, what everybody is: 1 for a share, 100 for percent.

    Returns:
        In the unit of the share, never under ``share_error`` and never 0; NaN when there is no ad.

    Source: half an event of each kind is Jeffreys' prior of a binomial share, Brown, Cai and DasGupta, Interval Estimation for a
    Binomial Proportion, 2001.

    >>> few_ads_share_error([1.0, 0.0, 0.5], [1, 24, 0]).round(4).tolist()
    [0.433, 0.0286, nan]
    """
    p, n = np.clip(np.asarray(share, np.float64), 0, whole), np.asarray(number, np.float64)
    return share_error((n * p + whole / 2) / (n + 1), n, whole)


def rate_error(rate: ArrayLike, people: ArrayLike, part_cells: ArrayLike, whole_cells: ArrayLike) -> Array:
    """Standard error of a part of a whole in percent, of counts that a source protects with noise.

    s² = (100² · p · (1 − p) + 100² · σ² · (m + n · p²) / e) / e with p = rate / 100. The first term is chance (binomial), the second
    the noise: the part is a sum of m of the source's cells and the whole a sum of n, each with the standard deviation σ. Those at work
    are four cells of the source, the population is one.

    Args:
        rate: percent.
        people: e, the whole (persons).
        part_cells: m, how many of the source's cells the part is a sum of.
        whole_cells: n, the same of the whole.

    Returns:
        Percentage points; NaN where the rate or the whole is missing.

    Source: the binomial distribution and the delta method for a quotient; the noise of a sum is methods §2.12.

    >>> rate_error([75.0], [600], 1, 1).round(3).tolist()
    [1.795]
    """
    r, e, m, n = (np.asarray(x, np.float64) for x in (rate, people, part_cells, whole_cells))
    with np.errstate(divide="ignore", invalid="ignore"):
        noise = 100 * NOISE * np.sqrt(m + n * (r / 100) ** 2) / e
    return np.hypot(share_error(r, e, 100), noise)


def count_ratio_error(ratio: ArrayLike, found: ArrayLike) -> Array:
    """Standard error of a count over what was expected, s = r / √a.

    Args:
        ratio: r = a / e (times).
        found: a, the events that were found (ads); none counts as one, so that a ratio of 0 has the error 0.

    Returns:
        Times.

    Source: the relative error of a count of independent events (Poisson); what was expected is taken as known.

    >>> count_ratio_error([2.0, 0.0], [16, 0]).tolist()
    [0.5, 0.0]
    """
    r, a = np.asarray(ratio, np.float64), np.asarray(found, np.float64)
    return np.asarray(r / np.sqrt(np.maximum(a, 1)))


def mean_days_error(days: ArrayLike, ads: ArrayLike) -> Array:
    """Standard error of the mean time that ads are out, s = d / √n.

    Args:
        days: d, the mean (days).
        ads: n, the ads with a known last day (ads).

    Returns:
        Days; NaN when there is no ad.

    Source: the error of a mean of independent times whose standard deviation is their mean (exponential); ads often have a set
    last day and vary less, so the error is rather too large.

    >>> mean_days_error([30.0, 30.0], [100, 0]).tolist()
    [3.0, nan]
    """
    d, n = np.asarray(days, np.float64), np.asarray(ads, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 0, d / np.sqrt(n), np.nan)


def tightness_error(tightness: ArrayLike, ads: ArrayLike, unemployed: ArrayLike) -> Array:
    """Standard error of posts per unemployed, s = θ · √(φ / N + 1 / U) with φ = 2.

    Args:
        tightness: θ (posts per person).
        ads: N, the ``effective_ads`` that the posts are in; none counts as one.
        unemployed: U (persons).

    Returns:
        Posts per person; NaN when there are no unemployed.

    Source: the delta method for a quotient of independent counts; the variance of ads is φ times their number.

    >>> tightness_error([2.0, 2.0], [100, 100], [50, 0]).tolist()
    [0.4, nan]
    """
    theta, n, u = (np.asarray(a, np.float64) for a in (tightness, ads, unemployed))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(u > 0, theta * np.sqrt(OVERDISPERSION / np.maximum(n, 1) + 1 / u), np.nan)


def unemployment_rate_error(rate: ArrayLike, unemployed: ArrayLike) -> Array:
    """Standard error of the unemployed per 100 employed or unemployed, s = r / √U.

    Args:
        rate: r (percent).
        unemployed: U (persons).

    Returns:
        Percentage points; NaN when there are no unemployed.

    Source: the relative error of a count of independent events (Poisson).

    >>> unemployment_rate_error([10.0, 10.0], [25, 0]).tolist()
    [2.0, nan]
    """
    r, u = np.asarray(rate, np.float64), np.asarray(unemployed, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(u > 0, r / np.sqrt(u), np.nan)


def growth_error(employees: ArrayLike, cells: ArrayLike, years: int, spans: int = 1) -> Array:
    """Standard error of the yearly growth of a share of the employees, s = (100 / k) · σ · √(2 · m · n) / E₁.

    A sum of n cells has the noise σ · √n with σ = 1.5, and the first and last year of every span have it. Chance is not in it, since
    the register counts everybody, nor the noise of the area's total, which is nothing beside it.

    Args:
        employees: E₁, employees now (persons); nobody counts as one.
        cells: n, how many of the source's cells they are a sum of.
        years: k, of all spans together.
        spans: m, how many spans of years the growth is over.

    Returns:
        Percentage points a year.

    Source: the delta method on 100 · ((E₁ / E₀)^(1/k) − 1) near no growth; the noise of a sum is methods §2.12.

    >>> growth_error([300], [2], 2).tolist(), growth_error([300], [2], 2, 4).tolist()
    ([0.5], [1.0])
    """
    e, n = np.asarray(employees, np.float64), np.asarray(cells, np.float64)
    return np.asarray(100 / years * NOISE * np.sqrt(2 * spans * n) / np.maximum(e, 1))


def both_errors(error: ArrayLike, other: ArrayLike) -> Array:
    """Standard error of a value that is unsure in two ways that do not depend on each other, s = √(s₁² + s₂²).

    Args:
        error: s₁ (the value's unit).
        other: s₂ (the same).

    Returns:
        In the same unit.

    Source: the variance of a sum of independent numbers.

    >>> both_errors([3.0], [4.0]).tolist()
    [5.0]
    """
    return np.asarray(np.hypot(error, other))


def change_error(error: ArrayLike, error_before: ArrayLike, years: int) -> Array:
    """Standard error of a change per year, s = √(s_t² + s_{t−k}²) / k.

    As if the two years were independent. Where most are the same persons, it is rather too large than too small.

    Args:
        error: of the value now.
        error_before: of the value k years earlier (same unit).
        years: k.

    Returns:
        In the same unit, per year.

    Source: the variance of a difference of independent numbers.

    >>> change_error([3.0], [4.0], 2).tolist()
    [2.5]
    """
    return both_errors(error, error_before) / years
