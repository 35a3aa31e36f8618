"""The rules of calculation that are shown beside the projection, and which occupations follow an age group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class Scenario:
    """A rule of calculation that is shown beside the projection: what it changes (``measure``) and by how much."""

    code: str
    name: str
    measure: str
    value: float
    origin: str


@dataclass(frozen=True)
class AgeNeed:
    """An occupation of the welfare whose work is nearly all for people of some ages, first and last."""

    ssyk3: str
    first: int
    last: int


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The long term's scenarios, in the order of the file."""
    return tuple(
        Scenario(row["scenario"], row["namn"], row["matt"], float(row["varde"]), row["ursprung"])
        for row in rows_of("scenarier.csv")
    )


LONGER_WORKING_LIFE = "langre_arbetsliv"
"""The scenario that changes how long people work, in years."""


@cache
def needs_by_age() -> tuple[AgeNeed, ...]:
    """The occupations that follow an age group."""
    return tuple(
        AgeNeed(row["ssyk3"], int(row["alder_fran"]), int(row["alder_till"]))
        for row in rows_of("valfardsyrken_alder.csv")
    )
