"""What is fetched for the whole country once, and what a county takes of it without asking anybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from assets.reference import NATION
from sources import nation
from sources.acceptance import Verdict
from sources.arbetsformedlingen import jobstream
from sources.catalogue.ads import AF_OPEN_ADS, AF_SKILLS
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.sector import SCB_SECTOR
from sources.errors import SnapshotError, SourceUnavailable
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.http import HttpClient
from sources.refresh import ABSENT, CURRENT, Fetched
from sources.scb import pxtable
from sources.session import Addresses, Sources
from sources.snapshot import Snapshot, SnapshotStore

COUNTY = "10"
FETCHED = (*PX_TABLES, AF_OPEN_ADS, AF_SKILLS, AF_BAROMETER)
ADDRESSES = Addresses(
    f"{EXAMPLE_BASE}/scb/api/v2", f"{EXAMPLE_BASE}/af-data", f"{EXAMPLE_BASE}/af-statistik", f"{EXAMPLE_BASE}/jobstream"
)


class Nobody(requests.adapters.BaseAdapter):
    """A network where every question is a fault."""

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        raise AssertionError(f"asked {request.url}")

    def close(self) -> None:
        """Nothing is held open."""


def believed(entry: SourceTable, snapshot: Snapshot, before: Snapshot | None) -> Verdict:
    return Verdict()


def sources(folder: Path, county: str, adapter: requests.adapters.BaseAdapter, **more: Any) -> Sources:
    store = SnapshotStore(folder / "raw", folder / "tillfalligt", "example")
    return Sources(HttpClient("prov", adapter), store, ADDRESSES, county, 2024, believed, **more)


@pytest.fixture(scope="module")
def country() -> ExampleAdapter:
    return ExampleAdapter(county=NATION)


@pytest.fixture(scope="module")
def state(module_folder: Path, country: ExampleAdapter) -> nation.Nation:
    of_all = sources(module_folder / "riket", NATION, country, judges=lambda entry: entry is AF_BAROMETER)
    return nation.write(of_all.store, {entry.dataset: of_all.fetch(entry) for entry in FETCHED})


@pytest.fixture(scope="module")
def both(module_folder: Path, country: ExampleAdapter, state: nation.Nation) -> Mapping[str, tuple[Snapshot, Snapshot]]:
    """Dataset → the county's snapshot when it asks for itself, and when it takes its part of the nation's."""
    alone = sources(module_folder / "ensamt", COUNTY, country)
    part = sources(module_folder / "del", COUNTY, Nobody(), nation=state)
    found = {}
    for entry in FETCHED:
        given = part.fetch(entry)
        assert given.status == CURRENT
        found[entry.dataset] = (alone.fetch(entry).snapshots[0], given.snapshots[0])
        assert part.fetch(entry).snapshots == given.snapshots, "taken once more it is the same"
    return found


@pytest.mark.parametrize("entry", PX_TABLES, ids=lambda entry: entry.dataset)
def test_a_countys_part_of_a_table_is_what_it_would_have_been_given(entry, both) -> None:
    alone, part = both[entry.dataset]
    assert part.origin.query == alone.origin.query
    assert part.origin.updated == alone.origin.updated
    first, second = pxtable.read(alone), pxtable.read(part)
    order = [(name, "ascending") for name in first.column_names if name not in ("value", "status")]
    assert second.num_rows > 0
    assert second.select(first.column_names).sort_by(order).equals(first.sort_by(order))
    assert {**part.origin.facts, "nation": None} == {**alone.origin.facts, "nation": None}


def test_a_countys_part_says_which_of_the_nations_snapshots_it_is_of(both, state) -> None:
    whole = state.fetched(SCB_EMPLOYEES).snapshots[0]
    part = both[SCB_EMPLOYEES.dataset][1]
    assert (part.origin.facts["nation"], part.origin.fetched_at) == (whole.id, whole.origin.fetched_at)


def test_a_countys_open_ads_are_those_that_it_would_have_been_told_of(both) -> None:
    alone, part = (jobstream.read(snapshot) for snapshot in both[AF_OPEN_ADS.dataset])
    assert part.state == alone.state
    assert part.days == alone.days


def test_the_nation_keeps_every_countys_closed_ads(state, both) -> None:
    whole, part = state.fetched(AF_OPEN_ADS).snapshots[0], both[AF_OPEN_ADS.dataset][1]
    closed = [jobstream.read(snapshot).state.ads["closed_at"].drop_null() for snapshot in (whole, part)]
    assert len(closed[0]) >= len(closed[1]) > 0


def test_a_countys_skills_are_counted_as_it_would_have_counted_them(both) -> None:
    alone, part = both[AF_SKILLS.dataset]
    assert part.origin.files == alone.origin.files
    assert part.origin.facts["decisions"] == alone.origin.facts["decisions"]


def test_what_the_nation_has_judged_is_judged_and_lies_once_on_the_disk(both, state) -> None:
    whole, part = state.fetched(AF_BAROMETER).snapshots[0], both[AF_BAROMETER.dataset][1]
    assert part.id == whole.id
    assert part.decision == whole.decision
    assert all(part.file(name).samefile(whole.file(name)) for name in whole.origin.files)


def test_what_no_source_confirmed_is_said_of_every_county(state, tmp_path) -> None:
    record = {
        **state.records[AF_BAROMETER.dataset],
        "status": ABSENT,
        "problem": "Svarade inte.",
        "ogonblicksbilder": [],
    }
    silent = replace(state, records={**state.records, AF_BAROMETER.dataset: record})
    found = sources(tmp_path, COUNTY, Nobody(), nation=silent).fetch(AF_BAROMETER)
    assert found == Fetched((), ABSENT, "Svarade inte.")


def test_a_nation_that_is_too_old_stands_for_nothing(state, tmp_path) -> None:
    old = sources(tmp_path, COUNTY, Nobody(), nation=replace(state, at="2020-01-01T00:00:00Z"))
    with pytest.raises(SourceUnavailable, match="dagar sedan"):
        old.fetch(SCB_EMPLOYEES)
    missing = old.fetch(SCB_SECTOR)
    assert missing.status == ABSENT
    assert "Kör riket" in missing.problem


def test_a_snapshot_of_the_nation_that_is_changed_is_refused(state) -> None:
    record = state.records[AF_BAROMETER.dataset]
    ((dataset, identity, _),) = record["ogonblicksbilder"][:1]
    changed = {**record, "ogonblicksbilder": [[dataset, identity, "0" * 64]]}
    with pytest.raises(SnapshotError, match="är inte den som hämtades"):
        replace(state, records={**state.records, AF_BAROMETER.dataset: changed}).fetched(AF_BAROMETER)


def test_the_newest_state_is_found_and_an_older_one_is_not_changed(state) -> None:
    assert nation.newest(state.store) == state
    folder = state.store.raw.with_name(nation.FOLDER)
    before = (folder / f"{state.digest}.json").read_bytes()
    fewer = nation.write(state.store, {AF_BAROMETER.dataset: state.fetched(AF_BAROMETER)})
    assert nation.newest(state.store) == fewer
    assert (folder / f"{state.digest}.json").read_bytes() == before
    with pytest.raises(SnapshotError, match="hämtat utan"):
        fewer.fetched(SCB_EMPLOYEES)
    nation.write(state.store, {entry.dataset: state.fetched(entry) for entry in FETCHED})


def test_without_a_nation_the_command_that_fetches_it_is_named(tmp_path) -> None:
    store = SnapshotStore(tmp_path / "raw", tmp_path / "t", "example")
    with pytest.raises(SourceUnavailable, match="--region riket"):
        nation.newest(store)


@pytest.mark.parametrize("written", ["{", '{"riket": "borta", "hamtat": "2026-11-29T00:00:00Z"}'])
def test_a_state_that_cannot_be_read_says_how_it_is_mended(written, tmp_path) -> None:
    folder = tmp_path / nation.FOLDER
    folder.mkdir()
    (folder / nation.POINTER).write_text(written, encoding="utf-8")
    (folder / "borta.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(SnapshotError, match="på nytt"):
        nation.newest(SnapshotStore(tmp_path / "raw", tmp_path / "t", "example"))
