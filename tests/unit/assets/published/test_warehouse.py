from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.edition import SOURCES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.registry import PUBLISHED, content_digest
from assets.contracts.words import REPORTING_GROUP
from assets.errors import WarehouseError
from assets.home import FILE_NAME, Home
from assets.published import warehouse
from assets.published.definitions import warehouse as asset
from assets.published.warehouse import build
from assets.reference.areas import delregioner
from reports.errors import PublicationRefused


def rows(contract: TableContract, number: int) -> pa.Table:
    """That many rows of values that the contract allows."""
    columns = {}
    for column in contract.columns:
        if column.type == pa.string():
            values = [(column.allowed or (f"x{i}",))[0] for i in range(number)]
        else:
            values = [i == 0 for i in range(number)] if column.type == pa.bool_() else list(range(number))
        columns[column.name] = pa.array(values, column.type)
    return contract.conform(pa.table(columns))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A table of one row, one of two rows, and so on."""
    out, folder = {}, tmp_path_factory.mktemp("tabeller")
    for number, contract in enumerate(PUBLISHED, 1):
        out[contract.id] = folder / f"{contract.name}.parquet"
        pq.write_table(rows(contract, number), out[contract.id])
    return out


FEW = (ASSESSMENT, MISMATCH, SOURCES)
"""What the views and the mode are read from: enough where a test is not about all tables."""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse is built of a few tables."""
    monkeypatch.setattr(warehouse, "PUBLISHED", FEW)


@pytest.fixture
def parquet(written: dict[str, Path], tmp_path: Path, few: None) -> dict[str, Path]:
    """The same tables, of which a few are published; those that tests change are copies."""
    out = dict(written)
    for contract in FEW:
        out[contract.id] = Path(shutil.copy(written[contract.id], tmp_path))
    return out


@pytest.fixture(scope="module")
def built(written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("lager") / FILE_NAME
    build(written, "abc", "14", target)
    return target


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "lager").mkdir()
    return tmp_path / "lager" / FILE_NAME


@pytest.fixture
def old(built: Path, target: Path) -> Path:
    """The target, already there with the digest abc."""
    return Path(shutil.copy(built, target))


def ask(path: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_row_is_there_and_the_digest_is_stored(built):
    for number, contract in enumerate(PUBLISHED, 1):
        assert ask(built, f"select count(*) from mart.{contract.name}") == [(number,)]
    assert ask(built, "select * from om.lager") == [("abc", "example", "14")]
    assert stored_digest(built) == "abc"
    assert [p.name for p in built.parent.iterdir()] == [FILE_NAME]
    assert os.name != "posix" or stat.S_IMODE(built.stat().st_mode) == 0o444


def stored_digest(path: Path) -> str:
    return ask(path, "select digest from om.lager")[0][0]


@pytest.mark.parametrize("schema", ["mart", "om"])
def test_every_table_and_column_has_a_comment(built, schema):
    tables = ask(built, f"select table_name, comment from duckdb_tables() where schema_name = '{schema}'")
    columns = ask(
        built, f"select table_name, column_name, comment from duckdb_columns() where schema_name = '{schema}'"
    )
    assert tables
    assert [row for row in [*tables, *columns] if not row[-1]] == []


def test_comments_are_the_contracts_words(built):
    found = {
        (table, column): text
        for table, column, text in ask(built, "select table_name, column_name, comment from duckdb_columns()")
    }
    for contract in PUBLISHED:
        for column in contract.columns:
            text = found[(contract.name, column.name)]
            assert text.startswith(column.description)
            assert column.unit in text


def test_a_quote_in_a_text_does_no_harm():
    assert warehouse._quoted("rådets 'egna'") == "'rådets ''egna'''"


def test_every_delregion_has_its_views(parquet, target):
    for contract, kinds in (
        (MISMATCH, ("af_yrkesomrade", "ssyk3", REPORTING_GROUP)),
        (ASSESSMENT, ("ssyk3", REPORTING_GROUP)),
    ):
        table = rows(contract, 1).to_pylist()[0]
        wanted = [table | {"geo_kod": d.code, "yrkesniva": k} for d in delregioner("14") for k in kinds]
        pq.write_table(contract.conform(pa.Table.from_pylist(wanted, contract.schema)), parquet[contract.id])
    build(parquet, "abc", "14", target)
    views = ask(target, "select view_name, comment from duckdb_views() where schema_name = 'vy'")
    assert sorted(name for name, _ in views) == sorted(
        f"{kind}_{d.code}"
        for d in delregioner("14")
        for kind in ("af_yrkesomraden", "yrken", "yrkesgrupper", "bedomning")
    )
    for name, comment in views:
        assert comment.startswith("Bedömning i " if name.startswith("bedomning") else "Obalans i ")
        assert ask(target, f"select count(*) from vy.{name}") == [(1,)]


@pytest.mark.parametrize("modes", [("example", "live"), ()])
def test_other_than_one_mode_is_refused_and_the_old_file_stays(parquet, old, modes):
    before = old.read_bytes()
    pq.write_table(
        rows(SOURCES, len(modes)).set_column(
            SOURCES.schema.names.index("lage"), "lage", pa.array(list(modes), pa.string())
        ),
        parquet[SOURCES.id],
    )
    with pytest.raises(WarehouseError, match=r"olika lägen .*blandas aldrig"):
        build(parquet, "ny", "14", old)
    assert old.read_bytes() == before
    assert stored_digest(old) == "abc"


def test_what_a_failed_build_left_is_swept_by_the_next(parquet, target):
    leftover = target.with_name(f".{FILE_NAME}.1.tmp")
    leftover.write_bytes(b"halv")
    build(parquet, "abc", "14", target)
    assert [p.name for p in target.parent.iterdir()] == [FILE_NAME]


def test_a_stale_log_is_removed(parquet, target):
    log = target.with_name(target.name + ".wal")
    log.write_bytes(b"rest")
    build(parquet, "abc", "14", target)
    assert not log.exists()
    assert stored_digest(target) == "abc"


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced on Windows")
def test_a_reader_keeps_its_file_while_a_new_one_is_swapped_in(parquet, old):
    with duckdb.connect(str(old), read_only=True) as held:
        pq.write_table(rows(MISMATCH, 7), parquet[MISMATCH.id])
        build(parquet, "ny", "14", old)
        number = 1 + [c.id for c in PUBLISHED].index(MISMATCH.id)
        assert held.execute("select digest from om.lager").fetchall() == [("abc",)]
        assert held.execute("select count(*) from mart.obalans").fetchall() == [(number,)]
    assert stored_digest(old) == "ny"
    assert ask(old, "select count(*) from mart.obalans") == [(7,)]


def test_a_table_that_lost_rows_is_not_swapped_in(parquet, old, monkeypatch: pytest.MonkeyPatch):
    real = warehouse._create

    def lossy(connection: duckdb.DuckDBPyConnection, contract: TableContract, path: Path) -> None:
        real(connection, contract, path)
        table = f"mart.{contract.name}"
        connection.execute(f"delete from {table} where rowid = (select min(rowid) from {table})")

    monkeypatch.setattr(warehouse, "_create", lossy)
    # one row of kalla must be left so that there is a mode
    pq.write_table(rows(SOURCES, 2), parquet[SOURCES.id])
    with pytest.raises(WarehouseError, match="Lagret fick inte alla rader i"):
        build(parquet, "ny", "14", old)
    assert stored_digest(old) == "abc"


def test_a_column_without_comment_is_not_swapped_in(parquet, target, monkeypatch: pytest.MonkeyPatch):
    real = warehouse._create

    def bare(connection: duckdb.DuckDBPyConnection, contract: TableContract, path: Path) -> None:
        real(connection, contract, path)
        connection.execute(f"comment on column mart.{contract.name}.{contract.columns[0].name} is null")

    monkeypatch.setattr(warehouse, "_create", bare)
    with pytest.raises(WarehouseError, match="saknar beskrivning i lagret"):
        build(parquet, "abc", "14", target)
    assert not target.exists()


def test_a_swap_that_fails_leaves_the_old_file(parquet, old, monkeypatch: pytest.MonkeyPatch):

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        build(parquet, "ny", "14", old)
    assert stored_digest(old) == "abc"


def test_the_digest_follows_files_and_contracts():
    files = {c.id: "0" * 64 for c in PUBLISHED}
    first = content_digest(files)
    assert first == content_digest(dict(reversed(files.items())))
    assert first != content_digest({**files, PUBLISHED[0].id: "1" * 64})
    with pytest.raises(KeyError):
        content_digest({})


def test_the_content_is_the_same_for_the_same_tables(written, built, target):
    build(written, "abc", "14", target)
    with duckdb.connect(str(built), read_only=True) as one, duckdb.connect(str(target), read_only=True) as other:
        for contract in PUBLISHED:
            query = f"select * from mart.{contract.name} order by all"
            assert one.execute(query).fetchall() == other.execute(query).fetchall()


@pytest.mark.usefixtures("few")
def test_an_edition_that_is_frozen_with_another_content_is_not_built(written, tmp_path: Path):
    class Frozen:
        def require_same_content(self, order: Any, warehouse: str) -> None:
            raise PublicationRefused(f"{order['utgava']} är fryst")

    class Green:
        def require_green(self) -> dict[str, str]:
            return dict.fromkeys(written, "lika")

    home, order = Home(tmp_path), {"utgava": "2026-12"}
    with pytest.raises(PublicationRefused, match="2026-12 är fryst"):
        asset(order=order, gate=Green(), editions=Frozen(), home=home, county="14", code="kod")
    assert not home.warehouse_file.exists()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("other", "stands"),
    [
        ({}, True),
        ({"code": "ny kod"}, False),
        ({"tables": "en annan tabell"}, False),
        ({"county": "12"}, False),
        ({"file": "skadad"}, False),
        ({"log": "lämnad"}, False),
    ],
    ids=str,
)
def test_it_stands_while_the_same_code_has_built_it_of_the_same_tables(written, tmp_path: Path, other, stands: bool):
    class Unfrozen:
        def require_same_content(self, order: Any, warehouse: str) -> None: ...

    def build_it(tables: str = "lika", county: str = "14", code: str = "kod") -> Any:
        class Green:
            def require_green(self) -> dict[str, str]:
                return dict.fromkeys(written, tables)

        made: Any = asset(order={}, gate=Green(), editions=Unfrozen(), home=home, county=county, code=code)
        return made

    home = Home(tmp_path)
    for name, path in written.items():
        home.table(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, home.table(name))
    assert build_it().metadata["byggd"] == "nu"
    before = home.warehouse_file.stat().st_ino
    if "file" in other:
        home.warehouse_file.chmod(0o644)
        home.warehouse_file.write_bytes(b"skadad")
    if "log" in other:
        home.warehouse_file.with_name(f"{FILE_NAME}.wal").write_bytes(b"log")
    again = build_it(**{name: what for name, what in other.items() if name not in ("file", "log")})
    assert again.metadata["byggd"].startswith("oförändrad sedan 20") == stands
    assert (home.warehouse_file.stat().st_ino == before) == stands
    assert not home.warehouse_file.with_name(f"{FILE_NAME}.wal").exists()
