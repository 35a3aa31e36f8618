"""What is made once for all tests of a run, in whichever of its processes; and where a worksheet has its headings."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from filelock import FileLock

from sources.acceptance import Verdict
from sources.catalogue.entry import SourceTable
from sources.snapshot import Snapshot, SnapshotStore

_MADE = "klar"
Found = TypeVar("Found")
RUN_SECONDS = 2400
"""Within which a command that runs the whole flow ends, of several counties too, on a machine that is several times slower than
most. What takes longer hangs."""


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first who asks makes and everybody else waits for; nobody may change it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    made = folder.with_suffix(f".{_MADE}")
    with FileLock(folder.with_suffix(".las")):
        if not made.is_file():
            # What a maker that failed has left would hide why from the next.
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            made.touch()
    return folder


def unpublished(home: Path, copy: Path) -> Path:
    """A copy of a home with all that was fetched, counted and judged, before anything was published."""
    return shutil.copytree(home, copy, ignore=shutil.ignore_patterns("publicerat"))


def until(look: Callable[[], Found | None], seconds: float, what: str) -> Found:
    """What ``look`` finds; the only place that waits for something outside a page or a process of the test's own."""
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        pause.wait(0.5)
    return pytest.fail(f"{what} kom inte inom {seconds:.0f} sekunder")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def head_row(sheet: Any) -> int:
    """The row of the headings of a worksheet's table."""
    (table,) = sheet.tables.values()
    return int(re.findall(r"\d+", table.ref)[0])


def believed(entry: SourceTable, snapshot: Snapshot, before: Snapshot | None) -> Verdict:
    """A judge at the door who finds nothing wrong, for tests of what lies before it."""
    return Verdict()


def plant(store: SnapshotStore, snapshot: Snapshot, change: Callable[[str, Any], Any]) -> Snapshot:
    """The same answer with another content, as if the source had given it for the same version of the table."""

    def written(name: str, right: Path, wrong: Path) -> None:
        content = change(name, json.loads(right.read_bytes()))
        wrong.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    return plant_files(store, snapshot, written)


def plant_files(store: SnapshotStore, snapshot: Snapshot, write: Callable[[str, Path, Path], None]) -> Snapshot:
    """The same answer with other files, each written by its name and from the right one."""
    with store.workspace("planterad") as folder:
        files = {}
        for name in snapshot.origin.files:
            write(name, snapshot.file(name), folder / name)
            files[name] = folder / name
        origin = snapshot.origin
        return store.keep(
            origin.dataset,
            files,
            url=origin.url,
            query=origin.query,
            updated=origin.updated,
            licence=origin.licence,
            facts=origin.facts,
        )
