"""The tables behind the signals, made by hand: five occupations in the four delregioner, their county, another one and the nation.

Everything is alike everywhere, so that a test changes one number and sees what it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.ads import (
    ADS,
    COUNTY_ADS,
    COVERAGE,
)
from assets.contracts.assessment import (
    ASSESSMENT,
    SIGNALS,
)
from assets.contracts.barometer import (
    BAROMETER,
)
from assets.contracts.employees import (
    EMPLOYEES,
)
from assets.contracts.mismatch import (
    MISMATCH,
)
from assets.contracts.model import TableContract
from assets.contracts.registry import (
    contract,
)
from assets.contracts.unemployed import (
    STAGED_UNEMPLOYED_COUNTIES,
    UNEMPLOYED,
)
from assets.contracts.words import REPORTING_GROUP
from assets.marts.assessment.assessment import assessment
from assets.marts.assessment.signals import SignalTables, signals
from assets.marts.mismatch.mismatch import mismatch
from assets.marts.places.dimensions import dim_geo, dim_occupation
from assets.reference import CutPoints, af_area_of_any, cut_points, educations_of_occupation, membership

GEO = dim_geo("14")
OCCUPATIONS = dim_occupation()
MONTHS = [str(p) for p in pd.period_range("2025-09", periods=12, freq="M")]
LEVELS = {row["geo_kod"]: (row["geo_niva"], row["geo_namn"]) for row in GEO.to_pylist()}
LEVELS["12"] = ("lan", "Skåne län")
DELREGIONER = ["borasregionen", "fyrbodal", "goteborgsregionen", "skaraborg"]
MEMBERS = {d: sorted(m.municipality for m in membership("14") if m.delregion == d) for d in DELREGIONER}
SSYK4 = {"222": "2221", "223": "2231", "251": "2512", "711": "7111", "131": "1311"}
"""IT managers, 131, have no education of their own; 222 and 223 are one redovisningsgrupp."""
AREA_OF = {ssyk3: af_area_of_any()[ssyk4] for ssyk3, ssyk4 in SSYK4.items()}
GROUPS = sorted({e for code in SSYK4 for e in educations_of_occupation().get(code, ())})
BEFORE, NOW = 2021, 2024
COUNTY, OTHER, NATION = "14", "12", "00"
EMPLOYED = {**dict.fromkeys(DELREGIONER, 1000), COUNTY: 4000, OTHER: 3000, NATION: 100_000}
ADVERTISED = {
    **dict.fromkeys(DELREGIONER, (120, 150, 120, 30)),
    COUNTY: (480, 600, 480, 120),
    OTHER: (360, 450, 360, 90),
}
"""Ads, posts, and ads that were followed and advertised again, in a year."""
REGISTERED = {**dict.fromkeys(DELREGIONER, 100), COUNTY: 400, OTHER: 300}

Given = Mapping[tuple[str, str], Any]


def kept(make: Callable[..., pa.Table]) -> Callable[..., pa.Table]:
    """The table made once for the same changes: most tests change one table and leave the others as they are."""
    made: dict[tuple[object, ...], pa.Table] = {}

    def once(*given: object) -> pa.Table:
        key = tuple(frozenset(g.items()) if isinstance(g, Mapping) else g for g in given)
        if key not in made:
            made[key] = make(*given)
        return made[key]

    return once


def frame(rows: Iterable[dict[str, Any]], contract: TableContract) -> pa.Table:
    schema = pa.schema([(c.name, c.type) for c in contract.columns])
    return contract.conform(pa.Table.from_pylist(list(rows), schema))


@kept
def mart_employees(changes: Given) -> pa.Table:
    """Before and now per place and SSYK3; half of them women."""
    rows = []
    for place in (*DELREGIONER, COUNTY, NATION):
        for ssyk3 in SSYK4:
            pair = changes.get((place, ssyk3), (EMPLOYED[place],) * 2)
            for year, number in zip((BEFORE, NOW), pair, strict=True):
                half = None if number is None else number // 2
                for sex, value in (
                    ("totalt", number),
                    ("kvinnor", half),
                    ("män", None if half is None else number - half),
                ):
                    row = {"ssyk3": ssyk3, "kon": sex, "ar": year, "varde": value, "grund": "raknad"}
                    status = "del saknas" if value is None else None
                    rows.append({**row, **_place(place), "status": status, "register": "BAS"})
    return frame(rows, EMPLOYEES)


@kept
def staged_employees(changes: Given) -> pa.Table:
    """The counties and the nation on four digits."""
    rows = []
    for place in (COUNTY, OTHER, NATION):
        for ssyk3, ssyk4 in SSYK4.items():
            pair = changes.get((place, ssyk3), (EMPLOYED[place],) * 2)
            for year, number in zip((BEFORE, NOW), pair, strict=True):
                for sex, part in (("kvinnor", 2), ("män", 2)):
                    value = None if number is None else number // part
                    row = {"region_kod": place, "ssyk4": ssyk4, "kon": sex, "ar": year, "varde": value}
                    rows.append({**row, "status": ".." if value is None else None})
    return frame(rows, contract("staged.anstallda_ssyk4"))


@kept
def ads(places: Iterable[str], changes: Given, contract: TableContract, sector: str) -> pa.Table:
    """All in one month; the others have rows without any."""
    rows = []
    for place in places:
        for ssyk3, ssyk4 in SSYK4.items():
            number, posts, followed, again = changes.get((place, ssyk3), ADVERTISED[place])
            row = {"ssyk4": ssyk4, "af_yrkesomrade": AREA_OF[ssyk3], "sektor": sector, "grund": "raknad"}
            none = {c.name: 0 for c in contract.columns if c.unit}
            counts = {"annonser_rensade": number, "platser_rensade": posts, "annonser_foljda": followed}
            counts["annonser_aterannonserade"] = again
            rows += [
                {**row, **_place(place), **none, **(counts if month == MONTHS[3] else {}), "manad": month}
                for month in MONTHS
            ]
    return frame(rows, contract)


@kept
def mart_unemployed(changes: Given) -> pa.Table:
    rows = []
    for place in (*DELREGIONER, COUNTY):
        for area in sorted(set(AREA_OF.values())):
            for month in MONTHS:
                total = changes.get((place, area), REGISTERED[place])
                half = None if total is None else total // 2
                for sex, value in (("totalt", total), ("kvinnor", half), ("män", half)):
                    row = {
                        "af_yrkesomrade": area,
                        "af_yrkesomrade_namn": area,
                        "kon": sex,
                        "manad": month,
                        "varde": value,
                    }
                    status = "del saknas" if value is None else None
                    rows.append({**row, **_place(place), "status": status, "andel": None, "grund": "raknad"})
    return frame(rows, UNEMPLOYED)


@kept
def county_unemployed(changes: Given) -> pa.Table:
    rows = [
        {
            "manad": month,
            "af_yrkesomrade": area,
            "lan_kod": place,
            "varde": changes.get((place, area), REGISTERED[place]),
        }
        for place in (COUNTY, OTHER)
        for area in sorted(set(AREA_OF.values()))
        for month in MONTHS
    ]
    return frame(
        [{**row, "status": "del saknas" if row["varde"] is None else None} for row in rows],
        STAGED_UNEMPLOYED_COUNTIES,
    )


@kept
def matching(changes: Given) -> pa.Table:
    """Matched and people per place and education group, both years: half of a hundred in every municipality."""
    places = {**{m: 1 for members in MEMBERS.values() for m in members}, COUNTY: 49, OTHER: 33, NATION: 1000}
    rows = []
    for place, size in places.items():
        for group in GROUPS:
            matched, people = changes.get((place, group), (50 * size, 100 * size))
            for year in (BEFORE, NOW):
                for measure, value in (("helt matchade", matched), ("befolkning", people)):
                    row = {
                        "region_kod": place,
                        "utbildningsgrupp": group,
                        "grupp": "totalt",
                        "matt": measure,
                        "ar": year,
                    }
                    rows.append({**row, "varde": value, "status": ".." if value is None else None})
    return frame(rows, contract("staged.matchning"))


@kept
def coverage(factors: Mapping[tuple[str, str], float | None]) -> pa.Table:
    rows = [
        {
            "geo_niva": "riket" if place == NATION else "lan",
            "geo_kod": place,
            "geo_namn": "Riket" if place == NATION else LEVELS[place][1],
            "sektor_i_enkaten": sector,
            "lediga_jobb": None,
            "osakerhetsmarginal": None,
            "annonserade_ute": None,
            "tackning": factor,
            "kvartal_fran": "2025K4",
            "kvartal_till": "2026K3",
            "grund": "raknad",
        }
        for (place, sector), factor in factors.items()
    ]
    return frame(rows, COVERAGE)


@kept
def commuting(changes: Given) -> pa.Table:
    """Everybody works at home, but for the flows that are given."""
    home = {(m, m): 1000 for members in MEMBERS.values() for m in members}
    rows = [
        {"bostad_kod": a, "arbete_kod": b, "kon": "totalt", "ar": 2024, "varde": n, "status": None}
        for (a, b), n in {**home, **changes}.items()
    ]
    return frame(rows, contract("staged.pendling"))


@kept
def window(employed: Given, advertised: Given, unemployed: Given, sector: str) -> pa.Table:
    """mart.obalans of the same changes."""
    employees, posted = mart_employees(employed), ads((*DELREGIONER, COUNTY), advertised, ADS, sector)
    return MISMATCH.conform(mismatch(employees, posted, mart_unemployed(unemployed), OCCUPATIONS, COUNTY))


def world(
    employed: Given | None = None,
    advertised: Given | None = None,
    unemployed: Given | None = None,
    matched: Given | None = None,
    factors: Mapping[tuple[str, str], float | None] | None = None,
    flows: Given | None = None,
    sector: str = "privat sektor",
) -> SignalTables:
    """The tables with some numbers changed, each named by its place and its occupation, area or education."""
    return SignalTables(
        employees=mart_employees(employed or {}),
        counties=staged_employees(employed or {}),
        ads=ads((*DELREGIONER, COUNTY), advertised or {}, ADS, sector),
        county_ads=ads((COUNTY, OTHER), advertised or {}, COUNTY_ADS, sector),
        unemployed=mart_unemployed(unemployed or {}),
        county_unemployed=county_unemployed(unemployed or {}),
        matching=matching(matched or {}),
        coverage=coverage(factors or {}),
        geo=GEO,
        window=window(employed or {}, advertised or {}, unemployed or {}, sector),
        commuting=commuting(flows or {}),
    )


def signalled(sources: SignalTables, cuts: Mapping[str, CutPoints] | None = None) -> pa.Table:
    return SIGNALS.conform(signals(sources, cuts or cut_points(), COUNTY))


@cache
def usual() -> tuple[SignalTables, pa.Table]:
    """The world as it is, and its signals."""
    sources = world()
    return sources, signalled(sources)


def no_barometer() -> pa.Table:
    return BAROMETER.schema.empty_table()


def assessed(
    sources: SignalTables,
    signalled_as: pa.Table | None = None,
    barometer: pa.Table | None = None,
    cuts: Mapping[str, CutPoints] | None = None,
) -> pa.Table:
    used = cuts or cut_points()
    found = signalled_as if signalled_as is not None else signalled(sources, used)
    limits = {name: cut.points for name, cut in used.items()}
    made = assessment(
        found, sources.window, barometer if barometer is not None else no_barometer(), limits, COUNTY, "1"
    )
    return ASSESSMENT.conform(made)


def chosen(table: pa.Table, **where: str) -> pa.Table:
    """The rows with those values; the tables are too long to search as dictionaries."""
    for name, value in where.items():
        table = table.filter(pc.equal(table[name], value))
    return table


def shuffled(table: pa.Table) -> pa.Table:
    """The rows in another order."""
    order = pd.Series(range(table.num_rows)).sample(frac=1, random_state=7).to_numpy()
    return table.take(pa.array(order))


def _place(code: str) -> dict[str, str]:
    level, name = LEVELS[code]
    return {"geo_niva": level, "geo_kod": code, "geo_namn": name}


GROUP_OF_NURSES = {"yrkesniva": REPORTING_GROUP, "yrke_kod": "222+223"}
