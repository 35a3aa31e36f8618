"""How assessments of earlier editions stood: measured together, on the same cells, and only when a year has gone."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.councils import COUNCIL_ASSESSMENTS, COUNCILS_VIEW, SINGLE_VIEW
from assets.contracts.model import Record
from assets.contracts.track_record import AF, ASSESSED, COUNCILS, EVERYTHING, JUDGES, STATISTICS, TRACK_RECORD
from assets.contracts.words import REPORTING_GROUP
from assets.marts.councils.track_record import assessments_against_outcomes, kept_assessments
from assets.methods.score import CLEAR_SIGNS, NO_SIGNS, SURPLUS_SIGNS
from tests.unit.rows import rows

AREAS = ("borasregionen", "fyrbodal", "skaraborg")
CODES = tuple(f"{first}{second}" for first in range(10, 24) for second in range(1, 2))
COUNTY = "14"


def assessed(
    round_: str, chances: str | None = "stora", signals: str = CLEAR_SIGNS, areas: tuple[str, ...] = AREAS
) -> pa.Table:
    """mart.bedomning of the county and some delregioner, every occupation alike."""
    places = [("lan", COUNTY), *(("delregion", area) for area in areas)]
    given = [
        {"geo_niva": level, "geo_kod": place, "yrkesniva": REPORTING_GROUP, "yrke_kod": code}
        for level, place in places
        for code in CODES
    ]
    said = {"af_jobbmojligheter": chances, "af_omgang": round_, "signaler": signals}
    return rows(ASSESSMENT, [{**row, **said} for row in given])


def answers(
    klass: str = CLEAR_SIGNS, sure: str = "hög", areas: tuple[str, ...] = AREAS, shown: str = COUNCILS_VIEW
) -> pa.Table:
    given = [{"geo_kod": area, "yrke_kod": code} for area in areas for code in CODES]
    return rows(
        COUNCIL_ASSESSMENTS,
        [{**row, "klass": klass, "sakerhet": sure, "galler_nu": "ja", "visas_som": shown} for row in given],
    )


def found(councils: pa.Table, then: pa.Table, now: pa.Table) -> dict[tuple[str, str], Record]:
    """By scope and judge, of an edition that was frozen then."""
    kept = json.loads(json.dumps(kept_assessments(then, councils)))
    order: dict[str, Any] = {
        "tidigare": [{"utgava": "2026-12", "bedomning": kept}, {"utgava": "2026-06", "bedomning": None}]
    }
    table = TRACK_RECORD.conform(assessments_against_outcomes(order, now))
    return {(row["urval"], row["bedomare"]): row for row in table.to_pylist()}


def test_those_who_said_the_same_side_were_right():
    made = found(answers(), assessed("2026-2", signals=NO_SIGNS), assessed("2027-2"))
    council, ours, af = (made[ASSESSED, judge] for judge in JUDGES)
    assert (council["traffar"], ours["traffar"], af["traffar"]) == (42, 0, 42)
    assert {row["celler"] for row in (council, ours, af)} == {42}
    assert (council["rad"], council["omgang"], council["omgang_utfall"], council["ar_emellan"]) == (
        3,
        "2026-2",
        "2027-2",
        1,
    )
    assert council["brier"] == pytest.approx(0.01), "sure at nine of ten and right"
    assert ours["brier"] == pytest.approx(0.5625), "three of four that there was no shortage"
    assert council["brier_vanligast"] == pytest.approx(0.0), "everything was a shortage then too"
    assert council["anmarkning"] is None


def test_who_was_surer_of_what_was_wrong_has_the_worse_score():
    now = assessed("2027-2", "små")
    sure, unsure = (found(answers(sure=word), assessed("2026-2"), now)[ASSESSED, COUNCILS] for word in ("hög", "låg"))
    assert sure["traffar"] == unsure["traffar"] == 0
    assert sure["brier"] > unsure["brier"]


def test_before_a_year_has_gone_it_says_when():
    made = found(answers(), assessed("2026-2"), assessed("2027-1"))
    assert {row["anmarkning"] for row in made.values()} == {"Utfallet väntas i Yrkesbarometern 2027-2."}
    assert {row["celler"] for row in made.values()} == {None}
    assert {*made} == {*((ASSESSED, judge) for judge in JUDGES), (EVERYTHING, STATISTICS), (EVERYTHING, AF)}


def test_fewer_than_three_councils_are_never_measured():
    made = found(answers(areas=AREAS[:2]), assessed("2026-2"), assessed("2027-2"))
    for judge in JUDGES:
        row = made[ASSESSED, judge]
        assert (row["celler"], row["traffar"], row["rad"]) == (None, None, None)
        assert row["anmarkning"] == "Färre än tre råd kan jämföras."


def test_a_council_whose_answers_cannot_be_compared_does_not_count():
    mixed = pa.concat_tables([answers(areas=AREAS[:2]), answers("kan inte bedömas", areas=AREAS[2:])])
    made = found(mixed, assessed("2026-2"), assessed("2027-2"))
    assert made[ASSESSED, COUNCILS]["anmarkning"] == "Färre än tre råd kan jämföras."


def test_what_one_or_two_have_said_is_not_measured_as_a_councils():
    alone = pa.concat_tables([answers(areas=AREAS[:2]), answers(areas=AREAS[2:], shown=SINGLE_VIEW)])
    made = found(alone, assessed("2026-2"), assessed("2027-2"))
    assert made[ASSESSED, COUNCILS]["anmarkning"] == "Färre än tre råd kan jämföras."


def test_few_cases_are_not_measured():
    few = answers().filter(pa.compute.is_in(answers()["yrke_kod"], pa.array(CODES[:9])))
    row = found(few, assessed("2026-2"), assessed("2027-2"))[ASSESSED, COUNCILS]
    assert row["anmarkning"] == "27 fall kan jämföras, och färre än 30 mäts inte."
    assert row["celler"] is None


def test_several_answers_of_arbetsformedlingen_are_no_case():
    made = found(answers(), assessed("2026-2"), assessed("2027-2", "stora (2), små (1)"))
    assert made[ASSESSED, AF]["celler"] is None


def test_without_the_barometer_nothing_is_measured():
    made = found(answers(SURPLUS_SIGNS), assessed("2026-2"), assessed(None, None))  # type: ignore[arg-type]
    assert {row["anmarkning"] for row in made.values()} == {"Yrkesbarometern saknas, i utgåvan eller nu."}


def test_before_an_edition_is_frozen_there_are_no_rows():
    assert assessments_against_outcomes({"tidigare": []}, assessed("2026-2")).num_rows == 0
