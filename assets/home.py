"""The home of one mode and county: its folders, and the lock that one run at a time holds."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assets.errors import HomeError, HomeLocked
from assets.files import replace_text
from assets.reference.areas import counties
from assets.reference.council_form import INBOX
from assets.swedish_time import moment

WAIT_SECONDS = 600.0
FILE_NAME = "kompetensbehov.duckdb"
"""The warehouse, here and where it is published."""
_LOCK, _HOLDER = "las", "las.json"


@dataclass(frozen=True)
class Home:
    """Folders of a home. Nothing outside ``tillfalligt`` is ever half-written."""

    root: Path

    @property
    def raw(self) -> Path:
        """Write-once snapshots."""
        return self.root / "raw"

    @property
    def scratch(self) -> Path:
        """Unfinished and private files; swept at the start of a run, empty after it."""
        return self.root / "tillfalligt"

    @property
    def inbox(self) -> Path:
        """Where the councils' forms are put; cannot be made again."""
        return self.root / INBOX

    @property
    def judged(self) -> Path:
        """What has been staged of answers that were accepted in this run, and what the checks said of it."""
        return self.scratch / "provat"

    @property
    def data(self) -> Path:
        """Tables between assets."""
        return self.root / "data"

    @property
    def checks(self) -> Path:
        """Check results."""
        return self.root / "kontroller"

    @property
    def warehouse(self) -> Path:
        """Folder of the warehouse."""
        return self.root / "warehouse"

    @property
    def warehouse_file(self) -> Path:
        """The warehouse."""
        return self.warehouse / FILE_NAME

    @property
    def drafts(self) -> Path:
        """Reports that are not published."""
        return self.root / "utkast"

    @property
    def published(self) -> Path:
        """What readers get."""
        return self.root / "publicerat"

    @property
    def beside(self) -> list[Home]:
        """The homes of other counties in the same mode, in order of code; also of those that are not there."""
        return [Home(self.root.parent / code) for code in counties() if code != self.root.name]

    def table(self, table_id: str) -> Path:
        """Parquet file of a table, ``layer.name``."""
        layer, name = table_id.split(".")
        return self.data / layer / f"{name}.parquet"

    def create(self) -> None:
        """Make the folders.

        Raises:
            HomeError: the place cannot be written.
        """
        try:
            for folder in (self.raw, self.inbox, self.data, self.warehouse, self.drafts, self.published, self.checks):
                folder.mkdir(parents=True, exist_ok=True)
            probe = self.root / ".skrivprov"
            probe.write_text("", encoding="utf-8")
            probe.unlink()
        except OSError as error:
            raise HomeError(
                f"Mappen {self.root} går inte att skriva i ({error.strerror}). Ge rättigheter till den eller ange en annan i "
                "KOMPETENS_HOME."
            ) from error

    @contextmanager
    def locked(self, what: str, wait: float = WAIT_SECONDS) -> Iterator[Home]:
        """Hold the home for one run, with an empty scratch folder before and after.

        Args:
            what: said to others who wait.
            wait: seconds before giving up.

        Raises:
            HomeLocked: another run holds it; says which, since when.
        """
        self.create()
        lock = FileLock(self.root / _LOCK)
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise HomeLocked(
                f"En annan körning har låst {self.root}: {self.holder()}. Vänta tills den är klar, eller avsluta den."
            ) from None
        try:
            holder = {
                "vad": what,
                "process": os.getpid(),
                "dator": socket.gethostname(),
                "sedan": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            replace_text(self.root / _HOLDER, json.dumps(holder, ensure_ascii=False))
            self._sweep()
            yield self
        finally:
            self._sweep()
            (self.root / _HOLDER).unlink(missing_ok=True)
            lock.release()

    def _sweep(self) -> None:
        # What a killed process was writing has a hidden name that nobody reads; the folders below publicerat are whole.
        for folder, pattern in ((self.data, "*/.*.tmp"), (self.checks, "**/.*.tmp"), (self.published, "**/.*.tmp")):
            for stale in folder.glob(pattern):
                stale.unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(mode=stat.S_IRWXU)

    def holder(self) -> str:
        """Who holds the lock, as a Swedish phrase; empty when nobody does.

        Raises:
            HomeError: the home may only be read, so that the lock cannot be tried.
        """
        if not (self.root / _LOCK).exists():
            return ""
        lock = FileLock(self.root / _LOCK)
        try:
            with lock.acquire(timeout=0):
                return ""
        except Timeout:
            # Whoever holds it may not have said so yet, or has just ended: the lock itself says that somebody does.
            try:
                facts = json.loads((self.root / _HOLDER).read_text(encoding="utf-8"))
            except FileNotFoundError:
                return "okänd körning"
            since = moment(datetime.fromisoformat(facts["sedan"]))
            return f"{facts['vad']}, process {facts['process']} på {facts['dator']} sedan {since}"
        except OSError as error:
            raise HomeError("Det går inte att se om någon kör, för låset går inte att skriva.") from error
