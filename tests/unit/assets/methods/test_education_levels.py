"""Levels of education by cohorts: worked out by hand, and what must hold of any numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from assets.methods.education_levels import AGE_CLASSES, YEARS, level_shares, levels_by_cohort

NOW = [[70.0, 20.0, 10.0], [10.0, 50.0, 40.0], [20.0, 50.0, 30.0]]
NATION = [[60.0, 30.0, 10.0], [10.0, 40.0, 50.0], [15.0, 50.0, 35.0]]
BEFORE = [[60.0, 30.0, 10.0], [15.0, 45.0, 40.0], [30.0, 45.0, 25.0]]


def test_the_worked_cell() -> None:
    """The second class: .7 · .1/.6, .2 · .4/.3 and .1 · .5/.1, over their sum .8833; the third likewise."""
    second = np.array([0.7 / 6, 0.8 / 3, 0.5])
    third = np.array([0.1 * 0.15 / 0.15, 0.5 * 0.5 / 0.45, 0.4 * 0.35 / 0.4])
    found = levels_by_cohort(NOW, NATION, BEFORE)
    assert found == pytest.approx(np.array([second / second.sum(), third / third.sum()]))
    assert found[0].round(4).tolist() == [0.1321, 0.3019, 0.566]


def test_where_the_nation_learns_nothing_everybody_keeps_his_level() -> None:
    """The shares of a class are then those of the class before it."""
    found = levels_by_cohort(NOW, NATION, [NATION[1], NATION[2], NATION[2]])
    own = np.array(NOW) / np.sum(NOW, axis=1, keepdims=True)
    assert found == pytest.approx(own[:-1])


def test_an_area_that_is_the_nation_moves_as_it_has_moved() -> None:
    """With the same shares ten years before, today's older class is what the younger becomes."""
    found = levels_by_cohort(BEFORE, NATION, BEFORE)
    assert found == pytest.approx((np.array(NATION) / np.sum(NATION, axis=1, keepdims=True))[1:])


def test_what_is_not_known_makes_its_own_class_missing() -> None:
    hidden = np.array(NOW)
    hidden[1, 0] = np.nan
    found = levels_by_cohort(hidden, NATION, BEFORE)
    assert not np.isnan(found[0]).any()
    assert np.isnan(found[1]).all()
    nobody = np.array(BEFORE)
    nobody[0, 2] = 0.0
    found = levels_by_cohort(NOW, NATION, nobody)
    assert np.isnan(found[0]).all()
    assert not np.isnan(found[1]).any()


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="classes × levels"):
        levels_by_cohort(NOW, NATION, BEFORE[:2])


def test_shares_of_all_are_weighed_by_people() -> None:
    assert level_shares([[1.0, 0.0], [0.0, 1.0]], [30, 10]).tolist() == [0.75, 0.25]
    assert np.isnan(level_shares([[1.0, 0.0]], [0])).all()


def test_every_class_becomes_the_next() -> None:
    assert all(last + 1 == first for (_, last), (first, _) in pairwise(AGE_CLASSES))
    assert {last - first + 1 for first, last in AGE_CLASSES[1:]} == {YEARS}
