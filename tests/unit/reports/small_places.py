"""Municipalities' occupations of the small warehouse."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.marts.places.dimensions import dim_geo
from tests.unit.rows import rows


def municipality_occupations(groups: Iterable[tuple[str, str]]) -> pa.Table:
    """Of the first group a hundred employees and twenty posts in every municipality, of the others too few."""
    shown = {"anstallda": 100, "platser_rensade": 20, "platser_per_100_anstallda": 20.0}
    withheld = {"anmarkning": "Färre än 20 anställda: antalet visas inte."}
    places = [row for row in dim_geo("14").to_pylist() if row["geo_niva"] == "kommun"]
    names = ("geo_niva", "geo_kod", "geo_namn", "delregion_kod")
    return rows(
        MUNICIPALITY_OCCUPATIONS,
        (
            {
                **{name: place[name] for name in names},
                "yrke_kod": code,
                "yrke_namn": label,
                **(withheld if at else shown),
            }
            for place in places
            for at, (code, label) in enumerate(groups)
        ),
        ar_anstallda="2024",
        period_fran="2025-09",
        period_till="2026-08",
        grund="raknad",
    )
