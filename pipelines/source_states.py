"""What is stored of every underlag, how old it is, and whether the source could be read the last time."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.edition import SOURCES
from assets.errors import HomeError
from assets.home import Home
from sources.arbetsformedlingen import ad_archive
from sources.catalogue.ads import AF_ADS
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.errors import SnapshotError
from sources.refresh import LAST_GOOD, age_days, ahead, latest
from sources.snapshot import Snapshot, SnapshotStore


@dataclass(frozen=True)
class SourceState:
    """One underlag of a home.

    ``fetched`` is UTC in ISO 8601, and ``age`` days since then; None when nothing is stored. ``unread``: the source could not be read in
    the run that made the tables that are there, and what was stored before stood in. ``damaged``: what is stored cannot be read.
    """

    entry: SourceTable
    fetched: str | None
    age: float | None
    unread: bool
    damaged: bool = False

    @property
    def too_old(self) -> bool:
        """Whether what is stored is older than the catalogue allows."""
        return self.age is not None and self.age > self.entry.max_age_days

    @property
    def ahead(self) -> bool:
        """Whether what is stored is from later than the clock shows."""
        return self.age is not None and ahead(self.age)

    @property
    def usable(self) -> bool:
        """Whether numbers may rest on what is stored."""
        return self.age is not None and not self.too_old and not self.ahead


def stored(entry: SourceTable, store: SnapshotStore, first_ad_year: int) -> tuple[Snapshot, ...]:
    """What is stored of an underlag: the newest answer, or where it comes in archives each of them.

    Raises:
        SnapshotError: it cannot be read.
    """
    return ad_archive.stored(store, first_ad_year) if entry is AF_ADS else latest(store, entry.dataset)


def states(store: SnapshotStore, first_ad_year: int, now: datetime, unread: Set[str]) -> list[SourceState]:
    """Every underlag of the catalogue, in its order; ``unread`` as the function of that name gives it."""
    return [_state(entry, store, first_ad_year, now, entry.dataset in unread) for entry in CATALOG]


def _state(entry: SourceTable, store: SnapshotStore, first_ad_year: int, now: datetime, unread: bool) -> SourceState:
    try:
        newest = max(stored(entry, store, first_ad_year), key=lambda s: s.origin.fetched_at, default=None)
    except SnapshotError:
        return SourceState(entry, None, None, unread, damaged=True)
    if newest is None:
        return SourceState(entry, None, None, unread)
    return SourceState(entry, newest.origin.fetched_at, age_days(newest, now), unread)


def unread(home: Home) -> set[str]:
    """Underlag whose source could not be read in the run that made the tables that are there.

    Raises:
        HomeError: the table that says so is damaged.
    """
    path = home.table(SOURCES.id)
    if not path.is_file():
        return set()
    try:
        rows = pq.read_table(path, columns=["underlag", "hamtstatus"]).to_pylist()
        return {row["underlag"] for row in rows if row["hamtstatus"] == LAST_GOOD}
    except (OSError, pa.ArrowException, KeyError) as error:
        raise HomeError(
            f"{path} är skadad eller går inte att läsa, så det går inte att se vilka källor som inte svarade. Kör hela flödet "
            "(kompetens run), så görs tabellen på nytt."
        ) from error
