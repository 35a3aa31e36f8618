from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.education_supply import (
    matching_weights,
    net_rate,
    projected_stock,
    raked_to_population,
    shrunk_rate,
    stocks_to_population,
)

NAN = float("nan")
quick = settings(deadline=None, max_examples=60)
pytestmark = pytest.mark.filterwarnings("error")
GROUPS, JOBS = 4, 5
persons = arrays(np.float64, GROUPS, elements=st.floats(1, 1e6))
sizes = arrays(np.float64, JOBS, elements=st.floats(10, 1e5))
rates = arrays(np.float64, GROUPS, elements=st.floats(-0.2, 0.2))
links = arrays(np.bool_, (GROUPS, JOBS))


def test_the_worked_example():
    assert projected_stock(1000, -0.04, 60, 5).round(4).tolist() == [1020.0, 1039.2, 1057.632, 1075.3267, 1092.3137]


def test_a_stock_never_falls_below_nobody():
    assert projected_stock([10, 10], [-1.5, -1], [0, 3], 2).tolist() == [[0, 0], [3, 3]]


@quick
@given(persons, rates, persons, arrays(np.float64, 6, elements=st.floats(1, 1e7)))
def test_the_groups_make_the_population_and_the_parts_make_the_groups(stock, rate, graduates, people):
    path = stocks_to_population(stock, rate, graduates, people)
    assert np.allclose(path.stock.sum(axis=0), people)
    assert np.allclose(path.stock, stock[:, None] + path.graduates + path.net + path.adjustment, rtol=1e-9, atol=1e-3)
    assert (path.stock >= 0).all()


def test_without_a_group_or_the_population_there_is_no_sum():
    assert np.isnan(stocks_to_population([1, NAN], [0, 0], [0, 0], [2, 2]).stock).all()
    path = stocks_to_population([1, 1], [0, 0], [0, 0], [2, NAN, 2])
    assert path.stock[:, 0].tolist() == [1, 1]
    assert np.isnan(path.stock[:, 1:]).all()
    assert np.isnan(raked_to_population([[0], [0]], [5])).all()


def test_a_rate_needs_every_period():
    assert np.isnan(net_rate([100, NAN, 100], [1, 1, 1], [1, 1, 1]))
    assert np.isnan(net_rate([100, 0, 100], [1, 1, 1], [1, 1, 1]))


def test_a_small_area_is_the_county_and_a_large_is_itself():
    assert shrunk_rate([0, 500, 1e12], [0.1, 0.1, 0.1], 0.2).round(6).tolist() == [0.2, 0.15, 0.1]
    assert np.isnan(shrunk_rate(NAN, 0.1, 0.2))


@quick
@given(persons, arrays(np.float64, GROUPS, elements=st.floats(0.01, 0.95)), sizes, links)
def test_the_weights_spread_everybody_and_leave_no_difference(working, share, jobs, leads_to):
    weights = matching_weights(working, share * working, jobs, leads_to)
    assert np.allclose(weights.sum(axis=1), 1, atol=1e-5)
    # In the base year's labour market what there is of each occupation is what works there: Σ|G| / ΣD is under one percent.
    supply, demand = working @ weights, jobs * working.sum() / jobs.sum()
    assert np.abs(supply - demand).sum() < 0.01 * demand.sum()
    # Whatever the educations become, the sum over occupations is the sum over educations.
    later = working * np.array([1.2, 0.7, 1.0, 0.9])
    assert (later @ weights).sum() == pytest.approx(later.sum(), rel=1e-5)


def test_the_matched_work_where_their_education_leads():
    weights = matching_weights([50, 50], [45, 40], [45, 40, 15], [[True, False, False], [False, True, False]])
    assert weights[0, 0] > 0.7
    assert weights[1, 1] > 0.7
    assert weights[0, 1] < 0.15


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: projected_stock(1, 0, 0, 0), "years must be at least 1"),
        (lambda: matching_weights([1], [2], [1], [[True]]), "at most the working"),
        (lambda: matching_weights([1], [1], [1], [[True, False]]), "must be 1 × 1"),
        (lambda: matching_weights([0], [0], [1], [[True]]), "somebody must work"),
    ],
)
def test_what_is_wrong_is_refused(call, says: str):
    with pytest.raises(ValueError, match=says):
        call()
