from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.methods.coverage import LEAST_FACTOR, MOST_FACTOR, SURVEY_SECTOR, coverage_factor, variation
from assets.methods.employers import SECTORS, UNKNOWN_SECTOR

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


def test_each_known_sector_is_in_the_survey_once():
    ours = [sector for sectors in SURVEY_SECTOR.values() for sector in sectors]
    assert sorted(ours) == sorted(set(SECTORS) - {UNKNOWN_SECTOR})
