"""mart.anstallda_alla_yrken: everybody in an area, and what is said when a number is not shown."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.employees import EMPLOYEES, EMPLOYEES_IN_ALL
from assets.contracts.places import DIM_GEO
from assets.contracts.words import BAS, RAMS_STATEMENTS
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import geo
from tests.unit.world.world import World


def made(protected: int | None = 5, without: str = "") -> pa.Table:
    """Two occupations and unknown in the county and in every municipality of Fyrbodal; of 2014 one number may be missing."""
    places = [row["geo_kod"] for row in find(World({})[DIM_GEO], geo_niva="kommun", delregion_kod="fyrbodal")]
    stated = rows(
        EMPLOYEES,
        (
            {**geo(area), "ssyk3": code, "kon": sex, "ar": year, "register": register,
             "varde": protected if (area, code, sex, year) == (places[0], "222", "män", 2014) else 5}
            for area in ("14", *places)
            for year, register in ((2014, RAMS_STATEMENTS), (2024, BAS))
            for code in ("222", "223", "0002")
            for sex in ("kvinnor", "män")
            if (area, year) != (without, 2014)
        ),
        grund="observerad",
    )  # fmt: skip
    return World({EMPLOYEES: shuffled(stated)})[EMPLOYEES_IN_ALL]


def test_everybody_is_counted_also_those_of_unknown_occupation():
    table = made()
    municipalities = 14
    found = find(table, geo_kod="fyrbodal", kon="totalt")
    assert [(row["ar"], row["register"], row["varde"], row["minst"], row["status"]) for row in found] == [
        (2014, RAMS_STATEMENTS, 30 * municipalities, 30 * municipalities, None),
        (2024, BAS, 30 * municipalities, 30 * municipalities, None),
    ]
    assert one(table, geo_kod="14", kon="män", ar=2024)["varde"] == 15
    assert {row["geo_niva"] for row in table.to_pylist()} == {"lan", "delregion"}


def test_where_a_number_is_not_shown_there_is_no_sum_but_one_of_the_others():
    table = made(protected=None)
    both = one(table, geo_kod="fyrbodal", kon="totalt", ar=2014)
    assert (both["varde"], both["minst"], both["tal_som_saknas"]) == (None, 14 * 30 - 5, 1)
    assert both["status"] == "del saknas"
    assert one(table, geo_kod="fyrbodal", kon="kvinnor", ar=2014)["varde"] == 14 * 15


def test_a_year_that_lacks_a_municipality_has_no_sum():
    row = one(made(without="1485"), geo_kod="fyrbodal", kon="totalt", ar=2014)
    assert (row["varde"], row["status"], row["tal_som_saknas"]) == (None, "del saknas", 0)
