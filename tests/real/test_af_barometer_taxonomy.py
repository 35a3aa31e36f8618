"""Yrkesbarometern, the taxonomy and the skills, from served figures to tables. Needs ../shared beside the project."""

from __future__ import annotations

import json
import os
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import (
    SKILLS,
    STAGED_SKILLS,
)
from assets.contracts.barometer import (
    BAROMETER,
    OCCUPATION_KEY,
    STAGED_BAROMETER,
    STAGED_TAXONOMY,
)
from assets.contracts.words import PASSED
from assets.marts.ads.skills import skills as skills_table
from assets.marts.barometer.barometer import barometer as barometer_table
from assets.marts.barometer.occupation_key import occupation_key
from assets.marts.places.dimensions import dim_geo
from assets.methods.taxonomy import ssyk4_of_concepts
from assets.reference.areas import membership
from assets.reference.occupations import ssyk2012
from assets.staged.barometer import stage_barometer
from assets.staged.skills import stage_skills
from assets.staged.taxonomy import stage_taxonomy
from checks.rules.registry import RECONCILIATIONS
from sources.arbetsformedlingen import barometer, skills, taxonomy
from sources.http import HttpClient
from sources.snapshot import SnapshotStore
from tests.real.served import NEEDS_SHARED, SHARED, noted, server, shared_world
from tests.unit.checks.cases import tables_of

pytestmark = NEEDS_SHARED
COUNTY = "14"
FILE = "af-data/prognoser/yrkesbarometer.json"
SAMPLE = "af-data/annonser/historiska/berikade/exempel/2025_Q3_1_percent_jsonl.zip"
RECORDED = SHARED / "real/af/androjon-yrkesinfo/yrkesbarometer_regional_2025-05.csv.gz"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With every ad, so that a sample of one per cent has groups with enough ads."""
    return shared_world(tmp_path_factory, COUNTY)


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(folder) as found:
        yield f"{found}/af-data"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SnapshotStore:
    home = tmp_path_factory.mktemp("hem")
    return SnapshotStore(home / "raw", home / "tillfalligt", "live")


@pytest.fixture(scope="module")
def http() -> HttpClient:
    return HttpClient("statistik@exempel.invalid")


@pytest.fixture(scope="module")
def staged_taxonomy(http: HttpClient, address: str, store: SnapshotStore) -> pa.Table:
    (snapshot,) = taxonomy.refresh(http, address, store)
    return STAGED_TAXONOMY.conform(stage_taxonomy(taxonomy.read(snapshot), snapshot.origin.facts["version"]))


@pytest.fixture(scope="module")
def key(staged_taxonomy: pa.Table) -> pa.Table:
    return OCCUPATION_KEY.conform(occupation_key(staged_taxonomy))


@pytest.fixture(scope="module")
def staged_barometer(http: HttpClient, address: str, store: SnapshotStore) -> pa.Table:
    rounds = barometer.refresh(http, address, store)
    return STAGED_BAROMETER.conform(stage_barometer([barometer.read(s) for s in rounds]))


@pytest.fixture(scope="module")
def shown(staged_barometer: pa.Table, key: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = BAROMETER.conform(barometer_table(staged_barometer, key, COUNTY)).to_pandas()
    return frame


def served(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found


def test_every_assessed_value_of_the_county_is_the_recorded_one(shown: pd.DataFrame):
    recorded = pd.read_csv(RECORDED, dtype=str)
    wanted = {
        (row.barometer_concept_id, row.lan_code): (row.jobbmojligheter, row.prognos_5ar)
        for row in recorded[recorded["lan_code"].isin(["00", COUNTY])].itertuples()
        if isinstance(row.jobbmojligheter, str)
    }
    got = {
        (row.koncept_id, row.geo_kod): (row.jobbmojligheter, row.efterfragan_om_fem_ar)
        for row in shown.dropna(subset=["jobbmojligheter"]).itertuples()
    }
    assert len(wanted) > 300
    assert got == wanted


def test_every_row_is_what_the_file_says_in_our_words(folder: Path, shown: pd.DataFrame):
    words = {"län": "länet", "nuts2": "riksområdet (NUTS 2)", "nationellt": "riket", None: None}
    extent = {"helt": "hela bedömningen", "delvis": "en del av bedömningen", None: None}
    fields = ("jobbmojligheter", "rekryteringssituation", "prognos")
    wanted = {
        (r["omgang"], r["yb_concept_id"], r["lan"]): (
            *(r[f] for f in fields), words[r["hogsta_bedomningsniva"]], extent[r["delvis_helt"]],
        )
        for r in served(folder)
        if r["lan"] in ("00", COUNTY)
    }  # fmt: skip
    columns = ["jobbmojligheter", "rekryteringssituation", "efterfragan_om_fem_ar", "bedomd_for", "omfattning"]
    plain = shown.astype("object").where(shown.notna(), None)
    got = defaultdict(set)
    for row in plain.to_dict("records"):
        got[row["omgang"], row["koncept_id"], row["geo_kod"]].add(tuple(row[c] for c in columns))
    assert {cell: {values} for cell, values in wanted.items()} == got
    assert plain[plain["jobbmojligheter"].isna()]["anmarkning"].notna().all()
    larger = plain[(plain["geo_niva"] == "lan") & (plain["bedomd_for"] == "riksområdet (NUTS 2)")]
    assert len(larger) > 20
    assert larger["anmarkning"].str.contains("ett större område än länet").all()


def test_each_occupation_stands_in_every_group_that_the_file_names(folder: Path, shown: pd.DataFrame):
    also = {"5321": "5322", "5323": "5324"}
    wanted = set()
    for row in served(folder):
        if row["lan"] == COUNTY:
            codes = row["ssyk"].split(", ") if row["ssyk"] else ["okänt"]
            wanted |= {(row["yb_concept_id"], c) for code in codes for c in (code, also.get(code)) if c}
    own = shown[shown["geo_niva"] == "lan"]
    assert set(zip(own["koncept_id"], own["ssyk4"], strict=True)) == wanted
    assert len(own) == len(wanted)
    assert set(own["ssyk4"]) - {"okänt"} <= set(ssyk2012())
    # Several occupations in a group are listed, each with its own values.
    listed = own.groupby("ssyk4")["koncept_id"].nunique().drop("okänt")
    assert listed.max() == 4
    assert own[own["ssyk4"].isin(listed[listed > 1].index)]["anmarkning"].str.contains("vägs inte ihop").all()


def test_400_groups_and_their_areas_agree_with_the_reference_data(
    staged_taxonomy: pa.Table, key: pa.Table, staged_barometer: pa.Table, shown: pd.DataFrame, tmp_path: Path
):
    frame = key.to_pandas()
    assert (frame["af_grupp"].nunique(), len(frame), set(frame["taxonomiversion"])) == (400, 427, {"31"})
    assert len(ssyk4_of_concepts(staged_taxonomy)) == 400 + 2412
    tables = tables_of(
        tmp_path,
        {
            "mart.yrkesnyckel": frame,
            "staged.taxonomi": staged_taxonomy.to_pandas(),
            "staged.yrkesbarometer": staged_barometer.to_pandas(),
            "mart.yrkesbarometer": shown,
        },
    )
    names = {"varje_grupp_en_gang", "af_yrkesomraden_stammer", "barometern_hel", "bedomningar_bevarade"}
    results = [r.run(tables) for r in RECONCILIATIONS if r.spec.name in names]
    assert [(r.spec.name, r.outcome, r.sample) for r in results] == [(r.spec.name, PASSED, "") for r in results]
    assert len(results) == len(names)


@pytest.mark.parametrize("municipalities", [None, "goteborgsregionen"])
def test_skills_are_those_of_a_plain_count(
    folder: Path, http: HttpClient, address: str, store: SnapshotStore, municipalities: str | None
):
    (snapshot,) = skills.refresh(http, address, store, COUNTY)
    assert snapshot.origin.facts["holds"] == "stickprov på en procent"
    staged = STAGED_SKILLS.conform(stage_skills(skills.read(snapshot)))
    made = SKILLS.conform(skills_table(staged, dim_geo(COUNTY), COUNTY)).to_pandas()
    members = {m.municipality for m in membership(COUNTY) if m.delregion == municipalities}
    base: Counter[str] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    with zipfile.ZipFile(folder / SAMPLE) as archive, archive.open(archive.namelist()[0]) as file:
        for line in file:
            ad = json.loads(line)
            place, group = ad["workplace_address"], ad["occupation_group"][0]["legacy_ams_taxonomy_id"]
            names = {s["concept_label"] for s in ad["keywords"]["enriched"]["skill"]}
            here = place["municipality_code"] in members if municipalities else place["region_code"] == COUNTY
            if here and group and names and ad["publication_date"].startswith("2025"):
                base[group] += 1
                named.update((group, name) for name in names)
    area = made[made["geo_kod"] == (municipalities or COUNTY)]
    got = {(r.ssyk4, r.kompetens): (r.annonser_med, r.annonser) for r in area.itertuples()}
    assert got == {cell: (named[cell], base[cell[0]]) for cell in got}
    wanted = {}
    for code, ads in base.items():
        enough = [(-n, name) for (group, name), n in named.items() if group == code and n >= 5 and ads >= 20]
        if enough:
            wanted[code] = [name for _, name in sorted(enough)[:10]]
    assert {code: rows.sort_values("rang")["kompetens"].tolist() for code, rows in area.groupby("ssyk4")} == wanted
    assert wanted


def test_a_night_with_nothing_new_downloads_nothing_but_headers_and_the_page(
    folder: Path, store: SnapshotStore, tmp_path: Path, staged_barometer: pa.Table, staged_taxonomy: pa.Table
):
    with server(folder, notes=tmp_path) as found:
        own = HttpClient("statistik@exempel.invalid")
        for fetch in (barometer.refresh, taxonomy.refresh):
            fetch(own, f"{found}/af-data", store)
        skills.refresh(own, f"{found}/af-data", store, COUNTY)
        log = noted(tmp_path, own, found)
    asked = [(request["method"], request["path"]) for request in log]
    assert [path for method, path in asked if method == "GET" and not path.endswith("/")] == []
    assert sorted(path for method, path in asked if method == "HEAD") == [
        f"/{SAMPLE}",
        f"/{FILE}",
        f"/af-data/{taxonomy.PATH}",
    ]


def test_a_second_round_that_replaces_the_file_keeps_the_first(
    folder: Path, http: HttpClient, address: str, store: SnapshotStore, key: pa.Table, staged_barometer: pa.Table
):
    first = barometer.refresh(http, address, store)
    before, rows = (folder / FILE).read_bytes(), served(folder)
    try:
        for row in rows:
            row["omgang"] = "2025-2"
            if row["jobbmojligheter"] == "stora":
                row["jobbmojligheter"] = "medelstora"
        (folder / FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        os.utime(folder / FILE, (2_000_000_000, 2_000_000_000))
        both = barometer.refresh(http, address, store)
    finally:
        (folder / FILE).write_bytes(before)
    assert (both[0], len(both)) == (first[0], 2)
    assert both[0].file(barometer.BAROMETER_FILE).read_bytes() == before
    staged = STAGED_BAROMETER.conform(stage_barometer([barometer.read(s) for s in both]))
    frame = BAROMETER.conform(barometer_table(staged, key, COUNTY)).to_pandas()
    alone = barometer_table(staged_barometer, key, COUNTY).num_rows
    counts = frame.groupby(["omgang", "jobbmojligheter"], dropna=False).size()
    assert counts["2025-1"].sum() == counts["2025-2"].sum() == alone
    assert "stora" in counts["2025-1"].index
    assert "stora" not in counts["2025-2"].index
    again = barometer.stored(store)
    assert [s.origin.facts["round"] for s in again] == ["2025-1", "2025-2"]
