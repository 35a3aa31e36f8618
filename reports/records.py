"""Rows of the warehouse, by column name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.contracts.model import Record

if TYPE_CHECKING:
    import duckdb

Value = str | int | float | None
"""What a cell of a sheet holds."""


def records(connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any] | None = None) -> list[Record]:
    """The rows of a query, by column name."""
    cursor = connection.execute(query, values)
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
