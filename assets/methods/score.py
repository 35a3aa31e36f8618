"""The signal score 0–100: where an occupation's advertising lies among the occupations of the same area, and its class.

The score is a weighed mean of ranks. It orders the occupations of an area, so it says nothing of whether the area as a whole
advertises more than another or than last year; ``assets.methods.local_ratio`` and ``then_and_now`` do. What it is made of and
where its classes begin is reference data that people review (``assets.reference.signal_score``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array
from assets.reference.signal_score import ScorePart

ALL_OCCUPATIONS, SAME_FIRST_DIGIT = SCOPES = ("alla yrken", "yrken med samma första siffra")
"""What an occupation is ranked among."""
TOP = 100
"""The highest score; 0 is the lowest."""
NEAR_STABILITY = 0.8
"""A class that stands in fewer of the recomputations lies near a limit."""
DRAWS = 1000
SEED = 20230101
"""Of every random number, so that the same figures always give the same tables."""


CLEAR_SIGNS, SOME_SIGNS = "tydliga tecken på brist", "vissa tecken på brist"
NO_SIGNS, SURPLUS_SIGNS = "inga tydliga tecken", "tecken på överskott"
NOT_RATED = "kan inte bedömas"
LARGE, SMALL = "stora", "små"
"""What Arbetsförmedlingen says of the chances of a job, at the ends of its scale."""


@dataclass(frozen=True)
class SignalClass:
    """A class of the score: its word on the common scale, what that word claims, and its name while the claim is not shown."""

    word: str
    plain: str
    claims: str | None = None
    """What Arbetsförmedlingen should be saying where the class holds; None when the word claims nothing."""
    opposite: str | None = None


SIGNAL_CLASSES = (
    SignalClass(CLEAR_SIGNS, "många annonser per anställd", LARGE, SMALL),
    SignalClass(SOME_SIGNS, "ganska många annonser per anställd", LARGE, SMALL),
    SignalClass(NO_SIGNS, NO_SIGNS),
    SignalClass(SURPLUS_SIGNS, "få annonser per anställd", SMALL, LARGE),
)
"""From the highest score to the lowest."""
POSITIONS = {name: at for at, each in enumerate(SIGNAL_CLASSES) for name in (each.word, each.plain)} | {
    NOT_RATED: len(SIGNAL_CLASSES)
}
"""Word or plain name → position of the class, the order in which readers meet them; what cannot be rated is last."""
SHORTAGE_NAMES, SURPLUS_NAMES = (
    frozenset(name for each in SIGNAL_CLASSES if each.claims == claim for name in (each.word, each.plain))
    for claim in (LARGE, SMALL)
)
"""Names of the classes that lie high, and of the one that lies low."""


def mid_ranks(values: ArrayLike, within: ArrayLike | None = None) -> Array:
    """Share of the values that are lower, counting ties and the value itself half: (r − ½) / n.

    Args:
        values: along the last axis (any unit); NaN where missing. Leading axes are ranked one by one.
        within: the group of each value along that axis; each is ranked among its own. One group by default.

    Returns:
        Above 0 and below 1; NaN for NaN.

    Source: the percentile rank of a score, for example Roscoe, Fundamental Research Statistics, 1975.

    >>> mid_ranks([5, 9, 9, float("nan")]).round(4).tolist()
    [0.1667, 0.6667, 0.6667, nan]
    >>> mid_ranks([5, 9, 1], ["a", "a", "b"]).tolist()
    [0.25, 0.75, 0.5]
    """
    value = np.asarray(values, np.float64)
    found = np.full(value.shape, np.nan)
    codes = np.zeros(value.shape[-1], np.intp) if within is None else pd.factorize(np.asarray(within, object))[0]
    for code in range(codes.max(initial=-1) + 1):
        at = np.flatnonzero(codes == code)
        mine = value[..., at]
        order = np.argsort(mine, axis=-1)
        rising = np.take_along_axis(mine, order, -1)
        place = np.arange(len(at))
        other = rising[..., 1:] != rising[..., :-1]
        edge = np.ones((*other.shape[:-1], min(1, len(at))), bool)
        begins, ends = np.concatenate([edge, other], -1), np.concatenate([other, edge], -1)
        # The first place of the values that are alike is how many are lower; from the end, the last is found the same way.
        first = np.maximum.accumulate(np.where(begins, place, 0), axis=-1)
        last = np.minimum.accumulate(np.where(ends, place, len(at) - 1)[..., ::-1], axis=-1)[..., ::-1]
        ranks = np.empty_like(mine)
        np.put_along_axis(ranks, order, first + (last - first + 1) / 2, -1)
        with np.errstate(invalid="ignore", divide="ignore"):
            found[..., at] = ranks / (~np.isnan(mine)).sum(-1, keepdims=True)
    return np.where(np.isnan(value), np.nan, found)


def signal_score(values: dict[str, ArrayLike], digits: ArrayLike, parts: Sequence[ScorePart]) -> Array:
    """Weighed mean of ranks, 100 · Σ w_p · rank_p / Σ w_p, of the occupations of one area.

    Args:
        values: indicator → its value per occupation (its unit), high pointing to a shortage; NaN where missing.
        digits: the first digit of each occupation's code, which tells what it is compared with in the narrower scope.
        parts: what the score is made of, at least one.

    Returns:
        0–100 per occupation; NaN where a part is missing, since a score without it would be another measure.

    Raises:
        ValueError: there are no parts, or their weights are not positive.

    Source: ranks within and over groups carry the level that trades recruit at outside the ads, backtest §5.

    >>> parts = [ScorePart("annonser", scope, 0.5) for scope in SCOPES]
    >>> signal_score({"annonser": [8.0, 4.0, 2.0, 1.0]}, ["2", "2", "5", "5"], parts).tolist()
    [81.25, 43.75, 56.25, 18.75]
    """
    weights = np.array([part.weight for part in parts], np.float64)
    if not len(weights) or not (weights > 0).all():
        raise ValueError("a score needs parts whose weights are positive")
    ranks = part_ranks(values, digits, parts)
    return np.asarray(TOP * (weights @ ranks) / weights.sum(), np.float64)


def part_ranks(values: Mapping[str, ArrayLike], digits: ArrayLike, parts: Sequence[ScorePart]) -> Array:
    """The rank of each part, parts × occupations; see ``signal_score``."""
    within = {ALL_OCCUPATIONS: None, SAME_FIRST_DIGIT: digits}
    return np.stack([mid_ranks(values[part.indicator], within[part.compared_with]) for part in parts])


def class_positions(score: ArrayLike, limits: Sequence[float]) -> NDArray[np.int8]:
    """Position of the class of a score, counted from the highest.

    Args:
        score: 0–100; NaN where the occupation cannot be rated.
        limits: where each class but the last begins, falling: 75, 60, 25 make four classes.

    Returns:
        0 from the first limit, 1 from the second …, the last below all; −1 for NaN.

    Raises:
        ValueError: the limits do not fall.

    >>> class_positions([75, 74.9, 60, 25, 24.9, float("nan")], [75, 60, 25]).tolist()
    [0, 1, 1, 2, 3, -1]
    """
    value, cuts = np.asarray(score, np.float64), np.asarray(limits, np.float64)
    if np.any(np.diff(cuts) >= 0):
        raise ValueError(f"limits that fall are needed, not {cuts.tolist()}")
    passed = np.zeros(value.shape, np.int8)
    for cut in cuts:
        # A mean of ranks that is 75 by hand may be a last decimal below it.
        passed += value < cut - 1e-9
    return np.where(np.isnan(value), np.int8(-1), passed)


@dataclass(frozen=True)
class Stability:
    """How often each occupation of an area keeps its class, 0–1; NaN where it has none."""

    drawn: Array
    """When the counts are drawn anew, and with them the weights and the way to count."""
    weightings: Array
    """When only the parts' weights are others, over all weightings that a reader might choose."""


class WayToCount(NamedTuple):
    """What the score can be made of: indicator → value per occupation (its unit), and its standard error in the same unit."""

    values: dict[str, ArrayLike]
    errors: dict[str, ArrayLike]


def class_stability(
    variants: Sequence[WayToCount],
    digits: ArrayLike,
    parts: Sequence[ScorePart],
    limits: Sequence[float],
    generator: np.random.Generator,
    draws: int = DRAWS,
) -> Stability:
    """Share of the recomputations in which an occupation keeps the class that the figures give.

    Every recomputation draws each value from a normal distribution around what was counted, one way to count (one of the
    variants) and one weighting (every weighting is as likely as another), ranks the area's occupations again and cuts them
    by the same limits.

    Args:
        variants: ways to count, the one in use first. An error that is NaN counts as 0.
        digits: first digit of each occupation's code.
        parts: what the score is made of.
        limits: of ``class_positions``.
        generator: the random numbers, seeded by the caller.
        draws: how many recomputations.

    Returns:
        One number per occupation.
    """
    rated = class_positions(signal_score(variants[0].values, digits, parts), limits)
    weights = generator.dirichlet(np.ones(len(parts)), draws)
    chosen = generator.integers(len(variants), size=draws)
    names = list(dict.fromkeys(part.indicator for part in parts))
    ways, errors = (
        {name: np.stack([np.asarray(of_way[name], np.float64) for of_way in of_ways]) for name in names}
        for of_ways in zip(*variants, strict=True)
    )
    # What has no value in any way takes part in no rank, so it need not be ranked a thousand times.
    some = ~np.all([np.isnan(values) for values in ways.values()], axis=(0, 1))
    among = np.asarray(digits, object)[some]
    moved: dict[str, ArrayLike] = {}
    for name, values in ways.items():
        noise = generator.standard_normal((draws, len(some)))[:, some]
        error = np.nan_to_num(errors[name][:, some])
        # A rate is never negative, however few ads it rests on.
        moved[name] = np.maximum(values[:, some][chosen] + error[chosen] * noise, 0)
    again = TOP * np.einsum("dp,pdo->do", weights, part_ranks(moved, among, parts))
    other = TOP * weights @ part_ranks({name: values[0, some] for name, values in ways.items()}, among, parts)
    kept = np.full((2, len(some)), np.nan)
    kept[:, some] = [(class_positions(scores, limits) == rated[some]).mean(0) for scores in (again, other)]
    return Stability(*np.where(rated < 0, np.nan, kept))
