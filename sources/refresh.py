"""Fetch what is new, or stand by the last good snapshot and say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sources.catalog import SourceTable
from sources.errors import SourceError, SourceUnavailable
from sources.snapshot import Snapshot, SnapshotStore

CURRENT, LAST_GOOD = "aktuell", "senast fungerande"


@dataclass(frozen=True)
class Fetched:
    """The snapshots that now stand for a source, and whether the source itself confirmed them."""

    snapshots: tuple[Snapshot, ...]
    status: str
    problem: str = ""


def age_days(snapshot: Snapshot, now: datetime | None = None) -> float:
    """Days since the snapshot was fetched."""
    fetched = datetime.fromisoformat(snapshot.origin.fetched_at)
    return ((now or datetime.now(UTC)) - fetched).total_seconds() / 86400


def fetch_or_last_good(
    entry: SourceTable,
    fetch: Callable[[], tuple[Snapshot, ...]],
    last_good: Callable[[], tuple[Snapshot, ...]],
) -> Fetched:
    """Run ``fetch``; when the source fails, use what is stored if it is young enough.

    Raises:
        SourceUnavailable: nothing is stored, or it is older than the catalogue allows.
    """
    try:
        return Fetched(fetch(), CURRENT)
    except SourceError as error:
        stored = last_good()
        if not stored:
            raise SourceUnavailable(
                f"{entry.title} ({entry.publisher}) har aldrig hämtats och gick inte att hämta nu. {error}"
            ) from error
        newest = min(age_days(s) for s in stored)
        if newest > entry.max_age_days:
            raise SourceUnavailable(
                f"{entry.title} ({entry.publisher}) gick inte att hämta och det som finns är {newest:.0f} dagar gammalt; "
                f"högst {entry.max_age_days} är tillåtet. {error}"
            ) from error
        return Fetched(stored, LAST_GOOD, str(error))


def stored_only(entry: SourceTable, stored: tuple[Snapshot, ...]) -> Fetched:
    """What ``archive`` mode uses: the store and nothing else.

    Raises:
        SourceUnavailable: nothing is stored.
    """
    if not stored:
        raise SourceUnavailable(
            f"{entry.title} ({entry.publisher}) finns inte i raw/. Kör först med --source live eller lägg dit arkivet."
        )
    return Fetched(stored, CURRENT)


def latest(store: SnapshotStore, dataset: str) -> tuple[Snapshot, ...]:
    """The newest snapshot as a tuple of none or one."""
    found = store.latest(dataset)
    return (found,) if found else ()
