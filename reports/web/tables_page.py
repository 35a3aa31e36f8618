"""The pages with every table of an area."""

from __future__ import annotations

from dataclasses import dataclass

from reports.sheets import about as about_sheets
from reports.sheets import assessment as assessment_sheets
from reports.sheets import sector as sector_sheets
from reports.sheets.model import Facts, Sheet, facts_of
from reports.sheets.workbook import area_tables
from reports.warehouse import Warehouse
from reports.web.page import area_path, more_tables_path, tables_path

MORE = ("Ålder", "Lång sikt", "Utbildning", "Utbildning och yrken", "Sektor")
"""Tables that stand on a page of their own: with the others they would be too much for one."""


@dataclass(frozen=True)
class TablesPage:
    """A page with tables of a delregion or the county."""

    facts: Facts
    path: str
    title: str
    area_path: str
    sheets: tuple[Sheet, ...]
    others: tuple[str, ...]
    """Names of the tables on the other page."""
    others_path: str


def tables_pages(warehouse: Warehouse, area: str) -> tuple[TablesPage, TablesPage]:
    """Decide the two pages that together have every table of an area.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
    """
    facts = facts_of(warehouse, area)
    sources = about_sheets.sources(facts)
    first, *following = area_tables(facts)
    tables = [first, *assessment_sheets.contradictions(facts), *following, *sector_sheets.employers(facts)]
    more = [sheet for sheet in tables if sheet.name in MORE]
    most = [sheet for sheet in tables if sheet.name not in MORE]
    paths = (tables_path(area), more_tables_path(area))
    return (
        TablesPage(
            facts,
            paths[0],
            facts.title(f"Tabeller om {facts.area}"),
            area_path(area),
            (*most, sources),
            tuple(sheet.name for sheet in more),
            paths[1],
        ),
        TablesPage(
            facts,
            paths[1],
            facts.title(f"Fler tabeller om {facts.area}"),
            area_path(area),
            (*more, sources),
            tuple(sheet.name for sheet in most),
            paths[0],
        ),
    )
