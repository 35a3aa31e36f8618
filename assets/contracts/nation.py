"""Contract of the nation's AF-yrkesområden, which the county and its delregioner are held against."""

from __future__ import annotations

from assets.contracts.columns import AREA_COLUMN, GEO, REMARK, WINDOW, count, text
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED
from assets.methods.ads import POSTS_CAP

NATION_AREAS = TableContract(
    "riket_yrkesomrade",
    "mart",
    "Annonserade platser och inskrivna arbetslösa i riket, per AF-yrkesområde",
    "Samma kvot, samma månader och samma gränser som i obalans, för hela landet. Den finns för att en delregion ska kunna jämföras.",
    "AF-yrkesområde",
    ("af_yrkesomrade",),
    (
        text("geo_niva", "Geografisk nivå", allowed=("riket",)),
        *GEO[1:],
        AREA_COLUMN,
        text("af_yrkesomrade_namn", "En av Arbetsförmedlingens 21 grupper av yrken", term="AF-yrkesområde"),
        *WINDOW,
        count(
            "platser_rensade",
            f"Platser i rensade annonser under perioden, högst {POSTS_CAP} per annons",
            "platser",
            nullable=True,
            term="Annonserade platser",
        ),
        MISMATCH.column("inskrivna_arbetslosa"),
        MISMATCH.column("platser_per_arbetslos"),
        text("grund", "Räknad ur observerade tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Okänt AF-yrkesområde är inte med: det är olika saker i annonserna och bland de inskrivna.",
        "Annonser utan län är med. Inskrivna utan län är inte med; de är få.",
        "Är en kommuns uppgift skyddad eller saknas en månad saknas rikets tal för det AF-yrkesområdet.",
    ),
    sex="Båda könen tillsammans. Länets och delregionernas inskrivna efter kön finns i tabellen obalans.",
)
