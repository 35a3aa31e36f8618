"""mart.ersattningsbehov: who leaves an occupation, and whose ages it rests on."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.registry import contract
from assets.marts.employees.demand import employees
from assets.marts.long_term.replacement import replacement
from assets.marts.places.dimensions import dim_geo
from assets.methods.replacement_demand import PRIOR
from assets.reference.areas import delregioner
from tests.unit.rows import tuples

GEO = dim_geo("14")
MUNICIPALITIES = [m for d in delregioner("14") for m in d.municipalities]
NATION, AGES, STAGED = (
    contract(f"staged.{name}") for name in ("anstallda_alder_riket", "anstallda_alder", "anstallda")
)
OLDER = ("45-49", "50-54", "55-59", "60-64")
YEARS = {2020: (1000, 900, 800, 500), 2024: (980, 960, 830, 520)}
RHO5 = (0.955204, 0.939267, 0.671879)
"""Of longterm's worked example; an occupation that is all of its SSYK2 is not moved by shrinking."""
Change = dict[tuple[str, str, str], int | None]
"""Area, sex and age → another number."""


def made(
    change: Change | None = None,
    young: int = 6710,
    unknown: int = 0,
    without: int = 0,
    projected: pa.Table | None = None,
) -> dict[tuple[str, str, str, int], Any]:
    """One occupation; in the county men and women are half of the nation each, in each municipality they are ten of an age."""
    nation = [
        (code, "kvinnor", age, year, number)
        for year, counts in YEARS.items()
        if year != without
        for code, numbers in (("2221", (young, *counts)), ("0002", (unknown,) * 5))
        for age, number in zip(("16-44", *OLDER), numbers, strict=True)
    ] + [
        (code, "män", age, year, 0)
        for code in ("2221", "0002")
        for age in ("16-44", *OLDER)
        for year in YEARS
        if year != without
    ]
    places = {"14": 49, **dict.fromkeys(MUNICIPALITIES, 1)}
    ages = [
        (place, "222", sex, age, (change or {}).get((place, sex, age), 10 * size))
        for place, size in places.items()
        for sex in ("kvinnor", "män")
        for age in ("16-44", *OLDER)
    ]
    whole = [
        (place, "222", sex, 50 * size) for place, size in {"00": 490, **places}.items() for sex in ("kvinnor", "män")
    ]
    nothing = [contract(f"staged.anstallda_{name}").schema.empty_table() for name in ("2019", "2014", "ssyk4")]
    staged = tuples(STAGED, "region_kod ssyk3 kon varde", whole, ar=2024)
    table = replacement(
        tuples(NATION, "ssyk4 kon alder ar varde", nation),
        tuples(AGES, "region_kod ssyk3 kon alder varde", ages, ar=2024),
        EMPLOYEES.conform(employees(staged, *nothing, GEO, "14")),
        GEO,
        projected or PROJECTION.schema.empty_table(),
        "14",
    )
    return {(r["geo_kod"], r["yrke_kod"], r["kon"], r["till_ar"]): r for r in REPLACEMENT.conform(table).to_pylist()}


def test_the_areas_own_ages_leave_as_the_nations_did():
    rows = made()
    row = rows["fyrbodal", "222", "totalt", 2029]
    assert (row["anstallda"], row["anstallda_45"], row["aldrar"]) == (14 * 100, pytest.approx(14 * 80), "områdets egna")
    expected = 14 * 20 * (sum(1 - rho for rho in RHO5) + 1)
    assert row["ersattningsbehov"] == pytest.approx(expected, rel=1e-5)
    assert row["per_ar"] == pytest.approx(expected / 5, rel=1e-5)
    assert row["andel_av_anstallda"] == pytest.approx(expected / 1400, rel=1e-5)
    assert row["langre_arbetsliv"] == pytest.approx(expected - 14 * 20 / 5, rel=1e-5)
    assert (row["ar"], row["provning"], row["grund"], row["anmarkning"]) == (2024, "inte prövad", "framskriven", None)
    later = rows["fyrbodal", "222", "totalt", 2034]["ersattningsbehov"]
    assert later == pytest.approx(14 * 20 * (1 - RHO5[0] * RHO5[1] + 1 - RHO5[1] * RHO5[2] + 2), rel=1e-5)
    assert {r["geo_niva"] for r in rows.values()} == {"lan", "delregion"}


def test_growth_stands_beside_and_the_sum_never_takes_from_who_is_replaced():
    """Of both sexes together, where it is projected from the same year."""
    said = {2029: (2024, 1500.0), 2034: (2024, 1300.0)}
    given = [(year, base, persons, f"grp {year}") for year, (base, persons) in said.items()]
    ahead = tuples(
        PROJECTION,
        "ar ar_anstallda personer yrke_namn",
        given,
        geo_kod="fyrbodal",
        yrkesniva="ssyk3",
        yrke_kod="222",
        anstallda=1400,
        metod="familjetrend",
    )
    rows = made(projected=ahead)
    grows, shrinks = (rows["fyrbodal", "222", "totalt", year] for year in said)
    assert grows["tillvaxtbehov"] == 100
    assert grows["ersattning_och_tillvaxt"] == pytest.approx(grows["ersattningsbehov"] + 100)
    assert shrinks["tillvaxtbehov"] == -100
    assert shrinks["ersattning_och_tillvaxt"] == shrinks["ersattningsbehov"]
    women, county = rows["fyrbodal", "222", "kvinnor", 2029], rows["14", "222", "totalt", 2029]
    assert women["tillvaxtbehov"] is women["ersattning_och_tillvaxt"] is county["tillvaxtbehov"] is None
    constant = pa.Table.from_pylist([{**row, "metod": "oförändrad andel"} for row in ahead.to_pylist()], ahead.schema)
    assert made(projected=constant)["fyrbodal", "222", "totalt", 2029]["tillvaxtbehov"] is None
    later = pa.Table.from_pylist([{**row, "ar_anstallda": 2025} for row in ahead.to_pylist()], ahead.schema)
    assert made(projected=later)["fyrbodal", "222", "totalt", 2029]["tillvaxtbehov"] is None


def test_ages_that_are_not_known_are_the_nations_and_it_is_said():
    protected: Change = {("1485", "kvinnor", "45-49"): None, ("1488", "kvinnor", "16-44"): None}
    rows = made(protected)
    women, men, both = (rows["fyrbodal", "222", sex, 2029] for sex in ("kvinnor", "män", "totalt"))
    assert (women["aldrar"], men["aldrar"], both["aldrar"]) == ("rikets", "områdets egna", "delvis rikets")
    assert women["anstallda_45"] == pytest.approx(14 * 50 * sum(YEARS[2024]) / (6710 + sum(YEARS[2024])))
    assert both["ersattningsbehov"] == pytest.approx(women["ersattningsbehov"] + men["ersattningsbehov"])
    one = made({("1485", "kvinnor", "45-49"): None})["fyrbodal", "222", "kvinnor", 2029]
    assert one["aldrar"] == "områdets egna"


def test_who_got_a_known_occupation_has_not_come_to_it():
    # As many in both years, but one in eleven had no known occupation in the first.
    with_unknown = made(unknown=100)["14", "222", "totalt", 2029]["ersattningsbehov"]
    assert with_unknown != pytest.approx(made()["14", "222", "totalt", 2029]["ersattningsbehov"])


def test_a_group_with_an_occupation_that_is_missing_has_no_number():
    row = made()["14", "222+223", "totalt", 2029]
    assert (row["ersattningsbehov"], row["anstallda"]) == (None, None)
    assert row["anmarkning"] == "Antalet anställda är skyddat eller saknas i minst en del."


def test_without_the_year_four_years_before_nothing_is_followed():
    row = made(without=2020)["14", "222", "totalt", 2029]
    assert row["ersattningsbehov"] is None
    assert "4 år tidigare" in row["anmarkning"]


def test_without_its_source_the_table_is_empty():
    empty = replacement(
        NATION.schema.empty_table(),
        AGES.schema.empty_table(),
        EMPLOYEES.schema.empty_table(),
        GEO,
        PROJECTION.schema.empty_table(),
        "14",
    )
    assert REPLACEMENT.conform(empty).num_rows == 0


def test_the_prior_is_that_of_the_text():
    assert f"{PRIOR:.0f} personer" in " ".join(REPLACEMENT.caveats)
