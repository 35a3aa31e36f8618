"""Employees per occupation some years ahead, in the county and its delregioner: mart.framskrivning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY, BY_OWN_GROWTH, BY_PEOPLE, PROJECTION
from assets.contracts.long_term_supply import WORKFORCE
from assets.contracts.model import Record
from assets.contracts.words import COUNTY, PROJECTED, REPORTING_GROUP, SSYK3_LEVEL
from assets.declaration import Mart
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.methods import backtest as trial
from assets.methods import projection_intervals as intervals
from assets.methods.arrays import Array, number_or_none
from assets.methods.county_total import growth_with_workers, projected_totals, total_trend
from assets.methods.employment_shares import NOT_PROJECTED, Panel
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.methods.quoted import spelled
from assets.reference import occupations_ssyk3, reporting_groups

NOWCAST, AHEAD = PROJECTION.column("slag").allowed
_NOT_PROJECTED = (
    "Skrivs inte fram: yrkets antal har ändrats av beslut om hur det räknas eller hur många som ska finnas."
)
_MISSING = "Skrivs inte fram: antalet anställda saknas eller är skyddat."
_NOBODY_ON_FOUR = "Skrivs inte fram: registret på fyra siffror har ingen i yrket i länet."
_FEW = f"Skrivs inte fram: färre än {intervals.LEAST_EMPLOYEES} anställda."
_NO_INTERVAL = "Skrivs inte fram: för få tidigare utfall att mäta osäkerheten på."
_UNSURE = "Osäkert: intervallen har inte hållit vad de ska i yrken av den här storleken."
_CONSTANT = "Oförändrade andelar: vår framskrivning var inte bättre i provet, och utvecklingen kan inte bedömas."
_UNTRIED = "Oförändrade andelar: det finns inga år att pröva en framskrivning på, och utvecklingen kan inte bedömas."


@dataclass(frozen=True)
class _Ahead:
    """What holds for every occupation, one number of years ahead."""

    horizon: int
    method: str
    tried: bool
    unsure: tuple[str, ...]
    growth: Array
    """Share then over share now, per occupation of the panel, in the county."""
    total: float
    """The county's employees then over those now."""
    total_rests_on: str
    own_total: float
    """The same by the county's own growth."""
    total_error: float
    limits: intervals.Quantiles


@dataclass(frozen=True)
class _Unit:
    """An occupation that gets rows: one of the panel's, or several that readers see as one."""

    level: str
    code: str
    name: str
    members: tuple[str, ...]
    unrest: float


def projection(
    employees: pa.Table,
    accuracy: pa.Table,
    workforce: pa.Table,
    staged: pa.Table,
    staged_2019: pa.Table,
    staged_2014: pa.Table,
    county: str,
) -> pa.Table:
    """Every occupation that can be projected, and why the others can not.

    Args:
        employees: mart.anstallda.
        accuracy: mart.traffsakerhet, which says what each number of years ahead may publish.
        workforce: mart.arbetskraft_framskriven; without rows the county's own growth says how many there are in all.
        staged: staged.anstallda_ssyk4; no rows when its source is missing, and then there are none here.
        staged_2019: staged.anstallda_ssyk4_2019.
        staged_2014: staged.anstallda_ssyk4_2014.
        county: two-digit code.

    Returns:
        Columns of mart.framskrivning.
    """
    if staged.num_rows:
        staged = staged.filter(pc.less_equal(staged["ar"], newest_common_year(employees, staged)))
    known = county_panel(staged, staged_2019, staged_2014)
    rows: list[Record] = []
    if known is not None:
        panel = known.summed(3)
        people, names = _people(employees, panel.last_year)
        units = _units(panel)
        workers = _workers(workforce, county)
        for horizon in PUBLISHED_HORIZONS:
            ahead = _ahead(panel, horizon, accuracy.to_pandas(), workers, county)
            for area, persons in people.items():
                level = COUNTY if area == county else "delregion"
                place = {"geo_niva": level, "geo_kod": area, "geo_namn": names[area]}
                rows += [{**place, **_row(unit, persons, panel, ahead, county)} for unit in units]
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in PROJECTION.columns]))


def _people(employees: pa.Table, year: int) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """Area → occupation on three digits → employees that year, and the areas' names; the county and its delregioner."""
    frame = employees.to_pandas()
    kept = frame["geo_niva"].isin([COUNTY, "delregion"]) & (frame["kon"] == "totalt") & (frame["ar"] == year)
    frame = frame[kept].assign(varde=lambda f: f["varde"].astype("float64"))
    people = {str(a): dict(zip(f["ssyk3"], f["varde"], strict=True)) for a, f in frame.groupby("geo_kod")}
    return people, dict(zip(frame["geo_kod"], frame["geo_namn"], strict=True))


def _units(panel: Panel) -> list[_Unit]:
    """Every occupation on three digits and every redovisningsgrupp, with how much it moves."""
    kinds: list[tuple[str, str, str, tuple[str, ...]]]
    kinds = [(SSYK3_LEVEL, code, name, (code,)) for code, name in occupations_ssyk3().items()]
    kinds += [(REPORTING_GROUP, group.code, group.name, tuple(group.ssyk3)) for group in reporting_groups()]
    at = {code: position for position, code in enumerate(panel.codes)}
    places = [[at[code] for code in members if code in at] for _, _, _, members in kinds]
    unrest = intervals.summed_unrest(panel, places)
    return [_Unit(*kind, float(found)) for kind, found in zip(kinds, unrest, strict=True)]


def _workers(workforce: pa.Table, county: str) -> dict[int, float]:
    """Year → those who work in the county wherever they live, where it is known."""
    frame = workforce.to_pandas()
    rows = frame[(frame["geo_kod"] == county) & (frame["kon"] == "totalt")].dropna(subset="arbetande_arbetsplats")
    return dict(zip(rows["ar"].astype(int), rows["arbetande_arbetsplats"].astype("float64"), strict=True))


def _ahead(panel: Panel, horizon: int, accuracy: pd.DataFrame, workers: dict[int, float], county: str) -> _Ahead:
    tested = PUBLISHED_HORIZONS[horizon]
    rows = accuracy[(accuracy["yrkesniva"] == SSYK3_LEVEL) & (accuracy["horisont"] == tested)]
    chosen = rows["publiceras"].dropna().unique()
    name = str(chosen[0]) if len(chosen) else trial.CONSTANT
    of_class = accuracy[
        (accuracy["yrkesniva"] == SSYK3_LEVEL)
        & (accuracy["horisont"] == _covered_by(horizon))
        & (accuracy["matt"] == trial.COVERAGE)
        & (accuracy["urval"] == trial.SIZE)
        & (accuracy["metod"] == accuracy["publiceras"])
    ]
    method = trial.METHODS[name]
    where = panel.counties.index(county)
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.exp(method(panel, horizon)[:, where]) / (panel.now[:, where] / panel.totals[where, -1])
    own = float(projected_totals(panel, horizon)[where] / panel.totals[where, -1])
    yearly = float(total_trend(panel)[where]) if panel.last_year > panel.first_year else 0.0
    people = growth_with_workers(workers, panel.last_year, horizon, yearly)
    return _Ahead(
        horizon,
        name,
        bool(len(chosen)),
        tuple(of_class.loc[of_class["klarade"] == "nej", "grupp"]),
        np.where(panel.now[:, where] > 0, growth, np.nan),
        own if people is None else people,
        BY_OWN_GROWTH if people is None else BY_PEOPLE,
        own,
        intervals.total_error(panel, horizon),
        intervals.quantiles(
            intervals.known_pairs(panel, method, horizon), panel.counties, panel.digits, panel.last_year
        ),
    )


def _covered_by(horizon: int) -> int:
    """The years ahead whose intervals have been held against outcomes: its own, or the longest that could be.

    What may not be said of five years ahead, because the intervals have not held, may not be said of ten either.
    """
    tried = [years for years, tested in PUBLISHED_HORIZONS.items() if years == tested <= horizon]
    return max(tried)


def _row(unit: _Unit, persons: dict[str, float], panel: Panel, ahead: _Ahead, county: str) -> Record:
    """One unit in one area, or why there is no number."""
    parts = [persons.get(code, np.nan) for code in unit.members]
    now = float(np.sum(parts))
    shared: Record = {
        "yrkesniva": unit.level,
        "yrke_kod": unit.code,
        "yrke_namn": unit.name,
        "ar": panel.last_year + ahead.horizon,
        "horisont": ahead.horizon,
        "slag": NOWCAST if ahead.horizon <= trial.PUBLISHED_AFTER_YEARS else AHEAD,
        "ar_anstallda": panel.last_year,
        "anstallda": None if np.isnan(now) else round(now),
        "tillvaxt_alla": ahead.total,
        "tillvaxt_av": ahead.total_rests_on,
        "tillvaxt_egen": ahead.own_total,
        "metod": ahead.method,
        "fel_total": number_or_none(ahead.total_error),
        "grund": PROJECTED,
    }
    numbers = dict.fromkeys(
        ("forandring_andel", "forandring_nedre", "forandring_ovre", "personer", "nedre", "ovre", "riktning")
    )
    why = _why_not(unit, now)
    if why is None:
        found, why = _projected(unit, parts, panel, ahead, county)
        numbers |= found
    return {**shared, **numbers, "anmarkning": why}


def _why_not(unit: _Unit, now: float) -> str | None:
    if any(code.startswith(NOT_PROJECTED) for code in unit.members):
        return _NOT_PROJECTED
    if np.isnan(now):
        return _MISSING
    return _FEW if now < intervals.LEAST_EMPLOYEES else None


def _projected(
    unit: _Unit, parts: Sequence[float], panel: Panel, ahead: _Ahead, county: str
) -> tuple[Record, str | None]:
    """The numbers of a unit that may be projected, with what must be said of them; no numbers when the trial forbids it."""
    at = {code: position for position, code in enumerate(panel.codes)}
    now = float(np.sum(parts))
    # A member that nobody has in the county adds nobody; one that somebody has must have a growth.
    grown = [n * ahead.growth[at[code]] for code, n in zip(unit.members, parts, strict=True) if n and code in at]
    if len(grown) < sum(1 for n in parts if n) or np.isnan(grown).any():
        return {}, _NOBODY_ON_FOUR
    # A share that does not move has not moved in the last decimal either.
    change = round(float(np.sum(grown)) / now, 12)
    place = int(intervals.size_class(now))
    if intervals.SIZE_CLASSES[place] in ahead.unsure:
        return {"riktning": intervals.UNSURE}, _UNSURE
    below, above = (float(limit) for limit in ahead.limits.of(now, panel.counties.index(county)))
    if np.isnan(below) or np.isnan(above):
        return {}, _NO_INTERVAL
    width = unit.unrest * float(intervals.SIZE_LAWS[panel.digits](now))
    low, high = np.exp(width * below) * change - 1, np.exp(width * above) * change - 1
    under, over = intervals.with_total(width * below, width * above, ahead.total_error)
    middle = now * change * ahead.total
    numbers: Record = {
        "forandring_andel": change - 1,
        "forandring_nedre": float(low),
        "forandring_ovre": float(high),
        "personer": middle,
        "nedre": float(middle * np.exp(under)),
        "ovre": float(middle * np.exp(over)),
    }
    if ahead.method == trial.CONSTANT:
        return numbers, _CONSTANT if ahead.tried else _UNTRIED
    return {**numbers, "riktning": intervals.direction(change - 1, float(low), float(high))}, _remark(ahead)


def _remark(ahead: _Ahead) -> str | None:
    tested = PUBLISHED_HORIZONS[ahead.horizon]
    if tested == ahead.horizon:
        return None
    return f"Konsekvensberäkning: metoden är prövad {spelled(tested)} år framåt, från ett enda år. Hur intervallet håller är inte prövat."


MARTS = (
    Mart(
        PROJECTION,
        projection,
        {"employees": EMPLOYEES, "accuracy": ACCURACY, "workforce": WORKFORCE, **REGISTERS},
        not_used=without_older_registers(
            "Bara det år som skrivs fram från läses ur anstallda; trenderna räknas på fyra siffror."
        ),
    ),
)
