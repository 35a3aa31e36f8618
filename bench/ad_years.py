"""More and more years of made-up ads, all the way from their zips to staged tables and counts: how time and memory grow.

Each number of years is a process of its own. Processor seconds and peak memory are printed, and how each grows from the fewest
years to the most: 1 when every year costs as much as the first, 0 when it costs nothing. Goal: nothing grows faster than the years.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.ad_archive import all_the_way, in_own_process, told, write_archive
from bench.growth import exponent

_FIRST_YEAR = 2006


def archives(folder: Path, years: int) -> dict[int, Path]:
    """Year → where its archive lies, of so many years."""
    return {year: folder / f"{year}.jsonl.zip" for year in range(_FIRST_YEAR, _FIRST_YEAR + years)}


def main() -> None:
    """Write the archives, run each number of years, print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ads", type=int, default=70_000)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 5, 20])
    parser.add_argument("--one", nargs=2, metavar=("YEARS", "ARCHIVES"))
    asked = parser.parse_args()
    if asked.one:
        of = archives(Path(asked.one[1]), int(asked.one[0]))
        told(lambda folder: all_the_way(of, folder), time.process_time)
        return
    took: dict[int, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for year, archive in archives(Path(folder), max(asked.years)).items():
            write_archive(archive, asked.ads, year)
        for years in sorted(asked.years):
            seconds, memory = took[years] = in_own_process("bench.ad_years", str(years), folder)
            print(
                f"{years:2} years of {asked.ads:,} ads   processor {seconds:6.1f} s   peak {memory:6.0f} MB", flush=True
            )
    few, many = min(took), max(took)
    time_grows, memory_grows = (exponent((few, took[few][at]), (many, took[many][at])) for at in (0, 1))
    print(f"exponent of time {time_grows:.2f}, of memory {memory_grows:.2f}")


if __name__ == "__main__":
    main()
