"""Rules of the population, as it was and as it is projected."""

from __future__ import annotations

from checks.rules.expectation import Suite
from checks.rules.scb import EVERY_SEX, NEARLY_ALL_KNOWN, WOMEN_AND_MEN, YEARS, of_size
from checks.rules.vocabulary import LOWEST

_AGE_YEAR = of_size(
    "Ingen årsklass av ett kön har över {hogst} personer i landet, och antal är aldrig negativa.",
    "Landets största årsklass har minst {lagst} av ett kön.",
)
SUITES = (
    Suite("staged.framskriven_folkmangd", (*_AGE_YEAR, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.folkmangd_till_2024", (*_AGE_YEAR, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite(
        "staged.folkmangd",
        (
            *of_size(
                "Ingen årsklass har över {hogst} personer i landet, och antal är aldrig negativa.",
                "Landets största årsklass har minst {lagst} personer.",
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
            EVERY_SEX,
        ),
    ),
    Suite(
        "staged.forsorjningskvot",
        (
            *of_size(
                "Kvoten är barn och äldre per person i arbetsför ålder, {lagst}–{hogst} i varje kommun; omkring 80 betyder per "
                "hundra.",
                "I den kommun där kvoten är högst är den minst {lagst}.",
                lowest=LOWEST,
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
        ),
    ),
)
