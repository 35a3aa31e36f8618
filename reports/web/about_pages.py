"""The pages about the figures: method, glossary, sources, quality, trial, underlag, changes, accessibility."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assets.contracts.edition import MEASURES_COMPARED
from assets.contracts.words import COUNTY
from assets.reference.areas import has_councils
from reports import texts
from reports.findings.accuracy import accuracy_lead
from reports.findings.track_record import assessments_told
from reports.sheets import about as about_sheets
from reports.sheets.accuracy import accuracy_tables
from reports.sheets.model import Facts, Sheet, facts_of
from reports.sheets.scenarios import SCENARIO_LEAD, scenario_tables
from reports.sheets.track_record import track_record_tables
from reports.sheets.trial import class_trial, indicator_trial, trial_lead
from reports.sheets.underlag import underlag_lead, underlag_tables
from reports.sheets.workbook import workbook
from reports.warehouse import Warehouse
from reports.web.quality import of_county

FIRST_ROWS = 15
"""Of a long table of scenarios, which every occupation or education has a row in."""


@dataclass(frozen=True)
class AboutPage:
    """A page about the figures: paragraphs and tables."""

    facts: Facts
    path: str
    title: str
    paragraphs: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def about_pages(warehouse: Warehouse) -> list[AboutPage]:
    """Method, glossary, sources, quality, trial, underlag, changes and accessibility."""
    facts = facts_of(warehouse, COUNTY)
    sheets = workbook(warehouse, COUNTY).sheets
    pages = (
        ("metod", "Metod", texts.LIMITS, (about_sheets.method(facts), about_sheets.notes(facts))),
        ("ordlista", "Ordlista", (), (about_sheets.glossary(facts), about_sheets.column_glossary(facts, sheets))),
        ("kallor", "Källor", (texts.SOURCES_LEAD,), (about_sheets.sources(facts), about_sheets.breaks(facts))),
        (
            "kvalitet",
            "Kvalitet",
            (*texts.CERTAINTY, *(f"{heading}: {said}" for heading, said in of_county(facts))),
            (about_sheets.checks(facts),),
        ),
        ("provning", "Prövning av signalerna", trial_lead(facts), (class_trial(facts), indicator_trial(facts))),
        (
            "traffsakerhet",
            "Hur bra har metoden träffat?",
            (*accuracy_lead(warehouse), *(assessments_told(warehouse) if has_councils(warehouse.county) else ())),
            (*accuracy_tables(facts), *track_record_tables(facts)),
        ),
        (
            "underlag",
            "Underlag: vad som används, önskas och är granskat",
            underlag_lead(facts),
            tuple(map(_first, underlag_tables(facts))),
        ),
        ("scenarier", "Scenarier på lång sikt", SCENARIO_LEAD, tuple(map(_first, scenario_tables(facts)))),
        ("andringar", "Ändringar", _changes_lead(warehouse), (about_sheets.changes(facts),)),
        ("tillganglighet", "Tillgänglighet", texts.ACCESSIBILITY, ()),
    )
    return [
        AboutPage(facts, f"metadata/{name}.html", facts.title(title), paragraphs, tables)
        for name, title, paragraphs, tables in pages
    ]


def _first(sheet: Sheet) -> Sheet:
    """A long table with its first rows, the others when they are asked for."""
    return replace(sheet, printed=FIRST_ROWS) if len(sheet.rows) > FIRST_ROWS else sheet


def _changes_lead(warehouse: Warehouse) -> tuple[str, ...]:
    previous = warehouse.edition["foregaende"]
    if not previous:
        return ("Det finns ingen tidigare utgåva att jämföra med.",)
    reason = f"Det här är en rättelse av {warehouse.edition['rattar']}. Skäl: {warehouse.edition['skal']}"
    numbers = sum(r["slag"] == "tal" for r in warehouse.changes)
    return (
        *([reason] if warehouse.edition["rattar"] else []),
        f"Jämfört med utgåva {previous} skiljer {texts.shown(numbers, 'integer')} tal i länet och delregionerna, av dem som jämförs: "
        f"{MEASURES_COMPARED}. Sidan visar länets, de största; delregionernas står i deras arbetsböcker, och alla i tabellen andringar.",
    )
