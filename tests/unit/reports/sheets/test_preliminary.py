"""What stands under points and classes until the lists that make them are final, and then no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from assets.contracts.words import COUNTY
from assets.methods.score import POSITIONS
from assets.reference.review import FINAL, NOT_REVIEWED, ReviewedList, reviewed_list
from assets.reference.signal_score import SCORE_VERSION, reviewed_lists
from reports.files.excel import write_workbook
from reports.sheets.trial import preliminary
from reports.sheets.workbook import workbook
from reports.warehouse import Warehouse
from reports.web.about_pages import about_pages
from reports.web.area_page import area_page
from reports.web.html import render_page
from reports.web.tables_page import tables_pages

MADE_OF = (
    "Avser: januari 2024–december 2024. Räknat på: annonser 2024, anställda november 2024 och Yrkesbarometern våren 2025 i 21 län. "
    "Granskat av: ingen än."
)
SAID = (
    f"Preliminärt. Vad signalpoängen består av, version {SCORE_VERSION}. {MADE_OF} Gränserna mellan klasserna, version "
    f"{SCORE_VERSION}. {MADE_OF}"
)
SAID_IN_SHORT = "Preliminärt: ingen har granskat klasserna än. Vad de är räknade på står på sidan Metod."
ON_THE_PAGE = {"Bedömning", "Utbildning", "Utbildningsplanering", "Utbildning och yrken"}
WITH_POINTS = {*ON_THE_PAGE, "Jämförelse", "Alla mått", "Ändringar"}
"""The sheets where points or classes stand as numbers or words of their own."""
Make = Callable[..., Warehouse]


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> tuple[ReviewedList, ...]:
    made = tuple(replace(item, status=FINAL, reviewed_by="A. Ek") for item in reviewed_lists())
    for module in ("trial", "about"):
        monkeypatch.setattr(f"reports.sheets.{module}.reviewed_lists", lambda: made)
    return made


@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_it_stands_under_every_table_with_points_or_classes_and_no_other(warehouse: Make, area: str):
    sheets = workbook(warehouse("live", "2026-12", "2026-06"), area).sheets
    first, *others = (sheet for sheet in sheets if sheet.note)
    assert first.name == "Sammanfattning"
    assert first.note.endswith(f" {SAID}")
    assert {sheet.name: sheet.note for sheet in others} == dict.fromkeys(WITH_POINTS, SAID)
    text_sheets = {"Metod", "Noter", "Ordlista", "Kolumner", "Kontroller", "Innehåll"}
    having = {
        sheet.name
        for sheet in sheets
        if sheet.name not in text_sheets and any(word in str(cell) for row in sheet.rows for cell in row for word in POSITIONS)
    }  # fmt: skip
    assert having
    assert having <= WITH_POINTS
    assert "Jämförelse" in having


def test_it_stands_on_paper_under_the_workbooks_table(warehouse: Make, tmp_path: Path):
    write_workbook(workbook(warehouse("live"), "fyrbodal"), tmp_path / "bok.xlsx")
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    for name in WITH_POINTS:
        sheet = book[name]
        (table,) = sheet.tables.values()
        last = int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        note = [str(sheet.cell(row, 1).value) for row in range(last + 2, sheet.max_row + 1)]
        assert " ".join(note) == SAID
        on_paper = sheet.print_area.endswith(f"${sheet.max_row}")
        assert on_paper or "Preliminärt" in str(sheet.oddFooter.left.text)


def test_it_stands_on_the_page_under_the_tables_and_with_what_is_lifted(warehouse: Make):
    made = warehouse("live")
    area = render_page(area_page(made, "fyrbodal", []))
    assert area.count(SAID_IN_SHORT) == 1
    assert SAID not in area
    tables = "".join(map(render_page, tables_pages(made, "fyrbodal")))
    assert tables.count(f'<p class="not">{SAID}</p>') == len(ON_THE_PAGE)
    found = {page.path: render_page(page) for page in about_pages(made)}
    assert SAID in found["metadata/andringar.html"]
    assert found["metadata/metod.html"].count(MADE_OF) == 2
    assert found["metadata/provning.html"].count(f'<p class="not">{SAID}</p>') == 2


def test_nothing_is_called_preliminary_when_every_list_is_final(
    warehouse: Make, finished: tuple[ReviewedList, ...], tmp_path: Path
):
    assert preliminary() == ""
    made = warehouse("live")
    book = workbook(made, "fyrbodal")
    assert [sheet.name for sheet in book.sheets if sheet.note] == ["Sammanfattning"]
    write_workbook(book, tmp_path / "bok.xlsx")
    cells = [
        c
        for sheet in openpyxl.load_workbook(tmp_path / "bok.xlsx")
        for r in sheet.iter_rows(values_only=True)
        for c in r
    ]
    rendered = [render_page(area_page(made, "fyrbodal", [])), *map(render_page, about_pages(made))]
    assert not [text for text in [*map(str, cells), *rendered] if "Preliminärt" in text]
    # Who has reviewed them, and what they were made of, is still told in the method.
    assert [text for text in map(str, cells) if text.endswith("Granskat av: A. Ek.")]


@pytest.mark.parametrize(
    ("changed", "status", "reviewer"),
    [
        ({}, FINAL, "A. Ek"),
        ({"status": "preliminär"}, "preliminär", "A. Ek"),
        ({"granskad_av": NOT_REVIEWED}, FINAL, ""),
        ({"granskad_av": "B. Al"}, FINAL, "A. Ek, B. Al"),
    ],
)
def test_a_list_is_what_the_least_of_its_rows_is(changed: dict[str, str], status: str, reviewer: str):
    row = {"period": "2025-09–2026-08", "raknad_pa": "21 län", "granskad_av": "A. Ek", "status": FINAL}
    later = {"period": "2025-10–2026-09", "raknad_pa": "3 län"}
    found = reviewed_list("gränserna", "9", [row, {**row, **later, **changed}])
    assert (found.status, found.reviewed_by, found.final) == (status, reviewer, status == FINAL)
    assert (found.period, found.computed_on) == ("2025-09–2026-09", "21 län; 3 län")
