"""Contracts of the employees and of the breaks in their series."""

from __future__ import annotations

from assets.contracts.columns import (
    BASIS,
    GEO,
    NOVEMBER,
    OCCUPATION_LEVELS,
    REMARK,
    SEX_COLUMN,
    SSYK3_COLUMN,
    VALUE,
    count,
    number,
    text,
)
from assets.contracts.model import TableContract
from assets.contracts.withheld import reasons_of
from assets.contracts.words import BAS, COMPUTED, OBSERVED, PER_MEASURE, RAMS_MONTHLY, RAMS_STATEMENTS, SPREAD
from assets.methods.aggregate import COUNTY_AD_MONTHS
from assets.methods.matching import MOST_UNKNOWN_AGES, OLDER
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import part, spelled
from assets.methods.raking import COUNTY_SHARE, LARGE_DIFFERENCE
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR

EMPLOYEES = TableContract(
    "anstallda",
    "mart",
    "Anställda efter område, yrke och kön",
    "Anställda 16–64 år med arbetsplats i området, november varje år. Egenföretagare ingår inte. Varje år har det nyaste "
    "register som har det.",
    "kommun, delregion, län eller riket × SSYK3 × kön × år",
    ("geo_niva", "geo_kod", "ssyk3", "kon", "ar"),
    (
        *GEO,
        SSYK3_COLUMN,
        SEX_COLUMN,
        count("ar", "År (november)", "år"),
        *VALUE,
        text(
            "register",
            "Registret som året kommer ur; antal jämförs bara inom ett register, se seriebrott",
            allowed=(RAMS_STATEMENTS, RAMS_MONTHLY, BAS),
        ),
        BASIS,
    ),
    caveats=(
        f"Mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR} sjönk andelen anställda med okänt yrke kraftigt. Jämför därför aldrig antal "
        "över det årsskiftet, bara andelar av länets anställda.",
        "Åren före 2020 kommer ur andra register. Antal jämförs inte över ett byte, bara andelar: se tabellen seriebrott.",
        "Delregionens tal är summan av kommunernas. Saknas en kommuns uppgift saknas delregionens.",
        "Källan kan vara störd med små tal för att skydda enskilda. Delar summerar därför inte alltid exakt.",
    ),
)

EMPLOYEES_BY_YEAR = TableContract(
    "anstallda_per_ar",
    "mart",
    "Anställda per yrke, år för år",
    "Summor av anstallda för redovisningsgrupper, från 2014. Registret byttes två gånger under åren: läs ett år mot ett annat bara "
    "inom samma register.",
    "delregion, län eller riket × redovisningsgrupp × år",
    ("geo_niva", "geo_kod", "yrke_kod", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("riket", "lan", "delregion")),
        *GEO[1:],
        text("yrke_kod", "Redovisningsgruppens kod; okänt yrke är inte med"),
        text("yrke_namn", "Redovisningsgruppens namn", term="Yrke"),
        NOVEMBER,
        *VALUE,
        EMPLOYEES.column("register"),
        text("grund", "Räknad som summa av anstallda", allowed=(COMPUTED,)),
    ),
    caveats=(
        "Antal jämförs inte över ett byte av register, bara andelar: se tabellen seriebrott.",
        f"Mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR} sjönk andelen anställda med okänt yrke kraftigt. Antalen stiger då i många "
        "yrken utan att fler arbetar.",
        "Saknas ett tal för en av gruppens delar saknas gruppens.",
    ),
    sex="Båda könen tillsammans. Anställda efter kön finns i tabellen anstallda.",
)

EMPLOYEES_IN_ALL = TableContract(
    "anstallda_alla_yrken",
    "mart",
    "Anställda i alla yrken tillsammans, år för år",
    "Alla anställda 16–64 år med arbetsplats i området, november varje år från 2014, också de med okänt yrke. Registret byttes två "
    "gånger under åren: läs ett år mot ett annat bara inom samma register.",
    "delregion, län eller riket × kön × år",
    ("geo_niva", "geo_kod", "kon", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("riket", "lan", "delregion")),
        *GEO[1:],
        SEX_COLUMN,
        NOVEMBER,
        *VALUE,
        count(
            "minst",
            "Summan av de tal som källan visar: så många är det minst. Lika med varde när inget tal saknas, tomt när källan inte "
            "visar något av dem",
            nullable=True,
        ),
        count("tal_som_saknas", "Tal per område, yrke och kön som ingår i summan men som källan inte visar", "tal"),
        EMPLOYEES.column("register"),
        text("grund", "Räknad som summa av anstallda", allowed=(COMPUTED,)),
    ),
    caveats=(
        "Antal jämförs inte över ett byte av register: se tabellen seriebrott.",
        f"Anställda med okänt yrke är med. Att de blev mycket färre {FIRST_KNOWN_YEAR} ändrar därför inte summan.",
        "Delregionens tal är summan av kommunernas. Saknas ett enda tal är varde tomt, och minst säger summan av de andra.",
    ),
)

SERIES_BREAKS = TableContract(
    "seriebrott",
    "mart",
    "Brott i serierna: när en källa bytt sätt att räkna",
    "Ett tal före ett brott och ett efter räknar inte samma sak. Varje brott säger vad som inte kan jämföras över det och vad "
    "som kan jämföras i stället. Inga serier är ihoplänkade.",
    "brott",
    ("brott",),
    (
        text("brott", "Brottets korta namn"),
        text("fran", "Första perioden efter brottet, som i tabellerna: år eller ÅÅÅÅ-MM", term="Gäller från"),
        text("vad", "Hur källan räknade före brottet och hur den räknar efter, med egna ord", term="Vad som ändrades"),
        text("jamfor_inte", "Vad som inte kan jämföras över brottet", term="Jämför inte"),
        text("jamfor_i_stallet", "Vad som kan jämföras i stället", term="Jämför i stället"),
        text(
            "matt",
            "Hur stort brottet är i länet: vad som är mätt; tomt när det inte kan mätas",
            nullable=True,
            term="Mått på brottet i länet",
        ),
        number(
            "fore",
            "Måttet med det gamla sättet att räkna; tomt när det inte kan mätas",
            PER_MEASURE,
            term="Före brottet",
        ),
        number(
            "efter",
            "Måttet med det nya sättet att räkna; tomt när det inte kan mätas",
            PER_MEASURE,
            term="Efter brottet",
        ),
        text("tabeller", "Tabeller som berörs, skilda med mellanslag", term="Tabeller som berörs"),
    ),
    caveats=(
        "Registret över brott förs av människor. Ett brott som ingen har fört in syns inte här.",
        "Ett mått på ett brott gäller hela länet och alla yrken. I ett enskilt yrke kan hoppet vara ett annat.",
    ),
    sex="Tabellen räknar inga personer.",
)

OCCUPATION_AGES = TableContract(
    "alder_yrke",
    "mart",
    f"Anställda {OLDER}–64 år efter område, yrke och kön",
    f"Hur många av de anställda i yrket som är {OLDER}–64 år, med arbetsplats i området, och hur stor del det är i länet och "
    "riket.",
    "kommun, delregion, län eller riket × SSYK3 eller redovisningsgrupp × kön, senaste året",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "kon"),
    (
        *GEO,
        text("yrkesniva", "Yrkets nivå", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Yrkets kod på den nivån; okänt yrke är inte med"),
        text("yrke_namn", "Yrkets namn"),
        SEX_COLUMN,
        NOVEMBER,
        count(
            "anstallda",
            "Anställda 16–64 år vars ålder är känd; tomt när den är okänd för mer än "
            f"{part(MOST_UNKNOWN_AGES)} av de anställda",
            nullable=True,
            term="Anställda med känd ålder",
            dated="november {ar}",
        ),
        count("anstallda_55_64", f"De av dem som är {OLDER}–64 år", nullable=True, term=f"{OLDER}–64 år"),
        number(
            "andel_55_64",
            f"Andel {OLDER}–64 år av de anställda med känd ålder; från {MIN_EMPLOYEES} anställda",
            "andel",
            term=f"Andel {OLDER}–64 år",
        ),
        number(
            "andel_55_64_lan",
            f"Länets andel {OLDER}–64 år i samma yrke och kön; tom för länet och riket",
            "andel",
            term=f"Länets andel {OLDER}–64 år",
        ),
        number(
            "andel_55_64_riket",
            f"Rikets andel {OLDER}–64 år i samma yrke och kön; tom för riket",
            "andel",
            term=f"Rikets andel {OLDER}–64 år",
        ),
        text(
            "grund",
            "Antalen är räknade: summor av källans åldersgrupper, och för delregionerna av kommunernas",
            allowed=(COMPUTED,),
        ),
        REMARK,
    ),
    caveats=(
        f"Andelen {OLDER}–64 år säger inte hur många som slutar eller när. En del slutar tidigare, och en del arbetar längre.",
        "Yrkesregistret räknar anställda 16–64 år. De som arbetar efter 64 är inte med.",
        "En kommun där någon ålder i yrket är skyddad räknas inte med i delregionens antal. Utelämnas mer än "
        f"{part(MOST_UNKNOWN_AGES)} av de anställda visas inget.",
        *reasons_of("alder_yrke"),
        "Källan är störd med små tal (CKM). Delar summerar därför inte alltid exakt.",
    ),
    may_be_empty=True,
)

AGE_GROUPS = TableContract(
    "alder_yrke_grupper",
    "mart",
    "Anställda i ett yrke, åldersgrupp för åldersgrupp",
    "Hur stor del av de anställda i yrket som är i varje åldersgrupp, med arbetsplats i området.",
    "delregion, län eller riket × redovisningsgrupp × åldersgrupp, senaste året",
    ("geo_niva", "geo_kod", "yrke_kod", "alder"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("riket", "lan", "delregion")),
        *GEO[1:],
        text("yrke_kod", "Redovisningsgruppens kod; okänt yrke är inte med"),
        text("yrke_namn", "Redovisningsgruppens namn", term="Yrke"),
        text("alder", "Åldersgrupp som källan skriver den, i år"),
        NOVEMBER,
        number(
            "andel",
            f"Andel av de anställda med känd ålder; från {MIN_EMPLOYEES} anställda, och bara där alder_yrke har en andel",
            "andel",
            term="Andel av de anställda",
        ),
        text("grund", "Räknad ur källans antal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Yrkesregistret räknar anställda 16–64 år. De som arbetar efter 64 är inte med.",
        "Samma personer räknas som i tabellen alder_yrke: de vars ålder är känd för båda könen i kommunen och yrket.",
    ),
    sex="Båda könen tillsammans. Anställda 55–64 år efter kön finns i tabellen alder_yrke.",
    may_be_empty=True,
)

MUNICIPALITY_AGES = TableContract(
    "alder_kommun",
    "mart",
    "Anställda efter kommun, ålder och kön",
    "Hur gamla de anställda är som har sin arbetsplats i kommunen, alla yrken tillsammans, bredvid delregionens och länets andelar.",
    "kommun × åldersgrupp × kön, senaste året",
    ("geo_kod", "alder", "kon"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        *GEO[1:],
        text("delregion_kod", "Delregionen som kommunen hör till"),
        text("alder", "Åldersgrupp som källan skriver den, i år"),
        SEX_COLUMN,
        NOVEMBER,
        count(
            "anstallda",
            "Anställda i åldersgruppen; tomt när åldern är okänd för mer än "
            f"{part(MOST_UNKNOWN_AGES)} av kommunens anställda, och då också för båda könen tillsammans. En ålder som är skyddad i "
            "ett yrke räknas inte med",
            nullable=True,
            term="Anställda i åldern",
        ),
        number(
            "andel",
            f"Andel av de anställda med känd ålder; från {MIN_EMPLOYEES} anställda",
            "andel",
            term="Andel av de anställda",
        ),
        number("andel_delregion", "Delregionens andel i samma åldersgrupp och kön", "andel"),
        number("andel_lan", "Länets andel i samma åldersgrupp och kön", "andel"),
        text("grund", "Antalen är räknade: summor av källans yrken", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Yrkesregistret räknar anställda 16–64 år. De som arbetar efter 64 är inte med.",
        "De anställda räknas där arbetsplatsen ligger, inte där de bor.",
    ),
    may_be_empty=True,
)

EMPLOYEES_SSYK4 = TableContract(
    "anstallda_ssyk4",
    "mart",
    "Anställda efter yrke på fyra siffror, fördelade på delregioner",
    "Källan har yrken på tre siffror per kommun och på fyra siffror per län. Länets rader är källans egna. Delregionernas är "
    "fördelade: de stämmer med delregionens anställda på tre siffror och med länets fördelning på fyra, och följer annonsernas "
    "mönster där emellan.",
    "delregion eller län × fyrsiffergrupp, senaste året",
    ("geo_niva", "geo_kod", "ssyk4"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("ssyk4", "Yrkesgrupp enligt SSYK 2012, fyra siffror; okänt yrke är inte med"),
        text("ssyk4_namn", "Yrkesgruppens namn"),
        text("ssyk3", "Yrkesgruppen på tre siffror som den hör till"),
        NOVEMBER,
        number("varde", "Anställda, båda könen, inte avrundat; tomt när en uppgift som behövs saknas", "personer"),
        number(
            "varde_utan_annonser",
            "Delregionens tal om varje undergrupp var lika vanlig inom yrkesgruppen som i länet; skillnaden mot varde är vad "
            "annonserna gör. Tom för länet",
            "personer",
        ),
        number(
            "marginal_skillnad",
            "Delregionernas summa på tre siffror delad med länets på fyra, minus 1. Länets tal räknas om med skillnaden "
            "innan de fördelas; tom när summorna inte kan jämföras",
            "andel",
        ),
        text(
            "grund",
            "observerad är källans tal för länet, båda könen; raknad är delregionens observerade summa när yrkesgruppen har "
            "en enda undergrupp; fordelad är uppskattad",
            allowed=(OBSERVED, COMPUTED, SPREAD),
        ),
        REMARK,
    ),
    caveats=(
        "Fördelade tal är uppskattningar, inte räknade personer. Läs dem som storleksordning, aldrig som förändring mellan år: "
        "de rör sig med annonserna.",
        f"Mönstret är undergruppens andel av annonserade platser i delregionen under {COUNTY_AD_MONTHS} månader, plus "
        f"{spelled(COUNTY_SHARE)} gånger samma andel i "
        "länet. Yrken som annonseras olika mycket får därför rätt summor men kan hamna i fel delregion.",
        "Prövat på de 21 länen 2024, där yrken på fyra siffror är kända: de fördelade talens fel var tillsammans 12,6 procent av "
        "de anställda, felen i varde_utan_annonser 13,3 procent. Annonserna hjälper alltså lite. Skiljer de två talen sig åt mycket är "
        "inget av dem säkert.",
        "Arbetsförmedlingen skiljer inte på chefsnivåer och på några andra grupper. Deras annonser är delade lika, så att "
        "mellan sådana grupper följer delregionen länet.",
        "Tabellerna på tre och fyra siffror stämmer inte exakt med varandra. Är skillnaden över "
        f"{spelled(100 * LARGE_DIFFERENCE)} procent säger raden det.",
    ),
    sex="Annonserna, som fördelningen följer, har inget kön. Anställda efter kön finns på tre siffror i tabellen anstallda.",
)
