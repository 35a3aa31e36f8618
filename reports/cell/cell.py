"""Reading one cell and its origin from the warehouse, read-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.contracts.ads import ADS, CLEANED
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.change import THEN_AND_NOW
from assets.contracts.edition import EDITION, QUALITY, SOURCES
from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES, SERIES_BREAKS
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record, TableContract
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.registry import CONTRACTS
from assets.contracts.trial import AGREEMENT
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import AF_AREA, COUNTY, NO_MUNICIPALITY, REPORTING_GROUP, SSYK4_LEVEL, UNKNOWN
from assets.methods.aggregate import mean_over_window
from assets.methods.rounding import to_digits
from assets.reference.areas import NATION
from assets.reference.occupations import UNKNOWN_SSYK3, reporting_groups
from reports.cell.lookup import Target
from reports.records import records
from reports.warehouse import rests_on

if TYPE_CHECKING:
    import duckdb

EMPLOYED = ("anstallda", "anstallda_kvinnor", "anstallda_man")
POSTED = tuple(CLEANED)
PEOPLE = "inskrivna_arbetslosa"
_BREAKS = (
    f"select * from mart.{SERIES_BREAKS.name} where list_contains(string_split(tabeller, ' '), $tabell) order by fran"
)
_BEFORE = f"select * from mart.{THEN_AND_NOW.name} where geo_kod = $plats and kon = 'totalt'"
_STOCKS = f"select * from mart.{OPEN_NOW.name} where geo_kod = $plats"
READ = (
    *(DIM_GEO, DIM_OCCUPATION, EDITION, SOURCES, QUALITY, EMPLOYEES, OCCUPATION_AGES, SERIES_BREAKS, ADS, UNEMPLOYED),
    *(MISMATCH, THEN_AND_NOW, OPEN_NOW, SIGNALS, ASSESSMENT, AGREEMENT, PROJECTION, REPLACEMENT, DIFFERENCE),
)
"""The tables that an explanation and its origin are read from."""
_EXACT = 12
"""Decimals that keep a mean as it is; a missing one becomes None."""


@dataclass(frozen=True)
class Cell:
    """What there is to say about an occupation in an area: rows of the warehouse, unrounded."""

    example: bool
    place: Record
    asked: tuple[str, ...]
    group: Record | None
    """The row of mart.obalans for the redovisningsgrupp; None when an AF-yrkesområde was asked for."""
    rating: Record | None
    """The row of mart.bedomning; None for unknown occupation, and when an AF-yrkesområde was asked for."""
    signals: tuple[Record, ...]
    """The rows of mart.signaler behind it."""
    agreement: tuple[Record, ...]
    """mart.samstammighet: how well the signals agree with Arbetsförmedlingen."""
    ahead: tuple[Record, ...]
    """The group's rows of mart.framskrivning, a year each; none when nothing is projected."""
    ahead_nation: Mapping[int, Record]
    """Year → the same in the nation."""
    ahead_fine: tuple[Record, ...]
    """The same of each of its occupations on four digits, of the county only."""
    leaving: Mapping[int, Record]
    """Year → the group's row of mart.ersattningsbehov, both sexes together."""
    lacking: Mapping[int, Record]
    """Year → the group's row of mart.langsiktig_skillnad."""
    age: Record | None
    """The row of mart.alder_yrke; None when an AF-yrkesområde was asked for, or its source is missing."""
    history: tuple[Record, ...]
    """Year by year the group's employees in the area and the county's employees with a known occupation."""
    breaks: tuple[Record, ...]
    """The rows of mart.seriebrott that concern employees."""
    parts: tuple[Record, ...]
    """The group's four-digit groups in mart.dim_yrke."""
    areas: tuple[tuple[Record, Record], ...]
    """Rows of mart.obalans for each AF-yrkesområde: the area's own, and the county's."""
    before: Mapping[tuple[str, str, str], Record]
    """Level, code and measure → the area's row of mart.da_och_nu."""
    stocks: Mapping[str, Record]
    """The area's row of mart.oppna_mot_inskrivna for each AF-yrkesområde that has one."""
    sources: tuple[Record, ...]
    """The rows of mart.kalla."""

    @property
    def whole(self) -> bool:
        """Whether the area is the county."""
        return bool(self.place["geo_niva"] == COUNTY)

    def resting_on(self, *tables: TableContract) -> list[Record]:
        """The fetched sources that any of the tables rests on, in the tables' order."""
        found = [row for table in tables for row in self.sources if row["hamtad"] and rests_on(table, row)]
        return list({row["underlag"]: row for row in found}.values())


@dataclass(frozen=True)
class Part:
    """A municipality of a delregion, or a delregion of the county, and its share of each number."""

    name: str
    values: dict[str, float | None]


@dataclass(frozen=True)
class CellOrigin:
    """How the numbers of a cell are put together, and from what."""

    group: tuple[Part, ...]
    areas: tuple[tuple[Part, ...], ...]
    checks: tuple[Record, ...]
    """Every row of mart.kvalitet."""
    folders: dict[str, str]
    """Snapshot id → its folder, seen from the home; a folder that is gone is absent."""
    digest: str


def read_cell(connection: duckdb.DuckDBPyConnection, place: Record, target: Target) -> Cell:
    """The rows that the explanation needs."""
    mode = records(connection, "select lage from om.lager")[0]["lage"]
    parts: list[Record] = []
    ratings: list[Record] = []
    signals: list[Record] = []
    ages: list[Record] = []
    history: list[Record] = []
    ahead: list[Record] = []
    nation: list[Record] = []
    fine: list[Record] = []
    leaving: list[Record] = []
    lacking: list[Record] = []
    group = None
    codes = [target.code]
    if target.level == REPORTING_GROUP:
        group = _mismatch(connection, place["geo_kod"], REPORTING_GROUP, target.code)
        wanted = {"niva": SSYK4_LEVEL, "grupp": target.code}
        query = "select * from mart.dim_yrke where yrkesniva = $niva and redovisningsgrupp = $grupp order by yrke_kod"
        parts = records(connection, query, wanted)
        query = "select * from mart.{} where geo_kod = $plats and yrkesniva = $niva and yrke_kod = $kod"
        where = {"plats": place["geo_kod"], "niva": REPORTING_GROUP, "kod": target.code}
        ratings = records(connection, query.format("bedomning"), where)
        signals = records(connection, query.format("signaler"), where)
        ages = records(connection, f"{query.format(OCCUPATION_AGES.name)} and kon = 'totalt'", where)
        ahead = records(connection, f"{query.format(PROJECTION.name)} order by ar", where)
        nation = records(connection, query.format(PROJECTION.name), {**where, "plats": NATION})
        fine = _fine(connection, place, parts)
        leaving = records(connection, f"{query.format(REPLACEMENT.name)} and kon = 'totalt'", where)
        query = f"select * from mart.{DIFFERENCE.name} where geo_kod = $plats and enhet = $niva and kod = $kod"
        lacking = records(connection, query, where)
        history = _history(connection, place, target.code)
        codes = sorted({part["af_yrkesomrade"] for part in parts if part["af_yrkesomrade"]})
    own = [_mismatch(connection, place["geo_kod"], AF_AREA, code) for code in codes]
    county = [_mismatch(connection, place["lan_kod"], AF_AREA, code) for code in codes]
    return Cell(
        example=mode == "example",
        place=place,
        asked=target.asked,
        group=group,
        rating=ratings[0] if ratings else None,
        signals=tuple(signals),
        agreement=tuple(records(connection, f"select * from mart.{AGREEMENT.name}")),
        ahead=tuple(ahead),
        ahead_nation={int(row["ar"]): row for row in nation},
        ahead_fine=tuple(fine),
        leaving={int(row["till_ar"]): row for row in leaving},
        lacking={int(row["till_ar"]): row for row in lacking},
        age=ages[0] if ages else None,
        history=tuple(history),
        breaks=tuple(records(connection, _BREAKS, {"tabell": EMPLOYEES.id})),
        parts=tuple(parts),
        areas=tuple(zip(own, county, strict=True)),
        before={
            (row["yrkesniva"], row["yrke_kod"], row["matt"]): row
            for row in records(connection, _BEFORE, {"plats": place["geo_kod"]})
        },
        stocks={row["af_yrkesomrade"]: row for row in records(connection, _STOCKS, {"plats": place["geo_kod"]})},
        sources=tuple(records(connection, "select * from mart.kalla")),
    )


def _fine(connection: duckdb.DuckDBPyConnection, place: Record, parts: list[Record]) -> list[Record]:
    query = (
        f"select * from mart.{PROJECTION.name} where geo_kod = $plats and yrkesniva = $niva and list_contains($koder, yrke_kod) "
        "order by yrke_kod, ar"
    )
    codes = [str(part["yrke_kod"]) for part in parts]
    return records(connection, query, {"plats": place["geo_kod"], "niva": SSYK4_LEVEL, "koder": codes})


def _mismatch(connection: duckdb.DuckDBPyConnection, place: str, level: str, code: str) -> Record:
    query = "select * from mart.obalans where geo_kod = $plats and yrkesniva = $niva and yrke_kod = $kod"
    return records(connection, query, {"plats": place, "niva": level, "kod": code})[0]


def read_origin(connection: duckdb.DuckDBPyConnection, cell: Cell, root: Path) -> CellOrigin:
    """The parts of every number, the checks, and where the snapshots lie under ``root``."""
    snapshots = {
        identity: folder.relative_to(root).as_posix()
        for row in cell.sources
        for identity in (row["ogonblicksbild"] or "").split()
        for folder in (root / "raw" / row["underlag"]).glob(f"**/{identity}")
    }
    return CellOrigin(
        group=_group_parts(connection, cell, cell.group) if cell.group else (),
        areas=tuple(_area_parts(connection, cell, own) for own, _ in cell.areas),
        checks=tuple(records(connection, "select * from mart.kvalitet order by tabell, kontroll")),
        folders=snapshots,
        digest=str(records(connection, "select digest from om.lager")[0]["digest"]),
    )


def _members(connection: duckdb.DuckDBPyConnection, cell: Cell) -> list[Record]:
    columns = "select geo_niva, geo_kod, geo_namn from mart.dim_geo where"
    if not cell.whole:
        return records(connection, f"{columns} delregion_kod = $kod order by geo_kod", {"kod": cell.place["geo_kod"]})
    parts = records(connection, f"{columns} geo_niva = 'delregion' order by geo_kod")
    # The only delregion of a county that is not divided says nothing more of it than its municipalities do.
    return parts if len(parts) > 1 else records(connection, f"{columns} geo_niva = 'kommun' order by geo_kod")


def _history(connection: duckdb.DuckDBPyConnection, place: Record, code: str) -> list[Record]:
    query = (
        "select ar, register, sum(varde) filter (geo_kod = $plats and list_contains($koder, ssyk3))::bigint as anstallda, "
        "count(*) filter (geo_kod = $plats and list_contains($koder, ssyk3) and varde is null) as saknas, "
        "sum(varde) filter (geo_kod = $lan and ssyk3 <> $okant)::bigint as lanet "
        f"from mart.{EMPLOYEES.name} where kon = 'totalt' and geo_kod in ($plats, $lan) group by all order by ar"
    )
    wanted = {"plats": place["geo_kod"], "lan": place["lan_kod"], "koder": _occupations(code), "okant": UNKNOWN_SSYK3}
    return records(connection, query, wanted)


def _occupations(code: str) -> list[str]:
    """The three-digit occupations of a redovisningsgrupp, or of unknown occupation."""
    return next((list(g.ssyk3) for g in reporting_groups() if g.code == code), [code])


def _group_parts(connection: duckdb.DuckDBPyConnection, cell: Cell, group: Record) -> tuple[Part, ...]:
    ssyk3 = _occupations(group["yrke_kod"])
    query = (
        "select geo_niva, geo_kod, kon, case when count(varde) = count(*) then sum(varde)::bigint end as varde "
        "from mart.anstallda where list_contains($koder, ssyk3) and ar = $ar group by all"
    )
    rows = records(connection, query, {"koder": ssyk3, "ar": int(group["ar_anstallda"])})
    counts = {(r["geo_niva"], r["geo_kod"], r["kon"]): r["varde"] for r in rows}
    unknown = group["yrke_kod"] == UNKNOWN_SSYK3
    posted = _posted(connection, group, "ssyk4" if unknown else "left(ssyk4, 3)", [UNKNOWN] if unknown else ssyk3)
    parts = []
    for member in _members(connection, cell):
        key = (member["geo_niva"], member["geo_kod"])
        employed = {
            column: counts.get((*key, sex)) for column, sex in zip(EMPLOYED, ("totalt", "kvinnor", "män"), strict=True)
        }
        parts.append(Part(_label(member), {**employed, **posted.get(key, dict.fromkeys(POSTED, 0))}))
    return (*parts, *_without_municipality(cell, posted))


def _area_parts(connection: duckdb.DuckDBPyConnection, cell: Cell, area: Record) -> tuple[Part, ...]:
    query = (
        "select geo_niva, geo_kod, kon, manad, varde from mart.inskrivna_arbetslosa "
        "where af_yrkesomrade = $kod and kon = 'totalt' and manad between $fran and $till"
    )
    wanted = {"kod": area["yrke_kod"], "fran": area["period_fran"], "till": area["period_till"]}
    monthly = connection.execute(query, wanted).df()
    means = mean_over_window(monthly, ["geo_niva", "geo_kod"]).to_dict("records")
    people = {(r["geo_niva"], r["geo_kod"]): to_digits(r[PEOPLE], _EXACT) for r in means}
    posted = _posted(connection, area, "af_yrkesomrade", [area["yrke_kod"]])
    parts = []
    for member in _members(connection, cell):
        key = (member["geo_niva"], member["geo_kod"])
        parts.append(Part(_label(member), {**posted.get(key, dict.fromkeys(POSTED, 0)), PEOPLE: people.get(key)}))
    return (*parts, *_without_municipality(cell, posted))


Posted = dict[tuple[str, str], dict[str, float | None]]


def _posted(connection: duckdb.DuckDBPyConnection, row: Record, code: str, known: list[str]) -> Posted:
    """Ads and posts per area in the row's own period; an area without ads has no row."""
    query = (
        f"select geo_niva, geo_kod, {', '.join(f'sum({name})::bigint as {column}' for column, name in CLEANED.items())} "
        f"from mart.{ADS.name} where list_contains($koder, {code}) and manad between $fran and $till group by geo_niva, geo_kod"
    )
    wanted = {"koder": known, "fran": row["period_fran"], "till": row["period_till"]}
    found = records(connection, query, wanted)
    return {(r["geo_niva"], r["geo_kod"]): {column: r[column] for column in POSTED} for r in found}


def _without_municipality(cell: Cell, posted: Posted) -> tuple[Part, ...]:
    """The county's ads that name no municipality; they are in no delregion."""
    rest = posted.get((NO_MUNICIPALITY, cell.place["geo_kod"])) if cell.whole else None
    return (Part("annonser utan kommun", rest),) if rest else ()


def _label(member: Record) -> str:
    return member["geo_namn"] if member["geo_niva"] == "delregion" else f"{member['geo_kod']} {member['geo_namn']}"


def tables_of(source: Record) -> list[str]:
    """The tables that hold the answers of the source of a row of mart.kalla."""
    return [c.id for c in CONTRACTS if c.source == source["underlag"]]
