"""The published tables as Parquet files, read from the warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.edition import SOURCES
from assets.contracts.model import Record, TableContract, metadata_json
from assets.contracts.registry import PUBLISHED
from assets.files import replacing
from reports.records import records
from reports.warehouse import rests_on


def export_tables(database: Path, folder: Path, suffix: str = "") -> list[Path]:
    """Write one Parquet file per published table.

    Args:
        database: the DuckDB file, opened read-only.
        folder: where the files go; must exist.
        suffix: what file names end with.

    Returns:
        The files. Rows are sorted by key; the schema says title, the table's own sources, when they were fetched, their
        licences and, for made-up figures, EXEMPELDATA.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        ((mode, digest),) = connection.execute("select lage, digest from om.lager").fetchall()
        about = {
            "data": "EXEMPELDATA: alla tal är påhittade" if mode == "example" else "Källornas uppgifter",
            "lager": digest,
        }
        sources = records(connection, f"select * from mart.{SOURCES.name} where hamtad is not null order by underlag")
        return [
            _export(connection, c, {**_origin(c, sources), **about}, folder / f"{c.name}{suffix}.parquet")
            for c in PUBLISHED
        ]


def _origin(contract: TableContract, sources: list[Record]) -> dict[str, str]:
    """The sources that the table rests on; of one made of reference data, of the order or of the checks only that."""
    own = [row for row in sources if rests_on(contract, row)]
    if not own:
        return {"kalla": "Inget underlag: referensdata, körningens uppdrag eller kontrollerna"}
    return {
        "kalla": "; ".join(f"{row['utgivare']}, {row['tabell_id']}" for row in own),
        "hamtad": max(str(row["hamtad"]) for row in own),
        "licens": "; ".join(dict.fromkeys(str(row["licens"]) for row in own)),
    }


def _export(connection: duckdb.DuckDBPyConnection, contract: TableContract, origin: dict[str, str], path: Path) -> Path:
    key = ", ".join(contract.key)
    table = connection.execute(f"select * from mart.{contract.name} order by {key}").to_arrow_table()
    fields = [f.with_nullable(True) for f in contract.schema]
    metadata = {"titel": contract.title, "kontrakt": metadata_json(contract), **origin}
    with replacing(path) as temporary:
        pq.write_table(table.cast(pa.schema(fields, metadata)), temporary, compression="zstd")
    return path
