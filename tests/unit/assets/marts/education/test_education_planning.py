"""mart.dim_utbildning and mart.utbildningsplanering: what an education is called, and everything beside it as it stands elsewhere."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES
from assets.contracts.education_planning import DIM_EDUCATION, EDUCATION_PLANNING
from assets.contracts.model import TableContract
from assets.contracts.places import DIM_GEO
from assets.marts.places.dimensions import dim_geo
from assets.reference.educations import education_groups
from assets.reference.orders import education_orders
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import COUNTY, DELREGIONER, geo
from tests.unit.world.world import World

SOME_MANY, NONE = "många annonser per anställd", "inga tydliga tecken"
OF_EDUCATION = {
    "utbildningsgrupp": "73O",
    "befolkning": 400,
    "befolkning_i_kvoten": 400,
    "helt_matchade": 240,
    "delvis_matchade": 20,
    "inte_matchade": 60,
    "uppgift_saknas": 10,
    "matchad_forvarvsgrad": 60.0,
    "rikets_forvarvsgrad": 55.0,
    "medelfel": 2.45,
    "anmarkning": "Ålder saknas: för få, eller skyddad.",
}


def educations(**changed: Any) -> pa.Table:
    """Assistant nurses of Fyrbodal in 2024; in 2021, and women alone, other numbers."""
    given = [
        {**geo("fyrbodal"), "kon": sex, "ar": year, **OF_EDUCATION, **changed}
        if (sex, year) == ("totalt", 2024)
        else {**geo("fyrbodal"), "kon": sex, "ar": year, **OF_EDUCATION, "befolkning": 7, "matchad_forvarvsgrad": 9.0}
        for sex in ("totalt", "kvinnor")
        for year in (2021, 2024)
    ]
    return rows(EDUCATION, given)


def graduated() -> pa.Table:
    """Of the county 90 in 2023 and 120 in 2024, of the nation more; 2025 is not counted yet."""
    numbers = {2023: 90, 2024: 120, 2025: None}
    return rows(
        GRADUATES,
        (
            {**geo(place), "utbildningsgrupp": "73O", "kon": sex, "ar": year, "examinerade": n and more * n}
            for place, more in ((COUNTY, 1), ("00", 10))
            for sex in ("totalt", "kvinnor")
            for year, n in numbers.items()
        ),
    )


def links(**ahead: Any) -> pa.Table:
    """Two occupations in Fyrbodal, of which one has many ads; nothing is known of the second in ten years."""
    said = {"ar_om_fem": 2029, "ar_om_tio": 2034, "behov_om_fem": "ökande", "behov_om_tio": "osäkert", **ahead}
    first = {"yrke_kod": "532", "yrke_namn": "Undersköterskor", "signaler": SOME_MANY, **said}
    second = {"yrke_kod": "533", "yrke_namn": "Vårdbiträden", "signaler": NONE, **said, "behov_om_tio": None}
    return rows(
        EDUCATION_OCCUPATIONS, ({**geo("fyrbodal"), "utbildningsgrupp": "73O", **row} for row in (first, second))
    )


def world(**given: pa.Table) -> World:
    contracts: dict[str, TableContract] = {
        "educations": EDUCATION,
        "graduated": GRADUATES,
        "links": EDUCATION_OCCUPATIONS,
    }
    tables = {"educations": educations(), "graduated": graduated(), "links": links(), **given}
    stated = {contracts[name]: shuffled(table) for name, table in tables.items()}
    return World({**stated, DIM_GEO: DIM_GEO.conform(dim_geo(COUNTY))})


def planned(code: str = "73O", area: str = "fyrbodal", **given: pa.Table) -> dict[str, Any]:
    return one(world(**given)[EDUCATION_PLANNING], geo_kod=area, utbildningsgrupp=code)


def test_every_education_has_a_row_with_what_it_is_called():
    table = World({})[DIM_EDUCATION]
    assert [row["utbildningsgrupp"] for row in table.to_pylist()] == [group.code for group in education_groups()]
    care = one(table, utbildningsgrupp="73O")
    assert (care["gymnasieprogram"], care["komvux"]) == (
        "Vård- och omsorgsprogrammet (VO)",
        "Yrkesvux med samma ämnen som programmet",
    )
    assert (care["yh_omrade"], care["hogskoleexamen"], care["koppling"], care["allman"]) == (
        None,
        None,
        "namnet",
        "nej",
    )
    assert one(table, utbildningsgrupp="15S")["hogskoleexamen"] == "Speciallärarexamen · Specialpedagogexamen"
    police = one(table, utbildningsgrupp="85P")
    assert (police["koppling"], police["skal"]) == ("ingen koppling", education_orders()["85P"].said)
    assert {row["allman"] for row in find(table, utbildningsgrupp="03A")} == {"ja"}


def test_every_education_has_a_row_in_the_county_and_each_delregion():
    table = world()[EDUCATION_PLANNING]
    pairs = {(row["geo_kod"], row["utbildningsgrupp"]) for row in table.to_pylist()}
    assert pairs == {(area, group.code) for area in (*DELREGIONER, COUNTY) for group in education_groups()}
    assert table.num_rows == len(pairs)


def test_the_numbers_are_those_of_the_newest_year_and_both_sexes():
    row = planned()
    assert (row["ar"], row["befolkning"], row["matchad_forvarvsgrad"], row["rikets_forvarvsgrad"]) == (
        2024,
        400,
        60.0,
        55.0,
    )
    assert (row["nedre"], row["ovre"]) == pytest.approx((60 - 1.2816 * 2.45, 60 + 1.2816 * 2.45))
    assert row["mot_riket"] == "över riket"
    assert row["anmarkning"] is None


def test_who_works_in_no_occupation_at_all_does_not_work():
    assert planned()["arbetar_inte"] == pytest.approx(17.5)
    hidden = planned(educations=educations(delvis_matchade=None))
    assert (hidden["arbetar_inte"], hidden["matchad_forvarvsgrad"]) == (None, 60.0)
    assert hidden["anmarkning"].startswith("Hur många som inte arbetar visas inte")


def test_the_graduates_are_the_countys_in_every_area_and_of_the_newest_year_that_is_counted():
    for area in ("fyrbodal", "skaraborg", COUNTY):
        row = planned(area=area)
        assert (row["ar_examinerade"], row["examinerade_lan"]) == (2024, 120)


def test_occupations_are_listed_under_their_class_and_never_as_one():
    row = planned()
    assert row["yrken"] == 2
    assert row["yrken_nu"] == f"{SOME_MANY} (1): Undersköterskor; {NONE} (1): Vårdbiträden"
    assert (row["ar_om_fem"], row["yrken_om_fem"]) == (2029, "ökande (2): Undersköterskor · Vårdbiträden")
    assert (row["ar_om_tio"], row["yrken_om_tio"]) == (
        2034,
        "osäkert (1): Undersköterskor; går inte att säga (1): Vårdbiträden",
    )


def test_there_is_no_sum_of_need_per_education():
    names = [c.name for c in EDUCATION_PLANNING.columns if c.unit == "personer"]
    assert names == ["examinerade_lan", "befolkning"]


def test_a_rate_that_is_within_chance_or_missing_says_so():
    assert planned(educations=educations(medelfel=5.0))["mot_riket"] == "ryms i slumpen"
    hidden = planned(educations=educations(matchad_forvarvsgrad=None, medelfel=None, befolkning_i_kvoten=20))
    assert (hidden["matchad_forvarvsgrad"], hidden["nedre"], hidden["ovre"], hidden["mot_riket"]) == (None,) * 4
    assert hidden["anmarkning"] == "Förvärvsgraden visas inte: färre än 30 personer."


def test_what_is_said_of_the_rate_comes_along_and_what_is_said_of_ages_does_not():
    lost = planned(educations=educations(uppgift_saknas=200))
    assert lost["anmarkning"] == "Mer än var femte som arbetar har okänt yrke: läs med försiktighet."


def test_without_any_source_the_names_stand_and_the_rest_has_its_reason():
    bare = {name: table.slice(0, 0) for name, table in (("educations", educations()), ("graduated", graduated()))}
    row = planned(**bare, links=links(behov_om_fem=None, behov_om_tio=None))
    assert row["gymnasieprogram"] == "Vård- och omsorgsprogrammet (VO)"
    assert (row["ar"], row["befolkning"], row["ar_examinerade"], row["examinerade_lan"]) == (None,) * 4
    assert (row["yrken_om_fem"], row["yrken_om_tio"]) == (None, None)
    assert row["anmarkning"] == (
        "Antalet examinerade är skyddat eller saknas. Uppgift om dem som har utbildningen saknas. "
        "Yrkenas behov på lång sikt går inte att säga."
    )


def test_an_education_that_leads_nowhere_says_so():
    assert planned("53A")["anmarkning"].endswith("Inget yrke är länkat.")
    assert planned("53A")["yrken"] == 0
    general = one(
        world(educations=educations(utbildningsgrupp="03A", matchad_forvarvsgrad=None))[EDUCATION_PLANNING],
        geo_kod="fyrbodal",
        utbildningsgrupp="03A",
    )
    assert general["anmarkning"].endswith(
        "Utbildningen leder inte till ett visst yrke: ingen matchad förvärvsgrad räknas."
    )
