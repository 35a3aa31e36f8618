"""Rendering a workbook with xlsxwriter. Decides nothing: every number, order and word comes from the model."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from assets.files import replacing
from reports import texts
from reports.files.charts import insert_above, insert_under, rows_above, rows_under
from reports.files.class_looks import CLASS_LOOKS
from reports.files.layout import BESIDE, CHARACTER, LINE_HEIGHT, MARGINS, heights, lines, on_screen, print_way, wrapped
from reports.records import Value
from reports.sheets.model import ClassWord, Report, Sheet, SheetColumn

COVER_SHEET, CONTENTS_SHEET = "Läs mig", "Innehåll"
_FORMATS = {"integer": "#,##0", "decimal": "0.0", "hundredth": "0.00", "percent": "0.0 %"}
_NUMBERS = (*_FORMATS, "number")
_TITLE_HEIGHT = 21
_FONT = "Calibri"
_LEAD_HEIGHT = 18
_LANGUAGE = b"<dc:language>sv-SE</dc:language>"
_COVER_WIDTH = 76
LONGEST_CELL = 32_767
"""Characters that a cell of the format can hold; a longer text makes the file one that Excel repairs."""
_INK, _WHITE = "#1B1B1B", "#FFFFFF"
_DASHED, _THIN = 3, 1


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
            first, *others = map(_within_cells, report.sheets)
            _write_sheet(book, first, styles)
            _write_cover(book, report, styles)
            for sheet in others:
                _write_sheet(book, sheet, styles)
        _say_language(temporary)


def _within_cells(sheet: Sheet) -> Sheet:
    """The sheet with every text short enough for a cell; the note says that some are cut, when one is."""
    if all(len(str(cell)) <= LONGEST_CELL for row in sheet.rows for cell in row if isinstance(cell, str)):
        return sheet
    rows = tuple(tuple(_cut(cell) if isinstance(cell, str) else cell for cell in row) for row in sheet.rows)
    return replace(sheet, rows=rows, note=f"{sheet.note} {texts.CUT_CELLS}".strip())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    top = {"font_name": _FONT, "valign": "top"}
    header = {**top, "bold": True, "text_wrap": True, "bg_color": "#E7E6E6", "bottom": 1}
    styles: dict[str, dict[str, Any]] = {
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
        "lead": {**top, "bold": True, "font_size": 12},
        **{kind: {**top, "num_format": number, "align": "right"} for kind, number in _FORMATS.items()},
    }
    for position, look in enumerate(CLASS_LOOKS):
        line = _DASHED if look is CLASS_LOOKS[-1] else _THIN
        word = {**styles["text"], "border": line, "border_color": f"#{look.edge}"}
        full = {"bg_color": f"#{look.fill}", "font_color": f"#{look.text}"}
        styles[_class_style(position, weak=False)] = {**word, **full}
        # A class that is not sure keeps its edge alone.
        styles[_class_style(position, weak=True)] = {**word, "bg_color": _WHITE, "font_color": _INK}
    return {name: book.add_format(style) for name, style in styles.items()}


def _class_style(position: int, weak: bool) -> str:
    return f"class {position}{' weak' if weak else ''}"


def _write_cover(book: xlsxwriter.Workbook, report: Report, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(COVER_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _COVER_WIDTH)
    high = [
        (LINE_HEIGHT + 5 * (row == 0)) * lines(text, _COVER_WIDTH if row else 80) + 3
        for row, text in enumerate(report.cover)
    ]
    for row, (text, height) in enumerate(zip(report.cover, high, strict=True)):
        style = "title" if row == 0 else "heading" if text in texts.HEADINGS else "plain"
        sheet.write_string(row, 0, text, styles[style])
        sheet.set_row(row, height)
    row = len(report.cover)
    sheet.write_url(row, 0, f"internal:'{CONTENTS_SHEET}'!A1", styles["link"], texts.BACK)
    _page(sheet, [_COVER_WIDTH], [*high, LINE_HEIGHT], whole=True)


def _page(sheet: Any, widths: Sequence[int], high: Sequence[float], whole: bool) -> None:
    """Print the columns (characters) and rows (points) on few pages; on one when the sheet must stay whole."""
    portrait, pages = print_way(sum(w * CHARACTER + BESIDE for w in widths) / 96, sum(high) / 72, whole)
    if portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages)
    beside, above = MARGINS
    sheet.set_margins(left=beside, right=beside, top=above, bottom=above)
    sheet.set_footer("&L&A&RSida &P av &N")


def _write_sheet(book: xlsxwriter.Workbook, asked: Sheet, styles: dict[str, Any]) -> None:
    model = replace(asked, columns=on_screen(asked.columns, asked.rows))
    sheet = book.add_worksheet(model.name)
    sheet.hide_gridlines(1)
    for at, column in enumerate(model.columns):
        sheet.set_column(at, at, column.width)
    above = _write_top(book, sheet, model, styles)
    header = len(above)
    last = header + len(model.rows)
    high = [*above, *heights(model.columns, model.rows)]
    _table(sheet, model, header, high, styles)
    if not model.lead:
        # The headings of a marked table take the place of the column letters, so that only the name needs to be held.
        sheet.freeze_panes(0, model.name_column + 1)
    sheet.repeat_rows(header)
    under = last
    note = wrapped(model.note, model.columns)
    if note:
        for row, line in enumerate(note, last + 2):
            sheet.write_string(row, 0, line, styles["intro"])
        under += 1 + len(note)
        high += [LINE_HEIGHT] * (1 + len(note))
    end = under if model.printed is None else header + model.printed
    beneath = 3 + rows_under(model.charts) if model.charts and not model.lead else 0
    sheet.print_area(0, 0, end + beneath, len(model.columns) - 1)
    # A page break inside a chart cuts it, and Excel ignores manual breaks when it fits to a width.
    on_paper = [*high[: end + 1], *[LINE_HEIGHT] * beneath]
    _page(sheet, [c.width for c in model.columns], on_paper, whole=bool(model.charts))
    if note and model.printed is not None:
        # The note lies under rows that are not on paper.
        sheet.set_footer(f"&L&A. {texts.NOTE_UNDER_TABLE}&RSida &P av &N")
    sheet.ignore_errors({"number_stored_as_text": xl_range(header, 0, last, len(model.columns) - 1)})
    if not model.lead:
        insert_under(book, sheet, model, header, under + 2)


def _write_top(book: xlsxwriter.Workbook, sheet: Any, model: Sheet, styles: dict[str, Any]) -> list[float]:
    """Write what stands above the table: title, summary, source, way back, and what the sheet leads with.

    Returns:
        The heights of the rows, points; the table's headings stand on the row after them.
    """
    printed = "" if model.printed is None else texts.PRINTED.format(rows=model.printed)
    intro = " ".join(filter(None, ("Bladet innehåller en tabell.", model.summary, printed)))
    told = [*wrapped(intro, model.columns), *wrapped(model.source, model.columns)]
    sheet.write_string(0, 0, model.title, styles["title"])
    for row, line in enumerate(told, 1):
        sheet.write_string(row, 0, line, styles["intro"])
    sheet_name, text = (COVER_SHEET, "Till Läs mig") if model.links else (CONTENTS_SHEET, texts.BACK)
    sheet.write_url(1 + len(told), 0, f"internal:'{sheet_name}'!A1", styles["link"], text)
    high: list[float] = [_TITLE_HEIGHT, *[LINE_HEIGHT] * (len(told) + 1)]
    if model.lead:
        for row, sentence in enumerate(model.lead, len(high)):
            sheet.write_string(row, 0, sentence, styles["lead"])
        high += [_LEAD_HEIGHT] * len(model.lead)
        at = len(high)
        high += [LINE_HEIGHT] * (rows_above(model.charts) + 1)
        insert_above(book, sheet, model, len(high), at)
    for row, height in enumerate(high):
        sheet.set_row(row, height)
    return high


def _table(sheet: Any, model: Sheet, header: int, high: Sequence[float], styles: dict[str, Any]) -> None:
    if not model.rows:
        raise ValueError(f"bladet {model.name} har inga rader: gör inget blad när det inte finns något att visa")
    refused = sheet.add_table(
        header,
        0,
        header + len(model.rows),
        len(model.columns) - 1,
        {
            "name": model.table_name,
            "style": "Table Style Light 1",
            "banded_rows": True,
            "columns": [{"header": c.heading, "header_format": styles[_header_style(c)]} for c in model.columns],
            "title": model.title,
            "description": model.alt_text,
        },
    )
    if refused or not all(c.heading for c in model.columns):
        # The library only warns of two alike, and calls one without a name Column.
        raise ValueError(f"bladet {model.name} blir ingen tabell: {[c.heading for c in model.columns]}")
    sheet.set_row(header, high[header])
    for row, cells in enumerate(model.rows, header + 1):
        for at, (cell, column) in enumerate(zip(cells, model.columns, strict=True)):
            if model.links and at == 0:
                sheet.write_url(row, at, f"internal:'{cell}'!A1", styles["link"], str(cell))
            else:
                _cell(sheet, row, at, cell, column, styles)
        sheet.set_row(row, high[row])


def _header_style(column: SheetColumn) -> str:
    """Headings stand as their cells do, so that a right-aligned one never touches the text heading beside it."""
    if column.kind in _NUMBERS:
        return "number_header"
    return "text_header" if column.kind == "text" else "header"


def _cell(sheet: Any, row: int, at: int, cell: Value, column: SheetColumn, styles: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_string(row, at, texts.NO_VALUE, styles["missing"])
    elif column.kind in _NUMBERS and not isinstance(cell, str):
        sheet.write_number(row, at, cell, styles[_number_style(cell, column)])
    elif column.kind in _NUMBERS:
        sheet.write_string(row, at, cell or "–", styles["missing"])
    elif isinstance(cell, ClassWord):
        sheet.write_string(row, at, str(cell), styles[_class_style(cell.position, cell.weak)])
    else:
        sheet.write_string(row, at, str(cell) or "–", styles[column.kind])


def _number_style(cell: float, column: SheetColumn) -> str:
    if column.kind != "number":
        return column.kind
    return "integer" if isinstance(cell, int) else "decimal"


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
