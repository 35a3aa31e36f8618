"""What is asked of the state: of what is there, and nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assets.methods.matching import AGAINST_NATION
from assets.reference import state_questions as reference
from assets.reference.educations import education_groups
from assets.reference.orders import NOWHERE, education_orders
from assets.reference.state_questions import NAMES, state_questions
from reports.findings.council_work import Priority
from reports.findings.messages import MOST_NAMED, named
from reports.findings.model import MatrixRow
from reports.findings.state_receivers import MOST_ASKED, NOTHING_ASKED, Block, blocks
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from tests.unit.reports.lix import lix

SCHOOLS, VOCATIONAL, UNIVERSITIES = "Skolverket", "Myndigheten för yrkeshögskolan", "UKÄ och lärosätena"
EMPLOYMENT, MIGRATION, GROWTH = "Arbetsförmedlingen", "Migrationsverket", "Tillväxtverket"
EASY = 45


def lifted(*codes: str) -> list[MatrixRow]:
    return [MatrixRow(code, f"Yrke {code}", "", (), 3) for code in codes]


def priority(code: str) -> Priority:
    return Priority("Fyrbodal", code, "Mål.", True, "", "", "", code)


@pytest.fixture
def county(warehouse: Callable[..., Warehouse]) -> Facts:
    return facts_of(warehouse("live"), "lan")


def of(facts: Facts, codes: Sequence[str], decided: Sequence[str] = (), differing: int = 2) -> dict[str, Block]:
    posts = dict.fromkeys(codes, 10)
    found = blocks(facts, lifted(*codes), posts, [priority(code) for code in decided], differing)
    return {block.receiver: block for block in found}


def linked(facts: Facts) -> str:
    """An occupation that an education of the warehouse leads to."""
    return next(str(r["yrke_kod"]) for r in facts.warehouse.education_occupations if r["geo_kod"] == facts.code)


def trained(facts: Facts, form: str) -> str:
    """An occupation that an education that is ordered in a way leads to."""
    ordered = {str(r["utbildningsgrupp"]) for r in facts.warehouse.planning if r["geo_kod"] == facts.code and r[form]}
    return next(
        str(r["yrke_kod"])
        for r in facts.warehouse.education_occupations
        if r["geo_kod"] == facts.code and r["utbildningsgrupp"] in ordered
    )


def test_every_authority_has_a_block_of_its_own(county: Facts):
    found = of(county, [linked(county)])
    assert list(found) == [each.receiver for each in state_questions()]
    for block in found.values():
        assert all([block.affects, block.occupations, block.priorities, block.question])
        # Who affects no education of these figures is told of none.
        affects = any(each.forms for each in state_questions() if each.receiver == block.receiver)
        assert bool(block.educations or block.educations_note) == affects
        assert NAMES not in block.question
    assert [block.receiver for block in found.values() if block.about_differing] == [EMPLOYMENT]


def test_an_occupation_concerns_whom_it_can_be_affected_by(county: Facts):
    degree = trained(county, "hogskoleexamen")
    found = of(county, [degree, "no such code"])
    assert found[EMPLOYMENT].occupations.startswith(f"Yrke {degree} (3) och Yrke no such code (3).")
    assert found[MIGRATION].occupations.endswith("Tillsammans 20 annonserade platser.")
    assert found[UNIVERSITIES].occupations == f"Yrke {degree} (3). Tillsammans 10 annonserade platser."
    assert found[UNIVERSITIES].educations
    assert found[UNIVERSITIES].educations[0].graduates
    assert found[UNIVERSITIES].question.startswith("Vad begränsar")


def test_an_education_that_others_order_too_is_said_not_to_tell_who_trains(county: Facts):
    degree = trained(county, "hogskoleexamen")
    of_others = ("gymnasieprogram", "komvux", "yh_omrade")
    alone, mixed = (
        replace(
            county.warehouse,
            planning=tuple({**r, **dict.fromkeys(of_others), "yh_omrade": area} for r in county.warehouse.planning),
        )
        for area in (None, "Hälso- och sjukvård")
    )
    told = [of(replace(county, warehouse=w), [degree])[UNIVERSITIES].occupations for w in (alone, mixed)]
    assert ["Underlaget skiljer inte på vem som utbildar till: " in text for text in told] == [False, True]


def test_posts_are_added_only_where_all_are_known(county: Facts):
    (first, *_) = blocks(county, lifted("a"), {"a": None}, [], 0)
    assert "Tillsammans" not in str([b.occupations for b in blocks(county, lifted("a", "b"), {"a": 1}, [], 0)])
    assert first.priorities == "Inget råd har beslutat någon prioritering."


def test_growth_is_asked_of_what_private_employers_advertise(county: Facts):
    row = next(r for r in county.warehouse.sectors if r["geo_kod"] == county.code)
    sector = {**row, "yrke_kod": "911", "sektor": "privat sektor", "andel_platser": 0.6, "fa_arbetsgivare": False}

    def told(**changed: object) -> Block:
        warehouse = replace(county.warehouse, sectors=({**sector, **changed},))
        return of(facts_of(warehouse, "lan"), ["911"])[GROWTH]

    assert told().occupations.startswith("Yrke 911 (3).")
    assert told().question != NOTHING_ASKED
    for changed in ({"andel_platser": 0.5}, {"andel_platser": None}, {"fa_arbetsgivare": True}, {"sektor": "staten"}):
        block = told(**changed)
        assert block.occupations.startswith("I inget av yrkena")
        assert block.question == NOTHING_ASKED


def test_a_decided_priority_is_told_to_whom_it_concerns(county: Facts):
    occupation = trained(county, "hogskoleexamen")
    education = next(
        str(r["utbildningsgrupp"]) for r in county.warehouse.planning if r["hogskoleexamen"] and not r["yh_omrade"]
    )
    found = of(county, [], [occupation, education, "911"])
    assert found[EMPLOYMENT].priorities == "Nummer 1 och 3 under Rådens beslutade prioriteringar."
    assert found[UNIVERSITIES].priorities == "Nummer 1 och 2 under Rådens beslutade prioriteringar."
    assert found[VOCATIONAL].priorities in (
        "Ingen av de beslutade rör det som går att påverka här.",
        "Nummer 1 under Rådens beslutade prioriteringar.",
    )


def test_a_priority_that_no_programme_answers_to_is_told_to_who_affects_programmes(county: Facts):
    levels = {group.code: group.level for group in education_groups()}
    unlinked = {code for code, order in education_orders().items() if order.basis == NOWHERE}
    upper = next(code for code in sorted(unlinked) if levels[code] == "gymnasial")
    said = "gäller en gymnasial utbildning som inget program säkert svarar mot."
    found = of(county, [], [upper, "911", upper])
    assert found[SCHOOLS].priorities == f"Nummer 1 och 3 {said}"
    assert said not in found[VOCATIONAL].priorities + found[EMPLOYMENT].priorities
    higher = next(code for code in sorted(unlinked) if levels[code] != "gymnasial")
    assert said not in of(county, [], [higher])[SCHOOLS].priorities
    linked_one = next(code for code, order in education_orders().items() if order.names["gymnasieprogram"])
    assert of(county, [], [linked_one])[SCHOOLS].priorities == "Nummer 1 under Rådens beslutade prioriteringar."


def test_every_programme_that_there_is_room_for_is_named_in_the_question(county: Facts):
    programmes = [f"Program {at}" for at in range(MOST_ASKED)]
    planning = tuple({**row, "gymnasieprogram": " · ".join(programmes)} for row in county.warehouse.planning)
    question = of(facts_of(replace(county.warehouse, planning=planning), "lan"), [linked(county)])[SCHOOLS].question
    assert question.startswith("Hur påverkar regler och statsbidrag")
    assert all(name in question for name in programmes)


def test_a_rate_says_which_side_of_the_nations_it_lies_on(county: Facts):
    for word in AGAINST_NATION:
        planning = tuple({**row, "mot_riket": word} for row in county.warehouse.planning)
        facts = facts_of(replace(county.warehouse, planning=planning), "lan")
        found = of(facts, [trained(facts, "hogskoleexamen")])[UNIVERSITIES]
        assert {row.against for row in found.educations} == {word}


def test_nobody_is_asked_about_nothing(county: Facts):
    found = of(county, [], differing=0)
    assert {block.question for block in found.values()} == {NOTHING_ASKED}
    assert not any(block.educations for block in found.values())
    assert [r for r, block in of(county, []).items() if block.question != NOTHING_ASKED] == [EMPLOYMENT]


def test_the_questions_are_easy_to_read_and_fit_their_list():
    assert {each.receiver for each in state_questions()} == {
        *(SCHOOLS, VOCATIONAL, UNIVERSITIES),
        *(EMPLOYMENT, MIGRATION, GROWTH),
    }
    said = " ".join(each.question.replace(NAMES, "Barn- och fritidsprogrammet") for each in state_questions())
    assert lix(said) <= EASY
    assert all(each.affects and each.law for each in state_questions())
    assert len(named(["A"] * (MOST_NAMED + 1)).split("A")) == MOST_NAMED + 1


RIGHT = {
    "mottagare": "A",
    "galler": "yh_omrade",
    "fraga": f"Vad är {NAMES}?",
    "paverkar": "Något.",
    "yrken": "utbildning",
    "utbildningar": "yh_omrade",
    "stod": "en lag",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"galler": "annat", "fraga": "Vad?"},
        {"galler": "brist"},
        {"fraga": "Vad?"},
        {"yrken": "några"},
        {"yrken": "alla"},
        {"utbildningar": ""},
        {"utbildningar": "folkhögskola"},
        {"utbildningar": "komvux"},
    ],
)
def test_a_row_that_does_not_fit_its_question_is_refused(wrong: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reference, "rows_of", lambda _: [RIGHT])
    assert len(state_questions.__wrapped__()) == 1
    monkeypatch.setattr(reference, "rows_of", lambda _: [RIGHT | wrong])
    with pytest.raises(ValueError, match="fragor_till_staten.csv, A"):
        state_questions.__wrapped__()
