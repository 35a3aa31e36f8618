"""``kompetens doctor --json``: the state of a home for a program that watches it, under keys that stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

from assets.contracts.registry import CONTRACTS
from assets.contracts.words import FAILED, NOT_RUN
from assets.home import Home
from assets.raw.definitions import MISSED_NIGHT
from checks.gate import CheckLog
from checks.result import CheckResult
from pipelines import clock, heartbeat
from pipelines.alarms import memory
from pipelines.alarms.memory import Memory
from pipelines.alarms.senders import senders
from pipelines.doctor import LEAST_FREE, free_space, unwritable
from pipelines.ended import DONE
from pipelines.errors import OK, STOPPED, words_of
from pipelines.resources import judged_tables, snapshot_store
from pipelines.say import Say
from pipelines.schedules import CRON, ZONE
from pipelines.settings import Settings
from pipelines.source_states import SourceState, states, unread
from sources.snapshot import CLOCKS_DIFFER, Snapshot

VERSION = 1
T = TypeVar("T")


def print_state(settings: Settings, say: Say) -> int:
    """Print the state as one JSON object.

    Args:
        settings: of the home.
        say: prints a line.

    Returns:
        0 when nothing is under ``problem``, else 1.
    """
    found = state(settings, datetime.now(UTC))
    say(json.dumps(found, ensure_ascii=False, indent=1))
    return OK if found["ok"] else STOPPED


def state(settings: Settings, now: datetime) -> dict[str, Any]:
    """The state; ``docs/drift.md`` says what each key is.

    Args:
        settings: of the home.
        now: aware moment.
    """
    home = Home(settings.home)
    store, log, tables = snapshot_store(settings, home), CheckLog(home, judged_tables(home)), [c.id for c in CONTRACTS]
    damage = [why for why in [unwritable(home)] if why]

    def part(what: str, read: Callable[[], T], otherwise: T) -> T:
        # Whoever watches is promised an object whatever the home is like: one file does not keep back what the others say.
        try:
            return read()
        except Exception as error:  # noqa: BLE001 - it is a problem, and said as one
            damage.append(f"{what} gick inte att läsa: {words_of(error)}")
            return otherwise

    silent = part("Vilka källor som inte svarade", lambda: unread(home), set[str]())
    sources = part("Underlagen", lambda: states(store, settings.ads_from, now, silent), list[SourceState]())
    results = part("Kontrollernas utfall", lambda: log.current(tables), list[CheckResult]())
    damage += part("Kontrollernas utfall", lambda: log.damaged(tables), list[str]())
    red = [result for result in results if result.outcome in (FAILED, NOT_RUN)]
    stands = part("Larmens minne", lambda: memory.read(home), None)
    nothing_known: tuple[dict[str, Any] | None, bool] = (None, True)
    beat, no_beat = part("Livstecknet", lambda: (heartbeat.read(home), False), nothing_known)
    whole = beat[heartbeat.LAST_WHOLE] if beat else None
    free = free_space(home)
    alive = part("Schemaläggarens livstecken", lambda: clock.last_sign_of_life(settings.dagster_home), None)
    held = part("Vem som håller hemmet låst", home.holder, "")
    public = part("Vad som är publicerat", lambda: heartbeat.published(home), None)
    waiting = part("Karantänen", store.waiting, list[Snapshot]())
    ways = [sender.name for sender in senders(settings)]
    failed = stands.failed if stands else {}
    problems = [
        # Of a heartbeat that is damaged nobody knows when the flow was run: that alone is said.
        *([] if no_beat else _of_runs(whole, now)),
        *_of_sources(sources),
        *(f"Stoppande kontroll: {_name(result)}, {result.outcome}." for result in red if result.stops),
        *([f"Mindre än {LEAST_FREE // 10**9} GB ledigt på disken."] if free < LEAST_FREE else []),
        *(f"Larm gick inte fram med {name}: {failed[name]}" for name in ways if name in failed),
        *damage,
    ]
    return {
        "version": VERSION,
        "tid": now.isoformat(timespec="seconds"),
        "lage": settings.source,
        "lan": settings.region,
        "ok": not problems,
        "problem": problems,
        "las": held or None,
        "ledigt_gb": free // 10**9,
        "schemalaggare": {
            "igang": clock.still_alive(alive, now),
            "senaste_livstecken": alive and alive.isoformat(timespec="seconds"),
            "nasta_korning": clock.next_tick(CRON, ZONE, now).isoformat(),
        },
        "senaste_korning": beat and beat[heartbeat.LAST],
        "senaste_hela_korning": whole,
        "publicerat": public,
        "underlag": {
            source.entry.dataset: {
                **heartbeat.of_source(source),
                "behovs": source.entry.required,
                "gar_att_anvanda": source.usable,
                "olast_hos_kallan": source.unread,
            }
            for source in sources
        },
        "karantan": [snapshot.origin.dataset for snapshot in waiting],
        "roda_kontroller": [{"kontroll": _name(result), "stoppar": result.stops} for result in red],
        "larm": _alarms(ways, stands or Memory()),
    }


def _of_runs(whole: dict[str, Any] | None, now: datetime) -> Iterator[str]:
    if whole is None:
        yield "Hela flödet har aldrig körts till sitt slut här."
        return
    if whole["utfall"] != DONE:
        yield f"Den senaste körningen av hela flödet: {whole['utfall']} {whole['slutade']}."
    since = now - datetime.fromisoformat(whole["slutade"])
    if since < -CLOCKS_DIFFER:
        yield f"Hela flödet slutade {whole['slutade']}, senare än datorns klocka visar: den går fel, eller gick fel då."
    if since > MISSED_NIGHT:
        yield f"Hela flödet har inte körts sedan {whole['slutade']}, alltså en natt har missats."


def _of_sources(sources: list[SourceState]) -> Iterator[str]:
    for source in sources:
        if source.entry.required and not source.usable:
            yield f"Underlaget {source.entry.dataset}, som behövs, är {_why(source)}."


def _why(source: SourceState) -> str:
    if source.ahead:
        return "hämtat senare än datorns klocka visar"
    return "för gammalt" if source.too_old else "skadat" if source.damaged else "inte hämtat"


def _name(result: CheckResult) -> str:
    return f"{result.spec.table}/{result.spec.name}"


def _alarms(ways: list[str], stands: Memory) -> dict[str, Any]:
    return {
        "kvarstar": sorted(stands.standing),
        "kanaler": {name: {"ej_fram": len(stands.untold(name)), "fel": stands.failed.get(name)} for name in ways},
    }
