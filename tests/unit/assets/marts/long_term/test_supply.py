"""mart.tillgang and mart.arbetskraft_framskriven: what there will be of educations and of people who work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term_supply import NEED_BY_AGE, SUPPLY, SUPPLY_SCENARIOS, WORKFORCE
from assets.contracts.registry import contract
from assets.errors import MartError
from assets.marts.commuting.commuting import commuting
from assets.marts.long_term.education_supply import education_supply
from assets.marts.long_term.need_by_age import need_by_age
from assets.marts.long_term.scenarios import supply_scenarios
from assets.marts.long_term.workforce import workforce
from assets.marts.places.dimensions import dim_geo
from assets.reference.areas import delregioner
from assets.reference.scenarios import LONGER_WORKING_LIFE, scenarios
from tests.unit.rows import one, tuples

GEO = dim_geo("14")
MUNICIPALITIES = [m for d in delregioner("14") for m in d.municipalities]
PLACES = {"14": 49, **dict.fromkeys(MUNICIPALITIES, 1)}
SEXES = ("kvinnor", "män")
MATCHING, FLOWS, OLD, NEW, COMING, STATUS, PENDLING = (
    contract(f"staged.{name}")
    for name in (
        "matchning",
        "utbildningsfloden",
        "folkmangd_till_2024",
        "folkmangd",
        "framskriven_folkmangd",
        "arbetsmarknadsstatus",
        "pendling",
    )
)
STOCK = {"75N": 600, "99Z": 400}
MOVES = {"75N": (-5, 25), "99Z": (0, 0)}
"""Education → net change and graduates per period of a municipality and sex; the stock is ``STOCK``."""
Cell = tuple[str, str, str]


@cache
def population(without: int = 0) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Ten of each age from 15 to 74 in a municipality; twenty from 2029 on, and nobody else."""

    def table(of: Any, years: Mapping[int, int]) -> pa.Table:
        rows = [
            (place, sex, str(age), year, number * size)
            for place, size in PLACES.items()
            for sex in SEXES
            for age in range(15, 75)
            for year, number in years.items()
            if year != without
        ]
        return tuples(of, "region_kod kon alder ar varde", rows)

    coming = {year: 20 if year >= 2029 else 10 for year in range(2026, 2036)}
    return table(OLD, {2023: 10, 2024: 10}), table(NEW, {2025: 10}), table(COMING, coming)


@cache
def matching(hidden: Cell | None = None, more: str = "") -> pa.Table:
    """Half of those with an education work, in every year."""
    parts = {"befolkning": 1.0, "helt matchade": 0.3, "delvis matchade": 0.1, "inte matchade": 0.1}
    rows = [
        (place, code, sex, what, year, None if (place, code, sex) == hidden else int(people * size * part))
        for place, size in PLACES.items()
        for code, people in {**STOCK, **({more: 9} if more else {})}.items()
        for sex in SEXES
        for what, part in parts.items()
        for year in (2023, 2024)
    ]
    return tuples(MATCHING, "region_kod utbildningsgrupp grupp matt ar varde", rows)


@cache
def flows(hidden: Cell | None = None) -> pa.Table:
    rows = [
        (place, code, sex, what, period, None if (place, code, sex) == hidden else value * size)
        for place, size in PLACES.items()
        for code, (net, graduates) in MOVES.items()
        for sex in SEXES
        for period in ("2021-2022", "2022-2023", "2023-2024")
        for what, value in {"befolkning första året": STOCK[code], "netto": net, "examinerade": graduates}.items()
    ]
    return tuples(FLOWS, "region_kod utbildningsgrupp grupp matt period varde", rows)


def made(
    of: pa.Table | None = None, moved: pa.Table | None = None, without: int = 0
) -> dict[tuple[str, str, str, int], dict[str, Any]]:
    table = education_supply(
        matching() if of is None else of, flows() if moved is None else moved, *population(without), GEO, "14"
    )
    return {(r["geo_kod"], r["utbildningsgrupp"], r["kon"], r["till_ar"]): r for r in SUPPLY.conform(table).to_pylist()}


def test_stocks_move_with_graduates_and_net_and_become_the_population():
    rows = made()
    nurses = rows["fyrbodal", "75N", "kvinnor", 2029]
    assert nurses["befolkning"] == 14 * 600
    assert nurses["examinerade"] == pytest.approx(5 * 14 * 25)
    together = [rows["fyrbodal", code, "kvinnor", 2029]["befolkning_framskriven"] for code in STOCK]
    # Twice the population makes twice the educations, whatever their own flows are.
    assert sum(together) == pytest.approx(2 * 14 * 1000)
    assert together[0] / sum(together) < 0.6
    assert nurses["befolkning_framskriven"] == pytest.approx(
        sum(nurses[part] for part in ("befolkning", "examinerade", "nettoflode", "anpassning"))
    )
    assert (nurses["forvarvsgrad"], nurses["forvarvsgrad_framskriven"]) == (pytest.approx(0.5), pytest.approx(0.5))
    assert nurses["tillgang"] == pytest.approx(0.5 * nurses["befolkning_framskriven"])
    assert (nurses["ar"], nurses["provning"], nurses["floden"]) == (2024, "inte prövad", "områdets, vägda med länets")
    both = rows["fyrbodal", "75N", "totalt", 2029]
    assert both["tillgang"] == pytest.approx(2 * nurses["tillgang"])
    assert {place for place, *_ in rows} == {"14", *(d.code for d in delregioner("14"))}


def test_a_protected_count_is_two_persons_until_it_may_be_a_tenth():
    row = made(matching(("1485", "75N", "kvinnor")))["fyrbodal", "75N", "kvinnor", 2029]
    assert (row["befolkning"], row["anmarkning"]) == (13 * 600 + 2, None)


def test_protected_flows_are_the_counties():
    municipalities = delregioner("14")[0].municipalities
    moved = flows().to_pandas()
    moved.loc[moved["region_kod"].isin(municipalities) & (moved["utbildningsgrupp"] == "75N"), "varde"] = None
    rows = made(moved=FLOWS.conform(pa.Table.from_pandas(moved, preserve_index=False)))
    row = rows[delregioner("14")[0].code, "75N", "kvinnor", 2029]
    assert (row["floden"], row["anmarkning"]) == ("länets", None)
    assert row["examinerade"] == pytest.approx(5 * len(municipalities) * 25)


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"moved": FLOWS.schema.empty_table()}, "Källan för utbildningsgruppernas flöden saknas"),
        ({"moved": flows(("14", "75N", "kvinnor"))}, ""),
        ({"without": 2027}, "Folkmängden saknas"),
    ],
)
def test_what_is_missing_is_said(tables: dict[str, Any], says: str):
    row = made(**tables)["fyrbodal", "75N", "kvinnor", 2029]
    assert (row["tillgang"] is None) == (row["floden"] is None) == bool(row["anmarkning"])
    assert (row["anmarkning"] or "").startswith(says)


def test_an_unknown_education_is_named():
    with pytest.raises(MartError, match="inte är kända: 11X"):
        made(matching(more="11X"))


def test_without_its_source_the_table_is_empty():
    nothing = [of.schema.empty_table() for of in (MATCHING, FLOWS, OLD, NEW, COMING)]
    assert SUPPLY.conform(education_supply(*nothing, GEO, "14")).num_rows == 0


def working(
    without: int = 0, protected: bool = False, status: bool = True
) -> dict[tuple[str, str, int], dict[str, Any]]:
    """Of the ten of each age eight of ten take part, of them a tenth is without work; nobody commutes but ten women to Göteborg."""
    # As in the source: nobody is said to be without work in all of 15–74 years.
    known = {
        ("sysselsatta", "15–74 år"): 432, ("sysselsatta", "20–64 år"): 324, ("sysselsatta", "16–64 år"): 400,
        ("arbetslösa", "15–74 år"): None, ("arbetslösa", "20–64 år"): 36, ("arbetslösa", "16–64 år"): 48,
    }  # fmt: skip
    rows = [
        (place, sex, age, what, month, None if number is None or (protected and place == "1485") else number * size)
        for place, size in PLACES.items()
        for sex in SEXES
        for (what, age), number in known.items()
        for month in ("2024-11", "2025-11", "2026-03")
    ]
    travel = [(home, home, sex, 432) for home in MUNICIPALITIES for sex in (*SEXES, "totalt")]
    travel += [("1485", "1480", "kvinnor", 48), ("0180", "1480", "män", 7)]
    flow = tuples(PENDLING, "bostad_kod arbete_kod kon varde", travel, ar=2024)
    table = workforce(
        tuples(STATUS, "region_kod kon alder matt manad varde", rows if status else []),
        *population(without),
        COMMUTING_FLOWS.conform(commuting(flow, GEO)),
        GEO,
        "14",
    )
    return {(r["geo_kod"], r["kon"], r["ar"]): r for r in WORKFORCE.conform(table).to_pylist()}


def test_the_labour_force_is_population_times_participation():
    rows = working()
    now, then = (rows["fyrbodal", "män", year] for year in (2025, 2029))
    assert (now["arbetskraft"], now["arbetande_bostad"], now["grund"]) == (14 * 480, 14 * 432, "raknad")
    assert then["arbetskraft"] == pytest.approx(2 * 14 * 480)
    assert then["deltagande"] == pytest.approx(0.8)
    assert (then["utveckling"], then["grund"], then["provning"]) == (pytest.approx(2), "framskriven", "inte prövad")
    assert max(year for _, _, year in rows) == 2035
    assert rows["14", "totalt", 2029]["arbetande_arbetsplats"] == pytest.approx(
        sum(rows[d.code, "totalt", 2029]["arbetande_arbetsplats"] for d in delregioner("14"))
    )


def test_who_commutes_is_counted_where_the_work_is():
    rows = working()
    women = rows["fyrbodal", "kvinnor", 2029]
    stay = 14 * 432 / (14 * 432 + 48)
    assert women["arbetande_arbetsplats"] == pytest.approx(women["arbetande_bostad"] * stay)
    outside = rows["goteborgsregionen", "män", 2029]
    assert outside["arbetande_arbetsplats"] == pytest.approx(outside["arbetande_bostad"] + 7)


def test_what_is_missing_of_the_labour_force_is_said():
    row = working(protected=True)["fyrbodal", "män", 2029]
    assert row["arbetskraft"] is None
    assert row["anmarkning"].startswith("Folkmängd eller arbetsmarknadsstatus saknas")
    assert working(status=False) == {}


def test_every_scenario_stands_beside_the_base():
    sources = (matching(), flows(), *population(), GEO, "14")
    base = SUPPLY.conform(education_supply(*sources))
    rows = SUPPLY_SCENARIOS.conform(supply_scenarios(base, *sources)).to_pylist()
    found = {
        r["scenario"]: r for r in rows if (r["geo_kod"], r["utbildningsgrupp"], r["till_ar"]) == ("14", "75N", 2029)
    }
    assert set(found) == {scenario.code for scenario in scenarios()} - {LONGER_WORKING_LIFE}
    bas = found["deltagande_hogre"]["bas"]
    people = one(base, geo_kod="14", utbildningsgrupp="75N", kon="totalt", till_ar=2029)["befolkning_framskriven"]
    assert found["deltagande_hogre"]["skillnad"] == pytest.approx(0.01 * people)
    assert found["deltagande_lagre"]["skillnad"] == pytest.approx(-0.01 * people)
    assert found["befolkning_hog"]["tillgang"] == pytest.approx(1.01 * bas, rel=2e-3)
    assert found["farre_utbildningsplatser"]["tillgang"] < bas < found["fler_utbildningsplatser"]["tillgang"]
    # What leads to no occupation is not trained for.
    general = {r["skillnad"] for r in rows if r["utbildningsgrupp"] == "99Z" and "utbildningsplatser" in r["scenario"]}
    assert general == {0.0}
    nothing = supply_scenarios(SUPPLY.schema.empty_table(), *sources)
    assert SUPPLY_SCENARIOS.conform(nothing).num_rows == 0


def test_twice_as_many_of_an_age_need_twice_as_many():
    staff = [
        (level, place, "233", number)
        for level, place, number in (("lan", "14", 500), ("delregion", "fyrbodal", 60), ("delregion", "skaraborg", 49))
    ] + [("lan", "14", "411", 900)]
    employees = tuples(EMPLOYEES, "geo_niva geo_kod ssyk3 varde", staff, kon="totalt", ar=2024)
    table = NEED_BY_AGE.conform(need_by_age(employees, *population(), GEO, "14"))
    row = one(table, geo_kod="fyrbodal", ssyk3="233", till_ar=2029)
    assert (row["behov"], row["skillnad"], row["aldrar"]) == (pytest.approx(120), pytest.approx(60), "16–18 år")
    assert row["provning"] == "prövad: sämre än oförändrade andelar"
    few = one(table, geo_kod="skaraborg", ssyk3="233", till_ar=2029)
    assert (few["behov"], few["anmarkning"]) == (None, "Färre än 50 anställda: inget behov visas.")
    assert {r["ssyk3"] for r in table.to_pylist()} == {"233"}
    nothing = need_by_age(employees, *(of.schema.empty_table() for of in (OLD, NEW, COMING)), GEO, "14")
    assert NEED_BY_AGE.conform(nothing).num_rows == 0
