"""Contracts of the long term's replacement demand and supply."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, SEX_COLUMN, count, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import PROJECTED
from assets.methods.matching import MOST_UNKNOWN_AGES
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import figures, part, spelled
from assets.methods.replacement_demand import BAND_YEARS, BANDS, HORIZONS, PRIOR, SPAN_YEARS

OWN_AGES, NATIONS_AGES, MIXED_AGES = "områdets egna", "rikets", "delvis rikets"
"""Whose ages a row's replacement demand rests on."""
NOT_TRIED = "inte prövad"
"""What a number is called that no trial has been able to hold against what came."""

_FIVE, _TEN = HORIZONS

REPLACEMENT = TableContract(
    "ersattningsbehov",
    "mart",
    f"Ersättningsbehov (nettoavgångar {BANDS[0]} år och äldre) efter område och yrke",
    f"Hur många av dem som är {BANDS[0]}–64 år i dag som har lämnat yrket om {spelled(_FIVE)} och om {spelled(_TEN)} år, om lika stor "
    f"del lämnar som i riket de senaste {spelled(SPAN_YEARS)} åren. Bara nettot är känt: de som lämnat minus de som kommit till i "
    "samma ålder.",
    "delregion eller länet × SSYK3 eller redovisningsgrupp × kön × år framåt",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "kon", "till_ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Yrkets nivå", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Yrkets kod på den nivån; okänt yrke är inte med"),
        text("yrke_namn", "Yrkesgruppens namn enligt SSYK 2012, eller redovisningsgruppens", term="Yrke"),
        SEX_COLUMN,
        count("ar", "År (november) som de anställda är räknade", "år"),
        count("till_ar", f"År som framskrivningen når: {_FIVE} eller {_TEN} år senare", "år", term="Till år"),
        count(
            "anstallda",
            "Anställda 16–64 år med arbetsplats i området",
            nullable=True,
            term="Anställda",
            dated="november {ar}",
        ),
        number(
            "anstallda_45",
            f"De av dem som är {BANDS[0]}–64 år; inte avrundat, därför att åldern räknas som andel av alla anställda",
            "personer",
            term=f"{BANDS[0]}–64 år",
        ),
        text(
            "aldrar",
            f"Vems åldersfördelning som är använd: områdets egna, eller rikets i samma yrke när åldern är okänd för mer än "
            f"{part(MOST_UNKNOWN_AGES)} av områdets anställda. En grupp av yrken kan ha båda",
            allowed=(OWN_AGES, NATIONS_AGES, MIXED_AGES),
            nullable=True,
            term="Åldrar",
        ),
        number(
            "ersattningsbehov",
            f"Nettoavgångar från i dag till året bland dem som är {BANDS[0]}–64 år i dag, inte avrundat; från {MIN_EMPLOYEES} anställda",
            "personer",
            term="Ersättningsbehov",
            dated="till {till_ar}",
            coarse=True,
        ),
        number("per_ar", "Ersättningsbehovet delat med antalet år", "personer per år", term="Per år", coarse=True),
        number(
            "andel_av_anstallda",
            "Ersättningsbehovet som andel av de anställda i dag",
            "andel",
            term="Andel av de anställda",
        ),
        number(
            "ett_ar_senare",
            "Scenario: samma ersättningsbehov om alla som når den övre åldersgränsen arbetar ett år längre",
            "personer",
            term="Om alla arbetar ett år längre",
            coarse=True,
        ),
        text("provning", "Om talen är prövade mot utfall", allowed=(NOT_TRIED,), term="Prövning"),
        text("grund", "Framskriven från observerade antal", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        "Tabellen säger inte hur många som går i pension. Den som byter yrke, flyttar eller blir sjuk lämnar också, och alla räknas "
        "som borta när de fyllt 65, också de som arbetar vidare: registret slutar vid 64.",
        f"Hur stor del som blir kvar är rikets, för båda könen tillsammans, i {BAND_YEARS}-årsgrupper. Ett yrke som växer eller "
        "krymper i alla åldrar får ett för litet respektive för stort ersättningsbehov.",
        f"Små yrken vägs med sin huvudgrupp på två siffror i SSYK, som räknas som {figures(PRIOR)} personer.",
        "Andelen anställda med okänt yrke har sjunkit. De är fördelade på yrkena efter ålder båda åren, så att de inte ser ut att ha "
        "kommit till.",
        f"Till {_TEN} år framåt räknas bara dem som är {BANDS[0]} år eller äldre i dag. De som fyller {BANDS[0]} på vägen är inte med, så "
        "talet är ett minst.",
        "Inte prövad: ingen öppen tabell har yrke och ålder så långt tillbaka att talen kan hållas mot vad som hände. Osäkerheten är "
        "därför inte känd.",
        "Ersättningsbehovet är inte hur många som behöver utbildas: en del platser ersätts inte, och en del fylls av den som byter yrke.",
    ),
    may_be_empty=True,
)
