"""What the page of educations says of graduates: the county's, each number of the newest year that has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from reports.findings.educations import EducationRow, education_rows, graduate_years
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse, read_warehouse
from reports.web.education_page import education_page


def nurses(warehouse: Warehouse) -> EducationRow:
    return next(row for row in education_rows(facts_of(warehouse, "fyrbodal")) if row.code == "75N")


def test_graduates_are_of_the_newest_year_and_established_of_the_newest_that_is_followed(database: Callable[..., Path]):
    warehouse = read_warehouse(database("example"))
    assert graduate_years(warehouse) == ("2024", "2023")
    row = nurses(warehouse)
    assert (row.graduates.shown, row.established.shown.replace("\xa0", " ")) == ("410", "90,0 %")


def test_a_protected_number_is_two_points_and_the_page_has_the_years(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update mart.examinerade set andel_etablerade = null where geo_kod = '14' and ar = 2023;"
            "insert into mart.examinerade by name select * replace ('55M' as utbildningsgrupp, 0.5 as andel_etablerade) "
            "from mart.examinerade where ar = 2023"
        )
    warehouse = read_warehouse(path)
    assert (nurses(warehouse).graduates.shown, nurses(warehouse).established.shown) == ("410", "..")
    page = education_page(warehouse, "fyrbodal")
    assert (page.graduates, page.established) == ("2024", "2023")


def test_without_the_source_there_is_no_year(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from mart.examinerade")
    warehouse = read_warehouse(path)
    assert graduate_years(warehouse) == ("", "")
    assert nurses(warehouse).graduates.shown == ".."
