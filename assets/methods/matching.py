"""Matched employment: how many of those with an education work in an occupation that matches it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LEAST_PEOPLE = 30


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


@dataclass(frozen=True)
class Beyond:
    """Difference in percentage points and its standard error, areas × occupations."""

    difference: Array
    error: Array


def matched_beyond_nation(
    matched: ArrayLike, population: ArrayLike, nation_matched: ArrayLike, nation_population: ArrayLike, link: ArrayLike
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

    Returns:
        NaN where a linked group is missing, no group is linked, or there are under 30 persons. The standard error is that of a
        share among so many persons.

    >>> found = matched_beyond_nation([[60, 10]], [[100, 50]], [[500, 40]], [[1000, 100]], [[1, 0], [1, 1], [0, 0]])
    >>> found.difference.round(3).tolist(), found.error.round(2).tolist()
    ([[10.0, 0.0, nan]], [[4.9, 4.07, nan]])
    """
    a, e, an, en, chosen = (
        np.asarray(x, np.float64) for x in (matched, population, nation_matched, nation_population, link)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = e * an / en
        missing = (np.isnan(a) | np.isnan(e) | np.isnan(expected)).astype(np.float64) @ chosen.T > 0
        people, found, would = (np.nan_to_num(x) @ chosen.T for x in (e, a, expected))
        share = found / people
        known = ~missing & (people >= LEAST_PEOPLE)
        difference = np.where(known, 100 * (found - would) / people, np.nan)
        error = np.where(known, 100 * np.sqrt(share * (1 - share) / people), np.nan)
    return Beyond(difference, error)
