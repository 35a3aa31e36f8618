from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.methods.trial import (
    Precision,
    count_pairs,
    earns_place,
    earns_word,
    gain,
    group_draws,
    limits,
    precision,
    reliability,
    widening,
)
from tests.unit.assets.methods.pairs import auc

NAN = float("nan")
quick = settings(deadline=None, max_examples=50)
pytestmark = pytest.mark.filterwarnings("error")
rows = st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 3)), min_size=2, max_size=30)


def seeded(seed=7):
    return np.random.default_rng(seed)


# Reliability


@pytest.mark.parametrize(
    ("values", "errors", "expected"),
    [
        ([1, 2, 3, 4], [0, 0, 0, 0], 1),
        ([1, 2, 3, 4], [1, 1, 1, 1], 0.4),
        ([1, 2, 3, 4], [0.5, 0.5, 1.5, 0.5], 0.55),
        ([1, 3], [2, 2], -1),
        ([1, NAN, 3, 9], [1, 1, 1, NAN], 0.5),
        ([2, 2], [0, 0], NAN),
        ([2, NAN], [1, 1], NAN),
        ([], [], NAN),
    ],
)
def test_reliability_by_hand(values, errors, expected):
    np.testing.assert_allclose(reliability(values, errors), expected, atol=5e-5)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_reliability_is_the_share_of_the_variance_that_is_not_noise(share):
    dice = seeded()
    errors = np.sqrt((1 - share) * dice.uniform(0.5, 1.5, 40_000))
    values = np.sqrt(share) * dice.standard_normal(40_000) + errors * dice.standard_normal(40_000)
    assert reliability(values, errors) == pytest.approx(share, abs=0.02)


@quick
@given(st.lists(st.tuples(st.integers(-9, 9), st.floats(0, 3)), min_size=2, max_size=20), st.floats(0.1, 10))
def test_reliability_knows_no_unit_and_falls_with_the_error(cells, times):
    values, errors = np.array(cells, float).T
    assume(np.ptp(values) > 0)
    found = reliability(values, errors)
    assert found <= 1
    assert reliability(3 - times * values, times * errors) == pytest.approx(found)
    assert reliability(values, errors + 0.1) < found


# Pairs


def test_pairs_by_hand():
    pairs = count_pairs([5, 1, 3, 3, 2, 4], [True, True, True, False, False, False], [0, 0, 1, 1, 0, 2], 3)
    assert pairs.concordant.tolist() == [[1, 1, 1], [1, 0.5, 0], [0, 0, 0]]
    assert (pairs.happened.tolist(), pairs.not_happened.tolist()) == ([2, 1, 0], [1, 1, 1])
    # All: 4.5 of 9. Without the last group: 3.5 of 6. The first group twice, the last never: (4 + 2 + 2 + 0.5) of 15.
    drawn = np.array([[1, 1, 1], [1, 1, 0], [2, 1, 0], [0, 0, 3]])
    np.testing.assert_allclose(pairs.auc(drawn), [0.5, 0.5833, 0.5667, NAN], atol=5e-5)


@quick
@given(rows)
def test_the_auc_of_every_sample_is_that_of_its_rows_repeated(cases):
    score, happened, group = (np.array(side) for side in zip(*cases, strict=True))
    pairs = count_pairs(score, happened, group, 4)
    draws = group_draws(4, seeded(), 5)
    np.testing.assert_allclose(pairs.auc(np.ones((1, 4), np.int64)), auc(score, happened))
    for drawn, found in zip(draws, pairs.auc(draws), strict=True):
        again = np.repeat(np.arange(len(score)), drawn[group])
        np.testing.assert_allclose(found, auc(score[again], happened[again]))


@quick
@given(rows, st.randoms(use_true_random=False))
def test_only_the_order_of_the_score_counts_and_not_that_of_the_rows(cases, random):
    score, happened, group = (np.array(side) for side in zip(*cases, strict=True))
    pairs = count_pairs(score, happened, group, 4)
    np.testing.assert_array_equal(count_pairs(np.exp(score), happened, group, 4).concordant, pairs.concordant)
    turned = count_pairs(-score, happened, group, 4).concordant
    np.testing.assert_array_equal(turned + pairs.concordant, np.outer(pairs.happened, pairs.not_happened))
    random.shuffle(cases)
    shuffled = count_pairs(*(np.array(side) for side in zip(*cases, strict=True)), 4)
    np.testing.assert_array_equal(shuffled.concordant, pairs.concordant)


def test_as_many_groups_are_drawn_as_there_are_and_the_same_every_time():
    draws = group_draws(30, seeded(), 500)
    assert draws.shape == (500, 30)
    assert (draws.sum(1) == 30).all()
    assert draws.mean(0) == pytest.approx(1, abs=0.2)
    np.testing.assert_array_equal(draws, group_draws(30, seeded(), 500))


# Limits


@pytest.mark.parametrize(
    ("groups", "tail", "t"),
    [(6, 0.05, 2.015), (11, 0.05, 1.812), (26, 0.05, 1.708), (6, 0.005, 4.032), (11, 0.005, 3.169), (26, 0.005, 2.787)],
)
def test_a_limit_lies_as_much_farther_out_as_the_printed_tables_of_t_say(groups, tail, t):
    z = {0.05: 1.6449, 0.005: 2.5758}[tail]
    assert widening(groups, tail) == pytest.approx(np.sqrt(groups / (groups - 1)) * t / z, rel=3e-3)


@quick
@given(st.integers(2, 200), st.floats(1e-4, 0.2))
def test_fewer_groups_and_a_rarer_limit_lie_farther_out(groups, tail):
    assert widening(groups, tail) > widening(groups + 1, tail) > 1
    assert widening(groups, tail / 2) > widening(groups, tail)


def test_limits_by_hand():
    sampled = np.append(np.arange(101) / 100, NAN)
    lower, upper = limits(0.5, sampled, 26, 0.05, 0.10)
    assert (lower, upper) == pytest.approx((0.5 - 0.45 * 1.0590, 0.5 + 0.40 * 1.0475), abs=5e-5)
    # A limit is never on the other side of what was found.
    assert limits(-0.1, sampled, 26, 0.05, 0.05)[0] == -0.1
    assert limits(1.1, sampled, 26, 0.05, 0.05)[1] == 1.1
    assert np.isnan(limits(0.5, sampled, 1, 0.05, 0.05)).all()
    assert np.isnan(limits(NAN, np.full(9, NAN), 26, 0.05, 0.05)).all()


@pytest.mark.parametrize("groups", [8, 26])
def test_the_interval_of_a_mean_of_few_groups_holds_it_in_ninety_of_a_hundred(groups):
    dice = seeded()
    draws = group_draws(groups, dice, 400)
    held = []
    for values in dice.standard_normal((1000, groups)):
        lower, upper = limits(values.mean(), draws @ values / groups, groups, 0.05, 0.05)
        held.append(lower <= 0 <= upper)
    assert np.mean(held) == pytest.approx(0.90, abs=0.03)


# Gain


@pytest.mark.parametrize("outcome", [[True] * 4, [False] * 4, []])
def test_when_all_are_alike_nothing_can_be_told(outcome):
    size = len(outcome)
    groups = ["a", "a", "b", "b"][:size]
    found = gain(np.zeros(size), np.arange(size), outcome, groups, 1, np.ones((3, len(set(groups))), np.int64))
    assert np.isnan(list(vars(found).values())).all()


def test_one_group_has_no_limits_and_draws_of_other_groups_are_refused():
    cases = ([1, 2], [2, 1], [True, False])
    found = gain(*cases, ["a", "a"], 1, np.ones((3, 1), np.int64))
    assert np.isnan([found.lower, found.upper]).all()
    with pytest.raises(ValueError, match="the draws are of 3 groups, the cases of 2"):
        gain(*cases, ["a", "b"], 1, np.ones((5, 3), np.int64))


@quick
@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_place_needs_both(reliable, lower):
    assert earns_place(reliable, lower) == (reliable >= 0.5 and lower > 0)
    assert not earns_place(NAN, lower)
    assert not earns_place(reliable, NAN)


# Precision


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        # A twentieth of the samples lie below 3/14, which six groups widen to 1.3419 times as far from the share.
        ([1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0], (0.5, 0.1166, 0.8834)),
        # All six saying yes would show 0.05^(1/6) = 0.6070, and one who does not say it cannot show more.
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], (0.9167, 0.6070, 1.0)),
    ],
)
def test_precision_by_hand(hits, expected):
    groups = np.repeat([f"{n}" for n in range(7)], 2)
    inside, claimed = groups != "6", np.array([*hits, 0, 1], bool)
    opposite = inside & ~claimed & (groups == "5")
    found = precision(inside, claimed, opposite, groups, group_draws(7, seeded(), 4000))
    np.testing.assert_allclose((found.share, found.lower, found.upper), expected, atol=5e-5)
    shares = ((sum(hits) + 1) / 14, (2 - sum(hits[10:])) / 12, 12)
    assert (found.base, found.opposite, found.cases) == pytest.approx(shares)


def test_groups_that_all_agree_are_as_sure_as_they_are_many():
    for number, lower in ((2, 0.2236), (5, 0.5493), (26, 0.8912)):
        groups, yes = np.repeat(np.arange(number), 3), np.ones(3 * number, bool)
        draws = group_draws(number, seeded(), 100)
        all_agree, none = (precision(yes, claimed, ~yes, groups, draws) for claimed in (yes, ~yes))
        assert (all_agree.share, all_agree.lower, all_agree.upper) == pytest.approx((1, lower, 1), abs=5e-5)
        assert (none.share, none.lower, none.upper) == pytest.approx((0, 0, 1 - lower), abs=5e-5)


def test_a_class_of_one_group_or_none_has_no_limits_and_no_word():
    yes, groups = np.array([True, True, False, False]), ["a", "a", "b", "b"]
    draws = group_draws(2, seeded(), 50)
    alone = precision(yes, yes, ~yes, groups, draws)
    assert (alone.share, alone.cases) == (1, 2)
    empty = precision(np.zeros(4, bool), yes, ~yes, groups, draws)
    assert (empty.cases, empty.base) == (0, 0.5)
    assert np.isnan([alone.lower, alone.upper, empty.share, empty.opposite, empty.lower, empty.upper]).all()
    assert not earns_word([alone])
    assert not earns_word([empty])


@quick
@given(rows, st.randoms(use_true_random=False))
def test_the_share_lies_within_its_limits_and_the_order_of_the_rows_is_irrelevant(cases, random):
    def found(several):
        position, claimed, group = (np.array(side) for side in zip(*several, strict=True))
        draws = group_draws(len(set(group.tolist())), seeded(), 40)
        return precision(position < 3, claimed, ~claimed, group, draws)

    one = found(cases)
    if one.cases:
        assert one.share + one.opposite == pytest.approx(1)
    if not np.isnan(one.lower):
        assert 0 <= one.lower <= one.share <= one.upper <= 1
    random.shuffle(cases)
    assert vars(found(cases)) == pytest.approx(vars(one), nan_ok=True)


SURE = Precision(0.8, 0.6, 0.9, 0.5, 0.1, 90)


@pytest.mark.parametrize(
    ("found", "earned"),
    [
        ([SURE, SURE], True),
        ([SURE, Precision(0.8, 0.5, 0.9, 0.5, 0.1, 90)], False),
        ([SURE, Precision(0.4, 0.35, 0.5, 0.3, 0.4, 90)], False),
        ([Precision(0.4, 0.35, 0.5, 0.3, 0.39, 90)], True),
        ([SURE, Precision(NAN, NAN, NAN, 0.5, NAN, 0)], False),
        ([], False),
    ],
)
def test_a_word_needs_lift_in_every_unit_and_more_yes_than_no(found, earned):
    assert earns_word(found) is earned
