from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.long_term_difference import GROWING, SHRINKING, balance, difference_class
from assets.methods.projection_intervals import UNCHANGED, UNSURE

people = st.floats(1, 1e4)


@st.composite
def worlds(draw):
    educations, occupations = draw(st.integers(1, 4)), draw(st.integers(1, 4))

    def listed(of, size):
        return np.array(draw(st.lists(of, min_size=size, max_size=size)))

    working, employees = listed(people, educations), listed(people, occupations)
    matched = working * listed(st.floats(0, 1), educations)
    links = listed(st.lists(st.booleans(), min_size=occupations, max_size=occupations), educations)
    return working, matched, employees, links, listed(people, educations), listed(people, occupations)


@given(worlds())
@settings(max_examples=60)
def test_in_a_normal_labour_market_the_differences_cancel_in_both_units(world):
    working, matched, employees, links, supply, need = world
    found = balance(working, matched, supply, employees, need, links)
    assert found.occupation_supply.sum() == pytest.approx(need.sum())
    assert found.education_supply.sum() == pytest.approx(need.sum())
    assert found.education_need.sum() == pytest.approx(need.sum())
    assert (found.occupation_supply >= 0).all()


@given(worlds())
@settings(max_examples=40)
def test_when_nothing_changes_nothing_differs(world):
    working, matched, employees, links, *_ = world
    found = balance(working, matched, working, employees, employees, links)
    assert found.occupation_supply == pytest.approx(employees, rel=1e-3, abs=1e-3 * employees.sum())


def test_more_with_an_education_are_more_in_the_occupations_it_leads_to():
    now = balance([60, 40], [50, 20], [60, 40], [50, 50], [50, 50], [[True, False], [False, True]])
    more = balance([60, 40], [50, 20], [90, 40], [50, 50], [50, 50], [[True, False], [False, True]])
    assert more.occupation_supply[0] > now.occupation_supply[0]
    assert more.occupation_supply.sum() == pytest.approx(100)


def test_nobody_who_would_work_is_an_error():
    with pytest.raises(ValueError, match="somebody must work"):
        balance([60], [50], [0], [60], [60], [[True]])


@pytest.mark.parametrize(
    ("difference", "low", "high", "word"),
    [
        (50, -100, 100, UNCHANGED),
        (50.1, -100, 100, UNSURE),
        (0, -100.1, 0, UNSURE),
        (0, 0, 100.1, UNSURE),
        (70, 50, 90, GROWING),
        (70, 49.9, 90, UNSURE),
        (-70, -90, -50, SHRINKING),
        (-70, -90, -49.9, UNSURE),
    ],
)
def test_a_limit_belongs_to_the_word_that_it_is_the_limit_of(difference, low, high, word):
    assert difference_class(difference, low, high, 1000) == word
