"""What has been fetched for the whole country, once, which the runs of several counties stand on.

``hamtat/<digest>.json`` names the snapshots of every source and is never changed; ``hamtat/senaste.json`` says which one stands.
The snapshots lie in ``raw/`` beside it, as in a county's home. A county's run cuts its own part of them, which from then on is
fetched like any other: judged at the county's own door, and kept in the county's own home.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sources.catalogue.entry import SourceTable
from sources.errors import SnapshotError, SourceUnavailable
from sources.refresh import ABSENT, Fetched, ahead
from sources.snapshot import SnapshotStore, now_utc

FOLDER, POINTER = "hamtat", "senaste.json"


@dataclass(frozen=True)
class Nation:
    """A state of the country: which snapshots every source had, and when that was."""

    store: SnapshotStore
    digest: str
    """SHA-256 of ``records``, which names the state."""
    at: str
    """When every source had been asked, UTC in ISO 8601."""
    records: Mapping[str, Mapping[str, Any]]
    """Dataset → ``ogonblicksbilder`` (dataset or part of it, id and SHA-256 of each), ``status`` and ``problem``."""

    def fetched(self, entry: SourceTable) -> Fetched:
        """What was fetched of a source, every file compared with its checksum.

        Raises:
            SnapshotError: a snapshot is gone or changed, or the source was not in the catalogue at that time.
        """
        if entry.dataset not in self.records:
            raise SnapshotError(f"Riket {self.digest[:12]} är hämtat utan {entry.title}. Kör riket på nytt.")
        record = self.records[entry.dataset]
        try:
            found = tuple(self.store.get(dataset, identity) for dataset, identity, _ in record["ogonblicksbilder"])
        except SnapshotError as error:
            raise SnapshotError(f"I riket ({self.store.raw}): {error} Hämta riket, inte länet, på nytt.") from error
        for snapshot, (_, _, digest) in zip(found, record["ogonblicksbilder"], strict=True):
            if snapshot.sha256 != digest:
                raise SnapshotError(
                    f"Ögonblicksbilden {snapshot.id} i riket är inte den som hämtades. Återställ riket ur säkerhetskopian."
                )
        return Fetched(found, record["status"], record["problem"])

    def too_old(self, entry: SourceTable) -> str:
        """Why the state cannot stand for a source any more; nothing while it can."""
        if ahead(self._days):
            return (
                f"{entry.title}: riket är hämtat senare än datorns klocka visar: hur gammalt det är går inte att säga."
            )
        if self._days <= entry.max_age_days:
            return ""
        return f"{entry.title}: riket är hämtat för {self._days:.0f} dagar sedan; högst {entry.max_age_days} är tillåtet. Kör riket."

    def is_of_today(self) -> bool:
        """Whether every source has been asked within a day."""
        return self._days <= 1

    def not_of_today(self) -> str:
        """That no source has been asked within a day."""
        return f"Riket är hämtat för {self._days:.0f} dagar sedan. Kör riket, så frågas källorna."

    @property
    def _days(self) -> float:
        return (datetime.now(UTC) - datetime.fromisoformat(self.at)).total_seconds() / 86400


def write(store: SnapshotStore, fetched: Mapping[str, Fetched]) -> Nation:
    """Keep what every source has given as the state that counties stand on; the pointer comes last.

    Args:
        store: where the nation's snapshots lie.
        fetched: dataset → what stands for it.

    Returns:
        The state, which is the one before when no snapshot and no status is another.
    """
    records = {
        dataset: {
            "ogonblicksbilder": [[s.origin.dataset, s.id, s.sha256] for s in each.snapshots],
            "status": each.status,
            "problem": each.problem,
        }
        for dataset, each in sorted(fetched.items())
    }
    text = json.dumps(records, ensure_ascii=False, indent=1)
    digest, at = hashlib.sha256(text.encode()).hexdigest(), now_utc()
    folder = _folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    with store.workspace(FOLDER) as unfinished:
        for name, written in ((f"{digest}.json", text), (POINTER, json.dumps({"riket": digest, "hamtat": at}))):
            (unfinished / name).write_text(written, encoding="utf-8")
            os.replace(unfinished / name, folder / name)
    return Nation(store, digest, at, records)


def newest(store: SnapshotStore) -> Nation:
    """The state that stands.

    Raises:
        SourceUnavailable: nothing has been fetched for the whole country yet.
        SnapshotError: the state cannot be read.
    """
    folder = _folder(store)
    if not (folder / POINTER).is_file():
        raise SourceUnavailable(
            f"Inget är hämtat för hela riket i {folder.parent}. Kör först kompetens run --region riket."
        )
    try:
        pointer = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        text = (folder / f"{pointer['riket']}.json").read_text(encoding="utf-8")
        if hashlib.sha256(text.encode()).hexdigest() != pointer["riket"]:
            raise ValueError("kontrollsumman är en annan")
        if datetime.fromisoformat(pointer["hamtat"]).tzinfo is None:
            raise ValueError("hamtat saknar tidszon")
        return Nation(store, pointer["riket"], pointer["hamtat"], json.loads(text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(
            f"{folder} går inte att läsa ({error}). Kör kompetens run --region riket på nytt."
        ) from error


def _folder(store: SnapshotStore) -> Path:
    return store.raw.with_name(FOLDER)


def absent(entry: SourceTable, why: str) -> Fetched:
    """That a source is missing.

    Raises:
        SourceUnavailable: it is required.
    """
    if entry.required:
        raise SourceUnavailable(why)
    return Fetched((), ABSENT, f"{why} {entry.without}")
