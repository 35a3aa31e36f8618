"""mart.alder_yrke: who is 55–64 in an occupation, by area."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES
from assets.contracts.registry import contract
from assets.marts.employees.ages import occupation_ages
from assets.marts.employees.demand import employees
from assets.marts.places.dimensions import dim_geo
from assets.reference.areas import delregioner
from tests.unit.rows import tuples

GEO = dim_geo("14")
FYRBODAL = next(d for d in delregioner("14") if d.code == "fyrbodal").municipalities
MUNICIPALITIES = [m for d in delregioner("14") for m in d.municipalities]
AGES, STAGED = contract("staged.anstallda_alder"), contract("staged.anstallda")
NUMBERS = {
    ("222", "kvinnor"): (40, 14, 6),
    ("222", "män"): (4, 1, 0),
    ("223", "kvinnor"): (10, 2, 2),
    ("223", "män"): (1, 1, 0),
}
"""Per municipality, of an occupation and sex: 16–54, 55–59 and 60–64 years."""
GROUPS = ("16-54", "55-59", "60-64")
Change = dict[tuple[str, str, str, str], int | None]
"""Area, occupation, sex and group of ages → another number."""


def numbers(change: Change, place: str, ssyk3: str, sex: str) -> list[int | None]:
    times = {"00": 490, "14": 49}.get(place, 1)
    return [
        change.get((place, ssyk3, sex, group), times * number)
        for group, number in zip(GROUPS, NUMBERS[ssyk3, sex], strict=True)
    ]


def made(
    change: Change | None = None, counted: Change | None = None, year: int = 2024
) -> dict[tuple[str, str, str], dict[str, Any]]:
    """By area, occupation and sex; ``counted`` changes the ages as everybody's number is counted."""
    places = ("00", "14", *MUNICIPALITIES)
    cells = [(place, ssyk3, sex) for place in places for ssyk3, sex in NUMBERS]
    aged = [
        (*cell, group, number)
        for cell in cells
        for group, number in zip(GROUPS, numbers(change or {}, *cell), strict=True)
    ]
    everybody = [(*cell, sum(n or 0 for n in numbers(counted or {}, *cell))) for cell in cells]
    staged = tuples(AGES, "region_kod ssyk3 kon alder varde", aged, ar=year)
    whole = tuples(STAGED, "region_kod ssyk3 kon varde", everybody, ar=2024)
    nothing = [contract(f"staged.anstallda_{name}").schema.empty_table() for name in ("2019", "2014", "ssyk4")]
    table = occupation_ages(staged, EMPLOYEES.conform(employees(whole, *nothing, GEO, "14")), GEO, "14")
    return {(r["geo_kod"], r["yrke_kod"], r["kon"]): r for r in OCCUPATION_AGES.conform(table).to_pylist()}


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["anstallda"], row["anstallda_55_64"], row["andel_55_64"]


def test_those_of_55_and_more_are_a_share_of_all_in_every_kind_of_area():
    rows = made()
    assert told(rows["fyrbodal", "222", "totalt"]) == (14 * 65, 14 * 21, pytest.approx(21 / 65))
    assert told(rows["fyrbodal", "222", "män"]) == (14 * 5, 14, pytest.approx(1 / 5))
    assert told(rows["14", "222", "kvinnor"]) == (49 * 60, 49 * 20, pytest.approx(1 / 3))
    assert told(rows["00", "222", "totalt"]) == (490 * 65, 490 * 21, pytest.approx(21 / 65))
    assert told(rows["1485", "222", "totalt"]) == (65, 21, pytest.approx(21 / 65))
    assert {r["geo_niva"] for r in rows.values()} == {"riket", "lan", "delregion", "kommun"}
    assert {(r["ar"], r["grund"]) for r in rows.values()} == {(2024, "raknad")}
    assert rows["1485", "222", "totalt"]["yrke_namn"] == "Sjuksköterskor"


def test_a_redovisningsgrupp_is_its_occupations_together():
    row = made()["fyrbodal", "222+223", "totalt"]
    assert told(row) == (14 * 81, 14 * 26, pytest.approx(26 / 81))
    assert (row["yrkesniva"], row["yrke_namn"]) == ("redovisningsgrupp", "Sjuksköterskor")


def test_the_county_and_the_nation_stand_beside():
    rows = made({("14", "222", "kvinnor", "60-64"): 0, ("00", "222", "kvinnor", "60-64"): 0}, {
        ("14", "222", "kvinnor", "60-64"): 0, ("00", "222", "kvinnor", "60-64"): 0})  # fmt: skip
    beside = [
        (r["andel_55_64_lan"], r["andel_55_64_riket"])
        for r in (rows[a, "222", "kvinnor"] for a in ("fyrbodal", "14", "00"))
    ]
    share = pytest.approx(14 / 54)
    assert beside == [(share, share), (None, share), (None, None)]
    assert rows["fyrbodal", "222", "kvinnor"]["andel_55_64"] == pytest.approx(1 / 3)


def test_few_employees_have_no_share_and_the_reason():
    row = made()["1485", "222", "män"]
    assert told(row) == (5, 1, None)
    assert row["anmarkning"] == "Färre än 50 anställda: ingen andel visas."
    assert made()["1485", "222", "kvinnor"]["anmarkning"] is None


def test_a_protected_municipality_is_in_neither_count_and_too_many_leave_nothing():
    one = made({(FYRBODAL[0], "222", "kvinnor", "60-64"): None})
    assert told(one["fyrbodal", "222", "kvinnor"]) == (13 * 60, 13 * 20, pytest.approx(1 / 3))
    assert told(one["fyrbodal", "222", "totalt"]) == (13 * 65, 13 * 21, pytest.approx(21 / 65))
    assert told(one[FYRBODAL[0], "222", "kvinnor"]) == (None, None, None)
    hidden = "Åldern är skyddad eller okänd för mer än en tiondel av de anställda."
    assert one[FYRBODAL[0], "222", "kvinnor"]["anmarkning"] == hidden
    two = made({(m, "222", "kvinnor", "60-64"): None for m in FYRBODAL[:2]})
    assert told(two["fyrbodal", "222", "kvinnor"]) == (None, None, None)
    assert two["fyrbodal", "222", "kvinnor"]["anmarkning"] == hidden
    # The other sex is known for itself.
    assert told(two["fyrbodal", "222", "män"]) == (14 * 5, 14, pytest.approx(1 / 5))


def test_what_is_counted_twice_is_not_shown():
    row = made(counted={("14", "222", "kvinnor", "16-54"): 0})["14", "222", "kvinnor"]
    assert told(row) == (None, None, None)


def test_without_its_source_or_its_year_there_are_no_rows():
    assert made(year=2023) == {}
    empty = occupation_ages(AGES.schema.empty_table(), EMPLOYEES.schema.empty_table(), GEO, "14")
    assert OCCUPATION_AGES.conform(empty).num_rows == 0


@settings(deadline=None, max_examples=10)
@given(st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=14, max_size=14))
def test_a_share_is_of_those_who_are_known_and_never_of_fewer_than_nine_tenths(older):
    change: Change = {(m, "222", "kvinnor", "60-64"): n for m, n in zip(FYRBODAL, older, strict=True)}
    row = made(change, {k: 6 if n is None else n for k, n in change.items()})["fyrbodal", "222", "kvinnor"]
    known = [n for n in older if n is not None]
    people, whole = sum(54 + n for n in known), sum(54 + (6 if n is None else n) for n in older)
    if whole - people <= 0.1 * whole:
        assert told(row) == (people, sum(14 + n for n in known), pytest.approx(sum(14 + n for n in known) / people))
    else:
        assert told(row) == (None, None, None)
