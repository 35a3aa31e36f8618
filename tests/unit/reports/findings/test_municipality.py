"""What is said of a municipality: observed numbers, its delregion's class, and nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from assets.contracts.commuting import ELSEWHERE
from reports.findings.municipality import MunicipalitySheet, municipality_sheets
from reports.warehouse import Warehouse, read_warehouse

Make = Callable[..., Warehouse]


def uddevalla(warehouse: Warehouse) -> MunicipalitySheet:
    return next(sheet for sheet in municipality_sheets(warehouse) if sheet.code == "1485")


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_every_municipality_has_a_page_in_alphabetical_order(warehouse: Make):
    sheets = municipality_sheets(warehouse("example"))
    assert len({sheet.slug for sheet in sheets}) == 49
    assert [sheet.name for sheet in sheets[:2]] == ["Ale", "Alingsås"]
    assert [sheet.name for sheet in sheets[-2:]] == ["Åmål", "Öckerö"]


def test_largest_occupations_stand_with_the_delregions_class(warehouse: Make):
    sheet = uddevalla(warehouse("example"))
    assert (sheet.delregion, sheet.slug) == ("Fyrbodal", "1485_uddevalla")
    (first,) = sheet.largest
    assert (first.code, first.employees.shown, first.posts.shown, first.rate.shown) == ("222+223", "100", "20", "20,0")
    assert (first.tile.area, first.tile.word) == ("Fyrbodal", "tydliga tecken på brist")
    assert sheet.to_take_up == (), "it stands among the largest"
    assert sheet.cannot_say.startswith("En kommun får ingen egen klass: klassen gäller Fyrbodal.")


def test_an_occupation_to_take_up_that_is_too_small_is_named_without_its_numbers(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update mart.kommun_yrke set anstallda = null, platser_rensade = null, platser_per_100_anstallda = null"
        )
    sheet = uddevalla(read_warehouse(path))
    assert sheet.largest == ()
    (chosen,) = sheet.to_take_up
    assert (chosen.code, chosen.employees.shown, chosen.rate.shown) == ("222+223", "..", "..")


def test_commuting_names_the_largest_known_flows_within_the_county(warehouse: Make):
    assert uddevalla(warehouse("example")).commuting == (
        "Sysselsatta 15–74 år, 2024. Den som arbetar i ett annat land är inte med.",
        "Flest i länet åker till: Trollhättan 913, Vänersborg 433. I andra län arbetar 2\xa0000.",
        "Flest i länet kommer från: Vänersborg 698.",
    )
    assert next(s for s in municipality_sheets(warehouse("example")) if s.name == "Tanum").commuting == ()


def test_flows_to_other_counties_that_are_protected_are_said_to_be(warehouse: Make):
    made = warehouse("example")
    hidden = tuple({**r, "varde": None} if r["arbete_kod"] == ELSEWHERE else r for r in made.commuting)
    _, out, _ = uddevalla(replace(made, commuting=hidden)).commuting
    assert out.endswith("I andra län arbetar ett antal som är skyddat.")


def test_the_rate_beside_says_how_many_municipalities_it_is_of_when_one_is_not_known(database: Callable[..., Path]):
    path = database("example")
    rate, women, older = uddevalla(read_warehouse(path)).numbers
    assert (rate.shown, rate.beside) == ("2,0", "Fyrbodal 2,0 · länet 2,0")
    assert women.shown.endswith("%")
    assert (older.label, plain(older.shown), plain(older.beside)) == ("Anställda 55–64 år", "30,0 %", "länet 30,0 %")
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.kommuner set anstallda = null where geo_namn = 'Ale'")
    assert (
        uddevalla(read_warehouse(path)).numbers[0].beside
        == "Fyrbodal 2,0 · länet 2,0 (48 av 49 kommuner, resten okänd)"
    )
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.kommuner set annonserade_platser = null")
    assert uddevalla(read_warehouse(path)).numbers[0].beside == "Fyrbodal .. · länet .."


def test_a_lead_never_counts_two_dots(warehouse: Make):
    made = warehouse("example")

    def lead(**hidden: str | None) -> str:
        rows = tuple({**r, **hidden} if r["geo_kod"] == "1485" else r for r in made.municipalities)
        return plain(" ".join(uddevalla(replace(made, municipalities=rows)).lead))

    assert re.match(r"[\d ]+ arbetar här, [\d ]+ kvinnor och [\d ]+ män \(november \d{4}\)\.", lead())
    assert re.match(r"[\d ]+ arbetar här \(november \d{4}\)\.", lead(anstallda_kvinnor=None))
    remark = "Minst en uppgift om anställda är skyddad eller saknas."
    nothing = lead(anstallda=None, inskrivna_arbetslosa=None, anmarkning=remark)
    assert "Hur många som arbetar här går inte att säga" in nothing
    assert (
        "Ett medeltal av inskrivna arbetslösa samma månader går inte att räkna, för minst en uppgift är skyddad"
        in nothing
    )
    assert (nothing.endswith(remark), ".." in nothing) == (True, False)


def test_employers_are_not_shown_where_a_share_is_unknown(database: Callable[..., Path]):
    path = database("example")
    assert uddevalla(read_warehouse(path)).employers == (), "the small warehouse has no municipalities' sectors"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into mart.sektor by name select * replace ('kommun' as geo_niva, '1485' as geo_kod) from mart.sektor "
            "where geo_kod = 'fyrbodal' and kon = 'totalt' and manad = '2026-08'"
        )
    sheet = uddevalla(read_warehouse(path))
    assert {part.shown.replace("\xa0", " ") for part in sheet.employers} == {"10 %"}
    assert sheet.employers_month == "augusti 2026"
    *_, public = sheet.numbers
    assert (public.label, plain(public.shown)) == ("Arbetar hos kommun, region eller stat", "30 %")
    assert plain(public.beside).startswith("Fyrbodal 30 % · länet ")


def test_ages_are_three_groups_beside_the_countys(database: Callable[..., Path]):
    path = database("example")
    ages = uddevalla(read_warehouse(path)).ages
    assert ages.sentence == "Anställda 16–64 år med arbetsplats här, november 2024."
    assert [(g.name, plain(g.shown), plain(g.county)) for g in ages.groups] == [
        ("under 25 år", "10,0 %", "10,0 %"),
        ("25–54 år", "60,0 %", "60,0 %"),
        ("55–64 år", "30,0 %", "30,0 %"),
    ]
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.alder_kommun set andel = null where geo_kod = '1485' and alder = '60-64'")
    ages = uddevalla(read_warehouse(path)).ages
    assert [g.shown for g in ages.groups][-1] == ".."
    assert ages.sentence.endswith("Två punkter (..): skyddat eller för få.")


def test_an_age_that_lies_in_two_groups_is_not_forced_into_one(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.alder_kommun set alder = '16-54' where alder = '25-54'")
    assert uddevalla(read_warehouse(path)).ages.groups == ()


def test_the_registered_are_named_by_the_groups_that_are_asked_about(warehouse: Make):
    people = uddevalla(warehouse("example")).registered
    assert people.sentence == "Andel av de inskrivna arbetslösa som bor här, augusti 2026."
    assert [(g.name, plain(g.shown), plain(g.county)) for g in people.groups] == [
        ("utrikes födda", "40,0 %", "38,0 %"),
        ("utan arbete mer än 12 månader", "40,0 %", "38,0 %"),
    ]
    tanum = next(s for s in municipality_sheets(warehouse("example")) if s.name == "Tanum")
    assert tanum.registered.groups == ()
