"""Source lines: which registers and tables the numbers beside them rest on, followed from the tables that are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT
from assets.contracts.barometer import BAROMETER
from assets.contracts.model import Record, TableContract
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.registry import CONTRACTS
from reports import texts
from reports.warehouse import Warehouse, rests_on

CLASSES = (STAGED_EMPLOYEES, ADS, BAROMETER, ASSESSMENT)
"""What classes are shown with, in the order in which a line of sources names what they rest on."""
NAMED = 3
"""Registers that a line names; the classes alone rest on nine, and nobody reads past a few."""
_RANK = {dataset: place for place, dataset in enumerate(dict.fromkeys(c.source for c in CONTRACTS if c.source))}


def underlag(warehouse: Warehouse, tables: Sequence[TableContract]) -> str:
    """The registers, table numbers and periods that some tables rest on; what the first of them rests on stands first.

    Args:
        warehouse: with mart.kalla.
        tables: that are shown, the one that most of what is shown comes from first.
    """
    found: list[Record] = []
    for table in tables:
        resting = [row for row in warehouse.sources if rests_on(table, row) and row not in found]
        found += sorted(resting, key=lambda row: _RANK[str(row["underlag"])])
    # A classification has a version and no period: no number comes from it.
    return named(sorted(found, key=lambda row: not str(row["period_till"])[:4].isdigit()))


def table_number(row: Record) -> str | None:
    """The number that a reader looks a source's table up by; None where the publisher only has a file's address.

    Args:
        row: of mart.kalla.
    """
    told = str(row["tabell_id"])
    return told if re.fullmatch(r"[A-Z]+\d+", told) else None


def source_name(row: Record) -> str:
    """What a source is called in a line of sources: by its number, or else by its title.

    Args:
        row: of mart.kalla.

    >>> source_name({"utgivare": "SCB", "tabell_id": "TAB4434"})
    'SCB, TAB4434'
    >>> source_name({"utgivare": "Arbetsförmedlingen", "tabell_id": "annonser/historiska", "titel": "Historiska platsannonser"})
    'Arbetsförmedlingen, Historiska platsannonser'
    """
    return f"{row['utgivare']}, {table_number(row) or row['titel']}"


def source_and_title(row: Record) -> str:
    """A source by its number, where it has one, and its title.

    Args:
        row: of mart.kalla.
    """
    return f"{source_name(row)}: {row['titel']}" if table_number(row) else source_name(row)


def stale(rows: Iterable[Record]) -> list[str]:
    """The names of the sources that an older copy stands in for."""
    return [source_name(row) for row in rows if row["hamtstatus"] != "aktuell"]


def named(rows: Sequence[Record]) -> str:
    """Rows of mart.kalla as a phrase: the first few registers by publisher, and how many more there are.

    >>> employees = {"utgivare": "SCB", "register": "Yrkesregistret", "tabell_id": "TAB4434", "period_till": "2024"}
    >>> before = {**employees, "tabell_id": "TAB3119", "period_till": "2021"}
    >>> ads = {"utgivare": "AF", "register": "annonser", "tabell_id": "annonser/historiska", "period_till": "2026-08"}
    >>> named([employees, ads, before])
    'SCB, Yrkesregistret (TAB4434, TAB3119) till 2024; AF, annonser till augusti 2026'
    >>> named([{**employees, "register": name} for name in "ABCDEF"])
    'SCB, A (TAB4434) till 2024, B (TAB4434) till 2024, C (TAB4434) till 2024 och 3 till, se Källor'
    """
    registers: dict[tuple[str, str], list[Record]] = {}
    for row in rows:
        registers.setdefault((str(row["utgivare"]), str(row["register"])), []).append(row)
    publishers: dict[str, list[str]] = {}
    # One more is named: that takes no more room than to say that there is one.
    shown = len(registers) if len(registers) == NAMED + 1 else NAMED
    for (publisher, register), group in list(registers.items())[:shown]:
        publishers.setdefault(publisher, []).append(_register(register, group))
    more = len(registers) - shown
    told = "; ".join(
        f"{publisher}, {', '.join(parts) if more > 0 else texts.listed(parts)}"
        for publisher, parts in publishers.items()
    )
    return told + (f" och {more} till, se Källor" if more > 0 else "")


def _register(name: str, rows: Sequence[Record]) -> str:
    # A table's number is what a reader looks it up by; a file's address says nothing to one, and stands on the page Källor.
    numbers = dict.fromkeys(number for row in rows if (number := table_number(row)))
    ids = f" ({', '.join(numbers)})" if numbers else ""
    return f"{name}{ids} {until(max(str(row['period_till']) for row in rows))}"


def until(period: str) -> str:
    """To when a source reaches, in words; rounds and versions are named as the source does.

    >>> [until(period) for period in ("2024", "2026-08", "2026-10-01", "2024K4", "2026-1", "version 31", "2024-2025")]
    ['till 2024', 'till augusti 2026', 'till 1 oktober 2026', 'till kvartal 4 2024', '2026-1', 'version 31', '2024–2025']
    """
    if re.fullmatch(r"\d{4}", period):
        return f"till {period}"
    if re.fullmatch(r"\d{4}-\d{2}", period):
        return f"till {texts.month(period)}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", period):
        return f"till {format_date(date.fromisoformat(period), 'd MMMM yyyy', texts.LOCALE)}"
    if quarter := re.fullmatch(r"(\d{4})K(\d)", period):
        return f"till kvartal {quarter[2]} {quarter[1]}"
    return re.sub(r"^(\d{4})-(\d{4})$", r"\1–\2", period)
