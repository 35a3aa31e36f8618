"""Columns that several tables share, and short ways to describe a column."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from assets.contracts.model import Column
from assets.contracts.words import BASES, GEO_LEVELS, REPORTING_GROUP, SEXES, WOMEN_AND_MEN
from assets.methods.ads import POSTS_CAP
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.employers import SECTORS
from assets.methods.quoted import spelled


def text(name: str, description: str, **more: object) -> Column:
    """A column of text."""
    return Column(name, pa.string(), description, **more)  # type: ignore[arg-type]


def count(name: str, description: str, unit: str = "personer", **more: object) -> Column:
    """A column of whole numbers, of persons unless said otherwise."""
    return Column(name, pa.int64(), description, unit, **more)  # type: ignore[arg-type]


def number(name: str, description: str, unit: str, **more: object) -> Column:
    """A column of decimal numbers, which may be missing."""
    return Column(name, pa.float64(), description, unit, nullable=True, **more)  # type: ignore[arg-type]


GEO = (
    text("geo_niva", "Geografisk nivå", allowed=GEO_LEVELS),
    text(
        "geo_kod",
        "Områdets kod: 00 för riket, två siffror för län, fyra för kommun, namn utan å, ä och ö för delregion",
        term="Områdeskod",
    ),
    text("geo_namn", "Kommun, delregion, län eller riket som raden handlar om", term="Område"),
)

VALUE = (
    count("varde", "Antal; tomt när uppgiften saknas, aldrig 0 i stället för saknad uppgift", nullable=True),
    text(
        "status",
        "Varför värdet saknas: källans tecken (.. saknas eller skyddad, <5 skyddad) eller 'del saknas' när minst en del "
        "av summan saknas; tomt när värdet finns",
        nullable=True,
    ),
)

BASIS = text(
    "grund", "Hur värdet är framtaget: observerad i källan eller räknad som summa av observerade", allowed=BASES
)

SSYK3_COLUMN = text("ssyk3", "Yrkesgrupp enligt SSYK 2012, tre siffror; 0002 är yrke okänt", term="SSYK-kod")

AREA_COLUMN = text("af_yrkesomrade", "Arbetsförmedlingens yrkesområde (kod), eller 'okänt'", term="Områdets kod")

MONTH_COLUMN = text("manad", "Månad, ÅÅÅÅ-MM")

SEX_COLUMN = text("kon", "Kön", allowed=SEXES)

WINDOW = (
    text("period_fran", "Första månad för annonser och inskrivna arbetslösa"),
    text("period_till", "Sista månad för annonser och inskrivna arbetslösa"),
)

REMARK = text("anmarkning", "Varför ett tal saknas eller ska läsas med försiktighet", nullable=True, term="Anmärkning")


def employed(levels: tuple[str, ...]) -> tuple[Column, ...]:
    """Employees in November, in all and by sex."""
    more: dict[str, Any] = {"nullable": True, "levels": levels}
    return (
        count(
            "anstallda",
            "Anställda med arbetsplats i området",
            term="Anställda",
            dated="november {ar_anstallda}",
            **more,
        ),
        count("anstallda_kvinnor", "Anställda kvinnor", term="Kvinnor", **more),
        count("anstallda_man", "Anställda män", term="Män", **more),
        number("andel_kvinnor", "Kvinnornas andel av de anställda", "andel", term="Andel kvinnor", levels=levels),
    )


LEAVING = "utgår när en utgåva har haft båda"
"""Said of a column's old name, beside the new one."""


def advertised(levels: tuple[str, ...]) -> tuple[Column, ...]:
    """Cleaned ads and their posts in the window, under the names of the cleaned measure and under those that are leaving."""
    more: dict[str, Any] = {"nullable": True, "levels": levels}
    return (
        count(
            "annonser",
            "Annonser publicerade under perioden, utan dubbletter och bemanningsföretag",
            "annonser",
            term="Annonser",
            **more,
        ),
        count(
            "annonserade_platser",
            f"Platser i dessa annonser, högst {POSTS_CAP} per annons",
            "platser",
            term="Annonserade platser",
            **more,
        ),
        count(
            "annonser_rensade",
            f"Samma tal som annonser, under det namn som rensade annonser har i alla tabeller; namnet annonser {LEAVING}",
            "annonser",
            nullable=True,
        ),
        count(
            "platser_rensade",
            "Samma tal som annonserade_platser, under det namn som deras platser har i alla tabeller; namnet annonserade_platser "
            f"{LEAVING}",
            "platser",
            nullable=True,
        ),
    )


def posts_rate(levels: tuple[str, ...]) -> Column:
    """The vacancy rate that readers see, in the tables of those levels."""
    return number(
        "platser_per_100_anstallda",
        f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader per 100 anställda",
        "platser per 100 anställda",
        term="Platser per 100 anställda",
        levels=levels,
    )


def registered(levels: tuple[str, ...]) -> tuple[Column, ...]:
    """Registered unemployed as the mean of the window's months, in all and by sex."""
    total = "Inskrivna arbetslösa (öppet arbetslösa och i program), medeltal av periodens månader"
    return (
        number("inskrivna_arbetslosa", total, "personer", term="Inskrivna arbetslösa", levels=levels),
        number(
            "inskrivna_kvinnor",
            "Inskrivna arbetslösa kvinnor, medeltal",
            "personer",
            term="Inskrivna kvinnor",
            levels=levels,
        ),
        number("inskrivna_man", "Inskrivna arbetslösa män, medeltal", "personer", term="Inskrivna män", levels=levels),
    )


BOTH_SEXES = text("kon", "Kön", allowed=WOMEN_AND_MEN)

NOVEMBER = count("ar", "År (november)", "år")

YEAR = count("ar", "År som uppgiften avser", "år")

SECTOR_OF_EMPLOYER = text(
    "sektor",
    "Arbetsgivarens sektor efter organisationsnumret: en lista över offentligt ägda företag, annars numrets inledning",
    allowed=SECTORS,
    term="Sektor",
)


def ads(name: str, description: str) -> Column:
    """A column that counts ads."""
    return count(name, description, "annonser")


def posts(name: str, description: str) -> Column:
    """A column that counts posts in ads."""
    return count(name, description, "platser")


OCCUPATION_LEVELS = ("ssyk3", REPORTING_GROUP)
