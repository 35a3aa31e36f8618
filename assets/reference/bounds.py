"""How far tables that should agree may be from each other: until people are told, and until nothing is published."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class AgreementBound:
    """The two bounds of one thing that is measured when tables are held against each other.

    ``told`` and ``held`` are the lowest and the highest number that is still within the inner and the outer bound, without
    limit where they are infinite. ``least`` is what a difference is divided by at least, or how large a cell is at least to be
    measured, as ``what`` says; 0 where size does not matter. ``rests_on`` says what the outer bound is drawn around.
    """

    what: str
    unit: str
    least: float
    told: tuple[float, float]
    held: tuple[float, float]
    rests_on: str


@cache
def agreement_bounds() -> dict[str, AgreementBound]:
    """What is measured → its bounds."""
    return {
        row["kontroll"]: AgreementBound(
            row["vad"],
            row["enhet"],
            float(row["minst_av"] or 0),
            (_limit(row["varning_lagst"], -math.inf), _limit(row["varning_hogst"], math.inf)),
            (_limit(row["stopp_lagst"], -math.inf), _limit(row["stopp_hogst"], math.inf)),
            row["bygger_pa"],
        )
        for row in rows_of("granser_avstamning.csv")
    }


def _limit(written: str, without: float) -> float:
    return float(written) if written else without
