"""The page with every table of an area."""

from __future__ import annotations

from dataclasses import dataclass

from reports.sheets import about as about_sheets
from reports.sheets import assessment as assessment_sheets
from reports.sheets import sector as sector_sheets
from reports.sheets.model import Facts, Sheet, facts_of
from reports.sheets.workbook import area_tables
from reports.warehouse import Warehouse
from reports.web.page import area_path, tables_path


@dataclass(frozen=True)
class TablesPage:
    """The page with every table of a delregion or the county."""

    facts: Facts
    path: str
    title: str
    area_path: str
    sheets: tuple[Sheet, ...]


def tables_page(warehouse: Warehouse, area: str) -> TablesPage:
    """Decide the page with every table of an area.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
    """
    facts = facts_of(warehouse, area)
    first, *others = area_tables(facts)
    contradicted = assessment_sheets.contradictions(facts)
    sheets = (first, *contradicted, *others, *sector_sheets.employers(facts), about_sheets.sources(facts))
    return TablesPage(facts, tables_path(area), facts.title(f"Alla tabeller om {facts.area}"), area_path(area), sheets)
