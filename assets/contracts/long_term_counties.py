"""Contract of the projections of every county."""

from __future__ import annotations

from assets.contracts.columns import GEO, count, number, text
from assets.contracts.long_term import PROJECTION
from assets.contracts.model import TableContract
from assets.contracts.words import COUNTY, SSYK3_LEVEL, SSYK4_LEVEL
from assets.methods.projection_intervals import LEAST_EMPLOYEES

COUNTIES = TableContract(
    "framskrivning_lan",
    "mart",
    "Anställda per yrke i alla län om utvecklingen fortsätter som i dag",
    "Samma framskrivning som i tabellen framskrivning, för alla län: länet behåller sin profil, och yrket följer sin familjs utveckling i "
    "riket. Varje läns alla anställda följer här länets egen tillväxt. Det är en konsekvensberäkning, inte ett besked om vad som kommer "
    "att hända.",
    f"län × SSYK3 eller SSYK4 × år, yrken med minst {LEAST_EMPLOYEES} anställda i länet eller vars antal saknas",
    ("geo_kod", "yrkesniva", "yrke_kod", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=(COUNTY,)),
        *GEO[1:],
        text("yrkesniva", "Yrkets nivå", allowed=(SSYK3_LEVEL, SSYK4_LEVEL)),
        text("yrke_kod", "Yrkets kod på den nivån; okänt yrke är inte med"),
        text("yrke_namn", "Yrkesgruppens eller undergruppens namn enligt SSYK 2012", term="Yrke"),
        *(PROJECTION.column(name) for name in ("ar", "horisont", "slag", "ar_anstallda")),
        count(
            "anstallda",
            "Anställda det året med arbetsplats i länet enligt registret på fyra siffror; tomt när uppgiften saknas",
            nullable=True,
            term="Anställda",
            dated="november {ar_anstallda}",
        ),
        number(
            "tillvaxt_egen",
            "Hur många gånger så många som i dag alla anställda är det året, med länets egen tillväxt inom ett och samma register, som "
            "klingar av",
            "kvot",
        ),
        *(
            PROJECTION.column(name)
            for name in (
                "forandring_andel",
                "forandring_nedre",
                "forandring_ovre",
                "personer",
                "nedre",
                "ovre",
                "riktning",
                "metod",
                "grund",
                "anmarkning",
            )
        ),
    ),
    caveats=(
        "Kraven i provet gäller alla län tillsammans och utgåvans eget län. Hur ett annat län har träffats står i traffsakerhet, urvalet "
        "län.",
        "Utgåvans eget län har också en framskrivning som följer befolkningen, i tabellen framskrivning. Andelen ändras lika mycket i "
        "båda, men personerna är inte desamma. De anställda kan skilja på några få, för här räknas de i registret på fyra siffror.",
        "Länen läggs inte ihop med tabellen framskrivning. Där är riket summan av länen, med egna gränser.",
    ),
    sex=PROJECTION.sex,
    may_be_empty=True,
)
