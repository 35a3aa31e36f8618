"""Rules of areas and occupations."""

from __future__ import annotations

from checks.result import STOPPING
from checks.rules.base import CHECK_REFERENCE
from checks.rules.expectation import Expectation, Suite

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
                CHECK_REFERENCE,
                where="geo_niva == 'kommun'",
            ),
            Expectation(
                "unika_namn",
                "ExpectColumnValuesToBeUnique",
                {"column": "geo_namn"},
                STOPPING,
                "Två områden får inte ha samma namn.",
                CHECK_REFERENCE,
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
                CHECK_REFERENCE,
            ),
            Expectation(
                "namn_utan_tecken",
                "ExpectColumnValuesToNotMatchRegex",
                {"column": "yrke_namn", "regex": r"^\s|\s$|^$"},
                STOPPING,
                "Ett yrkesnamn är aldrig tomt och har inga blanksteg i ändarna.",
                CHECK_REFERENCE,
            ),
        ),
    ),
)
