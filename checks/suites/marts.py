"""Plausibility of the marts."""

from __future__ import annotations

from assets.methods.mismatch import UNUSUAL_POSTS_RATE
from checks.result import STOPPING, WARNING
from checks.suites import Expectation, Suite

_REFERENCE = "Kontrollera assets/reference."
_FORMULA = "Följ talet bakåt: kompetens doctor visar underlagen, assets/methods formeln."

SUITES = (
    Suite(
        "mart.dim_geo",
        (
            Expectation(
                "kommuner_i_delregion",
                "ExpectColumnValuesToNotBeNull",
                {"column": "delregion_kod"},
                STOPPING,
                "Varje kommun i länet hör till en delregion.",
                _REFERENCE,
                where="geo_niva == 'kommun'",
            ),
            Expectation(
                "unika_namn",
                "ExpectColumnValuesToBeUnique",
                {"column": "geo_namn"},
                STOPPING,
                "Två områden får inte ha samma namn.",
                _REFERENCE,
            ),
        ),
    ),
    Suite(
        "mart.dim_yrke",
        (
            Expectation(
                "antal_yrken",
                "ExpectTableRowCountToBeBetween",
                {"min_value": 600, "max_value": 700},
                STOPPING,
                "148 grupper på tre siffror, 454 på fyra och 21 AF-yrkesområden, plus okänt.",
                _REFERENCE,
            ),
            Expectation(
                "namn_utan_tecken",
                "ExpectColumnValuesToNotMatchRegex",
                {"column": "yrke_namn", "regex": r"^\s|\s$|^$"},
                STOPPING,
                "Ett yrkesnamn är aldrig tomt och har inga blanksteg i ändarna.",
                _REFERENCE,
            ),
        ),
    ),
    Suite(
        "mart.anstallda",
        (
            Expectation(
                "varde_inte_negativt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0},
                STOPPING,
                "Antal anställda är aldrig negativt.",
                _FORMULA,
            ),
            Expectation(
                "delregioner_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.9},
                STOPPING,
                "Högst en av tio uppgifter för delregionerna får saknas därför att en kommun är skyddad.",
                "Se vilka kommuner som saknar värde i staged/anstallda.",
                where="geo_niva == 'delregion'",
            ),
            Expectation(
                "inga_luckor_i_delregioner",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde"},
                WARNING,
                "Visar vilka delregioner och yrken som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                where="geo_niva == 'delregion' and kon == 'totalt'",
            ),
        ),
    ),
    Suite(
        "mart.annonser",
        (
            Expectation(
                "platser_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "annonserade_platser", "min_value": 1, "max_value": 100_000},
                STOPPING,
                "Varje annons har minst en plats.",
                _FORMULA,
            ),
            Expectation(
                "platser_minst_annonser",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "annonserade_platser", "column_B": "annonser", "or_equal": True},
                STOPPING,
                "En annons har minst en plats, så platserna är aldrig färre än annonserna.",
                _FORMULA,
            ),
            Expectation(
                "taket_galler",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "platser_rensade_utan_tak", "column_B": "platser_rensade", "or_equal": True},
                STOPPING,
                "Med tak är platserna aldrig fler än utan.",
                _FORMULA,
            ),
            Expectation(
                "aterannonserade_ar_foljda",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "annonser_foljda", "column_B": "annonser_aterannonserade", "or_equal": True},
                STOPPING,
                "En återannonserad annons är en av dem som följts i 90 dagar, annars blir andelen över ett.",
                _FORMULA,
            ),
        ),
    ),
    Suite(
        "mart.annonser_bortrensade",
        (
            Expectation(
                "platser_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "platser_i_annons", "min_value": 1, "max_value": 999},
                STOPPING,
                "En annons räknas som minst en plats och som en när den anger 1 000 eller fler.",
                _FORMULA,
            ),
        ),
    ),
    Suite(
        "mart.inskrivna_arbetslosa",
        (
            Expectation(
                "varde_inte_negativt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 60_000},
                STOPPING,
                "Antal inskrivna är aldrig negativt och inget AF-yrkesområde i länet har över 60 000.",
                _FORMULA,
            ),
            Expectation(
                "inga_luckor_i_delregioner",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde"},
                WARNING,
                "Visar vilka delregioner och AF-yrkesområden som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                where="geo_niva == 'delregion' and kon == 'totalt'",
            ),
        ),
    ),
    Suite(
        "mart.obalans",
        (
            Expectation(
                "andel_kvinnor_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_kvinnor", "min_value": 0, "max_value": 1},
                STOPPING,
                "En andel ligger mellan 0 och 1.",
                _FORMULA,
            ),
            Expectation(
                "kvot_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "lokaliseringskvot_riket", "min_value": 0, "max_value": 60},
                STOPPING,
                "Inget yrke är 60 gånger vanligare i en delregion än i riket.",
                _FORMULA,
            ),
            Expectation(
                "platser_per_arbetslos_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "platser_per_arbetslos", "min_value": 0, "max_value": 100},
                STOPPING,
                "Fler än 100 platser per inskriven arbetslös betyder att annonser eller inskrivna är fel räknade.",
                _FORMULA,
            ),
            Expectation(
                "platser_per_100_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "platser_per_100_anstallda", "min_value": 0, "max_value": UNUSUAL_POSTS_RATE},
                WARNING,
                "Mer än tre annonserade platser per anställd och år är ovanligt.",
                "Inget: anmärkningen i rapporten säger det. Är det nytt: se vilka arbetsgivare som annonserar.",
            ),
            Expectation(
                "delregioner_kompletta",
                "ExpectColumnDistinctValuesToContainSet",
                {"column": "yrkesniva", "value_set": ["af_yrkesomrade", "ssyk3"]},
                STOPPING,
                "Båda slagens rader finns.",
                _FORMULA,
            ),
            Expectation(
                "skal_nar_tal_saknas",
                "ExpectColumnValuesToNotBeNull",
                {"column": "anmarkning"},
                STOPPING,
                "Saknas platser per inskriven står skälet i anmärkningen.",
                "Rätta assets/marts/mismatch.py så att varje utelämnat tal får ett skäl.",
                where="yrkesniva == 'af_yrkesomrade' and platser_per_arbetslos.isna()",
            ),
        ),
    ),
    Suite(
        "mart.kommuner",
        (
            Expectation(
                "andel_kvinnor_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_kvinnor", "min_value": 0.2, "max_value": 0.8},
                STOPPING,
                "I ingen kommun är färre än var femte eller fler än fyra av fem anställda kvinnor.",
                _FORMULA,
            ),
            Expectation(
                "anstallda_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "anstallda", "min_value": 500, "max_value": 800_000},
                STOPPING,
                "Ingen kommun har under 500 eller över 800 000 anställda.",
                _FORMULA,
            ),
            Expectation(
                "inga_luckor",
                "ExpectColumnValuesToNotBeNull",
                {"column": "inskrivna_arbetslosa"},
                WARNING,
                "Visar vilka kommuner som saknar tal därför att en uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
            ),
        ),
    ),
    Suite(
        "mart.utgava",
        (
            Expectation(
                "en_rad",
                "ExpectTableRowCountToEqual",
                {"value": 1},
                STOPPING,
                "Tabellerna hör till precis en utgåva.",
                "Kör hela flödet (jobbet nattlig eller utgava).",
            ),
            Expectation(
                "namnet_har_form",
                "ExpectColumnValuesToMatchRegex",
                {"column": "utgava", "regex": r"^(?:löpande|\d{4}-\d{2}(?:-r\d+)?)$"},
                STOPPING,
                "En utgåva heter år-månad, med -r2 och så vidare för en rättelse.",
                "Skriv utgåvans namn som år och månad, till exempel 2026-12.",
            ),
        ),
    ),
    Suite(
        "mart.andringar",
        (
            Expectation(
                "reviderade_tal",
                "ExpectColumnValuesToNotBeInSet",
                {"column": "orsak", "value_set": ["reviderat underlag"]},
                WARNING,
                "Visar tal som ändrats sedan förra utgåvan fast de avser samma period: källan har reviderat dem.",
                "Läs vilka tal det gäller på sidan Ändringar och nämn det i utgåvan.",
                where="slag == 'tal'",
            ),
        ),
    ),
    Suite(
        "mart.kalla",
        (
            Expectation(
                "olasliga_rader",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_fel", "max_value": 0.001},
                STOPPING,
                "Högst en rad av tusen i ett underlag får vara oläslig.",
                "Se olasliga.parquet i ögonblicksbilden: radnummer och skäl står där. Kontakta utgivaren.",
                where="underlag != 'af_kompetenser'",
            ),
            Expectation(
                "olasliga_rader_kompetenser",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_fel", "max_value": 0.001},
                WARNING,
                "Högst en rad av tusen i arkivet med kompetenser får vara oläslig. Inga tal i obalans vilar på det.",
                "Se ursprung.json för underlaget och jämför arkivets fält med källans beskrivning.",
                where="underlag == 'af_kompetenser'",
            ),
            Expectation(
                "kallan_svarade",
                "ExpectColumnValuesToBeInSet",
                {"column": "hamtstatus", "value_set": ["aktuell", "saknas"]},
                WARNING,
                "Varje källa gick att läsa vid körningen; annars används senast fungerande underlag och det sägs i rapporten.",
                "Läs anmärkningen för underlaget, kontrollera källan och kör igen.",
            ),
            Expectation(
                "underlaget_finns",
                "ExpectColumnValuesToBeInSet",
                {"column": "hamtstatus", "value_set": ["aktuell", "senast fungerande"]},
                WARNING,
                "Varje underlag i katalogen är hämtat. Saknas ett som behövs stoppas körningen; saknas ett annat är de tabeller "
                "som bygger på det tomma.",
                "Kör kompetens doctor --live: där står vad källan har i stället. Rätta posten i sources/catalog.py.",
            ),
        ),
    ),
    Suite(
        "mart.kvalitet",
        (
            Expectation(
                "kontroller_finns",
                "ExpectTableRowCountToBeBetween",
                {"min_value": 20},
                STOPPING,
                "Alla tabeller har kontrollerats; färre rader betyder att kontroller inte har körts.",
                "Kör hela flödet (jobbet nattlig).",
            ),
        ),
    ),
    Suite(
        "mart.annonser_oppna",
        (
            Expectation(
                "platser_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "platser_i_oppna", "min_value": 1, "max_value": 100_000},
                STOPPING,
                "Varje öppen annons har minst en plats.",
                _FORMULA,
            ),
            Expectation(
                "platser_minst_annonser",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "platser_i_oppna", "column_B": "oppna_annonser", "or_equal": True},
                STOPPING,
                "En annons har minst en plats, så platserna är aldrig färre än de öppna annonserna.",
                _FORMULA,
            ),
        ),
    ),
)
