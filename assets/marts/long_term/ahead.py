"""What holds for every occupation so many years ahead, in the county and in the nation, on three digits and on four."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.contracts.long_term import BY_OWN_GROWTH, BY_PEOPLE
from assets.contracts.words import SSYK3_LEVEL, SSYK4_LEVEL
from assets.methods import backtest as trial
from assets.methods import nation
from assets.methods import projection_intervals as intervals
from assets.methods.arrays import Array
from assets.methods.county_total import growth_with_workers, projected_totals, total_trend
from assets.methods.employment_shares import SUMMING_DIGITS, Method, Panel
from assets.methods.four_digits import within_groups
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
    limits_tried: bool
    """Whether the limits of that many years have been held against any outcome."""
    of_group: bool
    """Whether the group on three digits moves while the occupation keeps its part of it."""
    codes: tuple[str, ...]
    growth: Array
    """Share then over share now, per occupation; NaN where nobody is."""
    total: Total
    limits: intervals.Quantiles
    column: int
    """The place's column in the limits."""

    def growth_of(self, code: str) -> float:
        """Share then over share now; NaN for an occupation that the register on four digits does not have in the place."""
        return float(self.growth[self.codes.index(code)]) if code in self.codes else float("nan")


@dataclass(frozen=True)
class Published:
    """What the trial lets through for a level, in the counties or in the nation, so many years ahead."""

    method: str
    tried: bool
    unsure: tuple[str, ...]
    limits_tried: bool


def published(accuracy: pd.DataFrame, level: str, horizon: int, whole_nation: bool) -> Published:
    """Read the trial.

    Args:
        accuracy: mart.traffsakerhet.
        level: of the occupations.
        horizon: years ahead, one that is published.
        whole_nation: whether it is the nation's own trial that is read.
    """
    of_place = accuracy["urval"].isin(trial.OF_NATION) == whole_nation
    rows = accuracy[(accuracy["yrkesniva"] == level) & of_place]
    chosen = rows.loc[rows["horisont"] == PUBLISHED_HORIZONS[horizon], "publiceras"].dropna().unique()
    of_class = rows[
        (rows["horisont"] == _covered_by(horizon))
        & (rows["matt"] == trial.COVERAGE)
        & (rows["urval"] == (trial.NATIONWIDE_SIZE if whole_nation else trial.SIZE))
        & (rows["metod"] == rows["publiceras"])
    ]
    return Published(
        str(chosen[0]) if len(chosen) else trial.CONSTANT,
        bool(len(chosen)),
        tuple(of_class.loc[of_class["klarade"] == "nej", "grupp"]),
        bool(len(of_class)),
    )


def _covered_by(horizon: int) -> int:
    """The years ahead whose intervals have been held against outcomes: its own, or the longest that could be.

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


def ahead(panel: Panel, horizon: int, accuracy: pd.DataFrame, total: Total, county: str | None) -> Ahead:
    """Growth, limits and method of the occupations of a panel.

    Args:
        panel: all counties, on three digits or four.
        horizon: years ahead, one that is published.
        accuracy: mart.traffsakerhet.
        total: of the place.
        county: two-digit code; None for the nation.
    """
    fine = panel.digits > SUMMING_DIGITS
    found = published(accuracy, SSYK4_LEVEL if fine else SSYK3_LEVEL, horizon, county is None)
    above = published(accuracy, SSYK3_LEVEL, horizon, county is None).method
    method = trial.METHODS[found.method]
    if fine:
        method = within_groups(method, trial.METHODS[above])
    seen, column = panel, 0
    if county is None:
        seen, method = nation.as_one(panel), nation.of_nation(panel, method)
    else:
        column = panel.counties.index(county)
    now = seen.now[:, column]
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.exp(method(seen, horizon)[:, column]) / (now / seen.totals[column, -1])
    return Ahead(
        panel.last_year,
        horizon,
        panel.digits,
        found.method,
        found.tried,
        found.unsure,
        found.limits_tried,
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
