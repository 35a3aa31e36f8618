"""The page of an area's educations: which lead to which occupations, and how many who have them work there."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.education import EDUCATION, GRADUATES
from assets.contracts.words import COUNTY, THE_OTHERS
from reports import texts
from reports.findings.educations import LIMITS, EducationRow, education_rows, graduate_years
from reports.findings.matrix import area_names
from reports.sheets.model import Facts, facts_of
from reports.sheets.trial import preliminary_in_short
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse
from reports.web.area_page import class_names
from reports.web.page import area_path, education_path, planning_path

FIRST_ROWS = 12


@dataclass(frozen=True)
class EducationPage:
    """The page of an area's educations."""

    facts: Facts
    path: str
    title: str
    area_path: str
    planning_path: str
    areas: tuple[tuple[str, str], ...]
    """Name and path of the same page of every area."""
    classes: tuple[str, ...]
    rows: tuple[EducationRow, ...]
    levels: tuple[str, ...]
    year: str
    graduates: str
    """Year of the county's graduates, empty when there are none."""
    established: str
    source: str
    note: str
    others: str
    first_rows: int = FIRST_ROWS


def education_page(warehouse: Warehouse, area: str) -> EducationPage:
    """Decide the page of an area's educations; without its source it has no rows, and says so.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
    """
    facts = facts_of(warehouse, area)
    rows = education_rows(facts)
    years = {str(r["ar"]) for r in warehouse.educations}
    return EducationPage(
        facts,
        education_path(area),
        facts.title(f"Utbildningar och yrken i {facts.area}"),
        area_path(area),
        planning_path(area),
        tuple((name, education_path(code)) for code, name in _codes(warehouse)),
        class_names(facts),
        rows,
        tuple(sorted({row.level for row in rows}, key=texts.collation_key)),
        max(years, default=""),
        *graduate_years(warehouse),
        facts.source_of(EDUCATION, GRADUATES, *CLASSES),
        " ".join(
            [
                *([LIMITS] if any(row.limits for row in rows) else []),
                EDUCATION_NOTE,
                *filter(None, [preliminary_in_short()]),
            ]
        ),
        THE_OTHERS,
    )


EDUCATION_NOTE = (
    "Vilka yrken en utbildning leder till är referensdata som ingen har granskat än. Yrkenas klasser vägs aldrig ihop till ett betyg på "
    "utbildningen. Allmänna utbildningar är inte med."
)


def _codes(warehouse: Warehouse) -> list[tuple[str, str]]:
    return [(COUNTY if code == warehouse.county else code, name) for code, name in area_names(warehouse).items()]
