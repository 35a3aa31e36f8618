"""Fixed Swedish sentences and small formatters. Plain words, short sentences."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

LOCALE = "sv_SE"
EXAMPLE = "EXEMPELDATA"
EXAMPLE_SENTENCE = "EXEMPELDATA: alla tal i filen är påhittade och säger inget om verkligheten."
MISSING = ".."
BACK = "Till innehållet"
OUTSIDE = (
    "Kungsbacka är medlem i Göteborgsregionens kommunalförbund och Varberg är adjungerad i Boråsregionen. Båda ligger i "
    "Hallands län och ingår inte i talen."
)
SYMBOLS = (
    "Två punkter (..) betyder att uppgiften saknas, är skyddad eller bygger på för få. Skälet står i kolumnen Anmärkning.",
    "0 betyder att det inte finns någon. Ett streck (–) betyder att det inte finns något att anmärka.",
    "Summor kan avvika något, eftersom källan kan vara störd med små tal för att skydda enskilda.",
)
STEPS = (
    "1. Börja på bladet AF-yrkesområden. Där möts annonserade platser och inskrivna arbetslösa.",
    "2. Höga tal i kolumnen Platser per inskriven arbetslös betyder fler annonserade platser per person än i andra områden.",
    "3. Jämför med länets tal i kolumnen bredvid.",
    "4. Gå till bladet Yrken för att se anställda och annonser i varje yrke.",
    "5. Läs Anmärkning, Metod och Noter innan du använder ett tal.",
)
CERTAINTY = (
    "Hur säkra är talen? Anställda, annonser och inskrivna arbetslösa är räknade i register, inte skattade ur urval.",
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
        "Platser per inskriven arbetslös",
        "Annonserade platser under tolv månader delat med inskrivna arbetslösa (medeltal) i samma AF-yrkesområde. Visas när "
        "det finns minst 10 inskrivna och minst 5 platser. Ett flöde jämförs med ett medeltal: använd talet för att jämföra "
        "områden.",
    ),
    (
        "Platser per 100 anställda",
        "Annonserade platser under tolv månader delat med anställda med arbetsplats i området. Visas från 50 anställda.",
    ),
    (
        "Vanligare än i länet och i riket",
        "Yrkets andel av områdets anställda delat med yrkets andel i länet eller riket (lokaliseringskvot). 1 är lika "
        "vanligt, 2 är dubbelt så vanligt. Visas när minst 5 anställda vore väntade.",
    ),
    (
        "Fler eller färre än om yrket följt länet",
        "Yrkets andel av länets anställda nu jämförd med jämförelseåret, räknad om till personer. Antalen jämförs inte rakt "
        "av, eftersom andelen med okänt yrke sjönk kraftigt mellan 2022 och 2023. Visas från 50 anställda båda åren.",
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


def month(text: str) -> str:
    """``2026-08`` → ``augusti 2026``."""
    return format_date(date.fromisoformat(f"{text}-01"), "MMMM yyyy", LOCALE)


def period(first: str, last: str) -> str:
    """``2025-09``, ``2026-08`` → ``september 2025–augusti 2026``."""
    return f"{month(first)}–{month(last)}"


def day(moment: str) -> str:
    """The date of an ISO time."""
    return moment[:10]
