"""Rows of the warehouse, by column name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assets.contracts.model import Record

if TYPE_CHECKING:
    import duckdb

_AT_A_TIME = 2_000
"""Rows of a query."""
Value = str | int | float | None
"""What a cell of a sheet holds."""


def by(rows: Iterable[Record], *names: str) -> dict[tuple[str, ...], list[Record]]:
    """Rows by the text of some columns, in their own order; no rows where there are none.

    >>> found = by([{"kod": "a", "n": 1}, {"kod": "b", "n": 2}, {"kod": "a", "n": 3}], "kod")
    >>> [row["n"] for row in found["a",]], found["c",]
    ([1, 3], [])
    """
    found: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for row in rows:
        found[tuple(str(row[name]) for name in names)].append(row)
    return found


def records(connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any] | None = None) -> list[Record]:
    """The rows of a query, by column name."""
    cursor = connection.execute(query, values)
    names = [d[0] for d in cursor.description or ()]
    # A name that stands on a thousand rows is kept once: half of what a warehouse takes in memory.
    kept: dict[str, str] = {}
    found: list[Record] = []
    while rows := cursor.fetchmany(_AT_A_TIME):
        found += [
            dict(zip(names, (kept.setdefault(v, v) if isinstance(v, str) else v for v in row), strict=True))
            for row in rows
        ]
    return found
