"""Frames of the signals, the assessments and their trial; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from assets.contracts.trial import (
    BESIDE,
    GROUPS_OF_THREE,
    IN_SCORE,
    NOISE,
    NOT_TRIED,
    OCCUPATIONS_OF_AF,
    UNITS,
)
from assets.reference.signal_score import SCORE_VERSION


def assessed(
    shortage: int = 20,
    rated: int = 100,
    unrated: int = 30,
    highest: str = "tydliga tecken på brist",
    next_highest: str = "ganska många annonser per anställd",
    version: str = SCORE_VERSION,
) -> pd.DataFrame:
    """One area with as many of a hundred rated occupations; another one at the border of what is likely."""
    classes = [highest] * shortage + ["inga tydliga tecken"] * (rated - shortage)
    frames = [
        pd.DataFrame({"geo_namn": "Fyrbodal", "signaler": [*classes, *["kan inte bedömas"] * unrated]}),
        pd.DataFrame({"geo_namn": "Skaraborg", "signaler": [highest] * 5 + [next_highest] * 95}),
    ]
    other = pd.DataFrame({"geo_namn": ["Fyrbodal"] * 300, "signaler": highest}).assign(yrkesniva="ssyk3")
    every = pd.concat([pd.concat(frames).assign(yrkesniva="redovisningsgrupp"), other], ignore_index=True)
    return every.assign(gransversion=[version, *[SCORE_VERSION] * (len(every) - 1)])


def class_trial(second_unit: str = OCCUPATIONS_OF_AF, without: str = "") -> pd.DataFrame:
    """The highest class has passed in both units, the next one in the first unit, and the lowest in none."""
    passed = {
        "tydliga tecken på brist": ("ja", "ja"),
        "vissa tecken på brist": ("ja", "nej"),
        "inga tydliga tecken": ("nej", "nej"),
        "tecken på överskott": ("nej", "nej"),
    }
    rows = [
        (unit, name, said)
        for name, answers in passed.items()
        for unit, said in zip((GROUPS_OF_THREE, second_unit), answers, strict=True)
        if name != without
    ]
    return pd.DataFrame(rows, columns=["enhet", "klass", "klarade"])


def rates(alike: bool = False) -> pd.DataFrame:
    """Posts per employee beside posts per unemployed, six occupations in two areas."""
    per_employee = [1.0, 2.0, 3.0, 4.0, 5.0, float("nan")]
    per_unemployed = [10 * v for v in per_employee] if alike else [30.0, 10.0, 50.0, 20.0, 40.0, 1.0]
    rows = [
        (place, str(at), indicator, value)
        for place in ("Fyrbodal", "Skaraborg")
        for indicator, values in (
            ("platser_per_100_anstallda", per_employee),
            ("platser_per_arbetslos", per_unemployed),
        )
        for at, value in enumerate(values)
    ]
    frame = pd.DataFrame(rows, columns=["geo_namn", "yrke_kod", "indikator", "varde"])
    return frame.assign(yrkesniva="redovisningsgrupp")


_ADS, _OPEN, _MATCHED, _GROWTH = (
    "annonser_per_100_anstallda",
    "oppna_per_100_anstallda",
    "matchade_mot_riket",
    "anstallda_utveckling",
)


def trial(inside: str = IN_SCORE, outside: str = BESIDE, unknown: str = NOT_TRIED, without: str = "") -> pd.DataFrame:
    """The indicator that the score is made of, and three beside it; one could not be tried."""
    outcomes = {_ADS: inside, _OPEN: unknown, _GROWTH: outside, _MATCHED: NOISE}
    rows = [(unit, which, outcome) for unit in UNITS for which, outcome in outcomes.items() if which != without]
    return pd.DataFrame(rows, columns=["enhet", "indikator", "utfall"])


def score_parts(
    indicator: str = _ADS, version: str = SCORE_VERSION, highest: str = "många annonser", limit: float = 75.0
) -> pd.DataFrame:
    """Two parts of one indicator, and two classes."""
    rows = [
        ("del", 1, "Annonser", indicator, None),
        ("del", 2, "Annonser", indicator, None),
        ("klass", 1, highest, None, limit),
        ("klass", 2, "få annonser", None, 0.0),
    ]
    frame = pd.DataFrame(rows, columns=["slag", "ordning", "namn", "indikator", "fran"])
    return frame.assign(version=version).astype({"fran": "float64"})


def inside_and_beside() -> pd.DataFrame:
    return pd.DataFrame({"indikator": [_ADS, _OPEN], "i_poangen": ["ja", "nej"]})


def rated_by_limits() -> pd.DataFrame:
    """At the ends of both classes, and one that could not be rated."""
    rows = [("många annonser", 100.0), ("många annonser", 75.0), ("få annonser", 74.9), ("få annonser", 0.0)]
    frame = pd.DataFrame([*rows, ("kan inte bedömas", float("nan"))], columns=["signaler", "signalpoang"])
    return frame.assign(gransversion=SCORE_VERSION)
