"""What is installed, locked, scheduled, reachable, fetched and fresh."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from pipelines import clock, reach
from pipelines.editions import Editions
from pipelines.home import Home
from pipelines.resources import snapshot_store
from pipelines.settings import MODES, Settings
from reports.publication import EDITIONS
from reports.texts import NO_UPDATE, day, moment
from sources.arbetsformedlingen import ad_archive
from sources.catalog import ADS, CATALOG
from sources.entry import SourceTable
from sources.errors import KompetensError
from sources.http import HttpClient
from sources.refresh import age_days, latest
from sources.snapshot import Snapshot, SnapshotStore

Say = Callable[[str], None]
PACKAGES = ("dagster", "duckdb", "pandas", "pyarrow", "great-expectations", "requests")
LEAST_FREE = 5 * 10**9


def report(settings: Settings, say: Say) -> int:
    """Print the state; 0 when every required underlag is there and young enough, else 1."""
    now = datetime.now(UTC)
    home = Home(settings.home)
    home.create()
    say("Program")
    say(f"  Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    say_homes(settings, home, say)
    say_disk(shutil.disk_usage(home.root).free, say)
    say("Schema")
    say_schedule(clock.last_sign_of_life(settings.dagster_home), now, say)
    say("Källor")
    say_sources(settings, reach.client(settings), say)
    say("Underlag")
    store = snapshot_store(settings, home)
    fresh = [say_entry(entry, store, settings, now, say) for entry in CATALOG]
    return 0 if all(fresh) else 1


def say_homes(settings: Settings, home: Home, say: Say) -> None:
    """The active home with its lock, then every other that lies in the same data folder."""
    say("Hem")
    mode = "example (EXEMPELDATA)" if settings.source == "example" else settings.source
    say(f"  läge {mode}, län {settings.region}: {home.root}, {_size(home.root)}")
    say(f"    lås: {home.holder() or 'ingen körning pågår'}")
    say(f"    publicerat: {_publication(home) or 'inget ännu; kör kompetens run'}")
    say_editions(Editions(home, settings.publisher), say)
    for name in dict.fromkeys(MODES.values()):
        for folder in sorted(path for path in (settings.data / name).glob("*") if path.is_dir()):
            if folder != home.root:
                label = "exempel (EXEMPELDATA)" if name == MODES["example"] else "skarp"
                say(f"  annat hem: {label}, län {folder.name}: {folder}, {_size(folder)}")
                say(f"    publicerat: {_publication(Home(folder)) or 'inget ännu'}")


def say_editions(editions: Editions, say: Say) -> None:
    """The frozen editions, and those whose publication was broken off."""
    names = [str(name) for name in editions.names()]
    say(f"    frysta utgåvor: {', '.join(names) or 'inga ännu'}")
    for name in names:
        if not (editions.home.published / EDITIONS / name).is_dir():
            say(f"    utgåvan {name} har en post men ingen mapp. Bygg den med kompetens run --edition {name}.")


def _size(folder: Path) -> str:
    total = 0
    for path in folder.rglob("*"):
        # A run may be replacing files while they are counted.
        with suppress(FileNotFoundError):
            total += path.lstat().st_size if path.is_file() else 0
    return f"{total / 10**9:.1f} GB".replace(".", ",") if total >= 10**9 else f"{total / 10**6:.0f} MB"


def _publication(home: Home) -> str:
    pointer = home.published / "senaste.json"
    if not pointer.is_file():
        return ""
    newest = json.loads(pointer.read_text(encoding="utf-8"))
    return f"{newest['utgava']} {newest['datum']}, {newest['data']}, i {newest['mapp']}"


def say_disk(free: int, say: Say) -> None:
    """Free space where the home lies, with a warning when a run may not fit."""
    say("Disk")
    say(f"  ledigt utrymme: {free // 10**9} GB")
    if free < LEAST_FREE:
        say(f"  VARNING: mindre än {LEAST_FREE // 10**9} GB ledigt. Frigör utrymme före nästa körning.")


def say_schedule(alive: datetime | None, now: datetime, say: Say) -> None:
    """The next night's run, and whether the scheduler that would start it is running.

    Args:
        alive: the scheduler's last sign of life, if any.
        now: the present moment.
        say: prints a line.
    """
    from pipelines.schedules import NIGHTLY_SCHEDULE

    tick = clock.next_tick(str(NIGHTLY_SCHEDULE.cron_schedule), str(NIGHTLY_SCHEDULE.execution_timezone), now)
    say(f"  nästa körning enligt schemat {NIGHTLY_SCHEDULE.name}: {moment(tick)}, svensk tid")
    if alive is not None and now - alive < clock.STILL_ALIVE:
        say(f"  schemaläggaren är igång, senaste livstecken {moment(alive)}")
        return
    seen = f"senaste livstecken {moment(alive)}" if alive else "den har aldrig startats här"
    say(f"  schemaläggaren är inte igång ({seen}). Inget körs av sig självt förrän du startar kompetens ui.")


def say_sources(settings: Settings, http: HttpClient, say: Say) -> None:
    """In mode live, whether each source answers; the other modes ask nobody."""
    if settings.source == "example":
        say("  ingen källa tillfrågas: i läget example är världen påhittad och finns i programmet")
        return
    if settings.source == "archive":
        say("  ingen källa tillfrågas: läget archive använder bara det som redan är hämtat")
        return
    for entry, url in reach.pages(settings):
        say(f"  {entry.publisher} {entry.table_id}: {reach.answer(http, url)}")


def say_entry(entry: SourceTable, store: SnapshotStore, settings: Settings, now: datetime, say: Say) -> bool:
    """One underlag: what it is, what is stored of it, and whether that is young enough."""
    say(f"  {entry.publisher} {entry.table_id}: {entry.title}")
    say(f"    {entry.why} {entry.release}. Källans sida: {entry.landing}")
    try:
        snapshots = ad_archive.stored(store, settings.ads_from) if entry is ADS else latest(store, entry.dataset)
    except KompetensError as error:
        say(f"    GÅR INTE ATT LÄSA: {error}")
        return False
    if not snapshots:
        say("    inte hämtat ännu; kör kompetens run")
        return False
    return _say_stored(entry, snapshots, now, say)


def _say_stored(entry: SourceTable, snapshots: tuple[Snapshot, ...], now: datetime, say: Say) -> bool:
    first = min(s.origin.facts["period_from"] for s in snapshots)
    last = max(s.origin.facts["period_to"] for s in snapshots)
    newest = max(snapshots, key=lambda s: s.origin.fetched_at)
    fetched = datetime.fromisoformat(newest.origin.fetched_at)
    updated = newest.origin.updated
    source_says = f"Uppdaterat hos källan {moment(datetime.fromisoformat(updated))}." if updated else NO_UPDATE
    say(f"    period {first} – {last}, hämtat {moment(fetched)}. {source_says}")
    age = age_days(newest, now)
    limit = day((fetched + timedelta(days=entry.max_age_days)).isoformat())
    if age > entry.max_age_days:
        say(f"    FÖR GAMMALT: {age:.0f} dagar, högst {entry.max_age_days}; gick ut {limit}. Kör kompetens run.")
        return False
    say(f"    ålder {age:.0f} dagar; blir för gammalt {limit} (högst {entry.max_age_days} dagar)")
    return True
