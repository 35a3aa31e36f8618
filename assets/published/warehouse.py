"""Building the DuckDB file that every report reads."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.edition import SOURCES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.registry import PUBLISHED
from assets.contracts.words import REPORTING_GROUP
from assets.errors import WarehouseError
from assets.files import force, replacing
from assets.reference.areas import delregioner

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": 1,  # each commit of a small table costs more with several, and takes as long
}

_LAYER_COLUMNS = {
    "digest": "Innehållets kontrollsumma",
    "lage": "example (EXEMPELDATA, påhittade tal) eller live",
    "lan_kod": "Länets kod",
}


def build(parquet: dict[str, Path], digest: str, county: str, target: Path) -> None:
    """Build the file beside ``target``, verify it, and swap it in whole.

    Args:
        parquet: table id → its Parquet file, for every published table.
        digest: the content digest, stored in ``om.lager``.
        county: two-digit code.
        target: the warehouse file.

    Raises:
        WarehouseError: the marts mix modes, or the finished file does not hold what it should.
    """
    for stale in target.parent.glob(f".{target.name}.*"):
        stale.unlink()
    with replacing(target) as temporary:
        _write(temporary, parquet, digest, county)
        _verify(temporary, parquet)
        force(temporary)
        temporary.chmod(0o444)
    _log_of(target).unlink(missing_ok=True)
    force(target.parent)


def log_beside(target: Path) -> bool:
    """Whether a reader that opened the file for writing and crashed has left a log, which DuckDB would replay onto whatever is there."""
    return _log_of(target).exists()


def _log_of(target: Path) -> Path:
    return target.with_name(target.name + ".wal")


def _write(path: Path, parquet: dict[str, Path], digest: str, county: str) -> None:
    with duckdb.connect(str(path), config=CONFIG) as connection:
        # One commit instead of one for each table and comment, each of which waits for the disk.
        connection.execute("begin; create schema mart; create schema vy; create schema om")
        for contract in PUBLISHED:
            _create(connection, contract, parquet[contract.id])
        mode = _mode(connection)
        connection.execute(
            "create table om.lager as select $digest as digest, $mode as lage, $county as lan_kod",
            {"digest": digest, "mode": mode, "county": county},
        )
        connection.execute("comment on table om.lager is 'Vad lagret är byggt av'")
        for column, text in _LAYER_COLUMNS.items():
            connection.execute(f"comment on column om.lager.{column} is {_quoted(text)}")
        _views(connection, county)
        connection.execute("commit; checkpoint")


def _create(connection: duckdb.DuckDBPyConnection, contract: TableContract, path: Path) -> None:
    name = f"mart.{contract.name}"
    connection.execute(f"create table {name} as select * from read_parquet($path)", {"path": str(path)})
    connection.execute(f"comment on table {name} is {_quoted(f'{contract.title}. {contract.description}')}")
    for column in contract.columns:
        text = column.description + (f" (enhet: {column.unit})" if column.unit else "")
        connection.execute(f"comment on column {name}.{column.name} is {_quoted(text)}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _mode(connection: duckdb.DuckDBPyConnection) -> str:
    modes = [
        row[0]
        for row in connection.execute(
            f"select distinct lage from mart.{SOURCES.name} where lage is not null"
        ).fetchall()
    ]
    if len(modes) != 1:
        raise WarehouseError(
            f"Underlagen kommer ur olika lägen ({', '.join(sorted(modes))}). Exempeldata och skarpa data blandas aldrig: "
            "kör om hela flödet i ett läge."
        )
    return str(modes[0])


_VIEWS = {"af_yrkesomraden": "af_yrkesomrade", "yrken": REPORTING_GROUP, "yrkesgrupper": "ssyk3"}
"""View → level of occupation."""
_ALWAYS = ("yrke_kod", "yrke_namn", "period_fran", "period_till", "ar_anstallda", "ar_jamforelse", "anmarkning")


def _views(connection: duckdb.DuckDBPyConnection, county: str) -> None:
    for area in delregioner(county):
        for prefix, level in _VIEWS.items():
            view = f"vy.{prefix}_{area.code}"
            columns = [c.name for c in MISMATCH.columns if c.name in _ALWAYS or level in c.levels]
            connection.execute(
                f"create view {view} as select {', '.join(columns)} from mart.obalans "
                f"where geo_kod = {_quoted(area.code)} and yrkesniva = {_quoted(level)}"
            )
            connection.execute(f"comment on view {view} is {_quoted(f'Obalans i {area.name}, ur mart.obalans')}")
        view = f"vy.bedomning_{area.code}"
        connection.execute(
            f"create view {view} as select * from mart.{ASSESSMENT.name} "
            f"where geo_kod = {_quoted(area.code)} and yrkesniva = {_quoted(REPORTING_GROUP)}"
        )
        connection.execute(f"comment on view {view} is {_quoted(f'Bedömning i {area.name}, ur mart.bedomning')}")


def _verify(path: Path, parquet: dict[str, Path]) -> None:
    with duckdb.connect(str(path), read_only=True, config=CONFIG) as connection:
        for contract in PUBLISHED:
            wanted = pq.read_metadata(parquet[contract.id]).num_rows
            answer = connection.execute(f"select count(*) from mart.{contract.name}").fetchone()
            if answer is None or answer[0] != wanted:
                raise WarehouseError(f"Lagret fick inte alla rader i {contract.name} ({answer} av {wanted}). Kör igen.")
        bare = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'mart' and comment is null"
        ).fetchall()
        if bare:
            raise WarehouseError(f"Kolumnen {bare[0][1]} i {bare[0][0]} saknar beskrivning i lagret. Rätta kontraktet.")
