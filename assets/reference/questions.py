"""The questions that a council asks, and what would answer those that cannot be answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of

PARTS, COUNCILS = "delregioner", "råd"


@dataclass(frozen=True)
class CouncilQuestion:
    """A question: ``why_not`` is said when it cannot be answered, with the underlag that would (``lacking``).

    A question whose answer is always there has neither. ``needs`` is what a county must have for it to be asked there
    (``PARTS`` or ``COUNCILS``); empty when it is asked everywhere.
    """

    code: str
    text: str
    why_not: str
    lacking: str
    needs: str


@cache
def council_questions() -> tuple[CouncilQuestion, ...]:
    """In the order in which they are asked."""
    return tuple(
        CouncilQuestion(row["kod"], row["fraga"], row["varfor_inte"], row["underlag"], row["kraver"])
        for row in rows_of("fragor.csv")
    )
