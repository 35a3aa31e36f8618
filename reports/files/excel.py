"""Rendering a workbook with xlsxwriter. Decides nothing: every number, order and word comes from the model."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_pixel_width, xl_range

from assets.files import replacing
from reports import texts
from reports.records import Value
from reports.sheets.model import Report, Sheet, SheetColumn

COVER_SHEET, CONTENTS_SHEET = "Läs mig", "Innehåll"
_FORMATS = {"integer": "#,##0", "decimal": "0.0", "percent": "0.0 %"}
_TITLE_HEIGHT = 21
_HEADER_ROW, _LINE_HEIGHT, _FONT = 4, 15, "Calibri"
_LANGUAGE = b"<dc:language>sv-SE</dc:language>"
_COVER_WIDTH = 76
_CHARACTER, _SPARE = 7, 1.06
"""Pixels of a character that column widths are counted in; how much longer a text may be than it is measured."""
_A4, _MARGINS = (8.27, 11.69), (0.5, 0.6)
"""Inches: the short and the long side; beside and above the print."""
_LEAST_SCALE = 0.5
"""Half the size on the screen; smaller print is not read."""


def write_workbook(report: Report, path: Path) -> None:
    """Write a workbook; the same report gives the same bytes.

    Args:
        report: the decided content.
        path: target; replaced whole.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as temporary:
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
    """Lines that a text wraps to in a column of so many characters, with room to spare for bold and for other fonts."""
    room = width * _CHARACTER / _SPARE
    lines, used = 1, 0.0
    for word in text.split(" "):
        long = xl_pixel_width(word)
        if used and used + long > room:
            lines, used = lines + 1, 0.0
        # A word longer than the column, such as an address, is broken where the column ends.
        broken, rest = divmod(long, room)
        lines, used = lines + int(broken), used + rest + xl_pixel_width(" ")
    return lines


def _write_cover(book: xlsxwriter.Workbook, report: Report, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(COVER_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _COVER_WIDTH)
    heights = [
        (_LINE_HEIGHT + 5 * (row == 0)) * _lines(text, _COVER_WIDTH if row else 80) + 3
        for row, text in enumerate(report.cover)
    ]
    for row, (text, height) in enumerate(zip(report.cover, heights, strict=True)):
        style = "title" if row == 0 else "heading" if text in texts.HEADINGS else "plain"
        sheet.write_string(row, 0, text, styles[style])
        sheet.set_row(row, height)
    row = len(report.cover)
    sheet.write_url(row, 0, f"internal:'{CONTENTS_SHEET}'!A1", styles["link"], texts.BACK)
    _page(sheet, [_COVER_WIDTH], [*heights, _LINE_HEIGHT], whole=True)
    sheet.activate()


def _page(sheet: Any, widths: Sequence[int], heights: Sequence[float], whole: bool) -> None:
    """Print the columns (characters) and rows (points) on few pages; on one when the sheet must stay whole."""
    portrait, pages = print_way(sum(w * _CHARACTER + 5 for w in widths) / 96, sum(heights) / 72)
    if portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1 if whole else pages)
    beside, above = _MARGINS
    sheet.set_margins(left=beside, right=beside, top=above, bottom=above)
    sheet.set_footer("&L&A&RSida &P av &N")


def print_way(width: float, height: float) -> tuple[bool, int]:
    """How a table is printed on the fewest pages that can be read, and of those as large as it can be.

    Args:
        width: of the table, inches.
        height: of the table, inches.

    Returns:
        Whether the paper stands, and how many pages high the print is. A table too wide for that size lies, as large as
        its width lets it; where that is less than half of it, more pages would not make it read, and it takes one.
    """
    ways = []
    for portrait, (across, down) in ((False, (_A4[1], _A4[0])), (True, _A4)):
        widest = min(1.0, (across - 2 * _MARGINS[0]) / width)
        if portrait and widest < _LEAST_SCALE:
            continue
        down -= 2 * _MARGINS[1]
        pages = math.ceil(height * min(widest, _LEAST_SCALE) / down) if widest >= _LEAST_SCALE / 2 else 1
        ways.append((pages, -min(widest, pages * down / height), portrait))
    pages, _, portrait = min(ways)
    return portrait, pages


def _write_sheet(book: xlsxwriter.Workbook, model: Sheet, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(model.name)
    sheet.hide_gridlines(1)
    for at, column in enumerate(model.columns):
        sheet.set_column(at, at, column.width)
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.write_string(0, 0, model.title, styles["title"])
    printed = "" if model.printed is None else texts.PRINTED.format(rows=model.printed)
    intro = " ".join(filter(None, ("Bladet innehåller en tabell.", model.summary, printed)))
    sheet.write_string(1, 0, intro, styles["intro"])
    sheet.write_string(2, 0, model.source, styles["intro"])
    if model.links:
        sheet.write_url(3, 0, f"internal:'{COVER_SHEET}'!A1", styles["link"], "Till Läs mig")
    else:
        sheet.write_url(3, 0, f"internal:'{CONTENTS_SHEET}'!A1", styles["link"], texts.BACK)
    last = _HEADER_ROW + len(model.rows)
    heights = [_TITLE_HEIGHT, *[_LINE_HEIGHT] * (_HEADER_ROW - 1), *_heights(model)]
    _table(sheet, model, last, heights, styles)
    sheet.repeat_rows(_HEADER_ROW)
    under = last
    if model.note:
        under += 2
        heights += [_LINE_HEIGHT] * 2
        sheet.write_string(under, 0, model.note, styles["intro"])
    end = under if model.printed is None else _HEADER_ROW + model.printed
    beneath = 3 + _chart_rows(model.chart.rows) if model.chart else 0
    sheet.print_area(0, 0, end + beneath, len(model.columns) - 1)
    # A page break inside a chart cuts it, and Excel ignores manual breaks when it fits to a width.
    on_paper = [*heights[: end + 1], *[_LINE_HEIGHT] * beneath]
    _page(sheet, [c.width for c in model.columns], on_paper, whole=model.chart is not None)
    if model.note and model.printed is not None:
        # The note lies under rows that are not on paper.
        sheet.set_footer(f"&L&A. {texts.NOTE_UNDER_TABLE}&RSida &P av &N")
    sheet.ignore_errors({"number_stored_as_text": xl_range(_HEADER_ROW, 0, last, len(model.columns) - 1)})
    if model.chart:
        _chart(book, sheet, model, under + 2)


def _heights(model: Sheet) -> list[float]:
    """Points of the heading's row and of every row under it: as many lines as their longest text takes."""
    heading = _LINE_HEIGHT * max(_lines(c.heading, c.width - 3) for c in model.columns) + 3
    found: list[float] = [heading]
    for cells in model.rows:
        lines = [
            _lines(str(cell), column.width - 2)
            for cell, column in zip(cells, model.columns, strict=True)
            if column.kind == "text"
        ]
        found.append(_LINE_HEIGHT * max(lines, default=1) + 1)
    return found


def _table(sheet: Any, model: Sheet, last: int, heights: Sequence[float], styles: dict[str, Any]) -> None:
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
    sheet.set_row(_HEADER_ROW, heights[_HEADER_ROW])
    for row, cells in enumerate(model.rows, _HEADER_ROW + 1):
        for at, (cell, column) in enumerate(zip(cells, model.columns, strict=True)):
            if model.links and at == 0:
                sheet.write_url(row, at, f"internal:'{cell}'!A1", styles["link"], str(cell))
            else:
                _cell(sheet, row, at, cell, column, styles)
        sheet.set_row(row, heights[row])


def _header_style(column: SheetColumn, at: int) -> str:
    """Headings stand as their cells do, so that a right-aligned one never touches the text heading beside it."""
    if column.kind in _FORMATS:
        return "number_header"
    return "text_header" if column.kind == "text" and at else "header"


def _cell(sheet: Any, row: int, at: int, cell: Value, column: SheetColumn, styles: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_string(row, at, texts.NO_VALUE, styles["missing"])
    elif column.kind in _FORMATS:
        sheet.write_number(row, at, cell, styles[column.kind])
    else:
        sheet.write_string(row, at, str(cell) or "–", styles[column.kind])


def _chart_rows(bars: int) -> int:
    """Sheet rows of 20 pixels that a chart with so many bars covers."""
    return 5 + math.ceil(bars * 1.2)


def _chart(book: xlsxwriter.Workbook, sheet: Any, model: Sheet, at: int) -> None:
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
    sheet.insert_chart(at, 0, chart, {"description": chart_model.alt_text, "object_position": 2})


def _say_language(path: Path) -> None:
    """Add the document language, which the writing library leaves out."""
    with (
        replacing(path) as patched,
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(patched, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "docProps/core.xml":
                content = content.replace(b"</cp:coreProperties>", _LANGUAGE + b"</cp:coreProperties>")
            target.writestr(item, content)
