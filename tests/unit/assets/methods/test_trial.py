from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.methods.agreement import auc
from assets.methods.arrays import Array, Flags
from assets.methods.score import class_positions, mid_ranks
from assets.methods.trial import (
    LEAST_RELIABILITY,
    WEIGHTS,
    Gain,
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


# A world to try indicators and classes in


COUNTIES, OCCUPATIONS, GROUPS = 20, 60, 28


@dataclass(frozen=True)
class Unit:
    """Cases: the occupation and county of each, and where the chances are large or small."""

    at: tuple[Array, ...]
    large: Flags
    small: Flags


@dataclass(frozen=True)
class World:
    """Occupations in groups, ranks of indicators in every county, and the chances of a job in two units."""

    groups: Array
    ranks: list[Array]
    units: list[Unit]
    draws: Array

    def gain(self, unit: Unit, simpler: Array, candidate: Array, tried: int) -> Gain:
        return gain(simpler[unit.at], candidate[unit.at], unit.large, self.groups[unit.at[0]], tried, self.draws)


def made_up(dice, candidates, helps, permuted, draws=1000):
    """The first indicator tells the chances, the second ``helps`` beside it, the others do not; all but what is permuted."""
    groups = np.concatenate([np.arange(GROUPS), dice.integers(GROUPS, size=OCCUPATIONS - GROUPS)])

    def drawn(of_group, of_occupation, of_cell):
        whole = of_group * dice.standard_normal(GROUPS)[groups] + of_occupation * dice.standard_normal(OCCUPATIONS)
        return whole[:, None] + of_cell * dice.standard_normal((OCCUPATIONS, COUNTIES))

    values = [drawn(0.6, 0.6, 0.4) for _ in range(1 + candidates)]
    chances = 0.8 * values[0] + helps * values[1] + drawn(0.5, 0.7, 0.35)
    if permuted:
        chances = chances[dice.permutation(OCCUPATIONS)]
    # Arbetsförmedlingen's own occupations: one to four within each, which it rates with less in common.
    within = np.repeat(np.arange(OCCUPATIONS), dice.choice([1, 1, 2, 3, 4], OCCUPATIONS))
    of_af = (
        chances[within]
        + 0.6 * dice.standard_normal((len(within), 1))
        + 0.3 * dice.standard_normal(chances[within].shape)
    )
    few, many = np.quantile(chances, [0.2, 0.54])
    units = []
    for occupation, said in ((np.arange(OCCUPATIONS), chances), (within, of_af)):
        rated = dice.random(said.shape) < 0.85
        row, county = np.nonzero(rated)
        units.append(Unit((occupation[row], county), said[rated] > many, said[rated] < few))
    return World(groups, [mid_ranks(v.T).T for v in values], units, group_draws(GROUPS, dice, draws))


def earns(world, simpler, candidate, tried):
    return all(
        earns_place(LEAST_RELIABILITY, world.gain(unit, simpler, candidate, tried).lower) for unit in world.units
    )


# Gain


def test_when_the_classes_are_permuted_an_indicator_earns_a_place_in_at_most_five_of_a_hundred():
    dice, earned = seeded(), 0
    for _ in range(100):
        world = made_up(dice, candidates=9, helps=0, permuted=True)
        first, *others = world.ranks
        tried = [(np.zeros_like(first), first), *((first, other) for other in others)]
        earned += any(earns(world, simpler, rank, len(tried)) for simpler, rank in tried)
    assert earned <= 5


def test_an_indicator_that_helps_earns_its_place_and_the_score_keeps_its_first():
    dice, helped, kept = seeded(), 0, 0
    for _ in range(30):
        world = made_up(dice, candidates=1, helps=1.5, permuted=False)
        helped += earns(world, world.ranks[0], world.ranks[1], 11)
        strong = made_up(dice, candidates=1, helps=0, permuted=False)
        kept += strong.gain(strong.units[0], np.zeros_like(strong.ranks[0]), strong.ranks[0], 11).lower > 0
    assert helped >= 27
    assert kept >= 24


def test_an_indicator_that_adds_nothing_to_a_score_that_tells_weighs_nothing():
    dice = seeded()
    for _ in range(20):
        world = made_up(dice, candidates=1, helps=0, permuted=False)
        assert not earns(world, world.ranks[0], world.ranks[1], 1)


@pytest.fixture(scope="module")
def world():
    return made_up(seeded(), candidates=1, helps=1.2, permuted=False)


def test_what_is_gained_is_what_the_left_out_groups_say(world):
    unit, groups = world.units[0], world.groups[world.units[0].at[0]]
    base, rank = (r[unit.at] for r in world.ranks)
    held_out = np.empty(len(base))
    for group in range(GROUPS):
        others = groups != group
        scores = [(1 - w) * base + w * rank for w in WEIGHTS]
        best = scores[int(np.argmax([auc(s[others], unit.large[others]) for s in scores]))]
        held_out[~others] = best[~others]
    found = world.gain(unit, *world.ranks, 11)
    assert found.simpler == pytest.approx(auc(base, unit.large))
    assert found.difference == pytest.approx(auc(held_out, unit.large) - auc(base, unit.large))
    assert found.weight == 0.5
    assert found.lower < found.difference < found.upper
    fixed = (found.simpler, found.difference, found.lower, found.upper)
    np.testing.assert_allclose(fixed, (0.6014, 0.2815, 0.1562, 0.3529), atol=5e-5)


def test_the_more_are_tried_the_stricter_and_only_the_lower_limit(world):
    one, ten = (world.gain(world.units[0], *world.ranks, tried) for tried in (1, 10))
    assert ten.lower < one.lower
    assert (ten.difference, ten.upper, ten.weight) == (one.difference, one.upper, one.weight)


def test_a_first_indicator_is_held_against_a_coin(world):
    unit, rank = world.units[0], world.ranks[0]
    for nothing in (0 * rank, 0 * rank + 0.3):
        found = world.gain(unit, nothing, rank, 1)
        assert (found.simpler, found.weight) == (0.5, 1)
        assert found.difference == pytest.approx(auc(rank[unit.at], unit.large) - 0.5)


def test_the_score_itself_gains_nothing_by_being_added(world):
    found = world.gain(world.units[0], world.ranks[0], world.ranks[0], 1)
    assert (found.difference, found.lower, found.upper, found.weight) == (0, 0, 0, 0)


def test_the_order_of_the_rows_is_irrelevant(world):
    unit = world.units[0]
    order = seeded().permutation(len(unit.large))
    shuffled = Unit(tuple(a[order] for a in unit.at), unit.large[order], unit.small[order])
    one, other = (world.gain(u, *world.ranks, 3) for u in (unit, shuffled))
    assert vars(other) == pytest.approx(vars(one))


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


def words(world, score, position):
    """Whether the class at a position earns its word: the lowest claims small chances, the others large."""
    found = []
    for unit in world.units:
        inside = class_positions(score[unit.at], [75, 60, 25]) == position
        said = (unit.small, unit.large) if position == 3 else (unit.large, unit.small)
        found.append(precision(inside, *said, world.groups[unit.at[0]], world.draws))
    return earns_word(found)


def test_when_the_classes_are_permuted_none_earns_its_word_in_more_than_five_of_a_hundred():
    dice, earned = seeded(), dict.fromkeys((0, 1, 3), 0)
    for _ in range(100):
        world = made_up(dice, candidates=1, helps=0, permuted=True, draws=500)
        for position in earned:
            earned[position] += words(world, 100 * world.ranks[0], position)
    assert max(earned.values()) <= 5


def test_a_class_with_lift_earns_its_word():
    dice, earned = seeded(), dict.fromkeys((0, 3), 0)
    for _ in range(30):
        world = made_up(dice, candidates=1, helps=0, permuted=False, draws=500)
        for position in earned:
            earned[position] += words(world, 100 * world.ranks[0], position)
    assert min(earned.values()) >= 24


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
