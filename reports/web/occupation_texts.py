"""One occupation in an area, in sentences that carry their own period and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record, TableContract
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import REPORTING_GROUP
from assets.reference import UNKNOWN_SSYK3
from assets.swedish_time import day
from reports import assessment_texts, texts
from reports.sheets.model import Facts, kind_of, rows_of, shown_cell, sources_of
from reports.warehouse import Warehouse


@dataclass(frozen=True)
class OccupationText:
    """An occupation's name, code and what can be said of it."""

    code: str
    name: str
    sentences: tuple[str, ...]

    @property
    def place(self) -> str:
        """Id of its place on the page."""
        return f"yrke-{self.code.replace('+', '-')}"


def occupation_texts(facts: Facts) -> list[OccupationText]:
    """Every known occupation of the area, in Swedish alphabetical order."""
    rows = [r for r in rows_of(facts.warehouse, facts.code, REPORTING_GROUP) if r["yrke_kod"] != UNKNOWN_SSYK3]
    areas = {str(r["yrke_kod"]): r for r in rows_of(facts.warehouse, facts.code, "af_yrkesomrade")}
    belongs = areas_of(facts.warehouse)
    rated = {str(r["yrke_kod"]): r for r in facts.warehouse.assessments if r["geo_kod"] == facts.code}
    return sorted(
        (
            OccupationText(
                str(r["yrke_kod"]),
                str(r["yrke_namn"]),
                (
                    _assessments(facts, rated[str(r["yrke_kod"])]),
                    _employees(facts, r),
                    _ads(facts, r),
                    *_unemployed(facts, [areas[c] for c in belongs.get(str(r["yrke_kod"]), ()) if c in areas]),
                    *([str(r["anmarkning"])] if r["anmarkning"] else []),
                ),
            )
            for r in rows
        ),
        key=lambda text: texts.collation_key(text.name),
    )


def areas_of(warehouse: Warehouse) -> Mapping[str, tuple[str, ...]]:
    """Redovisningsgrupp → the AF-yrkesområden that its groups on four digits belong to."""
    found: dict[str, set[str]] = {}
    for row in warehouse.occupations:
        if row["yrkesniva"] == "ssyk4" and row["af_yrkesomrade"] and row["redovisningsgrupp"]:
            found.setdefault(str(row["redovisningsgrupp"]), set()).add(str(row["af_yrkesomrade"]))
    return {group: tuple(sorted(codes, key=int)) for group, codes in found.items()}


def _shown(row: Record, name: str) -> str:
    column = MISMATCH.column(name)
    return texts.shown(shown_cell(column, row[name]), kind_of(column))


def _source(facts: Facts, table: TableContract) -> str:
    rows = sources_of(facts.warehouse, table)
    return "; ".join(f"{row['utgivare']}, {row['tabell_id']}, hämtad {day(str(row['hamtad']))}" for row in rows)


def _assessments(facts: Facts, row: Record) -> str:
    here = (
        f" Annonserade platser per anställd i {facts.area}: {assessment_texts.beside_county(row['laget_har'])}."
        if row["laget_har"]
        else ""
    )
    council = f" Rådets bedömning: {row['radets_bedomning']}." if row["radets_bedomning"] else ""
    return (
        f"Bedömning. Arbetsförmedlingen om länet: {assessment_texts.of_af(row)}.{here} "
        f"{ASSESSMENT.column('signaler').term} för {facts.area}: {row['signaler']}. {row['anmarkning']}{council}"
    )


def _employees(facts: Facts, row: Record) -> str:
    counts = {name: _shown(row, name) for name in ("anstallda", "anstallda_kvinnor", "anstallda_man")}
    return (
        f"Anställda med arbetsplats i {facts.area} november {facts.year}: {counts['anstallda']} "
        f"({counts['anstallda_kvinnor']} kvinnor, {counts['anstallda_man']} män). Källa: {_source(facts, STAGED_EMPLOYEES)}."
    )


def _ads(facts: Facts, row: Record) -> str:
    rate = _shown(row, "platser_per_100_anstallda")
    per = "" if rate == texts.NO_VALUE else f", eller {rate} platser per 100 anställda"
    return (
        f"Annonserade platser {facts.months}: {_shown(row, 'annonserade_platser')} i {_shown(row, 'annonser')} "
        f"annonser{per}. Källa: {_source(facts, ADS)}."
    )


def _unemployed(facts: Facts, areas: list[Record]) -> list[str]:
    """What is known of the AF-yrkesområden of an occupation; nothing when it belongs to none."""
    if not areas:
        return []
    return [
        "Inskrivna arbetslösa finns bara per AF-yrkesområde. "
        f"{' '.join(_area(facts, area) for area in areas)} Gäller AF-yrkesområdet, inte yrket. "
        f"Källa: {_source(facts, UNEMPLOYED)}."
    ]


def _area(facts: Facts, area: Record) -> str:
    ratio = _shown(area, "platser_per_arbetslos")
    per = "" if ratio == texts.NO_VALUE else f" och {ratio} annonserade platser under ett år per inskriven"
    return f"{area['yrke_namn']}: {_shown(area, 'inskrivna_arbetslosa')} inskrivna (medeltal {facts.months}){per}."
