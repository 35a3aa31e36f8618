from __future__ import annotations

import gzip
import hashlib
import json
import os
import time
import tracemalloc
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.catalogue.registry import PX_TABLES
from sources.errors import MalformedAnswer, SourceError, SourceUnavailable
from sources.http import HttpClient, RateLimit, read_body, read_json
from sources.refresh import ABSENT
from sources.scb import client
from sources.session import Addresses, Sources
from tests.shared import believed

URL = "https://kalla.test/fil"


def test_the_source_can_see_whom_to_contact(http, adapter):
    adapter.script += [adapter.reply()]
    http.get(URL)
    assert "statistik@exempel.se" in adapter.requests[0].headers["User-Agent"]


def test_429_waits_as_long_as_the_source_asks(http, adapter, sleeps):
    adapter.script += [adapter.reply(429, Retry_After="7"), adapter.reply(429, Retry_After="2"), adapter.reply(200)]
    assert http.get(URL).status_code == 200
    assert len(sleeps) == 2
    assert 7 <= sleeps[0] <= 8
    assert 2 <= sleeps[1] <= 3


def test_retry_after_as_a_date_is_honoured(http, adapter, sleeps):
    adapter.script += [adapter.reply(503, Retry_After=_in(30)), adapter.reply(200)]
    assert http.get(URL).status_code == 200
    assert 25 <= sleeps[0] <= 31


def test_retry_after_above_the_longest_pause_gives_up_at_once(http, adapter, sleeps):
    for asked in ("3600", _in(3600)):
        adapter.requests.clear()
        adapter.script.clear()
        adapter.script += [adapter.reply(429, Retry_After=asked)] * 9
        with pytest.raises(SourceUnavailable):
            http.get(URL)
        assert (len(adapter.requests), sleeps) == (1, [])


def _in(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    "asked",
    [
        "soon",
        "²",
        "-5",
        "1.2.3",
        "",
        "Thu, 01 Jan 2026 06:00:00 -0000",
        "Thu, 01 Jan 2026 06:00:00",
        "Thu, 99 Jan 2026",
    ],
)
def test_an_unreadable_retry_after_is_an_ordinary_pause(http, adapter, sleeps, asked):
    adapter.script += [adapter.reply(503, Retry_After=asked), adapter.reply(200)]
    assert http.get(URL).status_code == 200
    assert len(sleeps) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_source_that_stays_down_is_asked_a_bounded_number_of_times(http, adapter, sleeps, status):
    adapter.script += [adapter.reply(status)] * 50
    with pytest.raises(SourceUnavailable, match=rf"{URL} kunde inte nås \(svarade {status}\)\. .*kör igen senare"):
        http.get(URL)
    assert (len(adapter.requests), len(sleeps)) == (5, 4)


def test_the_pauses_grow_and_stay_under_the_longest(adapter):
    sleeps: list[float] = []
    client = HttpClient("x", adapter, retries=9, longest_pause=8.0, sleep=sleeps.append)
    adapter.script += [adapter.reply(500)] * 10
    with pytest.raises(SourceUnavailable):
        client.get(URL)
    assert sleeps[0] < sleeps[3] < 8.0
    assert max(sleeps) <= 8.0


@pytest.mark.parametrize("status", [200, 304, 400, 403, 404])
def test_other_answers_are_the_callers(http, adapter, status):
    adapter.script += [adapter.reply(status)]
    assert http.get(URL).status_code == status
    assert len(adapter.requests) == 1


@pytest.mark.parametrize("error", [requests.ConnectionError("x"), requests.Timeout("x")])
def test_broken_connections_are_tried_again(http, adapter, error):
    adapter.script += [error, error, adapter.reply(200, b"ok")]
    assert http.get(URL).content == b"ok"
    adapter.script += [error] * 50
    with pytest.raises(SourceUnavailable, match=type(error).__name__):
        http.get(URL)
    assert len(adapter.requests) == 3 + 5


def test_an_answer_cut_short_is_tried_again(http, adapter):
    adapter.script += [adapter.reply(200, b"ab", Content_Length="9"), adapter.reply(200, b"abc", Content_Length="3")]
    assert http.get(URL).content == b"abc"


OTHER = "https://annan.test/fil"


@pytest.mark.parametrize("down", [503, requests.ConnectionError("x"), requests.Timeout("x")], ids=repr)
def test_a_host_that_was_given_up_gets_one_try_per_request(http, adapter, sleeps, down):
    fails = adapter.reply(down) if isinstance(down, int) else down
    adapter.script += [fails] * 50
    said = []
    for _ in range(3):
        with pytest.raises(SourceUnavailable, match=r"kunde inte nås \(.*\)\. .*kör igen senare") as caught:
            http.get(URL)
        said.append(str(caught.value))
    assert len(set(said)) == 1
    assert (len(adapter.requests), len(sleeps)) == (5 + 1 + 1, 4)
    with pytest.raises(SourceUnavailable):
        http.post(f"{URL}/annat", {}, {}, limit=None)
    with pytest.raises(SourceUnavailable):
        http.head(URL)
    assert (len(adapter.requests), len(sleeps)) == (9, 4)


def test_a_host_that_asks_for_a_longer_pause_than_we_wait_is_given_up_too(http, adapter, sleeps):
    adapter.script += [adapter.reply(429, Retry_After="3600"), *[adapter.reply(503)] * 50]
    for _ in range(2):
        with pytest.raises(SourceUnavailable):
            http.get(URL)
    assert (len(adapter.requests), sleeps) == (2, [])


@pytest.mark.parametrize("status", [200, 404])
def test_a_host_that_answers_again_is_tried_as_often_as_before(http, adapter, sleeps, status):
    adapter.script += [adapter.reply(503)] * 5
    with pytest.raises(SourceUnavailable):
        http.get(URL)
    adapter.script += [adapter.reply(status), adapter.reply(503), adapter.reply(200)]
    assert http.get(URL).status_code == status
    assert http.get(URL).status_code == 200
    assert (len(adapter.requests), len(sleeps)) == (5 + 1 + 2, 4 + 1)


def test_a_host_that_answers_before_the_tries_are_used_up_is_not_given_up(http, adapter):
    for _ in range(3):
        adapter.script += [*[adapter.reply(503)] * 4, adapter.reply(200)]
        assert http.get(URL).status_code == 200


def test_another_host_is_not_given_up(http, adapter):
    adapter.script += [adapter.reply(503)] * 5
    with pytest.raises(SourceUnavailable):
        http.get(URL)
    adapter.script += [*[adapter.reply(503)] * 4, adapter.reply(200)]
    assert http.get(OTHER).status_code == 200


@pytest.mark.parametrize("address", ["https://kalla.test:port/fil", "https://[kalla.test/fil", "fil", ""])
def test_an_address_that_cannot_be_read_gives_no_host_up(http, adapter, address):
    with pytest.raises(SourceUnavailable, match="Kontrollera adressen"):
        http.get(address)
    adapter.script += [adapter.reply(503), adapter.reply(200)]
    assert http.get(URL).status_code == 200


def test_a_download_from_a_host_that_was_given_up_is_tried_once(http, adapter, tmp_path: Path, sleeps):
    adapter.script += [adapter.reply(503)] * 50
    with pytest.raises(SourceUnavailable):
        http.get(URL)
    with pytest.raises(SourceUnavailable, match="kunde inte nås"):
        http.download(URL, tmp_path / "fil")
    assert (len(adapter.requests), len(sleeps)) == (6, 4)
    adapter.script.clear()
    adapter.script += [adapter.reply(200, b"ab", breaks=True), adapter.reply(200, b"abc")]
    assert http.download(URL, tmp_path / "fil").size == 3


def test_every_table_of_a_source_that_is_down_costs_one_request(http, adapter, store, sleeps):
    adapter.script += [adapter.reply(503)] * 500
    sources = Sources(http, store, Addresses("https://scb.test/api/v2", URL, OTHER, OTHER), "14", 2020, believed)
    for entry in PX_TABLES:
        with pytest.raises(SourceUnavailable) if entry.required else nullcontext():
            assert sources.fetch(entry).status == ABSENT
    assert len(adapter.requests) == 5 + len(PX_TABLES) - 1
    assert len(sleeps) == 4


def test_an_impossible_address_is_a_sentence(http):
    with pytest.raises(SourceUnavailable, match="Kontrollera adressen"):
        http.get("ingen-adress")


@settings(deadline=None)
@given(
    st.integers(1, 5),
    st.integers(1, 80).map(lambda n: n / 8),
    st.lists(st.integers(0, 40).map(lambda n: n / 8), max_size=40),
)
def test_never_more_calls_in_any_window_than_allowed(calls, seconds, gaps):
    now = 100.0

    def sleep(pause: float) -> None:
        nonlocal now
        assert pause > 0
        now += pause

    limit = RateLimit(calls, seconds, clock=lambda: now, sleep=sleep)
    sent: list[float] = []
    for gap in gaps:
        now += gap
        before = now
        limit.wait()
        recent = sum(before - moment < seconds for moment in sent)
        assert (now > before) == (recent >= calls)  # waits when it must, and only then
        sent.append(now)
    assert all(later - earlier >= seconds for earlier, later in zip(sent, sent[calls:], strict=False))


def test_every_try_counts_against_the_rate(http, adapter):
    asked: list[float] = []

    class Limit(RateLimit):
        def wait(self) -> None:
            asked.append(0.0)

    adapter.script += [adapter.reply(503), adapter.reply(200)]
    http.get(URL, limit=Limit())
    assert len(asked) == 2


def test_a_download_is_counted_and_hashed(http, adapter, tmp_path: Path):
    body = b"x" * 3_000_000
    adapter.script += [
        adapter.reply(
            200, body, Content_Length=str(len(body)), ETag='"a"', Last_Modified="Thu, 01 Oct 2026 06:00:00 GMT"
        )
    ]
    done = http.download(URL, tmp_path / "fil")
    assert (done.size, done.sha256) == (len(body), hashlib.sha256(body).hexdigest())
    assert (done.etag, done.last_modified) == ('"a"', "2026-10-01T06:00:00Z")
    assert done.path.read_bytes() == body


def test_a_download_without_marks_or_length(http, adapter, tmp_path: Path):
    adapter.script += [adapter.reply(200, b"abc")]
    done = http.download(URL, tmp_path / "fil")
    assert (done.size, done.etag, done.last_modified) == (3, None, None)


@pytest.mark.skipif(os.name != "posix", reason="the local time zone is changed on POSIX only")
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("i förrgår".encode().decode("latin-1"), None),
        ("Thu, 99 Oct 2026 06:00:00 GMT", None),
        ("Thu, 01 Oct 2026 06:00:00 +0200", "2026-10-01T04:00:00Z"),
        ("Thu, 01 Oct 2026 06:00:00 -0000", "2026-10-01T06:00:00Z"),
        ("Thu, 01 Oct 2026 06:00:00", "2026-10-01T06:00:00Z"),
    ],
)
def test_the_date_of_change_is_utc_or_nothing(http, adapter, tmp_path: Path, monkeypatch, written, read):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        adapter.script += [adapter.reply(200, b"abc", Last_Modified=written)]
        assert http.download(URL, tmp_path / "fil").last_modified == read
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(("enforce", "error"), [(True, SourceUnavailable), (False, MalformedAnswer)])
def test_a_download_shorter_than_announced_is_refused(http, adapter, tmp_path: Path, enforce, error):
    adapter.script += [adapter.reply(200, b"abc", enforce=enforce, Content_Length="4")] * 50
    with pytest.raises(error, match=URL):
        http.download(URL, tmp_path / "fil")
    assert list(tmp_path.iterdir()) == []


def test_a_download_broken_twice_then_works(http, adapter, tmp_path: Path, sleeps):
    adapter.script += [adapter.reply(200, b"ab", breaks=True)] * 2 + [adapter.reply(200, b"abc", Content_Length="3")]
    done = http.download(URL, tmp_path / "fil")
    assert (done.size, done.path.read_bytes(), len(sleeps)) == (3, b"abc", 2)


def test_a_download_broken_every_time_leaves_nothing(http, adapter, tmp_path: Path, sleeps):
    adapter.script += [adapter.reply(200, b"ab", breaks=True)] * 50
    with pytest.raises(SourceUnavailable, match="bröts 5 gånger"):
        http.download(URL, tmp_path / "fil")
    assert (list(tmp_path.iterdir()), len(sleeps)) == ([], 4)


def test_a_download_whose_compression_is_broken_leaves_nothing(http, adapter, tmp_path: Path):
    bad = gzip.compress(b"abc" * 1000)[:10] + b"\xff" * 20
    adapter.script += [adapter.reply(200, bad, Content_Encoding="gzip")] * 50
    with pytest.raises(SourceError):
        http.download(URL, tmp_path / "fil")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_not_downloaded(http, adapter, tmp_path: Path):
    adapter.script += [adapter.reply(404, b"<html>")]
    with pytest.raises(SourceUnavailable, match="svarade 404"):
        http.download(URL, tmp_path / "fil")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><html></html>", b'{"a": [1, 2', b"", b"[1]", b'"text"', b"\xff\xfe"])
def test_what_is_no_json_object_is_refused(http, adapter, body):
    adapter.script += [adapter.reply(200, body, Content_Type="text/html")]
    with pytest.raises(MalformedAnswer, match=URL):
        read_json(http.get(URL), URL)


@pytest.mark.parametrize(
    "body", [b'{"a":' + b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' + b"1" * 5_000 + b"}", b'{"label": "\\uD800"}']
)
def test_json_that_is_made_to_break_a_reader_is_refused_as_any_other(http, adapter, body):
    """Nested without end, a number without end, half a letter that no file can hold."""
    adapter.script += [adapter.reply(200, body)]
    with pytest.raises(MalformedAnswer, match="inte går att läsa som JSON"):
        read_json(http.get(URL), URL)


def test_a_whole_pair_of_halves_is_a_letter(http, adapter):
    adapter.script += [adapter.reply(200, b'{"label": "\\ud83d\\udcc8"}')]
    assert read_json(http.get(URL), URL) == {"label": "\U0001f4c8"}


def test_an_object_larger_than_any_that_is_asked_for_is_not_read(http, adapter, monkeypatch: pytest.MonkeyPatch):
    """What is read takes many times its text, so it is refused before it is; figures have a limit of their own."""
    monkeypatch.setattr("sources.http.LARGEST_OBJECT", 1_000)
    asked: list[int] = []
    loads = json.loads
    monkeypatch.setattr("sources.http.json.loads", lambda body, **more: asked.append(len(body)) or loads(body, **more))
    body = b'{"a": "' + b"x" * 991 + b'"}'
    adapter.script += [adapter.reply(200, body), adapter.reply(200, body + b" "), adapter.reply(200, body + b" ")]
    assert len(read_json(http.get(URL), URL)["a"]) == 991
    with pytest.raises(MalformedAnswer, match=f"{URL} svarade med mer än 0 MB"):
        read_json(http.get(URL), URL)
    assert asked == [1_000]
    assert read_body(http.get(URL), URL, len) == 1_001


def test_what_a_source_says_of_its_error_is_read_when_it_is_short(monkeypatch: pytest.MonkeyPatch):
    said = b'{"title": "fel kod"}'
    monkeypatch.setattr(client, "LARGEST_OBJECT", len(said))
    assert (client._title(said), client._title(said + b" ")) == ("fel kod", "utan förklaring")


def packed(size: int) -> bytes:
    return gzip.compress(b" " * size)


def test_an_answer_that_unpacks_to_more_than_is_ever_asked_for_is_refused_before_it_is_unpacked(
    http, adapter, monkeypatch
):
    monkeypatch.setattr("sources.http.LARGEST_ANSWER", 1 << 20)
    adapter.script += [adapter.reply(200, packed(1 << 20), Content_Encoding="gzip")]
    assert len(http.get(URL).content) == 1 << 20
    bomb = packed(10 << 20) * 20
    adapter.script += [adapter.reply(200, bomb, Content_Encoding="gzip")]
    tracemalloc.start()
    with pytest.raises(MalformedAnswer, match=f"{URL} svarade med mer än 1 MB"):
        http.get(URL)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100 << 20, "a part of what came, a thousand times larger"


def test_a_download_without_end_is_given_up_and_leaves_nothing(http, adapter, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("sources.http.LARGEST_DOWNLOAD", 3 << 20)
    adapter.script += [adapter.reply(200, packed(3 << 20), Content_Encoding="gzip")]
    assert http.download(URL, tmp_path / "fil").size == 3 << 20
    adapter.script += [adapter.reply(200, packed(9 << 20), Content_Encoding="gzip")]
    with pytest.raises(MalformedAnswer, match="mer än 3 MB"):
        http.download(URL, tmp_path / "annan")
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_a_json_object_is_read(http, adapter):
    adapter.script += [adapter.reply(200, {"kön": "män"})]
    assert read_json(http.get(URL), URL) == {"kön": "män"}


def test_a_broken_download_goes_on_where_it_broke(http, adapter, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("sources.http.CHUNK", 1)
    adapter.script += [
        adapter.reply(200, b"abc", breaks=True, ETag='"1"', Content_Length="6"),
        adapter.reply(206, b"d", breaks=True, ETag='"1"', Content_Range="bytes 3-5/6", Content_Length="3"),
        adapter.reply(206, b"ef", ETag='"1"', Content_Range="bytes 4-5/6", Content_Length="2"),
    ]
    seen: list[tuple[int, int | None]] = []
    done = http.download(URL, tmp_path / "fil", progress=lambda done, whole: seen.append((done, whole)))
    assert (tmp_path / "fil").read_bytes() == b"abcdef"
    assert (done.size, done.sha256, done.etag) == (6, hashlib.sha256(b"abcdef").hexdigest(), '"1"')
    asked = [(r.headers.get("Range"), r.headers.get("If-Range")) for r in adapter.requests]
    assert asked == [(None, None), ("bytes=3-", '"1"'), ("bytes=4-", '"1"')]
    assert seen == [(n, 6) for n in range(1, 7)]


def test_another_file_under_the_same_name_is_fetched_from_its_beginning(http, adapter, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("sources.http.CHUNK", 1)
    adapter.script += [
        adapter.reply(200, b"abc", breaks=True, ETag='"1"', Content_Length="6"),
        adapter.reply(200, b"vwxyz", ETag='"2"', Content_Length="5"),
    ]
    done = http.download(URL, tmp_path / "fil")
    assert (tmp_path / "fil").read_bytes() == b"vwxyz"
    assert (done.sha256, done.etag) == (hashlib.sha256(b"vwxyz").hexdigest(), '"2"')


@pytest.mark.parametrize("mark", [{}, {"ETag": 'W/"1"'}])
def test_without_a_mark_that_promises_the_same_bytes_it_starts_over(http, adapter, tmp_path: Path, mark, monkeypatch):
    monkeypatch.setattr("sources.http.CHUNK", 1)
    adapter.script += [
        adapter.reply(200, b"abc", breaks=True, Content_Length="6", **mark),
        adapter.reply(200, b"abcdef", Content_Length="6", **mark),
    ]
    http.download(URL, tmp_path / "fil")
    assert (tmp_path / "fil").read_bytes() == b"abcdef"
    assert [r.headers.get("Range") for r in adapter.requests] == [None, None]


@pytest.mark.parametrize("part", ["bytes 2-5/6", "", "bytes */6"])
def test_another_part_than_the_one_asked_for_is_refused(http, adapter, tmp_path: Path, part, monkeypatch):
    monkeypatch.setattr("sources.http.CHUNK", 1)
    adapter.script += [
        adapter.reply(200, b"abc", breaks=True, ETag='"1"', Content_Length="6"),
        adapter.reply(206, b"cdef", Content_Range=part),
    ]
    with pytest.raises(MalformedAnswer, match="annan del"):
        http.download(URL, tmp_path / "fil")
    assert not (tmp_path / "fil").exists()


def test_a_source_that_always_breaks_off_is_given_up_in_the_end(http, adapter, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("sources.http.MOST_PARTS", 3)
    monkeypatch.setattr("sources.http.CHUNK", 1)
    first = adapter.reply(200, b"a", breaks=True, ETag='"1"', Content_Length="9")
    more = [adapter.reply(206, b"b", breaks=True, Content_Range=f"bytes {n}-8/9") for n in range(1, 9)]
    adapter.script += [first, *more]
    with pytest.raises(SourceUnavailable, match="bröts 3 gånger"):
        http.download(URL, tmp_path / "fil")
    assert list(tmp_path.iterdir()) == []


def test_tries_that_start_over_are_counted_however_far_they_come(http, adapter, tmp_path: Path):
    adapter.script += [adapter.reply(200, b"ab" * n, breaks=True) for n in range(1, 50)]
    with pytest.raises(SourceUnavailable, match="bröts 5 gånger"):
        http.download(URL, tmp_path / "fil")


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1.0e400", "9" * 400 + ".0"])
def test_a_number_that_no_double_can_hold_is_refused(http, adapter, number):
    adapter.script += [adapter.reply(200, f'{{"value": [1, {number}]}}')]
    with pytest.raises(MalformedAnswer, match="inte går att läsa som JSON"):
        read_json(http.get(URL), URL)


@pytest.mark.parametrize(("number", "read"), [("1e308", 1e308), ("-2.5", -2.5), ("1e-999", 0.0), ("3", 3)])
def test_a_number_is_read_as_it_is(http, adapter, number, read):
    adapter.script += [adapter.reply(200, f'{{"value": {number}}}')]
    found = read_json(http.get(URL), URL)["value"]
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_words_that_are_no_json_are_refused(http, adapter, word):
    adapter.script += [adapter.reply(200, f'{{"value": [1, {word}]}}')]
    with pytest.raises(MalformedAnswer, match="inte går att läsa som JSON"):
        read_json(http.get(URL), URL)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_question_is_not_sent_on_to_an_address_that_nobody_has_chosen(http, adapter, status):
    adapter.script += [adapter.reply(status, Location="/v3/data")]
    with pytest.raises(SourceUnavailable, match="har flyttat till https://kalla.test/v3/data. Byt adressen"):
        http.post(URL, {}, {}, limit=None)
    assert len(adapter.requests) == 1


@pytest.mark.parametrize("status", [301, 308])
def test_what_has_moved_is_read_where_it_lies_now(http, adapter, status):
    adapter.script += [adapter.reply(status, Location="/v3/tabell"), adapter.reply(200, {})]
    assert read_json(http.get(URL), URL) == {}
    assert adapter.requests[-1].url.endswith("/v3/tabell")
