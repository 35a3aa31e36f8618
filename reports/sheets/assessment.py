"""The assessments of an area's occupations: what readers meet first, and every measure behind it."""

from __future__ import annotations

from collections.abc import Sequence

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.model import Column, Record
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.words import REPORTING_GROUP
from assets.methods.quoted import figures
from assets.methods.score import NOT_RATED, POSITIONS, TOP
from assets.methods.signals import INDICATORS, Indicator
from reports import assessment_texts, texts
from reports.findings.matrix import tile
from reports.records import Value
from reports.sheets.model import (
    ON_SCREEN_ONLY,
    ClassWord,
    Facts,
    Sheet,
    SheetColumn,
    kind_of,
    plain_code,
    sheet_column,
    shown_cell,
)
from reports.sheets.trial import class_name, preliminary, trial_text
from reports.source_lines import CLASSES

REMARK = ASSESSMENT.column("anmarkning")
_HOW_SURE = "Hur säkert"
"""A few words; the whole remark stands on the sheet with every measure."""
_FIRST = ("anstallda",)
"""Counts on the first sheet; the others stand on the second."""
_WORD_WIDTHS = {
    "af_jobbmojligheter": 34,
    "af_rekrytering": 40,
    "af_om_fem_ar": 42,
    "radets_bedomning": 24,
    "gemensam_bedomning": 24,
    "laget_har": 20,
    "signaler": 36,
    "stod": 22,
    "af_bedomd_for": 30,
    "skal": 40,
    "nara_gransen": 15,
    "motsager_af": 15,
    "chefer": 10,
}
"""Most rows on one line: the sheet is read down, and printed."""
_OF_COUNCIL, _DECIDED = "radets_bedomning", "gemensam_bedomning"
"""Columns that nobody sees until somebody has given a judgement. What is decided stands behind the first sheet, which is full."""
_BESIDE_COUNTY = ("laget_har", "lokal_kvot", "lokal_kvot_nedre", "lokal_kvot_ovre")
"""Columns that compare with the county, and say nothing of the county itself."""
_NO_RATIO = f"{ASSESSMENT.column('lokal_kvot').term} har två punkter när annonserna är för få eller antalet anställda inte är känt. "
_MORE = (
    "af_bedomd_for",
    "lokal_kvot",
    "lokal_kvot_nedre",
    "lokal_kvot_ovre",
    "signalpoang",
    "stod",
    "stabilitet",
    "andel_vikter_samma_klass",
    "nara_gransen",
    "motsager_af",
    "chefer",
    "skal",
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
    judged = any(r[_OF_COUNCIL] for r in rows)
    hidden = {*(_BESIDE_COUNTY if facts.whole else ()), *(() if judged else (_OF_COUNCIL,))}
    shown = [c for c in ASSESSMENT.columns if REPORTING_GROUP in c.levels and c.name not in hidden]
    counts = [ASSESSMENT.column(name) for name in _FIRST]
    columns = (
        SheetColumn("Kod", "code", 12),
        SheetColumn("Yrke", "text", 54),
        *(_column(facts, c, rows) for c in (*shown, *counts)),
        SheetColumn(_HOW_SURE, "text", 26),
    )
    table = tuple(
        (
            r["yrke_kod"],
            r["yrke_namn"],
            *(_said(c, r) for c in shown),
            *(shown_cell(c, r[c.name]) for c in counts),
            tile(r, facts.area).detail or r["skal"] or r["anmarkning"],
        )
        for r in rows
    )
    highest = lifted(facts, 0)
    number = {0: "inget yrke", 1: "1 yrke"}.get(len(highest), f"{len(highest)} yrken")
    return Sheet(
        "Bedömning",
        f"bedomning_{plain_code(facts.code)}",
        facts.title(f"Bedömning per yrke i {facts.area}: {number} med {class_name(facts, 0)} lyfts fram"),
        facts.source_of(*CLASSES),
        "En rad per yrke (redovisningsgrupp). Läs från vänster: Arbetsförmedlingens bedömning av länet nu och om fem år, "
        f"{'rådets bedömning, ' if judged else ''}{'' if facts.whole else 'läget här mot länet, '}våra signaler. Siffran inom parentes "
        "är hur många av Arbetsförmedlingens yrken svaret gäller. Högst signalpoäng står överst. Chefer står efter andra yrken. Sist "
        f"står de som inte kan bedömas. {_HOW_SURE} säger hur ofta klassen blir densamma när den räknas om, eller varför den är osäker. "
        f"{texts.ORDER}",
        columns,
        table,
        f"Arbetsförmedlingens bedömning, rådets bedömning och statistikens signaler per yrke i {facts.area}",
        note=preliminary(),
    )


def all_measures(facts: Facts) -> Sheet:
    """Everything behind the signals: values, whose they are, counts by sex."""
    rows = assessment_records(facts)
    by_cell = {(r["yrke_kod"], r["indikator"]): r for r in facts.warehouse.signals if r["geo_kod"] == facts.code}
    decided = (_DECIDED,) if any(r[_DECIDED] for r in rows) else ()
    more = [ASSESSMENT.column(name) for name in (*decided, *_MORE) if not (facts.whole and name in _BESIDE_COUNTY)]
    columns = [SheetColumn("Kod", "code", 12), SheetColumn("Yrke", "text", 54)]
    columns += [_column(facts, c, rows) for c in more]
    for indicator in INDICATORS:
        columns += [
            SheetColumn(f"{indicator.term} ({indicator.unit})", "decimal", 16),
            SheetColumn(f"Värdet är: {indicator.term}", "text", 22),
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
        facts.source_of(STAGED_EMPLOYEES, ADS, SIGNALS),
        f"En rad per yrke (redovisningsgrupp). Signalpoängen går från 0 till {figures(TOP)}. För varje indikator: värdet, och om det "
        f"är yrkets eget, vägt med länets, länets eller gäller hela AF-yrkesområdet. {texts.TOO_WIDE} "
        f"{'' if facts.whole else _NO_RATIO}"
        f"{trial_text(facts.warehouse.agreement)}",
        (*columns, SheetColumn(REMARK.term, "text", 60)),
        tuple(table),
        f"Indikatorer, poäng och antal per yrke i {facts.area}",
        printed=ON_SCREEN_ONLY,
        note=preliminary(),
    )


def assessment_records(facts: Facts) -> list[Record]:
    """The area's redovisningsgrupper, highest score first, then managers as a block of their own, then what cannot be rated."""
    rows = [r for r in facts.warehouse.assessments if r["geo_kod"] == facts.code]
    return sorted(
        rows,
        key=lambda r: (
            r["signaler"] == NOT_RATED,
            r["chefer"] == "ja",
            POSITIONS[str(r["signaler"])],
            -float(r["signalpoang"] or 0) if r["signaler"] != NOT_RATED else 0.0,
            -float(r["anstallda"] or 0),
            str(r["yrke_kod"]),
        ),
    )


def lifted(facts: Facts, position: int) -> list[Record]:
    """The rows that may stand in headlines, of the class at a position; most employees first."""
    rows = assessment_records(facts)
    chosen = [r for r in rows if r["lyfts_fram"] == "ja" and POSITIONS[str(r["signaler"])] == position]
    return sorted(chosen, key=lambda r: (-float(r["anstallda"] or 0), str(r["yrke_kod"])))


def contradictions(facts: Facts) -> list[Sheet]:
    """The occupations where our signals and Arbetsförmedlingen say the opposite, both ways; none when there is none."""
    rows = [r for r in assessment_records(facts) if r["motsager_af"] == "ja"]
    if not rows:
        return []
    number = "1 yrke" if len(rows) == 1 else f"{len(rows)} yrken"
    columns = (
        SheetColumn("Kod", "code", 12),
        SheetColumn("Yrke", "text", 54),
        *(
            _column(facts, ASSESSMENT.column(name), rows)
            for name in ("af_jobbmojligheter", "af_rekrytering", "signaler")
        ),
        SheetColumn(ASSESSMENT.column("stabilitet").term, "percent", 12),
    )
    table = tuple(
        (
            r["yrke_kod"],
            r["yrke_namn"],
            *(_said(ASSESSMENT.column(name), r) for name in ("af_jobbmojligheter", "af_rekrytering", "signaler")),
            shown_cell(ASSESSMENT.column("stabilitet"), r["stabilitet"]),
        )
        for r in rows
    )
    found = Sheet(
        "Säger emot AF",
        f"sager_emot_{plain_code(facts.code)}",
        facts.title(f"{number} i {facts.area} där våra signaler och Arbetsförmedlingen säger emot varandra"),
        facts.source_of(*CLASSES),
        "Här räcker statistiken inte. Fråga arbetsgivarna innan något av svaren används. Yrkena räknas inte bland dem att ta upp.",
        columns,
        table,
        f"Yrken där våra signaler och Arbetsförmedlingens bedömning säger emot varandra i {facts.area}",
        note=preliminary(),
    )
    return [found]


def _column(facts: Facts, column: Column, rows: Sequence[Record]) -> SheetColumn:
    if column.name in _WORD_WIDTHS:
        return SheetColumn(column.term, "text", _WORD_WIDTHS[column.name])
    return sheet_column(column, rows)


def _said(column: Column, row: Record) -> Value:
    """A word, or why there is none."""
    value: Value = row[column.name]
    if column.name == "signaler":
        shown = tile(row, "")
        return ClassWord(shown.word, shown.position, shown.weak)
    if value is None:
        return {
            "radets_bedomning": "inte lämnad",
            "laget_har": "går inte att säga",
        }.get(column.name, assessment_texts.NOT_JUDGED)
    if column.name == "laget_har":
        return assessment_texts.beside_county(str(value))
    # Short enough for one line: the summary says what the number is.
    return assessment_texts.short(str(value)) if column.name.startswith("af_") else value


def _measure(column: Column, row: Record) -> Value:
    if kind_of(column) == "text":
        return row[column.name] or ""
    return shown_cell(column, row[column.name])


def _indicator(indicator: Indicator, row: Record) -> list[Value]:
    if row["tillampas"] == "nej":
        return [None, "gäller inte yrket"]
    if row["grund"] is None:
        return [None, "saknas"]
    value = row["varde"]
    return [
        None if value is None else round(float(value), 1),
        assessment_texts.whose(str(row["grund"]), str(row["lanad_fran"] or "")),
    ]
