"""Whether those who assessed a shortage were right a year or more later, by what Arbetsförmedlingen then says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assets.methods.agreement import LEAST_OCCUPATIONS, brier_score
from assets.methods.council_agreement import SHORTAGE_SIDE
from assets.methods.trial import group_draws, precision

LEAST_COUNCILS = 3
"""Councils that are measured together; of fewer, anybody could tell which of them was wrong."""
SEED = 20260101


@dataclass(frozen=True)
class Case:
    """An occupation in an area: which side of balance was said and is now seen (−1 shortage, 0, 1 surplus), and how surely it was said.

    ``sure`` is the probability that a shortage was right when one was said, and that there was none when none was said, 0–1.
    """

    occupation: str
    said: int
    seen: int
    sure: float


@dataclass(frozen=True)
class TrackRecord:
    """How often the same side was said and seen, its limits, and Brier's score beside that of always saying the usual share."""

    cases: int
    hits: int
    share: float
    lower: float
    upper: float
    brier: float
    usual: float


def years_between(said: str, seen: str) -> int:
    """Whole years from one round of the barometer to another; a round is ÅÅÅÅ-N, N 1 in spring and 2 in autumn.

    >>> years_between("2026-2", "2027-1"), years_between("2026-2", "2027-2"), years_between("2026-1", "2031-2")
    (0, 1, 5)
    """
    (year, half), (later, other) = (map(int, round_.split("-")) for round_ in (said, seen))
    return later - year - (other < half)


def a_year_after(round_: str) -> str:
    """The round a year later.

    >>> a_year_after("2026-2")
    '2027-2'
    """
    year, half = round_.split("-")
    return f"{int(year) + 1}-{half}"


def chance_of_shortage(side: int, sure: float) -> float:
    """The probability that was given to a shortage: ``sure`` where one was said, the rest of 1 where none was.

    >>> chance_of_shortage(-1, 0.9), round(chance_of_shortage(0, 0.9), 1)
    (0.9, 0.1)
    """
    return sure if side == SHORTAGE_SIDE else 1 - sure


def track_record(cases: Sequence[Case], usual: float) -> TrackRecord | None:
    """How right those were who said something, over their cases.

    Args:
        cases: what was said and is seen.
        usual: share of occupations with a shortage when it was said, 0–1: what somebody who knows nothing else would say.

    Returns:
        The share of cases where the same side of balance was said and seen, with the limits of ``trial.precision`` over SSYK2
        groups; Brier's score of the chance of a shortage, 0 (right and sure) to 1, and the same for ``usual``. None for fewer
        cases than ``LEAST_OCCUPATIONS``, of which the limits would say nothing.

    Source: Brier, Verification of Forecasts Expressed in Terms of Probability, 1950; the interval is that of ``trial.precision``.

    >>> right = [Case(f"{at:02d}1", -1, -1, 0.9) for at in range(30)]
    >>> found = track_record(right + [Case("991", 0, -1, 0.9)] * 10, 0.5)
    >>> found.hits, found.cases, round(found.brier, 4), found.usual, found.lower < found.share < found.upper
    (30, 40, 0.21, 0.25, True)
    >>> track_record(right[:29], 0.5) is None
    True
    """
    if len(cases) < LEAST_OCCUPATIONS:
        return None
    hit = np.array([case.said == case.seen for case in cases])
    shortage = [float(case.seen == SHORTAGE_SIDE) for case in cases]
    groups = [case.occupation[:2] for case in cases]
    draws = group_draws(len(set(groups)), np.random.default_rng(SEED))
    found = precision(np.ones(len(cases), bool), hit, ~hit, groups, draws)
    return TrackRecord(
        len(cases),
        int(hit.sum()),
        found.share,
        found.lower,
        found.upper,
        brier_score([chance_of_shortage(case.said, case.sure) for case in cases], shortage),
        brier_score(np.full(len(cases), usual), shortage),
    )
