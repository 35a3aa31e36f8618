"""What is asked of each of the state's authorities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.orders import DEGREE, PROGRAMME, VOCATIONAL
from assets.reference.rows import rows_of

CONTRADICTED, SHORTAGE = "motsager", "brist"
"""A question of occupations where our signals and Arbetsförmedlingen contradict each other, or of those most delregioner take up."""
ABOUT = (CONTRADICTED, SHORTAGE, PROGRAMME, VOCATIONAL, DEGREE)
NAMES = "{namn}"
"""Where the names of educations stand in a question."""


@dataclass(frozen=True)
class StateQuestion:
    """Who is asked, about what (one of ``ABOUT``), and the question."""

    receiver: str
    about: str
    question: str


@cache
def state_questions() -> tuple[StateQuestion, ...]:
    """Every question, in the order of the list.

    Raises:
        ValueError: a row asks about something else, or has a place for names where there are none.
    """
    found = tuple(StateQuestion(*row.values()) for row in rows_of("fragor_till_staten.csv"))
    for asked in found:
        named = asked.about in (PROGRAMME, VOCATIONAL, DEGREE)
        if asked.about not in ABOUT or named != (NAMES in asked.question):
            raise ValueError(
                f"fragor_till_staten.csv, {asked.receiver}: '{asked.about}' passar inte frågan. Rätta raden."
            )
    return found
