"""What a meeting is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of

CONTRADICTED, EDUCATION, NOT_ASSESSED = QUESTION_KINDS = ("säger emot", "utbildning", "kan inte bedömas")
"""What gives a question to a meeting, in the order in which they are asked."""


@dataclass(frozen=True)
class MeetingQuestion:
    """How a question to a meeting is put, what it rests on and who can decide; names in braces are filled in from tables.

    ``level`` is how the names of the levels of education begin that it is about; empty when it is about no education.
    """

    kind: str
    level: str
    text: str
    basis: str
    who: str


@cache
def meeting_questions() -> tuple[MeetingQuestion, ...]:
    """The questions that a meeting may be asked."""
    return tuple(
        MeetingQuestion(row["slag"], row["niva"], row["fraga"], row["underlag"], row["vem"])
        for row in rows_of("motesfragor.csv")
    )
