"""How old those who work in each occupation are: the sheet Ålder."""

from __future__ import annotations

from assets.contracts.employees import OCCUPATION_AGES
from assets.contracts.model import Record
from reports.sheets.model import Facts, Sheet, SheetColumn, plain_code, sheet_column, shown_cell, with_remarks

OLDER_SHARE = OCCUPATION_AGES.column("andel_55_64")
_KNOWN, _OLDER = OCCUPATION_AGES.column("anstallda"), OCCUPATION_AGES.column("anstallda_55_64")
_COUNTY, _NATION = OCCUPATION_AGES.column("andel_55_64_lan"), OCCUPATION_AGES.column("andel_55_64_riket")
_REMARK = OCCUPATION_AGES.column("anmarkning")


def age_tables(facts: Facts) -> list[Sheet]:
    """The table, when there are figures for it: its source may be missing."""
    return [ages(facts)] if any(r["geo_kod"] == facts.code for r in facts.warehouse.ages) else []


_ON_PAPER = 40
"""Rows that are printed: the occupations with the most employees of those ages."""


def ages(facts: Facts) -> Sheet:
    """Redovisningsgrupper, those with the most employees of 55–64 years first."""
    mine = [r for r in facts.warehouse.ages if r["geo_kod"] == facts.code]
    by_sex = {(r["yrke_kod"], r["kon"]): r for r in mine}
    rows = sorted((r for r in mine if r["kon"] == "totalt"), key=_order)
    compared = [_NATION] if facts.whole else [_COUNTY, _NATION]
    cells = []
    for r in rows:
        women, men = (by_sex[r["yrke_kod"], sex] for sex in ("kvinnor", "män"))
        cells.append(
            (
                r["yrke_kod"],
                r["yrke_namn"],
                shown_cell(_KNOWN, r[_KNOWN.name]),
                *(shown_cell(_OLDER, of[_OLDER.name]) for of in (r, women, men)),
                *(shown_cell(OLDER_SHARE, of[OLDER_SHARE.name]) for of in (r, women, men)),
                *(shown_cell(column, r[column.name]) for column in compared),
            )
        )
    year = rows[0]["ar"]
    return Sheet(
        "Ålder",
        f"alder_{plain_code(facts.code)}",
        facts.title(f"Anställda {_OLDER.term} per yrke i {facts.area}, november {year}"),
        facts.source_of(OCCUPATION_AGES),
        f"En rad per yrke (redovisningsgrupp), flest anställda {_OLDER.term} överst. Andelen är av de anställda 16–64 år med "
        "arbetsplats i området vars ålder är känd. Den säger inte hur många som slutar, eller när.",
        (
            SheetColumn("Kod", "code", 12),
            SheetColumn("Yrke", "text", 54),
            sheet_column(_KNOWN, rows),
            SheetColumn(_OLDER.term, "integer", 10),
            *(SheetColumn(f"{_OLDER.term}, {sex}", "integer", 10) for sex in ("kvinnor", "män")),
            SheetColumn(OLDER_SHARE.term, "percent", 10),
            *(SheetColumn(f"{OLDER_SHARE.term}, {sex}", "percent", 12) for sex in ("kvinnor", "män")),
            *(sheet_column(column, rows) for column in compared),
            SheetColumn(_REMARK.term, "text", 50),
        ),
        with_remarks(cells, rows),
        f"Anställda {_OLDER.term} per yrke i {facts.area}, andel av alla bredvid {'rikets' if facts.whole else 'länets och rikets'}",
        printed=_ON_PAPER,
    )


def _order(row: Record) -> tuple[bool, float, str]:
    older = row[_OLDER.name]
    return older is None, -float(older or 0), str(row["yrke_kod"])
