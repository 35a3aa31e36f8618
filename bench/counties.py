"""Counties on one made-up country: what fetching the country costs, its first county, and all the others in one command.

Processor seconds, and how they grow from one county to all within one call, are what to compare. Goals: at most 30 processor
seconds and 1 GB for a further county, and no question to any source; 21 counties in 12 minutes and 4 GB, growing as their number does.
``--counties`` runs fewer. In the end a county is run anew with nothing new, as a night does.
"""

from __future__ import annotations

import argparse
import tempfile

from assets.reference.areas import counties
from bench.growth import exponent
from bench.whole_run import Cost, run

_COUNTRY = ("--source", "example-nation")
_FIRST = "14"


def told(name: str, cost: Cost) -> str:
    """A line about what something took."""
    return f"{name:28}{cost.seconds:7.1f} s   processor {cost.processor:7.1f} s   peak {cost.memory:4.2f} GB"


def main() -> None:
    """Print what each took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counties", nargs="+", default=[code for code in counties() if code != _FIRST])
    codes = parser.parse_args().counties
    with tempfile.TemporaryDirectory() as home:
        country = run(home, *_COUNTRY, "--region", "riket")
        print(told("the country", country), flush=True)
        first = run(home, *_COUNTRY, "--region", _FIRST, "--on-nation")
        print(told(f"county {_FIRST}", first), flush=True)
        # The command asks for the country once more, which is part of what it takes.
        others = run(home, *_COUNTRY, "--region", ",".join(codes))
        print(told(f"{len(codes)} others, one command", others), flush=True)
        print(told("the last one once more", run(home, *_COUNTRY, "--region", codes[-1], "--on-nation")))
    seconds = country.seconds + first.seconds + others.seconds
    slope = exponent((1, first.processor), (1 + len(codes), first.processor + others.processor))
    print(
        f"a further county: processor {others.processor / len(codes):.1f} s; all of it {seconds / 60:.1f} minutes; "
        f"exponent {slope:.2f}"
    )


if __name__ == "__main__":
    main()
