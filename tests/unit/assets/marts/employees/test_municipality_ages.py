"""mart.alder_kommun: all occupations together, beside the delregion and the county, and when too many ages are unknown."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES, MUNICIPALITY_AGES
from assets.contracts.pxweb import staged_of
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE
from tests.unit.rows import one, rows, shuffled
from tests.unit.world.places import geo
from tests.unit.world.world import World

UDDEVALLA, MELLERUD = "1485", "1461"


def made(hidden: int = 0, small: bool = False) -> pa.Table:
    """Women in two occupations and men in one; some of the older women of Uddevalla may be protected."""
    size = 1 if small else 10
    counted = {
        (UDDEVALLA, "222", "16-54", "kvinnor"): 6 * size,
        (UDDEVALLA, "0002", "16-54", "kvinnor"): size,
        (UDDEVALLA, "222", "55-64", "kvinnor"): None if hidden else 3 * size,
        (UDDEVALLA, "222", "16-54", "män"): 10 * size,
        (MELLERUD, "222", "55-64", "kvinnor"): 100,
        ("14", "222", "16-54", "kvinnor"): 300,
        ("14", "222", "55-64", "kvinnor"): 100,
    }
    ages = rows(
        staged_of(SCB_MUNICIPALITY_AGE),
        (
            {"region_kod": place, "ssyk3": code, "alder": age, "kon": sex, "ar": 2024, "varde": number}
            for (place, code, age, sex), number in counted.items()
        ),
    )
    whole = {
        (UDDEVALLA, "kvinnor"): 7 * size + (hidden or 3 * size),
        (UDDEVALLA, "män"): 10 * size,
        (UDDEVALLA, "totalt"): 17 * size + (hidden or 3 * size),
        (MELLERUD, "kvinnor"): 100,
        (MELLERUD, "totalt"): 100,
    }
    employees = rows(
        EMPLOYEES,
        (
            {**geo(place), "ssyk3": "222", "kon": sex, "ar": year, "varde": number}
            for (place, sex), number in whole.items()
            for year in (2023, 2024)
        ),
        register="BAS",
        grund="observerad",
    )
    return World({staged_of(SCB_MUNICIPALITY_AGE): shuffled(ages), EMPLOYEES: shuffled(employees)})[MUNICIPALITY_AGES]


def of(table: pa.Table, age: str, sex: str = "kvinnor", place: str = UDDEVALLA) -> dict[str, object]:
    return one(table, geo_kod=place, alder=age, kon=sex)


def test_occupations_are_summed_and_the_share_is_of_those_of_known_age():
    row = of(made(), "16-54")
    assert (row["anstallda"], row["andel"], row["ar"], row["anmarkning"]) == (70, pytest.approx(0.7), 2024, None)
    assert (row["geo_namn"], row["delregion_kod"]) == ("Uddevalla", "fyrbodal")
    assert of(made(), "16-54", "totalt")["anstallda"] == 170


def test_the_delregion_is_its_municipalities_and_the_county_is_its_own():
    row = of(made(), "55-64")
    assert row["andel_delregion"] == pytest.approx(130 / 200)
    assert row["andel_lan"] == pytest.approx(100 / 400)


def test_a_few_protected_ages_are_left_out_and_many_leave_nothing():
    row = of(made(hidden=7), "16-54")
    assert (row["anstallda"], row["andel"]) == (70, pytest.approx(1.0))
    row = of(made(hidden=8), "16-54")
    assert (row["anstallda"], row["andel"]) == (None, None)
    assert row["anmarkning"] == "Åldern är skyddad eller okänd för mer än en tiondel av de anställda."


def test_a_sex_that_is_not_shown_does_not_follow_from_both():
    both = of(made(hidden=8), "16-54", "totalt")
    assert (both["anstallda"], both["andel"]) == (None, None)
    assert both["anmarkning"] == "Åldern är skyddad eller okänd för mer än en tiondel av kvinnorna eller männen."
    assert of(made(hidden=8), "16-54", "män")["anstallda"] == 100


def test_few_employees_have_no_share():
    row = of(made(small=True), "16-54")
    assert (row["anstallda"], row["andel"], row["anmarkning"]) == (7, None, "Färre än 50 anställda: ingen andel visas.")


def test_without_the_source_there_are_no_rows():
    assert World({})[MUNICIPALITY_AGES].num_rows == 0
