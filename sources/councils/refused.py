"""What a sender of a refused form gets back: every fault in a list, and their own cells with the wrong ones marked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from sources.councils.cells import Fault, Value
from sources.councils.workbook import Cells

FAULTS_SHEET = "Fel"
_LONGEST = 32_000
"""Characters, fewer than a cell of the format can hold."""
_NAME = 31
"""Characters that the name of a sheet may have."""
_LAST_OF_ONE_UNIT = "\uffff"
"""Signs beyond, such as pictures, count as two."""


def write_marked_copy(cells: Cells, faults: tuple[Fault, ...], path: Path) -> Path:
    """Write the copy: text stays text, whatever it begins with, and nothing of the file but its cells comes along.

    Args:
        cells: what could be read; nothing when the file as a whole was refused.
        faults: what is wrong.
        path: target.

    Returns:
        ``path``.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        red = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F8D7DA", "border": 2})
        listed = book.add_worksheet(FAULTS_SHEET)
        listed.set_column(0, 1, 16)
        listed.set_column(2, 3, 60)
        listed.write_row(0, 0, ("Blad", "Cell", "Vad som är fel", "Vad du gör"), head)
        for at, fault in enumerate(faults, 1):
            for column, text in enumerate((fault.sheet, fault.cell, fault.wrong, fault.action)):
                listed.write_string(at, column, text[:_LONGEST], plain)
        listed.freeze_panes(1, 0)
        wrong = {(fault.sheet, fault.cell) for fault in faults}
        for number, (name, values) in enumerate(cells.sheets.items(), 1):
            sheet = book.add_worksheet(_sheet_name(name, number))
            sheet.set_column(0, 30, 20)
            for place, value in values.items():
                marked = (name, place) in wrong
                _write(sheet, place, value, red if marked else plain)
            for _, place in sorted(at for at in wrong if at[0] == name and at[1] and at[1] not in values):
                sheet.write_blank(place, None, red)
    return path


def _sheet_name(name: str, number: int) -> str:
    """A name that the format allows; every sheet has its own, also when two differ only in what is cut."""
    plain = "".join(" " if sign in "[]:*?/\\'" or sign > _LAST_OF_ONE_UNIT else sign for sign in name)
    plain = plain[: _NAME - 5].strip()
    return f"{number} {plain}" if plain else str(number)


def _write(sheet: Any, place: str, value: Value, style: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(place, value, style)
    elif isinstance(value, float):
        sheet.write_number(place, value, style)
    else:
        text = value.isoformat() if isinstance(value, dt.date) else value
        sheet.write_string(place, text[:_LONGEST], style)
