from __future__ import annotations

import gc
import hashlib
import json
import re
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.reference.employers import staffing_names
from sources.arbetsformedlingen import ad_reader, json_lines
from sources.arbetsformedlingen.ad_reader import (
    AD_SCHEMA,
    SOLE_TRADER,
    LineCounts,
    fingerprints,
    mask,
    staffing_by_name,
)
from sources.errors import MalformedAnswer

AD: dict[str, Any] = {
    "id": "1",
    "publication_date": "2024-07-01T08:00:00",
    "occupation_group": {"legacy_ams_taxonomy_id": "2512", "label": "Mjukvaruutvecklare"},
    "occupation_field": {"legacy_ams_taxonomy_id": "3"},
    "employer": {"organization_number": "2120001234"},
    "workplace_address": {"municipality_code": "1480", "region_code": "14", "country_code": "199"},
    "number_of_vacancies": 2,
    "headline": "Mjukvaruutvecklare till OSS!",
    "duration": {"legacy_ams_taxonomy_id": "1", "label": "Tills vidare"},
    "removed_date": "2024-07-20T11:00:00",
    "last_publication_date": "2024-08-31T23:59:59",
}
BAD_LINES = {
    "no json": b"trasig",
    "cut": b'{"id": "7", "publication_date": "2024-',
    "blank": b"",
    "spaces": b"   ",
    "list": b"[]",
    "null": b"null",
    "number": b"5",
    "no id": json.dumps({**AD, "id": None}).encode(),
    "no date": json.dumps({k: v for k, v in AD.items() if k != "publication_date"}).encode(),
    "bad date": json.dumps({**AD, "publication_date": "2024-02-30T00:00:00"}).encode(),
    "date out of range": json.dumps({**AD, "publication_date": "9999-12-31T23:59:59Z"}).encode(),
    "date before time": json.dumps({**AD, "publication_date": "0001-01-01T00:00:00+02:00"}).encode(),
    "invalid UTF-8": json.dumps({**AD, "id": "1X"}).encode().replace(b"1X", b"1\xff"),
    "lone surrogate": json.dumps({**AD, "id": "\ud800"}).encode(),
    "two on a line": json.dumps(AD).encode() * 2,
    "nested without end": b'{"id":"1","publication_date":"2024-07-01T08:00:00","x":'
    + b"[" * 50_000
    + b"]" * 50_000
    + b"}",
}


def archive(folder: Path, *lines: dict[str, Any] | bytes, end: bytes = b"\n") -> Path:
    path = folder / "2024.jsonl.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("2024.jsonl", b"\n".join(_line(line) for line in lines) + end if lines else b"")
    return path


def _line(line: dict[str, Any] | bytes) -> bytes:
    return line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()


def reduce_archive(path: Path, target: Path, *more: Any, **named: Any) -> LineCounts:
    counts = LineCounts()
    ad_reader.reduce_archive(path, target, counts, *more, **named)
    return counts


def reduced(folder: Path, *lines: dict[str, Any] | bytes, end: bytes = b"\n") -> list[dict[str, Any]]:
    target = folder / "annonser.parquet"
    counts = reduce_archive(archive(folder, *lines, end=end), target)
    assert (counts.lines, counts.malformed) == (len(lines), 0)
    return pq.read_table(target).to_pylist()


def test_an_ad_is_reduced_to_the_kept_fields(tmp_path: Path):
    assert reduced(tmp_path, AD) == [
        {
            "id": "1",
            "publication_date": datetime(2024, 7, 1, 8),
            "occupation_group": "2512",
            "occupation_field": "3",
            "municipality_code": "1480",
            "region_code": "14",
            "country_code": "199",
            "number_of_vacancies": 2,
            "organization_number": "2120001234",
            "occupation_group_concept": None,
            "removed_date": date(2024, 7, 20),
            "last_publication_date": date(2024, 8, 31),
            "duration": "1",
            "fingerprint": fingerprints(["mjukvaruutvecklare till oss"])[0].as_py(),
            "staffing_by_name": False,
        }
    ]
    assert pq.read_schema(tmp_path / "annonser.parquet").names == AD_SCHEMA.names


def test_lists_of_concepts_and_missing_parts(tmp_path: Path):
    listed = {
        **AD,
        "occupation_group": [AD["occupation_group"], {"legacy_ams_taxonomy_id": "9999"}],
        "occupation_field": [],
        "workplace_address": None,
        "employer": None,
        "number_of_vacancies": None,
    }
    bare = {"id": 7, "publication_date": "2024-07-01T08:00:00"}
    first, second = reduced(tmp_path, listed, bare)
    assert (first["occupation_group"], first["occupation_field"]) == ("2512", None)
    kept = {
        "id",
        "publication_date",
        "removed_date",
        "last_publication_date",
        "occupation_group",
        "duration",
        "fingerprint",
        "staffing_by_name",
    }
    assert {k for k, v in first.items() if v is not None} == kept
    assert {k for k, v in second.items() if v is not None} == {"id", "publication_date", "staffing_by_name"}
    assert (second["id"], second["occupation_group"], second["organization_number"]) == ("7", None, None)


def test_the_original_id_stands_for_the_ad(tmp_path: Path):
    ads = [
        {**AD, "original_id": 99},
        {**AD, "original_id": "x"},
        {**AD, "original_id": None},
        {**AD, "original_id": ""},
    ]
    assert [row["id"] for row in reduced(tmp_path, *ads)] == ["99", "x", "1", "1"]


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("2024-07-01T08:00:00", "2024-07-01 08:00:00"),
        ("2024-07-01T08:00:00Z", "2024-07-01 10:00:00"),
        ("2024-01-31T23:30:00Z", "2024-02-01 00:30:00"),
        ("2024-07-31T22:00:00+00:00", "2024-08-01 00:00:00"),
        ("2024-03-31T00:59:59Z", "2024-03-31 01:59:59"),
        ("2024-03-31T01:00:00Z", "2024-03-31 03:00:00"),
        ("2024-10-27T00:30:00Z", "2024-10-27 02:30:00"),
        ("2024-10-27T01:30:00Z", "2024-10-27 02:30:00"),
        ("2024-07-01T08:00:00+05:00", "2024-07-01 05:00:00"),
        ("2024-07-01T08:00:00.987654", "2024-07-01 08:00:00"),
    ],
)
def test_times_are_swedish_local_time(tmp_path: Path, written, local):
    (row,) = reduced(tmp_path, {**AD, "publication_date": written})
    assert str(row["publication_date"]) == local


@pytest.mark.parametrize(
    ("duration", "kept"),
    [
        ({"legacy_ams_taxonomy_id": "2", "label": "6 månader eller längre"}, "2"),
        ({"legacy_ams_taxonomy_id": None, "label": "TILLS_VIDARE"}, "1"),
        ([{"label": "Tills vidare"}], "1"),
        ({"legacy_ams_taxonomy_id": None, "label": "OKAND"}, None),
        ([], None),
        (None, None),
    ],
)
def test_duration_is_a_code_also_where_the_source_has_only_a_label(tmp_path: Path, duration, kept):
    assert [row["duration"] for row in reduced(tmp_path, {**AD, "duration": duration})] == [kept]


def test_a_group_without_a_code_keeps_its_concept(tmp_path: Path):
    group = {"concept_id": "abc_def_ghi", "legacy_ams_taxonomy_id": None}
    (row,) = reduced(tmp_path, {**AD, "occupation_group": group})
    assert (row["occupation_group"], row["occupation_group_concept"]) == (None, "abc_def_ghi")


@pytest.mark.parametrize("wrong", ["aldrig", "2024-13-40T00:00:00", "", None])
def test_without_a_last_day_the_deadline_stands_in_and_no_date_is_none(tmp_path: Path, wrong):
    ad = {**AD, "removed_date": wrong, "last_publication_date": None, "application_deadline": "2024-08-15T23:59:59"}
    (row,) = reduced(tmp_path, ad)
    assert (row["removed_date"], row["last_publication_date"]) == (None, date(2024, 8, 15))


@pytest.mark.parametrize("end", [b"\n", b"", b"\r\n"])
def test_the_last_line_counts_with_and_without_an_end(tmp_path: Path, end):
    assert len(reduced(tmp_path, AD, AD, end=end)) == 2


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_as_it_was_whatever_happens(tmp_path: Path, collecting):
    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        assert len(reduced(tmp_path, AD)) == 1
        assert gc.isenabled() == collecting
        (tmp_path / "trasig.zip").write_bytes(b"PK")
        with pytest.raises(MalformedAnswer):
            reduce_archive(tmp_path / "trasig.zip", tmp_path / "ut.parquet")
        assert gc.isenabled() == collecting
    finally:
        (gc.enable if was else gc.disable)()


def test_an_archive_without_lines_is_a_table_without_rows(tmp_path: Path):
    assert reduced(tmp_path) == []


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
@pytest.mark.parametrize("block", [64, 1 << 18])
def test_every_kind_of_malformed_line_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad, block):
    monkeypatch.setattr(json_lines, "READ", block)
    target = tmp_path / "ut.parquet"
    lines = [AD, bad, {**AD, "id": "2"}, {**AD, "id": "3"}, bad, {**AD, "id": "4"}]
    counts = reduce_archive(archive(tmp_path, *lines), target)
    assert (counts.lines, counts.malformed) == (6, 2)
    assert [fault[0] for fault in counts.faults] == [2, 5]
    assert pq.read_table(target)["id"].to_pylist() == ["1", "2", "3", "4"]


@pytest.mark.parametrize("block", [1, 7, 100, 1000, 1 << 18])
def test_the_counts_do_not_depend_on_the_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block):
    monkeypatch.setattr(json_lines, "READ", block)
    monkeypatch.setattr(ad_reader, "_ROWS", 3)
    lines = [*[AD] * 9, b"", *[AD] * 9, b"trasig", BAD_LINES["invalid UTF-8"], *[AD] * 3, b"", b""]
    target = tmp_path / "ut.parquet"
    counts = reduce_archive(archive(tmp_path, *lines), target)
    assert (counts.lines, counts.malformed) == (26, 5)
    assert [fault[0] for fault in counts.faults] == [10, 20, 21, 25, 26]
    assert pq.read_metadata(target).num_rows == 21


def test_faults_name_line_and_kind_but_never_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ad_reader, "_KEPT_FAULTS", 20)
    secret = {**AD, "publication_date": "ring Anna 0700-123456"}
    line = _line(secret)
    counts = reduce_archive(archive(tmp_path, *[secret] * 30), tmp_path / "ut.parquet")
    assert (counts.malformed, len(counts.faults)) == (30, 20)
    first = {"rad": 1, "byte": len(line), "sha256": hashlib.sha256(line).hexdigest(), "orsak": "ValidationError"}
    assert counts.table().to_pylist()[0] == first
    assert "Anna" not in str(counts)
    assert "0700" not in str(counts)


def test_no_free_text_contact_or_name_is_kept(tmp_path: Path):
    secrets = [
        "Snickare sökes",
        "Ring Anna",
        "anna@exempel.se",
        "Annas Bygg",
        "070-1234567",
        "Hemgatan 1",
        "7203151234",
    ]
    ad = {
        **AD,
        "headline": secrets[0],
        "description": {"text": secrets[1]},
        "application_contacts": [{"email": secrets[2], "telephone": secrets[4], "name": "Anna Andersson"}],
        "employer": {"name": secrets[3], "email": secrets[2], "organization_number": "720315-1234"},
        "workplace_address": {**AD["workplace_address"], "street_address": secrets[5], "municipality": "Göteborg"},
    }
    assert reduced(tmp_path, ad)[0]["organization_number"] == SOLE_TRADER
    plain = tmp_path / "okomprimerad.parquet"
    table = pq.read_table(tmp_path / "annonser.parquet")
    pq.write_table(table, plain, compression="none", use_dictionary=False)
    for content in (plain.read_bytes(), (tmp_path / "annonser.parquet").read_bytes()):
        for word in [*secrets, "720315-1234", "Andersson", "headline", "description", "Göteborg"]:
            assert word.encode() not in content
    assert b"enskild" in plain.read_bytes()


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("2120001234", "2120001234"),
        ("212000-1234", "2120001234"),
        ("16212000-1234", "2120001234"),
        ("165566778899", "5566778899"),
        ("7203151234", SOLE_TRADER),
        ("720315-1234", SOLE_TRADER),
        ("720315+1234", SOLE_TRADER),
        ("7210151234", SOLE_TRADER),
        ("720375-1234", SOLE_TRADER),  # co-ordination number
        ("197203151234", SOLE_TRADER),
        ("19720315-1234", SOLE_TRADER),
        ("200203151234", SOLE_TRADER),
        ("167203151234", SOLE_TRADER),
        ("720315", SOLE_TRADER),
        ("\u0667\u0662\u0660\u0663\u0661\u0665\u0661\u0662\u0663\u0664", SOLE_TRADER),  # Arabic digits
        ("21200012345", SOLE_TRADER),
        ("Anna Andersson", SOLE_TRADER),
        (" ", SOLE_TRADER),
        ("", None),
        (None, None),
    ],
)
def test_numbers_of_persons_are_masked(number, kept):
    assert mask(number) == kept


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Nords Bemanning AB", True),
        ("NORDS BEMANNING & REKRYTERING AB", True),
        ("Läkarbemanning Norr AB", True),
        ("Academic  Work Sweden AB", True),
        ("Academic Work-gruppen", True),
        ("Adecco", True),
        ("Bemanningsenheten i Exempelkommunen", False),
        ("Academic Workshop AB", False),
        ("Rekryteringsmyndigheten", False),
        ("Rekrytering & Personal AB", False),
        ("IT-konsulterna AB", False),
        ("Adeccos AB", False),
        ("", False),
        (None, False),
    ],
)
def test_a_staffing_agency_is_known_by_whole_words_of_its_name(tmp_path: Path, name, found):
    ad = {**AD, "employer": {**AD["employer"], "name": name}}
    assert [row["staffing_by_name"] for row in reduced(tmp_path, ad)] == [found]


def test_every_word_of_the_list_is_found_and_written_in_small_letters():
    for words in staffing_names():
        assert words == " ".join(words.casefold().split())
        assert staffing_by_name(f"AB {words.upper()} i Sverige"), words
        assert not staffing_by_name(f"x{words}"), words


digits = st.sampled_from("0123456789\u0660\u0661\u0662\uff10\uff11\uff12")  # also Arabic and full-width 0–2
numbers = st.one_of(
    st.text(max_size=20),
    st.text("0123456789-+ ", min_size=8, max_size=14),
    st.text(digits, min_size=10, max_size=12),
    st.text("0123456789", min_size=10, max_size=10).map(lambda n: n[:6] + "-" + n[6:]),
    st.text("0123456789", min_size=10, max_size=10).map(lambda n: "16" + n),
)


@settings(deadline=None, max_examples=300)
@given(st.none() | numbers)
def test_mask_never_returns_what_can_be_a_persons_number(number):
    got = mask(number)
    assert got is None or got == SOLE_TRADER or (len(got) == 10 and got.isdigit() and int(got[2]) >= 2)
    assert mask(got) == got


def zipped(folder: Path) -> tuple[Path, bytes]:
    path = archive(folder, *[{**AD, "id": str(i)} for i in range(5)])
    return path, path.read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_replaces_nothing(tmp_path: Path, share):
    path, content = zipped(tmp_path)
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MalformedAnswer, match=r"2024\.jsonl\.zip är avkortat eller skadat .*Inget är ersatt"):
        reduce_archive(path, tmp_path / "ut.parquet")
    assert not (tmp_path / "ut.parquet").exists()


def test_a_flipped_byte_anywhere_is_refused_or_does_no_harm(tmp_path: Path):
    path, content = zipped(tmp_path)
    target, refused = tmp_path / "ut.parquet", 0
    unexpected: dict[str, int] = {}
    for position in range(len(content)):
        target.unlink(missing_ok=True)
        path.write_bytes(content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :])
        try:
            counts = reduce_archive(path, target)
            assert (counts.lines, counts.malformed, pq.read_metadata(target).num_rows) == (5, 0, 5)
        except MalformedAnswer:
            refused += 1
            assert not target.exists()
        except Exception as error:  # noqa: BLE001 - which kinds escape is what is asked
            unexpected[type(error).__name__] = position
    assert unexpected == {}
    assert refused > len(content) / 3


@pytest.mark.parametrize("members", [[], ["a.jsonl", "b.jsonl"]])
def test_an_archive_has_exactly_one_member(tmp_path: Path, members):
    path = tmp_path / "2024.jsonl.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name in members:
            file.writestr(name, _line(AD) + b"\n")
    with pytest.raises(MalformedAnswer, match=f"ska ha en fil men har {len(members)}"):
        reduce_archive(path, tmp_path / "ut.parquet")
    assert not (tmp_path / "ut.parquet").exists()


def test_an_archive_that_inflates_to_more_than_it_says_is_refused(tmp_path: Path):
    path, content = zipped(tmp_path)
    with zipfile.ZipFile(path) as file:
        size = file.infolist()[0].file_size
    assert content.count(size.to_bytes(4, "little")) == 2
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (size - 100).to_bytes(4, "little")))
    with pytest.raises(MalformedAnswer, match="storlek och kontrollsumma"):
        reduce_archive(path, tmp_path / "ut.parquet")


def filled(folder: Path, blanks: int) -> tuple[Path, float]:
    """An archive of one line and then blank ones, and how many times larger it is than it is packed."""
    noise = hashlib.shake_256(b"x").hexdigest(10_000).encode()
    path = archive(folder, b'{"id": "' + noise + b'"}', end=b"\n" * blanks)
    with zipfile.ZipFile(path) as file:
        (member,) = file.infolist()
    return path, member.file_size / member.compress_size


def test_an_archive_that_says_it_inflates_to_very_much_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class Inflater:
        """Inflates nothing."""

    path, times = filled(tmp_path, 6_000_000)
    assert times > json_lines.MOST_TIMES
    with pytest.raises(MalformedAnswer, match=r"2024\.jsonl\.zip säger sig packas upp från \d+ till \d+ byte, mer än"):
        reduce_archive(path, tmp_path / "ut.parquet", Inflater)
    assert not (tmp_path / "ut.parquet").exists()
    path, _ = zipped(tmp_path)
    with zipfile.ZipFile(path) as file:
        size = file.infolist()[0].file_size
    monkeypatch.setattr(json_lines, "LARGEST_INFLATED", size - 1)
    with pytest.raises(MalformedAnswer, match=f"till {size} byte, mer än något arkiv med annonser"):
        reduce_archive(path, tmp_path / "ut.parquet", Inflater)
    monkeypatch.setattr(json_lines, "LARGEST_INFLATED", size)
    assert reduce_archive(path, tmp_path / "ut.parquet").lines == 5


def test_an_archive_that_is_packed_much_better_than_any_of_ads_is_read(tmp_path: Path):
    path, times = filled(tmp_path, 2_000_000)
    assert 100 < times < json_lines.MOST_TIMES
    assert sum(block.count(b"\n") for block in json_lines.blocks(path)) == 2_000_000


def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 100_000)
    monkeypatch.setattr(json_lines, "READ", 500)
    monkeypatch.setattr(json_lines, "MOST_TIMES", 2_000)
    path = archive(tmp_path, b'{"id": "' + b"x" * 3_000_000)
    with pytest.raises(MalformedAnswer, match="en rad utan slut"):
        reduce_archive(path, tmp_path / "ut.parquet")


def test_the_standard_library_inflates_to_the_same(tmp_path: Path):
    path, _ = zipped(tmp_path)
    reduce_archive(path, tmp_path / "isal.parquet")
    reduce_archive(path, tmp_path / "zlib.parquet", zlib)
    assert (tmp_path / "isal.parquet").read_bytes() == (tmp_path / "zlib.parquet").read_bytes()


def test_progress_is_told_in_compressed_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_lines, "READ", 40)
    path, _ = zipped(tmp_path)
    with zipfile.ZipFile(path) as file:
        packed = file.infolist()[0].compress_size
    seen: list[tuple[int, int | None]] = []
    reduce_archive(path, tmp_path / "ut.parquet", progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(min(n, packed), packed) for n in range(40, packed + 40, 40)]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_the_fingerprint_is_of_the_words_alone(texts):
    got = fingerprints(texts).to_pylist()
    assert got == fingerprints([f"  {text}! ?" for text in texts]).to_pylist()
    assert [one for text in texts for one in fingerprints([text]).to_pylist()] == got
    words = [" ".join(re.findall(r"[^\W_]+", text.lower())) for text in texts]
    ascii_only = [at for at, text in enumerate(texts) if text.isascii()]
    for at in ascii_only:
        assert (got[at] is None) == (not words[at])
        for other in ascii_only:
            assert (got[at] == got[other]) == (words[at] == words[other])
