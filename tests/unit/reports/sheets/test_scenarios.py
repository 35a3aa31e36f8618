from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.contracts.long_term import PROJECTION
from assets.contracts.words import COUNTY
from reports.sheets.model import facts_of
from reports.sheets.scenarios import SCENARIO_LEAD, scenario_tables
from reports.warehouse import Warehouse
from tests.unit.reports.sheet_facts import record

Make = Callable[[str], Warehouse]


def test_need_by_age_stands_beside_the_projection_in_every_area(warehouse: Make):
    made = warehouse("example")
    ahead = record(PROJECTION, geo_kod="fyrbodal", yrkesniva="ssyk3", yrke_kod="233", ar=2029, personer=480.4)
    need, _ = scenario_tables(facts_of(replace(made, welfare_projections=(ahead,)), COUNTY))
    heads = [c.heading for c in need.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in need.rows]
    (row,) = (r for r in rows if r["Område"] == "Fyrbodal")
    assert len(rows) == 5
    assert (row["Framskrivning 2029"], row["Behov vid dagens bemanning 2029"]) == (480, 550)
    assert (row["Framskrivning 2034"], row["Följer åldrarna"]) == (None, "16–18 år")
    assert "träffade det sämre" in need.summary
    assert "träffade det sämre" in " ".join(SCENARIO_LEAD)


def test_a_scenario_stands_beside_the_base(warehouse: Make):
    _, supply = scenario_tables(facts_of(warehouse("example"), COUNTY))
    assert [c.heading for c in supply.columns] == [
        "Utbildning",
        "Basen 2029",
        "Fler deltar i arbetslivet",
        "Färre deltar i arbetslivet",
    ]
    assert supply.rows == (("Sjuksköterskeutbildning", 1000, 1100, 900),)


def test_without_their_tables_there_are_no_scenarios(warehouse: Make):
    nothing = replace(warehouse("example"), need_by_age=(), supply_scenarios=())
    assert scenario_tables(facts_of(nothing, COUNTY)) == ()
