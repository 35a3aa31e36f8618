"""The folder where forms are put: what lies there is taken in, or refused, and then lies there no more."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from sources.councils.forms import REFUSED, REFUSED_FOLDER, TAKEN_FOLDER, Outcome, take_in
from sources.snapshot import SnapshotStore

STILL_SECONDS = 20.0
"""A file that has changed since is perhaps still being copied, and waits until the next time."""


@dataclass(frozen=True)
class Inbox:
    """The home's folder of forms; ``today`` is ÅÅÅÅ-MM-DD."""

    folder: Path
    store: SnapshotStore
    today: str

    def waiting(self) -> list[Path]:
        """Files that lie there and are no longer being written, by name."""
        if not self.folder.is_dir():
            return []
        return sorted(
            path
            for path in self.folder.iterdir()
            if path.is_file()
            and not path.is_symlink()
            and not path.name.startswith((".", "~$"))
            and time.time() - path.stat().st_mtime > STILL_SECONDS
        )

    def take_in_all(self) -> list[Outcome]:
        """Take in every form that lies there; one that is refused stops no other."""
        return [self._one(path) for path in self.waiting()]

    def _one(self, path: Path) -> Outcome:
        outcome = take_in(path, self.store, self.folder, self.today)
        folder = self.folder / (REFUSED_FOLDER if outcome.became == REFUSED else TAKEN_FOLDER)
        folder.mkdir(exist_ok=True)
        os.replace(path, folder / path.name)
        return outcome
