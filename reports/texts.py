"""Fixed Swedish sentences and small formatters. Plain words, short sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from assets.contracts.mismatch import FLOW_RATIO
from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.methods.ads import DUPLICATE_DAYS, POSTS_CAP
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.borrowing import OWN_FROM, SHARED_FROM
from assets.methods.matching import LEAST_PEOPLE, SURE_LEVEL
from assets.methods.mismatch import (
    MIN_EMPLOYEES,
    MIN_EXPECTED,
    MIN_POSTS,
    MIN_UNEMPLOYED,
    MIN_UNEMPLOYED_HEADLINE,
)
from assets.methods.quoted import every, figures, in_swedish, spelled
from assets.methods.rounding import COARSE_STEPS, to_digits
from assets.methods.score import DRAWS, NEAR_STABILITY, SIGNAL_CLASSES, TOP
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR
from assets.reference.signal_score import class_limits

LOCALE = "sv_SE"
_SWEDISH = str.maketrans({",": "\xa0", ".": ",", "-": "−"})
_ALPHABET = {letter: ord("z") + place for place, letter in enumerate("åäö", 1)}
EXAMPLE = "EXEMPELDATA"
EXAMPLE_SENTENCE = "EXEMPELDATA: alla tal i filen är påhittade och säger inget om verkligheten."
NO_VALUE = ".."
BACK = "Till innehållet"
CUT_CELLS = "En text som slutar med … är avkortad: en cell har inte plats för den. Hela texten står i tabellen som CSV."
TOO_WIDE = "Bladet är för brett för papper: läs det på skärmen."
NOTE_UNDER_TABLE = "Preliminärt: se noten under tabellen på skärmen."
PRINTED = "Rader som skrivs ut på papper, uppifrån räknat: {rows}."
OUTSIDE = {
    "goteborgsregionen": (
        "Kungsbacka är medlem i Göteborgsregionens kommunalförbund men ligger i Hallands län och ingår inte i talen."
    ),
    "borasregionen": "Varberg är adjungerad i Boråsregionen men ligger i Hallands län och ingår inte i talen.",
}
"""Per delregion: municipalities that belong to the organisation but lie outside the county."""
PURPOSE = (
    "Här visas var utbud och efterfrågan på kompetens inte möts: hur många platser arbetsgivare annonserar, hur många som "
    "är inskrivna som arbetslösa, och hur många som arbetar i varje yrke."
)
SOURCES_LEAD = "Här står varje källa som talen bygger på, hur långt den räcker och när den hämtades."
NO_UPDATE = "Källan anger inte när underlaget ändrades."
SOURCE_LACKS = "Minst en uppgift saknas i källan eller är skyddad."
SYMBOLS = (
    "Två punkter (..) betyder att uppgiften saknas, är skyddad eller bygger på för få. Skälet står i kolumnen Anmärkning.",
    "0 betyder att det inte finns någon. Ett streck (–) betyder att det inte finns något att anmärka.",
    "Summor kan avvika något, eftersom källan kan vara störd med små tal för att skydda enskilda.",
)
HEADINGS = ("Så läser du filen", "Tecken", "Hur säkra är talen?")
_COMPARING = "Bladet Jämförelse ställer länet och delregionerna bredvid varandra."
_STEPS = (
    "Börja på bladet Sammanfattning. Där står tre fynd, med en bild av vart och ett.",
    "Bladet Bedömning har en rad per yrke. Läs Arbetsförmedlingens bedömning av länet först, nu och om fem år. Läs sedan läget här "
    "och våra signaler.",
    "Läs Hur säkert på raden. Där står hur ofta klassen står kvar, eller varför den är osäker. Säger Arbetsförmedlingen emot: fråga "
    "arbetsgivarna.",
    _COMPARING,
    "På bladet AF-yrkesområden möts annonserade platser och inskrivna arbetslösa.{comparison}",
    "Bladet Inskrivna visar vilka de inskrivna arbetslösa är, Yrken anställda och annonser i varje yrke, Ålder hur många av dem "
    "som är 55–64 år, Utbildning vilka utbildningar som leder till yrkena, "
    "Utbildningsplanering vad de heter när platser beställs, Sektor vilka "
    "arbetsgivare som annonserar och Alla mått vad signalerna är gjorda av.",
    "Läs Anmärkning, Metod och Noter innan du använder ett tal.",
)
CERTAINTY = (
    "Anställda, annonser och inskrivna arbetslösa är räknade i register, inte skattade ur urval.",
    "Alla jobb annonseras inte hos Arbetsförmedlingen, och människor pendlar över områdets gräns.",
    "Ju färre personer, desto mer slår slumpen. Därför visas kvoter bara när underlaget är tillräckligt stort.",
    "Talen om i dag säger inte hur det blir. Framskrivningar står för sig, med egna gränser.",
)
BREAK = (
    f"Mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR} sjönk andelen anställda med okänt yrke kraftigt. Antal jämförs därför inte rakt "
    f"över det årsskiftet. Förändringen av anställda räknas från {FIRST_KNOWN_YEAR}."
)
LIMITS = (
    "Uppgifterna beskriver yrken, inte enskilda kompetenser.",
    "Alla jobb annonseras inte hos Arbetsförmedlingen. Pendling gör att ett behov i en kommun kan mötas från en annan.",
    "Signalerna är tecken, inte bevis. Arbetsförmedlingens bedömning av länet säger mer om yrket i stort.",
    "Framskrivningar säger vad som händer om utvecklingen fortsätter som i dag. De är inga löften.",
)
ACCESSIBILITY = (
    "Sidorna är byggda för att kunna läsas med skärmläsare, med enbart tangentbord, förstorade till 400 procent och utan "
    "Javascript. Varje bild har en tabell med samma tal, och inget sägs med enbart färg.",
    "De prövas automatiskt mot WCAG 2.2 nivå AA. En automatisk prövning hittar bara en del av bristerna: ingen har ännu "
    "prövat sidorna och arbetsböckerna med skärmläsare, och tabellerna är breda på en liten skärm.",
    "I PDF-filernas tabeller är kolumnernas rubriker märkta, men inte radernas: programmet som sätter dem kan inte det än. Samma tal "
    "finns på sidorna, där raderna har rubriker.",
    "Den som publicerar sidorna svarar för tillgänglighetsredogörelsen, för vart brister anmäls och för kontakten med "
    "tillsynsmyndigheten. Komplettera den här sidan med namn, datum och kontaktväg innan publicering.",
)


def _coarse() -> str:
    (below, step), *more, (_, last) = COARSE_STEPS
    first = f"{step} under {figures(below)}"
    return f"{', '.join([first, *(f'{step} under {figures(below)}' for below, step in more)])} och {last}"


def _class_steps() -> str:
    """Where each class begins, with the name that it has until its word is shown."""
    names = [f"{each.word} ({each.plain})" if each.claims else each.word for each in SIGNAL_CLASSES]
    steps = [f"Från {figures(limit)}: {name}." for name, limit in zip(names, class_limits(), strict=False)]
    return " ".join([*steps, f"Därunder: {names[-1]}."])


ORDER = (
    "Klasserna ordnar områdets yrken mot varandra. Därför är ungefär lika många yrken alltid högst och lägst, och antalet säger "
    "inget om hur stor bristen är."
)

DOTS = "Två punkter (..) betyder att talet saknas, är skyddat eller bygger på för få."
"""Beside tables whose missing numbers have no remark of their own."""

SAME_CLASS = "Samma i 97 av 100 betyder att klassen står kvar i 97 av 100 omräkningar."
"""Beside tiles, whose second line is as short as that."""

TWO_RATES = (
    "Platser per 100 anställda är räknade på annonserna som de är. Signalerna räknar också med hur stor del av jobben som annonseras. "
    "Därför är talen olika."
)
"""Where the rate as observed stands beside classes made of the corrected one."""

TWO_BALANCES = "Under Det viktigaste räknas bara platser som är öppna en viss dag. Därför är talen olika."
"""Where posts of a year for each registered unemployed stand on the page of those of a day."""

METHOD = (
    (
        "Ordningen mellan bedömningarna",
        "Först står Arbetsförmedlingens bedömning av länet, nu och om fem år (Yrkesbarometern). Sedan rådets egen bedömning, läget här "
        "mot länet och våra signaler. Ingen skriver över en annan. Säger signalerna emot Arbetsförmedlingen står det på raden. "
        "Då lyfts yrket inte fram.",
    ),
    (
        "Läget här mot länet",
        "Delregionens annonserade platser per anställd delat med länets, utan annonser som saknar kommun. Talet dras mot "
        "1 när annonserna är få. Där står mer eller mindre bara när hela intervallet ligger på samma sida om 1. Annars står som "
        "länet, eller att det inte går att säga när annonserna är för få.",
    ),
    (
        "Våra signaler",
        f"Yrkena i området ordnas efter annonser per anställd, två gånger: bland alla yrken, och bland yrken med samma första siffra i "
        f"koden. Signalpoängen, 0–{figures(TOP)}, är medeltalet av de två platserna. {_class_steps()} Ordet brist eller överskott står "
        "bara när klassen, och varje starkare, har klarat provet mot Arbetsförmedlingens bedömning. Annars står namnet inom parentes, som "
        f"bara beskriver annonserna. Se sidan Prövning av signalerna. {ORDER}",
    ),
    (
        "Lånade värden",
        f"Har yrket färre än {SHARED_FROM} väntade annonser i delregionen används länets värde, mellan {SHARED_FROM} och "
        f"{OWN_FROM} vägs det egna med länets. Ett yrke vars annonser är lånade lyfts inte fram. Inskrivna "
        "arbetslösa finns bara per AF-yrkesområde och ärvs därifrån.",
    ),
    (
        "Kan inte bedömas",
        f"Ett yrke bedöms från {MIN_EMPLOYEES} anställda, när annonserna är kända. Annars står skälet.",
    ),
    (
        "Stabilitet",
        f"Klassen räknas om {in_swedish(DRAWS)} gånger med andra annonstal inom slumpen, andra sätt att räkna och andra vikter. Står den "
        f"kvar i färre än {figures(100 * NEAR_STABILITY)} av 100 ligger yrket nära gränsen.",
    ),
    (
        "Stöd",
        "Här står om Arbetsförmedlingen säger samma, delvis samma, varken eller, delvis emot eller emot, eller inte har bedömt yrket i "
        "länet.",
    ),
    (
        "Chefer",
        "Chefer står för sig. De lyfts bara fram när Arbetsförmedlingen har bedömt yrket.",
    ),
    (
        "Period",
        f"Annonser och inskrivna arbetslösa avser de senaste {spelled(WINDOW_MONTHS)} månader som båda källorna har. Anställda "
        "avser november det senaste året i Yrkesregistret.",
    ),
    (
        "Annonser och annonserade platser",
        f"Varje annons räknas en gång, i den månad den publicerades. Upprepas den inom {DUPLICATE_DAYS} dagar (samma "
        "arbetsgivare, yrkesgrupp, "
        "kommun och rubrik) räknas den första. Bemanningsföretagens annonser räknas inte, för de visar inte vem som ska "
        f"anställa. En annons utan uppgift om antal platser räknas som en plats. Högst {POSTS_CAP} platser räknas per annons.",
    ),
    (
        "Inskrivna arbetslösa",
        "Öppet arbetslösa och sökande i program med aktivitetsstöd, efter bostadskommun. Medeltal av periodens "
        f"{spelled(WINDOW_MONTHS)} "
        "månader. Det är inte samma sak som arbetslösa enligt AKU.",
    ),
    (
        "Pendling",
        "Anställda och annonser räknas där jobbet finns, inskrivna arbetslösa där personen bor. Den som bor i en delregion "
        "kan söka och få arbete i en annan.",
    ),
    (
        "Öppna platser och inskrivna",
        "Platser i annonser som är öppna en dag bredvid de inskrivna i slutet av den senaste månad som är redovisad. Den kan ligga "
        "någon månad tidigare. Upprepade annonser och bemanningsföretagens räknas inte. Det är de talen som rubrikerna bygger på. De är "
        "inte samma sak som brist: alla jobb annonseras inte, och många söker arbete utan att vara inskrivna.",
    ),
    (
        FLOW_RATIO,
        f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader delat med inskrivna arbetslösa (medeltal) i samma "
        "AF-yrkesområde. Visas när "
        f"det finns minst {MIN_UNEMPLOYED} inskrivna och antingen inga eller minst {MIN_POSTS} platser. Ett flöde jämförs "
        "med ett medeltal: använd talet för att jämföra områden, aldrig som jobb per person.",
    ),
    (
        "Platser per 100 anställda",
        f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader delat med anställda med arbetsplats i området. Visas från "
        f"{MIN_EMPLOYEES} anställda.",
    ),
    ("Andel kvinnor", f"Anställda kvinnor delat med alla anställda i yrket. Visas från {MIN_EMPLOYEES} anställda."),
    (
        "Så vanligt jämfört med länet och riket",
        "Yrkets andel av områdets anställda delat med yrkets andel i länet eller riket (lokaliseringskvot). 1 är lika "
        f"vanligt, 2 är dubbelt så vanligt. Visas när minst {MIN_EXPECTED} anställda vore väntade.",
    ),
    (
        "Fler eller färre anställda",
        f"Anställda nu minus anställda {FIRST_KNOWN_YEAR}. Äldre år jämförs inte rakt av, eftersom fler fick ett känt yrke mellan "
        f"{LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR}. När ett äldre år måste användas räknas det först upp med hur mycket yrket växte i "
        f"riket mellan {LAST_UNKNOWN_YEAR} och {FIRST_KNOWN_YEAR}. "
        "Kolumnens rubrik säger vilket som gäller. Visas från "
        f"{MIN_EMPLOYEES} anställda båda åren.",
    ),
    (
        "Kommuner",
        "Summor över alla yrken och AF-yrkesområden. Enskilda yrken bedöms inte per kommun, eftersom antalen är för små.",
    ),
    (
        "Matchad förvärvsgrad",
        "Andel av alla 20–69 år med en utbildning som arbetar i ett yrke som helt matchar den, efter bostad. Den jämförs med rikets "
        f"för samma utbildning. Visas från {LEAST_PEOPLE} personer. Skillnader och förändringar som ryms i slumpen är märkta: deras "
        f"intervall på {in_swedish(SURE_LEVEL, 'andel')} täcker noll. Bland många utbildningar hamnar ändå ungefär "
        f"{every(1 - SURE_LEVEL)} utanför av en slump. En skyddad kommun är utelämnad ur både täljare och nämnare.",
    ),
    (
        "Länkade yrken",
        "Vilka yrken en utbildning leder till är referensdata med källa för varje länk, än inte granskade. Yrkenas signaler räknas upp "
        "var för sig. De vägs aldrig ihop till ett betyg på utbildningen.",
    ),
    (
        "Sektor",
        "Arbetsgivarens sektor känns igen på organisationsnumret, offentligt ägda företag på en lista. Inskrivna arbetslösa är "
        "gemensamma för sektorerna, och anställda per sektor och yrke redovisas inte. Därför bedöms inga yrken per sektor.",
    ),
    (
        "Det viktigaste",
        "De första meningarna på en sida nämner bara AF-yrkesområden med minst "
        f"{MIN_UNEMPLOYED_HEADLINE} inskrivna arbetslösa, eftersom ett tal ur få personer svänger av en slump. De "
        "bygger på öppna platser och inskrivna så nära varandra i tid som källorna medger.",
    ),
    (
        "Ändringar sedan förra utgåvan",
        "Tal jämförs så som läsaren ser dem. Orsaken är ny period, reviderat underlag (samma period, annat tal) eller ändrad "
        "metod.",
    ),
    (
        "Avrundning",
        "Anställda, annonser och platser visas som de är räknade. Medeltal av inskrivna arbetslösa avrundas till hela "
        f"personer. Fler eller färre anställda avrundas till närmaste {_coarse()} "
        "däröver. Ordningen mellan raderna följer de oavrundade talen, och skillnader är räknade på dem.",
    ),
    (
        "Okänt",
        "Okänt yrke och okänt AF-yrkesområde redovisas på egna rader. Annonser utan kommun finns bara i länets tal.",
    ),
    (
        "Skyddade och saknade uppgifter",
        "Saknas en kommuns uppgift visas ingen summa för delregionen: den görs aldrig mindre. Åldrar och andelar "
        "räknas på de kommuner som är kända.",
    ),
)


def against_year_before(row: Mapping[str, Any] | None) -> str:
    """Whether there are more than in the year before, and how many times as many with the interval; empty when nothing can be said.

    >>> against_year_before({"ord": "fler", "kvot": 1.123, "nedre": 1.04, "ovre": 1.21})
    'fler 1,12 (1,04–1,21)'
    >>> against_year_before({"ord": None, "kvot": None, "nedre": None, "ovre": None}), against_year_before(None)
    ('', '')
    """
    if row is None or row["ord"] is None:
        return ""
    ratio, low, high = (number_text(round(float(row[name]), 2), 2) for name in ("kvot", "nedre", "ovre"))
    return f"{row['ord']} {ratio} ({low}–{high})"


def source_sentence(publisher: str, sources: str = "SCB/Arbetsförmedlingen") -> str:
    """The sentence that every page, sheet and chart carries; beside numbers it names what these rest on."""
    return f"Källa: {sources}. {made_by(publisher)}"


def made_by(publisher: str) -> str:
    """What is said of every number, whatever its sources."""
    return f"Bearbetning: {publisher}. Bedömningarna är inte officiell statistik."


def steps(whole_county: bool, alone: bool) -> tuple[str, ...]:
    """How to read the workbook; the county's has its AF-yrkesområden compared on a sheet of their own.

    Args:
        whole_county: whether the workbook is about the county.
        alone: whether the county is not divided, so that there is nothing to compare it with.

    >>> len(steps(True, False)), len(steps(True, True)), steps(True, True)[3][:30]
    (7, 6, '4. På bladet AF-yrkesområden m')
    """
    beside = "delregionerna på bladet AF-yrkesområden jämförda" if whole_county else "med länets tal i kolumnen bredvid"
    chosen = [step for step in _STEPS if not (alone and step == _COMPARING)]
    comparison = "" if alone else f" Jämför {beside}."
    return tuple(f"{at}. {step.format(comparison=comparison)}" for at, step in enumerate(chosen, 1))


_STALE_NAMED = 3
"""Sources that a source line names when they could not be read; a line of thirty would fill a page."""


def fetched(days: Sequence[str], stale: Sequence[str]) -> str:
    """When a sheet's sources were fetched, and which of them an older answer stands in for.

    Args:
        days: ISO dates of the sources.
        stale: publisher and table of the sources that an older answer stands in for; only the first few are named.

    >>> fetched(["2026-11-01"], ["A", "B"])
    'Hämtat 2026-11-01. Ett äldre svar används av A; B.'
    >>> fetched(["2026-11-01"], list("ABCDE"))
    'Hämtat 2026-11-01. Ett äldre svar används av A; B; C och 2 till, se Källor.'
    """
    when = " och ".join(sorted(set(days)))
    named, more = list(stale[:_STALE_NAMED]), len(stale) - _STALE_NAMED
    told = "; ".join(named) + (f" och {more} till, se Källor" if more > 0 else "")
    return f"Hämtat {when}." + (f" Ett äldre svar används av {told}." if stale else "")


def tally(outcomes: Sequence[str], green: str) -> str:
    """How checks went, as a phrase; one that had nothing to judge is not green.

    >>> tally(["godkänd", "ej tillämplig", "godkänd"], "gröna")
    '2 av 3 gröna, 1 ej tillämplig'
    """
    told, idle = f"{outcomes.count(PASSED)} av {len(outcomes)} {green}", outcomes.count(NOT_APPLICABLE)
    return f"{told}, {idle} ej tillämplig{'a' if idle > 1 else ''}" if idle else told


def open_day(row: Mapping[str, Any]) -> str:
    """When the two stocks of a row of mart.oppna_mot_inskrivna are counted.

    >>> open_day({"dag": date(2026, 8, 31), "manad": "2026-08"})
    'den 31 augusti 2026'
    >>> open_day({"dag": date(2026, 11, 19), "manad": "2026-10"})
    'platser den 19 november 2026 och inskrivna i slutet av oktober 2026'
    """
    day = f"den {format_date(row['dag'], 'd MMMM yyyy', LOCALE)}"
    if row["dag"].strftime("%Y-%m") == row["manad"]:
        return day
    return f"platser {day} och inskrivna i slutet av {month(row['manad'])}"


def stocks(row: Mapping[str, Any]) -> str:
    r"""The two stocks of a row of mart.oppna_mot_inskrivna.

    >>> stocks({"platser_oppna": 1189, "inskrivna_arbetslosa": 2273})
    '1\xa0189 öppna platser och 2\xa0273 inskrivna'
    """
    posts, people = (shown(row[name], "integer") for name in ("platser_oppna", "inskrivna_arbetslosa"))
    return f"{posts} öppna platser och {people} inskrivna"


def revised(count: int) -> str:
    """That the source has changed figures of periods that it had already published."""
    return f"Källan har ändrat {shown(count, 'integer')} tal för samma perioder sedan förra hämtningen."


def month(text: str) -> str:
    """``2026-08`` → ``augusti 2026``."""
    return format_date(date.fromisoformat(f"{text}-01"), "MMMM yyyy", LOCALE)


def period(first: str, last: str) -> str:
    """``2025-09``, ``2026-08`` → ``september 2025–augusti 2026``."""
    return f"{month(first)}–{month(last)}"


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign; none before what is read as 0.

    >>> signed(12), signed(0), signed(-3.25, 1), signed(-0.04, 1)
    ('+12', '0', '−3,2', '0,0')
    """
    text = number_text(abs(value), digits)
    if not text.strip("0,"):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def number_text(value: float | None, digits: int = 0) -> str:
    """A rounded number as Swedish text; two points when it is missing.

    >>> number_text(-220), number_text(1.5, 1), number_text(None)
    ('−220', '1,5', '..')
    """
    if value is None:
        return NO_VALUE
    # By way of the decimals that are read, as babel does it, which takes ten times as long: an edition has 300 000 numbers.
    return f"{Decimal(str(value)):,.{digits}f}".translate(_SWEDISH)


def rounded_text(value: float | None, digits: int = 0) -> str:
    """A number rounded to a number of decimals, as Swedish text; two points when it is missing.

    >>> rounded_text(7.66, 1), rounded_text(230.4), rounded_text(None)
    ('7,7', '230', '..')
    """
    return number_text(to_digits(value, digits), digits)


def shown(value: str | int | float | None, kind: str) -> str:
    r"""A cell as text for a page, with Swedish separators; ``..`` when it is missing and – when there is nothing to say.

    >>> shown(12345, "integer"), shown(7.66, "decimal"), shown(0.523, "percent"), shown(None, "integer"), shown("", "text")
    ('12\xa0345', '7,7', '52,3\xa0%', '..', '–')
    >>> shown(-0.03, "hundredth"), shown(-222, "number"), shown(0.3, "number")
    ('−0,03', '−222', '0,3')
    """
    if value is None:
        return NO_VALUE
    if isinstance(value, str):
        return value or "–"
    if kind == "percent":
        return f"{number_text(100 * value, 1)}\xa0%"
    return number_text(value, {"decimal": 1, "hundredth": 2, "number": 0 if isinstance(value, int) else 1}.get(kind, 0))


def listed(names: Sequence[str]) -> str:
    """Names as one phrase.

    >>> listed(["Fyrbodal"]), listed(["Fyrbodal", "Skaraborg", "Boråsregionen"])
    ('Fyrbodal', 'Fyrbodal, Skaraborg och Boråsregionen')
    """
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last


def file_size(size: int) -> str:
    r"""Bytes as kB or MB.

    >>> file_size(98_321), file_size(4_800_000)
    ('98\xa0kB', '4,8\xa0MB')
    """
    if size >= 1_000_000:
        return f"{number_text(size / 1e6, 1)}\xa0MB"
    return f"{max(1, round(size / 1000))}\xa0kB"


def collation_key(text: str) -> tuple[int, ...]:
    """Sorts å, ä and ö last, in that order, whatever the machine's locale.

    >>> sorted(["Öckerö", "Ale", "Åmål", "Ängelholm", "Uddevalla"], key=collation_key)
    ['Ale', 'Uddevalla', 'Åmål', 'Ängelholm', 'Öckerö']
    """
    return tuple(_ALPHABET.get(letter, ord(letter)) for letter in text.casefold())
