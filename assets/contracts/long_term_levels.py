"""Contract of the levels of education by cohorts, which the supply is held against."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, SEX_COLUMN, count, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import PROJECTED
from assets.methods.education_levels import AGE_CLASSES, FIRST_AGE, LAST_AGE, YEARS
from assets.methods.education_supply import FIRST_AGE as FIRST_OF_GROUPS
from assets.methods.education_supply import LAST_AGE as LAST_OF_GROUPS
from assets.methods.quoted import spelled

BELOW, SECONDARY, ABOVE = THREE_LEVELS = ("förgymnasial", "gymnasial", "eftergymnasial")

LEVELS = TableContract(
    "utbildningsniva_framskriven",
    "mart",
    "Utbildningsnivåer efter ålder, bredvid utbildningsgrupperna",
    f"Hur stor del av länet som har varje utbildningsnivå om {spelled(YEARS)} år, räknat på två sätt. Efter ålder: de som är unga i dag "
    "blir äldre, och utbildar sig på vägen så som riket gjorde. Efter flöden: utbildningsgrupperna i tabellen tillgang. Går de isär är "
    "det ett av sätten som har fel.",
    "länet × utbildningsnivå × kön",
    ("geo_niva", "geo_kod", "niva", "kon", "till_ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("lan",)),
        *GEO[1:],
        text(
            "niva",
            "Utbildningens nivå i tre steg; finare steg har ändrats i källan. Okänd nivå är inte med",
            allowed=THREE_LEVELS,
            term="Nivå",
        ),
        SEX_COLUMN,
        count("ar", "Det år som båda utgår från", "år"),
        count("till_ar", f"{spelled(YEARS).capitalize()} år senare", "år", term="Till år"),
        number("andel_efter_alder", f"Andel av befolkningen {FIRST_AGE}–{LAST_AGE} år i dag, efter bostad", "andel"),
        number(
            "andel_efter_alder_framskriven",
            f"Samma andel det året, efter ålder: varje åldersgrupp om {YEARS} år har sin nivå och det som riket lade till i den åldern",
            "andel",
            term="Andel efter ålder",
        ),
        number(
            "andel_av_grupper", f"Andel av utbildningsgrupperna i dag, {FIRST_OF_GROUPS}–{LAST_OF_GROUPS} år", "andel"
        ),
        number(
            "andel_av_grupper_framskriven",
            "Samma andel det året, av utbildningsgruppernas framskrivna befolkning i tillgang",
            "andel",
            term="Andel av grupperna",
        ),
        number(
            "skillnad",
            "Hur mycket mer andelen ändras efter flöden än efter ålder: båda ändringarna från i dag, den ena minus den andra",
            "andel",
            term="Skillnad i ändring",
        ),
        text("grund", "Framskriven från observerade antal", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        "Nivåerna efter ålder prövar tillgången, de ersätter den inte: de säger inget om vilken utbildning det är.",
        f"Åldrarna är inte samma: {FIRST_AGE}–{LAST_AGE} år efter ålder och {FIRST_OF_GROUPS}–{LAST_OF_GROUPS} år i grupperna. Därför "
        "jämförs hur andelarna ändras, inte andelarna.",
        f"De som är {AGE_CLASSES[0][0]}–{AGE_CLASSES[0][1]} år i dag är nio årskullar, och de flesta av dem har inte utbildat sig klart.",
        "Delregionerna är inte med: åldrarna hämtas för riket och länet.",
        "Bara utbildningsgrupper som visas i tillgang räknas in.",
    ),
    may_be_empty=True,
)
