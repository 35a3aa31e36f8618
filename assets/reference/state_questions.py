"""What is asked of each of the state's authorities, and what it can affect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.orders import DEGREE, FORMS, PROGRAMME, VOCATIONAL
from assets.reference.rows import rows_of

CONTRADICTED, SHORTAGE = "motsager", "brist"
"""A question of occupations where our signals and Arbetsförmedlingen contradict each other, or of those most delregioner take up."""
ABOUT = (CONTRADICTED, SHORTAGE, PROGRAMME, VOCATIONAL, DEGREE)
NAMES = "{namn}"
"""Where the names of educations stand in a question."""
EVERY, TRAINED, PRIVATELY = "alla", "utbildning", "privat"
"""The occupations that concern an authority: all, those that an education it affects leads to, those of mostly private employers."""
CONCERNED = (EVERY, TRAINED, PRIVATELY)


@dataclass(frozen=True)
class StateQuestion:
    """Who is asked, about what (one of ``ABOUT``), and the question; what it can affect, by which law.

    ``occupations`` is one of ``CONCERNED``, ``forms`` are the ways of ordering places that it affects.
    """

    receiver: str
    about: str
    question: str
    affects: str
    occupations: str
    forms: tuple[str, ...]
    law: str


@cache
def state_questions() -> tuple[StateQuestion, ...]:
    """Every authority with its question, in the order of the list.

    Raises:
        ValueError: a row asks about something else, has a place for names where there are none, or affects something unknown.
    """
    found = tuple(
        StateQuestion(
            row["mottagare"],
            row["galler"],
            row["fraga"],
            row["paverkar"],
            row["yrken"],
            tuple(row["utbildningar"].split()),
            row["stod"],
        )
        for row in rows_of("fragor_till_staten.csv")
    )
    for asked in found:
        named = asked.about in (PROGRAMME, VOCATIONAL, DEGREE)
        if asked.about not in ABOUT or named != (NAMES in asked.question):
            raise ValueError(
                f"fragor_till_staten.csv, {asked.receiver}: '{asked.about}' passar inte frågan. Rätta raden."
            )
        if (
            asked.occupations not in CONCERNED
            or not set(asked.forms) <= set(FORMS)
            or (asked.occupations == TRAINED) != bool(asked.forms)
            or (named and asked.about not in asked.forms)
        ):
            raise ValueError(
                f"fragor_till_staten.csv, {asked.receiver}: yrkena '{asked.occupations}' och utbildningarna "
                f"'{' '.join(asked.forms)}' passar inte ihop. Rätta raden."
            )
    return found
