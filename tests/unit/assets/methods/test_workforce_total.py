from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.workforce_total import (
    LARGEST_CHANGE,
    employed_by_workplace,
    labour_force,
    projected_participation,
    yearly_change,
)

NAN = float("nan")
quick = settings(deadline=None, max_examples=80)
pytestmark = pytest.mark.filterwarnings("error")
share = st.floats(0, 1)


@quick
@given(share, st.floats(-0.5, 0.5), st.integers(0, 30))
def test_participation_moves_at_most_three_points_and_stays_a_share(now, change, years):
    found = float(projected_participation(now, change, years))
    assert 0 <= found <= 1
    assert abs(found - now) <= LARGEST_CHANGE + 1e-12
    assert (found - now) * change >= 0


def test_today_is_today():
    assert float(projected_participation(0.8, 0.01, 0)) == 0.8


def test_no_trend_is_known_from_one_year():
    assert np.isnan(yearly_change([0.8]))
    assert np.isnan(yearly_change([0.8, NAN]))
    assert yearly_change([0.8, NAN, 0.9]) == pytest.approx(0.05)
    assert np.isnan(projected_participation(0.8, NAN, 5))


@quick
@given(
    arrays(np.float64, 3, elements=st.floats(0, 1e6)),
    arrays(np.float64, (3, 4), elements=st.floats(1, 1e5)),
    arrays(np.float64, 3, elements=st.floats(0, 1e5)),
)
def test_nobody_is_lost_on_the_way_to_work(residents, flows, outside):
    there = employed_by_workplace(residents, flows, outside)
    away = (residents * flows[:, -1] / flows.sum(axis=1)).sum()
    assert there.sum() + away == pytest.approx(residents.sum() + outside.sum(), rel=1e-9, abs=1e-6)
    # As many as commuted give the workplaces that were counted.
    same = employed_by_workplace(flows.sum(axis=1), flows, outside)
    assert np.allclose(same, flows[:, :-1].sum(axis=0) + outside)


def test_a_flow_that_is_missing_leaves_no_workplace_known():
    assert np.isnan(employed_by_workplace([10, 10], [[5, NAN, 0], [1, 9, 0]], [0, 0])).all()


def test_population_times_participation_is_the_labour_force():
    assert labour_force([[1000, 200], [10, 0]], [0.8, 0.25]).tolist() == [850, 8]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: employed_by_workplace([1], [[1]], [0]), "flows must be 1 × 2"),
        (lambda: employed_by_workplace([1], [[1, -1]], [0]), "negative or infinite"),
    ],
)
def test_what_is_wrong_is_refused(call, says: str):
    with pytest.raises(ValueError, match=says):
        call()
