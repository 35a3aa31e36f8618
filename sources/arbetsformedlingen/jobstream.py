"""JobStream: every open ad once, and from then on only what has changed.

An answer holds free text, contacts and sole traders' identity numbers. It is streamed into the private scratch folder,
reduced and masked line by line, and removed. What is kept is the state that the answers are folded into, one write-once
snapshot each time it has changed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sources.arbetsformedlingen import ad_reader, json_array
from sources.arbetsformedlingen.ad_forms import BYTE_ORDER_MARK, identity, milliseconds, moment
from sources.arbetsformedlingen.ad_reader import READER_VERSION, REFUSED, AdRow, LineCounts
from sources.arbetsformedlingen.ad_state import (
    AD_FIELDS,
    EMPTY,
    MOMENT,
    REMOVALS,
    STATE_SCHEMA,
    VERSIONS,
    State,
    changes,
    fold,
    prune,
    replace,
)
from sources.arbetsformedlingen.json_lines import LONGEST_LINE, UNREADABLE
from sources.catalogue.ads import AF_OPEN_ADS
from sources.errors import MalformedAnswer, SnapshotError, SourceError
from sources.http import HttpClient
from sources.progress import Watch, unwatched
from sources.snapshot import STOCKHOLM, Snapshot, SnapshotStore, now_utc

STATE_FILE, REMOVED_FILE = "annonser.parquet", "borttagna.parquet"
SNAPSHOT, STREAM = "v2/snapshot", "v2/stream"
OVERLAP = timedelta(hours=26)
"""Every change is asked for on two nights, so that what a silently cut answer lacks comes with the next news. It also covers
clocks that differ, and times without offset that turn out not to be Swedish."""
NEXT, AGAIN = timedelta(seconds=1), timedelta(hours=1)
"""The source counts in whole seconds. What is asked for again reaches this far into the news, so nothing falls between."""
WHOLE_AFTER = timedelta(days=60)
"""The source keeps removals for 90 days; after a longer gap than this every open ad is asked for anew."""
AHEAD = timedelta(hours=3)
"""A moment further ahead of our clock than this is wrong, and would stand above everything that is told later."""
TRIES = 3
LEAST_SHARE = 0.5
_MOST_REFUSED, _MOST_REFUSED_SHARE = 10, 0.01
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BLANKS = 64
"""Bytes in which an array shows that it is one."""
LARGEST_TOLD = 4 << 30
"""Bytes, inflated, of one answer: eight times all open ads with their texts, which are about 0.5 GB. The changes of two months, the
most that is ever asked for, are of some three times as many ads."""


class _Event(msgspec.Struct, gc=False):
    """What tells an ad from a removal, and when it was so. A removal has no publication date."""

    id: str | int
    removed: bool | None = None
    removed_date: datetime | None = None
    timestamp: Annotated[int, msgspec.Meta(ge=0)] | None = None
    publication_date: datetime | None = None


_decoder = msgspec.json.Decoder(_Event)


@dataclass(frozen=True)
class Told:
    """What an answer has told: columns of VERSIONS and of REMOVALS, and how many lines could be read."""

    versions: pa.Table
    removals: pa.Table
    counts: LineCounts

    @property
    def silent(self) -> bool:
        """Whether the source had nothing to tell."""
        return not self.counts.lines

    def and_also(self, other: Told) -> Told:
        """What two answers have told together."""
        ours, theirs = self.counts, other.counts
        counts = LineCounts(
            ours.lines + theirs.lines, ours.malformed + theirs.malformed, [*ours.faults, *theirs.faults]
        )
        return Told(
            pa.concat_tables([self.versions, other.versions]),
            pa.concat_tables([self.removals, other.removals]),
            counts,
        )


def read_answer(path: Path, url: str, latest: datetime) -> Told:
    """Reduce an answer of JSON lines.

    A line that is cut is no JSON, so a body that is cut in the middle of its last line is known by it. One that is cut
    between two lines looks whole; that is seen by how many open ads there are, and of changes it is made good by the
    overlap.

    Args:
        path: the body.
        url: where it came from, for the sentences.
        latest: a moment that nothing can be later than.

    Raises:
        MalformedAnswer: the last line is cut, or the lines are not ads.
    """
    counts = LineCounts()
    rows: list[AdRow] = []
    streams: list[str] = []
    seen: list[datetime] = []
    removed: list[tuple[str, datetime]] = []
    with path.open("rb") as body:
        for line in _lines(body, url):
            if line.isspace():
                continue
            try:
                event = _event(line)
                moment, gone = _moments(event)
                if max(moment, gone or moment) > latest:
                    raise OverflowError("later than now")
            except UNREADABLE as error:
                if not line.endswith(b"\n"):
                    raise MalformedAnswer(f"{url} slutade mitt i en rad. Inget är ersatt; kör igen senare.") from error
                counts.lines += 1
                counts.refuse(line, error)
                continue
            if event.publication_date is None:
                counts.lines += 1
            else:
                found = ad_reader.parse(line, counts)
                rows += found
                streams += [str(event.id)] * len(found)
                seen += [moment] * len(found)
            if gone is not None:
                removed.append((str(event.id), gone))
    _believable(url, counts)
    ids, moments = [ident for ident, _ in removed], [moment for _, moment in removed]
    never = pa.nulls(len(removed), MOMENT)
    removals = pa.table([pa.array(ids, pa.string()), pa.array(moments, MOMENT), never], REMOVALS)
    return Told(_versions(rows, streams, seen), removals, counts)


def _lines(body: BinaryIO, url: str) -> Iterator[bytes]:
    """The answer's lines; of an array, which the source gives when it does not heed what was asked for, its items.

    Raises:
        MalformedAnswer: an array is cut, or goes on without ads.
    """
    start = body.read(len(BYTE_ORDER_MARK))
    body.seek(0 if start != BYTE_ORDER_MARK else len(BYTE_ORDER_MARK))
    begins = body.tell()
    if body.read(_BLANKS).lstrip()[:1] == b"[":
        body.seek(begins)
        for item in json_array.items(body, url):
            yield item.replace(b"\n", b" ") + b"\n"
        return
    body.seek(begins)
    while line := body.readline(LONGEST_LINE):
        yield line


def _event(line: bytes) -> _Event:
    """An event whose moments may be dates or numbers.

    Raises:
        msgspec.DecodeError: it has no id, or a moment that cannot be read.
    """
    try:
        event = _decoder.decode(line)
    except msgspec.ValidationError:
        raw = msgspec.json.decode(line)
        if not isinstance(raw, dict):
            raise
        dates = {name: moment(raw[name]) for name in ("removed_date", "publication_date") if raw.get(name) is not None}
        stamp = raw.get("timestamp")
        stamp = int(stamp) if isinstance(stamp, str) and stamp.isdigit() else stamp
        event = msgspec.convert(
            {"id": raw.get("id"), "removed": raw.get("removed"), "timestamp": stamp, **dates}, _Event
        )
    event.id = identity(event.id)
    return event


def _moments(event: _Event) -> tuple[datetime, datetime | None]:
    """When it was so, and when the ad was removed if it was; what a removed ad says was so until then.

    Raises:
        msgspec.ValidationError: a removal does not say when, or there is neither an ad nor a removal.
    """
    stamp = None if event.timestamp is None else _EPOCH + timedelta(milliseconds=milliseconds(event.timestamp))
    if event.removed:
        gone = _utc(event.removed_date) if event.removed_date else stamp
        if gone is None:
            raise msgspec.ValidationError("removed without a date")
        return min(stamp or gone, gone), gone
    if event.publication_date is None:
        raise msgspec.ValidationError("neither an ad nor a removal")
    return stamp or _utc(event.publication_date), None


def _utc(moment: datetime) -> datetime:
    """Times without offset are Swedish. Of the hour that comes twice in autumn it is the later, so that a removal stands."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM, fold=1)).astimezone(UTC)


def _versions(rows: list[AdRow], streams: list[str], seen: list[datetime]) -> pa.Table:
    if not rows:
        return VERSIONS.empty_table()
    ads = ad_reader.table(rows).select([field.name for field in AD_FIELDS])
    return pa.table([*ads.columns, pa.array(streams, pa.string()), pa.array(seen, MOMENT)], VERSIONS)


def _believable(url: str, counts: LineCounts) -> None:
    if counts.malformed == counts.lines > 0 or counts.malformed > max(
        _MOST_REFUSED, _MOST_REFUSED_SHARE * counts.lines
    ):
        raise MalformedAnswer(
            f"{url} gav {counts.malformed} rader av {counts.lines} som inte går att läsa som annonser. Inget är ersatt; "
            "kör igen senare."
        )


@dataclass(frozen=True)
class _Service:
    """The source during one refresh."""

    http: HttpClient
    base: str
    folder: Path
    watch: Watch
    clock: Callable[[], str]

    def url(self, question: str) -> str:
        """The address of a question."""
        return f"{self.base.rstrip('/')}/{question}"

    def every_open_ad(self, before: State) -> Told:
        """The open ads, of which there cannot be much fewer than the last time."""

        def ask() -> Told:
            told = self._ask(SNAPSHOT, {})
            found = fold(EMPTY, told.versions, told.removals).open_ads
            if found < max(1, LEAST_SHARE * before.open_ads):
                raise MalformedAnswer(
                    f"{self.url(SNAPSHOT)} gav {found} öppna annonser; förra gången var de {before.open_ads}. Svaret är "
                    "troligen avkortat. Inget är ersatt; kör igen senare."
                )
            return told

        return _retried(ask)

    def changed(self, after: datetime, before: datetime | None = None) -> Told:
        """What has been published, edited and removed."""
        moments = {"updated-after": after, **({"updated-before": before} if before else {})}
        query = {name: f"{moment.astimezone(STOCKHOLM):%Y-%m-%dT%H:%M:%S}" for name, moment in moments.items()}
        return _retried(lambda: self._ask(STREAM, query))

    def _ask(self, question: str, query: dict[str, str]) -> Told:
        url, body = self.url(question), self.folder / "svar.jsonl"
        progress = self.watch(f"hämtar öppna annonser ({question})", lambda: 0)
        accept = {"Accept": "application/jsonl"}
        self.http.download(url, body, params=query, headers=accept, progress=progress, largest=LARGEST_TOLD)
        return read_answer(body, url, _moment(self.clock()) + AHEAD)


def _retried(ask: Callable[[], Told]) -> Told:
    """An answer; one that is cut is asked for again a few times, because the source cuts now and then."""
    for _ in range(TRIES - 1):
        with suppress(MalformedAnswer):
            return ask()
    return ask()


Stretches = tuple[tuple[date, date], ...]
"""Stretches of Swedish days, first and last, oldest first."""


@dataclass(frozen=True)
class Known:
    """A state, the days that it knows, and what has been read since every open ad was last asked for.

    On a day outside ``days``, ads may have been opened and closed without our being told. Of the newest day only the
    beginning is known.
    """

    state: State
    days: Stretches
    asked: datetime
    url: str
    reader: int
    lines: int
    malformed: int
    refused: pa.Table

    @property
    def since(self) -> datetime:
        """From when the source must be asked: by the clock that is behind, ours or its own."""
        return min(self.state.known_to, self.asked)

    @property
    def only_begun(self) -> bool:
        """Whether every open ad is known, but not yet what changed while they were fetched."""
        return self.url.endswith(SNAPSHOT)


def refresh(
    http: HttpClient,
    base: str,
    store: SnapshotStore,
    county: str,
    watch: Watch = unwatched,
    clock: Callable[[], str] = now_utc,
) -> tuple[Snapshot, ...]:
    """The snapshot of the newest state; the one that is stored stands when the source has told nothing new.

    Args:
        http: client.
        base: address of the source.
        store: where snapshots are kept.
        county: two-digit code, or the nation's; its closed ads are kept for ever.
        watch: is told how far a download has come.
        clock: the present moment as UTC ISO 8601.

    Raises:
        SourceError: the source could not be read, or no answer was whole; what was stored is as it was.
    """
    previous = newest_sound(store)
    before = read(previous) if previous else _NOTHING
    now = _moment(clock())
    with store.workspace(AF_OPEN_ADS.dataset) as folder:
        service = _Service(http, base, folder, watch, clock)
        if previous is None or before.reader != READER_VERSION or now - before.since > WHOLE_AFTER:
            known = _begin(before, service, county, now)
            try:
                told = service.changed(known.since - OVERLAP)
            except SourceError:  # a long download is not lost because a short one failed
                _keep(store, folder, previous, before, known)
                raise
            return (_keep(store, folder, previous, before, _go_on(known, told, service, county)),)
        if before.only_begun:
            told = service.changed(before.since - OVERLAP)
        else:
            told = service.changed(before.since + NEXT)
            if told.silent:
                return (previous,)
            told = told.and_also(service.changed(before.since - OVERLAP, before.since + AGAIN))
        return (_keep(store, folder, previous, before, _go_on(before, told, service, county)),)


def cut(national: Snapshot, store: SnapshotStore, county: str) -> tuple[Snapshot, ...]:
    """The county's part of the nation's state, as if the county had been told it; nobody is asked.

    What the county had kept before the nation's was begun stays: the closed ads of those days are not in the nation's. What was
    open then and the nation never saw was gone when the nation was begun.
    """
    previous = newest_sound(store)
    if previous and previous.origin.fetched_at >= national.origin.fetched_at:
        return (previous,)
    before, known = read(previous) if previous else _NOTHING, read(national)
    since = known.days[0][0]
    begun = datetime.combine(since, datetime.min.time(), STOCKHOLM).astimezone(UTC)
    versions, removals = known.state.ads.select(VERSIONS.names), known.state.removals
    if previous is None:
        earlier: Stretches = ()
        state = replace(before.state, versions, removals)
    else:
        # Of the last day that the county itself knew, the rest was never told.
        newest = before.days[-1][1]
        until = since - timedelta(days=1)
        own = ((first, min(last - timedelta(days=last == newest), until)) for first, last in before.days)
        earlier = tuple((first, last) for first, last in own if first <= last)
        state = replace(before.state, versions, removals, max(begun, before.state.known_to))
    refused = pq.read_table(national.file(REFUSED))
    after = dataclasses.replace(known, state=prune(state, county), days=(*earlier, *known.days), refused=refused)
    with store.workspace(AF_OPEN_ADS.dataset) as folder:
        return (_keep(store, folder, previous, before, after, national),)


def newest_sound(store: SnapshotStore) -> Snapshot | None:
    """The newest snapshot whose files are as they were written: a damaged one costs no more than the days since.

    One that is held back at the door is passed over: the source tells the days since the one before it once more.
    """
    for snapshot in reversed(store.all(AF_OPEN_ADS.dataset)):
        if snapshot.refused:
            continue
        with suppress(SnapshotError):
            snapshot.verify()
            return snapshot
    return None


def stored(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The snapshot that stands when nobody is asked, as a tuple of none or one."""
    found = newest_sound(store)
    return (found,) if found else ()


def known_days(snapshot: Snapshot) -> Stretches:
    """The days that a snapshot knows."""
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in snapshot.origin.facts["days"])


def read(snapshot: Snapshot) -> Known:
    """What a snapshot knows; columns that an earlier reader did not keep are empty."""
    ads, removals = pq.read_table(snapshot.file(STATE_FILE)), pq.read_table(snapshot.file(REMOVED_FILE))
    shaped = [ads[f.name] if f.name in ads.column_names else pa.nulls(ads.num_rows, f.type) for f in STATE_SCHEMA]
    facts = snapshot.origin.facts
    return Known(
        State(pa.table(shaped, STATE_SCHEMA), removals),
        known_days(snapshot),
        _moment(snapshot.origin.fetched_at),
        snapshot.origin.url,
        facts["reader"],
        facts["lines"],
        facts["malformed"],
        ad_reader.FAULTS.empty_table(),
    )


def _begin(before: Known, service: _Service, county: str, now: datetime) -> Known:
    """A state of every open ad, in which what only the earlier state had open is closed.

    Of the last day that the earlier state knew, the rest was never told, so that day is taken back.
    """
    told = service.every_open_ad(before.state)
    state = prune(replace(before.state, told.versions, told.removals), county)
    yesterdays = [(first, last - timedelta(days=last == before.days[-1][1])) for first, last in before.days]
    days = (
        *((first, last) for first, last in yesterdays if first <= last),
        (_day(state.known_to), _day(state.known_to)),
    )
    counts = told.counts
    return Known(
        state, days, now, service.url(SNAPSHOT), READER_VERSION, counts.lines, counts.malformed, counts.table()
    )


def _go_on(known: Known, told: Told, service: _Service, county: str) -> Known:
    state = prune(fold(known.state, told.versions, told.removals), county)
    first = _first_day(known, told) if known.only_begun else known.days[-1][0]
    return dataclasses.replace(
        known,
        state=state,
        days=(*known.days[:-1], (first, _day(state.known_to))),
        url=service.url(STREAM),
        lines=known.lines + told.counts.lines,
        malformed=known.malformed + told.counts.malformed,
        refused=pa.concat_tables([known.refused, told.counts.table()]),
    )


def _first_day(known: Known, told: Told) -> date:
    """The first day that is known after every open ad was asked for: on it the last of what was not there was removed."""
    ads, ids = known.state.ads, told.removals["id"]
    there = pc.or_(pc.is_in(ids, ads["id"]), pc.is_in(ids, ads["stream_id"]))
    removed = pc.max(told.removals["removed_at"].filter(pc.invert(there))).as_py()
    return max(known.days[-1][0], _day(removed) if removed else date.min)


def _keep(
    store: SnapshotStore,
    folder: Path,
    previous: Snapshot | None,
    before: Known,
    after: Known,
    national: Snapshot | None = None,
) -> Snapshot:
    if previous is not None and after.state == before.state:
        return previous
    tables = {STATE_FILE: after.state.ads, REMOVED_FILE: after.state.removals, REFUSED: after.refused}
    for name, table in tables.items():
        pq.write_table(table, folder / name, compression="zstd")
    return store.keep(
        AF_OPEN_ADS.dataset,
        {name: folder / name for name in tables},
        url=after.url,
        query={},
        updated=f"{after.state.known_to:%Y-%m-%dT%H:%M:%SZ}",
        licence=AF_OPEN_ADS.licence,
        facts={
            "days": [[str(first), str(last)] for first, last in after.days],
            "period_from": str(after.days[0][0]),
            "period_to": str(after.days[-1][1]),
            "lines": after.lines,
            "malformed": after.malformed,
            "previous": previous.id if previous else None,
            "reader": after.reader,
            "open": after.state.open_ads,
            **({"nation": national.id} if national else {}),
            **changes(before.state, after.state),
        },
        fetched_at=national.origin.fetched_at if national else "",
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(STOCKHOLM).date()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


_NOTHING = Known(EMPTY, (), _EPOCH, "", READER_VERSION, 0, 0, ad_reader.FAULTS.empty_table())
