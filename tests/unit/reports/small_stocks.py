"""Open posts beside registered unemployed, of the small warehouse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from assets.contracts.open_now import OPEN_NOW
from tests.unit.rows import rows

STOCKS = (
    ("8", "Hälso- och sjukvård", 1189, 2273),
    ("3", "Data/IT", 10, 60),
    ("9", "Hantverk", 100, 49),
    ("14", "Naturvetenskap", 40, None),
    ("alla", "Alla kända AF-yrkesområden", 1339, 2382),
)
"""Fewest unemployed per post in crafts, which has too few of them for a headline, then in health care."""


def open_now(areas: Iterable[tuple[str, str, str]]) -> pa.Table:
    """The same in every area: code, name and level."""
    return rows(
        OPEN_NOW,
        (
            {"geo_niva": level, "geo_kod": code, "geo_namn": name, "af_yrkesomrade": area, "af_yrkesomrade_namn": label,
             "platser_oppna": posts, "inskrivna_arbetslosa": people,
             "inskrivna_per_oppen_plats": None if people is None else people / posts}
            for code, name, level in areas
            for area, label, posts, people in STOCKS
        ),
        dag=date(2026, 8, 31),
        manad="2026-08",
        grund="raknad",
    )  # fmt: skip
