"""What the councils ask of each of the state's authorities, of the occupations that most delregioner take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.reference.state_questions import CONTRADICTED, NAMES, SHORTAGE, state_questions
from reports import texts
from reports.findings.planning import ordered_as, planned_educations
from reports.sheets.model import Facts

MOST_NAMED = 4
"""Educations that a question names; how many more there are is said."""


@dataclass(frozen=True)
class Asked:
    """Who is asked, and what."""

    receiver: str
    question: str


def asked_of_state(facts: Facts, occupations: Sequence[str], differing: int) -> tuple[Asked, ...]:
    """The questions that there is something to ask about; one without occupations or educations is left out.

    Args:
        facts: of the county.
        occupations: codes of the redovisningsgrupper that most delregioner take up.
        differing: occupations where our signals and Arbetsförmedlingen contradict each other.
    """
    shortage = set(occupations)
    leading = [row for row in planned_educations(facts) if any(o.code in shortage for o in row.occupations)]
    found = []
    for each in state_questions():
        if each.about == CONTRADICTED:
            question = each.question if differing else ""
        elif each.about == SHORTAGE:
            question = each.question if shortage else ""
        else:
            names = list(ordered_as(leading, each.about))
            question = each.question.replace(NAMES, _named(names)) if names else ""
        if question:
            found.append(Asked(each.receiver, question))
    return tuple(found)


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more.

    >>> _named(["A", "B"]), _named(["A", "B", "C", "D", "E", "F"])
    ('A och B', 'A, B, C, D och 2 till')
    """
    if len(names) <= MOST_NAMED:
        return texts.listed(list(names))
    return texts.listed([*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} till"])
