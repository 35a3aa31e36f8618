"""A small warehouse made straight from the contracts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.contracts.ads import SKILLS
from assets.contracts.assessment import ASSESSMENT, SCORE_PARTS, SIGNALS
from assets.contracts.barometer import BAROMETER, STAGED_TAXONOMY
from assets.contracts.change import POSTS_BY_QUARTER, POSTS_BY_YEAR, THEN_AND_NOW
from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.edition import CHANGES, EDITION, QUALITY, SOURCES
from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES, MUNICIPALITY_EDUCATIONS
from assets.contracts.education_planning import DIM_EDUCATION, EDUCATION_PLANNING
from assets.contracts.employees import (
    AGE_GROUPS,
    EMPLOYEES_BY_YEAR,
    EMPLOYEES_IN_ALL,
    MUNICIPALITY_AGES,
    OCCUPATION_AGES,
    SERIES_BREAKS,
)
from assets.contracts.follow_up import FOLLOW_UP
from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.long_term_levels import LEVELS
from assets.contracts.long_term_outcomes import OUTCOME_SHARES
from assets.contracts.long_term_supply import NEED_BY_AGE, REPLACEMENT, SUPPLY_SCENARIOS
from assets.contracts.mismatch import ANALYSIS, LEVELS_COMPARED, MISMATCH, MUNICIPALITIES
from assets.contracts.model import TableContract
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.nation import NATION_AREAS
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION, SEARCH_WORDS
from assets.contracts.registry import PUBLISHED
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION, WELFARE
from assets.contracts.trial import AGREEMENT, CLASS_TRIAL, TRIAL
from assets.contracts.unemployed import REGISTERED_SHARES
from assets.contracts.words import REPORTING_GROUP, SEXES
from assets.lineage import LINEAGE
from assets.marts.assessment.score_parts import score_parts
from assets.marts.education.education_occupations import education_occupations
from assets.marts.education.education_planning import dim_education, education_planning
from assets.marts.places.dimensions import dim_geo, dim_occupation
from assets.marts.places.search_words import search_words
from assets.methods.employers import PRIVATE, SECTORS
from assets.reference.areas import delregioner
from assets.reference.series_breaks import known_breaks
from sources.catalogue.ads import AF_ADS
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.sector import SCB_SECTOR
from sources.catalogue.unemployed import AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION
from tests.unit.reports import small_people, small_signals
from tests.unit.reports.small_councils import council_tables
from tests.unit.reports.small_educations import graduates
from tests.unit.reports.small_follow_up import follow_up
from tests.unit.reports.small_long_term import (
    accuracy,
    differences,
    levels_ahead,
    long_assessments,
    need_by_age,
    outcome_shares,
    projections,
    replacement,
    supply_scenarios,
)
from tests.unit.reports.small_places import (
    commuting,
    municipality_ages,
    municipality_educations,
    municipality_occupations,
    nation_areas,
    skills,
)
from tests.unit.reports.small_stocks import open_now, posts_by_quarter, posts_by_year, then_and_now

SMALL = "011+021+031"
GROUPS = (("222+223", "Sjuksköterskor", None), (SMALL, "=CMD|calc", 60), ("532", "Undersköterskor", 5000))
"""Redovisningsgrupper with their employees; of nurses there are a few more in each area."""
NAMED = [(code, name) for code, name, _ in GROUPS]
AREAS = [*((d.code, d.name, "delregion") for d in delregioner("14")), ("14", "Västra Götalands län", "lan")]
PLACES = [("1440", "Ale", "kommun"), ("1485", "Uddevalla", "kommun")]
"""Municipalities with registered unemployed."""


def _row(contract: TableContract, **values: object) -> dict[str, object]:
    defaults = {
        c.name: None if c.nullable else (0 if pa.types.is_integer(c.type) else "text") for c in contract.columns
    }
    return {**defaults, **values}


def _mismatch() -> list[dict[str, object]]:
    rows = []
    for place, (code, name, level) in enumerate(AREAS, 1):
        shared = {"geo_niva": level, "geo_kod": code, "geo_namn": name, "grund": "raknad"}
        window = {"period_fran": "2025-09", "period_till": "2026-08"}
        for area, label, posts, people, note in (
            ("8", "Hälso- och sjukvård", 500 * place, 100.4, None),
            ("3", "Data/IT", 90, 60.0, None),
            ("14", "Naturvetenskap", 40, None, "Minst en kommuns uppgift om inskrivna är skyddad eller saknas."),
            ("okänt", "AF-yrkesområde okänt", 5, 30.0, "Ingen kvot."),
        ):
            ratio = posts / people if people and note is None else None
            rows.append(
                _row(
                    MISMATCH,
                    **shared,
                    **window,
                    yrkesniva="af_yrkesomrade",
                    yrke_kod=area,
                    yrke_namn=label,
                    annonser=posts // 2,
                    annonserade_platser=posts,
                    inskrivna_arbetslosa=people,
                    platser_per_arbetslos=ratio,
                    anmarkning=note,
                )
            )
        for code3, label, count in (
            *((code, label, 2000 + place if count is None else count) for code, label, count in GROUPS),
            ("0002", "Yrke okänt", 9000),
        ):
            rows.append(
                _row(
                    MISMATCH,
                    **shared,
                    **window,
                    yrkesniva=REPORTING_GROUP,
                    yrke_kod=code3,
                    yrke_namn=label,
                    ar_anstallda="2024",
                    ar_jamforelse="2020",
                    anstallda=count,
                    anstallda_kvinnor=count // 2,
                    anstallda_man=count - count // 2,
                    andel_kvinnor=0.5,
                    lokaliseringskvot_lan=1.25,
                    lokaliseringskvot_riket=None if code3 == SMALL else 0.84,
                    forandring_anstallda=-132.0,
                    forandring_fran="2023",
                    forandring_satt=LEVELS_COMPARED,
                    annonser=10,
                    annonserade_platser=20,
                    platser_per_100_anstallda=1.04,
                )
            )
    return rows


def _educations() -> list[dict[str, object]]:
    return [
        _row(
            EDUCATION,
            geo_niva=level,
            geo_kod=code,
            geo_namn=name,
            utbildningsgrupp="75N",
            utbildning_namn="Sjuksköterskeutbildning",
            niva="högskola, minst 3 år",
            kon="totalt",
            ar=2024,
            ar_jamforelse="2021",
            befolkning=4489,
            befolkning_i_kvoten=4489,
            andel_kvinnor=0.88,
            matchad_forvarvsgrad=72.7,
            ar_alder="2024",
            andel_55_lankade=0.23,
            rikets_forvarvsgrad=73.2,
            skillnad_mot_riket=-0.5,
            forandring_per_ar=0.1,
            lankade_yrken="Sjuksköterskor",
            lankade_signaler="tydliga tecken på brist: Sjuksköterskor",
        )
        for code, name, level in AREAS
    ]


def _breaks() -> list[dict[str, object]]:
    sizes = {
        "yrkesregistret_2023": {
            "matt": "Procent av de anställda med okänt yrke, 2022 och 2023",
            "fore": 8.0,
            "efter": 0.4,
        }
    }
    return [
        _row(SERIES_BREAKS, brott=b.code, tabeller=" ".join(b.tables), fran=b.first, vad=b.what, jamfor_inte=b.not_comparable,
             jamfor_i_stallet=b.compare, **sizes.get(b.code, {}))
        for b in known_breaks().values()
    ]  # fmt: skip


def _at_work() -> list[dict[str, object]]:
    return [
        _row(
            SECTOR,
            geo_niva=level,
            geo_kod=code,
            geo_namn=name,
            sektor=sector,
            kon=sex,
            manad=month,
            varde=100,
            andel=0.1,
        )
        for code, name, level in AREAS
        for sector in (*SECTORS, WELFARE)
        for sex in SEXES
        for month in ("2025-08", "2026-08")
    ]


def _sectors() -> list[dict[str, object]]:
    return [
        _row(
            SECTOR_OCCUPATION,
            geo_niva=level,
            geo_kod=code,
            geo_namn=name,
            yrke_kod=group,
            yrke_namn=label,
            sektor=sector,
            platser_rensade=at,
            fa_arbetsgivare=group == "532" and sector == PRIVATE,
        )
        for code, name, level in AREAS
        for group, label, _ in GROUPS
        for at, sector in enumerate(SECTORS)
    ]


def _sources(mode: str) -> list[dict[str, object]]:
    """Fetched on three days; SCB could not be read the last time."""
    return [
        _row(
            SOURCES,
            underlag=entry.dataset,
            utgivare=publisher,
            register=entry.register,
            tabell_id=table,
            hamtad=f"{day}T05:00:00Z",
            hamtstatus=status,
            uppdaterad=updated,
            period_fran="2024",
            period_till="2024",
            lank="https://exempel.invalid/",
            anvands_i=", ".join(LINEAGE.used_in(PUBLISHED)[entry.dataset]),
            lage=mode,
        )
        for entry, publisher, table, day, status, updated in (
            (SCB_EMPLOYEES, "SCB", "TAB4434", "2026-09-01", "senast fungerande", "2026-03-05T07:00:00Z"),
            (AF_ADS, "Arbetsförmedlingen", "annonser", "2026-11-19", "aktuell", None),
            (SCB_SECTOR, "SCB", "TAB2597", "2026-11-19", "aktuell", "2026-10-28T06:00:00Z"),
            (AF_UNEMPLOYED, "Arbetsförmedlingen", "inskrivna", "2026-11-20", "aktuell", "2026-11-18T06:00:00Z"),
            (AF_UNEMPLOYED_DURATION, "Arbetsförmedlingen", "tid", "2026-11-20", "aktuell", "2026-11-18T06:00:00Z"),
        )
    ] + [_row(SOURCES, underlag="scb_oanvand", utgivare="SCB", tabell_id="TAB0", hamtstatus="saknas")]


def _municipalities() -> list[dict[str, object]]:
    """Every municipality of the county; Mellerud has no number of registered unemployed."""
    places = [r for r in dim_geo("14").to_pylist() if r["geo_niva"] == "kommun"]
    return [
        _row(
            MUNICIPALITIES,
            **{name: r[name] for name in ("geo_niva", "geo_kod", "geo_namn", "delregion_kod")},
            ar_anstallda="2024",
            period_fran="2025-09",
            period_till="2026-08",
            anstallda=1000 * at,
            anstallda_kvinnor=400 * at,
            anstallda_man=600 * at,
            andel_kvinnor=0.4 + at / 1000,
            annonser=10 * at,
            annonserade_platser=20 * at,
            platser_per_100_anstallda=2.0,
            inskrivna_arbetslosa=None if r["geo_namn"] == "Mellerud" else 30.4 * at,
            anmarkning="Minst en uppgift om inskrivna arbetslösa är skyddad." if r["geo_namn"] == "Mellerud" else None,
        )
        for at, r in enumerate(places, 1)
    ]


def _planning(links: pa.Table) -> pa.Table:
    """Of the other tables, as the flow makes it."""
    named = DIM_EDUCATION.conform(dim_education())
    have = pa.Table.from_pylist(_educations(), EDUCATION.schema)
    return EDUCATION_PLANNING.conform(education_planning(named, have, links, graduates(), dim_geo("14")))


def _changes(previous: str | None) -> list[dict[str, object]]:
    if previous is None:
        return [_row(CHANGES, nr=1, slag="utgåva", efter="ingen tidigare utgåva", orsak="första utgåvan")]
    fyrbodal = {"geo_niva": "delregion", "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal"}
    number = {"slag": "tal", **fyrbodal, "matt": "Anställda"}
    return [
        _row(CHANGES, nr=1, slag="utgåva", fore=previous, efter="2026-12", orsak="ny utgåva"),
        _row(CHANGES, nr=2, **number, amne="Läkare", fore="300", efter="320", skillnad=20.0, orsak="ny period"),
        _row(CHANGES, nr=3, **number, amne="Kockar", fore="90", efter="91", skillnad=1.0, orsak="reviderat underlag"),
    ]


def _edition(name: str, previous: str | None) -> list[dict[str, object]]:
    return [_row(EDITION, utgava=name, foregaende=previous, avsandare="Provavsändaren", metodversion="1", lan_kod="14")]


def make_warehouse(folder: Path) -> Callable[..., Path]:
    """A maker of warehouses in a folder: mode, edition, previous edition → the file."""

    def make(mode: str, name: str = "löpande", previous: str | None = None) -> Path:
        path = folder / f"{mode}{name}{previous or ''}.duckdb"
        assessments = small_signals.assessments(AREAS, GROUPS)
        ahead = (long_assessments(AREAS, NAMED), replacement(AREAS, NAMED))
        links = EDUCATION_OCCUPATIONS.conform(education_occupations(assessments, *ahead))
        tables = {
            MISMATCH: pa.Table.from_pylist(_mismatch(), MISMATCH.schema),
            SOURCES: pa.Table.from_pylist(_sources(mode), SOURCES.schema),
            QUALITY: pa.Table.from_pylist(
                [
                    _row(QUALITY, kontroll="a", allvar="stoppande", utfall="godkänd"),
                    _row(QUALITY, kontroll="b", allvar="varning", utfall="inte godkänd"),
                    _row(QUALITY, tabell="staged.anstallda", kontroll="c", allvar="stoppande", utfall="godkänd"),
                    _row(QUALITY, kontroll="0", allvar="stoppande", utfall="ej tillämplig"),
                    _row(QUALITY, tabell="staged.pendling", kontroll="d", allvar="varning", utfall="inte godkänd"),
                ],
                QUALITY.schema,
            ),
            DIM_GEO: DIM_GEO.conform(dim_geo("14")),
            DIM_OCCUPATION: DIM_OCCUPATION.conform(dim_occupation()),
            SEARCH_WORDS: SEARCH_WORDS.conform(search_words(STAGED_TAXONOMY.schema.empty_table())),
            ASSESSMENT: assessments,
            EDUCATION_OCCUPATIONS: links,
            EDUCATION_PLANNING: _planning(links),
            SIGNALS: small_signals.signals(AREAS, GROUPS, SMALL),
            BAROMETER: small_signals.barometer(),
            AGREEMENT: small_signals.agreement(),
            TRIAL: small_signals.trial(),
            CLASS_TRIAL: small_signals.class_trial(),
            **council_tables(pa.Table.from_pylist(_sources(mode), SOURCES.schema)),
            SCORE_PARTS: SCORE_PARTS.conform(score_parts(small_signals.class_trial())),
            EDUCATION: pa.Table.from_pylist(_educations(), EDUCATION.schema),
            EMPLOYEES_BY_YEAR: small_people.employees_by_year(AREAS, NAMED, SMALL),
            EMPLOYEES_IN_ALL: small_people.employees_in_all(AREAS),
            OCCUPATION_AGES: small_people.ages(AREAS, NAMED, SMALL),
            AGE_GROUPS: small_people.age_groups(AREAS, NAMED, SMALL),
            REGISTERED_SHARES: small_people.registered([*AREAS, *PLACES]),
            SECTOR_OCCUPATION: pa.Table.from_pylist(_sectors(), SECTOR_OCCUPATION.schema),
            SECTOR: pa.Table.from_pylist(_at_work(), SECTOR.schema),
            COMMUTING_FLOWS: commuting(),
            MUNICIPALITY_EDUCATIONS: municipality_educations(),
            GRADUATES: graduates(),
            ANALYSIS: ANALYSIS.schema.empty_table(),
            SERIES_BREAKS: pa.Table.from_pylist(_breaks(), SERIES_BREAKS.schema),
            OPEN_NOW: open_now(AREAS),
            THEN_AND_NOW: then_and_now(AREAS),
            POSTS_BY_YEAR: posts_by_year(AREAS, NAMED),
            POSTS_BY_QUARTER: posts_by_quarter(AREAS),
            MUNICIPALITIES: pa.Table.from_pylist(_municipalities(), MUNICIPALITIES.schema),
            MUNICIPALITY_AGES: municipality_ages(),
            NATION_AREAS: nation_areas(),
            MUNICIPALITY_OCCUPATIONS: municipality_occupations(NAMED),
            SKILLS: skills(),
            PROJECTION: projections(AREAS, NAMED),
            REPLACEMENT: replacement(AREAS, NAMED),
            DIFFERENCE: differences(AREAS, NAMED),
            LONG_ASSESSMENT: long_assessments(AREAS, NAMED),
            NEED_BY_AGE: need_by_age(AREAS),
            SUPPLY_SCENARIOS: supply_scenarios(AREAS),
            LEVELS: levels_ahead(AREAS),
            ACCURACY: accuracy(),
            OUTCOME_SHARES: outcome_shares(),
            FOLLOW_UP: follow_up(AREAS),
            EDITION: pa.Table.from_pylist(_edition(name, previous), EDITION.schema),
            CHANGES: pa.Table.from_pylist(_changes(previous), CHANGES.schema),
        }
        with duckdb.connect(str(path)) as connection:
            connection.execute("create schema mart; create schema om")
            for contract, table in tables.items():
                connection.register("rader", table)
                connection.execute(f"create table mart.{contract.name} as select * from rader")
                connection.unregister("rader")
            connection.execute(f"create table om.lager as select 'abc' as digest, '{mode}' as lage, '14' as lan_kod")
        return path

    return make
