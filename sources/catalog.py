"""The catalogue of source tables: what each is, why it is needed, and how old its snapshot may become."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceTable:
    """One underlag.

    ``max_age_days`` is how long the last good snapshot may stand in when the source cannot be read.
    """

    dataset: str
    title: str
    publisher: str
    table_id: str
    landing: str
    licence: str
    release: str
    why: str
    max_age_days: int


EMPLOYEES = SourceTable(
    dataset="scb_tab4434",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (SSYK 2012, tre siffror) och kön",
    publisher="SCB",
    table_id="TAB4434",
    landing="https://www.statistikdatabasen.scb.se/",
    licence="CC0",
    release="En gång om året, i mars",
    why="Efterfrågan: hur många som arbetar i varje yrke i varje kommun.",
    max_age_days=400,
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
    max_age_days=120,
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
    max_age_days=62,
)
CATALOG: tuple[SourceTable, ...] = (EMPLOYEES, ADS, UNEMPLOYED)
