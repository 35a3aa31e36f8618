"""Reading the plain sheets of an Excel workbook."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine as calamine

from assets.reference.names import plain_name
from sources.arbetsformedlingen.pivot_cache import encode
from sources.errors import MalformedAnswer
from sources.package import lacking, opened

HEADER_WITHIN = 20
"""Rows from the top that titles and notes may take before the header."""

Columns = Sequence[tuple[str, ...]]
"""Wanted columns, each with the spellings that its heading may have."""


def read_sheets(workbook: Path, wanted: dict[str, Columns]) -> dict[str, pa.Table]:
    """The rows under the header of each wanted sheet.

    The header is the first row that has a heading for every wanted column. A row with fewer than two filled cells among
    them is a note and left out.

    Args:
        workbook: .xlsx file.
        wanted: sheet → columns.

    Returns:
        Sheet → one dictionary-encoded string column per wanted column, named by its first spelling; an empty cell is
        null, and a whole number is written without decimals.

    Raises:
        MalformedAnswer: the file is damaged, holds a document type declaration, or unpacks to more than is sane.
        SourceChanged: a sheet, or its header, is not there.
    """
    with opened(workbook) as package:
        copy = package.sheets_only()
    try:
        with calamine.load_workbook(copy) as book:
            written = {plain_name(name): name for name in book.sheet_names}
            if absent := [name for name in wanted if plain_name(name) not in written]:
                raise lacking(workbook, f"inte bladet {absent[0]}, bara {', '.join(book.sheet_names)}")
            return {name: _table(workbook, written[plain_name(name)], book, of) for name, of in wanted.items()}
    except calamine.CalamineError as error:
        raise MalformedAnswer(f"{workbook.name} är skadad ({error}). Inget är ersatt; kör igen senare.") from error


def _table(workbook: Path, name: str, book: calamine.CalamineWorkbook, columns: Columns) -> pa.Table:
    rows = ([_text(cell) for cell in row] for row in book.get_sheet_by_name(name).iter_rows())
    at = _header(workbook, name, rows, columns)
    positions = [array("i") for _ in columns]
    items: list[dict[str | None, int]] = [{} for _ in columns]
    for row in rows:
        cells = [row[i] for i in at]
        if sum(cell is not None for cell in cells) >= 2:
            for cell, seen, column in zip(cells, items, positions, strict=True):
                column.append(seen.setdefault(cell, len(seen)))
    encoded = (encode(column, list(seen)) for column, seen in zip(positions, items, strict=True))
    return pa.table(dict(zip((spellings[0] for spellings in columns), encoded, strict=True)))


def _header(workbook: Path, name: str, rows: Iterator[list[str | None]], columns: Columns) -> list[int]:
    """Where each wanted column is, once the rows have been read past the header."""
    nearest, fewest = "", len(columns) + 1
    for row in islice(rows, HEADER_WITHIN):
        at = [_first(row, spellings) for spellings in columns]
        found = [i for i in at if i is not None]
        if len(found) == len(columns):
            return found
        absent = [spellings[0] for spellings, i in zip(columns, at, strict=True) if i is None]
        if len(absent) < fewest:
            nearest, fewest = ", ".join(absent), len(absent)
    raise lacking(workbook, f"ingen rubrikrad på bladet {name}; det som fattas är {nearest or 'alla rader'}")


def _first(row: list[str | None], spellings: tuple[str, ...]) -> int | None:
    wanted = {plain_name(spelling) for spelling in spellings}
    return next((i for i, cell in enumerate(row) if cell is not None and plain_name(cell) in wanted), None)


def _text(cell: Any) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() or None
