"""How many will work in an area: the population that is projected, the part of it that takes part, and where it commutes.

Ages are split as the source splits the labour force; each group has its own participation. Nothing here says what
the people can do: see ``education_supply``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array
from assets.methods.damped_trend import damped_sum

PARTICIPATION_DAMPING = 0.9
"""φ: what is left of a year's change in participation in the next."""
LARGEST_CHANGE = 0.03
"""How far participation may move from today's, up or down (share)."""


def yearly_change(shares: ArrayLike) -> float:
    """Mean yearly change of a series, (p_last − p_first) / (years − 1).

    Args:
        shares: one per year in a row (share).

    Returns:
        Share per year; NaN with fewer than two years, or when the first or the last is missing.

    >>> round(yearly_change([0.80, 0.79, 0.82]), 4)
    0.01
    """
    series = np.asarray(shares, np.float64)
    return float((series[-1] - series[0]) / (len(series) - 1)) if len(series) > 1 else float("nan")


def projected_participation(now: ArrayLike, change: ArrayLike, years: ArrayLike) -> Array:
    """Participation h years ahead, p + clip(g · Φ_h, ±.03), never outside 0–1.

    Args:
        now: today's participation, labour force / population (share).
        change: g, its mean yearly change (share per year); NaN where no change is known.
        years: h, whole years ahead.

    Returns:
        Share 0–1, broadcast over the arguments; NaN where ``now`` or ``change`` is.

    Source: damped trend, Gardner and McKenzie, 1985; the bound is the project's.

    >>> projected_participation([0.80, 0.80, 0.99], [0.002, -0.05, 0.02], 5).round(4).tolist()
    [0.8074, 0.77, 1.0]
    """
    p, g = np.asarray(now, np.float64), np.asarray(change, np.float64)
    moved: Array = np.clip(
        p + np.clip(g * damped_sum(years, PARTICIPATION_DAMPING), -LARGEST_CHANGE, LARGEST_CHANGE), 0.0, 1.0
    )
    return moved


def labour_force(population: ArrayLike, participation: ArrayLike) -> Array:
    """Labour force, L = Σ_a P_a · p_a.

    Args:
        population: age groups on the last axis (persons).
        participation: likewise (share).

    Returns:
        Persons; NaN where anything is missing.

    >>> float(labour_force([1000, 200], [0.85, 0.3]))
    910.0
    """
    people: Array = (np.asarray(population, np.float64) * np.asarray(participation, np.float64)).sum(axis=-1)
    return people


def employed_by_workplace(by_residence: ArrayLike, flows: ArrayLike, from_outside: ArrayLike) -> Array:
    """Employed where they work, W_j = Σ_i R_i · C_ij / Σ_k C_ik + O_j.

    The employed of an area commute as they did; those who come from outside are as many as they were.

    Args:
        by_residence: R, employed who live in each area (persons).
        flows: C, employed by area of residence × area of workplace, the last column those who work outside all areas (persons).
        from_outside: O, employed in each area who live outside all of them (persons).

    Returns:
        Persons by area of workplace, without those outside; NaN where a flow that is needed is missing.

    Raises:
        ValueError: shapes do not fit, or a flow is negative or infinite.

    Source: methods §2.6; commuting by the pattern of the newest year.

    >>> employed_by_workplace([110, 70], [[80, 10, 10], [10, 55, 5]], [7, 3]).round(4).tolist()
    [105.0, 69.0]
    """
    people, matrix, outside = (np.asarray(a, np.float64) for a in (by_residence, flows, from_outside))
    areas = len(people)
    if matrix.shape != (areas, areas + 1) or outside.shape != (areas,):
        raise ValueError(
            f"flows must be {areas} × {areas + 1} and from_outside {areas}, got {matrix.shape} and {outside.shape}"
        )
    if (matrix < 0).any() or np.isinf(matrix).any():
        raise ValueError("flows must be counts: a number is negative or infinite")
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = matrix / matrix.sum(axis=1, keepdims=True)
    there: Array = (people[:, None] * shares).sum(axis=0)[:-1] + outside
    return there
