"""The small charts of employees on an occupation's page: where they break, and what is printed beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR
from reports.findings.employed import OCCUPATION_BREAKS, Register, values_told
from reports.findings.occupation import occupations
from reports.warehouse import Warehouse
from reports.web.fan import fan
from reports.web.html import render_page
from reports.web.occupation_page import OccupationPage, occupation_pages

Make = Callable[..., Warehouse]


def nurses(warehouse: Make) -> OccupationPage:
    made = warehouse("example")
    (page,) = occupation_pages(made, [o for o in occupations(made) if o.code == "222+223"])
    return page


def test_a_line_breaks_where_counts_cannot_be_compared_also_within_a_register(warehouse: Make):
    page = nurses(warehouse)
    for column in page.occupation.columns:
        starts = [piece.years[0][0] for piece in column.history]
        assert starts[1:] == list(OCCUPATION_BREAKS)
        assert fan(column.history, ()).count('class="brott"') == len(OCCUPATION_BREAKS)
    assert not any(
        {LAST_UNKNOWN_YEAR, FIRST_KNOWN_YEAR} <= {year for year, _ in piece.years}
        for column in page.occupation.columns
        for piece in column.history
    )


def test_a_page_says_once_why_its_lines_break(warehouse: Make):
    page = nurses(warehouse)
    assert page.breaks[0] == (
        "Linjen bryts där talen inte kan jämföras: 2019 och 2020 bytte källan register, och 2023 fick fler ett känt yrke. "
        "Jämför bara år mellan två streck."
    )
    html = render_page(page)
    assert html.count("Linjen bryts") == 1
    assert "samma register" not in html


def test_every_chart_of_a_page_has_the_same_years_and_says_them(warehouse: Make):
    made = warehouse("example")
    rows = tuple(
        {**r, "varde": None} if r["geo_kod"] == "fyrbodal" and int(r["ar"]) in (2014, 2024) else r
        for r in made.employees_by_year
    )
    ahead = tuple(r for r in made.projections if r["geo_kod"] != "fyrbodal")
    made = replace(made, employees_by_year=rows, projections=ahead)
    (page,) = occupation_pages(made, [o for o in occupations(made) if o.code == "222+223"])
    fyrbodal = next(c for c in page.occupation.columns if c.name == "Fyrbodal")
    assert fyrbodal.outlook is None
    assert page.span == (2014, 2034)
    assert 'cx="10.0"' in fan(fyrbodal.history, (), page.span), "2015 is a twentieth of the way to 2034"
    html = render_page(page)
    ends = '<div class="andar" aria-hidden="true"><span>2014</span><span>2034</span></div>'
    assert html.count(ends) == len(page.occupation.columns) == html.count('class="historik solfjader"')


def test_the_newest_known_number_is_printed_with_its_year():
    history = [Register("RAMS", ((2018, 100.0),)), Register("BAS", ((2020, None), (2021, 150.0), (2022, 165.0)))]
    newest = Register("BAS", ((2023, 170.0), (2024, None)))
    assert values_told([*history, newest]) == "2018: 100; 2021: 150, 2022: 165; 2023: 170; 2024: .."
    assert values_told(history[:1]) == "2018: 100"
    assert values_told(()) == ""
