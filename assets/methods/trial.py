"""The trial that an indicator must pass to enter the signal score, and a class to bear the word shortage or surplus.

What is tried is whether a measure of ours tells the occupations and counties where Arbetsförmedlingen says large chances of a
job from the others. Occupations of one SSYK2 group resemble each other and each has a row per county, so whole groups are left
out when a weight is chosen and whole groups are drawn when an interval is made: the groups, not the rows, are what is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array, Flags

LEAST_RELIABILITY = 0.5
"""Share of an indicator's variance that must be more than its own error."""
INTERVAL = 0.90
"""Share of the samples that an interval holds; its lower limit has a twentieth of them below it."""
WEIGHTS = (0.0, 0.25, 0.5)
"""What a new indicator may weigh beside the score; 0 when the other groups say that it does not help."""
TRIAL_DRAWS = 2000

Draws = NDArray[np.int64]
"""Samples × groups: how often each group was drawn."""


def reliability(values: ArrayLike, errors: ArrayLike) -> float:
    """Share of the variance between cells that is not the values' own error, 1 − mean(s²) / var(x).

    Args:
        values: x, one per cell (any unit); NaN where missing.
        errors: s, standard errors (same unit).

    Returns:
        At most 1; negative when the errors alone would make more difference than there is. NaN when fewer than two values are
        known or all are the same.

    Source: reliability in classical test theory, Lord and Novick, Statistical Theories of Mental Test Scores, 1968.

    >>> round(reliability([1.0, 2.0, 3.0, float("nan")], [0.5, 0.5, 0.5, 9.0]), 4)
    0.75
    """
    x, s = np.asarray(values, np.float64), np.asarray(errors, np.float64)
    known = ~np.isnan(x) & ~np.isnan(s)
    if known.sum() < 2:
        return float("nan")
    variance = x[known].var(ddof=1)
    return float(1 - (s[known] ** 2).mean() / variance) if variance > 0 else float("nan")


def group_draws(number: int, generator: np.random.Generator, draws: int = TRIAL_DRAWS) -> Draws:
    """Samples of groups with replacement: how often each of them was drawn, samples × groups."""
    return generator.multinomial(number, np.full(number, 1 / number), size=draws)


def spearman(projected: Array, actual: Array) -> float:
    """Rank correlation; NaN for fewer than three cells or when either is the same everywhere.

    Source: Spearman, American Journal of Psychology 1904.

    >>> spearman(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 4.0]))
    0.8
    """
    if len(projected) < 3 or np.ptp(projected) == 0 or np.ptp(actual) == 0:
        return float("nan")
    ranks = []
    for values in (projected, actual):
        ordered = np.sort(values)
        below, through = (np.searchsorted(ordered, values, side) for side in ("left", "right"))
        ranks.append((below + through + 1) / 2)
    correlations = np.asarray(np.corrcoef(np.array(ranks)))
    return round(float(correlations[0, 1]), 12)


@dataclass(frozen=True)
class Pairs:
    """Pairs of a case where it happened and one where it did not, counted by the groups of both.

    With them an AUC over any sample of groups is a quotient of two sums, so that thousands of samples cost little.
    """

    concordant: Array
    """Groups × groups: pairs in which the case where it happened (row) has the higher score; ties count half."""
    happened: Array
    """Cases per group where it happened."""
    not_happened: Array

    def auc(self, draws: Draws) -> Array:
        """AUC in each sample; NaN in a sample without a case of either kind."""
        drawn = np.asarray(draws, np.float64)
        pairs = np.einsum("dg,gh,dh->d", drawn, self.concordant, drawn, optimize=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(pairs / ((drawn @ self.happened) * (drawn @ self.not_happened)))


def count_pairs(score: ArrayLike, outcome: ArrayLike, groups: ArrayLike, number: int) -> Pairs:
    """The pairs of every two groups.

    Args:
        score: one per case, higher where it is likelier.
        outcome: whether it happened, one per case.
        groups: position of each case's group, 0 … number − 1.
        number: of groups.

    Source: Mann–Whitney U, summed by groups.

    >>> pairs = count_pairs([3, 2, 2, 1], [True, True, False, False], [0, 1, 1, 1], 2)
    >>> pairs.concordant.tolist(), pairs.auc(np.array([[1, 1]])).tolist()
    ([[0.0, 2.0], [0.0, 1.5]], [0.875])
    """
    values, happened, group = np.asarray(score, np.float64), np.asarray(outcome, np.bool_), np.asarray(groups, np.intp)
    upper, mine, lower, others = values[happened], group[happened], values[~happened], group[~happened]
    concordant = np.empty((number, number))
    for other in range(number):
        below = np.sort(lower[others == other])
        passed = np.searchsorted(below, upper) + np.searchsorted(below, upper, "right")
        concordant[:, other] = np.bincount(mine, passed / 2, minlength=number)
    cases = (np.bincount(at, minlength=number).astype(np.float64) for at in (mine, others))
    return Pairs(concordant, *cases)


def widening(groups: int, tail: float) -> float:
    """How many times farther from the estimate a bootstrap limit should lie when the groups are few, √(G / (G − 1)) · t / z.

    A sample of groups varies as if the variance were divided by G and not by G − 1, and as if it were known.

    Args:
        groups: G, those that the estimate rests on.
        tail: share of the samples beyond the limit, under a half.

    Returns:
        Above 1, nearer the more groups; NaN for fewer than two, of which no interval can be made.

    Source: the expanded percentile interval of Hesterberg, What Teachers Should Know About the Bootstrap, The American
    Statistician 2015; the quantile t after Abramowitz and Stegun 26.7.5, within one percent from five groups.

    >>> round(widening(26, 0.05), 4), round(widening(26, 0.05 / 11), 4), round(widening(2000, 0.05), 4)
    (1.059, 1.1056, 1.0007)
    """
    if groups < 2:
        return float("nan")
    z, free = -NormalDist().inv_cdf(tail), groups - 1
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    t = z + sum(term / free**power for power, term in enumerate(terms, 1))
    return float(np.sqrt(groups / free) * t / z)


def limits(found: float, sampled: Array, groups: int, below: float, above: float) -> tuple[float, float]:
    """Limits of an interval over samples of groups, on either side of what was found.

    Args:
        found: the estimate on all groups.
        sampled: the same on each sample; NaN where a sample cannot tell.
        groups: how many the estimate rests on.
        below: share of the samples beyond the lower limit.
        above: share of the samples beyond the upper one.

    Returns:
        The percentiles, moved away by ``widening``; NaN when no sample can tell, or there are fewer than two groups.
    """
    known = sampled[~np.isnan(sampled)]
    if not len(known):
        return float("nan"), float("nan")
    lower, upper = np.quantile(known, [below, 1 - above])
    return (
        float(found - widening(groups, below) * max(found - lower, 0)),
        float(found + widening(groups, above) * max(upper - found, 0)),
    )


@dataclass(frozen=True)
class Gain:
    """How much higher the AUC is with an indicator than without, on groups that were left out."""

    simpler: float
    """AUC of the score without it."""
    difference: float
    lower: float
    """Lower limit of the difference; every indicator that is tried at the same time makes it stricter."""
    upper: float
    weight: float
    """What the indicator would weigh beside the score, chosen on all groups."""


def gain(
    simpler: ArrayLike, candidate: ArrayLike, outcome: ArrayLike, groups: ArrayLike, tried: int, draws: Draws
) -> Gain:
    """What an indicator adds to a score.

    For each group the weight of the indicator is chosen that orders the cases of all other groups best, and the group's own
    cases get the score with that weight. So no group takes part in the choice that it is judged by.

    Args:
        simpler: the score without the indicator, 0–1 per case; the same number everywhere when there is none.
        candidate: the indicator as a rank, 0–1 per case, high pointing to what happens.
        outcome: whether it happened.
        groups: the SSYK2 group of each case.
        tried: how many indicators are tried at the same time. Ten that say nothing would else often let one through by chance, so
            the share of the samples below the lower limit is divided by their number (Bonferroni).
        draws: of ``group_draws`` for the number of groups.

    Returns:
        All NaN when it happened nowhere, or everywhere; the limits are NaN with fewer than two groups.

    Raises:
        ValueError: the draws are for another number of groups.

    Source: cross-validation by groups; cluster bootstrap, widened for few groups (``widening``). With plain percentiles about ten
    of a hundred permutations of the classes let some indicator of ten through in one unit; widened, five.
    """
    base, rank = np.asarray(simpler, np.float64), np.asarray(candidate, np.float64)
    group, names = pd.factorize(np.asarray(groups, object), sort=True)
    number = len(names)
    if np.shape(draws)[-1] != number:
        raise ValueError(f"the draws are of {np.shape(draws)[-1]} groups, the cases of {number}")
    happened = np.asarray(outcome, np.bool_)
    if happened.all() or not happened.any():
        return Gain(*[float("nan")] * 5)
    without = count_pairs(base, outcome, group, number)
    weights = (1.0,) if np.ptp(base) == 0 else WEIGHTS
    scores = np.stack([(1 - w) * base + w * rank for w in weights])
    pairs = [count_pairs(score, outcome, group, number) for score in scores]
    whole, others = np.ones((1, number), np.int64), 1 - np.eye(number, dtype=np.int64)
    best = np.nan_to_num([p.auc(others) for p in pairs], nan=-1.0).argmax(0)
    with_it = count_pairs(scores[best[group], np.arange(len(group))], outcome, group, number)
    before = without.auc(whole).item()
    difference = with_it.auc(whole).item() - before
    tail = (1 - INTERVAL) / 2
    lower, upper = limits(difference, with_it.auc(draws) - without.auc(draws), number, tail / tried, tail)
    chosen = np.argmax([p.auc(whole) for p in pairs])
    return Gain(before, difference, lower, upper, weights[chosen])


def earns_place(reliability: float, lower: float) -> bool:
    """Whether an indicator may be in the score: at least half of it is not noise, and it surely adds something.

    >>> earns_place(0.5, 0.001), earns_place(0.49, 0.1), earns_place(0.9, 0.0), earns_place(0.9, float("nan"))
    (True, False, False, False)
    """
    return reliability >= LEAST_RELIABILITY and lower > 0


@dataclass(frozen=True)
class Precision:
    """How often Arbetsförmedlingen says what a class claims, beside how often it says so at all."""

    share: float
    lower: float
    upper: float
    base: float
    """The share over all cases."""
    opposite: float
    """The share of the class's cases where it says the opposite."""
    cases: int


def precision(inside: Flags, claimed: Flags, opposite: Flags, groups: ArrayLike, draws: Draws) -> Precision:
    """The share of a class's cases where what it claims holds, with an interval over samples of groups.

    Args:
        inside: which cases are of the class.
        claimed: where Arbetsförmedlingen says what the class claims.
        opposite: where it says the opposite.
        groups: the SSYK2 group of each case.
        draws: of ``group_draws``.

    Returns:
        NaN for what no case is there to tell; no limits when all cases are of one group. The lower limit is widened for few groups,
        of which only those with a case count (``widening``), and never above what as many groups that all say yes would show,
        0.05 to the power of one through their number; the upper limit likewise.

    Source: cluster bootstrap; the limit when all say yes is Clopper and Pearson, Biometrika 1934, with groups for cases.

    >>> yes, no = np.array([True, True, False, False]), np.array([False, False, True, True])
    >>> found = precision(yes, yes, no, ["a", "b", "a", "b"], np.array([[1, 1], [2, 0], [0, 2]]))
    >>> found.share, round(found.lower, 4), found.base, found.cases
    (1.0, 0.2236, 0.5, 2)
    """
    group, names = pd.factorize(np.asarray(groups, object), sort=True)
    number = len(names)

    def by_group(which: Flags) -> Array:
        return np.bincount(group[which], minlength=number).astype(np.float64)

    members, hits = by_group(inside), by_group(inside & claimed)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = (draws @ hits) / (draws @ members)
        share, turned = hits.sum() / members.sum(), (inside & opposite).sum() / members.sum()
    tail, having = (1 - INTERVAL) / 2, int((members > 0).sum())
    lower, upper = limits(share, drawn, having, tail, tail)
    # A class whose few groups all agree is the same in every sample, and would seem sure.
    most = tail ** (1 / max(having, 1))
    lower, upper = np.clip(lower, 0, most), np.clip(upper, 1 - most, 1)
    base = float(claimed.mean()) if len(claimed) else float("nan")
    return Precision(float(share), float(lower), float(upper), base, float(turned), int(members.sum()))


def earns_word(found: Sequence[Precision]) -> bool:
    """Whether a class may bear the word that it claims: in every unit it was tried on, surely more often than at all.

    And more often than the opposite: a class that Arbetsförmedlingen contradicts as often as it confirms says nothing.

    Args:
        found: the class's precision per unit, at least one.

    >>> sure = Precision(0.8, 0.6, 0.9, 0.5, 0.1, 90)
    >>> earns_word([sure]), earns_word([sure, Precision(0.5, 0.45, 0.6, 0.45, 0.2, 90)]), earns_word([])
    (True, False, False)
    """
    return bool(found) and all(f.lower > f.base and f.share > f.opposite for f in found)
