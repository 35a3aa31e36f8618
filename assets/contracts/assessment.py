"""Contracts of the signals, of what the score is made of and of the assessments."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, WINDOW, advertised, count, employed, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED, FROM_COUNTY, OF_AREA, WITH_COUNTY, YES_NO
from assets.methods.local_ratio import LEVEL, WORDS
from assets.methods.method_3 import (
    BORROWED,
    BORROWED_TWICE,
    CLASSES,
    FAMILY_WEIGHTS,
    LEVELS,
    MOST_POINTS,
    OWN,
    PARTLY_OWN,
)
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import figures, in_swedish
from assets.methods.score import DRAWS, NEAR_STABILITY, POSITIONS, SCOPES, TOP
from assets.methods.signals import INDICATORS
from assets.reference.signal_score import COMPOSITION_FILE

SAYS_SAME, SAYS_PARTLY, SAYS_NEITHER, SAYS_PARTLY_OPPOSITE, SAYS_OPPOSITE, SAYS_NOTHING = SUPPORT = (
    "AF säger samma",
    "AF säger delvis samma",
    "AF säger varken samma eller emot",
    "AF säger delvis emot",
    "AF säger emot",
    "AF har inte bedömt",
)
"""Whether Arbetsförmedlingen's assessment of the county stands behind the class of our signals."""
_LEAVES = "Metod 3. Kolumnen utgår när en utgåva har haft båda metoderna"

SIGNALS = TableContract(
    "signaler",
    "mart",
    "Signaler: varje indikator för varje yrke",
    "En rad per indikator, med medelfel och vems värdet är: yrkets eget, vägt med länets, länets eller hela AF-yrkesområdets. De "
    "som har klarat provet (tabellen provning) ingår i signalpoängen; de andra visas bredvid.",
    "delregion eller län × redovisningsgrupp eller SSYK3 × indikator",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "indikator"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Redovisningsgruppens eller yrkesgruppens kod", term="Kod"),
        text("yrke_namn", "Vad redovisningsgruppen eller yrkesgruppen heter", term="Yrke"),
        text("indikator", "Indikatorn", allowed=tuple(i.code for i in INDICATORS)),
        text("i_poangen", "ja när indikatorn ingår i signalpoängen", allowed=YES_NO),
        text(
            "familj",
            f"Indikatorns familj, som hade en gemensam vikt; tom för den som är ny. {_LEAVES}",
            nullable=True,
            allowed=tuple(FAMILY_WEIGHTS),
        ),
        number(
            "varde",
            "Indikatorns värde i sin egen enhet; tomt när det saknas eller underlaget är för litet",
            "enligt indikatorn",
        ),
        number(
            "medelfel",
            "Värdets medelfel: hur mycket det rör sig av slump, eller av källans brus där alla är räknade. 0 där inget är räknat: då säger "
            "det inget om hur säkert värdet är",
            "enligt indikatorn",
        ),
        number(
            "medelfel_tackning",
            "Hur mycket värdet dessutom kan ligga fel därför att lediga jobb (SCB), som det är rättat med, är en urvalsundersökning. Felet "
            "går åt samma håll för alla yrken i länet inom en sektor, så det rör nivån men knappt hur yrkena ligger mot varandra, och "
            "klassen räknas utan det. Tomt när inget är rättat eller enkäten saknar osäkerhetsmarginal",
            "enligt indikatorn",
        ),
        number("poang", f"Poäng 0–{MOST_POINTS}; {MOST_POINTS} pekar mest mot brist. {_LEAVES}", "poäng"),
        number(
            "poang_pendling",
            "Poäng om de inskrivna räknas där de kan arbeta, så som de sysselsatta pendlar mellan delregionerna. "
            + _LEAVES,
            "poäng",
        ),
        number("poang_lan", f"Poäng om de inskrivna i hela länet räknas. {_LEAVES}", "poäng"),
        number(
            "vikt",
            f"Hur mycket poängen räknas: {in_swedish(OWN)} för eget värde, {in_swedish(PARTLY_OWN)} vägt med "
            f"länets, {in_swedish(BORROWED)} lånat, {in_swedish(BORROWED_TWICE)} lånat två gånger. {_LEAVES}",
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
        "Annonserade platser per inskriven och andel inskrivna finns bara per AF-yrkesområde. De ärvs av yrkena där, märkta "
        "'galler_yrkesomradet', och räknas aldrig som yrkets egna.",
        "Matchad förvärvsgrad jämförs med rikets för samma utbildningsgrupper, aldrig mellan grupper.",
        "Lönernas utveckling ingår inte: den finns bara för riksområdet och visade inget samband med brist när den prövades.",
    ),
    sex="Annonser har inget kön. Anställda efter kön finns i obalans.",
    version=2,
)

PART, LIMIT = "del", "klass"
"""Kinds of row in what the score is made of."""

SCORE_PARTS = TableContract(
    "poangens_delar",
    "mart",
    "Vad signalpoängen består av, och var klasserna börjar",
    "Delarna med sin vikt och vad yrket jämförs med, och klasserna med sin gräns. Samma listor som bedomning är gjord med.",
    "del av poängen eller klass",
    ("slag", "ordning"),
    (
        text("slag", "del är en rang som vägs in i poängen, klass är ett intervall av poängen", allowed=(PART, LIMIT)),
        count("ordning", "Delarna som de vägs, klasserna från den högsta", "nummer"),
        text("namn", "Indikatorns namn, eller klassens namn i bedomning"),
        text(
            "indikator",
            "Delens indikator i tabellen signaler; tom för en klass",
            nullable=True,
            allowed=tuple(i.code for i in INDICATORS),
        ),
        text(
            "jamfors_med",
            "Vilka yrken i området som delen ordnas bland; tom för en klass",
            nullable=True,
            allowed=SCOPES,
        ),
        number("vikt", "Delens andel av poängen; tom för en klass", "andel"),
        number("fran", "Lägsta poäng i klassen; tom för en del", "poäng"),
        text("version", "Listornas version, samma som gransversion i bedomning"),
        text("raknad_pa", "Vad listan är räknad på"),
        text("period", "Månader som listan är räknad på"),
        text("granskning", "fastställd, eller preliminär tills en människa har granskat"),
        text("granskad_av", "Vem som har granskat; tom tills någon har det", nullable=True),
    ),
    caveats=(
        f"Poängen är {TOP} gånger det vägda medeltalet av delarnas ranger. Den säger var yrket ligger bland områdets yrken.",
        "Vikterna är vår bedömning. Att klassen ofta står kvar med andra vikter står i bedomning (andel_vikter_samma_klass).",
    ),
    sex="Tabellen räknar inga personer.",
)

ASSESSMENT = TableContract(
    "bedomning",
    "mart",
    "Bedömning per yrke: Arbetsförmedlingens, rådets och våra signaler",
    "Bedömningar bredvid varandra: Arbetsförmedlingens av länet, vad delregionen lägger till, våra signaler och rådets. Ingen "
    "skriver över en annan.",
    "delregion eller län × redovisningsgrupp eller SSYK3 × horisont",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "horisont"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=OCCUPATION_LEVELS),
        text("yrke_kod", "Redovisningsgruppens eller yrkesgruppens kod", term="Kod"),
        text("yrke_namn", "Vad redovisningsgruppen eller yrkesgruppen heter", term="Yrke"),
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
            "af_om_fem_ar",
            "Efterfrågan i länet om fem år enligt Arbetsförmedlingen; flera bedömningar räknas upp",
            nullable=True,
            term="AF: om fem år (länet)",
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
            "Det delregionala rådets senaste bedömning (radets_bedomning); tomt när den inte är lämnad",
            nullable=True,
            term="Rådets bedömning",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "laget_har",
            "Annonserade platser per anställd i delregionen mot hela länet: mer, som eller mindre. Tomt för länet och när "
            "annonserna är för få för att säga något",
            nullable=True,
            allowed=WORDS,
            term="Läget här mot länet",
            levels=OCCUPATION_LEVELS,
        ),
        number(
            "lokal_kvot",
            "Rensade annonserade platser per anställd i delregionen delat med länets, draget mot 1 när annonserna är få",
            "kvot",
            term="Platser per anställd mot länet",
        ),
        number(
            "lokal_kvot_nedre",
            f"Undre gräns: {in_swedish(LEVEL, 'andel')} av intervallen täcker det rätta värdet",
            "kvot",
            term="Mot länet, undre gräns",
        ),
        number("lokal_kvot_ovre", "Talet ligger troligen under den här gränsen", "kvot", term="Mot länet, övre gräns"),
        text(
            "signaler",
            "Vad annonserna säger om yrket bland områdets yrken. Ordet brist eller överskott står bara när klassen har klarat "
            "provet (tabellen provning_klasser), annars ett namn som beskriver annonserna",
            allowed=tuple(POSITIONS),
            term="Våra signaler",
            levels=OCCUPATION_LEVELS,
        ),
        text(
            "stod",
            "Om Arbetsförmedlingens bedömning av länet säger samma som våra signaler; tomt när yrket inte kan bedömas",
            nullable=True,
            allowed=SUPPORT,
            term="Stöd",
        ),
        text(
            "gemensam_bedomning",
            "Parternas gemensamma bedömning, bara när den är beslutad (gemensamma_bedomningar.csv); tomt annars",
            nullable=True,
            term="Gemensam bedömning",
        ),
        number(
            "stabilitet",
            f"Andel av {in_swedish(DRAWS)} omräkningar där klassen blir densamma när annonserna, sättet att räkna och vikterna är andra",
            "andel",
            term="Stabilitet",
        ),
        number(
            "andel_vikter_samma_klass",
            f"Andel av {in_swedish(DRAWS)} andra viktningar av signalpoängens delar där klassen blir densamma",
            "andel",
            term="Samma klass med andra vikter",
        ),
        text("skal", "Varför yrket inte kan bedömas; tomt när det är bedömt", nullable=True, term="Skäl"),
        text(
            "nara_gransen",
            f"ja när klassen står kvar i färre än {figures(100 * NEAR_STABILITY)} av 100 omräkningar",
            allowed=YES_NO,
            term="Nära gränsen",
        ),
        text(
            "motsager_af",
            "ja när våra signaler och Arbetsförmedlingens bedömning av länet säger emot varandra, åt vilket håll det än är; raden lyfts "
            "då inte fram",
            allowed=YES_NO,
            term="Säger emot AF",
        ),
        text(
            "chefer",
            "ja när raden gäller chefer. De visas för sig, och lyfts bara fram när Arbetsförmedlingen har bedömt yrket",
            allowed=YES_NO,
            term="Chefer",
        ),
        text(
            "lyfts_fram",
            "ja när raden får stå i rubriker. En klass som vilar på länets annonser, därför att delregionens egna är för få, får "
            "inte det",
            allowed=YES_NO,
        ),
        text(
            "annonsernas_grund",
            "Vems annonser per anställd signalpoängen vilar på: yrkets egna i området, vägda med länets, eller länets; tomt när de "
            "inte är kända",
            nullable=True,
            allowed=(COMPUTED, WITH_COUNTY, FROM_COUNTY),
            term="Annonsernas grund",
        ),
        number(
            "signalpoang",
            f"Hur högt yrket ligger bland områdets yrken, 0–{TOP}: vägt medeltal av dess ranger ({COMPOSITION_FILE}); tomt när "
            "yrket inte kan bedömas",
            "poäng",
            term="Signalpoäng",
        ),
        text("signaler_metod_3", f"Klassen enligt den gamla metoden. {_LEAVES}", allowed=CLASSES),
        number("signalpoang_metod_3", f"Signalpoäng 0–{MOST_POINTS} enligt den gamla metoden. {_LEAVES}", "poäng"),
        text("sakerhet", f"Hur säker den gamla metodens klass är. {_LEAVES}", nullable=True, allowed=LEVELS),
        text("skal_metod_3", f"Huvudskälet till säkerheten, eller varför yrket inte kunde bedömas. {_LEAVES}"),
        text(
            "pendlingskanslig",
            "ja när den gamla metodens klass ändras om de inskrivna räknas efter pendling eller för hela länet. "
            + _LEAVES,
            allowed=YES_NO,
        ),
        number("signalpoang_lika", f"Den gamla metodens poäng när alla indikatorer väger lika. {_LEAVES}", "poäng"),
        number("viktmassa", f"Hur mycket av det som behövdes som fanns, 0–1. {_LEAVES}", "andel"),
        count("antal_indikatorer", f"Indikatorer som är kända. {_LEAVES}", "indikatorer"),
        count("antal_egna", f"De av dem som är yrkets och områdets egna. {_LEAVES}", "indikatorer"),
        number(
            "andel_samma_klass",
            f"Andel omräkningar där den gamla metodens klass blir densamma. {_LEAVES}",
            "andel",
        ),
        *employed(()),
        *advertised(()),
        text("ar_anstallda", "År som anställda avser (november)", nullable=True),
        *WINDOW,
        text(
            "gransversion", "Versionen av signalpoängens delar och klassernas gränser; metodens version står i utgava"
        ),
        text("metodversion", "Detsamma som gransversion, under det namn som utgår när en utgåva har haft båda"),
        REMARK,
    ),
    caveats=(
        "Läs Arbetsförmedlingens bedömning först. Våra signaler säger mindre om yrket i stort; deras värde är att de finns för "
        "delregionen och kan räknas om.",
        "Signalpoängen ordnar yrkena inom området. Den säger inte om bristen i området är större än i ett annat eller än förra året.",
        "Läget här mot länet säger bara hur mycket som annonseras här, inte varför.",
        "Rådets bedömning lämnas av rådet och ändras aldrig av statistiken.",
        f"Yrken med färre än {MIN_EMPLOYEES} anställda i området bedöms inte.",
    ),
    sex="Kolumnerna anstallda_kvinnor och anstallda_man. Annonser har inget kön.",
    version=4,
)
