"""How sure the classes of method 3 were called."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.method_3 import (
    CLASSES,
    HIGH,
    LEVELS,
    LOW,
    MIDDLE,
    NOT_RATED,
    REASONS,
    SCORED,
    certainty,
    class_stability,
    drawn_points,
    indicator_points,
    rated,
    shortage_score,
    signal_class,
    surplus_points,
)

NAN = float("nan")
CUTS = {i.code: (1.0, 2.0, 3.0) for i in SCORED}
quick = settings(deadline=None, max_examples=60)
pytestmark = pytest.mark.filterwarnings("error")
numbers = st.sampled_from([0.5, 1.0, 1.9, 2.5, 3.5, NAN])


def draws(values, errors, number=200, seed=1):
    return drawn_points(values, errors, CUTS, number, np.random.default_rng(seed))


def classed(points, shares, applies):
    found = shortage_score(points, shares, applies)
    return signal_class(np.where(rated(found), found.score, NAN), surplus_points(points))


@st.composite
def cells(draw):
    """Values, shares and what applies, cells × indicators."""
    shape = (draw(st.integers(1, 5)), len(SCORED))
    values = draw(arrays(float, shape, elements=numbers))
    shares = draw(arrays(float, shape, elements=st.sampled_from([1.0, 0.75, 0.5])))
    return values, shares, draw(arrays(bool, shape, elements=st.sampled_from([True, True, True, False])))


# Draws


@quick
@given(cells())
def test_without_errors_every_draw_is_what_was_measured_and_every_class_stands(world):
    values, shares, applies = world
    for errors in (np.zeros(values.shape), np.full(values.shape, NAN)):
        points = draws(values, errors, 5)
        for at, indicator in enumerate(SCORED):
            measured = indicator_points(values[:, at], CUTS[indicator.code], indicator.high_is_shortage)
            np.testing.assert_array_equal(points[..., at], np.stack([measured] * 5))
        assert (class_stability(points, shares, applies, classed(points[0], shares, applies)) == 1).all()


@quick
@given(cells(), st.floats(0.1, 2))
def test_the_stability_is_that_of_each_draw_scored_on_its_own(world, error):
    values, shares, applies = world
    points = draws(values, np.full(values.shape, error), 20)
    measured = classed(draws(values, 0 * values, 1)[0], shares, applies)
    same = np.mean([classed(one, shares, applies) == measured for one in points], axis=0)
    found = class_stability(points, shares, applies, measured)
    np.testing.assert_allclose(found, same)
    assert (found[[CLASSES[at] == NOT_RATED for at in measured]] == 1).all()


def test_the_same_seed_gives_the_same_draws_and_what_is_missing_is_missing_in_all():
    values = np.array([[1.5, NAN, 2.5, 1, 1, 1, 1]])
    one, same, other = (draws(values, np.ones((1, 7)), seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()
    assert np.isnan(one[..., 1]).all()
    assert not np.isnan(np.delete(one, 1, axis=-1)).any()


def test_as_many_draws_fall_on_each_side_of_a_cut_point_that_is_the_value():
    points = draws(np.full((1, 7), 2.0), np.full((1, 7), 0.1), 4000)
    assert set(np.unique(points)) == {1, 2}
    assert points.mean(axis=0) == pytest.approx(1.5, abs=0.05)


def test_a_wider_error_makes_the_class_stand_less_often():
    values = np.array([[3.4, 2.8, 2.5, 1.5, 2.5, 2.2, 1.5]])
    shares, applies = np.ones((1, 7)), np.ones((1, 7), bool)
    measured = classed(draws(values, 0 * values, 1)[0], shares, applies)
    kept = [
        class_stability(draws(values, np.full((1, 7), error)), shares, applies, measured).item()
        for error in (0.02, 0.3, 3)
    ]
    assert kept[0] == 1 > kept[1] > kept[2]


# The word


@pytest.mark.parametrize(
    ("mass", "kept", "employees", "months", "level"),
    [
        (0.8, 0.9, 500, 18, HIGH),
        (0.8, 0.9, 500, 19, HIGH),
        (0.8, 0.9, 499, 19, MIDDLE),
        (0.8, 0.9, 150, 18, HIGH),
        (0.79, 0.9, 150, 18, MIDDLE),
        (0.6, 0.7, 150, 18, MIDDLE),
        (0.6, 0.7, 150, 19, LOW),
        (0.6, 0.69, 149, 18, LOW),
        (0.6, 0.7, 149, 19, LOW),
        (0.6, 0.69, 149, 19, None),
        (0.59, 0.69, 149, 18, None),
        (0.6, 0.7, NAN, 19, LOW),
        (0.8 - 1e-12, 0.9 - 1e-12, 500, 19, HIGH),
    ],
)
def test_points_make_the_word(mass, kept, employees, months, level):
    at, reason = (found.item() for found in certainty([mass], [kept], [employees], months))
    assert (LEVELS[at] if at < len(LEVELS) else None) == level
    assert (reason == -1) == (level == HIGH)


@pytest.mark.parametrize(
    ("mass", "kept", "employees", "months", "says"),
    [
        (0.7, 0.8, 300, 19, "få anställda"),
        (0.9, 0.95, 60, 19, "få anställda"),
        (0.5, 0.95, 300, 19, "bygger till stor del på länets tal"),
        (0.9, 0.5, 600, 19, "små ändringar i talen kan ge en annan bedömning"),
        (0.9, 0.8, 600, 19, "små ändringar i talen kan ge en annan bedömning"),
    ],
)
def test_the_reason_is_what_lowers_it_most(mass, kept, employees, months, says):
    _, reason = certainty([mass], [kept], [employees], months)
    assert REASONS[reason.item()] == says


parts = st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 2000), st.floats(0, 60))


@quick
@given(parts, st.floats(0, 1), st.integers(0, 3))
def test_certainty_never_rises_when_the_cell_gets_smaller_or_anything_else_worse(cell, part, which):
    worse = list(cell)
    worse[which] = worse[which] * part if which < 3 else worse[which] / max(part, 1e-3)
    before, after = (certainty(*([n] for n in c[:3]), c[3])[0].item() for c in (cell, worse))
    assert after >= before
