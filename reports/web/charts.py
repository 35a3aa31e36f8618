"""The bar chart of a sheet, drawn from the same rows as the table beside it."""

from __future__ import annotations

from typing import Any

from reports import texts
from reports.sheets.model import Sheet
from reports.web.figures import LINE, MARK, svg


def bar_chart(sheet: Sheet, name: str) -> str:
    """Horizontal bars in the table's order, each with its value.

    Args:
        sheet: a sheet with a chart.
        name: prefix of the ids.

    Raises:
        ValueError: the sheet has no chart.
    """
    chart = sheet.chart
    if chart is None:
        raise ValueError(f"bladet {sheet.name} har inget diagram")
    rows = sheet.rows[: chart.rows]
    labels = [str(row[chart.label_column]) for row in rows]
    values = [float(row[chart.value_column] or 0) for row in rows]
    kind = sheet.columns[chart.value_column].kind

    def draw(figure: Any, axes: Any) -> None:
        bars = axes.barh(labels, values, color=MARK, height=0.7)
        axes.bar_label(bars, [texts.shown(v, kind) for v in values], padding=3)
        axes.invert_yaxis()
        axes.margins(x=0.12, y=0.01)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_visible(False)
        for side in ("top", "right", "bottom"):
            axes.spines[side].set_visible(False)
        axes.spines["left"].set_color(LINE)

    return svg(8.2, 0.6 + 0.24 * len(rows), name, chart.alt_text, draw)
