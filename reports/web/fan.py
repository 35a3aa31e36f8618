"""A chart of employees as they have been and as they are projected: a field that opens with the years.

Every number it draws stands in words beside it, so it is hidden from who reads with their ears.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reports.findings.employed import Register
from reports.findings.long_term import Horizon

WIDTH, HEIGHT, ROOM = 200, 72, 3
"""Of the drawing, and what stands free around it for marks on the edge."""

Point = tuple[float, float]


def fan(history: Sequence[Register], horizons: Sequence[Horizon], span: tuple[int, int] | None = None) -> str:
    """The drawing as SVG.

    Args:
        history: the employees in the years of each register; never joined over a break.
        horizons: the years ahead that have a number, in order; none gives a chart of what has been.
        span: first and last year of the axis, where charts stand beside each other; else the chart's own.

    Returns:
        SVG; empty when no year is known. An upright line stands where the numbers break.
    """
    known = [(r, [(year, number) for year, number in r.years if number is not None]) for r in history]
    drawn = [(register, years) for register, years in known if years]
    if not drawn:
        return ""
    ahead = [h for h in horizons if h.middle is not None and h.low is not None and h.high is not None]
    first, last = span or (drawn[0][1][0][0], max([drawn[-1][1][-1][0], *(h.year for h in ahead)]))
    top = max([n for _, years in drawn for _, n in years] + [h.high or 0 for h in ahead]) or 1

    def at(year: float, number: float) -> Point:
        return WIDTH * (year - first) / max(last - first, 1), HEIGHT * (1 - number / top)

    parts = []
    if ahead:
        start = at(*drawn[-1][1][-1])
        upper = [at(h.year, h.high or 0) for h in ahead]
        lower = [at(h.year, h.low or 0) for h in ahead]
        parts.append(f'<path class="falt" d="{_line([start, *upper, *reversed(lower)])}z"/>')
        parts.append(f'<path class="framat" d="{_line([start, *(at(h.year, h.middle or 0) for h in ahead)])}"/>')
    for (_, before), (_, after) in pairwise(drawn):
        at_break, _ = at((before[-1][0] + after[0][0]) / 2, 0)
        parts.append(f'<path class="brott" d="M{at_break:.1f},0V{HEIGHT}"/>')
    for _, years in drawn:
        points = [at(*year) for year in years]
        parts.append(f'<path d="{_line(points)}"/>')
        parts.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in points)
    box = f"{-ROOM},{-ROOM},{WIDTH + 2 * ROOM},{HEIGHT + 2 * ROOM}"
    return f'<svg class="historik solfjader" viewBox="{box}" aria-hidden="true">{"".join(parts)}</svg>'


def _line(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
