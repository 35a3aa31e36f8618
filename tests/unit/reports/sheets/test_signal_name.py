"""What our signals are called, by how they agree with Arbetsförmedlingen."""

from __future__ import annotations

import re

import pytest

from assets.contracts.assessment import ASSESSMENT
from reports.sheets.signal_name import heading, signal_name, trial
from tests.unit.reports.forbidden import FORBIDDEN


def rows(passed: float | None, kappa: float | None = 0.2, copied: float | None = 0.79) -> list[dict[str, object]]:
    shared = {"nedre": 0.112, "ovre": 0.29, "omgang": "2026-1", "yrken": 68}
    found = [("signalpoang", "kappa", kappa), ("signalpoang", "auc", 0.67), ("af_rikstal", "kappa", copied)]
    found += [("signalpoang", "prov", passed), ("annonser", "prov", 1.0)]
    return [{"prediktor": predictor, "matt": name, "varde": value, **shared} for predictor, name, value in found]


@pytest.mark.parametrize(
    ("records", "name"),
    [
        (rows(1.0), "Våra signaler"),
        (rows(0.0), "Annonssignal"),
        (rows(None), "Annonssignal"),
        (rows(1.0)[:3], "Annonssignal"),
        ([], "Annonssignal"),
    ],
    ids=["passed", "not passed", "not judged", "no verdict", "no rows"],
)
def test_the_name_must_be_earned(records, name: str):
    assert signal_name(records) == name
    assert heading(ASSESSMENT.column("signaler"), records) == name
    assert heading(ASSESSMENT.column("sakerhet"), records) == "Säkerhet"


def test_a_passed_trial_is_told_beside_the_nations_class():
    text = trial(rows(1.0))
    assert "κ 0,20 (90 procents intervall 0,11 till 0,29), AUC 0,67, på 68 yrken" in text
    assert "rikstal kopierat till länen: κ 0,79." in text
    assert "annonssignal" not in text


def test_without_the_nations_class_the_rest_is_told():
    assert "rikstal" not in trial(rows(1.0, copied=None))


def test_a_failed_trial_says_what_was_required():
    text = trial(rows(0.0, kappa=0.02))
    assert "κ 0,02" in text
    assert "κ minst 0,12 med undre gräns över 0,05 och AUC minst 0,62" in text
    assert text.endswith("heter därför annonssignal.")


@pytest.mark.parametrize("records", [rows(None), []])
def test_no_trial_is_not_a_passed_one(records):
    assert trial(records) == "Signalerna är inte prövade mot Yrkesbarometern. Kolumnen heter därför annonssignal."


def test_the_words_are_those_of_published_texts():
    said = " ".join(trial(records) for records in (rows(1.0), rows(0.0), []))
    assert [word for word in FORBIDDEN if re.search(word, said, re.IGNORECASE)] == []
