"""``kompetens doctor --live``: every PxWeb table of the catalogue beside the source's own description of it."""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime
from enum import Enum

from assets.swedish_time import moment
from pipelines.say import Say
from sources.catalogue.entry import PxTable, needed_first
from sources.catalogue.registry import PX_TABLES
from sources.errors import SnapshotError, SourceError, SourceGone
from sources.http import RateLimit
from sources.refresh import next_release
from sources.scb.client import ScbClient, TableMetadata
from sources.scb.difference import compare
from sources.scb.pxtable import locate, period, stored_metadata
from sources.scb.selection import TIME
from sources.snapshot import SnapshotStore

_CALLS, _CALLS_WHEN_SEARCHED = 2, 6
"""Requests per table: metadata and listing, and where it must be searched for also searches and candidates."""


class Comparison(Enum):
    """What came of one table, in the words of the summary."""

    SAME = "lika som katalogen"
    DIFFERS = "skiljer sig men går att hämta"
    GONE = "går inte att hämta som katalogen beskriver"
    UNREAD = "kunde inte läsas"


def say_comparison(scb: ScbClient, store: SnapshotStore, county: str, now: datetime, say: Say) -> bool:
    """Compare every table; false when one that is required cannot be read or fetched as the catalogue has it.

    Args:
        scb: the source; its limit on calls decides how long this takes.
        store: with what was fetched before, if anything.
        county: two-digit code.
        now: the present moment.
        say: prints a line.
    """
    try:
        rate = scb.limits.rate
    except SourceError as error:
        say(f"  ingen tabell kan jämföras: {error}")
        return False
    say(how_long(rate))
    outcomes = [(e, say_table(e, scb, store, county, now, say)) for e in needed_first(PX_TABLES)]
    counts = Counter(outcome for _, outcome in outcomes)
    say("  " + ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in Comparison if counts[outcome]))
    return not any(entry.required and outcome in (Comparison.GONE, Comparison.UNREAD) for entry, outcome in outcomes)


def how_long(rate: RateLimit) -> str:
    """About how long it takes at the source's own pace.

    >>> how_long(RateLimit(30, 10.0)).rpartition(". ")[2].split(", ")[0]
    'Källan tillåter 30 per 10 sekunder'
    """
    calls = sum(_CALLS if entry.table_id else _CALLS_WHEN_SEARCHED for entry in PX_TABLES)
    calls += len({v.codelist for entry in PX_TABLES for turn in entry.turns() for v in turn.variables if v.codelist})
    seconds = math.ceil(calls / rate.calls * rate.seconds / 10) * 10
    pace = f"{rate.calls} per {rate.seconds:.0f} sekunder, så det tar omkring {seconds} sekunder."
    return f"  {len(PX_TABLES)} tabeller jämförs med omkring {calls} anrop. Källan tillåter {pace}"


def say_table(entry: PxTable, scb: ScbClient, store: SnapshotStore, county: str, now: datetime, say: Say) -> Comparison:
    """One table: what the source says of it now, and every difference as a sentence."""
    say(f"  {entry.name}{' (behövs)' if entry.required else ''}: {entry.title}")
    known, stored = _stored(entry, store, say)
    try:
        metadata, found = locate(entry, scb, known)
        listing = scb.listing(metadata.table)
        difference = compare(entry, metadata, listing, stored, county, scb.codelist, now.date())
    except SourceGone as error:
        say(f"    FINNS INTE: {error}")
        return Comparison.GONE
    except SourceError as error:
        say(f"    kunde inte läsas: {error}")
        return Comparison.UNREAD
    if found:
        say(f"    {found}")
    say(f"    hos källan nu: {_now(entry, metadata, now)}")
    for label, sentences in (
        ("BORTA", difference.gone),
        ("ändrat", difference.changed),
        ("nytt", difference.news),
    ):
        for sentence in sentences:
            say(f"    {label}: {sentence}")
    if difference.sentences:
        return Comparison.GONE if difference.gone else Comparison.DIFFERS
    say(f"    {Comparison.SAME.value}{' och som vid hämtningen' if stored else '; inte hämtat ännu'}")
    return Comparison.SAME


def _stored(entry: PxTable, store: SnapshotStore, say: Say) -> tuple[str, TableMetadata | None]:
    """The id under which the table was found the last time, and what it was then."""
    try:
        snapshot = store.latest(entry.dataset)
        if snapshot is None:
            return "", None
        return snapshot.origin.facts.get("table", ""), stored_metadata(snapshot)
    except SnapshotError as error:
        say(f"    det hämtade går inte att läsa, så tabellen jämförs bara med katalogen: {error}")
        return "", None


def _now(entry: PxTable, metadata: TableMetadata, now: datetime) -> str:
    periods = sorted(metadata.variables.get(TIME, ())) or ["?"]
    expected = next_release(entry, metadata.next_update, metadata.updated)
    return (
        f"period {period(periods[0])} – {period(periods[-1])}, "
        f"uppdaterat {moment(datetime.fromisoformat(metadata.updated))}. {next_words(expected, now)}"
    )


def next_words(expected: str | None, now: datetime) -> str:
    """When the next figures come, as a sentence.

    Args:
        expected: a date or a month, or None for a series that has ended.
        now: the present moment.
    """
    if expected is None:
        return "Serien är avslutad."
    passed = expected < now.date().isoformat()[: len(expected)]
    return f"Nästa väntades {expected}." if passed else f"Nästa väntas {expected}."
