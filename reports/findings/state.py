"""What the county's councils bring to their dialogue with the state: what is the same in most delregioner, and who can act."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from assets.contracts.council_work import COUNCIL_PRIORITIES
from assets.contracts.education_planning import EDUCATION_PLANNING
from assets.contracts.sector import SECTOR_OCCUPATION
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
    meeting,
)
from reports.findings.messages import named, number_of
from reports.findings.model import Tile
from reports.findings.planning import years_of_planning
from reports.findings.state_receivers import Block, blocks
from reports.sheets.assessment import assessment_records
from reports.sheets.model import Facts, facts_of
from reports.sheets.trial import class_name
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse

LEAST_DELREGIONER = 3
"""In which an occupation stands in headlines, to be taken up with the state."""
MOST_OCCUPATIONS, MOST_DIFFERING = 10, 5
MOST_BESIDE = 4
"""Occupations that are named under the table; how many more there are is said."""
MOST_DECIDED = 4
"""Decided priorities that there is room for on the second page."""
_LONGEST_WORDS = 130
"""Signs of a goal, and of its decision."""


@dataclass(frozen=True)
class Shared:
    """An occupation that is taken up in most delregioner, with its numbers in the county and its class in each delregion."""

    name: str
    of_af: str
    of_af_later: str
    employees: str
    posts: str
    tiles: tuple[Tile, ...]


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
    blocks: tuple[Block, ...]
    """What is said to each authority."""
    differing: tuple[Disagreement, ...]
    differing_note: str
    educations_note: str
    """What the numbers of educations are; empty when there are none."""
    decided: tuple[str, ...]
    """The councils' priorities that are decided, each as a sentence."""
    decided_note: str
    certainty: str
    unsaid: str
    source: str
    preliminary: str


def dialogue(warehouse: Warehouse) -> Dialogue:
    """Decide what is brought to the dialogue with the state."""
    facts = facts_of(warehouse, COUNTY)
    own = {str(r["yrke_kod"]): r for r in assessment_records(facts)}
    areas = area_names(warehouse)
    parts = list(areas.values())[0 if len(areas) == 1 else 1 :]
    least = min(LEAST_DELREGIONER, max(1, len(areas) - 1))
    rows = [row for row in matrix(warehouse) if row.lifted >= least]
    chosen = rows[:MOST_OCCUPATIONS]
    differing = [r for r in disagreements(facts, MOST_DIFFERING) if r["motsager_af"] == "ja"]
    said = meeting(facts)
    decided = [each for each in priorities(facts) if each.decided]
    posts = {code: row["annonserade_platser"] for code, row in own.items()}
    told = blocks(facts, rows, posts, decided[:MOST_DECIDED], len(differing))
    trained = any(block.educations for block in told)
    return Dialogue(
        facts,
        facts.title(f"Dialog med staten: {facts.area}"),
        said.period,
        tuple(parts),
        tuple(
            Shared(
                row.name,
                af_in_short(own[row.code], "af_jobbmojligheter"),
                af_in_short(own[row.code], "af_om_fem_ar"),
                texts.shown(own[row.code]["anstallda"], "integer"),
                texts.shown(posts[row.code], "integer"),
                tuple(each for each in row.tiles if each.area in parts),
            )
            for row in chosen
        ),
        f"Våra signaler lyfter {_lower(number_of(len(rows), 'yrke', 'yrken'))} i "
        + ("länet" if warehouse.undivided else f"minst {spelled(least)} delregioner"),
        f"Där har de {class_name(facts, 0)} och är säkra nog att ta upp. En vit ruta med färgad kant är en klass som inte är säker nog. "
        "Anställda och platser är länets. "
        + ("" if warehouse.undivided else "Siffran efter ett yrke nedan är i hur många delregioner det lyfts.")
        + _not_in_the_table([row.name for row in rows[MOST_OCCUPATIONS:]]),
        told,
        tuple(map(disagreement, differing)),
        "Yrken i länet med flest anställda, där annonserna och Arbetsförmedlingens bedömning säger emot varandra. Siffran inom "
        "parentes är hur många av Arbetsförmedlingens yrken svaret gäller."
        if differing
        else "Annonserna och Arbetsförmedlingens bedömning säger inte emot varandra om något yrke i länet.",
        _educations_note(facts) if trained else "",
        tuple(map(in_short, decided[:MOST_DECIDED])),
        _decided_note(len(decided)),
        said.certainty,
        said.unsaid,
        facts.source_of(
            *CLASSES,
            SECTOR_OCCUPATION,
            *([EDUCATION_PLANNING] if trained else []),
            *([COUNCIL_PRIORITIES] if decided else []),
        ),
        said.preliminary,
    )


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _not_in_the_table(names: Sequence[str]) -> str:
    """The occupations that the table has no room for, which the authorities are asked about too."""
    if not names:
        return ""
    return f" Tabellen visar {spelled(MOST_OCCUPATIONS)}. Dessutom lyfts {named(names, MOST_BESIDE)}."


def _educations_note(facts: Facts) -> str:
    people, graduates, _ = years_of_planning(facts)
    return (
        f"Examinerade i länet {graduates}. Matchade: procent av länets befolkning 20–69 år {people} med utbildningen som arbetar i "
        "ett yrke som matchar. Utbildningsplatser och sökande till dem finns inte i underlaget. Brist betyder inte i sig fler "
        "utbildningsplatser."
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
