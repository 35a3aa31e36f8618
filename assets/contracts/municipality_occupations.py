"""Contract of occupations in a municipality."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, WINDOW, count, posts_rate, text
from assets.contracts.model import TableContract
from assets.contracts.withheld import reasons_of
from assets.contracts.words import COMPUTED
from assets.methods.ads import POSTS_CAP
from assets.methods.mismatch import MIN_COUNT, MIN_EMPLOYEES

MUNICIPALITY_OCCUPATIONS = TableContract(
    "kommun_yrke",
    "mart",
    "Anställda och annonserade platser per kommun och yrke",
    f"Antal från {MIN_COUNT}, och platser per 100 anställda från {MIN_EMPLOYEES} anställda. Ingen bedömning: klasser ges åt "
    "delregioner och län.",
    "kommun × redovisningsgrupp",
    ("geo_kod", "yrke_kod"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        *GEO[1:],
        text("delregion_kod", "Delregionen som kommunen hör till"),
        text("yrke_kod", "Redovisningsgruppens kod; okänt yrke är inte med"),
        text("yrke_namn", "Redovisningsgruppens namn", term="Yrke"),
        text("ar_anstallda", "År som anställda avser (november)"),
        *WINDOW,
        count(
            "anstallda",
            f"Anställda med arbetsplats i kommunen; tomt under {MIN_COUNT} och när källan saknar uppgiften",
            nullable=True,
            term="Anställda",
            dated="november {ar_anstallda}",
        ),
        count(
            "platser_rensade",
            f"Platser i rensade annonser under perioden, högst {POSTS_CAP} per annons; tomt under {MIN_COUNT}",
            "platser",
            nullable=True,
            term="Annonserade platser",
        ),
        posts_rate(()),
        text("grund", "Räknad ur observerade tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        f"Små tal utelämnas för att de är osäkra: under {MIN_COUNT} kan en enda arbetsgivare eller slumpen förklara hela talet.",
        *reasons_of("kommun_yrke"),
        "Anställda räknas i kommunen där arbetsplatsen ligger. Många bor i en annan kommun.",
        "Annonser utan kommun är inte med.",
    ),
    sex="Båda könen tillsammans. Anställda efter kön finns i tabellen anstallda. Annonser har inget kön.",
)
