"""Contracts of the education groups, of the occupations that they lead to, and of who graduates."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, SEX_COLUMN, YEAR, count, number, text
from assets.contracts.model import Column, TableContract
from assets.contracts.words import BASES, COMPUTED, NOT_MORE_PLACES, OBSERVED, YES_NO
from assets.methods.known_pairs import MOST_LEFT_OUT
from assets.methods.long_term_difference import DIFFERENCE_CLASSES
from assets.methods.matching import LEAST_PEOPLE, MOST_UNKNOWN_AGES, OLDER
from assets.methods.mismatch import MIN_COUNT, MIN_EMPLOYEES
from assets.methods.quoted import part, spelled
from assets.methods.replacement_demand import HORIZONS
from assets.methods.score import POSITIONS
from assets.methods.signals import CHANGE_YEARS

FEWER = f"Färre än {MIN_COUNT} personer: antalet visas inte."
"""Why a number that is too small is not shown."""

_POPULATION = "20–69 år, efter bostad"


def _ahead(years: int) -> tuple[Column, ...]:
    """What is said of an occupation so many years ahead."""
    word = spelled(years)
    return (
        count(
            f"ar_om_{word}",
            f"Året som ligger {word} år efter de anställdas; tomt när inget är framskrivet",
            "år",
            nullable=True,
        ),
        text(
            f"behov_om_{word}",
            f"Behovet mot tillgången i yrket om {word} år, som i bedomning_lang_sikt",
            allowed=DIFFERENCE_CLASSES,
            nullable=True,
            term="Behovet mot tillgången",
            dated=f"{{ar_om_{word}}}",
        ),
        number(
            f"ersattning_om_{word}",
            f"Yrkets hela ersättningsbehov {word} år framåt, som i ersattningsbehov. Det delas av alla utbildningar som leder till yrket "
            "och läggs aldrig ihop",
            "personer",
            term="Yrkets ersättningsbehov",
            dated=f"till {{ar_om_{word}}}",
            coarse=True,
        ),
    )


EDUCATION = TableContract(
    "utbildning",
    "mart",
    "Utbildningsgrupper: befolkning, matchad förvärvsgrad och de yrken som utbildningen leder till",
    "Hur många som har varje utbildning, hur stor del av dem som arbetar i ett yrke som matchar den, rikets tal för samma "
    f"utbildning, förändringen på {spelled(CHANGE_YEARS)} år, och vad våra signaler säger om yrkena. Det är det som kan ligga "
    "till grund för vilken "
    "utbildning som behövs.",
    f"delregion, länet eller riket × utbildningsgrupp × kön × år (det senaste och {spelled(CHANGE_YEARS)} år före)",
    ("geo_niva", "geo_kod", "utbildningsgrupp", "kon", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("riket", "lan", "delregion")),
        *GEO[1:],
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        text("utbildning_namn", "SCB:s namn på utbildningar som redovisas tillsammans", term="Utbildningsgrupp"),
        text("niva", "Hur hög utbildningen är, från förgymnasial till minst tre år på högskola", term="Nivå"),
        SEX_COLUMN,
        YEAR,
        count(
            "befolkning",
            f"Befolkningen med utbildningen, {_POPULATION}; tomt när en kommuns uppgift saknas eller är skyddad",
            nullable=True,
            term="Befolkning 20–69 år",
            dated="{ar}",
        ),
        count("helt_matchade", "De av dem som arbetar i ett yrke som helt matchar utbildningen", nullable=True),
        count("delvis_matchade", "De av dem som arbetar i ett yrke som delvis matchar utbildningen", nullable=True),
        count("inte_matchade", "De av dem som arbetar i ett yrke som inte matchar utbildningen", nullable=True),
        count("uppgift_saknas", "De av dem som arbetar i ett yrke som inte är känt", nullable=True),
        number(
            "andel_kvinnor",
            "Kvinnornas andel av befolkningen med utbildningen; står på raderna för båda könen",
            "andel",
            term="Andel kvinnor",
        ),
        count(
            "matchade_i_kvoten",
            "Helt matchade i de kommuner där både de och befolkningen är kända: kvotens täljare",
            nullable=True,
        ),
        count(
            "befolkning_i_kvoten",
            f"Befolkningen i samma kommuner: kvotens nämnare; tomt när de som är kända utelämnar mer än {part(MOST_LEFT_OUT)}",
            nullable=True,
        ),
        number(
            "matchad_forvarvsgrad",
            f"Helt matchade av hela befolkningen med utbildningen; från {LEAST_PEOPLE} personer, aldrig för allmänna utbildningar",
            "procent",
            term="Matchad förvärvsgrad (procent)",
        ),
        number(
            "rikets_forvarvsgrad",
            "Rikets matchade förvärvsgrad för samma utbildningsgrupp, kön och år",
            "procent",
            term="Rikets matchade förvärvsgrad (procent)",
        ),
        number(
            "skillnad_mot_riket",
            "Områdets matchade förvärvsgrad minus rikets; tomt för riket",
            "procentenheter",
            term="Skillnad mot riket (procentenheter)",
        ),
        number(
            "medelfel",
            "Den matchade förvärvsgradens medelfel: hur mycket slumpen bland så många personer, och bruset i källans celler, rör den",
            "procentenheter",
        ),
        text("ar_jamforelse", "År som förändringen räknas från; står på det senaste årets rader", nullable=True),
        number(
            "forandring_per_ar",
            "Den matchade förvärvsgradens förändring per år sedan jämförelseåret; på det senaste årets rader",
            "procentenheter per år",
            term="Förändring per år (procentenheter)",
            dated="sedan {ar_jamforelse}",
        ),
        number(
            "medelfel_forandring",
            "Förändringens medelfel, som om de två årens personer vore olika; snarare för stort än för litet",
            "procentenheter per år",
        ),
        text(
            "lankade_yrken",
            "Redovisningsgrupper som utbildningen leder till, skilda med ·; tomt när inget yrke är länkat",
            nullable=True,
        ),
        text(
            "lankade_signaler",
            "Hur många av de länkade yrkena i området som har varje klass i bedomning, och vilka; räknas upp och vägs aldrig "
            "ihop. På raderna för båda könen, senaste året, delregioner och länet",
            nullable=True,
            term="Länkade yrken med våra signaler",
        ),
        text(
            "ar_alder",
            "År (november) som åldern i de länkade yrkena avser; på det senaste årets rader",
            nullable=True,
        ),
        count(
            "anstallda_lankade",
            "Anställda 16–64 år i de länkade yrkena på tre siffror med arbetsplats i området, de vars ålder är känd",
            nullable=True,
        ),
        count("anstallda_lankade_55", f"De av dem som är {OLDER} år och äldre", nullable=True),
        number(
            "andel_55_lankade",
            f"Andel {OLDER}–64 år av de anställda i de länkade yrkena med arbetsplats i området, vilken utbildning de än har; från "
            f"{MIN_EMPLOYEES} anställda, och tomt när åldern är okänd för mer än {part(MOST_UNKNOWN_AGES)}",
            "andel",
            term=f"Andel {OLDER}–64 år i länkade yrken",
            dated="{ar_alder}",
        ),
        text(
            "grund",
            "Hur antalen är framtagna: observerade i källan, eller räknade som summa av kommunernas. Kvoter är alltid räknade",
            allowed=BASES,
        ),
        REMARK,
    ),
    caveats=(
        f"Hur många med utbildningen som är {OLDER} år och äldre finns inte i någon öppen tabell. Åldern som visas är de "
        "anställdas i de länkade yrkena: de är 16–64 år och kan ha en annan utbildning.",
        "Befolkningen räknas där den bor, och de matchade där de bor var de än arbetar. Pendling över gränsen räknas som arbete.",
        "Nämnaren är alla 20–69 år med utbildningen: också de som studerar, är föräldralediga, sjuka eller pensionärer. En grupp med "
        "många över 60 år får därför en lägre förvärvsgrad. Jämför en utbildning med rikets för samma utbildning, aldrig två "
        "utbildningar med varandra.",
        "Allmänna utbildningar och okänd utbildning leder inte till ett visst yrke. För dem räknas ingen matchad förvärvsgrad.",
        "Saknas en kommuns uppgift saknas delregionens antal. Förvärvsgraden och andelen kvinnor räknas på de kommuner där båda "
        f"talen är kända, och saknas när det utelämnar mer än {part(MOST_LEFT_OUT)} av den kända befolkningen.",
        "Vilka yrken en utbildning leder till är referensdata som ingen har granskat än. Ett yrke är hela redovisningsgruppen, som "
        "också kan rymma yrken med annan utbildning.",
        "Källan är störd med små tal (CKM). Delar summerar därför inte alltid exakt.",
    ),
    may_be_empty=True,
)

EDUCATION_OCCUPATIONS = TableContract(
    "utbildning_yrke",
    "mart",
    "Utbildningsgrupper och de yrken de leder till",
    "En rad per koppling och område, med vad våra signaler säger om yrket. Raderna vägs aldrig ihop till en klass för "
    "utbildningen.",
    "delregion eller länet × utbildningsgrupp × redovisningsgrupp",
    ("geo_niva", "geo_kod", "utbildningsgrupp", "yrke_kod"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        text("utbildning_namn", "SCB:s namn på utbildningar som redovisas tillsammans", term="Utbildningsgrupp"),
        text("niva", "Hur hög utbildningen är, från förgymnasial till minst tre år på högskola", term="Nivå"),
        text("yrke_kod", "Redovisningsgruppens kod"),
        text("yrke_namn", "Redovisningsgruppens namn", term="Yrke"),
        text(
            "signaler",
            "Yrkets klass i området, som i bedomning",
            allowed=tuple(POSITIONS),
            term="Våra signaler",
        ),
        text("lyfts_fram", "ja när klassen får stå i rubriker, som i bedomning", allowed=YES_NO),
        text(
            "af_jobbmojligheter",
            "Möjligheterna till jobb i länet enligt Arbetsförmedlingen, som i bedomning",
            nullable=True,
            term="AF: jobbmöjligheter (länet)",
        ),
        text(
            "af_om_fem_ar",
            "Efterfrågan i länet om fem år enligt Arbetsförmedlingen, som i bedomning",
            nullable=True,
            term="AF: om fem år (länet)",
        ),
        *(column for years in HORIZONS for column in _ahead(years)),
        REMARK,
    ),
    caveats=(
        "Vilka yrken en utbildning leder till är referensdata som ingen har granskat än. Ett yrke är hela redovisningsgruppen, som "
        "också kan rymma yrken med annan utbildning.",
        "En utbildningsgrupp utan koppling finns inte här. Den kan ändå behövas i ett yrke.",
        "Allmänna utbildningar leder inte till ett visst yrke och finns inte här.",
        "Behov och ersättningsbehov är yrkets, inte utbildningens. Samma yrke står vid flera utbildningar: summan över utbildningar "
        f"räknar det flera gånger. {NOT_MORE_PLACES}",
        "Behovet mot tillgången och ersättningsbehovet är inte prövade mot utfall, se bedomning_lang_sikt och ersattningsbehov.",
    ),
    sex="Båda könen tillsammans: ett arbete behöver en person, inte ett visst kön. Ersättningsbehovet efter kön finns i tabellen "
    "ersattningsbehov.",
)

MUNICIPALITY_EDUCATIONS = TableContract(
    "kommun_utbildning",
    "mart",
    "Befolkning per kommun och utbildningsgrupp",
    f"Hur många 20–69 år i kommunen som har utbildningen, det senaste året. Antal visas från {MIN_COUNT}.",
    "kommun × utbildningsgrupp",
    ("geo_kod", "utbildningsgrupp"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        *GEO[1:],
        text("delregion_kod", "Delregionen som kommunen hör till"),
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod", term="Kod"),
        text("utbildning_namn", "SCB:s namn på utbildningar som redovisas tillsammans", term="Utbildningsgrupp"),
        YEAR,
        count(
            "befolkning",
            f"Boende 20–69 år med utbildningen; tomt under {MIN_COUNT}, när talet annars skulle avslöja ett sådant och när källan inte "
            "visar uppgiften. 0 visas när ingen i delregionen har utbildningen",
            nullable=True,
            term="Befolkning 20–69 år",
        ),
        text("grund", "Observerad i källan", allowed=(OBSERVED,)),
        REMARK,
    ),
    caveats=(
        "Personer räknas där de bor, inte där de arbetar.",
        f"Antal under {MIN_COUNT} visas inte därför att de är osäkra: källan kan vara störd med små tal för att skydda enskilda.",
        "Ett tal som inte visas ska inte heller gå att räkna ut ur delregionens summa i tabellen utbildning. Står det ensamt i en "
        "summa utelämnas också det näst minsta talet. Anmärkningen säger vilket av skälen det är.",
    ),
    sex="Båda könen tillsammans. Per kön finns delregionernas tal i tabellen utbildning.",
    may_be_empty=True,
)

GRADUATES = TableContract(
    "examinerade",
    "mart",
    "Examinerade och etablerade per utbildningsgrupp, länet och riket",
    "Hur många som tar examen varje år, och hur stor del av dem som källan räknar som etablerade på arbetsmarknaden. Källan har "
    "län, inte kommuner.",
    "länet eller riket × utbildningsgrupp × kön × år",
    ("geo_niva", "geo_kod", "utbildningsgrupp", "kon", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("riket", "lan")),
        *GEO[1:],
        text("utbildningsgrupp", "Utbildningsgrupp i källans kod"),
        text("utbildning_namn", "Utbildningsgruppens namn"),
        text("niva", "Utbildningsnivå"),
        SEX_COLUMN,
        YEAR,
        count("examinerade", "Examinerade under året", nullable=True, term="Examinerade", dated="{ar}"),
        count("etablerade", "De som är etablerade på arbetsmarknaden efter examen", nullable=True),
        count(
            "examinerade_foljda",
            "De examinerade som etableringen räknas av, i källans tabell över etablering; inte alltid samma antal som examinerade",
            nullable=True,
        ),
        number(
            "andel_etablerade",
            f"Etablerade av de examinerade som följs; från {LEAST_PEOPLE} personer",
            "andel",
            term="Andel etablerade",
            dated="{ar}",
        ),
        text(
            "grund",
            "observerad i källan för kvinnor och män, raknad som deras summa för båda. Andelar är alltid räknade",
            allowed=(OBSERVED, COMPUTED),
        ),
        REMARK,
    ),
    caveats=(
        "Examinerade räknas i det län som källan räknar dem i. En del flyttar efter examen.",
        "Källans innehåll är inte bekräftat: tabellen väljs efter namn.",
        "Källan skyddar små tal. Saknas ett kön saknas summan.",
    ),
    may_be_empty=True,
)
