"""What is done when a run has ended: the heartbeat is written, and what it left is told. It never fails the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from assets.contracts.registry import CONTRACTS
from assets.errors import HomeError
from assets.home import Home
from checks.gate import CheckLog
from pipelines import heartbeat
from pipelines.alarms import causes, memory
from pipelines.alarms.causes import Cause
from pipelines.alarms.senders import Message, NotSent, Sender, senders
from pipelines.editions import Editions
from pipelines.ended import HALTED, Ended
from pipelines.errors import words_of
from pipelines.resources import judged_tables, snapshot_store
from pipelines.say import Say
from pipelines.settings import Settings
from pipelines.source_states import SourceState, states, unread
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.registry import CATALOG

_OF_THE_WHOLE = (causes.CHECK, causes.QUARANTINED, causes.SOURCE, causes.EDITION)


def after_run(settings: Settings, ended: Ended, say: Say) -> None:
    """Write the heartbeat of the home and tell what the run left, once per cause.

    Whatever goes wrong here is said, and the run stays what it was.

    Args:
        settings: of the home, and of who is told.
        ended: the run.
        say: prints or logs a line.
    """
    home = Home(settings.home)
    with _all_the_same("Livstecken och larm blev inte klara", say), memory.alone(home):
        sources, all_known = list[SourceState](), False
        with _all_the_same("Underlagen gick inte att läsa", say):
            sources, all_known = _sources(settings, home, say)
        with _all_the_same("Livstecknet blev inte skrivet", say):
            for remark in heartbeat.write(home, ended, settings.source, settings.place, sources):
                say(remark)
        with _all_the_same("Larmen blev inte klara", say):
            _alarm(settings, home, ended, sources, say, all_known=all_known)


@contextmanager
def _all_the_same(what: str, say: Say) -> Iterator[None]:
    """Say what goes wrong, and go on with what comes after: the run is over, and one thing does not keep back the next."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the run is over, and what was wrong is said
        say(f"{what} efter körningen, som inte påverkas av det: {words_of(error)}")


def _sources(settings: Settings, home: Home, say: Say) -> tuple[list[SourceState], bool]:
    """Every underlag as it is now, and whether it is known which of them could not be read at the source."""
    store, now = snapshot_store(settings, home), datetime.now(UTC)
    try:
        return states(store, settings.ads_from, now, unread(home)), True
    except HomeError as error:
        say(str(error))
    return states(store, settings.ads_from, now, frozenset()), False


def _alarm(
    settings: Settings, home: Home, ended: Ended, sources: list[SourceState], say: Say, *, all_known: bool
) -> None:
    over = [f"{causes.RUN}/{job}/" for job in ended.shows]
    if over and ended.whole:
        over += [f"{kind}/" for kind in _OF_THE_WHOLE if kind != causes.SOURCE or all_known]
    for sentence in CheckLog(home, judged_tables(home)).damaged(contract.id for contract in CONTRACTS):
        say(sentence)
    try:
        found = left(settings, home, ended, sources)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said
        # What is stored is damaged: that the run stopped, most likely at that, is told all the same.
        say(f"Allt som körningen lämnade går inte att läsa. {words_of(error)}")
        found, over = _stopped(ended, told_by_check=False), []
    seen = memory.read_or_begin(home, say).seen(found, over, datetime.now(UTC))
    memory.write(home, seen)
    tell(home, seen, senders(settings), settings, say)


def left(settings: Settings, home: Home, ended: Ended, sources: list[SourceState]) -> list[Cause]:
    """Every cause that a run left in its home.

    Raises:
        SnapshotError: what is stored of a source cannot be read.
    """
    results = CheckLog(home, judged_tables(home)).current(contract.id for contract in CONTRACTS)
    store = snapshot_store(settings, home)
    rounds = [str(snapshot.origin.facts["round"]) for snapshot in store.accepted(AF_BAROMETER.dataset)]
    frozen = [name.month for name in Editions(home, settings.publisher).names()]
    return [
        *_stopped(ended, told_by_check=any(result.stops for result in results)),
        *causes.red_checks(results),
        *causes.quarantined(store.waiting(), {entry.dataset: entry.title for entry in CATALOG}),
        *causes.stale(sources),
        *causes.edition_due(rounds, AF_BAROMETER.release_months, frozen),
    ]


def _stopped(ended: Ended, *, told_by_check: bool) -> list[Cause]:
    if ended.outcome != HALTED:
        return []
    return causes.stopped(ended.job, ended.steps, by_checks=ended.by_checks and told_by_check)


def tell(home: Home, stands: memory.Memory, ways: Sequence[Sender], settings: Settings, say: Say) -> None:
    """Send what each sender has not told of; one that fails is left until the next time, and why is kept for doctor.

    What was told is written after every message, so that one who is killed here tells of nothing twice.
    """
    for sender in ways:
        told = 0
        for standing in stands.untold(sender.name):
            try:
                remark = sender.send(_message(standing.cause, settings))
            except NotSent as error:
                stands = stands.not_told(sender.name, str(error))
                memory.write(home, stands)
                say(f"Larmet gick inte fram och försöks igen efter nästa körning. {error}")
                break
            stands = stands.told(standing.cause.key, sender.name, remark, datetime.now(UTC))
            memory.write(home, stands)
            told += 1
            if remark:
                say(f"Larmet gick inte fram till alla. {remark}")
        if told:
            say(f"Larm skickade med {sender.name}: {told}.")


def _message(cause: Cause, settings: Settings) -> Message:
    mark = "EXEMPELDATA, " if settings.made_up else ""
    return Message(
        cause.key,
        f"Kompetensbehov, {mark}{settings.said_place}: {cause.heading}",
        cause.text,
        settings.source,
        settings.place,
    )
