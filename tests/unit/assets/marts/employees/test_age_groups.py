"""mart.alder_yrke_grupper: every age group's share, of the same people as mart.alder_yrke counts."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.employees import AGE_GROUPS, EMPLOYEES, OCCUPATION_AGES
from assets.contracts.registry import contract
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import geo
from tests.unit.world.world import World

STAGED = contract("staged.anstallda_alder")
AGES = {"16-24": 10, "25-54": 60, "55-64": 30}


def made(protected: int | None = 60, later: bool = False) -> tuple[pa.Table, pa.Table]:
    """Nursing assistants of two municipalities and the county; in one of them an age of the men may not be known.

    ``later`` adds a year that the register does not have yet, in which everybody is young.
    """
    places = {"00": 90, "14": 9, "1485": 2, "1430": 1}
    staged = rows(
        STAGED,
        (
            {"region_kod": place, "ssyk3": "532", "kon": sex, "alder": age, "ar": year,
             "varde": 7 * (age == "16-24") if year > 2024
                      else protected if (place, sex, age) == ("1430", "män", "25-54") else times * number}
            for year in (2024, 2025)[: 1 + later]
            for place, times in places.items()
            for sex in ("kvinnor", "män")
            for age, number in AGES.items()
        ),
    )  # fmt: skip
    whole = rows(
        EMPLOYEES,
        (
            {**geo(area), "ssyk3": "532", "kon": sex, "ar": 2024, "register": "BAS",
             "varde": 100 * times * (2 if sex == "totalt" else 1)}
            for area, times in ({**places, "fyrbodal": 3}).items()
            for sex in ("totalt", "kvinnor", "män")
        ),
        grund="observerad",
    )  # fmt: skip
    world = World({STAGED: shuffled(staged), EMPLOYEES: whole})
    return world[AGE_GROUPS], world[OCCUPATION_AGES]


@pytest.mark.parametrize("later", [False, True])
def test_the_shares_are_of_all_whose_age_is_known_in_the_year_that_the_register_has(later: bool):
    table, _ = made(later=later)
    for area in ("00", "14", "fyrbodal"):
        found = find(table, geo_kod=area, yrke_kod="532")
        assert {row["alder"]: row["andel"] for row in found} == pytest.approx(
            {"16-24": 0.1, "25-54": 0.6, "55-64": 0.3}
        )
        assert {row["anmarkning"] for row in found} == {None}
    assert {row["geo_niva"] for row in table.to_pylist()} == {"riket", "lan", "delregion"}


def test_where_too_few_ages_are_known_nothing_is_shown_and_the_reason_is_the_same():
    table, shares = made(protected=None)
    reason = one(shares, geo_kod="fyrbodal", yrke_kod="532", yrkesniva="ssyk3", kon="totalt")["anmarkning"]
    assert reason
    assert {(row["andel"], row["anmarkning"]) for row in find(table, geo_kod="fyrbodal", yrke_kod="532")} == {
        (None, reason)
    }
    assert one(table, geo_kod="14", yrke_kod="532", alder="55-64")["andel"] == pytest.approx(0.3)


def test_without_the_source_there_are_no_rows():
    assert World({})[AGE_GROUPS].num_rows == 0
