"""Matched employment: how many of those with an education work in an occupation that matches it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array, Flags
from assets.methods.standard_errors import change_error, rate_error

LEAST_PEOPLE = 30
MOST_DATA_LOSS = 0.2
"""Share of those in work with unknown occupation above which a reader is warned."""
OLDER = 55
"""Age from which an employee counts as older."""
MOST_UNKNOWN_AGES = 0.1
"""How far those whose age is known may be from all employees, as a share of them, for their ages to be shown."""
SURE_LEVEL = 0.8
READ_DECIMALS = 1
"""Of a rate in percent, wherever people read it."""
NINTH_DECILE = 1.2816
"""Of the standard normal distribution: an interval of ``SURE_LEVEL`` reaches so many standard errors to either side."""


def matched_rate(matched: ArrayLike, population: ArrayLike) -> Array:
    """Matched employment rate, 100 · A / E.

    Args:
        matched: employed in a fully matching occupation (persons).
        population: everybody with the education, 20–69 (persons).

    Returns:
        Percent; NaN under 30 persons.

    Source: indicator E3 of Regionala matchningsindikatorer (SCB, Tillväxtverket).

    >>> matched_rate([45, 20], [60, 29]).tolist()
    [75.0, nan]
    """
    a, e = np.asarray(matched, np.float64), np.asarray(population, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(e >= LEAST_PEOPLE, 100 * a / e, np.nan)


def not_working(at_work: ArrayLike, population: ArrayLike) -> Array:
    """How many of everybody with an education do not work, 100 · (1 − W / E), at least 0.

    Args:
        at_work: W, employed in any occupation, known or not (persons).
        population: E, everybody with the education, 20–69 (persons).

    Returns:
        Percent; NaN under 30 persons. The noise of the source's cells can make W larger than E: then 0.

    Source: the parts of indicator E3 of Regionala matchningsindikatorer (SCB, Tillväxtverket); who is in none of them does not work.

    >>> not_working([45, 61, 20], [60, 60, 29]).tolist()
    [25.0, 0.0, nan]
    """
    w, e = np.asarray(at_work, np.float64), np.asarray(population, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(e >= LEAST_PEOPLE, np.maximum(100 * (1 - w / e), 0), np.nan)


def share_of_people(some: ArrayLike, population: ArrayLike) -> Array:
    """Share of those with an education, such as women, n / E.

    Args:
        some: those that are counted (persons).
        population: everybody with the education (persons).

    Returns:
        Share 0–1; NaN under 30 persons.

    >>> share_of_people([45, 20], [60, 29]).tolist()
    [0.75, nan]
    """
    counted, e = np.asarray(some, np.float64), np.asarray(population, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(e >= LEAST_PEOPLE, counted / e, np.nan)


def data_loss(matched: ArrayLike, partly: ArrayLike, not_matched: ArrayLike, unknown: ArrayLike) -> Array:
    """Share of those in work whose occupation is not known, D / (A + B + C + D).

    Args:
        matched: employed in a fully matching occupation (persons).
        partly: in a partly matching one (persons).
        not_matched: in one that does not match (persons).
        unknown: in an unknown one (persons).

    Returns:
        Share 0–1; NaN when nobody is employed or a count is missing.

    >>> data_loss([60, 0], [10, 0], [5, 0], [25, 0]).tolist()
    [0.25, nan]
    """
    a, b, c, d = (np.asarray(x, np.float64) for x in (matched, partly, not_matched, unknown))
    employed = a + b + c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(employed > 0, d / employed, np.nan)


ABOVE, BELOW, BY_CHANCE = "över riket", "under riket", "ryms i slumpen"
AGAINST_NATION = (ABOVE, BELOW, BY_CHANCE)


def matched_rate_interval(rate: ArrayLike, error: ArrayLike) -> tuple[Array, Array]:
    """The interval of ``SURE_LEVEL`` round a matched rate, kept within what a share can be.

    Args:
        rate: matched employment rate (percent).
        error: its standard error (percentage points).

    Returns:
        Lower and upper limit (percent, 0–100); NaN where either is missing.

    Source: ``sure_interval``; the normal distribution leaves 0–100 where few have the education.

    >>> [side.round(1).tolist() for side in matched_rate_interval([60.0, 98.0, float("nan")], [2.0, 3.0, 1.0])]
    [[57.4, 94.2, nan], [62.6, 100.0, nan]]
    """
    low, high = sure_interval(rate, error)
    return np.clip(low, 0, 100), np.clip(high, 0, 100)


def against_nation(rate: ArrayLike, nation: ArrayLike, error: ArrayLike) -> list[str | None]:
    """Which side of the nation's rate an area's interval of ``SURE_LEVEL`` lies on.

    All are compared with the decimal that is read, so that no reader sees the nation's number inside the limits and another word.

    Args:
        rate: matched employment rate of the area (percent).
        nation: the nation's for the same education and year (percent).
        error: standard error of the area's (percentage points).

    Returns:
        One of ``AGAINST_NATION`` for each; None where anything is missing.

    >>> against_nation([60.0, 50.0, 56.0, float("nan")], [55.0] * 4, [2.0] * 4)
    ['över riket', 'under riket', 'ryms i slumpen', None]
    >>> against_nation([38.3], [39.92], [1.25])  # its upper limit is 39.902
    ['ryms i slumpen']
    """
    whole = np.asarray(nation, np.float64).round(READ_DECIMALS)
    low, high = (side.round(READ_DECIMALS) for side in sure_interval(rate, error))
    return [
        None if np.isnan(to) or np.isnan(above) else ABOVE if to < above else BELOW if to > below else BY_CHANCE
        for to, above, below in zip(whole, low, high, strict=True)
    ]


@dataclass(frozen=True)
class YearlyChange:
    """Change per year and its standard error, percentage points."""

    per_year: Array
    error: Array


def change_per_year(
    value: ArrayLike, error: ArrayLike, before: ArrayLike, error_before: ArrayLike, years: int
) -> YearlyChange:
    """Change per year, (v_t − v_{t−k}) / k, with its ``change_error``.

    Args:
        value: now.
        error: its standard error (same unit).
        before: k years earlier.
        error_before: its standard error.
        years: k.

    >>> found = change_per_year([10.0], [3.0], [4.0], [4.0], 2)
    >>> found.per_year.tolist(), found.error.tolist()
    ([3.0], [2.5])
    """
    now, then = np.asarray(value, np.float64), np.asarray(before, np.float64)
    return YearlyChange((now - then) / years, change_error(error, error_before, years))


def beyond_chance(value: ArrayLike, error: ArrayLike) -> Flags:
    """Whether a value differs from 0 by more than chance: its interval of 80 percent leaves out 0.

    Args:
        value: a difference or a change.
        error: its standard error (same unit).

    Returns:
        False where either is missing.

    Source: methods §2.16, "säker förändring"; 1.2816 is the standard normal distribution's ninth decile.

    >>> beyond_chance([2.0, -2.0, 2.0, float("nan")], [1.5, 1.5, 1.6, 1.0]).tolist()
    [True, True, False, False]
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(np.asarray(value, np.float64)) > NINTH_DECILE * np.asarray(error, np.float64))


@dataclass(frozen=True)
class Beyond:
    """Difference in percentage points and its standard error, areas × occupations."""

    difference: Array
    error: Array


def matched_beyond_nation(
    matched: ArrayLike,
    population: ArrayLike,
    nation_matched: ArrayLike,
    nation_population: ArrayLike,
    link: ArrayLike,
    places: ArrayLike,
) -> Beyond:
    """The linked education groups' matched rate minus what it would be with the nation's rate in each group.

    100 · (Σ_e A_e − Σ_e E_e · A_eN / E_eN) / Σ_e E_e over the groups that lead to the occupation. Groups are thus compared with
    themselves and never with each other.

    Args:
        matched: areas × education groups (persons).
        population: same shape.
        nation_matched: 1 × education groups.
        nation_population: same shape.
        link: occupations × education groups, 1 where the education leads to the occupation.
        places: how many of the source's places each area is a sum of: a delregion's municipalities, one for a county.

    Returns:
        NaN where a linked group is missing, no group is linked, or there are under 30 persons. The standard error is that of the
        area's rate, in which each place and group is a cell: chance, and the noise that protects the cells. The
        nation's is nothing beside it.

    >>> found = matched_beyond_nation([[60, 10]], [[100, 50]], [[500, 40]], [[1000, 100]], [[1, 0], [1, 1], [0, 0]], [1])
    >>> found.difference.round(3).tolist(), found.error.round(2).tolist()
    ([[10.0, 0.0, nan]], [[5.2, 4.36, nan]])
    """
    a, e, an, en, chosen = (
        np.asarray(x, np.float64) for x in (matched, population, nation_matched, nation_population, link)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = e * an / en
        missing = (np.isnan(a) | np.isnan(e) | np.isnan(expected)).astype(np.float64) @ chosen.T > 0
        people, found, would = (np.nan_to_num(x) @ chosen.T for x in (e, a, expected))
        known = ~missing & (people >= LEAST_PEOPLE)
        difference = np.where(known, 100 * (found - would) / people, np.nan)
        rate = np.where(known, 100 * found / people, np.nan)
    cells = np.asarray(places, np.float64)[:, None] * chosen.sum(1)
    return Beyond(difference, rate_error(rate, people, cells, cells))


def sure_interval(value: ArrayLike, error: ArrayLike) -> tuple[Array, Array]:
    """The interval of ``SURE_LEVEL`` round a value, v ± z · σ, which ``beyond_chance`` asks whether 0 is outside.

    Args:
        value: in any unit (any shape).
        error: its standard error, in the same unit (same shape).

    Returns:
        Lower and upper limit, in the same unit; NaN where either is missing.

    >>> [side.round(2).tolist() for side in sure_interval([10.0, float("nan")], [1.0, 1.0])]
    [[8.72, nan], [11.28, nan]]
    """
    v, spread = np.asarray(value, np.float64), NINTH_DECILE * np.asarray(error, np.float64)
    return v - spread, v + spread
