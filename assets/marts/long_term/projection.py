"""Employees per occupation some years ahead, in the nation, the county and its delregioner: mart.framskrivning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_supply import WORKFORCE
from assets.contracts.model import Record
from assets.contracts.words import (
    AF_AREA,
    DELREGION_LEVEL,
    NATION_LEVEL,
    PROJECTED,
    REPORTING_GROUP,
    SSYK3_LEVEL,
    SSYK4_LEVEL,
)
from assets.declaration import Mart
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.marts.long_term import reasons
from assets.marts.long_term.ahead import KINDS, Ahead, ahead, county_total, nation_total, of_delregions
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.methods import backtest as trial
from assets.methods import projection_intervals as intervals
from assets.methods.arrays import number_or_none
from assets.methods.employment_shares import NOT_PROJECTED, SUMMING_DIGITS, Panel
from assets.methods.nation import as_one
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.methods.quoted import spelled
from assets.methods.register_release import PUBLISHED_AFTER_YEARS
from assets.reference.areas import counties
from assets.reference.occupations import af_area_of_any, af_areas, occupations_ssyk3, reporting_groups, ssyk2012

NOWCAST, AHEAD = PROJECTION.column("slag").allowed
PROJECTED_NUMBERS = ["forandring_andel", "forandring_nedre", "forandring_ovre", "personer", "nedre", "ovre"]
"""The columns of what ``intervals.projected`` gives, in its order."""


@dataclass(frozen=True)
class _Unit:
    """An occupation that gets rows: one of the panel's, or several that readers see as one."""

    level: str
    code: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class _Place:
    """Where people work, and how many there are in each occupation on three digits or on four."""

    level: str
    code: str
    name: str
    people: Mapping[str, float]


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
    four = county_panel(staged, staged_2019, staged_2014)
    rows: list[Record] = []
    if four is not None:
        three = four.summed(SUMMING_DIGITS)
        places = _on_three(employees, four.last_year)
        kinds = (
            (three, _units_of_three(), places),
            (four, _units_of_four(), _on_four(staged, four.last_year, places)),
        )
        tried, workers = accuracy.to_pandas(), _workers(workforce, county)
        for panel, units, where in kinds:
            for kind in KINDS:
                here = [place for place in where if place.level == kind]
                whole = kind == NATION_LEVEL
                unrest = _unrest(as_one(panel) if whole else panel, units)
                for horizon in PUBLISHED_HORIZONS if here else ():
                    # Both have the same people in all, so three digits give the same total as four.
                    total = nation_total(three, horizon) if whole else county_total(three, horizon, workers, county)
                    if kind == DELREGION_LEVEL:
                        total = of_delregions(total, tried, horizon)
                    found = ahead(panel, horizon, tried, total, None if whole else county, KINDS[kind])
                    rows += [
                        _row(unit, moves, place, found)
                        for place in here
                        for unit, moves in zip(units, unrest, strict=True)
                    ]
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in PROJECTION.columns]))


def kind_of_year(horizon: int) -> str:
    """Whether the year has been or is, or is to come."""
    return NOWCAST if horizon <= PUBLISHED_AFTER_YEARS else AHEAD


def _on_three(employees: pa.Table, year: int) -> list[_Place]:
    """The nation, the county and its delregioner with their employees that year by occupation on three digits."""
    frame = employees.to_pandas()
    levels = PROJECTION.column("geo_niva").allowed
    frame = frame[frame["geo_niva"].isin(levels) & (frame["kon"] == "totalt") & (frame["ar"] == year)]
    frame = frame.assign(varde=frame["varde"].astype("float64"))
    return [
        _Place(str(level), str(code), str(name), dict(zip(f["ssyk3"], f["varde"], strict=True)))
        for (level, code, name), f in frame.groupby(["geo_niva", "geo_kod", "geo_namn"], sort=False)
    ]


def _on_four(staged: pa.Table, year: int, places: Sequence[_Place]) -> list[_Place]:
    """The nation and the county by occupation on four digits; no table has the delregioner.

    An occupation without a row in a place has nobody there; one that the register does not have at all is missing, as is one whose number
    is missing for either sex, or in the nation in any county. The nation is the sum of its counties, as everywhere in the projections; the
    source's own row of it stands among them and is not added.
    """
    frame = staged.to_pandas()
    frame = frame[frame["ar"] == year].assign(varde=lambda f: f["varde"].astype("float64"))
    there = set(frame["ssyk4"])
    made = []
    for place in places:
        if place.level == DELREGION_LEVEL:
            continue
        parts = list(counties()) if place.level == NATION_LEVEL else [place.code]
        own = frame[frame["region_kod"].isin(parts)]
        sums = own.groupby("ssyk4")["varde"].sum(skipna=False)
        people = {code: float(sums.get(code, 0.0 if code in there else np.nan)) for code in ssyk2012()}
        made.append(_Place(place.level, place.code, place.name, people))
    return made


def _units_of_three() -> list[_Unit]:
    """Every occupation on three digits and every redovisningsgrupp."""
    ones = [_Unit(SSYK3_LEVEL, code, name, (code,)) for code, name in occupations_ssyk3().items()]
    return ones + [_Unit(REPORTING_GROUP, g.code, g.name, tuple(g.ssyk3)) for g in reporting_groups()]


def _units_of_four() -> list[_Unit]:
    """Every occupation on four digits and every AF-yrkesområde, without the occupations that are never projected."""
    ones = [_Unit(SSYK4_LEVEL, code, name, (code,)) for code, name in ssyk2012().items()]
    return ones + [_Unit(AF_AREA, code, af_areas()[code], members) for code, members in members_of_areas().items()]


def members_of_areas() -> dict[str, tuple[str, ...]]:
    """AF-yrkesområde → its occupations on four digits that are projected; all of them where none is."""
    made = {}
    for area in af_areas():
        every = tuple(code for code in ssyk2012() if af_area_of_any().get(code) == area)
        if every:
            made[area] = tuple(code for code in every if not code.startswith(NOT_PROJECTED)) or every
    return made


def _unrest(panel: Panel, units: Sequence[_Unit]) -> Sequence[float]:
    """How much each unit moves beyond what its size says."""
    at = {code: position for position, code in enumerate(panel.codes)}
    places = [[at[code] for code in unit.members if code in at] for unit in units]
    return list(map(float, intervals.summed_unrest(panel, places)))


def _workers(workforce: pa.Table, county: str) -> dict[int, float]:
    """Year → those who work in the county wherever they live, where it is known."""
    frame = workforce.to_pandas()
    rows = frame[(frame["geo_kod"] == county) & (frame["kon"] == "totalt")].dropna(subset="arbetande_arbetsplats")
    return dict(zip(rows["ar"].astype(int), rows["arbetande_arbetsplats"].astype("float64"), strict=True))


def _row(unit: _Unit, unrest: float, place: _Place, found: Ahead) -> Record:
    """One unit in one area, or why there is no number."""
    parts = [place.people.get(code, np.nan) for code in unit.members]
    now = float(np.sum(parts))
    shared: Record = {
        "geo_niva": place.level,
        "geo_kod": place.code,
        "geo_namn": place.name,
        "yrkesniva": unit.level,
        "yrke_kod": unit.code,
        "yrke_namn": unit.name,
        "ar": found.base + found.horizon,
        "horisont": found.horizon,
        "slag": kind_of_year(found.horizon),
        "ar_anstallda": found.base,
        "anstallda": None if np.isnan(now) else round(now),
        "tillvaxt_alla": found.total.growth,
        "tillvaxt_av": found.total.rests_on,
        "tillvaxt_egen": found.total.own,
        "metod": found.method,
        "fel_total": number_or_none(found.total.error),
        "grund": PROJECTED,
    }
    numbers = dict.fromkeys([*PROJECTED_NUMBERS, "riktning"])
    why = _why_not(unit, now)
    if why is None:
        made, why = _projected(unit, unrest, parts, found)
        numbers |= made
    return {**shared, **numbers, "anmarkning": why}


def _why_not(unit: _Unit, now: float) -> str | None:
    if any(code.startswith(NOT_PROJECTED) for code in unit.members):
        return reasons.NOT_PROJECTED
    if np.isnan(now):
        return reasons.MISSING
    return reasons.FEW if now < intervals.LEAST_EMPLOYEES else None


def _projected(unit: _Unit, unrest: float, parts: Sequence[float], found: Ahead) -> tuple[Record, str | None]:
    """The numbers of a unit that may be projected, with what must be said of them; no numbers when the trial forbids it."""
    now = float(np.sum(parts))
    # A member that nobody has in the area adds nobody; one that somebody has must have a growth.
    grown = [n * found.growth_of(code) for code, n in zip(unit.members, parts, strict=True) if n]
    if np.isnan(grown).any():
        return {}, reasons.NOBODY_ON_FOUR
    # A share that does not move has not moved in the last decimal either.
    change = round(float(np.sum(grown)) / now, 12)
    place = int(intervals.size_class(now))
    if intervals.SIZE_CLASSES[place] in found.unsure:
        return {"riktning": intervals.UNSURE}, reasons.UNSURE
    below, above = (float(limit) for limit in found.limits.of(now, found.column))
    if np.isnan(below) or np.isnan(above):
        return {}, reasons.NO_INTERVAL
    width = unrest * float(intervals.SIZE_LAWS[found.digits](now))
    projected = intervals.projected(now, change, found.total.growth, width * below, width * above, found.total.error)
    numbers: Record = dict(zip(PROJECTED_NUMBERS, map(float, projected), strict=True))
    if found.method == trial.CONSTANT:
        return numbers, remark(found, intervals.SIZE_CLASSES[place])
    direction = intervals.direction(*map(float, projected[:3]))
    return {**numbers, "riktning": direction}, remark(found, intervals.SIZE_CLASSES[place])


def remark(found: Ahead, size: str) -> str | None:
    """What must be said of every number of a level so many years ahead, of occupations of a size class."""
    if found.of_group:
        return reasons.OF_GROUP
    if found.method == trial.CONSTANT:
        return reasons.FELL if found.fell else reasons.CONSTANT if found.tried else reasons.UNTRIED
    tested = PUBLISHED_HORIZONS[found.horizon]
    if not found.place_tried:
        return reasons.PLACE_UNTRIED
    if tested == found.horizon:
        return None if size in found.limits_tried else reasons.LIMITS_UNTRIED
    return reasons.CONSEQUENCE.format(years=spelled(tested))


MARTS = (
    Mart(
        PROJECTION,
        projection,
        {
            "employees": EMPLOYEES,
            "accuracy": ACCURACY,
            "workforce": WORKFORCE,
            **REGISTERS,
        },
        not_used=without_older_registers(
            "Bara det år som skrivs fram från läses ur anstallda; trenderna räknas på fyra siffror."
        ),
    ),
)
