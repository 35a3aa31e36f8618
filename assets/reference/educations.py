"""Educations: SCB's groups of them, which occupations they lead to, and what SCB expects of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class EducationGroup:
    """An utbildningsgrupp of SCB's matching indicators; a ``general`` one (or unknown) prepares for no occupation."""

    code: str
    name: str
    level: str
    general: bool


@cache
def education_groups() -> tuple[EducationGroup, ...]:
    """The 87 utbildningsgrupper in the order of their codes."""
    return tuple(
        EducationGroup(row["utbildningsgrupp"], row["namn"], row["niva"], row["allman"] == "ja")
        for row in rows_of("utbildningsgrupper.csv")
    )


@dataclass(frozen=True)
class OutlookOfSCB:
    """What SCB has published of an education in a county some years ahead, as a person has entered it (persons)."""

    county: str
    education: str
    year: int
    need: float
    supply: float
    origin: str


@cache
def outlooks_of_scb() -> tuple[OutlookOfSCB, ...]:
    """SCB's published regional outlook, in the order of the file; no rows until somebody has entered them.

    Raises:
        ValueError: a row has no origin, or nobody has put a name to it.
    """
    found = []
    for row in rows_of("scb_regional_utblick.csv"):
        if not row["ursprung"].strip() or not row["inford_av"].strip():
            raise ValueError(
                f"scb_regional_utblick.csv: raden för {row['lan_kod']} {row['utbildningsgrupp']} saknar ursprung eller inford_av. "
                "Skriv in dem."
            )
        found.append(
            OutlookOfSCB(
                row["lan_kod"],
                row["utbildningsgrupp"],
                int(row["till_ar"]),
                float(row["behov"]),
                float(row["tillgang"]),
                row["ursprung"],
            )
        )
    return tuple(found)


@cache
def occupations_of_education() -> dict[str, tuple[str, ...]]:
    """Utbildningsgrupp → the three-digit occupations it leads to; a group without a link is not there."""
    links: dict[str, list[str]] = {}
    for row in rows_of("utbildningsgrupp_yrke.csv"):
        links.setdefault(row["utbildningsgrupp"], []).append(row["ssyk3"])
    return {education: tuple(sorted(occupations)) for education, occupations in links.items()}


@cache
def educations_of_occupation() -> dict[str, tuple[str, ...]]:
    """Three-digit occupation → the utbildningsgrupper that lead to it; an occupation without a link is not there."""
    links: dict[str, list[str]] = {}
    for education, occupations in occupations_of_education().items():
        for ssyk3 in occupations:
            links.setdefault(ssyk3, []).append(education)
    return {ssyk3: tuple(sorted(educations)) for ssyk3, educations in links.items()}
