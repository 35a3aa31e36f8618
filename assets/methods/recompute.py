"""Whether a number that is not shown follows from numbers that are, when some of them are sums of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np

Cell = tuple[Hashable, ...]
Sum = tuple[Cell, tuple[Cell, ...]]
"""A whole and its parts."""

_EXACT = 1e-6


def sums_along(cells: Collection[Cell], at: int, parts: Mapping[Hashable, Sequence[Hashable]]) -> list[Sum]:
    """The sums among cells in one of their dimensions.

    Args:
        cells: every cell that stands in a table, shown or not.
        at: place of the dimension in a cell.
        parts: whole → what it is divided into, such as a delregion → its municipalities.

    Returns:
        A sum for each whole that has a part. A part without a cell is taken as nobody.

    >>> sums_along({("both", 1), ("women", 1), ("men", 1), ("both", 2)}, 0, {"both": ["women", "men"]})
    [(('both', 1), (('women', 1), ('men', 1)))]
    """
    there = set(cells)
    found = []
    for cell in cells:
        named = [(*cell[:at], part, *cell[at + 1 :]) for part in parts.get(cell[at], ())]
        if stands := tuple(part for part in named if part in there):
            found.append((cell, stands))
    return found


def determined(known: Mapping[Cell, float], sums: Iterable[Sum]) -> dict[Cell, float]:
    """Every number that has one solution, when counts are not negative.

    The sums are linear equations. A number of one unknown follows at once, and so do the unknown parts of what is left when that
    is 0. Of the rest an unknown has one solution just when it lies in the row space of the equations: when every solution of
    the homogeneous system is 0 there.

    Args:
        known: what is shown (counts).
        sums: wholes and their parts; a cell that is not in ``known`` is not shown.

    Returns:
        The cells of the sums that are not in ``known`` but follow from them, with their numbers.

    Source: that withheld cells are exposed when a linear system has one solution for them, Cox, Suppression methodology and
    statistical disclosure control, 1980.

    >>> determined({("all",): 9.0, ("a",): 4.0}, [(("all",), (("a",), ("b",)))])
    {('b',): 5.0}
    >>> determined({("all",): 9.0, ("a",): 4.0}, [(("all",), (("a",), ("b",), ("c",)))])
    {}
    """
    equations = [{whole: 1.0, **dict.fromkeys(parts, -1.0)} for whole, parts in sums]
    found: dict[Cell, float] = {}
    while True:
        told = _at_once(equations, {**known, **found})
        found |= told
        more = {} if told else _together(equations, {**known, **found})
        found |= more
        if not told and not more:
            return found


def _left(equation: Mapping[Cell, float], known: Mapping[Cell, float]) -> tuple[dict[Cell, float], float]:
    """The unknown part of an equation and what it must sum to."""
    unknown = {cell: sign for cell, sign in equation.items() if cell not in known}
    return unknown, -sum(sign * known[cell] for cell, sign in equation.items() if cell in known)


def _at_once(equations: Sequence[Mapping[Cell, float]], known: Mapping[Cell, float]) -> dict[Cell, float]:
    told: dict[Cell, float] = {}
    for equation in equations:
        unknown, right = _left(equation, known)
        if len(unknown) == 1:
            told |= {cell: right / sign for cell, sign in unknown.items()}
        elif unknown and right == 0 and len(set(unknown.values())) == 1:
            told |= dict.fromkeys(unknown, 0.0)
    return told


def _together(equations: Sequence[Mapping[Cell, float]], known: Mapping[Cell, float]) -> dict[Cell, float]:
    """What follows from several equations at once, in each group of them that share unknown cells."""
    open_equations = [(unknown, right) for unknown, right in (_left(e, known) for e in equations) if unknown]
    told: dict[Cell, float] = {}
    for group in _connected(open_equations):
        cells = sorted({cell for unknown, _ in group for cell in unknown}, key=repr)
        at = {cell: place for place, cell in enumerate(cells)}
        matrix = np.zeros((len(group), len(cells)))
        for row, (unknown, _) in enumerate(group):
            for cell, sign in unknown.items():
                matrix[row, at[cell]] = sign
        _, sizes, ways = np.linalg.svd(matrix, full_matrices=False)
        spanned = (ways[sizes > _EXACT] ** 2).sum(axis=0)
        if not (single := spanned > 1 - _EXACT).any():
            continue
        values = np.linalg.lstsq(matrix, np.array([right for _, right in group]), rcond=None)[0]
        told |= {cells[place]: float(values[place]) for place in np.flatnonzero(single)}
    return told


def _connected(equations: Sequence[tuple[dict[Cell, float], float]]) -> list[list[tuple[dict[Cell, float], float]]]:
    """The equations in groups that share no unknown cell."""
    standing: dict[Cell, list[int]] = defaultdict(list)
    for place, (unknown, _) in enumerate(equations):
        for cell in unknown:
            standing[cell].append(place)
    left, groups = set(range(len(equations))), []
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            group.append(waiting.pop())
            near = {other for cell in equations[group[-1]][0] for other in standing[cell]} & left
            left -= near
            waiting.extend(near)
        groups.append([equations[place] for place in sorted(group)])
    return groups
