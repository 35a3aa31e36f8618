"""Native bar charts of a worksheet: the same figures as in its table, with a text that says what they show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from reports.sheets.model import Chart, Sheet

ROW = 20
"""Pixels of a row of 15 points."""
_WIDE = 900
_BESIDE_HEIGHT, _BESIDE_WIDTH, _BETWEEN = 15, 410, 10
"""Rows, and pixels, of a chart that stands beside others; pixels between them."""
_SERIES, _EARLIER, _LINES, _FONT = "#2E4A5C", "#A9BAC5", "#D3D7DC", {"size": 9, "color": "#1B1B1B"}


def rows_under(charts: Sequence[Chart]) -> int:
    """Sheet rows that the chart of a table covers under it."""
    return max((_height(c) for c in charts), default=0)


def rows_above(charts: Sequence[Chart]) -> int:
    """Sheet rows that charts beside each other cover."""
    return _BESIDE_HEIGHT if charts else 0


def _height(chart: Chart) -> int:
    return 5 + math.ceil(chart.rows * 1.2)


def insert_under(book: xlsxwriter.Workbook, sheet: Any, model: Sheet, header: int, at: int) -> None:
    """Put the table's own chart on the row ``at``; the table's headings stand on the row ``header``."""
    for chart in model.charts:
        drawn = _drawn(book, model, chart, header)
        drawn.set_size({"width": _WIDE, "height": _height(chart) * ROW})
        sheet.insert_chart(at, 0, drawn, {"description": chart.alt_text, "object_position": 2})


def insert_above(book: xlsxwriter.Workbook, sheet: Any, model: Sheet, header: int, at: int) -> None:
    """Put the charts beside each other from the row ``at``."""
    for place, chart in enumerate(model.charts):
        drawn = _drawn(book, model, chart, header)
        drawn.set_size({"width": _BESIDE_WIDTH, "height": _BESIDE_HEIGHT * ROW})
        options = {"x_offset": place * (_BESIDE_WIDTH + _BETWEEN), "description": chart.alt_text, "object_position": 3}
        sheet.insert_chart(at, 0, drawn, options)


def _drawn(book: xlsxwriter.Workbook, model: Sheet, chart: Chart, header: int) -> Any:
    first = header + 1 + chart.first
    last = first + chart.rows - 1
    number = "#,##0.0" if chart.decimals else "#,##0"
    drawn = book.add_chart({"type": "column" if chart.upright else "bar"})
    series: dict[str, Any] = {
        "name": model.columns[chart.value_column].heading,
        "categories": [model.name, first, chart.label_column, last, chart.label_column],
        "values": [model.name, first, chart.value_column, last, chart.value_column],
        "fill": {"color": _SERIES},
        "data_labels": {"value": True, "num_format": number, "font": _FONT},
        "gap": 40,
    }
    if chart.upright:
        earlier = {"fill": {"color": _EARLIER}}
        series["points"] = [*([earlier] * (chart.rows - 1)), None]
    drawn.add_series(series)
    drawn.set_title({"name": chart.title, "name_font": {"size": 10, "color": "#1B1B1B"}, "overlay": False})
    drawn.set_legend({"none": True})
    # Every bar says its value, so that an axis would only say it again.
    names, values = (
        {"num_font": _FONT, "line": {"color": _LINES}},
        {"visible": False, "major_gridlines": {"visible": False}},
    )
    if chart.upright:
        drawn.set_x_axis(names)
        drawn.set_y_axis({**values, "min": 0})
    else:
        drawn.set_y_axis({**names, "reverse": True})
        drawn.set_x_axis({**values, "min": 0})
    return drawn
