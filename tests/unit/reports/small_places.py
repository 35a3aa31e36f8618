"""The nation and the municipalities of the small warehouse."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.ads import SKILLS
from assets.contracts.commuting import COMMUTING_FLOWS, ELSEWHERE
from assets.contracts.education import MUNICIPALITY_EDUCATIONS
from assets.contracts.employees import MUNICIPALITY_AGES
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.nation import NATION_AREAS
from assets.contracts.words import SEXES
from assets.marts.places.dimensions import dim_geo
from tests.unit.rows import rows


def municipality_occupations(groups: Iterable[tuple[str, str]]) -> pa.Table:
    """Of the first group a hundred employees and twenty posts in every municipality, of the others too few."""
    shown = {"anstallda": 100, "platser_rensade": 20, "platser_per_100_anstallda": 20.0}
    withheld = {"anmarkning": "Färre än 20 anställda: antalet visas inte."}
    places = [row for row in dim_geo("14").to_pylist() if row["geo_niva"] == "kommun"]
    names = ("geo_niva", "geo_kod", "geo_namn", "delregion_kod")
    return rows(
        MUNICIPALITY_OCCUPATIONS,
        (
            {
                **{name: place[name] for name in names},
                "yrke_kod": code,
                "yrke_namn": label,
                **(withheld if at else shown),
            }
            for place in places
            for at, (code, label) in enumerate(groups)
        ),
        ar_anstallda="2024",
        period_fran="2025-09",
        period_till="2026-08",
        grund="raknad",
    )


def municipality_ages() -> pa.Table:
    """A tenth are under 25 years and three tenths from 55, everywhere; the older are two of the source's groups."""
    places = [row for row in dim_geo("14").to_pylist() if row["geo_niva"] == "kommun"]
    return rows(
        MUNICIPALITY_AGES,
        (
            {name: place[name] for name in ("geo_niva", "geo_kod", "geo_namn", "delregion_kod")}
            | {"alder": age, "kon": sex, "anstallda": count, "andel": count / 1000}
            | {"andel_delregion": count / 1000, "andel_lan": count / 1000}
            for place in places
            for age, count in (("16-24", 100), ("25-54", 600), ("55-59", 200), ("60-64", 100))
            for sex in SEXES
        ),
        ar=2024,
        grund="raknad",
    )


def skills() -> pa.Table:
    """Two that the nurses' ads in the county name, and one that an occupation outside every redovisningsgrupp does."""
    named = (("2221", 1, "Journalföring", 18), ("2221", 2, "Läkemedelshantering", 4), ("9999", 1, "Okänt", 9))
    return rows(
        SKILLS,
        (
            {"ssyk4": ssyk4, "rang": place, "kompetens": skill, "annonser_med": ads, "andel": ads / 22}
            for ssyk4, place, skill, ads in named
        ),
        geo_niva="lan",
        geo_kod="14",
        geo_namn="Västra Götalands län",
        ssyk4_namn="Grundutbildade sjuksköterskor",
        annonser=22,
        urval="stickprov på en procent",
        period_fran="2025-01",
        period_till="2025-12",
    )


def commuting() -> pa.Table:
    """Between Uddevalla and its neighbours: most to Trollhättan, a hidden flow, and more out of the county than to any of them.

    Between Fyrbodal and Göteborgsregionen more come than leave, whatever the two hidden flows hold.
    """
    names = {"1485": "Uddevalla", "1488": "Trollhättan", "1487": "Vänersborg", ELSEWHERE: "Övriga Sverige"}
    names |= {"fyrbodal": "Fyrbodal", "goteborgsregionen": "Göteborgsregionen"}
    flows = (
        ("kommun", "1485", "1488", 913, 0),
        ("kommun", "1485", "1487", 433, 0),
        ("kommun", "1485", ELSEWHERE, 2000, 0),
        ("kommun", "1487", "1485", 698, 0),
        ("kommun", "1488", "1485", None, 1),
        ("delregion", "fyrbodal", "fyrbodal", 72_000, 0),
        ("delregion", "fyrbodal", "goteborgsregionen", 1000, 2),
        ("delregion", "goteborgsregionen", "fyrbodal", 1009, 0),
    )
    return rows(
        COMMUTING_FLOWS,
        (
            {"geo_niva": level, "bostad_kod": home, "bostad_namn": names[home], "arbete_kod": work, "arbete_namn": names[work],
             "varde": None if hidden else number, "minst": number, "skyddade_floden": hidden}
            for level, home, work, number, hidden in flows
        ),
        kon="totalt",
        ar=2024,
        grund="observerad",
    )  # fmt: skip


def municipality_educations() -> pa.Table:
    """Nurses in Uddevalla, and too few in Mellerud."""
    places = (("1485", "Uddevalla", 718, None), ("1461", "Mellerud", None, "Färre än 20 personer: antalet visas inte."))
    return rows(
        MUNICIPALITY_EDUCATIONS,
        (
            {"geo_kod": code, "geo_namn": name, "befolkning": number, "anmarkning": remark}
            for code, name, number, remark in places
        ),
        geo_niva="kommun",
        delregion_kod="fyrbodal",
        utbildningsgrupp="75N",
        utbildning_namn="Sjuksköterskeutbildning",
        ar=2024,
        grund="observerad",
    )


def nation_areas() -> pa.Table:
    """Of three areas, one with too few unemployed for a ratio."""
    return rows(
        NATION_AREAS,
        (
            {"af_yrkesomrade": area, "af_yrkesomrade_namn": label, "platser_rensade": posts,
             "inskrivna_arbetslosa": people, "platser_per_arbetslos": ratio, "anmarkning": note}
            for area, label, posts, people, ratio, note in (
                ("8", "Hälso- och sjukvård", 80_000, 16_000.0, 5.0, None),
                ("3", "Data/IT", 30_000, 10_000.0, 3.0, None),
                ("14", "Naturvetenskap", 40, 9.0, None, "Färre än 10 inskrivna arbetslösa: kvoten visas inte."),
            )
        ),
        geo_niva="riket",
        geo_kod="00",
        geo_namn="Riket",
        period_fran="2025-09",
        period_till="2026-08",
        grund="raknad",
    )  # fmt: skip
