from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.methods.coverage import (
    LEAST_FACTOR,
    MOST_FACTOR,
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
    ("own", "cv", "nation", "value", "is_own"),
    [
        (1.5, 0.25, 2, 1.5, True),
        (1.5, 0.2501, 2, 2, False),
        (1.5, NAN, 2, 2, False),
        (NAN, 0.1, 2, 2, False),
        (NAN, NAN, NAN, NAN, False),
        (1.5, 0.1, NAN, 1.5, True),
    ],
)
def test_a_county_that_the_survey_is_not_sure_of_has_the_nations_factor(own, cv, nation, value, is_own):
    found = own_or_nation(own, cv, nation)
    np.testing.assert_equal(found.value.item(), value)
    assert found.own.item() is is_own
