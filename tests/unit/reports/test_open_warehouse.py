"""A warehouse that somebody else writes in, or that is none, is one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from reports.errors import PublicationRefused
from reports.open_warehouse import reading

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "kompetensbehov.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table t as select 1 as a")
    return path


def test_a_warehouse_is_read_and_not_written(warehouse: Path):
    with reading(warehouse) as connection, reading(warehouse) as another:
        assert (
            connection.execute("select a from t").fetchall() == another.execute("select a from t").fetchall() == [(1,)]
        )
        with pytest.raises(duckdb.Error):
            connection.execute("create table u as select 1")


def test_one_that_another_program_writes_in_names_the_program(warehouse: Path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PublicationRefused) as caught, reading(warehouse):
            pass
    finally:
        holder.communicate("")
    assert str(caught.value) == (
        f"Ett annat program (process {holder.pid}) har lagret {warehouse} öppet för skrivning. Stäng det där, eller öppna det "
        "bara för läsning, och kör igen."
    )
    with reading(warehouse) as connection:
        assert connection.execute("select a from t").fetchall() == [(1,)]


def test_what_is_no_warehouse_is_one_sentence(tmp_path: Path):
    path = tmp_path / "kompetensbehov.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with (
        pytest.raises(PublicationRefused, match=r"Lagret .* går inte att läsa\. Ta bort filen och kör hela flödet"),
        reading(path),
    ):
        pass
