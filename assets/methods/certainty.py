"""How sure a rating is: how often its class stands when the figures move within their own uncertainty, and one word for it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array
from assets.methods.signals import (
    FAMILY_WEIGHTS,
    INDICATORS,
    Indicator,
    indicator_points,
    rated,
    shortage_score,
    signal_class,
    surplus_points,
)

DRAWS = 1000
SEED = 20230101
"""Of every random number, so that the same figures always give the same tables."""
HIGH, MIDDLE, LOW = "hög", "medel", "låg"
LEVELS = (HIGH, MIDDLE, LOW)
REASONS = ("få anställda", "mycket är lånat", "klassen ändras lätt", "gammalt register")
SOLID = "eget underlag och klassen står fast"
_HIGH_FROM, _MIDDLE_FROM, _LOW_FROM = 6, 4, 2
_FRESH_MONTHS = 18


def drawn_points(
    values: ArrayLike,
    errors: ArrayLike,
    cuts: Mapping[str, ArrayLike],
    draws: int,
    generator: np.random.Generator,
    indicators: tuple[Indicator, ...] = INDICATORS,
) -> Array:
    """Points when every value is drawn from a normal distribution around what was measured.

    Every cell meets the same draws, one per indicator, so that cells with the same figures get the same answer.

    Args:
        values: cells × indicators; NaN where missing.
        errors: standard errors, same shape; NaN counts as 0 (a register has no sampling error).
        cuts: indicator's code → its three cut points.
        draws: how many.
        generator: the random numbers, seeded by the caller.
        indicators: one per last position.

    Returns:
        draws × cells × indicators.
    """
    value = np.asarray(values, np.float64)
    error = np.nan_to_num(np.asarray(errors, np.float64), nan=0.0)
    noise = generator.standard_normal((draws, len(indicators)))
    points = np.empty((draws, *value.shape))
    for at, indicator in enumerate(indicators):
        moved = value[:, at] + error[:, at] * noise[:, at, None]
        points[..., at] = indicator_points(moved, cuts[indicator.code], indicator.high_is_shortage)
    return points


def drawn_weights(draws: int, generator: np.random.Generator) -> Array:
    """Family weights that any reader might choose: Dirichlet(1, 1, 1), draws × 1 × families."""
    return generator.dirichlet(np.ones(len(FAMILY_WEIGHTS)), draws)[:, None, :]


def class_stability(points: ArrayLike, shares: ArrayLike, applies: ArrayLike, measured: ArrayLike) -> Array:
    """Share of the draws in which a cell keeps its class.

    Args:
        points: draws × cells × indicators; what is missing is missing in every draw, as ``drawn_points`` gives it.
        shares: cells × indicators, λ.
        applies: cells × indicators.
        measured: the class of each cell, a position in CLASSES.

    Returns:
        0–1 per cell.
    """
    p = np.asarray(points, np.float64)
    found = shortage_score(p[0], shares, applies)
    score = np.einsum("dci,ci->dc", np.nan_to_num(p), _slopes(p[0], shares, applies))
    return _kept(np.where(rated(found), score, np.nan), p, measured)


def _slopes(points: Array, shares: ArrayLike, applies: ArrayLike) -> Array:
    """How much the score rises with one point more in each indicator, cells × indicators; the score is linear in them."""
    none = np.where(np.isnan(points), np.nan, 0.0)
    one_more = [none + np.eye(points.shape[-1])[at] for at in range(points.shape[-1])]
    return np.nan_to_num(np.stack([shortage_score(p, shares, applies).score for p in one_more], axis=-1))


def weighting_stability(
    points: ArrayLike, shares: ArrayLike, applies: ArrayLike, measured: ArrayLike, weights: ArrayLike
) -> Array:
    """Share of the weightings under which a cell keeps its class, with the figures as they are.

    Args:
        points: cells × indicators.
        shares: cells × indicators, λ.
        applies: cells × indicators.
        measured: the class of each cell, a position in CLASSES.
        weights: of ``drawn_weights``.

    Returns:
        0–1 per cell.
    """
    p = np.asarray(points, np.float64)[None]
    found = shortage_score(p, shares, applies, weights=np.asarray(weights, np.float64))
    return _kept(np.where(rated(found), found.score, np.nan), p, measured)


def _kept(score: Array, points: Array, measured: ArrayLike) -> Array:
    drawn = signal_class(score, surplus_points(points))
    return np.asarray((drawn == np.asarray(measured)[None]).mean(0), np.float64)


def leave_one_out(points: ArrayLike, shares: ArrayLike, applies: ArrayLike) -> tuple[Array, Array]:
    """Lowest and highest score when one indicator at a time is left out.

    Args:
        points: cells × indicators.
        shares: cells × indicators, λ.
        applies: cells × indicators.

    Returns:
        Lowest and highest score per cell; NaN where fewer than two indicators are known.
    """
    p = np.where(np.asarray(applies, np.bool_), np.asarray(points, np.float64), np.nan)
    scores = []
    for at in range(p.shape[-1]):
        without = p.copy()
        without[..., at] = np.nan
        scores.append(np.where(np.isnan(p[..., at]), np.nan, shortage_score(without, shares, applies).score))
    every = np.stack(scores)
    known = ~np.isnan(every)
    low = np.where(known, every, np.inf).min(0)
    high = np.where(known, every, -np.inf).max(0)
    enough = known.any(0)
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)


def certainty(
    mass: ArrayLike, kept: ArrayLike, employees: ArrayLike, register_months: float
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """One word for how sure a rating is, and the main reason.

    Points: mass from 0.8 two, from 0.6 one; class kept in 90 percent of the draws two, in 70 one; 500 employees two, 150 one; a
    register at most 18 months old one. Six of seven is high, four middle, two low; below that nothing is shown. What the
    Yrkesbarometer says takes no part.

    Args:
        mass: of ``shortage_score``, 0–1.
        kept: of ``class_stability``, 0–1.
        employees: in the cell (persons).
        register_months: age of the newest register of employees.

    Returns:
        Position in LEVELS (3 for a rating too unsure to show), and in REASONS what lowers it most (−1 for a high one).

    >>> level, reason = certainty([0.85, 0.7, 0.62], [0.95, 0.8, 0.3], [900, 300, 60], 12)
    >>> level.tolist(), [REASONS[at] if at >= 0 else SOLID for at in reason]
    ([0, 1, 2], ['eget underlag och klassen står fast', 'få anställda', 'få anställda'])
    """
    m, k, e = (np.asarray(a, np.float64) for a in (mass, kept, employees))
    fresh = np.full(m.shape, register_months <= _FRESH_MONTHS, np.int64)
    parts = np.stack(
        [(e >= 150).astype(np.int64) + (e >= 500), _steps(m, 0.6, 0.8), _steps(k, 0.7, 0.9), 1 + fresh], axis=0
    )
    total = parts.sum(0) - 1
    level = np.select([total >= _HIGH_FROM, total >= _MIDDLE_FROM, total >= _LOW_FROM], [0, 1, 2], 3)
    lost = 2 - parts
    reason = np.where(level > 0, lost.argmax(0), -1)
    return level.astype(np.int8), reason.astype(np.int8)


def _steps(value: Array, one: float, two: float) -> NDArray[np.int64]:
    return (value >= one - 1e-9).astype(np.int64) + (value >= two - 1e-9)
