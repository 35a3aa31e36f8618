"""Contracts of what an education is called when places are ordered, and of what one who plans education needs to know."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, count, number, text
from assets.contracts.model import Column, TableContract
from assets.contracts.words import NOT_MORE_PLACES, YES_NO
from assets.methods.matching import ABOVE, AGAINST_NATION, BELOW, BY_CHANCE, SURE_LEVEL
from assets.methods.quoted import in_swedish, spelled
from assets.methods.replacement_demand import HORIZONS
from assets.reference.orders import BASES_OF_ORDERS

_SURE = f"ett {in_swedish(SURE_LEVEL, 'andel')}s"
_NOT_REVIEWED = (
    "Vad utbildningsgrupperna heter när platser beställs är referensdata som ingen har granskat än. Var kopplingen är vår bedömning "
    "står på raden.",
    "En utbildningsgrupp kan rymma utbildningar som inte längre ges, och ett program kan stå vid flera grupper.",
)
_ORDERS = (
    text(
        "gymnasieprogram",
        "Nationella program på gymnasiet, skilda med ·; tomt när inget motsvarar gruppen",
        nullable=True,
        term="Gymnasieprogram",
    ),
    text("komvux", "Komvux som motsvarar programmet; tomt när inget gör det", nullable=True, term="Komvux"),
    text(
        "yh_omrade",
        "Yrkeshögskolans utbildningsområden, skilda med ·; tomt när inget motsvarar gruppen",
        nullable=True,
        term="Område på yrkeshögskolan",
    ),
    text(
        "hogskoleexamen",
        "Examina på högskolan, skilda med ·; tomt när ingen motsvarar gruppen",
        nullable=True,
        term="Examen på högskolan",
    ),
)


def _ahead(years: int) -> tuple[Column, ...]:
    """What is said of the occupations so many years ahead."""
    word = spelled(years)
    return (
        count(f"ar_om_{word}", f"Året som ligger {word} år efter de anställdas", "år", nullable=True),
        text(
            f"yrken_om_{word}",
            f"Yrkena under vad behovet mot tillgången är om {word} år (bedomning_lang_sikt); räknas upp och vägs aldrig ihop",
            nullable=True,
            term="Yrkena, behov mot tillgång",
            dated=f"{{ar_om_{word}}}",
        ),
    )


DIM_EDUCATION = TableContract(
    "dim_utbildning",
    "mart",
    "Utbildningsgrupper och vad de heter när platser beställs",
    "Vilket gymnasieprogram, vilken komvuxutbildning, vilket område på yrkeshögskolan och vilken examen på högskolan som varje "
    "utbildningsgrupp är, och varför.",
    "utbildningsgrupp",
    ("utbildningsgrupp",),
    (
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        text("utbildning_namn", "SCB:s namn på utbildningar som redovisas tillsammans", term="Utbildningsgrupp"),
        text("niva", "Hur hög utbildningen är, från förgymnasial till minst tre år på högskola", term="Nivå"),
        text("allman", "ja när utbildningen inte leder till ett visst yrke", allowed=YES_NO),
        *_ORDERS,
        text(
            "koppling",
            "Vad orden om beställning vilar på: utbildningsgruppens eget namn, vår bedömning, eller att ingen beställning motsvarar den",
            allowed=BASES_OF_ORDERS,
            term="Grund för kopplingen",
        ),
        text(
            "skal", "Varför utbildningsgruppen är förd dit, eller varför ingen beställning motsvarar den", term="Skäl"
        ),
    ),
    caveats=_NOT_REVIEWED,
    sex="Tabellen räknar inga personer.",
)

EDUCATION_PLANNING = TableContract(
    "utbildningsplanering",
    "mart",
    "Underlag för den som planerar utbildning",
    "Vad varje utbildningsgrupp heter när platser beställs, hur många som tar examen i länet, hur stor del av dem som har utbildningen som "
    f"arbetar i yrket, och vad som sägs om yrkena nu och om fem och tio år. {NOT_MORE_PLACES}",
    "delregion eller länet × utbildningsgrupp",
    ("geo_niva", "geo_kod", "utbildningsgrupp"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        text("utbildning_namn", "SCB:s namn på utbildningar som redovisas tillsammans", term="Utbildningsgrupp"),
        text("niva", "Hur hög utbildningen är, från förgymnasial till minst tre år på högskola", term="Nivå"),
        *_ORDERS,
        text(
            "koppling",
            "Vad orden om beställning vilar på, som i dim_utbildning",
            allowed=BASES_OF_ORDERS,
            term="Grund för kopplingen",
        ),
        text(
            "skal", "Varför utbildningsgruppen är förd dit, eller varför ingen beställning motsvarar den", term="Skäl"
        ),
        count("ar_examinerade", "År som de examinerade avser: det senaste som källan har", "år", nullable=True),
        count(
            "examinerade_lan",
            "Examinerade i hela länet det året, också på delregionernas rader: källan har län, inte kommuner",
            nullable=True,
            term="Tar examen i länet",
            dated="{ar_examinerade}",
        ),
        count("ar", "År som befolkningen och den matchade förvärvsgraden avser", "år", nullable=True),
        count(
            "befolkning",
            "Boende 20–69 år i området med utbildningen, som i utbildning",
            nullable=True,
            term="Har utbildningen",
            dated="{ar}",
        ),
        number(
            "matchad_forvarvsgrad",
            "Hur stor del av alla 20–69 år med utbildningen som arbetar i ett yrke som matchar den, som i utbildning",
            "procent",
            term="Arbetar i ett yrke som passar utbildningen (procent)",
        ),
        number(
            "nedre",
            f"Undre gräns för den matchade förvärvsgraden: {_SURE} intervall för slumpen bland så många personer och bruset i källans "
            "celler, inom 0–100",
            "procent",
            term="Minst",
        ),
        number("ovre", "Övre gräns för samma intervall", "procent", term="Högst"),
        number(
            "rikets_forvarvsgrad",
            "Rikets tal för samma utbildning och år",
            "procent",
            term="Arbetar i ett yrke som passar utbildningen, riket (procent)",
        ),
        text(
            "mot_riket",
            f"Området mot riket: {ABOVE} eller {BELOW} när hela intervallet ligger på samma sida om rikets tal, allt med en decimal, "
            f"annars {BY_CHANCE}",
            allowed=AGAINST_NATION,
            nullable=True,
            term="Mot riket",
        ),
        number(
            "arbetar_inte",
            "Hur stor del av alla 20–69 år med utbildningen som inte arbetar alls: de är varken matchade, delvis eller inte matchade, "
            "och har inget okänt yrke. De studerar, söker arbete, är sjuka eller har gått i pension; källan säger inte vilket",
            "procent",
            term="Arbetar inte (procent)",
            dated="{ar}",
        ),
        count("yrken", "Hur många yrken som utbildningen leder till", "yrken"),
        text(
            "yrken_nu",
            "Yrkena i området under den klass som de har i bedomning; räknas upp och vägs aldrig ihop",
            nullable=True,
            term="Yrkena nu, våra signaler",
        ),
        *(column for years in HORIZONS for column in _ahead(years)),
        REMARK,
    ),
    caveats=(
        f"{NOT_MORE_PLACES} Den som saknas kan finnas i ett annat yrke eller på en annan ort, och villkoren i yrket kan vara det som "
        "avgör.",
        "Tabellen säger inte hur många platser som finns eller hur många som söker dem. Det finns inte i något underlag.",
        "Yrkenas behov delas av alla utbildningar som leder till dem. Därför finns ingen summa av behov per utbildning här.",
        "Examinerade är hela länets och räknas i det län som källan räknar dem i. Alla stannar inte.",
        *_NOT_REVIEWED,
    ),
    sex="Båda könen tillsammans. Efter kön finns talen i tabellerna utbildning och examinerade.",
)
