"""Who works in a municipality and who is registered as unemployed there, as shares beside the county's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assets.contracts.employees import MUNICIPALITY_AGES
from assets.contracts.model import Column, Record
from assets.contracts.unemployed import BORN_ABROAD, OLD, REGISTERED_SHARES, YOUNG
from assets.methods.matching import OLDER
from reports import texts
from reports.findings.occupations import amount
from reports.warehouse import Warehouse

_AGES = ((0, 24), (25, OLDER - 1), (OLDER, 64))
"""First and last year of the groups that readers see; the first has the youngest of the source."""
_BAND = re.compile(r"(\d+)\D+(\d+)")
REGISTERED_GROUPS = (YOUNG, OLD, "förgymnasial", BORN_ABROAD, "mer än 12 månader")
"""In the order in which they are read."""
_NAMES = {"förgymnasial": "förgymnasial utbildning", "mer än 12 månader": "utan arbete mer än 12 månader"}


@dataclass(frozen=True)
class Beside:
    """A group's share in the municipality, and the county's."""

    name: str
    shown: str
    county: str


@dataclass(frozen=True)
class People:
    """Groups, and in a sentence who they are and when; without groups where there is no number."""

    sentence: str
    groups: tuple[Beside, ...]


def employees_by_age(warehouse: Warehouse, code: str) -> People:
    """Employees with their workplace in the municipality; no groups where the source is missing, or an age lies in two of ours."""
    mine = [r for r in warehouse.municipality_ages if r["geo_kod"] == code]
    if not mine:
        return People("", ())
    bands: dict[tuple[int, int], list[Record]] = {group: [] for group in _AGES}
    for row in mine:
        found = _BAND.fullmatch(str(row["alder"]))
        first, last = map(int, found.groups()) if found else (-1, -1)
        group = next((g for g in _AGES if g[0] <= first and last <= g[1]), None)
        if group is None:
            return People("", ())
        bands[group].append(row)
    share, county = MUNICIPALITY_AGES.column("andel"), MUNICIPALITY_AGES.column("andel_lan")
    groups = tuple(
        Beside(_years(group), _together(share, rows), _together(county, rows)) for group, rows in bands.items()
    )
    year = str(mine[0]["ar"])
    return _people(f"Anställda 16–64 år med arbetsplats här, november {year}.", groups)


def _people(sentence: str, groups: tuple[Beside, ...]) -> People:
    """With what two points mean, where there are any."""
    hidden = any(texts.NO_VALUE in (group.shown, group.county) for group in groups)
    return People(f"{sentence} Två punkter (..): skyddat eller för få." if hidden else sentence, groups)


def _years(group: tuple[int, int]) -> str:
    first, last = group
    return f"under {last + 1} år" if first == 0 else f"{first}–{last} år"


def _together(column: Column, rows: list[Record]) -> str:
    """The sum of the shares; missing when one of them is."""
    shares = [row[column.name] for row in rows]
    return amount(column, None if None in shares else sum(map(float, shares))).shown


def registered_people(warehouse: Warehouse, code: str) -> People:
    """Registered unemployed who live in the municipality; no groups where the source is missing."""
    mine = {str(r["grupp"]): r for r in warehouse.registered if r["geo_kod"] == code and r["kon"] == "totalt"}
    if not mine:
        return People("", ())
    share, county = REGISTERED_SHARES.column("andel"), REGISTERED_SHARES.column("andel_lan")
    groups = tuple(
        Beside(_NAMES.get(name, name), *(amount(of, mine[name][of.name]).shown for of in (share, county)))
        for name in REGISTERED_GROUPS
        if name in mine
    )
    months = " och ".join(texts.month(month) for month in sorted({str(r["manad"]) for r in mine.values()}))
    return _people(f"Andel av de inskrivna arbetslösa som bor här, {months}.", groups)
