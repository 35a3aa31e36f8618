"""Answers of the statistics API for every PxWeb table of the catalogue."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sources.catalogue.entry import Choice
from sources.catalogue.registry import PX_TABLES
from sources.example.px_tables import UPDATED, cells, table_id, tables
from sources.example.world import Example

BASE = "/scb/api/v2"
MAX_CELLS = 150_000
PXWEB_CONFIG = {"apiVersion": "2.3.2", "maxDataCells": MAX_CELLS, "maxCallsPerTimeWindow": 10_000, "timeWindow": 10}
_VARIABLES = [(table_id(entry), v) for entry in PX_TABLES for turn in entry.turns() for v in turn.variables]
_SUMMED = {(table, v.code) for table, v in _VARIABLES if v.codes is Choice.SUMMED}
_LISTED = {(table, v.code, v.codelist) for table, v in _VARIABLES if v.codelist}


def dataset(table: str, variables: dict[str, dict[str, str]], **figures: Any) -> dict[str, Any]:
    """A table's description with these variables and values; without figures it is the metadata."""
    categories = {v: {"index": {c: i for i, c in enumerate(codes)}, "label": codes} for v, codes in variables.items()}
    lists = {v: [{"id": name} for of, code, name in sorted(_LISTED) if (of, code) == (table, v)] for v in variables}
    extensions = {v: {"elimination": (table, v) in _SUMMED, "codelists": lists[v]} for v in variables}
    return {
        "version": "2.0", "class": "dataset", "label": f"EXEMPELDATA {table}", "source": "SCB",
        "updated": UPDATED[table], "note": ["EXEMPELDATA. Alla uppgifter är påhittade."],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]}, "id": list(variables),
        "size": [len(codes) for codes in variables.values()],
        "dimension": {v: {"label": v, "category": categories[v], "extension": extensions[v]} for v in variables},
        "extension": {"noteMandatory": {"0": True}, "px": {"tableid": table, "language": "sv"}}, "value": [], **figures,
    }  # fmt: skip


def search(example: Example, query: str) -> dict[str, Any]:
    """The tables that are found for one of the catalogue's own queries."""
    found = [(table_id(entry), entry.title) for entry in PX_TABLES if query in entry.search]
    lines = [
        {"id": table, "label": label, "firstPeriod": min(tables(example)[0][table]["Tid"])} for table, label in found
    ]
    return {"tables": lines}


def codelist(example: Example, name: str) -> dict[str, Any]:
    """One list of codes."""
    return {"id": name, "values": [{"code": code, "label": label} for code, label in tables(example)[1][name].items()]}


def data(example: Example, table: str, query: dict[str, Any]) -> tuple[int, dict[str, Any] | None]:
    """Status and answer for a selection of explicit codes that names every variable but those it sums away."""
    variables = tables(example)[0][table]
    wanted: dict[str, list[str]] = {s["variableCode"]: s["valueCodes"] for s in query.get("selection", [])}
    refusal = {"type": "Parameter error", "title": "Non-existent value", "status": 400}
    if math.prod(map(len, wanted.values())) > MAX_CELLS:
        return 400, {**refusal, "title": "Too many cells selected"}
    if any(len(set(codes)) < len(codes) for codes in wanted.values()):
        return 500, None
    summed = tuple(at for at, name in enumerate(variables) if (table, name) in _SUMMED and name not in wanted)
    named = [name for at, name in enumerate(variables) if at not in summed]
    if wanted.keys() != set(named) or any(set(codes) - variables[v].keys() for v, codes in wanted.items()):
        return 400, refusal
    at = [[i for i, code in enumerate(variables[v]) if code in wanted[v]] for v in named]
    picked = {v: {c: variables[v][c] for c in variables[v] if c in wanted[v]} for v in named}
    chosen = cells(example, table).sum(summed)[np.ix_(*at)].ravel().tolist()
    answer = dataset(table, picked, value=[None if math.isnan(cell) else int(cell) for cell in chosen])
    missing = {str(i): ".." for i, cell in enumerate(chosen) if math.isnan(cell)}
    return 200, {**answer, "status": missing} if missing else answer
