"""Mart assets: dimensions, demand, supply, mismatch, sources and check results."""

from pathlib import Path
from typing import Any, Protocol

import dagster as dg
import pyarrow as pa

from assets.asset_options import ORDER, Scratch, table_asset
from assets.contracts.ads import (
    ADS,
    ADS_DROPPED,
    COUNTY_ADS,
    COVERAGE,
    OPEN_ADS,
    SKILLS,
    STAGED_ADS,
    STAGED_OPEN_ADS,
    STAGED_SKILLS,
)
from assets.contracts.assessment import (
    AGREEMENT,
    ASSESSMENT,
    SIGNALS,
)
from assets.contracts.barometer import (
    BAROMETER,
    OCCUPATION_KEY,
    STAGED_BAROMETER,
    STAGED_TAXONOMY,
)
from assets.contracts.commuting import (
    COMMUTING_FLOWS,
)
from assets.contracts.edition import (
    CHANGES,
    EDITION,
    QUALITY,
    SOURCES,
)
from assets.contracts.education import (
    EDUCATION,
)
from assets.contracts.employees import (
    EMPLOYEES,
    EMPLOYEES_SSYK4,
    SERIES_BREAKS,
)
from assets.contracts.mismatch import (
    ANALYSIS,
    GAP,
    MISMATCH,
    MUNICIPALITIES,
)
from assets.contracts.model import TableContract
from assets.contracts.places import (
    DIM_GEO,
    DIM_OCCUPATION,
)
from assets.contracts.registry import (
    CONTRACTS,
)
from assets.contracts.scb_staged import (
    STAGED_EMPLOYEES,
)
from assets.contracts.sector import (
    SECTOR,
    SECTOR_OCCUPATION,
)
from assets.contracts.unemployed import (
    STAGED_DURATION,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
)
from assets.errors import MartError
from assets.marts.ads import ads
from assets.marts.ads.county_ads import county_ads, coverage
from assets.marts.ads.open_ads import open_ads, published_days
from assets.marts.ads.skills import skills
from assets.marts.assessment.agreement import agreement
from assets.marts.assessment.assessment import assessment
from assets.marts.assessment.signals import Sources, signals
from assets.marts.barometer.barometer import barometer
from assets.marts.barometer.occupation_key import occupation_key
from assets.marts.commuting.commuting import commuting
from assets.marts.edition.changes import changes
from assets.marts.edition.edition import edition
from assets.marts.edition.sources import source_row, source_table
from assets.marts.education.education import education
from assets.marts.employees import demand
from assets.marts.employees.employees_ssyk4 import employees_ssyk4
from assets.marts.employees.series_breaks import series_breaks
from assets.marts.mismatch import analysis
from assets.marts.mismatch.gap import gap
from assets.marts.mismatch.mismatch import mismatch
from assets.marts.mismatch.municipalities import municipalities
from assets.marts.places import dimensions
from assets.marts.sector.sector import sector, sector_occupation
from assets.marts.unemployed import supply
from assets.reference import CUT_POINTS_VERSION, cut_points
from sources.arbetsformedlingen import jobstream
from sources.catalogue.ads import AF_OPEN_ADS as OPEN_ADS_SOURCE
from sources.catalogue.registry import CATALOG
from sources.refresh import Fetched

JUDGED = tuple(c for c in CONTRACTS if c is not QUALITY)


class CheckResults(Protocol):
    """What the check log offers to the marts."""

    def rows(self, table_ids: list[str]) -> list[dict[str, Any]]:
        """Results that hold for the tables as they now are, as rows of mart.kvalitet."""
        ...


def _in(contract: TableContract) -> dg.AssetIn:
    return dg.AssetIn(list(contract.asset_key))


@dg.asset(**table_asset(DIM_GEO))
def dim_geo(county: dg.ResourceParam[str]) -> pa.Table:
    """Areas."""
    return dimensions.dim_geo(county)


@dg.asset(**table_asset(DIM_OCCUPATION))
def dim_yrke() -> pa.Table:
    """Occupations."""
    return dimensions.dim_occupation()


@dg.asset(
    ins={
        "staged": _in(STAGED_EMPLOYEES),
        "staged_2019": dg.AssetIn(["staged", "anstallda_2019"]),
        "staged_2014": dg.AssetIn(["staged", "anstallda_2014"]),
        "geo": _in(DIM_GEO),
    },
    **table_asset(EMPLOYEES),
)
def anstallda(
    staged: pa.Table, staged_2019: pa.Table, staged_2014: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]
) -> pa.Table:
    """Employees."""
    return demand.employees(staged, staged_2019, staged_2014, geo, county)


@dg.asset(
    ins={"staged": _in(STAGED_EMPLOYEES), "staged_2019": dg.AssetIn(["staged", "anstallda_2019"])},
    **table_asset(SERIES_BREAKS),
)
def seriebrott(staged: pa.Table, staged_2019: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """Breaks in series."""
    return series_breaks(staged, staged_2019, county)


@dg.asset(ins={"staged": _in(STAGED_ADS), "geo": _in(DIM_GEO)}, **table_asset(ADS))
def annonser(staged: Path, geo: pa.Table, county: dg.ResourceParam[str], home: dg.ResourceParam[Scratch]) -> pa.Table:
    """Ads."""
    return ads.ads(staged, geo, county, home.scratch)


@dg.asset(ins={"staged": _in(STAGED_ADS), "geo": _in(DIM_GEO)}, **table_asset(ADS_DROPPED))
def annonser_bortrensade(staged: Path, geo: pa.Table, home: dg.ResourceParam[Scratch]) -> pa.Table:
    """Ads that repeat an earlier one."""
    return ads.dropped(staged, geo, home.scratch)


@dg.asset(ins={"staged": _in(STAGED_UNEMPLOYED), "geo": _in(DIM_GEO)}, **table_asset(UNEMPLOYED))
def inskrivna_arbetslosa(staged: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """Registered unemployed."""
    return supply.registered_unemployed(staged, geo, county)


@dg.asset(
    ins={
        "profile": _in(STAGED_PROFILE),
        "duration": _in(STAGED_DURATION),
        "geo": _in(DIM_GEO),
    },
    **table_asset(UNEMPLOYED_PROFILE),
)
def inskrivna_arbetslosa_profil(
    profile: pa.Table, duration: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]
) -> pa.Table:
    """Registered unemployed by one characteristic at a time."""
    return supply.unemployed_profile(profile, duration, geo, county)


@dg.asset(
    ins={
        "employees": _in(EMPLOYEES),
        "ads": _in(ADS),
        "unemployed": _in(UNEMPLOYED),
        "occupations": _in(DIM_OCCUPATION),
    },
    **table_asset(MISMATCH),
)
def obalans(
    employees: pa.Table, ads: pa.Table, unemployed: pa.Table, occupations: pa.Table, county: dg.ResourceParam[str]
) -> pa.Table:
    """Supply beside demand."""
    try:
        return mismatch(employees, ads, unemployed, occupations, county)
    except ValueError as error:
        raise MartError(str(error)) from error


@dg.asset(ins={entry.dataset: dg.AssetIn(["raw", entry.dataset]) for entry in CATALOG}, **table_asset(SOURCES))
def kalla(**fetched: Fetched) -> pa.Table:
    """Sources."""
    return source_table([source_row(entry, fetched[entry.dataset]) for entry in CATALOG])


@dg.asset(
    ins={
        "employees": _in(EMPLOYEES),
        "ads": _in(ADS),
        "unemployed": _in(UNEMPLOYED),
        "geo": _in(DIM_GEO),
        "window": _in(MISMATCH),
    },
    **table_asset(MUNICIPALITIES),
)
def kommuner(employees: pa.Table, ads: pa.Table, unemployed: pa.Table, geo: pa.Table, window: pa.Table) -> pa.Table:
    """Municipalities."""
    return municipalities(employees, ads, unemployed, geo, window)


@dg.asset(ins={"order": dg.AssetIn(ORDER)}, **table_asset(EDITION))
def utgava(order: dict[str, Any], county: dg.ResourceParam[str]) -> pa.Table:
    """The edition."""
    return edition(order, county)


@dg.asset(
    ins={
        "order": dg.AssetIn(ORDER),
        "named": _in(EDITION),
        "sources": _in(SOURCES),
        "imbalance": _in(MISMATCH),
        "assessments": _in(ASSESSMENT),
    },
    **table_asset(CHANGES),
)
def andringar(
    order: dict[str, Any], named: pa.Table, sources: pa.Table, imbalance: pa.Table, assessments: pa.Table
) -> pa.Table:
    """Changes since the last frozen edition."""
    return changes(named, sources, imbalance, assessments, order["foregaende"])


@dg.asset(
    ins={
        "fetched": dg.AssetIn(["raw", OPEN_ADS_SOURCE.dataset]),
        "staged": _in(STAGED_OPEN_ADS),
        "geo": _in(DIM_GEO),
    },
    **table_asset(OPEN_ADS),
)
def annonser_oppna(fetched: Fetched, staged: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """Open ads."""
    days = published_days([days for s in fetched.snapshots for days in jobstream.known_days(s)])
    return open_ads(staged, geo, county, days)


@dg.asset(deps=[dg.AssetKey(list(c.asset_key)) for c in JUDGED], **table_asset(QUALITY))
def kvalitet(check_log: dg.ResourceParam[CheckResults]) -> pa.Table:
    """Check results of every other table."""
    rows = check_log.rows([c.id for c in JUDGED])
    if not rows:
        raise MartError("Ingen kontroll har körts för de tabeller som finns. Kör hela flödet (jobbet nattlig).")
    return pa.Table.from_pylist(rows, pa.schema([f.with_nullable(True) for f in QUALITY.schema]))


@dg.asset(ins={"taxonomy": _in(STAGED_TAXONOMY)}, **table_asset(OCCUPATION_KEY))
def yrkesnyckel(taxonomy: pa.Table) -> pa.Table:
    """Arbetsförmedlingen's groups as groups of SSYK 2012."""
    return occupation_key(taxonomy)


@dg.asset(ins={"staged": _in(STAGED_BAROMETER), "key": _in(OCCUPATION_KEY)}, **table_asset(BAROMETER))
def yrkesbarometer(staged: pa.Table, key: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """Arbetsförmedlingen's own assessment."""
    return barometer(staged, key, county)


@dg.asset(ins={"staged": _in(STAGED_SKILLS), "geo": _in(DIM_GEO)}, **table_asset(SKILLS))
def kompetenser(staged: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """Skills that ads name."""
    return skills(staged, geo, county)


@dg.asset(ins={"staged": _in(STAGED_ADS), "geo": _in(DIM_GEO)}, **table_asset(COUNTY_ADS))
def annonser_lan(staged: Path, geo: pa.Table, home: dg.ResourceParam[Scratch]) -> pa.Table:
    """Cleaned ads in every county."""
    return county_ads(staged, geo, home.scratch)


@dg.asset(
    ins={
        "staged": _in(STAGED_ADS),
        "vacancies": dg.AssetIn(["staged", "lediga_jobb"]),
        "geo": _in(DIM_GEO),
    },
    **table_asset(COVERAGE),
)
def tackning(staged: Path, vacancies: pa.Table, geo: pa.Table, home: dg.ResourceParam[Scratch]) -> pa.Table:
    """How much is advertised."""
    try:
        return coverage(staged, vacancies, geo, home.scratch)
    except ValueError as error:
        raise MartError(str(error)) from error


@dg.asset(
    ins={
        "employees": _in(EMPLOYEES),
        "counties": dg.AssetIn(["staged", "anstallda_ssyk4"]),
        "ads": _in(ADS),
        "county_ads": _in(COUNTY_ADS),
        "unemployed": _in(UNEMPLOYED),
        "county_unemployed": _in(STAGED_UNEMPLOYED_COUNTIES),
        "matching": dg.AssetIn(["staged", "matchning"]),
        "coverage": _in(COVERAGE),
        "geo": _in(DIM_GEO),
        "window": _in(MISMATCH),
        "commuting": dg.AssetIn(["staged", "pendling"]),
    },
    **table_asset(SIGNALS),
)
def signaler(county: dg.ResourceParam[str], **sources: pa.Table) -> pa.Table:
    """Indicators with points."""
    return signals(Sources(**sources), cut_points(), county)


@dg.asset(
    ins={
        "found": _in(SIGNALS),
        "imbalance": _in(MISMATCH),
        "assessed": _in(BAROMETER),
    },
    **table_asset(ASSESSMENT),
)
def bedomning(found: pa.Table, imbalance: pa.Table, assessed: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """The assessments beside each other."""
    cuts = {name: limits.points for name, limits in cut_points().items()}
    return assessment(found, imbalance, assessed, cuts, county, CUT_POINTS_VERSION)


@dg.asset(
    ins={
        "found": _in(SIGNALS),
        "employees": dg.AssetIn(["staged", "anstallda_ssyk4"]),
        "assessed": _in(STAGED_BAROMETER),
        "open_now": _in(STAGED_OPEN_ADS),
    },
    **table_asset(AGREEMENT),
)
def samstammighet(found: pa.Table, employees: pa.Table, assessed: pa.Table, open_now: pa.Table) -> pa.Table:
    """How well the signals agree with Arbetsförmedlingen."""
    return agreement(found, employees, assessed, open_now)


@dg.asset(
    ins={
        "employees": _in(EMPLOYEES),
        "groups": dg.AssetIn(["staged", "anstallda_ssyk4"]),
        "ads": _in(ADS),
        "geo": _in(DIM_GEO),
    },
    **table_asset(EMPLOYEES_SSYK4),
)
def anstallda_ssyk4(
    employees: pa.Table, groups: pa.Table, ads: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]
) -> pa.Table:
    """Employees per four-digit group."""
    return employees_ssyk4(employees, groups, ads, geo, county)


@dg.asset(
    ins={"open_ads": _in(OPEN_ADS), "unemployed": _in(UNEMPLOYED), "geo": _in(DIM_GEO)},
    **table_asset(GAP),
)
def skillnad(open_ads: pa.Table, unemployed: pa.Table, geo: pa.Table, county: dg.ResourceParam[str]) -> pa.Table:
    """Posts in open ads beside the unemployed."""
    return gap(open_ads, unemployed, geo, county)


@dg.asset(
    ins={
        "staged": dg.AssetIn(["staged", "matchning"]),
        "ages": dg.AssetIn(["staged", "anstallda_alder"]),
        "employees": _in(EMPLOYEES),
        "assessments": _in(ASSESSMENT),
        "geo": _in(DIM_GEO),
    },
    **table_asset(EDUCATION),
)
def utbildning(county: dg.ResourceParam[str], **tables_read: pa.Table) -> pa.Table:
    """Education groups."""
    try:
        return education(**tables_read, county=county)
    except ValueError as error:
        raise MartError(str(error)) from error


@dg.asset(
    ins={
        "imbalance": _in(MISMATCH),
        "employees": _in(EMPLOYEES),
        "commuting": dg.AssetIn(["staged", "pendling"]),
        "signals": _in(SIGNALS),
        "assessed": _in(ASSESSMENT),
        "geo": _in(DIM_GEO),
    },
    **table_asset(ANALYSIS),
)
def analys(county: dg.ResourceParam[str], **sources: pa.Table) -> pa.Table:
    """Further measures for analysts."""
    return analysis.analysis(analysis.Sources(**sources), county)


@dg.asset(
    ins={
        "sectors": dg.AssetIn(["staged", "sysselsatta_sektor"]),
        "industries": dg.AssetIn(["staged", "sysselsatta_naringsgren"]),
        "geo": _in(DIM_GEO),
    },
    **table_asset(SECTOR),
)
def sektor(sectors: pa.Table, industries: pa.Table, geo: pa.Table) -> pa.Table:
    """People at work per sector."""
    try:
        return sector(sectors, industries, geo)
    except ValueError as error:
        raise MartError(str(error)) from error


@dg.asset(
    ins={
        "staged": _in(STAGED_ADS),
        "ads": _in(ADS),
        "window": _in(MISMATCH),
        "occupations": _in(DIM_OCCUPATION),
        "geo": _in(DIM_GEO),
    },
    **table_asset(SECTOR_OCCUPATION),
)
def sektor_yrke(
    staged: Path, county: dg.ResourceParam[str], home: dg.ResourceParam[Scratch], **counts: pa.Table
) -> pa.Table:
    """Ads per occupation and sector."""
    return sector_occupation(staged, **counts, county=county, scratch=home.scratch)


@dg.asset(
    ins={"staged": dg.AssetIn(["staged", "pendling"]), "geo": _in(DIM_GEO)},
    **table_asset(COMMUTING_FLOWS),
)
def pendling(staged: pa.Table, geo: pa.Table) -> pa.Table:
    """Commuting."""
    return commuting(staged, geo)


ASSETS = [
    dim_geo,
    dim_yrke,
    anstallda,
    seriebrott,
    annonser,
    annonser_bortrensade,
    annonser_oppna,
    inskrivna_arbetslosa,
    inskrivna_arbetslosa_profil,
    obalans,
    kommuner,
    utgava,
    kalla,
    andringar,
    kvalitet,
    yrkesnyckel,
    yrkesbarometer,
    kompetenser,
    annonser_lan,
    tackning,
    signaler,
    bedomning,
    samstammighet,
    anstallda_ssyk4,
    skillnad,
    analys,
    utbildning,
    sektor,
    sektor_yrke,
    pendling,
]
