"""The pages that lay any measure over the county and its delregioner beside each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.change import MEASURES, POSTS_BY_YEAR, POSTS_MEASURE, THEN_AND_NOW
from assets.contracts.employees import AGE_GROUPS, OCCUPATION_AGES
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import LONG_ASSESSMENT
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Column, Record, TableContract
from assets.contracts.words import COUNTY, DELREGION_LEVEL, REPORTING_GROUP
from assets.methods.matching import SURE_LEVEL
from assets.methods.quoted import figures
from assets.reference.occupations import reporting_groups
from reports import texts
from reports.findings.matrix import area_names
from reports.findings.messages import limits_in_percent, signed_percent
from reports.findings.occupations import Amount, amount, years_of
from reports.records import by
from reports.sheets.model import Facts, facts_of, sheet_column
from reports.warehouse import Warehouse

PATH = "rapport/jamfor.html"
CHANGE = "Platser det senaste året mot året före"
LIKE_THE_COUNTY = "Delregionens andel flyttas som länets, så talet är nästan detsamma. Gränserna är dess egna."
FIRST_ROWS = 15
"""Occupations that a reader meets before asking for the others."""
MOST = 8
"""Measures on a page, which keep it small enough to be opened on a phone."""
_SLICES = {"ar": "{}", "till_ar": "till {}", "alder": "{} år", "matt": "{}", "horisont": "{}"}
"""Parts of a key beside area and occupation that a measure is told for, one value at a time → how the value is named."""
_NOT_BESIDE = ("", "år", "poäng")
"""Units of what is no measure, and of points, which rank the occupations of an area and do not compare one area with another."""
_OF_MONTHS = ("annonser", "platser")
"""How the unit of a number begins that is counted in the months of a row; employees are of a November, and say so themselves."""
_NOVEMBER = {MISMATCH: "ar_anstallda", OCCUPATION_AGES: "ar", AGE_GROUPS: "ar", REPLACEMENT: "ar"}
"""Table whose numbers rest on the employees of a November → its column that says of which year."""
_UNIT = {"geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "kon"}


@dataclass(frozen=True)
class ComparedMeasure:
    """A measure of every occupation: its heading, and per occupation code, name and a cell for each area."""

    heading: str
    rows: tuple[tuple[str, str, tuple[Amount, ...]], ...]
    note: str = ""
    """What the table says of every one of its numbers."""


@dataclass(frozen=True)
class ComparePage:
    """Some measures over the same areas; each with its highest rows first, and the others when they are asked for."""

    facts: Facts
    path: str
    title: str
    subject: str
    """What the measures of the page are about: the title of their table."""
    areas: tuple[str, ...]
    measures: tuple[ComparedMeasure, ...]
    source: str
    every: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Subject → heading and address of every measure, of every page."""
    first_rows: int = FIRST_ROWS
    certainty: str = ""
    """How many times of a hundred the limits are made to hold; empty where that is not tried."""

    @property
    def limited(self) -> bool:
        """Whether any number stands with its limits."""
        return any("(" in cell.shown for measure in self.measures for _, _, cells in measure.rows for cell in cells)


def compare_pages(warehouse: Warehouse) -> list[ComparePage]:
    """Decide the pages: a table's measures on one, or on several where they are many."""
    facts = facts_of(warehouse, COUNTY)
    tables: list[tuple[TableContract, tuple[ComparedMeasure, ...]]] = []
    seen: set[tuple[str, str]] = set()
    for contract, records in tables_compared(warehouse):
        offered = [column for column in measured(contract) if (column.name, column.term) not in seen]
        seen |= {(column.name, column.term) for column in offered}
        tables.append((contract, tuple(_measures(warehouse, contract, offered, records))))
    tables.append((POSTS_BY_YEAR, (_changes(warehouse),)))
    parts = [
        (contract, _path(contract, at // MOST), every[at : at + MOST])
        for contract, every in tables
        for at in range(0, len(every), MOST)
    ]
    # Of the years of posts only what has changed is shown, so the table's own title would promise more.
    subjects = {contract: contract.title for contract, _ in tables} | {POSTS_BY_YEAR: CHANGE}
    links = by_subject((subjects[contract], path, few) for contract, path, few in parts)
    return [
        ComparePage(
            facts,
            path,
            facts.title("Jämför yrkena" if warehouse.undivided else "Jämför delregionerna"),
            subjects[contract],
            tuple(area_names(warehouse).values()),
            few,
            facts.source_of(contract),
            links,
            certainty="" if contract is LONG_ASSESSMENT else figures(100 * SURE_LEVEL),
        )
        for contract, path, few in parts
    ]


def _path(contract: TableContract, at: int) -> str:
    """Where a page of a table's measures lies; the first of the first table is where readers are led."""
    ending = f"-{contract.name.replace('_', '-')}" if at or contract is not MISMATCH else ""
    return PATH.replace(".html", f"{ending}{f'-{at + 1}' if at else ''}.html")


def tables_compared(warehouse: Warehouse) -> tuple[tuple[TableContract, Sequence[Record]], ...]:
    """Every published table with a measure of an occupation in an area, and its rows; what most ask for first."""
    return (
        (MISMATCH, warehouse.mismatch),
        (ASSESSMENT, warehouse.assessments),
        (THEN_AND_NOW, warehouse.then_and_now),
        (OCCUPATION_AGES, warehouse.ages),
        (AGE_GROUPS, warehouse.age_groups),
        (PROJECTION, warehouse.projections),
        (REPLACEMENT, warehouse.replacement),
        (LONG_ASSESSMENT, warehouse.long_assessments),
    )


def measured(contract: TableContract) -> tuple[Column, ...]:
    """The numbers of a table that readers meet of an occupation in an area; none where it has other rows.

    Limits are shown with their number, and what every area is compared with is the same in all of them.
    """
    names = {column.name for column in contract.columns}
    allowed = {column.name: column.allowed for column in contract.columns}
    if (
        not {"geo_kod", "yrke_kod"} <= set(contract.key) <= _UNIT | _SLICES.keys()
        or DELREGION_LEVEL not in allowed["geo_niva"]
        or REPORTING_GROUP not in allowed.get("yrkesniva", (REPORTING_GROUP,))
    ):
        return ()
    return tuple(
        column
        for column in contract.columns
        if column.term
        and column.unit not in _NOT_BESIDE
        and not column.unit.startswith("enligt")
        and not pa.types.is_string(column.type)
        and REPORTING_GROUP in (column.levels or (REPORTING_GROUP,))
        and not _is_limit(column)
        and not (column.name.endswith(("_lan", "_riket")) and column.name.rsplit("_", 1)[0] in names)
    )


def limits_of(contract: TableContract, column: Column) -> tuple[Column, ...]:
    """The limits that follow a number in its contract: the lower and the upper, or none."""
    after = contract.columns[contract.columns.index(column) + 1 :][:2]
    return after if len(after) == 2 and all(map(_is_limit, after)) else ()


def _is_limit(column: Column) -> bool:
    return not {"nedre", "ovre"}.isdisjoint(column.name.split("_"))


def by_subject(
    parts: Iterable[tuple[str, str, Sequence[ComparedMeasure]]],
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Heading and address of every measure, those of a subject together.

    >>> by_subject([("Åldrar", "a.html", [ComparedMeasure("55–64 år", ())]), ("Åldrar", "b.html", [ComparedMeasure("16–19 år", ())])])
    (('Åldrar', (('55–64 år', 'a.html#matt-1'), ('16–19 år', 'b.html#matt-1'))),)
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for subject, path, measures in parts:
        found.setdefault(subject, []).extend(
            (measure.heading, f"{path}#matt-{at}") for at, measure in enumerate(measures, 1)
        )
    return tuple((subject, tuple(links)) for subject, links in found.items())


def _measures(
    warehouse: Warehouse, contract: TableContract, offered: Sequence[Column], records: Iterable[Record]
) -> Iterator[ComparedMeasure]:
    """A measure for each column, and for each value of what else the table is by, such as a year, where its numbers differ."""
    mine = [
        r
        for r in records
        if r.get("yrkesniva", REPORTING_GROUP) == REPORTING_GROUP and r.get("kon", "totalt") == "totalt"
    ]
    sliced = [name for name in contract.key if name in _SLICES]
    values = sorted({tuple(r[name] for name in sliced) for r in mine})
    for column in offered:
        made = []
        for value in values:
            chosen = [r for r in mine if tuple(r[name] for name in sliced) == value]
            bare = ComparedMeasure(sheet_column(column, chosen).heading, *_told(warehouse, contract, column, chosen))
            heading = told_of(bare.heading, sliced, value) if len(values) > 1 or "matt" in sliced else bare.heading
            made.append((bare, replace(bare, heading=heading)))
        if "till_ar" in sliced and len(made) > 1 and all(bare == made[0][0] for bare, _ in made):
            # What is the same whatever year a need is told for, as those who are of an age today, stands once.
            yield made[0][0]
        else:
            yield from (measure for _, measure in made)


def _told(
    warehouse: Warehouse, contract: TableContract, column: Column, chosen: Sequence[Record]
) -> tuple[tuple[tuple[str, str, tuple[Amount, ...]], ...], str]:
    """The rows of a measure, and what is said of every one of its numbers."""
    limits = limits_of(contract, column)
    cells = {(str(r["yrke_kod"]), str(r["geo_kod"])): _cell(column, limits, r) for r in chosen}
    said = {str(r.get("anmarkning") or "") for r in chosen if r[column.name] is not None}
    every = said.pop() if len(said) == 1 else ""
    by_county = (contract, column.name) == (PROJECTION, "forandring_andel") and not warehouse.undivided
    of_months = contract is THEN_AND_NOW or column.unit.startswith(_OF_MONTHS)
    notes = (
        period_of(chosen) if of_months else "",
        november_of(contract, sheet_column(column, chosen).heading, chosen)
        if not of_months or "anställda" in column.unit
        else "",
        LIKE_THE_COUNTY if by_county else "",
        every,
    )
    return _rows(warehouse, cells), " ".join(filter(None, notes))


def period_of(rows: Sequence[Record]) -> str:
    """Which months numbers are of, and which they are compared with, as a sentence; nothing where rows differ or do not say.

    >>> period_of([{"period_fran": "2025-09", "period_till": "2026-08"}])
    'Avser september 2025–augusti 2026.'
    """
    months = []
    for then in ("", "_da"):
        found = {(row.get(f"period_fran{then}"), row.get(f"period_till{then}")) for row in rows}
        if len(found) == 1 and None not in next(iter(found)):
            first, last = found.pop()
            months.append(texts.period(str(first), str(last)))
    return f"Avser {' mot '.join(months)}." if months else ""


def november_of(contract: TableContract, heading: str, rows: Sequence[Record]) -> str:
    """Which November the employees are of, as a sentence; nothing where the heading says so, or the table has another time.

    >>> rows = [{"ar_anstallda": 2024}]
    >>> november_of(MISMATCH, "Kvinnor", rows), november_of(MISMATCH, "Anställda november 2024", rows)
    ('Anställda i november 2024.', '')
    """
    years = {row[_NOVEMBER[contract]] for row in rows} - {None} if contract in _NOVEMBER else set()
    if len(years) != 1 or f"november {(year := years.pop())}" in heading:
        return ""
    return f"Anställda i november {year}."


def told_of(heading: str, names: Sequence[str], value: Sequence[Hashable]) -> str:
    """A heading with what it is told for, where it does not say so itself.

    >>> told_of("Andel", ["alder"], ["16-19"]), told_of("Behov till 2029", ["till_ar"], [2029])
    ('Andel, 16–19 år', 'Behov till 2029')
    >>> told_of("Nu delat med då", ["matt"], ["annonserade_platser"])
    'Nu delat med då, annonserade platser'
    """
    said = [
        _SLICES[name].format(MEASURES.get(str(each), str(each)).replace("-", "–"))
        for name, each in zip(names, value, strict=True)
    ]
    return ", ".join([heading, *(each for each in said if each not in heading)])


def _cell(column: Column, limits: Sequence[Column], row: Record) -> Amount:
    """The number, with its limits in parentheses where it has any."""
    own = amount(column, row[column.name])
    low, high = ([amount(limit, row[limit.name]) for limit in limits] + [Amount(None, "")] * 2)[:2]
    if own.value is None or low.value is None or high.value is None:
        return own
    to = "–" if low.value >= 0 else "\xa0till\xa0"
    return Amount(own.value, f"{own.shown} ({low.shown}{to}{high.shown})")


def _changes(warehouse: Warehouse) -> ComparedMeasure:
    years = by((r for r in warehouse.posts_by_year if r["yrkesniva"] == REPORTING_GROUP), "yrke_kod", "geo_kod")
    chance = {
        (r["yrke_kod"], r["geo_kod"]): limits_in_percent(r)
        for r in warehouse.then_and_now
        if (r["matt"], r["yrkesniva"], r["kon"]) == (POSTS_MEASURE, REPORTING_GROUP, "totalt")
    }
    cells, ends = {}, []
    for (code, area), rows in years.items():
        found, (before, newest) = years_of(rows), rows[-2:]
        limits = chance.get((code, area)) if found.percent is not None else None
        around = f" ({' till '.join(map(signed_percent, limits))})" if limits else ""
        cells[code, area] = Amount(None if found.percent is None else float(found.percent), f"{found.shown}{around}")
        ends.append({**newest, "period_fran_da": before["period_fran"], "period_till_da": before["period_till"]})
    return ComparedMeasure(CHANGE, _rows(warehouse, cells), period_of(ends))


def _rows(
    warehouse: Warehouse, cells: Mapping[tuple[str, str], Amount]
) -> tuple[tuple[str, str, tuple[Amount, ...]], ...]:
    """Every occupation that is assessed, the county's highest first, or those of any area where the county has nothing of its own."""
    unknown = Amount(None, texts.NO_VALUE)
    areas = area_names(warehouse)
    names = {str(r["yrke_kod"]): str(r["yrke_namn"]) for r in warehouse.assessments}
    rows = (
        (group.code, names[group.code], tuple(cells.get((group.code, area), unknown) for area in areas))
        for group in reporting_groups()
        if group.code in names
    )
    shown = list(rows)
    # What is told against the county says nothing of the county itself.
    of_county = len({county.value for _, _, (county, *_) in shown} - {None}) > 1
    return tuple(sorted(shown, key=lambda row: _highest_first(row, of_county=of_county)))


def _highest_first(row: tuple[str, str, tuple[Amount, ...]], *, of_county: bool) -> tuple[bool, float, tuple[int, ...]]:
    """By the county, or by the area that is highest; where nothing is known last."""
    _, name, cells = row
    values = [cell.value for cell in (cells[:1] if of_county else cells) if cell.value is not None]
    return not values, -max(values, default=0), texts.collation_key(name)
