"""Splitting a selection into the fewest requests that stay under the source's cell limit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import ceil, prod

from sources.errors import TooLarge

Selection = dict[str, list[str]]


def chunk_counts(sizes: list[int], limit: int) -> list[int]:
    """Into how many pieces each dimension is cut.

    The number of requests is the product of the pieces and is the smallest possible; among equal plans the largest
    dimensions are cut.

    Args:
        sizes: codes per dimension, each at least 1.
        limit: most cells per request, at least 1.

    Returns:
        Pieces per dimension, in the order of ``sizes``.

    >>> chunk_counts([49, 149, 2, 5], 150_000)
    [1, 1, 1, 1]
    >>> prod(chunk_counts([290, 149, 3, 11], 150_000))
    10
    """
    if limit < 1:
        raise TooLarge("Källan tillåter inga celler per fråga. Kontrollera källans /config.")
    order = sorted(range(len(sizes)), key=lambda at: sizes[at])
    ascending = [sizes[at] for at in order]
    best = ascending

    def search(chosen: list[int], cells: int) -> None:
        nonlocal best
        rest = prod(ascending[len(chosen) :])
        if cells > limit or prod(chosen) * ceil(cells * rest / limit) >= prod(best):
            return
        if len(chosen) == len(sizes):
            best = chosen
            return
        size = ascending[len(chosen)]
        for width in sorted({ceil(size / pieces) for pieces in range(1, size + 1)}, reverse=True):
            search([*chosen, ceil(size / width)], cells * width)

    search([], 1)
    pieces_of = dict(zip(order, best, strict=True))
    return [pieces_of[at] for at in range(len(sizes))]


def parts(selection: Selection, limit: int) -> Iterator[Selection]:
    """The selection cut into disjoint parts whose union is the whole, each at most ``limit`` cells.

    Duplicate codes are removed first, because the source answers them with an empty error.
    """
    unique = {name: list(dict.fromkeys(codes)) for name, codes in selection.items()}
    counts = chunk_counts([len(codes) for codes in unique.values()], limit)
    pieces = [list(_pieces(codes, count)) for codes, count in zip(unique.values(), counts, strict=True)]
    for combination in product(*pieces):
        yield dict(zip(unique, combination, strict=True))


def _pieces(codes: list[str], count: int) -> Iterator[list[str]]:
    width = ceil(len(codes) / count)
    for start in range(0, len(codes), width):
        yield codes[start : start + width]
