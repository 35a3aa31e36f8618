"""The score of method 3, as it was worked out by hand and held while it was in use."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.method_3 import (
    BORROWED,
    CLASSES,
    CLEAR_SIGNS,
    FAMILY_OF,
    FAMILY_WEIGHTS,
    FLOW,
    NO_SIGNS,
    NOT_RATED,
    OWN,
    PARTLY_OWN,
    PRICE,
    SCORED,
    SOME_SIGNS,
    STOCK,
    SURPLUS_SIGNS,
    indicator_points,
    rated,
    shortage_score,
    signal_class,
    surplus_points,
)
from assets.methods.signals import TIGHTNESS, UNEMPLOYMENT

NAN = float("nan")
SEVEN = [FLOW] * 3 + [STOCK] * 2 + [PRICE] * 2
OLD = {FLOW: 0.40, STOCK: 0.35, PRICE: 0.25}
"""The families of the worked example, which has weights of its own."""
EXAMPLE = [3, 2, NAN, 2, 1, 3, NAN]
quick = settings(deadline=None, max_examples=60)
pytestmark = pytest.mark.filterwarnings("error")


def scored(points, shares=1.0, applies=None, **more):
    p = np.asarray(points, float)
    return shortage_score(p, np.broadcast_to(np.asarray(shares, float), p.shape), applies, **more)


def example(points):
    return scored(points, families=SEVEN, weights=OLD)


@st.composite
def cells(draw):
    """Points, shares and what applies, cells × indicators."""
    shape = (draw(st.integers(1, 6)), len(SCORED))
    points = draw(arrays(float, shape, elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, NAN])))
    shares = draw(arrays(float, shape, elements=st.sampled_from([1.0, 0.75, 0.5, 0.25])))
    return points, shares, draw(arrays(bool, shape, elements=st.sampled_from([True, True, True, False])))


# Points


@pytest.mark.parametrize(
    ("value", "high", "low"),
    [(-9, 0, 3), (0.999, 0, 3), (1, 1, 3), (1.001, 1, 2), (2, 2, 2), (2.001, 2, 1), (3, 3, 1), (3.001, 3, 0)],
)
def test_points_change_at_the_cut_points(value, high, low):
    assert indicator_points(value, [1, 2, 3]).item() == high
    assert indicator_points(value, [1, 2, 3], high_is_shortage=False).item() == low


@pytest.mark.parametrize("cuts", [[1, 1, 2], [3, 2, 1], [1, 2], [1, NAN, 3]])
def test_cut_points_that_do_not_rise_are_refused(cuts):
    with pytest.raises(ValueError, match="three rising cut points"):
        indicator_points([1.0], cuts)


@quick
@given(arrays(float, 9, elements=st.floats(-5, 5) | st.just(NAN)), st.booleans())
def test_a_turned_scale_is_the_scale_of_the_negative_and_what_is_missing_stays_so(values, high):
    points = indicator_points(values, [-1, 0.5, 2], high)
    turned = indicator_points(-values, [-2, -0.5, 1], not high)
    np.testing.assert_array_equal(points, turned)
    np.testing.assert_array_equal(np.isnan(points), np.isnan(values))


# The score


def test_the_worked_example():
    found = example(EXAMPLE)
    assert found.score.item() == pytest.approx(0.40 * 2.5 + 0.35 * 1.5 + 0.25 * 3)
    assert found.score.item() == pytest.approx(2.275)
    assert found.mass.item() == pytest.approx(0.40 * 2 / 3 + 0.35 + 0.25 / 2)
    assert found.mass.item() == pytest.approx(0.7417, abs=5e-5)
    assert (found.known.item(), found.families.item(), found.own.item()) == (5, 3, 5)
    assert CLASSES[signal_class(found.score, False)] == CLEAR_SIGNS


def test_the_worked_example_without_a_family_is_still_rated_and_with_three_indicators_is_not():
    without = example([3, 2, NAN, 2, 1, NAN, NAN])
    assert without.score.item() == pytest.approx(2.0333, abs=5e-5)
    assert without.mass.item() == pytest.approx(0.6167, abs=5e-5)
    assert (without.known.item(), without.families.item(), rated(without).item()) == (4, 2, True)
    three = example([3, NAN, NAN, 2, 1, NAN, NAN])
    assert (three.known.item(), rated(three).item()) == (3, False)


def test_equal_weights_are_points_by_indicators_that_are_rated():
    # Points 3, 2, –, 3, 1, 2 as the Bundesagentur's rule has them: 11 / 5; with 0 for the missing one it would be 1.83.
    six = SEVEN[:6]
    found = scored([3, 2, NAN, 3, 1, 2], families=six)
    assert found.equal.item() == pytest.approx(2.20)
    assert scored([3, 2, 0, 3, 1, 2], families=six).equal.item() == pytest.approx(11 / 6)


def test_the_families_weights_are_what_survived_the_trial():
    assert (FAMILY_WEIGHTS, sum(FAMILY_WEIGHTS.values())) == ({FLOW: 0.5, STOCK: 0.4, PRICE: 0.1}, 1.0)
    assert list(FAMILY_OF.values()) == [FLOW] * 3 + [STOCK] * 3 + [PRICE]
    assert list(FAMILY_WEIGHTS) == list(dict.fromkeys(FAMILY_OF.values()))
    found = scored([3, 0, 0, 3, 3, 3, 0])
    assert found.score.item() == pytest.approx(0.5 * 1 + 0.4 * 3)
    assert found.mass.item() == 1


@pytest.mark.parametrize("known", [[0, 4], [3], [0, 3, 6], [3, 6], range(7)])
def test_only_threes_are_exactly_three(known):
    points = [3.0 if at in known else NAN for at in range(7)]
    assert scored(points).score.item() <= 3
    assert scored(points).score.item() == pytest.approx(3)


def test_a_borrowed_indicator_counts_half_in_its_family_and_in_the_mass():
    found = scored([3, 0, NAN, NAN, NAN, NAN, NAN], [0.5, 1, 1, 1, 1, 1, 1])
    assert found.score.item() == pytest.approx(3 * 0.5 / 1.5)
    assert found.mass.item() == pytest.approx(0.5 * 1.5 / 3)
    assert (found.known.item(), found.own.item(), found.families.item()) == (2, 1, 1)


def test_what_does_not_apply_is_not_expected_and_counts_nowhere_though_it_has_points():
    applies = np.array([True, True, True, True, False, False, True])
    found = scored([2, 2, 2, 1, 3, 3, 0], applies=applies)
    assert found.score.item() == pytest.approx(0.5 * 2 + 0.4 * 1)
    assert (found.mass.item(), found.known.item(), found.equal.item()) == (1, 5, pytest.approx(7 / 5))
    missing = scored([2, 2, 2, 1, NAN, NAN, 0])
    assert missing.score.item() == pytest.approx(found.score.item())
    assert missing.mass.item() == pytest.approx(0.5 + 0.4 / 3 + 0.1)


def test_a_cell_without_indicators_has_no_score_and_no_mass():
    found = scored([[NAN] * 7, [1] * 7], applies=np.array([[True] * 7, [False] * 7]))
    assert np.isnan(found.score).all()
    assert np.isnan(found.equal).all()
    assert (found.mass.tolist(), found.known.tolist(), rated(found).tolist()) == ([0, 0], [0, 0], [False, False])


@pytest.mark.parametrize(
    ("points", "shares", "enough"),
    [
        ([1, 1, 1, NAN, NAN, NAN, 1], 1.0, True),
        ([1, 1, 1, NAN, NAN, NAN, NAN], 1.0, False),
        ([1, 1, 1, 1, NAN, NAN, NAN], [1, 1, 1, 0.5, 1, 1, 1], False),
        ([1, 1, 1, 1, 1, NAN, NAN], [1, 1, 1, 0.5, 1, 1, 1], True),
        ([1] * 7, [1, 0.75, 0.5, 0.5, 0.5, 0.5, 0.5], True),
        ([1] * 7, [1, 0.5, 0.5, 0.25, 1, 0.25, 0.25], False),
        ([1] * 7, [1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], False),
        ([1] * 7, 0.5, False),
    ],
    ids=["enough", "three", "one family wanting mass", "mass of two thirds", "weighed is own", "mass", "one own", "none own"],
)  # fmt: skip
def test_what_is_enough_to_be_rated(points, shares, enough):
    assert rated(scored(points, shares)).item() is enough


def test_the_least_mass_is_enough_whatever_the_last_decimal():
    # 0.5 · (1 + 0.75 + 0.5) / 3 + 0.4 · (0.5 + 1 · 1) / 3 + 0.1 · 0.25 = 0.60
    found = scored([1, 1, 1, 1, 1, NAN, 1], [1, 0.75, 0.5, 0.5, 1, 1, 0.25])
    assert found.mass.item() == pytest.approx(0.6)
    assert rated(found).item()


@quick
@given(cells())
def test_the_score_lies_between_the_smallest_and_the_largest_point(world):
    points, shares, applies = world
    found = shortage_score(points, shares, applies)
    counted = np.where(applies, points, NAN)
    for at, known in enumerate(counted):
        there = known[~np.isnan(known)]
        assert found.known[at] == len(there)
        for value in (found.score[at], found.equal[at]):
            assert np.isnan(value) == (len(there) == 0)
            if len(there):
                assert max(0, there.min() - 1e-12) <= value <= min(3, there.max() + 1e-12)
    assert ((found.mass >= 0) & (found.mass <= 1 + 1e-12)).all()
    assert (found.own <= found.known).all()


@quick
@given(cells(), st.integers(0, 6), st.sampled_from([1.0, 0.5, 0.25]))
def test_a_missing_indicator_never_changes_the_score(world, at, share):
    points, shares, applies = world
    points[:, at] = NAN
    usual = shortage_score(points, shares, applies)
    for other, there in ((share, True), (share, False)):
        shares[:, at], applies[:, at] = other, there
        found = shortage_score(points, shares, applies)
        np.testing.assert_array_equal(found.score, usual.score)
        np.testing.assert_array_equal(found.equal, usual.equal)
        np.testing.assert_array_equal(found.known, usual.known)


@quick
@given(cells(), st.randoms(use_true_random=False))
def test_the_order_of_cells_is_irrelevant_and_each_stands_alone(world, random):
    points, shares, applies = world
    order = list(range(len(points)))
    random.shuffle(order)
    usual, found = shortage_score(points, shares, applies), shortage_score(points[order], shares[order], applies[order])
    np.testing.assert_array_equal(found.score, usual.score[order])
    np.testing.assert_array_equal(found.mass, usual.mass[order])
    alone = shortage_score(points[0], shares[0], applies[0])
    np.testing.assert_allclose(alone.score, usual.score[0], rtol=1e-12)


@quick
@given(cells(), arrays(float, 3, elements=st.floats(0.01, 1)), st.floats(0.1, 10))
def test_only_the_families_relations_decide_and_leading_axes_are_kept(world, weights, times):
    points, shares, applies = world
    one, scaled = (
        shortage_score(points, shares, applies, weights=dict(zip(FAMILY_WEIGHTS, w, strict=True)))
        for w in (weights, times * weights)
    )
    np.testing.assert_allclose(scaled.score, one.score, rtol=1e-12)
    several = shortage_score(np.stack([points, 3 - points]), shares, applies)
    assert several.score.shape == (2, len(points))
    np.testing.assert_allclose(several.score.sum(0), np.where(several.known[0] > 0, 3, NAN), rtol=1e-12)


@quick
@given(cells(), st.integers(0, 6))
def test_a_higher_point_never_lowers_the_score(world, at):
    points, shares, applies = world
    higher = points.copy()
    higher[:, at] = np.minimum(points[:, at] + 1, 3)
    before, after = (shortage_score(p, shares, applies).score for p in (points, higher))
    assume(not np.isnan(before).all())
    assert (after >= before - 1e-12)[~np.isnan(before)].all()


# Classes


@pytest.mark.parametrize(
    ("score", "name", "with_surplus"),
    [
        (3, CLEAR_SIGNS, CLEAR_SIGNS),
        (2.0, CLEAR_SIGNS, CLEAR_SIGNS),
        (2.0 - 1e-12, CLEAR_SIGNS, CLEAR_SIGNS),
        (1.999, SOME_SIGNS, SOME_SIGNS),
        (1.5, SOME_SIGNS, SOME_SIGNS),
        (1.499, NO_SIGNS, NO_SIGNS),
        (0.75, NO_SIGNS, NO_SIGNS),
        (0.75 - 1e-12, NO_SIGNS, NO_SIGNS),
        (0.749, NO_SIGNS, SURPLUS_SIGNS),
        (0, NO_SIGNS, SURPLUS_SIGNS),
        (NAN, NOT_RATED, NOT_RATED),
    ],
)
def test_borders_between_classes(score, name, with_surplus):
    assert [CLASSES[at] for at in signal_class([score, score], [False, True])] == [name, with_surplus]


def test_surplus_needs_both_and_a_missing_one_is_not_nothing():
    points = np.ones((4, 7))
    tight, unemployed = (SCORED.index(i) for i in (TIGHTNESS, UNEMPLOYMENT))
    points[0, [tight, unemployed]] = 0
    points[1, tight] = 0
    points[2, [tight, unemployed]] = [0, NAN]
    points[3, [tight, unemployed]] = NAN
    assert surplus_points(points).tolist() == [True, False, False, False]


def test_the_scale_and_what_a_borrowed_value_counts():
    assert len(set(CLASSES)) == 5
    assert len(set(SCORED)) == 7
    assert (OWN, PARTLY_OWN, BORROWED) == (1, 0.75, 0.5)
