"""Rules of the edition, its sources and its changes."""

from __future__ import annotations

from checks.result import STOPPING, WARNING
from checks.rules.expectation import Expectation, Suite

SUITES = (
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
                "Kör kompetens doctor --live: där står vad källan har i stället. Rätta posten i sources/catalogue.",
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
)
