"""What is fetched for the whole country once, and what a county takes of it without asking anybody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import requests

from assets.reference.areas import NATION
from sources import jsonstat, nation
from sources.acceptance import Verdict
from sources.arbetsformedlingen import jobstream
from sources.arbetsformedlingen.ad_state import STATE_SCHEMA
from sources.arbetsformedlingen.barometer import BAROMETER_FILE
from sources.arbetsformedlingen.skills import cut as cut_skills
from sources.catalogue.ads import AF_OPEN_ADS, AF_SKILLS
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, SourceTable
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.sector import SCB_SECTOR
from sources.errors import MalformedAnswer, SnapshotError, SourceChanged, SourceUnavailable
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.http import HttpClient
from sources.refresh import ABSENT, CURRENT, LAST_GOOD, Fetched
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


@pytest.mark.parametrize("when", [None, "i natt", "2026-11-29T00:00:00"], ids=["none", "no moment", "no time zone"])
def test_a_state_that_does_not_say_when_it_was_fetched_cannot_be_stood_on(when, tmp_path) -> None:
    folder = tmp_path / nation.FOLDER
    folder.mkdir()
    digest = hashlib.sha256(b"{}").hexdigest()
    (folder / f"{digest}.json").write_bytes(b"{}")
    (folder / nation.POINTER).write_text(json.dumps({"riket": digest, "hamtat": when}), encoding="utf-8")
    store = SnapshotStore(tmp_path / "raw", tmp_path / "t", "example")
    with pytest.raises(SnapshotError, match="på nytt"):
        nation.newest(store)
    (folder / nation.POINTER).write_text(json.dumps({"riket": digest, "hamtat": now()}), encoding="utf-8")
    assert nation.newest(store).digest == digest


def now(**earlier: int) -> str:
    return (datetime.now(UTC) - timedelta(**earlier)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("what", ["summed", "another list"])
def test_a_nation_that_was_asked_otherwise_than_the_catalogue_asks_now_is_not_cut(what, state, tmp_path) -> None:
    whole = state.fetched(SCB_EMPLOYEES).snapshots[0]
    change = {"codes": Choice.SUMMED} if what == "summed" else {"codelist": "vs_Annat"}
    sex = replace(SCB_EMPLOYEES.variables[2], **change)
    assert sex.code == "Kon"
    entry = replace(SCB_EMPLOYEES, variables=(*SCB_EMPLOYEES.variables[:2], sex, *SCB_EMPLOYEES.variables[3:]))
    with pytest.raises(SourceChanged):
        pxtable.cut(entry, whole, sources(tmp_path, COUNTY, Nobody()).store, COUNTY)


def test_a_cell_of_a_variable_that_is_left_out_is_no_answer() -> None:
    document = jsonstat.Dataset(
        id=["Kon", "Tid"],
        size=[2, 1],
        dimension={"Kon": {"category": {"index": ["1", "2"]}}, "Tid": {"category": {"index": ["2024"]}}},
        value=[3, 4],
    )
    with pytest.raises(MalformedAnswer, match="efterfrågas"):
        jsonstat.cut([document], {"Tid": ["2024"]})
    with pytest.raises(MalformedAnswer, match="mer än en gång"):
        jsonstat.cut([document, document], {"Kon": ["1"], "Tid": ["2024"]})
    assert jsonstat.cut([document], {"Kon": ["2"], "Tid": ["2024"]})["value"] == [4]


def test_a_county_that_has_asked_since_does_not_go_back(state, country, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: now(hours=-1))
    alone = sources(tmp_path, COUNTY, country).fetch(AF_BAROMETER)
    found = sources(tmp_path, COUNTY, Nobody(), nation=state).fetch(AF_BAROMETER)
    assert [s.id for s in found.snapshots] == [s.id for s in alone.snapshots]


def test_a_round_that_the_county_kept_before_the_nation_was_begun_stays(state, country, tmp_path) -> None:
    """The source has overwritten it, so it is nowhere else; the nation's own round is the nation's."""
    alone = sources(tmp_path, COUNTY, country)
    (of_now,) = alone.fetch(AF_BAROMETER).snapshots
    text = of_now.file(BAROMETER_FILE).read_text(encoding="utf-8")

    def kept(of_round: str, fetched_at: str) -> None:
        with alone.store.workspace("omgang") as folder:
            path = folder / BAROMETER_FILE
            path.write_text(text.replace(of_now.origin.facts["round"], of_round), encoding="utf-8")
            facts = {**of_now.origin.facts, "round": of_round, "period_from": of_round, "period_to": of_round}
            about: dict[str, Any] = {"url": "u", "query": {}, "updated": None, "licence": "CC0", "facts": facts}
            alone.store.keep(AF_BAROMETER.dataset, {path.name: path}, **about, fetched_at=fetched_at)

    for of_round, fetched_at in (("2025-2", "2025-12-10T12:00:00Z"), ("2099-1", now())):
        kept(of_round, fetched_at)
    found = sources(tmp_path, COUNTY, Nobody(), nation=state).fetch(AF_BAROMETER)
    (of_nation,) = state.fetched(AF_BAROMETER).snapshots
    assert [s.origin.facts["round"] for s in found.snapshots] == ["2025-2", of_nation.origin.facts["round"], "2099-1"]
    assert found.status == CURRENT


def test_what_is_understood_otherwise_is_kept_anew_of_the_same_files(tmp_path) -> None:
    store = SnapshotStore(tmp_path / "raw", tmp_path / "t", "example")

    def kept(names: str) -> Snapshot:
        path = tmp_path / "del.json"
        path.write_text("{}", encoding="utf-8")
        about: dict[str, Any] = {"url": "u", "query": {}, "updated": None, "licence": "CC0"}
        return store.keep("d", {"del.json": path}, **about, facts={"names": names}, fetched_at="2026-11-01T00:00:00Z")

    first, again, otherwise = kept("a"), kept("a"), kept("b")
    assert again.id == first.id
    assert otherwise.origin.facts == {"names": "b"}
    assert store.latest("d") == otherwise


def test_what_was_open_before_the_nation_was_begun_closed_when_it_was(state, tmp_path) -> None:
    whole = jobstream.read(state.fetched(AF_OPEN_ADS).snapshots[0])
    mine = sources(tmp_path, COUNTY, Nobody(), nation=state)
    seen = datetime(2026, 8, 20, tzinfo=UTC)
    gone = whole.state.ads.slice(0, 1).to_pylist()[0]
    gone |= {
        "id": "borta",
        "stream_id": "borta",
        "municipality_code": f"{COUNTY}80",
        "seen_at": seen,
        "closed_at": None,
    }
    ads = pa.Table.from_pylist([gone | {"closed_estimated": False}], STATE_SCHEMA)
    files = {jobstream.STATE_FILE: ads, jobstream.REMOVED_FILE: whole.state.removals.slice(0, 0)}
    with mine.store.workspace("egna") as folder:
        for name, table in files.items():
            pq.write_table(table, folder / name)
        mine.store.keep(
            AF_OPEN_ADS.dataset,
            {name: folder / name for name in files},
            url="u",
            query={},
            updated=None,
            licence="CC0",
            facts={
                "days": [["2026-08-01", "2026-08-20"]],
                "reader": whole.reader,
                "lines": 1,
                "malformed": 0,
                "period_from": "2026-08-01",
                "period_to": "2026-08-20",
            },
            fetched_at="2026-08-20T12:00:00Z",
        )
    found = jobstream.read(mine.fetch(AF_OPEN_ADS).snapshots[0])
    (row,) = found.state.ads.filter(pc.equal(found.state.ads["id"], "borta")).to_pylist()
    begun = datetime.combine(whole.days[0][0], datetime.min.time(), jobstream.STOCKHOLM)
    assert (row["closed_at"], row["closed_estimated"]) == (max(begun, seen), True)
    # Of its last day only the beginning was told.
    assert found.days == ((date(2026, 8, 1), date(2026, 8, 19)), *whole.days)


def test_who_asks_for_what_is_fresh_is_told_when_the_nation_is_not(state, tmp_path) -> None:
    fresh = sources(tmp_path, COUNTY, Nobody(), nation=state, require_fresh=True)
    assert fresh.fetch(SCB_SECTOR).status == CURRENT
    older = sources(tmp_path, COUNTY, Nobody(), nation=replace(state, at=now(days=2)), require_fresh=True)
    with pytest.raises(SourceUnavailable, match="för 2 dagar sedan"):
        older.fetch(SCB_SECTOR)
    none_here = {**state.fetched(AF_SKILLS).snapshots[0].origin.facts, "counties": {}}
    skills = state.fetched(AF_SKILLS).snapshots[0]
    without = replace(skills, origin=replace(skills.origin, facts=none_here))
    with pytest.raises(SourceChanged, match="nämner inga kompetenser"):
        cut_skills(without, fresh.store, COUNTY)


def test_a_nation_of_the_future_stands_for_nothing(state) -> None:
    assert "klocka" in replace(state, at=now(days=-900)).too_old(SCB_EMPLOYEES)
    assert replace(state, at=now()).too_old(SCB_EMPLOYEES) == ""


def test_where_the_nation_is_too_old_the_countys_own_stands_while_it_can(state, country, tmp_path) -> None:
    alone = sources(tmp_path, COUNTY, country).fetch(SCB_SECTOR)
    old = sources(tmp_path, COUNTY, Nobody(), nation=replace(state, at="2020-01-01T00:00:00Z"))
    found = old.fetch(SCB_SECTOR)
    assert (found.status, found.snapshots) == (LAST_GOOD, alone.snapshots)
    assert "Kör riket" in found.problem
