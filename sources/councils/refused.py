"""What a sender of a refused form gets back: every fault in a list, and their own cells with the wrong ones marked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter

from sources.councils.workbook import Cells, Fault, Value

FAULTS_SHEET = "Fel"
_LONGEST = 32_000
"""Characters, fewer than a cell of the format can hold."""
_NAME = 31
"""Characters that the name of a sheet may have."""


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
            listed.write_row(
                at, 0, [text[:_LONGEST] for text in (fault.sheet, fault.cell, fault.wrong, fault.action)], plain
            )
        listed.freeze_panes(1, 0)
        wrong = {(fault.sheet, fault.cell) for fault in faults}
        for number, (name, values) in enumerate(cells.sheets.items(), 1):
            sheet = book.add_worksheet(_sheet_name(name, number))
            sheet.set_column(0, 30, 20)
            for place, value in values.items():
                marked = (name, place) in wrong
                sheet.write(place, _shown(value), red if marked else plain)
            for _, place in sorted(at for at in wrong if at[0] == name and at[1] and at[1] not in values):
                sheet.write_blank(place, None, red)
    return path


def _sheet_name(name: str, number: int) -> str:
    """A name that the format allows; every sheet has its own, also when two differ only in what is cut."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[: _NAME - 5].strip()
    return f"{number} {plain}" if plain else str(number)


def _shown(value: Value) -> str | float | bool:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value[:_LONGEST] if isinstance(value, str) else value
