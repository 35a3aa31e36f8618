"""``kompetens form`` and ``import``: a form out to a council, and a filled one in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assets.errors import UsageError
from assets.home import Home
from assets.reference.areas import Delregion, counties, delregioner
from assets.reference.council_form import (
    COVER,
    SECOND_TURN,
    STATISTICS,
    TREATED,
    WEEKS_TO_ANSWER,
    form_sheets,
    round_of,
)
from pipelines.errors import OK, STOPPED
from pipelines.held_home import held
from pipelines.resources import snapshot_store
from pipelines.say import Say
from pipelines.settings import Settings
from reports.files.council_form import FormOrder, write_form
from reports.sheets.assessment import assessments
from reports.sheets.model import Sheet, facts_of
from reports.warehouse import read_warehouse
from sources.councils.cells import Fault
from sources.councils.forms import KNOWN, REFUSED, FormOutcome, read, stored, take_in
from sources.councils.inbox import Inbox
from sources.snapshot import SnapshotStore, today_in_sweden

_FAULTS_SHOWN = 12


def give_out(settings: Settings, area: str, turn: str, back: str, folder: Path, say: Say) -> int:
    """Write a form for a council to fill in.

    Args:
        settings: whose home it is.
        area: the delregion's code or name.
        turn: 1 without our signals, or 2 with them and the council's own answers of the first.
        back: ÅÅÅÅ-MM-DD when it is wanted back; four weeks from today when empty.
        folder: where the file is put.
        say: prints a line.

    Raises:
        UsageError: no such delregion, no answers or signals to show in the second turn, or the file is there already.
    """
    home, today = Home(settings.home), today_in_sweden()
    place = _place(settings.region, area)
    wanted = back or (dt.date.fromisoformat(today) + dt.timedelta(weeks=WEEKS_TO_ANSWER)).isoformat()
    if not _is_day(wanted) or wanted < today:
        raise UsageError(f"'{wanted}' är ingen dag från och med i dag. Skriv --back ÅÅÅÅ-MM-DD.")
    target = folder / f"formular_{place.code}_{round_of(today)}_runda{turn}.xlsx"
    if target.exists():
        # It may be filled in.
        raise UsageError(
            f"{target.name} finns redan i {folder.resolve()}. Flytta den eller byt mapp, så att inget ifyllt skrivs över."
        )
    order = FormOrder(place, round_of(today), turn, wanted, today, settings.made_up)
    if turn == SECOND_TURN:
        answers = _first_answers(settings, home, place.code, order.round)
        write_form(order, target, _statistics(home, place), answers)
    else:
        write_form(order, target)
    say(f"Formuläret till {place.council} ligger i {target.resolve()}. Det önskas tillbaka senast {wanted}.")
    say(f"Läs in det ifyllda med kompetens import {target.name}, eller lägg det i {home.inbox}.")
    return OK


def _place(county: str, area: str) -> Delregion:
    areas = [place for place in delregioner(county) if place.council]
    if not areas:
        raise UsageError(
            f"{counties()[county]} har inga råd i referensdata. Lägg till dem i assets/reference/delregioner.csv, kolumnen rad."
        )
    for place in areas:
        if area.casefold() in (place.code.casefold(), place.name.casefold()):
            return place
    raise UsageError(f"'{area}' är ingen delregion. Välj {', '.join(place.code for place in areas)}.")


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _first_answers(
    settings: Settings, home: Home, delregion: str, round_: str
) -> Mapping[str, Sequence[Mapping[str, str | int]]]:
    """What the council has answered in the round so far, to go on from; of two forms of a day the one that was handed in last."""
    given = [form for form in map(read, stored(snapshot_store(settings, home))) if form.delregion == delregion]
    now = [form for form in given if form.round == round_]
    in_force = max(enumerate(now), key=lambda at: (at[1].treated, at[1].turn, at[0]), default=None)
    if in_force is None:
        raise UsageError(
            f"Runda 2 bygger på runda 1, och {delregion} har inte lämnat den för omgång {round_}. Läs först in den."
        )
    return in_force[1].rows


def _statistics(home: Home, place: Delregion) -> Sheet:
    if not home.warehouse_file.is_file():
        raise UsageError("Runda 2 visar vad statistiken säger, och lagret finns inte ännu. Kör först kompetens run.")
    return assessments(facts_of(read_warehouse(home.warehouse_file), place.code))


def take_in_file(settings: Settings, file: str, say: Say) -> int:
    """Read a filled form, under the home's lock.

    Args:
        settings: whose home it is.
        file: path of the form.
        say: prints a line.

    Returns:
        0 when it is taken in or has been before, 1 when it is refused.

    Raises:
        UsageError: there is no such file.
    """
    path = Path(file)
    if not path.is_file():
        raise UsageError(f"{file} finns inte. Ange var det ifyllda formuläret ligger.")
    with held(settings, "inläsning av ett formulär", say) as home:
        outcome = take_in(path, snapshot_store(settings, home), home.inbox, settings.region, today_in_sweden())
    for line in told(outcome, _aloud):
        say(line)
    return STOPPED if outcome.became == REFUSED else OK


def told(outcome: FormOutcome, said: Callable[[Fault], str]) -> list[str]:
    """What became of a form, a line each.

    Args:
        outcome: what became of it.
        said: how a fault is told.
    """
    form = outcome.form
    if form is None:
        more = len(outcome.faults) - _FAULTS_SHOWN
        return [
            f"{outcome.name} är avvisat: {len(outcome.faults)} fel. Inget är inläst.",
            *(f"  – {said(fault)}" for fault in outcome.faults[:_FAULTS_SHOWN]),
            *([f"  … och {more} till."] if more > 0 else []),
            f"Alla fel, med cellerna märkta: {outcome.marked}",
        ]
    whose = f"{form.delregion}, omgång {form.round}, runda {form.turn}, {TREATED.lower()} {form.treated}"
    if outcome.became == KNOWN:
        return [f"{outcome.name} är redan inläst ({whose})."]
    return [
        f"{outcome.name} är inläst ({whose}).",
        "Kör hela flödet (kompetens run, eller jobbet nattlig), så syns det på sidorna.",
    ]


def take_in_waiting(home: Home, store: SnapshotStore, county: str) -> list[str]:
    """Take in what lies in the home's inbox; what became of each, a line or more."""
    outcomes = Inbox(home.inbox, store, county, today_in_sweden()).take_in_all()
    return [line for outcome in outcomes for line in told(outcome, _in_a_log)]


def _aloud(fault: Fault) -> str:
    return str(fault)


def _in_a_log(fault: Fault) -> str:
    """Where a fault is, and nothing that somebody has written: what an employer has said is in no log."""
    ours = fault.sheet in {"", COVER, STATISTICS, *(sheet.name for sheet in form_sheets())}
    return f"{fault.where}." if ours else "Ett blad som inte hör till formuläret."
