"""Where and when the made-up world is: Västra Götaland with its delregioner, another county and the nation, over a year."""

from __future__ import annotations

import pandas as pd

from assets.marts.places.dimensions import dim_geo, dim_occupation
from assets.reference.areas import membership

COUNTY, OTHER, NATION = "14", "12", "00"
GEO, OCCUPATIONS = dim_geo(COUNTY), dim_occupation()
MEMBERS: dict[str, list[str]] = {}
"""Delregion → its municipalities, both in the order of their codes."""
for _member in sorted(membership(COUNTY), key=lambda m: (m.delregion, m.municipality)):
    MEMBERS.setdefault(_member.delregion, []).append(_member.municipality)
DELREGIONER = list(MEMBERS)
IN_COUNTY = [municipality for members in MEMBERS.values() for municipality in members]
MONTHS = [str(month) for month in pd.period_range("2025-09", periods=12, freq="M")]
_PLACES = {row["geo_kod"]: (row["geo_niva"], row["geo_namn"]) for row in GEO.to_pylist()}
_PLACES[OTHER] = ("lan", "Skåne län")


def geo(code: str) -> dict[str, str]:
    """The columns that say which area a row is about."""
    level, name = _PLACES[code]
    return {"geo_niva": level, "geo_kod": code, "geo_namn": name}
