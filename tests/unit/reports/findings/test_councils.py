"""What an area's council says beside the others, once, and that it has not answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.councils import COUNCILS_VIEW, SINGLE_VIEW
from assets.contracts.words import COUNTY
from assets.methods.score import CLEAR_SIGNS, NO_SIGNS
from reports.findings.councils import MOST_SHOWN, council_view
from reports.findings.meeting import disagreement, disagreements
from reports.findings.occupation import occupations
from reports.sheets.assessment import all_measures, assessments
from reports.sheets.councils import council_tables
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from reports.web.html import render_page
from reports.web.occupation_page import occupation_pages

NURSES = "222+223"


def answered(
    warehouse: Warehouse,
    *areas: str,
    klass: str = CLEAR_SIGNS,
    talk: bool = True,
    times: int = 1,
    shown: str = COUNCILS_VIEW,
) -> Warehouse:
    """A warehouse in which the councils of some areas have spoken of nurses."""
    said = tuple(
        {
            "geo_kod": area,
            "yrke_kod": NURSES,
            "yrke_namn": "Sjuksköterskor",
            "klass": klass,
            "visas_som": shown,
            "omgang": "2026-2",
            "runda": "1",
            "behandlat": "2026-11-20",
        }
        for area in areas
    )
    view = tuple(
        {
            **row,
            "yrke_kod": NURSES if at == 0 else f"x{at}",
            "radets_bedomning": klass,
            "af_jobbmojligheter": None,
            "signaler": NO_SIGNS,
            "rad_mot_af": "kan inte jämföras",
            "rad_mot_signaler": "skiljer sig" if talk else "samstämmig",
            "till_samtal": "ja" if talk else "nej",
            "drivs_av": "9 annonser" if talk else None,
        }
        for row in said
        for at in range(times)
    )
    return replace(warehouse, council_assessments=said, common_view=view)


@pytest.fixture
def silent(warehouse) -> Warehouse:
    found: Warehouse = warehouse("example")
    return found


def test_a_council_that_has_not_answered_is_said_once_and_has_no_sheet(silent: Warehouse):
    facts = facts_of(silent, "fyrbodal")
    view = council_view(facts)
    assert view.sentence == "Rådet har inte lämnat någon bedömning."
    assert (view.talk, view.notes, view.source) == ((), (), "")
    assert council_tables(facts) == []


def test_what_differs_is_listed_with_what_each_says(silent: Warehouse):
    view = council_view(facts_of(answered(silent, "fyrbodal"), "fyrbodal"))
    assert view.sentence == (
        "Rådet har bedömt ett yrke. Om ett yrke skiljer sig svaret så mycket från Arbetsförmedlingen eller våra signaler att det behöver "
        "tas upp."
    )
    (talk,) = view.talk
    assert (talk.name, talk.of_af, talk.of_council, talk.signals) == (
        "Sjuksköterskor",
        "inte bedömt",
        CLEAR_SIGNS,
        NO_SIGNS,
    )
    assert view.notes[0] == "Omgång 2026-2, runda 1, behandlad 2026-11-20."


def test_a_long_list_is_cut_and_says_so(silent: Warehouse):
    view = council_view(facts_of(answered(silent, "fyrbodal", times=MOST_SHOWN + 3), "fyrbodal"))
    assert (len(view.talk), view.more) == (MOST_SHOWN, 3)


def test_what_only_a_few_in_the_council_have_judged_is_not_counted_as_the_councils(silent: Warehouse):
    view = council_view(facts_of(answered(silent, "fyrbodal", shown=SINGLE_VIEW), "fyrbodal"))
    assert view.sentence.startswith("Om ett yrke har bara enskilda i rådet svarat. Om ett yrke skiljer sig svaret")


def test_agreement_is_said_too(silent: Warehouse):
    view = council_view(facts_of(answered(silent, "fyrbodal", klass=NO_SIGNS, talk=False), "fyrbodal"))
    assert view.sentence == (
        "Rådet har bedömt ett yrke. Inget av svaren skiljer sig så mycket från de andras att det behöver tas upp."
    )
    assert view.talk == ()


def test_the_sheet_has_a_row_per_answer_and_counts_what_to_talk_about(silent: Warehouse):
    (sheet,) = council_tables(facts_of(answered(silent, "fyrbodal"), "fyrbodal"))
    assert "1 av 1 yrken att tala om" in sheet.title
    assert [row[1] for row in sheet.rows] == ["Sjuksköterskor"]
    assert len(sheet.columns) <= 10


@pytest.mark.parametrize(
    ("areas", "klass", "agreed", "sentence"),
    [
        ((), CLEAR_SIGNS, 0, "Inget råd har lämnat någon bedömning."),
        (("fyrbodal",), CLEAR_SIGNS, 0, "1 av 4 råd har lämnat sin bedömning: Fyrbodal."),
        (
            ("fyrbodal", "skaraborg"),
            CLEAR_SIGNS,
            1,
            "2 av 4 råd har lämnat sin bedömning: Fyrbodal och Skaraborg. Båda ser tecken på brist i ett yrke.",
        ),
        (
            ("fyrbodal", "skaraborg"),
            NO_SIGNS,
            0,
            "2 av 4 råd har lämnat sin bedömning: Fyrbodal och Skaraborg. Det finns inget yrke där båda ser tecken på brist.",
        ),
    ],
)
def test_the_county_says_what_its_councils_agree_on(
    silent: Warehouse, areas: tuple[str, ...], klass: str, agreed: int, sentence: str
):
    view = council_view(facts_of(answered(silent, *areas, klass=klass), COUNTY))
    assert (view.sentence, len(view.agreed)) == (sentence, agreed)
    assert len(view.notes) == (4 - len(areas) if areas else 0)


def test_what_one_or_two_have_said_is_nothing_that_councils_agree_on(silent: Warehouse):
    view = council_view(facts_of(answered(silent, "fyrbodal", "skaraborg", shown=SINGLE_VIEW), COUNTY))
    assert view.agreed == ()


def test_what_councils_agree_on_is_a_link_only_where_there_is_a_page(silent: Warehouse):
    spoken = answered(silent, "fyrbodal", "skaraborg")
    merged = tuple({**row, "yrke_kod": "229", "yrke_namn": "Andra i vården"} for row in spoken.council_assessments)
    view = council_view(facts_of(replace(spoken, council_assessments=(*spoken.council_assessments, *merged)), COUNTY))
    assert view.agreed == (("", "Andra i vården"), (NURSES, "Sjuksköterskor"))


def decided(warehouse: Warehouse) -> Warehouse:
    rated = tuple(
        {**row, "gemensam_bedomning": CLEAR_SIGNS} if (row["geo_kod"], row["yrke_kod"]) == ("fyrbodal", NURSES) else row
        for row in warehouse.assessments
    )
    return replace(warehouse, assessments=rated)


def test_what_the_parties_have_decided_stands_beside_and_leaves_the_first_sheet_as_it_is(silent: Warehouse):
    before, after = (facts_of(answered(made, "fyrbodal"), "fyrbodal") for made in (silent, decided(silent)))
    assert assessments(after).columns == assessments(before).columns
    (plain,), (sheet,) = council_tables(before), council_tables(after)
    assert [c.heading for c in sheet.columns if c not in plain.columns] == ["Gemensam bedömning"]
    assert [row[sheet.column("Gemensam")] for row in sheet.rows] == [CLEAR_SIGNS]
    at = all_measures(after).column("Gemensam")
    assert [row[at] for row in all_measures(after).rows if row[at]] == [CLEAR_SIGNS]
    assert "Gemensam bedömning" not in [c.heading for c in all_measures(before).columns]
    (nurses,) = [each for each in occupations(after.warehouse) if each.code == NURSES]
    assert nurses.decided == (("Fyrbodal", CLEAR_SIGNS),)


def test_a_meeting_talks_first_of_what_the_council_sees_otherwise(silent: Warehouse):
    def first(warehouse: Warehouse) -> tuple[str, str]:
        facts: Facts = facts_of(warehouse, "fyrbodal")
        shown = disagreement(disagreements(facts)[0])
        return shown.name, shown.reason

    rated = tuple(
        {**row, "radets_bedomning": CLEAR_SIGNS} if row["geo_kod"] == "fyrbodal" and row["yrke_kod"] == NURSES else row
        for row in silent.assessments
    )
    assert first(silent)[1] != f"Rådet säger {CLEAR_SIGNS}"
    spoken = replace(answered(silent, "fyrbodal"), assessments=rated)
    assert first(spoken) == ("Sjuksköterskor", f"Rådet säger {CLEAR_SIGNS}")


def test_the_three_stand_in_the_order_af_council_statistics(warehouse: Callable[..., Warehouse]):
    in_order = ["af_jobbmojligheter", "af_om_fem_ar", "radets_bedomning", "laget_har", "signaler", "gemensam_bedomning"]
    names = [column.name for column in ASSESSMENT.columns]
    assert sorted(in_order, key=names.index) == in_order
    made = warehouse("example")
    said = {"yrke_kod": NURSES, "geo_kod": "fyrbodal"}
    spoken = replace(
        made,
        assessments=tuple(
            {**r, "radets_bedomning": CLEAR_SIGNS} if said.items() <= r.items() else r for r in made.assessments
        ),
    )
    sheet = assessments(facts_of(spoken, "fyrbodal"))
    headings = [column.heading for column in sheet.columns]
    shown = [ASSESSMENT.column(name).term for name in in_order[:-1]]
    assert [heading for heading in headings if heading in shown] == shown
    (page,) = occupation_pages(spoken, [o for o in occupations(spoken) if o.code == NURSES])
    rows = re.findall(r'<th scope="row">(Arbetsförmedlingen nu|Rådets bedömning|Våra signaler)', render_page(page))
    assert rows == ["Arbetsförmedlingen nu", "Rådets bedömning", "Våra signaler"]
