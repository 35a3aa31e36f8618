"""The page for analysts: weights that the reader moves, and the measures that no other page shows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assets.contracts.assessment import SCORE_PARTS
from assets.contracts.mismatch import ANALYSIS, ANALYSIS_MEASURES
from assets.contracts.model import Record
from assets.contracts.words import ALL, COUNTY
from reports import texts
from reports.findings.matrix import area_names
from reports.findings.weights import weighing
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn, facts_of
from reports.sheets.trial import preliminary, trial_text
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse
from reports.web.area_page import class_names

PATH = "rapport/analytiker.html"
_DIGITS = 9


@dataclass(frozen=True)
class AnalystPage:
    """What the page computes with, and its tables."""

    facts: Facts
    path: str
    title: str
    classes: tuple[str, ...]
    parts: tuple[str, ...]
    data: str
    """The ranks, limits and official classes as JSON that no HTML can end."""
    trial: str
    note: str
    sheets: tuple[Sheet, ...]


def analyst_page(warehouse: Warehouse) -> AnalystPage:
    """Decide the page."""
    facts = facts_of(warehouse, COUNTY)
    weighed = weighing(warehouse)
    data = {
        "vikter": [part.weight for part in weighed.parts],
        "granser": weighed.limits,
        "omraden": {
            area: [[r.code, r.name, [round(rank, _DIGITS) for rank in r.ranks], r.official] for r in rows]
            for area, rows in weighed.areas.items()
        },
    }
    return AnalystPage(
        facts,
        PATH,
        facts.title("För analytiker"),
        class_names(facts),
        tuple(f"Plats bland {part.compared_with}" for part in weighed.parts),
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        trial_text(warehouse.agreement),
        " ".join([texts.ORDER, *filter(None, [preliminary()])]),
        (_parts(facts), _analysis(facts)),
    )


def _parts(facts: Facts) -> Sheet:
    """mart.poangens_delar: what is weighed, and where each class begins."""
    names = ("namn", "jamfors_med", "vikt", "fran", "version", "raknad_pa", "granskning")
    headings = ("Del eller klass", "Jämförs med", "Vikt", "Från poäng", "Version", "Räknad på", "Granskning")
    return Sheet(
        "Vad poängen består av",
        "poangens_delar",
        facts.title("Poängens delar och klassernas gränser"),
        facts.source_of(*CLASSES, SCORE_PARTS),
        SCORE_PARTS.caveats[0],
        tuple(SheetColumn(heading, "text", 30) for heading in headings),
        tuple(tuple(_text(r[name]) for name in names) for r in facts.warehouse.score_parts),
        "Delar, vikter och gränser",
    )


def _text(value: Value) -> str:
    """A word as it is, a number in figures, nothing where it does not apply."""
    if isinstance(value, float):
        return texts.number_text(value, 0 if value == int(value) else 1)
    return "" if value is None else str(value)


def _analysis(facts: Facts) -> Sheet:
    """mart.analys of whole areas: a row per measure, a column per area."""
    names = area_names(facts.warehouse)
    rows = [r for r in facts.warehouse.analysis if r["yrkesniva"] == ALL]
    found = {(str(r["matt"]), str(r["geo_kod"])): r for r in rows}
    periods = {str(r["matt"]): str(r["period"]) for r in rows}
    measures = [name for name in ANALYSIS_MEASURES if name in periods]
    return Sheet(
        "Fördjupande mått",
        "fordjupande_matt",
        facts.title("Missmatchning, förändring av anställda och pendling"),
        facts.source_of(ANALYSIS),
        "Inom parentes står vad talet läses mot. " + " ".join(ANALYSIS.caveats[:1]),
        (
            SheetColumn("Mått", "text", 70),
            SheetColumn("Period", "text", 18),
            *(SheetColumn(name, "text", 22) for name in names.values()),
        ),
        tuple(
            (
                ANALYSIS_MEASURES[measure][1],
                periods[measure],
                *(_cell(found.get((measure, code))) for code in names),
            )
            for measure in measures
        ),
        "Fördjupande mått per område",
    )


def _cell(row: Record | None) -> str:
    """The value, and what it is read against."""
    if row is None:
        return texts.NO_VALUE
    digits = 3 if row["enhet"] == "andel" else 0
    value, against = (
        None if (v := row[name]) is None else texts.number_text(round(float(v), digits) + 0.0, digits)
        for name in ("varde", "jamforelse")
    )
    if value is None:
        return texts.NO_VALUE
    return f"{value} ({against})" if against else value
