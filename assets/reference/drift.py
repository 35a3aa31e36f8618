"""How much a source's answers may differ from the ones before them, and how large they are known to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class DriftLimit:
    """How far an answer may move from the one before until people are told (``told``), and until it is held back (``held``)."""

    told: float
    held: float


@cache
def drift_limits() -> dict[str, DriftLimit]:
    """What is measured of two answers → its limits."""
    return {
        row["vad"]: DriftLimit(float(row["varning"]), float(row["karantan"]))
        for row in rows_of("granser_skillnader.csv")
    }


@dataclass(frozen=True)
class UsualDrift:
    """How much a source's answers move when nothing is wrong.

    ``same_period`` and ``next_period`` are standard deviations of large slices' log changes, ``clump`` is how many come or
    go together from one period to the next, and ``noise`` the standard deviation of the source's own noise in a cell, in the
    unit of the table. ``year_before`` says that a period is held against the same one a year before, because the seasons
    move more than the years. ``profiles`` says that a code can be known again by how it is divided over the rest.
    """

    same_period: float
    next_period: float
    clump: float
    noise: float
    year_before: bool
    profiles: bool


_ANY_SOURCE, _YEAR_BEFORE = "*", "samma tid året före"


@cache
def _usual_drift() -> dict[str, UsualDrift]:
    return {
        row["underlag"]: UsualDrift(
            float(row["samma_period"]),
            float(row["nasta_period"]),
            float(row["klump"]),
            float(row["brus"]),
            row["jamfors_med"] == _YEAR_BEFORE,
            row["profil"] == "ja",
        )
        for row in rows_of("vanliga_skillnader.csv")
    }


def usual_drift(dataset: str) -> UsualDrift:
    """How much a source's answers usually move; those that are not named are held to be like most."""
    return _usual_drift().get(dataset, _usual_drift()[_ANY_SOURCE])


@dataclass(frozen=True)
class KnownLevel:
    """How large a total of a staged table is known to be.

    ``county`` is empty for a total that every county's table has. ``where`` says which rows are summed: column → codes.
    ``origin`` is the published figure that the limits were drawn around.
    """

    table: str
    what: str
    county: str
    where: Mapping[str, tuple[str, ...]]
    lowest: float
    highest: float
    origin: str


@cache
def known_levels() -> tuple[KnownLevel, ...]:
    """Totals that are known from what has been published, with limits that are wide enough for several years."""
    return tuple(
        KnownLevel(
            row["tabell"],
            row["vad"],
            row["lan_kod"],
            {
                column: tuple(codes.split("|"))
                for column, _, codes in (part.partition("=") for part in row["rader"].split(";") if part)
            },
            float(row["lagst"]),
            float(row["hogst"]),
            row["ursprung"],
        )
        for row in rows_of("kanda_nivaer.csv")
    )
