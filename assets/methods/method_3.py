"""The score of method 3, which stays beside the new one until an edition has had both: points by frozen limits, in families.

Arrays of cells × indicators in, arrays of cells out. An indicator that is missing is NaN in ``points`` and counts nowhere; one
that does not apply to the occupation is not expected of it either.

Source: points and classes after the Engpassanalyse of the Bundesagentur für Arbeit; the families' weights are what survived the
trial against Yrkesbarometern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array, Flags
from assets.methods.signals import (
    EMPLOYMENT_GROWTH,
    MATCHED,
    MATCHED_CHANGE,
    POSTS_RATE,
    READVERTISED,
    TIGHTNESS,
    UNEMPLOYMENT,
    Indicator,
)

Family = Literal["flöde", "läge", "pris och volym"]
FLOW: Family = "flöde"
STOCK: Family = "läge"
PRICE: Family = "pris och volym"
FAMILY_WEIGHTS: dict[Family, float] = {FLOW: 0.50, STOCK: 0.40, PRICE: 0.10}
FAMILY_OF: dict[Indicator, Family] = {
    TIGHTNESS: FLOW,
    POSTS_RATE: FLOW,
    READVERTISED: FLOW,
    UNEMPLOYMENT: STOCK,
    MATCHED: STOCK,
    MATCHED_CHANGE: STOCK,
    EMPLOYMENT_GROWTH: PRICE,
}
"""Its indicators in order, and the family that shares a weight."""
SCORED = tuple(FAMILY_OF)

MOST_POINTS = 3
OWN, PARTLY_OWN, BORROWED, BORROWED_TWICE = 1.0, 0.75, 0.5, 0.25
"""How much an indicator counts: the cell's own value, its own weighed with the county's, one that is the county's or holds for the
whole AF-yrkesområde, and one that is the county's for the AF-yrkesområde."""

SHORTAGE, SOME, SURPLUS = 2.0, 1.5, 0.75
CLEAR_SIGNS = "tydliga tecken på brist"
SOME_SIGNS = "vissa tecken på brist"
NO_SIGNS = "inga tydliga tecken"
SURPLUS_SIGNS = "tecken på överskott"
NOT_RATED = "kan inte bedömas"
CLASSES = (CLEAR_SIGNS, SOME_SIGNS, NO_SIGNS, SURPLUS_SIGNS, NOT_RATED)
LEAST_INDICATORS, LEAST_FAMILIES, LEAST_OWN = 4, 2, 2
LEAST_MASS = 0.60
HIGH, MIDDLE, LOW = "hög", "medel", "låg"
LEVELS = (HIGH, MIDDLE, LOW)
REASONS = (
    "få anställda",
    "bygger till stor del på länets tal",
    "små ändringar i talen kan ge en annan bedömning",
    "gammalt register",
)
SOLID = "egna tal och stabilt resultat"
_HIGH_FROM, _MIDDLE_FROM, _LOW_FROM = 6, 4, 2
_FRESH_MONTHS = 18


def indicator_points(values: ArrayLike, cuts: ArrayLike, high_is_shortage: bool = True) -> Array:
    """Points 0–3 by frozen cut points.

    Args:
        values: of one indicator (its unit), any shape; NaN where it is missing.
        cuts: c25 < c50 < c75 of the indicator (same unit).
        high_is_shortage: whether a high value points to a shortage; else the scale is turned.

    Returns:
        0 below c25, 1 below c50, 2 below c75, else 3; turned: 3 at most c25, 2 at most c50, 1 at most c75, else 0. NaN for NaN.

    Raises:
        ValueError: the cut points do not rise.

    >>> indicator_points([0.5, 1, 2.5, 9, float("nan")], [1, 2, 3]).tolist()
    [0.0, 1.0, 2.0, 3.0, nan]
    >>> indicator_points([0.5, 1, 2.5, 9], [1, 2, 3], high_is_shortage=False).tolist()
    [3.0, 3.0, 1.0, 0.0]
    """
    value, limits = np.asarray(values, np.float64), np.asarray(cuts, np.float64)
    if limits.shape != (3,) or not np.all(np.diff(limits) > 0):
        raise ValueError(f"three rising cut points are needed, not {limits.tolist()}")
    # Three comparisons are several times faster than a search, which tells in a thousand draws.
    c25, c50, c75 = limits
    if high_is_shortage:
        passed = (value >= c25).astype(np.int8) + (value >= c50) + (value >= c75)
    else:
        passed = (value <= c25).astype(np.int8) + (value <= c50) + (value <= c75)
    return np.where(np.isnan(value), np.nan, passed)


@dataclass(frozen=True)
class Score:
    """What the indicators of each cell say together; arrays of the cells' shape.

    ``score`` is NaN where no indicator is known. ``mass`` is how much of what is wanted is there, 0–1. ``equal`` weighs every
    known indicator alike.
    """

    score: Array
    mass: Array
    equal: Array
    known: NDArray[np.int64]
    own: NDArray[np.int64]
    families: NDArray[np.int64]


def shortage_score(
    points: ArrayLike,
    shares: ArrayLike,
    applies: ArrayLike | None = None,
    families: Sequence[Family] = tuple(FAMILY_OF.values()),
    weights: Mapping[Family, float] = FAMILY_WEIGHTS,
) -> Score:
    """Weighed mean of points: P = Σ_f W_f · (Σ_i λ_i p_i / Σ_i λ_i) / Σ_f W_f over families with a known indicator.

    The mass is Σ_f W_f · Σ_i λ_i / n_f, where n_f counts the family's indicators that apply to the occupation.

    Args:
        points: cells × indicators, 0–3; NaN where missing. Leading axes are kept.
        shares: λ, same shape: how much each counts, 1 for the cell's own value, less for a borrowed one.
        applies: same shape; False where the indicator is not expected of the occupation. All apply by default.
        families: of the indicators, one per last position.
        weights: W per family.

    Returns:
        The score, its mass, the mean with equal weights, and counts.

    Source: the rule of points divided by the number of rated indicators is the Bundesagentur's; families, λ and mass are ours.

    >>> nan = float("nan")
    >>> scheme = [FLOW] * 3 + [STOCK] * 2 + [PRICE] * 2
    >>> old = {FLOW: 0.40, STOCK: 0.35, PRICE: 0.25}
    >>> found = shortage_score([3, 2, nan, 2, 1, 3, nan], [1.0] * 7, families=scheme, weights=old)
    >>> round(found.score.item(), 4), round(found.mass.item(), 4), found.equal.item()
    (2.275, 0.7417, 2.2)
    """
    p, lam = np.asarray(points, np.float64), np.asarray(shares, np.float64)
    wanted = np.ones_like(p, np.bool_) if applies is None else np.broadcast_to(np.asarray(applies, np.bool_), p.shape)
    there = ~np.isnan(p) & wanted
    lam = np.where(there, lam, 0.0)
    names = list(dict.fromkeys(families))
    members = np.array([[family == name for family in families] for name in names])
    per_family = np.asarray([weights[name] for name in names])
    weight_of = members.T.astype(np.float64)
    lam_sum = lam @ weight_of
    point_sum = (lam * np.where(there, p, 0.0)) @ weight_of
    expected = wanted.astype(np.float64) @ weight_of
    present = lam_sum > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        family_mean = np.where(present, point_sum / lam_sum, 0.0)
        covered = np.where(expected > 0, lam_sum / expected, 0.0)
        used = np.where(present, per_family, 0.0)
        score = (used * family_mean).sum(-1) / used.sum(-1)
        known = there.sum(-1)
        equal = np.where(there, p, 0.0).sum(-1) / known
    return Score(
        # 0.4 · 3 / 0.4 is a little more than 3.
        score=np.clip(score, 0, MOST_POINTS),
        mass=(per_family * covered).sum(-1),
        equal=equal,
        known=known.astype(np.int64),
        own=((lam > BORROWED) & there).sum(-1).astype(np.int64),
        families=present.sum(-1).astype(np.int64),
    )


def rated(found: Score) -> Flags:
    """Which cells have enough: at least four indicators from two families, two of their own, and a mass of 0.60."""
    enough = (found.known >= LEAST_INDICATORS) & (found.families >= LEAST_FAMILIES) & (found.own >= LEAST_OWN)
    return np.asarray(enough & (found.mass >= LEAST_MASS - 1e-12))


def signal_class(score: ArrayLike, surplus: ArrayLike) -> NDArray[np.int8]:
    """Position in CLASSES by the score.

    Args:
        score: 0–3; NaN where the cell is not rated.
        surplus: whether both posts per unemployed and unemployment have 0 points, without which a low score is no surplus.

    Returns:
        0 from 2.0, 1 from 1.5, 2 below, 3 below 0.75 with surplus, 4 for NaN.

    >>> [CLASSES[at] for at in signal_class([2.0, 1.99, 1.0, 0.5, 0.5, float("nan")], [0, 0, 0, 0, 1, 0])][3:]
    ['inga tydliga tecken', 'tecken på överskott', 'kan inte bedömas']
    """
    p, low = np.asarray(score, np.float64), np.asarray(surplus, np.bool_)
    found = np.where(p >= SHORTAGE - 1e-9, 0, np.where(p >= SOME - 1e-9, 1, np.where((p < SURPLUS - 1e-9) & low, 3, 2)))
    return np.asarray(np.where(np.isnan(p), 4, found), np.int8)


def surplus_points(points: ArrayLike) -> Flags:
    """Whether posts per unemployed and unemployment both have 0 points; a missing one is not 0.

    Args:
        points: cells × indicators.
    """
    p = np.asarray(points, np.float64)
    at = [SCORED.index(i) for i in (TIGHTNESS, UNEMPLOYMENT)]
    return np.asarray((p[..., at] == 0).all(-1))


def drawn_points(
    values: ArrayLike,
    errors: ArrayLike,
    cuts: Mapping[str, ArrayLike],
    draws: int,
    generator: np.random.Generator,
) -> Array:
    """Points when every value is drawn from a normal distribution around what was measured.

    Every cell meets the same draws, one per indicator, so that cells with the same figures get the same answer.

    Args:
        values: cells × the indicators of SCORED; NaN where missing.
        errors: standard errors, same shape; NaN counts as 0 (a register has no sampling error).
        cuts: indicator's code → its three cut points.
        draws: how many.
        generator: the random numbers, seeded by the caller.

    Returns:
        draws × cells × indicators.
    """
    value = np.asarray(values, np.float64)
    error = np.nan_to_num(np.asarray(errors, np.float64), nan=0.0)
    noise = generator.standard_normal((draws, len(SCORED)))
    points = np.empty((draws, *value.shape))
    for at, indicator in enumerate(SCORED):
        moved = value[:, at] + error[:, at] * noise[:, at, None]
        points[..., at] = indicator_points(moved, cuts[indicator.code], indicator.high_is_shortage)
    return points


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


def _kept(score: Array, points: Array, measured: ArrayLike) -> Array:
    drawn = signal_class(score, surplus_points(points))
    return np.asarray((drawn == np.asarray(measured)[None]).mean(0), np.float64)


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
    ([0, 1, 2], ['egna tal och stabilt resultat', 'få anställda', 'få anställda'])
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
