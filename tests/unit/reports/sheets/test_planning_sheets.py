"""The sheets of those who order places on educations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assets.contracts.words import COUNTY, NOT_MORE_PLACES
from reports.sheets.model import Facts, Sheet, facts_of
from reports.sheets.planning import links, planning, planning_tables
from reports.warehouse import read_warehouse


@pytest.fixture(scope="module")
def facts(kept_databases: Callable[..., Path]) -> Facts:
    return facts_of(read_warehouse(kept_databases("example")), "fyrbodal")


def row(sheet: Sheet, code: str) -> dict[str, object]:
    (found,) = [cells for cells in sheet.rows if cells[0] == code]
    return dict(zip((c.heading for c in sheet.columns), found, strict=True))


def test_an_education_is_a_row_with_what_it_is_called_and_its_numbers(facts: Facts):
    nurses = row(planning(facts), "75N")
    assert (nurses["Examen på högskolan"], nurses["Gymnasieprogram"]) == (
        "Barnmorskeexamen · Sjuksköterskeexamen · Specialistsjuksköterskeexamen",
        "",
    )
    assert (nurses["Tar examen i länet 2024"], nurses["Har utbildningen 2024"]) == (410, 4489)
    assert nurses["Yrkena nu, våra signaler"] == "tydliga tecken på brist (1): Sjuksköterskor"
    care = row(planning(facts), "73O")
    assert (care["Gymnasieprogram"], care["Grund för kopplingen"]) == ("Vård- och omsorgsprogrammet (VO)", "namnet")


def test_what_can_neither_be_ordered_nor_leads_anywhere_is_left_out(facts: Facts):
    codes = {cells[0] for cells in planning(facts).rows}
    assert {"01Z", "99Z", "13Z"}.isdisjoint(codes)
    # The natural science programme leads to no occupation, but can be ordered.
    assert {"75N", "03N", "02Z"} <= codes


def test_both_sheets_say_where_all_rows_are_printed(facts: Facts):
    for sheet in planning_tables(facts):
        assert sheet.printed is not None
        assert "skrivs ut från webbsidan Planera utbildning" in sheet.summary


def test_every_missing_number_has_its_reason(facts: Facts):
    for sheet in planning_tables(facts):
        for cells in sheet.rows:
            assert None not in cells or cells[-1], cells


def test_a_link_is_a_row_with_af_before_our_signals(facts: Facts):
    headings = [c.heading for c in links(facts).columns]
    assert headings.index("AF: jobbmöjligheter (länet)") < headings.index("Våra signaler")
    nurses = row(links(facts), "75N")
    assert (nurses["Yrkets ersättningsbehov till 2029"], nurses["Yrkets ersättningsbehov till 2034"]) == (200, 400)


def test_both_say_that_shortage_is_not_places_and_that_nothing_is_summed(facts: Facts):
    first, second = planning_tables(facts)
    assert first.summary.startswith(NOT_MORE_PLACES)
    assert second.summary.startswith(NOT_MORE_PLACES)
    assert "lägg aldrig ihop dem" in second.summary
    assert (first.title[-9:], second.title[-9:]) == ("2024–2034", "2029–2034")


def test_the_county_has_them_too_and_without_rows_there_are_none(facts: Facts):
    county = facts_of(facts.warehouse, COUNTY)
    assert [sheet.name for sheet in planning_tables(county)] == ["Utbildningsplanering", "Utbildning och yrken"]
    assert planning_tables(replace(facts, warehouse=replace(facts.warehouse, planning=()))) == []


@pytest.mark.parametrize("known", ["some", "none"])
def test_headings_have_the_years_that_any_row_has_and_none_stands_twice(facts: Facts, known: str):
    """The largest education leads to no occupation, so that its row has no year ahead."""
    years = ("ar_om_fem", "ar_om_tio")
    bare = tuple(
        {**r, **(dict.fromkeys(years) if known == "none" or r["utbildningsgrupp"] == "02Z" else {})}
        for r in facts.warehouse.planning
    )
    largest = tuple({**r, "befolkning": 10**6} if r["utbildningsgrupp"] == "02Z" else r for r in bare)
    sheet = planning(replace(facts, warehouse=replace(facts.warehouse, planning=largest)))
    headings = [c.heading for c in sheet.columns]
    assert sheet.rows[0][0] == "02Z"
    assert len({heading.lower() for heading in headings}) == len(headings)
    assert not [heading for heading in headings if "None" in heading or heading != heading.strip()]
    ahead = [heading for heading in headings if heading.startswith("Yrkena, behov mot tillgång")]
    assert len(ahead) == (2 if known == "some" else 0), "a column that no row can fill is not shown"
