from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow.parquet as pq
import pytest

from assets.contracts.registry import PUBLISHED
from assets.home import Home
from assets.published.warehouse import build
from pipelines.settings import Settings, load
from reports.cell.cell import Cell, read_cell
from reports.cell.explain import explanation
from reports.cell.lookup import find_occupation, find_place
from reports.records import records
from sources.arbetsformedlingen.ad_reader import READER_VERSION
from sources.catalogue.ads import AF_ADS
from sources.catalogue.registry import CATALOG
from sources.refresh import CURRENT, LAST_GOOD, Fetched
from sources.snapshot import Snapshot, SnapshotStore
from tests.unit.world.county import county
from tests.unit.world.places import COUNTY

DIGEST = "d" * 64
STALE = "scb_tab4434"
"""An underlag that could not be read the last time."""


def keep_snapshots(home: Home) -> dict[str, Snapshot]:
    """One snapshot per underlag; the ads lie one folder deeper, by archive."""
    store = SnapshotStore(home.raw, home.scratch, "example")
    kept = {}
    for entry in CATALOG:
        home.scratch.mkdir(exist_ok=True)
        file = home.scratch / "svar"
        file.write_text(entry.dataset, encoding="utf-8")
        kept[entry.dataset] = store.keep(
            f"{entry.dataset}/2026" if entry is AF_ADS else entry.dataset,
            {"svar": file},
            url=f"https://exempel.invalid/{entry.dataset}",
            query={},
            updated=None if entry is AF_ADS else "2026-03-05T07:00:00Z",
            licence=entry.licence,
            facts={"reader": READER_VERSION, "period_from": "2025-09", "period_to": "2026-08", "lines": 10},
        )
    return kept


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a home with the county's tables, warehouse and snapshots, and nothing published."""
    root = tmp_path_factory.mktemp("data")
    found = load({"KOMPETENS_HOME": str(root), "KOMPETENS_PUBLISHER": "Provkontoret"}, root / "no.env")
    home = Home(found.home)
    home.create()
    fetched = {("raw", name): Fetched((kept,), CURRENT) for name, kept in keep_snapshots(home).items()}
    fetched["raw", STALE] = replace(fetched["raw", STALE], status=LAST_GOOD, problem="Källan svarade inte.")
    world = county().but(fetched)
    for contract in PUBLISHED:
        path = home.table(contract.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(world[contract], path)
    build({contract.id: home.table(contract.id) for contract in PUBLISHED}, DIGEST, COUNTY, home.warehouse_file)
    return found


@pytest.fixture(scope="session")
def new_dagster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a Dagster without any history; nobody may change it. To make its databases takes longer than most tests."""
    folder = tmp_path_factory.mktemp("dagster")
    with dg.instance_for_test(temp_dir=str(folder)):
        return folder


@pytest.fixture
def instance(new_dagster: Path, tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    """A Dagster of the test's own, without any history."""
    copy = shutil.copytree(new_dagster, tmp_path / "dagsters-hem")
    with dg.instance_for_test(temp_dir=str(copy)) as opened:
        yield opened


@pytest.fixture
def connection(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(Home(settings.home).warehouse_file), read_only=True) as opened:
        yield opened


def cell_of(connection: duckdb.DuckDBPyConnection, area: str, occupation: str) -> Cell:
    place = find_place(area, records(connection, "select * from mart.dim_geo"))
    return read_cell(connection, place, find_occupation(occupation, records(connection, "select * from mart.dim_yrke")))


def told(connection: duckdb.DuckDBPyConnection, area: str, occupation: str) -> str:
    text = "\n".join(explanation(cell_of(connection, area, occupation), "Provkontoret"))
    return text.replace("\N{NO-BREAK SPACE}", " ")
