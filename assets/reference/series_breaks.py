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
