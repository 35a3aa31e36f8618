"""Occupations: SSYK 2012, Arbetsförmedlingen's groups and areas of it, and the groups that readers see as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of

UNKNOWN_SSYK3 = "0002"
"""SCB's code for employees whose occupation is unknown."""


@dataclass(frozen=True)
class ReportingGroup:
    """A redovisningsgrupp: the occupations that readers see as one, ``ssyk3``, and why they are merged (empty for one)."""

    code: str
    name: str
    ssyk3: tuple[str, ...]
    reason: str
    reviewed_by: str

    @property
    def managers(self) -> bool:
        """Whether all its occupations are managers, whose codes begin with 1 in SSYK; a mixed group's are not."""
        return all(code.startswith("1") for code in self.ssyk3)


@dataclass(frozen=True)
class NoAfGroup:
    """A group of SSYK 2012 that Arbetsförmedlingen has no group for: the group that covers it, or none, and why."""

    ssyk4: str
    af_group: str
    reason: str


@cache
def occupations_ssyk3() -> dict[str, str]:
    """SSYK 2012 three-digit code → name, 148 groups, without "yrke okänt"."""
    return {row["ssyk3"]: row["namn"] for row in rows_of("yrken_ssyk3.csv")}


@cache
def reporting_groups() -> tuple[ReportingGroup, ...]:
    """The redovisningsgrupper in the order of their codes; each SSYK 2012 three-digit code is in exactly one."""
    return tuple(
        ReportingGroup(
            row["redovisningsgrupp"], row["namn"], tuple(row["ssyk3"].split()), row["skal"], row["granskad_av"]
        )
        for row in rows_of("redovisningsgrupper.csv")
    )


@cache
def reporting_group_of() -> dict[str, str]:
    """SSYK 2012 three-digit code → code of its redovisningsgrupp, without "yrke okänt"."""
    return {ssyk3: group.code for group in reporting_groups() for ssyk3 in group.ssyk3}


@cache
def occupation_fields() -> dict[str, str]:
    """Code of a redovisningsgrupp → the broad field that it belongs to, a dozen in all."""
    return {row["redovisningsgrupp"]: row["yrkesfalt"] for row in rows_of("yrkesfalt.csv")}


@cache
def everyday_words() -> tuple[tuple[str, str], ...]:
    """Word that people say and code of a redovisningsgrupp that they mean; a word may mean several."""
    return tuple((row["ord"], row["redovisningsgrupp"]) for row in rows_of("vardagsord.csv"))


@cache
def occupations_ssyk4() -> dict[str, str]:
    """Four-digit code → name: SSYK 2012 and the manager groups that Arbetsförmedlingen merges."""
    return {row["ssyk4"]: row["namn"] for row in rows_of("yrken_ssyk4.csv")}


@cache
def ssyk2012() -> dict[str, str]:
    """Four-digit code → name of SCB's 429 groups."""
    return {row["ssyk4"]: row["namn"] for row in rows_of("yrken_ssyk4.csv") if row["indelning"] == "SSYK 2012"}


@cache
def without_af_group() -> dict[str, NoAfGroup]:
    """The 54 groups of SSYK 2012 that Arbetsförmedlingen has no group of their own for."""
    return {row["ssyk4"]: NoAfGroup(*row.values()) for row in rows_of("yrken_utan_af_grupp.csv")}


@cache
def af_area_of_ssyk4() -> dict[str, str]:
    """Four-digit code → AF-yrkesområde, for Arbetsförmedlingen's 400 groups."""
    return {row["ssyk4"]: row["af_yrkesomrade"] for row in rows_of("yrken_ssyk4.csv") if row["af_yrkesomrade"]}


@cache
def af_area_of_any() -> dict[str, str]:
    """Four-digit code of SSYK 2012 → AF-yrkesområde; a group that Arbetsförmedlingen merges has the merged group's."""
    known = af_area_of_ssyk4()
    merged = {code: known[group.af_group] for code, group in without_af_group().items() if group.af_group}
    return {**merged, **known}


@cache
def af_areas() -> dict[str, str]:
    """AF-yrkesområde code → name, 21 areas."""
    return {row["af_yrkesomrade"]: row["namn"] for row in rows_of("af_yrkesomraden.csv")}
