"""Whether Arbetsförmedlingen stands behind a class: what its answers are beside it."""

from __future__ import annotations

from functools import cache

import pyarrow as pa
import pytest

from assets.contracts.assessment import (
    SAYS_NEITHER,
    SAYS_NOTHING,
    SAYS_OPPOSITE,
    SAYS_PARTLY,
    SAYS_PARTLY_OPPOSITE,
    SAYS_SAME,
)
from tests.unit.assets.marts.assessment.test_assessment import CLASSES, apart, barometer, named, row
from tests.unit.world.numbers import SSYK4, assessed

STANDS = {
    "251": [
        ("stora", "brist", SAYS_SAME),
        ("stora", None, SAYS_SAME),
        ("medelstora", None, SAYS_NEITHER),
        ("stora", "balans", SAYS_PARTLY),
        ("små", None, SAYS_OPPOSITE),
        ("stora", "överskott", SAYS_OPPOSITE),
        (None, "paradox", SAYS_NEITHER),
    ],
    "222": [("små", "balans", SAYS_OPPOSITE)],
    "711": [
        ("stora", None, SAYS_OPPOSITE),
        (None, "brist", SAYS_OPPOSITE),
        ("medelstora", "balans", SAYS_SAME),
        ("små", None, SAYS_NEITHER),
    ],
    "223": [("små", "överskott", SAYS_SAME), ("stora", None, SAYS_OPPOSITE), (None, None, SAYS_NOTHING)],
}
"""Occupation → chances and recruitment that the barometer may say of it, and where that stands to our class."""


@cache
def heard(at: int) -> pa.Table:
    """Assessed where the barometer says of every occupation what is at that place of its list."""
    said = [(code, SSYK4[code], *words[at][:2]) for code, words in STANDS.items() if at < len(words)]
    return assessed(apart(), barometer=barometer(*said), class_trial=named())


@pytest.mark.parametrize(("code", "at"), [(code, at) for code, words in STANDS.items() for at in range(len(words))])
def test_support_and_contradiction_are_told_both_ways_and_kept_out_of_headlines(code, at):
    stands = STANDS[code][at][-1]
    found = row(heard(at), code)
    assert found["signaler"] == CLASSES[code]
    assert (found["stod"], found["motsager_af"]) == (stands, "ja" if stands == SAYS_OPPOSITE else "nej")
    assert stands in found["anmarkning"]
    outermost = code in ("251", "223")
    assert found["lyfts_fram"] == ("ja" if outermost and stands != SAYS_OPPOSITE else "nej")


def test_a_few_answers_against_and_none_with_us_are_partly_against():
    answers = {"1": "medelstora", "2": "medelstora", "3": "små"}
    said = barometer(*((code, f"251{code}", chances, None) for code, chances in answers.items()))
    assert row(assessed(apart(), barometer=said, class_trial=named()))["stod"] == SAYS_PARTLY_OPPOSITE


def test_answers_that_differ_contradict_nothing():
    said = barometer(("a", "2512", "stora", None), ("b", "2513", "små", None))
    assert row(assessed(apart(), barometer=said, class_trial=named()))["stod"] == SAYS_PARTLY
