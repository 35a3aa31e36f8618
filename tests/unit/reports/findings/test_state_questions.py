"""What is asked of the state: of what is there, and nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assets.reference import state_questions as reference
from assets.reference.state_questions import NAMES, state_questions
from reports.findings.state_questions import MOST_NAMED, asked_of_state
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from tests.unit.reports.lix import lix

NURSES = "222+223"
EASY = 45


@pytest.fixture
def county(warehouse: Callable[..., Warehouse]) -> Facts:
    return facts_of(warehouse("live"), "lan")


def test_everyone_is_asked_about_what_there_is_to_ask_about(county: Facts):
    linked = {str(r["yrke_kod"]) for r in county.warehouse.education_occupations if r["geo_kod"] == county.code}
    asked = {each.receiver: each.question for each in asked_of_state(county, sorted(linked), 2)}
    assert {"Arbetsförmedlingen", "Migrationsverket", "Tillväxtverket"} <= asked.keys()
    assert asked.keys() & {"Skolverket", "Myndigheten för yrkeshögskolan", "UKÄ och lärosätena"}
    assert not [question for question in asked.values() if NAMES in question]


def test_nobody_is_asked_about_nothing(county: Facts):
    assert asked_of_state(county, [], 0) == ()
    assert [each.receiver for each in asked_of_state(county, [], 1)] == ["Arbetsförmedlingen"]
    assert "Skolverket" not in {each.receiver for each in asked_of_state(county, ["no education leads here"], 0)}


def test_the_questions_are_easy_to_read_and_fit_their_list():
    assert {each.receiver for each in state_questions()} >= {
        "Arbetsförmedlingen",
        "Skolverket",
        "Myndigheten för yrkeshögskolan",
        "UKÄ och lärosätena",
        "Migrationsverket",
        "Tillväxtverket",
    }
    said = " ".join(each.question.replace(NAMES, "Barn- och fritidsprogrammet") for each in state_questions())
    assert lix(said) <= EASY
    assert MOST_NAMED > 1


@pytest.mark.parametrize(
    "row",
    [
        {"mottagare": "A", "galler": "annat", "fraga": "Vad?"},
        {"mottagare": "A", "galler": "brist", "fraga": f"Vad är {NAMES}?"},
        {"mottagare": "A", "galler": "yh_omrade", "fraga": "Vad?"},
    ],
)
def test_a_row_that_does_not_fit_its_question_is_refused(row: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reference, "rows_of", lambda _: [row])
    with pytest.raises(ValueError, match="fragor_till_staten.csv, A"):
        state_questions.__wrapped__()
