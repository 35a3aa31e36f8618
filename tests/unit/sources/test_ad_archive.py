from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sources.arbetsformedlingen import ad_archive
from sources.arbetsformedlingen.ad_archive import list_archives, reduced_file, refresh, stored
from sources.errors import MalformedAnswer, SourceChanged, SourceGone, SourceUnavailable
from sources.snapshot import ACCEPTED, Decision, SnapshotStore

BASE = "https://af.test"
PAGE = "/annonser/historiska/"
LINES = [{"id": str(i), "publication_date": "2024-03-01T08:00:00"} for i in range(4)]


def zipped(*lines: object) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    return file.getvalue()


class FakeAf:
    """The page of archives and the archives behind it."""

    def __init__(self, adapter) -> None:
        self.adapter = adapter
        self.page()

    def page(self, *names: str, body: str = "") -> None:
        links = "".join(f'<li><a class="x" href="{name}">{name}</a></li>' for name in names)
        self.adapter.routes[f"GET {PAGE}"] = self.adapter.reply(200, f"<html>{body}{links}</html>")

    def archive(self, name: str, content: bytes, **headers: str) -> None:
        size = {"Content_Length": str(len(content))}
        self.adapter.routes[f"HEAD {PAGE}{name}"] = self.adapter.reply(200, b"", enforce=False, **{**size, **headers})
        self.adapter.routes[f"GET {PAGE}{name}"] = self.adapter.reply(200, content, **{**size, **headers})

    def downloads(self) -> list[str]:
        return [r.url.removeprefix(BASE + PAGE) for r in self.adapter.sent("GET") if r.url.endswith(".zip")]


@pytest.fixture
def af(adapter) -> FakeAf:
    return FakeAf(adapter)


def test_quarters_only_where_the_year_has_no_archive_of_its_own(af, http):
    names = ["2023", "2024", "2024-Q1", "2024-Q4", "2025-Q2", "2025-Q1", "2021"]
    af.page(*[f"{n}.jsonl.zip" for n in names])
    found = list_archives(http, BASE + "/", 2023)
    assert [a.period for a in found] == ["2023", "2024", "2025-Q1", "2025-Q2"]
    assert [a.months for a in found[1:3]] == [("2024-01", "2024-12"), ("2025-01", "2025-03")]
    assert found[3].months == ("2025-04", "2025-06")
    assert found[3].url == f"{BASE}{PAGE}2025-Q2.jsonl.zip"
    assert found[3].dataset == "af_annonser/2025-Q2"


def test_other_files_are_not_archives(af, http):
    af.page("2024.jsonl.zip", "2024.csv.zip", "2024_beta1_jsonl.zip", "2024-Q5.jsonl.zip", "../", "2024.jsonl.zip")
    assert [a.name for a in list_archives(http, BASE, 2000)] == ["2024.jsonl.zip"]


def test_a_link_leads_where_it_says(af, http):
    af.page("/filer/2024.jsonl.zip", "https://annan.test/2025.jsonl.zip")
    assert [a.url for a in list_archives(http, BASE, 2000)] == [
        f"{BASE}/filer/2024.jsonl.zip",
        "https://annan.test/2025.jsonl.zip",
    ]


@pytest.mark.parametrize("names", [[], ["2019.jsonl.zip"], ["readme.txt"]])
def test_a_page_without_archives_is_a_changed_source(af, http, names):
    af.page(*names, body="<p>Ny sida</p>")
    with pytest.raises(SourceChanged, match=r"listar inga annonsarkiv från 2020\. Kontrollera sidan"):
        list_archives(http, BASE, 2020)


def test_a_page_that_is_gone_says_which_setting_to_check(http):
    with pytest.raises(SourceUnavailable, match="404.*KOMPETENS_AF_DATA_URL"):
        list_archives(http, BASE, 2020)


def test_refresh_keeps_the_reduced_file_and_where_it_came_from(af, http, store):
    content = zipped(*LINES, "trasig")
    af.page("2024.jsonl.zip")
    af.archive("2024.jsonl.zip", content, ETag='"a"', Last_Modified="Thu, 01 Oct 2026 06:00:00 GMT")
    (snapshot,) = refresh(http, BASE, store, 2020)
    facts = snapshot.origin.facts
    assert (facts["lines"], facts["malformed"]) == (5, 1)
    (aside,) = pq.read_table(snapshot.file("olasliga.parquet")).to_pylist()
    digest = hashlib.sha256(b'"trasig"').hexdigest()
    assert aside == {"rad": 5, "byte": 8, "sha256": digest, "orsak": "ValidationError"}
    assert (facts["period"], facts["period_from"], facts["period_to"]) == ("2024", "2024-01", "2024-12")
    assert facts["original_size"] == len(content)
    assert snapshot.origin.query["etag"] == '"a"'
    assert snapshot.origin.updated == "2026-10-01T06:00:00Z"
    assert list(snapshot.origin.files) == ["annonser.parquet", "olasliga.parquet"]
    assert pq.read_metadata(reduced_file(snapshot)).num_rows == 4
    snapshot.verify()


def test_the_scratch_folder_holds_nothing_afterwards(af, http, store):
    af.page("2024.jsonl.zip", "2025-Q1.jsonl.zip")
    for name in ("2024.jsonl.zip", "2025-Q1.jsonl.zip"):
        af.archive(name, zipped(*LINES), ETag='"a"')
    refresh(http, BASE, store, 2020)
    assert [p for p in store.scratch.rglob("*") if p.is_file()] == []
    assert list(store.scratch.iterdir()) == []


def test_unchanged_marks_mean_no_download(af, http, store):
    af.page("2024.jsonl.zip", "2025-Q1.jsonl.zip")
    for name in ("2024.jsonl.zip", "2025-Q1.jsonl.zip"):
        af.archive(name, zipped(*LINES), ETag='"a"')
    first = refresh(http, BASE, store, 2020)
    assert refresh(http, BASE, store, 2020) == first == stored(store, 2020)
    assert af.downloads() == ["2024.jsonl.zip", "2025-Q1.jsonl.zip"]
    af.archive("2025-Q1.jsonl.zip", zipped(*LINES[:2]), ETag='"b"')
    second = refresh(http, BASE, store, 2020)
    assert (second[0], second[1].origin.facts["lines"]) == (first[0], 2)
    assert af.downloads()[2:] == ["2025-Q1.jsonl.zip"]


def test_without_marks_or_with_another_reader_it_is_fetched_again(af, http, store, monkeypatch):
    af.page("2024.jsonl.zip")
    af.archive("2024.jsonl.zip", zipped(*LINES))
    refresh(http, BASE, store, 2020)
    refresh(http, BASE, store, 2020)
    assert len(af.downloads()) == 2
    af.archive("2024.jsonl.zip", zipped(*LINES), ETag='"a"')
    refresh(http, BASE, store, 2020)
    monkeypatch.setattr(ad_archive, "READER_VERSION", 99)
    refresh(http, BASE, store, 2020)
    assert len(af.downloads()) == 4


@pytest.mark.parametrize("fault", ["cut zip", "cut body", "gone", "head gone"])
def test_a_failed_archive_replaces_nothing(af, http, store, adapter, fault):
    af.page("2024.jsonl.zip")
    af.archive("2024.jsonl.zip", zipped(*LINES), ETag='"a"')
    (old,) = refresh(http, BASE, store, 2020)
    content = zipped(*LINES[:1])
    af.archive("2024.jsonl.zip", content[:-9] if fault == "cut zip" else content, ETag='"b"')
    key = f"GET {PAGE}2024.jsonl.zip"
    if fault == "cut body":
        adapter.routes[key] = adapter.reply(200, content[:-9], Content_Length=str(len(content)))
    elif fault != "cut zip":
        adapter.routes[key.replace("GET", "HEAD") if fault == "head gone" else key] = adapter.reply(404)
    with pytest.raises({"cut zip": MalformedAnswer, "head gone": SourceGone}.get(fault, SourceUnavailable)):
        refresh(http, BASE, store, 2020)
    assert stored(store, 2020) == (old,)
    assert [p for p in store.scratch.rglob("*") if p.is_file()] == []
    old.verify()


def test_stored_archives_follow_the_same_rule_as_the_page(af, http, store):
    assert stored(store, 2020) == ()
    for names in (["2023.jsonl.zip", "2024-Q1.jsonl.zip"], ["2024.jsonl.zip", "2025-Q1.jsonl.zip"]):
        af.page(*names)
        for name in names:
            af.archive(name, zipped(*LINES), ETag='"a"')
        refresh(http, BASE, store, 2020)
    assert [s.origin.facts["period"] for s in stored(store, 2020)] == ["2023", "2024", "2025-Q1"]
    assert [s.origin.facts["period"] for s in stored(store, 2024)] == ["2024", "2025-Q1"]


def test_a_year_that_was_never_finished_does_not_hide_its_quarters(af, http, store):
    af.page("2024-Q1.jsonl.zip")
    af.archive("2024-Q1.jsonl.zip", zipped(*LINES), ETag='"a"')
    quarters = refresh(http, BASE, store, 2020)
    Path(store.raw / "af_annonser" / "2024").mkdir()  # killed between making the folder and moving the snapshot in
    assert stored(store, 2020) == quarters


@pytest.mark.parametrize("changed", [{"ETag": '"b"'}, {"Content_Length": "7"}])
def test_an_archive_that_changes_between_the_question_and_the_download_is_refused(af, http, store, adapter, changed):
    content = zipped(*LINES)
    af.page("2024.jsonl.zip")
    af.archive("2024.jsonl.zip", content, ETag='"a"')
    key = f"HEAD {PAGE}2024.jsonl.zip"
    marks = {"ETag": '"a"', "Content_Length": str(len(content)), **changed}
    adapter.routes[key] = adapter.reply(200, b"", enforce=False, **marks)
    with pytest.raises(MalformedAnswer, match="byttes medan den hämtades"):
        refresh(http, BASE, store, 2020)
    assert stored(store, 2020) == ()
    assert list(store.scratch.iterdir()) == []


def test_whoever_watches_is_told_megabytes_and_ads(af, http, store):
    content = zipped(*LINES, "trasig")
    af.page("2024.jsonl.zip")
    af.archive("2024.jsonl.zip", content, ETag='"a"')
    seen: list[tuple[str, int, int | None, int]] = []

    def watch(what, ads):
        return lambda done, whole: seen.append((what, done, whole, ads()))

    refresh(http, BASE, store, 2020, watch)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        packed = package.infolist()[0].compress_size
    assert seen == [
        ("hämtar 2024.jsonl.zip", len(content), len(content), 0),
        ("läser 2024.jsonl.zip", packed, packed, 5),
    ]


def test_what_another_county_has_downloaded_is_not_downloaded_again(af, http, store, tmp_path):
    af.page("2024.jsonl.zip")
    af.archive("2024.jsonl.zip", zipped(*LINES), ETag='"a"')
    (theirs,) = refresh(http, BASE, store, 2020)
    store.decide(theirs, Decision(ACCEPTED, "prov", "2026-01-01T00:00:00Z", "prov"))
    here = SnapshotStore(tmp_path / "annat/raw", tmp_path / "annat/tillfalligt", "live", [store.raw])
    (ours,) = refresh(http, BASE, here, 2020)
    assert (ours.id, ours.folder.is_relative_to(here.raw)) == (theirs.id, True)
    assert af.downloads() == ["2024.jsonl.zip"]
    af.archive("2024.jsonl.zip", zipped(*LINES[:2]), ETag='"b"')
    (ours,) = refresh(http, BASE, here, 2020)
    assert ours.origin.facts["lines"] == 2
    assert af.downloads() == ["2024.jsonl.zip"] * 2
