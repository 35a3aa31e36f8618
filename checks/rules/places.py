"""Rules of areas and occupations."""

from __future__ import annotations

from checks.rules.base import CHECK_REFERENCE
from checks.rules.expectation import Suite
from checks.rules.vocabulary import HIGHEST, LOWEST, never_matches, never_null, rows_between, unique

SUITES = (
    Suite(
        "mart.dim_geo",
        (
            never_null(
                "kommuner_i_delregion",
                "delregion_kod",
                "Varje kommun i länet hör till en delregion.",
                CHECK_REFERENCE,
                where="geo_niva == 'kommun'",
            ),
            unique("unika_namn", "geo_namn", "Två områden får inte ha samma namn.", CHECK_REFERENCE),
        ),
    ),
    Suite(
        "mart.dim_yrke",
        (
            rows_between(
                "antal_yrken",
                LOWEST,
                HIGHEST,
                "Yrkesgrupper på tre och fyra siffror, redovisningsgrupper, AF-yrkesområden och okänt är tillsammans "
                "{lagst}–{hogst} rader.",
                CHECK_REFERENCE,
            ),
            never_matches(
                "namn_utan_tecken",
                "yrke_namn",
                r"^\s|\s$|^$",
                "Ett yrkesnamn är aldrig tomt och har inga blanksteg i ändarna.",
                CHECK_REFERENCE,
            ),
        ),
    ),
)
