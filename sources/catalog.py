"""The catalogue of source tables: what each is, why it is needed, and how old its snapshot may become.

Everything that is made once per source (raw asset, freshness, row in mart.kalla, and for a PxWeb table also selection,
staged asset and answers of the made-up world) is made from these entries, so that a PxWeb table is added here and in
``assets/tables.py``, with its plausibility in ``checks/suites``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, kw_only=True)
class SourceTable:
    """One underlag.

    ``kind`` is the format of the snapshot's files. ``max_age_days`` is how long the last good snapshot may stand in when
    the source cannot be read. ``note`` is what a reader of the lineage must know beside that.
    """

    dataset: str
    title: str
    publisher: str
    table_id: str
    landing: str
    licence: str
    release: str
    why: str
    kind: str
    max_age_days: int
    note: str = ""


class Choice(Enum):
    """Codes that are found when the table is asked for, because they depend on the county or on the table."""

    AREAS = auto()
    """The nation, the county and its municipalities."""
    SSYK3 = auto()
    """Every occupation on three digits, and "yrke okänt"."""
    YEARS = auto()
    """Every year that the table has."""
    MONTHS = auto()
    """Every month that the table has; the source's 2024M06 is our 2024-06."""


@dataclass(frozen=True)
class Labelled:
    """The only code, or the one with this label: for contents, whose codes the source does not document."""

    label: str


@dataclass(frozen=True)
class PxVariable:
    """One variable of a PxWeb table: which codes are asked for, and what it is called in the staged table.

    ``codes`` that are listed go from the source's code to ours. Without ``column`` the variable is left out of the staged
    table, which takes that one code is asked for.
    """

    code: str
    codes: Choice | Labelled | Mapping[str, str]
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class PxTable(SourceTable):
    """A table of a PxWeb database. Every variable is named, because the source sums away one that is not."""

    variables: tuple[PxVariable, ...]
    kind: str = "json"


SEX = {"1": "män", "2": "kvinnor"}
EMPLOYEES = PxTable(
    dataset="scb_tab4434",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (SSYK 2012, tre siffror) och kön",
    publisher="SCB",
    table_id="TAB4434",
    landing="https://www.statistikdatabasen.scb.se/",
    licence="CC0",
    release="En gång om året, i mars",
    why="Efterfrågan: hur många som arbetar i varje yrke i varje kommun.",
    max_age_days=400,
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Yrke2012", Choice.SSYK3, "ssyk3"),
        PxVariable("Kon", SEX, "kon"),
        PxVariable("ContentsCode", Labelled("Anställda")),
        PxVariable("Tid", Choice.YEARS, "ar"),
    ),
)
ADS = SourceTable(
    dataset="af_annonser",
    title="Historiska platsannonser (Platsbanken)",
    publisher="Arbetsförmedlingen",
    table_id="annonser/historiska",
    landing="https://data.arbetsformedlingen.se/annonser/historiska/",
    licence="CC0",
    release="Ett arkiv per år, under året ett per kvartal",
    why="Efterfrågan: vilka arbetsgivare söker just nu, per yrke och kommun.",
    kind="parquet",
    max_age_days=120,
    note="Fritext, kontaktuppgifter och fysiska personers nummer lagras aldrig.",
)
UNEMPLOYED = SourceTable(
    dataset="af_inskrivna_yrkesomrade",
    title="Inskrivna arbetslösa efter kommun, kön och AF-yrkesområde",
    publisher="Arbetsförmedlingen",
    table_id="web-arbetslosa-yrkesomrade",
    landing="https://arbetsformedlingen.se/statistik/sok-statistik/tidigare-statistik-tidsserier",
    licence="Fri användning med källhänvisning",
    release="Varje månad, omkring den 23:e till den 7:e",
    why="Utbud: hur många som söker arbete inom varje AF-yrkesområde.",
    kind="excel",
    max_age_days=62,
)
CATALOG: tuple[SourceTable, ...] = (EMPLOYEES, ADS, UNEMPLOYED)
PX_TABLES: tuple[PxTable, ...] = tuple(entry for entry in CATALOG if isinstance(entry, PxTable))
