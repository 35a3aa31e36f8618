"""Open posts beside registered unemployed, and the year before, of the small warehouse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from assets.contracts.change import PEOPLE_MEASURE, POSTS_BY_QUARTER, POSTS_BY_YEAR, POSTS_MEASURE, THEN_AND_NOW
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.words import AF_AREA, ALL, REPORTING_GROUP
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
             **({} if people is None else
                {"inskrivna_per_oppen_plats": people / posts, "nedre": 0.8 * people / posts, "ovre": 1.25 * people / posts})}
            for code, name, level in areas
            for area, label, posts, people in STOCKS
        ),
        dag=date(2026, 8, 31),
        manad="2026-08",
        grund="raknad",
    )  # fmt: skip


def then_and_now(areas: Iterable[tuple[str, str, str]]) -> pa.Table:
    """In every area more posts for nurses and in health care than the year before, and as many unemployed."""
    windows = {
        "period_fran": "2025-09",
        "period_till": "2026-08",
        "period_fran_da": "2024-09",
        "period_till_da": "2025-08",
    }
    return rows(
        THEN_AND_NOW,
        (
            {"geo_niva": level, "geo_kod": code, "geo_namn": name, "yrkesniva": kind, "yrke_kod": at, "yrke_namn": at,
             "matt": measure, "ord": word, "kvot": ratio, "nedre": ratio - 0.08, "ovre": ratio + 0.09}
            for code, name, level in areas
            for kind, at, measure, word, ratio in (
                (REPORTING_GROUP, "222+223", POSTS_MEASURE, "fler", 1.1234),
                (AF_AREA, "8", POSTS_MEASURE, "fler", 1.2),
                (AF_AREA, "8", PEOPLE_MEASURE, "oförändrat", 0.98),
            )
        ),
        kon="totalt",
        **windows,
    )  # fmt: skip


def posts_by_year(areas: Iterable[tuple[str, str, str]], groups: Iterable[tuple[str, str]]) -> pa.Table:
    """In every area fewer posts each year, of every occupation and of all ads; the oldest year is not whole."""
    units = [(AF_AREA, ALL, "Alla annonser", 100), *((REPORTING_GROUP, code, name, 10) for code, name in groups)]
    return rows(
        POSTS_BY_YEAR,
        (
            {"geo_niva": level, "geo_kod": code, "geo_namn": name, "yrkesniva": kind, "yrke_kod": at, "yrke_namn": label,
             "period_fran": f"{year}-09", "period_till": f"{year + 1}-08",
             "platser_rensade": posts * (2031 - year) if year > 2021 else None,
             "anmarkning": None if year > 2021 else "Källan har bara 8 av periodens 12 månader."}
            for code, name, level in areas
            for kind, at, label, posts in units
            for year in range(2021, 2026)
        ),
        grund="raknad",
    )  # fmt: skip


def posts_by_quarter(areas: Iterable[tuple[str, str, str]]) -> pa.Table:
    """In every area ten posts fewer each quarter, a thousand in the newest; the oldest quarter is not whole."""
    quarters = [(year, quarter) for year in range(2021, 2027) for quarter in range(1, 5)][2:-2]
    return rows(
        POSTS_BY_QUARTER,
        (
            {"geo_niva": level, "geo_kod": code, "geo_namn": name, "kvartal": f"{year}-K{quarter}",
             "period_fran": f"{year}-{3 * quarter - 2:02}", "period_till": f"{year}-{3 * quarter:02}",
             "platser_rensade": 1000 + 10 * (len(quarters) - 1 - at) if at else None,
             "anmarkning": None if at else "Källan har bara 2 av kvartalets 3 månader."}
            for code, name, level in areas
            for at, (year, quarter) in enumerate(quarters)
        ),
        grund="raknad",
    )  # fmt: skip
