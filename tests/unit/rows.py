"""Rows that tests state by hand: a test says what it is about, and the contract fills in every other column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.model import Column, TableContract


def filling(column: Column) -> Any:
    """What a test that is not about the column finds there: nothing where that is allowed, else something allowed."""
    if column.nullable:
        return None
    if column.allowed:
        return column.allowed[0]
    kind = column.type
    if pa.types.is_string(kind):
        return "text"
    if pa.types.is_boolean(kind):
        return False
    if pa.types.is_date(kind):
        return date(2026, 1, 1)
    return 0


def row(contract: TableContract, given: Mapping[str, Any]) -> dict[str, Any]:
    """The row with those values.

    Raises:
        KeyError: the contract has no such column, so that a column which changes its name is not filled in beside it.
    """
    return {column.name: filling(column) for column in contract.columns} | _known(contract, given)


@cache
def _names(contract: TableContract) -> frozenset[str]:
    return frozenset(column.name for column in contract.columns)


def _known(contract: TableContract, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, of columns that the contract has."""
    unknown = given.keys() - _names(contract)
    if unknown:
        raise KeyError(f"{contract.id} has no column {', '.join(sorted(unknown))}")
    return dict(given)


def rows(contract: TableContract, given: Iterable[Mapping[str, Any]], **shared: Any) -> pa.Table:
    """The table with those rows, of which all have what is shared; a null that is given stays, also where none is allowed."""
    filled = row(contract, shared)
    full = [{**filled, **_known(contract, one)} for one in given]
    return contract.conform(pa.Table.from_pylist(full, contract.written_schema))


def tuples(contract: TableContract, names: str, given: Iterable[tuple[Any, ...]], **shared: Any) -> pa.Table:
    """The table with those rows, given as tuples of the columns named."""
    columns = names.split()
    return rows(contract, (dict(zip(columns, one, strict=True)) for one in given), **shared)


def find(table: pa.Table, **where: Any) -> list[dict[str, Any]]:
    """The rows with those values."""
    return [found for found in table.to_pylist() if all(found[name] == value for name, value in where.items())]


def one(table: pa.Table, **where: Any) -> dict[str, Any]:
    """The only row with those values."""
    (found,) = find(table, **where)
    return found


def chosen(table: pa.Table, **where: str) -> pa.Table:
    """The rows with those values, of a table that is too long to search as dictionaries."""
    for name, value in where.items():
        table = table.filter(pc.equal(table[name], value))
    return table


def shuffled(table: pa.Table) -> pa.Table:
    """The rows in another order."""
    order = pd.Series(range(table.num_rows)).sample(frac=1, random_state=7).to_numpy()
    return table.take(pa.array(order, pa.int64()))
