"""The tables about an area: AF-yrkesområden, occupations, municipalities, and the delregioner compared."""

from __future__ import annotations

import math
from collections.abc import Callable

from assets.contracts.ads import ADS
from assets.contracts.change import PEOPLE_MEASURE, POSTS_MEASURE
from assets.contracts.mismatch import MISMATCH, MUNICIPALITIES
from assets.contracts.model import Column, Record, TableContract
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import REPORTING_GROUP, UNKNOWN
from assets.methods.quoted import in_swedish
from assets.methods.rounding import to_digits
from assets.methods.then_and_now import LEVEL
from assets.reference.areas import parts_of
from assets.reference.occupations import UNKNOWN_SSYK3
from reports import texts
from reports.records import Value
from reports.sheets.model import (
    Chart,
    Facts,
    Sheet,
    SheetColumn,
    plain_code,
    rows_of,
    sheet_column,
    shown_cell,
    with_remarks,
)

_AGAINST = f"mot året före (gånger, intervall på {in_swedish(LEVEL, 'andel')})"
"""Heading of what ``against_year_before`` says."""
_ON_PAPER = 35
"""Occupations that are printed, the largest; the assessment is printed of all."""
RATIO = MISMATCH.column("platser_per_arbetslos")
REMARK = MISMATCH.column("anmarkning")
AREAS_COMPARED = "AF-yrkesområden jämförda"
"""The sheet of the county alone, with every delregion."""
_FLOW = RATIO.term[:1].lower() + RATIO.term[1:]
_COUNTY_ONLY = "_lan"
"""Columns whose name ends so compare with the county, and say nothing about the county itself."""


def areas(facts: Facts) -> Sheet:
    """AF-yrkesområden: advertised posts beside registered unemployed."""
    rows = rows_of(facts.warehouse, facts.code, "af_yrkesomrade")
    rows.sort(key=lambda r: (r["yrke_kod"] == UNKNOWN, _descending(r[RATIO.name]), str(r["yrke_namn"])))
    county = {r["yrke_kod"]: r for r in rows_of(facts.warehouse, facts.warehouse.county, "af_yrkesomrade")}
    shown = _shown(MISMATCH, "af_yrkesomrade", facts.whole)
    before = _year_before(facts, "af_yrkesomrade")
    reference = [] if facts.whole else [SheetColumn(f"Länets {RATIO.term.lower()}", "decimal", 15)]
    columns = (
        SheetColumn("Kod", "code", 8),
        SheetColumn("AF-yrkesområde", "text", 40),
        *(sheet_column(c, rows) for c in shown),
        *reference,
        *(SheetColumn(f"{term} {_AGAINST}", "text", 26) for term in ("Platser", "Inskrivna")),
        sheet_column(REMARK, rows),
    )
    cells = [
        (
            r["yrke_kod"],
            r["yrke_namn"],
            *(shown_cell(c, r[c.name]) for c in shown),
            *([] if facts.whole else [shown_cell(RATIO, county[r["yrke_kod"]][RATIO.name])]),
            *(before(str(r["yrke_kod"]), measure) for measure in (POSTS_MEASURE, PEOPLE_MEASURE)),
        )
        for r in rows
    ]
    remarks = ["" if facts.whole else _county_remark(r, county[r["yrke_kod"]]) for r in rows]
    table = with_remarks(cells, rows, remarks)
    at = 2 + shown.index(RATIO)
    bars = sum(1 for r in table if r[at] is not None)
    alt = (
        f"Stapeldiagram: {_FLOW} i {facts.area}, {bars} AF-yrkesområden i fallande ordning. Talen "
        "står i tabellen AF-yrkesområden."
    )
    return Sheet(
        "AF-yrkesområden",
        f"af_yrkesomraden_{plain_code(facts.code)}",
        facts.title(f"Annonserade platser och inskrivna arbetslösa i {facts.area}, {facts.months}, antal"),
        facts.source_of(ADS, UNEMPLOYED),
        f"En rad per AF-yrkesområde, flest {_FLOW} överst. Inskrivna arbetslösa är medeltal av periodens månader.",
        columns,
        table,
        f"Annonser, platser och inskrivna arbetslösa per AF-yrkesområde i {facts.area}",
        (Chart(1, at, bars, f"{RATIO.term}, {facts.area}", alt),) if bars else (),
    )


def occupations(facts: Facts) -> Sheet:
    """Occupations: employees, ads and how the occupation weighs in the area."""
    rows = rows_of(facts.warehouse, facts.code, REPORTING_GROUP)
    rows.sort(key=lambda r: (r["yrke_kod"] == UNKNOWN_SSYK3, _descending(r["anstallda"]), str(r["yrke_kod"])))
    shown = _shown(MISMATCH, REPORTING_GROUP, facts.whole)
    before = _year_before(facts, REPORTING_GROUP)
    cells = [
        (
            r["yrke_kod"],
            r["yrke_namn"],
            *(shown_cell(c, r[c.name]) for c in shown),
            before(str(r["yrke_kod"]), POSTS_MEASURE),
        )
        for r in rows
    ]
    return Sheet(
        "Yrken",
        f"yrken_{plain_code(facts.code)}",
        facts.title(f"Anställda och annonser per yrke i {facts.area}, november {facts.year} och {facts.months}, antal"),
        facts.source_of(STAGED_EMPLOYEES, ADS),
        "En rad per yrke (redovisningsgrupp), flest anställda överst. Yrkesgrupper enligt SSYK finns i databasen.",
        (
            SheetColumn("Kod", "code", 12),
            SheetColumn("Yrke", "text", 54),
            *(sheet_column(c, rows) for c in shown),
            SheetColumn(f"Platser {_AGAINST}", "text", 26),
            sheet_column(REMARK, rows),
        ),
        with_remarks(cells, rows),
        f"Anställda, annonser och kvoter per yrke i {facts.area}",
        printed=_ON_PAPER,
    )


def _year_before(facts: Facts, level: str) -> Callable[[str, str], str]:
    """What can be said of an occupation's posts, or unemployed, against the year before: code and measure → words."""
    found = {
        (str(r["yrke_kod"]), str(r["matt"])): r
        for r in facts.warehouse.then_and_now
        if r["geo_kod"] == facts.code and r["yrkesniva"] == level
    }
    return lambda code, measure: texts.against_year_before(found.get((code, measure)))


def municipalities(facts: Facts) -> Sheet:
    """The municipalities of the area: counts only."""
    rows = municipality_records(facts)
    shown = _shown(MUNICIPALITIES, "kommun", False)
    cells = [(r["geo_kod"], r["geo_namn"], *(shown_cell(c, r[c.name]) for c in shown)) for r in rows]
    return Sheet(
        "Kommuner",
        f"kommuner_{plain_code(facts.code)}",
        facts.title(
            f"Kommunerna i {facts.area}: anställda november {facts.year}, annonser och inskrivna {facts.months}"
        ),
        facts.source_of(STAGED_EMPLOYEES, ADS, UNEMPLOYED),
        "En rad per kommun, i bokstavsordning. Kommunerna är för små för en bedömning per yrke.",
        (
            SheetColumn("Kod", "code", 8),
            SheetColumn("Kommun", "text", 22),
            *(sheet_column(c, rows) for c in shown),
            sheet_column(REMARK, rows),
        ),
        with_remarks(cells, rows),
        f"Anställda, annonser och inskrivna arbetslösa per kommun i {facts.area}",
    )


def municipality_records(facts: Facts) -> list[Record]:
    """Rows of mart.kommuner for the area, in Swedish alphabetical order."""
    mine = [r for r in facts.warehouse.municipalities if facts.code in (r["delregion_kod"], facts.warehouse.county)]
    return sorted(mine, key=lambda r: texts.collation_key(str(r["geo_namn"])))


def comparison(facts: Facts) -> Sheet:
    """A year's posts per registered unemployed in every delregion and the county."""
    county = facts.warehouse.county
    columns = [*((d.code, d.name) for d in parts_of(county)), (county, "Länet")]
    ratio = {
        (r["geo_kod"], r["yrke_kod"]): shown_cell(RATIO, r[RATIO.name])
        for r in facts.warehouse.mismatch
        if r["yrkesniva"] == "af_yrkesomrade"
    }
    rows = [r for r in rows_of(facts.warehouse, county, "af_yrkesomrade") if r["yrke_kod"] != UNKNOWN]
    rows.sort(key=lambda r: (_descending(r[RATIO.name]), str(r["yrke_namn"])))
    table = []
    for r in rows:
        values = [ratio.get((code, r["yrke_kod"])) for code, _ in columns]
        note = "Tal saknas där en uppgift är skyddad eller underlaget för litet." if None in values else ""
        table.append((r["yrke_kod"], r["yrke_namn"], *values, note))
    return Sheet(
        AREAS_COMPARED,
        "jamforelse_af_yrkesomraden",
        facts.title(f"{RATIO.term}, per delregion och i länet, {facts.months}"),
        facts.source_of(ADS, UNEMPLOYED),
        "En rad per AF-yrkesområde och en kolumn per delregion.",
        (
            SheetColumn("Kod", "code", 8),
            SheetColumn("AF-yrkesområde", "text", 40),
            *(SheetColumn(name, "decimal", 18) for _, name in columns),
            SheetColumn(REMARK.term, "text", 50),
        ),
        tuple(table),
        f"{RATIO.term}, per AF-yrkesområde och delregion",
    )


def _shown(contract: TableContract, level: str, whole: bool) -> list[Column]:
    """The columns of readers' tables at a level; those that compare with the county only for parts of it."""
    columns = [c for c in contract.columns if level in c.levels]
    return [c for c in columns if not (whole and c.name.endswith(_COUNTY_ONLY))]


def _county_remark(row: Record, county: Record) -> str:
    """Why the county's number is missing, when the reason is not the area's own."""
    if to_digits(_float(county[RATIO.name])) is not None or county["anmarkning"] == row["anmarkning"]:
        return ""
    return f"Länets tal: {county['anmarkning'] or texts.SOURCE_LACKS}"


def _float(value: Value) -> float | None:
    return None if value is None else float(value)


def _descending(value: Value) -> float:
    number = to_digits(_float(value), 12)
    return math.inf if number is None else -number
