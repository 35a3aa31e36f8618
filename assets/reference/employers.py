"""Which sector an employer is of, and which employers are the public's own or hire out staff."""

from __future__ import annotations

from functools import cache

from assets.reference.rows import rows_of

UNKNOWN_SECTOR = "US"
"""SCB's code for people at work whose employer's sector is unknown."""


@cache
def sector_prefixes() -> dict[str, str]:
    """Beginning of an organisation number → sector."""
    return {row["prefix"]: row["sektor"] for row in rows_of("organisationsnummer_sektor.csv")}


@cache
def sectors_of_scb() -> dict[str, str]:
    """SCB's code of a sector → ours; its codes of several sectors together are not here."""
    return {row["kod"]: row["sektor"] for row in rows_of("sektorer_scb.csv")}


@cache
def sectors_of_survey() -> dict[str, tuple[str, ...]]:
    """Beginning of a sector's code in SCB's survey of job vacancies → the sectors that it covers."""
    covered: dict[str, list[str]] = {}
    for row in rows_of("sektorer_lediga_jobb.csv"):
        covered.setdefault(row["sektor_i_enkaten"], []).append(row["sektor"])
    return {name: tuple(sectors) for name, sectors in covered.items()}


@cache
def welfare_industries() -> tuple[str, ...]:
    """Industries (SNI 2007, one letter) that make the welfare's activities, whoever employs."""
    return tuple(row["sni"] for row in rows_of("valfardens_naringsgrenar.csv"))


@cache
def public_companies() -> frozenset[str]:
    """Organisation numbers of companies that the state, a region or municipalities own."""
    return frozenset(row["organisationsnummer"] for row in rows_of("offentligt_agda_foretag.csv"))


@cache
def staffing_agencies() -> frozenset[str]:
    """Organisation numbers of staffing agencies, whose ads hide who the employer will be."""
    return frozenset(row["organisationsnummer"] for row in rows_of("bemanningsforetag.csv"))


@cache
def staffing_names() -> tuple[str, ...]:
    """Words that a staffing agency has in its name, in small letters; one or several words each."""
    return tuple(row["monster"] for row in rows_of("bemanning_namnmonster.csv"))
