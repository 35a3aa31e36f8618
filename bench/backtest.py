"""The projections of a county and their trial on all 21 counties: seconds and peak memory.

Made up: 429 occupations on four digits in 21 counties for eleven years, as a random walk with a trend, with the figures of a small
and of a large county. Memory is that of the whole process, with imports and the made-up panel.

Goals: the whole trial of both levels, with the delregioner and the sexes on three digits, within 120 s and 2 GB, and the
projections of one county within 60 s; beside them, the trial of one level within 10 s. The median of the rounds is printed; timings
are noisy on a shared machine.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from assets.methods import backtest as trial
from assets.methods import projection_gate as gate
from assets.methods import projection_intervals as intervals
from assets.methods.employment_shares import Panel
from assets.methods.parts_of_counties import Parts, measured
from assets.reference.areas import counties
from assets.reference.occupations import ssyk2012

YEARS = 11
SEED = 8


def panel() -> Panel:
    """Employees on four digits, the counties' sizes from 25,000 to a million."""
    r = np.random.default_rng(SEED)
    codes, places = tuple(sorted(ssyk2012())), tuple(counties())
    sizes = np.geomspace(1_000_000, 25_000, len(places))
    mix = r.lognormal(0, 1.4, (len(codes), 1)) * np.exp(r.normal(0, 0.3, (len(codes), len(places))))
    start = mix / mix.sum(axis=0) * sizes
    trend = r.normal(0, 0.015, (len(codes), 1, 1)) + r.normal(0, 0.04, (len(codes), len(places), YEARS))
    return Panel(codes, places, 2014, np.rint(start[:, :, None] * np.exp(trend.cumsum(axis=2))))


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Median of the rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def parts(known: Panel) -> tuple[Parts, ...]:
    """Four parts of one county, and two of every county, as the delregioner and the sexes are."""
    made = []
    for number, where in ((4, (0,) * 4), *((1, tuple(range(len(known.counties)))),) * 2):
        persons = np.rint(known.persons[:, list(where)] / (number + 1))
        names = tuple(f"{at:02}" for at in range(len(where)))
        own = Panel(known.codes, names, known.first_year, persons)
        made.append(Parts(known, own, np.ones(persons.shape[:2], np.bool_), where))
    return tuple(made)


def tried_in_parts(of: tuple[Parts, ...]) -> None:
    """Every number of years ahead that is tried."""
    for one in of:
        for horizon in trial.TESTED_HORIZONS:
            measured(one, (trial.PROFILE, trial.BASE, trial.CONSTANT), trial.PROFILE, horizon)


def projected(known: Panel) -> None:
    """Every published number of years ahead: shares, and the intervals of every county."""
    for horizon in gate.PUBLISHED_HORIZONS:
        method = trial.METHODS[trial.PROFILE]
        method(known, horizon)
        pairs = intervals.known_pairs(known, method, horizon)
        intervals.quantiles(pairs, known.counties, known.digits, known.last_year)


def main() -> None:
    """Print what each takes, beside its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    four = panel()
    three = four.summed(3)
    print(f"{len(three.codes)} and {len(four.codes)} occupations, {len(four.counties)} counties, {YEARS} years")
    by_level = {level.digits: seconds(lambda level=level: gate.backtest(level), rounds) for level in (three, four)}
    print(f"trial of three digits {by_level[3]:8.2f} s   goal 10")
    in_parts = seconds(lambda: tried_in_parts(parts(three)), rounds)
    print(f"trial in parts        {in_parts:8.2f} s   delregioner and sexes, three digits")
    print(f"trial of all of it    {sum(by_level.values()) + in_parts:8.2f} s   goal 120")
    print(f"projections           {seconds(lambda: projected(three), rounds):8.2f} s   goal 60")
    print(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:8.0f} MB  goal 2000")


if __name__ == "__main__":
    main()
