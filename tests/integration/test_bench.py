"""Every bench runs to its end, at its smallest size; what it measures is for a person to read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import unpublished

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = {
    "whole_run": ("--only", "dim_yrke"),
    "edition_from_warehouse": ("--reports", "sidor"),
    "decoder": ("--regions", "1", "--rounds", "1"),
    "ad_archive": ("--ads", "300", "--rounds", "1"),
    "assessment": ("--rounds", "1"),
    "backtest": ("--rounds", "1"),
}
NEEDS_RECORDED_FIGURES = {"validity"}
"""Run in tests/real, where the recorded figures are."""


def bench(name: str, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOMPETENS_")}
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_bench_is_tried():
    benches = {path.stem for path in (ROOT / "bench").glob("*.py")} - {"__init__"}
    assert benches == SMALLEST.keys() | NEEDS_RECORDED_FIGURES


@pytest.mark.parametrize("name", sorted(SMALLEST.keys() - {"edition_from_warehouse"}))
def test_a_bench_runs_to_its_end(name: str):
    said = bench(name, *SMALLEST[name])
    assert any(character.isdigit() for character in said)


def test_an_edition_is_made_again_from_a_warehouse(made_up: Path, tmp_path: Path):
    home = unpublished(made_up, tmp_path / "hem")
    said = bench("edition_from_warehouse", "--home", str(home), *SMALLEST["edition_from_warehouse"])
    assert "edition from warehouse" in said
