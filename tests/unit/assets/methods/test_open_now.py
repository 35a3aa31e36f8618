"""Registered unemployed per open post: four decimals, limits and how often the truth is inside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED
from assets.methods.open_now import stock_interval, unemployed_per_open_post
from assets.methods.standard_errors import OVERDISPERSION

NAN = float("nan")


@pytest.mark.parametrize(
    ("posts", "people", "expected"),
    [(1189, 2273, 1.9117), (5, 10, 2.0), (4, 10, NAN), (0, 100, NAN), (5, 9, NAN), (NAN, 100, NAN), (100, NAN, NAN)],
)
def test_the_number_at_its_limits(posts, people, expected):
    assert unemployed_per_open_post(posts, people).item() == pytest.approx(expected, abs=5e-5, nan_ok=True)
    assert (MIN_POSTS, MIN_UNEMPLOYED) == (5, 10)


def test_its_interval():
    low, high = stock_interval(1.9117, 900, 2273)
    assert (low.item(), high.item()) == pytest.approx((1.7894, 2.0424), abs=5e-5)
    assert np.isnan(stock_interval(NAN, 900, 2273)).all()


@settings(deadline=None, max_examples=60)
@given(st.floats(0.01, 100), st.integers(1, 10_000), st.integers(10, 10_000), st.integers(2, 20))
def test_more_ads_and_persons_narrow_it(ratio, ads, people, times):
    low, high = stock_interval(ratio, ads, people)
    assert 0 < low < ratio < high
    for more in (stock_interval(ratio, times * ads, people), stock_interval(ratio, ads, times * people)):
        assert more[1] / more[0] < high / low


@pytest.mark.parametrize(("ads", "people"), [(40, 60), (300, 500), (3000, 900)])
def test_it_holds_the_true_ratio_four_times_in_five(ads, people):
    rng = np.random.default_rng(ads)
    draws = 40_000
    posts = rng.negative_binomial(ads / (OVERDISPERSION - 1), 1 / OVERDISPERSION, draws)
    persons = rng.poisson(people, draws)
    low, high = stock_interval(persons / np.maximum(posts, 1), posts, persons)
    assert 0.78 <= ((low <= people / ads) & (people / ads <= high)).mean() <= 0.82
