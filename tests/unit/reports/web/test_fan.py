"""The small charts of employees on an occupation's page: where they break, and what is printed beside them."""

from __future__ import annotations

from collections.abc import Callable

from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR
from reports.findings.employed import OCCUPATION_BREAKS
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
