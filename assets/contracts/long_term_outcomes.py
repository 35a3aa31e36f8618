"""Contracts of what frozen editions said of a year, beside what came."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, count, number, text
from assets.contracts.long_term import PROJECTION
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED, YES_NO
from assets.methods.projection_intervals import LEVEL

_LEVEL = f"{100 * LEVEL:.0f}"
_SAID = (
    text("utgava", "Den frysta utgåva som skrev fram; av en månads rättelser bara den sista", term="Utgåva"),
    text("geo_niva", "Geografisk nivå", allowed=PROJECTION.column("geo_niva").allowed),
)
_YEARS = (
    count("ar_anstallda", "Året som utgåvan skrev fram från (november)", "år", term="Framskrivet från"),
    count("ar", "År som skrevs fram (november)", "år", term="År"),
    count("horisont", "År mellan dem", "år", term="År framåt"),
)
_CAVEATS = (
    "Antal jämförs inte över ett byte av register: se seriebrott.",
    "Utgåvor från samma register säger nästan detsamma om samma år. De är därför inte skilda försök.",
    "Yrken på tre siffror och redovisningsgrupper jämförs. Fyra siffror sparas inte i en utgåvas jämförelse.",
)

OUTCOMES = TableContract(
    "utfall_mot_framskrivning",
    "mart",
    "Vad frysta utgåvor skrev fram, mot vad som kom",
    "Varje år som en fryst utgåva har skrivit fram och som sedan har kommit i registret. Utgåvans tal ändras aldrig; utfallet är "
    "registrets så som det står nu. Tabellen är tom tills ett sådant år har kommit, och utfall_per_niva säger när det väntas.",
    "utgåva × riket, län eller delregion × SSYK3 eller redovisningsgrupp × år",
    ("utgava", "geo_kod", "yrkesniva", "yrke_kod", "ar"),
    (
        *_SAID,
        *GEO[1:],
        text("yrkesniva", "Yrkets nivå", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Yrkets kod på den nivån"),
        text("yrke_namn", "Yrkesgruppens eller redovisningsgruppens namn", term="Yrke"),
        *_YEARS,
        number("framskrivet", "Anställda enligt utgåvan", "personer", term="Framskrivet"),
        number("nedre", f"Utgåvans undre gräns: {_LEVEL} av 100 utfall skulle ligga mellan gränserna", "personer"),
        number("ovre", "Utgåvans övre gräns", "personer"),
        count(
            "utfall",
            "Anställda i registret det året; tomt när uppgiften saknas eller inte kan jämföras",
            nullable=True,
            term="Utfall",
        ),
        number("fel", "Framskrivet minus utfall", "personer", term="Fel"),
        number("fel_andel", "Felet som del av utfallet", "andel", term="Fel i procent"),
        text(
            "inom_granserna",
            "ja när utfallet ligger mellan utgåvans gränser; tomt utan utfall",
            allowed=YES_NO,
            nullable=True,
            term="Inom gränserna",
        ),
        text("grund", "Räknad ur utgåvans och registrets tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=_CAVEATS,
    sex="Båda könen tillsammans, som framskrivningen. Anställda efter kön finns i tabellen anstallda.",
    may_be_empty=True,
)

OUTCOME_SHARES = TableContract(
    "utfall_per_niva",
    "mart",
    "Hur frysta utgåvors framskrivningar har träffat",
    "Hur många av utgåvans tal för ett år som kom att ligga inom gränserna, och hur fel det typiska var. Ett år som inte har kommit har "
    "en rad som säger när det väntas.",
    "utgåva × geografisk nivå × yrkesnivå × år",
    ("utgava", "geo_niva", "yrkesniva", "ar"),
    (
        *_SAID,
        text("yrkesniva", "Yrkets nivå", allowed=OCCUPATION_LEVELS),
        *_YEARS,
        count("celler", "Yrken i områden som kunde jämföras", "celler", term="Fall"),
        count("inom", "De av dem vars utfall låg inom gränserna", "celler", term="Inom gränserna"),
        number("andel_inom", f"Andel inom gränserna; gjorda för {_LEVEL} av 100", "andel", term="Andel inom gränserna"),
        number("medianfel", "Medianen av felet åt endera hållet, del av utfallet", "andel", term="Typiskt fel"),
        text("grund", "Räknad ur utfall_mot_framskrivning", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=_CAVEATS,
    sex="Tabellen räknar inga personer efter kön.",
    may_be_empty=True,
)
