"""The trial that an indicator must pass to enter the signal score, and a class to bear the word shortage or surplus.

What is tried is whether a measure of ours tells the occupations and counties where Arbetsförmedlingen says large chances of a
job from the others. Occupations of one SSYK2 group resemble each other and each has a row per county, so whole groups are left
out when a weight is chosen and whole groups are drawn when an interval is made: the groups, not the rows, are what is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    upper, lower = values[happened][:, None], values[~happened][None, :]
    order = (upper > lower) + 0.5 * (upper == lower)
    mine, others = (np.eye(number)[group[kind]] for kind in (happened, ~happened))
    return Pairs(mine.T @ order @ others, mine.sum(0), others.sum(0))


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
        All NaN when nothing happened, or everywhere.

    Raises:
        ValueError: the draws are for another number of groups.

    Source: cross-validation by groups; cluster bootstrap as in ``assets.methods.agreement.bootstrap_interval``.
    """
    base, rank = np.asarray(simpler, np.float64), np.asarray(candidate, np.float64)
    group, names = pd.factorize(np.asarray(groups, object), sort=True)
    number = len(names)
    if np.shape(draws)[-1] != number:
        raise ValueError(f"the draws are of {np.shape(draws)[-1]} groups, the cases of {number}")
    alone = np.ptp(base) == 0
    weights = (1.0,) if alone else WEIGHTS
    scores = [(1 - w) * base + w * rank for w in weights]
    pairs = [count_pairs(score, outcome, group, number) for score in scores]
    others = 1 - np.eye(number, dtype=np.int64)
    left_out = np.stack([p.auc(others) for p in pairs])
    best = np.nan_to_num(left_out, nan=-1.0).argmax(0)
    held_out = np.stack(scores)[best[group], np.arange(len(group))]
    whole = np.ones((1, number), np.int64)
    with_it, without = count_pairs(held_out, outcome, group, number), count_pairs(base, outcome, group, number)
    apart = with_it.auc(draws) - without.auc(draws)
    tail = (1 - INTERVAL) / 2
    lower, upper = (
        np.quantile(apart[~np.isnan(apart)], [tail / tried, 1 - tail]) if (~np.isnan(apart)).any() else (np.nan, np.nan)
    )
    chosen = np.nan_to_num([p.auc(whole)[0] for p in pairs], nan=-1.0).argmax()
    before = without.auc(whole)[0]
    return Gain(
        float(before), float(with_it.auc(whole)[0] - before), float(lower), float(upper), float(weights[chosen])
    )


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
        NaN for what no case is there to tell.

    >>> yes, no = np.array([True, True, False, False]), np.array([False, False, True, True])
    >>> found = precision(yes, yes, no, ["a", "b", "a", "b"], np.array([[1, 1], [2, 0], [0, 2]]))
    >>> found.share, found.lower, found.base, found.cases
    (1.0, 1.0, 0.5, 2)
    """
    group, names = pd.factorize(np.asarray(groups, object), sort=True)
    number = len(names)

    def by_group(which: Flags) -> Array:
        return np.bincount(group[which], minlength=number).astype(np.float64)

    members, hits = by_group(inside), by_group(inside & claimed)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = (draws @ hits) / (draws @ members)
        share, turned = hits.sum() / members.sum(), (inside & opposite).sum() / members.sum()
    tail = (1 - INTERVAL) / 2
    known = drawn[~np.isnan(drawn)]
    lower, upper = np.quantile(known, [tail, 1 - tail]) if len(known) else (np.nan, np.nan)
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
