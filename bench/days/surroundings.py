"""Doubled, limited, full and closed; and the same home in other surroundings."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.days.trial import LONGEST, NOT_TRIED, Done, FaultOutcome, HomeTrial, broken, digest, forget, outcome

SMALL_FILE = 200_000
"""Bytes that a file may have where the writing of larger ones fails; a few hundred of the home's are larger."""
ROOM = 3_000_000
"""Bytes that are left on the full disk: the run begins, and fails in the middle."""
FEW_FILES = 128
_TRACE = "en felspårning i stället för en mening"


def doubled(trial: HomeTrial) -> FaultOutcome:
    """Two runs of a home at once: the one waits for the other, or says who holds it."""
    forget(trial.home)
    both = [trial.start(trial.home) for _ in range(2)]
    ended = [(process.communicate(timeout=LONGEST)[0], process.returncode) for process in both]
    faults = [] if any(code == 0 for _, code in ended) else ["ingen av dem blev klar"]
    faults += [said.strip().splitlines()[-1] for said, code in ended if code and "håller" not in said]
    return outcome("två körningar på en gång", 1, [*faults, *trial.mended()])


def limited(trial: HomeTrial, fault: str, which: int, limit: int, *, may_stop: bool) -> FaultOutcome:
    """A run under a limit of the system; a run that cannot go on stops with a sentence."""

    def set_limit() -> None:
        resource.setrlimit(which, (limit, limit))

    forget(trial.home)
    done = trial.run(preexec_fn=set_limit)
    faults = [f"stannade: {done.last}"] if done.code and not may_stop else []
    return outcome(fault, 1, [*faults, *_traced(done), *trial.mended()])


def full_disk(trial: HomeTrial) -> FaultOutcome:
    """The home on a small file system that fills up in the middle of a run."""
    fault = "full disk"
    forget(trial.home)
    used = sum(p.stat().st_size for p in trial.home.rglob("*") if p.is_file())
    with mounted(trial.home.parent, "-t", "tmpfs", "-o", f"size={int(used * 1.1) + ROOM}", "tmpfs") as place:
        if place is None:
            return FaultOutcome(fault, 0, NOT_TRIED)
        small = shutil.copytree(trial.home, place / "hem", symlinks=True)
        done = trial.run(small)
        faults = [*broken(small), *([] if done.code else ["disken blev inte full"]), *_traced(done)]
        # Nobody else takes over the home: it is the next run's, with room again.
        subprocess.run(["mount", "-o", f"remount,size={used * 20}", place], check=True, capture_output=True)
        return outcome(fault, 1, [*faults, *trial.mended(small)])


def read_only(trial: HomeTrial) -> FaultOutcome:
    """The home on a disk that has become read-only, as one that the system has found damaged."""
    fault = "skrivskyddad disk"
    forget(trial.home)
    with mounted(trial.home.parent, "--bind", str(trial.home)) as place:
        if place is None:
            return FaultOutcome(fault, 0, NOT_TRIED)
        subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True, capture_output=True)
        done = trial.run(place)
        faults = [*broken(place), *([] if done.code else ["disken gick att skriva på"]), *_traced(done)]
    return outcome(fault, 1, [*faults, *trial.mended()])


def elsewhere(trial: HomeTrial, fault: str, env: Mapping[str, str], name: str = "hem", said: str = "") -> FaultOutcome:
    """The same home in other surroundings gives the same edition, or where ``said`` is given stops with those words."""
    forget(trial.home)
    with tempfile.TemporaryDirectory(dir=trial.home.parent) as place:
        other = shutil.copytree(trial.home, Path(place) / name, symlinks=True)
        done = trial.run(other, env=env)
        faults = broken(other)
        if said:
            faults += [] if done.code else ["körningen stannade inte"]
            faults += [] if said.encode("ascii", "replace").decode() in done.said else [f"sade: {done.last}"]
            return outcome(fault, 1, [*faults, *_traced(done)], "stannade med en mening, det publicerade helt")
        faults += [f"stannade: {done.last}"] if done.code else []
        faults += ["en annan utgåva"] if not faults and digest(other) != trial.digest else []
    return outcome(fault, 1, faults, "samma utgåva")


@contextmanager
def mounted(beside: Path, *how: str) -> Iterator[Path | None]:
    """A folder with something mounted on it; None where the machine does not let us."""
    with tempfile.TemporaryDirectory(dir=beside) as place:
        if subprocess.run(["mount", *how, place], check=False, capture_output=True).returncode:
            yield None
            return
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True, capture_output=True)


def _traced(done: Done) -> list[str]:
    return [_TRACE] if "Traceback" in done.said else []
