from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.words import COUNTY, EDUCATION_LEVEL
from assets.reference import educations
from assets.reference.educations import OutlookOfSCB, outlooks_of_scb
from reports.sheets.model import facts_of
from reports.sheets.scenarios import SCENARIO_LEAD, scenario_tables
from reports.warehouse import Warehouse
from tests.unit.reports.sheet_facts import record

Make = Callable[[str], Warehouse]


def test_need_by_age_stands_beside_the_projection_in_every_area(warehouse: Make):
    made = warehouse("example")
    ahead = record(PROJECTION, geo_kod="fyrbodal", yrkesniva="ssyk3", yrke_kod="233", ar=2029, personer=480.4)
    need, *_ = scenario_tables(facts_of(replace(made, welfare_projections=(ahead,)), COUNTY))
    heads = [c.heading for c in need.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in need.rows]
    (row,) = (r for r in rows if r["Område"] == "Fyrbodal")
    assert len(rows) == 5
    assert (row["Framskrivning 2029"], row["Behov vid dagens bemanning 2029"]) == (480, 550)
    assert (row["Framskrivning 2034"], row["Följer åldrarna"]) == (None, "16–18 år")
    assert "träffade det sämre" in need.summary
    assert "träffade det sämre" in " ".join(SCENARIO_LEAD)


def test_a_scenario_stands_beside_the_base(warehouse: Make):
    *_, supply = scenario_tables(facts_of(warehouse("example"), COUNTY))
    assert [c.heading for c in supply.columns] == [
        "Utbildning",
        "Basen 2029",
        "Fler deltar i arbetslivet",
        "Färre deltar i arbetslivet",
    ]
    assert supply.rows == (("Sjuksköterskeutbildning", 1000, 1100, 900),)


def test_levels_by_age_stand_beside_the_supply_or_why_not(warehouse: Make):
    """In the county, of which the ages are known; delregioner say nothing."""
    made = warehouse("example")
    *_, supply = scenario_tables(facts_of(made, COUNTY))
    assert "med +2,0 procentenheter i basen (20–69 år)." in supply.summary
    assert "ändras den med +1,0 (25–64 år)." in supply.summary
    *_, small = scenario_tables(facts_of(made, "fyrbodal"))
    assert "procentenheter" not in small.summary
    (row,) = made.levels_ahead
    missing = row | {"skillnad": None, "anmarkning": "Källan saknas."}
    *_, supply = scenario_tables(facts_of(replace(made, levels_ahead=(missing,)), COUNTY))
    assert supply.summary.endswith("Jämförelse efter ålder: Källan saknas.")


def test_a_longer_working_life_stands_beside_those_who_leave(warehouse: Make):
    _, later, _ = scenario_tables(facts_of(warehouse("example"), COUNTY))
    assert [c.heading for c in later.columns[2:]] == [
        "Ersättningsbehov till 2029",
        "1 år längre, till 2029",
        "Ersättningsbehov till 2034",
        "1 år längre, till 2034",
    ]
    assert [row[:1] + row[2:] for row in later.rows] == [("222+223", 200, 180, 400, 360)]
    assert "inte detsamma som pensioneringar" in later.summary


def test_without_their_tables_there_are_no_scenarios(warehouse: Make):
    nothing = replace(warehouse("example"), need_by_age=(), supply_scenarios=(), replacement=())
    assert scenario_tables(facts_of(nothing, COUNTY)) == ()


def test_scbs_outlook_stands_beside_ours_only_when_somebody_has_entered_it(
    warehouse: Make, monkeypatch: pytest.MonkeyPatch
):
    made = warehouse("example")
    ours = record(
        DIFFERENCE, geo_kod="14", enhet=EDUCATION_LEVEL, kod="75N", till_ar=2034, skillnad=210.0, riktning="ökande"
    )
    facts = facts_of(replace(made, differences=(*made.differences, ours)), COUNTY)
    assert len(scenario_tables(facts)) == 3
    entered = tuple(
        OutlookOfSCB("14", "75N", year, 1100.0, supply, "Påhittad rapport, tabell 1")
        for year, supply in ((2034, 1000.0), (2034, 1200.0), (2035, 1000.0))
    )
    monkeypatch.setattr("reports.sheets.scenarios.outlooks_of_scb", lambda: entered)
    *_, sheet = scenario_tables(facts)
    assert [row[5:] for row in sheet.rows] == [
        ("ökande", "säger detsamma", "Påhittad rapport, tabell 1"),
        ("ökande", "säger något annat", "Påhittad rapport, tabell 1"),
        ("–", "–", "Påhittad rapport, tabell 1"),
    ]


def test_a_row_of_scb_without_origin_is_refused(monkeypatch: pytest.MonkeyPatch):
    assert outlooks_of_scb() == ()
    row = {"lan_kod": "14", "utbildningsgrupp": "75N", "till_ar": "2035", "behov": "1", "tillgang": "1"}
    for origin, person in (("", "Namn"), ("Rapport", "")):
        monkeypatch.setattr(
            educations, "rows_of", lambda _, o=origin, p=person: [{**row, "ursprung": o, "inford_av": p}]
        )
        outlooks_of_scb.cache_clear()
        with pytest.raises(ValueError, match="saknar ursprung eller inford_av"):
            outlooks_of_scb()
    monkeypatch.undo()
    outlooks_of_scb.cache_clear()
