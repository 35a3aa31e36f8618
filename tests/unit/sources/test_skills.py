"""Skills in enriched ads: which archive, what is counted, and that nothing personal is kept."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.arbetsformedlingen.skills import COUNTS, SKILLS_SCHEMA, count_skills, read, refresh, skill_name, tabulate
from sources.catalogue.ads import AF_SKILLS
from sources.errors import MalformedAnswer, SourceChanged, SourceUnavailable
from sources.refresh import latest

BASE = "https://af.test/af-data"
ROOT = f"/af-data/{AF_SKILLS.table_id}/"
SAMPLE = "2025_beta1_1_percent_jsonl.zip"


def ad(
    number: int, *skills: Any, group: str | None = "2512", place: str | None = "1480", **more: Any
) -> dict[str, Any]:
    return {
        "id": f"i{number}",
        "original_id": str(number),
        "publication_date": "2025-03-04T08:00:00",
        "headline": "Ring Exempel",
        "occupation_group": [{"legacy_ams_taxonomy_id": group}],
        "workplace_address": {"municipality_code": place, "region_code": "14"},
        "keywords": {"enriched": {"skill": [{"concept_label": s} if isinstance(s, str) else s for s in skills]}},
        **more,
    }


def lines(*ads: Any) -> bytes:
    return "\n".join(a if isinstance(a, str) else json.dumps(a, ensure_ascii=False) for a in ads).encode() + b"\n"


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("annonser.jsonl"), content)
    return file.getvalue()


class FakeSite:
    """The folders of enriched archives."""

    def __init__(self, adapter) -> None:
        self.adapter = adapter

    def holds(self, folder: str, *names: str, body: bytes = b"", etag: str = '"1"') -> None:
        links = "".join(f'<a href="{name}">{name}</a>' for name in names)
        self.adapter.routes[f"GET {ROOT}{folder}"] = self.adapter.reply(200, links)
        for name in names:
            self.adapter.routes[f"HEAD {ROOT}{folder}{name}"] = self.adapter.reply(200, b"", ETag=etag)
            self.adapter.routes[f"GET {ROOT}{folder}{name}"] = self.adapter.reply(200, body, ETag=etag)


@pytest.fixture
def site(adapter) -> FakeSite:
    fake = FakeSite(adapter)
    fake.holds("exempel/", SAMPLE, body=zipped(lines(ad(1, "Java", "SQL"), ad(2, "Java"))))
    return fake


def counted(tmp_path: Path, *ads: Any):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(lines(*ads)))
    return count_skills(path, 2025, ["14"])["14"]


def test_the_sample_is_read_when_there_is_no_archive_of_all_and_that_is_said(site, http, store):
    (snapshot,) = refresh(http, BASE, store, "14")
    rows = read(snapshot).to_pylist()
    assert [(r["kompetens"], r["annonser_med"], r["annonser"], r["urval"]) for r in rows] == [
        ("Java", 2, 2, "stickprov på en procent"),
        ("SQL", 1, 2, "stickprov på en procent"),
    ]
    facts = snapshot.origin.facts
    assert facts["decisions"][0] == f"Läst: källans stickprov på en procent, {SAMPLE}. Bara det senaste året (2025)."
    assert (facts["period_from"], facts["period_to"], facts["lines"], facts["malformed"]) == (
        "2025-03",
        "2025-03",
        2,
        0,
    )
    assert [*snapshot.origin.files] == [COUNTS]
    assert list(store.scratch.iterdir()) == []


def test_the_archive_of_all_ads_without_text_comes_first_though_the_sample_is_newer(site, http, store):
    site.holds("metadata/", "2023_beta1_metadata_jsonl.zip", "2024_beta1_metadata_jsonl.zip", body=zipped(
        lines(ad(1, "Java", publication_date="2024-03-04T08:00:00"))
    ))  # fmt: skip
    (snapshot,) = refresh(http, BASE, store, "14")
    assert snapshot.origin.facts["archive"] == "2024_beta1_metadata_jsonl.zip"
    assert read(snapshot)["urval"].to_pylist() == ["alla annonser"]


def test_the_newest_sample_is_read_and_the_archives_with_text_never(site, http, store, adapter):
    newest = "2025_Q3_1_percent_jsonl.zip"
    body = zipped(lines(ad(1, "Java")))
    site.holds("exempel/", "2024_beta1_1_percent_jsonl.zip", newest, "2025_beta1_jsonl.zip", "las.txt", body=body)
    (snapshot,) = refresh(http, BASE, store, "14")
    assert snapshot.origin.facts["archive"] == newest
    assert not [r.url for r in adapter.requests if "kompletta" in r.url or "2025_beta1_jsonl" in r.url]


def test_a_night_with_nothing_new_asks_for_headers_alone(site, http, store, adapter):
    first = refresh(http, BASE, store, "14")
    assert refresh(http, BASE, store, "14") == first
    assert len([r for r in adapter.sent("GET") if r.url.endswith(".zip")]) == 1
    site.holds("exempel/", SAMPLE, body=zipped(lines(ad(1, "SQL"))), etag='"2"')
    assert refresh(http, BASE, store, "14") != first


def test_another_county_is_counted_anew(site, http, store):
    refresh(http, BASE, store, "14")
    with pytest.raises(SourceChanged, match=r"nämner inga kompetenser i länet \(2 rader, 0 oläsliga\)"):
        refresh(http, BASE, store, "12")


def test_no_archive_or_a_page_that_fails(site, http, store, adapter):
    site.holds("exempel/", "las.txt")
    with pytest.raises(SourceChanged, match="metadata/ eller exempel/"):
        refresh(http, BASE, store, "14")
    adapter.routes[f"GET {ROOT}exempel/"] = adapter.reply(403)
    with pytest.raises(SourceUnavailable, match="exempel/ svarade 403"):
        refresh(http, BASE, store, "14")


def test_a_damaged_archive_replaces_nothing(site, http, store):
    old = refresh(http, BASE, store, "14")
    site.holds("exempel/", SAMPLE, body=zipped(lines(ad(1, "Java")))[:-40], etag='"2"')
    with pytest.raises(MalformedAnswer, match="Inget är ersatt"):
        refresh(http, BASE, store, "14")
    assert latest(store, AF_SKILLS.dataset) == old
    assert list(store.scratch.iterdir()) == []


def test_each_ad_counts_once_in_its_year_and_county(tmp_path):
    tally = counted(
        tmp_path,
        ad(1, "Java", "Java", " Java  "),
        ad(1, "Java"),
        ad(2, "Java", publication_date="2024-12-31T23:59:59"),
        ad(3, "Java", place="1280", workplace_address={"municipality_code": "1280", "region_code": "12"}),
        ad(4, "Java", place=None),
        ad(5, "Java", group=None),
        ad(6),
        ad(7, None, keywords=None),
        ad(8, "Java", workplace_address=None),
        "",
        "[1]",
        '{"id": "x"',
    )
    assert (tally.lines, tally.malformed, tally.repeated, tally.other_years, tally.in_county) == (12, 3, 1, 1, 5)
    assert tally.base == {("2512", "1480"): 1, ("2512", None): 1}
    assert tally.named == {("2512", "1480", "Java"): 1, ("2512", None, "Java"): 1}


@pytest.mark.parametrize(
    "more",
    [
        {"occupation_group": {"legacy_ams_taxonomy_id": "2512"}},
        {"workplace_address": [{"municipality_code": "1480", "region_code": "14"}]},
        {"workplace_address": {"municipality_code": "1480", "region_code": None}},
        {"keywords": {"enriched": {"skill": ["Java"]}, "extracted": {}}},
        {"original_id": None},
        {"id": 17, "original_id": 18},
    ],
    ids=["group as object", "place as list", "no county", "name as text", "no original id", "ids as numbers"],
)
def test_the_shapes_that_archives_have(tmp_path, more):
    tally = counted(tmp_path, {**ad(1, "Java"), **more})
    assert (tally.malformed, tally.named) == (0, {("2512", "1480", "Java"): 1})


@pytest.mark.parametrize(
    "text",
    [
        "namn@exempel.invalid",
        "070-000 00 00",
        "+46 31 700 00 00",
        "19720315-1234",
        "720315 1234",
        "0520.12.34.56",
        "x" * 101,
    ],
)
def test_what_can_be_personal_is_dropped_and_never_written(tmp_path, text):
    tally = counted(tmp_path, ad(1, "Java", f"Kontakt {text}"), ad(2, text))
    assert (tally.dropped_names, tally.base.total()) == (2, 1)
    target = tmp_path / COUNTS
    pq.write_table(tabulate(tally), target)
    assert text.encode() not in target.read_bytes()


@pytest.mark.parametrize("name", ["ISO 9001:2015", "SS-EN 1090-2", "AutoCAD 2024", "C++", "Heta arbeten", "24/7"])
def test_the_names_of_skills_have_digits(name):
    assert skill_name(name) == name


@given(st.text())
def test_a_name_that_is_kept_has_neither_an_address_nor_seven_digits_in_a_row(text):
    name = skill_name(text)
    assert name is None or (0 < len(name) <= 100 and "@" not in name and name == " ".join(text.split()))


skills_of_ads = st.lists(
    st.tuples(
        st.sampled_from(["2512", "5321"]), st.sampled_from(["1480", "1485", None]), st.sets(st.sampled_from("ABC"))
    ),
    max_size=20,
)


@given(rows=skills_of_ads)
def test_the_counts_are_those_of_a_plain_count(tmp_path_factory, rows):
    tally = counted(
        tmp_path_factory.mktemp("a"), *(ad(n, *sorted(names), group=g, place=p) for n, (g, p, names) in enumerate(rows))
    )
    base = Counter((g, p) for g, p, names in rows if names)
    named = Counter((g, p, name) for g, p, names in rows for name in names)
    assert (tally.base, tally.named) == (base, named)
    table = tabulate(tally)
    assert table.schema == SKILLS_SCHEMA
    assert {
        (r["ssyk4"], r["kommun_kod"], r["kompetens"]): (r["annonser_med"], r["annonser"]) for r in table.to_pylist()
    } == {(g, p, name): (n, base[g, p]) for (g, p, name), n in named.items()}
