"""How well projections have hit, and which method each level may publish: mart.traffsakerhet."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from assets.contracts.long_term import ACCURACY, COUNTY_TOTAL, SLOPE, TOTAL_ERROR
from assets.contracts.model import Record
from assets.contracts.words import SSYK3_LEVEL, SSYK4_LEVEL
from assets.declaration import Mart
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.methods import backtest as trial
from assets.methods import nation
from assets.methods import projection_gate as gate
from assets.methods.arrays import number_or_none
from assets.methods.employment_shares import LEAST_STEPS, Panel, metropolitan_profile
from assets.methods.projection_intervals import total_error
from assets.methods.quoted import figures

LEVELS = {SSYK3_LEVEL: 3, SSYK4_LEVEL: 4}


def accuracy(staged: pa.Table, staged_2019: pa.Table, staged_2014: pa.Table, county: str) -> pa.Table:
    """Try every method on every level.

    Args:
        staged: staged.anstallda_ssyk4; no rows when its source is missing, and then there are none here.
        staged_2019: staged.anstallda_ssyk4_2019.
        staged_2014: staged.anstallda_ssyk4_2014.
        county: two-digit code, which the requirements name.

    Returns:
        Columns of mart.traffsakerhet.
    """
    panel = county_panel(staged, staged_2019, staged_2014)
    rows: list[Record] = []
    if panel is not None:
        for level, digits in LEVELS.items():
            rows += [{"yrkesniva": level, **row} for row in _of_level(panel.summed(digits), county)]
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in ACCURACY.columns]))


def _of_level(panel: Panel, county: str) -> list[Record]:
    tried = gate.backtest(panel)
    rows = [_about_method(row) for row in (*_slopes(panel), *_totals(panel))]
    for horizon in trial.TESTED_HORIZONS:
        published = tried.published(horizon, county)
        why = " ".join(_failed(name, row, county) for name, row in published.failed) or None
        for row in tried.rows:
            if row.horizon == horizon:
                may_stand = row.method in tried.ladder[:-1] or row.measure == trial.COVERAGE
                asked = gate.requirement(row, county) if may_stand else None
                rows.append(_judged(row, asked, published.method, why))
        rows += _of_nation(panel, tried.ladder, horizon, published.method)
    return rows


def _of_nation(panel: Panel, ladder: tuple[str, ...], horizon: int, of_counties: str) -> list[Record]:
    """How the nation as the sum of its counties has been hit, and what is published for it."""
    measured = nation.measured(panel, ladder, horizon)
    name = nation.published(measured, of_counties, trial.CONSTANT)
    why = None
    if name != of_counties:
        (missed,) = (r for r in measured if (r.method, r.measure) == (of_counties, trial.RELATIVE))
        why = (
            f"I riket är metoden {of_counties} inte säkert bättre än oförändrade andelar {horizon} år framåt: "
            f"{_value(missed)}."
        )
    return [_judged(row, nation.requirement(row), name, why) for row in measured]


def _judged(row: trial.Measured, asked: gate.Requirement | None, published: str, why: str | None) -> Record:
    held = None if asked is None else "ja" if asked.holds(row) else "nej"
    verdict = {"krav": asked.said if asked else None, "klarade": held}
    return {**_numbers(row), **verdict, "publiceras": published, "anmarkning": why}


def _about_method(row: trial.Measured) -> Record:
    return {**_numbers(row), "krav": None, "klarade": None, "publiceras": None, "anmarkning": None}


def _numbers(row: trial.Measured) -> Record:
    limits = {"varde": row.value, "nedre": row.lower, "ovre": row.upper}
    return {
        "horisont": row.horizon,
        "metod": row.method,
        "matt": row.measure,
        "urval": row.scope,
        "grupp": row.group,
        **{name: number_or_none(value) for name, value in limits.items()},
        "celler": row.cells,
        "ursprungsar": row.origins,
    }


def _failed(name: str, row: trial.Measured, county: str) -> str:
    asked = gate.requirement(row, county)
    assert asked is not None  # only a measure that something is asked of can fail
    of = "" if row.scope == trial.EVERYTHING else f" ({row.scope} {row.group})"
    return (
        f"Metoden {name} klarade inte kravet på {row.measure}{of} {row.horizon} år framåt: {_value(row)}, "
        f"krav {asked.said}."
    )


def _value(row: trial.Measured) -> str:
    """A measure and its upper limit, in readers' words."""
    upper = f", övre gräns {figures(row.upper, 3)}" if np.isfinite(row.upper) else ""
    return f"{figures(row.value, 3)}{upper}" if np.isfinite(row.value) else "kunde inte räknas"


def _slopes(panel: Panel) -> list[trial.Measured]:
    """How strongly large counties have pulled occupations up, with what was known each year."""
    years = range(panel.first_year + LEAST_STEPS, panel.last_year + 1)
    return [
        trial.Measured(0, trial.PROFILE, SLOPE, trial.ORIGIN, str(year), found, np.nan, np.nan, len(panel.codes), 1)
        for year in years
        for found in (metropolitan_profile(panel.until(year)).slope,)
    ]


def _totals(panel: Panel) -> list[trial.Measured]:
    """How wrong the counties' totals have been."""
    everything = (trial.EVERYTHING, trial.EVERYTHING)
    rows = []
    for horizon in sorted({*trial.TESTED_HORIZONS, *gate.PUBLISHED_HORIZONS}):
        origins = max(panel.last_year - horizon + 1 - panel.first_year, 0)
        if origins:
            cells, error = origins * len(panel.counties), total_error(panel, horizon)
            rows.append(
                trial.Measured(horizon, COUNTY_TOTAL, TOTAL_ERROR, *everything, error, np.nan, np.nan, cells, origins)
            )
    return rows


MARTS = (Mart(ACCURACY, accuracy, REGISTERS),)
