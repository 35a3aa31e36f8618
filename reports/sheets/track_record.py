"""How assessments of frozen editions stood, as a table."""

from __future__ import annotations

from assets.contracts.model import Record
from assets.contracts.track_record import TRACK_RECORD
from assets.methods.quoted import figures
from reports.records import Value
from reports.sheets.model import CellKind, Facts, Sheet, SheetColumn, shown_cell

_COLUMNS: dict[str, tuple[CellKind, int]] = {
    "utgava": ("text", 12),
    "urval": ("text", 26),
    "bedomare": ("text", 22),
    "omgang": ("text", 12),
    "omgang_utfall": ("text", 12),
    "celler": ("integer", 8),
    "andel_traffar": ("percent", 10),
    "nedre": ("percent", 10),
    "ovre": ("percent", 10),
    "brier": ("text", 10),
    "brier_vanligast": ("text", 12),
    "anmarkning": ("text", 50),
}
_SCORES = ("brier", "brier_vanligast")
_DECIMALS = 2


def track_record_tables(facts: Facts) -> tuple[Sheet, ...]:
    """The table, when an edition has been frozen; the newest edition first."""
    rows = sorted(facts.warehouse.track_record, key=lambda r: str(r["utgava"]), reverse=True)
    if not rows:
        return ()
    terms = {name: TRACK_RECORD.column(name).term for name in _COLUMNS}
    return (
        Sheet(
            "Bedömningar mot utfall",
            TRACK_RECORD.name,
            facts.title("Hur rådens, våra och Arbetsförmedlingens bedömningar stod sig"),
            facts.source_of(TRACK_RECORD),
            "En träff är samma sida: brist, balans eller överskott. Brier är lägre ju oftare brist sades rätt och säkert. Den som alltid "
            "säger detsamma står bredvid. Arbetsförmedlingens bedömning är inget facit.",
            tuple(SheetColumn(terms[name], kind, width) for name, (kind, width) in _COLUMNS.items()),
            tuple(tuple(_shown(name, row) for name in _COLUMNS) for row in rows),
            "Träffar, gränser och Briers mått per utgåva, urval och bedömare.",
        ),
    )


def _shown(name: str, row: Record) -> Value:
    value = row[name]
    if name in _SCORES and value is not None:
        return figures(float(str(value)), _DECIMALS)
    return "" if value is None and _COLUMNS[name][0] == "text" else shown_cell(TRACK_RECORD.column(name), value)
