from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.methods.follow_up import rate
from assets.methods.signals import growth_beyond_total, unemployment_rate
from assets.methods.standard_errors import (
    NOISE,
    OVERDISPERSION,
    ad_rate_error,
    change_error,
    count_ratio_error,
    effective_ads,
    few_ads_share_error,
    growth_error,
    mean_days_error,
    share_error,
    tightness_error,
    unemployment_rate_error,
)

NAN = float("nan")
pytestmark = pytest.mark.filterwarnings("error")
counts = st.floats(1, 1e6)
sizes = st.floats(1e-3, 1e3)


@pytest.mark.parametrize(("cells", "deviation"), [(8, 4.24), (12, 5.20), (14, 5.61), (15, 5.81), (49, 10.5)])
def test_growth_has_the_noise_of_a_sum_of_cells_in_both_years(cells, deviation):
    """The deviations are the published ones of methods §4."""
    noise = growth_error(1000, cells, 3).item() / (100 / 3) * 1000
    assert noise == pytest.approx(np.sqrt(2) * deviation, rel=2e-3)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ad_rate_error(40.260, 503), 2.539),
        (unemployment_rate_error(2.697, 432.4), 0.130),
        (growth_error(3445, 14 * 2, 3), 0.109),
        (share_error(64.090, 401, 100), 2.396),
    ],
)
def test_the_occupation_that_the_method_works_out_by_hand(error, expected):
    assert error.item() == pytest.approx(expected, abs=6e-4)


def drawn_deviation(rates):
    return np.asarray(rates, np.float64).std()


def test_they_are_how_much_a_number_moves_when_its_counts_are_drawn_again():
    dice = np.random.default_rng(1)
    draws, ads, unemployed = 20_000, 400.0, 300.0
    # A negative binomial count with mean 400 and variance 800.
    again = dice.negative_binomial(ads / (OVERDISPERSION - 1), 1 / OVERDISPERSION, draws)
    seekers = dice.poisson(unemployed, draws)
    assert drawn_deviation(100 * again / 5000) == pytest.approx(ad_rate_error(100 * ads / 5000, ads).item(), rel=0.03)
    found = tightness_error(ads / unemployed, ads, unemployed).item()
    assert drawn_deviation(again / seekers) == pytest.approx(found, rel=0.03)
    rate = unemployment_rate(unemployed, 20_000).item()
    found = unemployment_rate_error(rate, unemployed).item()
    assert drawn_deviation(unemployment_rate(seekers, 20_000)) == pytest.approx(found, rel=0.03)
    found = share_error(30, 250, 100).item()
    assert drawn_deviation(100 * dice.binomial(250, 0.3, draws) / 250) == pytest.approx(found, rel=0.03)
    again = dice.poisson(60, draws)
    assert drawn_deviation(again / 40) == pytest.approx(count_ratio_error(60 / 40, 60).item(), rel=0.03)
    days = dice.exponential(25, (draws, 50)).mean(1)
    assert drawn_deviation(days) == pytest.approx(mean_days_error(25, 50).item(), rel=0.03)


def test_growth_moves_as_the_noise_of_its_cells_does():
    dice = np.random.default_rng(2)
    now, before = (800 + dice.normal(0, NOISE, (20_000, 14)).sum(1) for _ in range(2))
    grown = growth_beyond_total(now, 1e6, before, 1e6, 3)
    assert drawn_deviation(grown) == pytest.approx(growth_error(800, 14, 3).item(), rel=0.03)


@given(sizes, counts, st.floats(1.01, 100))
def test_more_events_make_a_number_surer(rate, number, times):
    for formula in (ad_rate_error, unemployment_rate_error, count_ratio_error, mean_days_error):
        assert formula(rate, times * number) < formula(rate, number)
    assert tightness_error(rate, times * number, number) < tightness_error(rate, number, number)
    assert tightness_error(rate, number, times * number) < tightness_error(rate, number, number)
    assert growth_error(times * number, 14, 3) < growth_error(number, 14, 3)


@given(st.integers(0, 1000).map(lambda n: n / 1000), counts)
def test_a_share_is_as_sure_as_its_complement_in_any_unit(share, number):
    error = share_error(share, number)
    assert error == pytest.approx(share_error(1 - share, number), abs=1e-12)
    assert 100 * error == pytest.approx(share_error(100 * share, number, 100), rel=1e-9, abs=1e-9)
    assert error <= 0.5 / np.sqrt(number) + 1e-12


@given(sizes, sizes, st.integers(1, 20))
def test_a_change_is_less_sure_than_either_end(error, before, years):
    assert change_error(error, before, years) * years >= max(error, before)
    assert change_error(error, before, years) == change_error(before, error, years)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ad_rate_error(0, 0), 0),
        (ad_rate_error(NAN, 5), NAN),
        (ad_rate_error(5, NAN), NAN),
        (share_error(0, 10), 0),
        (share_error(1, 10), 0),
        (share_error(1.02, 10), 0),
        (share_error(-0.01, 10), 0),
        (share_error(0.5, 0), NAN),
        (share_error(NAN, 10), NAN),
        (share_error(0.5, NAN), NAN),
        (tightness_error(2, 100, 0), NAN),
        (tightness_error(2, 100, NAN), NAN),
        (tightness_error(0, 0, 10), 0),
        (unemployment_rate_error(5, 0), NAN),
        (unemployment_rate_error(NAN, 20), NAN),
        (growth_error(NAN, 14, 3), NAN),
        (count_ratio_error(0, 0), 0),
        (count_ratio_error(NAN, 4), NAN),
        (count_ratio_error(2, NAN), NAN),
        (mean_days_error(30, 0), NAN),
        (mean_days_error(NAN, 9), NAN),
        (mean_days_error(30, NAN), NAN),
        (change_error(NAN, 1, 3), NAN),
        (change_error(0, 0, 3), 0),
    ],
)
def test_what_is_missing_stays_missing_and_what_cannot_vary_has_no_error(error, expected):
    np.testing.assert_equal(error.item(), expected)


def test_matched_people_that_noise_made_more_than_everybody_have_the_noise_s_error_alone():
    assert rate([41], [40], 0, 0).error.tolist() == [0]
    assert rate([20], [29], 0, 0).error.tolist() == pytest.approx([NAN], nan_ok=True)


def test_posts_that_lie_unevenly_tell_less_than_their_ads():
    """A quarter of the ads have ten posts and the others one, and their number varies twice as much as independent events."""
    generator = np.random.default_rng(1)
    drawn = generator.negative_binomial(400, 0.5, 20_000)
    large = generator.binomial(drawn, 0.25)
    posts = 10.0 * large + (drawn - large)
    sure = effective_ads(400, 100 * 10 + 300, 100 * 10**2 + 300).item()
    assert sure < 300
    assert posts.std() / posts.mean() == pytest.approx(np.sqrt(2 / sure), rel=0.03)
    assert effective_ads(400, 800, 1600).item() == 400


@given(share=st.floats(0, 1), number=st.floats(1, 1e6))
def test_a_share_of_few_ads_is_never_certain_nor_surer_than_the_binomial(share, number):
    error = few_ads_share_error(share, number)
    assert error > 0
    assert error >= share_error(share, number) * (1 - 1e-9)
    assert 100 * error == pytest.approx(few_ads_share_error(100 * share, number, 100), rel=1e-9)


def test_a_share_of_many_ads_has_the_binomial_error():
    assert few_ads_share_error(0.25, 10_000).item() == pytest.approx(share_error(0.25, 10_000).item(), rel=1e-3)
