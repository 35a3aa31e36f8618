"""How the numbers of a cell are put together, and what they were made from, in plain Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.edition import SOURCES
from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.methods.rounding import to_digits
from assets.swedish_time import moment
from reports import texts
from reports.cell.cell import EMPLOYED, PEOPLE, POSTED, Cell, CellOrigin, Part, tables_of
from reports.cell.lookup import titled
from reports.source_lines import source_and_title

_CLOSE = 0.05
"""Means are sums of the parts' means, but for the last decimals of the computer."""


def origin_text(cell: Cell, origin: CellOrigin, published: str) -> list[str]:
    """How the numbers are put together, and what they were made from.

    Args:
        cell: what was explained.
        origin: its parts, checks and snapshots.
        published: what the warehouse was published as; empty when it is only a draft.

    Returns:
        Lines for a terminal.
    """
    lines = ["", f"SÅ ÄR TALEN FÖR {str(cell.place['geo_namn']).upper()} SAMMANSATTA"]
    if cell.group:
        months = texts.period(cell.group["period_fran"], cell.group["period_till"])
        title = (
            f"{cell.group['yrke_kod']} {cell.group['yrke_namn']}: anställda november {cell.group['ar_anstallda']} "
            f"(mart.anstallda), annonser {months} (mart.annonser)"
        )
        lines += ["", title, *_sums(cell, cell.group, origin.group, (*EMPLOYED, *POSTED))]
    for (own, _), parts in zip(cell.areas, origin.areas, strict=True):
        months = texts.period(own["period_fran"], own["period_till"])
        title = (
            f"{titled(own)}, {months}: annonser (mart.annonser), inskrivna arbetslösa i medeltal "
            "(mart.inskrivna_arbetslosa)"
        )
        lines += ["", title, *_sums(cell, own, parts, (*POSTED, PEOPLE))]
    lines += ["", "UNDERLAG (svensk tid)"]
    counted = (STAGED_EMPLOYEES, OCCUPATION_AGES, ADS, UNEMPLOYED) if cell.group else (ADS, UNEMPLOYED)
    for row in cell.resting_on(*counted, *((ASSESSMENT,) if cell.rating else ())):
        lines += _underlag(row, origin)
    tables = [
        *([EMPLOYEES.id, OCCUPATION_AGES.id] if cell.group else []),
        ADS.id,
        UNEMPLOYED.id,
        MISMATCH.id,
        *([ASSESSMENT.id, SIGNALS.id] if cell.rating else []),
    ]
    status = f"publicerat som {published}" if published else "inte publicerat; det är ett utkast"
    return [
        *lines,
        "",
        f"Talen är lästa ur {', '.join(tables)} i lagret, kontrollsumma {origin.digest} ({status}).",
        *_checks(tables, origin.checks),
    ]


def _sums(cell: Cell, row: Record, parts: Sequence[Part], columns: Sequence[str]) -> list[str]:
    """A table of the parts, their sums, the number shown above, and what the comparison says."""
    sums: dict[str, float | None] = {}
    for column in columns:
        values = [part.values[column] for part in parts if column in part.values]
        sums[column] = None if None in values else sum(v for v in values if v is not None)
    shown = {column: None if to_digits(row[column], 1) is None else float(row[column]) for column in columns}
    table = [
        ["Del", *(MISMATCH.column(column).term for column in columns)],
        *([part.name, *(_cell(part.values, column) for column in columns)] for part in parts),
        ["Summa", *(_cell(sums, column) for column in columns)],
        [f"{row['geo_namn']} ovan", *(_cell(shown, column) for column in columns)],
    ]
    return [*_aligned(table), *_compared(cell, parts, sums, shown)]


def _cell(values: dict[str, float | None], column: str) -> str:
    digits = 1 if column == PEOPLE else 0
    return texts.number_text(to_digits(values[column], digits), digits) if column in values else "–"


def _aligned(table: list[list[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return [
        "  " + "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in table
    ]


def _compared(
    cell: Cell, parts: Sequence[Part], sums: dict[str, float | None], shown: dict[str, float | None]
) -> list[str]:
    """One line per outcome, naming the columns that have it."""
    outcomes: dict[str, list[str]] = {}
    for column, total in sums.items():
        above = shown[column]
        if total is None:
            lacking = [part.name for part in parts if column in part.values and part.values[column] is None]
            outcome = f"summan visas inte, uppgift saknas eller är skyddad för {', '.join(lacking)}."
        elif above is not None and abs(total - above) < _CLOSE:
            outcome = "summan är talet ovan."
        else:
            outcome = f"summan är inte talet ovan. {_why_not(cell, column)}"
        outcomes.setdefault(outcome, []).append(MISMATCH.column(column).term)
    return [f"  {', '.join(terms)}: {outcome}" for outcome, terms in outcomes.items()]


def _why_not(cell: Cell, column: str) -> str:
    if cell.whole and column in EMPLOYED:
        return "Länets tal är källans eget, och källan kan vara störd med små tal för att skydda enskilda."
    if cell.whole and column == PEOPLE:
        return "Länets tal räknar också personer utan känd kommun."
    return "Kör hela flödet igen; blir det likadant är något fel i tabellerna."


def _underlag(row: Record, origin: CellOrigin) -> list[str]:
    updated = moment(datetime.fromisoformat(row["uppdaterad"])) if row["uppdaterad"] else texts.NO_UPDATE
    mode = "example (EXEMPELDATA)" if row["lage"] == "example" else row["lage"]
    lines = [
        "",
        source_and_title(row),
        f"  {SOURCES.column('lank').term}: {row['lank']}",
        f"  {SOURCES.column('uppdaterad').term}: {updated}",
        f"  {SOURCES.column('hamtad').term}: {moment(datetime.fromisoformat(row['hamtad']))} ({row['hamtstatus']})",
        f"  {SOURCES.column('lage').term}: {mode}",
    ]
    for identity, digest in zip(row["ogonblicksbild"].split(), row["sha256"].split(), strict=True):
        folder = origin.folders.get(identity, f"{identity}, mappen finns inte längre under raw/{row['underlag']}")
        lines += [f"  {SOURCES.column('ogonblicksbild').term}: {folder}", f"    SHA-256 {digest}"]
    for column in ("godkannande", "skillnader", "anmarkning"):
        lines += [f"  {SOURCES.column(column).term}: {line}" for line in (row[column] or "").splitlines()]
    return [*lines, *_checks(tables_of(row), origin.checks)]


def _checks(tables: list[str], checks: Sequence[Record]) -> list[str]:
    mine = [row for row in checks if row["tabell"] in tables]
    return [
        f"  Kontroller av {', '.join(tables)}: {texts.tally([row['utfall'] for row in mine], 'gröna')}",
        *(f"    {_told(row)}" for row in mine if row["utfall"] != PASSED),
    ]


def _told(row: Record) -> str:
    check = f"{row['tabell']}/{row['kontroll']}"
    if row["utfall"] == NOT_APPLICABLE:
        return f"{row['utfall']}: {check}: {row['observerat']}."
    return f"{row['allvar']}: {check}: {row['utfall']}, {row['observerat']}. {row['atgard']}"
