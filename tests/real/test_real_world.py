"""The same code on real figures, served on loopback. Needs ../shared beside the project."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from assets.reference.areas import county_of
from sources.catalogue.registry import CATALOG
from tests.integration.kept import personal
from tests.integration.test_whole_run import kompetens, verified_sums
from tests.real.served import NEEDS_SHARED, SHARED, served_world, shared_world

pytestmark = NEEDS_SHARED
MUNICIPALITIES = [code for code, county in county_of().items() if county == "14"]
ADS_2024 = {"goteborgsregionen": 67_368, "skaraborg": 15_714, "fyrbodal": 12_480, "borasregionen": 10_913}
MEMBERS = {"goteborgsregionen": 12, "skaraborg": 15, "fyrbodal": 14, "borasregionen": 8}

EDITION = "2026-12"
NOWHERE = "http://127.0.0.1:9"
"""Where nothing answers."""

NOT_SERVED = {"scb_jobbinfloden", "scb_tab6928", "scb_tab5457", "radens_formular"}
"""Tables that the served world does not have, and the forms that no council has handed in."""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes what it is asked."""
    return tmp_path_factory.mktemp("anteckningar")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, notes: Path) -> Iterator[dict[str, str]]:
    with served_world(shared_world(tmp_path_factory, "14"), notes) as settings:
        yield settings


def asked(notes: Path) -> list[dict[str, Any]]:
    """What the server has been asked so far, in order."""
    return [json.loads(line) for line in (notes / "log.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def home(world: dict[str, str], module_folder: Path) -> Path:
    """Frozen by its first run, as what is looked at is the same in an edition as in working figures."""
    folder = module_folder
    done = kompetens(folder, "run", "--source", "live", "--edition", EDITION, **world)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def tables(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(home / "skarp/14/publicerat/senaste/kompetensbehov.duckdb"), read_only=True) as connection:
        yield connection


def status_before(home: Path) -> set[str]:
    """Underlag that a snapshot is stored of."""
    return {p.name for p in (home / "skarp/14/raw").iterdir() if p.name != "utgavor"}


def test_a_table_that_the_source_lacks_stops_nothing_and_is_said_to_be_missing(
    home: Path, tables: duckdb.DuckDBPyConnection
):
    rows = tables.execute("select underlag, hamtstatus, anmarkning from mart.kalla").fetchall()
    assert {name for name, status, _ in rows if status == "saknas"} == NOT_SERVED
    assert {status for name, status, _ in rows if name not in NOT_SERVED} == {"aktuell"}
    assert all(note.startswith("Underlaget är inte hämtat. ") for name, _, note in rows if name in NOT_SERVED)
    (check,) = tables.execute("select utfall, allvar from mart.kvalitet where kontroll = 'underlaget_finns'").fetchall()
    assert check == ("inte godkänd", "varning")
    shown = openpyxl.load_workbook(home / "skarp/14/publicerat/senaste/kompetensbehov_fyrbodal.xlsx")["Källor"]
    ids = {str(row) for row in shown.iter_rows(min_row=6, values_only=True)}
    assert "TAB4434" in str(ids)
    assert "TAB5457" not in str(ids)


def test_published_whole_and_nothing_says_made_up(home: Path):
    latest = home / "skarp/14/publicerat/senaste"
    verified_sums(latest)
    assert "EXEMPELDATA" not in (latest.parent / "senaste.json").read_text(encoding="utf-8")


def test_employees_per_ssyk3_equal_the_real_county_figures(tables: duckdb.DuckDBPyConnection):
    real = pd.read_parquet(SHARED / "real/scb/yreg60-lan-ssyk4/yreg60_lan_ssyk4_kon_2020-2024.parquet")
    mine = real[(real["county_code"] == "14") & (real["year"] == "2024")]
    expected = mine.groupby(mine["code_4"].str[:3])["value"].sum().to_dict()
    got = dict(
        tables.execute(
            "select ssyk3, varde from mart.anstallda where geo_niva = 'lan' and kon = 'totalt' and ar = 2024 and ssyk3 <> '0002'"
        ).fetchall()
    )
    assert len(expected) == 148
    assert sum(expected.values()) == 858_256
    assert got == expected


def test_ads_of_2024_per_delregion(tables: duckdb.DuckDBPyConnection):
    got = dict(
        tables.execute(
            "select geo_kod, sum(annonser) from mart.annonser where geo_niva = 'delregion' and manad like '2024-%' "
            "and ssyk4 <> 'okänt' group by geo_kod"
        ).fetchall()
    )
    assert got == ADS_2024
    members = dict(
        tables.execute(
            "select delregion_kod, count(*) from mart.dim_geo where geo_niva = 'kommun' group by 1"
        ).fetchall()
    )
    assert members == MEMBERS


def test_ads_per_occupation_and_municipality_equal_the_published(tables: duckdb.DuckDBPyConnection):
    published = pd.read_csv(SHARED / "real/af/androjon-yrkesinfo/ads_2024_by_ssyk4_geo.csv.gz", dtype=str)
    mine = published[(published["geo_level"] == "municipality") & published["geo_code"].str.startswith("14")]
    expected = {(r.ssyk4.zfill(4), r.geo_code): int(r.ads_2024) for r in mine.itertuples()}
    rows = tables.execute(
        "select ssyk4, geo_kod, sum(annonser) from mart.annonser where geo_niva = 'kommun' and manad like '2024-%' "
        "and ssyk4 <> 'okänt' group by all"
    ).fetchall()
    assert {(ssyk4, kommun): n for ssyk4, kommun, n in rows} == expected


def test_the_labour_force_is_those_at_work_and_those_without_work(home: Path, tables: duckdb.DuckDBPyConnection):
    """The source has nobody without work for all of 15–74 years; they are counted 16–64."""
    (year, force, rows), *_ = tables.execute(
        "select ar, arbetskraft, (select count(arbetskraft) from mart.arbetskraft_framskriven) "
        "from mart.arbetskraft_framskriven where geo_niva = 'lan' and kon = 'totalt' and grund = 'raknad'"
    ).fetchall()
    said = pd.read_parquet(home / "skarp/14/data/staged/arbetsmarknadsstatus.parquet")
    said = said[(said["region_kod"] == "14") & (said["kon"] == "totalt") & (said["manad"] == f"{year}-11")]
    counted = said.set_index(["matt", "alder"])["varde"]
    assert pd.isna(counted["arbetslösa", "15–74 år"])
    # Both sexes are women and men together, which the source disturbs one by one.
    assert force == pytest.approx(counted["sysselsatta", "15–74 år"] + counted["arbetslösa", "16–64 år"], abs=20)
    assert rows == 5 * 3 * 11


def test_the_delregioner_are_tried_on_the_municipalities_of_every_register(tables: duckdb.DuckDBPyConnection):
    """As many years as the counties. How the served municipalities share the real county is made up, so no error is held to a value."""
    rows = tables.execute(
        "select horisont, ursprungsar, celler, varde, publiceras from mart.traffsakerhet where urval = 'delregioner' "
        "and matt = 'relativt fel' and metod = 'familj och storlän' order by horisont"
    ).fetchall()
    assert [row[:2] for row in rows] == [(1, 8), (2, 7), (3, 6), (4, 5), (5, 4), (8, 1)]
    assert all(cells > 500 * years and error > 0 for _, years, cells, error, _ in rows)
    published = {horizon: name for horizon, *_, name in rows}
    projected = tables.execute(
        "select distinct horisont, metod from mart.framskrivning where geo_niva = 'delregion' and yrkesniva = 'ssyk3'"
    ).fetchall()
    assert dict(projected) == {2: published[2], 5: published[5], 10: published[8]}
    places = tables.execute("select distinct grupp from mart.traffsakerhet where urval = 'delregion'").fetchall()
    assert {place for (place,) in places} == set(MEMBERS)
    held = tables.execute(
        "select distinct utfall from mart.kvalitet where kontroll in "
        "('metoden_har_klarat_provet', 'intervallen_har_hallit', 'delregionen_foljer_lanet')"
    ).fetchall()
    assert held == [("godkänd",)]


def test_no_ad_without_municipality_is_in_a_delregion(tables: duckdb.DuckDBPyConnection):
    sums = dict(tables.execute("select geo_niva, sum(annonser) from mart.annonser group by 1").fetchall())
    assert sums["delregion"] == sums["kommun"]
    assert sums["kommun_saknas"] > 0
    assert sums["lan"] == sums["delregion"] + sums["kommun_saknas"]


def test_registered_unemployed_2023_equal_the_served_table(tables: duckdb.DuckDBPyConnection):
    with sqlite3.connect(f"file:{SHARED}/real/scb/arbetslosa-kommun/Kommun_Statistik.db?mode=ro", uri=True) as served:
        table = pd.read_sql('select * from "Kommunarbetslöshet" where "Åldersgrupp" = \'16-64\'', served)
    months = [f"2023-{m:02d}" for m in range(1, 13)]
    got = {
        (name, month, kon): value
        for name, month, kon, value in tables.execute(
            "select geo_namn, manad, kon, sum(varde) from mart.inskrivna_arbetslosa where geo_niva = 'kommun' "
            "and manad like '2023-%' and kon <> 'totalt' group by all"
        ).fetchall()
    }
    compared = 0
    for row in table.to_dict("records"):
        for month in months:
            key = (row["Kommunnamn"], month, row["Kön"])
            if key in got:
                assert got[key] == int(row[month.replace("-", "M")]), key
                compared += 1
    assert compared == 49 * 12 * 2


PAGES = ("/historiska/", "/metadata/", "/exempel/", "/af-statistik", "/v2/stream")
"""What a night must read to know that there is nothing new: pages of links, and the changes since the newest one known."""


def test_a_second_run_downloads_no_table_again(home: Path, world: dict[str, str], notes: Path):
    raw = home / "skarp/14/raw"
    before = sorted(str(p) for p in raw.rglob("ursprung.json"))
    already = len(asked(notes))
    done = kompetens(home, "run", "--source", "live", "--edition", EDITION, **world)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Oförändrat:" in done.stdout
    assert sorted(str(p) for p in raw.rglob("ursprung.json")) == before
    night = [call for call in asked(notes)[already:] if not call["path"].startswith("/scb/")]
    read = {call["path"].partition("?")[0] for call in night if call["method"] == "GET"}
    assert [path for path in read if not path.endswith(PAGES)] == []
    # The stream has no headers to ask: it is asked what has changed, and answers with nothing.
    assert [call["bytes"] for call in night if call["path"].startswith("/jobstream/")] == [0]
    assert sum(call["bytes"] for call in night) < 20_000
    assert len([call for call in night if call["method"] == "HEAD"]) > 12


SCBS_OFFICE = {"e-mail address information@scb.se", *(f"telephone number {n}010-479 50 00" for n in ("", "+46 "))}
"""The statistical office's own address and switchboard, which it gives with every table."""


def test_nothing_personal_is_kept(home: Path):
    assert list((home / "skarp/14/tillfalligt").iterdir()) == []
    found = personal(home)
    assert {line.split(": ", 1)[1] for line in found} <= SCBS_OFFICE
    assert [line for line in found if "/raw/scb_" not in line] == []


def test_the_checker_finds_nothing_in_the_workbooks(home: Path):
    books = sorted((home / "skarp/14/publicerat/senaste").glob("*.xlsx"))
    assert len(books) == 5
    done = subprocess.run(
        [sys.executable, "-B", str(SHARED / "tools/xlsx_check.py"), *map(str, books)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.strip().splitlines()
    assert [line for line in lines if not line.endswith("OK 0")] == []
    assert len(lines) == 5


def test_when_no_source_answers_the_last_good_is_used_and_marked(home: Path, world: dict[str, str]):
    nowhere = dict.fromkeys(world, NOWHERE)
    done = kompetens(home, "run", "--source", "live", **nowhere)
    assert done.returncode == 0, done.stdout + done.stderr
    every = f"{len(CATALOG) - len(NOT_SERVED)} av {len(CATALOG)} rader"
    fetched = status_before(home)
    assert f"varning: mart.kalla/kallan_svarade: inte godkänd, {every}" in done.stdout
    # Readers keep the edition, and these are working figures beside it.
    (working,) = (home / "skarp/14/publicerat/lopande").iterdir()
    verified_sums(working)
    status = pd.read_parquet(working / "parquet/kalla.parquet")
    stood_in = status[status["hamtstatus"] == "senast fungerande"]
    assert set(stood_in["underlag"]) == fetched == {e.dataset for e in CATALOG} - NOT_SERVED
    assert set(status["hamtstatus"]) == {"senast fungerande", "saknas"}
    assert stood_in["anmarkning"].str.contains("kunde inte nås").all()
    strict = kompetens(home, "run", "--source", "live", "--require-fresh", **nowhere)
    assert strict.returncode == 3, strict.stdout + strict.stderr


def test_pages_of_real_figures_are_small_and_show_every_municipality(home: Path):
    root = home / "skarp/14/publicerat"
    folder = root / json.loads((root / "senaste.json").read_text(encoding="utf-8"))["mapp"]
    pages = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.html")}
    kinds = Counter(name.split("/")[0] for name in pages)
    assert (kinds["index.html"], kinds["kommun"]) == (1, 49)
    assert "metadata/data.html" in pages
    most = {"index.html": 200_000}
    assert {
        name: len(text.encode()) for name, text in pages.items() if len(text.encode()) >= most.get(name, 300_000)
    } == {}
    assert [name for name, text in pages.items() if "EXEMPELDATA" in text] == []
    county = pages["rapport/lan-tabeller.html"]
    assert [code for code in MUNICIPALITIES if f">{code}</td>" not in county] == []


def test_a_frozen_edition_stands_in_the_archive_with_every_source_gone(home: Path, world: dict[str, str]):
    """That it is the same from raw alone is tried in the made-up world, see test_editions."""
    published = home / "skarp/14/publicerat"
    before = (published / "senaste.json").read_bytes(), verified_sums(published / "utgavor" / EDITION)
    # The pages are made again, of the tables of what was fetched.
    shutil.rmtree(home / "skarp/14/utkast")
    again = kompetens(home, "run", "--source", "archive", "--edition", EDITION, **dict.fromkeys(world, NOWHERE))
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Oförändrat:" in again.stdout
    assert before == ((published / "senaste.json").read_bytes(), verified_sums(published / "utgavor" / EDITION))
