"""The agreement followed up, year by year and beside the nation: mart.uppfoljning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS, COUNTY_ADS
from assets.contracts.asset_graph import ORDER
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.council_work import COUNCIL_PRIORITIES, STAGED_DIALOGUES
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.contracts.employees import EMPLOYEES_IN_ALL
from assets.contracts.follow_up import (
    BASE,
    COMPARISON,
    COUNTED,
    FOLLOW_UP,
    LACKING,
    NEVER,
    NOT_PUBLISHED,
    NOT_YET,
)
from assets.contracts.model import Record
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_MATCHING, staged_of
from assets.contracts.unemployed import STAGED_LABOUR_FORCE
from assets.contracts.words import COMPUTED, COUNTY, NATION_LEVEL
from assets.declaration import Mart
from assets.marts.employees.demand import without_older_registers
from assets.marts.follow_up.found import Areas, MeasureNumbers
from assets.marts.follow_up.matched import matched
from assets.marts.follow_up.others import commuters, established, paradoxes
from assets.marts.follow_up.process import editions_in_time, municipalities_reached, priorities_owned, rounds_held
from assets.marts.follow_up.work import (
    PUBLIC,
    ads_of,
    employees_index,
    employees_of,
    posts_index,
    posts_rate,
    registered_share,
    sector_gap,
)
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods import follow_up as method
from assets.methods.arrays import number_or_none
from assets.methods.employers import PRIVATE
from assets.methods.follow_up import BASE_YEAR, EARLIER_YEARS, FOLLOWED_YEARS
from assets.methods.matching import sure_interval
from assets.reference.areas import NATION, counties
from assets.reference.follow_up import OUTCOME, PROCESS, REFERENCE_COUNTIES, FollowUpMeasure, indicators
from assets.reference.series_breaks import known_breaks
from sources.catalogue.commuting import SCB_COMMUTING
from sources.catalogue.education import SCB_ESTABLISHED, SCB_MATCHING_BY_LEVEL
from sources.catalogue.employees import SCB_COUNTY_SSYK4
from sources.catalogue.sector import SCB_SECTOR

DELREGION, REFERENCE = "delregion", "referens"
_TURNED = "Året före pekade förändringen mot riket åt andra hållet."
_NO_EARLIER = f"Medeltalet {EARLIER_YEARS[0]}–{EARLIER_YEARS[-1]} saknas:"


def follow_up(
    levels: pa.Table,
    groups: pa.Table,
    labour_force: pa.Table,
    in_all: pa.Table,
    counties_employees: pa.Table,
    ads: pa.Table,
    county_ads: pa.Table,
    at_work: pa.Table,
    flows: pa.Table,
    barometer: pa.Table,
    graduated: pa.Table,
    assessments: pa.Table,
    priorities: pa.Table,
    dialogues: pa.Table,
    order: Mapping[str, Any],
    geo: pa.Table,
    county: str,
) -> pa.Table:
    """Every indicator, area and year once, with a number or with the reason why there is none.

    Args:
        levels: staged.matchning_niva.
        groups: staged.matchning.
        labour_force: staged.arbetskraft_bas.
        in_all: mart.anstallda_alla_yrken.
        counties_employees: staged.anstallda_ssyk4.
        ads: mart.annonser.
        county_ads: mart.annonser_lan.
        at_work: staged.sysselsatta_sektor.
        flows: staged.pendling.
        barometer: staged.yrkesbarometer.
        graduated: staged.etablerade.
        assessments: mart.radets_bedomning.
        priorities: mart.radets_prioriteringar.
        dialogues: staged.radens_dialoger.
        order: what the run was asked for; ``tidigare`` is earlier editions' names and when they were frozen.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.uppfoljning. A source without rows gives measures without numbers.
    """
    places = geo.to_pandas()
    beside = tuple(code for code in REFERENCE_COUNTIES if code != county)
    areas = Areas(delregion_of(places), county, beside, NATION)
    employees = employees_of(in_all, counties_employees, areas)
    every_ad = ads_of(ads, county_ads, areas)
    public, private = (ads_of(ads, county_ads, areas, sectors) for sectors in (PUBLIC, (PRIVATE,)))
    measures = {
        **matched(levels, groups, areas),
        "inskrivna_andel": registered_share(labour_force, areas),
        "anstallda_index": employees_index(employees),
        "platser_index": posts_index(every_ad),
        "platser_per_100": posts_rate(every_ad, employees),
        "platser_gap_sektor": sector_gap(public, private, at_work, areas),
        **commuters(flows, areas),
        "paradoxyrken": paradoxes(barometer, areas),
        "etablerade": established(graduated, areas),
        "omgangar": rounds_held(assessments, areas),
        "prioriteringar_agare": priorities_owned(priorities.to_pandas(), areas),
        "kommuner_nadda": municipalities_reached(dialogues, areas),
        "utgavor_i_tid": editions_in_time(order["tidigare"], barometer, areas),
    }
    held = _places(places, beside)
    rows = [row for one in indicators() for row in _rows(one, measures.get(one.code), held)]
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in FOLLOW_UP.columns]))


def _places(geo: pd.DataFrame, beside: tuple[str, ...]) -> list[Record]:
    """The nation, the county, its delregioner and the counties beside it, and what kind each is."""
    known = level_and_name(geo)
    own = known[known["geo_niva"].isin([NATION_LEVEL, COUNTY, DELREGION])]
    rows = [{"geo_niva": r.geo_niva, "geo_kod": r.Index, "geo_namn": r.geo_namn} for r in own.itertuples()]
    kinds = [{**row, "sort": row["geo_niva"]} for row in rows]
    return kinds + [
        {"geo_niva": COUNTY, "geo_kod": code, "geo_namn": counties()[code], "sort": REFERENCE} for code in beside
    ]


def _rows(one: FollowUpMeasure, measured: MeasureNumbers | None, places: list[Record]) -> Iterator[Record]:
    """An indicator's rows; what councils have done is not counted for the nation or other counties."""
    if (measured is None) != bool(one.why_not):
        raise ValueError(
            f"{one.code}: uppfoljning_indikatorer.csv och assets/marts/follow_up säger olika om den räknas"
        )
    for place in places:
        kind = place["sort"]
        if one.kind == PROCESS and kind not in (COUNTY, DELREGION):
            continue
        shared = {
            **{name: place[name] for name in ("geo_niva", "geo_kod", "geo_namn")},
            "indikator": one.code,
            "indikator_namn": one.name,
            "slag": one.kind,
            "enhet": one.unit,
            "beslut": one.decision,
            "grund": COMPUTED,
        }
        if measured is None:
            status = NEVER if one.kind == OUTCOME else NOT_YET
            said = {"besked": status, "anmarkning": f"{one.why_not} Det som saknas: {one.lacking}"}
            yield from ({**shared, "ar": year, **said} for year in FOLLOWED_YEARS)
        elif kind in one.without:
            said = {"besked": LACKING, "anmarkning": one.without[kind]}
            yield from ({**shared, "ar": year, **said} for year in FOLLOWED_YEARS)
        elif one.kind == PROCESS:
            yield from ({**shared, **row} for row in _of_work(measured, place))
        else:
            yield from ({**shared, **row} for row in _of_area(one, measured, place))


def _of_area(one: FollowUpMeasure, measured: MeasureNumbers, place: Record) -> Iterator[Record]:
    """The years of an area that the source may have."""
    own, nation = (measured.of(area, FOLLOWED_YEARS) for area in (place["geo_kod"], NATION))
    is_nation = place["geo_niva"] == NATION_LEVEL
    value, error = own.value, own.error
    apart = method.gap(own, nation)
    difference = np.full(len(value), np.nan) if is_nation else apart.value
    comparable = np.array([_broken(one, year) is None for year in FOLLOWED_YEARS])
    later = np.array(FOLLOWED_YEARS) > BASE_YEAR
    told = comparable & later
    found, alone = (
        method.change(
            method.Estimate(np.where(told, number, np.nan), of_number),
            method.Estimate(np.broadcast_to(number[0], value.shape), np.broadcast_to(of_number[0], value.shape)),
        )
        for number, of_number in ((difference, apart.error), (value, error))
    )
    turns = method.turned(found.value)
    words = method.steady(found.said, turns)
    lower, upper = sure_interval(value, error)
    numbers = {
        "varde": value,
        "medelfel": error,
        "nedre": lower,
        "ovre": upper,
        "riket": np.full(len(value), np.nan) if is_nation else nation.value,
        "skillnad_mot_riket": difference,
        "forandring": alone.value,
        "egen_nedre": alone.lower,
        "egen_ovre": alone.upper,
        "forandring_mot_riket": found.value,
        "forandring_nedre": found.lower,
        "forandring_ovre": found.upper,
    }
    earlier, why_none = _earlier(one, measured, place["geo_kod"])
    for at, year in enumerate(FOLLOWED_YEARS):
        row = {name: number_or_none(float(column[at])) for name, column in numbers.items()}
        row["medel_tidigare"] = earlier
        if row["varde"] is None:
            without = _without_value(measured, place, year)
            if year == BASE_YEAR and why_none and measured.years:
                without["anmarkning"] = f"{without['anmarkning']} {why_none}"
            yield {**row, "ar": year, **without}
            continue
        status = COMPARISON if is_nation else BASE if year == BASE_YEAR else words[at]
        said = why_none if year == BASE_YEAR else _untried(one, row, value[0], year, is_nation)
        if words[at] != found.said[at]:
            said = _TURNED
        yield {**row, "ar": year, "besked": status, "anmarkning": said or None}


def _of_work(measured: MeasureNumbers, place: Record) -> Iterator[Record]:
    """The years of what councils have done: counts, which are held against neither the nation nor the base year."""
    for year, value in zip(FOLLOWED_YEARS, measured.of(place["geo_kod"], FOLLOWED_YEARS).value, strict=True):
        number = number_or_none(float(value))
        own = measured.said.get((place["geo_kod"], year), "")
        if number is None:
            yield {"ar": year, "varde": None, **_without_value(measured, place, year)}
        else:
            so_far = measured.so_far if year == measured.years[-1] else ""
            yield {"ar": year, "varde": number, "besked": COUNTED, "anmarkning": f"{own} {so_far}".strip() or None}


def _broken(one: FollowUpMeasure, year: int) -> str | None:
    """The break of its series that lies between the base year and a year, if one does."""
    register = known_breaks()
    firsts = {code: int(register[code].first[:4]) for code in one.breaks}
    first = method.first_break(BASE_YEAR, year, firsts.values())
    return next((code for code, of in firsts.items() if of == first), None)


def _earlier(one: FollowUpMeasure, measured: MeasureNumbers, area: str) -> tuple[float | None, str]:
    """The mean of the years before, of a flow; and why there is none."""
    if not one.flow:
        return None, ""
    mean = number_or_none(float(np.mean(measured.of(area, EARLIER_YEARS).value)))
    if mean is None:
        return None, f"{_NO_EARLIER} underlaget har inte de åren."
    broken = next(filter(None, (_broken(one, year) for year in EARLIER_YEARS)), None)
    return (None, f"{_NO_EARLIER} serien bryts {known_breaks()[broken].first[:4]}.") if broken else (mean, "")


def _without_value(measured: MeasureNumbers, place: Record, year: int) -> Record:
    """Why a year has no number; what a measure itself says of the area and year goes first."""
    if not measured.years:
        return {"besked": LACKING, "anmarkning": measured.why}
    own = measured.said.get((place["geo_kod"], year))
    first, last = measured.years[0], measured.years[-1]
    if year > last:
        return {"besked": NOT_PUBLISHED, "anmarkning": own or f"Underlaget räcker till {last}."}
    if year < first:
        return {"besked": LACKING, "anmarkning": own or f"Underlaget som är hämtat börjar {first}."}
    why = measured.why_reference if place["sort"] == REFERENCE else measured.why
    return {"besked": LACKING, "anmarkning": own or why}


def _untried(one: FollowUpMeasure, row: Mapping[str, float | None], base: float, year: int, is_nation: bool) -> str:
    """Why nothing is said of a change, of a year that has a number."""
    broken = _broken(one, year)
    if broken:
        found = known_breaks()[broken]
        return f"Serien bryts {found.first[:4]}: {found.what} Ingen förändring räknas."
    if np.isnan(base):
        return f"Tal för {BASE_YEAR} saknas: ingen förändring kan räknas."
    if is_nation:
        return ""
    if row["skillnad_mot_riket"] is None:
        return "Rikets tal saknas: skillnaden kan inte räknas."
    if row["forandring_mot_riket"] is None:
        return f"Rikets tal för {BASE_YEAR} saknas: förändringen mot riket kan inte räknas."
    if row["medelfel"] is None or row["forandring_nedre"] is None:
        return "Medelfelet är inte känt: förändringen kan inte prövas."
    return ""


MARTS = (
    Mart(
        FOLLOW_UP,
        follow_up,
        {
            "levels": staged_of(SCB_MATCHING_BY_LEVEL),
            "groups": STAGED_MATCHING,
            "labour_force": STAGED_LABOUR_FORCE,
            "in_all": EMPLOYEES_IN_ALL,
            "counties_employees": staged_of(SCB_COUNTY_SSYK4),
            "ads": ADS,
            "county_ads": COUNTY_ADS,
            "at_work": staged_of(SCB_SECTOR),
            "flows": staged_of(SCB_COMMUTING),
            "barometer": STAGED_BAROMETER,
            "graduated": staged_of(SCB_ESTABLISHED),
            "assessments": COUNCIL_ASSESSMENTS,
            "priorities": COUNCIL_PRIORITIES,
            "dialogues": STAGED_DIALOGUES,
            "order": ORDER,
            "geo": DIM_GEO,
        },
        not_used=without_older_registers("Åren före basåret läses inte ur anstallda_alla_yrken."),
    ),
)
