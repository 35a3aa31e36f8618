"""How well projections have hit, and which method each level may publish: mart.traffsakerhet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY, COUNTY_TOTAL, SLOPE, TOTAL_ERROR
from assets.contracts.model import Record
from assets.contracts.words import SSYK3_LEVEL, SSYK4_LEVEL
from assets.declaration import Mart
from assets.marts.long_term.panels import REGISTERS, county_panel, delregions, sexes
from assets.methods import backtest as trial
from assets.methods import nation, parts_of_counties
from assets.methods import projection_gate as gate
from assets.methods.arrays import number_or_none
from assets.methods.employment_shares import LEAST_STEPS, SUMMING_DIGITS, Panel, metropolitan_profile
from assets.methods.parts_of_counties import Parts
from assets.methods.projection_intervals import total_error
from assets.methods.quoted import figures

LEVELS = {SSYK3_LEVEL: 3, SSYK4_LEVEL: 4}
_TOLD_OF_DELREGIONS = {
    (trial.EVERYTHING, trial.RELATIVE): trial.DELREGIONS,
    (trial.EVERYTHING, trial.AGAINST_COUNTY): trial.DELREGIONS,
    (trial.EVERYTHING, trial.COVERAGE): trial.DELREGIONS,
    (trial.EVERYTHING, trial.BIAS): trial.DELREGIONS,
    (trial.COUNTY, trial.RELATIVE): trial.DELREGION,
    (trial.COUNTY, trial.COVERAGE): trial.DELREGION,
    (trial.ORIGIN, trial.RELATIVE): trial.DELREGION_ORIGIN,
    (trial.ORIGIN, trial.COVERAGE): trial.DELREGION_ORIGIN,
    (trial.SIZE, trial.RELATIVE): trial.DELREGION_SIZE,
    (trial.SIZE, trial.COVERAGE): trial.DELREGION_SIZE,
    (trial.CHANGE, trial.DIRECTION): trial.DELREGION_CHANGE,
    (trial.CHANGE, trial.DIRECTION_WEIGHTED): trial.DELREGION_CHANGE,
}
"""What is told of the delregioner: the scope and measure of them as counties → the scope that it stands under."""
_TOLD_OF_SEXES = (trial.RELATIVE, trial.AGAINST_COUNTY, trial.COVERAGE, trial.BIAS)
_NOT_BY_SEX = "Bara prövat: framskrivningen görs inte efter kön."
NOT_TRIED_IN_DELREGIONS = "Inte prövad i delregionerna: kommunernas anställda finns inte för så många år i rad."


def accuracy(
    employees: pa.Table, staged: pa.Table, staged_2019: pa.Table, staged_2014: pa.Table, county: str
) -> pa.Table:
    """Try every method on every level, and on three digits also in the county's delregioner and of one sex at a time.

    Args:
        employees: mart.anstallda, of which the delregioner are read.
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
        published = _Published((), {}, {})
        for level, digits in LEVELS.items():
            summed = panel.summed(digits)
            found, published = _of_level(summed, county, published)
            if digits == SUMMING_DIGITS:
                found += _of_delregions(delregions(summed, employees, county), published)
                found += _of_sexes(sexes(summed, staged, staged_2019, staged_2014), published)
            rows += [{"yrkesniva": level, **row} for row in found]
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in ACCURACY.columns]))


@dataclass(frozen=True)
class _Published:
    """What the trial of a level came to: its methods, the best first, and the one of the counties and of the nation, by years ahead."""

    ladder: tuple[str, ...]
    counties: Mapping[int, str]
    nation: Mapping[int, str]


def _of_level(panel: Panel, county: str, above: _Published) -> tuple[list[Record], _Published]:
    """The rows of a level, and what it publishes; ``above`` is what the coarser level does, that this one is made to sum to."""
    tried = gate.backtest(panel, above.counties)
    names, of_nation = {}, {}
    rows = [_about_method(row) for row in (*_slopes(panel), *_totals(panel))]
    for horizon in trial.TESTED_HORIZONS:
        published = tried.published(horizon, county)
        if any(row.horizon == horizon for row in tried.rows):
            names[horizon] = published.method
        why = " ".join(_failed(name, row, county) for name, row in published.failed) or None
        for row in tried.rows:
            if row.horizon == horizon:
                may_stand = row.method in tried.ladder[:-1] or row.measure == trial.COVERAGE
                asked = gate.requirement(row, county) if may_stand else None
                rows.append(_judged(row, asked, published.method, why))
        # How the nation as the sum of its counties has been hit.
        measured = nation.measured(panel, tried.ladder, horizon, above.nation.get(horizon))
        of_nation[horizon] = gate.published_elsewhere(measured, published.method)
        rows += _elsewhere(measured, "riket", tried.ladder, published.method, of_nation[horizon])
    return rows, _Published(tried.ladder, names, of_nation)


def _elsewhere(
    measured: Sequence[trial.Measured], where: str, ladder: Sequence[str], of_counties: str, name: str
) -> list[Record]:
    """The rows of a place that has the counties' method where it is surely better there too; ``name`` is what it has."""
    why = None
    if name != of_counties:
        of_place = (trial.NATIONWIDE, trial.DELREGIONS)
        (missed,) = (
            r for r in measured if (r.method, r.measure) == (of_counties, trial.RELATIVE) and r.scope in of_place
        )
        why = (
            f"I {where} är metoden {of_counties} inte säkert bättre än oförändrade andelar {missed.horizon} år framåt: "
            f"{_value(missed)}."
        )
    return [
        _judged(row, gate.requirement_elsewhere(row) if row.method in ladder else None, name, why) for row in measured
    ]


def _of_delregions(parts: Parts | None, of_level: _Published) -> list[Record]:
    """How the delregioner have been hit when they move as the county, and what is published for them.

    Years ahead that the counties are tried at and the delregioner can not be have a row that says so.
    """
    rows: list[Record] = []
    for horizon, published in of_level.counties.items():
        measured = [] if parts is None else parts_of_counties.measured(parts, of_level.ladder, published, horizon)
        told = [
            replace(row, scope=_TOLD_OF_DELREGIONS[row.scope, row.measure])
            for row in measured
            if (row.scope, row.measure) in _TOLD_OF_DELREGIONS
        ]
        if told:
            name = gate.published_elsewhere(told, published)
            rows += _elsewhere(told, "delregionerna", of_level.ladder, published, name)
        else:
            rows.append(
                {**_numbers(_untried(horizon, published)), "krav": None, "klarade": None, "publiceras": published}
                | {"anmarkning": NOT_TRIED_IN_DELREGIONS}
            )
    if parts is not None:
        for horizon in sorted({*of_level.counties, *gate.PUBLISHED_HORIZONS}):
            error, cells, origins = parts_of_counties.total_error(parts, horizon)
            if cells:
                made = _untried(horizon, COUNTY_TOTAL)
                rows.append(
                    _about_method(replace(made, measure=TOTAL_ERROR, value=error, cells=cells, origins=origins))
                )
    return rows


def _untried(horizon: int, method: str) -> trial.Measured:
    """A measure of the delregioner that no year has told of."""
    everything = trial.DELREGIONS, trial.EVERYTHING
    return trial.Measured(horizon, method, trial.RELATIVE, *everything, np.nan, np.nan, np.nan, 0, 0)


def _of_sexes(by_sex: Mapping[str, Parts], of_level: _Published) -> list[Record]:
    """How one sex has been hit when it moves as all employees of the occupation; nothing of it is published."""
    return [
        {**_about_method(replace(row, scope=trial.SEX, group=sex)), "anmarkning": _NOT_BY_SEX}
        for sex, parts in by_sex.items()
        for horizon, published in of_level.counties.items()
        for row in parts_of_counties.measured(
            parts, list(dict.fromkeys((published, trial.CONSTANT))), published, horizon
        )
        if row.scope == trial.EVERYTHING
        and row.measure in _TOLD_OF_SEXES
        and row.method in (published, parts_of_counties.OWN_SHARES)
    ]


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


MARTS = (Mart(ACCURACY, accuracy, {"employees": EMPLOYEES, **REGISTERS}),)
