"""Answers of the statistics API for the one table that is asked for."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from assets import reference
from sources.example.world import OCCUPATIONS, REGIONS, YEARS, world

BASE = "/scb/api/v2"
TABLE = "TAB4434"
MAX_CELLS = 150_000
CONFIG = {
    "apiVersion": "2.3.2", "appVersion": "1.0.0", "defaultLanguage": "sv", "maxDataCells": MAX_CELLS,
    "maxCallsPerTimeWindow": 30, "timeWindow": 10, "defaultDataFormat": "json-stat2", "dataFormats": ["json-stat2"],
    "languages": [{"id": "sv", "label": "Svenska"}], "license": "https://creativecommons.org/publicdomain/zero/1.0/",
}  # fmt: skip
_CONTENTS = "000009EX"
_ELIMINATED = ("Region", "Yrke2012", "Kon")
_NOTES = ("EXEMPELDATA. Alla uppgifter är påhittade.", "Färre anställda har okänt yrke från och med 2023.")


def _variables() -> dict[str, tuple[str, dict[str, str]]]:
    """Code → label and values, in the order of the table."""
    places = {reference.NATION: "Riket", **reference.counties(), **reference.municipalities()}
    occupations = {**reference.occupations_ssyk3(), reference.UNKNOWN_SSYK3: "yrke okänt"}
    return {
        "Region": ("region", {code: places[code] for code in REGIONS}),
        "Yrke2012": ("yrke (SSYK 2012)", {code: occupations[code] for code in OCCUPATIONS}),
        "Kon": ("kön", {"1": "män", "2": "kvinnor"}),
        "ContentsCode": ("tabellinnehåll", {_CONTENTS: "Anställda"}),
        "Tid": ("år", {year: year for year in YEARS}),
    }


def _dataset(variables: dict[str, tuple[str, dict[str, str]]], **figures: Any) -> dict[str, Any]:
    dimension: dict[str, Any] = {}
    for code, (label, values) in variables.items():
        category = {"index": {value: i for i, value in enumerate(values)}, "label": values}
        dimension[code] = {"label": label, "category": category, "extension": {"elimination": code in _ELIMINATED}}
    dimension["ContentsCode"]["category"]["unit"] = {_CONTENTS: {"base": "antal", "decimals": 0}}
    return {
        "version": "2.0", "class": "dataset", "label": "Anställda 16-64 år efter region, yrke (SSYK 2012) och kön",
        "source": "SCB", "updated": "2026-03-05T07:00:00Z", "note": _NOTES,
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]}, "id": list(variables),
        "size": [len(values) for _, values in variables.values()], "dimension": dimension,
        "extension": {"noteMandatory": {"0": True}, "px": {"tableid": TABLE, "language": "sv"}}, **figures,
    }  # fmt: skip


def metadata() -> dict[str, Any]:
    """The table's description: every variable with every value, no figures."""
    return _dataset(_variables(), value=[])


def data(seed: int, query: dict[str, Any]) -> tuple[int, dict[str, Any] | None]:
    """Status and answer for a selection that names every variable with explicit codes."""
    variables = _variables()
    wanted: dict[str, list[str]] = {s["variableCode"]: s["valueCodes"] for s in query.get("selection", [])}
    refusal = {"type": "Parameter error", "title": "Non-existent value", "status": 400}
    if math.prod(map(len, wanted.values())) > MAX_CELLS:
        return 400, {**refusal, "title": "Too many cells selected"}
    if any(len(set(codes)) < len(codes) for codes in wanted.values()):
        return 500, None
    if wanted.keys() != variables.keys() or any(set(codes) - variables[v][1].keys() for v, codes in wanted.items()):
        return 400, refusal
    at = [[i for i, code in enumerate(values) if code in wanted[v]] for v, (_, values) in variables.items()]
    picked = {v: (label, {c: values[c] for c in values if c in wanted[v]}) for v, (label, values) in variables.items()}
    cells = world(seed).published[:, :, :, None, :][np.ix_(*at)].ravel().tolist()
    answer = _dataset(picked, value=[None if math.isnan(cell) else int(cell) for cell in cells])
    missing = {str(i): ".." for i, cell in enumerate(cells) if math.isnan(cell)}
    return 200, {**answer, "status": missing} if missing else answer
