"""Fetch what is new, or stand by the last good snapshot and say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sources.snapshot as clock
from sources.catalogue.entry import SourceTable
from sources.errors import SourceError, SourceUnavailable
from sources.snapshot import CLOCKS_DIFFER, Origin, Snapshot, SnapshotStore

_LONGEST_SENTENCE = 1_500
CURRENT, LAST_GOOD, ACCEPTED_BEFORE, ABSENT = "aktuell", "senast fungerande", "senast godkända", "saknas"


@dataclass(frozen=True)
class Fetched:
    """The snapshots that now stand for a source, and whether the source itself confirmed them.

    There is none when a source that is not required could not be read and nothing young enough is stored.
    """

    snapshots: tuple[Snapshot, ...]
    status: str
    problem: str = ""


def age_days(snapshot: Snapshot, now: datetime | None = None) -> float:
    """Days since the snapshot was fetched."""
    fetched = datetime.fromisoformat(snapshot.origin.fetched_at)
    return ((now or datetime.fromisoformat(clock.now_utc())) - fetched).total_seconds() / 86400


def ahead(age: float) -> bool:
    """Whether so many days since a snapshot was fetched mean that the clock is wrong, or was then: how old it is nobody knows.

    >>> ahead(-0.1), ahead(-1.0)
    (False, True)
    """
    return age < -CLOCKS_DIFFER.total_seconds() / 86400


def next_expected(entry: SourceTable, origin: Origin) -> str | None:
    """When the source will publish next: its own date, else the next month in which it usually does.

    Args:
        entry: of the catalogue.
        origin: of the newest snapshot.

    Returns:
        A date (ÅÅÅÅ-MM-DD) that the source has given, a month (ÅÅÅÅ-MM), or None for a series that has ended.
    """
    return next_release(entry, origin.facts.get("next_update"), origin.updated or origin.fetched_at)


def next_release(entry: SourceTable, given: str | None, updated: str) -> str | None:
    """As ``next_expected``, from the date that the source gives, if any, and the moment when it last changed."""
    if given:
        return given[:10]
    if not entry.release_months:
        return None
    last = datetime.fromisoformat(updated)
    later = [month for month in entry.release_months if month > last.month]
    return f"{last.year}-{later[0]:02d}" if later else f"{last.year + 1}-{entry.release_months[0]:02d}"


def fetch_or_last_good(
    entry: SourceTable,
    fetch: Callable[[], tuple[Snapshot, ...]],
    last_good: Callable[[], tuple[Snapshot, ...]],
) -> Fetched:
    """Run ``fetch``; when the source fails, use what is stored if it is young enough.

    Raises:
        SourceUnavailable: of a required source nothing is stored, or it is older than the catalogue allows.
    """
    try:
        return Fetched(fetch(), CURRENT)
    except SourceError as error:
        stored = last_good()
        problem = unusable(entry, stored)
        if not problem:
            return Fetched(stored, LAST_GOOD, _said(error))
        if entry.required:
            raise SourceUnavailable(f"{problem} {_said(error)}") from error
        return Fetched((), ABSENT, f"{problem} {entry.without} {_said(error)}")


def _said(error: SourceError) -> str:
    """The error's sentence, which is published; as much of it as somebody would read, since it may quote the source."""
    text = str(error)
    return text if len(text) <= _LONGEST_SENTENCE else f"{text[: _LONGEST_SENTENCE - 1]}…"


def unusable(entry: SourceTable, stored: tuple[Snapshot, ...]) -> str:
    """Why what is stored cannot stand in for the source; nothing when it can."""
    if not stored:
        return f"{entry.title} ({entry.publisher}) har aldrig hämtats och gick inte att hämta nu."
    newest = min(age_days(s) for s in stored)
    if ahead(newest):
        return (
            f"{entry.title} ({entry.publisher}) gick inte att hämta, och det som finns är hämtat senare än datorns klocka visar: hur "
            "gammalt det är går inte att säga."
        )
    if newest > entry.max_age_days:
        return (
            f"{entry.title} ({entry.publisher}) gick inte att hämta och det som finns är {newest:.0f} dagar gammalt; "
            f"högst {entry.max_age_days} är tillåtet."
        )
    return ""


def stored_only(entry: SourceTable, stored: tuple[Snapshot, ...]) -> Fetched:
    """What ``archive`` mode uses: the store and nothing else.

    Raises:
        SourceUnavailable: of a required source nothing is stored.
    """
    if stored:
        return Fetched(stored, CURRENT)
    problem = f"{entry.title} ({entry.publisher}) finns inte i raw/."
    if entry.required:
        raise SourceUnavailable(f"{problem} Kör först med --source live eller lägg dit arkivet.")
    return Fetched((), ABSENT, f"{problem} {entry.without}")


def latest(store: SnapshotStore, dataset: str) -> tuple[Snapshot, ...]:
    """The newest snapshot as a tuple of none or one."""
    found = store.latest(dataset)
    return (found,) if found else ()
