from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.methods.borrowing import PRIOR, SHARED_FROM
from assets.methods.local_ratio import LESS, MORE, SAME, WORDS, dispersion, local_ratio

NAN = float("nan")
quick = settings(deadline=None, max_examples=80)
pytestmark = pytest.mark.filterwarnings("error")
posts = st.integers(0, 2000)
expected = st.floats(1, 2000)
spreads = st.floats(1, 8)


def seeded():
    return np.random.default_rng(7)


def said(found):
    return [WORDS[at] if at >= 0 else None for at in np.atleast_1d(found.word)]


# The ratio


@pytest.mark.parametrize(
    ("n", "m", "spread", "ratio", "lower", "upper", "word"),
    [
        (80, 40, 1, 1.6667, 1.4570, 1.8835, MORE),
        (40, 40, 1, 1.0000, 0.8386, 1.1686, SAME),
        (20, 40, 1, 0.6667, 0.5357, 0.8048, LESS),
        (160, 80, 2, 1.6667, 1.4570, 1.8835, MORE),
        (160, 80, 4, 1.5000, 1.2578, 1.7528, MORE),
        (0, 60, 1, 0.2500, 0.1816, 0.3237, LESS),
        (0, 20, 1, 0.5000, 0.3632, 0.6475, LESS),
        (90, 79, 4, NAN, NAN, NAN, None),
        (90, 19.99, 1, NAN, NAN, NAN, None),
        (90, NAN, 1, NAN, NAN, NAN, None),
        (NAN, 90, 1, NAN, NAN, NAN, None),
        (0, 0, 1, NAN, NAN, NAN, None),
    ],
)
def test_ratio_interval_and_word_by_hand(n, m, spread, ratio, lower, upper, word):
    found = local_ratio([n], [m], 0, spread)
    np.testing.assert_allclose([found.ratio[0], found.lower[0], found.upper[0]], [ratio, lower, upper], atol=5e-5)
    assert said(found) == [word]


@pytest.mark.parametrize("spread", [1, 2, 4])
def test_the_interval_holds_the_true_ratio_in_eighty_of_a_hundred(spread):
    dice, cells = seeded(), 60_000
    wanted = spread * dice.uniform(SHARED_FROM, 300, cells)
    true = dice.gamma(PRIOR, 1 / PRIOR, cells)
    mean = wanted * true
    # A negative binomial count has the variance φ times its mean; φ = 1 is Poisson.
    found = dice.poisson(mean) if spread == 1 else dice.negative_binomial(mean / (spread - 1), 1 / spread)
    interval = local_ratio(found, wanted, 0, spread)
    held = (interval.lower <= true) & (true <= interval.upper)
    assert 0.78 <= held.mean() <= 0.82
    for few in (wanted < 40 * spread, wanted > 200 * spread):
        assert 0.78 <= held[few].mean() <= 0.82


@pytest.mark.parametrize("share", [0.15, 0.6])
def test_the_interval_holds_as_often_where_the_delregion_is_most_of_the_county(share):
    """Both the delregion's posts and the others' are drawn, so that the county's are not known."""
    dice, cells = seeded(), 60_000
    whole = dice.uniform(SHARED_FROM, 300, cells) / share
    true = dice.gamma(4 * PRIOR, 1 / (4 * PRIOR), cells)
    here, others = dice.poisson(whole * share * true), dice.poisson(whole * (1 - share))
    found = local_ratio(here, share * (here + others), share, 1)
    # What is held against: the delregion's rate by that of the county that it is a part of.
    beside = true / (share * true + 1 - share)
    held = (found.lower <= beside) & (beside <= found.upper)
    assert 0.78 <= held.mean() <= 0.86
    same = local_ratio(
        (drawn := dice.poisson(whole * share)), share * (drawn + dice.poisson(whole * (1 - share))), share, 1
    )
    assert 0.08 <= (same.word != WORDS.index(SAME))[same.word >= 0].mean() <= 0.20


@quick
@given(posts, expected, st.floats(0, 1), spreads)
def test_the_interval_holds_the_ratio_however_much_of_the_county_the_delregion_is(n, m, share, spread):
    found = local_ratio([n], [m], share, spread)
    if found.word[0] >= 0:
        assert found.lower[0] <= found.ratio[0] <= found.upper[0]


@pytest.mark.parametrize("share", [0.99, 0.999, 1.0])
def test_a_delregion_that_is_the_county_is_as_the_county(share):
    assert said(local_ratio([300], [300], share, 3.38)) == ["som"]


def test_a_delregion_that_is_as_the_county_is_said_to_differ_in_at_most_twenty_of_a_hundred():
    dice, wanted = seeded(), np.full(20_000, 80.0)
    word = local_ratio(dice.poisson(wanted), wanted, 0, 1).word
    assert (word != WORDS.index(SAME)).mean() < 0.20


@quick
@given(posts, expected, spreads)
def test_the_word_says_where_the_interval_lies(n, m, spread):
    found = local_ratio([n], [m], 0, spread)
    if m / spread < SHARED_FROM:
        assert np.isnan([found.ratio, found.lower, found.upper]).all()
        assert said(found) == [None]
        return
    ratio, lower, upper = (side.item() for side in (found.ratio, found.lower, found.upper))
    assert 0 < lower < ratio < upper
    assert said(found) == [MORE if lower > 1 else LESS if upper < 1 else SAME]
    # The ratio lies between what was found and that of the county.
    assert min(n / m, 1) - 1e-9 <= ratio <= max(n / m, 1) + 1e-9


@quick
@given(posts, st.integers(1, 500), st.floats(160, 2000), spreads)
def test_more_posts_never_lower_the_ratio_and_a_larger_place_is_surer(n, more, m, spread):
    few, many = local_ratio([n], [m], 0, spread), local_ratio([n + more], [m], 0, spread)
    for one, other in ((few.ratio, many.ratio), (few.lower, many.lower), (few.upper, many.upper)):
        assert other.item() > one.item()
    assert many.word.item() <= few.word.item()
    as_county = [local_ratio([k * m], [k * m], 0, spread) for k in (1, 2)]
    assert [each.ratio.item() for each in as_county] == pytest.approx([1, 1])
    assert said(as_county[0]) == said(as_county[1]) == [SAME]
    assert np.diff([(each.upper - each.lower).item() for each in as_county]).item() < 0


@quick
@given(posts, st.floats(20, 2000), spreads)
def test_only_independent_events_count(n, m, spread):
    one, other = local_ratio([n], [m], 0, 1), local_ratio([spread * n], [spread * m * (1 + 1e-12)], 0, spread)
    for name in ("ratio", "lower", "upper"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name), rtol=1e-9)


@quick
@given(st.floats(20, 2000), st.floats(0, 1))
def test_what_is_as_much_below_as_mer_is_above_is_mindre(m, part):
    above, below = local_ratio([m * (1 + part)], [m], 0, 1), local_ratio([m * (1 - part)], [m], 0, 1)
    if said(above) == [MORE]:
        assert said(below) == [LESS]
    assert said(above) != [LESS]
    assert said(below) != [MORE]
    assert (above.ratio + below.ratio).item() == pytest.approx(2)


# Dispersion


@pytest.mark.parametrize(
    ("counts", "whole", "expected"),
    [
        ([[4, 0, 4, 0]], [[8, 8, 8, 8]], 3.5556),
        ([[8, 0, 4, 0], [0, 4, 0, 4]], [[12, 12, 12, 12], [12, 12, 12, 12]], 5.1064),
        ([[4, 2, 4, 2]], [[8, 4, 8, 4]], 1),
        ([[3, 3]], [[6, 6]], 1),
    ],
)
def test_dispersion_by_hand(counts, whole, expected):
    assert dispersion(counts, whole) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "whole"),
    [([[5]], [[9]]), ([[0, 0]], [[9, 9]]), ([[0, 0]], [[0, 0]]), ([[9, 1]], [[9, 1]])],
    ids=["one month", "no counts here", "no counts", "the whole itself"],
)
def test_where_nothing_can_be_estimated_nothing_is_said(counts, whole):
    spread = dispersion(counts, whole)
    assert np.isnan(spread)
    found = local_ratio([800], [400], 0, spread)
    assert said(found) == [None]
    assert np.isnan([found.ratio, found.lower, found.upper]).all()


def drawn_months(dice, sizes):
    """Posts of 300 occupations in three places and twelve months with a season; every ad has one of the sizes."""
    season = 1 + 0.5 * np.sin(np.arange(12) / 2)
    ads = dice.poisson(dice.gamma(2, 3, (3, 300, 1)) * season)
    each = dice.choice(sizes, (ads.sum(),))
    place = np.repeat(np.arange(ads.size), ads.ravel())
    found = np.bincount(place, each, minlength=ads.size).reshape(ads.shape)
    return found.reshape(-1, 12), np.concatenate([found.sum(0)] * 3)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [([1], 1), ([3], 3), (range(1, 11), 7), ([1, 1, 1, 1, 1, 1, 1, 1, 1, 10], 109 / 19)],
    ids=["Poisson", "three in each", "one to ten", "few large"],
)
def test_dispersion_is_how_much_more_posts_vary_that_come_several_in_an_ad(sizes, expected):
    """Ads are independent, so φ is the mean square of their sizes through their mean."""
    sizes = list(sizes)
    assert np.mean(np.square(sizes)) / np.mean(sizes) == pytest.approx(expected)
    assert dispersion(*drawn_months(seeded(), sizes)) == pytest.approx(expected, rel=0.07)


@quick
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=12), st.permutations(range(12)))
def test_dispersion_is_at_least_one_and_knows_no_order(months, order):
    here, rest = (np.array(side, float) for side in zip(*months, strict=True))
    found = dispersion([here, rest], [here + rest] * 2)
    assume(not np.isnan(found))
    assert found >= 1
    kept = [at for at in order if at < len(here)]
    assert dispersion([here[kept], rest[kept]], [(here + rest)[kept]] * 2) == pytest.approx(found)
    # Posts that come three at a time vary three times as much.
    assert dispersion([3 * here, 3 * rest], [3 * (here + rest)] * 2) >= found
    if found > 1:
        assert dispersion([3 * here, 3 * rest], [3 * (here + rest)] * 2) == pytest.approx(3 * found)
