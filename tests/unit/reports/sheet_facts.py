"""What a sheet is made of, by hand: records of the contracts and the facts around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from assets.contracts.education import EDUCATION
from assets.contracts.employees import OCCUPATION_AGES
from assets.contracts.model import TableContract
from assets.contracts.registry import PUBLISHED
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION, WELFARE
from assets.contracts.unemployed import REGISTERED_SHARES
from assets.contracts.words import SEXES
from assets.lineage import LINEAGE
from assets.methods.employers import PRIVATE, SECTORS
from reports.sheets.model import Facts, Sheet, facts_of
from reports.warehouse import Record, Warehouse
from sources.catalogue.ads import AF_ADS
from sources.catalogue.education import SCB_MATCHING
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE
from sources.catalogue.sector import SCB_INDUSTRY, SCB_SECTOR
from sources.catalogue.unemployed import AF_UNEMPLOYED_DURATION
from tests.unit.reports import small_signals


def record(contract: TableContract, **values: object) -> Record:
    unknown = values.keys() - {c.name for c in contract.columns}
    assert not unknown
    return {c.name: values.get(c.name) for c in contract.columns}  # type: ignore[misc]


def education(code: str = "75N", name: str = "Sjuksköterskeutbildning", **values: object) -> Record:
    usual: dict[str, object] = {
        "geo_kod": "fyrbodal", "geo_niva": "delregion", "utbildningsgrupp": code, "utbildning_namn": name,
        "niva": "högskola, minst 3 år", "kon": "totalt", "ar": 2024, "ar_jamforelse": "2021", "befolkning": 4489,
        "befolkning_i_kvoten": 4489, "andel_kvinnor": 0.88042, "matchad_forvarvsgrad": 72.756, "rikets_forvarvsgrad": 73.214,
        "skillnad_mot_riket": -0.458, "forandring_per_ar": -0.04, "ar_alder": "2024",
        "andel_55_lankade": 0.2312, "lankade_yrken": "Sjuksköterskor",
        "lankade_signaler": "tydliga tecken på brist (1): Sjuksköterskor", "anmarkning": None,
    }  # fmt: skip
    return record(EDUCATION, **{**usual, **values})


def aged(
    code: str = "222+223",
    name: str = "Sjuksköterskor",
    area: str = "fyrbodal",
    older: int | None = 240,
    **values: object,
) -> list[Record]:
    """Both sexes, then women and men, who are a quarter; a tenth fewer are 55–64 years in the county and the nation."""
    shared = {"geo_kod": area, "yrkesniva": "redovisningsgrupp", "yrke_kod": code, "yrke_namn": name, "ar": 2024}
    rows = []
    for sex, parts in zip(SEXES, (4, 3, 1), strict=True):
        counts = (None, None, None) if older is None else (250 * parts, older * parts // 4, older / 1000)
        numbers = dict(zip(("anstallda", "anstallda_55_64", "andel_55_64"), counts, strict=True))
        beside = {"andel_55_64_lan": 0.2164, "andel_55_64_riket": 0.2216}
        rows.append(record(OCCUPATION_AGES, **{**shared, "kon": sex, **numbers, **beside, **values}))
    return rows


def registered_people(
    kind: str = "tid utan arbete", group: str = "mer än 12 månader", area: str = "fyrbodal", **values: object
) -> list[Record]:
    """Both sexes, then women and men; two of five are in the group."""
    shared = {"geo_kod": area, "egenskap": kind, "grupp": group, "manad": "2026-08", "andel": 0.4, "andel_lan": 0.3816}
    counts = zip(SEXES, (500, 200, 300), strict=True)
    return [record(REGISTERED_SHARES, **{**shared, "kon": sex, "antal": count, **values}) for sex, count in counts]


def posts(code: str, name: str, *counts: int, area: str = "fyrbodal", few: bool = False) -> list[Record]:
    """In the order of the sectors."""
    shared = {"geo_kod": area, "yrke_kod": code, "yrke_namn": name}
    return [
        record(
            SECTOR_OCCUPATION, **shared, sektor=sector, platser_rensade=count, fa_arbetsgivare=few and sector == PRIVATE
        )
        for sector, count in zip(SECTORS, counts, strict=True)
    ]


NURSES = posts("222+223", "Sjuksköterskor", 23, 329, 253, 1, 193, 0)
EDUCATIONS = [education()]


def at_work(area: str = "fyrbodal", **changed: int | None) -> list[Record]:
    """In the newest month a tenth more women than a year before; a change is named by the sector of both sexes."""
    counts = dict(zip((*SECTORS, WELFARE), (10, 40, 20, 5, 100, 1, 60), strict=True))
    rows = []
    for sector, count in counts.items():
        for month, more in (("2025-08", 0), ("2026-08", count // 10)):
            for sex, number in zip(SEXES, (2 * count + more, count + more, count), strict=True):
                value = changed.get(sector, number) if sex == "totalt" else number
                share = None if value is None else value / 400
                rows.append(record(SECTOR, geo_kod=area, sektor=sector, kon=sex, manad=month, varde=value, andel=share))
    return rows


CLASS_TRIAL: list[Record] = small_signals.class_trial().to_pylist()


def facts(
    educations: Sequence[Record] = EDUCATIONS,
    sectors: Sequence[Record] = NURSES,
    mode: str = "live",
    working: Sequence[Record] = (),
    ages: Sequence[Record] = (),
    registered: Sequence[Record] = (),
    assessments: Sequence[Record] = (),
    agreement: Sequence[Record] = (),
    trial: Sequence[Record] = (),
    class_trial: Sequence[Record] = CLASS_TRIAL,
) -> Facts:
    window: Record = {
        "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal", "yrkesniva": "redovisningsgrupp", "period_fran": "2025-09",
        "period_till": "2026-08", "ar_anstallda": "2024", "ar_jamforelse": "2020",
    }  # fmt: skip
    sources: tuple[Record, ...] = tuple(
        {
            "underlag": entry.dataset,
            "anvands_i": ", ".join(LINEAGE.used_in(PUBLISHED)[entry.dataset]),
            "hamtad": f"{day}T05:00:00Z",
            "hamtstatus": "aktuell",
            "utgivare": entry.publisher,
            "register": entry.register,
            "tabell_id": entry.table_id,
            "period_till": "2024",
        }
        for entry, day in (
            (SCB_MATCHING, "2026-06-20"),
            (AF_ADS, "2026-11-19"),
            (SCB_SECTOR, "2026-10-28"),
            (SCB_INDUSTRY, "2026-10-28"),
            (SCB_MUNICIPALITY_AGE, "2026-03-21"),
            (AF_UNEMPLOYED_DURATION, "2026-11-20"),
        )
    )
    known: dict[str, Any] = {
        "digest": "abc",
        "mode": mode,
        "county": "14",
        "edition": {"utgava": "löpande", "avsandare": "Provavsändaren"},
        "mismatch": (window,),
        "assessments": tuple(assessments),
        "agreement": tuple(agreement),
        "trial": tuple(trial),
        "class_trial": tuple(class_trial),
        "sources": sources,
        "educations": tuple(educations),
        "ages": tuple(ages),
        "registered": tuple(registered),
        "sectors": tuple(sectors),
        "at_work": tuple(working),
    }
    warehouse = Warehouse(**{**{field.name: () for field in fields(Warehouse)}, **known})
    return facts_of(warehouse, "fyrbodal")


def cells(sheet: Sheet, row: int = 0) -> dict[str, object]:
    return {column.heading: cell for column, cell in zip(sheet.columns, sheet.rows[row], strict=True)}
