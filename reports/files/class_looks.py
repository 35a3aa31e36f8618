"""How the classes look in workbooks, on paper and on slides; a class is always its word, a shape and a fill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ClassLook:
    """Fill, edge and text as hexadecimal colours without a sign, and the shape as a letter."""

    fill: str
    edge: str
    text: str
    shape: str


CLASS_LOOKS = (
    ClassLook("B04300", "B04300", "FFFFFF", "▲▲"),
    ClassLook("FBDDB8", "B04300", "1B1B1B", "△"),
    ClassLook("F0EADD", "857A63", "1B1B1B", "–"),
    ClassLook("CFE1F2", "1F4E79", "1B1B1B", "▼"),
    ClassLook("FFFFFF", "6B7785", "4A4F57", "○"),
)
"""By position on the scale; what cannot be rated is last. Text has a contrast of at least 5.8 to its fill."""
