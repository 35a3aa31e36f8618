"""Several counties on one made-up country: what fetching the country costs, and every county after it.

Processor seconds, and how they grow from few counties to many within one call, are what to compare. Goals: at most 30 processor
seconds and 1 GB for a further county, and no question to any source; 21 counties in 12 minutes and 4 GB, growing as their number does.
``--counties`` runs fewer. In the end a county is run anew with nothing new, as a night does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from math import log

from assets.reference import counties
from bench.whole_run import Cost, run

_COUNTRY = ("--source", "example-nation")


def told(name: str, cost: Cost) -> str:
    """A line about what something took."""
    return f"{name:28}{cost.seconds:7.1f} s   processor {cost.processor:7.1f} s   peak {cost.memory:4.2f} GB"


def exponent(costs: list[Cost]) -> float:
    """How the processor time of many counties grows with their number: 1 when each costs as much as those before it.

    The slope of the logarithm of the sum from the first third of the counties to all of them.

    >>> exponent([Cost(1.0, 2.0, 1.0)] * 9)
    1.0
    """
    few = max(1, len(costs) // 3)
    if len(costs) == few:
        return 1.0
    sums = [sum(cost.processor for cost in costs[:number]) for number in (few, len(costs))]
    return round(log(sums[1] / sums[0]) / log(len(costs) / few), 6)


def main() -> int:
    """Print what each took; 1 when one did not reach its end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counties", nargs="+", default=list(counties()))
    codes = parser.parse_args().counties
    costs: list[Cost] = []
    red: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        print(told("the country", run(home, *_COUNTRY, "--region", "riket")), flush=True)
        for code in codes:
            try:
                costs.append(run(home, *_COUNTRY, "--region", code, "--on-nation"))
                print(told(f"{code} {counties()[code]}", costs[-1]), flush=True)
            except subprocess.CalledProcessError as error:
                red.append(code)
                print(f"{code} {counties()[code]}: ended with {error.returncode}", flush=True)
        print(told("the last one once more", run(home, *_COUNTRY, "--region", codes[-1], "--on-nation")))
    whole = Cost(sum(c.seconds for c in costs), sum(c.processor for c in costs), max(c.memory for c in costs))
    print(told(f"{len(costs)} counties", whole), f"  exponent {exponent(costs):.2f}")
    return bool(red)


if __name__ == "__main__":
    sys.exit(main())
