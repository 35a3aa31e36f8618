"""The workbook of an area: which sheets, and what its cover says."""

from __future__ import annotations

from assets.reference.areas import divisions, has_agreement
from reports import texts
from reports.sheets import (
    about as about_sheets,
)
from reports.sheets import (
    area as area_sheets,
)
from reports.sheets import (
    assessment as assessment_sheets,
)
from reports.sheets import (
    councils as council_sheets,
)
from reports.sheets import (
    education as education_sheets,
)
from reports.sheets import (
    employees as employee_sheets,
)
from reports.sheets import (
    follow_up as follow_up_sheets,
)
from reports.sheets import (
    long_term as long_term_sheets,
)
from reports.sheets import (
    planning as planning_sheets,
)
from reports.sheets import (
    sector as sector_sheets,
)
from reports.sheets import (
    summary as summary_sheets,
)
from reports.sheets import (
    underlag as underlag_sheets,
)
from reports.sheets import (
    unemployed as unemployed_sheets,
)
from reports.sheets.model import Facts, Report, Sheet, facts_of
from reports.warehouse import Warehouse


def workbook(warehouse: Warehouse, area: str) -> Report:
    """Decide the workbook of a delregion, or of the county (COUNTY).

    Raises:
        ValueError: the warehouse has no such area.
    """
    facts = facts_of(warehouse, area)
    first, *others = area_tables(facts)
    beside = [] if warehouse.undivided else [summary_sheets.comparison(facts)]
    tables = [first, *beside, *others, *about_tables(facts)]
    # What is for those who want everything stands last.
    last = [
        *long_term_sheets.long_term_details(facts),
        assessment_sheets.all_measures(facts),
        about_sheets.checks(facts),
    ]
    sheets = [*tables, about_sheets.glossary(facts), about_sheets.column_glossary(facts, [*tables, *last]), *last]
    summary = summary_sheets.summary(facts)
    return Report(
        facts.title(f"Kompetensbehov i {facts.area}"),
        f"Obalans mellan utbud och efterfrågan, {facts.months}. {facts.edition}",
        warehouse.publisher,
        warehouse.fetched,
        _cover(facts),
        (summary, about_sheets.contents(facts, [summary, *sheets]), *sheets),
    )


def area_tables(facts: Facts) -> list[Sheet]:
    """The tables about the area itself."""
    found = [
        assessment_sheets.assessments(facts),
        *council_sheets.council_tables(facts),
        area_sheets.areas(facts),
        *unemployed_sheets.registered_tables(facts),
        area_sheets.occupations(facts),
        *employee_sheets.age_tables(facts),
        *long_term_sheets.long_term_tables(facts),
        *education_sheets.education_tables(facts),
        *planning_sheets.planning_tables(facts),
        sector_sheets.sectors(facts),
        area_sheets.municipalities(facts),
        *(follow_up_sheets.follow_up_tables(facts) if has_agreement(facts.warehouse.county) else ()),
    ]
    return [*found, area_sheets.comparison(facts)] if facts.whole and not facts.warehouse.undivided else found


def about_tables(facts: Facts) -> list[Sheet]:
    """The tables about the figures."""
    makers = (
        about_sheets.changes,
        about_sheets.sources,
        about_sheets.method,
        about_sheets.notes,
    )
    tables = [make(facts) for make in makers]
    # What is used and asked for is the same everywhere: it stands once, in the county's.
    return [*tables, *underlag_sheets.underlag_tables(facts)] if facts.whole else tables


def consists_of(facts: Facts, where: str = "") -> str:
    """Of which municipalities the area consists: by name, or by number and where their names stand."""
    names = [str(r["geo_namn"]) for r in area_sheets.municipality_records(facts)]
    if len(names) == 1:
        return f"{facts.area} är en enda kommun: {names[0]}."
    return f"{facts.area} består av {len(names)} kommuner{where or ': ' + ', '.join(names)}."


def council(facts: Facts) -> str:
    """The delregion's council and organisation; empty for the county."""
    area = next(p for p in facts.warehouse.places if p["geo_kod"] == facts.code)
    return f"Rådet heter {area['rad']}. Kommunalförbund: {area['organisation']}." if area["rad"] else ""


def _cover(facts: Facts) -> tuple[str, ...]:
    lines = [facts.title(f"Kompetensbehov i {facts.area}")]
    if facts.example:
        lines.append(texts.EXAMPLE_SENTENCE)
    lines += [
        f"{facts.edition} Talen avser anställda november {facts.year}, annonser {facts.months}, inskrivna arbetslösa medeltal "
        "av samma månader.",
        texts.PURPOSE,
        consists_of(facts),
        *about_sheets.outside(facts),
        divisions()[facts.warehouse.county].sentence,
        *filter(None, [council(facts)]),
    ]
    blocks = (texts.steps(facts.whole, facts.warehouse.undivided), texts.SYMBOLS, texts.CERTAINTY)
    for heading, block in zip(texts.HEADINGS, blocks, strict=True):
        lines += [heading, *block]
    lines += [facts.source, facts.origin, "Licens: källornas egna, se bladet Källor."]
    return tuple(lines)
