"""Contracts of the registered unemployed and of the labour force."""

from __future__ import annotations

from assets.contracts.columns import (
    AREA_COLUMN,
    BASIS,
    BOTH_SEXES,
    GEO,
    MONTH_COLUMN,
    REMARK,
    SEX_COLUMN,
    VALUE,
    count,
    number,
    text,
)
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED, COUNTY, EVERYBODY, NO_MUNICIPALITY, NO_SOUGHT_OCCUPATION
from assets.methods.known_pairs import MOST_LEFT_OUT
from assets.methods.matching import OLDER
from assets.methods.mismatch import MIN_REGISTERED
from assets.methods.quoted import part
from sources.catalogue.unemployed import AF_LABOUR_FORCE, AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION, AF_UNEMPLOYED_PROFILE

STAGED_UNEMPLOYED = TableContract(
    "inskrivna_arbetslosa",
    "staged",
    "Inskrivna arbetslösa efter AF-yrkesområde och kommun",
    "Källans poster med namn översatta till koder. Rader utan kommun är länets rest och hör till ingen kommun.",
    "månad × kön × AF-yrkesområde × län × kommun",
    ("manad", "kon", "af_yrkesomrade", "lan_kod", "kommun_kod"),
    (
        MONTH_COLUMN,
        text("kon", "Kön", allowed=("kvinnor", "män")),
        AREA_COLUMN,
        text("lan_kod", "Län"),
        text("kommun_kod", f"Kommun, eller '{NO_MUNICIPALITY}' för länets rest"),
        *VALUE,
    ),
    published=False,
    source=AF_UNEMPLOYED.dataset,
)

STAGED_UNEMPLOYED_COUNTIES = TableContract(
    "inskrivna_lan",
    "staged",
    "Inskrivna arbetslösa efter AF-yrkesområde i alla län",
    "Källans poster lagda ihop till län, båda könen. Alla län behövs för att räkna om gränserna för signalerna.",
    "månad × AF-yrkesområde × län",
    ("manad", "af_yrkesomrade", "lan_kod"),
    (MONTH_COLUMN, AREA_COLUMN, text("lan_kod", "Län"), *VALUE),
    sex="Gränserna är gemensamma för könen; länets egna tal finns efter kön i inskrivna_arbetslosa.",
    published=False,
    source=AF_UNEMPLOYED.dataset,
)

DURATIONS = (EVERYBODY, "mer än 6 månader", "mer än 12 månader", "mer än 24 månader")

LABOUR_FORCE_COUNTS = ("arbetskraft", "inskrivna")

WITHOUT_WORK = "tid utan arbete"

PROFILE_KINDS = ("ålder", "utbildning", "födelseland")

MISSING_GROUP, BORN_IN_SWEDEN = "uppgift saknas", "inrikes födda"

_GROUP = text("grupp", "Gruppen, med källans indelning: ålder i år, utbildningsnivå eller var man är född")

_PLACE = (
    text("lan_kod", "Län"),
    text("kommun_kod", f"Kommun, eller '{NO_MUNICIPALITY}' för länets rest"),
)

STAGED_PROFILE = TableContract(
    "inskrivna_profil",
    "staged",
    "Inskrivna arbetslösa efter ålder, utbildning, födelseland och kommun",
    "Källans poster med namn översatta till koder, en rad per egenskap och grupp. Rader utan kommun är länets rest och hör "
    "till ingen kommun.",
    "månad × egenskap × grupp × kön × län × kommun",
    ("manad", "egenskap", "grupp", "kon", "lan_kod", "kommun_kod"),
    (
        MONTH_COLUMN,
        text("egenskap", "Vad de inskrivna är delade efter", allowed=PROFILE_KINDS),
        _GROUP,
        BOTH_SEXES,
        *_PLACE,
        *VALUE,
    ),
    may_be_empty=True,
    published=False,
    source=AF_UNEMPLOYED_PROFILE.dataset,
)

STAGED_DURATION = TableContract(
    "inskrivna_tid",
    "staged",
    "Inskrivna arbetslösa efter tid utan arbete och kommun",
    "Bladen i källans arbetsbok, en rad per tal. Tiderna ingår i varandra: den som varit utan arbete mer än 24 månader är "
    "också med i mer än 6. Rader utan kommun är länets rest och hör till ingen kommun.",
    "månad × egenskap × grupp × kön × tid utan arbete × län × kommun",
    ("manad", "egenskap", "grupp", "kon", "tid", "lan_kod", "kommun_kod"),
    (
        MONTH_COLUMN,
        text(
            "egenskap",
            f"Vad de inskrivna är delade efter, eller '{EVERYBODY}' för alla, som också finns efter kön",
            allowed=(EVERYBODY, *PROFILE_KINDS),
        ),
        _GROUP,
        SEX_COLUMN,
        text("tid", "Tid utan arbete, eller 'samtliga' för alla inskrivna", allowed=DURATIONS),
        *_PLACE,
        *VALUE,
    ),
    caveats=("Källan skyddar små tal (<5). De är tomma här, med källans tecken som status.",),
    may_be_empty=True,
    published=False,
    source=AF_UNEMPLOYED_DURATION.dataset,
)

STAGED_LABOUR_FORCE = TableContract(
    "arbetskraft_bas",
    "staged",
    "Arbetskraften (BAS) och inskrivna arbetslösa i landets kommuner",
    "Nämnaren och täljaren i källans andel inskrivna arbetslösa av arbetskraften. Arbetskraften är ett medeltal och har "
    "därför decimaler. Källans delar efter ålder, födelseland och utbildning är inte med.",
    "månad × kommun × mått × kön",
    ("manad", "kommun_kod", "matt", "kon"),
    (
        MONTH_COLUMN,
        text("lan_kod", "Län"),
        text("kommun_kod", "Kommun"),
        text("matt", "Arbetskraften, eller de inskrivna arbetslösa i den", allowed=LABOUR_FORCE_COUNTS),
        SEX_COLUMN,
        number("varde", "Personer; tomt när uppgiften saknas", "personer"),
        VALUE[1],
    ),
    may_be_empty=True,
    published=False,
    source=AF_LABOUR_FORCE.dataset,
)

UNEMPLOYED = TableContract(
    "inskrivna_arbetslosa",
    "mart",
    "Inskrivna arbetslösa efter område och AF-yrkesområde",
    "Öppet arbetslösa och sökande i program med aktivitetsstöd som är inskrivna hos Arbetsförmedlingen, efter bostadskommun "
    "och sökt AF-yrkesområde. Inte AKU.",
    "kommun, delregion eller län × AF-yrkesområde × kön × månad",
    ("geo_niva", "geo_kod", "af_yrkesomrade", "kon", "manad"),
    (
        *GEO,
        AREA_COLUMN,
        text("af_yrkesomrade_namn", f"AF-yrkesområdets namn; '{NO_SOUGHT_OCCUPATION}' när sökt yrke inte är känt"),
        SEX_COLUMN,
        MONTH_COLUMN,
        *VALUE,
        number(
            "andel",
            "Andel av alla inskrivna arbetslösa i området samma månad, av samma kön; tom när någon del av summan saknas",
            "andel",
        ),
        BASIS,
    ),
    caveats=(
        "Källan skyddar en del små tal (<5). Saknas en kommuns uppgift saknas summan; den görs aldrig mindre.",
        "Personer utan känd kommun räknas bara i länets tal.",
    ),
)

UNEMPLOYED_PROFILE = TableContract(
    "inskrivna_arbetslosa_profil",
    "mart",
    "Inskrivna arbetslösa efter område, ålder, utbildning, födelseland och tid utan arbete",
    "Öppet arbetslösa och sökande i program med aktivitetsstöd som är inskrivna hos Arbetsförmedlingen, efter bostadskommun "
    "och en egenskap i taget. Inte AKU.",
    "kommun, delregion eller län × månad × egenskap × grupp × kön",
    ("geo_niva", "geo_kod", "manad", "egenskap", "grupp", "kon"),
    (
        *GEO,
        MONTH_COLUMN,
        text("egenskap", "Vad de inskrivna är delade efter", allowed=(*PROFILE_KINDS, WITHOUT_WORK)),
        text(
            "grupp",
            "Gruppen, med källans indelning: ålder i år, utbildningsnivå, var man är född, eller hur länge man varit utan "
            "arbete ('samtliga' är alla inskrivna)",
        ),
        SEX_COLUMN,
        *VALUE,
        BASIS,
    ),
    caveats=(
        "Tiderna utan arbete ingår i varandra: den som varit utan arbete mer än 24 månader är också med i mer än 12 och mer "
        "än 6. De ska inte läggas ihop.",
        "Källan skyddar små tal (<5), oftast för lång tid utan arbete i små kommuner. Saknas en kommuns uppgift saknas "
        "summan; den görs aldrig mindre.",
        "Finns ingen post hos källan för en grupp i en kommun räknas det som noll.",
        "Personer utan känd kommun räknas bara i länets tal.",
        "Före 2023 räknas 16–64 år, 2023–2025 16–65 år och från 2026 16–66 år. Den äldsta gruppen växer därför vid årsskiftena.",
    ),
    may_be_empty=True,
)

YOUNG, OLD, BORN_ABROAD = "under 25 år", f"{OLDER} år och äldre", "utrikes födda"
"""Groups of the readers' table that may be several of the source's."""

REGISTERED_SHARES = TableContract(
    "inskrivna_andelar",
    "mart",
    "Vilka de inskrivna arbetslösa är: andelar bredvid länets",
    "Hur stor del av de inskrivna arbetslösa som varit länge utan arbete, har en viss utbildning, är utrikes födda eller unga, "
    "den senaste månaden. Efter bostadskommun. Inte AKU.",
    "kommun, delregion eller län × egenskap × grupp × kön, senaste månaden",
    ("geo_niva", "geo_kod", "egenskap", "grupp", "kon"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("kommun", "delregion", COUNTY)),
        *GEO[1:],
        text("egenskap", "Vad de inskrivna är delade efter", allowed=(*PROFILE_KINDS, WITHOUT_WORK), term="Egenskap"),
        text(
            "grupp",
            f"Gruppen. '{YOUNG}', '{OLD}' och '{BORN_ABROAD}' är källans grupper hopslagna; tiderna utan arbete ingår i varandra",
            term="Grupp",
        ),
        SEX_COLUMN,
        MONTH_COLUMN,
        count(
            "antal",
            "Inskrivna arbetslösa i gruppen; tomt när en kommuns uppgift är skyddad",
            nullable=True,
            term="Inskrivna arbetslösa i gruppen",
            dated="{manad}",
        ),
        count("antal_i_kvoten", "De i gruppen i kommuner där allt är känt: andelens täljare", nullable=True),
        count(
            "alla_i_kvoten",
            "Alla inskrivna arbetslösa i samma kommuner: andelens nämnare; tomt när de som är kända utelämnar mer än "
            f"{part(MOST_LEFT_OUT)}",
            nullable=True,
        ),
        number(
            "andel",
            f"Gruppens andel av de inskrivna arbetslösa av samma kön; från {MIN_REGISTERED} inskrivna",
            "andel",
            term="Andel av de inskrivna",
        ),
        number("andel_lan", "Länets andel för samma grupp och kön; tom för länet", "andel", term="Länets andel"),
        text("grund", "Antalen är räknade: summor av kommunernas", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Andelarna gäller en månad. De rör sig med årstiden.",
        "Tiderna utan arbete ingår i varandra: den som varit utan arbete mer än 24 månader är också med i mer än 12.",
        "Efter tid utan arbete är båda könen tillsammans källans eget tal, som kan skilja sig från kvinnor plus män.",
        "Rikets tal efter de här egenskaperna hämtas inte. Jämförelsen är därför med länet.",
        "Källan skyddar små tal (<5). Är en kommuns uppgift skyddad räknas andelen på de kommuner som är kända, och visas inte "
        f"när det utelämnar mer än {part(MOST_LEFT_OUT)} av de inskrivna.",
    ),
    may_be_empty=True,
)
