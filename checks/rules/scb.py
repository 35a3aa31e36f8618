"""What the staged tables of SCB have in common, whatever their subject.

What can be wrong with an answer that keeps its contract is that it is another table than the one sought: shares or
thousands for persons, other years, one sex only, groups that are not occupations. So each table says its highest plausible
value, how large its largest must be, how much the source hides, and which periods it may have. All of it warns: the tables
are not required, and a table whose source is missing is empty.
"""

from __future__ import annotations

from assets.contracts.words import SEXES
from checks.result import WARNING
from checks.rules.base import LOOK_AT_SOURCE
from checks.rules.expectation import Expectation
from checks.rules.vocabulary import (
    HIGHEST,
    LOWEST,
    SHARE,
    Number,
    between,
    contains_all,
    largest_at_least,
    matches,
    share_known,
)

LOOK_AT_CHOICE = "Jämför tabellens id och innehållets kod i sources/catalogue med källans sida."


def of_size(
    why: str, why_largest: str, lowest: Number = 0, where: str = "", name: str = "varde"
) -> tuple[Expectation, Expectation]:
    """What the values may be, in all or some of the rows, and how large the largest of them is at least."""
    unit = f"{why_largest} Mindre betyder andelar, tusental eller ett annat innehåll."
    return (
        between(f"{name}_rimligt", "varde", lowest, HIGHEST, why, LOOK_AT_SOURCE, severity=WARNING, where=where),
        largest_at_least(f"{name}_i_ratt_enhet", "varde", LOWEST, unit, LOOK_AT_CHOICE, severity=WARNING, where=where),
    )


def known(why: str) -> Expectation:
    """The share of values that must be there; the rest is missing or protected at the source."""
    return share_known("varden_finns", "varde", SHARE, why, LOOK_AT_SOURCE, severity=WARNING)


def _periods(column: str, form: str, why: str) -> Expectation:
    return matches("perioder_rimliga", column, form, why, LOOK_AT_CHOICE, severity=WARNING)


def _has(column: str, codes: tuple[str, ...]) -> Expectation:
    why = f"{', '.join(codes).capitalize()} ska finnas; saknas någon har källan bytt koder."
    return contains_all("kon_finns", column, codes, why, LOOK_AT_CHOICE, severity=WARNING)


NEARLY_ALL_KNOWN = known("Källan redovisar nästan alla celler; saknas mer än {resten} har den ändrats.")
YEARS = between(
    "ar_rimliga",
    "ar",
    LOWEST,
    HIGHEST,
    "Tabellens år ligger mellan {lagst} och {hogst}.",
    LOOK_AT_CHOICE,
    severity=WARNING,
)
MONTHS = _periods("manad", r"^20[2-4]\d-(?:0[1-9]|1[0-2])$", "Månader skrivs ÅÅÅÅ-MM och är från 2020 eller senare.")
QUARTERS = _periods("kvartal", r"^20[1-4]\dK[1-4]$", "Kvartal skrivs ÅÅÅÅKN.")
PAIRS_OF_YEARS = _periods("period", r"^20[1-4]\d-20[1-4]\d$", "Perioden är två år i rad.")
WOMEN_AND_MEN = _has("kon", ("kvinnor", "män"))
EVERY_SEX = _has("kon", SEXES)
EVERY_SEX_AS_GROUP = _has("grupp", SEXES)
FOUR_DIGITS = matches(
    "ssyk4_form",
    "ssyk4",
    r"^\d{4}$",
    "Yrkesgruppen är fyra siffror (0002 är okänt); annat är summor, som skulle räknas dubbelt.",
    LOOK_AT_CHOICE,
    severity=WARNING,
)
