"""How far posts and unemployed are apart over a set of areas (AF areas, municipalities, or both), as one number each.

All functions take counts, one per area; a missing count (NaN) gives NaN, since every number here needs all areas.
A number for several places is computed from their counts, never as a mean of the places' numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

ALPHAS = {"missmatchning_03": 0.3, "missmatchning_05": 0.5, "missmatchning_07": 0.7}
"""Measure of mart.analys → the elasticity that its index has."""
NULL_DRAWS = 500
"""Draws of the simulated null; the method's number, so that two computations can be compared."""


class MatchingGap(NamedTuple):
    """Persons; printed together, since the shortage alone hides that it does not net out."""

    shortage: float
    surplus: float
    net: float
    overhang: float


class NullMismatch(NamedTuple):
    """The index to expect from small numbers alone, and where the observed one stands among the draws (0–100)."""

    mean: float
    percentile: float


class JackmanRoper(NamedTuple):
    """The share of the unemployed who are in the wrong area, and how many persons that is."""

    share: float
    persons: float


def _counts(posts: ArrayLike, unemployed: ArrayLike, dimensions: int = 1) -> tuple[Array, Array]:
    v, u = np.asarray(posts, dtype=np.float64), np.asarray(unemployed, dtype=np.float64)
    if v.shape != u.shape or v.ndim != dimensions:
        raise ValueError(f"posts and unemployed must have the same {dimensions} axes, got {v.shape} and {u.shape}")
    for name, values in (("posts", v), ("unemployed", u)):
        if (values < 0).any() or np.isinf(values).any():
            raise ValueError(f"{name} must be counts: a number is negative or infinite")
    return v, u


def matching_gap(posts: ArrayLike, unemployed: ArrayLike) -> MatchingGap:
    """Shortage g⁺ = Σ max(0, V − U), surplus g⁻ = Σ max(0, U − V), net ΣV − ΣU and overhang q = g⁺ / ΣV.

    Args:
        posts: posts to fill per area (posts), one axis.
        unemployed: unemployed who can reach them, per area (persons).

    Returns:
        Shortage over the areas that lack persons, surplus over the others, their difference (persons) and the overhang, a
        share 0–1. All NaN when a count is missing; the overhang is NaN when there are no posts.

    Raises:
        ValueError: shapes differ, or a count is negative or infinite.

    Source: Fachkräftelücke and Stellenüberhangsquote, KOFA/IW, IW-Report 59/2020.

    >>> matching_gap([150, 30, 20], [100, 60, 80])
    MatchingGap(shortage=50.0, surplus=90.0, net=-40.0, overhang=0.25)
    """
    v, u = _counts(posts, unemployed)
    shortage, surplus = float(np.maximum(0, v - u).sum()), float(np.maximum(0, u - v).sum())
    total = float(v.sum())
    return MatchingGap(shortage, surplus, shortage - surplus, shortage / total if total else np.nan)


def solvable_by_mobility(posts: ArrayLike, unemployed: ArrayLike) -> float:
    """Posts that persons elsewhere in the county could fill, Σ_r g⁺(r) − g⁺(county).

    Args:
        posts: delregioner × areas (posts).
        unemployed: delregioner × areas (persons); within the county, so that the rows sum to the county's unemployed.

    Returns:
        Persons, at least 0; NaN when a count is missing.

    Raises:
        ValueError: shapes differ, or a count is negative or infinite.

    Source: max(0, ·) is subadditive, so what is short in the parts is never less than what is short in the whole.

    >>> solvable_by_mobility([[100, 20], [30, 40]], [[70, 20], [50, 10]])
    20.0
    """
    v, u = _counts(posts, unemployed, dimensions=2)
    parts = np.maximum(0, v - u).sum()
    whole = np.maximum(0, v.sum(axis=0) - u.sum(axis=0)).sum()
    return float(np.maximum(0, parts - whole))  # counts with decimals may differ by a rounding error


def _index(v: Array, u: Array, alpha: float) -> Array:
    with np.errstate(invalid="ignore"):
        shares = v / v.sum(axis=-1, keepdims=True), u / u.sum(axis=-1, keepdims=True)
    matched: Array = (shares[0] ** alpha * shares[1] ** (1 - alpha)).sum(axis=-1)
    return np.clip(1 - matched, 0, 1)


def mismatch_index(posts: ArrayLike, unemployed: ArrayLike, alpha: float = 0.5) -> float:
    """Mismatch index, M = 1 − Σ (v_i/V)^α (u_i/U)^(1−α).

    It rises with the number of areas and with small counts: publish it with the number of areas and the null.

    Args:
        posts: posts per area (posts), one axis.
        unemployed: unemployed per area (persons).
        alpha: the matching function's elasticity with respect to vacancies, between 0 and 1.

    Returns:
        Share 0–1 of the hires that are lost; 0 when posts and unemployed have equal shares, 1 when they share no area. NaN
        when a count is missing, and when there are no posts or no unemployed.

    Raises:
        ValueError: shapes differ, a count is negative or infinite, or alpha is not between 0 and 1.

    Source: Şahin, Song, Topa and Violante, Mismatch Unemployment, American Economic Review 2014.

    >>> round(mismatch_index([150, 30, 20], [100, 60, 80]), 7)
    0.0647597
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must be between 0 and 1, got {alpha}")
    return float(_index(*_counts(posts, unemployed), alpha))


def null_mismatch_index(
    posts: ArrayLike, unemployed: ArrayLike, generator: np.random.Generator, alpha: float = 0.5
) -> NullMismatch:
    """Mean index M₀ when posts and unemployed are drawn from the same shares, and the observed index's percentile.

    Each of the 500 draws is two multinomial samples, of ΣV posts and ΣU persons (rounded to whole ones), with the pooled
    shares (v + u) / (V + U).

    Args:
        posts: posts per area (posts), one axis.
        unemployed: unemployed per area (persons).
        generator: a seeded generator; the same seed gives the same result, whatever the order of the areas.
        alpha: as in ``mismatch_index``.

    Returns:
        Mean of the draws (0–1; the index beyond it is M − M₀) and percentile (0–100; draws that equal the observed index
        count half). Both NaN when the index is.

    Raises:
        ValueError: as in ``mismatch_index``.

    Source: the bias of M in small samples, simulated; methods §2.4.

    >>> null_mismatch_index([150, 30, 20], [100, 60, 80], np.random.default_rng(1)).percentile
    100.0
    """
    v, u = _counts(posts, unemployed)
    order = np.lexsort((u, v))
    v, u = v[order], u[order]
    observed = mismatch_index(v, u, alpha)
    posts_drawn, unemployed_drawn = v.sum().round(), u.sum().round()
    if np.isnan(observed) or not posts_drawn or not unemployed_drawn:
        return NullMismatch(np.nan, np.nan)
    pooled = (v + u) / (v + u).sum()
    draws = _index(
        generator.multinomial(int(posts_drawn), pooled, size=NULL_DRAWS).astype(np.float64),
        generator.multinomial(int(unemployed_drawn), pooled, size=NULL_DRAWS).astype(np.float64),
        alpha,
    )
    below, equal = (draws < observed).mean(), (draws == observed).mean()
    return NullMismatch(float(draws.mean()), float(100 * (below + equal / 2)))


def jackman_roper(posts: ArrayLike, unemployed: ArrayLike) -> JackmanRoper:
    """Jackman–Roper index, JR = ½ Σ |u_i/U − v_i/V|, and the same in persons, JR · U.

    Args:
        posts: posts per area (posts), one axis.
        unemployed: unemployed per area (persons).

    Returns:
        Share 0–1 of the unemployed who would have to change area for the shares to be equal, and persons. Both NaN when a
        count is missing, and when there are no posts or no unemployed.

    Raises:
        ValueError: shapes differ, or a count is negative or infinite.

    Source: Jackman and Roper, Structural Unemployment, Oxford Bulletin of Economics and Statistics 1987.

    >>> share, persons = jackman_roper([150, 30, 20], [100, 60, 80])
    >>> round(share, 6), round(persons, 6)
    (0.333333, 80.0)
    """
    v, u = _counts(posts, unemployed)
    with np.errstate(invalid="ignore"):
        share = float(np.abs(u / u.sum() - v / v.sum()).sum() / 2)
    return JackmanRoper(share, share * float(u.sum()))
