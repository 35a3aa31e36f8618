"""mart.kommun_utbildning: the newest year, where it is enough to read, and why a number is not shown."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.education import MUNICIPALITY_EDUCATIONS
from assets.contracts.pxweb import STAGED_MATCHING
from tests.unit.rows import one, rows, shuffled
from tests.unit.world.world import World

NEWEST = {"ar": 2024, "grupp": "totalt", "matt": "befolkning"}


def made(*given: dict[str, object]) -> pa.Table:
    return World({STAGED_MATCHING: shuffled(rows(STAGED_MATCHING, given))})[MUNICIPALITY_EDUCATIONS]


def test_a_number_is_the_newest_years_and_of_both_sexes():
    here = {"region_kod": "1485", "utbildningsgrupp": "75N"}
    table = made(
        {**here, **NEWEST, "varde": 718},
        {**here, **NEWEST, "ar": 2023, "varde": 700},
        {**here, **NEWEST, "grupp": "kvinnor", "varde": 600},
        {**here, **NEWEST, "matt": "helt matchade", "varde": 500},
        {**here, **NEWEST, "region_kod": "0180", "varde": 9000},
    )
    row = one(table)
    assert (row["geo_namn"], row["delregion_kod"], row["befolkning"], row["ar"]) == ("Uddevalla", "fyrbodal", 718, 2024)
    assert (row["grund"], row["anmarkning"]) == ("observerad", None)


def counted(counts: dict[str, dict[str, int | None]]) -> dict[tuple[str, str], tuple[int | None, str | None]]:
    """Number and remark by education and municipality."""
    table = made(
        *(
            {"region_kod": place, "utbildningsgrupp": education, **NEWEST, "varde": number}
            for education, places in counts.items()
            for place, number in places.items()
        )
    )
    return {(r["utbildningsgrupp"], r["geo_kod"]): (r["befolkning"], r["anmarkning"]) for r in table.to_pylist()}


def test_a_small_number_and_a_protected_one_are_missing_and_say_why():
    said = counted(
        {
            "75N": {"1485": 19, "1488": None, "1487": 20},
            "72F": {"1485": 5, "1488": 6, "1487": 300},
        }
    )
    assert said["75N", "1485"] == (None, "Färre än 20 personer: antalet visas inte.")
    assert said["75N", "1488"] == (None, "Uppgiften är skyddad eller saknas.")
    assert said["75N", "1487"] == (20, None)


def test_a_small_number_that_is_alone_in_a_sum_has_the_next_smallest_with_it():
    said = counted(
        {
            "75N": {"1485": 19, "1488": 40, "1487": 700},
            "72F": {"1485": 90, "1488": 60, "1487": 300},
            "55M": {"1485": 500, "1488": 600, "1487": 800},
        }
    )
    withheld = {at: remark for at, (number, remark) in said.items() if number is None}
    other = "Antalet visas inte: annars kunde ett för litet tal räknas ut ur en summa."
    assert withheld == {
        ("75N", "1485"): "Färre än 20 personer: antalet visas inte.",
        **dict.fromkeys([("75N", "1488"), ("72F", "1485"), ("72F", "1488")], other),
    }


def test_an_education_that_nobody_in_the_delregion_has_is_said_to_be_none():
    said = counted({"75N": {"1485": 0, "1488": 0}, "72F": {"1485": 90, "1488": 60}})
    assert (said["75N", "1485"], said["72F", "1488"]) == ((0, None), (60, None))


def test_without_the_source_there_are_no_rows():
    assert World({STAGED_MATCHING: STAGED_MATCHING.schema.empty_table()})[MUNICIPALITY_EDUCATIONS].num_rows == 0
