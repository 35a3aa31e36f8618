"""Answers of the statistics API for every PxWeb table of the catalogue."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from functools import lru_cache, reduce
from typing import Any

import numpy as np

from sources.catalog import EMPLOYEES, PX_TABLES, Choice, Labelled
from sources.example.workbook import PERIODS
from sources.example.world import OCCUPATIONS, REGIONS, YEARS, Floats, world

BASE = "/scb/api/v2"
MAX_CELLS = 150_000
CONFIG = {"apiVersion": "2.3.2", "maxDataCells": MAX_CELLS, "maxCallsPerTimeWindow": 30, "timeWindow": 10}
_MONTHS = [period.replace("-", "M") for period in PERIODS]
_CHOICES = {Choice.AREAS: REGIONS, Choice.SSYK3: OCCUPATIONS, Choice.YEARS: dict(zip(YEARS, YEARS, strict=True)),
            Choice.MONTHS: dict(zip(_MONTHS, _MONTHS, strict=True))}  # fmt: skip


def _values(codes: Choice | Labelled | Mapping[str, str]) -> dict[str, str]:
    if isinstance(codes, Labelled):
        return {"000009EX": codes.label}
    return _CHOICES[codes] if isinstance(codes, Choice) else dict(codes)


TABLES = {entry.table_id: {v.code: _values(v.codes) for v in entry.variables} for entry in PX_TABLES}
"""Variable → code → label of every table, in its order."""


@lru_cache
def _cells(seed: int, table: str) -> Floats:
    """Every cell of a table. Other tables than that of the world itself get sizes by area and drawn shares."""
    published, variables = world(seed).published, TABLES[table].values()
    if table == EMPLOYEES.table_id:
        return published[:, :, :, None, :]
    r, people = np.random.default_rng([seed, zlib.crc32(table.encode())]), np.nansum(published[..., -1], (1, 2))
    shares = [people if v is REGIONS else r.uniform(0.5, 1, len(v)) for v in variables]
    return np.asarray(np.floor(reduce(np.multiply.outer, shares) * (1 if REGIONS in variables else people[0])))


def dataset(table: str, variables: dict[str, dict[str, str]], **figures: Any) -> dict[str, Any]:
    """A table's description with these variables and values; without figures it is the metadata."""
    categories = {v: {"index": {c: i for i, c in enumerate(codes)}, "label": codes} for v, codes in variables.items()}
    return {
        "version": "2.0", "class": "dataset", "label": f"EXEMPELDATA {table}", "source": "SCB",
        "updated": "2026-03-05T07:00:00Z", "note": ["EXEMPELDATA. Alla uppgifter är påhittade."],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]}, "id": list(variables),
        "size": [len(codes) for codes in variables.values()],
        "dimension": {v: {"label": v, "category": category} for v, category in categories.items()},
        "extension": {"noteMandatory": {"0": True}, "px": {"tableid": table, "language": "sv"}}, "value": [], **figures,
    }  # fmt: skip


def data(seed: int, table: str, query: dict[str, Any]) -> tuple[int, dict[str, Any] | None]:
    """Status and answer for a selection that names every variable with explicit codes."""
    variables = TABLES[table]
    wanted: dict[str, list[str]] = {s["variableCode"]: s["valueCodes"] for s in query.get("selection", [])}
    refusal = {"type": "Parameter error", "title": "Non-existent value", "status": 400}
    if math.prod(map(len, wanted.values())) > MAX_CELLS:
        return 400, {**refusal, "title": "Too many cells selected"}
    if any(len(set(codes)) < len(codes) for codes in wanted.values()):
        return 500, None
    if wanted.keys() != variables.keys() or any(set(codes) - variables[v].keys() for v, codes in wanted.items()):
        return 400, refusal
    at = [[i for i, code in enumerate(values) if code in wanted[v]] for v, values in variables.items()]
    picked = {v: {c: label for c, label in values.items() if c in wanted[v]} for v, values in variables.items()}
    cells = _cells(seed, table)[np.ix_(*at)].ravel().tolist()
    answer = dataset(table, picked, value=[None if math.isnan(cell) else int(cell) for cell in cells])
    missing = {str(i): ".." for i, cell in enumerate(cells) if math.isnan(cell)}
    return 200, {**answer, "status": missing} if missing else answer
