"""The report about an area, for those who read on paper: the findings, then the tables that they rest on, in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports import texts
from reports.findings.messages import findings
from reports.findings.model import Finding
from reports.sheets.assessment import contradictions
from reports.sheets.model import Facts, Sheet
from reports.sheets.trial import preliminary, trial_text
from reports.sheets.workbook import area_tables

_TABLES = ("Bedömning", "AF-yrkesområden", "Utbildning", "Sektor", "Kommuner")
"""Of the area's tables, those that a council talks about; every one is in the workbook and on the page."""


@dataclass(frozen=True)
class AreaReport:
    """A report, decided."""

    facts: Facts
    title: str
    period: str
    findings: tuple[Finding, ...]
    sheets: tuple[Sheet, ...]
    certainty: tuple[str, ...]
    source: str


def area_report(facts: Facts) -> AreaReport:
    """Decide the report about an area; a table whose source is missing is left out."""
    tables = {sheet.name: sheet for sheet in area_tables(facts)}
    chosen = [tables[name] for name in _TABLES if name in tables]
    return AreaReport(
        facts,
        facts.title(f"Kompetensbehov i {facts.area}"),
        f"Annonser {facts.months}. Anställda november {facts.year}.",
        findings(facts),
        tuple(_on_paper(sheet) for sheet in (chosen[0], *contradictions(facts), *chosen[1:])),
        (
            *texts.CERTAINTY,
            texts.BREAK,
            *texts.LIMITS,
            trial_text(facts.warehouse.agreement),
            *filter(None, [preliminary()]),
        ),
        f"{facts.source} {facts.origin}",
    )


def _on_paper(sheet: Sheet) -> Sheet:
    """The rows that belong on paper, and how many there are."""
    if sheet.printed is None or sheet.printed >= len(sheet.rows):
        return replace(sheet, note="")
    return replace(
        sheet,
        rows=sheet.rows[: sheet.printed],
        note=f"De {sheet.printed} första av {len(sheet.rows)} rader. Alla står i arbetsboken.",
    )
