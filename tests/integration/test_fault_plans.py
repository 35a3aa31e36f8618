"""Every table of the catalogue, one at a time, answered wrongly in every way: held back or told, and never an internal error.

Judged at the door as a run judges, over the made-up world's own answers cut to their newest periods. What a run then does with an
answer that is held back is in ``test_quarantine``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets import candidate
from assets.staged.ads import ReducedArchive
from pipelines.door import Door
from sources.acceptance import Verdict, accepted_before
from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG, PX_TABLES
from sources.snapshot import Snapshot, SnapshotStore
from tests.integration import planted
from tests.integration.planted import EMPTY, LESS, MORE, NULL, OF_AF, PERIOD, PLANS, RENAMED
from tests.integration.test_quarantine import HOME
from tests.shared import plant

OTHERS = tuple(entry for entry in CATALOG if entry not in (*PX_TABLES, COUNCIL_FORMS))
"""A council's form is judged whole when it is taken in, and held against none before it: see ``test_council_forms``."""
ONLY_TOLD = {MORE, RENAMED}
"""A small new code, and a code that is called something else: the run goes on with them and says so, as a person would."""


@pytest.fixture(scope="module")
def answers(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> SnapshotStore:
    """The made-up world's own answers, which nobody changes."""
    return SnapshotStore(made_up / HOME / "raw", tmp_path_factory.mktemp("lasning"), "example")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    scratch = tmp_path / "tillfalligt"
    scratch.mkdir()
    return Door(scratch, "14", scratch / "provat")


def test_every_source_has_its_plan():
    assert {entry.dataset for entry in OTHERS} == set(OF_AF)


@pytest.mark.parametrize("entry", PX_TABLES, ids=lambda entry: entry.dataset)
def test_a_table_of_scb(entry: SourceTable, answers: SnapshotStore, door: Door, tmp_path: Path):
    store = SnapshotStore(tmp_path / "raw", tmp_path / "arbete", "example")
    (accepted,) = answers.accepted(entry.dataset)
    right = plant(store, accepted, planted.newest_two)
    assert door(entry, right, None) == Verdict()
    said = {fault: door(entry, plant(store, right, change), right) for fault, change in PLANS.items()}
    _hold(entry, said)


@pytest.mark.parametrize("entry", OTHERS, ids=lambda entry: entry.dataset)
def test_a_source_of_arbetsformedlingen(
    entry: SourceTable, answers: SnapshotStore, door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What is read of its file is another; a workbook of such rows cannot be told from one that is read so."""
    staged, columns = candidate._STAGED[entry.dataset], OF_AF[entry.dataset]
    *_, right = answers.accepted(entry.dataset)
    before = replace(accepted_before(entry, right, answers) or right, id="godkand")
    faults: dict[str, str] = {}
    whole = {snapshot.folder: staged.read((snapshot,)) for snapshot in (right, before)}

    def read(snapshots: tuple[Snapshot, ...]) -> Any:
        (snapshot,) = snapshots
        return _each(
            whole[snapshot.folder], lambda table: _read(table, faults.get(snapshot.id, "")), tmp_path / snapshot.id
        )

    def _read(table: pa.Table, fault: str) -> pa.Table:
        own = planted.newest_months(table, columns)
        changed = planted.changed(own, fault, columns) if fault else own
        assert changed is not None
        return changed

    monkeypatch.setitem(candidate._STAGED, entry.dataset, replace(staged, read=read))
    assert door(entry, before, None).faults == ()
    said: dict[str, Verdict] = {}
    for number, fault in enumerate((EMPTY, MORE, LESS, RENAMED, PERIOD, NULL)):
        if fault == PERIOD and columns.period is None:
            continue
        wrong = replace(right, id=f"planterad{number}")
        faults[wrong.id] = fault
        said[fault] = door(entry, wrong, before)
    _hold(entry, said)


def _each(read: Any, change: Callable[[pa.Table], pa.Table], folder: Path) -> Any:
    """What was read with every table in it changed."""
    if isinstance(read, pa.Table):
        return change(read)
    if isinstance(read, dict):
        return {name: _each(part, change, folder) for name, part in read.items()}
    if isinstance(read, list | tuple):
        return type(read)(_each(part, change, folder) for part in read)
    if isinstance(read, ReducedArchive):
        folder.mkdir(exist_ok=True)
        path = folder / read.path.name
        pq.write_table(change(pq.read_table(read.path)), path)
        return replace(read, path=path)
    return read


def _hold(entry: SourceTable, said: dict[str, Verdict]) -> None:
    """Print table × fault, and insist on what must hold for every table."""
    for fault, verdict in said.items():
        became = "karantän" if verdict.faults else "varning" if verdict.notes else "osedd"
        sys.stdout.write(f"{entry.dataset} | {fault} | {became} | {' '.join(verdict.faults or verdict.notes)[:160]}\n")
        assert "internt fel" not in " ".join(verdict.faults), (fault, verdict.faults)
        assert verdict.faults or verdict.notes, fault
        assert verdict.faults or fault in ONLY_TOLD, (fault, verdict.notes)
