"""What follows from sums: one unknown, several together, nothing left, and what does not follow."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.recompute import Sum, determined, sums_along
from assets.methods.small_numbers import follow_from_sums


def table(counts: list[list[int]]) -> tuple[dict[tuple[object, ...], float], list[Sum]]:
    """Rows, columns and their sums, all as cells."""
    rows, columns = [f"r{i}" for i in range(len(counts))], [f"c{i}" for i in range(len(counts[0]))]
    values = np.array(counts, float)
    cells: dict[tuple[object, ...], float] = {}
    for i, row in enumerate(rows):
        cells |= {(row, column): values[i, j] for j, column in enumerate(columns)} | {(row, "all"): values[i].sum()}
    cells |= {("all", column): values[:, j].sum() for j, column in enumerate(columns)}
    return cells, [*sums_along(cells, 0, {"all": rows}), *sums_along(cells, 1, {"all": columns})]


def without(cells: dict[tuple[object, ...], float], *hidden: tuple[object, ...]) -> dict[tuple[object, ...], float]:
    return {cell: number for cell, number in cells.items() if cell not in hidden}


def test_a_number_that_is_alone_in_a_sum_follows():
    cells, sums = table([[5, 9], [8, 60]])
    assert determined(without(cells, ("r0", "c0")), sums) == {("r0", "c0"): 5.0}


def test_a_circle_does_not_follow_and_a_chain_does():
    cells, sums = table([[5, 9, 3], [8, 60, 4], [7, 7, 7]])
    circle = [("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")]
    assert determined(without(cells, *circle), sums) == {}
    assert determined(without(cells, *circle[:3]), sums) == {cell: cells[cell] for cell in circle[:3]}


def test_a_number_that_only_several_equations_tell_is_found():
    # None of the three has a single unknown.
    sums: list[Sum] = [(("ab",), (("a",), ("b",))), (("bc",), (("b",), ("c",))), (("ac",), (("a",), ("c",)))]
    found = determined({("ab",): 3.0, ("bc",): 5.0, ("ac",): 4.0}, sums)
    assert {cell: round(number, 6) for cell, number in found.items()} == {("a",): 1.0, ("b",): 2.0, ("c",): 3.0}


def test_where_nothing_is_left_everybody_is_none():
    cells, sums = table([[0, 9], [0, 60], [40, 7]])
    hidden = (("r0", "c0"), ("r1", "c0"), ("r0", "all"), ("r1", "all"))
    found = determined(without(cells, *hidden), sums)
    assert (found["r0", "c0"], found["r1", "c0"]) == (0.0, 0.0)


def test_what_the_sums_do_not_name_does_not_follow():
    assert determined({("a",): 1.0}, []) == {}
    assert sums_along({("a", 1)}, 0, {"all": ["a"]}) == []


@given(st.integers(2, 5), st.integers(2, 5), st.data())
@settings(deadline=None, max_examples=100)
def test_in_a_table_with_its_sums_it_is_what_lies_in_no_circle(high: int, wide: int, data):
    hidden = np.array(
        data.draw(st.lists(st.lists(st.booleans(), min_size=wide, max_size=wide), min_size=high, max_size=high))
    )
    cells, sums = table((np.arange(high * wide).reshape(high, wide) + 1).tolist())
    gone = [(f"r{i}", f"c{j}") for i, j in np.argwhere(hidden)]
    told = {(f"r{i}", f"c{j}") for i, j in np.argwhere(follow_from_sums(hidden))}
    assert determined(without(cells, *gone), sums).keys() == told
