from __future__ import annotations

from itertools import product
from math import ceil, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.errors import TooLarge
from sources.scb.plan import chunk_counts, parts

LIMIT = 150_000
selections = st.lists(st.integers(1, 9), min_size=1, max_size=4).map(
    lambda sizes: {f"v{i}": [f"{i}.{j}" for j in range(size)] for i, size in enumerate(sizes)}
)


def cells(part: dict[str, list[str]]) -> list[tuple[str, ...]]:
    return list(product(*part.values()))


@pytest.mark.parametrize(
    ("sizes", "requests"),
    [
        ([49, 149, 2, 5], 1),
        ([290, 149, 3, 11], 10),
        ([49, 87, 5, 6], 1),
        ([49, 87, 5, 6, 3], 3),
        ([1], 1),
        ([LIMIT], 1),
        ([LIMIT + 1], 2),
        ([2, LIMIT], 2),
    ],
)
def test_known_tables(sizes, requests):
    assert prod(chunk_counts(sizes, LIMIT)) == requests


def test_among_equal_plans_the_largest_dimension_is_cut():
    assert chunk_counts([2, 100], 100) == [1, 2]
    assert chunk_counts([100, 2], 100) == [2, 1]


def test_a_limit_that_forces_one_cell_per_request_is_planned_quickly():
    assert chunk_counts([51, 49, 56, 23, 25], 1) == [51, 49, 56, 23, 25]


def test_a_limit_of_no_cells_is_a_sentence():
    with pytest.raises(TooLarge, match="config"):
        chunk_counts([2], 0)
    with pytest.raises(TooLarge):
        list(parts({"a": ["1"]}, 0))


@settings(deadline=None, max_examples=60)
@given(selections, st.integers(1, 300))
def test_parts_are_the_whole_once_and_none_is_above_the_limit(selection, limit):
    found = list(parts(selection, limit))
    union = [cell for part in found for cell in cells(part)]
    assert sorted(union) == sorted(cells(selection))
    assert len(union) == len(set(union))
    assert all(0 < len(cells(part)) <= limit for part in found)
    assert all(list(part) == list(selection) for part in found)
    assert len(found) == prod(chunk_counts([len(c) for c in selection.values()], limit))


@settings(deadline=None, max_examples=60)
@given(selections, st.integers(1, 300), st.randoms())
def test_duplicate_codes_are_sent_once(selection, limit, random):
    doubled = {name: [*codes, *random.sample(codes, len(codes))] for name, codes in selection.items()}
    found = list(parts(doubled, limit))
    assert found == list(parts(selection, limit))
    assert all(len(set(codes)) == len(codes) for part in found for codes in part.values())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=4), st.integers(1, 20_000))
def test_never_more_requests_than_cutting_one_dimension(sizes, limit):
    requests = prod(chunk_counts(sizes, limit))
    assert requests >= ceil(prod(sizes) / limit)
    for size in sizes:
        width = limit // (prod(sizes) // size)
        if width:
            assert requests <= ceil(size / width)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 7), min_size=1, max_size=3), st.integers(1, 120))
def test_the_plan_is_the_smallest_there_is(sizes, limit):
    counts = chunk_counts(sizes, limit)
    smallest = min(
        prod(plan)
        for plan in product(*(range(1, size + 1) for size in sizes))
        if prod(ceil(size / pieces) for size, pieces in zip(sizes, plan, strict=True)) <= limit
    )
    assert prod(counts) == smallest
    assert prod(ceil(size / pieces) for size, pieces in zip(sizes, counts, strict=True)) <= limit
