"""The words that readers meet, explained."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class Concept:
    """A word that readers meet, explained in at most two short sentences: where that is known from, and who has reviewed it."""

    word: str
    explanation: str
    source: str
    reviewed_by: str


@cache
def concepts() -> tuple[Concept, ...]:
    """The words that readers meet, in the order in which they are explained."""
    return tuple(
        Concept(row["begrepp"], row["forklaring"], row["kalla"], row["granskad_av"]) for row in rows_of("begrepp.csv")
    )
