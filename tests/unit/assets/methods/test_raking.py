from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.raking import FILL, TOLERANCE, agreeing_margins, rake

NAN = float("nan")
SEED, ROWS, COLUMNS = [[8, 2], [3, 7]], [100, 60], [90, 70]
quick = settings(deadline=None, max_examples=60)
shapes = st.tuples(st.integers(1, 6), st.integers(1, 6))


@st.composite
def problems(draw):
    """A seed where some rows and columns are empty, and the margins of a table where others are."""
    shape = draw(shapes)
    seed = draw(arrays(float, shape, elements=st.integers(1, 100)))
    table = draw(arrays(float, shape, elements=st.integers(0, 1000)))
    for values in (seed, table):
        values[draw(arrays(bool, shape[0]))] = 0
        values[:, draw(arrays(bool, shape[1]))] = 0
    return seed, table.sum(axis=1), table.sum(axis=0)


def assert_margins(table, rows, columns):
    np.testing.assert_allclose(table.sum(axis=1), rows, rtol=TOLERANCE)
    np.testing.assert_allclose(table.sum(axis=0), columns, rtol=TOLERANCE)


def test_the_seed_is_fitted_to_both_margins():
    table = rake(SEED, ROWS, COLUMNS)
    np.testing.assert_allclose(table, [[75.2545, 24.7455], [14.7455, 45.2545]], atol=5e-5)
    assert_margins(table, ROWS, COLUMNS)
    # the pattern of the seed is kept: what fitting never changes is the odds ratio
    assert table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]) == pytest.approx(8 * 7 / (2 * 3))


@quick
@given(problems())
def test_margins_are_met_and_what_has_no_persons_gets_none(problem):
    seed, rows, columns = problem
    before = seed.copy()
    table = rake(seed, rows, columns)
    assert (table >= 0).all()
    assert_margins(table, rows, columns)
    assert (table[rows == 0] == 0).all()
    assert (table[:, columns == 0] == 0).all()
    np.testing.assert_array_equal(seed, before)


@quick
@given(problems(), st.randoms(use_true_random=False), st.floats(1e-6, 1e6))
def test_neither_order_nor_unit_of_the_seed_matters(problem, random, unit):
    seed, rows, columns = problem
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = rake(unit * seed[order], rows[order], columns)
    np.testing.assert_allclose(shuffled, rake(seed, rows, columns)[order], rtol=1e-4, atol=1e-6)


@quick
@given(shapes.flatmap(lambda shape: arrays(float, shape, elements=st.integers(1, 1000))))
def test_a_seed_that_already_fits_is_left_as_it_is(table):
    np.testing.assert_allclose(rake(table, table.sum(axis=1), table.sum(axis=0)), table, rtol=1e-9)


def test_a_zero_stays_zero_where_the_margins_can_be_met_without_it():
    table = rake([[8, 0, 2], [3, 7, 1]], [50, 110], [40, 70, 50])
    assert table[0, 1] == 0
    assert_margins(table, [50, 110], [40, 70, 50])


def test_a_row_without_ads_is_spread_as_the_margins_are():
    rows, columns = [100, 300, 40], [110, 330]
    table = rake([[0, 0], [1, 3], [1, 3]], rows, columns)
    np.testing.assert_allclose(table, np.outer(rows, columns) / 440, rtol=1e-5)
    np.testing.assert_allclose(rake(np.transpose([[0, 0], [1, 3], [1, 3]]), columns, rows), table.T, rtol=1e-5)


def test_an_empty_row_and_an_empty_column_leave_the_rest_of_the_seed_its_say():
    table = rake([[9, 1, 0], [1, 9, 0], [0, 0, 0]], [10, 10, 10], [10, 10, 10])
    assert_margins(table, [10, 10, 10], [10, 10, 10])
    assert table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]) == pytest.approx(81)
    np.testing.assert_allclose(table[2], table[:, 2], rtol=1e-5)


def test_without_any_seed_the_margins_decide():
    np.testing.assert_allclose(rake(np.zeros((2, 2)), ROWS, COLUMNS), np.outer(ROWS, COLUMNS) / 160)


def test_zeros_that_make_a_margin_impossible_give_way():
    # the first row has only the first column, which has room for 3 of its 5
    table = rake([[1, 0], [1, 1]], [5, 5], [3, 7])
    assert_margins(table, [5, 5], [3, 7])
    np.testing.assert_allclose(table, [[3, 2], [0, 5]], atol=20 * FILL)


def test_nobody_to_distribute_is_a_table_of_zeros():
    assert rake(SEED, [0, 0], [0, 0]).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("seed", "rows", "columns", "message"),
    [
        ([[8, NAN], [3, 7]], ROWS, COLUMNS, "seed must be counts"),
        ([[8, -2], [3, 7]], ROWS, COLUMNS, "seed must be counts"),
        (SEED, [NAN, 60], COLUMNS, "row_totals must be counts"),
        (SEED, [-100, 60], COLUMNS, "row_totals must be counts"),
        (SEED, ROWS, [90, np.inf], "column_totals must be counts"),
        ([8, 2], ROWS, COLUMNS, "seed must have 2 axes"),
        (SEED, [[100, 60]], COLUMNS, "row_totals must have 1 axes"),
        (SEED, [100, 60, 0], COLUMNS, "3 row and 2 column totals"),
        (SEED, ROWS, [90, 71], "row totals sum to 160 and column totals to 161"),
        (SEED, [0, 0], COLUMNS, "row totals sum to 0 and column totals to 160"),
    ],
)
def test_what_cannot_be_raked_is_an_error_that_says_why(seed, rows, columns, message):
    with pytest.raises(ValueError, match=message):
        rake(seed, rows, columns)


def test_a_table_that_is_only_approached_is_an_error():
    # the margins can be met without the zero, but only in the limit where the cell diagonal to it is empty too
    with pytest.raises(ValueError, match="after 1000 iterations: relative error"):
        rake([[1, 0], [1, 1]], [5, 5], [5, 5])


def test_the_county_is_scaled_to_its_delregioner_and_the_difference_is_told():
    margin, difference = agreeing_margins([60, 41], [70, 30])
    np.testing.assert_allclose(margin, [70.7, 30.3])
    assert difference == pytest.approx(0.01)
    assert agreeing_margins([50], [40, 60])[1] == pytest.approx(-0.5)


@quick
@given(*[st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any)] * 2)
def test_margins_that_agree_can_be_raked(delregioner, county):
    margin, difference = agreeing_margins(delregioner, county)
    assert margin.sum() == pytest.approx(sum(delregioner))
    assert sum(county) * (1 + difference) == pytest.approx(sum(delregioner))
    assert_margins(rake(np.ones((len(county), len(delregioner))), margin, delregioner), margin, delregioner)


def test_nothing_on_both_sides_agrees_but_nothing_cannot_be_scaled_to_something():
    margin, difference = agreeing_margins([0, 0], [0])
    assert (margin.tolist(), difference) == ([0], 0)
    assert agreeing_margins([0], [5])[0].tolist() == [0]
    with pytest.raises(ValueError, match="nothing to scale"):
        agreeing_margins([3], [0, 0])


@pytest.mark.parametrize("bad", [NAN, -1, np.inf])
def test_margins_with_a_missing_count_are_an_error(bad):
    with pytest.raises(ValueError, match="delregion_totals must be counts"):
        agreeing_margins([1, bad], [1])
    with pytest.raises(ValueError, match="county_counts must be counts"):
        agreeing_margins([1], [1, bad])
