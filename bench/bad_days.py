"""Bad days of a made-up home: killed, full, doubled, in other surroundings; what was published stands, and the next run mends.

Every fault happens to a run that has everything to make again. After it the published folders are held against their sums, the
pointer against a whole folder, and the warehouse is opened. Then a run without fault must publish the same digest as one that nothing
has happened to. What a machine does not let us try is said in the table as "inte prövat".

Run with ``--home`` of a finished made-up home, which is copied and not touched. Kills come at random instants from a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.files import sha256
from assets.home import Home
from reports.publish.publication import EDITIONS, POINTER, SUMS, WORKING_FOLDERS

ROOT = Path(__file__).resolve().parents[1]
PLACE = Path("exempel/14")
_LONGEST = 3600
_SMALL_FILE = 200_000
"""Bytes that a file may have where the writing of larger ones fails; a few hundred of the home's are larger."""
_ROOM = 3_000_000
"""Bytes that are left on the full disk: the run begins, and fails in the middle."""
_FEW_FILES = 128
HELD = "det publicerade helt, nästa körning gav samma utgåva"
NOT_TRIED = "inte prövat"


@dataclass(frozen=True)
class Outcome:
    """What became of a fault: how many times it was tried, and what held; ``faults`` says what did not."""

    fault: str
    tries: int
    became: str
    faults: tuple[str, ...] = ()


class Trial:
    """A copy of a home, and the digest that a run of it gives when nothing happens."""

    def __init__(self, home: Path, folder: Path) -> None:
        """Copy the home into ``folder``, and run it once from nothing made."""
        self.home, self._folder = shutil.copytree(home, folder / "hem", symlinks=True), folder
        forget(self.home)
        began = time.monotonic()
        self.run()
        self.seconds = time.monotonic() - began
        self.digest = digest(self.home)

    def start(self, home: Path, **given: object) -> subprocess.Popen[str]:
        """Begin a run in a process group of its own."""
        env = {key: value for key, value in os.environ.items() if not key.startswith(("KOMPETENS_", "DAGSTER_"))}
        more: Mapping[str, str] = given.pop("env", {})  # type: ignore[assignment]
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines", "run"],
            cwd=ROOT,
            env={**env, "PYTHONPATH": str(ROOT), **more, "KOMPETENS_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            **given,  # type: ignore[call-overload]
        )

    def run(self, home: Path | None = None, **given: object) -> tuple[int, str]:
        """Run to the end: exit code and what was said."""
        process = self.start(home or self.home, **given)
        said, _ = process.communicate(timeout=_LONGEST)
        return process.returncode, said

    def mended(self) -> list[str]:
        """What is wrong after a fault and a run without one."""
        wrong = broken(self.home)
        code, said = self.run()
        if code:
            wrong.append(f"nästa körning stannade: {said.strip().splitlines()[-1]}")
        elif digest(self.home) != self.digest:
            wrong.append("nästa körning gav en annan utgåva")
        return [*wrong, *broken(self.home)]


def forget(home: Path) -> None:
    """Let the next run make every table and report again, as after news in every source."""
    for name in ("data", "utkast"):
        shutil.rmtree(home / PLACE / name, ignore_errors=True)


def digest(home: Path) -> str:
    """The digest of what the pointer names."""
    return str(json.loads((home / PLACE / "publicerat" / POINTER).read_text(encoding="utf-8"))["kontrollsumma"])


def broken(home: Path) -> list[str]:
    """What of the published is not whole: a folder beside its sums, the pointer, the stable copies, the warehouse."""
    root = home / PLACE / "publicerat"
    folders = [p for part in (WORKING_FOLDERS, EDITIONS) for p in (root / part).glob("*") if not p.name.startswith(".")]
    # Stable copies without sums are being exchanged: each file is whole, and the next run finishes them.
    folders += [p for p in (root / "senaste",) if (p / SUMS).is_file()]
    wrong = [f"{folder.name}: {name}" for folder in folders for name in _against_sums(folder)]
    pointer = json.loads((root / POINTER).read_text(encoding="utf-8"))
    if not (root / pointer["mapp"] / SUMS).is_file():
        wrong.append(f"{POINTER} pekar på {pointer['mapp']}, som inte är hel")
    with duckdb.connect(str(Home(home / PLACE).warehouse_file), read_only=True) as connection:
        if not connection.execute("select count(*) from mart.obalans").fetchone():
            wrong.append("lagret är tomt")
    return wrong


def _against_sums(folder: Path) -> list[str]:
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != SUMS}
    return [
        name
        for name in sorted(there | sums.keys())
        if name not in sums or name not in there or sha256(folder / name) != sums[name]
    ]


def killed(trial: Trial, times: int, chance: random.Random, after: str = "") -> Outcome:
    """Kill at random instants of a whole run; with ``after``, within some seconds of that line."""
    faults: list[str] = []
    for _ in range(times):
        forget(trial.home)
        process = trial.start(trial.home)
        if after:
            assert process.stdout is not None
            if not any(after in line for line in process.stdout):
                faults.append(f"raden '{after}' syntes aldrig")
            time.sleep(chance.uniform(0, 6))
        else:
            time.sleep(chance.uniform(0, trial.seconds))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=_LONGEST)
        faults += broken(trial.home)
    faults += trial.mended()
    return _outcome(f"dödad {'vid publiceringen' if after else 'i en hel körning'}", times, faults)


def doubled(trial: Trial) -> Outcome:
    """Two runs of a home at once: the one waits for the other, or says who holds it."""
    forget(trial.home)
    both = [trial.start(trial.home) for _ in range(2)]
    ended = [(process.communicate(timeout=_LONGEST)[0], process.returncode) for process in both]
    faults = [] if any(code == 0 for _, code in ended) else ["ingen av dem blev klar"]
    faults += [said.strip().splitlines()[-1] for said, code in ended if code and "håller" not in said]
    return _outcome("två körningar på en gång", 1, [*faults, *trial.mended()])


def limited(trial: Trial, fault: str, which: int, limit: int, *, may_stop: bool) -> Outcome:
    """A run under a limit of the system; a run that cannot go on stops with a sentence."""

    def set_limit() -> None:
        resource.setrlimit(which, (limit, limit))

    forget(trial.home)
    code, said = trial.run(preexec_fn=set_limit)
    faults = [f"stannade: {said.strip().splitlines()[-1]}"] if code and not may_stop else []
    faults += ["en felspårning i stället för en mening"] if "Traceback" in said else []
    return _outcome(fault, 1, [*faults, *trial.mended()])


def full_disk(trial: Trial) -> Outcome:
    """The home on a small file system that fills up in the middle of a run."""
    fault = "full disk"
    forget(trial.home)
    used = sum(p.stat().st_size for p in trial.home.rglob("*") if p.is_file())
    with tempfile.TemporaryDirectory(dir=trial.home.parent) as place:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={int(used * 1.1) + _ROOM}", "tmpfs", place],
            check=False,
            capture_output=True,
        )
        if mounted.returncode:
            return Outcome(fault, 0, NOT_TRIED, ())
        try:
            small = shutil.copytree(trial.home, Path(place) / "hem", symlinks=True)
            code, said = trial.run(small)
            faults = broken(small)
            faults += [] if code else ["disken blev inte full"]
            faults += ["en felspårning i stället för en mening"] if "Traceback" in said else []
            # Nobody else takes over the home: it is the next run's, with room again.
            subprocess.run(["mount", "-o", f"remount,size={used * 20}", place], check=True, capture_output=True)
            code, said = trial.run(small)
            if code or digest(small) != trial.digest:
                faults.append(f"nästa körning: {said.strip().splitlines()[-1]}")
        finally:
            subprocess.run(["umount", place], check=True, capture_output=True)
    return _outcome(fault, 1, faults)


def elsewhere(trial: Trial, fault: str, env: Mapping[str, str], name: str = "hem") -> Outcome:
    """The same home in other surroundings gives the same edition."""
    forget(trial.home)
    with tempfile.TemporaryDirectory(dir=trial.home.parent) as place:
        other = shutil.copytree(trial.home, Path(place) / name, symlinks=True)
        code, said = trial.run(other, env=env)
        faults = [f"stannade: {said.strip().splitlines()[-1]}"] if code else broken(other)
        if not faults and digest(other) != trial.digest:
            faults = ["en annan utgåva"]
    return _outcome(fault, 1, faults, "samma utgåva")


def _outcome(fault: str, tries: int, faults: list[str], became: str = HELD) -> Outcome:
    return Outcome(fault, tries, "höll inte" if faults else became, tuple(faults))


def table(outcomes: list[Outcome]) -> str:
    """The outcomes as a Markdown table."""
    lines = ["| Fel | Gånger | Utfall |", "| --- | --- | --- |"]
    for outcome in outcomes:
        lines.append(f"| {outcome.fault} | {outcome.tries} | {'; '.join((outcome.became, *outcome.faults))} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Try every fault, print the table, and answer 1 when something did not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=50, help="kills of whole runs")
    parser.add_argument("--publications", type=int, default=150, help="kills at publication")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(options.home, Path(folder))
        tried: list[Callable[[], Outcome]] = [
            lambda: killed(trial, options.runs, chance),
            lambda: killed(trial, options.publications, chance, "klar: publicering/warehouse"),
            lambda: doubled(trial),
            lambda: full_disk(trial),
            lambda: limited(trial, "ingen fil får bli stor", resource.RLIMIT_FSIZE, _SMALL_FILE, may_stop=True),
            lambda: limited(trial, "128 öppna filer", resource.RLIMIT_NOFILE, _FEW_FILES, may_stop=False),
            lambda: elsewhere(trial, "hem med blanksteg och å ä ö", {}, "hem på räksmörgås åäö"),
            lambda: elsewhere(trial, "LANG=C", {"LANG": "C", "LC_ALL": "C"}),
            lambda: elsewhere(trial, "America/New_York", {"TZ": "America/New_York"}),
        ]
        outcomes = []
        for one in tried:
            outcomes.append(one())
            print(table(outcomes[-1:]).splitlines()[-1], flush=True)
    if options.out:
        options.out.write_text(table(outcomes), encoding="utf-8")
    return 1 if any(outcome.faults for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
