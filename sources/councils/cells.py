"""What one workbook's XML says: texts, formats and the filled cells of a sheet, read under limits and never computed.

The reader is our own: one that reserves room for what a file says that it holds can be made to end the whole process.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from assets.reference.names import tidy
from sources.errors import MalformedAnswer
from sources.package import Package, column_number

MOST_ELEMENTS = 200_000
"""Of XML, in all that is read of a workbook: tens of times what a form has, and read in half a second."""
MOST_FILLED = 20_000
"""Cells with something in them, and whatever else is told one by one. A form that is filled in to the last row has 3 000."""
MOST_ROWS, MOST_COLUMNS = 2_000, 60
_DEEPEST = 30
LONGEST_CELL = 32_767
"""Characters; Excel itself lets no cell have more."""
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_SHOWN_AS_IT_IS = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
"""What in a format's code is shown as text, is a colour, or is room."""
_DAYS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_PERCENT = {9, 10}
"""Numbers of formats that every program knows."""
_BEFORE_DAY_1 = dt.date(1899, 12, 30)
_DAY_0_OF_OLD_MAC = dt.date(1904, 1, 1)
_LAST_DAY = 2_900_000
"""Days after the first; a number beyond it is no day that a calendar has."""
Value = str | float | bool | dt.date
"""What a cell holds; a time is none of a form's."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a form: where, what, and what to do; ``cell`` is empty for a whole sheet, both for the file."""

    sheet: str
    cell: str
    wrong: str
    action: str

    @property
    def where(self) -> str:
        """The place, in words, and nothing of what stands there but the name of the sheet."""
        if self.cell:
            return f"Bladet {self.sheet}, cell {self.cell}"
        return f"Bladet {self.sheet}" if self.sheet else "Filen"

    def __str__(self) -> str:
        return f"{self.where}: {self.wrong} {self.action}"


class TooMuch(Exception):
    """A workbook goes beyond a limit, and is read no further."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass
class ReadSoFar:
    """What has been read of a workbook so far."""

    elements: int = 0
    filled: int = 0

    def element(self) -> None:
        """Count an element.

        Raises:
            MalformedAnswer: there are more than any form has.
        """
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise MalformedAnswer(f"Arbetsboken har mer än {MOST_ELEMENTS} delar.")

    def one_more(self, sheet: str, place: str) -> None:
        """Count a filled cell, or something else that may be told as a fault.

        Raises:
            TooMuch: there are more than any form has.
        """
        self.filled += 1
        if self.filled > MOST_FILLED:
            said = f"arbetsboken har mer än {MOST_FILLED} ifyllda celler."
            raise TooMuch(Fault(sheet, place, said, "Ta bort det som inte hör till formuläret."))


@dataclass(frozen=True)
class Formats:
    """Which of a workbook's cell formats, by number, show a day and which a percentage; ``count`` is how many there are."""

    count: int = 1
    days: frozenset[int] = frozenset()
    percent: frozenset[int] = frozenset()


@dataclass
class FilledSheet:
    """What one sheet says: its filled cells by place, and what has no business in a form."""

    values: dict[str, Value] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def what_is_seen(text: str) -> str:
    """A cell's text as a reader sees it: no signs that steer, hide or turn other signs, and single blanks.

    >>> what_is_seen("und\u200bersko\u0308terska\u00a0_x000D_ =1+1")
    'undersköterska =1+1'
    """
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if not text.isprintable():
        text = "".join(map(_seen, text))
    return tidy(text)


def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Cs", "Cn"):
        return ""
    return " " if kind in ("Cc", "Co") else sign


def read_texts(package: Package, member: str, limits: ReadSoFar) -> list[str]:
    """The texts that cells refer to by number.

    Raises:
        MalformedAnswer: a text is longer than a cell can hold.
    """
    texts: list[str] = []
    parts: list[str] = []
    inside: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if _enter(inside, tag, limits) == "si":
            parts.clear()

    def text(found: str) -> None:
        # How a text is pronounced stands beside it, and is no part of it.
        if inside[-1] == "t" and "rPh" not in inside:
            parts.append(found)

    def end(_: str) -> None:
        if inside.pop() == "si":
            texts.append(what_is_seen(_sane("".join(parts))))

    package.parse(member, start, end, text=text)
    return texts


def _sane(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise MalformedAnswer(f"En text har mer än {LONGEST_CELL} tecken.")
    return text


def read_formats(package: Package, member: str, limits: ReadSoFar) -> Formats:
    """Which formats show a number as a day, and which as a percentage."""
    codes: dict[int, str] = {}
    used: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = _enter(inside, tag, limits)
        if kind == "numFmt" and "numFmts" in inside:
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif kind == "xf" and inside[-2:] == ["cellXfs", "xf"]:
            used.append(int(attributes.get("numFmtId", "0")))

    def end(_: str) -> None:
        inside.pop()

    package.parse(member, start, end)
    plain = {number: _NOT_SHOWN_AS_IT_IS.sub("", code.casefold()) for number, code in codes.items()}
    days = _DAYS.union(n for n, code in plain.items() if ("y" in code or "d" in code) and code != "general")
    percent = _PERCENT.union(n for n, code in plain.items() if "%" in code)
    return Formats(
        len(used),
        frozenset(at for at, number in enumerate(used) if number in days),
        frozenset(at for at, number in enumerate(used) if number in percent),
    )


def read_sheet(
    package: Package, member: str, name: str, texts: list[str], formats: Formats, old_mac: bool, limits: ReadSoFar
) -> FilledSheet:
    """The filled cells of a sheet, and what has no business in a form.

    Args:
        package: the workbook.
        member: the sheet's XML.
        name: what the sheet is called.
        texts: the workbook's texts.
        formats: the workbook's formats.
        old_mac: whether days are counted from 1904.
        limits: what has been read before.

    Raises:
        MalformedAnswer: the XML is none that a spreadsheet program writes.
        TooMuch: it goes on beyond the limits.
    """
    reader = _Reader(name, texts, formats, _DAY_0_OF_OLD_MAC if old_mac else _BEFORE_DAY_1, limits)
    package.parse(member, reader.start, reader.end, text=reader.text)
    return FilledSheet(reader.values, [*reader.faults, *reader.hidden()])


class _Reader:
    """Follows a sheet's XML from cell to cell."""

    def __init__(self, name: str, texts: list[str], formats: Formats, day_0: dt.date, limits: ReadSoFar) -> None:
        self._name, self._texts, self._formats, self._day_0, self._limits = name, texts, formats, day_0, limits
        self.values: dict[str, Value] = {}
        self.faults: list[Fault] = []
        self._inside: list[str] = []
        self._places: set[str] = set()
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._all_hidden = False
        self._cell: dict[str, str] = {}
        self._formula = False
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = _enter(self._inside, tag, self._limits)
        if kind == "c":
            self._cell, self._formula = attributes, False
            self._parts.clear()
            place = attributes.get("r", "")
            if not _PLACE.fullmatch(place) or place in self._places:
                raise MalformedAnswer("En cell saknar plats, eller har samma plats som en annan.")
            self._places.add(place)
        elif kind == "f":
            self._formula = True
        elif kind == "row" and _is_hidden(attributes, "ht"):
            self._hidden_rows.add(int(attributes["r"]))
        elif kind == "col" and _is_hidden(attributes, "width"):
            self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            self._limits.one_more(self._name, "")
        elif kind == "sheetFormatPr" and attributes.get("zeroHeight") in ("1", "true"):
            self._all_hidden = True
        elif kind == "mergeCell":
            self._wrong_here(
                attributes["ref"].partition(":")[0],
                f"cellerna {attributes['ref'][:20]} är sammanfogade.",
                "Dela dem igen.",
            )

    def text(self, found: str) -> None:
        inside = self._inside
        if inside[-1] == "v" or (inside[-1] == "t" and "is" in inside and "rPh" not in inside):
            self._parts.append(found)

    def end(self, _: str) -> None:
        if self._inside.pop() != "c":
            return
        place, written = self._cell["r"], "".join(self._parts)
        if not written and not self._formula:
            return
        self._within(place)
        self._limits.one_more(self._name, place)
        if self._formula:
            self._wrong(place, "cellen är en formel.", "Skriv värdet i stället.")
        value = self._value(place, written)
        if value != "":
            self.values[place] = value

    def hidden(self) -> Iterator[Fault]:
        """The rows and columns that hold something and are not seen, each once."""
        said: set[tuple[str, int]] = set()
        for place in self.values:
            letters, row = split(place)
            column = column_number(letters)
            if self._all_hidden or row in self._hidden_rows:
                said_of, cell = ("rad", row), f"A{row}"
            elif any(low <= column <= high for low, high in self._hidden_columns):
                said_of, cell = ("kolumn", column), f"{letters}1"
            else:
                continue
            if said_of not in said:
                said.add(said_of)
                what = "raden" if said_of[0] == "rad" else "kolumnen"
                yield Fault(self._name, cell, f"{what} är dold.", "Visa den igen, så att allt som läses syns.")

    def _wrong(self, place: str, said: str, do: str) -> None:
        self.faults.append(Fault(self._name, place, said, do))

    def _wrong_here(self, place: str, said: str, do: str) -> None:
        self._limits.one_more(self._name, place)
        self._wrong(place if _PLACE.fullmatch(place) else "", said, do)

    def _within(self, place: str) -> None:
        letters, row = split(place)
        if row > MOST_ROWS or column_number(letters) > MOST_COLUMNS:
            said = f"det står något här, och bara {MOST_ROWS} rader och {MOST_COLUMNS} kolumner läses."
            raise TooMuch(Fault(self._name, place, said, "Töm cellen, eller börja om i ett nytt formulär."))

    def _value(self, place: str, written: str) -> Value:
        """What is shown in a cell; nothing when it is told as a fault."""
        kind, style = self._cell.get("t", "n"), int(self._cell.get("s", "0"))
        if not 0 <= style < self._formats.count:
            raise MalformedAnswer("En cell har ett format som inte finns.")
        if kind == "e":
            self._wrong(place, "cellen har ett felvärde.", "Skriv värdet i stället.")
            return ""
        if kind == "s":
            if not written.isdecimal() or int(written) >= len(self._texts):
                raise MalformedAnswer("En cell hänvisar till en text som inte finns.")
            return self._texts[int(written)]
        if kind in ("inlineStr", "str"):
            return what_is_seen(_sane(written))
        if kind == "b" and written in ("0", "1"):
            return written == "1"
        if kind == "d":
            return dt.date.fromisoformat(written[:10])
        if kind == "n" and not written:
            return ""
        if kind == "n" and _NUMBER.fullmatch(written) and math.isfinite(float(written)):
            return self._number(place, float(written), style)
        raise MalformedAnswer("En cell har ett värde av okänt slag.")

    def _number(self, place: str, number: float, style: int) -> Value:
        if style in self._formats.percent:
            self._wrong(
                place, "cellen visar ett procenttal.", "Skriv värdet utan procenttecken, i en cell från formuläret."
            )
        if style in self._formats.days and 1 <= number <= _LAST_DAY:
            return self._day_0 + dt.timedelta(days=int(number))
        return number


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden", "0") in ("1", "true") or float(attributes.get(size, "1")) == 0


def _enter(inside: list[str], tag: str, limits: ReadSoFar) -> str:
    """Step into an element; its name without prefix."""
    limits.element()
    inside.append(local_name(tag))
    if len(inside) > _DEEPEST:
        raise MalformedAnswer("Arbetsboken är djupare än något som ett kalkylprogram skriver.")
    return inside[-1]


def local_name(tag: str) -> str:
    """The name of an element without its prefix.

    >>> local_name("x:row"), local_name("row")
    ('row', 'row')
    """
    return tag.rpartition(":")[2]


def split(place: str) -> tuple[str, int]:
    """The column and the row of a place.

    >>> split("AB12")
    ('AB', 12)
    """
    letters = place.rstrip(string.digits)
    return letters, int(place[len(letters) :])
