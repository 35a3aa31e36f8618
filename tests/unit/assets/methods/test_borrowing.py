from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.borrowing import PRIOR, expected_count, own_or_county

NAN = float("nan")
quick = settings(deadline=None, max_examples=100)
pytestmark = pytest.mark.filterwarnings("error")
values = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("own", "county", "events", "value", "origin"),
    [
        (9, 3, 100, 9, 0),
        (9, 3, 99.9, 3 + 6 * 99.9 / 119.9, 1),
        (9, 3, 20, 6, 1),
        (9, 3, 19.9, 3, 2),
        (9, 3, 0, 3, 2),
        (9, 3, NAN, 3, 2),
        (NAN, 3, 500, 3, 2),
        (NAN, 3, 50, 3, 2),
        (9, NAN, 500, 9, 0),
        (9, 3, np.inf, 9, 0),
    ],
)
def test_whose_value_is_used(own, county, events, value, origin):
    found = own_or_county(own, county, events)
    assert found.value.item() == pytest.approx(value)
    assert found.origin.item() == origin


@pytest.mark.parametrize(("own", "events"), [(9, 99), (9, 5), (NAN, 500), (NAN, NAN)])
def test_a_missing_value_of_the_county_is_never_replaced(own, events):
    found = own_or_county(own, NAN, events)
    assert np.isnan(found.value)
    assert found.origin.item() == -1


@quick
@given(values, values, st.floats(0, 1e5))
def test_the_value_lies_between_the_own_and_the_countys(own, county, events):
    found = own_or_county(own, county, events).value.item()
    slack = 1e-9 * max(abs(own), abs(county), 1)
    assert min(own, county) - slack <= found <= max(own, county) + slack


@quick
@given(values, values, st.floats(0, 1e4), st.floats(0, 1e4))
def test_more_events_never_lead_further_from_the_own(own, county, one, other):
    few, many = sorted((one, other))
    far, near = (abs(own_or_county(own, county, events).value.item() - own) for events in (few, many))
    assert near <= far + 1e-9 * max(abs(own), abs(county), 1)


@quick
@given(st.integers(21, 99), st.integers(0, 500), st.floats(0.01, 5))
def test_weighing_a_rate_is_the_same_as_pulling_its_count(expected, count, county_rate):
    base = expected / county_rate
    weighed = own_or_county(count / base, county_rate, expected).value.item()
    assert weighed == pytest.approx(county_rate * (count + PRIOR) / (expected + PRIOR))


@pytest.mark.parametrize(
    ("base", "events", "county_base", "expected"),
    [(500, 400, 4000, 50), (500, 0, 4000, 0), (0, 400, 4000, 0), (500, 400, 0, NAN), (NAN, 400, 4000, NAN), (500, 400, NAN, NAN)],
)  # fmt: skip
def test_what_the_countys_rate_would_give(base, events, county_base, expected):
    np.testing.assert_equal(expected_count(base, events, county_base).item(), expected)
