"""Contracts of the signals, the assessments and their trial."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, WINDOW, advertised, count, employed, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED, FROM_COUNTY, OF_AREA, WITH_COUNTY, YES_NO
from assets.methods.agreement import FOLDS, INTERVAL_LEVEL
from assets.methods.certainty import DRAWS, LEVELS
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import figures, in_swedish, spelled
from assets.methods.signals import (
    BORROWED,
    BORROWED_TWICE,
    CLASSES,
    FAMILY_WEIGHTS,
    INDICATORS,
    MOST_POINTS,
    NEAR,
    OWN,
    PARTLY_OWN,
)

SIGNALS = TableContract(
    "signaler",
    "mart",
    "Signaler: varje indikator för varje yrke, med poäng",
    f"En rad per indikator. Poäng 0–{MOST_POINTS} ges av frysta gränser. Ett värde som är länets, vägt med länets eller hela "
    "AF-yrkesområdets säger det och väger mindre.",
    "delregion eller län × redovisningsgrupp eller SSYK3 × indikator",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "indikator"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Redovisningsgruppens eller yrkesgruppens kod", term="Kod"),
        text("yrke_namn", "Namn", term="Yrke"),
        text("indikator", "Indikatorn", allowed=tuple(i.code for i in INDICATORS)),
        text("familj", "Indikatorns familj, som har en gemensam vikt", allowed=tuple(FAMILY_WEIGHTS)),
        number(
            "varde",
            "Indikatorns värde i sin egen enhet; tomt när det saknas eller underlaget är för litet",
            "enligt indikatorn",
        ),
        number(
            "medelfel", "Värdets medelfel: hur mycket det rör sig av slump och av källans brus", "enligt indikatorn"
        ),
        number("poang", f"Poäng 0–{MOST_POINTS}; {MOST_POINTS} pekar mest mot brist", "poäng"),
        number(
            "poang_pendling",
            "Poäng om de inskrivna räknas där de kan arbeta, så som de sysselsatta pendlar mellan delregionerna",
            "poäng",
        ),
        number("poang_lan", "Poäng om de inskrivna i hela länet räknas", "poäng"),
        number(
            "vikt",
            f"Hur mycket poängen räknas: {in_swedish(OWN)} för eget värde, {in_swedish(PARTLY_OWN)} vägt med "
            f"länets, {in_swedish(BORROWED)} lånat, {in_swedish(BORROWED_TWICE)} lånat två gånger",
            "vikt",
        ),
        text(
            "tillampas",
            "nej när indikatorn inte gäller yrket, därför att ingen utbildningsgrupp leder till det",
            allowed=YES_NO,
        ),
        text(
            "grund",
            "Hur värdet är framtaget; tomt när det saknas",
            nullable=True,
            allowed=(COMPUTED, WITH_COUNTY, FROM_COUNTY, OF_AREA),
        ),
        text("lanad_fran", "Det län eller AF-yrkesområde som värdet kommer från; tomt när det är eget", nullable=True),
        *WINDOW,
        text("ar_anstallda", "År som anställda avser (november)"),
        text("ar_matchning", "År som matchad förvärvsgrad avser; tomt när källan saknas", nullable=True),
    ),
    caveats=(
        "Platser per inskriven och andel inskrivna finns bara per AF-yrkesområde. De ärvs av yrkena där, märkta "
        "'galler_yrkesomradet', och räknas aldrig som yrkets egna.",
        "Matchad förvärvsgrad jämförs med rikets för samma utbildningsgrupper, aldrig mellan grupper.",
        "Lönernas utveckling ingår inte: den finns bara för riksområdet och visade inget samband med brist när den prövades.",
    ),
    sex="Annonser har inget kön, och gränserna är gemensamma för könen. Anställda efter kön finns i obalans.",
)

ASSESSMENT = TableContract(
    "bedomning",
    "mart",
    "Bedömning per yrke: Arbetsförmedlingens, rådets och våra signaler",
    "Tre bedömningar bredvid varandra, i den ordningen; ingen skriver över en annan. Signalerna är räknade ur tabellen signaler.",
    "delregion eller län × redovisningsgrupp eller SSYK3 × horisont",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "horisont"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Redovisningsgruppens eller yrkesgruppens kod", term="Kod"),
        text("yrke_namn", "Namn", term="Yrke"),
        text("horisont", "Vilken tid bedömningen gäller", allowed=("nu",)),
        text(
            "af_jobbmojligheter",
            "Möjligheterna till jobb i länet enligt Arbetsförmedlingen; flera bedömningar räknas upp och vägs aldrig ihop",
            nullable=True,
            term="AF: jobbmöjligheter (länet)",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "af_rekrytering",
            "Arbetsgivarnas läge i länet enligt Arbetsförmedlingen; flera bedömningar räknas upp",
            nullable=True,
            term="AF: rekryteringsläge (länet)",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "af_bedomd_for",
            "Det område som Arbetsförmedlingens bedömning är gjord för",
            nullable=True,
            term="AF: bedömd för",
        ),
        text("af_omgang", "Yrkesbarometerns omgång", nullable=True),
        text(
            "radets_bedomning",
            "Det delregionala kompetensrådets bedömning; tomt när den inte är lämnad",
            nullable=True,
            term="Rådets bedömning",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "signaler",
            "Vad statistikens signaler säger tillsammans",
            allowed=CLASSES,
            term="Våra signaler",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "sakerhet",
            "Hur säker signalernas klass är; tom när yrket inte kan bedömas",
            nullable=True,
            allowed=LEVELS,
            term="Säkerhet",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "skal",
            "Huvudskälet till säkerheten, eller varför yrket inte kan bedömas",
            term="Skäl",
        ),
        text(
            "nara_gransen",
            f"ja när lite skulle ha gett en annan klass (högst {figures(NEAR, 2)} poäng från en gräns)",
            allowed=YES_NO,
            term="Nära gränsen",
        ),
        text(
            "pendlingskanslig",
            "ja när klassen ändras om de inskrivna räknas efter pendling eller för hela länet i stället för i delregionen",
            allowed=YES_NO,
            term="Pendlingskänslig",
        ),
        text(
            "motsager_af",
            "ja när signalerna och Arbetsförmedlingens bedömning av länet säger emot varandra; raden lyfts då inte fram",
            allowed=YES_NO,
            term="Säger emot AF",
        ),
        text("lyfts_fram", "ja när raden får stå i rubriker", allowed=YES_NO),
        number(
            "signalpoang",
            f"Signalpoäng 0–{MOST_POINTS}, vägd mellan familjerna; tom när yrket inte kan bedömas",
            "poäng",
            term="Signalpoäng",
        ),
        number(
            "signalpoang_lika", "Signalpoäng när alla indikatorer väger lika", "poäng", term="Signalpoäng, lika vikt"
        ),
        number("viktmassa", "Hur mycket av det som behövs för en bedömning som finns, 0–1", "andel", term="Viktmassa"),
        count("antal_indikatorer", "Indikatorer som är kända", "indikatorer", term="Indikatorer"),
        count("antal_egna", "De av dem som är yrkets och områdets egna", "indikatorer", term="Egna indikatorer"),
        number(
            "andel_samma_klass",
            f"Andel av {in_swedish(DRAWS)} omräkningar där klassen blir densamma när talen rör sig inom sin osäkerhet",
            "andel",
            term="Klassen står kvar",
        ),
        *employed(()),
        *advertised(()),
        text("ar_anstallda", "År som anställda avser (november)", nullable=True),
        *WINDOW,
        text("gransversion", "Versionen av gränserna mellan poängen; metodens version står i utgava"),
        text("metodversion", "Detsamma som gransversion, under det namn som utgår när en utgåva har haft båda"),
        REMARK,
    ),
    caveats=(
        "Signalerna är tecken, inte bevis. De säger mindre än Arbetsförmedlingens bedömning om yrket i stort; deras värde är att de "
        "finns för delregionen och kan räknas om.",
        "Rådets bedömning lämnas av rådet och ändras aldrig av statistiken.",
        f"Yrken med färre än {MIN_EMPLOYEES} anställda i området bedöms inte.",
    ),
    sex="Kolumnerna anstallda_kvinnor och anstallda_man. Annonser har inget kön.",
    version=2,
)

PREDICTORS = (
    "signalpoang",
    "platser_per_100_anstallda",
    "oppna_annonser_per_anstalld",
    "annonser",
    "af_rikstal",
    "majoritet",
)

AGREEMENT_GATE = "prov"

AGREEMENT = TableContract(
    "samstammighet",
    "mart",
    "Hur väl signalerna stämmer med Arbetsförmedlingens bedömning",
    "Signalpoängen och enklare mått i alla 21 län mot Yrkesbarometerns jobbmöjligheter, bredvid Arbetsförmedlingens egen "
    "bedömning av riket. En cell är ett yrke i ett län. Vad poängen når avgör om kolumnen heter signaler eller annonssignal.",
    "mått som prövas × hur samstämmighet mäts",
    ("prediktor", "matt"),
    (
        text(
            "prediktor",
            "Måttet som prövas: signalpoängen; annonserade platser eller öppna annonser per anställd; deras medelrang inom länet "
            "(annonser); Arbetsförmedlingens bedömning av riket kopierad till länet (af_rikstal); alltid den vanligaste klassen",
            allowed=PREDICTORS,
        ),
        text(
            "matt",
            "kappa: samstämmighet utöver slumpen, linjärt vägd mellan tre klasser; andel_lika: andel celler med samma klass; auc: "
            "sannolikheten att en cell med stora jobbmöjligheter har högre värde än en annan; prov: 1 när signalpoängen klarar "
            "gränserna, annars 0",
            allowed=("kappa", "andel_lika", "auc", AGREEMENT_GATE),
        ),
        number("varde", "Värdet; tomt när det inte kunde prövas", "kvot"),
        number(
            "nedre",
            f"Nedre gräns för ett intervall på {in_swedish(INTERVAL_LEVEL, 'andel')}, där hela yrken dras om",
            "kvot",
        ),
        number("ovre", "Övre gräns", "kvot"),
        count("celler", "Celler som måttet är prövat på", "celler"),
        count("yrken", "Yrken bland dem", "yrken"),
        text("omgang", "Yrkesbarometerns omgång"),
        text(
            "period",
            "Månader som annonserna avser, eller dag för öppna annonser; tomt när måttet inte kunde prövas",
            nullable=True,
        ),
        REMARK,
    ),
    caveats=(
        "Bara bedömningar som gäller hela yrkesgrupper är med, och bara celler där alla bedömningar inom yrket är lika. Där är "
        "yrket mer enhetligt, så samstämmigheten är högre än för barometerns yrken vart för sig.",
        f"Klassernas gränser sätts av de andra yrkena: {spelled(FOLDS)} delar av yrkena utelämnas i tur och ordning, så att "
        "ingen cells egen bedömning avgör dess klass.",
        "Arbetsförmedlingens bedömning är inget facit. Den visar om signalerna pekar åt samma håll som någon som också vet annat.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
