"""SCB on bad days, served on loopback: the right table, or the last good one and a sentence. Needs ../shared."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.reference.areas import county_of
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import PxTable, PxVariable
from sources.errors import MalformedAnswer, SourceChanged, SourceError, SourceUnavailable
from sources.http import HttpClient
from sources.refresh import CURRENT, LAST_GOOD
from sources.scb import pxtable
from sources.scb.client import ScbClient
from sources.session import Addresses, Sources
from sources.snapshot import Snapshot, SnapshotStore
from tests.real.served import FEW, NEEDS_SHARED, noted, server, shared_world
from tests.shared import believed

pytestmark = NEEDS_SHARED
COUNTY = "14"
CALLS, CELLS = 30, 150_000
"""What the server enforces, written here so that a client that reads them wrongly is found."""
ORIGINAL, DUE, NEXT, THIRD, FOURTH = (f"2026-{month:02d}-05T07:00:00Z" for month in (3, 8, 9, 10, 11))
WHOLE_NATION = replace(
    SCB_EMPLOYEES,
    dataset="scb_tab4434_riket",
    variables=(
        PxVariable("Region", {code: code for code in ["00", *county_of()]}, "region_kod"),
        *SCB_EMPLOYEES.variables[1:],
    ),
)
"""The same table asked for so broadly that the source's own limit takes it in parts."""
PARTS = 3

Plan = list[dict[str, Any]]


def on(match: str, action: str, **more: Any) -> dict[str, Any]:
    return {"match": match, "action": action, **more}


def at_start(action: str, **more: Any) -> dict[str, Any]:
    """Tables are changed by the first call of a run, which is for the limits: before the metadata are read."""
    return on("/config", action, table=SCB_EMPLOYEES.table_id, **more)


PUBLISHED = at_start("stale_version", updated=DUE)
CONFIG, METADATA, DATA = "/config", "TAB4434/metadata", "TAB4434/data"


@dataclass
class Day:
    """One server with its faults, and a store that outlives it."""

    address: str
    notes: Path
    store: SnapshotStore
    pauses: list[float] = field(default_factory=list)

    @cached_property
    def http(self) -> HttpClient:
        return HttpClient("statistik@exempel.se", sleep=self.pauses.append)

    def sources(self, **more: Any) -> Sources:
        """As a new run has them."""
        paths = ("scb/api/v2", "af-data", "af-statistik", "jobstream")
        addresses = Addresses(*(f"{self.address}/{path}" for path in paths))
        return Sources(self.http, self.store, addresses, COUNTY, 2021, believed, **more)

    def asked(self, match: str = "/scb/") -> list[dict[str, Any]]:
        """The server's notes of calls to the statistical database."""
        return [call for call in noted(self.notes, self.http, self.address) if match in call["path"]]

    def left_behind(self) -> list[str]:
        return [str(path) for path in self.store.scratch.rglob("*")]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_world(tmp_path_factory, COUNTY, FEW)


@pytest.fixture
def day(world: Path, tmp_path: Path) -> Iterator[Callable[..., Day]]:
    """Starts a server with a plan, and ends it with the test."""
    with ExitStack() as servers:

        def start(plan: Plan | None = None, raw: Path | None = None) -> Day:
            if raw is not None:
                shutil.copytree(raw, tmp_path / "raw")
            address = servers.enter_context(server(world, plan or [], tmp_path))
            return Day(address, tmp_path, SnapshotStore(tmp_path / "raw", tmp_path / "tillfalligt", "live"))

        yield start


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Truth:
    """What a server without faults gave yesterday."""

    raw: Path
    snapshots: dict[str, Snapshot]
    tables: dict[str, pa.Table]


@pytest.fixture(scope="module")
def truth(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Truth:
    notes = tmp_path_factory.mktemp("facit")
    with pytest.MonkeyPatch.context() as patch, server(world, [], notes) as address:
        patch.setattr("sources.snapshot.now_utc", lambda: days_ago(1))
        sources = Day(address, notes, SnapshotStore(notes / "raw", notes / "tillfalligt", "live")).sources()
        found = {e.dataset: sources.fetch(e).snapshots[0] for e in (SCB_EMPLOYEES, WHOLE_NATION)}
    return Truth(notes / "raw", found, {name: pxtable.read(snapshot) for name, snapshot in found.items()})


def versions(snapshot: Snapshot) -> set[str]:
    """Of every file, because a table of two versions is wrong even when every cell is there."""
    return {json.loads(snapshot.file(name).read_bytes())["updated"] for name in snapshot.origin.files}


def assert_right(snapshot: Snapshot, expected: pa.Table, version: str) -> None:
    snapshot.verify()
    assert versions(snapshot) == {snapshot.origin.updated} == {version}
    assert snapshot.origin.facts["lines"] == expected.num_rows
    assert pxtable.read(snapshot).equals(expected)


@dataclass(frozen=True, kw_only=True)
class Endured:
    """A fault after which the table is whole and of ``version``."""

    plan: Plan
    posts: int
    pauses: int
    shortest: float = 0.0
    entry: PxTable = SCB_EMPLOYEES
    version: str = DUE


ENDURED = {
    "429 as often as it is tried again, at the data": Endured(
        plan=[on(DATA, "status", status=429, retry_after=7, first=4)], posts=5, pauses=4, shortest=7
    ),
    "429 at every address": Endured(
        plan=[
            on(CONFIG, "status", status=429, retry_after=60, first=1),
            on(METADATA, "status", status=429, retry_after=3, first=2),
            on(DATA, "status", status=429, retry_after=3, first=3),
        ],
        posts=4,
        pauses=6,
        shortest=3,
    ),
    "503 twice": Endured(plan=[on(DATA, "status", status=503, first=2)], posts=3, pauses=2, shortest=1),
    "reset in the data": Endured(plan=[on(DATA, "reset", percent=30, nth=1)], posts=2, pauses=1),
    "reset in the metadata": Endured(plan=[on(METADATA, "reset", percent=30, nth=1)], posts=1, pauses=1),
    "reset in the third part": Endured(
        plan=[on(DATA, "reset", percent=30, nth=3)], posts=PARTS + 1, pauses=1, entry=WHOLE_NATION
    ),
    "a new version after the first part": Endured(
        plan=[on(DATA, "stale_version", updated=NEXT, nth=2)],
        posts=2 + PARTS,
        pauses=0,
        entry=WHOLE_NATION,
        version=NEXT,
    ),
    "a new version before the last part, twice": Endured(
        plan=[
            on(DATA, "stale_version", updated=NEXT, nth=PARTS),
            on(DATA, "stale_version", updated=THIRD, nth=2 * PARTS),
        ],
        posts=3 * PARTS,
        pauses=0,
        entry=WHOLE_NATION,
        version=THIRD,
    ),
}


@pytest.mark.parametrize("stored", [False, True], ids=["first run", "second run"])
@pytest.mark.parametrize("case", ENDURED.values(), ids=ENDURED)
def test_what_can_be_endured_gives_the_right_table(day, truth: Truth, case: Endured, stored: bool):
    today = day([PUBLISHED, *case.plan], truth.raw if stored else None)
    fetched = today.sources().fetch(case.entry)
    (snapshot,) = fetched.snapshots
    assert (fetched.status, fetched.problem) == (CURRENT, "")
    assert_right(snapshot, truth.tables[case.entry.dataset], case.version)
    kept = today.store.all(case.entry.dataset)
    assert [s.id for s in kept] == [*([truth.snapshots[case.entry.dataset].id] if stored else []), snapshot.id]
    assert today.left_behind() == []
    assert len(today.asked(DATA)) == case.posts
    assert len(today.pauses) == case.pauses
    assert min(today.pauses, default=case.shortest) >= case.shortest


@dataclass(frozen=True, kw_only=True)
class GivenUp:
    """A fault after which the last good table stands, and why."""

    plan: Plan
    error: type[SourceError]
    says: str
    posts: int
    entry: PxTable = SCB_EMPLOYEES


DOWN = r"kunde inte nås \({}\)\. Kontrollera nätet och källans driftinformation, och kör igen senare\.$"
UNREADABLE = r"svarade med {} som inte går att läsa som JSON\. Källan kan ha driftstörning; kör igen senare\.$"
GIVEN_UP = {
    "429 once more than it is tried again": GivenUp(
        plan=[on(DATA, "status", status=429, retry_after=7, first=5)],
        error=SourceUnavailable,
        says=rf"{DATA} {DOWN.format('svarade 429')}",
        posts=5,
    ),
    "429 at the limits": GivenUp(
        plan=[on(CONFIG, "status", status=429)],
        error=SourceUnavailable,
        says=rf"{CONFIG} {DOWN.format('svarade 429')}",
        posts=0,
    ),
    "429 that asks for an hour": GivenUp(
        plan=[on(DATA, "status", status=429, retry_after=3600)],
        error=SourceUnavailable,
        says=rf"{DATA} {DOWN.format('svarade 429')}",
        posts=1,
    ),
    "503 at the metadata": GivenUp(
        plan=[on(METADATA, "status", status=503)],
        error=SourceUnavailable,
        says=rf"{METADATA} {DOWN.format('svarade 503')}",
        posts=0,
    ),
    "503 at the third part": GivenUp(
        plan=[on(DATA, "status", status=503, after=2)],
        error=SourceUnavailable,
        says=rf"{DATA} {DOWN.format('svarade 503')}",
        posts=2 + 5,
        entry=WHOLE_NATION,
    ),
    "reset in every body": GivenUp(
        plan=[on(DATA, "reset", percent=30)],
        error=SourceUnavailable,
        says=rf"{DATA} {DOWN.format('[A-Za-z]+')}",
        posts=5,
    ),
    "cut metadata": GivenUp(
        plan=[on(METADATA, "truncate", percent=60)],
        error=MalformedAnswer,
        says=rf"{METADATA} {UNREADABLE.format('application/json.*')}",
        posts=0,
    ),
    "cut data": GivenUp(
        plan=[on(DATA, "truncate", percent=60)],
        error=MalformedAnswer,
        says=rf"{DATA} {UNREADABLE.format('application/json.*')}",
        posts=1,
    ),
    "cut last part": GivenUp(
        plan=[on(DATA, "truncate", percent=99, nth=PARTS)],
        error=MalformedAnswer,
        says=rf"{DATA} {UNREADABLE.format('application/json.*')}",
        posts=PARTS,
        entry=WHOLE_NATION,
    ),
    "HTML for the limits": GivenUp(
        plan=[on(CONFIG, "html_instead_of_json")],
        error=MalformedAnswer,
        says=rf"{CONFIG} {UNREADABLE.format('text/html')}",
        posts=0,
    ),
    "HTML for the metadata": GivenUp(
        plan=[on(METADATA, "html_instead_of_json")],
        error=MalformedAnswer,
        says=rf"{METADATA} {UNREADABLE.format('text/html')}",
        posts=0,
    ),
    "HTML for the data": GivenUp(
        plan=[on(DATA, "html_instead_of_json")],
        error=MalformedAnswer,
        says=rf"{DATA} {UNREADABLE.format('text/html')}",
        posts=1,
    ),
    "one value too few": GivenUp(
        plan=[on(DATA, "wrong_length")],
        error=MalformedAnswer,
        says=r"Svaret har 75989 värden men ska ha 75990\. Inget är ersatt; kör igen senare\.$",
        posts=1,
    ),
    "a new version in every start": GivenUp(
        plan=[
            on(DATA, "stale_version", updated=updated, nth=2 * start)
            for start, updated in enumerate((NEXT, THIRD, FOURTH), 1)
        ],
        error=SourceChanged,
        says=r"Tabellen TAB4434 ändrades medan den hämtades, 3 gånger i rad\. Inget är ersatt; kör igen senare\.$",
        posts=6,
        entry=WHOLE_NATION,
    ),
    "a municipality is gone": GivenUp(
        plan=[at_start("drop_code", variable="Region", codes=["1480"])],
        error=SourceChanged,
        says=r"Tabellen TAB4434 saknar koden 1480 i Region \(närmast: \d{4}\) \(1 kod saknas\)\. Rätta valet i sources/catalogue\.$",
        posts=0,
    ),
    "occupations are gone": GivenUp(
        plan=[at_start("drop_code", variable="Yrke2012", codes=["251", "941"])],
        error=SourceChanged,
        says=r"Tabellen TAB4434 saknar koden 251 i Yrke2012 \(närmast: \d{3}\) \(2 koder saknas\)\. Rätta valet i sources/catalogue\.$",
        posts=0,
    ),
    "a municipality has another code": GivenUp(
        plan=[at_start("rename_code", variable="Region", codes={"1480": "1480b"})],
        error=SourceChanged,
        says=r"Tabellen TAB4434 saknar koden 1480 i Region \(närmast: 1480b\) \(1 kod saknas\)\. Rätta valet i sources/catalogue\.$",
        posts=0,
    ),
    "a sex is gone although the version is the same": GivenUp(
        plan=[
            at_start("stale_version", updated=ORIGINAL),
            at_start("drop_code", variable="Kon", codes=["1"]),
        ],
        error=SourceChanged,
        says=r"Tabellen TAB4434 saknar koden 1 i Kon \(1 kod saknas\)\. Rätta valet i sources/catalogue\.$",
        posts=0,
    ),
    "the contents are gone": GivenUp(
        plan=[at_start("drop_code", variable="ContentsCode", codes=["000007L9"])],
        error=SourceChanged,
        says=r"Tabellen TAB4434 har inga koder i ContentsCode\. Kontrollera den hos källan\.$",
        posts=0,
    ),
    "a municipality is gone between the metadata and the data": GivenUp(
        plan=[on(DATA, "drop_code", variable="Region", codes=["1480"])],
        error=SourceChanged,
        says=r"Tabellen TAB4434 saknar koden 1480 i Region \(närmast: \d{4}\) \(1 kod saknas\)\. Rätta valet i sources/catalogue\.$",
        posts=1,
    ),
    "a municipality is gone between two parts": GivenUp(
        plan=[
            on(DATA, "drop_code", variable="Region", codes=["1480"], nth=2),
            on(DATA, "stale_version", updated=NEXT, nth=2),
        ],
        error=SourceChanged,
        says=r"Tabellen TAB4434 saknar koden 1480 i Region \(närmast: \d{4}\) \(1 kod saknas\)\. Rätta valet i sources/catalogue\.$",
        posts=2,
        entry=WHOLE_NATION,
    ),
}


@pytest.mark.parametrize("case", GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_cannot_be_endured_leaves_the_last_good_and_says_why(day, truth: Truth, case: GivenUp):
    today, good = day([PUBLISHED, *case.plan], truth.raw), truth.snapshots[case.entry.dataset]
    fetched = today.sources().fetch(case.entry)
    (snapshot,) = fetched.snapshots
    assert fetched.status == LAST_GOOD
    assert_sentence(fetched.problem, case.says)
    assert_right(snapshot, truth.tables[case.entry.dataset], ORIGINAL)
    assert [s.id for s in today.store.all(case.entry.dataset)] == [good.id]
    assert today.left_behind() == []
    assert len(today.asked(DATA)) == case.posts


@pytest.mark.parametrize("case", GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_cannot_be_endured_at_first_is_an_error_that_says_why(day, case: GivenUp):
    today = day([PUBLISHED, *case.plan])
    with pytest.raises(SourceUnavailable) as caught:
        today.sources().fetch(case.entry)
    assert_sentence(str(caught.value), case.says)
    assert str(caught.value).startswith(f"{case.entry.title} (SCB) har aldrig hämtats och gick inte att hämta nu. ")
    assert type(caught.value.__cause__) is case.error
    assert list(today.store.raw.rglob("*")) == []
    assert today.left_behind() == []
    assert len(today.asked(DATA)) == case.posts


def assert_sentence(text: str, says: str) -> None:
    assert re.search(says, text), text
    assert "\n" not in text


def test_the_whole_nation_in_parts_has_the_same_cells_as_the_county_in_one(truth: Truth):
    nation, county = truth.tables[WHOLE_NATION.dataset], truth.tables[SCB_EMPLOYEES.dataset]
    assert len(truth.snapshots[WHOLE_NATION.dataset].origin.files) == PARTS + 1
    both = pc.is_in(county["Region"], nation["Region"].unique())
    names = [(v.code, "ascending") for v in SCB_EMPLOYEES.variables]
    mine = nation.filter(pc.is_in(nation["Region"], county["Region"].unique())).sort_by(names)
    assert mine.num_rows == 50 * 149 * 2 * 5
    assert mine.equals(county.filter(both).sort_by(names).select(mine.column_names))


def test_nothing_new_asks_for_no_data(day, truth: Truth):
    today = day([], truth.raw)
    fetched = today.sources().fetch(SCB_EMPLOYEES)
    assert fetched.status == CURRENT
    assert [s.id for s in fetched.snapshots] == [truth.snapshots[SCB_EMPLOYEES.dataset].id]
    assert [call["method"] for call in today.asked()] == ["GET", "GET"]


@pytest.mark.parametrize("plan", [[], [PUBLISHED]], ids=["same version", "new version"])
def test_a_new_year_is_fetched_whatever_the_version_says(day, truth: Truth, plan: Plan):
    today = day([*plan, at_start("new_year")], truth.raw)
    old = truth.tables[SCB_EMPLOYEES.dataset]
    (snapshot,) = today.sources().fetch(SCB_EMPLOYEES).snapshots
    assert (snapshot.origin.facts["period_from"], snapshot.origin.facts["period_to"]) == ("2020", "2025")
    assert versions(snapshot) == {DUE if plan else ORIGINAL}
    years = {year: cells_of(pxtable.read(snapshot), year) for year in ("2023", "2024", "2025")}
    assert years["2025"] == years["2024"] == cells_of(old, "2024")
    assert years["2023"] == cells_of(old, "2023")
    assert snapshot.origin.facts["lines"] == old.num_rows // 5 * 6
    assert len(today.asked(DATA)) == 1


def cells_of(table: pa.Table, year: str) -> list[dict[str, Any]]:
    names = [(v.code, "ascending") for v in SCB_EMPLOYEES.variables]
    return table.filter(pc.equal(table["Tid"], year)).drop_columns("Tid").sort_by(names[:-1]).to_pylist()


def test_the_day_after_a_bad_day_is_right_again(day, truth: Truth):
    today = day([PUBLISHED, on(DATA, "wrong_length", first=1)], truth.raw)
    assert today.sources().fetch(SCB_EMPLOYEES).status == LAST_GOOD
    fetched = today.sources().fetch(SCB_EMPLOYEES)
    assert (fetched.status, fetched.problem) == (CURRENT, "")
    assert_right(fetched.snapshots[0], truth.tables[SCB_EMPLOYEES.dataset], DUE)
    assert today.sources().fetch(SCB_EMPLOYEES).snapshots == fetched.snapshots
    assert len(today.asked(DATA)) == 2


@pytest.mark.parametrize("name", ["503 at the metadata", "one value too few", "a municipality is gone"])
def test_who_requires_fresh_is_given_the_error_and_no_last_good(day, truth: Truth, name: str):
    case = GIVEN_UP[name]
    today = day([PUBLISHED, *case.plan], truth.raw)
    with pytest.raises(case.error, match=case.says):
        today.sources(require_fresh=True).fetch(case.entry)
    assert len(today.store.all(case.entry.dataset)) == 1
    assert today.left_behind() == []


def test_a_last_good_that_is_too_old_is_refused_and_kept(day, truth: Truth):
    today = day([PUBLISHED, on(DATA, "status", status=503)], truth.raw)
    with pytest.raises(SourceUnavailable) as caught:
        today.sources().fetch(replace(SCB_EMPLOYEES, max_age_days=0))
    assert_sentence(str(caught.value), rf"gammalt; högst 0 är tillåtet\. .*{DATA} {DOWN.format('svarade 503')}")
    assert today.sources().fetch(replace(SCB_EMPLOYEES, max_age_days=2)).status == LAST_GOOD


def test_no_question_is_larger_than_the_source_allows(day):
    today = day()
    (snapshot,) = today.sources().fetch(WHOLE_NATION).snapshots
    cells = [call["cells"] for call in today.asked(DATA)]
    assert max(cells) <= CELLS
    assert sum(cells) == snapshot.origin.facts["lines"] == pxtable.read(snapshot).num_rows
    assert len(cells) == PARTS == -(-sum(cells) // CELLS)
    assert {call["status"] for call in today.asked()} == {200}


class MustWait(Exception):
    """Stands for the pause that a run would make here."""


def test_the_last_call_that_the_source_allows_is_the_last_before_a_pause(day):
    def stop(seconds: float) -> None:
        raise MustWait(seconds)

    today = day()
    client = ScbClient(today.http, f"{today.address}/scb/api/v2")
    client.limits.rate.sleep = stop
    with pytest.raises(MustWait) as caught:
        for _ in range(2 * CALLS):
            client.metadata(SCB_EMPLOYEES.table_id)
    assert 0 < caught.value.args[0] <= 10
    assert [call["status"] for call in today.asked()] == [200] * CALLS
    assert today.pauses == []
