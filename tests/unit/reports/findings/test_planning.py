"""What those who order places read of an education: what it is called, and what is said of its occupations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assets.contracts.words import COUNTY, NOT_MORE_PLACES, THE_OTHERS
from assets.methods.matching import AGAINST_NATION
from assets.reference.orders import PROGRAMME, VOCATIONAL
from reports import web
from reports.findings.planning import (
    NOBODY,
    PlannedEducation,
    ahead_told,
    ordered_as,
    planned_educations,
    years_of_planning,
)
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse, read_warehouse
from reports.web.html import render_page
from reports.web.planning_page import NO_PLACES, OF_OCCUPATIONS, WITHOUT_NEED, WORDS, planning_page


@pytest.fixture(scope="module")
def small(kept_databases: Callable[..., Path]) -> Warehouse:
    return read_warehouse(kept_databases("example"))


def changed(warehouse: Warehouse, code: str, **values: Any) -> Warehouse:
    """Another row of Fyrbodal for that education."""
    wanted = ("fyrbodal", code)
    rows = ({**r, **values} if (r["geo_kod"], r["utbildningsgrupp"]) == wanted else r for r in warehouse.planning)
    return replace(warehouse, planning=tuple(rows))


def planned(warehouse: Warehouse, code: str, area: str = "fyrbodal") -> PlannedEducation:
    (found,) = [row for row in planned_educations(facts_of(warehouse, area)) if row.code == code]
    return found


def test_an_education_is_called_what_those_who_order_it_call_it(small: Warehouse):
    care = planned(small, "73O")
    assert care.orders == (
        ("Gymnasiet", ("Vård- och omsorgsprogrammet (VO)",)),
        ("Komvux", ("Yrkesvux med samma ämnen som programmet",)),
    )
    assert (care.who, care.judged) == (("Gymnasiet", "Komvux"), False)
    assert planned(small, "85M").judged
    none = changed(small, "73O", gymnasieprogram=None, komvux=None, koppling="ingen koppling", skal="Ges inte längre.")
    assert (planned(none, "73O").orders, planned(none, "73O").who) == ((), (NOBODY,))
    assert planned(none, "73O").why == "Ges inte längre."


def test_the_numbers_stand_with_limits_and_the_graduates_are_the_countys(small: Warehouse):
    nurses = planned(small, "75N")
    assert (nurses.graduates.shown, nurses.people.shown.replace("\xa0", " ")) == ("410", "4 489")
    limited = changed(small, "75N", matchad_forvarvsgrad=72.756, nedre=71.94, ovre=73.57, mot_riket="ryms i slumpen")
    told = planned(limited, "75N")
    assert (told.matched.shown, told.limits, told.against) == ("72,8", "71,9–73,6", "ryms i slumpen")
    assert planned(changed(small, "75N", mot_riket=None), "75N").against == ""
    assert planned(changed(small, "75N", nedre=None, ovre=None, matchad_forvarvsgrad=None), "75N").limits == ""


def test_an_occupation_has_what_af_says_first_and_what_is_said_ahead(small: Warehouse):
    (nurses,) = planned(small, "75N").occupations
    assert nurses.af == (
        "AF: möjligheterna till jobb är stora (3 yrken), medelstora (2 yrken), och om fem år väntas efterfrågan öka."
    )
    assert nurses.ahead == (
        "Behovet mot tillgången: osäkert 2029, osäkert 2034.",
        "Ersättningsbehov, hela yrket från 2024: 200 till 2029, 400 till 2034.",
    )


def test_nothing_is_said_of_what_is_not_known_ahead():
    known = {f"{name}_om_{word}": None for word in ("fem", "tio") for name in ("ar", "behov", "ersattning")}
    assert ahead_told(known) == ()


def test_those_come_first_whose_occupations_can_be_taken_up(small: Warehouse):
    rows = planned_educations(facts_of(small, "fyrbodal"))
    shares = [len(row.lifted) / len(row.occupations) for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert all(row.occupations for row in rows)


def test_educations_lie_under_the_name_they_are_ordered_by(small: Warehouse):
    rows = planned_educations(facts_of(small, "fyrbodal"))
    assert {name: [row.code for row in found] for name, found in ordered_as(rows, PROGRAMME).items()} == {
        "Vård- och omsorgsprogrammet (VO)": ["73O"]
    }
    both = changed(
        small, "73O", gymnasieprogram=None, komvux=None, yh_omrade="Data/IT · Hälso- och sjukvård samt socialt arbete"
    )
    of_area = ordered_as(planned_educations(facts_of(both, "fyrbodal")), VOCATIONAL)
    assert {name: [row.code for row in found] for name, found in of_area.items()} == {
        "Data/IT": ["73O"],
        "Hälso- och sjukvård samt socialt arbete": ["73O", "75X"],
    }
    assert ordered_as((), VOCATIONAL) == {}


def test_that_no_need_is_known_is_said_and_its_word_is_not_explained(small: Warehouse):
    page = planning_page(small, "fyrbodal")
    assert page.need
    assert page.notes[1] == OF_OCCUPATIONS
    unknown = {f"behov_om_{word}": None for word in ("fem", "tio")}
    without = replace(small, education_occupations=tuple({**r, **unknown} for r in small.education_occupations))
    page = planning_page(without, "fyrbodal")
    assert page.notes[1] == WITHOUT_NEED
    assert "behovet mot tillgången" not in [word for word, _ in page.words]
    html = render_page(page)
    assert "behovet på sikt" not in html
    assert "Behovet mot tillgången visas inte" in html


def test_the_years_are_those_of_the_numbers(small: Warehouse):
    assert years_of_planning(facts_of(small, "fyrbodal")) == ("2024", "2024", ("2029", "2034"))
    bare = replace(small, planning=())
    assert years_of_planning(facts_of(bare, "fyrbodal")) == ("", "", ())


@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_the_page_says_that_shortage_is_not_places_and_can_be_filtered_by_who_is_asked(small: Warehouse, area: str):
    page = planning_page(small, area)
    assert page.who == ("Gymnasiet", "Komvux", "Yrkeshögskolan", "Högskolan")
    html = render_page(page)
    assert f"<strong>{NOT_MORE_PLACES}</strong>" in html
    assert NO_PLACES in html
    assert 'data-n="Gymnasiet|Komvux"' in html
    assert "Kopplingen är vår bedömning." in html


@pytest.mark.parametrize("word", AGAINST_NATION)
def test_every_side_of_the_nation_is_said(small: Warehouse, word: str):
    html = render_page(planning_page(changed(small, "75N", mot_riket=word), "fyrbodal"))
    assert re.search(rf"riket [\d,.]+: {word}<", html)


def test_the_page_claims_no_cause_and_explains_its_words_and_whom_it_counts(small: Warehouse):
    html = render_page(planning_page(small, "fyrbodal"))
    assert "finns personerna" not in html
    assert THE_OTHERS in html
    assert "Arbetar i ett yrke som passar utbildningen<small>procent av alla 20–69 år, 2024" in html
    assert html.count("AF:s svar gäller hela länet.") == 1
    assert "AF:s svar för länet" not in html
    assert "heter hos er" not in html
    explained = html[html.index("Så läser du") : html.index("</details>")]
    words = re.findall(r"<li><strong>(.+?):</strong> .+?</li>", explained)
    assert words == [word for word, _ in WORDS]
    assert len(words) <= 6


def test_every_education_is_on_paper():
    css = (Path(web.__file__).parents[1] / "templates" / "style.css").read_text(encoding="utf-8")
    assert ".alla~.tabell .plan .fler{display:table-row}" in css[css.index("@media print") :]


def test_who_orders_of_nobody_can_be_chosen_where_there_is_such_an_education(small: Warehouse):
    none = changed(small, "73O", gymnasieprogram=None, komvux=None, koppling="ingen koppling", skal="Ges inte längre.")
    page = planning_page(none, "fyrbodal")
    assert page.who == ("Yrkeshögskolan", "Högskolan", NOBODY)
    assert "<span>Ges inte längre.</span>" in render_page(page)


def test_without_rows_the_page_says_so(small: Warehouse):
    html = render_page(planning_page(replace(small, planning=()), "fyrbodal"))
    assert "Underlaget om utbildning saknas." in html
    assert "<table" not in html
