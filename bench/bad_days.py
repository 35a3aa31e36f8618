"""Bad days of a made-up home: killed, full, closed, doubled, at another time, in other surroundings.

Every fault happens to a copy of a home. After it the published folders are held against their sums, the pointer against a whole
folder, and the warehouse is opened. Then a run without fault must publish the same digest as one that nothing has happened to. What a
machine does not let us try is said in the table as "inte prövat".

Run with ``--home`` of a finished made-up home, which is copied and not touched. Kills come at random instants from a seed.
"""

from __future__ import annotations

import argparse
import importlib
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from bench.days.clocks import clocks, today
from bench.days.kills import publications, whole_runs
from bench.days.surroundings import FEW_FILES, SMALL_FILE, doubled, elsewhere, full_disk, limited, read_only
from bench.days.trial import FaultOutcome, HomeTrial
from pipelines.definitions import build
from pipelines.doctor import PACKAGES
from pipelines.settings import load

IMPORTED = ("pipelines.run", "great_expectations", "xlsxwriter", "pptx", "typst", "babel.numbers")
"""What a run imports on its way: imported before the children are forked, so that each costs its work alone."""


def table(outcomes: Sequence[FaultOutcome]) -> str:
    """The outcomes as a Markdown table."""
    lines = ["| Fel | Gånger | Utfall |", "| --- | --- | --- |"]
    for each in outcomes:
        lines.append(f"| {each.fault} | {each.tries} | {'; '.join((each.became, *each.faults))} |")
    return "\n".join(lines) + "\n"


def report(outcomes: Sequence[FaultOutcome], seed: int) -> str:
    """The page that is kept."""
    kills = sum(each.tries for each in outcomes if each.fault.startswith("dödad"))
    wrong = sum(bool(each.faults) for each in outcomes)
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"""# Prövade dåliga dagar

Gjord av `make faults` den {today()} på det påhittade hemmet (frö {seed}): {kills} gånger dödad, {len(outcomes)} slags fel, {wrong} som inte
höll. Python {platform.python_version()}, {versions}, {platform.system()} {platform.machine()}.

Efter varje fel jämförs alla publicerade mappar med sina kontrollsummor, pekaren med en hel mapp, och lagret öppnas. Sedan ska en körning
utan fel ge samma kontrollsumma som en där inget hänt. Gånger är hur många gånger felet gjordes; inget är prövat fler gånger än så.

{table(outcomes)}
Klockan är den som programmets egen kod läser, flyttad i körningens process; filernas tider sätter systemet. Inte prövat: strömavbrott (det
som systemet ännu inte hunnit skriva till disk), ett filsystem som blir skrivskyddat mitt i en körning, och Windows.
"""


def every_fault(
    trial: HomeTrial, folder: Path, runs: int, publishings: int, chance: random.Random
) -> Iterable[Callable[[], Iterable[FaultOutcome]]]:
    """What is tried, in order."""
    small, few = (resource.RLIMIT_FSIZE, SMALL_FILE), (resource.RLIMIT_NOFILE, FEW_FILES)
    posix = {"LANG": "C", "LC_ALL": "POSIX"}
    ascii_alone = {**posix, "PYTHONUTF8": "0"}
    named = "hem på räksmörgås åäö"
    yield lambda: publications(trial, folder, publishings, chance)
    yield lambda: clocks(trial)
    yield lambda: [read_only(trial)]
    yield lambda: [full_disk(trial)]
    yield lambda: [whole_runs(trial, runs, chance)]
    yield lambda: [doubled(trial)]
    yield lambda: [limited(trial, "ingen fil får bli stor", *small, may_stop=True)]
    yield lambda: [limited(trial, "128 öppna filer (ulimit -n)", *few, may_stop=False)]
    yield lambda: [elsewhere(trial, "America/New_York (TZ)", {"TZ": "America/New_York"})]
    words = "hem med blanksteg och å ä ö, LANG=C, LC_ALL=POSIX och TZ=Pacific/Kiritimati på en gång"
    yield lambda: [elsewhere(trial, words, {**posix, "TZ": "Pacific/Kiritimati"}, named)]
    yield lambda: [elsewhere(trial, "LANG=C, LC_ALL=POSIX och PYTHONUTF8=0", ascii_alone)]
    both = "hem med å ä ö, och PYTHONUTF8=0 med LC_ALL=POSIX, så att namn inte läses som UTF-8"
    yield lambda: [elsewhere(trial, both, ascii_alone, named, said="Sätt PYTHONUTF8=1")]


def main() -> int:
    """Try every fault, print the table, and answer 1 when something did not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=50, help="kills of whole runs")
    parser.add_argument("--publications", type=int, default=150, help="kills at publication")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="the Markdown file, written anew after every fault")
    options = parser.parse_args()
    for name in IMPORTED:
        importlib.import_module(name)
    build(load({}))
    with tempfile.TemporaryDirectory() as folder:
        trial = HomeTrial(options.home, Path(folder))
        print(f"en hel körning utan fel: {trial.seconds:.0f} processorsekunder", flush=True)
        outcomes: list[FaultOutcome] = []
        tried = every_fault(trial, Path(folder), options.runs, options.publications, random.Random(options.seed))
        for one in tried:
            began = time.monotonic()
            for each in one():
                outcomes.append(each)
                print(table([each]).splitlines()[-1], f"{time.monotonic() - began:.0f} s", flush=True)
                if options.out:
                    options.out.write_text(report(outcomes, options.seed), encoding="utf-8")
    print(report(outcomes, options.seed))
    return 1 if any(each.faults for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
