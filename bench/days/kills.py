"""Kills: of a whole run, and of the publication before every change of a file in turn and at random instants.

A kill is a signal that the process cannot see coming: ``SIGKILL``, or the timer of processor time whose signal ends the process.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assets.home import Home
from assets.stamp import place_of
from bench.days.trial import (
    PLACE,
    RUN,
    Done,
    FaultOutcome,
    HomeTrial,
    broken,
    digest,
    fetched_then,
    forget,
    forked,
    outcome,
    processor_seconds,
)
from checks.gate import Gate
from reports import report_assets

GROUP = 10
"""Kills on the way through one whole run, each begun where the one before was killed, before a run is let to its end."""
_FURTHER = 2.5
"""How far a run may come at most before it is killed, in parts of a whole run divided by the kills of a group."""
_TURNS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.link", "shutil.copyfile")
_PUBLICATION = ("run", "--only", "publicerat")
_WAREHOUSE = ("run", "--only", "warehouse,publicerat")
_OF_MANY = re.compile(r"/lopande/\.[^/]+\.ny/|/publicerat/senaste/")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def kill_after(seconds: float) -> None:
    """Let this process be ended when it has used so much more of the processor."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 1e-4))


def whole_runs(trial: HomeTrial, times: int, chance: random.Random) -> FaultOutcome:
    """Kill at random instants on the way through whole runs; of every other run also what is fetched is gone at first.

    What the killed one had finished stands for the next, so the instants reach from the beginning of a run to its end.
    """
    faults: list[str] = []
    tries = group = 0

    def kill() -> Done:
        at = chance.uniform(0, _FURTHER * trial.seconds / GROUP)

        def before() -> None:
            fetched_then()
            kill_after(at)

        return forked(trial.home, RUN, before)

    while tries < times:
        forget(trial.home, also_fetched=group % 2 == 1)
        group += 1
        for _ in range(min(GROUP, times - tries)):
            while (done := kill()).code != -signal.SIGPROF:
                faults += trial.not_the_same(done)
                forget(trial.home)
            tries += 1
            faults += broken(trial.home)
        faults += trial.mended()
    fault = (
        f"dödad på slumpade ögonblick på väg genom {group} hela körningar, fortsatt där den dödades; ny körning till slutet efter "
        f"var {GROUP}:e"
    )
    return outcome(fault, tries, faults)


class _Changes:
    """Counts what this process changes among a home's files once the gate has been asked, and may end it before one of them."""

    def __init__(self, root: Path, stop_at: int = 0) -> None:
        self._root, self._stop_at, self._on = str(root), stop_at, False
        self.seen: list[str] = []
        self.since_gate = 0.0

    def watch(self) -> None:
        """Begin when the gate is asked."""
        self._when_the_gate_is_asked(self._begin)
        sys.addaudithook(self._hook)

    def _begin(self) -> None:
        self._on, self.since_gate = True, self.since_gate or processor_seconds()

    @staticmethod
    def _when_the_gate_is_asked(act: Callable[[], None]) -> None:
        asked = Gate.require_green

        def require_green(gate: Gate) -> Any:
            act()
            return asked(gate)

        Gate.require_green = require_green  # type: ignore[method-assign]

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on or not (event in _TURNS or event == "open"):
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITES):
            return
        paths = [os.fspath(a) for a in arguments[:2] if isinstance(a, str | Path)]
        if not any(path.startswith(self._root) for path in paths):
            return
        self.seen.append(f"{event} {paths[-1].removeprefix(self._root)}")
        if len(self.seen) == self._stop_at:
            os.kill(os.getpid(), signal.SIGKILL)


class Publications:
    """A home where all is made and nothing of it published yet: readers have the edition before."""

    def __init__(self, trial: HomeTrial, folder: Path) -> None:
        """Let the trial's home publish an edition of another sender first, and keep what that left."""
        self._trial, self._folder = trial, folder
        self.home = trial.home
        root = self.home / PLACE
        shutil.rmtree(root / "publicerat")

        def other() -> None:
            fetched_then()
            os.environ["KOMPETENS_PUBLISHER"] = "En annan avsändare"

        for before in (other, fetched_then):
            done = forked(self.home, RUN, before)
            if done.code:
                raise RuntimeError(done.said)
            if before is other:
                self.before = digest(self.home)
                _linked(root / "publicerat", folder / "publicerat")
        if self.before == trial.digest:
            raise RuntimeError("de två utgåvorna är desamma")
        # The children have it from here, as they have what is imported.
        report_assets._warehouse(Home(root))

    def unpublish(self) -> None:
        """Give readers the edition before again."""
        shutil.rmtree(self.home / PLACE / "publicerat")
        _linked(self._folder / "publicerat", self.home / PLACE / "publicerat")

    def forget_warehouse(self) -> None:
        """Let the warehouse be built and swapped again."""
        place_of(Home(self.home / PLACE).warehouse_file).unlink(missing_ok=True)

    def changes(self, arguments: tuple[str, ...]) -> tuple[list[str], float]:
        """What a publication changes, in order, and the processor seconds from the gate to its end."""
        notes = self._folder / "forandringar.json"

        def before() -> None:
            fetched_then()
            counted = _Changes(self.home / PLACE)
            counted.watch()
            leave = os._exit

            def note(code: int) -> None:
                used = processor_seconds() - counted.since_gate
                notes.write_text(json.dumps([counted.seen, used]), encoding="utf-8")
                leave(code)

            os._exit = note  # type: ignore[assignment]

        done = forked(self.home, arguments, before)
        if done.code:
            raise RuntimeError(done.said)
        seen, seconds = json.loads(notes.read_text(encoding="utf-8"))
        return seen, seconds

    def killed(self, arguments: tuple[str, ...], before: Callable[[], None]) -> list[str] | None:
        """What is wrong after a kill of a publication, and after one that is let to its end; None when it ended before the kill."""

        def all_before() -> None:
            fetched_then()
            before()

        killed = forked(self.home, arguments, all_before)
        if killed.code not in (-signal.SIGKILL, -signal.SIGPROF):
            if killed.code:
                raise RuntimeError(killed.said)
            return None
        wrong = broken(self.home)
        if digest(self.home) not in (self.before, self._trial.digest):
            wrong.append("pekaren pekar på något annat")
        return [*wrong, *self._trial.not_the_same(forked(self.home, _PUBLICATION)), *broken(self.home)]

    def at_changes(self, arguments: tuple[str, ...], stops: Sequence[int], *, warehouse: bool = False) -> list[str]:
        """Kills before each of some changes."""
        faults = []
        for stop in stops:
            self._ready(warehouse)
            found = self.killed(arguments, lambda at=stop: _Changes(self.home / PLACE, at).watch())  # type: ignore[misc]
            faults += [f"förändring {stop} kom aldrig"] if found is None else found
        return faults

    def at_instants(
        self, arguments: tuple[str, ...], seconds: float, times: int, chance: random.Random, *, warehouse: bool = False
    ) -> list[str]:
        """Kills at random instants from the gate to the end."""
        faults = []
        for _ in range(times):
            found = None
            while found is None:
                self._ready(warehouse)
                at = chance.uniform(0, seconds)
                found = self.killed(
                    arguments,
                    lambda after=at: _Changes._when_the_gate_is_asked(lambda: kill_after(after)),  # type: ignore[misc]
                )
            faults += found
        return faults

    def _ready(self, warehouse: bool) -> None:
        self.unpublish()
        if warehouse:
            self.forget_warehouse()


def publications(trial: HomeTrial, folder: Path, times: int, chance: random.Random) -> list[FaultOutcome]:
    """Half of the kills before changes, half of the rest at instants, the others while the warehouse is built and swapped."""
    ready = Publications(trial, folder)
    ready.unpublish()
    seen, seconds = ready.changes(_PUBLICATION)
    stops = chosen(seen, times // 2)
    made = [
        outcome(
            f"dödad vid publiceringen, före {len(stops)} av dess {len(seen)} filändringar, däribland före och efter varje vändning för "
            "läsare; ny publicering efter varje gång",
            len(stops),
            ready.at_changes(_PUBLICATION, stops),
        )
    ]
    instants = times // 4
    made.append(
        outcome(
            "dödad på ett slumpat ögonblick från grinden till flyttad pekare; ny publicering efter varje gång",
            instants,
            ready.at_instants(_PUBLICATION, seconds, instants, chance),
        )
    )
    ready.unpublish()
    ready.forget_warehouse()
    built, longer = ready.changes(_WAREHOUSE)
    swaps = [n for n, change in enumerate(built, 1) if "/warehouse/" in change]
    rest = times - len(stops) - instants - len(swaps)
    faults = ready.at_changes(_WAREHOUSE, swaps, warehouse=True)
    faults += ready.at_instants(_WAREHOUSE, longer, rest, chance, warehouse=True)
    made.append(
        outcome(
            f"dödad när lagret byggs och byts, före dess {len(swaps)} filändringar och på {rest} slumpade ögonblick därifrån till "
            "flyttad pekare; ny publicering efter varje gång",
            len(swaps) + rest,
            faults,
        )
    )
    faults = trial.mended()
    return [*made, outcome("en hel körning efter dem", 1, faults)]


def chosen(seen: Sequence[str], number: int) -> list[int]:
    """Which changes to be killed before, counted from one: before and after every turn for readers, and others evenly.

    A turn is what is renamed or removed outside the folder that is being built and the stable copies, of which there are hundreds.

    >>> chosen(["open /publicerat/lopande/.x.ny/a", "open b", "open c", "os.rename /publicerat/lopande/x", "open d", "open e"], 4)
    [1, 3, 4, 5]
    """
    turns = [
        n
        for n, change in enumerate(seen, 1)
        if change.startswith(("os.rename", "os.remove", "os.rmdir", "os.utime")) and not _OF_MANY.search(change)
    ]
    wanted = {at for n in turns for at in (n, n + 1) if at <= len(seen)}
    others = [n for n in range(1, len(seen) + 1) if n not in wanted]
    more = min(max(number - len(wanted), 0), len(others))
    return sorted({*wanted, *(others[i * len(others) // more] for i in range(more))})


def _linked(source: Path, target: Path) -> None:
    """The same files under other names: what is published is never written in, only replaced."""
    shutil.copytree(source, target, copy_function=os.link)
