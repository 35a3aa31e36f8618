"""Who the registered unemployed are: the sheet Inskrivna."""

from __future__ import annotations

from assets.contracts.model import Record
from assets.contracts.unemployed import OLD, PROFILE_KINDS, REGISTERED_SHARES, WITHOUT_WORK, YOUNG
from reports import texts
from reports.sheets.model import Facts, Sheet, SheetColumn, plain_code, shown_cell, with_remarks

_COUNT, _SHARE = REGISTERED_SHARES.column("antal"), REGISTERED_SHARES.column("andel")
_COUNTY, _REMARK = REGISTERED_SHARES.column("andel_lan"), REGISTERED_SHARES.column("anmarkning")
_KINDS = (WITHOUT_WORK, *PROFILE_KINDS)
_GROUPS = (
    "mer än 6 månader",
    "mer än 12 månader",
    "mer än 24 månader",
    YOUNG,
    OLD,
    "förgymnasial",
    "gymnasial",
    "eftergymnasial",
)
"""In the order in which they are read; the others stand after them by name."""


def registered_tables(facts: Facts) -> list[Sheet]:
    """The table, when there are figures for it: its sources may be missing."""
    return [registered(facts)] if any(r["geo_kod"] == facts.code for r in facts.warehouse.registered) else []


def registered(facts: Facts) -> Sheet:
    """One characteristic after the other: time without work, age, education, where people were born."""
    mine = [r for r in facts.warehouse.registered if r["geo_kod"] == facts.code]
    by_sex = {(r["egenskap"], r["grupp"], r["kon"]): r for r in mine}
    rows = sorted((r for r in mine if r["kon"] == "totalt"), key=_order)
    cells = []
    for r in rows:
        women, men = (by_sex[r["egenskap"], r["grupp"], sex] for sex in ("kvinnor", "män"))
        cells.append(
            (
                r["grupp"],
                str(r["egenskap"]).capitalize(),
                *(shown_cell(_COUNT, of[_COUNT.name]) for of in (r, women, men)),
                *(shown_cell(_SHARE, of[_SHARE.name]) for of in (r, women, men)),
                *([] if facts.whole else [shown_cell(_COUNTY, r[_COUNTY.name])]),
            )
        )
    months = sorted({texts.month(str(r["manad"])) for r in rows})
    month = " och ".join(months)
    compared = "" if facts.whole else " Länets andel står bredvid."
    return Sheet(
        "Inskrivna",
        f"inskrivna_{plain_code(facts.code)}",
        facts.title(f"Vilka de inskrivna arbetslösa i {facts.area} är, {month}"),
        facts.source_of(REGISTERED_SHARES),
        f"En rad per grupp, en egenskap i taget. Andelen är av alla inskrivna arbetslösa som bor i området.{compared} Tiderna "
        "utan arbete ingår i varandra och läggs inte ihop.",
        (
            SheetColumn(REGISTERED_SHARES.column("grupp").term, "text", 24),
            SheetColumn(REGISTERED_SHARES.column("egenskap").term, "text", 20),
            SheetColumn(f"{_COUNT.term}, {month}", "integer", 16),
            *(SheetColumn(sex, "integer", 12) for sex in ("Kvinnor bland inskrivna", "Män bland inskrivna")),
            SheetColumn(_SHARE.term, "percent", 12),
            *(SheetColumn(f"Andel av inskrivna {sex}", "percent", 12) for sex in ("kvinnor", "män")),
            *([] if facts.whole else [SheetColumn(_COUNTY.term, "percent", 12)]),
            SheetColumn(_REMARK.term, "text", 60),
        ),
        with_remarks(cells, rows),
        f"Inskrivna arbetslösa i {facts.area} efter tid utan arbete, ålder, utbildning och födelseland: antal och andel",
    )


def _order(row: Record) -> tuple[int, int, str]:
    group = str(row["grupp"])
    return _KINDS.index(str(row["egenskap"])), _GROUPS.index(group) if group in _GROUPS else len(_GROUPS), group
