"""A copy of a made-up home that bad days happen to, and how it is seen that what is published is whole."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

import sources.snapshot
from assets.files import sha256
from assets.home import Home
from pipelines.cli import main
from reports.publish.publication import EDITIONS, POINTER, SUMS, WORKING_FOLDERS

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path("exempel/14")
LONGEST = 3600
HELD = "det publicerade helt, nästa körning gav samma utgåva"
NOT_TRIED = "inte prövat"
RUN = ("run",)
FETCHED = sources.snapshot.now_utc()
"""When every answer of the trial says that it was fetched, so that what is fetched again gives the same edition."""


@dataclass(frozen=True)
class FaultOutcome:
    """What became of a fault: how many times it was tried, and what held; ``faults`` says what did not."""

    fault: str
    tries: int
    became: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """A command that has ended: its exit code (negative for a signal), what it said, and its processor seconds."""

    code: int
    said: str
    seconds: float

    @property
    def last(self) -> str:
        """The last line that was said."""
        return self.said.strip().splitlines()[-1] if self.said.strip() else f"kod {self.code}"


def outcome(fault: str, tries: int, faults: list[str], became: str = HELD) -> FaultOutcome:
    """An outcome that says what did not hold, each fault once."""
    return FaultOutcome(fault, tries, "höll inte" if faults else became, tuple(dict.fromkeys(faults)))


def fetched_then() -> None:
    """In this process every answer was fetched at one and the same time."""
    sources.snapshot.now_utc = lambda: FETCHED


def forked(home: Path, arguments: tuple[str, ...], before: Callable[[], None] = fetched_then) -> Done:
    """The command in a child of this process, which has imported everything already: what a start costs is paid once.

    Args:
        home: the data folder.
        arguments: of the command.
        before: what the child does first.
    """
    told = home.parent / f"{home.name}.sagt"
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.setsid()
            into = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(into, 1)
            os.dup2(into, 2)
            for name in [n for n in os.environ if n.startswith(("KOMPETENS_", "DAGSTER_"))]:
                del os.environ[name]
            os.environ["KOMPETENS_HOME"] = str(home)
            before()
            code = main(list(arguments))
        except BaseException:  # noqa: BLE001 - the child must never go on as the parent
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    with contextlib.suppress(ProcessLookupError):  # nothing that it started is left
        os.killpg(child, signal.SIGKILL)
    said = told.read_text(encoding="utf-8", errors="replace") if told.is_file() else ""
    return Done(os.waitstatus_to_exitcode(status), said, used.ru_utime + used.ru_stime)


class HomeTrial:
    """A copy of a home, and the digest that a run of it gives when nothing happens."""

    def __init__(self, home: Path, folder: Path) -> None:
        """Copy the home into ``folder``, and run it once with everything to fetch and make."""
        self.home = shutil.copytree(home, folder / "hem", symlinks=True)
        forget(self.home, also_fetched=True)
        first = forked(self.home, RUN)
        if first.code:
            raise RuntimeError(first.said)
        self.seconds = first.seconds
        self.digest = digest(self.home)

    def start(self, home: Path, **given: object) -> subprocess.Popen[str]:
        """Begin a run as a process of its own, with its own start."""
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

    def run(self, home: Path | None = None, **given: object) -> Done:
        """Run to the end as a process of its own."""
        process = self.start(home or self.home, **given)
        said, _ = process.communicate(timeout=LONGEST)
        return Done(process.returncode, said, 0.0)

    def mended(self, home: Path | None = None) -> list[str]:
        """What is wrong after a fault, and after a run without one."""
        home = home or self.home
        return [*broken(home), *self.not_the_same(forked(home, RUN), home), *broken(home)]

    def not_the_same(self, done: Done, home: Path | None = None) -> list[str]:
        """What is wrong with a run that should give the edition that nothing has happened to."""
        if done.code:
            return [f"nästa körning stannade: {done.last}"]
        return [] if digest(home or self.home) == self.digest else ["nästa körning gav en annan utgåva"]


def forget(home: Path, *, also_fetched: bool = False) -> None:
    """Let the next run make every table and report again, as after news in every source; also fetch, as the first time."""
    for name in ("data", "utkast", *(("raw",) if also_fetched else ())):
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


def processor_seconds() -> float:
    """What this process has used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
