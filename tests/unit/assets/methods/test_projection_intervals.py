"""How wide a projection is, on panels made for it."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods import projection_intervals as intervals
from assets.methods.employment_shares import Panel, constant_share, families_and_profile
from assets.methods.projection_intervals import Pair


@pytest.fixture(scope="module")
def panel() -> Panel:
    """Sixty occupations in five counties for eight years, moving at random."""
    generator = np.random.default_rng(7)
    codes = tuple(str(code) for code in range(111, 171))
    start = generator.lognormal(6.0, 1.2, (60, 5, 1))
    steps = np.exp(generator.normal(0, 0.06, (60, 5, 8)).cumsum(axis=2))
    return Panel(codes, ("01", "12", "14", "20", "21"), 2014, np.rint(start * steps))


def test_an_interval_holds_about_as_many_outcomes_as_it_says(panel: Panel) -> None:
    """Four of five of the errors that it is made of."""
    pairs = intervals.known_pairs(panel, constant_share, 2)
    limits = intervals.quantiles(pairs, panel.counties, 3, panel.last_year)
    inside = np.concatenate([limits.covers(pair)[0][limits.covers(pair)[1]] for pair in pairs])
    assert inside.mean() == pytest.approx(intervals.LEVEL, abs=0.02)


def test_a_pair_that_has_not_come_changes_nothing(panel: Panel) -> None:
    """However wrong it would turn out to be."""
    pairs = intervals.known_pairs(panel, families_and_profile, 1)
    known = [pair for pair in pairs if pair.known <= 2018]
    poisoned = [*known, Pair(2018, 1, panel.now, np.full(panel.now.shape, 1e6))]
    for name in ("lower", "upper"):
        found = [getattr(intervals.quantiles(some, panel.counties, 3, 2018), name) for some in (known, pairs, poisoned)]
        assert np.array_equal(found[0], found[1], equal_nan=True)
        assert np.array_equal(found[0], found[2], equal_nan=True)
        assert not np.isnan(found[0]).all()
    with pytest.raises(ValueError, match="after 2021"):
        intervals.known_pair(panel, constant_share, 2021, 1)


def test_too_few_errors_are_no_interval() -> None:
    """A class with fewer than two hundred gives none."""
    few = Pair(2014, 1, np.full((30, 5), 100.0), np.zeros((30, 5)))
    assert np.isnan(intervals.quantiles([few], ("01", "12", "14", "20", "21"), 3, 2020).lower).all()


def test_large_counties_have_half_of_their_own(panel: Panel) -> None:
    """Up to three years on three digits; later, and on four digits, all counties are alike."""
    size = np.full((300, 5), 100.0)
    error = np.tile([4.0, 4.0, 4.0, 1.0, 1.0], (300, 1)) * np.linspace(-1, 1, 300)[:, None]
    for horizon, digits, alike in ((3, 3, False), (4, 3, True), (1, 4, True)):
        upper = intervals.quantiles([Pair(2014, horizon, size, error)], panel.counties, digits, 2020).upper[0]
        assert bool(upper[0] == upper[3]) is alike
        assert upper[0] == upper[1] == upper[2]
        assert upper[3] == upper[4]


def test_below_the_smallest_class_nothing_is_said(panel: Panel) -> None:
    """A cell of 49 has no limits."""
    limits = intervals.quantiles(intervals.known_pairs(panel, constant_share, 1), panel.counties, 3, panel.last_year)
    lower, _ = limits.of([49, 200], [0, 0])
    assert np.isnan(lower).tolist() == [True, False]


def test_unrest_of_what_readers_see_as_one(panel: Panel) -> None:
    """A group of one has its own; a sum is measured as a sum."""
    alone = intervals.unrest(panel).factor
    found = intervals.summed_unrest(panel, [[0], [1, 2]])
    assert found[0] == pytest.approx(alone[0])
    merged = Panel(
        ("111", "112", *panel.codes[3:]),
        panel.counties,
        2014,
        np.concatenate([panel.persons[:1], panel.persons[1:3].sum(axis=0, keepdims=True), panel.persons[3:]]),
    )
    expected = intervals.unrest(merged)
    usual = intervals.unrest(panel).mean
    assert found[1] == pytest.approx((expected.total[1] + 40 * usual) / (expected.steps[1] + 40) / usual)


def test_without_a_step_there_is_no_unrest(panel: Panel) -> None:
    """Every occupation counts as usual, and a total's error is not known."""
    assert set(intervals.unrest(panel.until(2014)).factor) == {1.0}
    assert np.isnan(intervals.total_error(panel.until(2014), 1))
    assert intervals.total_error(panel, 1) > 0


@pytest.mark.parametrize("change", [0.0, 0.0199, -0.0199])
def test_a_small_change_has_no_direction(change: float) -> None:
    """Half of them have had the wrong sign."""
    assert intervals.direction(change, -0.05, 0.05) == intervals.UNCHANGED


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (0.02, intervals.WEAKLY_UP),
        (0.05, intervals.UP),
        (-0.02, intervals.WEAKLY_DOWN),
        (-0.05, intervals.DOWN),
        (0.12, intervals.UP),
    ],
)
def test_directions_begin_where_they_are_said_to(change: float, word: str) -> None:
    """At the limit, not above it."""
    assert intervals.direction(change, -0.09, 0.3) == word
    assert intervals.direction(change, -0.10, 0.10) == intervals.UNSURE
