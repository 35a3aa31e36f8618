"""Contracts of the long term's replacement demand and supply."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, SEX_COLUMN, count, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED, PROJECTED
from assets.methods.education_supply import FLOW_PERIODS, HIDDEN_COUNT, LARGEST_HIDDEN_SHARE, MOST_HIDDEN
from assets.methods.education_supply import PRIOR as SUPPLY_PRIOR
from assets.methods.matching import MOST_UNKNOWN_AGES
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import figures, in_swedish, part, spelled
from assets.methods.replacement_demand import BAND_YEARS, BANDS, HORIZONS, PRIOR, SPAN_YEARS
from assets.methods.workforce_total import LARGEST_CHANGE, PARTICIPATION_DAMPING

OWN_AGES, NATIONS_AGES, MIXED_AGES = "områdets egna", "rikets", "delvis rikets"
"""Whose ages a row's replacement demand rests on."""
NOT_TRIED = "inte prövad"
"""What a number is called that no trial has been able to hold against what came."""

_FIVE, _TEN = HORIZONS

_COUNTED = count("ar", "År (november) som de anställda är räknade", "år")
_EMPLOYEES = count(
    "anstallda",
    "Anställda 16–64 år med arbetsplats i området",
    nullable=True,
    term="Anställda",
    dated="november {ar}",
)

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
        _COUNTED,
        count("till_ar", f"År som framskrivningen når: {_FIVE} eller {_TEN} år senare", "år", term="Till år"),
        _EMPLOYEES,
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
            "tillvaxtbehov",
            "Framskrivna anställda minus de anställda i dag, under noll när yrket minskar; tomt när behovet inte är framskrivet eller "
            "oförändrade andelar publiceras, se framskrivning, och för ett kön i taget",
            "personer",
            term="Tillväxtbehov",
            dated="till {till_ar}",
            coarse=True,
        ),
        number(
            "ersattning_och_tillvaxt",
            "Ersättningsbehovet och tillväxtbehovet tillsammans. Ett yrke som minskar ersätter ändå dem som lämnar: då är det bara "
            "ersättningsbehovet",
            "personer",
            term="Ersättning och tillväxt",
            dated="till {till_ar}",
            coarse=True,
        ),
        number(
            "langre_arbetsliv",
            "Scenario: samma ersättningsbehov om alla som når den övre åldersgränsen arbetar så många år till som ar_langre säger",
            "personer",
            term="Om arbetslivet blir längre",
            coarse=True,
        ),
        number("ar_langre", "År som arbetslivet blir längre i scenariot (referensdata: scenarier)", "år"),
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
        "Tillväxtbehovet har framskrivningens osäkerhet, som står där. Ersättningsbehovets är inte känd, och inte heller summans. "
        "Ett yrke som krymper i alla åldrar har redan en del av minskningen i ersättningsbehovet.",
        "Ersättningsbehovet är inte hur många som behöver utbildas: en del platser ersätts inte, och en del fylls av den som byter yrke.",
    ),
    may_be_empty=True,
)

WORKFORCE_YEARS = 10
"""Years after the newest known one that the labour force is projected."""

WORKFORCE = TableContract(
    "arbetskraft_framskriven",
    "mart",
    "Arbetskraft och arbetande, framskrivna med befolkningen",
    "Hur många som deltar i arbetskraften och arbetar i området det senaste kända året, och åren efter om befolkningen blir som SCB "
    "framskriver den, deltagandet går vidare med avtagande takt och pendlingen är som i dag.",
    f"delregion eller länet × kön × år, det senaste kända och upp till {spelled(WORKFORCE_YEARS)} år efter",
    ("geo_niva", "geo_kod", "kon", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        SEX_COLUMN,
        count("ar", "År: november för arbetskraften, årets slut för befolkningen", "år", term="År"),
        number("befolkning_15_74", "Befolkning 15–74 år, efter bostad", "personer", term="Befolkning 15–74 år"),
        number(
            "deltagande",
            "Arbetskraften som andel av befolkningen 15–74 år",
            "andel",
            term="Andel i arbetskraften",
        ),
        number(
            "arbetskraft",
            "De i befolkningen 15–74 år som arbetar eller är utan arbete och kan ta ett (BAS): befolkning × deltagande, för 20–64 år "
            "och för övriga åldrar var för sig",
            "personer",
            term="Arbetskraft",
        ),
        number(
            "arbetande_bostad",
            "De i arbetskraften som arbetar, efter bostad; framskrivet är lika stor del utan arbete som i medeltal de kända åren",
            "personer",
            term="Arbetar, efter bostad",
        ),
        number(
            "arbetande_arbetsplats",
            "De som arbetar i området var de än bor, om pendlingen är som senaste kända år; de som bor utanför länet är lika många",
            "personer",
            term="Arbetar, efter arbetsplats",
        ),
        number(
            "utveckling",
            "De som arbetar i området delat med samma tal det senaste kända året",
            "kvot",
            term="Mot senaste kända år",
        ),
        text("provning", "Om talen är prövade mot utfall", allowed=(NOT_TRIED,), term="Prövning"),
        text("grund", "Det senaste kända året är räknat, åren efter framskrivna", allowed=(COMPUTED, PROJECTED)),
        REMARK,
    ),
    caveats=(
        "Inte prövad: bara den nyaste av SCB:s framskrivningar är hämtad, så äldre framskrivningar kan inte hållas mot vad som hände. "
        "Osäkerheten är därför inte känd.",
        "Deltagandets förändring per år är medeltalet av de kända åren. Den avtar till "
        f"{in_swedish(PARTICIPATION_DAMPING, 'andel')} för varje år, och deltagandet rör sig i varje ålder och kön högst "
        f"{in_swedish(100 * LARGEST_CHANGE)} procentenheter. Alla åldrar tillsammans kan röra sig mer, när fler hör till åldrar där många "
        "deltar.",
        "De som arbetar efter arbetsplats räknas också det senaste kända året genom pendlingen, för att kunna jämföras. Det är därför "
        "inte exakt källans dagbefolkning.",
        "Små flöden mellan två kommuner är skyddade och räknas som noll. Pendling till utlandet är inte med.",
        "De som är utan arbete räknas 16–64 år: SCB har inga uppgifter om dem för hela gruppen 15–74 år.",
        "Arbetande är 15–74 år med egenföretagare. Det är fler än anställda i Yrkesregistret.",
    ),
    may_be_empty=True,
)

OWN_FLOWS, COUNTYS_FLOWS = "områdets, vägda med länets", "länets"
"""Whose flows a row's supply rests on."""

SUPPLY = TableContract(
    "tillgang",
    "mart",
    "Tillgång på utbildade, framskriven",
    f"Hur många som har varje utbildning om {spelled(_FIVE)} och {spelled(_TEN)} år och hur många av dem som arbetar, om lika stor del "
    f"som de senaste {spelled(FLOW_PERIODS)} perioderna tar examen, flyttar, byter utbildning och faller för åldern, och "
    "befolkningen blir som SCB framskriver den.",
    "delregion eller länet × utbildningsgrupp × kön × år framåt",
    ("geo_niva", "geo_kod", "utbildningsgrupp", "kon", "till_ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        text("utbildning_namn", "SCB:s namn på utbildningar som redovisas tillsammans", term="Utbildningsgrupp"),
        text("niva", "Hur hög utbildningen är, från förgymnasial till minst tre år på högskola", term="Nivå"),
        SEX_COLUMN,
        count("ar", "Senaste kända året", "år"),
        count("till_ar", f"År som framskrivningen når: {_FIVE} eller {_TEN} år senare", "år", term="Till år"),
        number(
            "befolkning",
            "Befolkningen 20–69 år med utbildningen i dag, efter bostad",
            "personer",
            term="Befolkning 20–69 år",
            dated="{ar}",
        ),
        number(
            "examinerade",
            "Examinerade från i dag till året: lika stor del av dem som har utbildningen per år som i medeltal de senaste "
            f"{spelled(FLOW_PERIODS)} perioderna",
            "personer",
            term="Examinerade",
            dated="till {till_ar}",
            coarse=True,
        ),
        number(
            "nettoflode",
            "Alla andra flöden tillsammans: flytt, vidareutbildning, de som fyller 20 och de som fyller 70",
            "personer",
            term="Övriga flöden, netto",
            coarse=True,
        ),
        number(
            "anpassning",
            "Vad som lagts till eller dragits från för att utbildningsgrupperna tillsammans ska bli den framskrivna befolkningen",
            "personer",
        ),
        number(
            "befolkning_framskriven",
            "Befolkningen 20–69 år med utbildningen det året: i dag, plus examinerade, övriga flöden och anpassning",
            "personer",
            term="Framskriven befolkning",
            coarse=True,
        ),
        number(
            "forvarvsgrad",
            "Andel av befolkningen med utbildningen som arbetar och har ett känt yrke; små grupper vägda med länet",
            "andel",
            term="Andel som arbetar i ett känt yrke",
        ),
        number(
            "forvarvsgrad_framskriven",
            "Samma andel året dit; länets förändring går vidare, avtar till "
            f"{in_swedish(PARTICIPATION_DAMPING, 'andel')} för varje år och är högst {in_swedish(100 * LARGEST_CHANGE)} procentenheter",
            "andel",
        ),
        number(
            "arbetande",
            "Befolkningen i dag × andelen som arbetar i ett känt yrke. De med okänt yrke är inte med, så fler än så arbetar",
            "personer",
            term="Arbetar i ett känt yrke i dag",
            coarse=True,
        ),
        number(
            "tillgang",
            "Tillgången: den framskrivna befolkningen × den framskrivna andelen som arbetar",
            "personer",
            term="Tillgång",
            dated="{till_ar}",
            coarse=True,
        ),
        text(
            "floden",
            "Vems flöden som är använda; tomt när tillgången saknas",
            allowed=(OWN_FLOWS, COUNTYS_FLOWS),
            term="Flöden",
            nullable=True,
        ),
        text("provning", "Om talen är prövade mot utfall", allowed=(NOT_TRIED,), term="Prövning"),
        text("grund", "Framskriven från observerade antal", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        "Inte prövad: osäkerheten är inte känd.",
        "Ingen öppen tabell har utbildningsgrupp, ålder och kommun tillsammans. Ingen kan därför följas när han eller hon blir äldre. "
        "Länets utbildningsnivåer framskrivs efter ålder i utbildningsniva_framskriven, som jämförelse.",
        f"Områdets flöden vägs med länets, som räknas som {figures(SUPPLY_PRIOR)} personer. Är områdets skyddade används länets.",
        f"Ett tal som källan skyddar är mellan 0 och {figures(MOST_HIDDEN)} och räknas som {figures(HIDDEN_COUNT)}. Kan de skyddade "
        f"vara mer än {in_swedish(LARGEST_HIDDEN_SHARE, 'andel')} av summan visas inget.",
        "Källan räknar befolkningen på sitt eget sätt (justerat). Den växer här i samma takt som SCB:s framskrivna befolkning 20–69 år.",
        "Personer räknas där de bor. De kan arbeta någon annanstans.",
        "Fler eller färre utbildningsplatser än i dag är inte med: lika många antas ta examen varje år.",
    ),
    may_be_empty=True,
)

SUPPLY_SCENARIOS = TableContract(
    "tillgang_scenarier",
    "mart",
    "Tillgång på utbildade i olika scenarier",
    "Tillgången i tabellen tillgang om en enda sak är annorlunda: hur många som deltar i arbetslivet, hur många som utbildas, "
    "eller hur stor befolkningen blir. Scenarierna är räkneregler som står i en granskad lista (scenarier).",
    "delregion eller länet × utbildningsgrupp × år framåt × scenario",
    ("geo_niva", "geo_kod", "utbildningsgrupp", "till_ar", "scenario"),
    (
        *SUPPLY.columns[:6],
        SUPPLY.column("till_ar"),
        text("scenario", "Scenariots korta namn, som i listan"),
        text("scenario_namn", "Vad som är annorlunda än i basen", term="Scenario"),
        number(
            "storlek",
            "Hur mycket: tillägg till andelen som arbetar, antal gånger så många examinerade, eller tillägg till befolkningen per år",
            "enligt scenariot",
        ),
        number("bas", "Tillgången i tabellen tillgang", "personer", term="Tillgång i basen", coarse=True),
        number(
            "tillgang",
            "Hur många med utbildningen som arbetar det året, i scenariot",
            "personer",
            term="Tillgång i scenariot",
            coarse=True,
        ),
        number("skillnad", "Scenariots tillgång minus basens", "personer", term="Skillnad mot basen", coarse=True),
        SUPPLY.column("provning"),
        SUPPLY.column("grund"),
    ),
    caveats=(
        "Ett scenario säger vad en förändring betyder, inte att den väntas. Det visas bredvid basen, aldrig i stället för den.",
        "Fler eller färre som utbildas räknas för en utbildning i taget: raden säger vad som händer om just den utbildningen ändras. "
        "Skillnaderna läggs därför inte ihop över utbildningar. För allmänna utbildningar är scenariot lika med basen.",
    ),
    sex="Båda könen tillsammans. Basen efter kön finns i tabellen tillgang.",
    may_be_empty=True,
)

TRIED_WORSE = "prövad: sämre än oförändrade andelar"
"""What the trial on the counties said of staffing by age."""

NEED_BY_AGE = TableContract(
    "behov_per_alder",
    "mart",
    "Behov i välfärden om bemanningen per åldersgrupp var som i dag",
    "Scenario: hur många anställda som behövs i yrken som följer en åldersgrupp, om varje person i åldern har lika många anställda som i "
    "dag och befolkningen blir som SCB framskriver den. Det är inte vår framskrivning.",
    "delregion eller länet × SSYK3 × år framåt, yrken som följer en åldersgrupp",
    ("geo_niva", "geo_kod", "ssyk3", "till_ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("ssyk3", "Yrkesgrupp enligt SSYK 2012, tre siffror", term="SSYK-kod"),
        text("yrke_namn", "Yrkesgruppens namn enligt SSYK 2012", term="Yrke"),
        text("aldrar", "Åldrarna som yrket följer (referensdata som ingen har granskat än)", term="Följer åldrarna"),
        _COUNTED,
        count("till_ar", f"År som scenariot når: {_FIVE} eller {_TEN} år senare", "år", term="Till år"),
        _EMPLOYEES,
        number(
            "folkmangd",
            "Folkmängd i åldrarna i dag, efter bostad",
            "personer",
            term="Folkmängd i åldrarna",
            dated="{ar}",
        ),
        number(
            "folkmangd_framskriven",
            "Folkmängd i åldrarna det året, enligt SCB:s framskrivning",
            "personer",
            term="Framskriven folkmängd",
            dated="{till_ar}",
        ),
        number(
            "behov",
            f"De anställda × framskriven folkmängd / folkmängd i dag; från {MIN_EMPLOYEES} anställda",
            "personer",
            term="Behov vid dagens bemanning",
            coarse=True,
        ),
        number("skillnad", "Behovet minus de anställda", "personer", term="Fler än i dag", coarse=True),
        text("provning", "Hur scenariot gick i prov", allowed=(TRIED_WORSE,), term="Prövning"),
        text("grund", "Framskriven från observerade antal", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        "I prov på länen 2016–2024 stämde det här sämre än om yrkets andel av de anställda antogs vara oförändrad. Undersköterskorna "
        "blev till exempel en mindre andel fast de äldre blev fler. Läs det som vad behovet vore, inte som vad som kommer att hända.",
        "Andelen barn, unga och äldre som får omsorg eller utbildning antas vara som i dag, liksom personaltätheten.",
    ),
    sex="Båda könen tillsammans: behovet följer dem som får omsorg eller utbildning, inte de anställdas kön.",
    may_be_empty=True,
)
