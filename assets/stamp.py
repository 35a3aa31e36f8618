"""The stamp beside a table: all that decided what it holds, so that it is not made again while nothing of that is another.

What cannot be accounted for is made again. ``beslut/0015`` says what is in a stamp and why that is enough.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets.files import replace_text, replacing, sha256
from assets.swedish_time import minute

Account = Mapping[str, Any]
"""JSON-ready: what decides a table's content, by what it is."""
_OURS = tuple(str(Path(__file__).parents[1] / package) + "/" for package in ("assets", "sources", "checks"))


@dataclass(frozen=True)
class Made:
    """A table on its way to its file, and what it was made of; None when that is not all known."""

    rows: pa.Table | pa.RecordBatchReader | Path
    """A file is one that the very same function has written, and is moved."""
    of: Account | None


@dataclass(frozen=True)
class Unchanged:
    """A table, or the warehouse, that stands as it was made."""

    since: str
    """When it was made: aware moment in ISO 8601."""

    @property
    def told(self) -> str:
        """That it stands and since when, by the country's clock, for people."""
        return f"oförändrad sedan {minute(self.since)}"


def accounted(function: Callable[..., Any]) -> bool:
    """Whether a function lies in the files whose digest is the code's; one from a test or a notebook does not."""
    while isinstance(function, partial):
        function = function.func
    code = getattr(function, "__code__", None)
    return code is not None and code.co_filename.startswith(_OURS)


def place_of(table: Path) -> Path:
    """Where the stamp of a table's file lies."""
    return table.with_suffix(".stampel.json")


def still(table: Path, of: Account) -> Unchanged | None:
    """Whether a table's file is the one that was made of just this; None when it is not, or nobody knows."""
    try:
        left = json.loads(place_of(table).read_text(encoding="utf-8"))
        stands = left["av"] == of and left["tabell"] == sha256(table)
        return Unchanged(left["sedan"]) if stands else None
    except (OSError, ValueError, KeyError, TypeError):
        # No stamp, half a stamp or no table: all the same reason to make it.
        return None


def borrowed(table: Path, of: Account, beside: Iterable[Path]) -> Unchanged | None:
    """A table that another county has made of just this, as this county's too; None when none has.

    Two counties that stand on the same nation have the same tables of all that is not a county's own. The file is linked where
    the file system can; a table's file is replaced whole and never changed.

    Args:
        table: where the table's file is to lie.
        of: what it is to be made of.
        beside: files of the same table in other counties' homes, also of some that are not there.
    """
    for other in beside:
        found = still(other, of)
        if found is None:
            continue
        with replacing(table) as temporary:
            try:
                os.link(other, temporary)
            except OSError:  # another disk, or one without links
                shutil.copyfile(other, temporary)
        stamp(table, of)
        # The other county may have replaced its file after it was looked at; what was taken is then another table, to be made anew.
        if still(other, of) and sha256(other) == sha256(table):
            return found
        stamp(table, None)
    return None


def stamp(table: Path, of: Account | None) -> None:
    """Write down what a finished table was made of, last of all; nothing of one whose making is not all known.

    A process that is killed before this leaves the stamp of the table before, which names another file.
    """
    if of is None:
        place_of(table).unlink(missing_ok=True)
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    text = json.dumps({"av": of, "tabell": sha256(table), "sedan": now}, ensure_ascii=False, indent=1)
    replace_text(place_of(table), text)
