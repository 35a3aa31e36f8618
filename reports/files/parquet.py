"""The published tables as Parquet files, read from the warehouse."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.model import TableContract, metadata_json
from assets.contracts.registry import PUBLISHED


def export_tables(warehouse: Path, folder: Path, suffix: str = "") -> list[Path]:
    """Write one Parquet file per published table.

    Args:
        warehouse: the DuckDB file, opened read-only.
        folder: where the files go; must exist.
        suffix: what file names end with.

    Returns:
        The files. Rows are sorted by key; the schema says title, source, fetched, licence and, for made-up figures,
        EXEMPELDATA.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        origin = _origin(connection)
        return [_export(connection, c, origin, folder / f"{c.name}{suffix}.parquet") for c in PUBLISHED]


def _origin(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    mode = connection.execute("select lage, digest from om.lager").fetchone()
    rows = connection.execute(
        "select utgivare || ', ' || tabell_id, hamtad, licens from mart.kalla "
        "where anvands_i is not null and hamtad is not null order by underlag"
    ).fetchall()
    if mode is None or not rows:
        raise ValueError("lagret saknar om.lager eller mart.kalla")
    return {
        "data": "EXEMPELDATA: alla tal är påhittade" if mode[0] == "example" else "Källornas uppgifter",
        "kalla": "; ".join(r[0] for r in rows),
        "hamtad": max(r[1] for r in rows),
        "licens": "; ".join(dict.fromkeys(r[2] for r in rows)),
        "lager": mode[1],
    }


def _export(connection: duckdb.DuckDBPyConnection, contract: TableContract, origin: dict[str, str], path: Path) -> Path:
    key = ", ".join(contract.key)
    table = connection.execute(f"select * from mart.{contract.name} order by {key}").to_arrow_table()
    fields = [f.with_nullable(True) for f in contract.schema]
    metadata = {"titel": contract.title, "kontrakt": metadata_json(contract), **origin}
    temporary = path.with_suffix(".part")
    pq.write_table(table.cast(pa.schema(fields, metadata)), temporary, compression="zstd")
    os.replace(temporary, path)
    return path
