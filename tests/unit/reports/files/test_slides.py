"""The slides as they lie in the file: native charts with the deck's numbers, what a screen reader needs, the same bytes."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Pt

from reports import texts
from reports.files.class_looks import CLASS_LOOKS
from reports.files.slides import write_slides
from reports.findings.meeting import meeting
from reports.findings.slides import Deck, deck
from reports.sheets.model import facts_of
from tests.unit.reports.meetings import decided, full, longest


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Deck], Any]:
    def write(content: Deck) -> Any:
        write_slides(content, tmp_path / "bilder.pptx")
        return Presentation(str(tmp_path / "bilder.pptx"))

    return write


def words(slide: Any) -> str:
    said = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            said += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


@pytest.mark.parametrize(
    "content", [full(), full("example"), longest(), decided()], ids=["full", "exempel", "langst", "tomt"]
)
def test_every_word_of_the_deck_is_on_its_slide(written, content):
    made = deck(content)
    slides = list(written(made).slides)
    assert len(slides) == len(made.slides)
    for slide, model in zip(slides, made.slides, strict=True):
        text = words(slide)
        said = [model.title, model.number, model.note, model.source, *model.lines]
        said += [part for point in model.points for part in point]
        said += [
            part for row in model.differing for part in (row.name, row.word, row.of_af, row.recruitment, row.reason)
        ]
        assert [each for each in said if each not in text] == []
        assert (texts.EXAMPLE_SENTENCE in text) == made.facts.example


def test_charts_are_native_with_the_numbers_that_readers_see(written, warehouse):
    made = deck(meeting(facts_of(warehouse("live"), "fyrbodal")))
    found = 0
    for slide, model in zip(written(made).slides, made.slides, strict=True):
        charts = [shape for shape in slide.shapes if shape.has_chart]
        assert len(charts) == (model.chart is not None)
        if model.chart is None:
            continue
        found += 1
        (frame,) = charts
        assert tuple(frame.chart.plots[0].categories) == model.chart.labels
        assert tuple((s.name, tuple(s.values)) for s in frame.chart.plots[0].series) == model.chart.series
        assert frame.element.nvGraphicFramePr.cNvPr.get("descr") == model.chart.alt
        book = load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        rows = list(book["Sheet1"].values)
        names, values = zip(*model.chart.series, strict=True)
        assert rows == [(None, *names), *zip(model.chart.labels, *values, strict=True)]
    assert found >= 3


def test_a_name_that_begins_like_a_formula_stays_text(written):
    frame = next(shape for shape in list(written(deck(full())).slides)[1].shapes if shape.has_chart)
    sheet = load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=CMD|calc #strong[x]", "s")


def test_everything_has_a_title_first_and_lies_on_the_slide(written):
    presentation = written(deck(longest()))
    assert (presentation.slide_width, presentation.slide_height) == (12191695, 6858000)
    for slide in presentation.slides:
        assert slide.shapes[0] == slide.shapes.title
        for shape in slide.shapes:
            assert 0 <= shape.left < shape.left + shape.width <= presentation.slide_width
            assert 0 <= shape.top < shape.top + shape.height <= presentation.slide_height
            if shape.has_text_frame:
                runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert all(run.font.size >= Pt(12) for run in runs)
                assert all(run.font.language_id is not None for run in runs)


def test_a_table_has_a_heading_row_and_its_classes_a_shape_beside_the_word(written):
    tables = [shape for slide in written(deck(full())).slides for shape in slide.shapes if shape.has_table]
    (frame,) = tables
    assert frame.table.first_row
    assert frame.table.rows[1].cells[3].text == "– inga tydliga tecken"
    assert frame.table.rows[2].cells[3].text == "▼ få annonser per anställd"
    assert frame.element.nvGraphicFramePr.cNvPr.get("descr")


def test_who_made_it_and_when_is_the_edition_and_not_the_clock(written):
    properties = written(deck(full())).core_properties
    assert properties.title == "Bilder om kompetensbehov i Fyrbodal"
    assert (properties.author, properties.language) == ("Provavsändaren", "sv-SE")
    assert properties.created.date().isoformat() == properties.modified.date().isoformat() == "2026-11-20"


def test_the_same_deck_gives_the_same_bytes(tmp_path):
    made = deck(full())
    write_slides(made, tmp_path / "a.pptx")
    time.sleep(2.1)  # A zip counts time in steps of two seconds.
    write_slides(made, tmp_path / "b.pptx")
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.pptx") as packed:
        assert packed.testzip() is None


@pytest.mark.parametrize("weak", [True, False], ids=["osäker", "säker"])
def test_a_class_that_is_not_sure_is_on_white(written, weak: bool):
    made = deck(full())
    at, slide = next((n, s) for n, s in enumerate(made.slides) if s.differing)
    row = replace(slide.differing[0], position=0, weak=weak)
    changed = replace(made, slides=(*made.slides[:at], replace(slide, differing=(row,)), *made.slides[at + 1 :]))
    (table,) = (shape.table for shape in list(written(changed).slides)[at].shapes if shape.has_table)
    assert str(table.cell(1, 3).fill.fore_color.rgb) == ("FFFFFF" if weak else CLASS_LOOKS[0].fill)
