"""JobStream: the open ads once, then only changes; whatever breaks off, nothing is lost, doubled or half replaced."""

from __future__ import annotations

import json
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.arbetsformedlingen import jobstream
from sources.arbetsformedlingen.ad_state import MOMENT
from sources.arbetsformedlingen.jobstream import AGAIN, NEXT, OVERLAP, known_days, read, refresh, stored
from sources.catalogue.ads import AF_OPEN_ADS
from sources.errors import MalformedAnswer, SourceError, SourceUnavailable
from sources.http import HttpClient
from sources.snapshot import Snapshot, SnapshotStore
from tests.unit.sources.conftest import FakeAdapter

BASE = "https://jobstream.test"
SNAPSHOT, STREAM = "GET /v2/snapshot", "GET /v2/stream"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = datetime(2026, 6, 1, 2, tzinfo=UTC)
"""Four in the morning, Swedish time."""


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%dT%H:%M:%S}"


def ad(ident: Any, hours: float, kommun: str | None = "1485", **more: Any) -> dict[str, Any]:
    """A full object, as the source writes it."""
    return {
        "id": ident,
        "original_id": None,
        "headline": "Undersköterska, natt",
        "number_of_vacancies": 1,
        "publication_date": local(at(hours)),
        "last_publication_date": "2026-08-31T23:59:59",
        "employer": {"organization_number": "2120001234", "name": "Exempelkommunen"},
        "occupation_group": {"concept_id": "c", "label": "l", "legacy_ams_taxonomy_id": "5321"},
        "occupation_field": {"concept_id": "c", "label": "l", "legacy_ams_taxonomy_id": "8"},
        "workplace_address": {"municipality_code": kommun, "region_code": kommun and kommun[:2], "country_code": "199"},
        "removed": False,
        "removed_date": None,
        "timestamp": int(at(hours).timestamp() * 1000),
        **more,
    }


def gone(ident: Any, hours: float, **more: Any) -> dict[str, Any]:
    """A sparse object, as the source writes it."""
    return {"id": ident, "removed": True, "removed_date": local(at(hours)), **more}


CODES = {
    "occupation": "a",
    "occupation_group": "b",
    "occupation_field": "c",
    "municipality": "d",
    "region": "e",
    "country": "f",
}


def body(*objects: dict[str, Any]) -> bytes:
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects).encode()


class Source:
    """The source, and the clock by which it is asked."""

    def __init__(self, adapter: FakeAdapter, store: SnapshotStore, http: HttpClient) -> None:
        self.adapter, self.store, self.http = adapter, store, http
        self.now = START
        self.answers(body(ad("1", -50), ad("2", -40)), b"")

    def answers(self, snapshot: bytes | None = None, stream: bytes | None = None, **more: Any) -> None:
        for key, content in ((SNAPSHOT, snapshot), (STREAM, stream)):
            if content is not None:
                self.adapter.routes[key] = self.adapter.reply(200, content, **more)

    def night(self, later: float = 24, **more: Any) -> Snapshot:
        """One refresh, so many hours after the last one."""
        self.now += timedelta(hours=later)
        (snapshot,) = refresh(self.http, BASE, self.store, "14", clock=self.clock, **more)
        return snapshot

    def clock(self) -> str:
        return f"{self.now:%Y-%m-%dT%H:%M:%SZ}"

    def asked(self) -> list[str]:
        return [urlsplit(str(r.url)).path for r in self.adapter.requests]

    def query(self) -> dict[str, list[str]]:
        """Of the last question."""
        return parse_qs(urlsplit(str(self.adapter.requests[-1].url)).query)

    def snapshots(self) -> list[str]:
        return [s.id for s in self.store.all(AF_OPEN_ADS.dataset)]


@pytest.fixture
def source(adapter: FakeAdapter, http: HttpClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    found = Source(adapter, SnapshotStore(tmp_path / "raw", tmp_path / "tillfalligt", "live"), http)
    monkeypatch.setattr("sources.snapshot.now_utc", found.clock)
    return found


def closed(snapshot: Snapshot) -> dict[str, datetime | None]:
    ads = read(snapshot).state.ads
    return dict(zip(ads["id"].to_pylist(), ads["closed_at"].to_pylist(), strict=True))


def column(snapshot: Snapshot, name: str) -> list[Any]:
    return list(read(snapshot).state.ads[name].to_pylist())


def test_the_first_night_asks_for_every_open_ad_and_for_what_changed_meanwhile(source: Source):
    source.answers(stream=body(gone(1, -3), ad("3", -2)))
    snapshot = source.night(0)
    assert closed(snapshot) == {"1": at(-3), "2": None, "3": None}
    whole, changes = source.adapter.requests
    assert (whole.headers["Accept"], whole.url) == ("application/jsonl", f"{BASE}/v2/snapshot")
    # Everything since the newest that the snapshot told, and the overlap before that, in Swedish time.
    assert parse_qs(urlsplit(str(changes.url)).query) == {"updated-after": [local(at(-40) - OVERLAP)]}
    assert changes.headers["Accept"] == "application/jsonl"
    origin = snapshot.origin
    assert (origin.updated, origin.licence) == ("2026-06-01T00:00:00Z", "CC0")
    assert {k: v for k, v in origin.facts.items() if k not in ("reader", "days")} == {
        "period_from": "2026-05-30", "period_to": "2026-06-01", "lines": 4, "malformed": 0, "previous": None, "open": 2,
        "opened": 3, "edited": 0, "closed": 1,
    }  # fmt: skip


def test_a_night_with_nothing_new_stores_nothing(source: Source):
    source.answers(stream=body(gone(1, -3), gone(99, -3), ad("3", -2)))
    first = source.night(0)
    assert source.night() == first
    # Something was told, but nothing that was not known: the night before last was asked for again.
    assert source.asked() == ["/v2/snapshot", "/v2/stream", "/v2/stream", "/v2/stream"]
    source.answers(stream=b"")
    assert source.night() == first == stored(source.store)[0]
    assert source.snapshots() == [first.id]
    assert source.asked()[4:] == ["/v2/stream"]
    assert source.query() == {"updated-after": [local(at(-2) + NEXT)]}


def test_the_next_night_asks_from_where_the_source_had_come(source: Source):
    source.night(0)
    source.answers(
        stream=body(ad("2", -40, number_of_vacancies=7) | {"timestamp": int(at(20).timestamp() * 1000)}, gone(1, 22))
    )
    second = source.night()
    assert (closed(second), column(second, "number_of_vacancies")) == ({"1": at(22), "2": None}, [1, 7])
    facts = second.origin.facts
    assert (facts["opened"], facts["edited"], facts["closed"]) == (0, 1, 1)
    assert facts["previous"] == source.snapshots()[0]
    assert facts["lines"] == 6  # this source tells the same whatever it is asked
    source.answers(stream=body(gone(2, 44, **CODES)))
    third = source.night()
    assert source.query() == {"updated-after": [local(at(22) - OVERLAP)], "updated-before": [local(at(22) + AGAIN)]}
    assert closed(third) == {"1": at(22), "2": at(44)}
    # A sparse removal overwrites no attribute, whether it has codes or not.
    assert column(third, "occupation_group") == ["5321", "5321"]


def test_a_clock_of_ours_that_was_behind_is_what_counts(source: Source):
    source.now = at(-60)
    source.answers(snapshot=body(ad("1", -58)))
    source.night(0)
    source.answers(stream=body(ad("2", -57.5)))
    source.night(1)
    assert source.query()["updated-after"] == [local(at(-60) - OVERLAP)]


def test_an_ad_under_its_original_id_is_found_by_the_streams_id(source: Source):
    source.answers(snapshot=body(ad("fe12", -50, original_id=2901), ad("2", -40)))
    assert closed(source.night(0)) == {"2901": None, "2": None}
    source.answers(stream=body(gone("fe12", 20)))
    assert closed(source.night()) == {"2901": at(20), "2": None}


def test_a_removed_ad_that_is_told_in_full_keeps_its_attributes(source: Source):
    source.answers(snapshot=body(ad("1", -50), ad("2", -40, **{k: v for k, v in gone(2, -30).items() if k != "id"})))
    assert closed(source.night(0)) == {"1": None, "2": at(-30)}
    late = ad("1", -50, number_of_vacancies=3) | {"removed": True, "removed_date": local(at(20))}
    source.answers(stream=body(late | {"timestamp": int(at(21).timestamp() * 1000)}))
    second = source.night()
    assert (closed(second)["1"], column(second, "number_of_vacancies")[0]) == (at(20), 3)


def test_a_removal_without_a_date_is_dated_by_its_time_stamp_or_refused(source: Source):
    stamped = {"id": 1, "removed": True, "timestamp": int(at(-5).timestamp() * 1000)}
    source.answers(stream=body(stamped, {"id": 2, "removed": True}, {"id": 3}, ad("4", -2)))
    snapshot = source.night(0)
    assert closed(snapshot) == {"1": at(-5), "2": None, "4": None}
    assert (snapshot.origin.facts["lines"], snapshot.origin.facts["malformed"]) == (6, 2)
    (first, second) = pq.read_table(snapshot.file("olasliga.parquet")).to_pylist()
    assert (first["rad"], second["rad"], first["orsak"]) == (2, 3, "ValidationError")


def test_the_hour_that_comes_twice_is_the_later_one(source: Source):
    source.now = datetime(2026, 10, 25, 3, tzinfo=UTC)
    edited = int(datetime(2026, 10, 25, 1, 20, tzinfo=UTC).timestamp() * 1000)  # 02.20 for the second time
    removal = {"id": 1, "removed": True, "removed_date": "2026-10-25T02:40:00"}
    source.answers(snapshot=body(ad("1", 0) | {"timestamp": edited}), stream=body(removal))
    assert closed(source.night(0)) == {"1": datetime(2026, 10, 25, 1, 40, tzinfo=UTC)}


def test_times_with_an_offset_are_what_they_say(source: Source):
    source.answers(stream=body({"id": 1, "removed": True, "removed_date": "2026-05-31T20:00:00Z"}))
    assert closed(source.night(0))["1"] == datetime(2026, 5, 31, 20, tzinfo=UTC)


def test_what_has_not_happened_yet_is_refused(source: Source):
    source.answers(stream=body(gone(1, 10), ad("3", 9000), gone(2, 2)))
    snapshot = source.night(0)
    assert closed(snapshot) == {"1": None, "2": at(2)}
    assert snapshot.origin.facts["malformed"] == 2


@pytest.mark.parametrize(
    "answer",
    [
        body(ad("1", -50), ad("2", -40))[:-30],
        body(ad("1", -50), ad("2", -40))[:-2],
        b"",
        b"<html>driftstopp</html>",
        b"<html>\n<body>driftstopp</body>\n</html>\n",
        b'{"message": "Internal server error"}\n',
        body(gone(1, -3)),
        json.dumps([ad("1", -50), ad("2", -40)]).encode()[:-30],
        body(*[ad(str(i), -50) for i in range(100)]) + b"{}\n" * 11,
    ],
    ids=[
        "cut",
        "cut at the end",
        "empty",
        "html",
        "html lines",
        "message",
        "only removals",
        "cut array",
        "many refused",
    ],
)
def test_an_answer_that_is_not_the_open_ads_is_asked_for_again_and_then_refused(source: Source, answer: bytes):
    source.answers(snapshot=answer)
    with pytest.raises(MalformedAnswer, match=r"Inget är ersatt; kör igen senare\.$"):
        source.night(0)
    assert source.asked() == ["/v2/snapshot"] * 3
    assert stored(source.store) == ()
    assert list(source.store.scratch.iterdir()) == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda ads: json.dumps(ads).encode(),
        lambda ads: b"\xef\xbb\xbf\n " + json.dumps(ads, indent=2).encode(),
        lambda ads: b"\xef\xbb\xbf" + body(*ads),
        lambda ads: body(*[{**each, "timestamp": each["timestamp"] // 1000} for each in ads]),
        lambda ads: body(*[{**each, "timestamp": str(each["timestamp"])} for each in ads]),
        lambda ads: body(*[{**each, "id": int(each["id"])} for each in ads]),
        lambda ads: body(*[{**each, "number_of_vacancies": "1"} for each in ads]),
    ],
    ids=["array", "array on many lines", "byte order mark", "seconds", "moment as text", "numeric id", "posts as text"],
)
def test_an_answer_in_an_odd_form_tells_the_same(source: Source, answer):
    ads = [ad("1", -50), ad("2", -40)]
    source.answers(snapshot=body(*ads))
    usual = read(source.night(0)).state
    elsewhere = SnapshotStore(source.store.raw.with_name("raw2"), source.store.scratch, "live")
    other = Source(source.adapter, elsewhere, source.http)
    other.answers(snapshot=answer(ads))
    assert read(other.night(0)).state == usual


@pytest.mark.parametrize("written", [body, lambda *ads: json.dumps(ads).encode()], ids=["lines", "array"])
def test_an_answer_may_be_as_large_as_it_can_be_and_no_larger(source: Source, written, monkeypatch):
    answer = written(ad("1", -50), ad("2", -40))
    monkeypatch.setattr("sources.arbetsformedlingen.jobstream.LARGEST_TOLD", len(answer))
    source.answers(snapshot=answer + b" ")
    with pytest.raises(MalformedAnswer, match=r"svarade med mer än 0 MB\. Inget är ersatt"):
        source.night(0)
    assert stored(source.store) == ()
    source.answers(snapshot=answer)
    kept = source.night(0)
    assert stored(source.store) == (kept,)


@pytest.mark.parametrize(
    "ident", ["anna@exempel.se", "Anna Andersson", "Hemgatan 1", "", " ", None, ["1"], {"a": 1}, True]
)
def test_what_does_not_look_like_an_id_is_refused_and_kept_nowhere(source: Source, ident):
    odd = [{**ad("3", -30), "id": ident}, {**gone(1, -3), "id": ident}]
    source.answers(snapshot=body(ad("1", -50), *odd))
    snapshot = source.night(0)
    assert (set(closed(snapshot)), snapshot.origin.facts["malformed"]) == ({"1"}, 2)
    kept = b"".join(snapshot.file(name).read_bytes() for name in snapshot.origin.files)
    assert [word for word in (b"anna@", b"Andersson", b"Hemgatan") if word in kept] == []


def test_the_last_line_needs_no_newline_and_blank_lines_are_nothing(source: Source):
    source.answers(snapshot=b"\n" + body(ad("1", -50), ad("2", -40)).rstrip(b"\n"), stream=b"\n")
    snapshot = source.night(0)
    assert (closed(snapshot), snapshot.origin.facts["malformed"]) == ({"1": None, "2": None}, 0)


def test_one_cut_answer_is_made_good_by_the_next(source: Source, adapter: FakeAdapter):
    whole = body(ad("1", -50), ad("2", -40))
    adapter.script.extend(
        [adapter.reply(200, whole[:-9]), adapter.reply(200, whole, breaks=True), adapter.reply(200, whole)]
    )
    assert closed(source.night(0)) == {"1": None, "2": None}
    assert source.asked() == ["/v2/snapshot"] * 3 + ["/v2/stream"]


def test_far_fewer_open_ads_than_the_last_time_are_a_cut_between_two_lines(source: Source):
    source.answers(snapshot=body(*[ad(str(i), -50) for i in range(9)]))
    first = source.night(0)
    source.answers(snapshot=body(*[ad(str(i), 1400) for i in range(4)]))
    with pytest.raises(
        MalformedAnswer, match=r"gav 4 öppna annonser; förra gången var de 9\. Svaret är troligen avkortat"
    ):
        source.night(24 * 61)
    assert stored(source.store) == (first,)
    source.answers(snapshot=body(*[ad(str(i), 1400) for i in range(5)]))
    assert source.night(1).origin.facts["closed"] == 4


@pytest.mark.parametrize("fault", ["cut", "html", "gone", "reset"])
def test_changes_that_cannot_be_read_leave_what_is_stored(source: Source, adapter: FakeAdapter, fault: str):
    first = source.night(0)
    adapter.routes[STREAM] = {
        "cut": adapter.reply(200, body(gone(1, 5), gone(2, 6))[:-4]),
        "html": adapter.reply(200, b"<html>\n</html>\n"),
        "gone": adapter.reply(404),
        "reset": adapter.reply(200, body(gone(1, 5)), breaks=True),
    }[fault]
    with pytest.raises(MalformedAnswer if fault in ("cut", "html") else SourceUnavailable):
        source.night()
    assert stored(source.store) == (first,)
    assert list(source.store.scratch.iterdir()) == []
    source.answers(stream=body(gone(1, 5), gone(2, 6)))
    assert closed(source.night()) == {"1": at(5), "2": at(6)}


def test_the_long_download_is_not_lost_because_the_short_one_fails(source: Source, adapter: FakeAdapter):
    adapter.routes[STREAM] = adapter.reply(404)
    with pytest.raises(SourceUnavailable):
        source.night(0)
    (kept,) = stored(source.store)
    assert (closed(kept), kept.origin.url) == ({"1": None, "2": None}, f"{BASE}/v2/snapshot")
    source.answers(stream=body(gone(1, -3)))
    assert closed(source.night()) == {"1": at(-3), "2": None}
    assert source.asked()[2:] == ["/v2/stream"]


def test_after_a_long_silence_every_open_ad_is_asked_for_and_the_days_between_are_not_known(source: Source):
    source.answers(snapshot=body(ad("1", -50), ad("2", -40), ad("4", -40)), stream=body(ad("3", -2), gone(4, 0)))
    source.night(0)
    days = 61
    newest = 24 * days - 4
    source.answers(snapshot=body(ad("2", -40), ad("3", -2), ad("5", newest)), stream=body(gone(3, newest + 2)))
    after = source.night(24 * days)
    assert closed(after) == {"1": at(newest), "2": None, "3": at(newest + 2), "4": at(0), "5": None}
    assert column(after, "closed_estimated") == [True, False, False, False, False]
    # The first of June had only begun when it was last told of.
    assert known_days(after) == ((date(2026, 5, 30), date(2026, 5, 31)), (date(2026, 8, 1), date(2026, 8, 1)))
    assert after.origin.facts["lines"] == 4
    source.answers(stream=body(gone(2, newest + 30)))
    assert known_days(source.night())[-1] == (date(2026, 8, 1), date(2026, 8, 2))


def test_a_day_is_known_from_when_nothing_that_was_open_at_its_end_can_be_lacking(source: Source):
    newest, night = ad("1", -10), ad("2", -40)  # the evening before, and earlier
    source.answers(snapshot=body(newest, night), stream=body(gone(1, -2), gone(98, -9)))
    assert known_days(source.night(0)) == ((date(2026, 5, 31), date(2026, 6, 1)),)
    source.answers(stream=body(gone(1, -2), gone(98, -9), gone(99, 8), ad("3", 20)))
    assert known_days(source.night())[0][0] == date(2026, 5, 31)


def test_what_was_removed_in_the_night_before_the_first_answer_may_have_been_open_the_day_before(source: Source):
    source.answers(snapshot=body(ad("1", -10)), stream=body(gone(99, -1)))
    assert known_days(source.night(0)) == ((date(2026, 6, 1), date(2026, 6, 1)),)


def test_a_stretch_that_had_only_begun_is_not_known_at_all(source: Source):
    assert known_days(source.night(0)) == ((date(2026, 5, 30), date(2026, 5, 30)),)
    source.answers(snapshot=body(ad("5", 24 * 61 - 4)))
    assert known_days(source.night(24 * 61)) == ((date(2026, 8, 1), date(2026, 8, 1)),)


def test_another_reader_asks_for_every_open_ad_and_keeps_what_is_closed(
    source: Source, monkeypatch: pytest.MonkeyPatch
):
    source.answers(snapshot=body(ad("1", -50), ad("2", -40)), stream=body(gone(1, -3)))
    old, added = source.night(0), ("fingerprint", "staffing_by_name")
    path = old.file("annonser.parquet")
    path.chmod(0o644)
    pq.write_table(pq.read_table(path).drop_columns(["duration", *added]), path)
    assert [column(old, name) for name in ("duration", *added)] == [[None, None]] * 3
    monkeypatch.setattr(Snapshot, "verify", lambda self: None)
    monkeypatch.setattr(jobstream, "READER_VERSION", 99)
    source.answers(snapshot=body(ad("2", -40, duration={"legacy_ams_taxonomy_id": "1"})), stream=b"")
    new = source.night()
    assert (closed(new), column(new, "duration")) == ({"1": at(-3), "2": None}, [None, "1"])
    # Of the ad that was closed before, nobody can tell any more.
    assert [[value is None for value in column(new, name)] for name in added] == [[True, False]] * 2
    assert new.origin.facts["reader"] == 99
    assert source.asked()[2:] == ["/v2/snapshot", "/v2/stream"]


def test_news_that_come_without_the_night_before_last_replace_nothing(source: Source, adapter: FakeAdapter):
    first = source.night(0)
    news = adapter.reply(200, body(gone(1, 5)))
    adapter.script.extend([news, adapter.reply(404)])
    with pytest.raises(SourceUnavailable):
        source.night()
    assert stored(source.store) == (first,)
    # What a silently cut answer lacked comes with the next news.
    adapter.script.extend([news, adapter.reply(200, body(ad("3", -30)))])
    assert closed(source.night()) == {"1": at(5), "2": None, "3": None}


def test_a_damaged_state_costs_no_more_than_the_days_since_the_one_before(source: Source):
    first = source.night(0)
    source.answers(stream=body(gone(1, 5)))
    second = source.night()
    second.file("annonser.parquet").chmod(0o644)
    second.file("annonser.parquet").write_bytes(b"avbrott")
    assert stored(source.store) == (first,)
    third = source.night()
    assert closed(third) == {"1": at(5), "2": None}
    assert source.asked().count("/v2/snapshot") == 1
    first.file("annonser.parquet").unlink()
    third.file("borttagna.parquet").unlink()
    assert stored(source.store) == ()
    source.night()
    assert source.asked().count("/v2/snapshot") == 2


PERSONAL = ("anna.andersson@exempel.se", "070-123 45 67", "720315-1234", "7203151234", "Anna Andersson", "ring mig")


def test_nothing_personal_is_kept_and_the_download_is_private(source: Source, adapter: FakeAdapter):
    person = ad(
        "1",
        -50,
        headline="Vikarie till Anna Andersson, ring mig på 070-123 45 67",
        description={"text": "Mejla anna.andersson@exempel.se"},
        application_contacts=[
            {"name": "Anna Andersson", "email": "anna.andersson@exempel.se", "telephone": "070-123 45 67"}
        ],
        employer={"organization_number": "720315-1234", "name": "Anna Andersson", "email": "anna.andersson@exempel.se"},
    )
    refused = person | {"id": "2", "publication_date": "ring mig"}
    removed = gone(3, -3, headline="Anna Andersson", employer={"organization_number": "7203151234"})
    modes: list[int] = []
    seen = body(person, refused, ad("4", -30))

    def answer(request):
        modes.extend(stat.S_IMODE(p.stat().st_mode) for p in source.store.scratch.iterdir())
        return adapter.reply(200, seen)(request)

    adapter.routes[SNAPSHOT] = answer
    source.answers(stream=body(removed, person))
    snapshot = source.night(0)
    assert modes == [0o700]
    assert list(source.store.scratch.iterdir()) == []
    assert column(snapshot, "organization_number") == ["enskild", "2120001234"]
    values = [str(pq.read_table(p).to_pylist()) for p in source.store.raw.rglob("*.parquet")]
    texts = [p.read_bytes().decode("utf-8", "replace") for p in source.store.raw.rglob("*") if p.is_file()]
    assert len(values) == 3
    assert [word for word in PERSONAL for text in (*values, *texts) if word in text] == []


def test_whoever_watches_is_told_of_the_downloads(source: Source):
    told: list[tuple[str, int, int | None]] = []
    source.night(0, watch=lambda what, ads: lambda done, whole: told.append((what, done, whole)))
    whole = len(body(ad("1", -50), ad("2", -40)))
    assert told == [("hämtar öppna annonser (v2/snapshot)", whole, None)]


def test_moments_survive_being_stored(source: Source):
    source.answers(stream=body(gone(1, -3)))
    snapshot = source.night(0)
    assert read(snapshot).state.ads.schema.field("closed_at").type == MOMENT
    assert read(snapshot).asked == START


# A history of ads, nights on which things break, and the same history read in one go.


@dataclass
class History:
    """What has happened to each ad: moments (hours) of its publishing, edits, removal, publishing again …"""

    ads: list[tuple[str | None, list[int]]]
    """Municipality, and moments: the first publishes; of the rest every third removes, and the one after opens again."""

    def told(self) -> Iterator[tuple[int, str, dict[str, Any]]]:
        for number, (kommun, moments) in enumerate(self.ads):
            ident = f"x{number}" if number % 3 == 0 else str(number)
            more = {"original_id": 900 + number} if number % 3 == 0 else {}
            for turn, hours in enumerate(moments):
                if turn % 3 == 2:
                    yield hours, ident, gone(int(ident) if ident.isdigit() else ident, hours)
                else:
                    stamp = {"timestamp": int(at(hours).timestamp() * 1000)}
                    yield hours, ident, ad(ident, moments[0], kommun, number_of_vacancies=turn + 1, **more) | stamp

    def snapshot(self, now: float) -> bytes:
        newest: dict[str, dict[str, Any]] = {}
        for hours, ident, what in self.told():
            if hours <= now:
                newest[ident] = what
        return body(*(what for what in newest.values() if not what["removed"]))

    def stream(self, after: str, before: str, now: float) -> bytes:
        # Removals are grouped together, so the answer is not in order of time.
        found = [what for hours, _, what in self.told() if after < local(at(hours)) < before and hours <= now]
        return body(*sorted(found, key=lambda what: not what["removed"]))


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Night:
    """When it is, and what goes wrong."""

    hours: int
    fault: str = ""


@dataclass
class Home:
    """A store that a killed process leaves behind and the next one opens."""

    history: History
    folder: Path
    now: float = 0
    kept: list[str] = field(default_factory=list)

    def run(self, night: Night) -> Snapshot | None:
        self.now = night.hours
        store = SnapshotStore(self.folder / "raw", self.folder / "tillfalligt", "live")
        adapter = FakeAdapter()
        reply: Callable[..., Any] = adapter.reply

        def broken(question: str, content: bytes) -> Any:
            if night.fault == f"reset {question}":
                return reply(200, content[: len(content) // 2], breaks=True)
            if night.fault == f"cut {question}":
                return reply(200, (content or b"{}")[:-2])
            if night.fault == f"html {question}":
                return reply(200, b"<html>\n</html>\n")
            return reply(200, content)

        def stream(request: Any) -> Any:
            asked = parse_qs(urlsplit(request.url).query)
            (after,), (before,) = asked["updated-after"], asked.get("updated-before", ["9"])
            return broken("stream", self.history.stream(after, before, self.now))(request)

        adapter.routes[SNAPSHOT] = lambda request: broken("snapshot", self.history.snapshot(self.now))(request)
        adapter.routes[STREAM] = stream
        keep = store.keep

        def killed(*args: Any, **more: Any) -> Snapshot:
            if night.fault == "killed before it is kept":
                raise Killed
            found = keep(*args, **more)
            if night.fault == "killed when it is kept":
                raise Killed
            return found

        store.keep = killed  # type: ignore[method-assign]
        if night.fault == "killed while files are moved":
            (store.raw / AF_OPEN_ADS.dataset / "20260101T000000Z-halv").mkdir(parents=True, exist_ok=True)
            (store.raw / AF_OPEN_ADS.dataset / "20260101T000000Z-halv" / "annonser.parquet").write_bytes(b"halv")
            return None
        try:
            (found,) = refresh(
                HttpClient("x", adapter, sleep=lambda _: None), f"{BASE}/", store, "14", clock=self.clock
            )
        except (SourceError, Killed):
            return None
        return found

    def clock(self) -> str:
        return f"{at(self.now):%Y-%m-%dT%H:%M:%SZ}"


FAULTS = [
    "", "", "", "reset snapshot", "reset stream", "cut snapshot", "cut stream", "html stream", "killed before it is kept",
    "killed when it is kept", "killed while files are moved",
]  # fmt: skip
LAST = 45 * 24
HISTORIES = st.lists(
    st.tuples(
        st.sampled_from(["1485", "0180", None]),
        st.sets(st.integers(-72, LAST), min_size=1, max_size=7),
        st.sets(st.integers(-72, 24 * 21), min_size=2, max_size=3),
    ).map(lambda drawn: (drawn[0], sorted(drawn[1] | drawn[2]))),
    min_size=1,
    max_size=7,
)
NIGHTS = st.tuples(
    st.lists(st.builds(Night, st.integers(0, 72), st.sampled_from(FAULTS)), min_size=1, max_size=2),
    st.lists(st.builds(Night, st.integers(73, LAST - 1), st.sampled_from(FAULTS)), max_size=5),
).map(
    lambda drawn: list({night.hours: night for night in sorted((*drawn[0], *drawn[1]), key=lambda n: n.hours)}.values())
)


@given(HISTORIES, NIGHTS)
@settings(max_examples=40, deadline=None)
def test_any_nights_and_kills_end_in_the_same_state_as_one_clean_pass(drawn, nights):
    history = History([("1485", [-71, -70]), *drawn])  # one ad is always open, as in the real world
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        home, clean = Home(history, Path(folder) / "a"), Home(history, Path(folder) / "b")
        patch.setattr("sources.snapshot.now_utc", lambda: current.clock())
        current = home
        began: int | None = None
        for night in nights:
            home.run(night)
            if (
                began is None
                and (home.folder / "raw").is_dir()
                and stored(SnapshotStore(home.folder / "raw", home.folder / "tillfalligt", "live"))
            ):
                began = night.hours
        found = home.run(Night(LAST))
        current = clean
        if began is not None:
            assert clean.run(Night(began)) is not None
        expected = clean.run(Night(LAST))
        assert found is not None
        assert expected is not None
        assert read(found).state == read(expected).state
        (first, last), (earliest, latest) = read(found).days[-1], read(expected).days[-1]
        assert (earliest <= first, last) == (True, latest)
        # And by another road: who is open follows from the history alone.
        open_now = {
            json.loads(line)["original_id"] or json.loads(line)["id"] for line in history.snapshot(LAST).splitlines()
        }
        assert {k for k, v in closed(found).items() if v is None} == {str(i) for i in open_now}
        current = home
        assert home.run(Night(LAST + 1)) == found
        assert list((home.folder / "tillfalligt").iterdir()) == []
