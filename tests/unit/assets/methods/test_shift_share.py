from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.shift_share import national_growth, shift_share

NAN = float("nan")
EXAMPLE = ([1000, 500], [1040, 470], 0.02, [0.05, -0.03])
quick = settings(deadline=None, max_examples=60)
persons, growth = st.integers(0, 10**6), st.floats(-0.9, 3)
industries = st.lists(st.tuples(persons, persons, growth), min_size=1, max_size=20)


def test_the_three_effects_sum_to_the_change():
    effects = shift_share(*EXAMPLE)
    np.testing.assert_allclose(effects.national, [20, 10])
    np.testing.assert_allclose(effects.mix, [30, -25])
    np.testing.assert_allclose(effects.regional, [-10, -15])
    np.testing.assert_allclose(sum(effects), [40, -30], rtol=1e-12)


@quick
@given(industries, growth)
def test_they_do_so_for_any_industries(rows, nation):
    before, after, industry = np.array(rows, dtype=float).T
    effects = shift_share(before, after, nation, industry)
    np.testing.assert_allclose(sum(effects), after - before, rtol=1e-12, atol=1e-6)
    np.testing.assert_allclose(effects.regional, after - before * (1 + industry), rtol=1e-9, atol=1e-6)


@quick
@given(industries, growth, st.randoms(use_true_random=False))
def test_the_order_of_the_industries_is_irrelevant(rows, nation, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    before, after, industry = np.array(rows, dtype=float).T
    effects = shift_share(before, after, nation, industry)
    shuffled = shift_share(before[order], after[order], nation, industry[order])
    for effect, other in zip(effects, shuffled, strict=True):
        np.testing.assert_array_equal(effect[order], other)


def test_the_nation_itself_has_no_regional_effect_and_its_mix_sums_to_nothing():
    before, after = np.array([1000.0, 500.0, 20.0]), np.array([1100.0, 450.0, 40.0])
    effects = shift_share(before, after, *national_growth(before, after))
    np.testing.assert_allclose(effects.regional, 0, atol=1e-9)
    assert effects.mix.sum() == pytest.approx(0, abs=1e-9)


def test_an_industry_that_did_not_exist_is_all_regional():
    assert [effect.item() for effect in shift_share(0, 30, 0.02, 0.05)] == [0, 0, 30]


def test_an_industry_that_the_nation_did_not_have_grows_as_the_nation_and_a_missing_one_is_not_known():
    total, industry = national_growth([100, 0, 100], [110, 5, 95])
    assert total == pytest.approx(0.05)
    np.testing.assert_allclose(industry, [0.1, total, -0.05])
    total, industry = national_growth([100, 0, NAN], [110, 5, 95])
    assert np.isnan(total)
    np.testing.assert_allclose(industry, [0.1, NAN, NAN])


def test_what_is_missing_is_missing_only_where_it_is_needed():
    for position in range(4):
        arguments = [*EXAMPLE]
        arguments[position] = [NAN, np.broadcast_to(arguments[position], 2)[1]]
        effects = shift_share(*arguments)
        assert np.isnan(effects.regional[0])
        assert np.isnan(sum(effects)[0])
        assert sum(effects)[1] == pytest.approx(-30)
    assert np.isnan(shift_share(NAN, 1, 0.02, 0.05).national)
    assert np.isnan(shift_share(1, 1, NAN, 0.05).national)
    assert np.isnan(shift_share(1, 1, 0.02, NAN).mix)
