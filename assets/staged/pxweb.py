"""A PxWeb table's cells → its staged table, as the catalogue names the variables and the contract the columns."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from assets.methods.aggregate import sum_or_missing
from sources.catalogue.entry import Choice, Periods, PxTable, PxVariable
from sources.scb import pxtable
from sources.scb.pxtable import period
from sources.scb.selection import TIME
from sources.snapshot import Snapshot

MISSING = ".."


def stage_snapshot(snapshot: Snapshot, entry: PxTable) -> pa.Table:
    """The staged table of an entry's snapshot.

    Raises:
        MalformedAnswer: it has no value at all.
    """
    return stage_pxweb(published_cells(snapshot, entry), entry, staged_of(entry), pxtable.names(snapshot))


def published_cells(snapshot: Snapshot, entry: PxTable) -> pa.Table:
    """The cells of an entry's snapshot, without the periods that the source has not published yet.

    Raises:
        MalformedAnswer: it has no value at all.
    """
    cells = pxtable.read(snapshot)
    not_yet = pxtable.unpublished(cells, snapshot.origin.facts.get("table", entry.shown_id))
    return cells.filter(pc.invert(pc.is_in(cells[TIME], pa.array(not_yet, pa.string())))) if not_yet else cells


def stage_pxweb(
    cells: pa.Table, entry: PxTable, contract: TableContract, names: Mapping[str, Mapping[str, str | None]]
) -> pa.Table:
    """Rename, translate codes, and keep value and symbol apart.

    Args:
        cells: one column of codes per variable of the entry, value, status.
        entry: names the variables.
        contract: of the staged table.
        names: variable → the source's code → ours, where ours is another; None for a code that is not counted.

    Returns:
        The contract's columns, one row per cell. A missing value without a symbol gets ``..``. A code without the name it
        should have is null, which no contract allows in a key. Codes that are one of ours are added, and missing when one
        of them is.
    """
    left_out = [(v.code, code) for v in entry.variables for code in _not_counted(v, names.get(v.code, {}))]
    for variable, code in left_out:
        cells = cells.filter(pc.not_equal(cells[variable], code))
    number = contract.column("varde").type
    value = pc.round(cells["value"]) if pa.types.is_integer(number) else cells["value"]
    symbol = pc.coalesce(cells["status"], pa.scalar(MISSING))
    columns = {v.column: _ours(cells[v.code], v, names.get(v.code, {})) for v in entry.variables if v.column}
    columns["varde"] = pc.cast(value, number)
    columns["status"] = pc.if_else(pc.is_null(value), symbol, pa.scalar(None, pa.string()))
    table = pa.table(columns)
    if any(isinstance(v.codes, Choice) and names.get(v.code) for v in entry.variables):
        table = _one_row_per_key(table, list(contract.key))
    return contract.conform(table)


def _not_counted(variable: PxVariable, names: Mapping[str, str | None]) -> list[str]:
    return [code for code, ours in names.items() if ours is None] if isinstance(variable.codes, Choice) else []


def _one_row_per_key(table: pa.Table, key: list[str]) -> pa.Table:
    """The same table with the rows of a key added, where several of the source's codes are one of ours."""
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    several = frame.duplicated(key, keep=False)
    if not several.any():
        return table
    sums = sum_or_missing(frame[several].astype({"varde": "Int64"}), key)
    added = pa.Table.from_pandas(sums[table.column_names], table.schema, preserve_index=False)
    return pa.concat_tables([table.filter(pa.array(~several)), added])


def _ours(codes: pa.ChunkedArray, variable: PxVariable, names: Mapping[str, str | None]) -> pa.ChunkedArray:
    if isinstance(variable.codes, Periods):
        names = {code: period(code) for code in pc.unique(codes).to_pylist()}
    elif isinstance(variable.codes, Choice):
        known = pc.is_in(codes, pa.array(names, pa.string()))
        renamed = pa.array(names.values(), pa.string()).take(pc.index_in(codes, pa.array(names, pa.string())))
        return pc.if_else(known, renamed, codes) if names else codes
    return pa.array(names.values(), pa.string()).take(pc.index_in(codes, pa.array(names, pa.string())))
