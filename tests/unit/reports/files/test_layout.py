"""How a sheet is laid out on paper."""

from __future__ import annotations

import pytest

from reports.files.layout import print_way


@pytest.mark.parametrize(
    ("width", "height", "way"),
    [
        (8.0, 5.0, (False, 1)),
        (7.0, 9.0, (True, 1)),
        (14.0, 20.0, (True, 1)),
        (14.0, 22.0, (False, 2)),
        (20.0, 35.0, (False, 3)),
        (60.0, 50.0, (False, 1)),
    ],
)
def test_a_table_is_printed_on_the_fewest_pages_that_can_be_read(width: float, height: float, way: tuple[bool, int]):
    assert print_way(width, height) == way


@pytest.mark.parametrize(("width", "height", "portrait"), [(13.4, 12.0, False), (13.4, 23.6, True), (20.0, 35.0, True)])
def test_a_table_with_a_chart_is_printed_on_one_page_the_way_it_is_largest(width: float, height: float, portrait: bool):
    assert print_way(width, height, whole=True) == (portrait, 1)
