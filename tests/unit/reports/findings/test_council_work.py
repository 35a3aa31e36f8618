"""What the councils want, do and have heard, in sentences: on the area's page, among the questions and for the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.council_work import STEPPED
from assets.contracts.words import COUNTY
from reports.findings.council_work import Priority, priorities, priorities_lead
from reports.findings.questions import Answer, answers_of
from reports.findings.state import MOST_DECIDED, dialogue
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse
from reports.web.area_page import area_page
from reports.web.html import render_page
from tests.unit.reports.findings.test_councils import answered
from tests.unit.reports.sheets.test_council_sheets import HOSTILE, told

Make = Callable[..., Warehouse]


@pytest.fixture
def spoken(warehouse: Make) -> Warehouse:
    return told(warehouse("live"))


def answer(warehouse: Warehouse, code: str, area: str = "fyrbodal") -> Answer:
    return next(each for each in answers_of(facts_of(warehouse, area)) if each.code == code)


def test_a_decided_priority_says_by_whom_and_what_the_statistics_say(spoken: Warehouse):
    first, second = priorities(facts_of(spoken, "fyrbodal"))
    assert first.sentence == (
        "Läkare: Fler. Målår 2030. Ansvarig: A. Beslutad av Nämnden 2023-10-01 (N 1). Matchad förvärvsgrad: 70,3 procent 2023, "
        "74 procent 2024, mål 75 procent 2030. Förändring: +3,7 procentenheter (+1,2 till +6,3), säker förändring."
    )
    assert (second.decided, second.followed) == (False, "")
    assert second.stands.endswith("Förslag, inte beslutat.")
    assert priorities(facts_of(spoken, "skaraborg")) == ()


def test_what_cannot_be_tried_says_why(spoken: Warehouse):
    why = "Uppgiften för 2026, då målet beslutades, är inte publicerad än."
    (goal,) = spoken.council_goals
    none = goal | {"basar": 2026, "basvarde": None, "besked": "kan inte prövas", "anmarkning": why}
    first, _ = priorities(facts_of(replace(spoken, council_goals=(none,)), "fyrbodal"))
    assert first.followed == f"Matchad förvärvsgrad: 74 procent 2024, mål 75 procent 2030. {why}"


def priority(area: str, decided: bool) -> Priority:
    return Priority(area, "", "", decided, "", "", "", "")


@pytest.mark.parametrize(
    ("area", "decided", "says"),
    [
        ("fyrbodal", [True], "Rådet har lämnat en prioritering. En är beslutad."),
        ("fyrbodal", [False, False], "Rådet har lämnat två prioriteringar. Ingen är beslutad än."),
        (
            COUNTY,
            [True, True, False],
            "Ett råd har lämnat tre prioriteringar. Två är beslutade, en är ett förslag.",
        ),
        ("fyrbodal", [True, False, False], "Rådet har lämnat tre prioriteringar. En är beslutad, två är förslag."),
    ],
)
def test_how_many_are_decided_is_said_first(spoken: Warehouse, area: str, decided: list[bool], says: str):
    assert priorities_lead(facts_of(spoken, area), tuple(priority("a", each) for each in decided)) == says


def test_the_three_questions_are_answered_by_the_form(warehouse: Make, spoken: Warehouse):
    codes = ("prioriteringar", "arbetsgivare_och_fack", "medlen")
    silent = warehouse("live")
    assert [answer(silent, code).answered for code in codes] == [False] * 3
    assert [answer(spoken, code, "skaraborg").answered for code in codes] == [False] * 3
    for area in ("fyrbodal", COUNTY):
        wanted, said, paid = (answer(spoken, code, area) for code in codes)
        assert all(each.answered and each.source.startswith("Källa: ") for each in (wanted, said, paid))
        assert "två prioriteringar. En är beslutad, en är ett förslag." in wanted.sentences[0]
        assert "Minst sex arbetsgivare har svarat om läkare" in " ".join(said.sentences)
        assert "Färre än tre har svarat om ett yrke." in said.sentences
        assert STEPPED in said.sentences
        assert paid.sentences[0] == "En insats har delregionala utvecklingsmedel. En säger vad det har gett."
        assert paid.sentences[-1] == "En förändring i statistiken kan inte tillskrivas en enskild insats."
    assert answer(spoken, "prioriteringar", COUNTY).sentences[1].startswith("Fyrbodal: Läkare: Fler.")


def test_where_every_occupation_has_three_employers_nothing_is_said_of_fewer(spoken: Warehouse):
    only = tuple(row for row in spoken.council_dialogues if row["arbetsgivare"])
    said = answer(replace(spoken, council_dialogues=only), "arbetsgivare_och_fack").sentences
    assert not [text for text in said if text.startswith("Färre än")]
    assert STEPPED in said


def test_the_area_page_folds_them_and_says_nothing_where_there_are_none(spoken: Warehouse):
    page = render_page(area_page(spoken, "fyrbodal", ()))
    assert '<details id="prioriteringar"><summary>Rådet har lämnat två prioriteringar.' in page
    assert "<script>alert" not in page
    both = render_page(area_page(answered(spoken, "fyrbodal"), "fyrbodal", ()))
    assert "Rådet har bedömt ett yrke." in both
    assert '<h3 id="prioriteringar">Prioriteringar</h3>' in both
    assert "Ett råd har lämnat två prioriteringar." in render_page(area_page(spoken, COUNTY, ()))
    assert 'id="prioriteringar"' not in render_page(area_page(spoken, "skaraborg", ()))


def test_the_state_is_told_only_what_is_decided(warehouse: Make, spoken: Warehouse):
    (one,) = dialogue(spoken).decided
    assert one == "Fyrbodal: Läkare. Fler. Beslutad av Nämnden 2023-10-01 (N 1)."
    assert HOSTILE not in str(dialogue(spoken).decided)
    assert dialogue(warehouse("live")).decided_note == "Inget råd har lämnat någon beslutad prioritering."
    long = tuple(row | {"mal": "mål " * 75, "beslutad_av": "nämnd " * 20} for row in spoken.council_priorities)
    (cut,) = dialogue(replace(spoken, council_priorities=long)).decided
    assert len(cut) < 300
    assert cut.count(" …") == 2
    many = [row | {"nr": at} for at in range(MOST_DECIDED + 2) for row in spoken.council_priorities if row["nr"] == 2]
    found = dialogue(replace(spoken, council_priorities=tuple(many)))
    assert len(found.decided) == MOST_DECIDED
    assert found.decided_note.endswith("Här står fyra av sex.")
