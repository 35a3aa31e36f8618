"""The pages where any measure is laid over the areas: every published measure is there, in a cell with its limits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.long_term import PROJECTION
from assets.contracts.mismatch import MISMATCH
from assets.contracts.registry import PUBLISHED
from assets.contracts.sector import SECTOR_OCCUPATION
from reports.findings.messages import signed_percent
from reports.findings.occupation import occupations
from reports.warehouse import Warehouse
from reports.web.compare_page import CHANGE, LIKE_THE_COUNTY, compare_pages, limits_of, measured, tables_compared
from reports.web.html import render_page
from reports.web.occupation_page import occupation_pages

Make = Callable[..., Warehouse]


def test_every_published_measure_of_an_occupation_in_an_area_is_compared(warehouse: Make):
    offered = {contract.name for contract in PUBLISHED if measured(contract)}
    assert offered == {contract.name for contract, _ in tables_compared(warehouse("example"))}
    told = [measure.heading for page in compare_pages(warehouse("example")) for measure in page.measures]
    for column in measured(MISMATCH):
        assert any(heading.startswith(column.term) for heading in told), column.name


def test_a_year_a_limit_and_another_level_are_no_measures():
    names = {column.name for column in measured(PROJECTION)}
    assert {"forandring_andel", "personer"} <= names
    assert names.isdisjoint({"ar", "horisont", "nedre", "ovre", "forandring_nedre"})
    assert "inskrivna_arbetslosa" not in {column.name for column in measured(MISMATCH)}
    assert measured(SECTOR_OCCUPATION) == ()


@pytest.mark.parametrize("contract", [c for c in PUBLISHED if measured(c)], ids=lambda c: c.name)
def test_limits_stand_right_after_their_number_in_the_contract(contract):
    paired = {limit.name for column in measured(contract) for limit in limits_of(contract, column)}
    readers = {c.name for c in contract.columns if c.term and {"nedre", "ovre"} & set(c.name.split("_"))}
    assert readers <= paired


def test_a_projected_number_stands_with_its_limits_or_alone_where_they_are_not_known(warehouse: Make):
    made = warehouse("example")
    (page,) = [page for page in compare_pages(made) if page.path.endswith("jamfor-framskrivning.html")]
    first = {m.heading: {code: cells for code, _, cells in m.rows} for m in page.measures}
    cell = first["Framskrivna anställda, 2029"]["222+223"][0]
    row = next(r for r in made.projections if (r["geo_kod"], r["ar"], r["yrke_kod"]) == ("14", 2029, "222+223"))
    assert cell.value == round(row["personer"])
    assert cell.shown.endswith(")")
    assert "Gränserna inom parentes" in render_page(page)
    below = tuple(
        {**r, "forandring_andel": 0.01, "forandring_nedre": -0.02, "forandring_ovre": 0.03} for r in made.projections
    )
    (share,) = {
        cells[0].shown.split(" (")[1].split("till")[0]
        for p in compare_pages(replace(made, projections=below))
        for m in p.measures
        for code, _, cells in m.rows
        if m.heading == "Förändring mot alla anställda, 2029" and code == "222+223"
    }
    assert share == "−2,0\xa0%\xa0", "a dash would stand beside a minus"
    alone = tuple({**r, "nedre": None} for r in made.projections)
    bare = compare_pages(replace(made, projections=alone))
    told = next(m for p in bare for m in p.measures if m.heading == "Framskrivna anställda, 2029")
    assert not [c.shown for _, _, cells in told.rows for c in cells if "(" in c.shown]


def test_the_page_of_the_years_says_what_it_shows_and_of_which_months(warehouse: Make):
    (page,) = [page for page in compare_pages(warehouse("example")) if page.path.endswith("jamfor-platser-per-ar.html")]
    (measure,) = page.measures
    assert page.subject == measure.heading == CHANGE
    assert re.fullmatch(r"Avser \w+ \d{4}–\w+ \d{4} mot \w+ \d{4}–\w+ \d{4}\.", measure.note)


def test_a_change_stands_with_what_chance_alone_can_give(warehouse: Make):
    made = warehouse("example")
    (page,) = [page for page in compare_pages(made) if page.path.endswith("jamfor-platser-per-ar.html")]
    known = {
        (r["yrke_kod"], r["geo_kod"]): r
        for r in made.then_and_now
        if r["matt"] == "annonserade_platser" and r["yrkesniva"] == "redovisningsgrupp" and r["nedre"] is not None
    }
    (measure,) = page.measures
    county = {code: cells[0] for code, _, cells in measure.rows}
    told = {code: cell for code, cell in county.items() if cell.value is not None and (code, "14") in known}
    assert told
    for code, cell in told.items():
        row = known[code, "14"]
        low, high = (signed_percent(round(100 * (row[limit] - 1))) for limit in ("nedre", "ovre"))
        assert cell.shown == f"{signed_percent(int(cell.value))} ({low} till {high})"
    assert "Gränserna inom parentes säger hur osäkert talet är" in render_page(page)


def test_numbers_of_employees_say_their_november_once(warehouse: Make):
    told = {
        measure.heading: f"{measure.heading} {measure.note}"
        for page in compare_pages(warehouse("example"))
        for measure in page.measures
    }
    of_employees = (
        "Anställda november 2024",
        "Kvinnor",
        "Män",
        "Andel kvinnor",
        "Platser per 100 anställda",
        "45–64 år",
    )
    assert {heading: told[heading].count("november 2024") for heading in of_employees} == dict.fromkeys(of_employees, 1)
    assert "november" not in told["Annonserade platser"]
    # Those who are 45 today are the same whatever year the need is told for.
    assert [heading for heading in told if heading.startswith("45–64 år,")] == []


def test_every_page_leads_to_every_measure(warehouse: Make):
    pages = compare_pages(warehouse("example"))
    text = {page.path: render_page(page) for page in pages}
    for page in pages:
        assert page.every == pages[0].every
        for _, links in page.every:
            for heading, address in links:
                path, _, anchor = address.partition("#")
                assert f'id="{anchor}"><summary>{heading}</summary>' in text[path]
                assert f'href="../{address}"' in text[page.path]


def test_measures_are_laid_over_the_areas_with_the_same_numbers_as_an_occupations_page(warehouse: Make):
    made = warehouse("example")
    found = occupations(made)
    (nurses,) = occupation_pages(made, [o for o in found if o.code == "222+223"])
    shown = {
        measure.heading: [cell.shown for cell in cells]
        for page in compare_pages(made)
        for measure in page.measures
        for code, _, cells in measure.rows
        if code == "222+223"
    }
    columns = nurses.occupation.columns
    for name, heading in nurses.measures:
        (told,) = [cells for measure, cells in shown.items() if measure.removesuffix(" november 2024") == heading]
        # The county is as common as the county: its column is not shown on the occupation's page.
        assert told[1:] == [column.numbers[name].shown for column in columns][1:], heading
    assert [cell.split(" (")[0] for cell in shown[CHANGE]] == [column.years.shown for column in columns]


def test_what_goes_out_and_what_only_ranks_within_an_area_is_not_laid_beside_another(warehouse: Make):
    names = {column.name for contract, _ in tables_compared(warehouse("example")) for column in measured(contract)}
    assert "signalpoang" not in names
    assert {"forandring_andel", "forandring_utover_lanet"}.isdisjoint({column.name for column in measured(MISMATCH)})


def test_what_a_table_says_of_every_number_is_said_once_and_limits_say_how_often_they_hold(warehouse: Make):
    made = warehouse("example")
    same = tuple({**r, "anmarkning": "Detta gäller alla."} for r in made.projections)
    (page,) = [
        p for p in compare_pages(replace(made, projections=same)) if p.path.endswith("jamfor-framskrivning.html")
    ]
    text = render_page(page)
    # A measure without a number has nothing to say of its numbers.
    told = [m for m in page.measures if any(c.value is not None for _, _, cells in m.rows for c in cells)]
    assert text.count("Detta gäller alla.</p>") == len(told) > 1
    moved = [m for m in page.measures if m.heading.startswith("Förändring mot alla anställda")]
    assert moved
    assert all(m.note.startswith(LIKE_THE_COUNTY) == (m in moved) for m in page.measures)
    assert "hålla 80 gånger av 100" in text
    some = (*same[:-1], {**same[-1], "anmarkning": None, "personer": 1.0, "forandring_andel": 0.0})
    notes = [m.note for p in compare_pages(replace(made, projections=some)) for m in p.measures]
    assert "" in notes


def test_where_the_county_is_what_all_are_held_against_the_highest_area_stands_first(warehouse: Make):
    made = warehouse("example")
    *_, page = compare_pages(made)
    assert page.measures[0].heading == CHANGE
    for shown in compare_pages(made):
        for measure in shown.measures:
            county = [cells[0].value for _, _, cells in measure.rows]
            if len(set(county) - {None}) > 1:
                continue
            best = [max((c.value for c in cells if c.value is not None), default=None) for _, _, cells in measure.rows]
            known = [value for value in best if value is not None]
            assert known == sorted(known, reverse=True), measure.heading


def test_only_what_is_counted_in_months_is_said_to_be_of_them(warehouse: Make):
    notes = {measure.heading: measure.note for page in compare_pages(warehouse("example")) for measure in page.measures}
    of_months = {heading for heading, note in notes.items() if "Avser " in note}
    assert {"Annonser", "Annonserade platser"} <= of_months
    assert not of_months & {"Kvinnor", "Män", "Andel kvinnor, procent"}
    assert not any(heading.startswith(("Anställda", "Del av alla anställda")) for heading in of_months)
