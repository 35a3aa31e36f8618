"""What docs/lagga-till.md tells how to add is added in memory, and the whole job runs with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.integration.test_whole_run import ROOT
from tests.shared import RUN_SECONDS, head_row, unpublished

RECIPES = (ROOT / "docs/lagga-till.md").read_text(encoding="utf-8").split("\n## ")[1:]


def with_additions(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    return subprocess.run(
        [sys.executable, "-m", "tests.integration.additions", *arguments],
        cwd=ROOT,
        env={**environment, "KOMPETENS_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def home(made_up: Path, module_folder: Path) -> Path:
    folder = unpublished(made_up, module_folder / "kopia")
    done = with_additions(folder, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Publicerat:" in done.stdout
    assert "STOPPANDE" not in done.stdout
    return folder


@pytest.fixture(scope="module")
def latest(home: Path) -> Path:
    return home / "exempel/14/publicerat/senaste"


@pytest.fixture(scope="module")
def warehouse(latest: Path):
    with duckdb.connect(str(latest / "kompetensbehov.duckdb"), read_only=True) as connection:
        yield connection


def test_the_source_is_staged_as_its_entry_says(home: Path):
    table = pq.read_table(home / "exempel/14/data/staged/folkmangd_per_manad.parquet")
    assert table.schema.metadata[b"titel"].decode() == "Folkmängd efter kommun, kön och månad"
    assert table.column_names == ["region_kod", "kon", "manad", "varde", "status"]
    assert table.num_rows == 51 * 2 * 24
    rows = {(r["region_kod"], r["kon"], r["manad"]): r["varde"] for r in table.to_pylist()}
    assert min(rows.values()) >= 0
    assert rows["00", "män", "2026-08"] > rows["14", "män", "2026-08"] > rows["1480", "män", "2026-08"] > 1000


def test_the_source_and_what_rests_on_it_stand_in_the_warehouse(warehouse):
    source = warehouse.execute(
        "select tabell_id, period_fran, period_till, hamtstatus, anvands_i from mart.kalla where underlag = 'scb_tab6471'"
    ).fetchall()
    assert source == [("TAB6471", "2024-09", "2026-08", "aktuell", "folkmangd_per_ar")]


def test_the_table_is_published_with_its_comments(latest: Path, warehouse):
    table = pq.read_table(latest / "folkmangd_per_ar.parquet")
    assert table.num_rows == 51 * 2 * 3
    assert table.schema.metadata[b"kalla"].decode() == "SCB, TAB6471"
    (said,) = warehouse.execute(
        "select comment from duckdb_columns() where table_name = 'folkmangd_per_ar' and column_name = 'varde'"
    ).fetchone() or ("",)
    assert said == "Personer (enhet: personer)"


def test_the_checks_judge_it(warehouse):
    found = warehouse.execute(
        "select tabell, kontroll, utfall from mart.kvalitet where tabell in "
        "('staged.folkmangd_per_manad', 'mart.folkmangd_per_ar') order by all"
    ).fetchall()
    assert found == [
        ("mart.folkmangd_per_ar", "ar_blir_december", "godkänd"),
        ("mart.folkmangd_per_ar", "kontrakt", "godkänd"),
        ("staged.folkmangd_per_manad", "kontrakt", "godkänd"),
        ("staged.folkmangd_per_manad", "varde_rimligt", "godkänd"),
    ]


def test_the_column_is_in_data_view_workbook_page_and_glossary(latest: Path, warehouse):
    table = pq.read_table(latest / "obalans.parquet").to_pylist()
    row = next(r for r in table if r["geo_kod"] == "fyrbodal" and r["yrke_kod"] == "222")
    assert row["platser_per_annons"] == pytest.approx(row["annonserade_platser"] / row["annonser"])
    (said,) = warehouse.execute(
        "select comment from duckdb_columns() where schema_name = 'mart' and column_name = 'platser_per_annons'"
    ).fetchone() or ("",)
    assert said == "Annonserade platser delat med annonser under perioden (enhet: platser per annons)"
    assert warehouse.execute("select count(platser_per_annons) from vy.yrken_fyrbodal").fetchone() != (0,)
    book = openpyxl.load_workbook(latest / "kompetensbehov_fyrbodal.xlsx")
    for sheet in ("Yrken", "AF-yrkesområden"):
        assert "Platser per annons" in [cell.value for cell in book[sheet][head_row(book[sheet])]]
    assert "Platser per annons" in [
        row[0] for row in book["Kolumner"].iter_rows(min_row=head_row(book["Kolumner"]) + 1, values_only=True)
    ]
    (page,) = latest.parent.glob("lopande/*/rapport/fyrbodal-tabeller.html")
    assert ">Platser per annons</th>" in page.read_text(encoding="utf-8")


def test_the_sheet_and_its_chart_are_in_the_workbook_and_the_sheet_on_the_page(latest: Path):
    book = openpyxl.load_workbook(latest / "kompetensbehov_fyrbodal.xlsx")
    assert len(book["Platser per annons"]._charts) == 1
    (page,) = latest.parent.glob("lopande/*/rapport/fyrbodal-tabeller.html")
    assert "Yrken med flest platser per annons i Fyrbodal" in page.read_text(encoding="utf-8")


def test_doctor_names_the_source(home: Path):
    done = with_additions(home, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SCB TAB6471: Folkmängd efter kommun, kön och månad" in done.stdout


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r.splitlines()[0])
def test_a_recipe_names_at_most_four_files(recipe: str):
    steps = re.findall(r"^\d\. `([^`]+)`", recipe, re.MULTILINE)
    assert len(steps) <= 4
    assert steps or recipe.startswith("Rows that people review")
