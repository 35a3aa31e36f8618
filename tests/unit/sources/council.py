"""A council's side of the inbox: a home's store, its folder of forms, and somebody who sends."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from sources.councils.forms import FormOutcome, take_in
from sources.councils.inbox import STILL_SECONDS, Inbox
from sources.snapshot import SnapshotStore
from tests.unit.sources.good_forms import TODAY


class Council:
    """A home's store and inbox, and a folder of somebody who sends."""

    def __init__(self, root: Path, mode: str = "live") -> None:
        self.raw, self.inbox, self.sender = root / "raw", root / "inkorg", root / "avsändare"
        self.store = SnapshotStore(self.raw, root / "tillfalligt", mode)
        self.inbox.mkdir(parents=True)
        self.sender.mkdir()

    def send(self, data: bytes, name: str = "form.xlsx", today: str = TODAY) -> FormOutcome:
        path = self.sender / name
        path.write_bytes(data)
        return take_in(path, self.store, self.inbox, "14", today)

    def put(self, data: bytes, name: str = "form.xlsx", age: float = STILL_SECONDS + 1) -> Path:
        path = self.inbox / name
        path.write_bytes(data)
        os.utime(path, (time.time() - age,) * 2)
        return path

    def take_in_all(self) -> list[FormOutcome]:
        return Inbox(self.inbox, self.store, "14", TODAY).take_in_all()

    def kept(self) -> str:
        """One checksum over everything that is kept."""
        found = hashlib.sha256()
        for path in sorted(self.raw.rglob("*")):
            found.update(str(path.relative_to(self.raw)).encode())
            found.update(path.read_bytes() if path.is_file() else b"")
        return found.hexdigest()
