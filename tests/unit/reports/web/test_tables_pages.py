"""The two pages with every table of an area."""

from __future__ import annotations

from collections.abc import Callable

from reports.sheets.model import facts_of
from reports.sheets.workbook import area_tables
from reports.warehouse import Warehouse
from reports.web.html import render_page
from reports.web.tables_page import tables_pages

Make = Callable[..., Warehouse]


def test_every_table_is_on_one_of_two_pages_that_name_each_others(warehouse: Make):
    made = warehouse("example")
    first, more = tables_pages(made, "fyrbodal")
    assert next(s.name for s in first.sheets) == "Bedömning"
    assert first.sheets[-1].name == more.sheets[-1].name == "Källor"
    names = [s.name for s in (*first.sheets[:-1], *more.sheets[:-1])]
    assert {s.name for s in area_tables(facts_of(made, "fyrbodal"))} <= set(names)
    assert len(names) == len(set(names))
    for page, other in ((first, more), (more, first)):
        assert page.others == tuple(s.name for s in other.sheets[:-1])
        assert f'<a href="../{other.path}">{other.sheets[0].name}' in render_page(page)
