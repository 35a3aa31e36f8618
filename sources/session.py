"""The sources as one object: what a run may ask, and where the answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from assets.reference.council_form import INBOX
from sources.acceptance import Judge, admitted
from sources.arbetsformedlingen import ad_archive, barometer, jobstream, skills, taxonomy, workbooks
from sources.arbetsformedlingen.page import StatisticsPage
from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS, AF_SKILLS
from sources.catalogue.barometer import AF_BAROMETER, AF_TAXONOMY
from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.entry import PxTable, SourceTable
from sources.councils import forms
from sources.councils.forms import REFUSED, REFUSED_FOLDER
from sources.councils.inbox import Inbox
from sources.errors import MalformedAnswer, SnapshotError, SourceUnavailable
from sources.http import HttpClient
from sources.nation import Nation, absent
from sources.progress import Watch, unwatched
from sources.refresh import (
    ACCEPTED_BEFORE,
    CURRENT,
    LAST_GOOD,
    Fetched,
    fetch_or_last_good,
    latest,
    stored_only,
    unusable,
)
from sources.scb import pxtable
from sources.scb.client import ScbClient
from sources.snapshot import Snapshot, SnapshotStore, now_utc, today_in_sweden

Ways = tuple[Callable[[], tuple[Snapshot, ...]], Callable[[], tuple[Snapshot, ...]]]
"""How a source is asked, and what is stored of it."""
Recorded = Mapping[str, Any]
"""What an edition's record says of one source."""


Cut = Callable[[Snapshot, SnapshotStore, str], tuple[Snapshot, ...]]
"""The nation's snapshot, the county's store and its code → the county's part, as snapshots of its own."""
_CUTS: Mapping[str, Cut] = {AF_OPEN_ADS.dataset: jobstream.cut, AF_SKILLS.dataset: skills.cut}


def cut_of(entry: SourceTable) -> Cut | None:
    """How a county's part is cut from what is fetched for the nation; None for what is the same for every county."""
    return partial(pxtable.cut, entry) if isinstance(entry, PxTable) else _CUTS.get(entry.dataset)


def fetched_whole(entry: SourceTable) -> bool:
    """Whether the very same is fetched for every county; the councils' forms are each county's own.

    >>> fetched_whole(AF_ADS), fetched_whole(AF_OPEN_ADS), fetched_whole(COUNCIL_FORMS)
    (True, False, False)
    """
    return entry is not COUNCIL_FORMS and cut_of(entry) is None


def _round(snapshot: Snapshot) -> str:
    """The round that a snapshot is of, where the source overwrites one with the next; else nothing."""
    return str(snapshot.origin.facts.get("round", ""))


@dataclass(frozen=True)
class Addresses:
    """Where each source answers."""

    scb: str
    af_data: str
    af_statistics: str
    jobstream: str


def every_source(_: SourceTable) -> bool:
    """What is judged where nothing is judged elsewhere."""
    return True


@dataclass(frozen=True)
class Sources:
    """Fetches each source; ``offline`` uses only what is stored, ``require_fresh`` never falls back.

    ``judge`` says whether a new answer can stand. For the nation it ``judges`` only what is the same in every county; of the
    rest each county judges its part. ``nation`` is what has been fetched for every county: then no source is asked, and the
    county takes its part.
    ``watch`` is told how far a long fetch has come. ``clock`` tells the present moment, as UTC ISO 8601, where the sources are.
    """

    http: HttpClient
    store: SnapshotStore
    addresses: Addresses
    county: str
    first_ad_year: int
    judge: Judge
    judges: Callable[[SourceTable], bool] = every_source
    nation: Nation | None = None
    offline: bool = False
    require_fresh: bool = False
    watch: Watch = unwatched
    clock: Callable[[], str] = now_utc

    @cached_property
    def _scb(self) -> ScbClient:
        """One client for all tables: the source's limit on calls holds for their sum."""
        return ScbClient(self.http, self.addresses.scb)

    @cached_property
    def _statistics(self) -> StatisticsPage:
        """One look at the page for all workbooks: together they say which month is published."""
        return StatisticsPage(self.http, self.addresses.af_statistics, workbooks.PREFIXES)

    def fetch(self, entry: SourceTable) -> Fetched:
        """The snapshots that now stand for an entry of the catalogue.

        Raises:
            SourceUnavailable: a required source could not be read, or was held back, and nothing may stand in for it.
        """
        answered = self._answered(entry)
        if not self.judges(entry):
            return answered
        found = admitted(entry, answered, self.store, self.judge)
        if self.require_fresh and found.status == ACCEPTED_BEFORE:
            raise SourceUnavailable(found.problem)
        return found

    def _answered(self, entry: SourceTable) -> Fetched:
        refresh, stored = self._px_table(entry) if isinstance(entry, PxTable) else self._own_way(entry)
        if self.offline:
            return stored_only(entry, stored())
        if self.nation is not None and entry is not COUNCIL_FORMS:
            return self._part_of(self.nation, entry, stored)
        # What was never there is missing, not stale; only what something rests on, or rested on, must be fresh.
        if self.require_fresh and (entry.required or stored()):
            return Fetched(refresh(), CURRENT)
        return fetch_or_last_good(entry, refresh, stored)

    def _part_of(self, nation: Nation, entry: SourceTable, stored: Callable[[], tuple[Snapshot, ...]]) -> Fetched:
        """The county's part of what was fetched for every county, with what the source then said of itself."""
        whole = nation.fetched(entry)
        why = nation.too_old(entry) or (unusable(entry, whole.snapshots) if whole.status == LAST_GOOD else "")
        if self.require_fresh and (entry.required or whole.snapshots):
            if why or whole.status != CURRENT or not nation.is_of_today():
                raise SourceUnavailable(why or whole.problem or nation.not_of_today())
            return Fetched(self._parts(entry, whole.snapshots, nation.at, stored), CURRENT)
        if why:
            own = stored()
            return Fetched(own, LAST_GOOD, why) if not unusable(entry, own) else absent(entry, why)
        if not whole.snapshots:
            return whole
        found = fetch_or_last_good(entry, lambda: self._parts(entry, whole.snapshots, nation.at, stored), stored)
        return found if found.problem else Fetched(found.snapshots, whole.status, whole.problem)

    def _parts(
        self,
        entry: SourceTable,
        national: tuple[Snapshot, ...],
        at: str,
        stored: Callable[[], tuple[Snapshot, ...]],
    ) -> tuple[Snapshot, ...]:
        if cut := cut_of(entry):
            return cut(national[0], self.store, self.county)
        parts, series = {s.origin.dataset for s in national}, {s.series for s in national}
        own = [s for s in stored() if s.series not in series]
        newer = [s for s in own if s.origin.dataset not in parts and s.origin.fetched_at > at]
        # The source overwrites its rounds: one from before the nation was begun is nowhere else.
        rounds = [s for s in own if s.origin.dataset in parts and _round(s)]
        return tuple(sorted([*map(self._linked_or_newer, national), *newer, *rounds], key=_round))

    def _linked_or_newer(self, national: Snapshot) -> Snapshot:
        """The nation's snapshot as the county's; the county's own where it has asked since, as it does not go back.

        What has been judged for the whole country is what it is in every county.
        """
        own = [s for s in self.store.accepted(national.origin.dataset) if s.series == national.series]
        if own and own[-1].origin.fetched_at > national.origin.fetched_at:
            return own[-1]
        return self.store.linked(national, decided=True)

    def recorded(self, entry: SourceTable, records: Mapping[str, Recorded]) -> Fetched:
        """Exactly the snapshots that a frozen edition was built of; nothing is asked.

        Args:
            entry: of the catalogue.
            records: dataset → ``ogonblicksbilder``, ``sha256``, ``status`` and ``problem``.

        Raises:
            SnapshotError: the edition was not built of the source, or a snapshot is gone or changed.
        """
        if entry.dataset not in records:
            raise SnapshotError(
                f"Utgåvan byggdes utan {entry.title} ({entry.dataset}). Bygg om den med den kod som den frystes med."
            )
        record = records[entry.dataset]
        found = tuple(self.store.find(entry.dataset, identity) for identity in record["ogonblicksbilder"])
        changed = [s.id for s, digest in zip(found, record["sha256"], strict=True) if s.sha256 != digest]
        if changed:
            raise SnapshotError(
                f"Ögonblicksbilden {changed[0]} under raw/{entry.dataset} är inte den som utgåvan byggdes av. Återställ den "
                "ur säkerhetskopian."
            )
        return Fetched(found, record["status"], record["problem"])

    def _px_table(self, entry: PxTable) -> Ways:
        return (
            lambda: pxtable.refresh(entry, self._scb, self.store, self.county),
            lambda: latest(self.store, entry.dataset),
        )

    def _own_way(self, entry: SourceTable) -> Ways:
        """Sources that are read in a manner of their own."""
        ways: dict[str, Ways] = {
            AF_ADS.dataset: (
                lambda: ad_archive.refresh(
                    self.http, self.addresses.af_data, self.store, self.first_ad_year, self.watch
                ),
                lambda: ad_archive.stored(self.store, self.first_ad_year),
            ),
            AF_OPEN_ADS.dataset: (
                lambda: jobstream.refresh(
                    self.http, self.addresses.jobstream, self.store, self.county, self.watch, self.clock
                ),
                lambda: jobstream.stored(self.store),
            ),
            AF_BAROMETER.dataset: (
                lambda: barometer.refresh(self.http, self.addresses.af_data, self.store),
                lambda: barometer.stored(self.store),
            ),
            AF_TAXONOMY.dataset: (
                lambda: taxonomy.refresh(self.http, self.addresses.af_data, self.store),
                lambda: taxonomy.stored(self.store),
            ),
            COUNCIL_FORMS.dataset: (self._council_forms, lambda: forms.stored(self.store)),
            AF_SKILLS.dataset: (
                lambda: skills.refresh(self.http, self.addresses.af_data, self.store, self.county, self.watch),
                lambda: latest(self.store, entry.dataset),
            ),
            **{book.dataset: self._workbook(book) for book in workbooks.ENTRIES},
        }
        return ways[entry.dataset]

    def _council_forms(self) -> tuple[Snapshot, ...]:
        """What lies in the inbox is taken in first; what is refused lies in its own folder with every fault."""
        inbox = Inbox(self.store.raw.with_name(INBOX), self.store, self.county, today_in_sweden())
        refused = sum(outcome.became == REFUSED for outcome in inbox.take_in_all())
        found = forms.stored(self.store)
        if refused:
            # Not what the files are called: the sentence is published, and a name may be in one.
            raise MalformedAnswer(
                f"Avvisade formulär i inkorgen: {refused}. Felen står i mappen {INBOX}/{REFUSED_FOLDER}."
            )
        if not found:
            raise SourceUnavailable("Inget råd har lämnat något formulär än. Lägg det i mappen inkorg.")
        return found

    def _workbook(self, entry: SourceTable) -> Ways:
        return (
            lambda: workbooks.refresh(entry, self._statistics, self.http, self.store),
            lambda: latest(self.store, entry.dataset),
        )
