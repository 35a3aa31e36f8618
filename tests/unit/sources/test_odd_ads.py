"""Ads in odd forms are read, what cannot be read costs its field alone, and what is about a person is kept nowhere."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from sources.arbetsformedlingen import ad_reader
from sources.arbetsformedlingen.ad_forms import CODE_FORMS
from sources.arbetsformedlingen.ad_reader import LineCounts
from sources.errors import MalformedAnswer
from tests.unit.sources.test_ad_reader import AD, archive, reduce_archive, reduced

CONCEPT = {"legacy_ams_taxonomy_id": "2512", "concept_id": "DJh5_yyF_hEM"}


def read(folder: Path, *lines: Any) -> tuple[list[dict[str, Any]], LineCounts]:
    counts = reduce_archive(archive(folder, *lines), folder / "ut.parquet")
    return pq.read_table(folder / "ut.parquet").to_pylist(), counts


@pytest.mark.parametrize(
    ("odd", "usual"),
    [
        ({"number_of_vacancies": "2"}, {}),
        ({"number_of_vacancies": 2.0}, {}),
        ({"number_of_vacancies": " 2.0 "}, {}),
        ({"id": 1}, {}),
        ({"id": 1.0}, {}),
        ({"original_id": 7.0}, {"original_id": "7"}),
        ({"original_id": ""}, {}),
        ({"workplace_address": [AD["workplace_address"]]}, {}),
        ({"workplace_address": {"municipality_code": 1480, "region_code": 14, "country_code": 199}}, {}),
        ({"employer": [AD["employer"]]}, {}),
        ({"employer": {"organization_number": 2120001234}}, {}),
        ({"publication_date": "2024-07-01"}, {"publication_date": "2024-07-01T00:00:00"}),
        ({"publication_date": 1719813600}, {"publication_date": "2024-07-01T08:00:00"}),
        ({"publication_date": 1719813600000}, {"publication_date": "2024-07-01T08:00:00"}),
        ({"removed_date": 1721466000000}, {}),
        ({"last_publication_date": "2024-08-31"}, {}),
        ({"occupation_group": [None, CONCEPT]}, {}),
        ({"occupation_group": {"legacy_ams_taxonomy_id": 2512}}, {}),
        ({"occupation_group": "2512"}, {}),
        ({"occupation_group": 2512}, {}),
        ({"occupation_group": [None]}, {"occupation_group": None}),
        ({"duration": [None]}, {"duration": None}),
        ({"headline": 5}, {"headline": "5"}),
    ],
    ids=lambda given: json.dumps(given, ensure_ascii=False)[:60] if given else "as usual",
)
def test_an_odd_form_says_the_same(tmp_path: Path, odd, usual):
    assert reduced(tmp_path, {**AD, **odd}) == reduced(tmp_path, {**AD, **usual})


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf"])
def test_a_mark_of_byte_order_is_nothing(tmp_path: Path, mark: bytes):
    assert reduced(tmp_path, mark + json.dumps(AD).encode(), AD) == reduced(tmp_path, AD, AD)


@pytest.mark.parametrize(
    ("odd", "column", "field"),
    [
        ({"number_of_vacancies": "två"}, "number_of_vacancies", "number_of_vacancies"),
        ({"number_of_vacancies": 2**63}, "number_of_vacancies", "number_of_vacancies"),
        ({"number_of_vacancies": 2.5}, "number_of_vacancies", "number_of_vacancies"),
        ({"workplace_address": "Göteborg"}, "municipality_code", "workplace_address"),
        ({"occupation_group": "Systemutvecklare"}, "occupation_group", "occupation_group"),
        ({"employer": "Exempelkommunen"}, "organization_number", "employer"),
        ({"headline": ["två", "rader"]}, "fingerprint", "headline"),
        ({"number_of_vacancies": "2", "removed_date": {"år": 2024}}, "removed_date", "removed_date"),
    ],
    ids=lambda given: json.dumps(given, ensure_ascii=False)[:60],
)
def test_what_cannot_be_read_costs_its_own_field_and_is_counted(tmp_path: Path, odd, column, field):
    ((row, other), counts) = read(tmp_path, {**AD, **odd}, {**AD, "id": "2"})
    assert row[column] is None
    assert other[column] is not None
    assert {name: value for name, value in row.items() if name in ("id", "publication_date")} == {
        "id": "1",
        "publication_date": datetime(2024, 7, 1, 8),
    }
    assert (counts.lines, counts.malformed) == (2, 0)
    assert counts.said() == [f"{field} gick inte att läsa i 1 annonser och saknas i dem."]


PERSONAL = ["anna@exempel.invalid", "Anna Andersson", "Hemgatan 1", "070-123 45 67", "720315-1234"]


@pytest.mark.parametrize("written", PERSONAL)
@pytest.mark.parametrize("name", ["id", "original_id"])
def test_an_id_that_may_be_about_a_person_refuses_the_ad(tmp_path: Path, written, name):
    rows, counts = read(tmp_path, {**AD, name: written}, AD)
    assert ([row["id"] for row in rows], counts.lines, counts.malformed) == (["1"], 2, 1)
    assert written not in str(counts)
    assert written not in str(counts.table().to_pylist())


@pytest.mark.parametrize("written", PERSONAL)
@pytest.mark.parametrize(
    ("field", "inside"),
    [
        ("workplace_address", "municipality_code"),
        ("workplace_address", "region_code"),
        ("workplace_address", "country_code"),
        ("occupation_group", "legacy_ams_taxonomy_id"),
        ("occupation_group", "concept_id"),
        ("occupation_field", "legacy_ams_taxonomy_id"),
        ("duration", "legacy_ams_taxonomy_id"),
    ],
)
def test_a_code_that_may_be_about_a_person_is_kept_nowhere(tmp_path: Path, written, field, inside):
    usual = AD[field] if isinstance(AD[field], dict) else {}
    odd = {
        **AD,
        field: {**usual, inside: written, **({"legacy_ams_taxonomy_id": None} if inside == "concept_id" else {})},
    }
    for lines in ([odd], [odd, {**AD, "number_of_vacancies": "2"}]):
        rows, counts = read(tmp_path, *lines)
        assert (len(rows), counts.malformed) == (len(lines), 0)
        plain = tmp_path / "okomprimerad.parquet"
        pq.write_table(pq.read_table(tmp_path / "ut.parquet"), plain, compression="none", use_dictionary=False)
        assert written.encode() not in plain.read_bytes() + (tmp_path / "ut.parquet").read_bytes()


def test_every_code_that_the_ads_have_is_kept(tmp_path: Path):
    (row,) = reduced(tmp_path, AD)
    assert [name for name in CODE_FORMS if row[name] is None] == ["occupation_group_concept"]
    (row,) = reduced(tmp_path, {**AD, "occupation_group": {"concept_id": "DJh5_yyF_hEM"}})
    assert row["occupation_group_concept"] == "DJh5_yyF_hEM"


def zipped(folder: Path, *names: str) -> Path:
    path = folder / "2024.jsonl.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"" if name.endswith("/") else json.dumps(AD).encode() + b"\n")
    return path


@pytest.mark.parametrize(
    "names",
    [
        ("2024.jsonl", "__MACOSX/._2024.jsonl"),
        ("__MACOSX/", "__MACOSX/._2024.jsonl", "2024.jsonl"),
        ("annonser/", "annonser/2024.jsonl", "annonser/.DS_Store"),
        ("._2024.jsonl", "2024.jsonl"),
    ],
)
def test_what_an_archiver_adds_of_its_own_is_passed_over(tmp_path: Path, names):
    counts = reduce_archive(zipped(tmp_path, *names), tmp_path / "ut.parquet")
    assert (counts.lines, counts.malformed) == (1, 0)


@pytest.mark.parametrize(("names", "number"), [(("a.jsonl", "b.jsonl"), 2), (("annonser/",), 0)])
def test_other_files_are_not_passed_over(tmp_path: Path, names, number):
    with pytest.raises(MalformedAnswer, match=f"ska ha en fil men har {number}"):
        reduce_archive(zipped(tmp_path, *names), tmp_path / "ut.parquet")


def test_an_archive_of_blank_lines_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ad_reader, "_MOST_REFUSED", 100)
    path = archive(tmp_path, *[b""] * 2_000)
    with pytest.raises(
        MalformedAnswer, match="101 av de första 101 raderna går inte att läsa som annonser. Inget är ersatt"
    ):
        reduce_archive(path, tmp_path / "ut.parquet")
    assert not (tmp_path / "ut.parquet").exists()


def test_some_refused_lines_among_many_are_only_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ad_reader, "_MOST_REFUSED", 5)
    lines = [line for at in range(100) for line in [AD, *([b""] if at % 10 == 9 else [])]]
    rows, counts = read(tmp_path, *lines)
    assert (len(rows), counts.malformed) == (100, 10)
