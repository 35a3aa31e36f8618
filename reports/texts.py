"""Fixed Swedish sentences and small formatters. Plain words, short sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from assets.methods.mismatch import MIN_EMPLOYEES, MIN_EXPECTED, MIN_POSTS, MIN_UNEMPLOYED

LOCALE = "sv_SE"
_STOCKHOLM = ZoneInfo("Europe/Stockholm")
EXAMPLE = "EXEMPELDATA"
EXAMPLE_SENTENCE = "EXEMPELDATA: alla tal i filen är påhittade och säger inget om verkligheten."
MISSING = ".."
BACK = "Till innehållet"
OUTSIDE = {
    "goteborgsregionen": (
        "Kungsbacka är medlem i Göteborgsregionens kommunalförbund men ligger i Hallands län och ingår inte i talen."
    ),
    "borasregionen": "Varberg är adjungerad i Boråsregionen men ligger i Hallands län och ingår inte i talen.",
}
"""Per delregion: municipalities that belong to the organisation but lie outside the county."""
NO_UPDATE = "Källan anger inte när underlaget ändrades."
SOURCE_LACKS = "Minst en uppgift saknas i källan eller är skyddad."
SYMBOLS = (
    "Två punkter (..) betyder att uppgiften saknas, är skyddad eller bygger på för få. Skälet står i kolumnen Anmärkning.",
    "0 betyder att det inte finns någon. Ett streck (–) betyder att det inte finns något att anmärka.",
    "Summor kan avvika något, eftersom källan kan vara störd med små tal för att skydda enskilda.",
)
HEADINGS = ("Så läser du filen", "Tecken", "Hur säkra är talen?")
_STEPS = (
    "1. Börja på bladet AF-yrkesområden. Där möts annonserade platser och inskrivna arbetslösa.",
    "2. Höga tal i kolumnen Platser per inskriven arbetslös betyder fler annonserade platser per person än i andra områden.",
    "3. Jämför {comparison}.",
    "4. Gå till bladet Yrken för att se anställda och annonser i varje yrke.",
    "5. Läs Anmärkning, Metod och Noter innan du använder ett tal.",
)
CERTAINTY = (
    "Anställda, annonser och inskrivna arbetslösa är räknade i register, inte skattade ur urval.",
    "Alla jobb annonseras inte hos Arbetsförmedlingen, och pendling gör att en delregion inte är en egen arbetsmarknad.",
    "Ju färre personer, desto mer slår slumpen. Därför visas kvoter bara när underlaget är tillräckligt stort.",
    "Talen visar hur det ser ut nu. De säger inte hur det blir.",
)
METHOD = (
    (
        "Period",
        "Annonser och inskrivna arbetslösa avser de senaste tolv månader som båda källorna har. Anställda avser november "
        "det senaste året i Yrkesregistret.",
    ),
    (
        "Annonser och annonserade platser",
        "Varje annons räknas en gång, i den månad den publicerades. En annons utan uppgift om antal platser räknas som en "
        "plats. Högst 10 platser räknas per annons.",
    ),
    (
        "Inskrivna arbetslösa",
        "Öppet arbetslösa och sökande i program med aktivitetsstöd, efter bostadskommun. Medeltal av periodens tolv "
        "månader. Det är inte samma sak som arbetslösa enligt AKU.",
    ),
    (
        "Pendling",
        "Anställda och annonser räknas där jobbet finns, inskrivna arbetslösa där personen bor. Den som bor i en delregion "
        "kan söka och få arbete i en annan.",
    ),
    (
        "Platser per inskriven arbetslös",
        "Annonserade platser under tolv månader delat med inskrivna arbetslösa (medeltal) i samma AF-yrkesområde. Visas när "
        f"det finns minst {MIN_UNEMPLOYED} inskrivna och antingen inga eller minst {MIN_POSTS} platser. Ett flöde jämförs "
        "med ett medeltal: använd talet för att jämföra områden.",
    ),
    (
        "Platser per 100 anställda",
        "Annonserade platser under tolv månader delat med anställda med arbetsplats i området. Visas från "
        f"{MIN_EMPLOYEES} anställda.",
    ),
    ("Andel kvinnor", f"Anställda kvinnor delat med alla anställda i yrket. Visas från {MIN_EMPLOYEES} anställda."),
    (
        "Vanligare än i länet och i riket",
        "Yrkets andel av områdets anställda delat med yrkets andel i länet eller riket (lokaliseringskvot). 1 är lika "
        f"vanligt, 2 är dubbelt så vanligt. Visas när minst {MIN_EXPECTED} anställda vore väntade.",
    ),
    (
        "Fler eller färre än om yrket följt länet",
        "Yrkets andel av länets anställda nu jämförd med jämförelseåret, räknad om till personer. Antalen jämförs inte rakt "
        "av, eftersom andelen med okänt yrke sjönk kraftigt mellan 2022 och 2023. Visas från "
        f"{MIN_EMPLOYEES} anställda båda åren.",
    ),
    (
        "Avrundning",
        "Anställda, annonser och platser visas som de är räknade. Medeltal av inskrivna arbetslösa avrundas till hela "
        "personer. Fler eller färre än om yrket följt länet avrundas till närmaste 5 under 100, 10 under 1 000 och 50 "
        "däröver. Ordningen mellan raderna följer de oavrundade talen.",
    ),
    (
        "Okänt",
        "Okänt yrke och okänt AF-yrkesområde redovisas på egna rader. Annonser utan kommun finns bara i länets tal.",
    ),
    (
        "Skyddade och saknade uppgifter",
        "Saknas en kommuns uppgift visas ingen summa för delregionen. Den görs aldrig mindre.",
    ),
)


def source_sentence(publisher: str) -> str:
    """The sentence that every sheet carries."""
    return f"Källa: SCB/Arbetsförmedlingen. Bearbetning: {publisher}. Bedömningarna är inte officiell statistik."


def steps(whole_county: bool) -> tuple[str, ...]:
    """How to read the workbook; the county's has its comparison on a sheet of its own."""
    comparison = "delregionerna på bladet Jämförelse" if whole_county else "med länets tal i kolumnen bredvid"
    return tuple(step.format(comparison=comparison) for step in _STEPS)


def fetched(days: Sequence[str], stale: Sequence[str]) -> str:
    """When a sheet's sources were fetched, and which of them could not be read this time.

    Args:
        days: ISO dates of the sources.
        stale: publisher and table of the sources whose last working copy is used.
    """
    when = " och ".join(sorted(set(days)))
    late = f" Kunde inte läsas senast, äldre hämtning används: {', '.join(stale)}." if stale else ""
    return f"Hämtat {when}.{late}"


def month(text: str) -> str:
    """``2026-08`` → ``augusti 2026``."""
    return format_date(date.fromisoformat(f"{text}-01"), "MMMM yyyy", LOCALE)


def period(first: str, last: str) -> str:
    """``2025-09``, ``2026-08`` → ``september 2025–augusti 2026``."""
    return f"{month(first)}–{month(last)}"


def day(moment: str) -> str:
    """The Swedish date of an ISO time in UTC."""
    return datetime.fromisoformat(moment).astimezone(_STOCKHOLM).date().isoformat()


def moment(utc: datetime) -> str:
    """A moment in Swedish time, to the minute: ``2026-11-24 kl. 04:15``."""
    return utc.astimezone(_STOCKHOLM).strftime("%Y-%m-%d kl. %H:%M")


def number_text(value: float | None, digits: int = 0) -> str:
    """A rounded number as Swedish text; two points when it is missing."""
    if value is None:
        return MISSING
    return str(format_decimal(value, "#,##0" + ("." + "0" * digits if digits else ""), LOCALE))
