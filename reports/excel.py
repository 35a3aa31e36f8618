"""Rendering a workbook with xlsxwriter. Decides nothing: every number, order and word comes from the model."""

from __future__ import annotations

import math
import os
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from reports import texts
from reports.layer import Cell
from reports.model import Report, Sheet, SheetColumn

COVER, CONTENTS = "Läs mig", "Innehåll"
_FORMATS = {"integer": "#,##0", "decimal": "0.0", "percent": "0.0 %"}
_TITLE_HEIGHT = 21
_HEADER_ROW, _LINE_HEIGHT, _FONT = 4, 15, "Calibri"
_LANGUAGE = b"<dc:language>sv-SE</dc:language>"
_COVER_WIDTH = 76


def write_workbook(report: Report, path: Path) -> None:
    """Write a workbook; the same report gives the same bytes.

    Args:
        report: the decided content.
        path: target; replaced whole.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(temporary), options) as book:
        book.set_properties(
            {
                "title": report.title,
                "subject": report.subject,
                "author": report.publisher,
                "created": datetime.fromisoformat(report.created).replace(tzinfo=None),
            }
        )
        styles = _styles(book)
        _write_cover(book, report, styles)
        for sheet in report.sheets:
            _write_sheet(book, sheet, styles)
    _say_language(temporary)
    os.replace(temporary, path)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    top = {"font_name": _FONT, "valign": "top"}
    header = {**top, "bold": True, "text_wrap": True, "bg_color": "#E7E6E6", "bottom": 1}
    styles = {
        "title": {**top, "bold": True, "font_size": 14},
        "heading": {**top, "bold": True, "font_size": 12, "text_wrap": True},
        "plain": {**top, "text_wrap": True},
        "intro": {**top},
        "header": header,
        "text_header": {**header, "align": "left", "indent": 1},
        "number_header": {**header, "align": "right"},
        "text": {**top, "text_wrap": True, "align": "left", "indent": 1},
        "code": {**top, "num_format": "@"},
        "missing": {**top, "align": "right"},
        "link": {**top, "font_color": "#0B4A8F", "underline": 1},
        **{kind: {**top, "num_format": number, "align": "right"} for kind, number in _FORMATS.items()},
    }
    return {name: book.add_format(style) for name, style in styles.items()}


def _lines(text: str, width: int) -> int:
    return max(1, math.ceil(len(text) * 1.06 / max(width, 1)))


def _write_cover(book: xlsxwriter.Workbook, report: Report, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(COVER)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _COVER_WIDTH)
    _page(sheet, portrait=True)
    for row, text in enumerate(report.cover):
        style = "title" if row == 0 else "heading" if text in texts.HEADINGS else "plain"
        sheet.write_string(row, 0, text, styles[style])
        sheet.set_row(row, (_LINE_HEIGHT + 5 * (row == 0)) * _lines(text, _COVER_WIDTH if row else 80) + 3)
    row = len(report.cover)
    sheet.write_url(row, 0, f"internal:'{CONTENTS}'!A1", styles["link"], texts.BACK)
    sheet.activate()


def _page(sheet: Any, portrait: bool = False) -> None:
    if portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1 if portrait else 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&RSida &P av &N")


def _write_sheet(book: xlsxwriter.Workbook, model: Sheet, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(model.name)
    sheet.hide_gridlines(1)
    _page(sheet)
    for at, column in enumerate(model.columns):
        sheet.set_column(at, at, column.width)
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, 0, model.title, styles["title"])
    sheet.write_string(1, 0, f"Bladet innehåller en tabell. {model.summary}".rstrip(), styles["intro"])
    sheet.write_string(2, 0, model.source, styles["intro"])
    if model.links:
        sheet.write_url(3, 0, f"internal:'{COVER}'!A1", styles["link"], "Till Läs mig")
    else:
        sheet.write_url(3, 0, f"internal:'{CONTENTS}'!A1", styles["link"], texts.BACK)
    last = _HEADER_ROW + len(model.rows)
    _table(sheet, model, last, styles)
    sheet.repeat_rows(_HEADER_ROW)
    end = last + (3 + _chart_rows(model.chart.rows) if model.chart else 0)
    sheet.print_area(0, 0, end, len(model.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(_HEADER_ROW, 0, last, len(model.columns) - 1)})
    if model.chart:
        # A page break inside a chart cuts it, and Excel ignores manual breaks when it fits to a width.
        sheet.fit_to_pages(1, 1)
        _chart(book, sheet, model, last)


def _table(sheet: Any, model: Sheet, last: int, styles: dict[str, Any]) -> None:
    sheet.add_table(
        _HEADER_ROW,
        0,
        last,
        len(model.columns) - 1,
        {
            "name": model.table_name,
            "style": "Table Style Light 1",
            "banded_rows": True,
            "columns": [
                {"header": c.heading, "header_format": styles[_header_style(c, at)]}
                for at, c in enumerate(model.columns)
            ],
            "title": model.title,
            "description": model.alt_text,
        },
    )
    sheet.set_row(_HEADER_ROW, _LINE_HEIGHT * max(_lines(c.heading, c.width - 3) for c in model.columns) + 3)
    for row, cells in enumerate(model.rows, _HEADER_ROW + 1):
        height = 1
        for at, (cell, column) in enumerate(zip(cells, model.columns, strict=True)):
            if model.links and at == 0:
                sheet.write_url(row, at, f"internal:'{cell}'!A1", styles["link"], str(cell))
            else:
                _cell(sheet, row, at, cell, column, styles)
            if column.kind == "text":
                height = max(height, _lines(str(cell), column.width - 2))
        sheet.set_row(row, _LINE_HEIGHT * height + 1)


def _header_style(column: SheetColumn, at: int) -> str:
    """Headings stand as their cells do, so that a right-aligned one never touches the text heading beside it."""
    if column.kind in _FORMATS:
        return "number_header"
    return "text_header" if column.kind == "text" and at else "header"


def _cell(sheet: Any, row: int, at: int, cell: Cell, column: SheetColumn, styles: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_string(row, at, texts.MISSING, styles["missing"])
    elif column.kind in _FORMATS:
        sheet.write_number(row, at, cell, styles[column.kind])
    else:
        sheet.write_string(row, at, str(cell) or "–", styles[column.kind])


def _chart_rows(bars: int) -> int:
    """Sheet rows of 20 pixels that a chart with so many bars covers."""
    return 5 + math.ceil(bars * 1.2)


def _chart(book: xlsxwriter.Workbook, sheet: Any, model: Sheet, last: int) -> None:
    chart_model = model.chart
    if chart_model is None:
        return
    first, end = _HEADER_ROW + 1, _HEADER_ROW + chart_model.rows
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": model.columns[chart_model.value_column].heading,
            "categories": [model.name, first, chart_model.label_column, end, chart_model.label_column],
            "values": [model.name, first, chart_model.value_column, end, chart_model.value_column],
            "fill": {"color": "#1F4E79"},
            "data_labels": {"value": True, "num_format": "0.0"},
            "gap": 40,
        }
    )
    chart.set_title({"name": chart_model.title, "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0"}}})
    chart.set_size({"width": 900, "height": _chart_rows(chart_model.rows) * 20})
    sheet.insert_chart(last + 2, 0, chart, {"description": chart_model.alt_text, "object_position": 2})


def _say_language(path: Path) -> None:
    """Add the document language, which the writing library leaves out."""
    patched = path.with_name(path.name + ".sprak")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(patched, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "docProps/core.xml":
                content = content.replace(b"</cp:coreProperties>", _LANGUAGE + b"</cp:coreProperties>")
            target.writestr(item, content)
    os.replace(patched, path)
