"""Frames of the rules that hold a count against the year before, another table or its municipalities; right unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from assets.contracts.ads import SWEDEN
from assets.contracts.registry import contract

SUMMED = (
    "anstallda",
    "anstallda_2019",
    "anstallda_2014",
    "anstallda_alder",
    "anstallda_naringsgren",
    "matchning",
    "matchning_niva",
    "utbildningsniva",
    "sysselsatta_sektor",
    "sysselsatta_naringsgren",
    "arbetsmarknadsstatus",
    "framskriven_folkmangd",
    "folkmangd_till_2024",
    "folkmangd",
    "utbildningsfloden",
)
"""Staged tables of SCB with municipalities and their county."""


def of_municipalities(table: str) -> Callable[..., pd.DataFrame]:
    """Two municipalities and their county of 2,000; one of another county, whose sum nobody has asked for."""

    def frame(one: float | None = 500.0, other: float | None = 1500.0) -> pd.DataFrame:
        rows = [("14", 2000.0), ("1480", one), ("1485", other), ("1380", 99.0), ("00", 9e6)]
        made = pd.DataFrame(rows, columns=["region_kod", "varde"]).astype({"varde": "float64"})
        same = {name: "x" for name in contract(f"staged.{table}").key if name != "region_kod"}
        return made.assign(**{**same, "matt": "befolkning"})

    return frame


def sexes_of_employees(women: float = 300.0, before: float = 300.0, register: str = "BAS") -> pd.DataFrame:
    """Of 500 in the county and in the nation six of ten are women; a small occupation turns over."""
    rows = [
        (level, code, occupation, sex, year, number)
        for level, code in (("lan", "14"), ("riket", "00"))
        for year, first in ((2024, women), (2023, before))
        for occupation, sex, number in (
            ("222", "kvinnor", first),
            ("222", "män", 500.0 - first),
            ("222", "totalt", 500.0),
            ("912", "kvinnor", 90.0 if year == 2024 else 10.0),
            ("912", "män", 10.0 if year == 2024 else 90.0),
        )
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "kon", "ar", "varde"])
    return frame.assign(register=["BAS" if year == 2024 else register for year in frame["ar"]])


def sexes_of_groups() -> pd.DataFrame:
    """The county's, on four digits: as many of both."""
    rows = [("14", "2221", "kvinnor", 200.0), ("14", "2222", "kvinnor", 100.0), ("14", "2221", "män", 200.0)]
    return pd.DataFrame(rows, columns=["region_kod", "ssyk4", "kon", "varde"]).assign(ar=2024)


def ads_of_two_years(
    county: int = 1100, town: int = 500, village: int = 3, nation: int = 11_000, published: str = "2025-01"
) -> pd.DataFrame:
    """A tenth more in the nation and in the county; a village with so few that nothing can be said of it."""
    rows = [
        ("riket", "riket", "2024-01", 10_000),
        ("riket", "riket", published, nation),
        ("lan", "länet", "2024-01", 1000),
        ("lan", "länet", published, county),
        ("kommun", "staden", "2024-01", 400),
        ("kommun", "staden", published, town),
        ("kommun", "byn", "2024-01", 30),
        ("kommun", "byn", published, village),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_namn", "manad", "annonser_publicerade"])
    return frame.assign(geo_kod=frame["geo_niva"].map({"riket": "00", "lan": "14", "kommun": "1480"}))


def ads_of_a_month(archived: int = 10, municipal: int = 9) -> pd.DataFrame:
    """Of two months; the stream was followed through the second."""
    rows = [("lan", "14", "2026-08", 70), ("lan", "14", "2026-09", archived), ("kommun", "1480", "2026-09", municipal)]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "manad", "annonser_publicerade"])


def ads_in_the_stream() -> pd.DataFrame:
    """Ten of the county in September, one of them without a municipality. Not counted: August, abroad, elsewhere."""
    september, august = date(2026, 9, 15), date(2026, 8, 31)
    rows = [(september, "1480", "14", None)] * 9 + [(september, None, "14", SWEDEN)]
    rows += [(august, "1480", "14", None), (september, None, "14", "NO"), (september, "0180", "01", None)]
    return pd.DataFrame(rows, columns=["publicerad", "kommun_kod", "lan_kod", "land_kod"])


def followed_days(*days: date) -> pd.DataFrame:
    """Days on which the open ads are counted."""
    return pd.DataFrame({"dag": days or (date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 2))})


def by_age(one: float = 100.0, hidden: int = 0, until: int = 75, other: str = "4") -> pd.DataFrame:
    """People of one level in every year class; ``one`` in the youngest, and ``hidden`` of the others not told.

    Of an ``other`` level, and of a year that the other table has not, there is one class alone.
    """
    told = [one, *[100.0] * (58 - hidden), *[None] * hidden][: until - 16]
    rows = [("14", "3", "kvinnor", str(age), 2024, value) for age, value in enumerate(told, 16)]
    rows += [("14", other, "kvinnor", "40", 2024, 700.0), ("14", "3", "kvinnor", "40", 2023, 100.0)]
    return pd.DataFrame(rows, columns=["region_kod", "utbildningsniva", "kon", "alder", "ar", "varde"])


def of_all_ages() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("14", "3", "kvinnor", 2024, 5900.0),
            ("14", "4", "kvinnor", 2024, 700.0),
            ("14", "5", "kvinnor", 2024, 0.0),
            ("14", "4", "män", 2024, 800.0),
            ("14", "4", "kvinnor", 2022, 800.0),
            ("1480", "3", "kvinnor", 2024, 900.0),
        ],
        columns=["region_kod", "utbildningsniva", "kon", "ar", "varde"],
    )
