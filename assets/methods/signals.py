"""Signals 0–3: how strongly each indicator points to a shortage, and what they say together.

Arrays of cells × indicators in, arrays of cells out. An indicator that is missing is NaN in ``points`` and counts nowhere; one
that does not apply to the occupation is not expected of it either. Weights, classes and limits are the project's method and
stand here and nowhere else.

Source: points and classes after the Engpassanalyse of the Bundesagentur für Arbeit; the families' weights are what survived the
trial against Yrkesbarometern.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.ads import READVERTISED_DAYS
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.arrays import Array, Flags
from assets.methods.mismatch import MIN_EMPLOYEES, MIN_UNEMPLOYED
from assets.methods.quoted import spelled

Family = Literal["flöde", "läge", "pris och volym"]

FLOW: Family = "flöde"
STOCK: Family = "läge"
PRICE: Family = "pris och volym"
FAMILY_WEIGHTS: dict[Family, float] = {FLOW: 0.50, STOCK: 0.40, PRICE: 0.10}
CHANGE_YEARS = 3
"""How many years back changes are counted from."""


@dataclass(frozen=True)
class Indicator:
    """One indicator: its code in the data, its family, how readers meet it, and whether a high value points to a shortage."""

    code: str
    family: Family
    term: str = ""
    unit: str = ""
    description: str = ""
    high_is_shortage: bool = True


TIGHTNESS = Indicator(
    "platser_per_arbetslos",
    FLOW,
    "Platser per inskriven i AF-yrkesområdet",
    "platser per person",
    f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader, rättade för hur mycket som annonseras, per inskriven arbetslös i det "
    "AF-yrkesområde som yrket främst hör till",
)
POSTS_RATE = Indicator(
    "platser_per_100_anstallda",
    FLOW,
    "Platser per 100 anställda, rättade för täckning",
    "platser per 100 anställda",
    f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader, rättade för hur mycket som annonseras, per 100 anställda i yrket",
)
READVERTISED = Indicator(
    "andel_aterannonserade",
    FLOW,
    "Annonserade på nytt",
    "procent",
    "Andel av annonserna där samma arbetsgivare annonserade i samma yrke och kommun igen inom "
    f"{READVERTISED_DAYS} dagar efter avslutet",
)
UNEMPLOYMENT = Indicator(
    "andel_arbetslosa",
    STOCK,
    "Inskrivna i AF-yrkesområdet",
    "procent",
    "Inskrivna arbetslösa i AF-yrkesområdet av alla som är anställda eller inskrivna där",
    high_is_shortage=False,
)
MATCHED = Indicator(
    "matchade_mot_riket",
    STOCK,
    "Matchade mot riket",
    "procentenheter",
    "Andel med yrkets utbildningar som arbetar i ett matchande yrke, utöver rikets för samma utbildningar",
)
MATCHED_CHANGE = Indicator(
    "matchade_forandring",
    STOCK,
    "Matchade mot riket, förändring",
    "procentenheter per år",
    f"Hur skillnaden mot riket har ändrats per år de senaste {spelled(CHANGE_YEARS)} åren",
)
EMPLOYMENT_GROWTH = Indicator(
    "anstallda_utveckling",
    PRICE,
    "Anställda, utveckling",
    "procent per år",
    f"Hur yrkets andel av områdets anställda har ändrats per år de senaste {spelled(CHANGE_YEARS)} åren",
)
INDICATORS: tuple[Indicator, ...] = (
    TIGHTNESS,
    POSTS_RATE,
    READVERTISED,
    UNEMPLOYMENT,
    MATCHED,
    MATCHED_CHANGE,
    EMPLOYMENT_GROWTH,
)

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
NEAR = 0.10
LEAST_INDICATORS, LEAST_FAMILIES, LEAST_OWN = 4, 2, 2
LEAST_MASS = 0.60
LEAST_DENOMINATOR = 20


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


def weighted_quantiles(values: ArrayLike, weights: ArrayLike, shares: ArrayLike) -> Array:
    """Values below which given shares of the weight lie.

    Args:
        values: one per cell; NaN is left out.
        weights: one per cell (employees), at least 0.
        shares: 0–1.

    Returns:
        One value per share: the smallest whose cumulated weight reaches the share.

    Raises:
        ValueError: no cell has a value and a weight.

    >>> weighted_quantiles([1, 2, 3, float("nan")], [1, 1, 8, 99], [0.1, 0.25, 0.5]).tolist()
    [1.0, 3.0, 3.0]
    """
    value, weight = np.asarray(values, np.float64), np.asarray(weights, np.float64)
    known = ~np.isnan(value) & (weight > 0)
    if not known.any():
        raise ValueError("no cell has both a value and a weight")
    order = np.argsort(value[known], kind="stable")
    ordered, mass = value[known][order], np.cumsum(weight[known][order])
    at = np.searchsorted(mass, np.asarray(shares, np.float64) * mass[-1], side="left")
    return np.asarray(ordered[np.minimum(at, len(ordered) - 1)], np.float64)


def unemployment_rate(unemployed: ArrayLike, employed: ArrayLike) -> Array:
    """Registered unemployed per 100 employed or unemployed, 100 · U / (U + E).

    Args:
        unemployed: registered unemployed who seek work in the AF-yrkesområde (persons, by residence).
        employed: employees in it (persons, by workplace).

    Returns:
        Percent; NaN when U is under 10 or U + E under 20.

    >>> unemployment_rate([10, 9, 30], [90, 200, 70]).tolist()
    [10.0, nan, 30.0]
    """
    u, e = np.asarray(unemployed, np.float64), np.asarray(employed, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((u >= MIN_UNEMPLOYED) & (u + e >= LEAST_DENOMINATOR), 100 * u / (u + e), np.nan)


def growth_beyond_total(
    employees: ArrayLike, total: ArrayLike, earlier: ArrayLike, earlier_total: ArrayLike, years: int
) -> Array:
    """Yearly growth of the occupation's share of the area's employees, 100 · (((E₁/T₁) / (E₀/T₀))^(1/years) − 1).

    A share moves little when more occupations become known, as between 2022 and 2023, where levels jump.

    Args:
        employees: employees now.
        total: the area's employees with a known occupation now.
        earlier: employees then.
        earlier_total: the area's total then.
        years: between the two.

    Returns:
        Percent a year; NaN when either count is under 50.

    >>> growth_beyond_total([110, 49], 1000, [100, 60], 1000, 1).round(3).tolist()
    [10.0, nan]
    """
    e1, t1, e0, t0 = (np.asarray(a, np.float64) for a in (employees, total, earlier, earlier_total))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (e1 / t1) / (e0 / t0)
        return np.where((e1 >= MIN_EMPLOYEES) & (e0 >= MIN_EMPLOYEES), 100 * (ratio ** (1 / years) - 1), np.nan)


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
    indicators: tuple[Indicator, ...] = INDICATORS,
    weights: dict[Family, float] | ArrayLike = FAMILY_WEIGHTS,
) -> Score:
    """Weighed mean of points: P = Σ_f W_f · (Σ_i λ_i p_i / Σ_i λ_i) / Σ_f W_f over families with a known indicator.

    The mass is Σ_f W_f · Σ_i λ_i / n_f, where n_f counts the family's indicators that apply to the occupation.

    Args:
        points: cells × indicators, 0–3; NaN where missing. Leading axes are kept.
        shares: λ, same shape: how much each counts, 1 for the cell's own value, less for a borrowed one.
        applies: same shape; False where the indicator is not expected of the occupation. All apply by default.
        indicators: one per last position.
        weights: W per family, or an array (… × families, in order of first appearance) that broadcasts over the cells.

    Returns:
        The score, its mass, the mean with equal weights, and counts.

    Source: the rule of points divided by the number of rated indicators is the Bundesagentur's; families, λ and mass are ours.

    >>> nan = float("nan")
    >>> scheme = tuple(Indicator(str(i), f) for i, f in enumerate([FLOW] * 3 + [STOCK] * 2 + [PRICE] * 2))
    >>> old = {FLOW: 0.40, STOCK: 0.35, PRICE: 0.25}
    >>> found = shortage_score([3, 2, nan, 2, 1, 3, nan], [1.0] * 7, indicators=scheme, weights=old)
    >>> round(found.score.item(), 4), round(found.mass.item(), 4), found.equal.item()
    (2.275, 0.7417, 2.2)
    """
    p, lam = np.asarray(points, np.float64), np.asarray(shares, np.float64)
    wanted = np.ones_like(p, np.bool_) if applies is None else np.broadcast_to(np.asarray(applies, np.bool_), p.shape)
    there = ~np.isnan(p) & wanted
    lam = np.where(there, lam, 0.0)
    names = list(dict.fromkeys(i.family for i in indicators))
    members = np.array([[i.family == name for i in indicators] for name in names])
    per_family = np.asarray([weights[n] for n in names]) if isinstance(weights, dict) else np.asarray(weights)
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


def surplus_points(points: ArrayLike, indicators: tuple[Indicator, ...] = INDICATORS) -> Flags:
    """Whether posts per unemployed and unemployment both have 0 points; a missing one is not 0.

    Args:
        points: cells × indicators.
        indicators: one per last position.
    """
    p = np.asarray(points, np.float64)
    at = [indicators.index(i) for i in (TIGHTNESS, UNEMPLOYMENT)]
    return np.asarray((p[..., at] == 0).all(-1))


def near_border(score: ArrayLike, surplus: ArrayLike) -> Flags:
    """Whether the score lies within 0.10 of a border between classes, so that little would have given another class.

    Args:
        score: 0–3; NaN where the cell is not rated.
        surplus: of ``surplus_points``; without it no class begins at 0.75, and nothing is near it.

    >>> near_border([2.05, 1.75, 0.66, 0.66, float("nan")], [0, 0, 1, 0, 1]).tolist()
    [True, False, True, False, False]
    """
    p, low = np.asarray(score, np.float64), np.asarray(surplus, np.bool_)
    upper = np.minimum(np.abs(p - SHORTAGE), np.abs(p - SOME)) <= NEAR + 1e-9
    return np.asarray(upper | (low & (np.abs(p - SURPLUS) <= NEAR + 1e-9)))
