"""Who works and who is registered in the small warehouse."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.employees import AGE_GROUPS, EMPLOYEES_BY_YEAR, EMPLOYEES_IN_ALL, OCCUPATION_AGES
from assets.contracts.unemployed import REGISTERED_SHARES
from assets.contracts.words import BAS, RAMS_MONTHLY, RAMS_STATEMENTS, REPORTING_GROUP, SEXES
from tests.unit.rows import tuples

Area = tuple[str, str, str]
"""Code, name and level."""


def ages(areas: Iterable[Area], groups: Iterable[tuple[str, str]], without: str) -> pa.Table:
    """A quarter are 55–64 years; of one group too few ages are known to say anything."""
    known, unknown = (2000, 500, 0.25, None), (None, None, None, "Åldern är skyddad.")
    return tuples(
        OCCUPATION_AGES,
        "geo_kod geo_namn geo_niva yrke_kod yrke_namn kon anstallda anstallda_55_64 andel_55_64 anmarkning",
        [
            (*area, *group, sex, *(unknown if group[0] == without else known))
            for area in areas
            for group in groups
            for sex in SEXES
        ],
        yrkesniva=REPORTING_GROUP,
        ar=2024,
        andel_55_64_lan=0.24,
        andel_55_64_riket=0.23,
    )


def age_groups(areas: Iterable[Area], groups: Iterable[tuple[str, str]], without: str) -> pa.Table:
    """Every age group's share of those whose age is known."""
    shares = {"16-24": 0.1, "25-39": 0.35, "40-54": 0.3, "55-59": 0.15, "60-64": 0.1}
    return tuples(
        AGE_GROUPS,
        "geo_kod geo_namn geo_niva yrke_kod yrke_namn alder andel anmarkning",
        [
            (*area, *group, age, *((None, "Åldern är skyddad.") if group[0] == without else (share, None)))
            for area in areas
            for group in groups
            for age, share in shares.items()
        ],
        ar=2024,
    )


def registered(areas: Iterable[Area]) -> pa.Table:
    """Of two characteristics a group each."""
    groups = (("tid utan arbete", "mer än 12 månader"), ("födelseland", "utrikes födda"))
    return tuples(
        REGISTERED_SHARES,
        "geo_kod geo_namn geo_niva egenskap grupp kon",
        [(*area, *group, sex) for area in areas for group in groups for sex in SEXES],
        manad="2026-08",
        antal=400,
        andel=0.4,
        andel_lan=0.38,
    )


def employees_by_year(areas: Iterable[Area], groups: Iterable[tuple[str, str]], without: str) -> pa.Table:
    """A hundred more each year since 2014, in three registers; of one group a part is missing in the first year."""
    return tuples(
        EMPLOYEES_BY_YEAR,
        "geo_kod geo_namn geo_niva yrke_kod yrke_namn ar register varde status",
        [
            (*area, *group, year, _register(year), *counted)
            for area in (*areas, ("00", "Riket", "riket"))
            for group in groups
            for year in range(2014, 2025)
            for counted in [
                (None, "del saknas") if group[0] == without and year == 2014 else (100 * (year - 2000), None)
            ]
        ],
        grund="raknad",
    )


def employees_in_all(areas: Iterable[Area]) -> pa.Table:
    """A thousand more each year since 2014, in three registers; in Skaraborg a number of the last year is not shown."""
    return tuples(
        EMPLOYEES_IN_ALL,
        "geo_kod geo_namn geo_niva kon ar register varde minst tal_som_saknas",
        [
            (*area, sex, year, _register(year), *counted)
            for area in (*areas, ("00", "Riket", "riket"))
            for sex in SEXES
            for year in range(2014, 2025)
            for number in [1000 * (year - 2000)]
            for counted in [(None, number, 1) if (area[0], year) == ("skaraborg", 2024) else (number, number, 0)]
        ],
        grund="raknad",
    )


def _register(year: int) -> str:
    return RAMS_STATEMENTS if year < 2019 else RAMS_MONTHLY if year < 2020 else BAS
