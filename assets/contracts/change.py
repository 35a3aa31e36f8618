"""Contracts of the last twelve months against the twelve before, and of years of posts beside each other."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, count, number, text
from assets.contracts.model import Column, TableContract
from assets.contracts.words import AF_AREA, ALL, COMPUTED, PER_UNIT, REPORTING_GROUP, SEXES
from assets.methods.ads import POSTS_CAP
from assets.methods.aggregate import WINDOW_MONTHS, YEARS
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED
from assets.methods.quoted import in_swedish, spelled
from assets.methods.then_and_now import FEWER, LEVEL, MORE, UNCHANGED, WORDS

POSTS_MEASURE, PEOPLE_MEASURE = "annonserade_platser", "inskrivna_arbetslosa"
MEASURES = {POSTS_MEASURE: "annonserade platser", PEOPLE_MEASURE: "inskrivna arbetslösa"}
"""Code of a measure → what readers meet."""

_YEAR = f"{spelled(WINDOW_MONTHS)} månader"
_LEVEL = in_swedish(LEVEL, "andel")

_MORE_POSTS = "Fler annonserade platser kan vara fler jobb, högre omsättning eller att fler arbetsgivare annonserar."

THEN_AND_NOW = TableContract(
    "da_och_nu",
    "mart",
    "Annonserade platser och inskrivna arbetslösa nu och ett år tidigare",
    f"De senaste {_YEAR} jämförda med {_YEAR} före dem. Ordet säger fler eller färre bara när skillnaden är större än vad "
    "slumpen kan ge.",
    "delregion eller län × AF-yrkesområde, SSYK3 eller redovisningsgrupp × mått × kön",
    ("geo_niva", "geo_kod", "matt", "yrkesniva", "yrke_kod", "kon"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=(AF_AREA, *OCCUPATION_LEVELS)),
        text("yrke_kod", "Yrkets eller AF-yrkesområdets kod", term="Kod"),
        text("yrke_namn", "Yrkets eller AF-yrkesområdets namn", term="Yrke"),
        text(
            "matt",
            f"{POSTS_MEASURE}: platser i rensade annonser, summa av månaderna, högst {POSTS_CAP} per annons. "
            f"{PEOPLE_MEASURE}: öppet arbetslösa och i program, medeltal av månaderna",
            allowed=(POSTS_MEASURE, PEOPLE_MEASURE),
            term="Mått",
        ),
        text("kon", "Kön; annonser har inget kön och har bara raden totalt", allowed=SEXES),
        text("enhet", "Talens enhet", allowed=("platser", "personer")),
        number("nu", f"De senaste {_YEAR}; tomt när en uppgift saknas", PER_UNIT, term="Nu"),
        number("da", f"{_YEAR.capitalize()} före dem; tomt när en uppgift saknas", PER_UNIT, term="Då"),
        number("kvot", "Nu delat med då; 1 är oförändrat, 2 är dubbelt så många", "kvot", term="Nu delat med då"),
        number("nedre", f"Kvotens nedre gräns, {_LEVEL} intervall", "kvot", term="Nedre gräns"),
        number("ovre", f"Kvotens övre gräns, {_LEVEL} intervall", "kvot", term="Övre gräns"),
        text(
            "ord",
            f"{MORE} när hela intervallet ligger över 1, {FEWER} när det ligger under, annars {UNCHANGED}: skillnaden ryms i "
            "slumpen. Tomt när underlaget är för litet, med skälet i anmärkningen",
            allowed=WORDS,
            nullable=True,
            term="Förändring",
        ),
        number(
            "spridning",
            "Hur många gånger mer talen varierar mellan kommuner än oberoende händelser gör. Skattad per mått i den här "
            "körningen, aldrig under 1",
            "kvot",
        ),
        text("period_fran", "Nu: första månad, ÅÅÅÅ-MM"),
        text("period_till", "Nu: sista månad, ÅÅÅÅ-MM"),
        text("period_fran_da", "Då: första månad, ÅÅÅÅ-MM"),
        text("period_till_da", "Då: sista månad, ÅÅÅÅ-MM"),
        count("manader_da", "Månader som finns i underlaget av perioden då", "månader"),
        text("grund", "Räknad ur observerade tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        f"Med {_LEVEL} intervall hamnar ungefär var femte rad utanför av en slump, också där ingenting har ändrats.",
        "Oförändrat betyder att skillnaden ryms i slumpen, inte att inget har hänt.",
        _MORE_POSTS,
        "Inskrivna arbetslösa är ett medeltal av månader och många är samma personer båda åren. Här räknas de som olika "
        "personer. Det gör intervallet för brett snarare än för smalt.",
        f"Färre än {MIN_POSTS} platser eller {MIN_UNEMPLOYED} inskrivna i något av åren ger inget ord.",
        "Länets tal är större än delregionernas tillsammans: annonser och inskrivna utan kommun finns bara i länets.",
        "Inskrivna arbetslösa finns bara per AF-yrkesområde. Okänt yrke och okänt AF-yrkesområde är inte med.",
    ),
)

_OF_POSTS = (
    _MORE_POSTS,
    "Länets tal är större än delregionernas tillsammans: annonser utan kommun finns bara i länets.",
)


def _posts(during: str) -> tuple[Column, ...]:
    """The posts of a period, and why they are missing."""
    return (
        count(
            "platser_rensade",
            f"Platser i rensade annonser under {during}, högst {POSTS_CAP} per annons; tomt när en månad saknas",
            "platser",
            nullable=True,
            term="Annonserade platser",
        ),
        text("grund", "Räknad ur observerade tal", allowed=(COMPUTED,)),
        REMARK,
    )


POSTS_BY_QUARTER = TableContract(
    "platser_per_kvartal",
    "mart",
    f"Annonserade platser per kvartal, {YEARS} år",
    "Platser i rensade annonser, alla yrken tillsammans, kvartal för kvartal fram till det senaste hela. Årstiden syns: läs ett kvartal "
    "mot samma kvartal ett annat år.",
    "delregion eller län × kvartal",
    ("geo_niva", "geo_kod", "kvartal"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("kvartal", "Kalenderkvartal, ÅÅÅÅ-Kn"),
        text("period_fran", "Kvartalets första månad, ÅÅÅÅ-MM"),
        text("period_till", "Kvartalets sista månad, ÅÅÅÅ-MM"),
        *_posts("kvartalet"),
    ),
    sex="Annonser har inget kön.",
    caveats=_OF_POSTS,
)

POSTS_BY_YEAR = TableContract(
    "platser_per_ar",
    "mart",
    f"Annonserade platser, {YEARS} år",
    f"Platser i rensade annonser, summerade över {_YEAR} i taget, fram till den senaste månaden. Årstiden påverkar därför inte "
    "jämförelsen mellan åren.",
    "delregion eller län × AF-yrkesområde eller redovisningsgrupp × period",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "period_fran"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("yrkesniva", "Vad raden gäller", allowed=(AF_AREA, REPORTING_GROUP)),
        text("yrke_kod", f"Yrkets eller AF-yrkesområdets kod; {ALL} är alla annonser", term="Kod"),
        text("yrke_namn", "Yrkets eller AF-yrkesområdets namn", term="Yrke"),
        text("period_fran", "Första månad, ÅÅÅÅ-MM"),
        text("period_till", "Sista månad, ÅÅÅÅ-MM"),
        *_posts("perioden"),
    ),
    sex="Annonser har inget kön.",
    caveats=_OF_POSTS,
)
