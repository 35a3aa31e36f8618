"""The published tables as Parquet files, read from the warehouse, with the same tables as CSV beside them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.model import TableContract, metadata_json
from assets.contracts.registry import PUBLISHED
from assets.files import replacing
from reports import texts
from reports.files.csv_files import write_csv
from reports.open_warehouse import reading
from reports.source_lines import source_name
from reports.warehouse import Warehouse, sources_of

FORMATS = ("parquet", "csv")
"""Folder and ending of each."""


def table_path(contract: TableContract, form: str, suffix: str) -> str:
    """Where a table's file of a format lies in the published folder."""
    return f"{form}/{contract.name}{suffix}.{form}"


def export_tables(database: Path, warehouse: Warehouse, folder: Path) -> list[str]:
    """Write every published table in every format.

    Args:
        database: the DuckDB file, opened read-only.
        warehouse: what was read of it.
        folder: where the formats' folders go.

    Returns:
        The files' paths in the folder. Rows are sorted by key; the Parquet schema says title, the table's own sources, when they
        were fetched, their licences and, for made-up figures, EXEMPELDATA.
    """
    for form in FORMATS:
        (folder / form).mkdir(parents=True, exist_ok=True)
    with reading(database) as connection:
        return [path for contract in PUBLISHED for path in _export(connection, warehouse, contract, folder)]


def _export(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, contract: TableContract, folder: Path
) -> list[str]:
    parquet, csv = (table_path(contract, form, warehouse.suffix) for form in FORMATS)
    table = sorted_rows(connection, contract)
    fields = [f.with_nullable(True) for f in contract.schema]
    metadata = {"titel": contract.title, "kontrakt": metadata_json(contract), **origin(contract, warehouse)}
    with replacing(folder / parquet) as temporary:
        pq.write_table(table.cast(pa.schema(fields, metadata)), temporary, compression="zstd")
    write_csv(connection, table, folder / csv)
    return [parquet, csv]


def sorted_rows(connection: duckdb.DuckDBPyConnection, contract: TableContract, where: str = "true") -> pa.Table:
    """The rows of a published table by key."""
    query = f"select * from mart.{contract.name} where {where} order by {', '.join(contract.key)}"
    return connection.execute(query).to_arrow_table()


def origin(contract: TableContract, warehouse: Warehouse) -> dict[str, str]:
    """What a table rests on, when that was fetched and its licences, and whether the figures are made up."""
    about = {
        "data": f"{texts.EXAMPLE}: alla tal är påhittade" if warehouse.example else "Källornas uppgifter",
        "lager": warehouse.digest,
    }
    own = sources_of(warehouse, contract)
    if not own:
        return {"kalla": "Inget underlag: referensdata, körningens uppdrag eller kontrollerna", **about}
    return {
        "kalla": "; ".join(map(source_name, own)),
        "hamtad": max(str(row["hamtad"]) for row in own),
        "licens": "; ".join(dict.fromkeys(str(row["licens"]) for row in own)),
        **about,
    }
