"""mart.provning: which indicators have earned a place, and what is said of the others."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.trial import (
    BESIDE,
    IN_SCORE,
    IN_SCORE_UNPROVEN,
    NOISE,
    NOT_TRIED,
    TRIAL,
    UNITS,
    WAITS,
)
from assets.marts.trial.indicators import trial
from assets.methods.signals import ADS_RATE, INDICATORS, MATCHED, OPEN_RATE
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


def made(measured: pa.Table | None = None, said: pa.Table | None = None) -> pd.DataFrame:
    table = TRIAL.conform(trial(signals() if measured is None else measured, barometer() if said is None else said))
    return table.to_pandas().set_index(["enhet", "indikator"]).sort_index()


@pytest.fixture(scope="module")
def usual() -> pd.DataFrame:
    return made()


def test_every_indicator_is_tried_in_both_units(usual):
    assert set(usual.index) == {(unit, indicator.code) for unit in UNITS for indicator in INDICATORS}
    assert (usual["celler"] == 2 * len(OCCUPATIONS)).all()


def test_the_score_is_tried_against_nothing_and_earns_its_place_when_it_orders_as_the_assessment(usual):
    for unit in UNITS:
        row = usual.loc[(unit, ADS_RATE.code)]
        assert (row["auc_utan"], row["provad_vikt"]) == (0.5, 1)
        assert row["skillnad_auc"] > 0.49
        assert row["nedre"] > 0
        assert (row["klarade"], row["utfall"]) == ("ja", IN_SCORE)


def test_what_adds_nothing_to_a_perfect_score_has_not_earned_a_place(usual):
    for unit in UNITS:
        assert usual.loc[(unit, OPEN_RATE.code), "klarade"] == "nej"
        assert usual.loc[(unit, OPEN_RATE.code), "utfall"] == BESIDE


def test_what_helps_waits_for_somebody_to_review_it():
    """Ads say the opposite here, so what orders rightly beside them surely helps."""
    wrong, right = signals(turned=OCCUPATIONS).to_pandas(), signals().to_pandas()
    helps = right["indikator"] == OPEN_RATE.code
    mixed = wrong.assign(varde=right["varde"].where(helps, wrong["varde"]))
    found = made(pa.Table.from_pandas(mixed, signals().schema, preserve_index=False))
    for unit in UNITS:
        row = found.loc[(unit, OPEN_RATE.code)]
        assert (row["klarade"], row["utfall"], row["provad_vikt"]) == ("ja", WAITS, 0.5)
        assert found.loc[(unit, ADS_RATE.code), "utfall"] == IN_SCORE_UNPROVEN


def test_what_passes_among_groups_but_not_among_the_barometers_occupations_has_not_passed():
    """Ten occupations with small chances are thirteen each in the barometer, of which twelve have large ones."""
    small = [c for c in OCCUPATIONS if truth_of(c) == SMALL][:10]
    turned = [
        assessed(c, county, LARGE, koncept_id=f"{c}-{n}") for c in small for county in COUNTIES for n in range(12)
    ]
    found = made(said=barometer(*turned))
    groups, own = (found.loc[(unit, ADS_RATE.code)] for unit in UNITS)
    assert (groups["klarade"], own["klarade"]) == ("ja", "nej")
    assert groups["utfall"] == own["utfall"] == IN_SCORE_UNPROVEN


def test_what_is_mostly_its_own_error_is_noise_however_well_it_orders():
    found = made(signals(error=50.0))
    assert (found["tillforlitlighet"] < 0.5).all()
    assert set(found["klarade"]) == {"nej"}
    assert found.loc[(UNITS[0], MATCHED.code), "utfall"] == NOISE
    assert found.loc[(UNITS[0], ADS_RATE.code), "utfall"] == IN_SCORE_UNPROVEN


@pytest.mark.parametrize(("said", "why"), [(NOTHING, "Yrkesbarometern saknas"), (barometer(only=29), "färre än 30")])
def test_without_a_barometer_or_with_few_occupations_nothing_is_tried(said, why):
    found = made(said=said)
    assert set(found["utfall"]) == {NOT_TRIED}
    assert found["anmarkning"].str.contains(why).all()
    assert found[["auc_utan", "skillnad_auc", "nedre", "ovre"]].isna().all(axis=None)
    assert found["tillforlitlighet"].notna().all()


def test_an_indicator_without_values_is_not_tried_and_the_others_are(usual):
    found = made(signals(missing=dict.fromkeys(OCCUPATIONS, (OPEN_RATE,))))
    gone = found.index.get_level_values("indikator") == OPEN_RATE.code
    assert set(found.loc[gone, "utfall"]) == {NOT_TRIED}
    pd.testing.assert_frame_equal(found[~gone], usual[~gone])
