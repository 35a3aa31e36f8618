"""Contracts of the edition: what it is, what has changed, its sources and its checks."""

from __future__ import annotations

from typing import get_args

from assets.contracts.columns import count, number, text
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.words import PER_MEASURE, Outcome
from assets.methods.quoted import spelled

EDITION = TableContract(
    "utgava",
    "mart",
    "Utgåvan",
    "Vilken utgåva tabellerna hör till, vem som är avsändare och vilken utgåva de jämförs med.",
    "utgåva",
    ("utgava",),
    (
        text("utgava", "Utgåvans namn, år och månad, med -r2 och så vidare för en rättelse; 'löpande' mellan utgåvor"),
        text("rattar", "Utgåvan som den här rättar; tomt när den inte är en rättelse", nullable=True),
        text("skal", "Skälet till rättelsen", nullable=True),
        text("foregaende", "Senast frysta utgåva före den här, som ändringarna räknas från", nullable=True),
        text("avsandare", "Vem som har bearbetat uppgifterna"),
        text("kontakt", "Vart frågor om uppgifterna ställs; tomt när ingen har angett det", nullable=True),
        text("metodversion", "Metodens version"),
        text("lan_kod", "Länet som utgåvan gäller"),
    ),
    sex="Tabellen räknar inga personer.",
)

COMPARED_NUMBERS = {"anstallda": 0, "annonserade_platser": 0, "inskrivna_arbetslosa": 0, "platser_per_arbetslos": 1}
"""Columns of mart.obalans that are compared with the edition before → decimals that readers see."""
_MEASURES = [MISMATCH.column(name).term.lower() for name in COMPARED_NUMBERS]
MEASURES_COMPARED = f"{', '.join(_MEASURES[:-1])} och {_MEASURES[-1]}"
"""The same as readers know them."""

CHANGES = TableContract(
    "andringar",
    "mart",
    "Ändringar sedan förra utgåvan",
    "Vad som skiljer mot den senast frysta utgåvan: underlag, tabeller, metod, våra signalers klasser och "
    f"{spelled(len(COMPARED_NUMBERS))} mått per yrke eller AF-yrkesområde ({MEASURES_COMPARED}), med orsak. Andra tal jämförs inte.",
    "ändring",
    ("nr",),
    (
        count("nr", "Löpnummer", "ordning"),
        text("slag", "Vad som ändrats", allowed=("utgåva", "metod", "underlag", "tabell", "klass", "tal"), term="Slag"),
        text("amne", "Underlagets titel, tabellen, yrket, eller att en klass har ett nytt namn", term="Vad"),
        text("geo_niva", "Geografisk nivå, för tal och yrkens klasser", nullable=True),
        text("geo_kod", "Områdets kod, för tal och yrkens klasser", nullable=True),
        text("geo_namn", "Områdets namn, för tal och yrkens klasser", nullable=True, term="Område"),
        text("matt", "Vilken uppgift som ändrats", term="Uppgift"),
        text("fore", "Som det stod i förra utgåvan; tomt när uppgiften saknades", nullable=True, term="Förra utgåvan"),
        text("efter", "Som det står nu; tomt när uppgiften saknas", nullable=True, term="Nu"),
        number("skillnad", "Nu minus förra utgåvan, när båda är tal", PER_MEASURE, term="Skillnad"),
        text(
            "orsak",
            "Varför: ny period i underlaget (som också kan vara reviderat), samma period men underlaget reviderat, ny hämtning, ny "
            "metod, ny prövning av klassernas namn, ändrad tabell, rättelse eller första utgåvan",
            allowed=(
                "ny period",
                "reviderat underlag",
                "ny hämtning",
                "ny metod",
                "ny prövning",
                "ändrad tabell",
                "rättelse",
                "första utgåvan",
                "ny utgåva",
            ),
            term="Orsak",
        ),
    ),
    caveats=("Tal jämförs så som läsaren ser dem: är de lika efter avrundning räknas de inte som ändrade.",),
    sex="Tabellen räknar inga personer.",
)

SOURCES = TableContract(
    "kalla",
    "mart",
    "Källor",
    "Varje underlag: vad det är, vilken period det avser, när källan uppdaterade det och när det hämtades.",
    "underlag",
    ("underlag",),
    (
        text("underlag", "Underlagets namn i projektet", term="Underlag"),
        text("titel", "Vad underlaget innehåller", term="Titel"),
        text("utgivare", "Vem som ger ut det", term="Utgivare"),
        text(
            "register",
            "Registret eller undersökningen som underlaget kommer ur, så som källraderna säger",
            term="Register",
        ),
        text("tabell_id", "Utgivarens beteckning; tom när tabellen inte är funnen", nullable=True, term="Tabell-id"),
        text("period_fran", "Första period i underlaget", nullable=True, term="Från"),
        text("period_till", "Sista period i underlaget", nullable=True, term="Till"),
        text(
            "uppdaterad",
            "När källan själv säger att underlaget ändrades: UTC i tabellen, svensk tid i rapporterna",
            nullable=True,
            term="Uppdaterad hos källan",
        ),
        text(
            "hamtad", "När underlaget hämtades: UTC i tabellen, svensk tid i rapporterna", nullable=True, term="Hämtad"
        ),
        text(
            "nasta_vantas",
            "När källan själv säger att den uppdaterar nästa gång, annars månaden då den brukar; tomt när serien är avslutad",
            nullable=True,
            term="Nästa väntas",
        ),
        text(
            "licens",
            "Villkor som källan ger ut uppgifterna med, till exempel CC0 som är fritt att använda",
            term="Licens",
        ),
        text("lank", "Webbsida där källan beskriver eller ger ut underlaget", nullable=True, term="Adress"),
        text("ogonblicksbild", "Ögonblicksbildens id i raw/", nullable=True, term="Ögonblicksbild"),
        text("sha256", "Kontrollsumma för ögonblicksbilden", nullable=True, term="Kontrollsumma"),
        text("lage", "example (EXEMPELDATA) eller live", nullable=True, allowed=("example", "live"), term="Läge"),
        text(
            "hamtstatus",
            "aktuell: hämtad eller oförändrad vid senaste körningen; senast fungerande: källan kunde inte läsas; "
            "senast godkända: ett nyare svar ligger i karantän eller är avvisat; "
            "saknas: underlaget kunde inte läsas och inget användbart är lagrat",
            allowed=("aktuell", "senast fungerande", "senast godkända", "saknas"),
            term="Status",
        ),
        count("rader_lasta", "Lästa rader eller värden i underlaget", "rader", term="Lästa rader"),
        count("rader_fel", "Rader som inte gick att läsa och inte räknas med", "rader", term="Oläsliga rader"),
        number("andel_fel", "Andel oläsliga rader", "andel"),
        count(
            "reviderade_tal",
            "Tal som källan har ändrat för samma perioder sedan förra hämtningen; tomt när den inte har gjort det",
            "tal",
            nullable=True,
        ),
        count(
            "okanda_koder",
            "Koder i källans indelning som våra listor saknar, tomt när alla är kända; namn, storlek och vad som görs står i beslut",
            "koder",
            nullable=True,
        ),
        text("anvands_i", "Publicerade tabeller som bygger på underlaget; tomt när ingen gör det ännu", nullable=True),
        text("kallans_noter", "Noter som källan kräver ska följa med talen, en per rad", nullable=True),
        text(
            "beslut",
            "Val som gjordes när underlaget hämtades, ett per rad: hur tabellen och innehållet hittades, vad som utelämnades, "
            "vilka koder som inte är kända och vilken period som inte är publicerad än",
            nullable=True,
        ),
        text(
            "godkannande",
            "Vem som godkände ett svar som låg i karantän, när (UTC) och varför, ett per rad; tomt när körningen godkände det själv",
            nullable=True,
            term="Godkänt av",
        ),
        text(
            "skillnader",
            "Hur svaret skiljer sig från det som godkändes före det, en skillnad per rad; tomt när inget skiljer mer än vanligt",
            nullable=True,
            term="Skillnader",
        ),
        text("anmarkning", "Vad läsaren bör veta om hämtningen", nullable=True, term="Anmärkning"),
    ),
    sex="Tabellen räknar inga personer.",
)

QUALITY = TableContract(
    "kvalitet",
    "mart",
    "Kontroller",
    "Varje kontroll som kördes: vad som prövades, utfall, förväntat och observerat.",
    "tabell × kontroll",
    ("tabell", "kontroll"),
    (
        text("tabell", "Vilken tabell i lagret som regeln prövar", term="Tabell"),
        text("kontroll", "Namn på regeln som tabellen har prövats mot", term="Kontroll"),
        text("beskrivning", "Vad kontrollen prövar och varför", term="Vad som prövas"),
        text(
            "allvar",
            "stoppande: inget publiceras; varning: publiceras och visas. En kontroll med två gränser är en varning mellan dem och "
            "stoppande utanför den yttre",
            allowed=("stoppande", "varning"),
            term="Allvar",
        ),
        text(
            "utfall",
            "Utfall; ej tillämplig: det finns inget att pröva, och skälet står i det som observerades",
            allowed=get_args(Outcome),
            term="Utfall",
        ),
        count("rader_fel", "Antal rader som inte uppfyller kontrollen", "rader", nullable=True, term="Rader"),
        text("forvantat", "Vad som förväntades", term="Förväntat"),
        text("observerat", "Vad som observerades", term="Observerat"),
        text("exempel", "Exempel på avvikande värden", nullable=True),
        text("atgard", "Nästa steg för den som ser att kontrollen inte är godkänd", term="Vad man gör"),
        text("tabellens_sha256", "Kontrollsumma för den tabell som bedömdes"),
    ),
    sex="Tabellen räknar inga personer.",
)
