"""Writing slides with python-pptx: native charts that can be edited. Decides nothing: every number and word comes from the deck."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from assets.contracts.assessment import ASSESSMENT
from assets.files import replacing
from reports import texts
from reports.files.class_looks import CLASS_LOOKS
from reports.findings.meeting import Disagreement
from reports.findings.slides import Deck, Slide, SlideChart

_WIDTH, _HEIGHT, _LEFT = Inches(13.333), Inches(7.5), Inches(0.6)
_ROOM, _NUMBER = _WIDTH - 2 * _LEFT, Inches(0.5)
_TITLE_ONLY = 5
"""Of the layouts in the library's own template."""
_INK = RGBColor(0x1B, 0x1B, 0x1B)
_DARK, _PALE = RGBColor(0x2E, 0x4A, 0x5C), RGBColor(0xA9, 0xBA, 0xC5)
_TWO_COLUMNS = 4
"""Lines from which a list stands in two columns."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def write_slides(deck: Deck, path: Path) -> None:
    """Write the slides; the same deck gives the same bytes.

    Args:
        deck: the decided content.
        path: target; replaced whole.
    """
    made = datetime.combine(date.fromisoformat(deck.facts.warehouse.date), time())
    presentation = _presentation(deck, made)
    for number, slide in enumerate(deck.slides, 1):
        _slide(presentation, slide, number, deck, made)
    written = io.BytesIO()
    presentation.save(written)
    with replacing(path) as temporary:
        _pack_again(written, temporary)


def _presentation(deck: Deck, made: datetime) -> Any:
    presentation = Presentation()
    wider = _WIDTH / presentation.slide_width
    presentation.slide_width, presentation.slide_height = _WIDTH, _HEIGHT
    kept = presentation.slide_layouts[_TITLE_ONLY]
    for layout in list(presentation.slide_layouts):
        if layout is not kept:
            presentation.slide_layouts.remove(layout)
    for shape in (*presentation.slide_master.placeholders, *kept.placeholders):
        shape.left, shape.top, shape.width, shape.height = (
            Emu(round(shape.left * wider)),
            shape.top,
            Emu(round(shape.width * wider)),
            shape.height,
        )
    properties = presentation.core_properties
    properties.title = deck.title
    properties.author = properties.last_modified_by = deck.facts.warehouse.publisher
    properties.language = "sv-SE"
    properties.created = properties.modified = made
    properties.revision = 1
    return presentation


def _slide(presentation: Any, content: Slide, number: int, deck: Deck, made: datetime) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = _LEFT, Inches(0.55), _ROOM, Inches(1.1)
    _write(title.text_frame, [content.title], 28, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    if deck.facts.example:
        _text(slide, [texts.EXAMPLE_SENTENCE], Inches(0.15), Inches(0.4), 14, bold=True)
    top = 1.75
    if content.number:
        _text(slide, [content.number], Inches(top), Inches(1), 54, bold=True)
        top += 1.05
    if content.chart:
        _text(slide, [content.chart.measure], Inches(top), Inches(0.4), 16)
        _chart(slide, content.chart, Inches(top + 0.4), Inches(5.95 - top - 0.4), made)
    if content.differing:
        _table(slide, content.differing, Inches(top))
    if content.number:
        lead, *names = content.lines
        _text(slide, [lead], Inches(top), Inches(0.5), 20)
        _list(slide, names, Inches(top + 0.6), Inches(5.95 - top - 0.6), 16)
    elif content.lines:
        _list(slide, content.lines, Inches(top), Inches(5.95 - top), 24)
    if content.points:
        _points(slide, content.points, Inches(top), Inches(6.75 - top))
    if content.note:
        _text(slide, [content.note], Inches(6.0), Inches(0.75), 13)
    foot = _text(slide, [f"{deck.facts.area}. {content.source}"], Inches(6.85), Inches(0.4), 12)
    foot.width = _ROOM - _NUMBER
    _page_number(slide, number)


def _text(slide: Any, lines: Sequence[str], top: int, height: int, size: int, bold: bool = False) -> Any:
    box = slide.shapes.add_textbox(_LEFT, top, _ROOM, height)
    _write(box.text_frame, lines, size, bold)
    return box


def _list(slide: Any, lines: Sequence[str], top: int, height: int, size: int) -> None:
    """Short lines in two columns when they are many."""
    if not lines:
        return
    if len(lines) < _TWO_COLUMNS:
        _write(slide.shapes.add_textbox(_LEFT, top, _ROOM, height).text_frame, lines, size, apart=12)
        return
    half = (len(lines) + 1) // 2
    for column, part in enumerate((lines[:half], lines[half:])):
        left = _LEFT + column * _ROOM // 2
        _write(slide.shapes.add_textbox(left, top, _ROOM // 2, height).text_frame, part, size, apart=4)


def _points(slide: Any, points: Sequence[tuple[str, str]], top: int, height: int) -> None:
    frame = slide.shapes.add_textbox(_LEFT, top, _ROOM, height).text_frame
    _write(frame, [line for point in points for line in point], 18, apart=10)
    for paragraph in frame.paragraphs[::2]:
        paragraph.space_after = Pt(0)
        _font(paragraph.runs[0].font, 22, bold=True)


def _write(frame: Any, lines: Sequence[str], size: int, bold: bool = False, apart: int = 0) -> None:
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(apart)
        run = paragraph.add_run()
        run.text = line
        _font(run.font, size, bold)


def _font(font: Any, size: int, bold: bool = False, colour: RGBColor = _INK) -> None:
    font.size, font.bold, font.language_id = Pt(size), bold, MSO_LANGUAGE_ID.SWEDISH
    font.color.rgb = colour


def _page_number(slide: Any, number: int) -> None:
    """A field, so that it is right when slides are moved."""
    box = slide.shapes.add_textbox(_WIDTH - _LEFT - _NUMBER, Inches(6.85), _NUMBER, Inches(0.4))
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    paragraph._p.append(
        parse_xml(
            f'<a:fld xmlns:a="{_DRAWING}" id="{{00000000-0000-4000-8000-{number:012d}}}" type="slidenum">'
            f'<a:rPr lang="sv-SE" sz="1200"/><a:t>{number}</a:t></a:fld>'
        )
    )


def _chart(slide: Any, model: SlideChart, top: int, height: int, made: datetime) -> None:
    data = CategoryChartData(number_format=_number_format(model))
    data.categories = model.labels
    for name, values in model.series:
        data.add_series(name, values)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if model.upright else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, _LEFT, top, _ROOM, height, data)
    frame.name = "Diagram"
    frame.element.nvGraphicFramePr.cNvPr.set("descr", model.alt)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(model, made))
    chart.has_title, chart.has_legend = False, len(model.series) > 1
    _font(chart.font, 16)
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    axis = chart.category_axis
    axis.reverse_order = not model.upright
    axis.major_tick_mark, axis.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    axis.format.line.fill.background()
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories, plot.has_data_labels = 45, False, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = _number_format(model), False
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    _font(labels.font, 16, bold=True)
    for number, series in enumerate(plot.series, 1):
        series.invert_if_negative = False
        _fill(series.format.fill, number == len(model.series) and not model.upright)
    if model.upright:
        _fill(plot.series[0].points[len(model.labels) - 1].format.fill, True)


def _fill(fill: Any, newest: bool) -> None:
    fill.solid()
    fill.fore_color.rgb = _DARK if newest else _PALE


def _number_format(model: SlideChart) -> str:
    return "#,##0" + ("." + "0" * model.decimals if model.decimals else "")


def _workbook(model: SlideChart, made: datetime) -> bytes:
    """The figures behind a chart, where the chart looks for them; the library would write the clock into its own."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": model.measure, "created": made})
        sheet, numbers = book.add_worksheet("Sheet1"), book.add_format({"num_format": _number_format(model)})
        sheet.set_column(0, 0, 50)
        for row, label in enumerate(model.labels, 1):
            sheet.write_string(row, 0, label)
        for column, (name, values) in enumerate(model.series, 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                sheet.write_number(row, column, value, numbers)
    return written.getvalue()


_SIGNALS_AT = 3
"""The column that has the colour of its class."""


def _table(slide: Any, rows: Sequence[Disagreement], top: int) -> None:
    headings = (
        "Yrke",
        *(ASSESSMENT.column(name).term for name in ("af_jobbmojligheter", "af_rekrytering", "signaler")),
        "Varför yrket står här",
    )
    parts = (0.25, 0.17, 0.17, 0.22, 0.19)
    frame = slide.shapes.add_table(len(rows) + 1, len(headings), _LEFT, top, _ROOM, Inches(0.9 * (len(rows) + 1)))
    frame.name = "Tabell"
    frame.element.nvGraphicFramePr.cNvPr.set(
        "descr", f"Tabell: yrke, Arbetsförmedlingens bedömning, våra signaler och skäl för {len(rows)} yrken."
    )
    table = frame.table
    table.first_row, table.horz_banding = True, False
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Emu(round(_ROOM * part))
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        _cell(cell, heading, "DFE5E9", "1B1B1B", bold=True)
    for row, content in zip(list(table.rows)[1:], rows, strict=True):
        look = CLASS_LOOKS[content.position]
        said = (content.name, content.of_af, content.recruitment, f"{look.shape} {content.word}", content.reason)
        for at, (cell, text) in enumerate(zip(row.cells, said, strict=True)):
            fill, ink = (look.fill, look.text) if at == _SIGNALS_AT and not content.weak else ("FFFFFF", "1B1B1B")
            _cell(cell, text, fill, ink, bold=at == 0)


def _cell(cell: Any, text: str, fill: str, ink: str, bold: bool = False) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = text
    _font(run.font, 16, bold, RGBColor.from_string(ink))


def _pack_again(written: io.BytesIO, path: Path) -> None:
    """The library stamps every part with the clock."""
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
