"""What is installed, locked, fetched and fresh."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Callable
from importlib.metadata import version

from pipelines.home import Home
from pipelines.resources import snapshot_store
from pipelines.settings import Settings
from sources.arbetsformedlingen import ad_archive
from sources.catalog import ADS, CATALOG, SourceTable
from sources.refresh import age_days, latest
from sources.snapshot import Snapshot, SnapshotStore

Say = Callable[[str], None]
PACKAGES = ("dagster", "duckdb", "pandas", "pyarrow", "great-expectations", "requests")


def report(settings: Settings, say: Say) -> int:
    """Print the state; 0 when every required underlag is there and young enough, else 1."""
    home = Home(settings.home)
    home.create()
    say("Program")
    say(f"  Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    say("Hem")
    mode = "example (EXEMPELDATA)" if settings.source == "example" else settings.source
    say(f"  läge {mode}, län {settings.region}: {home.root}")
    say(f"  ledigt utrymme: {shutil.disk_usage(home.root).free // 10**9} GB")
    say(f"  lås: {home.holder() or 'ingen körning pågår'}")
    pointer = home.published / "senaste.json"
    if pointer.is_file():
        newest = json.loads(pointer.read_text(encoding="utf-8"))
        say(f"  publicerat: {newest['utgava']} {newest['datum']}, {newest['data']}, i {newest['mapp']}")
    else:
        say("  publicerat: inget ännu; kör kompetens run")
    say("Underlag")
    store = snapshot_store(settings, home)
    missing = [entry for entry in CATALOG if not _say_entry(entry, _stored(entry, store, settings), say)]
    return 1 if missing else 0


def _stored(entry: SourceTable, store: SnapshotStore, settings: Settings) -> tuple[Snapshot, ...]:
    return ad_archive.stored(store, settings.ads_from) if entry is ADS else latest(store, entry.dataset)


def _say_entry(entry: SourceTable, snapshots: tuple[Snapshot, ...], say: Say) -> bool:
    say(f"  {entry.publisher} {entry.table_id}: {entry.title}")
    say(f"    {entry.why} {entry.release}. Källans sida: {entry.landing}")
    if not snapshots:
        say("    inte hämtat ännu; kör kompetens run")
        return False
    first = min(s.origin.facts["period_from"] for s in snapshots)
    last = max(s.origin.facts["period_to"] for s in snapshots)
    newest = max(snapshots, key=lambda s: s.origin.fetched_at)
    age = age_days(newest)
    say(
        f"    period {first} – {last}, hämtat {newest.origin.fetched_at}, uppdaterat hos källan {newest.origin.updated or '–'}"
    )
    if age > entry.max_age_days:
        say(f"    FÖR GAMMALT: {age:.0f} dagar, högst {entry.max_age_days}")
        return False
    return True
