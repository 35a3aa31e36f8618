from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.splice import HIGHEST, LOWEST, SHRINKAGE, level_ratio, splice_factor

NAN = float("nan")
BAS, RAMS = [520, 530], [500, 505]
quick = settings(deadline=None, max_examples=60)
years = st.lists(st.integers(1, 100_000), min_size=2, max_size=2)


def test_the_overlap_moves_an_old_level_to_the_new_register():
    k = level_ratio(BAS, RAMS)
    assert k == pytest.approx(1.0447761, abs=5e-8)
    assert 480 * k == pytest.approx(501.4925, abs=5e-5)
    # a cell that moves as its parent does is not changed by the shrinkage
    assert splice_factor(BAS, RAMS, BAS, RAMS) == pytest.approx(1.0447761, abs=5e-8)


def test_a_cell_as_large_as_the_shrinkage_is_half_its_own():
    assert SHRINKAGE == 200
    assert splice_factor([210, 190], [200, 200], [1100, 1100], [1000, 1000]) == pytest.approx((1 + 1.1) / 2)


@quick
@given(years, years, years, years)
def test_the_factor_lies_between_cell_and_parent_or_is_none(new, old, parent_new, parent_old):
    own, parent = level_ratio(new, old), level_ratio(parent_new, parent_old)
    n = sum(new) / 2
    expected = (n * own + 200 * parent) / (n + 200)
    factor = splice_factor(new, old, parent_new, parent_old)
    if np.isnan(factor):
        assert not LOWEST <= expected <= HIGHEST
    else:
        assert factor == pytest.approx(expected)
        assert min(own, parent) - 1e-12 <= factor <= max(own, parent) + 1e-12


@pytest.mark.parametrize(
    ("ratio", "expected"), [(0.8, 0.8), (1.25, 1.25), (0.799, NAN), (1.251, NAN), (0, NAN), (5, NAN)]
)
def test_outside_the_limits_there_is_no_splice(ratio, expected):
    new, old = [1000 * ratio, 1000 * ratio], [1000, 1000]
    np.testing.assert_allclose(splice_factor(new, old, new, old), expected)


def test_the_limits_judge_the_shrunk_factor():
    small = ([13, 13], [10, 10])
    assert level_ratio(*small) > HIGHEST
    assert splice_factor(*small, [1000, 1000], [1000, 1000]) == pytest.approx((13 * 1.3 + 200) / 213)


@pytest.mark.filterwarnings("error")
def test_a_missing_year_or_an_empty_register_is_no_splice():
    for position in range(4):
        arguments = [[1000.0, 1000.0] for _ in range(4)]
        arguments[position][1] = NAN
        assert np.isnan(splice_factor(*arguments))
    assert np.isnan(level_ratio([1, NAN], [1, 1]))
    assert np.isnan(level_ratio([1, 1], [NAN, 1]))
    assert np.isnan(level_ratio([5, 5], [0, 0]))
    assert np.isnan(splice_factor([5, 5], [0, 0], [10, 10], [10, 10]))


def test_many_cells_at_once():
    factors = splice_factor([BAS, [400, 400]], [RAMS, [100, 100]], [BAS, BAS], [RAMS, RAMS])
    np.testing.assert_allclose(factors, [1.0447761, NAN], atol=5e-8)


def test_registers_with_different_years_are_an_error():
    with pytest.raises(ValueError, match="same years"):
        level_ratio(BAS, [500])
    with pytest.raises(ValueError, match="same years"):
        level_ratio(520, 500)
