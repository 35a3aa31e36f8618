"""Which rows of the councils' forms stand: those of the newest form in which a council has filled the sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pyarrow as pa

from assets.contracts.model import Record, TableContract
from assets.contracts.words import DELREGION_LEVEL
from assets.reference.areas import delregioner

_IN_ORDER = ("omgang", "behandlat", "runda", "formular")
"""What makes a form newer than another; of two of the same day the one that was handed in last."""


def newest_rows(staged: pa.Table, county: str, within: Sequence[str] = ()) -> list[Record]:
    """The rows of the newest form of each of the county's councils, in the order in which they stand in it.

    A form in which the sheet is empty says nothing about what an earlier one said.

    Args:
        staged: the filled rows of a sheet.
        county: two-digit code.
        within: columns; the newest form is looked for in each combination of them, such as each round.
    """
    mine = rows_of_county(staged, county)
    newest: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in mine:
        group, form = _group(row, within), _form(row)
        newest[group] = max(newest.get(group, form), form)
    found = [row for row in mine if _form(row) == newest[_group(row, within)]]
    return sorted(found, key=lambda row: (row["delregion"], _form(row), row["rad"]))


def rows_of_county(staged: pa.Table, county: str) -> list[Record]:
    """The rows of the county's councils, of every form."""
    areas = {area.code for area in delregioner(county)}
    return [row for row in staged.to_pylist() if row["delregion"] in areas]


def _group(row: Record, within: Iterable[str]) -> tuple[str, ...]:
    return (row["delregion"], *(row[name] for name in within))


def _form(row: Record) -> tuple[str, ...]:
    return tuple(row[name] for name in _IN_ORDER)


def numbered(rows: Iterable[Record], county: str) -> list[Record]:
    """The rows with their delregion as it is named everywhere and a number that runs within it."""
    names = {area.code: area.name for area in delregioner(county)}
    last = dict.fromkeys(names, 0)
    found = []
    for row in rows:
        code = row["delregion"]
        last[code] += 1
        found.append({**row, "geo_niva": DELREGION_LEVEL, "geo_kod": code, "geo_namn": names[code], "nr": last[code]})
    return found


def table_of(contract: TableContract, rows: Collection[Record]) -> pa.Table:
    """The contract's columns of the rows."""
    names = [column.name for column in contract.columns]
    return pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows], contract.written_schema)
