"""Yrkesbarometern: every round kept, nothing strange taken in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.arbetsformedlingen.barometer import WORDS, parse, read, refresh, stored, unfold
from sources.catalogue.barometer import AF_BAROMETER
from sources.errors import MalformedAnswer, SourceChanged, SourceError, SourceGone, SourceUnavailable

BASE = "https://af.test/af-data"
PATH = f"/af-data/{AF_BAROMETER.table_id}"
GOOD: dict[str, Any] = {
    "yb_yrke": "Systemutvecklare",
    "yb_concept_id": "a",
    "lan": "14",
    "antal_ssyk": 2,
    "del_av_ssyk": 0,
    "ssyk": "2519, 2512",
    "jobbmojligheter": "stora",
    "rekryteringssituation": "brist",
    "prognos": "öka",
    "hogsta_bedomningsniva": "nuts2",
    "delvis_helt": "delvis",
    "omgang": "2025-1",
    "taxonomi_version": 25,
    "text_jobbmojligheter": "Läses inte.",
}
NOT_ASSESSED = {**GOOD, "yb_concept_id": "b", "ssyk": None, "antal_ssyk": 0, **dict.fromkeys(WORDS)}


def content(*rows: dict[str, Any]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


class FakeBarometer:
    """The one address, whose file is replaced."""

    def __init__(self, adapter) -> None:
        self.adapter = adapter

    def holds(self, body: bytes, **headers: str) -> None:
        self.adapter.routes[f"HEAD {PATH}"] = self.adapter.reply(200, b"", **headers)
        self.adapter.routes[f"GET {PATH}"] = self.adapter.reply(200, body, **headers)


@pytest.fixture
def af(adapter) -> FakeBarometer:
    fake = FakeBarometer(adapter)
    fake.holds(content(GOOD, NOT_ASSESSED), ETag='"1"', Last_Modified="Mon, 02 Jun 2025 06:00:00 GMT")
    return fake


def test_a_field_with_several_groups_is_unfolded_and_one_without_keeps_its_row(af, http, store):
    (snapshot,) = refresh(http, BASE, store)
    rows = read(snapshot).to_pylist()
    assert [(r["yb_concept_id"], r["ssyk"]) for r in rows] == [("a", "2512"), ("a", "2519"), ("b", None)]
    assert {(r["antal_ssyk"], r["taxonomi_version"]) for r in rows} == {(2, "25"), (0, "25")}
    facts = snapshot.origin.facts
    assert (facts["round"], facts["lines"], facts["assessed"], facts["taxonomy_versions"]) == ("2025-1", 2, 1, ["25"])
    assert snapshot.file("yrkesbarometer.json").read_bytes() == content(GOOD, NOT_ASSESSED)
    assert snapshot.origin.updated == "2025-06-02T06:00:00Z"


def test_a_new_round_keeps_the_one_that_the_source_has_overwritten(af, http, store):
    (first,) = refresh(http, BASE, store)
    af.holds(content({**GOOD, "omgang": "2025-2"}), ETag='"2"')
    one, two = refresh(http, BASE, store)
    assert one == first
    assert [s.origin.facts["round"] for s in (one, two)] == ["2025-1", "2025-2"]
    first.verify()
    # Corrected within the round: the newest stands, the older is still there.
    af.holds(content({**GOOD, "omgang": "2025-2", "jobbmojligheter": "små"}), ETag='"3"')
    _, corrected = refresh(http, BASE, store)
    assert corrected != two
    assert read(corrected)["jobbmojligheter"][0].as_py() == "små"
    assert len(store.all(AF_BAROMETER.dataset)) == 3
    assert stored(store) == (one, corrected)


def test_a_night_with_nothing_new_asks_for_headers_alone(af, http, store, adapter):
    first = refresh(http, BASE, store)
    before = len(adapter.sent("GET"))
    assert refresh(http, BASE, store) == first
    assert (len(adapter.sent("GET")), len(adapter.sent("HEAD"))) == (before, 2)


def test_without_marks_it_is_fetched_every_time(af, http, store, adapter):
    af.holds(content(GOOD))
    refresh(http, BASE, store)
    refresh(http, BASE, store)
    assert len(adapter.sent("GET")) == 2


@pytest.mark.parametrize(("status", "error"), [(404, SourceGone), (410, SourceGone), (403, SourceUnavailable)])
def test_a_file_that_is_not_there(af, http, store, adapter, status, error):
    adapter.routes[f"HEAD {PATH}"] = adapter.reply(status)
    with pytest.raises(error, match=str(status)):
        refresh(http, BASE, store)


WITHOUT_ROUND = {name: value for name, value in GOOD.items() if name != "omgang"}
BAD: dict[str, tuple[bytes, type[SourceError], str]] = {
    "cut": (content(GOOD)[:-20], MalformedAnswer, "går inte att läsa"),
    "nested without end": (b'[{"okant": ' + b"[" * 100_000, MalformedAnswer, "går inte att läsa"),
    "half a letter": (b'[{"yb_yrke": "\\ud800"}]', MalformedAnswer, "går inte att läsa"),
    "html": (b"<html>502</html>", MalformedAnswer, "går inte att läsa"),
    "an object": (b"{}", MalformedAnswer, "går inte att läsa"),
    "no utf-8": (content(GOOD).replace("ö".encode(), b"\xff"), MalformedAnswer, "går inte att läsa"),
    "field missing": (content(WITHOUT_ROUND), MalformedAnswer, "fält saknas.*omgang"),
    "wrong kind": (content({**GOOD, "lan": 14}), MalformedAnswer, "fel slags värde.*lan"),
    "part of a half": (content({**GOOD, "del_av_ssyk": 2}), MalformedAnswer, "del_av_ssyk"),
    "no rows": (b"[]", MalformedAnswer, "inga rader"),
    "two rounds": (content(GOOD, {**GOOD, "omgang": "2025-2"}), MalformedAnswer, "enda omgång.*2025-1, 2025-2"),
    "no round": (content({**GOOD, "omgang": "våren"}), MalformedAnswer, "våren"),
    "unknown word": (content({**GOOD, "jobbmojligheter": "enorma"}), SourceChanged, r"jobbmojligheter 'enorma' \(1 rader\)"),
    "unknown level": (content({**GOOD, "hogsta_bedomningsniva": "kommun"}), SourceChanged, "hogsta_bedomningsniva 'kommun'"),
    "unknown county": (content({**GOOD, "lan": "15"}), SourceChanged, "lan '15'"),
    "no group code": (content({**GOOD, "ssyk": "2512 och 2519"}), SourceChanged, "ssyk '2512 och 2519'"),
    "twice": (content(GOOD, GOOD), MalformedAnswer, "flera gånger i samma område: a i 14"),
}  # fmt: skip


@pytest.mark.parametrize(
    "spelled",
    [
        {"jobbmojligheter": " Stora "},
        {"rekryteringssituation": "BRIST"},
        {"prognos": "o\u0308ka"},
        {"prognos": "Ökar"},
        {"hogsta_bedomningsniva": "NUTS2\u00a0"},
        {"ssyk": "2519,\u00a02512 "},
        {"lan": "14 "},
        {"antal_ssyk": "2"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_word_is_the_same_however_it_is_spelled(spelled):
    assert parse(content({**GOOD, **spelled}))[0].groups == ["2512", "2519"]
    (odd,), (usual,) = (unfold(parse(content(row))).slice(0, 1).to_pylist() for row in ({**GOOD, **spelled}, GOOD))
    assert odd == usual


def test_a_mark_of_byte_order_is_read_and_a_blank_word_is_none():
    (row,) = parse(b"\xef\xbb\xbf" + content({**GOOD, "prognos": " ", "delvis_helt": ""}))
    assert (row.prognos, row.delvis_helt) == (None, None)


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_understood_is_refused_in_a_sentence_and_replaces_nothing(af, http, store, name):
    good = refresh(http, BASE, store)
    body, error, says = BAD[name]
    af.holds(body, ETag='"9"')
    with pytest.raises(error, match=says) as caught:
        refresh(http, BASE, store)
    assert "Inget är ersatt" in str(caught.value)
    assert stored(store) == good
    assert list(store.scratch.iterdir()) == []


@given(
    codes=st.lists(st.from_regex(r"[0-9]{4}", fullmatch=True), max_size=8), comma=st.sampled_from([",", ", ", ",  "])
)
def test_unfolding_neither_loses_nor_repeats_a_group(codes, comma):
    rows = parse(content({**GOOD, "ssyk": comma.join(codes) or None, "antal_ssyk": len(set(codes))}))
    unfolded = unfold(rows)["ssyk"].to_pylist()
    assert unfolded == (sorted(set(codes)) or [None])


def test_a_file_that_is_read_whole_may_be_as_large_as_an_answer_and_no_larger(af, http, store, monkeypatch):
    size = len(content(GOOD, NOT_ASSESSED))
    monkeypatch.setattr("sources.arbetsformedlingen.barometer.LARGEST_ANSWER", size)
    (kept,) = refresh(http, BASE, store)
    af.holds(content(GOOD, NOT_ASSESSED) + b" ", ETag='"2"')
    with pytest.raises(MalformedAnswer, match=r"svarade med mer än 0 MB\. Inget är ersatt"):
        refresh(http, BASE, store)
    assert stored(store) == (kept,)
