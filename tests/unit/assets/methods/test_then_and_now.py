"""The last twelve months against the twelve before: four decimals, what must always hold, and how often the truth is inside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.arrays import Array
from assets.methods.then_and_now import FEWER, LEVEL, MORE, UNCHANGED, WORDS, Ratio, dispersion, ratio_of_counts, word

NAN = float("nan")
quick = settings(deadline=None, max_examples=100)
counts = st.integers(1, 50_000)
spreads = st.floats(1, 40)


def ends(found: Ratio) -> tuple[float, float, float]:
    return tuple(float(np.ravel(part)[0]) for part in (found.value, found.lower, found.upper))  # type: ignore[return-value]


def drawn(rng: np.random.Generator, mean: Array, spread: float) -> Array:
    """Negative binomial counts whose variance is so many times their mean."""
    if spread == 1:
        return np.asarray(rng.poisson(mean), np.float64)
    return np.asarray(rng.negative_binomial(mean / (spread - 1), 1 / spread), np.float64)


@pytest.mark.parametrize(
    ("now", "then", "spread", "expected"),
    [
        (120, 100, 2.0, (1.2, 0.9394, 1.5328)),
        (40, 80, 1.0, (0.5, 0.3904, 0.6404)),
        (40, 80, 4.0, (0.5, 0.3059, 0.8173)),
        (1000, 1000, 9.0, (1.0, 0.8422, 1.1874)),
        (0, 50, 2.0, (0.0, 0.0, 0.0657)),
    ],
)
def test_the_ratio_and_its_interval(now, then, spread, expected):
    assert ends(ratio_of_counts(now, then, spread)) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("missing", [(NAN, 5, 1), (5, NAN, 1), (5, 5, NAN), (5, 0, 1), (0, 0, 1)])
def test_what_is_missing_stays_missing(missing):
    found = ratio_of_counts(*missing)
    assert np.isnan([found.lower, found.upper]).all()
    assert word(found.lower, found.upper).tolist() in (None, [None])


@quick
@given(counts, counts, spreads)
def test_swapping_now_and_then_inverts_the_ratio(now, then, spread):
    value, lower, upper = ends(ratio_of_counts(now, then, spread))
    other = ends(ratio_of_counts(then, now, spread))
    assert other == pytest.approx((1 / value, 1 / upper, 1 / lower), rel=1e-6)
    assert lower <= value <= upper


@quick
@given(counts, counts, spreads, st.integers(2, 50))
def test_more_counts_narrow_it_and_more_spread_widens_it(now, then, spread, times):
    _, lower, upper = ends(ratio_of_counts(now, then, spread))
    _, more_low, more_high = ends(ratio_of_counts(times * now, times * then, spread))
    assert more_high / more_low < upper / lower
    _, wide_low, wide_high = ends(ratio_of_counts(now, then, times * spread))
    assert wide_high / wide_low > upper / lower
    assert ends(ratio_of_counts(times * now, times * then, times * spread)) == pytest.approx(
        (now / then, lower, upper), rel=1e-6
    )


def test_the_word_is_what_the_interval_allows():
    said = word([1.0001, 1.0, 0.9, 0.2, NAN], [1.5, 1.5, 1.0, 0.9999, NAN])
    assert said.tolist() == [MORE, UNCHANGED, UNCHANGED, FEWER, None]
    assert (MORE, UNCHANGED, FEWER) == WORDS


def test_the_dispersion_is_pooled_over_the_cells_and_never_below_chance():
    # Cell 0: p = 16/32, squares 8, expected 0.25 · 32 · (1 − (20² + 12²)/32²) = 3.75. Cell 1: p = 24/44, 26.4463 and 4.7333.
    now, then, cell = [12, 4, 20, 4], [8, 8, 10, 10], [0, 0, 1, 1]
    assert dispersion(now, then, cell) == pytest.approx((8 + 26.4463) / (3.75 + 4.7333), abs=1e-4)
    assert dispersion(then, now, cell) == pytest.approx(dispersion(now, then, cell))
    assert dispersion([10, 20, 30], [10, 20, 30], [0, 0, 0]) == 1.0


@pytest.mark.parametrize(
    ("now", "then", "cell"), [([5], [7], [0]), ([], [], []), ([0, 0], [3, 4], [0, 0]), ([0], [0], [0])]
)
def test_a_dispersion_that_nothing_tells_of_is_missing(now, then, cell):
    assert np.isnan(dispersion(now, then, cell))


@pytest.mark.parametrize("spread", [1.0, 2.0, 5.0, 12.0])
def test_the_dispersion_of_drawn_counts_is_found(spread):
    """A quarter of the parts are ten times as large as the others, as a city among its neighbours is."""
    rng = np.random.default_rng(11)
    cells, parts = 400, 8
    mean = rng.lognormal(4, 1, (cells, 1)) * np.where(np.arange(parts) % 4 == 0, 10, 1)
    change = rng.uniform(0.6, 1.6, (cells, 1))
    one, other = drawn(rng, mean * change, spread), drawn(rng, mean, spread)
    found = dispersion(one.ravel(), other.ravel(), np.repeat(np.arange(cells), parts))
    assert found == pytest.approx(spread, rel=0.1)


@pytest.mark.parametrize("spread", [1.0, 2.0, 5.0])
@pytest.mark.parametrize(("size", "change"), [(60, 1.0), (60, 0.7), (200, 1.5), (2000, 1.0), (20_000, 0.9)])
def test_the_interval_holds_the_true_ratio_four_times_in_five(spread, size, change):
    rng = np.random.default_rng([size, int(10 * change), int(spread)])
    draws = 30_000
    now, then = drawn(rng, np.full(draws, size * change), spread), drawn(rng, np.full(draws, float(size)), spread)
    found = ratio_of_counts(now, then, spread)
    inside = ((found.lower <= change) & (change <= found.upper)).mean()
    assert LEVEL - 0.02 <= inside <= LEVEL + 0.02


@pytest.mark.parametrize("spread", [1.0, 3.0, 8.0])
def test_it_holds_it_as_often_when_the_spread_is_estimated_from_the_parts(spread):
    """As the table is made: areas of uneven municipalities, their own changes, one dispersion for all."""
    rng = np.random.default_rng([7, int(spread)])
    cells, parts = 3000, 12
    mean = rng.lognormal(3, 0.7, (cells, 1)) * rng.lognormal(0, 1, (1, parts))
    change = rng.uniform(0.7, 1.4, (cells, 1))
    one, other = drawn(rng, mean * change, spread), drawn(rng, mean, spread)
    phi = dispersion(one.ravel(), other.ravel(), np.repeat(np.arange(cells), parts))
    found = ratio_of_counts(one.sum(1), other.sum(1), phi)
    inside = ((found.lower <= change[:, 0]) & (change[:, 0] <= found.upper)).mean()
    assert LEVEL - 0.02 <= inside <= LEVEL + 0.02


def test_persons_who_stay_make_the_interval_too_wide_and_not_too_narrow():
    """Two means of twelve months in which most are the same persons: the truth is inside more often than is said."""
    rng = np.random.default_rng(5)
    draws, months, mean = 4000, 24, 60.0
    people = np.empty((months, draws))
    people[0] = rng.poisson(mean, draws)
    for month in range(1, months):
        people[month] = rng.binomial(people[month - 1].astype(int), 0.9) + rng.poisson(0.1 * mean, draws)
    found = ratio_of_counts(people[12:].mean(0), people[:12].mean(0), 1.0)
    assert ((found.lower <= 1) & (found.upper >= 1)).mean() > LEVEL
