from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.matching import matched_beyond_nation, matched_rate, share_of_people

NAN = float("nan")
quick = settings(deadline=None, max_examples=60)
pytestmark = pytest.mark.filterwarnings("error")
NATION = ([[500, 40]], [[1000, 100]])
LINK = [[1, 0], [1, 1], [0, 0]]
ONE = [1]


@pytest.mark.parametrize(
    ("matched", "population", "rate"), [(45, 60, 75), (0, 30, 0), (20, 29, NAN), (NAN, 60, NAN), (45, NAN, NAN)]
)
def test_a_rate_needs_thirty_people(matched, population, rate):
    np.testing.assert_equal(matched_rate(matched, population).item(), rate)
    np.testing.assert_equal(share_of_people(matched, population).item(), rate / 100)


def test_groups_are_compared_with_themselves():
    found = matched_beyond_nation([[60, 10]], [[100, 50]], *NATION, LINK, ONE)
    # Alone 60 against 50; together 70 against 50 + 20 of 150, though the second group is matched far less.
    np.testing.assert_allclose(found.difference, [[10, 0, NAN]], atol=1e-12)
    chance, noise = 0.6 * 0.4 / 100, 1.5**2 * (1 + 0.6**2) / 100**2
    np.testing.assert_allclose(found.error[0, 0], 100 * np.sqrt(chance + noise))
    assert np.isnan(found.error[0, 2])


@pytest.mark.parametrize(
    ("matched", "population"),
    [([60, NAN], [100, 50]), ([60, 10], [100, NAN]), ([60, NAN], [100, NAN])],
)
def test_a_missing_group_is_not_nobody(matched, population):
    found = matched_beyond_nation([matched], [population], *NATION, LINK, ONE)
    assert found.difference[0, 0] == pytest.approx(10)
    assert np.isnan(found.difference[0, 1])
    assert np.isnan(found.error[0, 1])


def test_under_thirty_people_and_a_nation_without_the_group_are_missing():
    assert np.isnan(matched_beyond_nation([[20, 0]], [[29, 0]], *NATION, LINK, ONE).difference[0, :2]).all()
    assert not np.isnan(matched_beyond_nation([[20, 0]], [[30, 0]], *NATION, LINK, ONE).difference[0, :2]).any()
    assert np.isnan(
        matched_beyond_nation([[60, 10]], [[100, 50]], [[500, NAN]], [[1000, 100]], LINK, ONE).difference[0, 1]
    )
    assert np.isnan(matched_beyond_nation([[60, 10]], [[100, 50]], [[500, 0]], [[1000, 0]], LINK, ONE).difference[0, 1])


def test_the_nation_is_nothing_beyond_itself():
    found = matched_beyond_nation(*NATION, *NATION, LINK, ONE)
    np.testing.assert_allclose(found.difference, [[0, 0, NAN]], atol=1e-12)


def test_an_area_of_many_places_and_an_occupation_of_many_groups_have_more_of_the_cells_noise():
    found = matched_beyond_nation([[40, 10]] * 2, [[80, 20]] * 2, *NATION, LINK, [1, 15]).error
    chance = 0.25 / 100
    for area, places in enumerate((1, 15)):
        noise = 1.5**2 * 2 * places * (1 + 0.5**2) / 100**2
        assert found[area, 1] == pytest.approx(100 * np.sqrt(chance + noise))


@quick
@given(arrays(int, (3, 4), elements=st.integers(30, 500)), st.data())
def test_all_areas_together_are_the_nation(people, data):
    rates = data.draw(arrays(float, (3, 4), elements=st.floats(0, 1)))
    matched = np.round(people * rates)
    whole = matched.sum(0, keepdims=True), people.sum(0, keepdims=True)
    link = np.eye(4)
    found = matched_beyond_nation(matched, people, *whole, link, ONE)
    assert (np.abs(found.difference) <= 100).all()
    assert (found.error >= 0).all()
    np.testing.assert_allclose((found.difference * people).sum(0), 0, atol=1e-6)
    order = [2, 0, 1]
    shuffled = matched_beyond_nation(matched[order], people[order], *whole, link, ONE)
    np.testing.assert_array_equal(shuffled.difference, found.difference[order])
