"""What a council can order training by: the sheet Utbildning."""

from __future__ import annotations

from assets.contracts.education import EDUCATION
from assets.contracts.model import Record
from assets.methods.matching import LEAST_PEOPLE
from assets.reference.educations import education_groups
from reports.sheets.model import Facts, Sheet, SheetColumn, plain_code, sheet_column, shown_cell, with_remarks
from reports.sheets.trial import preliminary

_SHOWN = (
    "befolkning",
    "andel_kvinnor",
    "matchad_forvarvsgrad",
    "rikets_forvarvsgrad",
    "skillnad_mot_riket",
    "forandring_per_ar",
    "andel_55_lankade",
)
_SIGNALS, _REMARK = EDUCATION.column("lankade_signaler"), EDUCATION.column("anmarkning")
NOT_LINKED = "inget yrke är länkat"


def education_tables(facts: Facts) -> list[Sheet]:
    """The table, when there are figures for it: its source may be missing."""
    return [educations(facts)] if education_records(facts) else []


_ON_PAPER = 30
"""Education groups that are printed, the largest."""


def educations(facts: Facts) -> Sheet:
    """Education groups that lead to occupations, the largest first."""
    rows = education_records(facts)
    shown = [EDUCATION.column(name) for name in _SHOWN]
    columns = (
        SheetColumn("Kod", "code", 8),
        SheetColumn("Utbildningsgrupp", "text", 48),
        SheetColumn("Nivå", "text", 28),
        *(sheet_column(c, rows) for c in shown),
        SheetColumn(_SIGNALS.term, "text", 86),
        SheetColumn(_REMARK.term, "text", 66),
    )
    cells = [
        (
            r["utbildningsgrupp"],
            r["utbildning_namn"],
            r["niva"],
            *(shown_cell(c, r[c.name]) for c in shown),
            r[_SIGNALS.name] or NOT_LINKED,
        )
        for r in rows
    ]
    year, before = rows[0]["ar"], rows[0]["ar_jamforelse"]
    return Sheet(
        "Utbildning",
        f"utbildning_{plain_code(facts.code)}",
        facts.title(
            f"Utbildningsgrupper i {facts.area} {year}: befolkning, matchad förvärvsgrad och yrken, {before}–{year}"
        ),
        facts.source_of(EDUCATION),
        "En rad per utbildningsgrupp som kan leda till yrken, störst befolkning överst. Matchad förvärvsgrad är hur stor del av alla "
        "20–69 år med utbildningen som arbetar i ett yrke som matchar den. Jämför med rikets för samma utbildning, inte mellan "
        f"utbildningar. Grupper med färre än {LEAST_PEOPLE} kända personer visas inte.",
        columns,
        with_remarks(cells, rows),
        f"Befolkning, matchad förvärvsgrad och länkade yrkens signaler per utbildningsgrupp i {facts.area}",
        printed=_ON_PAPER,
        note=preliminary(),
    )


def education_records(facts: Facts) -> list[Record]:
    """The area's groups that lead to occupations and are large enough, as far as it is known."""
    general = {group.code for group in education_groups() if group.general}
    mine = [
        r
        for r in facts.warehouse.educations
        if r["geo_kod"] == facts.code and r["utbildningsgrupp"] not in general and _known_people(r) >= LEAST_PEOPLE
    ]
    return sorted(mine, key=lambda r: (-_known_people(r), str(r["utbildningsgrupp"])))


def _known_people(row: Record) -> float:
    """The population, or that of the municipalities that are known."""
    return float(row["befolkning"] or row["befolkning_i_kvoten"] or 0)
