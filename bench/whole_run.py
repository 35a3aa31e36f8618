"""A whole run on the made-up world, twice in the same home: seconds, processor seconds, peak memory, and the ratio of the two.

Timings are noisy on a shared machine; processor seconds, and the ratio within one call, are what to compare. Goals: 60 s
and 1.5 GB for the first run, 15 s for the second. ``--only`` runs just those tables or reports, as ``kompetens run --only``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Cost(NamedTuple):
    """What a run took."""

    seconds: float
    processor: float
    """Seconds of user and system time."""
    memory: float
    """The largest resident set of any of its processes, in GB."""


def run(home: str, *arguments: str) -> Cost:
    """Run the command in a home and say what it took."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOMPETENS_")}
    command = [sys.executable, "-m", "pipelines", "run", *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**environment, "KOMPETENS_HOME": home}, stdout=subprocess.DEVNULL
    )
    # The children's usage taken together would keep the largest peak of any run before.
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6)


def main() -> None:
    """Print both runs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only")
    only = parser.parse_args().only
    chosen = ("--only", only) if only else ()
    with tempfile.TemporaryDirectory() as home:
        first = run(home, *chosen)
        second = run(home, *chosen)
    print(f"first run   {first.seconds:6.1f} s   processor {first.processor:6.1f} s   peak {first.memory:4.2f} GB")
    print(
        f"second run  {second.seconds:6.1f} s   processor {second.processor:6.1f} s   "
        f"ratio {second.seconds / first.seconds:4.2f}"
    )


if __name__ == "__main__":
    main()
