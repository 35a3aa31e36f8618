"""What the page of educations says of graduates: the county's, each number of the newest year that has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from reports.findings.area_educations import area_educations, beside_nation
from reports.findings.educations import LIMITS, EducationRow, education_rows, graduate_years
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse, read_warehouse
from reports.web.education_page import education_page
from reports.web.html import render_page


def nurses(warehouse: Warehouse) -> EducationRow:
    return next(row for row in education_rows(facts_of(warehouse, "fyrbodal")) if row.code == "75N")


def test_graduates_are_of_the_newest_year_and_established_of_the_newest_that_is_followed(database: Callable[..., Path]):
    warehouse = read_warehouse(database("example"))
    assert graduate_years(warehouse) == ("2024", "2023")
    row = nurses(warehouse)
    assert (row.graduates.shown, row.established.shown.replace("\xa0", " ")) == ("410", "90,0 %")


def test_a_protected_number_is_two_points_and_the_page_has_the_years(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update mart.examinerade set andel_etablerade = null where geo_kod = '14' and ar = 2023;"
            "insert into mart.examinerade by name select * replace ('55M' as utbildningsgrupp, 0.5 as andel_etablerade) "
            "from mart.examinerade where ar = 2023"
        )
    warehouse = read_warehouse(path)
    assert (nurses(warehouse).graduates.shown, nurses(warehouse).established.shown) == ("410", "..")
    page = education_page(warehouse, "fyrbodal")
    assert (page.graduates, page.established) == ("2024", "2023")


def test_without_the_source_there_is_no_year(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from mart.examinerade")
    warehouse = read_warehouse(path)
    assert graduate_years(warehouse) == ("", "")
    assert nurses(warehouse).graduates.shown == ".."


def told(warehouse: Warehouse, *rates: tuple[float | None, float | None, int]) -> Warehouse:
    """The educations that lead to the known occupations, with those matched rates, errors and people in turn."""
    (one,) = [r for r in warehouse.educations if r["geo_kod"] == "fyrbodal"]
    codes = sorted({str(r["utbildningsgrupp"]) for r in warehouse.education_occupations if r["geo_kod"] == "fyrbodal"})
    rows = [
        {**one, "utbildningsgrupp": code, "utbildning_namn": f"Utbildning {at}", "matchad_forvarvsgrad": rate,
         "rikets_forvarvsgrad": 70.0, "skillnad_mot_riket": None if rate is None else rate - 70, "medelfel": error,
         "befolkning": people, "befolkning_i_kvoten": people}
        for at, (code, (rate, error, people)) in enumerate(zip(codes, rates, strict=False), 1)
    ]  # fmt: skip
    assert len(rows) == len(rates)
    return replace(warehouse, educations=tuple(rows))


def test_an_area_tells_its_largest_educations_and_those_that_surely_differ_from_the_nation(
    database: Callable[..., Path],
):
    warehouse = read_warehouse(database("example"))
    made = told(warehouse, (60.0, 1.0, 900), (75.0, 1.0, 800), (66.0, 9.0, 5000), (None, 1.0, 700))
    found = area_educations(facts_of(made, "fyrbodal"))
    assert [(line.name, line.why, line.matched, line.limits) for line in found.rows] == [
        ("Utbildning 3", "bland dem som flest har", "66,0", "54,5–77,5"),
        ("Utbildning 1", "bland dem som flest har", "60,0", "58,7–61,3"),
        ("Utbildning 2", "längst över riket", "75,0", "73,7–76,3"),
    ]
    assert found.note == LIMITS
    assert found.sentences == (
        "Av utbildningar som leder till ett yrke har flest i Fyrbodal utbildning 3 (högskola, minst 3 år): 5\xa0000 personer.",
        "I en utbildning arbetar en mindre del i yrket än i riket. Längst under riket ligger utbildning 1: 60,0\xa0procent mot "
        "70,0\xa0procent.",
        "I en utbildning arbetar en större del i yrket än i riket. Längst över riket ligger utbildning 2: 75,0\xa0procent mot "
        "70,0\xa0procent.",
    )
    smaller = told(warehouse, *((70.0, 1.0, 5000) for _ in range(3)), (60.0, 1.0, 900))
    assert area_educations(facts_of(smaller, "fyrbodal")).rows[-1].why == "längst under riket"


def test_a_rate_stands_with_its_limits_where_they_are_known_and_the_page_says_what_they_are(
    database: Callable[..., Path],
):
    warehouse = read_warehouse(database("example"))
    made = told(warehouse, (98.0, 3.0, 900), (66.0, None, 800), (None, 1.0, 700))
    limits = {row.name: row.limits for row in education_rows(facts_of(made, "fyrbodal"))}
    assert limits == {"Utbildning 1": "94,2–100,0", "Utbildning 2": "", "Utbildning 3": ""}
    page = education_page(made, "fyrbodal")
    assert page.note.startswith(LIMITS)
    assert '<small style="display:block">(94,2–100,0)</small>' in render_page(page)
    assert LIMITS not in education_page(told(warehouse, (66.0, None, 800)), "fyrbodal").note


def test_chance_is_no_difference_and_a_missing_source_is_said(database: Callable[..., Path]):
    warehouse = read_warehouse(database("example"))
    unsure = area_educations(facts_of(told(warehouse, (60.0, 30.0, 900)), "fyrbodal"))
    assert unsure.sentences[1:] == beside_nation((), ()) == ("Ingen utbildning skiljer sig säkert från riket.",)
    bare = area_educations(facts_of(replace(warehouse, educations=()), "fyrbodal"))
    assert bare.note == ""
    assert (bare.sentences, bare.rows) == (("Underlaget om utbildning saknas.",), ())
