"""A whole run on the made-up world, twice in the same home: seconds, peak memory, and the ratio of the two.

Timings are noisy on a shared machine; the ratio within one call is what to compare. Goals: 60 s and 1.5 GB for the first
run, 15 s for the second. ``--only`` runs just those tables or reports, as ``kompetens run --only`` does.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(home: str, *arguments: str) -> tuple[float, float]:
    """Seconds and the largest resident set so far of all children, in GB."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOMPETENS_")}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pipelines", "run", *arguments],
        cwd=ROOT,
        env={**environment, "KOMPETENS_HOME": home},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def main() -> None:
    """Print both runs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only")
    only = parser.parse_args().only
    chosen = ("--only", only) if only else ()
    with tempfile.TemporaryDirectory() as home:
        first, memory = run(home, *chosen)
        second, _ = run(home, *chosen)
    print(f"first run   {first:6.1f} s   peak {memory:4.2f} GB")
    print(f"second run  {second:6.1f} s   ratio {second / first:4.2f}")


if __name__ == "__main__":
    main()
