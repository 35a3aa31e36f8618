"""The stream of open ads, served on loopback with faults, against the same files read with json. Needs ../shared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from assets.contracts.ads import OPEN_ADS as CONTRACT
from assets.contracts.ads import STAGED_OPEN_ADS
from assets.marts.ads.open_ads import open_ads, published_days
from assets.marts.places.dimensions import dim_geo
from assets.staged.open_ads import stage_open_ads
from sources.arbetsformedlingen.ad_state import EMPTY, fold
from sources.arbetsformedlingen.jobstream import OVERLAP, known_days, read, read_answer, refresh, stored
from sources.errors import MalformedAnswer, SourceUnavailable
from sources.http import HttpClient
from sources.snapshot import Snapshot, SnapshotStore
from tests.real.served import NEEDS_SHARED, SHARED, noted, server, shared_world

pytestmark = NEEDS_SHARED
COUNTY = "14"
NOW = "2026-11-20T06:30:00Z"
"""The served world's own now is half an hour earlier."""
SNAPSHOT, STREAM = "jobstream/v2/snapshot", "jobstream/v2/stream"
Plan = list[dict[str, Any]]


@dataclass(frozen=True)
class Day:
    """A server with its faults, and a home."""

    address: str
    notes: Path
    store: SnapshotStore

    @cached_property
    def http(self) -> HttpClient:
        return HttpClient("prov", sleep=lambda _: None)

    def refresh(self) -> Snapshot:
        (snapshot,) = refresh(self.http, f"{self.address}/jobstream", self.store, COUNTY, clock=lambda: NOW)
        return snapshot

    def notes_of(self) -> list[dict[str, Any]]:
        return noted(self.notes, self.http, self.address)

    def asked(self) -> list[str]:
        return [note["path"].partition("?")[0] for note in self.notes_of()]

    def bytes(self) -> list[int]:
        return [note["bytes"] for note in self.notes_of()]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_world(tmp_path_factory, COUNTY)


@pytest.fixture
def day(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Day]]:
    """Starts a server with a plan, always for the same home, and ends it with the test."""
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: NOW)
    with ExitStack() as servers:

        def start(plan: Plan | None = None) -> Day:
            notes = tmp_path / f"server{len(list(tmp_path.iterdir()))}"
            notes.mkdir()
            address = servers.enter_context(server(world, plan or [], notes))
            return Day(address, notes, SnapshotStore(tmp_path / "raw", tmp_path / "tillfalligt", "live"))

        yield start


@dataclass(frozen=True)
class Truth:
    """The served files read with json: the newest version of every ad by its own id, and the removed ids."""

    ads: dict[str, dict[str, Any]]
    removed: set[str]


def told(lines: list[str]) -> Truth:
    found = Truth({}, set())
    for ad in map(json.loads, lines):
        if ad["removed"]:
            found.removed.add(str(ad["id"]))
            continue
        ident = ad["original_id"] or ad["id"]
        if ident not in found.ads or ad["timestamp"] > found.ads[ident]["timestamp"]:
            found.ads[ident] = ad
    return found


@pytest.fixture(scope="module")
def only_open(world: Path) -> Truth:
    """Of the open ads alone."""
    return told((world / "jobstream/snapshot.jsonl").read_text(encoding="utf-8").split("\n")[:-1])


@pytest.fixture(scope="module")
def truth(world: Path, only_open: Truth) -> Truth:
    """Of the open ads, and the changes from a little before the newest of them, or before our own now if that is earlier."""
    newest = datetime.fromtimestamp(max(ad["timestamp"] for ad in only_open.ads.values()) / 1000, UTC)
    after = (
        (min(newest, datetime.fromisoformat(NOW)) - OVERLAP)
        .astimezone(ZoneInfo("Europe/Stockholm"))
        .strftime("%Y-%m-%dT%H:%M:%S")
    )
    lines = (world / "jobstream/changes.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    recent = [line.split("\t", 2)[2] for line in lines if line.split("\t", 1)[0] > after]
    found = told([*map(json.dumps, only_open.ads.values()), *recent])
    assert len(found.ads) > 500
    assert len(found.removed) > 5
    return found


def holds(snapshot: Snapshot, truth: Truth, store: SnapshotStore) -> None:
    """Nothing lost, nothing twice, nothing left behind."""
    state = read(snapshot).state
    rows = {row["id"]: row for row in state.ads.to_pylist()}
    assert len(rows) == state.ads.num_rows
    assert set(rows) == set(truth.ads)
    assert {row["closed_at"] for row in rows.values()} == {None}
    for ident, row in rows.items():
        served = truth.ads[ident]
        assert row["number_of_vacancies"] == served["number_of_vacancies"]
        assert row["municipality_code"] == served["workplace_address"]["municipality_code"]
        group = served["occupation_group"]
        group = group[0] if isinstance(group, list) else group
        assert row["occupation_group"] == (group and group["legacy_ams_taxonomy_id"])
        assert int(row["seen_at"].timestamp() * 1000) == served["timestamp"]
        number = served["employer"]["organization_number"]
        assert row["organization_number"] == (number if number is None or number[2] >= "2" else "enskild")
    assert set(state.removals["id"].to_pylist()) == truth.removed
    assert [str(path) for path in store.scratch.rglob("*")] == []
    snapshot.verify()


def test_the_state_is_what_the_files_say_and_the_next_night_asks_for_changes_only(day, truth: Truth):
    calm = day()
    first = calm.refresh()
    holds(first, truth, calm.store)
    assert calm.refresh() == first
    assert calm.asked() == [f"/{SNAPSHOT}", f"/{STREAM}", f"/{STREAM}"]
    assert calm.bytes()[-1] == 0
    assert len(calm.store.all("af_jobstream")) == 1


PLANS: dict[str, Plan] = {
    "reset at 30": [{"match": SNAPSHOT, "first": 2, "action": "reset", "percent": 30}],
    "reset at 60": [{"match": SNAPSHOT, "first": 2, "action": "reset", "percent": 60}],
    "cut at 50": [{"match": SNAPSHOT, "first": 2, "action": "truncate", "percent": 50}],
    "cut at 99": [{"match": SNAPSHOT, "nth": 1, "action": "truncate", "percent": 99}],
    "html": [{"match": SNAPSHOT, "nth": 1, "action": "html_instead_of_json"}],
    "503": [{"match": "jobstream", "first": 3, "action": "status", "status": 503}],
    "stream reset": [{"match": STREAM, "first": 2, "action": "reset", "percent": 60}],
    "stream cut": [{"match": STREAM, "first": 2, "action": "truncate", "percent": 50}],
    "stream html": [{"match": STREAM, "nth": 1, "action": "html_instead_of_json"}],
    "both": [
        {"match": SNAPSHOT, "nth": 1, "action": "truncate", "percent": 70},
        {"match": SNAPSHOT, "nth": 2, "action": "reset", "percent": 30},
        {"match": STREAM, "nth": 1, "action": "reset", "percent": 30},
    ],
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_what_breaks_off_loses_and_doubles_nothing(day, truth: Truth, plan: Plan):
    bad = day(plan)
    holds(bad.refresh(), truth, bad.store)


@pytest.mark.parametrize("action", ["truncate", "reset", "html_instead_of_json"])
@pytest.mark.parametrize("percent", [30, 60])
def test_what_never_comes_whole_replaces_nothing(
    day, truth: Truth, action: str, percent: int, monkeypatch: pytest.MonkeyPatch
):
    fault = {"action": action, "percent": percent}
    bad = day([{"match": SNAPSHOT, **fault}])
    with pytest.raises(SourceUnavailable if action == "reset" else MalformedAnswer, match=r"\.$"):
        bad.refresh()
    assert stored(bad.store) == ()
    good = day([{"match": STREAM, "after": 1, **fault}])
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2026-11-19T05:00:00Z")  # so that something is new since
    first = good.refresh()
    with pytest.raises(SourceUnavailable if action == "reset" else MalformedAnswer, match=r"\.$"):
        good.refresh()
    assert stored(good.store) == (first,)
    holds(first, truth, good.store)


def test_a_snapshot_whose_changes_never_come_is_kept_and_completed_the_next_night(day, truth: Truth, only_open: Truth):
    bad = day([{"match": STREAM, "action": "status", "status": 503}])
    with pytest.raises(SourceUnavailable):
        bad.refresh()
    (kept,) = stored(bad.store)
    holds(kept, only_open, bad.store)
    calm = day()
    holds(calm.refresh(), truth, calm.store)
    assert calm.asked() == [f"/{STREAM}"]


def test_nothing_of_an_ads_text_is_stored(day, truth: Truth):
    calm = day()
    snapshot = calm.refresh()
    words = {"Vikariat", "exempel", "@"} | {ad["headline"] for ad in truth.ads.values()}
    words |= {ad["employer"]["name"] for ad in truth.ads.values()}
    persons = {n for ad in truth.ads.values() if (n := ad["employer"]["organization_number"]) and n[2] < "2"}
    assert persons
    stored_values = {
        str(value)
        for path in calm.store.raw.rglob("*.parquet")
        for column in pq.read_table(path).columns
        for value in column.to_pylist()
    }
    assert stored_values & (words | persons) == set()
    assert not any("@" in value for value in stored_values)
    text = (snapshot.folder / "ursprung.json").read_text(encoding="utf-8")
    assert not any(number in text for number in persons)


def test_open_ads_per_municipality_are_those_of_the_files(day, truth: Truth):
    snapshot = day().refresh()
    days = published_days(known_days(snapshot))
    assert days == {date(2026, 11, 20): True}
    staged = STAGED_OPEN_ADS.conform(stage_open_ads(read(snapshot).state.ads))
    made = CONTRACT.conform(open_ads(staged, dim_geo(COUNTY), COUNTY, days)).to_pylist()
    got: Counter[str] = Counter()
    for row in made:
        if row["geo_niva"] in ("kommun", "lan"):
            got[row["geo_kod"]] += row["oppna_annonser"]
    addresses = [ad["workplace_address"] for ad in truth.ads.values()]
    expected = Counter(a["municipality_code"] for a in addresses if (a["municipality_code"] or "").startswith(COUNTY))
    without = sum(not a["municipality_code"] and a["region_code"] == COUNTY for a in addresses)
    assert got.pop(COUNTY) == expected.total() + without
    assert got == expected


def test_the_sources_own_objects_are_read(tmp_path: Path):
    objects = json.loads((SHARED / "real/af/ads-samples/jobstream_v1_24objects_2020.json").read_text(encoding="utf-8"))
    path = tmp_path / "svar.jsonl"
    path.write_text("".join(json.dumps(o) + "\n" for o in objects), encoding="utf-8")
    answer = read_answer(path, "https://af.test", datetime(2026, 1, 1, tzinfo=UTC))
    assert (answer.counts.lines, answer.counts.malformed) == (24, 0)
    state = fold(EMPTY, answer.versions, answer.removals)
    assert (state.open_ads, state.removals.num_rows) == (10, 14)
    rows = {row["id"]: row for row in state.ads.to_pylist()}
    for ad in (o for o in objects if not o["removed"]):
        row = rows[ad["id"]]
        assert row["occupation_group"] == ad["occupation_group"]["legacy_ams_taxonomy_id"]
        assert row["number_of_vacancies"] == ad["number_of_vacancies"]
        assert str(row["publication_date"]).replace(" ", "T") == ad["publication_date"]
    assert "23800448" in state.removals["id"].to_pylist()
    first = min(state.removals["removed_at"].to_pylist())
    assert first.isoformat() == "2020-02-28T02:10:15+00:00"
