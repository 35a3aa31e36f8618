"""Where a series changes how it counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class SeriesBreak:
    """A change of how a series counts: the tables it concerns, its first period (``first``), and what to compare."""

    code: str
    tables: tuple[str, ...]
    first: str
    what: str
    not_comparable: str
    compare: str


@cache
def known_breaks() -> dict[str, SeriesBreak]:
    """The register of breaks, by code."""
    return {
        row["brott"]: SeriesBreak(
            row["brott"],
            tuple(row["tabeller"].split()),
            row["fran"],
            row["vad"],
            row["jamfor_inte"],
            row["jamfor_i_stallet"],
        )
        for row in rows_of("seriebrott.csv")
    }


BAS_BREAK, UNKNOWN_BREAK = "yrkesregistret_2020", "yrkesregistret_2023"
"""The breaks where the register was changed to BAS, and where fewer employees have an unknown occupation."""


def years_around(code: str) -> tuple[int, int]:
    """The last year before a break and the first after it.

    >>> years_around(UNKNOWN_BREAK)
    (2022, 2023)
    """
    first = int(known_breaks()[code].first)
    return first - 1, first


LAST_UNKNOWN_YEAR, FIRST_KNOWN_YEAR = years_around(UNKNOWN_BREAK)
"""The years between which fewer employees got an unknown occupation."""


def breaks_of(table: str) -> tuple[int, ...]:
    """The first years of a table's breaks.

    >>> breaks_of("mart.anstallda")
    (2019, 2020, 2023)
    """
    return tuple(int(each.first) for each in known_breaks().values() if table in each.tables)
