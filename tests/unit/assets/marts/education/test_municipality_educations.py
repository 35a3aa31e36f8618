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


def test_a_small_number_and_a_withheld_one_are_missing_and_say_why():
    table = made(
        {"region_kod": "1485", "utbildningsgrupp": "75N", **NEWEST, "varde": 19},
        {"region_kod": "1488", "utbildningsgrupp": "75N", **NEWEST, "varde": None},
        {"region_kod": "1487", "utbildningsgrupp": "75N", **NEWEST, "varde": 20},
    )
    said = {r["geo_kod"]: (r["befolkning"], r["anmarkning"]) for r in table.to_pylist()}
    assert said == {
        "1485": (None, "Färre än 20 personer: antalet visas inte."),
        "1488": (None, "Uppgiften är skyddad eller saknas."),
        "1487": (20, None),
    }


def test_without_the_source_there_are_no_rows():
    assert World({STAGED_MATCHING: STAGED_MATCHING.schema.empty_table()})[MUNICIPALITY_EDUCATIONS].num_rows == 0
