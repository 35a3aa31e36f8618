"""What the county's councils bring to their dialogue with the state: what is the same in most delregioner, and who can act."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from assets.contracts.council_work import COUNCIL_PRIORITIES
from assets.contracts.education import EDUCATION
from assets.contracts.words import COUNTY
from assets.methods.quoted import spelled
from reports import texts
from reports.findings.council_work import Priority, priorities
from reports.findings.matrix import area_names, matrix
from reports.findings.meeting import (
    Disagreement,
    af_in_short,
    disagreement,
    disagreements,
    education_of,
    meeting,
    question_about,
    rate,
)
from reports.findings.messages import number_of
from reports.findings.model import Tile
from reports.findings.state_questions import Asked, asked_of_state
from reports.sheets.assessment import assessment_records
from reports.sheets.model import Facts, facts_of
from reports.sheets.trial import class_name
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse

LEAST_DELREGIONER = 3
"""In which an occupation stands in headlines, to be taken up with the state."""
MOST_OCCUPATIONS, MOST_DIFFERING = 10, 5
MOST_DECIDED = 4
"""Decided priorities that there is room for on the second page."""
_LONGEST_WORDS = 130
"""Signs of a goal, and of its decision."""


@dataclass(frozen=True)
class Shared:
    """An occupation that is taken up in most delregioner, with its class in each area."""

    name: str
    of_af: str
    of_af_later: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Training:
    """The education that leads to such an occupation, and who can decide about it."""

    name: str
    education: str
    level: str
    people: str
    rate: str
    nation: str
    who: str


@dataclass(frozen=True)
class Dialogue:
    """The paper, decided."""

    facts: Facts
    title: str
    period: str
    areas: tuple[str, ...]
    shared: tuple[Shared, ...]
    shared_heading: str
    shared_note: str
    differing: tuple[Disagreement, ...]
    differing_note: str
    training: tuple[Training, ...]
    training_note: str
    decided: tuple[str, ...]
    """The councils' priorities that are decided, each as a sentence."""
    decided_note: str
    asked: tuple[Asked, ...]
    certainty: str
    unsaid: str
    source: str
    preliminary: str


def dialogue(warehouse: Warehouse) -> Dialogue:
    """Decide what is brought to the dialogue with the state."""
    facts = facts_of(warehouse, COUNTY)
    own = {str(r["yrke_kod"]): r for r in assessment_records(facts)}
    areas = area_names(warehouse)
    least = min(LEAST_DELREGIONER, max(1, len(areas) - 1))
    rows = [row for row in matrix(warehouse) if row.lifted >= least]
    chosen = rows[:MOST_OCCUPATIONS]
    trained = [(row, leading.row) for row in chosen if (leading := education_of(facts, row.code))]
    differing = [r for r in disagreements(facts, MOST_DIFFERING) if r["motsager_af"] == "ja"]
    said = meeting(facts)
    decided = [each for each in priorities(facts) if each.decided]
    years = {str(education["ar"]) for _, education in trained}
    return Dialogue(
        facts,
        facts.title(f"Dialog med staten: {facts.area}"),
        said.period,
        tuple(areas.values()),
        tuple(
            Shared(
                row.name,
                af_in_short(own[row.code], "af_jobbmojligheter"),
                af_in_short(own[row.code], "af_om_fem_ar"),
                row.tiles,
            )
            for row in chosen
        ),
        f"{number_of(len(rows), 'yrke', 'yrken')} tas upp i "
        + ("länet" if warehouse.undivided else f"minst {spelled(least)} delregioner"),
        f"Där har de {class_name(facts, 0)} och är säkra nog att ta upp. En vit ruta med färgad kant är en klass som inte är säker nog."
        + (f" Tabellen visar {spelled(len(chosen))} av dem." if len(chosen) < len(rows) else ""),
        tuple(map(disagreement, differing)),
        "Yrken i länet med flest anställda, där annonserna och Arbetsförmedlingens bedömning säger emot varandra. Siffran inom "
        "parentes är hur många av Arbetsförmedlingens yrken svaret gäller."
        if differing
        else "Annonserna och Arbetsförmedlingens bedömning säger inte emot varandra om något yrke i länet.",
        tuple(
            Training(
                row.name,
                str(education["utbildning_namn"]),
                str(education["niva"]),
                texts.shown(education["befolkning"], "integer"),
                rate(education, "matchad_forvarvsgrad"),
                rate(education, "rikets_forvarvsgrad"),
                question_about(facts, education, row.name).who,
            )
            for row, education in trained
        ),
        f"Den utbildning som leder till yrket och till färst andra yrken. Befolkning 20–69 år i länet {', '.join(sorted(years))}. "
        "Matchade är hur många procent av dem som arbetar i ett yrke som matchar. Platser och sökande finns inte i underlaget."
        if trained
        else "Ingen utbildning med känd matchad förvärvsgrad leder till yrkena ovan.",
        tuple(map(in_short, decided[:MOST_DECIDED])),
        _decided_note(len(decided)),
        asked_of_state(facts, [row.code for row in rows], len(differing)),
        said.certainty,
        said.unsaid,
        facts.source_of(*CLASSES, EDUCATION, *([COUNCIL_PRIORITIES] if decided else [])),
        said.preliminary,
    )


def in_short(priority: Priority) -> str:
    """A council's own words may be long, and the paper has two pages: what is cut ends with three dots."""
    goal, decision = (
        textwrap.shorten(text, _LONGEST_WORDS, placeholder=" …") for text in (priority.goal, priority.decision)
    )
    return f"{priority.area}: {priority.concerns}. {goal} {decision}"


def _decided_note(decided: int) -> str:
    if not decided:
        return "Inget råd har lämnat någon beslutad prioritering."
    many = f" Här står {spelled(MOST_DECIDED)} av {spelled(decided)}." if decided > MOST_DECIDED else ""
    return f"Texten är rådens egen. Förslag som ingen har beslutat står inte här.{many}"
