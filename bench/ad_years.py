"""More and more years of made-up ads, all the way from their zips to staged tables and counts: how time and memory grow.

Each number of years is a process of its own. Processor seconds and peak memory are printed, and how each grows from the fewest
years to the most: 1 when every year costs as much as the first, 0 when it costs nothing. Goal: nothing grows faster than the years.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from math import log
from pathlib import Path

import pyarrow.parquet as pq
from isal import isal_zlib

from assets.marts.ads.ads import ads as mart
from assets.marts.places.dimensions import dim_geo
from assets.staged.ads import BATCHES, ReducedArchive, stage_ads
from bench.ad_archive import ALLOCATOR, ROOT, write_archive
from sources.arbetsformedlingen.ad_reader import Counts, reduce_archive

_FIRST_YEAR = 2006


def exponent(few: tuple[float, float], many: tuple[float, float]) -> float:
    """How a cost grows with the years.

    Args:
        few: years and what they cost.
        many: likewise.

    >>> exponent((1, 2.0), (20, 40.0))
    1.0
    """
    return round(log(many[1] / few[1]) / log(many[0] / few[0]), 6)


def all_the_way(years: int, archives: Path, folder: Path) -> None:
    """What a run does of the archives of so many years: reduces each, stages them together, and counts."""
    reduced = []
    for year in range(_FIRST_YEAR, _FIRST_YEAR + years):
        target = folder / f"{year}.parquet"
        reduce_archive(archives / f"{year}.jsonl.zip", target, Counts(), isal_zlib)
        reduced.append(ReducedArchive(target, str(year), f"{year}-01", f"{year}-12"))
    staged = folder / "staged.parquet"
    with pq.ParquetWriter(staged, BATCHES, compression="zstd") as writer:
        for batch in stage_ads(reduced, {}, folder):
            writer.write_batch(batch)
    mart(staged, dim_geo("14"), "14", folder)


def main() -> None:
    """Write the archives, run each number of years, print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ads", type=int, default=70_000)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--one", nargs=2, metavar=("YEARS", "ARCHIVES"))
    asked = parser.parse_args()
    if asked.one:
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            all_the_way(int(asked.one[0]), Path(asked.one[1]), Path(folder))
            print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
        return
    took: dict[int, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as archives:
        for year in range(_FIRST_YEAR, _FIRST_YEAR + max(asked.years)):
            write_archive(Path(archives) / f"{year}.jsonl.zip", asked.ads, year)
        for years in sorted(asked.years):
            done = subprocess.run(
                [sys.executable, "-m", "bench.ad_years", "--one", str(years), archives],
                cwd=ROOT,
                env={**os.environ, **ALLOCATOR},
                capture_output=True,
                text=True,
                check=True,
            )
            seconds, memory = map(float, done.stdout.split())
            took[years] = seconds, memory
            print(
                f"{years:2} years of {asked.ads:,} ads   processor {seconds:6.1f} s   peak {memory:6.0f} MB", flush=True
            )
    few, many = min(took), max(took)
    time_grows, memory_grows = (exponent((few, took[few][at]), (many, took[many][at])) for at in (0, 1))
    print(f"exponent of time {time_grows:.2f}, of memory {memory_grows:.2f}")


if __name__ == "__main__":
    main()
