"""Contracts of supply beside demand, and of the further measures for analysts."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.columns import (
    BASIS,
    GEO,
    OCCUPATION_LEVELS,
    REMARK,
    WINDOW,
    advertised,
    count,
    employed,
    number,
    posts_rate,
    registered,
    text,
)
from assets.contracts.model import Column, TableContract
from assets.contracts.words import ALL, COMPUTED, PER_UNIT, REPORTING_GROUP
from assets.methods.ads import POSTS_CAP
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.commuting import HIDDEN_FLOW
from assets.methods.mismatch import MIN_EMPLOYEES, MIN_POSTS, MIN_UNEMPLOYED
from assets.methods.mismatch_index import ALPHAS, NULL_DRAWS
from assets.methods.quoted import in_swedish, spelled
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR

LEVELS_COMPARED, NET_OF_STEP = "antal rakt av", f"utan rikets hopp {LAST_UNKNOWN_YEAR}–{FIRST_KNOWN_YEAR}"

_GOES_OUT = (
    f"Går över brottet {LAST_UNKNOWN_YEAR}–{FIRST_KNOWN_YEAR} utan att räkna bort det yrkets eget hopp. Står kvar en utgåva och utgår "
    "sedan; använd forandring_anstallda eller forandring_netto"
)

FLOW_RATIO = "Annonserade platser under ett år per inskriven"
"""What the quotient of a year's posts and a mean of persons is called everywhere."""
UNUSUAL = "Ovanligt många annonserade platser per anställd. Läs talet med försiktighet."
"""Said of an occupation whose employees are few beside its posts, wherever its figures stand."""

MISMATCH = TableContract(
    "obalans",
    "mart",
    "Utbud och efterfrågan per delregion",
    "Tre slags rader. Per AF-yrkesområde möts annonserade platser och inskrivna arbetslösa, båda observerade. Per "
    "yrkesgrupp (SSYK3) och per redovisningsgrupp visas anställda, annonser och hur yrket väger i delregionen.",
    "delregion eller län × AF-yrkesområde, SSYK3 eller redovisningsgrupp",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=("af_yrkesomrade", "ssyk3", REPORTING_GROUP)),
        text("yrke_kod", "Yrkets eller AF-yrkesområdets kod", term="Kod"),
        text("yrke_namn", "Yrkets eller AF-yrkesområdets namn", term="Yrke"),
        text("ar_anstallda", "År som anställda avser (november)", nullable=True),
        text("ar_jamforelse", "År som forandring_netto och andelarnas förändring räknas från", nullable=True),
        text("forandring_fran", "År som forandring_anstallda räknas från", nullable=True),
        text(
            "forandring_satt",
            f"Hur forandring_anstallda är räknad. {LEVELS_COMPARED}: båda åren ligger på samma sida om brottet. {NET_OF_STEP}: "
            "ett år före brottet, uppräknat med hur mycket yrket växte i riket det år då serien bröts",
            allowed=(LEVELS_COMPARED, NET_OF_STEP),
            nullable=True,
            term="Så är förändringen räknad",
        ),
        *WINDOW,
        *employed(OCCUPATION_LEVELS),
        *advertised(("af_yrkesomrade", *OCCUPATION_LEVELS)),
        posts_rate(OCCUPATION_LEVELS),
        number(
            "lokaliseringskvot_lan",
            "Yrkets andel av områdets anställda delad med yrkets andel av länets; över 1 är vanligare än i länet",
            "kvot",
            term="Så vanligt jämfört med länet (1 = lika vanligt)",
            levels=OCCUPATION_LEVELS,
        ),
        number(
            "lokaliseringskvot_riket",
            "Yrkets andel av områdets anställda delad med yrkets andel av rikets; över 1 är vanligare än i riket",
            "kvot",
            term="Så vanligt jämfört med riket (1 = lika vanligt)",
            levels=OCCUPATION_LEVELS,
        ),
        number(
            "andel_av_lanet",
            "Anställda i yrket i området som andel av länets alla anställda med känt yrke",
            "andel",
            term="Del av alla anställda i länet",
        ),
        number(
            "forandring_anstallda",
            "Anställda nu minus anställda året i forandring_fran, så som forandring_satt säger. Aldrig rakt över brottet "
            f"{LAST_UNKNOWN_YEAR}–{FIRST_KNOWN_YEAR}",
            "personer",
            term="Fler eller färre anställda",
            levels=OCCUPATION_LEVELS,
            dated="sedan {forandring_fran} ({forandring_satt})",
            coarse=True,
        ),
        number(
            "forandring_netto",
            "Anställda nu minus anställda jämförelseåret, när jämförelseåret räknats upp med hur mycket yrket växte i riket "
            f"mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR}",
            "personer",
            term=f"Fler eller färre anställda {NET_OF_STEP}",
            dated="sedan {ar_jamforelse}",
            coarse=True,
        ),
        number(
            "forandring_andel",
            f"Förändring av andelen av länets anställda sedan jämförelseåret. {_GOES_OUT}",
            "andel",
        ),
        number(
            "forandring_utover_lanet",
            f"Samma förändring i personer: fler eller färre än om yrket hade följt länets totala utveckling. {_GOES_OUT}",
            "personer",
        ),
        *registered(("af_yrkesomrade",)),
        number(
            "platser_per_arbetslos",
            f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader per inskriven arbetslös (medeltal)",
            "platser per inskriven",
            term=FLOW_RATIO,
            levels=("af_yrkesomrade",),
        ),
        BASIS,
        REMARK,
    ),
    caveats=(
        "Inskrivna arbetslösa finns bara per AF-yrkesområde, inte per yrke. Därför jämförs de med annonser på samma nivå.",
        "Anställda och annonser gäller var jobbet finns, inskrivna arbetslösa var personen bor. Pendling gör att de inte "
        "möts exakt i en delregion.",
        f"{FLOW_RATIO} jämför ett flöde under {spelled(WINDOW_MONTHS)} månader med ett medeltal. Läs talet mellan områden, "
        "aldrig som jobb per person. Hur många platser som är öppna mot hur många som är inskrivna står i oppna_mot_inskrivna.",
        f"Mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR} fick fler anställda ett känt yrke, och antalen hoppar. Därför räknas "
        f"förändringen från {FIRST_KNOWN_YEAR}. Bara när {FIRST_KNOWN_YEAR} är det senaste året räknas den från ett tidigare år, och "
        "då utan rikets hopp i samma yrke.",
        f"Tal visas inte när underlaget är för litet: minst {MIN_EMPLOYEES} anställda för kvoter och "
        f"förändring, minst {MIN_UNEMPLOYED} inskrivna och "
        f"{MIN_POSTS} platser för annonserade platser per inskriven.",
    ),
    sex="Kolumnerna anstallda_kvinnor, anstallda_man, inskrivna_kvinnor och inskrivna_man. Annonser har inget kön.",
)

MUNICIPALITIES = TableContract(
    "kommuner",
    "mart",
    "Anställda, annonser och inskrivna arbetslösa per kommun",
    "Summor över yrken och AF-yrkesområden i länets kommuner. Inga yrken, och ingen bedömning: klasser ges åt delregioner och län.",
    "kommun",
    ("geo_kod",),
    (
        text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        text("geo_kod", "SCB:s fyra siffror för kommunen; de två första är länet", term="Kommunkod"),
        text("geo_namn", "Var jobben finns, eller var de inskrivna bor", term="Kommun"),
        text("delregion_kod", "Delregionen som kommunen hör till"),
        text("ar_anstallda", "År som anställda avser (november)"),
        *WINDOW,
        *employed(("kommun",)),
        *advertised(("kommun",)),
        posts_rate(("kommun",)),
        *registered(("kommun",)),
        BASIS,
        REMARK,
    ),
    caveats=(
        "Anställda räknas i kommunen där arbetsplatsen ligger, inskrivna arbetslösa i kommunen där personen bor. Läs inte "
        "talen mot varandra i en enda kommun.",
    ),
    sex="Kolumnerna anstallda_kvinnor, anstallda_man, inskrivna_kvinnor och inskrivna_man. Annonser har inget kön.",
)

STOCK_MEASURE = "läge"

GAP_LABEL = "Summa över bristområden, inte antal som fattas i länet"

_POSTS_LESS_PERSONS = "platser minus personer"

GAP = TableContract(
    "skillnad",
    "mart",
    "Skillnad mellan platser i öppna annonser och inskrivna arbetslösa",
    f"{GAP_LABEL}. Tre tal som alltid hör ihop: summan över de AF-yrkesområden som har fler platser än inskrivna, summan över "
    "de andra, och nettot. Platser i öppna annonser är ett läge en viss dag, och inskrivna arbetslösa är också ett läge.",
    "länet × AF-yrkesområde, eller alla tillsammans",
    ("geo_niva", "geo_kod", "af_yrkesomrade", "matt"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("lan",)),
        *GEO[1:],
        text("af_yrkesomrade", f"Arbetsförmedlingens yrkesområde (kod), eller '{ALL}' för de kända tillsammans"),
        text("af_yrkesomrade_namn", "AF-yrkesområdets namn"),
        text("matt", "läge: platser i annonser som är öppna en dag mot inskrivna en månad", allowed=(STOCK_MEASURE,)),
        Column("dag", pa.date32(), "Dag som platserna räknas; tom när underlaget saknas", nullable=True),
        text("manad", "Månad som de inskrivna räknas i, ÅÅÅÅ-MM"),
        count(
            "platser",
            f"Platser i öppna annonser, kända AF-yrkesområden, högst {POSTS_CAP} per annons",
            "platser",
            nullable=True,
        ),
        count("inskrivna_arbetslosa", "Inskrivna arbetslösa i kända AF-yrkesområden", nullable=True),
        count("inskrivna_kvinnor", "Inskrivna arbetslösa kvinnor", nullable=True),
        count("inskrivna_man", "Inskrivna arbetslösa män", nullable=True),
        number(
            "summa_bristomraden",
            f"Platser minus inskrivna, summa över AF-yrkesområden med fler platser än inskrivna. {GAP_LABEL}",
            _POSTS_LESS_PERSONS,
        ),
        number(
            "summa_overskottsomraden",
            "Inskrivna minus platser, summa över AF-yrkesområden med fler inskrivna än platser",
            "personer minus platser",
        ),
        number("netto", "Alla platser minus alla inskrivna; negativt när de inskrivna är fler", _POSTS_LESS_PERSONS),
        number("overhang", "Summan över bristområden delad med alla platser; tom när det inte finns platser", "andel"),
        count("antal_omraden", "AF-yrkesområden som räknas", "områden"),
        count("antal_bristomraden", "De av dem som har fler platser än inskrivna", "områden", nullable=True),
        number(
            "losbar_genom_rorlighet",
            "Bara för alla tillsammans: delregionernas summor över bristområden minus samma summa när delregionerna läggs ihop, det som "
            "inskrivna i en annan delregion skulle kunna fylla",
            _POSTS_LESS_PERSONS,
        ),
        text("grund", "Summor av observerade tal", allowed=(COMPUTED,)),
        text("anmarkning", "Vad summorna är, och varför tal saknas eller ska läsas med försiktighet"),
    ),
    caveats=(
        f"{GAP_LABEL}. Tre tal läses tillsammans: det första ensamt döljer att andra AF-yrkesområden har "
        "fler inskrivna än platser.",
        "Platser är inte personer som fattas. Alla jobb annonseras inte, en annons kan gälla ett jobb som redan är tillsatt, och "
        "många söker arbete utan att vara inskrivna.",
        f"{spelled(WINDOW_MONTHS).capitalize()} månaders annonser jämförs inte med inskrivna här. De är ett flöde, och ett flöde är "
        "alltid många gånger större än ett läge.",
        "Ett AF-yrkesområde rymmer många yrken. Brist i ett yrke syns inte när grannyrken har många inskrivna, så talet är oftast lägre "
        "än en summa över yrken vore.",
        "Annonser och inskrivna utan känt AF-yrkesområde är inte med. Saknas en uppgift i ett AF-yrkesområde visas ingen av summorna.",
        "Talen visas bara för länet: i en delregion avgör pendlingen mer än skillnaden.",
        "Platser räknas där jobbet finns och inskrivna där de bor.",
        "Öppna annonser är rensade: upprepade annonser och bemanningsföretagens räknas inte.",
    ),
    sex="Kolumnerna inskrivna_kvinnor och inskrivna_man. Annonser har inget kön, så skillnaden kan inte delas på kön.",
)

_ALPHA = [in_swedish(alpha) for alpha in ALPHAS.values()]

ANALYSIS_MEASURES: dict[str, tuple[str, str]] = {
    "missmatchning_03": (
        "andel",
        f"Şahin m.fl. M med α {_ALPHA[0]} över AF-yrkesområden; jämförelse är medeltalet av slump",
    ),
    "missmatchning_05": ("andel", f"samma med α {_ALPHA[1]}, huvudmåttet"),
    "missmatchning_07": ("andel", f"samma med α {_ALPHA[2]}"),
    "fel_omrade_andel": ("andel", "Jackman–Roper: andel inskrivna som skulle behöva byta AF-yrkesområde"),
    "fel_omrade_personer": ("personer", "samma i personer"),
    "anstallda_forandring": (
        "personer",
        f"fler eller färre anställda med känt yrke, aldrig rakt över brottet {LAST_UNKNOWN_YEAR}–{FIRST_KNOWN_YEAR}; jämförelse är de "
        "anställda första året",
    ),
    "anstallda_riket": ("personer", "den del som följer rikets tillväxt; jämförelse som ovan"),
    "anstallda_yrkesmix": ("personer", "den del som följer av vilka yrken området har; jämförelse som ovan"),
    "anstallda_egen": ("personer", "resten, områdets egen; jämförelse som ovan"),
    "boende_som_arbetar_har": (
        "andel",
        "andel av dem med arbete som bor i området som också arbetar där; jämförelse är hur låg den kan vara",
    ),
    "arbetande_som_bor_har": ("andel", "andel av dem som arbetar i området som också bor där; jämförelse som ovan"),
}
"""Measure → its unit, and what it and its comparison are."""

ANALYSIS = TableContract(
    "analys",
    "mart",
    "Fördjupande mått för analytiker",
    "Ett tal per rad. Missmatchning, förändring av anställda uppdelad, och pendling.",
    "delregion eller län × mått × redovisningsgrupp eller alla",
    ("geo_niva", "geo_kod", "matt", "yrkesniva", "yrke_kod"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text(
            "matt",
            "Måttet. " + ". ".join(f"{code}: {text}" for code, (_, text) in ANALYSIS_MEASURES.items()),
            allowed=tuple(ANALYSIS_MEASURES),
        ),
        text("yrkesniva", "Vad raden gäller; 'alla' när den gäller hela området", allowed=(ALL, REPORTING_GROUP)),
        text("yrke_kod", "Redovisningsgruppens kod, eller 'alla'"),
        text("yrke_namn", "Redovisningsgruppens namn, eller 'alla'"),
        text("enhet", "Talets enhet", allowed=("andel", "personer")),
        number("varde", "Måttets värde; tomt när en uppgift som behövs saknas", PER_UNIT),
        number(
            "jamforelse",
            "Vad värdet läses mot, enligt måttets beskrivning; tomt när måttet inte har något",
            PER_UNIT,
        ),
        number(
            "percentil",
            f"Bara missmatchning: hur stor del av {NULL_DRAWS} slumpdragningar med lika många platser och "
            "personer som ger lägre värde",
            "procent",
        ),
        count(
            "antal_delar",
            "Delar som värdet är räknat över: AF-yrkesområden, yrken på tre siffror eller kända pendlingsströmmar",
            "delar",
            nullable=True,
        ),
        text("period", "Månader eller år som värdet gäller"),
        text("grund", "Räknad ur observerade tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Missmatchning stiger med antalet AF-yrkesområden och med små tal. Läs värdet minus jämförelsen. Platser kommer flera i samma "
        "annons, så slumpen är i verkligheten större än den som dras här, och percentilen är därför oftast nära 100.",
        "Missmatchning jämför andelar, så att platser är ett flöde och inskrivna ett medeltal spelar ingen roll för nivån. AF-yrkesområden "
        "med korta anställningar annonserar oftare och väger därför mer än deras del av de lediga platserna.",
        "Talen för länet är räknade på länet. De är aldrig medeltal av delregionernas.",
        f"Förändringen av anställda är en beskrivning, ingen orsak. Mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR} fick fler "
        f"anställda ett känt yrke, och antalen hoppar. Förändringen räknas därför från {FIRST_KNOWN_YEAR}. Är {FIRST_KNOWN_YEAR} det "
        "senaste året räknas första årets anställda upp med hur mycket varje "
        f"yrke växte i riket mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR}, och anmärkningen säger det.",
        "Pendling gäller sysselsatta 15–74 år och inom Sverige: den som arbetar i Norge är inte med. Källan visar inte de minsta "
        "strömmarna. De ingår inte i värdet, som därför är något för högt; jämförelsen räknar var och en av dem som "
        f"{spelled(HIDDEN_FLOW)} personer.",
    ),
    sex="Annonser har inget kön. Anställda och inskrivna efter kön finns i anstallda och inskrivna_arbetslosa.",
)
