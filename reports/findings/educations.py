"""Education groups of an area: the occupations that they lead to, how many have them, and how many work in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assets.contracts.education import EDUCATION, GRADUATES
from assets.contracts.model import Record
from assets.methods.matching import BY_CHANCE, SURE_LEVEL, against_nation, matched_rate_interval
from reports import texts
from reports.findings.matrix import area_names, tile
from reports.findings.model import Tile
from reports.findings.occupations import Amount, amount
from reports.records import by
from reports.sheets.education import education_records
from reports.sheets.model import Facts
from reports.warehouse import Warehouse

_RATE, _NATION = EDUCATION.column("matchad_forvarvsgrad"), EDUCATION.column("rikets_forvarvsgrad")
_GRADUATES, _ESTABLISHED = GRADUATES.column("examinerade"), GRADUATES.column("andel_etablerade")
LIMITS = (
    "Gränserna inom parentes säger hur långt slumpen, och bruset som skyddar källans tal, kan röra andelen: de räcker i "
    f"{100 * SURE_LEVEL:.0f} fall av 100. Också om ingen utbildning skilde sig från riket skulle omkring {100 - 100 * SURE_LEVEL:.0f} av "
    "100 se ut att göra det, av slumpen."
)
"""What stands where a matched rate has its limits."""
_PEOPLE, _OLDER = EDUCATION.column("befolkning"), EDUCATION.column("andel_55_lankade")


@dataclass(frozen=True)
class LinkedOccupation:
    """An occupation that an education leads to, with its class in the area."""

    code: str
    name: str
    tile: Tile


@dataclass(frozen=True)
class EducationRow:
    """An education group of an area."""

    code: str
    name: str
    level: str
    occupations: tuple[LinkedOccupation, ...]
    """Highest class first."""
    matched: Amount
    """Share of all who have it that work in a matching occupation."""
    limits: str
    """The interval of that share; empty when there is none."""
    nation: Amount
    against: str
    """Which side of the nation's it lies on, or that chance can explain it; empty when either is not known."""
    people: Amount
    older: Amount
    """Share of 55–64 years in the occupations that it leads to."""
    graduates: Amount
    """In the county, the newest year."""
    established: Amount
    """Share of the county's graduates, the newest year that any are followed from."""
    remark: str

    @property
    def surely(self) -> bool:
        """Whether the difference to the nation is larger than chance."""
        return self.against not in ("", BY_CHANCE)


def education_rows(facts: Facts) -> tuple[EducationRow, ...]:
    """The area's groups that lead to occupations: those first whose occupations lie highest, then the largest."""
    rated = {str(r["yrke_kod"]): r for r in facts.warehouse.assessments if r["geo_kod"] == facts.code}
    links: dict[str, list[LinkedOccupation]] = {}
    for r in facts.warehouse.education_occupations:
        if r["geo_kod"] == facts.code:
            code = str(r["yrke_kod"])
            links.setdefault(str(r["utbildningsgrupp"]), []).append(
                LinkedOccupation(code, str(r["yrke_namn"]), tile(rated[code], facts.area))
            )
    years = graduate_years(facts.warehouse)
    exams = {(str(r["utbildningsgrupp"]), str(r["ar"])): r for r in facts.warehouse.graduates}
    rows = []
    for r in education_records(facts):
        code = str(r["utbildningsgrupp"])
        counted, followed = (exams.get((code, year), {}) for year in years)
        graduates = (amount(of, row.get(of.name)) for of, row in ((_GRADUATES, counted), (_ESTABLISHED, followed)))
        rows.append(_row(r, tuple(sorted(links.get(code, []), key=_order)), *graduates))
    return tuple(
        sorted(
            (row for row in rows if row.occupations),
            key=lambda row: (-_lifted(row), -(row.people.value or 0), row.code),
        )
    )


def by_class(links: Sequence[LinkedOccupation]) -> tuple[tuple[Tile, tuple[tuple[str, str, str], ...]], ...]:
    """Occupations under one tile for each class and sureness, in the order they come.

    Args:
        links: the occupations that an education leads to, those of a class together.

    Returns:
        A tile without its detail, and code, name and what makes the class less sure, empty when nothing does.
    """
    found: dict[Tile, list[tuple[str, str, str]]] = {}
    for link in links:
        shared = replace(link.tile, detail="")
        found.setdefault(shared, []).append((link.code, link.name, link.tile.detail if link.tile.weak else ""))
    return tuple((shared, tuple(rows)) for shared, rows in found.items())


def graduate_years(warehouse: Warehouse) -> tuple[str, str]:
    """The newest years of graduates and of established, empty where there is none."""
    counted, followed = (
        max((str(r["ar"]) for r in warehouse.graduates if r[of.name] is not None), default="")
        for of in (_GRADUATES, _ESTABLISHED)
    )
    return counted, followed


def _order(link: LinkedOccupation) -> tuple[int, bool, tuple[int, ...]]:
    return link.tile.position, link.tile.weak, texts.collation_key(link.name)


def _lifted(row: EducationRow) -> float:
    """Share of the occupations that have the highest class and stand in headlines."""
    chosen = [link for link in row.occupations if link.tile.position == 0 and not link.tile.weak]
    return len(chosen) / len(row.occupations)


def _row(row: Record, links: tuple[LinkedOccupation, ...], graduates: Amount, established: Amount) -> EducationRow:
    return EducationRow(
        str(row["utbildningsgrupp"]),
        str(row["utbildning_namn"]),
        str(row["niva"]),
        links,
        amount(_RATE, row[_RATE.name]),
        matched_limits(row),
        amount(_NATION, row[_NATION.name]),
        _against(row),
        amount(_PEOPLE, row[_PEOPLE.name]),
        amount(_OLDER, row[_OLDER.name]),
        graduates,
        established,
        str(row["anmarkning"] or ""),
    )


def matched_limits(row: Record) -> str:
    """The limits of a matched rate as readers see them; empty where they are not known."""
    rate, error = _known(row, _RATE.name, "medelfel")
    low, high = matched_rate_interval(rate, error)
    return "" if np.isnan(low) else "–".join(amount(_RATE, side.item()).shown for side in (low, high))


def _against(row: Record) -> str:
    rate, nation, error = _known(row, _RATE.name, _NATION.name, "medelfel")
    return against_nation([rate], [nation], [error])[0] or ""


def _known(row: Record, *names: str) -> list[float]:
    return [np.nan if row[name] is None else float(row[name]) for name in names]


def matched_told(rows: Mapping[str, Record]) -> str:
    """The share of those with an education who work in a matching occupation, area by area and in the nation, as a sentence.

    Args:
        rows: of mart.utbildning, by the name of the area.

    >>> row = {"matchad_forvarvsgrad": 60.0, "rikets_forvarvsgrad": 55.0, "medelfel": 2.0}
    >>> " ".join(matched_told({"Länet": row, "Fyrbodal": {**row, "matchad_forvarvsgrad": None}}).split())
    'Så många procent arbetar i ett yrke som passar utbildningen: Länet 60,0 (57,4–62,6), Fyrbodal .., riket 55,0.'
    >>> matched_told({"Länet": {**row, "matchad_forvarvsgrad": None}})
    ''
    """
    if all(row[_RATE.name] is None for row in rows.values()):
        return ""
    told = []
    for name, row in rows.items():
        limits = matched_limits(row)
        told.append(f"{name} {amount(_RATE, row[_RATE.name]).shown}" + (f"\xa0({limits})" if limits else ""))
    nation = next((r[_NATION.name] for r in rows.values() if r[_NATION.name] is not None), None)
    told.append(f"riket {amount(_NATION, nation).shown}")
    return f"Så många procent arbetar i ett yrke som passar utbildningen: {', '.join(told)}."


@dataclass(frozen=True)
class LeadingEducation:
    """An education that leads to an occupation: how many have it in the county, and where."""

    code: str
    name: str
    level: str
    people: str
    matched: str
    """The share of them that work in a matching occupation, in every area beside the nation; empty when it is known nowhere."""
    municipalities: tuple[tuple[str, str], ...]
    """Municipality and how many, most first; ``..`` where it is not shown."""


def leading_educations(warehouse: Warehouse) -> dict[str, tuple[LeadingEducation, ...]]:
    """Code of an occupation → the educations that lead to it, the largest first."""
    county = warehouse.county
    names = area_names(warehouse)
    areas = {(str(r["geo_kod"]), str(r["utbildningsgrupp"])): r for r in warehouse.educations}
    whole = {code: row for (area, code), row in areas.items() if area == county}
    where = by(warehouse.municipality_educations, "utbildningsgrupp")
    found: dict[str, list[tuple[float, LeadingEducation]]] = {}
    for r in warehouse.education_occupations:
        code = str(r["utbildningsgrupp"])
        if r["geo_kod"] != county or code not in whole:
            continue
        people = amount(_PEOPLE, whole[code][_PEOPLE.name])
        places = sorted(
            where[code,],
            key=lambda p: (
                p["befolkning"] is None,
                -int(p["befolkning"] or 0),
                texts.collation_key(str(p["geo_namn"])),
            ),
        )
        found.setdefault(str(r["yrke_kod"]), []).append(
            (
                people.value or 0,
                LeadingEducation(
                    code,
                    str(r["utbildning_namn"]),
                    str(r["niva"]),
                    people.shown,
                    matched_told({name: areas[area, code] for area, name in names.items() if (area, code) in areas}),
                    tuple(
                        (
                            str(p["geo_namn"]),
                            texts.shown(p["befolkning"], "integer"),
                        )
                        for p in places
                    ),
                ),
            )
        )
    return {
        code: tuple(education for _, education in sorted(rows, key=lambda row: (-row[0], row[1].code)))
        for code, rows in found.items()
    }
