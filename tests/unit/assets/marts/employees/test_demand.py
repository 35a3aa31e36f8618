"""mart.anstallda: sums of municipalities, and which register a year is told from."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.pxweb import STAGED_EMPLOYEES, staged_of
from assets.methods.aggregate import PART_MISSING
from assets.reference.occupations import UNKNOWN_SSYK3
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES_2014, SCB_EMPLOYEES_2019
from tests.unit.rows import find, one, rows, tuples
from tests.unit.world.places import COUNTY, IN_COUNTY, NATION
from tests.unit.world.world import World

STAGED_COUNTIES = staged_of(SCB_COUNTY_SSYK4)
NO_COUNTIES = STAGED_COUNTIES.written_schema.empty_table()
STAGED_2019, STAGED_2014 = map(staged_of, (SCB_EMPLOYEES_2019, SCB_EMPLOYEES_2014))
NOBODY = STAGED_EMPLOYEES.written_schema.empty_table()


def staged_employees(value: dict[tuple[str, str], int | None], ssyk3: str = "251", year: int = 2024) -> pa.Table:
    """The county complete: 1 per municipality and sex, 60 in the county and 900 in the nation, but for what is given."""
    usual = {NATION: 900, COUNTY: 60, **dict.fromkeys(IN_COUNTY, 1)}
    numbers = {(code, sex): number for code, number in usual.items() for sex in ("kvinnor", "män")} | value
    found = ((*key, number, None if number is not None else "..") for key, number in numbers.items())
    return tuples(STAGED_EMPLOYEES, "region_kod kon varde status", found, ssyk3=ssyk3, ar=year)


def in_registers(now: pa.Table, in_2019: pa.Table = NOBODY, in_2014: pa.Table = NOBODY) -> pa.Table:
    return World({STAGED_EMPLOYEES: now, STAGED_2019: in_2019, STAGED_2014: in_2014})[EMPLOYEES]


def employees(value: dict[tuple[str, str], int | None]) -> pa.Table:
    return in_registers(staged_employees(value))


def test_delregioner_are_sums_and_others_are_the_sources_own():
    table = employees({("1480", "kvinnor"): 1000})
    women = {row["geo_kod"]: row for row in find(table, kon="kvinnor")}
    assert women["goteborgsregionen"]["varde"] == 1000 + 11
    assert [women[c]["varde"] for c in ("fyrbodal", "borasregionen", "skaraborg")] == [14, 8, 15]
    assert (women["14"]["varde"], women["00"]["varde"]) == (60, 900)
    assert {c: women[c]["grund"] for c in ("00", "14", "1480", "fyrbodal")} == {
        "00": "observerad",
        "14": "observerad",
        "1480": "observerad",
        "fyrbodal": "raknad",
    }
    assert (women["1480"]["geo_niva"], women["1480"]["geo_namn"]) == ("kommun", "Göteborg")
    assert table.num_rows == (1 + 1 + 4 + 49) * 3


def test_totalt_is_women_and_men():
    table = employees({("1480", "kvinnor"): 1000, ("1480", "män"): 7})
    assert one(table, geo_kod="1480", kon="totalt") | {"geo_namn": ""} == {
        "geo_niva": "kommun",
        "geo_kod": "1480",
        "geo_namn": "",
        "ssyk3": "251",
        "kon": "totalt",
        "ar": 2024,
        "varde": 1007,
        "status": None,
        "register": "BAS",
        "grund": "raknad",
    }
    assert one(table, geo_kod="goteborgsregionen", kon="totalt")["varde"] == 1007 + 22


def of_years(number: int, *years: int) -> pa.Table:
    return pa.concat_tables([staged_employees({("1480", "kvinnor"): number}, year=year) for year in years])


def test_a_year_is_that_of_the_newest_register_that_has_it():
    table = in_registers(of_years(30, 2020, 2021), of_years(20, 2019, 2020, 2021), of_years(10, 2018))
    found = {(r["ar"], r["register"]): r["varde"] for r in find(table, geo_kod="goteborgsregionen", kon="kvinnor")}
    assert found == {
        (2018, "RAMS, kontrolluppgifter"): 10 + 11,
        (2019, "RAMS, månadsuppgifter"): 20 + 11,
        (2020, "BAS"): 30 + 11,
        (2021, "BAS"): 30 + 11,
    }


def of_counties(year: int) -> pa.Table:
    return tuples(STAGED_COUNTIES, "region_kod ssyk4 kon varde", [(COUNTY, "2512", "män", 60)], ar=year)


@pytest.mark.parametrize(
    ("counties", "newest"),
    [((2023, 2024), 2024), ((2023,), 2023), ((), 2024), ((2025,), 2024), ((2023, 2024, 2025), 2024)],
    ids=["both have it", "the counties wait", "no counties", "no year in common", "the counties are ahead"],
)
def test_a_year_that_the_counties_do_not_have_yet_waits_for_them(counties, newest):
    rows = pa.concat_tables([of_counties(year) for year in counties]) if counties else NO_COUNTIES
    world = World({STAGED_EMPLOYEES: of_years(30, 2022, 2023, 2024), STAGED_COUNTIES: rows})
    assert sorted({row["ar"] for row in world[EMPLOYEES].to_pylist()}) == [*range(2022, newest + 1)]


def test_without_the_earlier_registers_the_series_begins_with_todays():
    assert {row["ar"] for row in in_registers(of_years(30, 2020)).to_pylist()} == {2020}


def test_a_missing_municipality_makes_the_sum_missing():
    table = employees({("1480", "kvinnor"): None, ("1490", "män"): 0})
    for code, status in (("1480", ".."), ("goteborgsregionen", PART_MISSING)):
        row = one(table, geo_kod=code, kon="kvinnor")
        assert (row["varde"], row["status"]) == (None, status)
        total = one(table, geo_kod=code, kon="totalt")
        assert (total["varde"], total["status"]) == (None, PART_MISSING)
    assert one(table, geo_kod="goteborgsregionen", kon="män")["varde"] == 12
    assert one(table, geo_kod="borasregionen", kon="män")["varde"] == 7
    assert one(table, geo_kod="14", kon="totalt")["varde"] == 120
    assert [r["geo_kod"] for r in find(table, varde=None, kon="totalt")] == ["goteborgsregionen", "1480"]


def both_occupations(unknown: dict[tuple[str, str], int | None]) -> pa.Table:
    return in_registers(pa.concat_tables([staged_employees({}), staged_employees(unknown, ssyk3=UNKNOWN_SSYK3)]))


def test_unknown_occupation_is_in_no_sum_but_its_own():
    places = (NATION, COUNTY, *IN_COUNTY)
    many = both_occupations({(code, sex): 50_000 for code in places for sex in ("kvinnor", "män")})
    missing = both_occupations({("1480", "kvinnor"): None})
    for table in (many, missing):
        assert find(table, ssyk3="251") == employees({}).to_pylist()
        assert len(find(table, ssyk3=UNKNOWN_SSYK3)) == table.num_rows / 2
    assert one(many, ssyk3=UNKNOWN_SSYK3, geo_kod="borasregionen", kon="totalt")["varde"] == 8 * 2 * 50_000
    assert one(missing, ssyk3=UNKNOWN_SSYK3, geo_kod="goteborgsregionen", kon="totalt")["varde"] is None


@pytest.mark.parametrize("code", ["99", "9999"])
def test_those_who_cannot_be_placed_are_in_no_sum_and_have_no_name_that_a_contract_allows(code):
    staged = staged_employees({})
    nowhere = [{**row, "region_kod": code, "varde": 50_000} for row in find(staged, region_kod="1480")]
    table = in_registers(pa.concat_tables([staged, rows(STAGED_EMPLOYEES, nowhere)]))
    placed = [row for row in table.to_pylist() if row["geo_kod"] != code]
    assert placed == employees({}).to_pylist()
    assert {row["geo_namn"] for row in find(table, geo_kod=code)} == {None}
    assert not EMPLOYEES.column("geo_namn").nullable
