from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.replacement_demand import (
    BAND_YEARS,
    BANDS,
    HORIZONS,
    five_year_retention,
    four_year_retention,
    net_departures,
    shrunk_retention,
    with_unknown_occupation,
)

NAN = float("nan")
quick = settings(deadline=None, max_examples=100)
pytestmark = pytest.mark.filterwarnings("error")
persons = arrays(np.float64, len(BANDS), elements=st.floats(0, 1e6))
shares = arrays(np.float64, len(BANDS) - 1, elements=st.floats(0, 1))
some_years = st.sampled_from(HORIZONS)
later_years = st.floats(0, BAND_YEARS)
BEFORE, AFTER = [1000, 900, 800, 500], [980, 960, 830, 520]


def test_the_worked_example():
    rho4 = four_year_retention(BEFORE, AFTER)
    assert rho4.round(4).tolist() == [0.9640, 0.9511, 0.7275]
    rho5 = five_year_retention(rho4)
    assert rho5.round(4).tolist() == [0.9552, 0.9393, 0.6719]
    assert round(float(net_departures(AFTER, rho5)), 4) == 894.5436


def test_ten_years_are_the_same_step_twice():
    rho = np.array([0.9, 0.8, 0.6])
    n = np.array([100.0, 100.0, 100.0, 100.0])
    after_five = np.array([0.0, *(n[:-1] * rho)])
    again = float(net_departures(n, rho)) + float(net_departures(after_five, rho))
    assert float(net_departures(n, rho, 10)) == pytest.approx(again)


@quick
@given(persons, shares, some_years, later_years)
def test_between_nobody_and_everybody(n, rho, years, later):
    assert -1e-6 <= net_departures(n, rho, years, later) <= n.sum() * (1 + 1e-12)


@quick
@given(persons, shares, some_years, later_years, st.integers(0, len(BANDS) - 2), st.floats(0, 1))
def test_who_stays_more_leaves_less(n, rho, years, later, at, less):
    lower = rho.copy()
    lower[at] *= less
    # A later end keeps a part of those who are left, which is smaller the fewer they are.
    assert net_departures(n, lower, years) >= net_departures(n, rho, years) * (1 - 1e-12) - 1e-6
    assert net_departures(n, lower, years, later) >= net_departures(n, rho, years, later) * (1 - 1e-12) - 1e-6


@quick
@given(persons, shares, some_years, later_years)
def test_a_later_end_never_adds_and_a_longer_time_never_takes_away(n, rho, years, later):
    assert net_departures(n, rho, years, later) <= net_departures(n, rho, years)
    assert net_departures(n, rho, 10) >= net_departures(n, rho, 5) * (1 - 1e-12)


@quick
@given(persons, persons, shares, some_years)
def test_parts_add_up(some, others, rho, years):
    apart = net_departures(some, rho, years) + net_departures(others, rho, years)
    assert net_departures(some + others, rho, years) == pytest.approx(float(apart), rel=1e-9, abs=1e-6)


def test_a_cohort_that_grew_keeps_everybody_and_the_oldest_leave():
    rho = five_year_retention([1.4, 1.0, 1.1])
    assert net_departures([10, 10, 10, 7], rho) == 7


def test_whoever_got_a_known_occupation_did_not_come_to_it():
    before = with_unknown_occupation([[90.0, 90, 90, 90]], [10.0, 10, 10, 10])
    after = with_unknown_occupation([[100.0, 100, 100, 100]], [0.0, 0, 0, 0])
    assert four_year_retention(before, after).tolist() == [[1, 1, 1]]


@pytest.mark.parametrize(
    ("before", "after"), [([NAN, 1, 1, 1], [1, 1, 1, 1]), ([0, 1, 1, 1], [1, 1, 1, 1]), ([1, 1, 1, 1], [1, NAN, 1, 1])]
)
def test_what_is_not_known_is_not_followed(before, after):
    rho = four_year_retention(before, after)
    assert np.isnan(rho[0])
    assert np.isnan(net_departures([1, 1, 1, 1], five_year_retention(rho)))
    assert shrunk_retention(rho, [0.5, 0.5, 0.5], [9, 9, 9])[0] == 0.5


def test_a_small_occupation_is_its_wider_one_and_a_large_is_itself():
    assert shrunk_retention(0.9, 0.8, [0, 200, 1e9]).round(6).tolist() == [0.8, 0.85, 0.9]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: net_departures([1, 1, 1, 1], [1, 1, 1], 7), "years must be one of"),
        (lambda: net_departures([1, 1, 1, 1], [1, 1, 1], 5, 6), "later must be"),
        (lambda: net_departures([1, 1, 1, 1], [1.1, 1, 1]), "shares of 0 to 1"),
        (lambda: net_departures([1, 1, 1], [1, 1, 1]), "4 age groups"),
        (lambda: four_year_retention([1, 1, 1, -1], [1, 1, 1, 1]), "negative or infinite"),
    ],
)
def test_what_is_wrong_is_refused(call, says: str):
    with pytest.raises(ValueError, match=says):
        call()
