"""Contract of the calculated difference between what is needed and what there would be, some years ahead."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, count, number, text
from assets.contracts.long_term_supply import NOT_TRIED
from assets.contracts.model import TableContract
from assets.contracts.words import EDUCATION_LEVEL, PROJECTED, REPORTING_GROUP
from assets.methods.long_term_difference import CLEAR_DIFFERENCE, DIFFERENCE_CLASSES, WIDEST_UNCHANGED
from assets.methods.projection_intervals import LEAST_EMPLOYEES, LEVEL
from assets.methods.quoted import in_swedish
from assets.methods.score import POSITIONS

CLASS_RULE = (
    f"ökande behov när hela intervallet ligger minst {in_swedish(CLEAR_DIFFERENCE, 'andel')} av tillgången över noll, minskande när det "
    f"ligger lika långt under. Oförändrat när skillnaden är högst {in_swedish(CLEAR_DIFFERENCE, 'andel')} och båda gränserna högst "
    f"{in_swedish(WIDEST_UNCHANGED, 'andel')}, annars osäkert. Tom när inget kan sägas, se anmarkning"
)

_NO_SEX = (
    "Båda könen tillsammans: ett arbete behöver en person, inte ett visst kön, och vad kvinnor och män med samma utbildning arbetar som är "
    "inte känt var för sig. Tillgången efter kön finns i tabellen tillgang."
)

_LOWER = (
    f"Undre gräns: osäkerheten i yrkets andel av de anställda, gjord för att hålla {100 * LEVEL:.0f} gånger av 100. Tillgångens är inte "
    "känd, och hur många alla anställda blir flyttar behov och tillgång lika mycket. En utbildnings gräns är summan av dess yrkens, som om "
    "alla avvek åt samma håll, så den håller oftare"
)
_LIMITS = "Gränserna är bara osäkerheten i yrkets andel av de anställda, så de är smalare än framskrivningens."

CONSTANT_SHARES = "Oförändrade andelar publiceras. Därför kan utvecklingen inte bedömas."
"""Why a row that has a difference has no assessment."""

DIFFERENCE = TableContract(
    "langsiktig_skillnad",
    "mart",
    "Beräknad skillnad mellan behov och tillgång på lång sikt",
    "Hur många som behövs i varje yrke eller med varje utbildning om utvecklingen fortsätter som i dag, minus hur många som skulle finnas "
    "där om var och en arbetar i samma yrken som de med samma utbildning gör i dag. Tillsammans är behov och tillgång lika stora, med de "
    "rader som inte visas inräknade: skillnaden säger vad som blir ont om jämfört med annat.",
    "delregion eller länet × redovisningsgrupp eller utbildningsgrupp × år framåt",
    ("geo_niva", "geo_kod", "enhet", "kod", "till_ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("enhet", "Om raden gäller ett yrke eller en utbildning", allowed=(REPORTING_GROUP, EDUCATION_LEVEL)),
        text("kod", "Redovisningsgruppens eller utbildningsgruppens kod"),
        text("namn", "Vad raden gäller, med det namn som läsare möter", term="Yrke eller utbildning"),
        count("ar", "Året som framskrivningen utgår från (november)", "år"),
        count("till_ar", "Året som framskrivningen når", "år", term="Till år"),
        number("behov", "Anställda som behövs det året", "personer", term="Behov", dated="{till_ar}", coarse=True),
        number(
            "tillgang",
            "Personer som skulle arbeta där, när tillgången som helhet är lika stor som behovet",
            "personer",
            term="Tillgång",
            dated="{till_ar}",
            coarse=True,
        ),
        number(
            "skillnad",
            "Behov minus tillgång: över noll är det ont om",
            "personer",
            term="Beräknad skillnad",
            coarse=True,
        ),
        number(
            "nedre",
            _LOWER,
            "personer",
            term="Minst",
            coarse=True,
        ),
        number("ovre", "Övre gräns för samma osäkerhet", "personer", term="Högst", coarse=True),
        text(
            "riktning",
            CLASS_RULE,
            allowed=DIFFERENCE_CLASSES,
            nullable=True,
            term="Behovet mot tillgången",
        ),
        number(
            "skalning",
            "Vad tillgången har multiplicerats med för att tillsammans bli lika stor som behovet, samma för hela området och året",
            "faktor",
        ),
        text("provning", "Om talen är prövade mot utfall", allowed=(NOT_TRIED,), term="Prövning"),
        text("grund", "Framskriven", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        "Inte prövad: tillgången efter utbildning och yrke har inte kunnat hållas mot utfall. " + _LIMITS,
        "Ingen öppen tabell har utbildning och yrke tillsammans. Hur de med en utbildning är fördelade på yrken är räknat ur hur många som "
        "arbetar, hur många av dem som är matchade, vilka yrken som matchar och hur många som arbetar i varje yrke.",
        "Behovet räknas där arbetsplatsen ligger och tillgången där personerna bor. Pendlingen antas vara som i dag.",
        "Skillnaden är inte antal utbildningsplatser. Den som saknas kan komma från ett annat yrke eller en annan ort.",
    ),
    sex=_NO_SEX,
    may_be_empty=True,
)

LONG_ASSESSMENT = TableContract(
    "bedomning_lang_sikt",
    "mart",
    "Bedömning per yrke på lång sikt",
    "Vad signalerna säger i dag bredvid om behovet växer mer än tillgången, och vad Arbetsförmedlingen svarar för länet om fem år "
    "framåt. Raderna är fortsättningen på bedomning. Ingen bedömning skriver över en annan.",
    "delregion eller länet × redovisningsgrupp × år framåt",
    ("geo_niva", "geo_kod", "yrke_kod", "till_ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=(REPORTING_GROUP,)),
        text("yrke_kod", "Redovisningsgruppens kod", term="Kod"),
        text("yrke_namn", "Vad redovisningsgruppen heter", term="Yrke"),
        text("horisont", "Vilken tid bedömningen gäller; vad som gäller nu står i bedomning", allowed=("lång sikt",)),
        count("ar", "Året som framskrivningen utgår från (november)", "år"),
        count("till_ar", "Året som framskrivningen når", "år", term="Till år"),
        text(
            "signaler",
            "Vad annonserna säger om yrket i dag, som i bedomning",
            allowed=tuple(POSITIONS),
            term="Våra signaler i dag",
        ),
        text(
            "behov_mot_tillgang",
            CLASS_RULE[0].upper() + CLASS_RULE[1:],
            allowed=DIFFERENCE_CLASSES,
            nullable=True,
            term="Behovet mot tillgången",
        ),
        number(
            "skillnad_andel",
            "Beräknad skillnad som del av tillgången: över noll är det ont om",
            "andel",
            term="Skillnad",
        ),
        number(
            "nedre_andel",
            _LOWER,
            "andel",
            term="Minst",
        ),
        number("ovre_andel", "Övre gräns för samma osäkerhet", "andel", term="Högst"),
        text(
            "af_om_fem_ar",
            "Efterfrågan i länet om fem år enligt Arbetsförmedlingen, som i bedomning",
            nullable=True,
            term="AF: om fem år (länet)",
        ),
        text("provning", "Om talen är prövade mot utfall", allowed=(NOT_TRIED,), term="Prövning"),
        text("grund", "Framskriven", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        f"Under {LEAST_EMPLOYEES} anställda sägs inget. Inte heller där oförändrade andelar publiceras: då kan utvecklingen inte bedömas.",
        "Inte prövad: tillgången efter utbildning och yrke har inte kunnat hållas mot utfall. " + _LIMITS,
        "Signalerna gäller nu och Arbetsförmedlingens svar om fem år. De är inte inräknade i klassen.",
    ),
    sex=_NO_SEX,
    may_be_empty=True,
)
