"""The write-once store of what sources answered, with origin and checksum."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sources.errors import ClockWrong, SnapshotError

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ORIGIN = "ursprung.json"
DECISION = "beslut.json"
QUARANTINE = "karantan.json"
ACCEPTED, HELD, REJECTED = "godkänd", "i karantän", "avvisad"
BY_ITSELF = "körningen"
"""Who has decided when nobody had to be asked."""
CLOCKS_DIFFER = timedelta(hours=3)
"""How much a right clock may be set back; what is stored from later than this after now was fetched while the clock was wrong, or
it is wrong now."""
_ID = re.compile(r"(\d{8}T\d{6}Z)-.+")


@dataclass(frozen=True)
class Origin:
    """Where a snapshot comes from. Times are UTC in ISO 8601."""

    dataset: str
    url: str
    query: dict[str, Any]
    fetched_at: str
    updated: str | None
    """What the source itself says about when it last changed."""
    licence: str
    mode: str
    files: dict[str, str]
    """File name → SHA-256, for every file of the snapshot."""
    facts: dict[str, Any]
    """Counts and marks the reader needs: periods, rows read, rows refused, ETag, original size."""


@dataclass(frozen=True)
class Decision:
    """What became of a snapshot at the door.

    ``outcome`` is ``godkänd``, ``i karantän`` (nobody has decided) or ``avvisad``. ``by`` is the user of the machine who
    decided, or the run. ``at`` is UTC in ISO 8601. ``differences`` are sentences on how it differs from what was accepted
    before, those that hold it back first. Only one that is ``usable`` can be accepted: numbers could rest on it.
    """

    outcome: str
    by: str
    at: str
    reason: str
    differences: tuple[str, ...] = ()
    usable: bool = True


@dataclass(frozen=True)
class Snapshot:
    """One stored answer, and what became of it at the door; None while nobody has looked at it."""

    id: str
    folder: Path
    origin: Origin
    decision: Decision | None = None

    @property
    def accepted(self) -> bool:
        """Whether published numbers may rest on it."""
        return self.decision is not None and self.decision.outcome == ACCEPTED

    @property
    def refused(self) -> bool:
        """Whether it waits in quarantine or has been rejected."""
        return self.decision is not None and self.decision.outcome != ACCEPTED

    @property
    def series(self) -> tuple[str, str]:
        """What the snapshot is a version of: the dataset, and the round or version where the source overwrites it."""
        facts = self.origin.facts
        return self.origin.dataset, str(facts.get("round", facts.get("version", "")))

    @property
    def sha256(self) -> str:
        """One checksum over all files."""
        text = "".join(f"{name}:{digest}\n" for name, digest in sorted(self.origin.files.items()))
        return hashlib.sha256(text.encode()).hexdigest()

    def file(self, name: str) -> Path:
        """Path of one file of the snapshot."""
        return self.folder / name

    def verify(self) -> None:
        """Compare every file with its recorded checksum.

        Raises:
            SnapshotError: a file is missing or differs.
        """
        for name, digest in self.origin.files.items():
            path = self.folder / name
            if not path.is_file() or file_sha256(path) != digest:
                raise SnapshotError(
                    f"Ögonblicksbilden {self.id} är skadad: {name} saknas eller har ändrats. "
                    f"Ta bort mappen {self.folder.name} under raw/{self.origin.dataset} och kör igen."
                )


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def now_utc() -> str:
    """The present moment as UTC ISO 8601 to the second."""
    return _text(datetime.now(UTC))


def today_in_sweden() -> str:
    """The present day in Sweden, ÅÅÅÅ-MM-DD: past midnight there it is still the day before in UTC."""
    return datetime.fromisoformat(now_utc()).astimezone(STOCKHOLM).date().isoformat()


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class SnapshotStore:
    """``raw/<dataset>/<id>/``: files and ``ursprung.json``, moved into place whole and never changed after."""

    def __init__(self, raw: Path, scratch: Path, mode: str, neighbours: Sequence[Path] = ()) -> None:
        """Use ``raw`` for what is kept and ``scratch`` for what is not finished; ``mode`` goes into every origin.

        ``neighbours`` are the ``raw`` of other counties' homes, which may have fetched what is the same for every county.
        """
        self.raw, self.scratch, self.mode, self.neighbours = raw, scratch, mode, tuple(neighbours)

    def all(self, dataset: str) -> list[Snapshot]:
        """Every snapshot of a dataset, oldest first."""
        found = [self._read(path) for path in (self.raw / dataset).glob(f"*/{ORIGIN}")]
        return sorted(found, key=lambda s: (s.origin.fetched_at, s.id))

    def get(self, dataset: str, identity: str) -> Snapshot:
        """One snapshot by its id, every file compared with its checksum.

        Raises:
            SnapshotError: it is not there, or damaged.
        """
        path = self.raw / dataset / identity / ORIGIN
        if not path.is_file():
            raise SnapshotError(f"Ögonblicksbilden {identity} finns inte under raw/{dataset}. Kör hela flödet igen.")
        snapshot = self._read(path)
        snapshot.verify()
        return snapshot

    def find(self, dataset: str, identity: str) -> Snapshot:
        """One snapshot by its id, in the dataset or in a part of it (an archive), every file compared with its checksum.

        Raises:
            SnapshotError: it is not there, or damaged.
        """
        folders = [path.parent.parent for path in (self.raw / dataset).glob(f"**/{identity}/{ORIGIN}")]
        part = folders[0].relative_to(self.raw).as_posix() if folders else dataset
        return self.get(part, identity)

    def latest(self, dataset: str) -> Snapshot | None:
        """The newest snapshot, or None."""
        found = self.all(dataset)
        return found[-1] if found else None

    def standing(self, dataset: str) -> Snapshot | None:
        """The newest snapshot that is not held back at the door, or None."""
        found = [s for s in self.all(dataset) if not s.refused]
        return found[-1] if found else None

    def accepted(self, dataset: str) -> list[Snapshot]:
        """Every accepted snapshot of a dataset and of its parts, oldest first."""
        found = (self._read(path) for path in (self.raw / dataset).glob(f"**/{ORIGIN}"))
        return sorted((s for s in found if s.accepted), key=lambda s: (s.origin.fetched_at, s.id))

    def waiting(self) -> list[Snapshot]:
        """Every snapshot in quarantine, in the order of their datasets; of a series only the newest."""
        found = [self._read(path.with_name(ORIGIN)) for path in self.raw.glob(f"**/{QUARANTINE}")]
        newest = {s.series: s for s in sorted(found, key=lambda s: (s.origin.fetched_at, s.id))}
        return [
            s
            for _, s in sorted(newest.items())
            if not any(
                a.series == s.series and a.origin.fetched_at > s.origin.fetched_at
                for a in self.accepted(s.origin.dataset)
            )
        ]

    def decide(self, snapshot: Snapshot, decision: Decision) -> Snapshot:
        """Write what became of a snapshot: an acceptance or a rejection once and for all, a quarantine until then.

        Raises:
            SnapshotError: it has been decided already.
        """
        final = snapshot.folder / DECISION
        if final.exists():
            raise SnapshotError(
                f"Ögonblicksbilden {snapshot.id} under raw/{snapshot.origin.dataset} är redan avgjord. Ett beslut ändras inte; "
                "hämta på nytt när källan har rättat sig."
            )
        path = snapshot.folder / QUARANTINE if decision.outcome == HELD else final
        with self.workspace(f"{snapshot.origin.dataset}.beslut") as folder:
            written = folder / path.name
            written.write_text(json.dumps(asdict(decision), ensure_ascii=False, indent=1), encoding="utf-8")
            written.chmod(0o444)
            os.replace(written, path)
        if path == final:
            (snapshot.folder / QUARANTINE).unlink(missing_ok=True)
        return self._read(snapshot.folder / ORIGIN)

    @contextmanager
    def workspace(self, dataset: str) -> Iterator[Path]:
        """An empty private folder for building a snapshot; removed afterwards whatever happens."""
        folder = self.scratch / f"{dataset.replace('/', '_')}.{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=stat.S_IRWXU)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(
        self,
        dataset: str,
        files: dict[str, Path],
        *,
        url: str,
        query: dict[str, Any],
        updated: str | None,
        licence: str,
        facts: dict[str, Any],
        fetched_at: str = "",
    ) -> Snapshot:
        """Move finished files into the store as one new snapshot.

        Args:
            dataset: name of the dataset.
            files: name in the snapshot → finished file, which is moved.
            url: where it came from.
            query: what was asked.
            updated: the source's own time stamp.
            licence: licence of the data.
            facts: see Origin.
            fetched_at: when the source was asked; now, unless it is a part of what was fetched before.

        Returns:
            The stored snapshot.
        """
        hashes = {name: file_sha256(path) for name, path in files.items()}
        short = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:12]
        moment = fetched_at or now_utc()
        same = self.raw / dataset / f"{_stamp(moment)}-{short}"
        if same.exists():
            kept = self._read(same / ORIGIN)
            # Of what was fetched before, another part may have been taken, or the same be understood in another way.
            if not fetched_at or (kept.origin.query, kept.origin.facts) == (query, facts):
                return kept
        # A moment that is given is of another clock, and says nothing of ours.
        fetched_at = self._after_the_others(dataset, moment, of_our_clock=not fetched_at)
        target = same.with_name(f"{_stamp(fetched_at)}-{short}")
        origin = Origin(dataset, url, query, fetched_at, updated, licence, self.mode, hashes, facts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.workspace(f"{dataset}.klar") as folder:
            for name, path in files.items():
                os.replace(path, folder / name)
                (folder / name).chmod(0o444)
            text = json.dumps(asdict(origin), ensure_ascii=False, indent=1, sort_keys=True)
            (folder / ORIGIN).write_text(text, encoding="utf-8")
            (folder / ORIGIN).chmod(0o444)
            os.replace(folder, target)
        return self._read(target / ORIGIN)

    def _after_the_others(self, dataset: str, now: str, *, of_our_clock: bool) -> str:
        """Now, or a second after the newest stored one: whichever is later, so that the one kept last is always the newest.

        Raises:
            ClockWrong: the newest stored one is from later than a clock may be set back.
        """
        newest = self.latest(dataset)
        if newest is None or newest.origin.fetched_at < now:
            return now
        stored = datetime.fromisoformat(newest.origin.fetched_at)
        if of_our_clock and stored - datetime.fromisoformat(now) > CLOCKS_DIFFER:
            raise _clock_wrong(f"{dataset}/{newest.id}", now)
        return _text(stored + timedelta(seconds=1))

    def require_clock(self) -> None:
        """Refuse to go on when something stored is from later than the clock shows: which one is newest could not be told.

        Raises:
            ClockWrong: names the latest.
        """
        now = now_utc()
        limit = _stamp(_text(datetime.fromisoformat(now) + CLOCKS_DIFFER))
        found = [path.parent for path in self.raw.glob(f"**/{ORIGIN}")]
        later = {m[1]: folder for folder in found if (m := _ID.fullmatch(folder.name)) and m[1] > limit}
        if later:
            raise _clock_wrong(later[max(later)].relative_to(self.raw).as_posix(), now)

    def shared(self, dataset: str, fits: Callable[[Snapshot], bool]) -> Snapshot | None:
        """What a neighbour has fetched and accepted, as a snapshot of this store too; None when no neighbour has one that fits.

        Its files are linked where the file system can, so that they lie once on the disk; they are never changed. Origin
        and time are the neighbour's, since that is when the source was asked. The decision is not: it is judged here as well.

        Args:
            dataset: name of the dataset.
            fits: whether an answer is the one that the source would give now.
        """
        known = self.latest(dataset)
        for raw in self.neighbours:
            for path in (raw / dataset).glob(f"*/{ORIGIN}"):
                try:
                    found = self._read(path)
                    newer = known is None or found.origin.fetched_at > known.origin.fetched_at
                    if newer and found.accepted and fits(found):
                        found.verify()
                        return self.linked(found)
                except (SnapshotError, OSError):
                    # Damaged, or taken away or not ours to read: its own county's run says so; here the source is asked.
                    continue
        return None

    def linked(self, snapshot: Snapshot, *, decided: bool = False) -> Snapshot:
        """A snapshot of another store as one of this store too.

        Its files are linked where the file system can, so that they lie once on the disk; they are never changed.

        Args:
            snapshot: of the other store.
            decided: that it was accepted there holds here too; else it is judged anew.
        """
        target = self.raw / snapshot.origin.dataset / snapshot.id
        if target.exists():
            return self._read(target / ORIGIN)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.workspace(f"{snapshot.origin.dataset}.klar") as folder:
            for name in (*snapshot.origin.files, ORIGIN, *([DECISION] if decided and snapshot.accepted else [])):
                try:
                    os.link(snapshot.file(name), folder / name)
                except OSError:  # another disk, or one without links
                    shutil.copy2(snapshot.file(name), folder / name)
            os.replace(folder, target)
        return self._read(target / ORIGIN)

    def _read(self, path: Path) -> Snapshot:
        try:
            origin = Origin(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise SnapshotError(
                f"{path.parent.name}/{ORIGIN} går inte att läsa. Ta bort mappen och kör igen."
            ) from error
        if origin.mode != self.mode:
            raise SnapshotError(
                f"Ögonblicksbilden {path.parent.name} är hämtad i läget {origin.mode} men körningen är i läget {self.mode}. "
                "Lägena har var sin mapp och blandas aldrig."
            )
        return Snapshot(path.parent.name, path.parent, origin, _decision(path.parent))


def _stamp(moment: str) -> str:
    """How a moment is written in an id."""
    return moment.translate(str.maketrans("", "", "-:"))


def _clock_wrong(snapshot: str, now: str) -> ClockWrong:
    return ClockWrong(
        f"Datorns klocka visar {now}, men raw/{snapshot} är hämtad senare. Klockan går fel, eller gick fel då. Ställ den och kör igen. "
        "Går den rätt nu: flytta undan de mappar under raw/ vars namn börjar på en senare tid än nu, och kör igen."
    )


def _decision(folder: Path) -> Decision | None:
    for path in (folder / DECISION, folder / QUARANTINE):
        if path.is_file():
            try:
                stored = json.loads(path.read_text(encoding="utf-8"))
                return Decision(**{**stored, "differences": tuple(stored["differences"])})
            except (ValueError, TypeError, KeyError) as error:
                raise SnapshotError(
                    f"{folder.parent.name}/{folder.name}/{path.name} går inte att läsa. Återställ filen ur säkerhetskopian. Finns ingen: "
                    "ta bort filen, då prövas ögonblicksbilden på nytt; ett rådsformulär läses då in en gång till (kompetens import)."
                ) from error
    return None
