"""Setting paper with typst as PDF/UA-1. Decides nothing: every number, order and word comes from the model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.employees import MUNICIPALITY_AGES
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.sector import SECTOR
from assets.contracts.unemployed import REGISTERED_SHARES
from assets.contracts.words import COUNTY
from assets.files import replacing
from reports import texts
from reports.files.class_looks import CLASS_LOOKS
from reports.files.letters import FONTS, shown
from reports.findings.area_report import AreaReport
from reports.findings.meeting import ChangedPosts, Meeting
from reports.findings.messages import in_sentence, number_of
from reports.findings.municipality import MunicipalitySheet
from reports.findings.reply import reply_wanted
from reports.findings.state import Dialogue
from reports.records import Value
from reports.sheets.model import ClassWord, Facts, Sheet, SheetColumn
from reports.sheets.trial import preliminary_in_short

_PACKAGE = Path(str(files("reports")))
_SIZES = (9.4, 8.8, 8.2)
"""Of body text, points: a long text is set smaller before it is refused."""
_TOO_LONG = "ryms inte"
"""In what a template says of a text that needs more pages."""
_NARROWEST, _WIDEST = 14, 56
"""Of a table's columns, in characters."""


def write_meeting_sheet(meeting: Meeting, path: Path) -> None:
    """Write the sheet of a meeting, one A4; the same meeting gives the same bytes.

    Args:
        meeting: the decided content.
        path: target; replaced whole.
    """
    _write("meeting.typ", sheet_data(meeting), meeting.facts, path)


def sheet_data(meeting: Meeting) -> dict[str, Any]:
    """What the template of the sheet places, JSON-ready."""
    years = meeting.changes[0].last_two if meeting.changes else ()
    chances, recruitment, later, signals = _terms()
    return {
        **_content(meeting),
        **_shared(meeting.facts),
        "changes": [_change(change) for change in meeting.changes],
        "needs_columns": [
            "Yrke",
            chances,
            later,
            signals,
            "Samma klass",
            "Anställda",
            "Annonserade platser",
            "Mötets bedömning",
        ],
        "changes_columns": ["Yrke", "År för år", *(year.label for year in years), "Ändring"],
        "disagreements_columns": ["Yrke", chances, recruitment, signals, "Varför yrket står här"],
    }


def write_report(report: AreaReport, path: Path) -> None:
    """Write the report about an area; the same report gives the same bytes.

    Args:
        report: the decided content.
        path: target; replaced whole.
    """
    _write("report.typ", report_data(report), report.facts, path)


def write_dialogue(dialogue: Dialogue, path: Path) -> None:
    """Write the paper for the dialogue with the state, two A4; the same dialogue gives the same bytes.

    Args:
        dialogue: the decided content.
        path: target; replaced whole.
    """
    _write("state.typ", dialogue_data(dialogue), dialogue.facts, path)


def dialogue_data(dialogue: Dialogue) -> dict[str, Any]:
    """What the template of the dialogue places, JSON-ready."""
    chances, recruitment, later, signals = _terms()
    return {
        **_content(dialogue),
        **_shared(dialogue.facts),
        "shared_columns": ["Yrke", chances, later, "Anställda", "Platser", *dialogue.areas],
        "differing_columns": ["Yrke", chances, recruitment, signals],
        "educations_columns": ["Utbildning", "Examinerade", "Matchade", "I riket", "Mot riket"],
    }


TO_TAKE_UP = (5, 3, 0)
"""Occupations to take up beside a municipality's largest on its A4, those with the most employees; fewer where other texts are long."""


def write_municipality_sheet(facts: Facts, sheet: MunicipalitySheet, path: Path) -> None:
    """Write the sheet of a municipality, one A4; the same figures give the same bytes.

    Args:
        facts: of the county.
        sheet: the decided content.
        path: target; replaced whole.
    """
    *roomy, barest = TO_TAKE_UP
    for occupations in roomy:
        try:
            _write("municipality.typ", municipality_data(facts, sheet, occupations), facts, path)
            return
        except typst.TypstError as error:
            if _TOO_LONG not in error.message:
                raise
    _write("municipality.typ", municipality_data(facts, sheet, barest), facts, path)


def municipality_data(facts: Facts, sheet: MunicipalitySheet, occupations: int = TO_TAKE_UP[0]) -> dict[str, Any]:
    """What the template of a municipality's sheet places, JSON-ready.

    Args:
        facts: of the county.
        sheet: the decided content.
        occupations: most to take up; it is said how many are left out.
    """
    placed = _content(sheet)
    more = len(sheet.to_take_up) - occupations
    left = f"{number_of(more, 'yrke', 'yrken')} att ta upp"
    besides = f"Ytterligare {in_sentence(left)}" if occupations else left
    rest = f" {besides} står på kommunens sida." if more > 0 else ""
    shown = (*sheet.largest, *sheet.to_take_up[:occupations])
    weak = " En vit ruta är mindre säker: skälet står på kommunens sida." if any(row.tile.weak for row in shown) else ""
    part_of = "Län" if sheet.delregion_code == COUNTY else "Delregion"
    return {
        **placed,
        "to_take_up": placed["to_take_up"][:occupations],
        **_shared(facts),
        "title": facts.title(sheet.name),
        "subtitle": f"Kompetensbehov i kommunen. {part_of}: {sheet.delregion}.",
        "columns": ["Yrke", "Anställda", "Platser", "Platser per 100", f"Klass i {sheet.delregion}"],
        "to_take_up_heading": f"Yrken att ta upp i {sheet.delregion}: så ser det ut här",
        "note": f"{texts.DOTS} {MUNICIPALITY_OCCUPATIONS.description}{rest}{weak}",
        "source": facts.source_of(
            MUNICIPALITY_OCCUPATIONS, MUNICIPALITY_AGES, SECTOR, COMMUTING_FLOWS, REGISTERED_SHARES
        ),
        "preliminary": preliminary_in_short(),
        "reply": reply_wanted(facts, sheet.delregion_code),
    }


def _terms() -> list[str]:
    """Headings of what Arbetsförmedlingen says, now and later, and of our signals."""
    names = ("af_jobbmojligheter", "af_rekrytering", "af_om_fem_ar", "signaler")
    return [ASSESSMENT.column(name).term for name in names]


def report_data(report: AreaReport) -> dict[str, Any]:
    """What the template of the report places, JSON-ready."""
    return {
        **_content(replace(report, sheets=())),
        **_shared(report.facts),
        "bar_columns": ["Yrke, område eller år", "Värde"],
        "sheets": [_table(sheet) for sheet in report.sheets],
    }


def _table(sheet: Sheet) -> dict[str, Any]:
    """A sheet as texts. Columns are as wide beside each other as on screen, but for notes, which take more lines, and numbers,
    whose headings are long words.
    """
    return {
        "title": sheet.title,
        "summary": sheet.summary,
        "headings": [column.heading for column in sheet.columns],
        "widths": [min(max(column.width, _NARROWEST), _WIDEST) for column in sheet.columns],
        "numeric": [column.kind not in ("text", "code") for column in sheet.columns],
        "rows": [[_shown(cell, column) for cell, column in zip(row, sheet.columns, strict=True)] for row in sheet.rows],
        "note": sheet.note,
        "source": sheet.source,
    }


def _shown(cell: Value, column: SheetColumn) -> str | dict[str, Any]:
    """A cell as text; a class with its place on the scale, since it is never a word alone."""
    if isinstance(cell, ClassWord):
        return {"word": str(cell), "position": cell.position, "weak": cell.weak}
    return texts.shown(cell, column.kind)


def _shared(facts: Facts) -> dict[str, Any]:
    """What every paper needs to be set."""
    return {
        "banner": texts.EXAMPLE_SENTENCE if facts.example else None,
        "classes": [asdict(look) for look in CLASS_LOOKS],
        "publisher": facts.warehouse.publisher,
        "edition": facts.edition,
    }


def _content(decided: Any) -> dict[str, Any]:
    """What a model has decided, JSON-ready; its facts are behind it and are not placed."""
    return {name: _plain(value) for name, value in vars(decided).items() if name != "facts"}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _change(change: ChangedPosts) -> dict[str, Any]:
    before, now = change.last_two
    years = ", ".join(f"{year.label}: {year.shown}" for year in change.years)
    alt = f"Staplar: annonserade platser per år, {change.name}. {years}."
    return {**asdict(change), "before": before.shown, "now": now.shown, "alt": alt}


def _write(template: str, data: Mapping[str, Any], facts: Facts, path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(set_paper(template, data, facts.warehouse.date))


def set_paper(template: str, data: Mapping[str, Any], made: str) -> bytes:
    """Set a template with data; nothing is read from the machine, neither fonts nor the clock. A letter that the fonts lack is ◊.

    Args:
        template: file name in ``reports/templates``.
        data: JSON-ready; texts are never read as markup.
        made: ISO date of the document.

    Returns:
        The PDF.

    Raises:
        typst.TypstError: a picture has no alternative text, or the text needs more pages than the template lets it have, also in the
            smallest size.
    """
    day = date.fromisoformat(made)
    content = shown({**data, "year": day.year, "month": day.month, "day": day.day})
    *larger, smallest = _SIZES
    for size in larger:
        try:
            return _compile(template, {**content, "size": size}, day)
        except typst.TypstError as error:
            if _TOO_LONG not in error.message:
                raise
    return _compile(template, {**content, "size": smallest}, day)


def _compile(template: str, content: Mapping[str, Any], day: date) -> bytes:
    return typst.compile(
        _PACKAGE / "templates" / template,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(12), UTC),
    )


@cache
def _fonts() -> typst.Fonts:
    """The project's own fonts, and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
