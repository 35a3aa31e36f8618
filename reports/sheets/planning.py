"""What one who orders places on educations needs: the sheets Utbildningsplanering and Utbildning och yrken."""

from __future__ import annotations

from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES
from assets.contracts.education_planning import EDUCATION_PLANNING
from assets.contracts.model import Record, TableContract
from assets.contracts.words import NOT_MORE_PLACES, THE_OTHERS
from assets.methods.matching import SURE_LEVEL
from assets.methods.quoted import spelled
from assets.methods.replacement_demand import HORIZONS
from reports.sheets.model import (
    ON_SCREEN_ONLY,
    Facts,
    Sheet,
    SheetColumn,
    SheetRow,
    kind_of,
    plain_code,
    sheet_column,
    shown_cell,
    with_remarks,
)
from reports.sheets.trial import preliminary

_ON_PAPER = 30
"""Links that are printed: all of them are eight pages of a workbook that few print."""
_AHEAD = tuple(map(spelled, HORIZONS))
_EDUCATION = {
    "utbildningsgrupp": 8,
    "utbildning_namn": 44,
    "gymnasieprogram": 36,
    "komvux": 30,
    "yh_omrade": 34,
    "hogskoleexamen": 34,
    "koppling": 16,
    "examinerade_lan": 12,
    "befolkning": 13,
    "matchad_forvarvsgrad": 12,
    "nedre": 9,
    "ovre": 9,
    "rikets_forvarvsgrad": 12,
    "mot_riket": 14,
    "arbetar_inte": 11,
    "yrken_nu": 70,
    **{f"yrken_om_{word}": 60 for word in _AHEAD},
    "anmarkning": 50,
}
_LINK = {
    "utbildningsgrupp": 8,
    "utbildning_namn": 38,
    "yrke_namn": 34,
    "af_jobbmojligheter": 22,
    "af_om_fem_ar": 20,
    "signaler": 22,
    **{f"{name}_om_{word}": width for word in _AHEAD for name, width in (("behov", 14), ("ersattning", 14))},
    "anmarkning": 40,
}
_DASHED = ("gymnasieprogram", "komvux", "yh_omrade", "hogskoleexamen", "af_jobbmojligheter", "af_om_fem_ar")
"""Texts that are empty because there is nothing to say, not because a number is missing."""


def planning_tables(facts: Facts) -> list[Sheet]:
    """Both tables; none when no education leads to an occupation here."""
    known = _mine(facts, facts.warehouse.planning) and _mine(facts, facts.warehouse.education_occupations)
    return [planning(facts), links(facts)] if known else []


def planning(facts: Facts) -> Sheet:
    """Every education that can be ordered or leads to an occupation, most people first."""
    rows = [
        r
        for r in _mine(facts, facts.warehouse.planning)
        if r["yrken"] or any(r[form] for form in ("gymnasieprogram", "komvux", "yh_omrade", "hogskoleexamen"))
    ]
    rows.sort(key=lambda r: (-(r["befolkning"] or 0), str(r["utbildningsgrupp"])))
    return Sheet(
        "Utbildningsplanering",
        f"utbildningsplanering_{plain_code(facts.code)}",
        facts.title(f"Utbildningar i {facts.area} och vad de heter när platser beställs{_years(rows)}"),
        facts.source_of(EDUCATION, GRADUATES, EDUCATION_PLANNING),
        f"{NOT_MORE_PLACES} En rad per utbildningsgrupp, störst befolkning överst. Examinerade är hela länets. Gränserna räcker i "
        f"{100 * SURE_LEVEL:.0f} fall av 100, om bara slumpen och bruset i källans celler rör talet. {THE_OTHERS} "
        "Yrkena räknas upp och vägs aldrig ihop. Antal platser och "
        "sökande finns inte i något underlag. Rader som leder till ett yrke skrivs ut från webbsidan Planera utbildning.",
        _columns(EDUCATION_PLANNING, _EDUCATION, rows),
        _cells(EDUCATION_PLANNING, _EDUCATION, rows),
        f"Vad utbildningsgrupper i {facts.area} heter när platser beställs, examinerade, matchad förvärvsgrad och yrkena nu och på sikt",
        printed=ON_SCREEN_ONLY,
        note=preliminary(),
    )


def links(facts: Facts) -> Sheet:
    """Every occupation that an education leads to, by education."""
    rows = sorted(
        _mine(facts, facts.warehouse.education_occupations),
        key=lambda r: (str(r["utbildningsgrupp"]), str(r["yrke_kod"])),
    )
    return Sheet(
        "Utbildning och yrken",
        f"utbildning_och_yrken_{plain_code(facts.code)}",
        facts.title(f"Yrken som utbildningar leder till i {facts.area}{_years(rows)}"),
        facts.source_of(EDUCATION_OCCUPATIONS),
        f"{NOT_MORE_PLACES} En rad per koppling. Arbetsförmedlingen (AF) står först och gäller länet. Behov och ersättningsbehov är "
        "yrkets och delas av alla utbildningar som leder till det: lägg aldrig ihop dem. Båda är oprövade. Alla rader skrivs ut från "
        "webbsidan Planera utbildning.",
        _columns(EDUCATION_OCCUPATIONS, _LINK, rows),
        _cells(EDUCATION_OCCUPATIONS, _LINK, rows),
        f"Yrken som utbildningar leder till i {facts.area}, med bedömningar nu och på sikt",
        printed=_ON_PAPER,
        note=preliminary(),
    )


def _mine(facts: Facts, rows: tuple[Record, ...]) -> list[Record]:
    return [r for r in rows if r["geo_kod"] == facts.code]


def _years(rows: list[Record]) -> str:
    """The years of the numbers, for a title; empty when no number has one."""
    names = ("ar", "ar_examinerade", *(f"ar_om_{word}" for word in _AHEAD))
    known = sorted({int(r[name]) for r in rows for name in names if r.get(name) is not None})
    return f", {known[0]}–{known[-1]}" if known else ""


def _shown(widths: dict[str, int], rows: list[Record]) -> dict[str, int]:
    """The columns and their widths, without those of so many years ahead where no row has that year."""
    unknown = [word for word in _AHEAD if all(r[f"ar_om_{word}"] is None for r in rows)]
    return {name: width for name, width in widths.items() if not any(name.endswith(f"_om_{w}") for w in unknown)}


def _columns(contract: TableContract, widths: dict[str, int], rows: list[Record]) -> tuple[SheetColumn, ...]:
    columns = []
    for name, width in _shown(widths, rows).items():
        column = contract.column(name)
        kind = "code" if name == "utbildningsgrupp" else kind_of(column)
        columns.append(SheetColumn(sheet_column(column, rows).heading, kind, width))
    return tuple(columns)


def _cells(contract: TableContract, widths: dict[str, int], rows: list[Record]) -> tuple[SheetRow, ...]:
    shown = [contract.column(name) for name in _shown(widths, rows) if name != "anmarkning"]
    cells = [tuple(shown_cell(c, r[c.name] or "" if c.name in _DASHED else r[c.name]) for c in shown) for r in rows]
    return with_remarks(cells, rows)
