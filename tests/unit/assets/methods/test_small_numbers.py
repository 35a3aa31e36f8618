"""What is withheld is every small number, and cannot be worked out from any sum: held against plain linear algebra."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from assets.methods.small_numbers import LEAST_ROOM, SHOWN, TOO_FEW, WITH_ANOTHER, follow_from_sums, withheld

LEAST = 20
quick = settings(deadline=None, max_examples=200)
shapes = hnp.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=6)
tables = shapes.flatmap(
    lambda shape: hnp.arrays(np.float64, shape, elements=st.sampled_from([0, 1, 5, 19, 20, 21, 40, 90, float("nan")]))
)


def solved(hidden: np.ndarray) -> np.ndarray:
    """Hidden cells with a single solution: adding "this cell" as an equation tells nothing that the sums do not."""
    cells = np.argwhere(hidden)
    sums = np.array(
        [[cell[axis] == line for cell in cells] for axis in (0, 1) for line in range(hidden.shape[axis])], float
    )
    found = np.zeros(hidden.shape, bool)
    rank = np.linalg.matrix_rank(sums) if len(cells) else 0
    for at, cell in enumerate(cells):
        one = np.eye(len(cells))[at]
        found[tuple(cell)] = np.linalg.matrix_rank(np.vstack([sums, one])) == rank
    return found


@given(shapes.flatmap(lambda shape: hnp.arrays(np.bool_, shape)))
@quick
def test_what_follows_from_the_sums_is_what_linear_algebra_solves(hidden: np.ndarray):
    assert (follow_from_sums(hidden) == solved(hidden)).all()


@given(tables)
@quick
def test_no_sum_gives_a_withheld_number_away_unless_nothing_is_left_to_withhold(counts: np.ndarray):
    kinds = withheld(counts, LEAST)
    told = solved(kinds != SHOWN)
    nobody = (counts == 0).all(axis=0)
    for row, column in np.argwhere(told):
        assert (kinds[row, ~nobody] != SHOWN).all()
        assert (kinds[:, column] != SHOWN).all()


@given(tables)
@quick
def test_no_sum_says_nearly_what_a_small_number_is_unless_nothing_is_left_to_withhold(counts: np.ndarray):
    kinds = withheld(counts, LEAST)
    nobody = (counts == 0).all(axis=0)
    lines = [(counts[:, at], kinds[:, at], nobody[[at] * len(counts)]) for at in range(counts.shape[1])]
    lines += [(counts[at], kinds[at], nobody) for at in range(len(counts))]
    for values, said, empty in lines:
        hidden = values[said != SHOWN]
        if not (said == TOO_FEW).any() or np.isnan(hidden).any() or (said[~empty] != SHOWN).all():
            continue
        ranges = [range(LEAST) if kind == TOO_FEW else range(LEAST, 400) for kind in said[said != SHOWN]]
        few = [at for at, kind in enumerate(said[said != SHOWN]) if kind == TOO_FEW]
        lowest = max(0, hidden.sum() - sum(max(each) for at, each in enumerate(ranges) if at != few[0]))
        highest = min(LEAST - 1, hidden.sum() - sum(min(each) for at, each in enumerate(ranges) if at != few[0]))
        assert highest - lowest >= LEAST_ROOM


def test_two_that_must_be_as_large_as_a_small_number_can_be_have_another_with_them():
    kinds = withheld([[19, 300], [19, 300], [1339, 300]], LEAST)
    assert kinds.tolist() == [[TOO_FEW, WITH_ANOTHER], [TOO_FEW, WITH_ANOTHER], [WITH_ANOTHER, WITH_ANOTHER]]


@given(tables)
@quick
def test_every_small_number_is_withheld_and_none_when_none_is_small(counts: np.ndarray):
    kinds = withheld(counts, LEAST)
    nobody = (counts == 0).all(axis=0)
    small = ((counts < LEAST) | np.isnan(counts)) & ~nobody
    assert ((kinds == TOO_FEW) == small).all()
    assert (kinds[:, nobody] == SHOWN).all()
    if not small.any():
        assert (kinds == SHOWN).all()


@given(tables, st.randoms(use_true_random=False))
@quick
def test_the_order_of_the_rows_decides_nothing_about_what_is_too_few(counts: np.ndarray, random):
    order = list(range(len(counts)))
    random.shuffle(order)
    assert ((withheld(counts[order], LEAST) == TOO_FEW) == (withheld(counts, LEAST)[order] == TOO_FEW)).all()


def test_the_next_smallest_goes_with_a_number_that_is_alone():
    kinds = withheld([[19, 25, 300], [40, 60, 300], [300, 300, 300]], LEAST)
    assert kinds.tolist() == [[TOO_FEW, WITH_ANOTHER, SHOWN], [WITH_ANOTHER, WITH_ANOTHER, SHOWN], [SHOWN] * 3]


def test_withheld_who_are_nobody_together_have_another_with_them():
    kinds = withheld([[0, 40, 0], [0, 90, 70], [90, 95, 80]], LEAST)
    # The zeros of the first column would follow from its sum less 90, those of the first row from its sum less 40.
    assert kinds.tolist() == [[TOO_FEW, WITH_ANOTHER, TOO_FEW], [TOO_FEW, WITH_ANOTHER, WITH_ANOTHER], [2, SHOWN, 2]]


@pytest.mark.parametrize("counts", [[[20, 30], [40, 50]], [[0, 30], [0, 50]]])
def test_nothing_is_withheld_where_nothing_is_small(counts):
    assert (withheld(counts, LEAST) == SHOWN).all()


def test_a_single_row_has_its_columns_as_sums_and_ends():
    assert withheld([[5, 30]], LEAST).tolist() == [[TOO_FEW, WITH_ANOTHER]]
