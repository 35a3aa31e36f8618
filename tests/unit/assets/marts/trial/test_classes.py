"""mart.provning_klasser: which classes may bear the word shortage or surplus."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.trial import CLASS_TRIAL, GROUPS_OF_THREE, OCCUPATIONS_OF_AF, UNITS
from assets.marts.trial.classes import class_trial
from assets.methods.score import CLEAR_SIGNS, NO_SIGNS, SIGNAL_CLASSES, SOME_SIGNS, SURPLUS_SIGNS
from assets.methods.trial import Precision
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

HIGHEST, SECOND, MIDDLE, LOWEST = SIGNAL_CLASSES


def made(measured: pa.Table | None = None, said: pa.Table | None = None) -> pd.DataFrame:
    table = class_trial(signals() if measured is None else measured, barometer() if said is None else said)
    return CLASS_TRIAL.conform(table).to_pandas().set_index(["enhet", "klass"])


def test_a_class_where_the_assessment_says_the_same_bears_its_word_in_both_units():
    found = made()
    for unit in UNITS:
        high, low = found.loc[(unit, CLEAR_SIGNS)], found.loc[(unit, SURPLUS_SIGNS)]
        assert (high["andel"], high["andel_motsatt"], high["pastar"]) == (1, 0, LARGE)
        assert (low["andel"], low["pastar"]) == (1, SMALL)
        assert high["nedre"] > high["andel_alla"]
        assert (high["heter"], low["heter"]) == (CLEAR_SIGNS, SURPLUS_SIGNS)


def test_a_class_where_it_says_the_opposite_is_called_what_its_ads_are():
    found = made(signals(turned=OCCUPATIONS))
    for unit in UNITS:
        assert found.loc[(unit, CLEAR_SIGNS), "heter"] == HIGHEST.plain
        assert found.loc[(unit, SURPLUS_SIGNS), "heter"] == LOWEST.plain
        assert found.loc[(unit, CLEAR_SIGNS), "klarade"] == "nej"


def test_a_class_that_claims_nothing_is_not_tried_and_keeps_its_word():
    found = made(signals(turned=OCCUPATIONS))
    for unit in UNITS:
        row = found.loc[(unit, NO_SIGNS)]
        assert row["heter"] == NO_SIGNS
        assert row[["pastar", "andel"]].isna().all()


def test_a_word_that_holds_in_one_unit_only_is_not_borne():
    """Six occupations are thirteen each in the barometer, of which twelve have small chances: as groups they agree nowhere."""
    large = [c for c in OCCUPATIONS if truth_of(c) == LARGE][:6]
    more = [assessed(c, county, SMALL, koncept_id=f"{c}-{n}") for c in large for county in COUNTIES for n in range(12)]
    found = made(said=barometer(*more))
    assert found.loc[(GROUPS_OF_THREE, CLEAR_SIGNS), "klarade"] == "ja"
    assert found.loc[(OCCUPATIONS_OF_AF, CLEAR_SIGNS), "klarade"] == "nej"
    assert set(found.xs(CLEAR_SIGNS, level="klass")["heter"]) == {HIGHEST.plain}


@pytest.mark.parametrize("said", [NOTHING, barometer(only=29)], ids=["no barometer", "few occupations"])
def test_what_was_not_tried_bears_no_word_that_claims_something(said):
    found = made(said=said)
    assert set(found["klarade"]) == {"nej"}
    assert set(found["heter"]) == {each.plain for each in SIGNAL_CLASSES}
    assert found["anmarkning"].notna().all()


@pytest.mark.parametrize("stronger", [True, False])
def test_a_weaker_class_bears_its_word_only_beside_the_stronger(monkeypatch, stronger):
    """Else the highest class would be called by its many ads, and the one below it by signs of shortage."""
    sure, unsure = Precision(0.8, 0.6, 0.9, 0.5, 0.1, 90), Precision(0.6, 0.4, 0.9, 0.5, 0.1, 90)
    monkeypatch.setattr(
        "assets.marts.trial.classes._precision", lambda unit, at, each: sure if at or stronger else unsure
    )
    found = made()
    for unit in UNITS:
        assert found.loc[(unit, CLEAR_SIGNS), "heter"] == (CLEAR_SIGNS if stronger else HIGHEST.plain)
        second = found.loc[(unit, SOME_SIGNS)]
        assert (second["klarade"], second["heter"]) == ("ja", SOME_SIGNS if stronger else SECOND.plain)
        assert ("Ordet är visat" in str(second["anmarkning"])) is not stronger
        assert found.loc[(unit, SURPLUS_SIGNS), "heter"] == SURPLUS_SIGNS, "the other side has nothing to do with it"
