"""A run of several counties: a few at a time, each a process of its own, so that none can stop another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from assets.errors import HomeError, UsageError
from assets.home import Home
from assets.reference.areas import counties
from pipelines.errors import INTERRUPTED, KILLED, NOT_FRESH, NOT_STORED, OK, STOPPED
from pipelines.nation import renew
from pipelines.say import Say
from pipelines.settings import EVERY_COUNTY, ONE_COUNTRY, WHOLE_COUNTRY, Settings
from reports.publish.publication import pointer

_WHY = {STOPPED: "en stoppande kontroll eller källa", NOT_FRESH: "en källa gick inte att läsa", KILLED: "processen dog"}
Start = Callable[[Sequence[str], Say | None], int]
"""Runs ``kompetens`` with arguments, and returns its exit code. Its lines are said; it writes to our own streams when nobody is told."""
Tell = Callable[[Settings, int, datetime, Say], None]
"""Told of a county whose run was not published: its settings, the exit code, when it was started, and where to say what is done."""


class _Outcome(NamedTuple):
    """When a county's run was started, its exit code, and what came of it in readers' words."""

    began: datetime
    code: int
    said: str


def asked(text: str) -> tuple[str, ...]:
    """The counties that ``--region`` names, each once in the order given.

    >>> asked("12,14"), asked("14, 14"), len(asked("alla"))
    (('12', '14'), ('14',), 21)

    Raises:
        UsageError: one of several does not exist. A single one is judged by the settings.
    """
    if text.strip().lower() == EVERY_COUNTY:
        return tuple(counties())
    codes = tuple(dict.fromkeys(code.strip() for code in text.split(",")))
    unknown = [code for code in codes if code not in counties()]
    if len(codes) > 1 and unknown:
        raise UsageError(f"Länet '{unknown[0]}' finns inte. Ange länens koder med komma emellan, eller {EVERY_COUNTY}.")
    return codes


def run_each(
    settings: Settings, codes: Sequence[str], arguments: Sequence[str], say: Say, start: Start, tell: Tell
) -> int:
    """Run every county, whatever happens to another, and say in a line each what came of it.

    Where they are parts of one country, what they need is fetched once before, and no county asks a source. The first county then
    goes ahead alone, since the others take over the tables that are the same.

    Args:
        settings: of any of them, and how many are run at once; the county in them is not used.
        codes: of the counties.
        arguments: what every run is asked, without the county.
        say: told, also each line of a county's run with the county's code before it.
        start: how a run is started; what it has loaded must go with it, and its end must not be ours.
        tell: what is done about a county that was not published, once all have ended.

    Returns:
        1 when any county was not published, or did not get up into the object store, else 0; what the fetching ended with
        when it did not succeed.
    """
    if settings.source in ONE_COUNTRY:
        say("Riket: det som alla län behöver hämtas en gång")
        asked_of_nation = [flag for flag in arguments if flag in ("--require-fresh", "--debug")]
        found = start(run_arguments(settings, WHOLE_COUNTRY, asked_of_nation), None)
        if found not in (OK, NOT_STORED):
            say(f"RÖTT: riket hämtades inte (kod {found}). Inget län kördes; det som var publicerat är kvar.")
            return found
    outcomes: dict[str, _Outcome] = {}

    def interrupted() -> bool:
        return any(ended.code == INTERRUPTED for ended in outcomes.values())

    def run(at: int, code: str) -> None:
        if interrupted():
            return
        say(f"Län {at} av {len(codes)}: {counties()[code]} ({code})")
        before, began = _published(_home(settings, code))[0], datetime.now(UTC)
        found = start(run_arguments(settings, code, arguments), lambda line: say(f"{code}: {line}"))
        outcomes[code] = _Outcome(began, found, _said(_home(settings, code), before, found))

    numbered = list(enumerate(codes, 1))
    ahead = 1 if settings.source in ONE_COUNTRY else 0
    for at, code in numbered[:ahead]:
        run(at, code)
    with ThreadPoolExecutor(settings.runs_at_once) as beside:
        try:
            for each in [beside.submit(run, at, code) for at, code in numbered[ahead:]]:
                each.result()
        except KeyboardInterrupt:
            # Those that run were interrupted with us, or come to their end.
            beside.shutdown(wait=False, cancel_futures=True)
            raise
    if interrupted():
        return INTERRUPTED
    say(f"Sammanfattning, {len(codes)} län:")
    for code in codes:
        say(f"  {code} {counties()[code]}: {outcomes[code].said}")
    for code, ended in outcomes.items():
        if ended.code not in (OK, NOT_STORED):
            tell(replace(settings, region=code), ended.code, ended.began, say)
    page = renew(settings.of_mode, settings.publisher, say)
    if page:
        say(f"Alla län som är publicerade: {page}")
    return STOPPED if any(ended.code != OK for ended in outcomes.values()) else OK


def tell_in_dagster(county: Settings, code: int, began: datetime, say: Say) -> None:
    """What a county's process has not told because it was killed or could not begin: see ``silent_end``. What is in the way is said."""
    # Dagster takes a second to import, and only a county that is red needs it here.
    import dagster as dg

    from pipelines import silent_end
    from pipelines.instance import anchor

    try:
        anchor(county)
        with dg.DagsterInstance.get() as instance:
            silent_end.tell_for(county, code, began, instance, say)
    except HomeError as error:
        say(str(error))


def run_arguments(settings: Settings, place: str, asked_for: Sequence[str] = ()) -> list[str]:
    """What the program is asked when one of several counties, or the country that they are parts of, is to be run."""
    on_nation = ["--on-nation"] if settings.source in ONE_COUNTRY and place != WHOLE_COUNTRY else []
    return ["run", *asked_for, "--source", settings.source, "--region", place, *on_nation]


def _home(settings: Settings, code: str) -> Home:
    return Home(settings.of_mode / code)


def _published(home: Home) -> tuple[Mapping[str, Any], str]:
    """What points to what is published, and why that cannot be told: a run of the county writes it anew, and none stops for it."""
    try:
        return pointer(home.published), ""
    except HomeError as error:
        return {}, str(error)


def _said(home: Home, before: Mapping[str, Any], code: int) -> str:
    now, damaged = _published(home)
    if code not in (OK, NOT_STORED):
        why = _WHY.get(code, "ett fel i programmet eller anropet")
        kept = f"Det som var publicerat {now['datum']} är kvar." if now else damaged or "Inget har varit publicerat."
        return f"RÖTT, inget publicerades: {why} (kod {code}). {kept}"
    red = "RÖTT, hemmet lades inte i objektlagret: " if code == NOT_STORED else ""
    if not now:
        return f"{red}klart, {damaged or 'inget publicerades'}"
    word = "oförändrat" if before.get("kontrollsumma") == now["kontrollsumma"] else "publicerat"
    return f"{red}{word}, {now['mapp']}"
