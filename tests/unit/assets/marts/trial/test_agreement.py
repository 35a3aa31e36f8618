"""mart.samstammighet: what is judged, on what, and what is left out."""

from __future__ import annotations

import itertools

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.barometer import PART_OF_GROUP
from assets.contracts.trial import (
    AGREEMENT,
    AUC,
    GROUPS_OF_THREE,
    KAPPA,
    MAJORITY,
    NATIONAL,
    OCCUPATIONS_OF_AF,
    PREDICTORS,
    SAME_CLASS,
    SCORE,
    SCORE_OF_METHOD_3,
)
from assets.marts.trial import agreement as agreement_module
from assets.marts.trial import cases as trial_cases
from assets.marts.trial.agreement import agreement
from assets.methods.signals import ADS_RATE, INDICATORS, OPEN_RATE
from assets.methods.trial import group_draws
from assets.reference.areas import NATION
from tests.unit.assets.marts.trial.given import (
    COUNTIES,
    LARGE,
    NOTHING,
    OCCUPATIONS,
    SMALL,
    assessed,
    barometer,
    signals,
    truth_of,
)


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trial_cases, "group_draws", lambda number, generator: group_draws(number, generator, 20))


def made(said: pa.Table | None = None, measured: pa.Table | None = None, unit: str = GROUPS_OF_THREE) -> pd.DataFrame:
    table = AGREEMENT.conform(
        agreement(signals() if measured is None else measured, barometer() if said is None else said)
    )
    frame = table.to_pandas()
    return frame[frame["enhet"] == unit].set_index(["prediktor", "matt"])


@pytest.mark.parametrize("unit", [GROUPS_OF_THREE, OCCUPATIONS_OF_AF])
def test_what_orders_as_the_assessment_agrees_and_everybody_is_judged_on_the_same(unit):
    found = made(unit=unit)
    for predictor in (SCORE, "annonser_per_100_anstallda", "oppna_per_100_anstallda", NATIONAL):
        assert found.loc[(predictor, AUC), "varde"] == 1, predictor
        assert found.loc[(predictor, KAPPA), "varde"] > 0.8, predictor
    assert found.loc[(NATIONAL, KAPPA), "varde"] == found.loc[(NATIONAL, SAME_CLASS), "varde"] == 1
    assert found.loc[(MAJORITY, AUC), "varde"] == 0.5
    assert set(found["celler"]) - {0} == {len(COUNTIES) * len(OCCUPATIONS)}
    assert set(found.index.get_level_values(0)) == set(PREDICTORS)


def test_what_orders_the_other_way_agrees_less_than_chance():
    found = made(measured=signals(turned=OCCUPATIONS))
    assert found.loc[(SCORE, AUC), "varde"] < 0.01
    assert found.loc[(SCORE, KAPPA), "varde"] < 0


def test_assessments_that_differ_are_left_out_and_counted_but_the_barometers_own_occupations_stay():
    code = next(c for c in OCCUPATIONS if truth_of(c) == LARGE)
    said = barometer(assessed(code, "14", SMALL, koncept_id="annat"))
    groups, own = made(said), made(said, unit=OCCUPATIONS_OF_AF)
    assert groups.loc[(SCORE, KAPPA), "celler"] == 2 * len(OCCUPATIONS) - 1
    assert groups.loc[(SCORE, KAPPA), "anmarkning"].startswith("1 fall")
    assert own.loc[(SCORE, KAPPA), "celler"] == 2 * len(OCCUPATIONS) + 1
    assert pd.isna(own.loc[(SCORE, KAPPA), "anmarkning"])


def test_assessments_of_parts_of_groups_and_of_older_rounds_are_not_used():
    code = OCCUPATIONS[0]
    said = barometer(
        assessed(code, "14", SMALL, koncept_id="del", galler=PART_OF_GROUP),
        assessed(code, "14", SMALL, koncept_id="gammal", omgang="2025-2"),
    )
    pd.testing.assert_frame_equal(made(said), made())


def test_the_nation_is_copied_only_where_it_has_one_assessment():
    said = barometer(assessed(OCCUPATIONS[0], NATION, SMALL, koncept_id="annat"))
    found = made(said)
    assert found.loc[(NATIONAL, KAPPA), "celler"] == 2 * (len(OCCUPATIONS) - 1)
    assert found.loc[(SCORE, KAPPA), "celler"] == 2 * len(OCCUPATIONS)


def test_a_measure_without_values_is_left_to_itself_and_the_rest_is_judged():
    none = signals(missing=dict.fromkeys(OCCUPATIONS, (OPEN_RATE,)))
    found = made(measured=none)
    assert found.loc[("oppna_per_100_anstallda", AUC), "varde"] != found.loc[("oppna_per_100_anstallda", AUC), "varde"]
    assert found.loc[("oppna_per_100_anstallda", AUC), "anmarkning"].startswith("Inte prövad")
    assert found.loc[(SCORE, AUC), "varde"] == 1


def test_the_score_is_told_on_the_same_cases_as_what_it_stands_beside():
    code = next(c for c in OCCUPATIONS if truth_of(c) == LARGE)
    said = barometer(assessed(code, NATION, SMALL, koncept_id="annat"))
    # The score has the occupation wrong that the nation's assessment says nothing of, and the others right.
    found = made(said, signals(turned={code}))
    assert found.loc[(SCORE, AUC), "varde"] < found.loc[(NATIONAL, AUC), "poang_samma_fall"] == 1
    alike = found[found["celler"] == found.loc[(SCORE, AUC), "celler"]]
    for (_, measure), row in alike.iterrows():
        assert row["poang_samma_fall"] == found.loc[(SCORE, measure), "varde"]


def test_what_has_no_score_is_no_case():
    found = made(measured=signals(missing={OCCUPATIONS[0]: (ADS_RATE,)}))
    assert found.loc[(SCORE, KAPPA), "celler"] == 2 * (len(OCCUPATIONS) - 1)


def test_without_the_barometer_there_are_no_rows_and_with_few_occupations_no_verdict():
    assert agreement(signals(), NOTHING).num_rows == 0
    found = made(barometer(only=29))
    assert found["varde"].isna().all()
    assert set(found["celler"]) == {0}


def test_the_old_score_stands_beside_the_new_one():
    # The old score has no points here, so there is none to judge.
    assert made().loc[(SCORE_OF_METHOD_3, KAPPA), "anmarkning"].startswith("Inte prövad")


def test_the_same_figures_give_the_same_table():
    assert agreement(signals(), barometer()).equals(agreement(signals(), barometer()))


def test_ties_do_not_depend_on_the_order_of_a_sum(monkeypatch):
    """A mean of ranks that is the same by hand may differ in its last bits."""
    exact = made()
    whole = agreement_module._predicted
    noise = itertools.cycle([0.0, 1e-13, -1e-13])
    monkeypatch.setattr(
        agreement_module, "_predicted", lambda *given: whole(*given) + [next(noise) for _ in whole(*given)]
    )
    pd.testing.assert_frame_equal(made(), exact)


def test_what_has_no_score_is_not_said_to_be_left_out():
    code = next(c for c in OCCUPATIONS if truth_of(c) == LARGE)
    said = barometer(assessed(code, "14", SMALL, koncept_id="annat"))
    without = made(said, signals(missing={code: tuple(INDICATORS)}))
    assert pd.isna(without.loc[(SCORE, KAPPA), "anmarkning"])
