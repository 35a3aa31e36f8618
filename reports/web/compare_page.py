"""The page that lays any measure over the county and its delregioner beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.employees import OCCUPATION_AGES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.words import COUNTY
from reports import texts
from reports.findings.occupation import MEASURES, AreaColumn, Occupation
from reports.findings.occupations import Amount
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse

COMPARED = tuple(name for name in MEASURES if name != "lokaliseringskvot_lan")
"""How an area lies beside the county is read in the other measures."""
PATH = "rapport/jamfor.html"
FIRST_ROWS = 15
"""Occupations that a reader meets before asking for the others."""


@dataclass(frozen=True)
class Measure:
    """A measure of every occupation: its heading, and per occupation code, name and a cell for each area."""

    heading: str
    rows: tuple[tuple[str, str, tuple[Amount, ...]], ...]


@dataclass(frozen=True)
class ComparePage:
    """Every measure, over the same areas; each with its highest rows first, and the others when they are asked for."""

    facts: Facts
    path: str
    title: str
    areas: tuple[str, ...]
    measures: tuple[Measure, ...]
    source: str
    first_rows: int = FIRST_ROWS


def compare_page(warehouse: Warehouse, found: Sequence[Occupation]) -> ComparePage:
    """Decide the page of the occupations that were found in the warehouse."""
    facts = facts_of(warehouse, COUNTY)
    cells: dict[str, Callable[[AreaColumn], Amount]] = {
        **{MISMATCH.column(name).term: partial(_number, name) for name in COMPARED},
        "Platser det senaste året mot året före": _change,
        OCCUPATION_AGES.column("andel_55_64").term: lambda column: column.older,
    }
    return ComparePage(
        facts,
        PATH,
        facts.title("Jämför yrkena" if warehouse.undivided else "Jämför delregionerna"),
        tuple(column.name for column in found[0].columns),
        tuple(
            Measure(
                heading,
                tuple(
                    sorted(
                        ((o.code, o.name, tuple(cell(column) for column in o.columns)) for o in found),
                        key=_highest_first,
                    )
                ),
            )
            for heading, cell in cells.items()
        ),
        facts.source_of(STAGED_EMPLOYEES, ADS, OCCUPATION_AGES, POSTS_BY_YEAR),
    )


def _highest_first(row: tuple[str, str, tuple[Amount, ...]]) -> tuple[bool, float, tuple[int, ...]]:
    """By the county, where it is not known last."""
    _, name, (county, *_) = row
    return county.value is None, -(county.value or 0), texts.collation_key(name)


def _number(name: str, column: AreaColumn) -> Amount:
    return column.numbers[name]


def _change(column: AreaColumn) -> Amount:
    percent = column.years.percent
    return Amount(None if percent is None else float(percent), column.years.shown)
