"""Two answers' cells by code and by pairs of codes, through whole numbers, which are far quicker to group by than text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from checks.acceptance.slice_names import named

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class CodeNumbers:
    """The codes of some cells as whole numbers."""

    names: Mapping[str, pd.Index]
    """Dimension → its codes, in order."""
    places: Mapping[str, Numbers]
    """Dimension → the place of each cell's code among them."""

    def together(self, dims: Sequence[str]) -> Numbers:
        """One number per cell for its codes in some dimensions, in the order of the codes."""
        sizes = [len(self.names[dim]) for dim in dims]
        return np.ravel_multi_index([self.places[dim] for dim in dims], sizes).astype(np.intp)

    def codes_of(self, dims: Sequence[str], number: int) -> tuple[str, ...]:
        """The codes that ``together`` gives a number."""
        at = np.unravel_index(number, [len(self.names[dim]) for dim in dims])
        return tuple(str(self.names[dim][int(place)]) for dim, place in zip(dims, at, strict=True))


def code_numbers(cells: pd.DataFrame, dims: Sequence[str]) -> CodeNumbers:
    """Number the codes of a frame's index.

    Args:
        cells: a row per cell, by its codes.
        dims: names of the index, one or several.

    >>> cells = pd.DataFrame({"was": [1.0, 2.0]}, pd.MultiIndex.from_tuples([("14", "män"), ("12", "män")], names=["lan", "kon"]))
    >>> numbers = code_numbers(cells, ["lan", "kon"])
    >>> numbers.together(["lan", "kon"]).tolist(), numbers.codes_of(["lan"], 1)
    ([1, 0], ('14',))
    """
    index, names, places = cells.index, {}, {}
    for dim in dims:
        if isinstance(index, pd.MultiIndex):
            level = index.names.index(dim)
            used, found = np.unique(index.codes[level], return_inverse=True)
            codes = index.levels[level][used]
        else:
            found, codes = pd.factorize(index)
        order = codes.argsort()
        names[dim] = codes[order]
        places[dim] = np.argsort(order)[found]
    return CodeNumbers(names, places)


@dataclass(frozen=True)
class Slices:
    """Sums of every code, or of every pair of codes, both times, and how many cells they are."""

    by: tuple[str, ...]
    was: npt.NDArray[np.float64]
    now: npt.NDArray[np.float64]
    cells: Numbers
    numbers: Numbers
    codes: CodeNumbers

    def named(self, at: int) -> str:
        """A slice, for people."""
        return named(self.by, self.codes.codes_of(self.by, int(self.numbers[at])))


def slices(known: pd.DataFrame, dims: Sequence[str], unknown: Sequence[str]) -> Iterator[Slices]:
    """Sums of every code and every pair of codes.

    Args:
        known: cells that both times have, by code, with ``was`` and ``now``.
        dims: names of the index.
        unknown: codes of those of whom the source does not know what they are. They are no slice: they become fewer when the source
            knows more.
    """
    codes = code_numbers(known, dims)
    told = np.ones(len(known), dtype=bool)
    for dim in dims:
        told &= ~codes.names[dim].isin(unknown)[codes.places[dim]]
    was, now = (known[column].to_numpy()[told] for column in ("was", "now"))
    single: list[tuple[str, ...]] = [(dim,) for dim in dims]
    for by in [*single, *combinations(dims, 2)]:
        numbers, found, cells = np.unique(codes.together(by)[told], return_inverse=True, return_counts=True)
        summed = [np.bincount(found, column, len(numbers)).astype(np.float64) for column in (was, now)]
        yield Slices(by, summed[0], summed[1], cells, numbers, codes)
