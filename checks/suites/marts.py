"""Plausibility of the marts."""

from __future__ import annotations

from assets.methods.coverage import LEAST_FACTOR, MOST_FACTOR
from assets.methods.mismatch import UNUSUAL_POSTS_RATE
from assets.tables import REPORTING_GROUP
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
                {"min_value": 720, "max_value": 800},
                STOPPING,
                "148 grupper på tre siffror, 454 på fyra, 125 redovisningsgrupper och 21 AF-yrkesområden, plus okänt.",
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
                {"column": "yrkesniva", "value_set": ["af_yrkesomrade", "ssyk3", REPORTING_GROUP]},
                STOPPING,
                "Alla tre slagens rader finns.",
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
        "mart.annonser_lan",
        (
            Expectation(
                "platser_minst_annonser",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "platser_rensade", "column_B": "annonser_rensade", "or_equal": True},
                STOPPING,
                "En annons har minst en plats, så platserna är aldrig färre än annonserna.",
                _FORMULA,
            ),
        ),
    ),
    Suite(
        "mart.tackning",
        (
            Expectation(
                "tackning_inom_granserna",
                "ExpectColumnValuesToBeBetween",
                {"column": "tackning", "min_value": LEAST_FACTOR, "max_value": MOST_FACTOR},
                STOPPING,
                "Talet som rättar annonserade platser hålls mellan 0,5 och 3.",
                _FORMULA,
            ),
            Expectation(
                "tackning_inte_i_taket",
                "ExpectColumnValuesToBeBetween",
                {"column": "tackning", "min_value": LEAST_FACTOR + 0.001, "max_value": MOST_FACTOR - 0.001},
                WARNING,
                "Ett tal i taket eller golvet betyder att enkäten och annonserna mäter olika saker i den sektorn.",
                "Jämför lediga_jobb med annonserade_ute i tabellen tackning för den sektorn.",
                where=f"{LEAST_FACTOR} <= tackning <= {MOST_FACTOR}",
            ),
        ),
    ),
    Suite(
        "mart.signaler",
        (
            Expectation(
                "poang_noll_till_tre",
                "ExpectColumnValuesToBeInSet",
                {"column": "poang", "value_set": [0, 1, 2, 3]},
                STOPPING,
                "Poäng är 0, 1, 2 eller 3.",
                _FORMULA,
            ),
            Expectation(
                "poang_nar_varde_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "poang"},
                STOPPING,
                "Ett värde som finns har poäng, ett som saknas räknas aldrig som 0.",
                _FORMULA,
                where="varde.notna()",
            ),
            Expectation(
                "ingen_poang_utan_varde",
                "ExpectColumnValuesToBeNull",
                {"column": "poang"},
                STOPPING,
                "Ett värde som saknas har ingen poäng.",
                _FORMULA,
                where="varde.isna()",
            ),
            Expectation(
                "vikt_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "vikt", "min_value": 0.25, "max_value": 1},
                STOPPING,
                "Ett eget värde väger 1, ett lånat mindre.",
                _FORMULA,
            ),
            Expectation(
                "yrkesomradets_varde_ar_inte_eget",
                "ExpectColumnValuesToBeBetween",
                {"column": "vikt", "max_value": 0.5},
                STOPPING,
                "Inskrivna finns bara per AF-yrkesområde och räknas aldrig som yrkets egna.",
                _FORMULA,
                where="grund == 'galler_yrkesomradet'",
            ),
            Expectation(
                "medelfel_inte_negativt",
                "ExpectColumnValuesToBeBetween",
                {"column": "medelfel", "min_value": 0},
                STOPPING,
                "Ett medelfel är aldrig negativt.",
                _FORMULA,
            ),
        ),
    ),
    Suite(
        "mart.bedomning",
        (
            Expectation(
                "signalpoang_noll_till_tre",
                "ExpectColumnValuesToBeBetween",
                {"column": "signalpoang", "min_value": 0, "max_value": 3},
                STOPPING,
                "Signalpoängen ligger mellan 0 och 3.",
                _FORMULA,
            ),
            Expectation(
                "sakerhet_nar_bedomt",
                "ExpectColumnValuesToNotBeNull",
                {"column": "sakerhet"},
                STOPPING,
                "Varje bedömt yrke har en säkerhet.",
                _FORMULA,
                where="signaler != 'kan inte bedömas'",
            ),
            Expectation(
                "ingen_sakerhet_utan_bedomning",
                "ExpectColumnValuesToBeNull",
                {"column": "sakerhet"},
                STOPPING,
                "Ett yrke som inte kan bedömas har ingen säkerhet.",
                _FORMULA,
                where="signaler == 'kan inte bedömas'",
            ),
            Expectation(
                "motsagda_lyfts_inte",
                "ExpectColumnValuesToBeInSet",
                {"column": "lyfts_fram", "value_set": ["nej"]},
                STOPPING,
                "Ett yrke där signalerna säger emot Arbetsförmedlingen står inte i rubriker.",
                _FORMULA,
                where="motsager_af == 'ja'",
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
