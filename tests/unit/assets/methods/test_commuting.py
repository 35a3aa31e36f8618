from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.commuting import HIDDEN_FLOW, accessible_unemployed, least_self_containment, self_containment

NAN = float("nan")
FLOWS, UNEMPLOYED = [[80, 20], [10, 60]], [10, 30]
quick = settings(deadline=None, max_examples=60)
persons = st.integers(0, 10_000)


@st.composite
def areas(draw):
    """Square flows where everybody can get somewhere, and unemployed of two occupational areas."""
    number = draw(st.integers(1, 7))
    flows = draw(arrays(float, (number, number), elements=persons)) + np.eye(number)
    return flows, draw(arrays(float, (2, number), elements=persons))


def test_two_areas_that_exchange_people():
    residents, workplaces = self_containment(FLOWS)
    np.testing.assert_allclose(residents, [80 / 100, 60 / 70])
    np.testing.assert_allclose(workplaces, [80 / 90, 60 / 80])
    reached = accessible_unemployed(UNEMPLOYED, FLOWS)
    np.testing.assert_allclose(reached, [12.2857, 27.7143], atol=5e-5)
    assert reached.sum() == pytest.approx(40)


@quick
@given(areas(), st.data())
def test_what_is_hidden_lowers_the_share_by_at_most_the_largest_hidden_flow(world, data):
    flows, _ = world
    hidden = data.draw(arrays(float, flows.shape, elements=st.integers(0, 3)))
    least, shown = least_self_containment(flows, hidden), self_containment(flows)
    for low, high in zip(least, shown, strict=True):
        assert (low <= high).all()
    people = flows.sum(axis=1) + HIDDEN_FLOW * (hidden.sum(axis=1) - np.diagonal(hidden))
    np.testing.assert_allclose(least.residents, np.diagonal(flows) / people)
    np.testing.assert_array_equal(least_self_containment(flows, np.zeros_like(flows)), shown)


@quick
@given(areas())
def test_the_unemployed_keep_their_total_and_add_over_occupational_areas(world):
    flows, unemployed = world
    reached = accessible_unemployed(unemployed, flows)
    np.testing.assert_allclose(reached.sum(axis=1), unemployed.sum(axis=1), rtol=1e-9)
    assert (reached >= 0).all()
    np.testing.assert_allclose(accessible_unemployed(unemployed.sum(axis=0), flows), reached.sum(axis=0), rtol=1e-9)


@quick
@given(areas(), st.randoms(use_true_random=False))
def test_the_order_of_the_areas_is_irrelevant(world, random):
    flows, unemployed = world
    order = list(range(len(flows)))
    random.shuffle(order)
    other = flows[np.ix_(order, order)]
    reached = accessible_unemployed(unemployed, flows)
    np.testing.assert_allclose(accessible_unemployed(unemployed[:, order], other), reached[:, order], rtol=1e-9)
    for side, shuffled in zip(self_containment(flows), self_containment(other), strict=True):
        np.testing.assert_allclose(shuffled, side[order])


@quick
@given(areas(), st.data())
def test_a_larger_area_is_divided_again_and_never_less_self_contained(world, data):
    flows, _ = world
    group = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(flows), max_size=len(flows))))
    member = (group[:, None] == np.unique(group)).astype(float)
    merged = member.T @ flows @ member
    for axis, (fine, coarse) in enumerate(zip(self_containment(flows), self_containment(merged), strict=True)):
        people = flows.sum(axis=1 - axis) @ member
        np.testing.assert_allclose(coarse, np.diagonal(merged) / people)
        mean = (fine * flows.sum(axis=1 - axis)) @ member / people  # the parts' rates weighted by their persons
        assert (coarse >= mean - 1e-12).all()


def test_people_who_do_not_commute_are_reached_where_they_live():
    assert self_containment(np.diag([5, 3]))[0].tolist() == [1, 1]
    assert accessible_unemployed([7, 2], np.diag([5, 3])).tolist() == [7, 2]


def test_workplaces_outside_the_areas_of_residence_are_reached_too():
    assert accessible_unemployed([10], [[60, 20, 20]]).tolist() == [6, 2, 2]


@pytest.mark.filterwarnings("error")
def test_an_area_without_employed_has_no_rate_and_its_unemployed_nowhere_to_go():
    flows = [[0, 0], [10, 90]]
    np.testing.assert_equal(self_containment(flows).residents, [NAN, 0.9])
    assert self_containment(flows).workplaces.tolist() == [0, 1]
    assert np.isnan(accessible_unemployed([5, 20], flows)).all()
    assert accessible_unemployed([0, 20], flows).tolist() == [2, 18]


def test_a_missing_flow_is_missing_where_it_is_needed():
    residents, workplaces = self_containment([[80, NAN, 1], [10, 60, 2], [0, 0, 7]])
    np.testing.assert_equal(np.isnan(residents), [True, False, False])
    np.testing.assert_equal(np.isnan(workplaces), [False, True, False])
    assert np.isnan(accessible_unemployed([0, 30], [[80, NAN], [10, 60]])).all()


def test_a_missing_count_of_unemployed_is_missing_for_its_occupational_area_only():
    reached = accessible_unemployed([[NAN, 30], UNEMPLOYED], np.diag([5, 3]))
    assert np.isnan(reached[0]).all()
    assert reached[1].tolist() == UNEMPLOYED


@pytest.mark.parametrize(
    ("unemployed", "flows", "message"),
    [
        (UNEMPLOYED, [80, 20], "flows must be a matrix"),
        (UNEMPLOYED, [[80, -20], [10, 60]], "flows must be a matrix"),
        (UNEMPLOYED, [[80, np.inf], [10, 60]], "flows must be a matrix"),
        ([10, 30, 5], FLOWS, "but flows 2 areas of residence"),
        (10, FLOWS, "but flows 2 areas of residence"),
        ([10, -30], FLOWS, "unemployed must be counts"),
        ([10, np.inf], FLOWS, "unemployed must be counts"),
    ],
)
def test_what_does_not_fit_is_an_error(unemployed, flows, message):
    with pytest.raises(ValueError, match=message):
        accessible_unemployed(unemployed, flows)


def test_self_containment_needs_the_same_areas_on_both_sides():
    with pytest.raises(ValueError, match="same areas on both sides"):
        self_containment([[60, 20, 20]])
