"""Registers of all counties on four digits, small enough to make in a test, in which families of occupations have trends."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES
from assets.marts.long_term.panels import REGISTERS
from assets.reference.areas import NATION, counties
from assets.reference.occupations import occupations_ssyk3
from tests.unit.rows import rows

YEARS = {"staged_2014": range(2014, 2019), "staged_2019": range(2019, 2022), "staged": range(2020, 2025)}
CODES = [code for code in occupations_ssyk3() if code not in ("941",)][::2]
"""Every second occupation; some of them are never projected."""
SMALL = CODES[40]
"""Has eight employees in every county."""


@cache
def persons() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Occupations × counties × years 2014–2024."""
    r = np.random.default_rng(5)
    families = sorted({code[:2] for code in CODES})
    trend = np.array([0.02 if families.index(code[:2]) % 2 else -0.02 for code in CODES])
    start = r.lognormal(7, 0.8, (len(CODES), len(counties()), 1))
    noise = r.normal(0, 0.3, (len(CODES), len(counties()), 11)) / np.sqrt(start)
    made = np.rint(start * np.exp(trend[:, None, None] * np.arange(11) + noise))
    made[CODES.index(SMALL)] = 8
    return made


@cache
def registers() -> dict[str, pa.Table]:
    """The staged tables, women and men, with the unknown occupation among them."""
    made = {}
    for name, years in YEARS.items():
        contract = REGISTERS[name]
        given = [
            {
                "region_kod": county,
                "ssyk4": f"{code}1",
                "kon": sex,
                "ar": year,
                "varde": int(persons()[o, c, year - 2014]) * share,
            }
            for o, code in enumerate(CODES)
            for c, county in enumerate(counties())
            for year in years
            for sex, share in (("kvinnor", 1), ("män", 0))
        ]
        # The source's own row of the nation, which stands among those of its counties.
        given += [
            {
                "region_kod": NATION,
                "ssyk4": f"{code}1",
                "kon": sex,
                "ar": year,
                "varde": int(persons()[o, :, year - 2014].sum()) * share,
            }
            for o, code in enumerate(CODES)
            for year in years
            for sex, share in (("kvinnor", 1), ("män", 0))
        ]
        given += [
            {"region_kod": county, "ssyk4": "0002", "kon": "män", "ar": year, "varde": 9000}
            for county in counties()
            for year in years
        ]
        made[name] = rows(contract, given)
    return made


DELREGIONS = ("fyrbodal", "skaraborg")


def delregions_over_years(own: float = 0.0, hidden: str = "") -> pa.Table:
    """mart.anstallda of 2014–2024: two delregioner that share county 14 by fixed parts, and what moves them apart from it.

    Args:
        own: how fast the first gains from the second, in parts a year, in every second occupation; it loses in the others.
        hidden: an occupation whose number is missing in the first in 2018.
    """
    where = list(counties()).index("14")
    given = []
    for o, code in enumerate(CODES):
        for year in range(11):
            whole = int(persons()[o, where, year])
            first = round(whole * (0.4 + own * year * (-1) ** o))
            for area, number in zip(DELREGIONS, (first, whole - first), strict=True):
                missing = code == hidden and year == 4 and area == DELREGIONS[0]
                given.append(
                    {
                        "geo_kod": area,
                        "geo_namn": area,
                        "ssyk3": code,
                        "ar": 2014 + year,
                        "varde": None if missing else number,
                    }
                )
    return rows(EMPLOYEES, given, geo_niva="delregion", kon="totalt")


def employees(halves: bool = True) -> pa.Table:
    """mart.anstallda of 2024: the nation and county 14 as in the register, and a delregion with half of the county."""
    where = list(counties()).index("14")
    given = [
        {
            "geo_niva": level,
            "geo_kod": area,
            "geo_namn": area,
            "ssyk3": code,
            "varde": int(persons()[o, counted, -1].sum()) // part,
        }
        for o, code in enumerate(CODES)
        for level, area, counted, part in (
            ("riket", "00", list(range(len(counties()))), 1),
            ("lan", "14", [where], 1),
            ("delregion", "fyrbodal", [where], 2),
        )
        if halves or level == "lan"
    ]
    return rows(EMPLOYEES, given, ar=2024, kon="totalt")
