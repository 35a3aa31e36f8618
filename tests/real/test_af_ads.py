"""The served archives of ads against a plain count of the same files, and on the source's bad days. Needs ../shared."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from assets.marts.ads import ads as mart
from assets.marts.places.dimensions import dim_geo
from assets.reference.areas import counties
from assets.staged.ads import BATCHES, ReducedArchive, stage_ads
from sources.arbetsformedlingen import ad_archive
from sources.arbetsformedlingen.ad_reader import SOLE_TRADER, mask
from sources.errors import SourceError
from sources.http import HttpClient
from sources.snapshot import Snapshot, SnapshotStore
from tests.integration.kept import personal
from tests.real.served import FEW, NEEDS_SHARED, SHARED, WORLD, build_world, noted, server, shared_world

pytestmark = NEEDS_SHARED
FIRST_YEAR = 2023
OTHERS = [code for code in counties() if code != "14"]
Ad = dict[str, Any]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every published ad of the county, and the country's tables."""
    return shared_world(tmp_path_factory, "14")


@pytest.fixture(scope="module")
def home(world: Path, module_folder: Path) -> Path:
    return module_folder


@pytest.fixture(scope="module")
def snapshots(world: Path, home: Path) -> tuple[Snapshot, ...]:
    with server(world) as address:
        return ad_archive.refresh(client(), f"{address}/af-data", store(home), FIRST_YEAR)


@pytest.fixture(scope="module")
def expected(world: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads((world / "expected.json").read_text(encoding="utf-8"))["archives"]
    return found


@pytest.fixture(scope="module")
def staged(snapshots: tuple[Snapshot, ...], home: Path) -> Path:
    path = home / "annonser.parquet"
    archives = [
        ReducedArchive(ad_archive.reduced_file(s), *(s.origin.facts[k] for k in ("period", "period_from", "period_to")))
        for s in snapshots
    ]
    pq.write_table(pa.Table.from_batches(stage_ads(archives, {}, home), BATCHES), path)
    return path


@pytest.fixture(scope="module")
def plain(world: Path) -> dict[str, Ad]:
    """Every ad of 2024 by its id, read with nothing but json."""
    found: dict[str, Ad] = {}
    with zipfile.ZipFile(world / "af-data/annonser/historiska/2024.jsonl.zip") as package:
        for line in package.read("2024.jsonl").split(b"\n"):
            try:
                ad = json.loads(line)
                published = ad["publication_date"]
                group = ad["occupation_group"]
            except (ValueError, TypeError, KeyError):
                continue
            if isinstance(group, str) or published[:4] != "2024":
                continue
            found.setdefault(ad["original_id"] or ad["id"], ad)
    return found


def client() -> HttpClient:
    return HttpClient("prov", sleep=lambda seconds: None)


def store(home: Path) -> SnapshotStore:
    return SnapshotStore(home / "raw", home / "tillfalligt", "live")


def first(part: Any) -> dict[str, Any]:
    return (part[0] if isinstance(part, list) else part) or {}


def rows(path: Path, year: str = "2024") -> list[dict[str, Any]]:
    table = pq.read_table(path)
    return table.filter(pc.starts_with(table["manad"], year)).to_pylist()


def test_every_ad_is_there_once_with_what_its_line_says(staged: Path, plain: dict[str, Ad]):
    got = {row["annons_id"]: row for row in rows(staged)}
    assert len(got) == len(rows(staged)) == len(plain)
    for ident, ad in plain.items():
        row, place = got[ident], ad["workplace_address"]
        assert str(row["publicerad"]) == ad["publication_date"][:10]
        assert row["ssyk4"] == first(ad["occupation_group"]).get("legacy_ams_taxonomy_id")
        assert row["af_yrkesomrade"] == first(ad["occupation_field"]).get("legacy_ams_taxonomy_id")
        assert (row["kommun_kod"], row["lan_kod"]) == (place["municipality_code"], place["region_code"])
        assert (row["land_kod"], row["platser_i_annons"]) == (place["country_code"], ad["number_of_vacancies"])
        assert row["organisationsnummer"] == mask(ad["employer"]["organization_number"])
        assert str(row["avslutad"]) == (ad["removed_date"] or ad["last_publication_date"])[:10]
        assert row["avslutad_uppskattad"] == (ad["removed_date"] is None)
        assert row["tillsvidare"] == (lambda code: None if code is None else code == "1")(
            first(ad["duration"]).get("legacy_ams_taxonomy_id")
        )


def test_lines_are_counted_as_they_were_planted(snapshots: tuple[Snapshot, ...], expected: dict[str, Any]):
    for snapshot in snapshots:
        facts = snapshot.origin.facts
        planted = expected[facts["period"]]
        assert (facts["lines"], facts["malformed"]) == (planted["lines"], planted["malformed_lines"])
        reduced = pq.read_table(ad_archive.reduced_file(snapshot))
        months = pc.strftime(reduced["publication_date"], "%Y-%m")
        own = pc.and_(pc.greater_equal(months, facts["period_from"]), pc.less_equal(months, facts["period_to"]))
        assert pc.sum(pc.invert(own)).as_py() == planted["lines_from_previous_year"]
        ids = reduced.filter(own)["id"]
        assert pc.count_distinct(ids).as_py() == planted["ads"]
        assert len(ids) - planted["ads"] == planted["repeated_lines"]
        assert pq.read_metadata(snapshot.file(ad_archive.REFUSED)).num_rows == planted["malformed_lines"]


@pytest.fixture
def of_every_county(staged: Path, tmp_path: Path) -> Path:
    """The ads with one more, of one post, in each other county and month, so that the nation is known."""
    ads = pq.read_table(staged)
    usual = dict.fromkeys(ads.schema.names) | {"land_kod": "199", "platser_i_annons": 1, "arkiv": "fler"}
    usual |= {"aterannonserad": False, "annonser_i_grupp": 1, "bemanning_av_namn": False}
    more = [
        usual
        | {
            "annons_id": f"{code}-{month}",
            "lan_kod": code,
            "manad": month,
            "publicerad": date.fromisoformat(f"{month}-01"),
        }
        for code in OTHERS
        for month in ads["manad"].unique().to_pylist()
    ]
    path = tmp_path / "annonser.parquet"
    pq.write_table(pa.concat_tables([ads, pa.Table.from_pylist(more, ads.schema)]), path)
    return path


def test_posts_are_counted_as_expected_and_the_unreasonable_ones_as_one(
    staged: Path, of_every_county: Path, expected: dict[str, Any]
):
    table = mart.ads(of_every_county, dim_geo("14"), "14", staged.parent)
    nation = table.filter(pc.equal(table["geo_niva"], "riket"))
    added = len(OTHERS) * 12
    for year in ("2024", "2025"):
        found = nation.filter(pc.starts_with(nation["manad"], year))
        abroad = [r for r in rows(staged, year) if r["land_kod"] not in (None, "199")]
        unreasonable = [r for r in rows(staged, year) if (r["platser_i_annons"] or 0) >= 1000 and r not in abroad]
        posts = sum(max(r["platser_i_annons"] or 1, 1) for r in abroad if (r["platser_i_annons"] or 0) < 1000)
        planted = expected[year]["vacancies_counting_null_and_0_as_1_and_below_1000"]
        assert len(unreasonable) > 0
        assert pc.sum(found["annonserade_platser"]).as_py() - added == planted - posts + len(unreasonable)
        assert pc.sum(found["annonser"]).as_py() - added == expected[year]["ads"] - len(abroad)


def test_what_was_put_up_again_is_found(staged: Path, expected: dict[str, Any]):
    """The instrument's own plan says which ads repeat an earlier one; that they are as many as it says is its own figure."""
    again = planted_reposts()
    assert len(again) == expected["2024"]["reposts"]
    found = {row["annons_id"]: row for row in rows(staged)}
    missed, seen = [], 0
    for ident, original in again.items():
        row, before = found[ident], found[original]
        unknown = row["organisationsnummer"] in (None, SOLE_TRADER) or not row["kommun_kod"] or not row["ssyk4"]
        if unknown:
            assert row["dubblett_av"] is None
        elif row["publicerad"] - before["publicerad"] <= timedelta(days=30):
            seen += 1
            if row["dubblett_av"] is None:
                missed.append(ident)
    # One that comes within thirty days of an original which itself repeats an older one may be more than thirty days after
    # the ad that was kept, and then counts anew.
    kept_anew = [i for i in missed if found[again[i]]["dubblett_av"] is not None]
    assert missed == kept_anew
    assert seen > 200


def planted_reposts() -> dict[str, str]:
    """Ad of 2024 → the ad it repeats, from the plan that the served world was built by."""
    sys.path.insert(0, str(WORLD))
    try:
        from world.ads import BASE_ID, Archive  # type: ignore[import-not-found]
        from world.model import Model  # type: ignore[import-not-found]

        source = Archive(Model(1), 1.0, "14").plan(2024).source.tolist()
    finally:
        sys.path.remove(str(WORLD))
    return {str(BASE_ID[2024] + at): str(BASE_ID[2024] + of) for at, of in enumerate(source) if of != at}


def test_duplicates_and_readvertising_equal_a_walk_through_the_lines(staged: Path, plain: dict[str, Ad]):
    """Ads of 2024 from April on, so that what repeats an ad of 2023 does not matter."""
    spells: dict[tuple[Any, ...], list[tuple[date, str]]] = defaultdict(list)
    again: dict[tuple[Any, ...], list[date]] = defaultdict(list)
    for ident, ad in plain.items():
        number = mask(ad["employer"]["organization_number"])
        group = first(ad["occupation_group"]).get("legacy_ams_taxonomy_id")
        place = ad["workplace_address"]["municipality_code"]
        if number in (None, SOLE_TRADER) or not group or not place:
            continue
        published = datetime.fromisoformat(ad["publication_date"]).date()
        again[number, group, place].append(published)
        words = " ".join(re.findall(r"\w+", ad["headline"].casefold()))
        spells[number, group, place, words].append((published, ident))
    repeats: dict[str, str] = {}
    kept: dict[tuple[Any, ...], tuple[date, str]] = {}
    for key, found in spells.items():
        for published, ident in sorted(found):
            if key in kept and (published - kept[key][0]).days <= 30:
                repeats[ident] = kept[key][1]
            else:
                kept[key] = (published, ident)
    got = {row["annons_id"]: row for row in rows(staged)}
    # The walk starts in January, the table in 2023: after three months without an ad of the group they have the same start.
    quiet = {key for key, found in spells.items() if min(found)[0] > date(2024, 2, 1)}
    compared = 0
    for key in quiet:
        for _, ident in spells[key]:
            assert got[ident]["dubblett_av"] == repeats.get(ident), ident
            compared += 1
    assert compared > 10_000
    assert sum(1 for key in quiet for _, i in spells[key] if i in repeats) > 100
    for ident, ad in list(plain.items())[::37]:
        number = mask(ad["employer"]["organization_number"])
        key = (
            number,
            first(ad["occupation_group"]).get("legacy_ams_taxonomy_id"),
            ad["workplace_address"]["municipality_code"],
        )
        closed = date.fromisoformat((ad["removed_date"] or ad["last_publication_date"])[:10])
        if closed + timedelta(days=90) < date(2025, 1, 1):
            later = any(1 <= (day - closed).days <= 90 for day in again.get(key, ()))
            assert got[ident]["aterannonserad"] == later, ident
            same = spells.get((*key, " ".join(re.findall(r"\w+", ad["headline"].casefold()))), ())
            later = any(1 <= (day - closed).days <= 90 for day, _ in same)
            assert (got[ident]["samma_rubrik_igen"] or False) == later, ident


def test_the_sector_follows_the_number(staged: Path, plain: dict[str, Ad]):
    table = mart.ads(staged, dim_geo("14"), "14", staged.parent)
    county = table.filter(pc.and_(pc.equal(table["geo_niva"], "lan"), pc.starts_with(table["manad"], "2024")))
    got = Counter[str]()
    for sector, number in zip(county["sektor"].to_pylist(), county["annonser"].to_pylist(), strict=True):
        got[sector] += number
    prefixes = {"2021": "staten", "2120": "kommuner", "2321": "regionen"}
    want = Counter[str]()
    for ad in plain.values():
        place = ad["workplace_address"]
        if (place["municipality_code"] or place["region_code"] or "")[:2] == "14" and place["country_code"] == "199":
            number = ad["employer"]["organization_number"]
            want[prefixes.get(number[:4], "privat sektor") if number else "okänt"] += 1
    assert got == want


def test_months_of_the_nation_are_those_of_the_published_series(tmp_path: Path):
    """The whole country, thinned: every month has its published share of the year's ads."""
    build_world(tmp_path / "varld", "all", "71289")
    with server(tmp_path / "varld") as address:
        (archive,) = (a for a in ad_archive.list_archives(client(), f"{address}/af-data", 2024) if a.period == "2024")
        snapshot = ad_archive.refresh_one(client(), store(tmp_path), archive)
    reduced = ReducedArchive(ad_archive.reduced_file(snapshot), "2024", "2024-01", "2024-12")
    path = tmp_path / "annonser.parquet"
    pq.write_table(pa.Table.from_batches(stage_ads([reduced], {}, tmp_path), BATCHES), path)
    months = Counter(pq.read_table(path, columns=["manad"])["manad"].to_pylist())
    series = pd.read_csv(SHARED / "real/af/misc/national_ads_monthly_2020-01_2026-06.csv")
    published = dict(zip(series["month"], series["ads"], strict=True))
    of_year = {month: number for month, number in published.items() if month.startswith("2024")}
    assert len(of_year) == len(months) == 12
    scale = months.total() / sum(of_year.values())
    assert max(abs(months[month] - number * scale) for month, number in of_year.items()) <= 1


def test_nothing_personal_is_kept(snapshots: tuple[Snapshot, ...], home: Path, plain: dict[str, Ad]):
    sole = [ad for ad in plain.values() if mask(ad["employer"]["organization_number"]) == SOLE_TRADER]
    assert len(sole) > 500
    assert list((home / "tillfalligt").iterdir()) == []
    assert personal(home) == []


def test_an_unchanged_night_asks_for_headers_only(
    world: Path, snapshots: tuple[Snapshot, ...], home: Path, tmp_path: Path
):
    with server(world, notes=tmp_path) as address:
        own = client()
        assert ad_archive.refresh(own, f"{address}/af-data", store(home), FIRST_YEAR) == snapshots
        asked = noted(tmp_path, own, address)
    assert {r["method"] for r in asked if r["path"].endswith(".zip")} == {"HEAD"}
    assert sum(r["bytes"] for r in asked) < 5_000


ARCHIVE = r"GET .*2024\.jsonl\.zip"
HEALED: dict[str, list[dict[str, Any]]] = {
    "cut at 30 %": [{"match": ARCHIVE, "nth": 1, "action": "reset", "percent": 30}],
    "cut four times": [{"match": ARCHIVE, "first": 4, "action": "reset", "percent": p} for p in (60,)],
    "503 twice": [{"match": ARCHIVE, "first": 2, "action": "status", "status": 503, "retry_after": 0}],
    "429 on the question": [{"match": r"HEAD .*2024", "nth": 1, "action": "status", "status": 429, "retry_after": 0}],
}
REFUSED: dict[str, list[dict[str, Any]]] = {
    "a body that ends at 30 %": [{"match": ARCHIVE, "action": "truncate", "percent": 30}],
    "a page for a zip": [{"match": ARCHIVE, "action": "html_instead_of_json"}],
    "cut every time": [{"match": ARCHIVE, "action": "reset", "percent": 0}],
    "gone": [{"match": ARCHIVE, "action": "status", "status": 404}],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_world(tmp_path_factory, "14", FEW)


def fetched(small: Path, home: Path, plan: list[dict[str, Any]], notes: Path) -> dict[str, list[Any]]:
    """Period → ids of its reduced file, after a night with faults."""
    notes.mkdir()
    with server(small, plan, notes) as address:
        found = ad_archive.refresh(client(), f"{address}/af-data", store(home), 2024)
    return {s.origin.facts["period"]: pq.read_table(ad_archive.reduced_file(s))["id"].to_pylist() for s in found}


@pytest.mark.parametrize("plan", HEALED.values(), ids=HEALED.keys())
def test_what_heals_loses_and_repeats_nothing(small: Path, tmp_path: Path, plan):
    clean = fetched(small, tmp_path / "a", [], tmp_path / "1")
    assert fetched(small, tmp_path / "b", plan, tmp_path / "2") == clean
    log = [json.loads(line) for line in (tmp_path / "2/log.jsonl").read_text().splitlines()]
    assert any(r.get("faults") for r in log)


def test_a_broken_download_is_not_fetched_twice_over(world: Path, tmp_path: Path):
    with server(world, [{"match": ARCHIVE, "nth": 1, "action": "reset", "percent": 60}], tmp_path) as address:
        own = client()
        done = own.download(f"{address}/af-data/annonser/historiska/2024.jsonl.zip", tmp_path / "fil")
        parts = [call["bytes"] for call in noted(tmp_path, own, address)]
    assert (tmp_path / "fil").read_bytes() == (world / "af-data/annonser/historiska/2024.jsonl.zip").read_bytes()
    assert len(parts) == 2
    assert sum(parts) < done.size + 8_000_000


@pytest.mark.parametrize("plan", REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_heal_replaces_nothing(small: Path, tmp_path: Path, plan):
    before = fetched(small, tmp_path / "hem", [], tmp_path / "1")
    newer = tmp_path / "varld"
    shutil.copytree(small, newer, copy_function=os.link)
    archive = newer / "af-data/annonser/historiska/2024.jsonl.zip"
    content, changed = archive.read_bytes(), archive.stat().st_mtime + 60
    archive.unlink()
    archive.write_bytes(content)
    os.utime(archive, (changed, changed))
    with pytest.raises(SourceError):
        fetched(newer, tmp_path / "hem", plan, tmp_path / "2")
    kept = ad_archive.stored(store(tmp_path / "hem"), 2024)
    ids = {s.origin.facts["period"]: pq.read_table(ad_archive.reduced_file(s))["id"].to_pylist() for s in kept}
    assert ids == before
    assert list((tmp_path / "hem/tillfalligt").iterdir()) == []
