"""How a sheet is laid out on the screen and on paper: widths, lines, heights and pages. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from xlsxwriter.utility import xl_pixel_width

from reports.sheets.model import SheetColumn, SheetRow

LINE_HEIGHT = 15
"""Points of a line of text."""
CHARACTER = 7
"""Pixels of a character that column widths are counted in."""
BESIDE = 5
"""Pixels that a column is wider than its characters."""
SCREEN = 1310
"""Pixels that columns have of a screen 1366 wide, where row numbers and a scroll bar have the rest."""
_SPARE = 1.06
"""How much longer a text may be than it is measured, in bold or in another font."""
_LEAST_NAME, _LEAST_TEXT, _LEAST_NUMBER = 30, 13, 8
"""Characters that a narrow column still needs; most of them for what names the row."""
_TALLEST = 6
"""Lines of a row, as a mean over the sheet, that are still read as a row."""
_A4, MARGINS = (8.27, 11.69), (0.5, 0.6)
"""Inches: the short and the long side; beside and above the print."""
_LEAST_SCALE = 0.5
"""Half the size on the screen; smaller print is not read."""


def on_screen(columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> tuple[SheetColumn, ...]:
    """The columns as wide as they ask for, or narrower so that all are seen at once.

    A column is never narrower than the longest word of its heading. Columns that even so are wider than a screen, or whose
    rows would be too tall to be read, keep their own widths: such a sheet is scrolled, with the name of the row in view.

    >>> text, number = SheetColumn("Vad", "text", 150), SheetColumn("Annonserade platser", "integer", 40)
    >>> [c.width for c in on_screen([text, text], [])], [c.width for c in on_screen([text, number], [])]
    ([96, 89], [146, 39])
    >>> on_screen([text], []) == (text,), on_screen([text] * 20, []) == (text,) * 20
    (True, True)
    >>> on_screen([text, text], [("Vad", "ord " * 1000)]) == (text, text)
    True
    """
    room = (SCREEN - BESIDE * len(columns)) / CHARACTER
    least = _least(columns)
    own, needed = sum(c.width for c in columns), sum(least)
    if own <= room or needed > room:
        return tuple(columns)
    part = (room - needed) / (own - needed)
    fitted = tuple(replace(c, width=math.floor(n + part * (c.width - n))) for c, n in zip(columns, least, strict=True))
    tall = len(rows) > 0 and sum(heights(fitted, rows)[1:]) > _TALLEST * LINE_HEIGHT * len(rows)
    return tuple(columns) if tall else fitted


def _least(columns: Sequence[SheetColumn]) -> list[int]:
    """What each column needs; the first that is not a code names the row."""
    name = next(at for at, column in enumerate(columns) if column.kind != "code")
    found = []
    for at, column in enumerate(columns):
        word = max(len(word) for word in column.heading.split(" ")) + 2
        enough = _LEAST_NAME if at == name else _LEAST_TEXT if column.kind == "text" else _LEAST_NUMBER
        found.append(column.width if column.kind == "code" else min(column.width, max(word, enough)))
    return found


def wrapped(text: str, columns: Sequence[SheetColumn]) -> list[str]:
    """A text cut between words into lines that are no longer than the table is wide, nor than a screen.

    >>> wrapped("Bladet innehåller en tabell.", [SheetColumn("Vad", "text", 20)])
    ['Bladet innehåller en', 'tabell.']
    >>> wrapped("", [SheetColumn("Vad", "text", 20)])
    []
    """
    room = min(SCREEN, sum(c.width * CHARACTER + BESIDE for c in columns)) / _SPARE
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and xl_pixel_width(longer) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return found


@lru_cache(maxsize=50_000)
def lines(text: str, width: int) -> int:
    """Lines that a text wraps to in a column of so many characters."""
    room = width * CHARACTER / _SPARE
    found, used = 1, 0.0
    for word in text.split(" "):
        long = xl_pixel_width(word)
        if used and used + long > room:
            found, used = found + 1, 0.0
        # A word longer than the column, such as an address, is broken where the column ends.
        broken, rest = divmod(long, room)
        found, used = found + int(broken), used + rest + xl_pixel_width(" ")
    return found


def heights(columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> list[float]:
    """Points of the heading's row and of every row under it: as many lines as their longest text takes."""
    found: list[float] = [LINE_HEIGHT * max(lines(c.heading, c.width - 3) for c in columns) + 3]
    for cells in rows:
        taken = [
            lines(str(cell), column.width - 2)
            for cell, column in zip(cells, columns, strict=True)
            if column.kind == "text"
        ]
        found.append(LINE_HEIGHT * max(taken, default=1) + 1)
    return found


def print_way(width: float, height: float, whole: bool = False) -> tuple[bool, int]:
    """How a table is printed on the fewest pages that can be read, and of those as large as it can be.

    Args:
        width: of the table, inches.
        height: of the table, inches.
        whole: whether it must stay on one page, since a page break would cut what is drawn in it.

    Returns:
        Whether the paper stands, and how many pages high the print is. A table too wide for that size lies, as large as
        its width lets it; where that is less than half of it, more pages would not make it read, and it takes one.
    """
    ways = []
    for portrait, (across, down) in ((False, (_A4[1], _A4[0])), (True, _A4)):
        widest = min(1.0, (across - 2 * MARGINS[0]) / width)
        if portrait and widest < _LEAST_SCALE and not whole:
            continue
        down -= 2 * MARGINS[1]
        one = whole or widest < _LEAST_SCALE / 2
        pages = 1 if one else math.ceil(height * min(widest, _LEAST_SCALE) / down)
        ways.append((pages, -min(widest, pages * down / height), portrait))
    pages, _, portrait = min(ways)
    return portrait, pages
