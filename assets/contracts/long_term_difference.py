"""Contract of the calculated difference between what is needed and what there would be, some years ahead."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, count, number, text
from assets.contracts.long_term_supply import NOT_TRIED
from assets.contracts.model import TableContract
from assets.contracts.words import EDUCATION_LEVEL, PROJECTED, REPORTING_GROUP
from assets.methods.long_term_difference import DIFFERENCE_CLASSES, SMALL_DIFFERENCE
from assets.methods.projection_intervals import LEVEL
from assets.methods.quoted import in_swedish

DIFFERENCE = TableContract(
    "langsiktig_skillnad",
    "mart",
    "Beräknad skillnad mellan behov och tillgång på lång sikt",
    "Hur många som behövs i varje yrke eller med varje utbildning om utvecklingen fortsätter som i dag, minus hur många som skulle finnas "
    "där om var och en arbetar i samma yrken som de med samma utbildning gör i dag. Tillsammans är behov och tillgång lika stora: "
    "skillnaden säger vad som blir ont om jämfört med annat.",
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
            f"Undre gräns: behovets osäkerhet, gjord för att hålla {100 * LEVEL:.0f} gånger av 100. Tillgångens är inte känd",
            "personer",
            term="Minst",
            coarse=True,
        ),
        number("ovre", "Övre gräns för samma osäkerhet", "personer", term="Högst", coarse=True),
        text(
            "riktning",
            "ökande behov när hela intervallet ligger över noll, minskande när det ligger under. Oförändrat när båda gränserna ligger inom "
            f"{in_swedish(SMALL_DIFFERENCE, 'andel')} av tillgången, annars osäkert. Tom när inget kan sägas, se anmarkning",
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
        "Inte prövad: tillgången efter utbildning och yrke har inte kunnat hållas mot utfall. Gränserna är bara behovets.",
        "Ingen öppen tabell har utbildning och yrke tillsammans. Hur de med en utbildning är fördelade på yrken är räknat ur hur många som "
        "arbetar, hur många av dem som är matchade, vilka yrken som matchar och hur många som arbetar i varje yrke.",
        "Behovet räknas där arbetsplatsen ligger och tillgången där personerna bor. Pendlingen antas vara som i dag.",
        "Skillnaden är inte antal utbildningsplatser. Den som saknas kan komma från ett annat yrke eller en annan ort.",
    ),
    sex="Båda könen tillsammans: behovet efter yrke är inte framskrivet efter kön.",
    may_be_empty=True,
)
