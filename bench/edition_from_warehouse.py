"""A whole edition from the warehouse: every workbook, page, paper, slide and table, and publication; and one delregion alone.

Timings are noisy on a shared machine; processor seconds, and the ratio to a whole run within one call, are what to compare. Both
include starting the command, which is measured alone first. Goals: 30 processor seconds and 1 GB for the edition, 5 more than the
start for a delregion, and every page under 300 kB. ``--home`` takes a home that has had its whole run instead of making one,
and ``--reports`` fewer reports.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from assets.contracts.words import COUNTY
from assets.reference.areas import delregioner
from bench.whole_run import Cost, run
from reports.report_assets import ABOUT, OCCUPATIONS, PARQUET, PLACES

_AREAS = [*(d.code for d in delregioner("14")), COUNTY]


def anew(home: str, reports: Sequence[str], *more: str) -> Cost:
    """What it costs to make some reports when no draft of them is left, and what is asked for beside them."""
    for name in reports:
        for draft in Path(home).glob(f"*/*/utkast/*/{name}"):
            shutil.rmtree(draft)
    return run(home, "--only", ",".join([*(f"rapport/{name}" for name in reports), *more]))


def told(name: str, cost: Cost) -> str:
    """A line about what something took."""
    return f"{name:24}{cost.seconds:6.1f} s   processor {cost.processor:6.1f} s   peak {cost.memory:4.2f} GB"


def main() -> None:
    """Print what each took, and the largest page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home")
    parser.add_argument("--reports", nargs="+", default=[*_AREAS, ABOUT, OCCUPATIONS, PLACES, PARQUET])
    asked = parser.parse_args()
    with nullcontext(asked.home) if asked.home else tempfile.TemporaryDirectory() as home:
        if not asked.home:
            print(told("whole run", run(home)))
        print(told("start alone", run(home, "--only", "dim_yrke")))
        print(told(f"one report, {asked.reports[0]}", anew(home, asked.reports[:1])))
        print(told("edition from warehouse", anew(home, asked.reports, "publicerat")))
        pages = sorted(Path(home).rglob("publicerat/**/*.html"), key=lambda p: p.stat().st_size)
        print(f"largest page            {pages[-1].stat().st_size / 1000:6.0f} kB  {pages[-1].name}")


if __name__ == "__main__":
    main()
