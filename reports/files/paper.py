"""Setting paper with typst as PDF/UA-1. Decides nothing: every number, order and word comes from the model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from assets.contracts.assessment import ASSESSMENT
from assets.files import replacing
from reports import texts
from reports.files.class_looks import CLASS_LOOKS
from reports.findings.meeting import Change, Meeting

_PACKAGE = Path(str(files("reports")))


def write_meeting_sheet(meeting: Meeting, path: Path) -> None:
    """Write the sheet of a meeting, one A4; the same meeting gives the same bytes.

    Args:
        meeting: the decided content.
        path: target; replaced whole.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(set_paper("meeting.typ", sheet_data(meeting), meeting.facts.warehouse.date))


def sheet_data(meeting: Meeting) -> dict[str, Any]:
    """What the template of the sheet places, JSON-ready."""
    facts = meeting.facts
    content = {name: value for name, value in vars(meeting).items() if name != "facts"}
    rows = {name: [asdict(row) for row in content[name]] for name in ("needs", "changes", "disagreements", "questions")}
    for shown, change in zip(rows["changes"], meeting.changes, strict=True):
        shown["alt"] = _alt(change)
    years = meeting.changes[0].years[-2:] if meeting.changes else ()
    chances, recruitment, later, signals = (
        ASSESSMENT.column(name).term for name in ("af_jobbmojligheter", "af_rekrytering", "af_om_fem_ar", "signaler")
    )
    return {
        **content,
        **rows,
        "banner": texts.EXAMPLE_SENTENCE if facts.example else None,
        "classes": [asdict(look) for look in CLASS_LOOKS],
        "publisher": facts.warehouse.publisher,
        "edition": facts.edition,
        "needs_columns": [
            "Yrke",
            signals,
            "Samma klass",
            chances,
            later,
            "Anställda",
            "Annonserade platser",
            "Mötets bedömning",
        ],
        "changes_columns": ["Yrke", "År för år", *(year.label for year in years), "Ändring"],
        "disagreements_columns": ["Yrke", signals, chances, recruitment, "Varför yrket står här"],
    }


def _alt(change: Change) -> str:
    years = ", ".join(f"{year.label}: {year.shown}" for year in change.years)
    return f"Staplar: annonserade platser per år, {change.name}. {years}."


def set_paper(template: str, data: Mapping[str, Any], made: str) -> bytes:
    """Set a template with data; nothing is read from the machine, neither fonts nor the clock.

    Args:
        template: file name in ``reports/templates``.
        data: JSON-ready; texts are never read as markup.
        made: ISO date of the document.

    Returns:
        The PDF.

    Raises:
        typst.TypstError: a picture has no alternative text, a letter is not in the font, or the text needs more pages than the
            template lets it have.
    """
    day = date.fromisoformat(made)
    content = {**data, "year": day.year, "month": day.month, "day": day.day}
    return typst.compile(
        (_PACKAGE / "templates" / template).read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(day, time(12), UTC),
    )


@cache
def _fonts() -> typst.Fonts:
    """The project's own fonts, and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_PACKAGE / "fonts")])
