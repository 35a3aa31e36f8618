from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sources.arbetsformedlingen import workbooks
from sources.arbetsformedlingen.page import StatisticsPage
from sources.arbetsformedlingen.pivot_cache import read_pivot_cache
from sources.arbetsformedlingen.workbooks import AREAS_PART, ENTRIES, MUNICIPALITIES_PART, PREFIXES, WORKBOOK, read
from sources.catalogue.entry import SourceTable
from sources.catalogue.unemployed import AF_LABOUR_FORCE, AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION, AF_UNEMPLOYED_PROFILE
from sources.errors import MalformedAnswer, SourceChanged, SourceError, SourceGone, SourceUnavailable
from sources.refresh import CURRENT, LAST_GOOD, latest
from sources.session import Addresses, Sources
from tests.shared import believed

SITE = "https://af-statistik.test"
PAGE = f"{SITE}/statistik/sok"
ROW = '<r><x v="0"/><x v="0"/><x v="0"/><x v="0"/><x v="0"/><n v="12"/></r>'
OLDER = '<r><x v="1"/><x v="1"/><x v="1"/><x v="0"/><x v="1"/><s v="&lt;5"/></r>'
HEADED = ["PERIOD", "LÄN", "KOMMUN", "ARBETSLÖSA", *(f"Utan arbete mer än {n} månader" for n in (6, 12, 24))]
GROUPED = {
    "Total": None,
    "Kön": "KOEN",
    "Ålder": "ÅLDER",
    "Utbildningsnivå": "UTBILDNINGSNIVÅ",
    "Födelseland": "FÖDELSELAND",
}
FIGURES = ("TOTAK", "KVIAK", "MANAK", "TOTSOK", "KVISOK", "MANSOK")


def items(month: str, *names: str) -> dict[str, str]:
    """Month, sex, group, county and municipality by these names, then the count."""
    written = (f'<s v="{month}"/><s v="2026-01"/>', '<s v="M"/><s v="K"/>', '<s v="Transport"/><m/>',
               '<s v="Västra Götalands län"/>', '<s v="Göteborg"/><m/>', "")  # fmt: skip
    return dict(zip(names, written, strict=True))


class FakeAf:
    """The page of statistics and the workbooks that it links."""

    def __init__(self, adapter, workbook, sheets) -> None:
        self.adapter, self.workbook, self.sheets = adapter, workbook, sheets

    def page(self, *hrefs: str) -> None:
        links = "".join(f'<a class="x" href="{href}">Hämta</a>' for href in hrefs)
        self.adapter.routes["GET /statistik/sok"] = self.adapter.reply(200, f"<html>{links}</html>")

    def serve(self, path: str, content: bytes, **headers: str) -> None:
        self.adapter.routes[f"HEAD {path}"] = self.adapter.reply(200, b"", **headers)
        self.adapter.routes[f"GET {path}"] = self.adapter.reply(200, content, **headers)

    def areas(self, month: str, records: str = ROW + OLDER) -> bytes:
        fields = items(month, "PERIOD", "KÖN", "YRKESOMRÅDE", "LÄN", "KOMMUN", "KVAR")
        return self.workbook((fields, records))

    def profile(self, month: str, groups: tuple[str, ...] = ("UTBILDNING", "FODLGRP", "ALDGR")) -> bytes:
        return self.workbook(
            *((items(month, "PERIOD", "KOEN", group, "LAN", "KOMMUN_BESKR", "INSAL"), ROW + OLDER) for group in groups)
        )

    def duration(self, month: str, group: dict[str, str | None] = GROUPED) -> bytes:
        def rows(column: str | None) -> list[list[Any]]:
            extra = [column] if column else []
            values = ["Transport"] if column else []
            return [["Titel"], [], [], [], [*HEADED[:3], *extra, *HEADED[3:]],
                    [month, "Västra Götaland", "Göteborg", *values, 12, 8, "<5", 0],
                    ["2026-01", "Västra Götaland", "Uppgift saknas", *values, 2, None, "<5", "<5"]]  # fmt: skip

        return self.sheets({name: rows(column) for name, column in group.items()})

    def force(self, month: str) -> bytes:
        fields = {"PERIOD": f'<s v="{month}"/>', "LAN": '<s v="14 Västra Götaland"/>', "KOM": '<s v="1480 Göteborg"/>'}
        record = "".join(f'<n v="{n}.25"/>' for n in range(len(FIGURES)))
        return self.workbook(
            ({**fields, **dict.fromkeys(FIGURES, "")}, f'<r><x v="0"/><x v="0"/><x v="0"/>{record}</r>')
        )

    def publish(self, month: str, mark: str = "a", only: tuple[SourceTable, ...] = ENTRIES) -> None:
        """Every workbook of a month, or the page with only some of them moved on to it."""
        makers = dict(zip(PREFIXES, (self.areas, self.profile, self.duration, self.force), strict=True))
        for entry in only:
            path = f"/download/{mark}/{entry.table_id}-{month}.xlsx"
            self.paths[entry.table_id] = path
            self.serve(
                path, makers[entry.table_id](month), ETag=f'"{mark}"', Last_Modified="Wed, 23 Sep 2026 06:00:00 GMT"
            )
        self.page(*self.paths.values())

    paths: dict[str, str]

    def downloads(self) -> list[str]:
        return [r.url.removeprefix(SITE) for r in self.adapter.sent("GET") if r.url.endswith(".xlsx")]


@pytest.fixture
def af(adapter, workbook, sheets) -> FakeAf:
    fake = FakeAf(adapter, workbook, sheets)
    fake.paths = {}
    fake.publish("2026-08")
    return fake


@pytest.fixture
def night(http, store) -> Callable[[], Sources]:
    """The sources as a new run meets them."""
    return lambda: Sources(http, store, Addresses(SITE, SITE, PAGE, SITE), "14", 2025, believed)


@pytest.fixture
def refresh(http, store):
    return lambda entry=AF_UNEMPLOYED: workbooks.refresh(entry, StatisticsPage(http, PAGE, PREFIXES), http, store)


def test_the_workbook_is_kept_unchanged_and_read(af, refresh, store):
    (snapshot,) = refresh()
    assert snapshot.file(WORKBOOK).read_bytes() == af.areas("2026-08")
    columns = ("manad", "kon", "grupp", "lan", "kommun", "antal")
    assert read(snapshot)[AREAS_PART].to_pylist() == [
        dict(zip(columns, ("2026-08", "M", "Transport", "Västra Götalands län", "Göteborg", "12"), strict=True)),
        dict(zip(columns, ("2026-01", "K", None, "Västra Götalands län", None, "<5"), strict=True)),
    ]
    facts = snapshot.origin.facts
    assert (facts["period_from"], facts["period_to"], facts["lines"]) == ("2026-01", "2026-08", 2)
    assert snapshot.origin.updated == "2026-09-23T06:00:00Z"
    assert list(store.scratch.iterdir()) == []
    assert latest(store, AF_UNEMPLOYED.dataset) == (snapshot,)


def test_the_profile_has_a_part_per_pivot_cache(af, refresh):
    (snapshot,) = refresh(AF_UNEMPLOYED_PROFILE)
    parts = read(snapshot)
    assert list(parts) == ["ålder", "utbildning", "födelseland"]
    assert {part.num_rows for part in parts.values()} == {2}
    assert snapshot.origin.facts["lines"] == 6
    assert parts["ålder"].to_pylist()[1] == {
        "manad": "2026-01", "kon": "K", "grupp": None, "lan": "Västra Götalands län", "kommun": None, "antal": "<5",
    }  # fmt: skip


def test_the_time_without_work_has_a_part_per_sheet(af, refresh):
    (snapshot,) = refresh(AF_UNEMPLOYED_DURATION)
    parts = read(snapshot)
    assert list(parts) == list(GROUPED)
    assert parts["Total"].to_pylist()[0] == {
        "manad": "2026-08", "lan": "Västra Götaland", "kommun": "Göteborg", "samtliga": "12", "mer än 6 månader": "8",
        "mer än 12 månader": "<5", "mer än 24 månader": "0",
    }  # fmt: skip
    assert parts["Ålder"]["grupp"].to_pylist() == ["Transport", "Transport"]
    assert parts["Kön"]["mer än 6 månader"].to_pylist() == ["8", None]


def test_the_labour_force_keeps_its_decimals(af, refresh):
    (row,) = read(refresh(AF_LABOUR_FORCE)[0])[MUNICIPALITIES_PART].to_pylist()
    assert (row["lan"], row["kommun"], row["manad"]) == ("14 Västra Götaland", "1480 Göteborg", "2026-08")
    assert [row[f"arbetskraft {sex}"] for sex in ("totalt", "kvinnor", "män")] == ["0.25", "1.25", "2.25"]
    assert [row[f"inskrivna {sex}"] for sex in ("totalt", "kvinnor", "män")] == ["3.25", "4.25", "5.25"]


@pytest.mark.parametrize("lost", ["UTBILDNING", "FODLGRP", "ALDGR"])
def test_a_pivot_cache_that_is_gone_is_a_changed_source(af, refresh, lost):
    kept = tuple(name for name in ("UTBILDNING", "FODLGRP", "ALDGR") if name != lost)
    af.serve(af.paths[AF_UNEMPLOYED_PROFILE.table_id], af.profile("2026-08", kept), ETag='"b"')
    with pytest.raises(SourceChanged, match=lost):
        refresh(AF_UNEMPLOYED_PROFILE)


def test_a_sheet_whose_header_is_changed_is_a_changed_source(af, refresh):
    path = af.paths[AF_UNEMPLOYED_DURATION.table_id]
    af.serve(path, af.duration("2026-08", {**GROUPED, "Kön": "SEX"}), ETag='"b"')
    with pytest.raises(SourceChanged, match="bladet Kön; det som fattas är KOEN"):
        refresh(AF_UNEMPLOYED_DURATION)


def test_a_part_that_lags_behind_the_name_of_the_workbook_is_refused(af, refresh):
    path = af.paths[AF_UNEMPLOYED.table_id]
    af.serve(path, af.areas("2026-07"), ETag='"b"')
    with pytest.raises(MalformedAnswer, match="Arbetsboken för 2026-08 slutar 2026-07"):
        refresh()


def test_a_workbook_that_is_gone(af, refresh, adapter):
    del adapter.routes[f"HEAD {af.paths[AF_UNEMPLOYED.table_id]}"]
    with pytest.raises(SourceGone, match=r"2026-08\.xlsx finns inte \(404\)"):
        refresh()


def test_a_night_with_nothing_new_asks_for_headers_only(af, night, adapter):
    first = [night().fetch(entry) for entry in ENTRIES]
    assert len(af.downloads()) == len(ENTRIES)
    before = len(adapter.requests)
    sources = night()
    assert [sources.fetch(entry) for entry in ENTRIES] == first
    asked = [(r.method, r.url.removeprefix(SITE)) for r in adapter.requests[before:]]
    assert asked[0] == ("GET", "/statistik/sok")
    assert sorted(asked[1:]) == sorted(("HEAD", path) for path in af.paths.values())


def test_a_silent_replacement_of_the_month_is_seen_by_the_marks(af, refresh, store):
    (first,) = refresh()
    af.serve(af.paths[AF_UNEMPLOYED.table_id], af.areas("2026-08", ROW), ETag='"b"')
    (second,) = refresh()
    assert second.origin.facts["lines"] == 1
    assert store.all(first.origin.dataset) == [first, second]
    first.verify()


def test_without_marks_it_is_fetched_every_time(af, refresh):
    af.serve(af.paths[AF_UNEMPLOYED.table_id], af.areas("2026-08"))
    refresh()
    refresh()
    assert len(af.downloads()) == 2


def test_while_the_source_is_publishing_the_last_good_stand_in(af, night, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sources.refresh.age_days", lambda _: 30.0)
    stored = [night().fetch(entry).snapshots for entry in ENTRIES]
    af.publish("2026-09", "b", only=ENTRIES[:3])
    sources = night()
    for entry, snapshots in zip(ENTRIES, stored, strict=True):
        fetched = sources.fetch(entry)
        assert (fetched.status, fetched.snapshots) == (LAST_GOOD, snapshots)
        assert f"{AF_LABOUR_FORCE.table_id} 2026-08" in fetched.problem
        assert f"{AF_UNEMPLOYED.table_id} 2026-09" in fetched.problem
    assert len(af.downloads()) == len(ENTRIES)
    af.publish("2026-09", "b", only=ENTRIES[3:])
    sources = night()
    assert {sources.fetch(entry).snapshots[0].origin.query["month"] for entry in ENTRIES} == {"2026-09"}


def test_before_anything_is_stored_a_page_between_months_stops_what_is_required(af, night):
    af.publish("2026-09", "b", only=ENTRIES[3:])
    with pytest.raises(SourceUnavailable, match="har aldrig hämtats.*visar inte samma månad"):
        night().fetch(AF_UNEMPLOYED)
    assert night().fetch(AF_LABOUR_FORCE).snapshots == ()


def test_a_workbook_that_the_page_does_not_link_does_not_stop_the_required_one(af, night):
    af.page(*(path for prefix, path in af.paths.items() if prefix == AF_UNEMPLOYED.table_id))
    sources = night()
    assert sources.fetch(AF_UNEMPLOYED).status == CURRENT
    for entry in ENTRIES[1:]:
        fetched = sources.fetch(entry)
        assert fetched.snapshots == ()
        assert "länkar ingen arbetsbok" in fetched.problem
        assert entry.without in fetched.problem


def test_an_older_month_never_replaces_a_newer_one(af, refresh):
    af.publish("2026-09", "b")
    refresh()
    af.publish("2026-08", "c")
    with pytest.raises(
        SourceChanged, match="visar web-arbetslosa-yrkesomrade för 2026-08, men 2026-09 är redan hämtad"
    ):
        refresh()


@pytest.mark.parametrize(
    ("records", "cut", "error"),
    [
        (ROW, -30, MalformedAnswer),
        ("<r></r>", None, MalformedAnswer),
        ("", None, SourceError),
        (ROW + ROW.replace('<r><x v="0"/>', "<r><m/>"), None, MalformedAnswer),
    ],
    ids=["cut", "empty record", "no records", "no period"],
)
def test_a_damaged_workbook_replaces_nothing(af, refresh, store, records, cut, error):
    (old,) = refresh()
    af.serve(af.paths[AF_UNEMPLOYED.table_id], af.areas("2026-08", records)[:cut], ETag='"b"')
    with pytest.raises(error):
        refresh()
    assert latest(store, AF_UNEMPLOYED.dataset) == (old,)
    assert list(store.scratch.iterdir()) == []


def test_a_workbook_that_has_been_fetched_is_not_read_once_more_and_another_is(af, refresh, monkeypatch):
    asked: list[str] = []

    def counted(workbook, fields):
        asked.append(workbook.name)
        return read_pivot_cache(workbook, fields)

    monkeypatch.setattr(workbooks, "read_pivot_cache", counted)
    # Like no other test's, whose workbook may be the last that was read.
    af.serve(af.paths[AF_UNEMPLOYED.table_id], af.areas("2026-08", ROW * 5), ETag='"egen"')
    (old,) = refresh()
    assert read(old)[AREAS_PART].num_rows == 5
    assert len(asked) == 1
    af.serve(af.paths[AF_UNEMPLOYED.table_id], af.areas("2026-08", ROW), ETag='"b"')
    (new,) = refresh()
    assert [read(snapshot)[AREAS_PART].num_rows for snapshot in (new, old)] == [1, 5]
    assert len(asked) == 3


def test_every_part_has_the_columns_that_say_when_where_and_how_many():
    for dataset in (entry.dataset for entry in ENTRIES):
        parts = workbooks.PIVOT_CACHES.get(dataset) or workbooks.SHEETS[dataset]
        assert all({"manad", "lan", "kommun"} < set(columns) for columns in parts.values())


def test_the_required_workbook_is_the_only_one_that_stops():
    assert [entry.dataset for entry in ENTRIES if entry.required] == [AF_UNEMPLOYED.dataset]
