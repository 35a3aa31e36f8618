"""How well one ordered rating (ours) agrees with another (Arbetsförmedlingen's, a council's, the outcome), and how surely.

A confusion table has the true class in rows and the rated one in columns, in the order of the scale, shortage first.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array

Positions = NDArray[np.intp]


def _table(table: ArrayLike) -> Array:
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a confusion table is square, got shape {counts.shape}")
    return counts


def _ratio(numerator: float, denominator: float) -> float:
    return float(numerator / denominator) if denominator else float("nan")


def _kappa(table: ArrayLike, agreement: Callable[[Array, int], Array]) -> float:
    counts = _table(table)
    size, total = len(counts), counts.sum()
    if not total:
        return float("nan")
    weights = agreement(np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64), size)
    chance = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    return _ratio((weights * (counts - chance)).sum(), total - (weights * chance).sum())


def kappa(table: ArrayLike) -> float:
    """Agreement beyond chance, κ = (p_o − p_e) / (1 − p_e); every disagreement counts the same.

    Args:
        table: confusion table (cases).

    Returns:
        1 for full agreement, 0 for as much as chance gives; NaN when chance alone agrees fully (one class only), without
        cases, or with a missing count.

    Raises:
        ValueError: the table is not square.

    Source: Cohen, A Coefficient of Agreement for Nominal Scales, 1960.

    >>> round(kappa([[20, 6, 1], [8, 50, 7], [1, 5, 12]]), 6)
    0.559497
    """
    return _kappa(table, lambda steps, _: (steps == 0).astype(np.float64))


def linear_kappa(table: ArrayLike) -> float:
    """Weighted κ with weights 1 − |i − j| / (k − 1): a class further away is a larger disagreement.

    Args:
        table: confusion table (cases), classes in the order of the scale.

    Returns:
        As for ``kappa``, which it equals for two classes.

    Raises:
        ValueError: the table is not square.

    Source: Cohen, Weighted Kappa, 1968.

    >>> round(linear_kappa([[20, 6, 1], [8, 50, 7], [1, 5, 12]]), 6)
    0.590266
    """
    return _kappa(table, lambda steps, size: 1 - steps / max(size - 1, 1))


def strength(kappa: float, lower: float) -> str | None:
    """How strong an agreement is, in a word; each step is a fifth.

    Args:
        kappa: at most 1.
        lower: the lower limit of its interval.

    Returns:
        None when the interval reaches 0: then it is no more than chance may give.

    Source: Landis and Koch, The Measurement of Observer Agreement for Categorical Data, 1977 (slight, fair, moderate, substantial).

    >>> [strength(kappa, kappa - 0.1) for kappa in (-0.1, 0.1, 0.19, 0.28, 0.41, 0.6, 1.0)]
    [None, None, 'knappt', 'svagt', 'måttligt', 'väl', 'väl']
    """
    if lower <= 0:
        return None
    return next(
        word for least, word in ((0.6, "väl"), (0.4, "måttligt"), (0.2, "svagt"), (-np.inf, "knappt")) if kappa >= least
    )


def _cases(values: ArrayLike, outcome: ArrayLike) -> tuple[Array, Array]:
    numbers, happened = np.asarray(values, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    if numbers.shape != happened.shape or numbers.ndim != 1:
        raise ValueError(f"one number and one outcome per case, got shapes {numbers.shape} and {happened.shape}")
    if not (np.isin(happened, (0, 1)) | np.isnan(happened)).all():
        raise ValueError("an outcome is 1 (it happened) or 0 (it did not)")
    return numbers, happened


def brier_score(probability: ArrayLike, outcome: ArrayLike) -> float:
    """Mean squared distance between probability and outcome, mean (p − o)².

    Args:
        probability: 0–1, one per case.
        outcome: 1 where it happened, else 0.

    Returns:
        0 (certain and right) to 1 (certain and wrong); NaN when a value is missing or there are no cases.

    Raises:
        ValueError: shapes differ, a probability is outside 0–1, or an outcome is neither 0 nor 1.

    Source: Brier, Verification of Forecasts Expressed in Terms of Probability, 1950.

    >>> round(brier_score([0.9, 0.7, 0.2], [1, 0, 0]), 6)
    0.18
    """
    chances, happened = _cases(probability, outcome)
    if ((chances < 0) | (chances > 1)).any():
        raise ValueError("a probability is between 0 and 1")
    return _ratio(((chances - happened) ** 2).sum(), len(chances))


LEAST_OCCUPATIONS = 30
"""Occupations with an assessment below which nothing is judged: the intervals would say nothing."""


def classes_from_others(score: ArrayLike, truth: ArrayLike, folds: ArrayLike, size: int) -> Positions:
    """Classes of a score, cut so that the other parts would have the shares of classes that they truly have.

    No case's own truth takes part in its cuts, nor that of any case of its occupation.

    Args:
        score: one per case, higher where the first class is likelier.
        truth: position 0 … size − 1 of the true class of each case.
        folds: the part that each case is left out with, such as its SSYK2 group.
        size: number of classes, in the order of the scale, shortage first.

    Returns:
        Position of the class of each case.

    Raises:
        ValueError: a score is missing, or all cases are of one part, so that nothing is left to cut by.

    >>> classes_from_others([9, 4, 1, 8, 3, 2], [0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1], 3).tolist()
    [0, 1, 2, 0, 1, 2]
    """
    values, classes, parts = np.asarray(score, np.float64), np.asarray(truth, np.intp), np.asarray(folds)
    if np.isnan(values).any():
        raise ValueError("every case needs a score: what has none is left out by the caller")
    rated = np.empty(len(values), np.intp)
    for part in np.unique(parts):
        mine = parts == part
        if mine.all():
            raise ValueError("the cases are of one part: there are no others to cut by")
        above = np.bincount(classes[~mine], minlength=size).cumsum()[:-1]
        ordered = np.concatenate([[np.inf], np.sort(values[~mine])[::-1], [-np.inf]])
        cuts = (ordered[above] + ordered[above + 1]) / 2
        rated[mine] = (values[mine][:, None] <= cuts).sum(axis=1)
    return rated
