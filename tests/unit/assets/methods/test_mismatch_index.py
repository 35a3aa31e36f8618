from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.methods.mismatch import tightness
from assets.methods.mismatch_index import (
    jackman_roper,
    matching_gap,
    mismatch_index,
    null_mismatch_index,
    solvable_by_mobility,
)

NAN = float("nan")
GAP = ([150, 30, 20], [100, 60, 80])
STV = ([50, 30, 20], [100, 200, 300])
quick = settings(deadline=None, max_examples=60)
areas = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=2, max_size=12)
alphas = st.floats(0.05, 0.95)


def seeded():
    return np.random.default_rng(7)


def columns(rows):
    return [v for v, _ in rows], [u for _, u in rows]


def test_the_gap_does_not_net_out_and_all_its_numbers_stand_together():
    assert matching_gap(*GAP) == (50, 90, -40, 0.25)
    assert tightness(*GAP).tolist() == [1.5, 0.5, 0.25]
    assert mismatch_index(*GAP) == pytest.approx(0.0647597, abs=5e-8)
    assert jackman_roper(*GAP) == pytest.approx((1 / 3, 80))


@pytest.mark.parametrize(("alpha", "expected"), [(0.5, 0.0788693), (0.3, 0.0654775)])
def test_the_index_depends_on_the_elasticity(alpha, expected):
    assert mismatch_index(*STV, alpha) == pytest.approx(expected, abs=5e-8)


def test_jackman_roper_in_persons():
    assert jackman_roper(*STV) == pytest.approx((1 / 3, 200))


def test_merging_two_sectors_lowers_the_index():
    assert mismatch_index([50, 50], [100, 500]) == pytest.approx(0.0658276, abs=5e-8)


def test_equal_shares_are_zero_and_disjoint_are_one():
    assert mismatch_index([10, 20, 30], [100, 200, 300]) == pytest.approx(0, abs=1e-12)
    assert mismatch_index([10, 0], [0, 7]) == 1
    assert jackman_roper([10, 0], [0, 7]) == (1, 7)


@pytest.mark.parametrize("position", range(3))
@pytest.mark.parametrize("side", [0, 1])
def test_one_missing_count_is_a_missing_result(position, side):
    counts = [[float(x) for x in row] for row in GAP]
    counts[side][position] = NAN
    assert np.isnan(matching_gap(*counts)).all()
    assert np.isnan(mismatch_index(*counts))
    assert np.isnan(null_mismatch_index(*counts, seeded())).all()
    assert np.isnan(jackman_roper(*counts)).all()
    assert np.isnan(solvable_by_mobility([counts[0], [1, 2, 3]], [counts[1], [1, 2, 3]]))


@pytest.mark.filterwarnings("error")
def test_without_posts_or_unemployed_there_is_no_index():
    for counts in (([0, 0], [3, 4]), ([3, 4], [0, 0]), ([0, 0], [0, 0])):
        assert np.isnan(mismatch_index(*counts))
        assert np.isnan(null_mismatch_index(*counts, seeded())).all()
        assert np.isnan(jackman_roper(*counts)).all()
    np.testing.assert_equal(matching_gap([0, 0], [3, 4]), (0.0, 7.0, -7.0, NAN))
    assert matching_gap([3, 4], [0, 0]) == (7, 0, 7, 1)
    assert np.isnan(null_mismatch_index([3, 4], [0.1, 0.2], seeded())).all()


@pytest.mark.parametrize(
    ("posts", "unemployed", "message"),
    [
        ([1, -1], [1, 1], "posts must be counts"),
        ([1, 1], [1, -1], "unemployed must be counts"),
        ([1, np.inf], [1, 1], "posts must be counts"),
        ([1, 1], [1], "same 1 axes"),
        ([[1, 1]], [[1, 1]], "same 1 axes"),
    ],
)
def test_what_is_no_count_is_an_error(posts, unemployed, message):
    for function in (matching_gap, mismatch_index, jackman_roper):
        with pytest.raises(ValueError, match=message):
            function(posts, unemployed)
    with pytest.raises(ValueError, match=message):
        null_mismatch_index(posts, unemployed, seeded())


@pytest.mark.parametrize("alpha", [0, 1, -0.5, NAN])
def test_an_elasticity_outside_its_range_is_an_error(alpha):
    with pytest.raises(ValueError, match="alpha must be between 0 and 1"):
        mismatch_index(*GAP, alpha)


def test_mobility_needs_delregioner_by_areas():
    with pytest.raises(ValueError, match="same 2 axes"):
        solvable_by_mobility(*GAP)


def test_what_one_delregion_lacks_another_can_fill():
    assert solvable_by_mobility([[100], [0]], [[60], [30]]) == 30
    assert solvable_by_mobility([[100], [0]], [[60], [50]]) == 40
    assert solvable_by_mobility([[100, 0]], [[60, 50]]) == 0


@quick
@given(st.lists(areas, min_size=1, max_size=4))
def test_counts_add_and_the_overhang_is_divided_again(parts):
    whole = matching_gap(*columns([row for part in parts for row in part]))
    gaps = [matching_gap(*columns(part)) for part in parts]
    for measure in ("shortage", "surplus", "net"):
        assert getattr(whole, measure) == sum(getattr(gap, measure) for gap in gaps)
    posts = sum(v for part in parts for v, _ in part)
    expected = sum(gap.shortage for gap in gaps) / posts if posts else NAN
    np.testing.assert_allclose(whole.overhang, expected, rtol=1e-12)


@quick
@given(areas)
def test_net_is_shortage_less_surplus_and_posts_less_unemployed(rows):
    gap = matching_gap(*columns(rows))
    assert gap.net == gap.shortage - gap.surplus == sum(v - u for v, u in rows)


@quick
@given(
    st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(st.tuples(*[st.floats(0, 1e4)] * 2), min_size=n, max_size=n)))
)
def test_mobility_never_makes_the_shortage_larger(delregioner):
    assume(delregioner)
    v, u = np.moveaxis(np.array(delregioner, dtype=float), 2, 0)
    solvable = solvable_by_mobility(v, u)
    shortages = [matching_gap(*row).shortage for row in zip(v, u, strict=True)]
    assert 0 <= solvable <= sum(shortages) * (1 + 1e-12)
    county = matching_gap(v.sum(axis=0), u.sum(axis=0)).shortage
    assert solvable == pytest.approx(sum(shortages) - county, rel=1e-9, abs=1e-6)


@quick
@given(areas, alphas)
def test_the_index_is_a_share(rows, alpha):
    v, u = columns(rows)
    assume(sum(v) and sum(u))
    assert 0 <= mismatch_index(v, u, alpha) <= 1
    assert 0 <= jackman_roper(v, u).share <= 1 + 1e-12


@quick
@given(areas, alphas, st.data())
def test_merging_sectors_never_raises_the_index(rows, alpha, data):
    v, u = np.array(rows, dtype=float).T
    assume(v.sum() and u.sum())
    group = data.draw(st.lists(st.integers(0, 3), min_size=len(v), max_size=len(v)))
    merged = [np.bincount(group, counts) for counts in (v, u)]
    assert mismatch_index(*merged, alpha) <= mismatch_index(v, u, alpha) + 1e-12
    assert jackman_roper(*merged).share <= jackman_roper(v, u).share + 1e-12


@quick
@given(st.lists(st.integers(1, 1000), min_size=2, max_size=12), st.integers(1, 50), alphas)
def test_equal_shares_have_no_mismatch(posts, times, alpha):
    assert mismatch_index(posts, [times * v for v in posts], alpha) == pytest.approx(0, abs=1e-12)
    assert jackman_roper(posts, [times * v for v in posts]).share == pytest.approx(0, abs=1e-12)


@quick
@given(areas, st.randoms(use_true_random=False))
def test_the_order_of_the_areas_is_irrelevant(rows, random):
    shuffled = rows.copy()
    random.shuffle(shuffled)
    first, second = columns(rows), columns(shuffled)
    np.testing.assert_allclose(mismatch_index(*first), mismatch_index(*second), atol=1e-12)
    np.testing.assert_equal(null_mismatch_index(*first, seeded()), null_mismatch_index(*second, seeded()))
    np.testing.assert_allclose(jackman_roper(*first), jackman_roper(*second), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(matching_gap(*first), matching_gap(*second))


def test_the_null_of_equal_shares_is_the_index_itself_when_counts_are_large():
    posts = [400_000, 300_000, 200_000, 100_000]
    unemployed = [2 * v for v in posts]
    null = null_mismatch_index(posts, unemployed, seeded())
    assert mismatch_index(posts, unemployed) == pytest.approx(null.mean, abs=1e-5)
    assert null.percentile == 0


@pytest.mark.parametrize(
    ("sectors", "posts", "unemployed"), [(5, 2_000, 1_000), (20, 2_000, 1_000), (20, 8_000, 4_000)]
)
def test_the_null_rises_with_sectors_and_falls_with_counts_as_theory_says(sectors, posts, unemployed):
    v, u = np.full(sectors, posts / sectors), np.full(sectors, unemployed / sectors)
    theory = (sectors - 1) * (1 / posts + 1 / unemployed) / 8  # α(1−α)/2 times the expected χ² distance
    assert null_mismatch_index(v, u, seeded()).mean == pytest.approx(theory, rel=0.1)


def test_what_small_numbers_explain_stands_in_the_middle_and_what_they_do_not_at_the_end():
    generator = seeded()
    ranks = [
        null_mismatch_index(*generator.multinomial([300, 200], [0.5, 0.3, 0.15, 0.05]), generator).percentile
        for _ in range(40)
    ]
    assert 35 < np.mean(ranks) < 65
    assert null_mismatch_index([500, 10], [10, 500], generator).percentile == 100


def test_draws_that_equal_the_index_count_half():
    # one area alone: every draw is exactly the observed 0
    assert null_mismatch_index([10], [20], seeded()) == (0, 50)


def test_the_same_seed_gives_the_same_null_and_the_input_is_left_alone():
    v, u = np.array(GAP[0], dtype=float), np.array(GAP[1], dtype=float)
    assert null_mismatch_index(v, u, seeded()) == null_mismatch_index(v, u, seeded())
    assert [v.tolist(), u.tolist()] == [list(map(float, side)) for side in GAP]
