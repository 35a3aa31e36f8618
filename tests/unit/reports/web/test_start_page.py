"""What the start page says first: the occupations at both ends of the scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.contracts.edition import CHANGES
from assets.contracts.words import COUNTY
from assets.methods.score import SIGNAL_CLASSES
from reports.findings.matrix import order_told
from reports.sheets.model import facts_of
from reports.sheets.summary import comparison
from reports.warehouse import Warehouse
from reports.web.html import render_front
from reports.web.start_page import start_page
from tests.unit.reports.meetings import record

Make = Callable[..., Warehouse]


def test_the_start_page_names_those_of_the_lowest_class_beside_those_of_the_highest(warehouse: Make):
    made = warehouse("example")
    word = SIGNAL_CLASSES[-1].plain
    none = f"Inget yrke med {word} är säkert nog att nämnas i alla delregioner."
    assert start_page(made, {})["motsatt"] == {"mening": none, "yrken": []}
    sure = {"signaler": word, "lyfts_fram": "ja", "motsager_af": "nej", "nara_gransen": "nej"}
    few = tuple({**r, **sure} if r["yrke_kod"] == "222+223" else r for r in made.assessments)
    found = start_page(replace(made, assessments=few), {})
    one = f"Ett yrke med {word} är säkert nog att nämnas i alla delregioner."
    assert found["motsatt"] == {"mening": one, "yrken": ["Sjuksköterskor"]}
    assert found["fynd"]["yrken"] == []
    near = tuple({**r, "lyfts_fram": "nej"} if r["geo_kod"] == "fyrbodal" else r for r in few)
    assert start_page(replace(made, assessments=near), {})["motsatt"]["yrken"] == []


def test_a_phone_says_one_sure_class_once_and_no_other(warehouse: Make):
    made = warehouse("example")

    def said(changed: dict[str, str]) -> str:
        rows = tuple({**r, **changed} if r["geo_kod"] == "fyrbodal" else r for r in made.assessments)
        (nurses,) = (r for r in start_page(replace(made, assessments=rows), {})["rader"] if r["kod"] == "222+223")
        return str(nurses["alla"])

    assert said({}) == "Länet och alla delregioner"
    assert said({"lyfts_fram": "nej"}) == ""
    assert said({"signaler": SIGNAL_CLASSES[2].plain}) == ""


def test_the_order_is_said_with_chefer_and_those_that_cannot_be_rated_last(warehouse: Make):
    made = warehouse("example")
    said = ", sedan högst poäng i länet. Därefter chefer, och sist de som inte kan bedömas i länet."
    assert start_page(made, {})["ordning"] == f"Först de som kan tas upp i flest delregioner{said}"
    assert f"Först de som kan tas upp i flest delregioner{said}" in comparison(facts_of(made, COUNTY)).summary
    assert order_told(divided=False) == f"Först de som kan tas upp{said}"


def test_a_card_says_how_many_of_the_highest_class_are_sure_enough(warehouse: Make):
    made = warehouse("example")
    fyrbodal = next(a for a in start_page(made, {})["omraden"] if a["namn"] == "Fyrbodal")
    assert fyrbodal["mening"].endswith(" Ett är säkert nog att ta upp.")
    unsure = tuple({**r, "lyfts_fram": "nej"} for r in made.assessments)
    none = next(a for a in start_page(replace(made, assessments=unsure), {})["omraden"] if a["namn"] == "Fyrbodal")
    assert none["mening"].endswith(" Inget är säkert nog att ta upp.")


def test_a_class_that_only_has_a_new_name_is_no_change_of_class(warehouse: Make):
    made = warehouse("example", "2026-12", "2026-06")
    new_name = {"slag": "klass", "geo_kod": None, "geo_namn": None, "amne": "Klassens namn", "orsak": "ny prövning"}
    renamed = record(CHANGES, **new_name, fore="många annonser per anställd", efter="tydliga tecken på brist")
    moved = record(CHANGES, slag="klass", geo_kod="fyrbodal", geo_namn="Fyrbodal", amne="Läkare", orsak="ny period",
                   fore="många annonser per anställd", efter="vissa tecken på brist")  # fmt: skip
    said = "Klassen många annonser per anställd heter nu tydliga tecken på brist."
    none = start_page(replace(made, changes=(renamed,)), {})["nytt"]
    assert (none["mening"], none["rader"]) == (f"Inget yrke har bytt klass sedan utgåva 2026-06. {said}", [])
    one = start_page(replace(made, changes=(renamed, moved)), {})["nytt"]
    assert one["mening"] == f"Ett byte av klass sedan utgåva 2026-06. Alla står på sidan Ändringar. {said}"
    assert [(r["amne"], r["fore"]["plats"], r["efter"]["plats"]) for r in one["rader"]] == [("Läkare, Fyrbodal", 0, 1)]


def test_the_link_to_the_sources_leads_into_an_editions_folder_whose_name_is_a_date(warehouse: Make):
    page = render_front(start_page(warehouse("example"), {}), "lopande/2026-12-01-abc/")
    assert '<a href="lopande/2026-12-01-abc/metadata/kallor.html">Källor</a>' in page
    assert "lopande/<span" not in page


def test_what_was_expected_before_anything_was_fetched_last_has_not_come(warehouse: Make):
    made = warehouse("example")
    first, *others = made.sources
    # It has had nothing new since long ago, but another has.
    asked = (
        *({**r, "nasta_vantas": "2026-01", "hamtad": "2025-09-01T05:00:00Z"} for r in others),
        {**first, "hamtad": "2026-02-01T05:00:00Z"},
    )
    told = {str(each["nasta"]) for each in start_page(replace(made, sources=asked), {})["uppgifter"]}
    assert "januari 2026, har inte kommit" in told
    early = tuple({**r, "nasta_vantas": "2026-01", "hamtad": "2026-01-31T05:00:00Z"} for r in made.sources)
    assert {str(each["nasta"]) for each in start_page(replace(made, sources=early), {})["uppgifter"]} == {
        "januari 2026"
    }
