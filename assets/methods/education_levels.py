"""Levels of education in ten years, by cohorts: those who are young today are ten years older, with what the nation learned on the way.

A check on the supply of educations, which knows no ages. Three levels are used, since finer ones have been reclassified.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

YEARS = 10
"""Years ahead, as many as a class of ages holds."""
AGE_CLASSES = ((16, 24), (25, 34), (35, 44), (45, 54), (55, 64))
"""First and last age. The first class is only where the second comes from."""
FIRST_AGE, LAST_AGE = AGE_CLASSES[1][0], AGE_CLASSES[-1][1]
"""Ages that are projected."""


def levels_by_cohort(now: ArrayLike, nation_now: ArrayLike, nation_before: ArrayLike) -> Array:
    """Share of each level when every class has grown into the next: ŝ(a+1, t+10) ∝ s(a, t) · S(a+1, t) / S(a, t−10).

    Args:
        now: the area's people, classes of ten years × levels (persons).
        nation_now: the nation's (persons).
        nation_before: the nation's ten years before (persons).

    Returns:
        Shares of every class but the youngest, each summing to 1; NaN in a class where a count is missing, nobody is, or the nation
        had nobody of a level ten years before.

    Raises:
        ValueError: shapes differ.

    Source: cohort change ratios, Hamilton and Perry, Social Forces 1962.

    >>> levels_by_cohort([[40, 60], [50, 50]], [[45, 55], [40, 60]], [[50, 50], [60, 40]]).round(6).tolist()
    [[0.307692, 0.692308]]
    """
    own, whole, before = (np.asarray(people, np.float64) for people in (now, nation_now, nation_before))
    if own.ndim != 2 or own.shape != whole.shape or own.shape != before.shape:
        raise ValueError(f"classes × levels expected three times, got {own.shape}, {whole.shape} and {before.shape}")
    with np.errstate(divide="ignore", invalid="ignore"):
        s, later, earlier = (people / people.sum(axis=1, keepdims=True) for people in (own, whole, before))
        moved = s[:-1] * later[1:] / earlier[:-1]
        shares = np.where((earlier[:-1] > 0).all(axis=1, keepdims=True), moved, np.nan)
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def level_shares(shares: ArrayLike, people: ArrayLike) -> Array:
    """Share of each level over all classes, Σ_a s(a)·P(a) / Σ_a P(a).

    Args:
        shares: classes × levels, each class summing to 1.
        people: of each class (persons).

    >>> level_shares([[0.2, 0.8], [0.6, 0.4]], [100, 300]).round(4).tolist()
    [0.5, 0.5]
    """
    parts, size = np.asarray(shares, np.float64), np.asarray(people, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((parts * size[:, None]).sum(axis=0) / size.sum())
