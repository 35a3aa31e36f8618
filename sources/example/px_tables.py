"""The PxWeb tables of the made-up world: which variables and codes each has, and its cells."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np

from assets.reference import UNKNOWN_SSYK3, municipalities, occupations_ssyk3
from sources.catalog import EMPLOYEES, PX_TABLES
from sources.entry import Choice, Labelled, Periods, PxTable, PxVariable
from sources.example.workbook import PERIODS
from sources.example.world import GROUPS, OCCUPATIONS, REGIONS, YEARS, Floats, world
from sources.scb.selection import area_codes

Table = dict[str, dict[str, str]]
"""Variable → code → label, in the table's order."""
_AGES = [str(age) for age in range(100)] + ["100+"]
_OFFERED = {
    "alder": ["16-19", *(f"{age}-{age + 4}" for age in range(20, 65, 5))],
    "ssyk4": [*GROUPS, UNKNOWN_SSYK3],
    "sni": ["A", "B+C", "F", "G", "M+N", "O", "P", "Q", "00"],
    "sektor": ["totalt", "stat", "region", "kommun", "privat"],
    "utbildningsgrupp": ["02Z", "03A", "15B", "33E", "35E", "43B", "52E", "53S", "72V", "75L", "99Z"],
    "utbildningsniva": ["1", "2", "3", "4", "5", "6", "7", "US"],
    "matt": ["000001EX"],
}
_TOTALS = {"totalt", "1+2", "TotSa", "A-U", "tot", "tot16-74", "15-74", "16-64", "20-64", "SC"}
"""Codes of everybody; the others of their variable share them out."""


def _periods(entry: PxTable, wanted: Periods, column: str) -> list[str]:
    if column == "manad":
        return [period.replace("-", "M") for period in PERIODS]
    first = int(entry.first_period[:4] or YEARS[0])
    if wanted.first:
        return [str(year) for year in range(int(YEARS[-1]) + 2, int(YEARS[-1]) + 2 + wanted.first)]
    last = max(first, int(YEARS[-1])) if entry.release_months else first + 2
    years = [str(year) for year in range(first, last + 1)]
    if column == "period":
        return [f"{year}-{int(year) + 1}" for year in years]
    return [f"{year}K{quarter}" for year in years for quarter in range(1, 5)] if column == "kvartal" else years


def _codes(variable: PxVariable, entry: PxTable) -> dict[str, str]:
    match variable.codes:
        case Choice.OFFERED:
            return {code: code for code in _OFFERED[variable.column]}
        case Choice.SINGLE_AGES:
            return {code: code for code in _AGES}
        case Choice.SUMMED:
            return {"1": "en del", "2": "en annan del"}
        case Choice.SSYK3:
            return OCCUPATIONS
        case Choice.AREAS:
            return REGIONS
        case Choice() as choice:
            names = {**municipalities(), **REGIONS}
            return {code: names.get(code, code) for code in area_codes(choice, "14")}
        case Periods() as wanted:
            return {code: code for code in _periods(entry, wanted, variable.column)}
        case Labelled(names):
            # A code of its own per label: a further turn adds to the variable and must not take the place of the first.
            return {f"{zlib.crc32(label.encode()) % 1_000_000:06d}EX": label for label in names}
    return dict(variable.codes)


def table_id(entry: PxTable) -> str:
    """The entry's table; one that the catalogue has no id for gets a made-up one, and is found by search."""
    return entry.table_id or f"EX{zlib.crc32(entry.dataset.encode()) % 10_000:04d}"


def _merged() -> tuple[dict[str, Table], dict[str, dict[str, str]]]:
    """Every table by id, two entries of the same table together, and the lists of codes that they name."""
    tables: dict[str, Table] = {}
    lists: dict[str, dict[str, str]] = {}
    for entry in PX_TABLES:
        table = tables.setdefault(table_id(entry), {})
        for variable in (v for turn in entry.turns() for v in turn.variables):
            codes = _codes(variable, entry)
            table[variable.code] = table.get(variable.code, {}) | codes
            if variable.codelist:
                lists[variable.codelist] = codes
    return tables, lists


TABLES, CODELISTS = _merged()
UPDATED = {
    table_id(entry): f"2026-{max((m for m in entry.release_months if m < 11), default=1):02d}-05T07:00:00Z"
    for entry in PX_TABLES
}
"""When each table was changed the last time: in a month in which it usually is, before the made-up today."""


@lru_cache
def cells(seed: int, table: str) -> Floats:
    """Every cell of a table: the world's own employees where they fit, else people by area; the rest are drawn shares."""
    variables = TABLES[table]
    published = world(seed).published
    r = np.random.default_rng([seed, zlib.crc32(table.encode())])
    by_occupation = variables.get("Yrke2012", {}).keys() == {*occupations_ssyk3(), UNKNOWN_SSYK3}
    whole: Floats = np.ones((1,) * len(variables))
    people = dict(zip(REGIONS, np.nansum(published[..., -1], (1, 2)), strict=True))
    order = list(variables)
    if table == EMPLOYEES.table_id:
        return published[:, :, :, None, :]
    if by_occupation:
        whole = _along(published[..., -1], order, ("Region", "Yrke2012", "Kon"))
    for name, codes in variables.items():
        if by_occupation and name in ("Region", "Yrke2012", "Kon"):
            continue
        known = any(code in people for code in codes)
        share = (
            [people.get(code, 2_000.0) for code in codes]
            if known and name != "Arbetsstallekommun"
            else _shares(r, codes)
        )
        whole = whole * _along(np.array(share), order, (name,))
    if "Region" not in variables and "Bostadskommun" not in variables:
        whole = whole * people["00"]
    if "Månadslön" in variables["ContentsCode"].values():
        pay = list(variables["ContentsCode"].values()).index("Månadslön")
        at = [slice(None)] * len(order)
        at[order.index("ContentsCode")] = slice(pay, pay + 1)
        whole = np.array(np.broadcast_to(whole, [len(codes) for codes in variables.values()]))
        whole[tuple(at)] = r.normal(42_000, 6_000, whole[tuple(at)].shape)
    return np.floor(np.broadcast_to(whole, [len(codes) for codes in variables.values()]))


def _along(values: Floats, order: list[str], names: tuple[str, ...]) -> Floats:
    """Values with their axes moved to those of the named variables, and one everywhere else."""
    shape = [1] * len(order)
    for name, size in zip(names, values.shape, strict=True):
        shape[order.index(name)] = size
    return values.transpose(np.argsort([order.index(name) for name in names])).reshape(shape)


def _shares(r: np.random.Generator, codes: dict[str, str]) -> list[float]:
    """A share for each code: all of it for a total, near all of it for a period, else parts of one."""
    if all(code[:4].isdigit() and code[:2] == "20" for code in codes):
        return list(r.uniform(0.95, 1.0, len(codes)))
    parts = [code for code in codes if code not in _TOTALS and codes[code] != "totalt"]
    born = [code for code in parts if codes[code].endswith("rikes föd")]
    drawn: dict[str, float] = {}
    for whole in (born, [code for code in parts if code not in born]):
        drawn |= zip(whole, r.dirichlet(np.full(len(whole), 20.0)), strict=True) if whole else ()
    return [drawn.get(code, 1.0) for code in codes]
