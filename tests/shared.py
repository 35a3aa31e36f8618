"""What is made once for all tests of a run, in whichever of its processes; and where a worksheet has its headings."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from sources.acceptance import Verdict
from sources.catalogue.entry import SourceTable
from sources.snapshot import Snapshot

_MADE = "klar"


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


def head_row(sheet: Any) -> int:
    """The row of the headings of a worksheet's table."""
    (table,) = sheet.tables.values()
    return int(re.findall(r"\d+", table.ref)[0])


def believed(entry: SourceTable, snapshot: Snapshot, before: Snapshot | None) -> Verdict:
    """A judge at the door who finds nothing wrong, for tests of what lies before it."""
    return Verdict()
