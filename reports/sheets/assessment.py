"""The assessments of an area's occupations: what readers meet first, and every measure behind it."""

from __future__ import annotations

from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.model import Column, Record
from assets.contracts.words import REPORTING_GROUP
from assets.methods.signals import CLASSES, CLEAR_SIGNS, INDICATORS, MOST_POINTS, NOT_RATED, Indicator
from reports import texts
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn, kind_of, plain_code, sheet_column, shown_cell
from reports.sheets.signal_name import heading, preliminary, signal_name, trial

REMARK = ASSESSMENT.column("anmarkning")
_FIRST = ("anstallda", "annonserade_platser")
"""Counts on the first sheet; the others stand on the second."""
_WORD_WIDTHS = {
    "af_jobbmojligheter": 36,
    "af_rekrytering": 36,
    "radets_bedomning": 16,
    "signaler": 26,
    "sakerhet": 12,
    "af_bedomd_for": 30,
    "skal": 40,
    "nara_gransen": 15,
    "pendlingskanslig": 18,
    "motsager_af": 15,
}
"""Most rows on one line: the sheet is read down, and printed."""
_MORE = (
    "af_bedomd_for",
    "skal",
    "nara_gransen",
    "pendlingskanslig",
    "motsager_af",
    "signalpoang",
    "signalpoang_lika",
    "viktmassa",
    "antal_indikatorer",
    "antal_egna",
    "andel_samma_klass",
    "anstallda",
    "anstallda_kvinnor",
    "anstallda_man",
    "andel_kvinnor",
    "annonser",
    "annonserade_platser",
)


def assessments(facts: Facts) -> Sheet:
    """Arbetsförmedlingen's assessment, the council's and our signals beside each other."""
    rows = assessment_records(facts)
    shown = [c for c in ASSESSMENT.columns if REPORTING_GROUP in c.levels]
    counts = [ASSESSMENT.column(name) for name in _FIRST]
    columns = (
        SheetColumn("Kod", "code", 12),
        SheetColumn("Yrke", "text", 54),
        *(_column(facts, c, rows[0]) for c in (*shown, *counts)),
        SheetColumn(REMARK.term, "text", 74),
    )
    table = tuple(
        (
            r["yrke_kod"],
            r["yrke_namn"],
            *(_said(c, r) for c in shown),
            *(shown_cell(c, r[c.name]) for c in counts),
            r["anmarkning"],
        )
        for r in rows
    )
    clear = sum(r["signaler"] == CLEAR_SIGNS for r in rows)
    rated = sum(r["signaler"] != NOT_RATED for r in rows)
    return Sheet(
        "Bedömning",
        f"bedomning_{plain_code(facts.code)}",
        facts.title(f"Bedömning per yrke i {facts.area}: {clear} av {rated} bedömda yrken har tydliga tecken på brist"),
        facts.source_of(ASSESSMENT),
        "En rad per yrke (redovisningsgrupp). Läs i ordning: Arbetsförmedlingens bedömning av länet, rådets bedömning, och sist "
        f"vad statistiken säger ({signal_name(facts.warehouse.agreement)}). Flest tecken på brist överst.",
        columns,
        table,
        f"Arbetsförmedlingens bedömning, rådets bedömning och statistikens signaler per yrke i {facts.area}",
        note=preliminary(),
    )


def all_measures(facts: Facts) -> Sheet:
    """Everything behind the signals: points, borrowed values, counts by sex."""
    rows = assessment_records(facts)
    by_cell = {(r["yrke_kod"], r["indikator"]): r for r in facts.warehouse.signals if r["geo_kod"] == facts.code}
    more = [ASSESSMENT.column(name) for name in _MORE]
    columns = [SheetColumn("Kod", "code", 12), SheetColumn("Yrke", "text", 54)]
    columns += [_column(facts, c, rows[0]) for c in more]
    for indicator in INDICATORS:
        columns += [
            SheetColumn(f"{indicator.term} ({indicator.unit})", "decimal", 16),
            SheetColumn(f"Poäng: {indicator.term}", "integer", 12),
            SheetColumn(f"Värdet är: {indicator.term}", "text", 34),
        ]
    table = []
    for r in rows:
        cells: list[Value] = [r["yrke_kod"], r["yrke_namn"], *(_measure(c, r) for c in more)]
        for indicator in INDICATORS:
            cells += _indicator(indicator, by_cell[r["yrke_kod"], indicator.code])
        table.append((*cells, str(r["anmarkning"])))
    return Sheet(
        "Alla mått",
        f"alla_matt_{plain_code(facts.code)}",
        facts.title(f"Alla mått bakom signalerna i {facts.area}"),
        facts.source_of(SIGNALS),
        f"En rad per yrke (redovisningsgrupp). För varje indikator: värdet, dess poäng 0–{MOST_POINTS} och om värdet är yrkets eget, vägt "
        f"med länets, länets eller gäller hela AF-yrkesområdet. Bladet är för brett för papper: läs det på skärmen. "
        f"{trial(facts.warehouse.agreement)}",
        (*columns, SheetColumn(REMARK.term, "text", 60)),
        tuple(table),
        f"Indikatorer, poäng och antal per yrke i {facts.area}",
        note=preliminary(),
    )


def assessment_records(facts: Facts) -> list[Record]:
    """The area's redovisningsgrupper, most signs of a shortage first, those that cannot be rated last."""
    rows = [r for r in facts.warehouse.assessments if r["geo_kod"] == facts.code]
    return sorted(
        rows,
        key=lambda r: (
            CLASSES.index(str(r["signaler"])),
            -float(r["signalpoang"] or 0) if r["signaler"] != NOT_RATED else 0.0,
            -float(r["anstallda"] or 0),
            str(r["yrke_kod"]),
        ),
    )


def lifted(facts: Facts, wanted: str) -> list[Record]:
    """The rows that may stand in headlines, of a class."""
    return [r for r in assessment_records(facts) if r["lyfts_fram"] == "ja" and r["signaler"] == wanted]


def _column(facts: Facts, column: Column, record: Record) -> SheetColumn:
    if column.name in _WORD_WIDTHS:
        return SheetColumn(heading(column, facts.warehouse.agreement), "text", _WORD_WIDTHS[column.name])
    return sheet_column(column, record)


def _said(column: Column, row: Record) -> Value:
    """A word, or why there is none."""
    value: Value = row[column.name]
    if value is not None:
        return value
    return {"radets_bedomning": "inte lämnad", "sakerhet": ""}.get(column.name, "inte bedömt")


def _measure(column: Column, row: Record) -> Value:
    if kind_of(column) == "text":
        return row[column.name] or ""
    return shown_cell(column, row[column.name])


def _indicator(indicator: Indicator, row: Record) -> list[Value]:
    if row["tillampas"] == "nej":
        return [None, None, "gäller inte yrket"]
    if row["grund"] is None:
        return [None, None, "saknas"]
    points = row["poang"]
    value = row["varde"]
    return [
        None if value is None else round(float(value), 1),
        None if points is None else int(points),
        texts.whose(str(row["grund"]), str(row["lanad_fran"] or "")),
    ]
