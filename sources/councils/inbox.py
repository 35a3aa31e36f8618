"""The folder where forms are put: what lies there is taken in, or refused, and then lies there no more."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from sources.councils.forms import REFUSED, REFUSED_FOLDER, TAKEN_FOLDER, FormOutcome, free_place, take_in
from sources.snapshot import SnapshotStore

STILL_SECONDS = 20.0
"""A file that has changed since is perhaps still being copied, and waits until the next time."""
_WRONG_CLOCK_SECONDS = 86_400.0
"""A file that says that it changed later than this from now was written by a machine whose clock is wrong, and waits for nothing."""


@dataclass(frozen=True)
class Inbox:
    """The home's folder of forms; ``county`` is its two-digit code and ``today`` is ÅÅÅÅ-MM-DD."""

    folder: Path
    store: SnapshotStore
    county: str
    today: str

    def waiting(self) -> list[Path]:
        """Files that lie there and are no longer being written, by name."""
        if not self.folder.is_dir():
            return []
        return sorted(
            path for path in self.folder.iterdir() if not path.name.startswith((".", "~$")) and _is_still(path)
        )

    def take_in_all(self) -> list[FormOutcome]:
        """Take in every form that lies there; one that is refused stops no other."""
        return [self._one(path) for path in self.waiting()]

    def _one(self, path: Path) -> FormOutcome:
        outcome = take_in(path, self.store, self.folder, self.county, self.today)
        folder = self.folder / (REFUSED_FOLDER if outcome.became == REFUSED else TAKEN_FOLDER)
        os.replace(path, free_place(folder, outcome.name))
        return outcome


def _is_still(path: Path) -> bool:
    """Whether it is a plain file that nobody is writing; one that has gone away meanwhile is not."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    age = time.time() - found.st_mtime
    return stat.S_ISREG(found.st_mode) and (age > STILL_SECONDS or age < -_WRONG_CLOCK_SECONDS)
