"""What a report is made of: sheets with one table each, decided once and rendered as workbook and as page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from assets.contracts.model import Column, Record, TableContract
from assets.contracts.words import COUNTY, PER_ROW, REPORTING_GROUP
from assets.methods.rounding import coarse_persons, to_digits
from assets.swedish_time import day
from reports import texts
from reports.publish.edition_name import WORKING
from reports.records import Value
from reports.source_lines import source_name, stale, underlag
from reports.warehouse import Warehouse, sources_of

CellKind = Literal["text", "code", "integer", "decimal", "hundredth", "percent", "number"]
"""``hundredth`` is for changes that are smaller than a decimal, ``number`` for cells of different measures: whole ones are shown whole,
others with a decimal."""
SheetRow = tuple[Value, ...]
_WIDTHS: dict[CellKind, int] = {
    "text": 40,
    "code": 8,
    "integer": 13,
    "decimal": 15,
    "hundredth": 15,
    "percent": 10,
    "number": 13,
}
_DIGITS: dict[CellKind, int] = {"integer": 0, "decimal": 1, "hundredth": 2, "percent": 3, "number": 1}


ON_SCREEN_ONLY = 5
"""Rows on paper of a sheet that is too wide for it: enough to see what the sheet is."""


@dataclass(frozen=True)
class SheetColumn:
    """A heading, how its cells are shown, and its width in characters."""

    heading: str
    kind: CellKind
    width: int


class ClassWord(str):
    """A class's word as text, which also knows its place on the scale and whether it is drawn on white.

    >>> word = ClassWord("inga tydliga tecken", 2, weak=True)
    >>> word == "inga tydliga tecken", word.position, word.weak
    (True, 2, True)
    """

    __slots__ = ("position", "weak")
    position: int
    weak: bool

    def __new__(cls, word: str, position: int, weak: bool) -> ClassWord:
        """The word at a place on the scale; a weak class is not sure enough for a headline."""
        made = super().__new__(cls, word)
        made.position, made.weak = position, weak
        return made


@dataclass(frozen=True)
class Chart:
    """A bar chart of one column of the sheet's table, for some rows; upright bars are years in order."""

    label_column: int
    value_column: int
    rows: int
    title: str
    alt_text: str
    first: int = 0
    upright: bool = False
    decimals: int = 1


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table.

    ``links`` are sheet names that the first column points to; ``printed`` are the first rows that belong on paper,
    every row where it is None. ``note`` stands under the table. ``lead`` are sentences above it: then the charts stand
    between them and the table, otherwise under it.
    """

    name: str
    table_name: str
    title: str
    source: str
    summary: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    alt_text: str
    charts: tuple[Chart, ...] = ()
    lead: tuple[str, ...] = ()
    links: bool = False
    printed: int | None = None
    note: str = ""

    def column(self, heading: str) -> int:
        """Position of the column whose heading begins so.

        Raises:
            ValueError: there is none.
        """
        for at, column in enumerate(self.columns):
            if column.heading.startswith(heading):
                return at
        raise ValueError(f"{self.name} saknar kolumnen {heading}")

    @property
    def name_column(self) -> int:
        """Which column names the row: the first that is not a code."""
        return next(at for at, column in enumerate(self.columns) if column.kind != "code")


@dataclass(frozen=True)
class Report:
    """A workbook: it opens on the first sheet, the cover's text stands on the next, and the others follow."""

    title: str
    subject: str
    publisher: str
    created: str
    cover: tuple[str, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Facts:
    """What every sheet and page about an area shares."""

    warehouse: Warehouse
    area: str
    code: str
    first: str
    last: str
    year: str
    compared: str

    @property
    def example(self) -> bool:
        """Whether every figure is made up."""
        return self.warehouse.example

    @property
    def months(self) -> str:
        """The window in words."""
        return texts.period(self.first, self.last)

    @property
    def source(self) -> str:
        """The standing sentence, and when every source was fetched."""
        return self._told(texts.source_sentence(self.warehouse.publisher), self.warehouse.sources)

    @property
    def origin(self) -> str:
        """Every source by name and day."""
        rows = self.warehouse.sources
        parts = (f"{source_name(r)}, hämtad {day(str(r['hamtad']))}" for r in rows)
        return f"Underlag: {'; '.join(parts)}."

    @property
    def whole(self) -> bool:
        """Whether the area is the county."""
        return self.code == self.warehouse.county

    @property
    def edition(self) -> str:
        """What the reader holds, as a sentence."""
        name = self.warehouse.name
        return "Löpande siffror, inte en fryst utgåva." if name == WORKING else f"Utgåva {name}."

    def source_of(self, *tables: TableContract) -> str:
        """The standing sentence with the registers and tables that these tables rest on, and when they were fetched.

        Where nothing that they rest on has been fetched, the sentence alone.
        """
        used = sources_of(self.warehouse, *tables)
        if not used:
            return self.source
        return self._told(texts.source_sentence(self.warehouse.publisher, underlag(self.warehouse, tables)), used)

    def _told(self, sentence: str, used: Iterable[Record]) -> str:
        used = list(used)
        return f"{sentence} {texts.fetched([day(str(r['hamtad'])) for r in used], stale(used))}"

    def title(self, text: str) -> str:
        """The title, marked when every figure is made up."""
        return f"{texts.EXAMPLE} – {text}" if self.example else text


def facts_of(warehouse: Warehouse, area: str) -> Facts:
    """The facts of a delregion, or of the county.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.

    Raises:
        ValueError: the warehouse has no such area.
    """
    code = warehouse.county if area == COUNTY else area
    rows = rows_of(warehouse, code, REPORTING_GROUP)
    if not rows:
        raise ValueError(f"Området '{area}' finns inte i lagret. Ange en delregion, eller {COUNTY} för länet.")
    row = rows[0]
    return Facts(
        warehouse=warehouse,
        area=str(row["geo_namn"]),
        code=code,
        first=str(row["period_fran"]),
        last=str(row["period_till"]),
        year=str(row["ar_anstallda"]),
        compared=str(row["ar_jamforelse"]),
    )


def rows_of(warehouse: Warehouse, code: str, level: str) -> list[Record]:
    """The rows of mart.obalans for an area and a level of occupation."""
    return [r for r in warehouse.mismatch if r["geo_kod"] == code and r["yrkesniva"] == level]


def plain_code(code: str) -> str:
    """An area's code as a part of a table's name, which may not begin with a digit."""
    return "lan_" + code if code.isdigit() else code


def kind_of(column: Column) -> CellKind:
    """How the cells of a contract's column are shown."""
    if column.coarse or column.unit in ("personer", "annonser", "platser", "rader", "indikatorer"):
        return "integer"
    if column.unit == "andel":
        return "percent"
    if column.unit.startswith(PER_ROW):
        return "number"
    return "decimal" if column.unit else "text"


def sheet_column(column: Column, rows: Sequence[Record]) -> SheetColumn:
    """Heading, kind and width of a contract's column; the heading's date is the first row's that has one."""
    kind, dated = kind_of(column), ""
    if column.dated:
        names = [name for _, name, _, _ in Formatter().parse(column.dated) if name]
        known = (row for row in rows if all(row[name] is not None for name in names))
        dated = next((f" {column.dated.format_map(row)}" for row in known), "")
    return SheetColumn(column.term + dated, kind, 60 if column.name == "anmarkning" else _WIDTHS[kind])


def shown_cell(column: Column, value: Value) -> Value:
    """A value as readers see it: rounded by the column's kind; None stays None."""
    kind = kind_of(column)
    if kind == "text" or isinstance(value, str):
        return value
    seen = coarse_persons(value) if column.coarse else to_digits(value, _DIGITS[kind])
    return int(seen) if kind == "number" and seen is not None and seen == int(seen) else seen


def with_remarks(
    rows: Sequence[SheetRow], records: Sequence[Record], extra: Sequence[str] = ()
) -> tuple[SheetRow, ...]:
    """The rows with the record's own remark and another last; never empty when a number is missing."""
    more = extra or [""] * len(rows)
    out = []
    for cells, record, another in zip(rows, records, more, strict=True):
        reasons = " ".join(str(text) for text in (record["anmarkning"], another) if text)
        out.append((*cells, reasons or (texts.SOURCE_LACKS if None in cells else "")))
    return tuple(out)
