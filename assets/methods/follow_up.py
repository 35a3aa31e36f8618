"""The follow-up to 2030: rates with their error, held against the nation and against the year that everything is counted from.

All functions take arrays (or numbers) that broadcast together; a missing input is NaN and gives NaN.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array
from assets.methods.employment_change import crosses
from assets.methods.matching import LEAST_PEOPLE, beyond_chance, sure_interval
from assets.methods.standard_errors import NOISE, ad_rate_error, rate_error, share_error

BASE_YEAR, LAST_YEAR = 2022, 2030
"""The last whole year before the agreement, and its last year."""
AGREED_YEARS = f"{BASE_YEAR + 1}–{LAST_YEAR}"
"""The years of the agreement, as readers see them."""
FOLLOWED_YEARS = tuple(range(BASE_YEAR, LAST_YEAR + 1))
EARLIER_YEARS = (2017, 2018, 2019)
"""Whose mean stands beside a flow: 2022 was a boom, 2020 and 2021 a pandemic."""
MOST_HIDDEN = 1.0
"""How far flows that are not shown may move a share of commuters before it is not told (percentage points)."""

SURE, NOT_SURE, NOT_TRIED = "säker förändring", "ingen säker förändring", "kan inte prövas"
"""What is said of a change; ``steady`` has the last word on the first of them."""


@dataclass(frozen=True)
class Estimate:
    """A number and its standard error, in the same unit."""

    value: Array
    error: Array


def rate(part: ArrayLike, whole: ArrayLike, part_cells: ArrayLike, whole_cells: ArrayLike) -> Estimate:
    """A part of a whole in percent, r = 100 · a / e, with its ``rate_error``.

    Args:
        part: a (persons).
        whole: e (persons).
        part_cells: how many of the source's cells the part is a sum of.
        whole_cells: the same of the whole.

    Returns:
        Percent; NaN under 30 persons.

    >>> found = rate([450, 20], [600, 29], 1, 1)
    >>> found.value.tolist(), found.error.round(3).tolist()
    ([75.0, nan], [1.795, nan])
    """
    a, e = (np.asarray(x, np.float64) for x in (part, whole))
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(e >= LEAST_PEOPLE, 100 * a / e, np.nan)
    return Estimate(percent, rate_error(percent, e, part_cells, whole_cells))


def gap(one: Estimate, other: Estimate) -> Estimate:
    """One rate minus another of other persons, r − q with s = √(s_r² + s_q²).

    Source: the variance of a difference of independent numbers.

    >>> gap(Estimate(np.array([80.0]), np.array([3.0])), Estimate(np.array([60.0]), np.array([4.0])))
    Estimate(value=array([20.]), error=array([5.]))
    """
    return Estimate(one.value - other.value, np.hypot(one.error, other.error))


def posts_per_hundred(posts: ArrayLike, people: ArrayLike, ads: ArrayLike) -> Estimate:
    """Advertised posts per 100 at work, r = 100 · p / e with s = r · √(φ / n) and φ = 2.

    Args:
        posts: p, in the year's ads (posts).
        people: e (persons).
        ads: n, the ``effective_ads`` that the posts are in; none counts as one.

    Returns:
        Posts per 100 persons; NaN under 30 persons.

    Source: as ``standard_errors.ad_rate_error``; how many people there are is taken as known.

    >>> found = posts_per_hundred([150], [1000], [50])
    >>> found.value.tolist(), found.error.tolist()
    ([15.0], [3.0])
    """
    p, e, n = (np.asarray(x, np.float64) for x in (posts, people, ads))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(e >= LEAST_PEOPLE, 100 * p / e, np.nan)
    return Estimate(value, ad_rate_error(value, n))


def index(count: ArrayLike, base: ArrayLike, variance: ArrayLike, variance_base: ArrayLike) -> Estimate:
    """A count in percent of the base year's, i = 100 · x / x₀ with s = i · √(v / x² + v₀ / x₀²).

    Args:
        count: x (any unit).
        base: x₀, of the base year (same unit).
        variance: v of x.
        variance_base: v₀ of x₀.

    Returns:
        100 in the base year; NaN where either is missing or the base year's is 0. The base year's own error is for the caller
        to take as 0, since it is 100 whatever was counted.

    Source: the delta method for a quotient of independent counts.

    >>> found = index([1100.0, 5.0], [1000.0, 0.0], [900.0, 5.0], [1600.0, 0.0])
    >>> found.value.round(1).tolist(), found.error.round(2).tolist()
    ([110.0, nan], [5.33, nan])
    """
    x, x0, v, v0 = (np.asarray(a, np.float64) for a in (count, base, variance, variance_base))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(x0 > 0, 100 * x / x0, np.nan)
        error = np.where((x0 > 0) & (x > 0), value * np.sqrt(v / x**2 + v0 / x0**2), np.nan)
    return Estimate(value, error)


def ads_variance(posts: ArrayLike, ads: ArrayLike) -> Array:
    """Variance of posts in ads, v = s², where s = p · √(φ / n) is the ``ad_rate_error``.

    Args:
        posts: p (posts).
        ads: n, the ``effective_ads``; none counts as one.

    Returns:
        Posts squared.

    Source: as ``standard_errors.ad_rate_error``, for posts in place of posts per employees.

    >>> ads_variance([100.0], [50]).tolist()
    [400.0]
    """
    return ad_rate_error(posts, ads) ** 2


def register_variance(count: ArrayLike, cells: ArrayLike) -> Array:
    """Variance of a register's count, v = x + n · σ²: chance, and the noise of a sum of n of the source's cells.

    Args:
        count: x (persons).
        cells: n, how many of the source's cells it is a sum of.

    Source: a count of independent events (Poisson), which makes the interval rather too wide for a register of everybody; the
    noise of a sum is methods §2.12.

    >>> register_variance([100.0], [4]).tolist()
    [109.0]
    """
    return np.asarray(np.asarray(count, np.float64) + np.asarray(cells, np.float64) * NOISE**2)


def share_between(shown: ArrayLike, least: ArrayLike, people: ArrayLike) -> Estimate:
    """A share of commuters of which small flows are hidden, in percent: the middle of what it can be.

    r = 50 · (p₁ + p₀), s² = (100² · p · (1 − p)) / e + (50 · (p₁ − p₀))², where p₁ rests on the flows that are shown and p₀ is what
    it is if every hidden flow is as large as it may be.

    Args:
        shown: p₁ (share 0–1).
        least: p₀ (share 0–1).
        people: e (persons).

    Returns:
        Percent; NaN where what is hidden could move it by more than ``MOST_HIDDEN``.

    Source: the binomial distribution; that half the room which is left counts as a standard error is the project's.

    >>> found = share_between([0.80, 0.80], [0.796, 0.70], [10_000, 10_000])
    >>> found.value.round(2).tolist(), found.error.round(3).tolist()
    ([79.8, nan], [0.449, nan])
    """
    high, low, e = (np.asarray(x, np.float64) for x in (shown, least, people))
    room = 100 * np.abs(high - low)
    told = room <= MOST_HIDDEN
    value = np.where(told, 50 * (high + low), np.nan)
    return Estimate(value, np.hypot(share_error(value, e, 100), np.where(told, room / 2, np.nan)))


def first_break(base: int, year: int, firsts: Iterable[int]) -> int | None:
    """The first of the breaks' first years that lies between two years; None when no break does.

    >>> first_break(2022, 2026, [2026, 2023]), first_break(2022, 2022, [2023])
    (2023, None)
    """
    return min((first for first in firsts if crosses(base, year, first)), default=None)


@dataclass(frozen=True)
class SinceBase:
    """How much further from the nation than in the base year, with its interval of 80 percent and what may be said of it."""

    value: Array
    lower: Array
    upper: Array
    said: list[str]


def change(now: Estimate, base: Estimate) -> SinceBase:
    """Change since the base year, d − d₀ ± z · √(s² + s₀²).

    The two years count as independent. Where most are the same persons, the interval is rather too wide than too narrow.

    Args:
        now: the number, or its difference to the nation.
        base: the same in the base year (same unit and shape).

    Returns:
        In the same unit. ``SURE`` only where the interval leaves out 0, ``NOT_TRIED`` where the change or its error is missing.

    Source: methods §2.16.

    >>> years = (np.array([5.0, 5.0, 5.0]), np.array([1.0, 3.0, np.nan])), (np.array([2.0, 2.0, 2.0]), np.array([1.0, 3.0, 1.0]))
    >>> found = change(*(Estimate(*year) for year in years))
    >>> found.lower.round(2).tolist(), found.said
    ([1.19, -2.44, nan], ['säker förändring', 'ingen säker förändring', 'kan inte prövas'])
    """
    apart = gap(now, base)
    lower, upper = sure_interval(apart.value, apart.error)
    sure = beyond_chance(apart.value, apart.error)
    untried = np.isnan(apart.value) | np.isnan(apart.error)
    said = np.where(untried, NOT_TRIED, np.where(sure, SURE, NOT_SURE))
    return SinceBase(apart.value, lower, upper, [str(word) for word in np.atleast_1d(said)])


def turned(changes: ArrayLike) -> Array:
    """Whether a year's change points the other way than the year before's.

    Args:
        changes: since the base year, of consecutive years (any unit).

    Returns:
        False for the first year, and where either change is missing or 0.

    Source: the project's; one year's turn tells what varies between years, which no interval of chance and noise holds.

    >>> turned([-2.19, 0.17, 0.20, np.nan, -0.3]).tolist()
    [False, True, False, False, False]
    """
    x = np.asarray(changes, np.float64)
    return np.concatenate([[False], x[1:] * x[:-1] < 0])


def steady(said: Sequence[str], turns: ArrayLike) -> list[str]:
    """What is said of the changes of consecutive years, when none that has turned since the year before is sure.

    Args:
        said: of each year, by ``change``.
        turns: of each year, by ``turned``.

    Source: as ``turned``.

    >>> steady([SURE, SURE, NOT_TRIED], [False, True, False])
    ['säker förändring', 'ingen säker förändring', 'kan inte prövas']
    """
    return [NOT_SURE if word == SURE and turn else word for word, turn in zip(said, np.asarray(turns), strict=True)]


def own_and_beside(own: float, beside: float) -> str:
    """How an area has changed beside the nation, when neither more nor less is better.

    ``beside`` is the area's change minus the nation's. A rise that is smaller than the nation's is "ökat mindre", and so is no
    change beside a nation that has risen.

    Args:
        own: the area's change since the base year.
        beside: how much more than the nation's it is (same unit), not 0.

    Source: the signs of the two.

    >>> [own_and_beside(*pair) for pair in ((2.5, 0.4), (2.5, -0.4), (-0.1, 0.2), (-0.1, -0.2), (0.0, -0.2))]
    ['ökat mer', 'ökat mindre', 'minskat mindre', 'minskat mer', 'ökat mindre']
    """
    if beside > 0:
        return "ökat mer" if own > 0 else "minskat mindre"
    return "minskat mer" if own < 0 else "ökat mindre"
