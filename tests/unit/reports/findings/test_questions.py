"""Every question that a council asks has its answer with number and source, or says why not and what would answer it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assets.contracts.words import COUNTY, THE_OTHERS
from assets.reference.questions import council_questions
from reports.findings import questions
from reports.findings.questions import _ANSWERS, Answer, answers_of
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse
from tests.unit.reports.findings.test_councils import answered
from tests.unit.reports.findings.test_planning import changed

QUESTIONS = {question.code: question for question in council_questions()}
SAID = {
    "svarast": "i Fyrbodal",
    "mot_lanet": "Fler annonserade platser per anställd än i länet: ",
    "sjukskoterskor": "annonserade platser per 100 anställda",
    "arbetslosa": "Av de inskrivna arbetslösa i augusti 2026: ",
    "arbetsgivare_och_fack": "Rådet har bedömt ett yrke.",
    "pendling": "Fyrbodal",
    "lakare": "Specialistsjuksköterskor ingår bland sjuksköterskorna",
    "kon_och_fodelseland": "kvinnor",
    "eniga": "1 av 4 råd har lämnat sin bedömning",
    "hur_sakra": "år",
}
"""What an answer has in it, of those that the small warehouse can answer."""


@pytest.fixture
def spoken(warehouse) -> Warehouse:
    """A warehouse in which one council has spoken."""
    return answered(warehouse("example"), "fyrbodal")


def of(warehouse: Warehouse, area: str = "fyrbodal") -> dict[str, Answer]:
    return {answer.code: answer for answer in answers_of(facts_of(warehouse, area))}


def test_there_are_twenty_each_with_an_answer_of_its_own():
    assert len(QUESTIONS) == 20
    assert set(_ANSWERS) <= set(QUESTIONS)
    always = {"svarast", "mot_lanet", "pendling", "kon_och_fodelseland"}
    assert {q.code for q in QUESTIONS.values() if not (q.why_not and q.lacking)} == always
    assert always <= set(_ANSWERS)


@pytest.mark.parametrize("code", QUESTIONS)
@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_a_question_is_answered_with_its_source_or_says_why_not(spoken: Warehouse, code: str, area: str):
    answer = of(spoken, area)[code]
    assert answer.question == QUESTIONS[code].text
    assert all(text.endswith((".", ":")) for text in answer.sentences)
    if answer.answered:
        assert answer.source.startswith("Källa: ")
        if area != COUNTY and code in SAID:
            assert SAID[code] in " ".join(answer.sentences)
    else:
        (why,) = answer.sentences
        assert why.startswith("Det kan inte besvaras. ")
        assert f"Det här skulle svara: {QUESTIONS[code].lacking}." in why
        assert not answer.source


def test_what_the_small_warehouse_can_answer_is_answered(spoken: Warehouse):
    assert set(SAID) <= {code for code, answer in of(spoken).items() if answer.answered}


def test_a_question_whose_source_is_gone_says_why_not(spoken: Warehouse):
    silent = replace(
        spoken, registered=(), educations=(), planning=(), graduates=(), council_assessments=(), common_view=()
    )
    gone = {code for code, answer in of(silent).items() if not answer.answered}
    assert {"arbetslosa", "yrkeshogskola", "unga", "vard_och_omsorg", "eniga", "arbetsgivare_och_fack"} <= gone


def test_graduates_in_all_stand_beside_the_nation_and_answer_alone_when_educations_are_gone(spoken: Warehouse):
    numbers = {
        "varde": 83.5, "riket": 82.0, "besked": "säker förändring", "forandring_mot_riket": 0.5,
        "forandring_nedre": 0.2, "forandring_ovre": 0.8,
    }  # fmt: skip
    known = replace(
        spoken,
        graduates=(),
        follow_up=tuple(
            {**r, **numbers} if (r["indikator"], r["geo_kod"], r["ar"]) == ("etablerade", spoken.county, 2024) else r
            for r in spoken.follow_up
        ),
    )
    answer = of(known)["unga"]
    assert answer.sentences == (
        "Examinerade som fått fäste på arbetsmarknaden, 2024: 83,5 procent i länet, 82,0 i riket.",
        "Ändrat mot riket sedan 2022: +0,50 procentenheter (+0,20 till +0,80), större än mätfelet.",
        "Förändringen kan inte tillskrivas avsiktsförklaringen.",
    )
    assert answer.source.startswith("Källa: ")
    untried = replace(
        known, follow_up=tuple({**r, "besked": "kan inte prövas"} if r["varde"] == 83.5 else r for r in known.follow_up)
    )
    assert len(of(untried)["unga"].sentences) == 1


def test_what_arbetsformedlingen_answers_is_a_sentence_and_of_the_county(spoken: Warehouse):
    said = of(spoken)
    assert "Arbetsförmedlingens svar för länet: möjligheterna till jobb är stora" in " ".join(
        said["sjukskoterskor"].sentences
    )
    assert not re.search(r"länet: \w+ (\(.*?\) )?nu, ", " ".join(s for a in said.values() for s in a.sentences))
    care = said["vard_och_omsorg"].sentences
    assert "Arbetsförmedlingens (AF) svar ges för hela länet." in care
    assert any(THE_OTHERS in sentence for sentence in care)


def test_the_established_are_said_to_be_a_share_of_those_who_are_followed(spoken: Warehouse):
    young = " ".join(of(spoken)["unga"].sentences)
    assert (
        "av de examinerade 2023 som SCB följer, unga som äldre. De är inte alltid lika många som tog examen." in young
    )


def test_who_changes_occupation_is_still_no_measure_of_the_follow_up(spoken: Warehouse):
    assert not of(spoken)["rorlighet"].answered


def test_more_and_fewer_than_in_the_county_are_counted_as_they_stand(spoken: Warehouse, monkeypatch):
    rows = [r for r in spoken.assessments if r["geo_kod"] == "fyrbodal"]
    words = {"222+223": "mer", "532": "mindre"}
    changed = replace(
        spoken,
        assessments=tuple({**r, "laget_har": words.get(r["yrke_kod"])} if r in rows else r for r in spoken.assessments),
    )
    answer = of(changed)["mot_lanet"]
    assert answer.sentences[0].startswith(
        "Fler annonserade platser per anställd än i länet: ett yrke. Färre: ett yrke."
    )
    assert [code for code, _ in answer.occupations] == ["222+223"]
    assert not any("De andra står" in text for text in answer.sentences)
    monkeypatch.setattr(questions, "NAMED", 0)
    assert of(changed)["mot_lanet"].sentences[-1] == "Här står 0 av dem. De andra står på områdets sida."


def test_places_are_in_no_source_and_no_number_asks_for_more():
    assert "Brist betyder inte i sig fler utbildningsplatser." in QUESTIONS["vard_och_omsorg"].why_not


def yh(warehouse: Warehouse, areas: str, **values: object) -> tuple[str, ...]:
    """What is answered of the yrkeshögskola when it gives the nurses' education in those areas."""
    return of(changed(warehouse, "75N", yh_omrade=areas, **values))["yrkeshogskola"].sentences


def test_areas_of_the_yrkeshogskola_are_named_with_what_leads_to_an_occupation_to_take_up(spoken: Warehouse):
    found = yh(spoken, "Data/IT", hogskoleexamen=None)
    assert found[1] == "Data/IT: sjuksköterskeutbildning."
    assert "också ges på högskola" not in " ".join(found)
    also = yh(spoken, "Data/IT")
    assert also[1] == "Data/IT: sjuksköterskeutbildning (också på högskola)."
    assert also[-2:] == (
        "I underlaget ligger yrkeshögskola och högskola ihop för utbildningarna till några yrken. Vilken av dem som leder dit går därför "
        "inte att säga: sjuksköterskor.",
        "Yrkena är:",
    )


def test_which_of_several_areas_leads_to_the_occupation_is_not_said(spoken: Warehouse):
    found = yh(spoken, "Data/IT · Friskvård och kroppsvård", hogskoleexamen=None)
    assert found[0] == (
        "Sjuksköterskeutbildning rymmer flera områden: Data/IT; Friskvård och kroppsvård. Underlaget säger inte vilket av dem som "
        "leder till: sjuksköterskor."
    )
    assert not any(sentence.startswith("De här områdena") for sentence in found)


def test_what_is_hardest_to_recruit_is_not_claimed_by_a_class_that_has_not_earned_its_word(spoken: Warehouse):
    assert "klarat provet" not in " ".join(of(spoken)["svarast"].sentences)
    plain = tuple({**r, "heter": "många annonser per anställd"} for r in spoken.class_trial)
    first, *_ = of(replace(spoken, class_trial=plain))["svarast"].sentences
    assert first.startswith("Det säger inte våra signaler, för de har inte klarat provet för ordet brist.")


def test_specialist_nurses_are_found_in_the_county(spoken: Warehouse):
    assert "I delregionen skiljs de inte åt" in of(spoken)["lakare"].sentences[-1]
    of_county = of(spoken, COUNTY)["lakare"].sentences[-1]
    assert "delregion" not in of_county
    assert "yrkena på fyra siffror" in of_county
