"""Contracts of people at work, and of ads, per sector."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.columns import (
    BASIS,
    GEO,
    MONTH_COLUMN,
    REMARK,
    SEX_COLUMN,
    VALUE,
    WINDOW,
    ads,
    count,
    number,
    posts,
    text,
)
from assets.contracts.model import Column, TableContract
from assets.contracts.withheld import reasons_of
from assets.contracts.words import YES_NO
from assets.methods.ads import POSTS_CAP
from assets.methods.aggregate import SECTOR_MONTHS, WINDOW_MONTHS
from assets.methods.employers import LARGEST_SHARE, LEAST_EMPLOYERS, LEAST_FOR_SHARES, SECTORS
from assets.methods.quoted import in_swedish, spelled

WELFARE = "välfärdens verksamheter oavsett arbetsgivare"

SECTOR = TableContract(
    "sektor",
    "mart",
    "Sysselsatta 15–74 år efter sektor, och i välfärdens verksamheter",
    "Sysselsatta 15–74 år (BAS) med arbetsplats i området, efter arbetsgivarens sektor, de senaste "
    f"{spelled(SECTOR_MONTHS)} månaderna. Välfärdens "
    "verksamheter är en egen rad som överlappar sektorerna.",
    "kommun, delregion eller länet × sektor eller välfärdens verksamheter × kön × månad",
    ("geo_niva", "geo_kod", "sektor", "kon", "manad"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("lan", "delregion", "kommun")),
        *GEO[1:],
        text(
            "sektor",
            "Arbetsgivarens sektor, kommunalförbund bland kommunerna; eller välfärdens verksamheter (offentlig förvaltning, "
            "utbildning, vård och omsorg: SNI O, P och Q), som räknas oavsett arbetsgivare",
            allowed=(*SECTORS, WELFARE),
            term="Sektor",
        ),
        text(
            "overlappar",
            "ja för välfärdens verksamheter, som inte är en sektor och inte ska läggas ihop med sektorerna",
            allowed=YES_NO,
        ),
        SEX_COLUMN,
        MONTH_COLUMN,
        *VALUE,
        number("andel", "Andel av alla sysselsatta i området samma månad, av samma kön", "andel"),
        BASIS,
    ),
    caveats=(
        "Välfärdens verksamheter bedrivs av offentliga och privata arbetsgivare. Raden överlappar sektorerna.",
        "Sysselsatta (BAS) är 15–74 år och omfattar egenföretagare, till skillnad från anställda i Yrkesregistret.",
        "Källans 'offentlig förvaltning totalt' är tre av sektorerna tillsammans och är utelämnad.",
        "De senaste månaderna är preliminära, och källan är störd med små tal (CKM). Delar summerar därför inte alltid exakt.",
        "Efter yrke finns sektor bara i annonserna: se tabellen sektor_yrke.",
    ),
    may_be_empty=True,
)

_PUBLIC_OR_PRIVATE = text("sektor", "Arbetsgivarens sektor", allowed=SECTORS, term="Sektor")

SECTOR_OCCUPATION = TableContract(
    "sektor_yrke",
    "mart",
    "Annonser och platser efter yrke och arbetsgivarens sektor",
    f"Rensade annonser och deras platser under periodens {spelled(WINDOW_MONTHS)} månader, samma period som obalans, delade på "
    "sektor. Varje yrke har "
    "alla sektorer: 0 betyder att ingen annonserat.",
    "delregion eller länet × redovisningsgrupp × sektor",
    ("geo_niva", "geo_kod", "yrke_kod", "sektor"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrke_kod", "Redovisningsgruppens kod", term="Kod"),
        text("yrke_namn", "Yrken som visas som ett, med ett gemensamt namn", term="Yrke"),
        _PUBLIC_OR_PRIVATE,
        *WINDOW,
        ads("annonser_rensade", "Annonser utan dubbletter och bemanningsföretag"),
        posts("platser_rensade", f"Platser i dem, högst {POSTS_CAP} per annons"),
        number("andel_annonser", f"Sektorns andel av yrkets annonser; från {LEAST_FOR_SHARES} annonser", "andel"),
        number("andel_platser", f"Sektorns andel av yrkets platser; från {LEAST_FOR_SHARES} platser", "andel"),
        count(
            "arbetsgivare", "Olika arbetsgivare bakom annonserna; enskilda näringsidkare räknas som en", "arbetsgivare"
        ),
        number("storsta_arbetsgivare", "Den största arbetsgivarens andel av platserna; tomt utan platser", "andel"),
        Column(
            "fa_arbetsgivare",
            pa.bool_(),
            f"Sant när talet inte visas i rapporter: privat sektor med färre än {LEAST_EMPLOYERS} arbetsgivare, eller en som "
            f"har minst {in_swedish(LARGEST_SHARE, 'andel')} av platserna",
        ),
        BASIS,
        REMARK,
    ),
    caveats=(
        "Annonserade platser per inskriven och inskrivna arbetslösa är "
        "gemensamma för sektorerna: den som är inskriven söker inte i en sektor.",
        "Anställda efter både sektor och yrke redovisas inte för kommuner och delregioner. Därför finns inga platser per 100 "
        "anställda per sektor.",
        "Av de indikatorer som signalerna bygger på kan alltså för få sägas per sektor: ingen klass ges per sektor.",
        "Bemanningsföretags annonser är inte med. De döljer vem som ska anställa, så en offentlig arbetsgivare som anlitar dem syns "
        "mindre än den borde.",
        "Offentligt ägda företag känns igen på en lista som människor underhåller. Ett som saknas i den räknas till privat sektor.",
        "Ett enskilt företags behov ska inte kunna läsas ut ur en rapport. Är det få privata arbetsgivare visas varken privat "
        "sektor eller okänt för yrket.",
        *reasons_of("sektor_yrke"),
    ),
    sex="Annonser har inget kön.",
)
