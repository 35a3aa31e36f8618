"""Parts of counties some years ahead, each at its own level and moved as its county, and how that has hit.

A part is a delregion, or one sex of a county's employees. What is projected of a county's occupations is said of the part's too:
its own share is multiplied by what the county's is. Nothing of the part but its level is used, and the limits are the county's
for a cell of the part's size. Beside it stand what the part's own history says, to see whether something is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assets.methods.arrays import Array, Flags
from assets.methods.backtest import (
    AGAINST_COUNTY,
    BIAS,
    COVERAGE,
    DIRECTION,
    DIRECTION_WEIGHTED,
    METHODS,
    NUMBER,
    OWN,
    RELATIVE,
    Measured,
    Outcomes,
    against,
    covered,
    measure,
    outcomes,
)
from assets.methods.county_total import projected_totals
from assets.methods.employment_shares import Method, Panel, log_shares, own_trend
from assets.methods.projection_intervals import (
    LEVEL,
    SIZE_LAWS,
    Pair,
    Quantiles,
    known_pairs,
    quantiles,
    unrest,
)

OWN_SHARES = "egna andelar"
"""The counties' method with the parts in the place of their counties."""
TOLD = (RELATIVE, COVERAGE, BIAS, DIRECTION, DIRECTION_WEIGHTED)
"""What is measured of parts, beside their own history against their county's."""


@dataclass(frozen=True)
class Parts:
    """Employees of parts of counties, occupations × parts × years.

    Raises:
        ValueError: an occupation is not the counties', the years go on after theirs or begin before, or shapes do not fit.
    """

    counties: Panel
    panel: Panel
    """The parts in the place of counties; 0 in every year where any year is not known, so that the part's total means the same always."""
    known: Flags
    """Occupations × parts whose every year is known."""
    where: tuple[int, ...]
    """The position of each part's county."""

    def __post_init__(self) -> None:
        """Refuse what no formula here can use."""
        if self.panel.codes != self.counties.codes:
            raise ValueError("parts and counties must have the same occupations in the same order")
        if self.known.shape != self.panel.persons.shape[:2] or len(self.where) != len(self.panel.counties):
            raise ValueError("every occupation must be known or not, and every part must have a county")
        if self.panel.persons[~self.known].any():
            raise ValueError("an occupation that is not known every year is in no total")
        if self.panel.first_year < self.counties.first_year or self.panel.last_year > self.counties.last_year:
            raise ValueError("the counties must have every year of their parts")

    def of_counties(self, values: Array) -> Array:
        """A value of each county, the last axis, as one of each part."""
        return np.asarray(values[..., list(self.where)])


def as_county(parts: Parts, method: Method) -> Method:
    """The part's own level, moved as its county: ln ŝ = ln s + (ln ŝ_c − ln s_c). The shares need not sum to 1.

    Returns:
        A method for the panel of the parts. Of what it is handed it reads only the last year and its shares: the counties' later
        years are cut off before they are projected.

    >>> county = Panel(("111", "112"), ("14",), 2020, np.array([[[60.0]], [[40.0]]]))
    >>> half = Panel(("111", "112"), ("a",), 2020, np.array([[[20.0]], [[30.0]]]))
    >>> parts = Parts(county, half, np.ones((2, 1), np.bool_), (0,))
    >>> moved = as_county(parts, lambda panel, horizon: np.log([[0.66], [0.34]]))
    >>> np.exp(moved(half, 5)).round(4).tolist()
    [[0.44], [0.51]]
    """

    def projected(seen: Panel, horizon: int) -> Array:
        known = parts.counties.until(seen.last_year)
        return log_shares(seen.now) + parts.of_counties(method(known, horizon) - log_shares(known.now))

    return projected


def on_own_shares(parts: Parts, method: Method) -> Method:
    """The counties' method, with the parts in the place of the counties that they are parts of."""

    def projected(seen: Panel, horizon: int) -> Array:
        known = parts.counties.until(seen.last_year)
        whole = [at for at in range(len(known.counties)) if at not in parts.where]
        others = known.persons[:, whole, seen.first_year - known.first_year :]
        names = (*(known.counties[at] for at in whole), *seen.counties)
        both = Panel(seen.codes, names, seen.first_year, np.concatenate([others, seen.persons], axis=1))
        return method(both, horizon)[:, len(whole) :]

    return projected


def constant_numbers(parts: Parts) -> Method:
    """Every occupation keeps its number of employees, as a share of a total that grows as the county's is projected to."""

    def projected(seen: Panel, horizon: int) -> Array:
        known = parts.counties.until(seen.last_year)
        growth = projected_totals(known, horizon) / known.totals[:, -1]
        return np.asarray(log_shares(seen.now) - np.log(parts.of_counties(growth)))

    return projected


def measured(parts: Parts, ladder: Sequence[str], published: str, horizon: int) -> list[Measured]:
    """How parts that move as their county have been hit, what their own history had given, and how often the county's limits held.

    Args:
        parts: of counties, the newest year last.
        ladder: methods of the counties that may be published, the best first and constant shares last.
        published: the one of them that the counties have so many years ahead, which the parts' own history is held against.
        horizon: years ahead.

    Returns:
        Rows under the scopes of counties, the parts being the counties. An occupation whose number is not known every year is no
        case. No rows when no year that far ahead has come.
    """
    methods = {name: as_county(parts, METHODS[name]) for name in ladder}
    beside = {OWN_SHARES: on_own_shares(parts, METHODS[published]), NUMBER: constant_numbers(parts), OWN: own_trend}
    found = outcomes(parts.panel, horizon, methods | beside)
    if found is None:
        return []
    found = replace(found, size=np.where(parts.known, found.size, 0.0))
    rows = measure(found, TOLD)
    rows += [against(found, name, published, AGAINST_COUNTY) for name in beside]
    for name in ladder:
        rows += covered(_judged(parts, found, name), parts.panel.counties, name)
    return rows


def _judged(parts: Parts, found: Outcomes, name: str) -> list[tuple[Pair, Quantiles]]:
    """The parts' errors with their counties' limits, both as they were known at each origin."""
    counties, digits = parts.counties, parts.counties.digits
    of_counties = known_pairs(counties, METHODS[name], found.horizon)
    judged = []
    for at, origin in enumerate(found.origins):
        limits = quantiles(of_counties, counties.counties, digits, origin)
        came = log_shares(parts.panel.until(origin + found.horizon).now)
        scale = unrest(counties.until(origin)).factor[:, None] * SIZE_LAWS[digits](found.size[at])
        error = (came - np.log(found.projected[name][at])) / scale
        pair = Pair(origin, found.horizon, found.size[at], error)
        judged.append((pair, Quantiles(parts.of_counties(limits.lower), parts.of_counties(limits.upper))))
    return judged


def total_error(parts: Parts, horizon: int) -> tuple[float, int, int]:
    """How far from the outcome a part's total has been when it grows as its county's, the 80 percent quantile of |ln T − ln T̂|.

    Of the occupations whose number is known every year.

    Returns:
        The error in log points, how many parts and years it is of, and how many years; NaN, 0 and 0 when no year has come.
    """
    origins = range(parts.panel.first_year, parts.panel.last_year - horizon + 1)
    errors = []
    for origin in origins:
        now, came = (parts.panel.until(year).totals[:, -1] for year in (origin, origin + horizon))
        counties = parts.counties.until(origin)
        growth = parts.of_counties(projected_totals(counties, horizon) / counties.totals[:, -1])
        errors.append(np.abs(np.log(came / now / growth)))
    if not errors:
        return float("nan"), 0, 0
    every = np.concatenate(errors)
    return float(np.quantile(every, LEVEL)), len(every), len(errors)
