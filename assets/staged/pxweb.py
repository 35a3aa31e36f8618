"""A PxWeb table's cells → its staged table, as the catalogue names the variables and the contract the columns."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from assets.errors import StagedError
from sources.catalogue.entry import Choice, Periods, PxTable, PxVariable
from sources.scb.pxtable import period

MISSING = ".."
VALUE = ("varde", "status")


def staged_contract(entry: PxTable) -> TableContract:
    """The staged contract whose only source is the entry.

    Raises:
        StagedError: there is none, or its columns are not those that the catalogue gives.
    """
    found = [c for c in CONTRACTS if c.layer == "staged" and c.sources == (entry.dataset,)]
    if len(found) != 1:
        raise StagedError(
            f"Underlaget {entry.dataset} har {len(found)} kontrakt i lagret staged men ska ha ett. Rätta assets/contracts."
        )
    promised = {column.name for column in found[0].columns}
    given = {*VALUE, *(v.column for v in entry.variables if v.column)}
    if promised != given:
        raise StagedError(
            f"{found[0].id} lovar inte de kolumner som sources/catalogue ger för {entry.dataset}. "
            f"Det skiljer: {', '.join(sorted(promised ^ given))}."
        )
    return found[0]


def stage_pxweb(
    cells: pa.Table, entry: PxTable, contract: TableContract, names: Mapping[str, Mapping[str, str]]
) -> pa.Table:
    """Rename, translate codes, and keep value and symbol apart.

    Args:
        cells: one column of codes per variable of the entry, value, status.
        entry: names the variables.
        contract: of the staged table.
        names: variable → the source's code → ours, where the catalogue has a name of its own.

    Returns:
        The contract's columns, one row per cell. A missing value without a symbol gets ``..``. A code without the name it
        should have is null, which no contract allows in a key.
    """
    number = contract.column("varde").type
    value = pc.round(cells["value"]) if pa.types.is_integer(number) else cells["value"]
    symbol = pc.coalesce(cells["status"], pa.scalar(MISSING))
    columns = {v.column: _ours(cells[v.code], v, names.get(v.code, {})) for v in entry.variables if v.column}
    columns["varde"] = pc.cast(value, number)
    columns["status"] = pc.if_else(pc.is_null(value), symbol, pa.scalar(None, pa.string()))
    return contract.conform(pa.table(columns))


def _ours(codes: pa.ChunkedArray, variable: PxVariable, names: Mapping[str, str]) -> pa.ChunkedArray:
    if isinstance(variable.codes, Periods):
        names = {code: period(code) for code in pc.unique(codes).to_pylist()}
    elif isinstance(variable.codes, Choice):
        return codes
    return pa.array(names.values(), pa.string()).take(pc.index_in(codes, pa.array(names, pa.string())))
