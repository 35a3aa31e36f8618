"""What a run left that somebody must be told of, as causes: pure functions, and nothing of what a source has written.

A message goes outside the house, so it has names of steps, tables, checks and sources, and our own words on what to do: never
rows, answers of sources, texts of errors or names of people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assets.contracts.words import FAILED, NOT_RUN
from assets.methods.rounds import month_of_round
from checks.result import CheckResult
from pipelines.ended import STORE
from pipelines.source_states import SourceState
from sources.catalogue.entry import SourceTable
from sources.snapshot import Snapshot

RUN, CHECK, QUARANTINED, SOURCE, EDITION = "körning", "kontroll", "karantän", "källa", "utgåva"
"""What a cause is about; its key begins so."""
SAID_BY_SOURCE = frozenset({"mart.kalla/kallan_svarade", "mart.kalla/inget_i_karantan"})
"""Checks that are red for what is told of every source by name."""
_NOTHING_TO_DO = "Inget:"


@dataclass(frozen=True)
class Cause:
    """One thing that is wrong, or waits for somebody.

    ``key`` is the same for as long as the cause is the same. ``heading`` says what and where, ``text`` what it means and what to
    do, both in Swedish.
    """

    key: str
    heading: str
    text: str


def stopped(job: str, steps: Iterable[str], *, by_checks: bool) -> list[Cause]:
    """A run that did not come to its end.

    Args:
        job: which.
        steps: where it stopped; none when it was killed.
        by_checks: every step stopped at a red check, which is a cause of its own.
    """
    if by_checks:
        return []
    where = ", ".join(steps)
    if where == STORE:
        return [
            Cause(
                f"{RUN}/{job}/{where}",
                f"Hemmet lades inte i objektlagret efter körningen {job}",
                "Det som körningen gjorde är kvar, och det som den publicerade ligger på datorn som den gick på; i lagret ligger det "
                "förra. Läs varför i körningens logg, rätta det och kör igen, så läggs allt upp. Kör inte länet från en annan dator "
                "innan dess.",
            )
        ]
    return [
        Cause(
            f"{RUN}/{job}/{where}",
            f"Körningen {job} stannade vid {where}" if where else f"Körningen {job} avbröts",
            "Inget nytt publicerades; det som var publicerat är kvar. Läs raden Varför det stannade i körningens logg (kompetens ui, "
            "Runs) eller det som kompetens run skrev. Rätta det som står där och kör igen."
            if where
            else "Den dödades: strömmen, minnet eller någon som avslutade den. Inget nytt publicerades; det som var publicerat är kvar. "
            "Dagster försöker en gång till av sig själv. Stannar den igen: läs körningens logg och kompetens doctor, och kör igen.",
        )
    ]


def red_checks(results: Iterable[CheckResult]) -> list[Cause]:
    """Red checks that want something done; of the sources that are told of by name, none.

    Args:
        results: that hold for the tables as they are.
    """
    return [
        Cause(
            f"{CHECK}/{name}/{result.severity}",
            f"{'Stoppande kontroll' if result.stops else 'Varning från kontrollen'} {name}: {result.outcome}",
            f"{'Inget publiceras förrän den är grön. ' if result.stops else 'Siffrorna är publicerade med varningen. '}"
            f"{result.spec.action} Vilka rader det gäller står på kontrollens sida i kompetens ui och i tabellen kvalitet.",
        )
        for result in results
        if result.outcome in (FAILED, NOT_RUN)
        and (name := f"{result.spec.table}/{result.spec.name}") not in SAID_BY_SOURCE
        and (result.stops or not result.spec.action.startswith(_NOTHING_TO_DO))
    ]


def quarantined(waiting: Iterable[Snapshot], titles: Mapping[str, str]) -> list[Cause]:
    """Answers of sources that wait for a decision.

    Args:
        waiting: the answers.
        titles: dataset of the catalogue → what it is called.
    """
    return [
        Cause(
            "/".join((QUARANTINED, *filter(None, snapshot.series))),
            f"Ett svar ligger i karantän: {snapshot.origin.dataset}",
            f"{titles.get(snapshot.origin.dataset.split('/')[0], 'Underlaget')}: källans nya svar skiljer sig för mycket från det "
            "förra, eller gick inte att läsa, och används inte. Det förra används så länge. Läs vad som skiljer med kompetens "
            "quarantine, och besluta med kompetens accept eller kompetens reject.",
        )
        for snapshot in waiting
    ]


def stale(states: Iterable[SourceState]) -> list[Cause]:
    """Sources that could not be read, or of which what is stored is older than the catalogue allows."""
    found = []
    for state in states:
        if state.too_old:
            then = "stannar körningen, och inget publiceras" if state.entry.required else "är det som saknades det"
            means = (
                f"Det senaste svaret är över {state.entry.max_age_days} dagar gammalt: källan har inte gett något nytt, eller går inte "
                f"att läsa. Går den inte att läsa {then}."
            )
            found.append(_of_source(state.entry, "för gammalt", means))
        elif state.unread:
            means = "Det senast hämtade används, och det sägs i rapporterna."
            found.append(_of_source(state.entry, "gick inte att läsa hos källan", means))
    return found


def _of_source(entry: SourceTable, what: str, means: str) -> Cause:
    return Cause(
        f"{SOURCE}/{entry.dataset}/{what}",
        f"Underlaget {entry.dataset} {'är ' if what == 'för gammalt' else ''}{what}",
        f"{entry.title} ({entry.publisher}). {means} Kör kompetens doctor --live: där står vad källan har. Kör sedan kompetens run.",
    )


def edition_due(rounds: Iterable[str], months: tuple[int, ...], editions: Iterable[str]) -> list[Cause]:
    """A new round of Arbetsförmedlingen's assessments, of which no edition has been frozen.

    Args:
        rounds: those that are accepted, each year and number (``2026-1`` is the first of 2026).
        months: in which the rounds of a year come.
        editions: months of the frozen editions (``2026-06``).

    >>> [cause.key for cause in edition_due(["2025-2", "2026-1"], (6, 12), ["2025-12"])]
    ['utgåva/2026-06']
    >>> edition_due(["2026-1"], (6, 12), ["2026-08"])
    []
    """
    newest = max(rounds, default=None)
    if newest is None:
        return []
    month = month_of_round(newest, months)
    if any(edition >= month for edition in editions):
        return []
    return [
        Cause(
            f"{EDITION}/{month}",
            f"Dags för utgåvan {month}",
            f"Arbetsförmedlingens omgång {newest} är hämtad och godkänd, och ingen utgåva är fryst efter den. Granska de löpande "
            f"siffrorna. Frys sedan med kompetens run --edition {month}, eller med jobbet utgava i kompetens ui.",
        )
    ]
