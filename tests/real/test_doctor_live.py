"""``kompetens doctor --live`` as a new user runs it, against the served world. Needs ../shared beside the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assets.home import Home
from pipelines.resources import addresses, snapshot_store
from pipelines.settings import load
from sources.catalogue.ads import AF_ADS
from sources.catalogue.registry import CATALOG, PX_TABLES
from sources.http import HttpClient
from sources.session import Sources
from tests.integration.test_whole_run import kompetens
from tests.real.served import FEW, NEEDS_SHARED, server, settings_for, shared_world
from tests.shared import believed

pytestmark = NEEDS_SHARED
NOT_SERVED = {
    "TAB5457": "R2 demografisk försörjningskvot",
    "TAB6928": "utbildningsgrupp flöden region",
    "(id söks upp)": "RegionInd19E2",
}
"""Id in the catalogue → a search that must have been tried for it."""
REQUIRED = [entry for entry in CATALOG if entry.required]
FAULTS = [
    {"match": "/config", "action": "drop_code", "table": "TAB4434", "variable": "Region", "codes": ["1480"]},
    {"match": "/config", "action": "new_year", "table": "TAB4434"},
    {"match": "TAB3784/metadata", "action": "status", "status": 500},
]


FEW_ADS = {"KOMPETENS_ADS_FROM": "2026"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every statistics table, and hardly any ads."""
    return shared_world(tmp_path_factory, "14", FEW)


@pytest.fixture(scope="module")
def world(folder: Path) -> Iterator[dict[str, str]]:
    with server(folder) as address:
        yield settings_for(address) | FEW_ADS


@pytest.fixture(scope="module")
def home(world: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live home where what is required has been fetched, and nothing else."""
    data = tmp_path_factory.mktemp("hem")
    settings = load({"KOMPETENS_HOME": str(data), "KOMPETENS_SOURCE": "live", **world}, data / "no.env")
    with Home(settings.home).locked("prov") as held:
        store = snapshot_store(settings, held)
        sources = Sources(HttpClient("prov"), store, addresses(settings), settings.region, settings.ads_from, believed)
        assert [entry.dataset for entry in REQUIRED if not sources.fetch(entry).snapshots] == []
    return data


def blocks(output: str) -> dict[str, str]:
    """Title → what the comparison says of the table."""
    compared = output.split("Källornas tabeller jämförda med katalogen\n")[1]
    found: dict[str, Any] = {}
    for line in compared.splitlines():
        title = next((e.title for e in PX_TABLES if line.startswith("  SCB ") and line.endswith(f": {e.title}")), "")
        if title:
            found[title] = [line]
        elif found:
            found[list(found)[-1]].append(line)
    return {title: "\n".join(lines) for title, lines in found.items()}


def test_a_new_user_sees_what_to_do_and_which_tables_differ(world: dict[str, str], tmp_path: Path):
    done = kompetens(tmp_path, "doctor", "--live", **world)
    # Nothing is fetched yet: only what is required is a failure.
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("INTE HÄMTAT ännu; kör kompetens run") == len(REQUIRED)
    assert done.stdout.count("    inte hämtat; ") == len(CATALOG) - len(REQUIRED)
    assert done.stdout.count(": svarar (http://127.0.0.1:") == 3
    assert done.stdout.count("; inte hämtat ännu") >= 20
    assert list(blocks(done.stdout)) == [entry.title for entry in PX_TABLES]


def test_tables_that_are_not_there_are_reported_and_are_no_failure(world: dict[str, str], home: Path):
    done = kompetens(home, "doctor", "--live", **world)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": svarar (http://127.0.0.1:") == 3
    assert f"  {AF_ADS.publisher} {AF_ADS.table_id}: svarar (" in done.stdout
    pace = re.search(
        rf"{len(PX_TABLES)} tabeller jämförs med omkring \d+ anrop. Källan tillåter 30 per 10 sekunder", done.stdout
    )
    assert pace
    said = blocks(done.stdout)
    missing = [text for text in said.values() if "FINNS INTE: " in text]
    assert len(missing) == len(NOT_SERVED)
    for table, search in NOT_SERVED.items():
        assert any(text.startswith(f"  SCB {table}: ") and search in text for text in missing)
    assert "BORTA" not in done.stdout
    assert "kunde inte läsas" not in done.stdout
    required = said[REQUIRED[0].title]
    assert required.startswith("  SCB TAB4434 (behövs): ")
    assert required.endswith("    lika som katalogen och som vid hämtningen")
    assert sum("Tabellen hittades med sökningen " in text for text in said.values()) == 6


def test_faults_are_named_with_the_nearest_and_the_rest_goes_on(folder: Path, home: Path, tmp_path: Path):
    with server(folder, FAULTS, tmp_path) as address:
        done = kompetens(home, "doctor", "--live", **settings_for(address), **FEW_ADS)
    assert done.returncode == 1, done.stdout + done.stderr
    said = blocks(done.stdout)
    required = said[REQUIRED[0].title]
    assert re.search(r"BORTA: Region saknar 1 kod som vi frågar efter: 1480 \(närmast: \d{4}\)\.", required)
    assert "nytt: Ny period 2025 finns att hämta." in required
    assert sum("kunde inte läsas: " in text for text in said.values()) == 1
    assert list(said) == [entry.title for entry in PX_TABLES]
    # What is stored is still good: the fault is at the source.
    assert "av underlagen går 3 av 3 som behövs" in done.stdout
    assert "INTE HÄMTAT" not in done.stdout
