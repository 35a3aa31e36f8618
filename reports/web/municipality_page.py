"""The page of a municipality: what is observed there, and its delregion's classes beside it."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.employees import MUNICIPALITY_AGES
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.sector import SECTOR
from assets.contracts.unemployed import REGISTERED_SHARES
from assets.contracts.words import COUNTY
from reports.findings.municipality import MunicipalitySheet, municipality_sheets
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from reports.web.page import DownloadLink, area_path, municipality_path


@dataclass(frozen=True)
class MunicipalityPage:
    """The page of a municipality."""

    facts: Facts
    path: str
    title: str
    area_path: str
    municipality: MunicipalitySheet
    source: str
    note: str
    downloads: tuple[DownloadLink, ...] = ()


def municipality_pages(warehouse: Warehouse) -> list[MunicipalityPage]:
    """Decide the page of every municipality."""
    facts = facts_of(warehouse, COUNTY)
    source = facts.source_of(MUNICIPALITY_OCCUPATIONS, MUNICIPALITY_AGES, SECTOR, COMMUTING_FLOWS, REGISTERED_SHARES)
    return [
        MunicipalityPage(
            facts,
            municipality_path(sheet.slug),
            facts.title(sheet.name),
            area_path(sheet.delregion_code),
            sheet,
            source,
            MUNICIPALITY_OCCUPATIONS.description,
        )
        for sheet in municipality_sheets(warehouse)
    ]
