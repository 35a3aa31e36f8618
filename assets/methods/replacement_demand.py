"""Replacement demand: how many of those who are 45 years and older leave an occupation, net, in five and in ten years.

What is known is how many an occupation has in each five-year age group in two years, four years apart. A cohort that has grown
smaller has lost more than it has taken in; why (retirement, another occupation, sickness, a move) is not known.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

BANDS = (45, 50, 55, 60)
"""First year of each five-year age group that leaves; the last one is left by everybody, since the register ends at 64."""
BAND_YEARS = 5
SPAN_YEARS = 4
"""Years between the two counts that a cohort is followed over."""
PRIOR = 200.0
"""Persons that the wider occupation (SSYK2) counts as beside the occupation's own."""
HORIZONS = (5, 10)
"""Years ahead that net departures are computed for: whole age groups, so that nobody's age must be guessed."""


def _counts(name: str, values: ArrayLike) -> Array:
    array = np.asarray(values, np.float64)
    if array.shape[-1:] != (len(BANDS),):
        raise ValueError(f"{name} must have {len(BANDS)} age groups on the last axis, got shape {array.shape}")
    if np.isinf(array).any() or (array < 0).any():
        raise ValueError(f"{name} must be counts: a number is negative or infinite")
    return array


def with_unknown_occupation(known: ArrayLike, unknown: ArrayLike) -> Array:
    """Counts raised by those of the same age whose occupation is not known, N · (Σ_o N + U) / Σ_o N.

    The share with unknown occupation has fallen much between years. Unraised, a cohort would seem to have taken in those whose
    occupation only became known.

    Args:
        known: occupations × age groups (persons); NaN where protected, which is left out of the sum.
        unknown: age groups, employees with unknown occupation (persons).

    Returns:
        Occupations × age groups (persons); NaN where ``known`` is, and in an age group where nobody's occupation is known.

    Raises:
        ValueError: a count is negative or infinite, or the age groups are not those of ``BANDS``.

    Source: the project's; those with unknown occupation are taken to work as the others of their age.

    >>> with_unknown_occupation([[60, 0, 0, 9], [30, 10, 0, 1]], [10, 0, 0, 0]).round(3).tolist()
    [[66.667, 0.0, nan, 9.0], [33.333, 10.0, nan, 1.0]]
    """
    counts, more = _counts("known", known), _counts("unknown", unknown)
    everybody = np.nansum(counts, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(everybody > 0, counts * ((everybody + more) / everybody), np.nan)


def four_year_retention(before: ArrayLike, after: ArrayLike) -> Array:
    """How large a cohort is four years later, ρ4(a) = (.2 · N(a, t) + .8 · N(a+1, t)) / N(a, t−4).

    In four years four fifths of a five-year age group pass into the next one.

    Args:
        before: employees per age group of ``BANDS`` on the last axis, four years before (persons).
        after: the same, now.

    Returns:
        One ratio for each age group but the last, which nobody stays in; above 1 where more came than left. NaN where a count is
        missing or nobody was there.

    Raises:
        ValueError: a count is negative or infinite, or the age groups are not those of ``BANDS``.

    Source: cohort change ratio (Hamilton and Perry, 1962), moved from five years to four.

    >>> four_year_retention([1000, 900, 800, 500], [980, 960, 830, 520]).round(4).tolist()
    [0.964, 0.9511, 0.7275]
    """
    was, now = _counts("before", before), _counts("after", after)
    passed = SPAN_YEARS / BAND_YEARS
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(
            was[..., :-1] > 0, ((1 - passed) * now[..., :-1] + passed * now[..., 1:]) / was[..., :-1], np.nan
        )


def shrunk_retention(own: ArrayLike, wider: ArrayLike, employees: ArrayLike) -> Array:
    """The occupation's retention weighed with that of the wider occupation, (N · ρ4 + 200 · ρ4_wider) / (N + 200).

    Args:
        own: ρ4 of the occupation, per age group but the last; NaN where it is not known, and then the wider one's is used.
        wider: ρ4 of the SSYK2 that the occupation is a part of, likewise.
        employees: those that ``own`` was followed from, per age group (persons).

    Returns:
        ρ4, of the shape of ``own``; NaN where the wider one is not known.

    Source: linear shrinkage with a fixed prior weight.

    >>> shrunk_retention([0.9, float("nan")], [0.8, 0.8], [600, 0]).round(4).tolist()
    [0.875, 0.8]
    """
    mine, theirs, n = (np.asarray(a, np.float64) for a in (own, wider, employees))
    return np.where(np.isnan(mine), theirs, (n * mine + PRIOR * theirs) / (n + PRIOR))


def five_year_retention(four_years: ArrayLike) -> Array:
    """Four years' retention carried to five and never above 1, ρ5 = min(1, ρ4^(5/4)).

    Args:
        four_years: ρ4 (ratio, at least 0).

    Returns:
        Share 0–1. A cohort that grew keeps everybody: what came in is no replacement demand.

    >>> five_year_retention([0.9640, 0.7275, 1.2]).round(4).tolist()
    [0.9552, 0.6719, 1.0]
    """
    rho = np.asarray(four_years, np.float64)
    grown: Array = np.minimum(1.0, rho ** (BAND_YEARS / SPAN_YEARS))
    return grown


def net_departures(employees: ArrayLike, retention: ArrayLike, years: int = 5, later: float = 0.0) -> Array:
    """Replacement demand: of those who are 45–64 today, how many have left the occupation, net, after so many years.

    RD5 = Σ_a N(a) · (1 − ρ5(a)) + N(60–64). Ten years are the same step twice: who is 45–49 passes two age groups, and everybody
    who is 55 or older has passed 64. Those who turn 45 on the way are not in it.

    Args:
        employees: per age group of ``BANDS`` on the last axis (persons).
        retention: ρ5 per age group but the last (share).
        years: one of ``HORIZONS``.
        later: by how many years the end of working life is later than today's, 0–5, as a scenario: that part of the
            age group that would have passed 64 in the last five years stays.

    Returns:
        Persons, at least 0 and at most the employees; NaN where a count or a share is missing.

    Raises:
        ValueError: ``years`` is no horizon, ``later`` is outside 0–5, a share is outside 0–1, or a count is negative or infinite.

    Source: net replacement demand by cohort components, Willems and de Grip, 1993.

    >>> rho = five_year_retention(four_year_retention([1000, 900, 800, 500], [980, 960, 830, 520]))
    >>> [round(float(net_departures([980, 960, 830, 520], rho, later=more)), 4) for more in (0, 1)]
    [894.5436, 790.5436]
    >>> [round(float(net_departures([980, 960, 830, 520], rho, 10, more)), 4) for more in (0, 1)]
    [1804.9208, 1693.3889]
    """
    if years not in HORIZONS:
        raise ValueError(f"years must be one of {HORIZONS}, got {years}")
    if not 0 <= later <= BAND_YEARS:
        raise ValueError(f"later must be 0–{BAND_YEARS} years, got {later}")
    n, rho = _counts("employees", employees), np.asarray(retention, np.float64)
    if (rho < 0).any() or (rho > 1).any():
        raise ValueError("retention must be shares of 0 to 1")
    stays = np.concatenate([rho, np.zeros((*rho.shape[:-1], 1))], axis=-1)
    # Who would have passed 64 in the last step, and of them the part that a later end keeps.
    passing = n[..., -1]
    left = n * (1 - stays)
    if years > BAND_YEARS:
        again = np.concatenate([stays[..., 1:], np.zeros((*rho.shape[:-1], 1))], axis=-1)
        left = n * (1 - stays * again)
        passing = n[..., -2] * rho[..., -1]
    total: Array = left.sum(axis=-1) - later / BAND_YEARS * passing
    return total


def replacement_and_expansion(replacement: ArrayLike, expansion: ArrayLike) -> Array:
    """All who have to come to the occupation: those who replace who leaves, and those by whom it grows, RD + max(0, XD).

    Args:
        replacement: RD, net departures (persons).
        expansion: XD, employees then less employees now (persons).

    Returns:
        Persons; NaN where either is missing. An occupation that shrinks still replaces who leaves: its expansion counts as none.

    >>> replacement_and_expansion([100, 100, 100], [30, -40, float("nan")]).tolist()
    [130.0, 100.0, nan]
    """
    grown = np.asarray(expansion, np.float64)
    return np.asarray(np.asarray(replacement, np.float64) + np.where(grown < 0, 0.0, grown))
