"""What a meeting is given, at its edges: none, one and many, and nothing that is less sure to fill up with."""

from __future__ import annotations

import re

import pytest

from assets.methods.quoted import in_swedish
from assets.methods.then_and_now import LEVEL
from assets.reference.educations import education_groups, occupations_of_education
from assets.reference.meeting_questions import EDUCATION, QUESTION_KINDS, meeting_questions
from assets.reference.occupations import reporting_group_of
from reports.findings import meeting
from reports.findings.changed import NOTE
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.meetings import NURSES, assessed, decided, moved
from tests.unit.reports.sheet_facts import education


def test_the_needs_are_the_largest_that_are_sure_enough():
    rows = [
        assessed("511", anstallda=900),
        assessed("512", anstallda=5000, lyfts_fram="nej", nara_gransen="ja"),
        assessed("513", anstallda=1200),
        assessed("514", anstallda=None),
        assessed("515", anstallda=100),
        assessed("516", anstallda=2000),
    ]
    found = decided(rows)
    assert [need.name for need in found.needs] == ["Yrke 516", "Yrke 513", "Yrke 511"]
    assert found.needs_heading == "Tre yrken att ta upp"
    assert (found.needs[0].employed, found.needs[0].posts) == ("2\xa0000", "120")
    assert (found.needs[0].stability, found.needs[0].of_af, found.needs[0].of_af_later) == ("96 av 100", "stora", "öka")
    assert not found.needs_note.endswith("Inga fler är säkra nog.")


def test_fewer_than_three_are_said_and_not_filled_up():
    one = decided([assessed("511", af_jobbmojligheter=None, af_om_fem_ar=None), assessed("512", lyfts_fram="nej")])
    assert (one.needs_heading, len(one.needs)) == ("Ett yrke att ta upp", 1)
    assert one.needs_note.endswith("Inga fler är säkra nog.")
    assert (one.needs[0].of_af, one.needs[0].of_af_later) == ("inte bedömt", "inte bedömt")
    none = decided()
    assert (none.needs_heading, none.needs) == ("Inget yrke att ta upp", ())
    assert (none.changes_heading, none.changes) == ("Ingen förändring att lyfta i annonserade platser", ())
    assert (none.disagreements_heading, none.disagreements) == ("Ingen skillnad att prata om", ())
    assert (none.questions_heading, none.questions) == ("Ingen fråga att besluta", ())


def test_changes_are_sure_large_enough_and_those_with_most_posts_first():
    found = decided(
        changes=[
            moved("511", "färre", 150, 90),
            moved("512", "fler", 400, 500),
            moved("513", "färre", 149, 10),
            moved("514", "oförändrat", 900, 700),
            moved("515", None, 900, 100),
            moved("516", "färre", 300, None),
            moved("517", "färre", 200),
            moved("518", "färre", None, 1000, 700),
            moved("519", "färre", 200, 195),
        ]
    )
    assert [change.name for change in found.changes] == ["Yrke 518", "Yrke 512", "Yrke 511"]
    first, second, third = found.changes
    assert (first.percent, *(year.shown for year in first.last_two)) == ("−30\xa0%", "1\xa0000", "700")
    assert [(bar.label, bar.shown) for bar in first.years] == [("24/25", "1\xa0000"), ("25/26", "700")]
    assert (second.percent, third.percent) == ("+25\xa0%", "−40\xa0%")


def test_no_change_is_told_where_there_are_no_more_of_them_than_chance_gives():
    """As on the area's page: one that is told alone would be believed."""
    still = [moved(f"6{n}", "oförändrat", 900, 900) for n in range(10, 14)]
    found = decided(changes=[moved("511", "färre", 900, 400), *still])
    assert (found.changes_heading, found.changes) == ("Ingen förändring att lyfta i annonserade platser", ())
    assert found.changes_note == f"Platserna har ändrats i 1 av 5 yrken. Så många kan slumpen ensam ge. {NOTE}"
    assert in_swedish(LEVEL, "andel") in NOTE
    one_more = decided(changes=[moved("511", "färre", 900, 400), moved("512", "fler", 400, 900)])
    assert [change.name for change in one_more.changes] == ["Yrke 511", "Yrke 512"]
    assert one_more.changes_note.startswith(
        "Platserna har ökat i 1 och minskat i 1 av 2 yrken. Slumpen ger färre än ett. Intervall på "
        f"{in_swedish(LEVEL, 'andel')}."
    )
    small = decided(changes=[moved("511", "färre", 90, 40), moved("512", "färre", 90, 40)])
    assert small.changes_note == (
        f"Platserna har minskat i 2 av 2 yrken. Slumpen ger färre än ett. Inget av dem hade minst 150 platser året före. {NOTE}"
    )
    assert decided().changes_note.startswith("Underlaget är för litet")


def test_an_occupation_that_is_no_longer_advertised_has_lost_all():
    change, _ = decided(changes=[moved("511", "färre", 150, 0), moved("512", "färre", 150, 50)]).changes
    assert (change.percent, change.last_two[1].shown) == ("−100\xa0%", "0")


def test_of_what_the_council_sees_otherwise_most_employees_stand_first_whoever_else_contradicts(monkeypatch):
    rows = [
        assessed("511", anstallda=50, motsager_af="ja"),
        assessed("512", anstallda=900),
        assessed("513", anstallda=70),
    ]
    monkeypatch.setattr(
        meeting, "answers", lambda _: [{"yrke_kod": code, "till_samtal": "ja"} for code in ("511", "512")]
    )
    assert [d.name for d in decided(rows).disagreements] == ["Yrke 512", "Yrke 511"]


def test_contradictions_come_first_and_the_near_ones_after():
    rows = [
        assessed("511", anstallda=9000, nara_gransen="ja", lyfts_fram="nej", stabilitet=0.637),
        assessed("512", anstallda=50, motsager_af="ja", nara_gransen="ja", lyfts_fram="nej", af_rekrytering=None),
        assessed("513", anstallda=70, motsager_af="ja", lyfts_fram="ja"),
        assessed("514", anstallda=9999, signaler="kan inte bedömas", nara_gransen="nej", skal="färre än 50 anställda"),
    ]
    found = decided(rows)
    assert [d.name for d in found.disagreements] == ["Yrke 513", "Yrke 512", "Yrke 511"]
    assert [d.weak for d in found.disagreements] == [False, True, True], "as on every page"
    assert found.disagreements[1].recruitment == "inte bedömt"
    assert found.disagreements[1].reason == "Annonserna och AF säger emot varandra"
    assert found.disagreements[2].reason == "Nära gränsen: samma klass i 63 av 100 omräkningar"


def test_each_question_says_what_it_rests_on_and_who_can_decide():
    rows = [
        assessed(NURSES, "Sjuksköterskor"),
        assessed("513", "IT-tekniker", motsager_af="ja", signaler="inga tydliga tecken", lyfts_fram="nej"),
        assessed("514", signaler="kan inte bedömas", lyfts_fram="nej", skal="färre än 50 anställda"),
    ]
    first, second, third = decided(rows).questions
    assert first.text == "Vilken bedömning gäller för IT-tekniker?"
    assert "inga tydliga tecken" in first.basis
    assert first.basis == (
        "Annonserna: inga tydliga tecken. Arbetsförmedlingen om länet: jobbmöjligheter stora; läget vid rekrytering brist. Vad säger "
        "arbetsgivarna?"
    )
    assert second.text == "Utbildas tillräckligt många till sjuksköterskor?"
    assert second.basis.startswith(
        "Sjuksköterskeutbildning: 4\xa0489 personer 20–69 år i Fyrbodal. 72,8 procent av dem"
    )
    assert "Lärosätena" in second.who
    assert third.text == "Vill mötet själv bedöma yrke 514?"
    assert third.basis == "Statistiken räcker inte: färre än 50 anställda."


def test_what_the_council_says_stands_in_the_question_of_contradiction():
    said = "tydliga tecken på brist"
    (found,) = decided(
        [assessed("513", motsager_af="ja", signaler="inga tydliga tecken", lyfts_fram="nej", radets_bedomning=said)]
    ).questions
    assert f"Annonserna: inga tydliga tecken. Rådet säger {said}. Arbetsförmedlingen om länet:" in found.basis


def test_a_question_of_what_cannot_be_rated_names_four_and_says_how_many_more():
    unrated = {"signaler": "kan inte bedömas", "lyfts_fram": "nej", "skal": "färre än 50 anställda"}
    (found,) = decided(
        [assessed(str(code), f"Yrke {code}", **unrated) for code in range(511, 517)], educations=()
    ).questions
    assert found.text == "Vill mötet själv bedöma yrke 511, yrke 512, yrke 513, yrke 514 och 2 till?"


def test_an_occupation_near_a_limit_gives_no_question_of_contradiction():
    assert decided([assessed("511", lyfts_fram="nej", nara_gransen="ja")], educations=()).questions == ()


@pytest.mark.parametrize(
    "values",
    [{"matchad_forvarvsgrad": None}, {"rikets_forvarvsgrad": None}, {"befolkning": None}, {"geo_kod": "14"}],
)
def test_an_education_without_a_known_rate_gives_no_question(values: dict[str, object]):
    assert decided([assessed(NURSES)], educations=[education(**values)]).questions == ()


def test_the_education_that_leads_to_fewest_other_occupations_is_asked_about():
    narrow, wide = "53E", "35X"
    links, groups = occupations_of_education(), reporting_group_of()
    others = {code: {groups[ssyk3] for ssyk3 in links[code]} for code in (narrow, wide)}
    assert len(others[narrow]) < len(others[wide])
    needs = [assessed(min(others[narrow]), anstallda=100), assessed(min(others[wide]), anstallda=900)]
    rows = [
        education(wide, "Bred", befolkning=90_000, niva="eftergymnasial, olika längd"),
        education(narrow, "Smal", befolkning=100, niva="gymnasial"),
    ]
    (question,) = decided(needs, educations=rows).questions
    assert question.basis.startswith("Smal: 100 personer")
    assert question.who.startswith("Kommunerna")


def test_every_level_that_leads_to_an_occupation_has_someone_who_can_decide():
    levels = {g.level for g in education_groups() if g.code in occupations_of_education()}
    asked = [q.level for q in meeting_questions() if q.kind == EDUCATION]
    for level in levels:
        assert [each for each in asked if level.startswith(each)], level
    assert {q.kind for q in meeting_questions()} == set(QUESTION_KINDS)
    assert all(q.text.endswith("?") and q.basis and q.who for q in meeting_questions())


def test_how_sure_it_is_and_what_is_not_said():
    rows = [assessed("511"), assessed("512", lyfts_fram="nej"), assessed("513", signaler="kan inte bedömas", skal="x")]
    assert decided(rows).certainty == (
        "1 av 3 yrken kan inte bedömas. Säkra nog att ta upp är 1 av 2 yrken med tydliga tecken på brist."
    )
    assert decided(rows[:2]).certainty.startswith("Alla 2 yrken i området går att bedöma.")
    assert "hur stor bristen är" in decided(rows).unsaid


def test_made_up_figures_are_marked_in_the_title():
    assert decided(mode="example").title.startswith("EXEMPELDATA – Underlag till möte om Fyrbodal")


def test_no_forbidden_word_is_used():
    said = str(decided([assessed(NURSES), assessed("513", motsager_af="ja")]))
    for pattern in FORBIDDEN:
        assert not re.search(pattern, said, re.IGNORECASE), pattern
