"""The whole trial in a made-up world: what says nothing rarely passes, and what helps nearly always does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from assets.methods.arrays import Array, Flags
from assets.methods.score import class_positions, mid_ranks
from assets.methods.trial import (
    LEAST_RELIABILITY,
    WEIGHTS,
    Gain,
    earns_place,
    earns_word,
    gain,
    group_draws,
    precision,
)
from tests.unit.assets.methods.pairs import auc

pytestmark = pytest.mark.filterwarnings("error")


def seeded(seed=7):
    return np.random.default_rng(seed)


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
