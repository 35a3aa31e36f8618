"""One occupation in an area, in sentences that carry their own period and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.reference import UNKNOWN_SSYK3
from assets.tables import AF_ADS, AF_UNEMPLOYED, MISMATCH, SCB
from reports import texts
from reports.layer import Layer, Record
from reports.model import Facts, kind_of, rows_of, shown_cell

_CONTINUED = " (fortsättning)"


@dataclass(frozen=True)
class OccupationText:
    """An occupation's name, code and what can be said of it."""

    code: str
    name: str
    sentences: tuple[str, ...]


def occupation_texts(facts: Facts) -> list[OccupationText]:
    """Every known occupation of the area, in Swedish alphabetical order."""
    rows = [r for r in rows_of(facts.layer, facts.code, "ssyk3") if r["yrke_kod"] != UNKNOWN_SSYK3]
    areas = {str(r["yrke_kod"]): r for r in rows_of(facts.layer, facts.code, "af_yrkesomrade")}
    belongs = areas_of(facts.layer)
    return sorted(
        (
            OccupationText(
                str(r["yrke_kod"]),
                str(r["yrke_namn"]),
                (
                    _employees(facts, r),
                    *split_trade(r, rows),
                    _ads(facts, r),
                    *(_area(facts, areas[code]) for code in belongs.get(str(r["yrke_kod"]), ()) if code in areas),
                    *([str(r["anmarkning"])] if r["anmarkning"] else []),
                ),
            )
            for r in rows
        ),
        key=lambda text: texts.collation_key(text.name),
    )


def areas_of(layer: Layer) -> Mapping[str, tuple[str, ...]]:
    """SSYK3 → the AF-yrkesområden that its groups on four digits belong to."""
    found: dict[str, set[str]] = {}
    for row in layer.occupations:
        if row["yrkesniva"] == "ssyk4" and row["af_yrkesomrade"]:
            found.setdefault(str(row["yrke_kod"])[:3], set()).add(str(row["af_yrkesomrade"]))
    return {group: tuple(sorted(codes, key=int)) for group, codes in found.items()}


def _shown(row: Record, name: str) -> str:
    column = MISMATCH.column(name)
    return texts.shown(shown_cell(column, row[name]), kind_of(column))


def _source(facts: Facts, name: str) -> str:
    row = next(r for r in facts.layer.sources if r["underlag"] == name)
    return f"{row['utgivare']}, {row['tabell_id']}, hämtad {texts.day(str(row['hamtad']))}"


def _employees(facts: Facts, row: Record) -> str:
    counts = {name: _shown(row, name) for name in ("anstallda", "anstallda_kvinnor", "anstallda_man")}
    return (
        f"Anställda med arbetsplats i {facts.area} november {facts.year}: {counts['anstallda']} "
        f"({counts['anstallda_kvinnor']} kvinnor, {counts['anstallda_man']} män). Källa: {_source(facts, SCB)}."
    )


def split_trade(row: Record, rows: Sequence[Record]) -> list[str]:
    """Where the rest of a trade stands that the classification splits; nothing when it is whole.

    Args:
        row: mart.obalans for a group on three digits.
        rows: every such row of the area.
    """
    stem = str(row["yrke_namn"]).removesuffix(_CONTINUED)
    parts = [r for r in rows if str(r["yrke_namn"]).removesuffix(_CONTINUED) == stem]
    if len(parts) < 2:
        return []
    others = ", ".join(f"{r['yrke_namn']} ({r['yrke_kod']})" for r in parts if r["yrke_kod"] != row["yrke_kod"])
    counts = [r["anstallda"] for r in parts]
    known = [int(c) for c in counts if c is not None]
    total = f" Tillsammans är de {texts.shown(sum(known), 'integer')} anställda." if len(known) == len(counts) else ""
    return [f"Yrkesklassificeringen delar yrket: räkna även {others}.{total}"]


def _ads(facts: Facts, row: Record) -> str:
    rate = _shown(row, "platser_per_100_anstallda")
    per = "" if rate == texts.MISSING else f", eller {rate} platser per 100 anställda"
    return (
        f"Annonserade platser {facts.months}: {_shown(row, 'annonserade_platser')} i {_shown(row, 'annonser')} "
        f"annonser{per}. Källa: {_source(facts, AF_ADS)}."
    )


def _area(facts: Facts, area: Record) -> str:
    ratio = _shown(area, "platser_per_arbetslos")
    per = "" if ratio == texts.MISSING else f" och {ratio} annonserade platser per inskriven"
    return (
        f"Inskrivna arbetslösa finns bara per AF-yrkesområde. {area['yrke_namn']}: "
        f"{_shown(area, 'inskrivna_arbetslosa')} inskrivna (medeltal {facts.months}){per}. Gäller AF-yrkesområdet, inte "
        f"yrket. Källa: {_source(facts, AF_UNEMPLOYED)}."
    )
