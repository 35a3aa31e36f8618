"""The three sources as one object: what a run may ask, and where the answers are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sources.arbetsformedlingen import ad_archive, unemployed
from sources.catalog import ADS, EMPLOYEES, UNEMPLOYED, SourceTable
from sources.http import HttpClient
from sources.refresh import CURRENT, Fetched, fetch_or_last_good, stored_only
from sources.scb import employees
from sources.scb.client import ScbClient
from sources.snapshot import Snapshot, SnapshotStore

Snapshots = tuple[Snapshot, ...]


@dataclass(frozen=True)
class Addresses:
    """Where each source answers."""

    scb: str
    af_data: str
    af_statistics: str


@dataclass(frozen=True)
class Sources:
    """Fetches each source; ``offline`` uses only what is stored, ``require_fresh`` never falls back."""

    http: HttpClient
    store: SnapshotStore
    addresses: Addresses
    county: str
    first_ad_year: int
    offline: bool = False
    require_fresh: bool = False

    def employees(self) -> Fetched:
        """SCB TAB4434."""
        client = ScbClient(self.http, self.addresses.scb)
        return self._fetch(
            EMPLOYEES,
            lambda: employees.refresh(client, self.store, self.county),
            lambda: employees.stored(self.store),
        )

    def ads(self) -> Fetched:
        """The ad archives, one snapshot each."""
        return self._fetch(
            ADS,
            lambda: ad_archive.refresh(self.http, self.addresses.af_data, self.store, self.first_ad_year),
            lambda: ad_archive.stored(self.store, self.first_ad_year),
        )

    def unemployed(self) -> Fetched:
        """The workbook of registered unemployed."""
        return self._fetch(
            UNEMPLOYED,
            lambda: unemployed.refresh(self.http, self.addresses.af_statistics, self.store),
            lambda: unemployed.stored(self.store),
        )

    def _fetch(self, entry: SourceTable, fetch: Callable[[], Snapshots], stored: Callable[[], Snapshots]) -> Fetched:
        if self.offline:
            return stored_only(entry, stored())
        if self.require_fresh:
            return Fetched(fetch(), CURRENT)
        return fetch_or_last_good(entry, fetch, stored)
