"""Headers and links that mean nothing: each is a sentence about the source, for which the last good answer stands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from urllib3.exceptions import InvalidHeader, LocationParseError

from sources.arbetsformedlingen.ad_archive import list_archives
from sources.arbetsformedlingen.files import refreshed
from sources.arbetsformedlingen.page import StatisticsPage
from sources.arbetsformedlingen.skills import newest_archive
from sources.catalogue.ads import AF_SKILLS
from sources.catalogue.barometer import AF_BAROMETER
from sources.errors import MalformedAnswer, SourceUnavailable
from sources.http import Download, HttpClient
from sources.refresh import LAST_GOOD, fetch_or_last_good
from sources.snapshot import Origin, Snapshot, SnapshotStore

URL = "https://kalla.test/fil"
ODD_PLACES = [
    "http://[/", "//[", "http://℀/x".encode().decode("latin-1"), "\xff", f"http://{'å' * 300}/", "ftp://kalla.test/"
]  # fmt: skip
ODD_ERRORS = [LocationParseError("label empty or too long"), UnicodeError("label too long"), ValueError("Invalid IPv6"),
              InvalidHeader("Content-Length contained multiple unmatching values")]  # fmt: skip
ODD_SIZES = ["abc", "3, 3", "9" * 5_000, "-1", "1e3", "²", "", " "]
ODD_LINKS = ["//[", "http://[/", "http://℀/x", "http://℀/web-sok-2026-08.xlsx", "//[/web-sok-2026-08.xlsx"]
ODD_LETTERS = ["text/html", "text/html; charset=undefined", 'text/html; charset="undefined"', "text/html; charset=utf-7",
               "text/html; charset=idna", "text/html; charset=zlib", "text/html; charset=utf-16"]  # fmt: skip
HEAD, GET = "HEAD /fil", "GET /fil"


def stored() -> tuple[Snapshot, ...]:
    origin = Origin("prov", URL, {}, "2026-01-01T00:00:00Z", None, "CC0", "live", {}, {})
    return (Snapshot("förra", Path("raw"), origin),)


def stands_in(fetch: Callable[[], Any]) -> str:
    """Why the last good answer stands in; the fault when it does not is whatever escapes."""
    fetched = fetch_or_last_good(AF_BAROMETER, fetch, stored)
    assert (fetched.status, fetched.snapshots[0].id) == (LAST_GOOD, "förra")
    return fetched.problem


def file_of(http: HttpClient, store: SnapshotStore) -> tuple[Snapshot, ...]:
    def make(fetched: Download, folder: Path) -> tuple[dict[str, Path], dict[str, Any]]:
        return {"fil": fetched.path}, {}

    return (refreshed(http, store, AF_BAROMETER, URL, {}, make),)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("place", ODD_PLACES)
def test_a_source_that_sends_on_to_no_address_leaves_the_last_good(http, adapter, store, place, status):
    sends_on = adapter.reply(status, Location=place)
    adapter.routes[HEAD] = sends_on
    assert f"{URL} kan inte läsas" in stands_in(lambda: file_of(http, store))
    adapter.routes.update({HEAD: adapter.reply(200), GET: sends_on})
    assert f"{URL} kan inte läsas" in stands_in(lambda: file_of(http, store))
    adapter.routes["POST /fil"] = sends_on
    with pytest.raises(SourceUnavailable, match=rf"{URL} (kan inte läsas|har flyttat)"):
        http.post(URL, {}, {}, limit=None)


@pytest.mark.parametrize("error", ODD_ERRORS, ids=repr)
def test_what_the_library_stands_on_says_no_otherwise(http, adapter, store, tmp_path: Path, error):
    adapter.script += [error]
    assert f"kan inte läsas ({type(error).__name__})" in stands_in(lambda: file_of(http, store))
    for ask in (
        http.get,
        http.head,
        lambda url: http.download(url, tmp_path / "fil"),
        lambda url: http.post(url, {}, {}, limit=None),
    ):
        adapter.script += [error]
        with pytest.raises(SourceUnavailable, match="Kontrollera adressen"):
            ask(URL)
    assert not adapter.script
    adapter.script += [adapter.reply(200, b"ok")]
    assert http.get(URL).content == b"ok"


def test_two_sizes_that_differ_leave_the_last_good(http, adapter, store):
    adapter.routes.update({HEAD: adapter.reply(200), GET: adapter.reply(200, b"abc", Content_Length="3, 4")})
    assert "kan inte läsas (InvalidHeader)" in stands_in(lambda: file_of(http, store))


@pytest.mark.parametrize("size", ODD_SIZES)
def test_a_size_that_is_no_number_is_not_announced(http, adapter, store, size):
    adapter.routes.update({HEAD: adapter.reply(200, Content_Length=size),
                           GET: adapter.reply(200, b"abc", enforce=False, Content_Length=size)})  # fmt: skip
    (snapshot,) = file_of(http, store)
    assert snapshot.file("fil").read_bytes() == b"abc"
    assert snapshot.origin.query["size"] is None


@pytest.mark.parametrize(("announced", "kept"), [("3", True), ("003", True), ("4", False)])
def test_a_size_that_is_a_number_is_held_against_the_file(http, adapter, store, announced, kept):
    adapter.routes.update({HEAD: adapter.reply(200, Content_Length=announced), GET: adapter.reply(200, b"abc")})
    if kept:
        assert file_of(http, store)[0].origin.query["size"] == announced
    else:
        assert "byttes medan den hämtades (4 byte skulle det vara, 3 kom)" in stands_in(lambda: file_of(http, store))


@pytest.mark.parametrize("nines", [19, 5_000])
def test_a_part_of_a_whole_without_measure_is_another_part(http, adapter, tmp_path: Path, nines):
    named = f"bytes 0-2/{'9' * nines}"
    adapter.script += [adapter.reply(206, b"abc", Content_Range=named)]
    with pytest.raises(MalformedAnswer, match="annan del"):
        http.download(URL, tmp_path / "fil")
    adapter.script += [adapter.reply(200, b"abc", Content_Range=named, Content_Length="3")]
    assert http.download(URL, tmp_path / "fil").size == 3


@pytest.mark.parametrize("letters", ODD_LETTERS)
@pytest.mark.parametrize("link", ODD_LINKS)
def test_an_odd_link_on_a_page_hides_none_of_the_others(http, adapter, link, letters):
    """The page is written in letters that it does not say, and some of them are none."""
    name = "web-sok-2026-08.xlsx"
    page = f'<a href="{link}">å</a><a href="/m%C3%A5nad/{name}">Hämta</a><a href=\'{link}\'>ö</a>'.encode() + b"\xff"
    adapter.routes[GET] = adapter.reply(200, page, Content_Type=letters)
    shown = StatisticsPage(http, URL, ("web-sok",))
    assert shown.newest("web-sok") == ("2026-08", f"https://kalla.test/m%C3%A5nad/{name}")


@pytest.mark.parametrize("letters", ODD_LETTERS)
@pytest.mark.parametrize("host", ["//[/", "http://℀/"])
def test_an_odd_link_to_an_archive_hides_none_of_the_others(http, adapter, host, letters):
    base = "https://kalla.test"
    page = f'<a href="{host}2023.jsonl.zip"><a href="2024.jsonl.zip">'
    adapter.routes["GET /annonser/historiska/"] = adapter.reply(200, page, Content_Type=letters)
    assert [a.url for a in list_archives(http, base, 2000)] == [f"{base}/annonser/historiska/2024.jsonl.zip"]
    place = f"/{AF_SKILLS.table_id}/metadata/"
    page = f'<a href="{host}2026_beta1_metadata_jsonl.zip"><a href="2024_beta1_metadata_jsonl.zip">'
    adapter.routes[f"GET {place}"] = adapter.reply(200, page, Content_Type=letters)
    assert newest_archive(http, base).url == f"{base}{place}2024_beta1_metadata_jsonl.zip"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("link", ODD_LINKS)
def test_a_page_of_nothing_but_odd_links_leaves_the_last_good(http, adapter, link):
    page = adapter.reply(200, f'<a href="{link}">', Content_Type="text/html; charset=undefined")
    adapter.routes.update({GET: page, "GET /annonser/historiska/": page})
    shown = StatisticsPage(http, URL, ("web-sok",))
    assert "länkar ingen arbetsbok" in stands_in(lambda: shown.newest("web-sok"))
    assert "listar inga annonsarkiv" in stands_in(lambda: list_archives(http, "https://kalla.test", 2000))
