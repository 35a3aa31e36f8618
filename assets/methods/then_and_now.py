"""The last twelve months against the twelve before: a ratio of two overdispersed counts, its interval and its word."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array
from assets.methods.matching import NINTH_DECILE

LEVEL = 0.8
"""Level of the intervals: NINTH_DECILE standard errors on each side."""
LEAST_DISPERSION = 1.0
"""A count that varies less than by chance alone is taken to vary as much as that."""
MORE, UNCHANGED, FEWER = "fler", "oförändrat", "färre"
WORDS = (MORE, UNCHANGED, FEWER)


def dispersion(now: ArrayLike, then: ArrayLike, cell: ArrayLike) -> float:
    """How many times more than independent events the counts vary, φ, from parts that share a ratio.

    In a cell of parts i with n_i = now_i + then_i, share p = Σ now / Σ n and w_i = n_i / Σ n, the parts lie around p with
    variance φ · p · (1 − p) · n_i, so that

        φ = Σ_cells Σ_i (now_i − p · n_i)² / Σ_cells p · (1 − p) · Σ n · (1 − Σ w_i²)

    where 1 − Σ w² is what is left of the squares when p is estimated from the same parts: (m − 1)/m for m equal parts.

    Args:
        now: counts of parts in the last twelve months.
        then: counts of the same parts in the twelve before.
        cell: which cell each part belongs to, numbered from 0. Parts of a cell with a missing count are left out by the
            caller, with their whole cell.

    Returns:
        φ, at least 1; NaN when no cell has two parts with counts in both periods, so that nothing is known of it.

    Real differences between the parts' changes count as spread here. φ is therefore rather too large than too small, and the
    intervals rather too wide.

    Source: ratio estimator of a quasi-binomial dispersion over clusters, McCullagh and Nelder, Generalized Linear Models
    (1989), §4.5.

    >>> round(dispersion([12, 4, 20, 4], [8, 8, 10, 10], [0, 0, 1, 1]), 4)
    4.0605
    """
    one, other = np.asarray(now, np.float64), np.asarray(then, np.float64)
    at = np.asarray(cell, np.int64)
    both = one + other
    total, ours = np.bincount(at, both), np.bincount(at, one)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total > 0, ours / total, 0.0)
        left = np.where(total > 0, 1 - np.bincount(at, both**2) / total**2, 0.0)
    squares = ((one - share[at] * both) ** 2).sum()
    expected = (share * (1 - share) * total * left).sum()
    return float(max(LEAST_DISPERSION, squares / expected)) if expected > 0 else float("nan")


@dataclass(frozen=True)
class Ratio:
    """Now as a ratio of then, and the interval of it."""

    value: Array
    lower: Array
    upper: Array


def ratio_of_counts(now: ArrayLike, then: ArrayLike, spread: ArrayLike) -> Ratio:
    """Now / then with an 80 percent interval, for counts whose variance is φ times their mean.

    Of the now + then events the share p = now / (now + then) fell in the last period. φ events tell as much as one that is
    independent, so p has the interval of Wilson's score with n = (now + then) / φ, and the ratio is p / (1 − p):

        p ± : (p + z²/2n ± z · √(p · (1 − p)/n + z²/4n²)) / (1 + z²/n),  z = 1.2816

    A mean of twelve months of registered persons is put in as if it were a count of other persons each year, all
    independent of each other. Many are the same persons in both years and in several months. That makes the two means follow
    each other and their difference vary less, so the interval is rather too wide than too narrow.

    Args:
        now: events in the last twelve months, or persons as a mean of them.
        then: the same of the twelve before.
        spread: φ of ``dispersion``.

    Returns:
        Ratios; NaN when anything is missing or then is 0.

    Source: Wilson 1927; the ratio of two counts given their sum, Przyborowski and Wilenski 1940.

    >>> found = ratio_of_counts([120, 40], [100, 80], 2.0)
    >>> [round(float(x[0]), 4) for x in (found.value, found.lower, found.upper)]
    [1.2, 0.9394, 1.5328]
    """
    one, other, phi = (np.asarray(a, np.float64) for a in (now, then, spread))
    z2 = NINTH_DECILE**2
    with np.errstate(divide="ignore", invalid="ignore"):
        total = (one + other) / phi
        share = one / (one + other)
        middle, half = share + z2 / (2 * total), np.sqrt(z2 * share * (1 - share) / total + (z2 / (2 * total)) ** 2)
        lower, upper = (middle - half) / (1 + z2 / total), (middle + half) / (1 + z2 / total)
        value = np.where((other > 0) & ~np.isnan(phi), one / other, np.nan)
        # The score's own ends are 0 and 1 there; in floating point they may miss them by the last digit.
        low = np.where(one > 0, lower / (1 - lower), 0.0)
        ends = (np.where(np.isnan(value), np.nan, end) for end in (low, upper / (1 - upper)))
        return Ratio(value, *ends)


def word(lower: ArrayLike, upper: ArrayLike) -> NDArray[np.object_]:
    """What the interval allows to be said.

    Args:
        lower: of ``ratio_of_counts``.
        upper: likewise.

    Returns:
        fler when the whole interval is above 1, färre when it is below, else oförändrat: the difference is no larger than
        chance may give. None when the interval is missing.

    >>> word([1.01, 0.9, 0.5, float("nan")], [1.2, 1.2, 0.99, 1.0]).tolist()
    ['fler', 'oförändrat', 'färre', None]
    """
    low, high = np.asarray(lower, np.float64), np.asarray(upper, np.float64)
    said = np.select([low > 1, high < 1], [MORE, FEWER], UNCHANGED).astype(object)
    said[np.isnan(low) | np.isnan(high)] = None
    return said


def by_chance(judged: int) -> float:
    """How many comparisons show a change by chance alone, (1 − L) · n.

    Args:
        judged: n, all of them.

    Source: of n intervals that hold L of the outcomes, (1 − L) · n are expected to leave out what is true.

    >>> by_chance(93)
    18.6
    """
    return round((1 - LEVEL) * judged, 6)


RARELY = 0.05
"""How seldom chance alone may give so many changes for them to be told of."""


def more_than_chance(changed: int, judged: int) -> bool:
    """Whether so many comparisons show a change as chance alone seldom gives, P(X ≥ c) < 0.05 with X binomial (n, 1 − L).

    More than the expected number is not enough: chance alone gives that about every other time.

    Args:
        changed: c, the comparisons whose interval leaves out that nothing has changed.
        judged: n, all of them.

    Source: of n intervals that hold L of the outcomes, a binomial number leave out what is true, as if they did not depend on each
    other.

    >>> more_than_chance(28, 100), more_than_chance(27, 100), more_than_chance(0, 0)
    (True, False, False)
    """
    away = 1 - LEVEL
    fewer = sum(comb(judged, k) * away**k * LEVEL ** (judged - k) for k in range(changed))
    return 1 - fewer < RARELY
