"""A form as cells: opened under limits, and refused for what has no business in a form."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import string
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine as calamine

from sources.archive import DAMAGED
from sources.errors import MalformedAnswer
from sources.package import Package, opened

LARGEST_FILE, LARGEST_INFLATED = 2 << 20, 24 << 20
"""Bytes. A form that is filled in to the last row is a tenth of either."""
MOST_ROWS, MOST_COLUMNS = 2_000, 60
_FOREIGN = {
    "vbaproject": "makron",
    "externallinks/": "länkar till andra filer",
    "embeddings/": "inbäddade filer",
    "activex/": "programkod",
    "ctrlprops/": "knappar",
    "connections.xml": "kopplingar till databaser",
    "querytables/": "kopplingar till databaser",
    "media/": "bilder",
}
"""What a member's name holds, in small letters → what it is."""
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
_UNREADABLE: tuple[type[Exception], ...] = (MalformedAnswer, calamine.CalamineError, *DAMAGED)
Value = str | float | bool | dt.date
"""What a cell holds; a time is none of a form's."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a form: where, what, and what to do; ``cell`` is empty for a whole sheet, both for the file."""

    sheet: str
    cell: str
    wrong: str
    action: str

    def __str__(self) -> str:
        where = (
            f"Bladet {self.sheet}, cell {self.cell}" if self.cell else f"Bladet {self.sheet}" if self.sheet else "Filen"
        )
        return f"{where}: {self.wrong} {self.action}"


@dataclass
class Cells:
    """The filled cells of a workbook by sheet and place, as in ``B3``, and what is wrong with the workbook itself."""

    sheets: dict[str, dict[str, Value]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class _Look:
    """What one sheet's XML shows: formulas, merged cells, what is hidden, how far it reaches."""

    formulas: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    _at: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind, place = tag.rpartition(":")[2], attributes.get("r", "")
        if kind == "row":
            self.rows = max(self.rows, int(place or self.rows + 1))
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden.append(f"A{self.rows}")
        elif kind == "c":
            self._at = place
            self.columns = max(self.columns, column_number(place.rstrip(string.digits)))
        elif kind == "f":
            self.formulas.append(self._at)
        elif kind == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
        elif kind == "col" and attributes.get("hidden", "0") in ("1", "true"):
            self.hidden.append(f"{column_letters(int(attributes['min']))}1")


def read_cells(path: Path) -> Cells:
    """Every filled cell of a workbook, or why it is refused before a cell is read.

    Args:
        path: a file of unknown content.

    Returns:
        The cells; none when a fault says that the file as a whole is refused.
    """
    refused = _as_a_file(path)
    if refused:
        return Cells(faults=[refused])
    try:
        with opened(path, LARGEST_INFLATED) as package:
            faults = list(_faults_of(package))
            if faults:
                return Cells(faults=faults)
            copy = package.sheets_only()
        with calamine.load_workbook(copy) as book:
            return Cells({name: _values(book, name) for name in book.sheet_names})
    except _UNREADABLE as error:
        return Cells(faults=[_whole_file(f"den är skadad eller för stor ({error})")])


def _as_a_file(path: Path) -> Fault | None:
    size = path.stat().st_size
    if size == 0:
        return _whole_file("den är tom")
    if size > LARGEST_FILE:
        return _whole_file(f"den är större än {LARGEST_FILE >> 20} MB")
    with path.open("rb") as file:
        first = file.read(8)
    if first == _OLD_OR_LOCKED:
        return _whole_file("den har lösenord eller är sparad i ett äldre format (.xls)")
    if not zipfile.is_zipfile(path):
        return _whole_file("den är ingen Excel-arbetsbok")
    return None


def _whole_file(why: str) -> Fault:
    return Fault(
        "", "", f"{why}.", "Fyll i formuläret som kompetens form har gjort, och spara det som Excel-arbetsbok (.xlsx)."
    )


def _faults_of(package: Package) -> Iterator[Fault]:
    if "xl/workbook.xml" not in package.names:
        yield _whole_file("den är ingen Excel-arbetsbok, eller sparad i ett annat format (.ods)")
        return
    for part, what in _FOREIGN.items():
        if any(part in name.casefold() for name in package.names):
            yield _whole_file(f"den innehåller {what}")
            return
    for name, member, hidden in _sheets(package):
        if hidden:
            yield Fault(name, "", "bladet är dolt.", "Visa bladet igen, eller ta bort det om det är ert eget.")
            continue
        look = _Look()
        package.parse(member, look.start)
        if look.rows > MOST_ROWS or look.columns > MOST_COLUMNS:
            yield Fault(
                name,
                "",
                f"bladet har {look.rows} rader och {look.columns} kolumner; högst {MOST_ROWS} och {MOST_COLUMNS} läses.",
                "Ta bort tomma rader och kolumner, eller börja om i ett nytt formulär.",
            )
            continue
        for place in look.formulas:
            yield Fault(name, place, "cellen är en formel.", "Skriv värdet i stället.")
        for place in look.merged:
            yield Fault(name, place.partition(":")[0], f"cellerna {place} är sammanfogade.", "Dela dem igen.")
        for place in look.hidden:
            yield Fault(name, place, "raden eller kolumnen är dold.", "Visa den igen, så att allt som läses syns.")


def _sheets(package: Package) -> Iterator[tuple[str, str, bool]]:
    """Name, member and whether it is hidden, of every sheet."""
    found: list[tuple[str, str, bool]] = []
    members: dict[str, str] = {}

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            own = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            found.append((attributes.get("name", ""), own, attributes.get("state", "visible") != "visible"))

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            members[attributes.get("Id", "")] = target

    package.parse("xl/workbook.xml", sheet)
    package.parse("xl/_rels/workbook.xml.rels", relation)
    for name, own, hidden in found:
        yield name, members[own], hidden


def _values(book: calamine.CalamineWorkbook, name: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
        for column, value in enumerate(cells, 1):
            if isinstance(value, str):
                # What stands in a cell by itself is no formula, whatever it begins with.
                value = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", value).strip()
            if isinstance(value, dt.datetime):
                value = value.date()
            if isinstance(value, dt.time | dt.timedelta):
                value = str(value)
            if value != "":
                found[f"{column_letters(column)}{row}"] = value
    return found


def column_letters(number: int) -> str:
    """What a sheet calls its column.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while number:
        number, at = divmod(number - 1, 26)
        letters = string.ascii_uppercase[at] + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, A is 1.

    >>> column_number("A"), column_number("AA")
    (1, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + string.ascii_uppercase.index(letter) + 1
    return number
