"""How far an answer has moved from the one before: pure formulas over slices, none of which knows a source.

A slice is what is summed over for one code, or a pair of codes, of a table: everybody in Göteborg, or the women among the
nurses. Two answers are compared slice by slice. Most of a table moves together, since people are born, hired and counted
in the same year everywhere; so a slice is held against the move that the slices have in common.
"""

from __future__ import annotations

import numpy as np

from assets.methods.arrays import Array, Flags

_SMALLEST = 5.0
"""Persons that are added to both sides of a ratio, so that 0 → 3 is no infinite growth."""


def log_change(before: Array, after: Array) -> Array:
    """How much slices have grown, as a logarithm: ln((after + 5) / (before + 5)).

    Args:
        before: sums of slices, in the unit of the table.
        after: the same slices later, same shape.

    Returns:
        Same shape; 0 where nothing has changed, 0.69 where it has doubled, NaN where either is missing. NaN also where a net
        has passed from one side of -5 to the other: it may do so from year to year, and has not grown by any factor.

    >>> log_change(np.array([95.0, 0.0]), np.array([195.0, 0.0])).round(2).tolist()
    [0.69, 0.0]
    >>> log_change(np.array([-45.0, -45.0, 95.0]), np.array([-85.0, 85.0, -85.0])).round(2).tolist()
    [0.69, nan, nan]
    """
    was, now = np.asarray(before, float) + _SMALLEST, np.asarray(after, float) + _SMALLEST
    grown = np.divide(now, was, out=np.full(was.shape, np.nan), where=was * now > 0)
    change: Array = np.log(grown)
    return change


def expected_spread(size: Array, cells: Array, spread: float, noise: float, clump: float) -> Array:
    """The standard deviation of a slice's log change when nothing is wrong.

    Large slices differ by ``spread``. Small ones also because people come and go in clumps, a workplace that opens or is
    coded otherwise, and because the source rounds every cell or adds noise to it, perhaps always in the same direction:
    sqrt(spread² + (clump · size + (cells · noise / 2)²) / (size + 5)²). With clumps of one the middle term is the relative
    variance of a Poisson count.

    Args:
        size: the larger of the two sums of each slice; a net flow that is negative counts as large as a positive one.
        cells: how many cells each slice sums, same shape.
        spread: of large slices, as a logarithm; 0.05 is about five per cent.
        noise: standard deviation of the source's own noise in a cell, in the unit of the table.
        clump: how many come or go together, in the unit of the table.

    Returns:
        Same shape, as a logarithm.

    >>> expected_spread(np.array([0.0, 1e6]), np.array([1.0, 1.0]), 0.05, 3.0, 1.0).round(2).tolist()
    [0.3, 0.05]
    >>> expected_spread(np.array([-400.0, 400.0]), np.array([1.0, 1.0]), 0.05, 0.0, 1.0).round(2).tolist()
    [0.07, 0.07]
    """
    size = np.abs(np.asarray(size, float))
    variance = spread**2 + (clump * size + (np.asarray(cells, float) * noise / 2) ** 2) / (size + _SMALLEST) ** 2
    return np.sqrt(variance)


def common_move(change: Array, size: Array) -> float:
    """The move that slices have in common: the median of their log changes, each weighing the root of its size.

    A few slices that are wrong do not move it, however large they are, as long as they weigh less than half.

    Args:
        change: log changes.
        size: sums of the slices, same shape.

    Returns:
        A log change; NaN when there is no slice.

    >>> common_move(np.array([0.0, 0.1, 5.0]), np.array([100.0, 100.0, 100.0]))
    0.1
    """
    known = ~np.isnan(change)
    if not known.any():
        return float("nan")
    order = np.argsort(change[known], kind="stable")
    weight = np.sqrt(np.maximum(size[known][order], 0.0)) + 1.0
    reached = np.cumsum(weight)
    return float(change[known][order][np.searchsorted(reached, reached[-1] / 2)])


def same_factor(before: Array, after: Array, least: float) -> tuple[float, float, int]:
    """Whether one period is another one over again, or a multiple of it.

    Args:
        before: cells of one period.
        after: the same cells of another period, same shape.
        least: cells below this are not asked, since small numbers repeat by chance.

    Returns:
        The factor that most cells share (the median of after / before), the share of asked cells that keep it to within
        one in a thousand or half a unit, and how many cells were asked.

    >>> same_factor(np.array([100.0, 250.0, 3.0]), np.array([200.0, 500.0, 1.0]), 20)
    (2.0, 1.0, 2)
    """
    asked = (before >= least) & (after > 0)
    if not asked.any():
        return float("nan"), 0.0, 0
    was, now = before[asked], after[asked]
    factor = float(np.median(now / was))
    tolerance = np.maximum(0.001 * now, 0.5 * abs(factor - 1.0) if factor != 1.0 else 0.0)
    return factor, float((abs(now - factor * was) <= tolerance).mean()), int(asked.sum())


def profile_distances(before: Array, after: Array) -> Array:
    """How unlike the profiles of codes are: Hellinger distances between every code after and every code before.

    A code's profile is how it is divided over the other cells of the table, so it does not say how large the code is. Two
    municipalities of the same size have profiles of their own, and a code that suddenly has another's profile has taken
    its place.

    Args:
        before: codes × cells, not negative.
        after: the same codes × cells.

    Returns:
        codes after × codes before, from 0 (alike) to 1 (nothing in common); NaN for a code without anything.

    >>> profile_distances(np.array([[9.0, 1.0], [1.0, 9.0]]), np.array([[1.0, 9.0], [9.0, 1.0]])).round(2).tolist()
    [[0.63, 0.0], [0.0, 0.63]]
    """
    roots = []
    for sums in (after, before):
        total = sums.sum(axis=1, keepdims=True)
        roots.append(np.sqrt(np.divide(sums, total, out=np.full_like(sums, np.nan, dtype=float), where=total > 0)))
    likeness = roots[0] @ roots[1].T
    distance: Array = np.sqrt(np.clip(1.0 - likeness, 0.0, 1.0))
    return distance


def changed_places(
    before: Array, after: Array, size_floor: float, cells_noise: float, *, by_chance: bool
) -> list[tuple[int, int]]:
    """Codes that have taken another code's place.

    A code has, when it is unlike itself by more than small numbers explain, and is less than half as unlike another code.

    Args:
        before: codes × cells, not negative.
        after: the same codes × cells.
        size_floor: codes with less than this in all, on either side, are not asked.
        cells_noise: standard deviation of the source's own noise in a cell.
        by_chance: whether small numbers vary by chance; answers to a question do not.

    Returns:
        (code, the code that it looks like), as positions; empty when every code is most like itself.

    >>> changed_places(np.array([[900.0, 100], [100, 900]]), np.array([[100.0, 900], [900, 100]]), 50, 0, by_chance=True)
    [(0, 1), (1, 0)]
    """
    distance = profile_distances(before, after)
    large = (before.sum(axis=1) >= size_floor) & (after.sum(axis=1) >= size_floor)
    filled = (np.maximum(before, after) > 0).sum(axis=1)
    total = np.maximum(np.minimum(before.sum(axis=1), after.sum(axis=1)), 1.0)
    chance = np.sqrt(filled * (1.0 + cells_noise**2 * filled / total) / (4.0 * total)) * by_chance
    found = []
    for code in np.flatnonzero(large):
        own = distance[code, code]
        others = np.where(large, distance[code], np.nan)
        others[code] = np.nan
        if np.isnan(others).all() or np.isnan(own):
            continue
        nearest = int(np.nanargmin(others))
        if own > max(3.0 * chance[code], 0.05) and others[nearest] < own / 2:
            found.append((int(code), nearest))
    return found


def mirrored(one: tuple[Array, Array], other: tuple[Array, Array]) -> float:
    """How much better two codes fit in each other's place than in their own.

    Two codes with nearly the same numbers, as women's and men's pay, may change places and neither of them moves more than it
    might. But which of the two is the larger, and by how much, is another thing in every cell, and there it stays from one
    period to the next. With r the logarithm of the ratio between the codes in a cell, before and after, and w how much the
    cell weighs: Σ w · (r_after − r_before)² / Σ w · (r_after + r_before)², where the weight is that of a ratio of two counts,
    w = 1 / (1/a + 1/b) with a and b the smaller of before and after.

    Args:
        one: cells of the one code before and after, positive, in the unit of the table.
        other: the same cells of the other code.

    Returns:
        Far below 1 when both stay; above 1 when the codes have changed places; NaN when no cell tells them apart.

    >>> women, men = np.array([90.0, 40, 75]), np.array([100.0, 60, 70])
    >>> round(mirrored((women, women * 1.03), (men, men * 1.03)), 3)
    0.0
    >>> mirrored((women, men * 1.03), (men, women * 1.03)) > 100
    True
    """
    before, after = (np.log(one[at] / other[at]) for at in (0, 1))
    weight = 1.0 / (1.0 / np.minimum(*one) + 1.0 / np.minimum(*other))
    own, swapped = (float((weight * (after + sign * before) ** 2).sum()) for sign in (-1, 1))
    if own == swapped == 0:
        return float("nan")
    return own / swapped if swapped else float("inf")


def counted_anew(before: Array, after: Array, noise: float, tolerance: float) -> float:
    """How much of a table has been counted anew: what has changed in cells, as a share of what was there.

    A cell counts when it differs by more than ``tolerance`` of what it was, and by more than three times the noise. What
    has only changed places between two cells counts in both.

    Args:
        before: cells, in the unit of the table.
        after: the same cells of the same periods in a later answer, same shape.
        noise: standard deviation of the source's own noise in a cell.
        tolerance: a share; preliminary numbers are corrected by less.

    Returns:
        From 0; 0 for a table without anything.

    >>> counted_anew(np.array([100.0, 300.0, 40.0]), np.array([300.0, 100.0, 41.0]), 3.0, 0.05).__round__(2)
    0.91
    """
    change = np.abs(after - before)
    counts = (change > tolerance * before) & (change > 3 * noise)
    total = float(before.sum())
    return float(change[counts].sum()) / total if total else 0.0


def share_became(before: Flags, after: Flags) -> float:
    """The share of cells that were one thing and have become another; 0 when none was.

    Args:
        before: whether each cell was it before.
        after: whether each cell is the other thing now, same shape.

    >>> share_became(np.array([True, True, False]), np.array([True, False, True]))
    0.5
    """
    return float((before & after).sum() / before.sum()) if before.any() else 0.0
