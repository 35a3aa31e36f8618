"""Which numbers of a table are too small to be shown, and which go with them so that no sum gives a small one away."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array, Flags

SHOWN, TOO_FEW, WITH_ANOTHER = 0, 1, 2
"""What ``withheld`` says of a number."""
LEAST_ROOM = 5
"""How many persons apart the lowest and the highest that a small number can be must lie, by what the sums and the rule itself tell."""
Kinds = NDArray[np.int8]


def follow_from_sums(hidden: Flags) -> Flags:
    """Hidden cells that follow from the sums of the rows and columns, when each sum and every other cell is known.

    A hidden cell ties its row's equation to its column's. It has one solution just when it lies in no circle of hidden
    cells: then its effective resistance, L⁺ᵢᵢ + L⁺ⱼⱼ − 2 L⁺ᵢⱼ in the graph of rows and columns, is 1.

    Args:
        hidden: rows × columns.

    Returns:
        Rows × columns.

    Source: Klein and Randić, Resistance distance, 1993; that a cell outside every circle is exposed, Gusfield, A graph
    theoretic approach to statistical data security, 1988.

    >>> follow_from_sums(np.array([[True, True, False], [True, True, True]])).tolist()
    [[False, False, False], [False, False, True]]
    """
    ties = hidden.astype(np.float64)
    laplacian = np.block([[np.diag(ties.sum(1)), -ties], [-ties.T, np.diag(ties.sum(0))]])
    inverse = np.linalg.pinv(laplacian, hermitian=True)
    own, rows = inverse.diagonal(), len(ties)
    resistance = own[:rows, None] + own[None, rows:] - 2 * inverse[:rows, rows:]
    # In a circle of n cells it is 1 − 1/n at most.
    return np.asarray(hidden & (resistance > 1 - 1e-6), np.bool_)


def possible(total: float, few: int, others: int, least: int) -> tuple[float, float]:
    """The lowest and the highest that a small number can be, for one who knows the rule and what is left of a sum.

    Two numbers under 20 that are 38 together are 19 each: that they are small tells what they are.

    Args:
        total: of all that is withheld in the line.
        few: how many of them are known to be under ``least``, 1 or more.
        others: how many are known to be at least ``least``, withheld to hide the first.
        least: the smallest count that is shown.

    Returns:
        Persons, for any one of the few.

    >>> possible(38, 2, 0, 20), possible(20, 2, 0, 20), possible(45, 1, 1, 20), possible(0, 3, 0, 20)
    ((19, 19), (1, 19), (0, 19), (0, 0))
    """
    lowest = 0 if others else max(0, total - (few - 1) * (least - 1))
    return lowest, min(least - 1, total - others * least)


def withheld(counts: ArrayLike, least: int) -> Kinds:
    """Which counts are not shown: those under ``least`` or missing, and the next smallest where a sum would give one away.

    Rows and columns may have known sums, such as a municipality's people and a delregion's with an education. A column without
    anybody is shown: its sum says the same. Where what a sum leaves says nearly what the small ones are, by ``possible``, the next
    smallest goes with them too.

    Args:
        counts: rows × columns (persons); NaN where missing.
        least: the smallest count that is shown.

    Returns:
        Rows × columns of ``SHOWN``, ``TOO_FEW`` and ``WITH_ANOTHER``. With a single row, or nothing left to withhold, a sum
        still gives a count away.

    >>> withheld([[5, 9, 70], [8, 60, 40], [30, 90, 50]], 20).tolist()
    [[1, 1, 0], [1, 2, 0], [0, 0, 0]]
    """
    value = np.asarray(counts, np.float64)
    nobody = (value == 0).all(axis=0)
    kinds = np.where((value < least) | np.isnan(value), TOO_FEW, SHOWN).astype(np.int8)
    kinds[:, nobody] = SHOWN
    free = np.where(nobody, np.inf, value)
    while True:
        hidden = kinds != SHOWN
        told = follow_from_sums(hidden)
        in_lines = tuple(told | (hidden & _narrow(kinds, value, axis, least)) for axis in (0, 1))
        following = _next(in_lines, hidden, np.where(hidden, np.inf, free))
        if following is None:
            return kinds
        kinds[following] = WITH_ANOTHER


def _narrow(kinds: Kinds, value: Array, axis: int, least: int) -> Flags:
    """Lines along an axis whose small numbers have too little room; one with an unknown number among the withheld has enough."""
    total = np.where(kinds != SHOWN, value, 0.0).sum(axis=axis)
    few, others = ((kinds == kind).sum(axis=axis) for kind in (TOO_FEW, WITH_ANOTHER))
    found = np.zeros(total.shape, np.bool_)
    for at in np.flatnonzero((few > 0) & ~np.isnan(total)):
        lowest, highest = possible(total[at], int(few[at]), int(others[at]), least)
        found[at] = highest - lowest < LEAST_ROOM
    return np.asarray(np.expand_dims(found, axis), np.bool_)


def _next(told: tuple[Flags, Flags], hidden: Flags, left: Array) -> tuple[int, int] | None:
    """The cell to withhold next: the smallest in a line with one that is given away, if there is any.

    A line where that one is alone comes first, since its sum alone tells.

    Args:
        told: what is given away in the columns, and in the rows.
        hidden: rows × columns.
        left: what may be withheld; infinite where nothing is left to withhold.
    """
    in_columns, in_rows = told
    columns = [(in_columns[:, at].any(), hidden[:, at].sum(), left[:, at], 1, at) for at in range(hidden.shape[1])]
    rows = [(in_rows[at].any(), hidden[at].sum(), left[at], 0, at) for at in range(hidden.shape[0])]
    wanted = [line for line in columns + rows if line[0] and np.isfinite(line[2]).any()]
    if not wanted:
        return None
    _, _, counts, axis, at = min(wanted, key=lambda line: line[1] > 1)
    other = int(counts.argmin())
    return (other, at) if axis else (at, other)
