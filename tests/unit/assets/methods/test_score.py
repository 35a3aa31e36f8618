from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods.score import (
    CLEAR_SIGNS,
    LARGE,
    NO_SIGNS,
    NOT_RATED,
    POSITIONS,
    SAME_FIRST_DIGIT,
    SCOPES,
    SHORTAGE_NAMES,
    SIGNAL_CLASSES,
    SMALL,
    SOME_SIGNS,
    SURPLUS_NAMES,
    SURPLUS_SIGNS,
    WayToCount,
    class_positions,
    class_stability,
    mid_ranks,
    signal_score,
)
from assets.reference.signal_score import ScorePart, class_limits, score_composition

NAN = float("nan")
LIMITS = (75, 60, 25)
HALVES = [ScorePart("annonser", scope, 0.5) for scope in SCOPES]
quick = settings(deadline=None, max_examples=80)
pytestmark = pytest.mark.filterwarnings("error")
values = st.lists(st.integers(0, 9).map(float) | st.just(NAN), min_size=1, max_size=15)
areas = st.lists(
    st.tuples(st.integers(0, 9).map(float) | st.just(NAN), st.sampled_from("1259")), min_size=1, max_size=12
)


def seeded(seed=7):
    return np.random.default_rng(seed)


def split(area):
    ads, digits = zip(*area, strict=True)
    return np.array(ads), np.array(digits)


# Ranks


@pytest.mark.parametrize(
    ("found", "within", "ranks"),
    [
        ([7], None, [0.5]),
        ([1, 2, 3], None, [0.1667, 0.5, 0.8333]),
        ([3, 3, 3, 3], None, [0.5, 0.5, 0.5, 0.5]),
        ([0, 0, 5, 9, NAN], None, [0.25, 0.25, 0.625, 0.875, NAN]),
        ([NAN, NAN], None, [NAN, NAN]),
        ([], None, []),
        ([1, 2, 3, 4, NAN, 9], list("122211"), [0.25, 0.1667, 0.5, 0.8333, NAN, 0.75]),
        ([[1, 2], [2, 1], [NAN, 1]], None, [[0.25, 0.75], [0.75, 0.25], [NAN, 0.5]]),
    ],
)
def test_ranks_by_hand(found, within, ranks):
    np.testing.assert_allclose(mid_ranks(found, within), ranks, atol=5e-5)


@quick
@given(values)
def test_ranks_lie_between_none_and_all_are_a_half_in_mean_and_turn_with_the_values(found):
    value = np.array(found)
    ranks = mid_ranks(value)
    np.testing.assert_array_equal(np.isnan(ranks), np.isnan(value))
    known = ranks[~np.isnan(ranks)]
    assert ((known > 0) & (known < 1)).all()
    if len(known):
        assert known.mean() == pytest.approx(0.5)
    np.testing.assert_allclose(mid_ranks(-value), 1 - ranks)
    for other in (np.exp(value), 3 * value + 2):
        np.testing.assert_array_equal(mid_ranks(other), ranks)
    lower, same = value[:, None] > value, value[:, None] == value
    shares = (lower.sum(1) + same.sum(1) / 2) / max(len(known), 1)
    np.testing.assert_allclose(ranks, np.where(np.isnan(value), NAN, shares))


@quick
@given(areas)
def test_within_a_group_only_its_own_count(area):
    ads, digits = split(area)
    found = mid_ranks(np.stack([ads, -ads]), digits)
    for digit in set(digits):
        mine = digits == digit
        np.testing.assert_allclose(found[:, mine], np.stack([mid_ranks(ads[mine]), mid_ranks(-ads[mine])]))


# The score


def test_the_score_by_hand():
    ads, digits = [8.0, 4.0, 2.0, 1.0, NAN], ["2", "2", "5", "5", "5"]
    assert signal_score({"annonser": ads}, digits, HALVES)[:4].tolist() == [81.25, 43.75, 56.25, 18.75]
    more = [ScorePart("annonser", SAME_FIRST_DIGIT, 0.5), ScorePart("platser", SCOPES[0], 0.25)]
    posts = [1, 2, NAN, 3, 4]
    found = signal_score({"annonser": ads, "platser": posts}, digits, more)
    # (0.5 · 0.75 + 0.25 · 0.125) / 0.75 …; a part that is missing is no score.
    np.testing.assert_allclose(found, [54.1667, 29.1667, NAN, 37.5, NAN], atol=5e-5)


@pytest.mark.parametrize(
    "parts",
    [[], [ScorePart("annonser", SCOPES[0], 0)], [*HALVES, ScorePart("annonser", SCOPES[0], -0.1)]],
    ids=["none", "no weight", "a negative one"],
)
def test_a_score_of_nothing_is_an_error(parts):
    with pytest.raises(ValueError, match="parts whose weights are positive"):
        signal_score({"annonser": [1.0]}, ["2"], parts)


@quick
@given(areas, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_neither_scale_nor_order_of_rows_nor_the_size_of_the_weights_changes_the_score(area, times, random):
    ads, digits = split(area)
    found = signal_score({"annonser": ads}, digits, HALVES)
    assert ((found > 0) & (found < 100) | np.isnan(ads)).all()
    scaled = [ScorePart(p.indicator, p.compared_with, times * p.weight) for p in HALVES]
    np.testing.assert_allclose(signal_score({"annonser": ads}, digits, scaled), found)
    np.testing.assert_array_equal(signal_score({"annonser": np.exp(ads)}, digits, HALVES), found)
    order = list(range(len(ads)))
    random.shuffle(order)
    np.testing.assert_array_equal(signal_score({"annonser": ads[order]}, digits[order], HALVES), found[order])


@quick
@given(areas, st.floats(0.05, 0.95))
def test_the_score_lies_between_its_parts_and_a_higher_value_never_lowers_it(area, weight):
    ads, digits = split(area)
    parts = [ScorePart("annonser", scope, w) for scope, w in zip(SCOPES, (weight, 1 - weight), strict=True)]
    found = signal_score({"annonser": ads}, digits, parts)
    alone = 100 * np.stack([mid_ranks(ads), mid_ranks(ads, digits)])
    known = ~np.isnan(ads)
    assert (found >= alone.min(0) - 1e-9)[known].all()
    assert (found <= alone.max(0) + 1e-9)[known].all()
    raised = ads.copy()
    raised[0] += 1.5
    assert not signal_score({"annonser": raised}, digits, parts)[0] < found[0]


# Classes


@pytest.mark.parametrize(
    ("score", "position"),
    [(100, 0), (75, 0), (75 - 1e-12, 0), (74.99, 1), (60, 1), (59.99, 2), (25, 2), (24.99, 3), (0, 3), (NAN, -1)],
)
def test_a_class_begins_at_its_limit(score, position):
    assert class_positions(score, LIMITS).item() == position


@pytest.mark.parametrize("limits", [(60, 75), (75, 75, 25), (75, 60, 60)])
def test_limits_that_do_not_fall_are_refused(limits):
    with pytest.raises(ValueError, match="limits that fall"):
        class_positions([50.0], limits)


@quick
@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_a_higher_score_is_never_a_lower_class_and_every_axis_is_kept(scores):
    ordered = np.sort(scores)[::-1]
    found = class_positions(ordered, LIMITS)
    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found <= len(LIMITS))).all()
    np.testing.assert_array_equal(class_positions([ordered, ordered], LIMITS), [found, found])


def test_the_classes_their_words_and_what_they_claim():
    assert [each.word for each in SIGNAL_CLASSES] == [CLEAR_SIGNS, SOME_SIGNS, NO_SIGNS, SURPLUS_SIGNS]
    assert [(each.claims, each.opposite) for each in SIGNAL_CLASSES] == [
        (LARGE, SMALL),
        (LARGE, SMALL),
        (None, None),
        (SMALL, LARGE),
    ]
    for at, each in enumerate(SIGNAL_CLASSES):
        assert POSITIONS[each.word] == POSITIONS[each.plain] == at
        # A describing name must not say the word that is to be earned.
        assert each.claims is None or not {"brist", "överskott"} & set(each.plain.split())
    assert POSITIONS[NOT_RATED] == len(SIGNAL_CLASSES)
    assert len(SHORTAGE_NAMES) == 4
    assert len(SURPLUS_NAMES) == 2
    assert not SHORTAGE_NAMES & SURPLUS_NAMES


def test_the_reviewed_lists_make_a_score_and_as_many_classes_as_there_are_words():
    assert len(class_limits()) == len(SIGNAL_CLASSES) - 1
    assert class_positions(100, class_limits()) == 0
    assert sum(part.weight for part in score_composition()) == pytest.approx(1)
    assert all(part.compared_with in SCOPES for part in score_composition())


# Stability


ADS = np.array([9.0, 7.0, 5.0, 3.0, 1.0, NAN])
DIGITS = np.array(list("225522"))


def stability(errors, variants=None, parts=HALVES, limits=LIMITS, seed=7, draws=300):
    ways = [WayToCount(values, {"annonser": errors}) for values in variants or [{"annonser": ADS}]]
    return class_stability(ways, DIGITS, parts, limits, seeded(seed), draws)


@pytest.mark.parametrize("errors", [np.zeros(6), np.full(6, NAN)])
def test_without_errors_one_way_and_one_part_every_class_stands(errors):
    found = stability(errors, parts=HALVES[:1])
    for kept in (found.drawn, found.weightings):
        np.testing.assert_array_equal(kept, [1, 1, 1, 1, 1, NAN])


def test_what_is_not_rated_has_no_stability_and_gets_none_by_errors():
    found = stability(np.full(6, 2.0))
    for kept in (found.drawn, found.weightings):
        np.testing.assert_array_equal(np.isnan(kept), np.isnan(ADS))
        assert ((kept[:5] >= 0) & (kept[:5] <= 1)).all()


def test_the_same_seed_gives_the_same_and_another_does_not():
    one, same, other = (stability(np.full(6, 2.0), seed=seed) for seed in (1, 1, 2))
    for name in ("drawn", "weightings"):
        np.testing.assert_array_equal(getattr(one, name), getattr(same, name))
    assert not np.array_equal(one.drawn, other.drawn, equal_nan=True)


def test_a_larger_error_makes_a_class_stand_less_often():
    kept = [stability(np.full(6, error), parts=HALVES[:1]).drawn for error in (0.01, 1.0, 5.0)]
    assert (kept[0][:5] == 1).all()
    assert (kept[1][:5] < 1).any()
    assert kept[2][:5].mean() < kept[1][:5].mean() < 1


def test_a_score_at_a_limit_stands_less_often_than_one_within_its_class():
    # Twenty occupations in order: the scores are 2.5, 7.5 … 97.5 and one limit lies just under 52.5.
    ads, only = np.arange(20.0), [ScorePart("annonser", SCOPES[0], 1.0)]
    found = class_stability(
        [WayToCount({"annonser": ads}, {"annonser": np.full(20, 0.8)})], ["2"] * 20, only, [52.4], seeded(), 1000
    ).drawn
    # Half of the draws take the tenth and the eleventh past each other.
    assert found[[9, 10]] == pytest.approx([0.75, 0.75], abs=0.07)
    assert (found[[0, 1, 2, 17, 18, 19]] == 1).all()
    assert (np.diff(found[:10]) <= 0).all()
    assert (np.diff(found[10:]) >= 0).all()


def test_ways_to_count_that_differ_are_chosen_equally_often():
    other = ADS[[4, 1, 2, 3, 0, 5]]
    found = stability(np.zeros(6), [{"annonser": ADS}, {"annonser": other}], parts=HALVES[:1], draws=4000).drawn
    # Of five, the first and the last change places; the three others keep their class in both ways.
    assert found[:5] == pytest.approx([0.5, 1, 1, 1, 0.5], abs=0.03)


def test_a_class_that_both_parts_give_stands_whatever_they_weigh_and_one_that_is_torn_does_not():
    parts = [ScorePart("a", SCOPES[0], 0.5), ScorePart("b", SCOPES[0], 0.5)]
    ads = {"a": np.array([1.0, 2.0, 3.0, 4.0]), "b": np.array([1.0, 4.0, 3.0, 2.0])}
    # Scores 12.5, 62.5, 62.5 and 62.5; the second is 37.5 by the first part and 87.5 by the other.
    none = {"a": np.zeros(4), "b": np.zeros(4)}
    found = class_stability([WayToCount(ads, none)], ["2"] * 4, parts, [50], seeded(), 4000)
    # A weighting drawn evenly gives the second 37.5 + 50 w, at least 50 from w = 0.25.
    for kept in (found.weightings, found.drawn):
        assert kept == pytest.approx([1, 0.75, 1, 0.75], abs=0.03)


def test_a_value_is_never_drawn_below_nothing():
    # Half of the draws would take the second below 0, past the first; at 0 the two share the rank in the middle.
    errors = {"annonser": np.array([0.0, 100.0])}
    found = class_stability(
        [WayToCount({"annonser": np.array([0.0, 1.0])}, errors)], ["2", "2"], HALVES[:1], [60], seeded(), 1000
    )
    assert found.drawn == pytest.approx([1, 0.5], abs=0.05)


def test_each_way_to_count_is_drawn_with_its_own_error():
    """Posts are of other size than ads, and more unsure: the error of the one says nothing of the other."""
    sure, unsure = ({"annonser": np.full(6, error)} for error in (0.0, 5.0))
    ways = {
        name: [WayToCount({"annonser": ADS}, errors) for errors in both]
        for name, both in {"sure": (sure, sure), "one": (sure, unsure), "both": (unsure, unsure)}.items()
    }
    kept = {
        name: class_stability(each, DIGITS, HALVES[:1], LIMITS, seeded(7), 4000).drawn[:5]
        for name, each in ways.items()
    }
    np.testing.assert_array_equal(kept["sure"], np.ones(5))
    assert kept["one"] == pytest.approx((1 + kept["both"]) / 2, abs=0.03)
    assert kept["both"].max() < 0.9
