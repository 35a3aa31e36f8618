"""The workbook that a council fills in: one row per redovisningsgrupp, choices to pick from, and nothing that is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from assets.files import replacing
from assets.reference.areas import Delregion
from assets.reference.council_form import (
    CHOICE,
    COVER,
    DATE,
    DELREGION,
    FIRST_YEAR,
    FORM_VERSION,
    KEY,
    LAST_YEAR,
    MADE_UP,
    MUNICIPALITY,
    NAME,
    NUMBER,
    ROUND,
    SECOND_TURN,
    STATISTICS,
    TREATED,
    TURN,
    VERSION,
    WHOLE,
    YEAR,
    FormColumn,
    FormSheet,
    form_number,
    form_sheets,
)
from assets.reference.occupations import reporting_groups
from reports import texts
from reports.files.layout import LINE_HEIGHT, MARGINS, heights, on_screen, wrapped
from reports.sheets.model import Sheet

ROWS_TO_FILL = 30
"""Empty rows with choices on a sheet where the council adds rows."""
_WIDTHS = {KEY: 12, NAME: 46, WHOLE: 12, YEAR: 9, DATE: 13, MUNICIPALITY: 24}
_CHOICE_WIDTH, _TEXT_WIDTH, _CODE_WIDTH = 24, 40, 14
_COVER_WIDTH = 90
_HEADING_LINES = 3
_LONGEST_HINT = 255
Answers = Mapping[str, Sequence[Mapping[str, str | int]]]
"""Sheet → rows that are filled in, by the names of the columns."""


@dataclass(frozen=True)
class FormOrder:
    """Whose form, which round and turn (1 without our signals, 2 with them), when it is wanted back, and for whom it is made up."""

    area: Delregion
    round: str
    turn: str
    wanted_back: str
    created: str
    made_up: bool = False


def intro(order: FormOrder) -> list[str]:
    """What the one who fills it in must know, a paragraph each."""
    turns = (
        "Det här är runda 1. Svara som ni ser det, innan ni har sett statistiken."
        if order.turn != SECOND_TURN
        else f"Det här är runda 2. Bladet {STATISTICS} visar vad statistiken säger, som bladet Bedömning i delregionens arbetsbok. "
        "Ändra era svar bara om ni vill."
    )
    return [
        *([f"{MADE_UP}: alla tal och svar är påhittade."] if order.made_up else []),
        f"Formuläret fylls i av {order.area.council}. Skicka det tillbaka senast {order.wanted_back}.",
        turns,
        "Bladet Bedömning har en rad för varje yrke. Lämna raden tom om ni inte har talat om yrket.",
        "De andra bladen fylls i när det finns något att skriva. En rad är ett samtal, en prioritering, en insats och så vidare.",
        "Skriv aldrig vad ett företag eller en person heter. Det ni skriver kan bli en allmän handling, som alla får läsa.",
        "Kommentarer och det som en arbetsgivare har sagt publiceras inte. Bara antalet arbetsgivare räknas, i steg om tre.",
        f"Fyll i dagen då rådet behandlade formuläret vid {TREATED}. Ändra inget annat på det här bladet.",
    ]


def write_form(
    order: FormOrder,
    path: Path,
    statistics: Sheet | None = None,
    answers: Answers | None = None,
    treated: str = "",
) -> None:
    """Write a form; the same order gives the same bytes.

    Args:
        order: whose form it is.
        path: target; replaced whole.
        statistics: what we say, for the second turn.
        answers: rows that are filled in already, such as those of the first turn.
        treated: ÅÅÅÅ-MM-DD, when the council has treated it; empty for the council to fill in.
    """
    filled = answers or {}
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as temporary, xlsxwriter.Workbook(str(temporary), options) as book:
        book.set_properties(
            {
                "title": f"{order.area.council}: formulär {order.round}, runda {order.turn}",
                "created": datetime.fromisoformat(order.created).replace(tzinfo=None),
            }
        )
        styles = _styles(book)
        _cover(book, styles, order, treated)
        for sheet in form_sheets():
            _sheet(book, styles, sheet, filled.get(sheet.name, ()), order.area.code)
        if statistics is not None:
            _statistics(book, styles, statistics)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    top = {"valign": "top", "text_wrap": True, "font_name": "Calibri"}
    fill_in = {**top, "locked": False, "bg_color": "#FFFBE6", "border": 1, "border_color": "#C9C3A5"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14, "font_name": "Calibri"}),
        "plain": book.add_format(top),
        "line": book.add_format({"font_name": "Calibri"}),
        "label": book.add_format({**top, "bold": True}),
        "head": book.add_format({**top, "bold": True, "bg_color": "#E7E6E6", "bottom": 1}),
        "given": book.add_format({**top, "num_format": "@"}),
        "open": book.add_format(fill_in),
        "code": book.add_format({**fill_in, "num_format": "@"}),
        "day": book.add_format({**fill_in, "num_format": "yyyy-mm-dd"}),
    }


def _page(sheet: Any, headings: int = 0) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    beside, above = MARGINS
    sheet.set_margins(left=beside, right=beside, top=above, bottom=above)
    sheet.repeat_rows(headings)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _cover(book: xlsxwriter.Workbook, styles: dict[str, Any], order: FormOrder, treated: str) -> None:
    sheet = book.add_worksheet(COVER)
    sheet.set_column(0, 0, _COVER_WIDTH)
    sheet.set_column(1, 1, 24)
    sheet.write(0, 0, f"{order.area.council}: vår bedömning av kompetensbehovet", styles["title"])
    at = 1
    for text in intro(order):
        sheet.set_row(at, LINE_HEIGHT * (1 + len(text) // _COVER_WIDTH))
        sheet.write(at, 0, text, styles["plain"])
        at += 1
    given = {
        DELREGION: order.area.code,
        ROUND: order.round,
        TURN: order.turn,
        VERSION: str(FORM_VERSION),
        NUMBER: form_number(order.area.code, order.round, order.turn),
    }
    for label, value in given.items():
        at += 1
        sheet.write(at, 0, label, styles["label"])
        sheet.write(at, 1, value, styles["given"])
    sheet.write(at + 1, 0, TREATED, styles["label"])
    sheet.write_blank(at + 1, 1, None, styles["day"])
    if treated:
        sheet.write_datetime(at + 1, 1, date.fromisoformat(treated), styles["day"])
    sheet.data_validation(at + 1, 1, at + 1, 1, _day_rule("Dagen då rådet behandlade formuläret."))
    _page(sheet)


def _sheet(
    book: xlsxwriter.Workbook,
    styles: dict[str, Any],
    sheet: FormSheet,
    answers: Sequence[Mapping[str, str | int]],
    delregion: str,
) -> None:
    page = book.add_worksheet(sheet.name)
    groups = reporting_groups()
    rows: list[Mapping[str, str | int]] = list(answers)
    if sheet.prefilled:
        given = {str(row["yrke_kod"]): row for row in answers}
        rows = [{**given.get(g.code, {}), "yrke_kod": g.code, "yrke_namn": g.name} for g in groups]
    page.set_row(0, LINE_HEIGHT * _HEADING_LINES)
    last = len(rows) if sheet.prefilled else len(rows) + ROWS_TO_FILL
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _width(column))
        page.write(0, at, column.heading, styles["head"])
        rule = _rule(column, delregion)
        if rule:
            page.data_validation(1, at, last, at, rule)
        for number in range(1, last + 1):
            value = rows[number - 1].get(column.name) if number <= len(rows) else None
            _write(page, number, at, column, value, styles)
    page.freeze_panes(1, 2 if sheet.prefilled else 0)
    _page(page)


def _write(
    page: Any, number: int, at: int, column: FormColumn, value: str | int | None, styles: dict[str, Any]
) -> None:
    if column.kind in (KEY, NAME):
        page.write_string(number, at, str(value), styles["given"])
    elif column.kind == DATE:
        if value is None:
            page.write_blank(number, at, None, styles["day"])
        else:
            page.write_datetime(number, at, date.fromisoformat(str(value)), styles["day"])
    elif value is None:
        page.write_blank(number, at, None, styles["open" if column.kind in (WHOLE, YEAR) else "code"])
    elif isinstance(value, int):
        page.write_number(number, at, value, styles["open"])
    else:
        page.write_string(number, at, value, styles["code"])


def _width(column: FormColumn) -> int:
    if column.kind == CHOICE:
        return max(_WIDTHS[WHOLE], min(_CHOICE_WIDTH, max(map(len, column.choices)) + 4))
    if column.kind in _WIDTHS:
        return _WIDTHS[column.kind]
    return _TEXT_WIDTH if column.longest > 60 else _CODE_WIDTH


def _rule(column: FormColumn, delregion: str) -> dict[str, Any] | None:
    """What Excel itself lets through, and the explanation that it shows beside the cell."""
    hint = {"input_title": column.heading[:32], "input_message": column.explanation[:_LONGEST_HINT]}
    if column.kind in (CHOICE, MUNICIPALITY):
        return {"validate": "list", "source": list(column.choices_in(delregion)), **hint}
    if column.kind == WHOLE:
        return {"validate": "integer", "criteria": "between", "minimum": column.least, "maximum": column.most, **hint}
    if column.kind == YEAR:
        return {"validate": "integer", "criteria": "between", "minimum": FIRST_YEAR, "maximum": LAST_YEAR, **hint}
    if column.kind == DATE:
        return _day_rule(column.explanation)
    return None if column.kind in (KEY, NAME) else {"validate": "any", **hint}


def _day_rule(explanation: str) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(FIRST_YEAR, 1, 1),
        "maximum": date(LAST_YEAR, 12, 31),
        "input_title": "Datum",
        "input_message": f"{explanation} Skriv ÅÅÅÅ-MM-DD."[:_LONGEST_HINT],
    }


def _statistics(book: xlsxwriter.Workbook, styles: dict[str, Any], sheet: Sheet) -> None:
    """The sheet as it stands in the area's workbook, as text: nothing of it is read when the form comes back."""
    page = book.add_worksheet(STATISTICS)
    columns = on_screen(sheet.columns, sheet.rows)
    page.write_string(0, 0, sheet.title, styles["title"])
    above = [line for text in (sheet.source, sheet.summary, sheet.note) for line in wrapped(text, columns)]
    for at, line in enumerate(above, 1):
        page.write_string(at, 0, line, styles["line"])
    first = len(above) + 1
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width)
        page.write_string(first, at, column.heading, styles["head"])
        for number, row in enumerate(sheet.rows, first + 1):
            page.write_string(number, at, texts.shown(row[at], column.kind), styles["plain"])
    for number, height in enumerate(heights(columns, sheet.rows), first):
        page.set_row(number, height)
    page.freeze_panes(first + 1, 2)
    _page(page, first)
