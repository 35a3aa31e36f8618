"""Answers that are wrong come in beside right ones: the run publishes, they wait, and an analyst decides."""

from __future__ import annotations

import getpass
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.registry import PX_TABLES
from sources.refresh import ACCEPTED_BEFORE, CURRENT
from sources.snapshot import QUARANTINE, SnapshotStore
from tests.integration import planted as planted_faults
from tests.integration.planted import Change, of_numbers
from tests.integration.test_whole_run import kompetens
from tests.shared import plant, plant_files

HOME = "exempel/14"

FAULTS: dict[str, Change] = {
    **planted_faults.PLANS,
    "för få tal": of_numbers(lambda values: values[:-1]),
    "tio gånger för stort": of_numbers(lambda values: [v and v * 10 for v in values]),
    "en ny kod i stället för en känd": planted_faults.other_code,
    "noll överallt": of_numbers(lambda values: [0] * len(values)),
    "namn bytta": planted_faults.names_swapped,
}
"""A fault for each table in turn, so that every table has one and every kind stands in several tables."""


@dataclass(frozen=True)
class Planted:
    home: Path
    tables: dict[str, str]
    """Dataset → the fault of its newest answer."""


@pytest.fixture(scope="module")
def planted(made_up: Path, module_folder: Path) -> Planted:
    """A home in which every source has a wrong answer as its newest, after a run that met them all."""
    home = shutil.copytree(made_up, module_folder / "kopia")
    store = SnapshotStore(home / HOME / "raw", home / HOME / "tillfalligt", "example")
    kinds = list(FAULTS)
    tables = {}
    for at, entry in enumerate(PX_TABLES):
        stored = store.latest(entry.dataset)
        assert stored is not None
        tables[entry.dataset] = kinds[at % len(kinds)]
        plant(store, stored, FAULTS[tables[entry.dataset]])
    for dataset in planted_faults.OF_AF:
        *_, stored = store.accepted(dataset)
        tables[dataset] = "fel i filen"
        plant_files(store, stored, planted_faults.wrong_file)
    done = kompetens(home, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Internt fel" not in done.stdout
    assert "Oförändrat:" in done.stdout or "Publicerat:" in done.stdout
    return Planted(home, tables)


def sources(home: Path) -> dict[str, dict[str, Any]]:
    with duckdb.connect(str(home / HOME / "warehouse/kompetensbehov.duckdb"), read_only=True) as connection:
        rows = connection.execute("select * from mart.kalla").to_arrow_table().to_pylist()
    return {row["underlag"]: row for row in rows}


def test_each_wrong_table_is_last_good_and_marked_and_the_run_publishes(planted: Planted):
    rows = sources(planted.home)
    passed = {d: fault for d, fault in planted.tables.items() if rows[d]["hamtstatus"] != ACCEPTED_BEFORE}
    # Names are all that has changed there: only where two codes have each other's is that more than another wording. A small new code
    # is told of.
    assert set(passed.values()) <= {"namn bytta", "noll överallt", planted_faults.RENAMED, planted_faults.MORE}, passed
    for dataset in planted.tables.keys() - passed.keys():
        assert "ligger i karantän tills någon har beslutat om det" in rows[dataset]["anmarkning"]
        assert "internt fel" not in rows[dataset]["anmarkning"], rows[dataset]["anmarkning"]
    assert set(planted_faults.OF_AF) & passed.keys() == set()
    assert len(passed) <= 8
    # A council's form has been judged whole before it came here.
    assert rows.keys() == planted.tables.keys() | {COUNCIL_FORMS.dataset}


def test_what_waits_is_listed_and_decided_and_the_decision_is_found_again(planted: Planted):
    listed = kompetens(planted.home, "quarantine")
    assert listed.returncode == 0
    assert "scb_tab4434: " in listed.stdout
    assert "Under tiden används svaret från " in listed.stdout
    without = kompetens(planted.home, "reject", "scb_tab4434", "--reason", " ")
    assert (without.returncode, "behöver ett skäl" in without.stderr) == (2, True)
    done = kompetens(planted.home, "reject", "scb_tab4434", "--reason", "Källan har fel enhet")
    assert done.returncode == 0, done.stderr
    assert "avvisad. Skäl: Källan har fel enhet" in done.stdout
    assert "scb_tab4434: " not in kompetens(planted.home, "quarantine").stdout
    again = kompetens(planted.home, "reject", "scb_tab4434", "--reason", "En gång till")
    assert again.returncode == 2
    assert "Inget svar om 'scb_tab4434' ligger i karantän." in again.stderr
    waiting = SnapshotStore(planted.home / HOME / "raw", planted.home / HOME / "tillfalligt", "example").waiting()
    useless, *_ = (s.origin.dataset for s in waiting if s.decision and not s.decision.usable)
    refused = kompetens(planted.home, "accept", useless, "--reason", "Kontrollerat hos källan")
    assert (refused.returncode, "kan bara avvisas" in refused.stderr) == (2, True)
    usable, *_ = (s.origin.dataset for s in waiting if s.decision and s.decision.usable)
    accepted = kompetens(planted.home, "accept", usable, "--reason", "Kontrollerat hos källan")
    assert accepted.returncode == 0, accepted.stderr
    told = kompetens(planted.home, "run", "--only", f"raw/scb_tab4434,raw/{usable},kalla")
    assert told.returncode == 0, told.stdout + told.stderr
    table = planted.home / HOME / "data/mart/kalla.parquet"
    (row,) = duckdb.sql(f"select hamtstatus, anmarkning from '{table}' where underlag = 'scb_tab4434'").fetchall()
    assert row[0] == ACCEPTED_BEFORE
    assert "avvisat av " in row[1]
    assert "Källan har fel enhet" in row[1]
    (row,) = duckdb.sql(f"select hamtstatus, godkannande from '{table}' where underlag = '{usable}'").fetchall()
    assert row[0] == CURRENT
    assert re.fullmatch(rf"{getpass.getuser()} \S+Z: Kontrollerat hos källan", row[1])
    assert not list((planted.home / HOME / "raw/scb_tab4434").glob(f"*/{QUARANTINE}"))
