"""Contracts of the dimensions: areas and occupations, and the words that occupations are searched by."""

from __future__ import annotations

from assets.contracts.columns import GEO, text
from assets.contracts.model import TableContract
from assets.contracts.words import REPORTING_GROUP

GROUP_NAME, OCCUPATION_GROUP, TITLE, FORMER_TITLE, EVERYDAY = (
    "redovisningsgrupp",
    "yrkesgrupp",
    "yrkesbenämning",
    "tidigare yrkesbenämning",
    "vardagsord",
)
"""Kinds of search words; of a word that is of two kinds the first stands."""
OF_SCB, OF_AF, OUR_OWN = "SCB", "Arbetsförmedlingen", "egen lista"

DIM_GEO = TableContract(
    "dim_geo",
    "mart",
    "Områden: riket, län, delregioner och kommuner",
    "Vilken delregion varje kommun hör till, med giltighetstid.",
    "område",
    ("geo_niva", "geo_kod"),
    (
        *GEO,
        text("lan_kod", "Länet som området ligger i; tomt för riket", nullable=True),
        text("delregion_kod", "Kommunens delregion; tomt utanför länets delregioner", nullable=True),
        text("organisation", "Delregionens kommunalförbund; tomt där inget finns", nullable=True),
        text("rad", "Rådets eget namn; tomt där inget råd finns", nullable=True),
        text("giltig_fran", "Tillhörigheten gäller från (ÅÅÅÅ-MM-DD)", nullable=True),
        text("giltig_till", "Tillhörigheten gäller till; tomt när den gäller", nullable=True),
    ),
    caveats=(
        "En kommun som är med i ett kommunalförbund i länet men ligger i ett annat län ingår inte.",
        "I ett län som inte är delat är den enda delregionen hela länet, och dess rader säger detsamma som länets.",
    ),
    sex="Tabellen räknar inga personer.",
)

DIM_OCCUPATION = TableContract(
    "dim_yrke",
    "mart",
    "Yrken: SSYK 2012 på tre och fyra siffror, och redovisningsgrupper",
    "Koder och namn, AF-yrkesområdet för fyrsiffergrupper och redovisningsgruppen som läsaren möter.",
    "yrkesnivå × kod",
    ("yrkesniva", "yrke_kod"),
    (
        text("yrkesniva", "Nivå", allowed=("ssyk3", "ssyk4", REPORTING_GROUP, "af_yrkesomrade")),
        text("yrke_kod", "Kod"),
        text("yrke_namn", "Namn"),
        text("af_yrkesomrade", "AF-yrkesområde för fyrsiffergruppen; tomt när kopplingen saknas", nullable=True),
        text("redovisningsgrupp", "Redovisningsgruppen som yrket hör till; tomt för okänt yrke", nullable=True),
        text(
            "yrkesfalt",
            "Brett fält som yrket hör till, för att gruppera och sammanfatta; tomt för okänt yrke och AF-yrkesområden",
            nullable=True,
            term="Yrkesfält",
        ),
    ),
    sex="Tabellen räknar inga personer.",
)

SEARCH_WORDS = TableContract(
    "sokord",
    "mart",
    "Sökord: ord som leder till ett yrke",
    "SCB:s och Arbetsförmedlingens namn på yrken och ord som folk säger, med redovisningsgruppen som de hör till.",
    "redovisningsgrupp × ord",
    ("yrke_kod", "ord"),
    (
        text("yrke_kod", "Redovisningsgruppens kod"),
        text("ord", "Ordet, som källan skriver det; ett namn med snedstreck är delat"),
        text(
            "slag",
            "redovisningsgrupp är namnet som läsaren möter, yrkesgrupp ett namn i SSYK 2012 på tre eller fyra siffror, "
            "yrkesbenämning ett yrke hos Arbetsförmedlingen, tidigare yrkesbenämning ett som inte längre gäller, vardagsord ett "
            "ord som folk säger",
            allowed=(GROUP_NAME, OCCUPATION_GROUP, TITLE, FORMER_TITLE, EVERYDAY),
        ),
        text("kalla", "Vem ordet kommer från", allowed=(OF_SCB, OF_AF, OUR_OWN)),
    ),
    caveats=(
        "Ett ord kan leda till flera yrken: en chaufför kör lastbil, buss eller taxi.",
        "Vardagsorden är referensdata som ingen har granskat än.",
        "Saknas Arbetsförmedlingens taxonomi saknas yrkesbenämningarna.",
    ),
    sex="Tabellen räknar inga personer.",
)
