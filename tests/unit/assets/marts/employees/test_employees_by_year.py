"""mart.anstallda_per_ar: a group is the sum of its occupations, in the register of the year."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.employees import EMPLOYEES, EMPLOYEES_BY_YEAR
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import geo
from tests.unit.world.world import World

RAMS = "RAMS, kontrolluppgifter"


def made(midwives: int | None = 40) -> pa.Table:
    """In the nation, the county, a delregion and a municipality; of 2014 midwives may be missing."""
    employees = rows(
        EMPLOYEES,
        (
            {**geo(area), "ssyk3": code, "kon": sex, "ar": year, "register": register, "varde": number}
            for area in ("00", "14", "fyrbodal", "1485")
            for year, register in ((2014, RAMS), (2024, "BAS"))
            for code, number in (("222", 60), ("223", midwives if year == 2014 else 40), ("0002", 9))
            for sex in ("totalt", "kvinnor")
        ),
        grund="observerad",
    )
    return World({EMPLOYEES: shuffled(employees)})[EMPLOYEES_BY_YEAR]


def test_a_group_is_the_sum_of_its_occupations_in_every_year_and_area():
    table = made()
    assert {row["geo_kod"] for row in table.to_pylist()} == {"00", "14", "fyrbodal"}
    for area in ("00", "14", "fyrbodal"):
        found = find(table, geo_kod=area, yrke_kod="222+223")
        assert [(row["ar"], row["varde"], row["register"]) for row in found] == [(2014, 100, RAMS), (2024, 100, "BAS")]
        assert {(row["yrke_namn"], row["status"]) for row in found} == {("Sjuksköterskor", None)}


def test_unknown_occupation_is_no_group():
    assert {row["yrke_kod"] for row in made().to_pylist()} == {"222+223"}


def test_a_missing_part_leaves_no_sum():
    row = one(made(midwives=None), geo_kod="14", ar=2014)
    assert (row["varde"], row["status"]) == (None, "del saknas")
    assert one(made(midwives=None), geo_kod="14", ar=2024)["varde"] == 100
