"""What the signal score and its classes are made of, by version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.review import ReviewedList, reviewed_list
from assets.reference.rows import rows_of

CutPoints = tuple[float, float, float]
"""An indicator's frozen limits between points, rising."""
CUT_POINTS_VERSION = "1"


@cache
def cut_points() -> dict[str, CutPoints]:
    """Indicator → its frozen limits. A new version is a new file; the old one stays."""
    return {
        row["indikator"]: (float(row["c25"]), float(row["c50"]), float(row["c75"]))
        for row in rows_of(f"granser_v{CUT_POINTS_VERSION}.csv")
    }


@dataclass(frozen=True)
class ScorePart:
    """A part of the signal score: the rank of an indicator among ``compared_with``, and what it weighs."""

    indicator: str
    compared_with: str
    weight: float


SCORE_VERSION = "4"
COMPOSITION_FILE, LIMITS_FILE = f"signalpoang_v{SCORE_VERSION}.csv", f"signalklasser_v{SCORE_VERSION}.csv"


@cache
def score_composition() -> tuple[ScorePart, ...]:
    """What the signal score is made of. A new composition is a new file, which rests on a trial; the old one stays."""
    rows = rows_of(COMPOSITION_FILE)
    return tuple(ScorePart(row["indikator"], row["jamfors_med"], float(row["vikt"])) for row in rows)


@cache
def class_limits() -> tuple[float, ...]:
    """Where each class of the signal score but the lowest begins, highest first."""
    return tuple(float(row["fran"]) for row in rows_of(LIMITS_FILE))


@cache
def reviewed_lists() -> tuple[ReviewedList, ...]:
    """What the score and the classes are made by."""
    return (
        reviewed_list("vad signalpoängen består av", SCORE_VERSION, rows_of(COMPOSITION_FILE)),
        reviewed_list("gränserna mellan klasserna", SCORE_VERSION, rows_of(LIMITS_FILE)),
    )
