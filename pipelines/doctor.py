"""What is installed, locked, scheduled, reachable, fetched and fresh; with ``live``, also what differs at the sources."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assets.errors import HomeError
from assets.home import Home
from assets.swedish_time import day, moment
from pipelines import clock, reach
from pipelines.editions import Editions
from pipelines.errors import words_of
from pipelines.live_comparison import next_words, say_comparison
from pipelines.resources import addresses, snapshot_store
from pipelines.say import Say
from pipelines.settings import MODES, WHOLE_COUNTRY, Settings
from pipelines.source_states import stored
from reports.publish.publication import EDITIONS, pointer
from reports.texts import NO_UPDATE, revised
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.errors import KompetensError
from sources.http import HttpClient
from sources.refresh import age_days, ahead, next_expected
from sources.scb.client import ScbClient
from sources.snapshot import Origin, Snapshot, SnapshotStore

PACKAGES = ("dagster", "duckdb", "pandas", "pyarrow", "great-expectations", "requests")
LEAST_FREE = 5 * 10**9


def report(settings: Settings, say: Say, live: bool = False) -> int:
    """Print the state.

    Args:
        settings: of the home.
        say: prints a line.
        live: whether every table is also compared with the source's own description of it.

    Returns:
        0 when every required underlag is there and young enough, and with ``live`` also can be fetched; else 1. Also 1 when a section of
        the home cannot be read.
    """
    now = datetime.now(UTC)
    home = Home(settings.home)
    store = snapshot_store(settings, home)
    say("Program")
    say(f"  Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    good = [_section("Hem", lambda: all([say_writable(home, say), say_homes(settings, home, say)]), say)]
    say_disk(free_space(home), say)
    alive = partial(clock.last_sign_of_life, settings.dagster_home)
    good.append(_section("Schema", lambda: say_schedule(alive(), now, say), say))
    good.append(_section("Larm", lambda: say_alarms(settings, home, say), say))
    good.append(_section("Källor", lambda: say_sources(settings, reach.client(settings), say) or not live, say))
    good.append(say_catalog(store, settings, now, say))
    if live:
        say("Källornas tabeller jämförda med katalogen")
        scb = ScbClient(reach.patient_client(settings), addresses(settings).scb)
        good.append(say_comparison(scb, store, settings.region, now, say))
    return 0 if all(good) else 1


def _section(heading: str, section: Callable[[], bool | None], say: Say) -> bool:
    """Whether a section has nothing against the home; one that cannot be read is said, and keeps back none of the others."""
    say(heading)
    try:
        return section() is not False
    except (KompetensError, OSError, ValueError, KeyError, TypeError) as error:
        say(f"  GÅR INTE ATT LÄSA: {words_of(error)}")
        return False


def say_homes(settings: Settings, home: Home, say: Say) -> bool:
    """The active home with its lock, then every other that lies in the same data folder; false when the active one is damaged."""
    mode = f"{settings.source} (EXEMPELDATA)" if settings.made_up else settings.source
    say(f"  läge {mode}, län {settings.region}: {home.root}, {_size(home.root)}")
    say(f"    lås: {_lock(home)}")
    published, readable = _publication(home)
    say(f"    publicerat: {published or 'inget ännu; kör kompetens run'}")
    say_editions(Editions(home, settings.publisher), say)
    for name in dict.fromkeys(MODES.values()):
        for folder in sorted(path for path in (settings.data / name).glob("*") if path.is_dir()):
            if folder != home.root:
                label = name if name == MODES["live"] else f"{name} (EXEMPELDATA)"
                place = folder.name if folder.name == WHOLE_COUNTRY else f"län {folder.name}"
                say(f"  annat hem: {label}, {place}: {folder}, {_size(folder)}")
                say(f"    publicerat: {_publication(Home(folder))[0] or 'inget ännu'}")
    return readable


def _lock(home: Home) -> str:
    try:
        return home.holder() or "ingen körning pågår"
    except HomeError as error:
        return str(error)


def say_editions(editions: Editions, say: Say) -> None:
    """The frozen editions, and those whose publication was broken off."""
    names = [str(name) for name in editions.names()]
    say(f"    frysta utgåvor: {', '.join(names) or 'inga ännu'}")
    for name in names:
        if not (editions.home.published / EDITIONS / name).is_dir():
            say(f"    utgåvan {name} har en post men ingen mapp. Bygg den med kompetens run --edition {name}.")
    if foreign := editions.foreign():
        say(
            f"    läses inte, för namnet är ingen utgåvas: {', '.join(foreign)}. Flytta undan det ur {editions.folder}."
        )


def _size(folder: Path) -> str:
    total = 0
    for path in folder.rglob("*"):
        # A run may be replacing files while they are counted.
        with suppress(FileNotFoundError):
            total += path.lstat().st_size if path.is_file() else 0
    return f"{total / 10**9:.1f} GB".replace(".", ",") if total >= 10**9 else f"{total / 10**6:.0f} MB"


def _publication(home: Home) -> tuple[str, bool]:
    """What readers see first, in words that are empty when there is nothing; and whether it could be read."""
    try:
        newest = pointer(home.published)
    except HomeError as error:
        return f"GÅR INTE ATT LÄSA: {error}", False
    return (
        f"{newest['utgava']} {newest['datum']}, {newest.get('data', '–')}, i {newest['mapp']}" if newest else "",
        True,
    )


def say_writable(home: Home, say: Say) -> bool:
    """Whether the home can be written to; one that may only be read is said, and the rest tells what can be read of it."""
    why = unwritable(home)
    if why:
        say(f"  KAN BARA LÄSAS: {why} Till dess kan inget köras i hemmet.")
    return not why


def unwritable(home: Home) -> str:
    """Why the home's folders cannot be made and written to, as a sentence; empty when they can, and are there."""
    try:
        home.create()
    except HomeError as error:
        return str(error)
    return ""


def free_space(home: Home) -> int:
    """Bytes that are free where the home lies, or would lie."""
    return shutil.disk_usage(next(place for place in (home.root, *home.root.parents) if place.is_dir())).free


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
    from pipelines.schedules import CRON, NAME, ZONE

    tick = clock.next_tick(CRON, ZONE, now)
    say(f"  nästa körning enligt schemat {NAME}: {moment(tick)}, svensk tid")
    if alive is not None and clock.still_alive(alive, now):
        say(f"  schemaläggaren är igång, senaste livstecken {moment(alive)}")
        return
    seen = f"senaste livstecken {moment(alive)}" if alive else "den har aldrig startats här"
    say(f"  schemaläggaren är inte igång ({seen}). Inget körs av sig självt förrän du startar kompetens ui.")


def say_alarms(settings: Settings, home: Home, say: Say) -> None:
    """Who is told when something is wrong, what they have not been told of, and why; never an address."""
    from pipelines.alarms import memory
    from pipelines.alarms.senders import senders

    ways = [sender.name for sender in senders(settings)]
    stands = memory.read(home)
    if not ways:
        say(
            "  inga larm skickas: ingen mottagare är inställd. Ange KOMPETENS_ALERT_WEBHOOK, eller KOMPETENS_ALERT_EMAIL_SERVER, "
            "_FROM och _TO."
        )
    for name in ways:
        say(f"  {name}: {len(stands.standing)} orsaker kvarstår, {len(stands.untold(name))} av dem har inte gått fram")
        if name in stands.failed:
            say(f"    GICK INTE FRAM: {stands.failed[name]}")
    for standing in sorted(stands.standing.values(), key=lambda s: s.since):
        say(f"    sedan {day(standing.since)}: {standing.cause.heading}")


def say_sources(settings: Settings, http: HttpClient, say: Say) -> bool:
    """In mode live, whether each source answers; the other modes ask nobody. False when one does not."""
    if settings.made_up:
        say(f"  ingen källa tillfrågas: i läget {settings.source} är världen påhittad och finns i programmet")
        return True
    if settings.source == "archive":
        say("  ingen källa tillfrågas: läget archive använder bara det som redan är hämtat")
        return True
    answers = {entry.name: reach.answer(http, url) for entry, url in reach.pages(settings)}
    for name, answer in answers.items():
        say(f"  {name}: {answer}")
    return all(answer.startswith(reach.ANSWERS) for answer in answers.values())


def say_catalog(store: SnapshotStore, settings: Settings, now: datetime, say: Say) -> bool:
    """Every underlag, what is required first; false when a required one is missing, unreadable or too old."""
    needed = [entry for entry in CATALOG if entry.required]
    say(f"Underlag som behövs ({len(needed)}): utan dem publiceras ingenting")
    good = [say_entry(entry, store, settings, now, say) for entry in needed]
    others = [entry for entry in CATALOG if not entry.required]
    say(f"Övriga underlag ({len(others)}): utan ett av dem saknas det som står vid det")
    usable = [say_entry(entry, store, settings, now, say) for entry in others]
    say(
        f"  av underlagen går {sum(good)} av {len(good)} som behövs och {sum(usable)} av {len(usable)} övriga att använda"
    )
    return all(good)


def say_entry(entry: SourceTable, store: SnapshotStore, settings: Settings, now: datetime, say: Say) -> bool:
    """One underlag: what it is for, what is stored of it, and whether that can be used."""
    otherwise = "" if entry.required else f" Tills dess: {entry.without}"
    try:
        snapshots = stored(entry, store, settings.ads_from)
    except KompetensError as error:
        _say_heading(entry, entry.shown_id, say)
        say(f"    GÅR INTE ATT LÄSA: {error}{otherwise}")
        return False
    newest = max(snapshots, key=lambda s: s.origin.fetched_at, default=None)
    _say_heading(entry, newest.origin.facts.get("table", entry.shown_id) if newest else entry.shown_id, say)
    if newest is None:
        missing = "INTE HÄMTAT ännu; kör kompetens run. Utan det:" if entry.required else "inte hämtat;"
        say(f"    {missing} {entry.without}")
        return False
    _say_periods(entry, snapshots, newest.origin, now, say)
    _say_recorded(newest.origin.facts, say)
    return _say_age(entry, newest, now, otherwise, say)


def _say_heading(entry: SourceTable, table: str, say: Say) -> None:
    say(f"  {entry.publisher} {table}: {entry.title}")
    say(f"    {entry.why}")
    if entry.unverified:
        say(f"    obekräftat: {entry.unverified}")


def _say_periods(entry: SourceTable, snapshots: tuple[Snapshot, ...], newest: Origin, now: datetime, say: Say) -> None:
    first = min(s.origin.facts["period_from"] for s in snapshots)
    last = max(s.origin.facts["period_to"] for s in snapshots)
    updated = newest.updated
    source_says = f"Uppdaterat hos källan {moment(datetime.fromisoformat(updated))}." if updated else NO_UPDATE
    fetched = moment(datetime.fromisoformat(newest.fetched_at))
    say(f"    period {first} – {last}, hämtat {fetched}. {source_says} {next_words(next_expected(entry, newest), now)}")


def _say_recorded(facts: dict[str, Any], say: Say) -> None:
    """What was decided when the table was fetched, what it could also give, and whether it has been revised."""
    for decision in facts.get("decisions", []):
        say(f"    beslut: {decision}")
    for offer in facts.get("finer", []):
        say(f"    möjligt: {offer}")
    if "revised" in facts:
        say(f"    reviderat: {revised(facts['revised'])}")


def _say_age(entry: SourceTable, newest: Snapshot, now: datetime, otherwise: str, say: Say) -> bool:
    age = age_days(newest, now)
    limit = day((datetime.fromisoformat(newest.origin.fetched_at) + timedelta(days=entry.max_age_days)).isoformat())
    if ahead(age):
        say(
            "    HÄMTAT SENARE ÄN DATORNS KLOCKA VISAR: klockan går fel, eller gick fel då. Ställ den; går den rätt, flytta undan mappen "
            f"raw/{newest.origin.dataset}/{newest.id}.{otherwise}"
        )
        return False
    if age > entry.max_age_days:
        say(
            f"    FÖR GAMMALT: {age:.0f} dagar, högst {entry.max_age_days}; gick ut {limit}. Kör kompetens run.{otherwise}"
        )
        return False
    say(f"    färskt: {age:.0f} dagar gammalt; blir för gammalt {limit} (högst {entry.max_age_days} dagar)")
    return True
