"""What holds for every occupation so many years ahead, in the county and in the nation, on three digits and on four."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from assets.contracts.long_term import BY_OWN_GROWTH, BY_PEOPLE, TOTAL_ERROR
from assets.contracts.words import COUNTY, DELREGION_LEVEL, NATION_LEVEL, SSYK3_LEVEL, SSYK4_LEVEL
from assets.methods import backtest as trial
from assets.methods import nation
from assets.methods import projection_intervals as intervals
from assets.methods.arrays import Array
from assets.methods.county_total import growth_with_workers, projected_totals, total_trend
from assets.methods.employment_shares import SUMMING_DIGITS, Method, Panel
from assets.methods.projection_gate import PUBLISHED_HORIZONS


@dataclass(frozen=True)
class Total:
    """How many times as many all employees of a place are."""

    growth: float
    rests_on: str
    own: float
    """The same by its own growth."""
    error: float
    """Log points that its counties' totals have been wrong."""


@dataclass(frozen=True)
class Ahead:
    """What holds for every occupation of a place on one number of digits, one number of years ahead."""

    base: int
    """The register's year."""
    horizon: int
    digits: int
    method: str
    tried: bool
    unsure: tuple[str, ...]
    """Size classes whose limits have not held."""
    limits_tried: tuple[str, ...]
    """Size classes whose limits of that many years have been held against any outcome."""
    place_tried: bool
    """Whether places of this kind have been held against any outcome, so many years ahead or as many as the trial rests on."""
    fell: bool
    """Whether the counties move while places of this kind keep their shares."""
    of_group: bool
    """Whether the group on three digits moves while the occupation keeps its part of it."""
    codes: tuple[str, ...]
    growth: Array
    """Share then over share now, occupations × the counties or the nation; NaN where nobody is."""
    total: Total
    limits: intervals.Quantiles
    column: int
    """The place's column in the growth and in the limits."""

    def growth_of(self, code: str) -> float:
        """Share then over share now; NaN for an occupation that the register on four digits does not have in the place."""
        return float(self.growth[self.codes.index(code), self.column]) if code in self.codes else float("nan")


@dataclass(frozen=True)
class LetThrough:
    """What the trial lets through for a level, in places of one kind, so many years ahead."""

    method: str
    tried: bool
    unsure: tuple[str, ...]
    limits_tried: tuple[str, ...]
    place_tried: bool


@dataclass(frozen=True)
class Kind:
    """Where in the trial places of one kind stand."""

    scopes: Sequence[str]
    size: str
    """The scope of their size classes."""


IN_COUNTIES = Kind(trial.OF_COUNTIES, trial.SIZE)
KINDS: Mapping[str, Kind] = {
    NATION_LEVEL: Kind(trial.OF_NATION, trial.NATIONWIDE_SIZE),
    COUNTY: IN_COUNTIES,
    DELREGION_LEVEL: Kind(trial.OF_DELREGIONS, trial.DELREGION_SIZE),
}
"""Geographic level → its trial."""


def published(accuracy: pd.DataFrame, level: str, horizon: int, kind: Kind) -> LetThrough:
    """Read the trial.

    Args:
        accuracy: mart.traffsakerhet.
        level: of the occupations.
        horizon: years ahead, one that is published.
        kind: of the places.
    """
    rows = accuracy[(accuracy["yrkesniva"] == level) & accuracy["urval"].isin(list(kind.scopes))]
    here = rows[(rows["horisont"] == PUBLISHED_HORIZONS[horizon]) & rows["publiceras"].notna()]
    longest = _covered_by(horizon)
    methods = rows.loc[rows["horisont"] == longest, "publiceras"].dropna().unique()
    of_class = rows[
        (rows["horisont"] <= longest)
        & (rows["matt"] == trial.COVERAGE)
        & (rows["urval"] == kind.size)
        & rows["metod"].isin(methods)
        & (rows["metod"] == rows["publiceras"])
    ]
    # A class that could not be tried so far ahead has what was found of the same method the most years ahead that it could be.
    of_class = of_class.sort_values("horisont", kind="stable").drop_duplicates("grupp", keep="last")
    return LetThrough(
        str(here["publiceras"].iloc[0]) if len(here) else trial.CONSTANT,
        bool(len(here)),
        tuple(of_class.loc[of_class["klarade"] == "nej", "grupp"]),
        tuple(of_class.loc[of_class["horisont"] == longest, "grupp"]),
        bool((here["celler"] > 0).any()),
    )


def _covered_by(horizon: int) -> int:
    """The years ahead whose intervals are those that tell: its own, or the longest that the trial has enough outcomes of.

    What may not be said of five years ahead, because the intervals have not held, may not be said of ten either.
    """
    tried = [years for years, tested in PUBLISHED_HORIZONS.items() if years == tested <= horizon]
    return max(tried)


def county_total(panel: Panel, horizon: int, workers: Mapping[int, float], county: str) -> Total:
    """All employees of the county: as those who work there where they are known, else by its own growth."""
    where = panel.counties.index(county)
    own = float(projected_totals(panel, horizon)[where] / panel.totals[where, -1])
    yearly = float(total_trend(panel)[where]) if panel.last_year > panel.first_year else 0.0
    people = growth_with_workers(workers, panel.last_year, horizon, yearly)
    error = intervals.total_error(panel, horizon)
    return Total(own, BY_OWN_GROWTH, own, error) if people is None else Total(people, BY_PEOPLE, own, error)


def nation_total(panel: Panel, horizon: int) -> Total:
    """All employees of the nation, every county by its own growth; the error is the counties', for the nation has had too few."""
    own = nation.national_growth(panel, horizon)
    return Total(own, BY_OWN_GROWTH, own, intervals.total_error(panel, horizon))


def of_delregions(total: Total, accuracy: pd.DataFrame, horizon: int) -> Total:
    """The county's growth with the error that delregioner have had when they grow as it, where that is known and larger.

    Few delregioner and years tell of it, so it never makes the county's smaller.

    Args:
        total: of the county.
        accuracy: mart.traffsakerhet.
        horizon: years ahead.
    """
    rows = accuracy[(accuracy["matt"] == TOTAL_ERROR) & (accuracy["urval"] == trial.DELREGIONS)]
    known = rows.loc[rows["horisont"] == horizon, "varde"].dropna()
    return replace(total, error=float(np.fmax(total.error, known.max()))) if len(known) else total


def ahead(
    panel: Panel, horizon: int, accuracy: pd.DataFrame, total: Total, county: str | None, kind: Kind = IN_COUNTIES
) -> Ahead:
    """Growth, limits and method of the occupations of a panel.

    Args:
        panel: all counties, on three digits or four.
        horizon: years ahead, one that is published.
        accuracy: mart.traffsakerhet.
        total: of the place.
        county: two-digit code; None for the nation.
        kind: of the places, a county or its delregioner; the nation is of its own.
    """
    fine = panel.digits > SUMMING_DIGITS
    kind, level = KINDS[NATION_LEVEL] if county is None else kind, SSYK4_LEVEL if fine else SSYK3_LEVEL
    found = published(accuracy, level, horizon, kind)
    above = published(accuracy, SSYK3_LEVEL, horizon, kind).method
    of_counties = published(accuracy, level, horizon, IN_COUNTIES)
    method = trial.as_published([found.method], above if fine else None)[found.method]
    seen, column = panel, 0
    if county is None:
        seen, method = nation.as_one(panel), nation.of_nation(panel, method)
    else:
        column = panel.counties.index(county)
    now = seen.now
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.exp(method(seen, horizon)) / (now / seen.totals[:, -1])
    return Ahead(
        panel.last_year,
        horizon,
        panel.digits,
        found.method,
        found.tried,
        # A county's limits stand in its delregioner, also where there were too few of them to try; the nation has its own.
        (*found.unsure, *(c for c in of_counties.unsure if county and c not in (*found.unsure, *found.limits_tried))),
        found.limits_tried,
        found.place_tried,
        found.method == trial.CONSTANT != of_counties.method,
        fine and found.method == trial.CONSTANT != above,
        panel.codes,
        np.where(now > 0, growth, np.nan),
        total,
        _limits(seen, method, horizon),
        column,
    )


def _limits(seen: Panel, method: Method, horizon: int) -> intervals.Quantiles:
    pairs = intervals.known_pairs(seen, method, horizon)
    return intervals.quantiles(pairs, seen.counties, seen.digits, seen.last_year)
