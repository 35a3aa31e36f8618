"""The sheets that a reader of a workbook meets first: the findings with their pictures, and the delregioner compared."""

from __future__ import annotations

from assets.contracts.assessment import ASSESSMENT
from assets.methods.rounding import to_digits
from reports import texts
from reports.findings.matrix import area_names, matrix, order_told
from reports.findings.messages import findings
from reports.findings.model import Bar, Finding, Tile
from reports.records import Value
from reports.sheets.model import Chart, ClassWord, Facts, Sheet, SheetColumn, SheetRow, plain_code
from reports.sheets.trial import preliminary
from reports.source_lines import CLASSES

_LABEL, _VALUE = 1, 2
"""Columns of the table of findings."""
_ON_PAPER = 40


def summary(facts: Facts) -> Sheet:
    """The findings as sentences, their pictures, and the table with the pictures' figures."""
    found = findings(facts)
    rows: list[SheetRow] = []
    charts: list[Chart] = []
    for each in found:
        if each.bars:
            charts.append(_chart(each, len(rows)))
        rows += _rows(each)
    return Sheet(
        "Sammanfattning",
        f"sammanfattning_{plain_code(facts.code)}",
        facts.title(f"Det viktigaste i {facts.area}"),
        facts.source_of(*CLASSES),
        "Först tre fynd, sedan en bild av vart och ett. Tabellen under bilderna har samma tal.",
        (
            SheetColumn("Fynd", "text", 14),
            SheetColumn("Vad", "text", 46),
            SheetColumn("Värde", "number", 10),
            SheetColumn("Mått", "text", 66),
            SheetColumn("Att veta", "text", 44),
        ),
        tuple(rows),
        f"De tre fyndens tal i {facts.area}",
        tuple(charts),
        tuple(f"{at}. {each.sentence}" for at, each in enumerate(found, 1)),
        note=" ".join(filter(None, [*(each.note for each in found), preliminary()])),
    )


def _chart(finding: Finding, first: int) -> Chart:
    alt = f"Stapeldiagram: {finding.measure}. {finding.sentence} Talen står i tabellen under bilderna."
    return Chart(_LABEL, _VALUE, len(finding.bars), finding.measure, alt, first, finding.upright, finding.decimals)


def _rows(finding: Finding) -> list[SheetRow]:
    """One row per bar; a finding without any has one that says why."""
    if not finding.bars:
        return [(finding.topic, "Inga tal", None, finding.measure, finding.sentence)]
    return [(finding.topic, bar.label, _value(finding, bar), finding.measure, bar.note) for bar in finding.bars]


def _value(finding: Finding, bar: Bar) -> Value:
    return to_digits(bar.value, finding.decimals) if finding.decimals else round(bar.value)


def comparison(facts: Facts) -> Sheet:
    """Every occupation over the county and its delregioner, in words."""
    rows = matrix(facts.warehouse)
    return Sheet(
        "Jämförelse",
        "jamforelse_delregioner",
        facts.title("Våra signaler per yrke i länet och i delregionerna"),
        facts.source_of(*CLASSES),
        f"En rad per yrke (redovisningsgrupp). {order_told(divided=True)} En vit ruta är mindre säker: skälet står inom parentes. "
        f"{texts.ORDER}",
        (
            SheetColumn("Kod", "code", 12),
            SheetColumn("Yrke", "text", 44),
            SheetColumn(ASSESSMENT.column("af_jobbmojligheter").term, "text", 28),
            *(SheetColumn(name, "text", 30) for name in area_names(facts.warehouse).values()),
        ),
        tuple((row.code, row.name, row.of_af, *(_word(tile) for tile in row.tiles)) for row in rows),
        "Våra signaler per yrke, i länet och i dess delregioner",
        printed=_ON_PAPER,
        note=preliminary(),
    )


def _word(tile: Tile) -> ClassWord:
    """The class in words; one that is drawn on white says why, since colour alone says nothing to many."""
    reason = f" ({tile.detail})" if tile.weak and tile.detail else ""
    return ClassWord(tile.word + reason, tile.position, tile.weak)
