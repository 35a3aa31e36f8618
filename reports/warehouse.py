"""The warehouse read once: everything that any report says comes from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assets.contracts.ads import SKILLS
from assets.contracts.assessment import ASSESSMENT, SCORE_PARTS, SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.change import POSTS_BY_QUARTER, POSTS_BY_YEAR, THEN_AND_NOW
from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    REGISTER,
)
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS
from assets.contracts.edition import CHANGES, EDITION, QUALITY, SOURCES
from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES, MUNICIPALITY_EDUCATIONS
from assets.contracts.education_planning import EDUCATION_PLANNING
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
from assets.contracts.mismatch import ANALYSIS, MISMATCH, MUNICIPALITIES
from assets.contracts.model import Record, TableContract
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.nation import NATION_AREAS
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION, SEARCH_WORDS
from assets.contracts.registry import CONTRACTS
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION
from assets.contracts.track_record import TRACK_RECORD
from assets.contracts.trial import AGREEMENT, CLASS_TRIAL, TRIAL
from assets.contracts.unemployed import REGISTERED_SHARES
from assets.contracts.words import DELREGION_LEVEL, REPORTING_GROUP, SSYK3_LEVEL, SSYK4_LEVEL
from assets.reference.areas import delregioner, parts_of
from assets.swedish_time import day
from reports.errors import PublicationRefused
from reports.open_warehouse import reading
from reports.publish.edition_name import WORKING
from reports.records import records

COMPARED_COLUMNS = (
    "geo_niva",
    "geo_kod",
    "yrke_kod",
    "yrke_namn",
    "indikator",
    "varde",
    "medelfel",
    "medelfel_tackning",
    "grund",
    "lanad_fran",
)
"""Of mart.signaler, what one area's value is read against another's by. Every column of every county would be a hundred megabytes."""
_OUTER_MONTHS = f"select unnest([min(manad), max(manad)]) from mart.{SECTOR.name}"


@dataclass(frozen=True)
class Warehouse:
    """The tables that reports show, as records, and what the warehouse is made of."""

    digest: str
    mode: str
    county: str
    edition: Record
    mismatch: tuple[Record, ...]
    nation_areas: tuple[Record, ...]
    """mart.riket_yrkesomrade: what the AF-yrkesområden of ``mismatch`` are held against."""
    assessments: tuple[Record, ...]
    """mart.bedomning, redovisningsgrupper only."""
    council_assessments: tuple[Record, ...]
    """mart.radets_bedomning, what is in force."""
    common_view: tuple[Record, ...]
    """mart.samsyn."""
    track_record: tuple[Record, ...]
    """mart.bedomningar_mot_utfall."""
    council_priorities: tuple[Record, ...]
    """mart.radets_prioriteringar."""
    council_goals: tuple[Record, ...]
    """mart.radets_mal."""
    council_measures: tuple[Record, ...]
    """mart.radets_insatser."""
    council_dialogues: tuple[Record, ...]
    """mart.radets_dialoger."""
    register: tuple[Record, ...]
    """mart.underlagsregister."""
    signals: tuple[Record, ...]
    """mart.signaler of the county and its delregioner, redovisningsgrupper only."""
    score_parts: tuple[Record, ...]
    """mart.poangens_delar."""
    agreement: tuple[Record, ...]
    """mart.samstammighet; no rows when there is no Yrkesbarometer."""
    trial: tuple[Record, ...]
    """mart.provning."""
    class_trial: tuple[Record, ...]
    """mart.provning_klasser."""
    open_now: tuple[Record, ...]
    """mart.oppna_mot_inskrivna."""
    then_and_now: tuple[Record, ...]
    """mart.da_och_nu, both sexes together, redovisningsgrupper and AF-yrkesområden."""
    barometer: tuple[Record, ...]
    """mart.yrkesbarometer of the county, the newest round."""
    indicator_values: tuple[Record, ...]
    """mart.signaler of every county and delregion, redovisningsgrupper only: the values that are known."""
    posts_by_year: tuple[Record, ...]
    """mart.platser_per_ar."""
    posts_by_quarter: tuple[Record, ...]
    """mart.platser_per_kvartal."""
    municipalities: tuple[Record, ...]
    commuting: tuple[Record, ...]
    """mart.pendling between municipalities, both sexes together, the newest year."""
    commuting_between: tuple[Record, ...]
    """mart.pendling between delregioner, likewise."""
    municipal_sectors: tuple[Record, ...]
    """mart.sektor of the municipalities, both sexes together, the newest month."""
    municipality_occupations: tuple[Record, ...]
    """mart.kommun_yrke."""
    projections: tuple[Record, ...]
    """mart.framskrivning, redovisningsgrupper only, of the nation too."""
    fine_projections: tuple[Record, ...]
    """mart.framskrivning of the county by occupation on four digits."""
    replacement: tuple[Record, ...]
    """mart.ersattningsbehov, redovisningsgrupper, both sexes together."""
    differences: tuple[Record, ...]
    """mart.langsiktig_skillnad."""
    long_assessments: tuple[Record, ...]
    """mart.bedomning_lang_sikt."""
    need_by_age: tuple[Record, ...]
    """mart.behov_per_alder."""
    welfare_projections: tuple[Record, ...]
    """mart.framskrivning of the occupations on three digits that follow an age group."""
    supply_scenarios: tuple[Record, ...]
    """mart.tillgang_scenarier."""
    levels_ahead: tuple[Record, ...]
    """mart.utbildningsniva_framskriven, both sexes together."""
    accuracy: tuple[Record, ...]
    """mart.traffsakerhet."""
    outcome_shares: tuple[Record, ...]
    """mart.utfall_per_niva."""
    skills: tuple[Record, ...]
    """mart.kompetenser of the county; no rows when the source is missing."""
    places: tuple[Record, ...]
    occupations: tuple[Record, ...]
    search_words: tuple[Record, ...]
    """mart.sokord."""
    sources: tuple[Record, ...]
    missing: tuple[Record, ...]
    """The rows of mart.kalla that nothing has been fetched of."""
    checks: tuple[Record, ...]
    changes: tuple[Record, ...]
    educations: tuple[Record, ...]
    """mart.utbildning of the county and its delregioner: the newest year, both sexes together."""
    municipality_educations: tuple[Record, ...]
    """mart.kommun_utbildning."""
    graduates: tuple[Record, ...]
    """mart.examinerade of the county, both sexes together."""
    employees_by_year: tuple[Record, ...]
    """mart.anstallda_per_ar."""
    employees_in_all: tuple[Record, ...]
    """mart.anstallda_alla_yrken, both sexes together."""
    education_occupations: tuple[Record, ...]
    """mart.utbildning_yrke."""
    planning: tuple[Record, ...]
    """mart.utbildningsplanering."""
    ages: tuple[Record, ...]
    """mart.alder_yrke of the county and its delregioner, redovisningsgrupper only."""
    age_groups: tuple[Record, ...]
    """mart.alder_yrke_grupper of the county and its delregioner."""
    municipality_ages: tuple[Record, ...]
    """mart.alder_kommun, both sexes together."""
    registered: tuple[Record, ...]
    """mart.inskrivna_andelar; of the municipalities both sexes together."""
    sectors: tuple[Record, ...]
    """mart.sektor_yrke."""
    at_work: tuple[Record, ...]
    """mart.sektor of the county and its delregioner: the newest month and the one a year before."""
    analysis: tuple[Record, ...]
    """mart.analys."""
    breaks: tuple[Record, ...]
    """mart.seriebrott."""
    follow_up: tuple[Record, ...]
    """mart.uppfoljning."""

    @property
    def example(self) -> bool:
        """Whether every figure is made up."""
        return self.mode == "example"

    @property
    def name(self) -> str:
        """Name of the edition, or "löpande"."""
        return str(self.edition["utgava"])

    @property
    def suffix(self) -> str:
        """What file names end with: the edition, nothing for working figures."""
        return "" if self.name == WORKING else f"_{self.name}"

    @property
    def undivided(self) -> bool:
        """Whether the county is not divided: then it is the only area that readers meet."""
        return not parts_of(self.county)

    @property
    def publisher(self) -> str:
        """Who is named as sender."""
        return str(self.edition["avsandare"])

    @property
    def contact(self) -> str:
        """Where readers may ask; empty when nobody has said."""
        return str(self.edition["kontakt"] or "")

    @property
    def fetched(self) -> str:
        """When the newest source was fetched, UTC."""
        return max(str(r["hamtad"]) for r in self.sources)

    @property
    def date(self) -> str:
        """The same as a Swedish date; no output asks the clock."""
        return day(self.fetched)


def read_warehouse(database: Path) -> Warehouse:
    """Read the warehouse, read-only.

    Raises:
        PublicationRefused: it is not there.
    """
    if not database.is_file():
        raise PublicationRefused("Lagret finns inte. Kör hela flödet (jobbet nattlig) först.")
    with reading(database) as connection:
        digest, mode, county = connection.execute("select digest, lage, lan_kod from om.lager").fetchall()[0]

        undivided = "" if parts_of(county) else delregioner(county)[0].code

        def rows(contract: TableContract, where: str = "true", columns: str = "*") -> tuple[Record, ...]:
            query = f"select {columns} from mart.{contract.name} where {where} order by {', '.join(contract.key)}"
            found = records(connection, query)
            return tuple(_of_whole_county(found, undivided, county) if undivided else found)

        def newest(contract: TableContract, period: str) -> str:
            return f"{period} = (select max({period}) from mart.{contract.name})"

        def commuting(level: str) -> tuple[Record, ...]:
            return rows(
                COMMUTING_FLOWS,
                f"geo_niva = '{level}' and kon = 'totalt' and {newest(COMMUTING_FLOWS, 'ar')}",
            )

        groups = f"yrkesniva = '{REPORTING_GROUP}'"
        # What no published figure rests on is for analysts: it stands in the tables kalla and kvalitet. A source that is
        # missing, which only an empty table rests on, is said by name instead.
        sources = tuple(row for row in rows(SOURCES) if row["anvands_i"] and row["hamtad"])
        used = {str(row["underlag"]) for row in sources}
        idle = {c.id for c in CONTRACTS if c.source and c.source not in used}
        return Warehouse(
            digest=digest,
            mode=mode,
            county=county,
            edition=rows(EDITION)[0],
            mismatch=rows(MISMATCH),
            nation_areas=rows(NATION_AREAS),
            assessments=rows(ASSESSMENT, groups),
            council_assessments=rows(COUNCIL_ASSESSMENTS, "galler_nu = 'ja'"),
            common_view=rows(COMMON_VIEW),
            track_record=rows(TRACK_RECORD),
            council_priorities=rows(COUNCIL_PRIORITIES),
            council_goals=rows(COUNCIL_GOALS),
            council_measures=rows(COUNCIL_MEASURES),
            council_dialogues=rows(COUNCIL_DIALOGUES),
            register=rows(REGISTER),
            signals=rows(SIGNALS, f"{groups} and (geo_niva = 'delregion' or geo_kod = '{county}')"),
            score_parts=rows(SCORE_PARTS),
            agreement=rows(AGREEMENT),
            trial=rows(TRIAL),
            class_trial=rows(CLASS_TRIAL),
            open_now=rows(OPEN_NOW),
            then_and_now=rows(THEN_AND_NOW, "kon = 'totalt' and yrkesniva <> 'ssyk3'"),
            barometer=rows(BAROMETER, f"geo_kod = '{county}' and {newest(BAROMETER, 'omgang')}"),
            indicator_values=rows(SIGNALS, f"{groups} and varde is not null", ", ".join(COMPARED_COLUMNS)),
            posts_by_year=rows(POSTS_BY_YEAR),
            posts_by_quarter=rows(POSTS_BY_QUARTER),
            municipalities=rows(MUNICIPALITIES),
            commuting=commuting("kommun"),
            commuting_between=commuting("delregion"),
            municipal_sectors=rows(
                SECTOR,
                f"geo_niva = 'kommun' and kon = 'totalt' and {newest(SECTOR, 'manad')}",
            ),
            municipality_occupations=rows(MUNICIPALITY_OCCUPATIONS),
            projections=rows(PROJECTION, groups),
            fine_projections=rows(PROJECTION, f"yrkesniva = '{SSYK4_LEVEL}' and geo_kod = '{county}'"),
            replacement=rows(REPLACEMENT, f"{groups} and kon = 'totalt'"),
            differences=rows(DIFFERENCE),
            long_assessments=rows(LONG_ASSESSMENT),
            need_by_age=rows(NEED_BY_AGE),
            welfare_projections=rows(
                PROJECTION,
                f"yrkesniva = '{SSYK3_LEVEL}' and yrke_kod in (select ssyk3 from mart.{NEED_BY_AGE.name})",
            ),
            supply_scenarios=rows(SUPPLY_SCENARIOS),
            levels_ahead=rows(LEVELS, "kon = 'totalt'"),
            accuracy=rows(ACCURACY),
            outcome_shares=rows(OUTCOME_SHARES),
            skills=rows(SKILLS, "geo_niva = 'lan'"),
            places=rows(DIM_GEO),
            occupations=rows(DIM_OCCUPATION),
            search_words=rows(SEARCH_WORDS),
            sources=sources,
            missing=rows(SOURCES, "hamtad is null"),
            checks=tuple(row for row in rows(QUALITY) if row["tabell"] not in idle),
            changes=rows(CHANGES),
            educations=rows(
                EDUCATION,
                f"geo_niva <> 'riket' and kon = 'totalt' and {newest(EDUCATION, 'ar')}",
            ),
            municipality_educations=rows(MUNICIPALITY_EDUCATIONS),
            graduates=rows(GRADUATES, f"geo_kod = '{county}' and kon = 'totalt'"),
            employees_by_year=rows(EMPLOYEES_BY_YEAR),
            employees_in_all=rows(EMPLOYEES_IN_ALL, "kon = 'totalt'"),
            education_occupations=rows(EDUCATION_OCCUPATIONS),
            planning=rows(EDUCATION_PLANNING),
            ages=rows(OCCUPATION_AGES, f"{groups} and geo_niva in ('delregion', 'lan')"),
            age_groups=rows(AGE_GROUPS, "geo_niva <> 'riket'"),
            municipality_ages=rows(MUNICIPALITY_AGES, "kon = 'totalt'"),
            registered=rows(REGISTERED_SHARES, "geo_niva <> 'kommun' or kon = 'totalt'"),
            sectors=rows(SECTOR_OCCUPATION),
            at_work=rows(SECTOR, f"geo_niva <> 'kommun' and manad in ({_OUTER_MONTHS})"),
            analysis=rows(ANALYSIS),
            breaks=rows(SERIES_BREAKS),
            follow_up=rows(FOLLOW_UP),
        )


def _of_whole_county(rows: Iterable[Record], undivided: str, county: str) -> Iterator[Record]:
    """The rows of a county that is not divided, without those that say again of its only delregion what is said of it.

    Args:
        rows: of any published table.
        undivided: code of the delregion that is the whole county; what lies in it, or travels over its border, lies in the county.
        county: its code.
    """
    for row in rows:
        if "bostad_kod" not in row and row.get("geo_niva") == DELREGION_LEVEL:
            continue
        yield {name: county if name in _PLACE_CODES and value == undivided else value for name, value in row.items()}


_PLACE_CODES = ("delregion_kod", "bostad_kod", "arbete_kod")


def rests_on(table: TableContract, source: Record) -> bool:
    """Whether a table rests on the source of a row of mart.kalla."""
    if table.source:
        return bool(source["underlag"] == table.source)
    return table.name in str(source["anvands_i"] or "").split(", ")


def sources_of(warehouse: Warehouse, *tables: TableContract) -> list[Record]:
    """The rows of mart.kalla that any of the tables rests on."""
    return [row for row in warehouse.sources if any(rests_on(table, row) for table in tables)]
