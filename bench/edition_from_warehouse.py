"""A whole edition from the warehouse: every workbook, page and Parquet file, and publication, beside a whole run.

Timings are noisy on a shared machine; the ratio within one call is what to compare. Goals: 20 s, and every page under
500 kB. ``--home`` takes a home that has had its whole run instead of making one, and ``--reports`` fewer reports.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import nullcontext
from pathlib import Path

from assets.contracts.words import COUNTY
from assets.reference import delregioner
from bench.whole_run import run
from reports.report_assets import ABOUT, PARQUET


def main() -> None:
    """Print both, and the largest page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home")
    parser.add_argument("--reports", nargs="+", default=[*(d.code for d in delregioner("14")), COUNTY, ABOUT, PARQUET])
    asked = parser.parse_args()
    chosen = ",".join([*(f"rapport/{name}" for name in asked.reports), "publicerat"])
    with nullcontext(asked.home) if asked.home else tempfile.TemporaryDirectory() as home:
        whole = float("nan") if asked.home else run(home).seconds
        edition = run(home, "--only", chosen).seconds
        pages = sorted(Path(home).rglob("publicerat/**/*.html"), key=lambda p: p.stat().st_size)
        print(f"whole run               {whole:6.1f} s")
        print(f"edition from warehouse  {edition:6.1f} s   ratio {edition / whole:4.2f}")
        print(f"largest page            {pages[-1].stat().st_size / 1000:6.0f} kB  {pages[-1].name}")


if __name__ == "__main__":
    main()
