from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.methods.agreement import brier_score, classes_from_others, kappa, linear_kappa

NAN = float("nan")
TABLE = [[20, 6, 1], [8, 50, 7], [1, 5, 12]]
OF_A_TABLE = (kappa, linear_kappa)
quick = settings(deadline=None, max_examples=60)
chances = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30)


def test_two_ratings_of_a_hundred_occupations():
    assert kappa(TABLE) == pytest.approx(0.559497, abs=5e-7)
    assert linear_kappa(TABLE) == pytest.approx(0.590266, abs=5e-7)


def test_probabilities_of_shortage_against_what_happened():
    probability, outcome = [0.9, 0.7, 0.2], [1, 0, 0]
    assert brier_score(probability, outcome) == pytest.approx(0.18)
    assert brier_score([1 / 3] * 3, outcome) == pytest.approx(2 / 9)


def test_a_table_that_is_not_square_is_an_error():
    for measure in OF_A_TABLE:
        with pytest.raises(ValueError, match="square"):
            measure([[1, 2, 3], [4, 5, 6]])


@quick
@given(arrays(np.int64, (3, 3), elements=st.integers(0, 50)))
def test_kappa_is_one_for_full_agreement_only_and_the_same_both_ways(table):
    for measure in (kappa, linear_kappa):
        value = measure(table)
        np.testing.assert_allclose(measure(table.T), value, rtol=1e-9, atol=1e-12)
        if not np.isnan(value):
            assert -1 - 1e-12 <= value <= 1 + 1e-12
            assert (value > 1 - 1e-12) == (np.trace(table) == table.sum())


@quick
@given(*[st.lists(st.integers(1, 50), min_size=3, max_size=3)] * 2)
def test_independent_ratings_agree_as_chance_does(rows, columns):
    table = np.outer(rows, columns)
    assert kappa(table) == pytest.approx(0, abs=1e-9)
    assert linear_kappa(table) == pytest.approx(0, abs=1e-9)


def test_a_class_further_away_is_a_larger_disagreement_only_with_weights():
    near, far = [[10, 5, 0], [5, 10, 0], [0, 0, 10]], [[10, 0, 5], [0, 10, 0], [5, 0, 10]]
    assert kappa(near) == pytest.approx(kappa(far))
    assert linear_kappa(near) > linear_kappa(far)
    assert linear_kappa([[20, 6], [8, 50]]) == pytest.approx(kappa([[20, 6], [8, 50]]))


@pytest.mark.filterwarnings("error")
def test_what_cannot_be_divided_has_no_value():
    empty = np.zeros((3, 3))
    assert all(np.isnan(measure(empty)) for measure in OF_A_TABLE)
    assert np.isnan(kappa([[9, 0], [0, 0]]))
    assert np.isnan(linear_kappa([[9]]))
    assert np.isnan(brier_score([], []))


@pytest.mark.filterwarnings("error")
def test_a_missing_value_is_a_missing_result():
    table = np.array(TABLE, dtype=float)
    table[0, 0] = NAN
    assert all(np.isnan(measure(table)) for measure in OF_A_TABLE)
    assert not np.isnan(brier_score([0.9, 0.2], [1, 0]))
    assert np.isnan(brier_score([0.9, NAN], [1, 0]))
    assert np.isnan(brier_score([0.9, 0.2], [1, NAN]))


def test_values_outside_their_range_are_an_error():
    with pytest.raises(ValueError, match="an outcome is 1"):
        brier_score([0.9, 0.2], [1, 2])
    with pytest.raises(ValueError, match="one number and one outcome"):
        brier_score([0.9, 0.2], [1])
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier_score([1.1], [1])


@quick
@given(chances)
def test_the_outcome_itself_is_never_wrong_and_its_share_as_often_as_it_varies(cases):
    probability, outcome = np.array(cases, dtype=float).T
    share = outcome.mean()
    assert 0 <= brier_score(probability, outcome) <= 1
    assert brier_score(outcome, outcome) == 0
    assert brier_score(np.full(len(outcome), share), outcome) == pytest.approx(share * (1 - share))


FOLD = np.arange(30) % 5


@quick
@given(st.lists(st.integers(0, 2), min_size=30, max_size=30), st.integers(0, 4))
def test_no_case_decides_its_own_class(truth, part):
    score = np.linspace(3, 0, 30)
    before = classes_from_others(score, truth, FOLD, 3)
    mine = part == FOLD
    changed = np.where(mine, (np.array(truth) + 1) % 3, truth)
    assert (classes_from_others(score, changed, FOLD, 3)[mine] == before[mine]).all()


def test_a_score_that_orders_as_the_truth_agrees_and_one_that_is_turned_does_not():
    truth = np.repeat([0, 1, 2], 20)
    score, folds = 3.0 - truth, np.arange(60) % 5
    assert (classes_from_others(score, truth, folds, 3) == truth).all()
    turned = np.zeros((3, 3))
    np.add.at(turned, (truth, classes_from_others(-score, truth, folds, 3)), 1)
    assert linear_kappa(turned) < -0.2


def test_classes_that_never_occur_among_the_others_are_never_given():
    assert classes_from_others([4, 3, 2, 1], [1, 1, 1, 1], [0, 0, 1, 1], 3).tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("score", "folds", "message"), [([1, NAN], [0, 1], "every case needs a score"), ([1, 2], [3, 3], "no others")]
)
def test_a_missing_score_and_a_single_part_are_errors(score, folds, message):
    with pytest.raises(ValueError, match=message):
        classes_from_others(score, [0, 1], folds, 3)
