"""Every bench runs to its end, at its smallest size; what it measures is for a person to read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assets.home import Home
from bench.bad_days import table as table_of_bad_days
from bench.days.trial import HELD as HELD_WHOLE
from bench.days.trial import PLACE, FaultOutcome, broken
from bench.growth import exponent
from bench.planted_faults import HELD, TableTrial, tables
from reports.publish.publication import POINTER, SUMS, WORKING_FOLDERS
from tests.shared import unpublished

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = {
    "whole_run": ("--only", "dim_yrke"),
    "edition_from_warehouse": ("--reports", "sidor"),
    "decoder": ("--regions", "1", "--rounds", "1"),
    "ad_archive": ("--ads", "300", "--rounds", "1"),
    "ad_years": ("--ads", "300", "--years", "1", "2"),
    "assessment": ("--rounds", "1"),
    "backtest": ("--rounds", "1"),
    "planted_faults": ("--tables", "forsorjningskvot,lediga_jobb", "--periods", "2"),
}
NEEDS_RECORDED_FIGURES = {"validity"}
"""Run in tests/real, where the recorded figures are."""
OF_MANY_RUNS = {"bad_days", "counties"}
"""Too dear for every change: a person runs them, and here only how they see what they are made to see."""


def bench(name: str, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOMPETENS_")}
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_bench_is_tried():
    benches = {path.stem for path in (ROOT / "bench").glob("*.py")} - {"__init__", "growth"}
    assert benches == SMALLEST.keys() | NEEDS_RECORDED_FIGURES | OF_MANY_RUNS


def test_counties_that_cost_more_the_more_there_are_are_seen():
    assert exponent((1, 30.0), (21, 21 * 30.0)) == 1
    assert exponent((1, 30.0), (21, sum(30.0 + 10 * number for number in range(21)))) > 1.3


OF_A_HOME = {"edition_from_warehouse", "planted_faults"}


@pytest.mark.parametrize("name", sorted(SMALLEST.keys() - OF_A_HOME))
def test_a_bench_runs_to_its_end(name: str):
    said = bench(name, *SMALLEST[name])
    assert any(character.isdigit() for character in said)


def test_an_edition_is_made_again_from_a_warehouse(made_up: Path, tmp_path: Path):
    home = unpublished(made_up, tmp_path / "hem")
    said = bench("edition_from_warehouse", "--home", str(home), *SMALLEST["edition_from_warehouse"])
    assert "edition from warehouse" in said


def test_planted_faults_are_held_back_and_what_is_right_is_not(made_up: Path):
    """The whole list takes minutes; what came of it stands in docs/provade-fel.md."""
    said = bench("planted_faults", "--home", str(made_up / "exempel" / "14"), *SMALLEST["planted_faults"])
    (held,) = re.findall(r"grovt: (\d+) i karantän", said)
    assert int(held) >= 2
    assert re.search(r"Utan fel: \d+ prövningar, 0 i karantän", said)


def test_nothing_right_of_the_made_up_world_is_held_back(made_up: Path, tmp_path: Path):
    """Every table's newest period after the ones before it, and its numbers with the noise that sources protect people by."""
    said = [
        outcome
        for table in tables(Home(made_up / "exempel" / "14"), set())
        for outcome in TableTrial(table, tmp_path).quiet(at_most=1)
    ]
    sys.stdout.write(f"{len(said)} prövningar utan fel\n")
    assert len({name for name, _, _, _ in said}) > 30
    assert [outcome for outcome in said if outcome[2] == HELD] == []


def test_a_bad_day_that_breaks_what_is_published_is_seen(made_up: Path, tmp_path: Path):
    home = shutil.copytree(made_up, tmp_path / "hem", symlinks=True)
    root = home / PLACE / "publicerat"
    assert broken(home) == []
    (folder,) = (root / WORKING_FOLDERS).iterdir()
    page = folder / "index.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:100])
    assert broken(home) == [f"{folder.name}: index.html"]
    page.unlink()
    assert broken(home) == [f"{folder.name}: index.html"]
    page.write_bytes(whole)
    (folder / "mer.html").write_text("x")
    assert broken(home) == [f"{folder.name}: mer.html"]
    (folder / "mer.html").unlink()
    (root / "senaste" / SUMS).unlink()
    assert broken(home) == [], "the stable copies are being exchanged"
    pointer = root / POINTER
    pointer.write_text(pointer.read_text().replace(folder.name, "borta"))
    assert broken(home) == [f"{POINTER} pekar på {WORKING_FOLDERS}/borta, som inte är hel"]


def test_the_table_of_bad_days_says_what_did_not_hold():
    made = table_of_bad_days(
        [FaultOutcome("dödad", 3, HELD_WHOLE), FaultOutcome("full disk", 1, "höll inte", ("disken blev inte full",))]
    )
    assert made.splitlines()[2:] == [
        f"| dödad | 3 | {HELD_WHOLE} |",
        "| full disk | 1 | höll inte; disken blev inte full |",
    ]
