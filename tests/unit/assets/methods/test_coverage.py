from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.methods.coverage import (
    LEAST_FACTOR,
    MOST_FACTOR,
    corrected_variation,
    coverage_factor,
    own_or_nation,
    variation,
)

NAN = float("nan")
pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("jobs", "stock", "factor"),
    [
        (300, 200, 1.5),
        (100, 200, 0.5),
        (99, 200, 0.5),
        (600, 200, 3),
        (601, 200, 3),
        (0, 200, 0.5),
        (5, 0, NAN),
        (NAN, 5, NAN),
        (5, NAN, NAN),
    ],
)
def test_a_factor_is_a_ratio_within_limits(jobs, stock, factor):
    np.testing.assert_equal(coverage_factor(jobs, stock).item(), factor)


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_a_factor_never_leaves_its_limits(jobs, stock):
    assert LEAST_FACTOR <= coverage_factor(jobs, stock).item() <= MOST_FACTOR


@pytest.mark.parametrize(
    ("margin", "estimate", "ratio"), [(490, 1000, 0.25), (10, 0, NAN), (NAN, 10, NAN), (10, NAN, NAN), (0, 10, 0)]
)
def test_the_variation_is_the_margin_of_95_percent_by_the_estimate(margin, estimate, ratio):
    assert variation(margin, estimate).item() == pytest.approx(ratio, nan_ok=True)


@pytest.mark.parametrize(
    ("own", "cv", "nation", "value", "error", "is_own"),
    [
        (1.5, 0.25, 2, 1.5, 0.375, True),
        (1.5, 0.2501, 2, 2, 0.1, False),
        (1.5, NAN, 2, 2, 0.1, False),
        (NAN, 0.1, 2, 2, 0.1, False),
        (NAN, NAN, NAN, NAN, NAN, False),
        (1.5, 0.1, NAN, 1.5, 0.15, True),
    ],
)
def test_a_county_that_the_survey_is_not_sure_of_has_the_nations_factor_and_error(
    own, cv, nation, value, error, is_own
):
    found = own_or_nation(own, cv, nation, 0.05)
    np.testing.assert_equal(found.value.item(), value)
    assert found.error.item() == pytest.approx(error, nan_ok=True)
    assert found.own.item() is is_own


def test_a_factor_without_a_margin_has_no_error():
    assert np.isnan(own_or_nation(1.5, NAN, 2, NAN).error)


def test_the_error_of_corrected_posts_is_that_of_drawn_factors():
    generator = np.random.default_rng(1)
    posts, factors, errors = np.array([300.0, 120.0, 40.0]), np.array([1.4, 0.9, 2.0]), np.array([0.1, 0.2, 0.3])
    drawn = (posts * generator.normal(factors, errors, (100_000, 3))).sum(1)
    found = corrected_variation(posts @ factors, posts, errors).item()
    assert drawn.std() / drawn.mean() == pytest.approx(found, rel=0.01)


@given(st.floats(1, 1e4), st.floats(0.5, 3), st.floats(0.01, 0.25))
def test_where_one_sector_advertises_the_error_is_the_factors_own(posts, factor, cv):
    found = corrected_variation(posts * factor, [posts, 0, 0], [cv * factor, 0.3, NAN])
    assert found.item() == pytest.approx(cv)
