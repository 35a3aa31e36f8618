"""Plausibility of the staged tables of SCB that nothing published leans on yet.

What can be wrong with an answer that keeps its contract is that it is another table than the one sought: shares or
thousands for persons, other years, one sex only, groups that are not occupations. So each table says its highest plausible
value, how large its largest must be, how much the source hides, and which periods it may have. All of it warns: the tables
are not required, and a table whose source is missing is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assets.contracts.words import SEXES
from checks.result import WARNING
from checks.rules.expectation import Expectation, Suite

_LOOK_AT_SOURCE = "Öppna ögonblicksbilden i raw/ och jämför med källans sida."
_LOOK_AT_CHOICE = "Jämför tabellens id och innehållets kod i sources/catalogue med källans sida."
_BOTH = ("kvinnor", "män")
_MONTHS = ("manad", r"^20[2-4]\d-(?:0[1-9]|1[0-2])$", "Månader skrivs ÅÅÅÅ-MM och är från 2020 eller senare.")
_QUARTERS = ("kvartal", r"^20[1-4]\dK[1-4]$", "Kvartal skrivs ÅÅÅÅKN.")
_PAIRS = ("period", r"^20[1-4]\d-20[1-4]\d$", "Perioden är två år i rad.")


@dataclass(frozen=True)
class _Range:
    """What the values may be, in all or of some rows, and how large the largest of them is at least."""

    why: str
    highest: float
    largest: float
    why_largest: str
    lowest: float = 0
    where: str = ""
    name: str = "varde"

    def expectations(self) -> list[Expectation]:
        limits = {"column": "varde", "min_value": self.lowest, "max_value": self.highest}
        least = {"column": "varde", "min_value": self.largest}
        return [
            _warn(f"{self.name}_rimligt", "ExpectColumnValuesToBeBetween", limits, self.why, where=self.where),
            _warn(
                f"{self.name}_i_ratt_enhet",
                "ExpectColumnMaxToBeBetween",
                least,
                f"{self.why_largest} Mindre betyder andelar, tusental eller ett annat innehåll.",
                _LOOK_AT_CHOICE,
                self.where,
            ),
        ]


@dataclass(frozen=True)
class _Known:
    """The share of values that must be there; the rest is missing or protected at the source."""

    share: float
    why: str


_ALL_KNOWN = _Known(0.95, "Källan redovisar nästan alla celler; saknas mer än 5 procent har den ändrats.")


def _warn(
    name: str, kind: str, arguments: dict[str, Any], why: str, action: str = _LOOK_AT_SOURCE, where: str = ""
) -> Expectation:
    return Expectation(name, kind, arguments, WARNING, why, action, where)


def _years(first: int, last: int = 2040) -> Expectation:
    """The years of a table."""
    why = f"Tabellen har åren {first}–{last}." if last < 2040 else f"Tabellen börjar {first} eller senare."
    limits = {"column": "ar", "min_value": first, "max_value": last}
    return _warn("ar_rimliga", "ExpectColumnValuesToBeBetween", limits, why, _LOOK_AT_CHOICE)


def _periods(column: str, form: str, why: str) -> Expectation:
    """Periods that are text."""
    return _warn(
        "perioder_rimliga", "ExpectColumnValuesToMatchRegex", {"column": column, "regex": form}, why, _LOOK_AT_CHOICE
    )


def _suite(
    table: str,
    ranges: _Range | tuple[_Range, ...],
    period: Expectation,
    known: _Known = _ALL_KNOWN,
    sexes: tuple[str, ...] = _BOTH,
    sex_column: str = "kon",
    four_digits: bool = False,
) -> Suite:
    """The expectations that such a table has: values, unit, missing values, periods, sexes and occupation codes."""
    found = [e for r in (ranges if isinstance(ranges, tuple) else (ranges,)) for e in r.expectations()]
    # The share alone: to name every protected row takes seconds where half of them are.
    least = {"column": "varde", "min_value": known.share}
    found += [_warn("varden_finns", "ExpectColumnProportionOfNonNullValuesToBeBetween", least, known.why), period]
    if sexes:
        both = {"column": sex_column, "value_set": list(sexes)}
        why = f"{', '.join(sexes).capitalize()} ska finnas; saknas någon har källan bytt koder."
        found.append(_warn("kon_finns", "ExpectColumnDistinctValuesToContainSet", both, why, _LOOK_AT_CHOICE))
    if four_digits:
        why = "Yrkesgruppen är fyra siffror (0002 är okänt); annat är summor, som skulle räknas dubbelt."
        form = {"column": "ssyk4", "regex": r"^\d{4}$"}
        found.append(_warn("ssyk4_form", "ExpectColumnValuesToMatchRegex", form, why, _LOOK_AT_CHOICE))
    return Suite(f"staged.{table}", tuple(found))


_OCCUPATION = _Range(
    "Antal anställda i ett yrke är aldrig negativt och inget yrke har över 400 000 av ett kön i landet.",
    400_000,
    50_000,
    "Landets största yrke har minst 50 000 anställda av ett kön.",
)
_OCCUPATION_BY_AGE = _Range(
    "Ingen åldersgrupp i ett yrke har över 100 000 anställda av ett kön i landet, och antal är aldrig negativa.",
    100_000,
    5_000,
    "Landets största åldersgrupp i ett yrke har minst 5 000 anställda av ett kön.",
)
_EMPLOYED = _Range(
    "Sysselsatta (BAS) är aldrig färre än noll och i hela landet högst 6,5 miljoner.",
    6_500_000,
    4_000_000,
    "I hela landet finns minst fyra miljoner sysselsatta (BAS).",
)
_AGE_YEAR = _Range(
    "Ingen årsklass av ett kön har över 120 000 personer i landet, och antal är aldrig negativa.",
    120_000,
    15_000,
    "Landets största årsklass har minst 15 000 av ett kön.",
)
_PAY = (
    _Range(
        "Månadslönen för ett yrke är 15 000–250 000 kronor; annat är en annan enhet, eller 0 i stället för saknad uppgift.",
        250_000,
        30_000,
        "Det högst betalda yrket har minst 30 000 kronor i månaden.",
        lowest=15_000,
        where="matt == 'månadslön'",
        name="lon",
    ),
    _Range(
        "Inget yrke har över 200 000 anställda i en del av landet, och antal är aldrig negativa.",
        200_000,
        1_000,
        "Det största yrket har minst 1 000 anställda i sin del av landet.",
        where="matt == 'antal anställda'",
        name="antal",
    ),
)
_PAY_HIDDEN = _Known(
    0.25, "Källan redovisar inte lön och antal för små grupper, ofta mer än hälften; fler än tre av fyra är för många."
)
_GRADUATES_HIDDEN = _Known(
    0.6, "Var femte cell brukar vara skyddad i små län och utbildningsgrupper; 40 procent är för många."
)
_GRADUATES = _Range(
    "Ingen utbildningsgrupp har över 60 000 examinerade av ett kön i landet på ett år, och antal är aldrig negativa.",
    60_000,
    1_000,
    "Landets största utbildningsgrupp har minst 1 000 examinerade av ett kön.",
)

SUITES = (
    _suite("anstallda_2019", _OCCUPATION, _years(2019, 2021)),
    _suite("anstallda_2014", _OCCUPATION, _years(2014, 2018)),
    _suite("anstallda_ssyk4", _OCCUPATION, _years(2020), four_digits=True),
    _suite("anstallda_ssyk4_2019", _OCCUPATION, _years(2019, 2021), four_digits=True),
    _suite("anstallda_ssyk4_2014", _OCCUPATION, _years(2014, 2018), four_digits=True),
    _suite("anstallda_alder_riket", _OCCUPATION_BY_AGE, _years(2020), four_digits=True),
    _suite("anstallda_alder", _OCCUPATION_BY_AGE, _years(2020)),
    _suite(
        "anstallda_naringsgren",
        _Range(
            "Inget yrke har över 400 000 anställda av ett kön i en näringsgren, och antal är aldrig negativa.",
            400_000,
            10_000,
            "Landets största yrke i en näringsgren har minst 10 000 anställda av ett kön.",
        ),
        _years(2020),
    ),
    _suite(
        "matchning",
        _Range(
            "Ingen utbildningsgrupp har över 1,5 miljoner personer i landet, och antal är aldrig negativa.",
            1_500_000,
            100_000,
            "Landets största utbildningsgrupp har minst 100 000 personer.",
        ),
        _years(2019),
        _Known(0.9, "Källan skyddar små grupper i små kommuner; mer än var tionde cell är för många."),
        sexes=SEXES,
        sex_column="grupp",
    ),
    _suite(
        "matchning_niva",
        _Range(
            "Befolkningen 20–69 år är högst åtta miljoner, och antal är aldrig negativa.",
            8_000_000,
            4_000_000,
            "Samtliga utbildningar tillsammans är minst fyra miljoner personer i landet; mindre kan också betyda att raden totalt fattas.",
        ),
        _years(2019),
        sexes=SEXES,
        sex_column="grupp",
    ),
    _suite(
        "utbildningsniva",
        _Range(
            "Ingen utbildningsnivå har över 2,5 miljoner av ett kön i landet, och antal är aldrig negativa.",
            2_500_000,
            200_000,
            "Landets största utbildningsnivå har minst 200 000 av ett kön.",
        ),
        _years(2005),
    ),
    _suite("sysselsatta_sektor", _EMPLOYED, _periods(*_MONTHS), sexes=SEXES),
    _suite("sysselsatta_naringsgren", _EMPLOYED, _periods(*_MONTHS), sexes=SEXES),
    _suite(
        "arbetsmarknadsstatus",
        _Range(
            "Ingen status har över 6,5 miljoner personer i landet, och antal är aldrig negativa.",
            6_500_000,
            1_000_000,
            "Den största gruppen i landet är minst en miljon personer.",
        ),
        _periods(*_MONTHS),
        _Known(0.8, "Antalet arbetslösa är skyddat i en del åldrar, omkring var nionde cell; var femte är för många."),
        sexes=SEXES,
    ),
    _suite(
        "pendling",
        _Range(
            "Mellan två kommuner pendlar högst 700 000 (flest arbetar i den egna), och antal är aldrig negativa.",
            700_000,
            5_000,
            "I länets största kommun bor och arbetar minst 5 000.",
        ),
        _years(2020),
        _Known(0.4, "Källan redovisar inte små strömmar, omkring var fjärde cell; mer än 60 procent är för många."),
        sexes=SEXES,
    ),
    _suite("framskriven_folkmangd", _AGE_YEAR, _years(2025, 2070)),
    _suite("folkmangd_till_2024", _AGE_YEAR, _years(2005, 2024)),
    _suite(
        "folkmangd",
        _Range(
            "Ingen årsklass har över 250 000 personer i landet, och antal är aldrig negativa.",
            250_000,
            15_000,
            "Landets största årsklass har minst 15 000 personer.",
        ),
        _years(2025),
        sexes=SEXES,
    ),
    _suite("loner", _PAY, _years(2023), _PAY_HIDDEN, sexes=SEXES, four_digits=True),
    _suite("loner_2014", _PAY, _years(2014, 2022), _PAY_HIDDEN, sexes=SEXES, four_digits=True),
    _suite(
        "lediga_jobb",
        _Range(
            "Lediga jobb (SCB) är aldrig negativa och i hela landet högst 400 000.",
            400_000,
            10_000,
            "I hela landet finns minst 10 000 lediga jobb (SCB).",
        ),
        _periods(*_QUARTERS),
        _Known(0.8, "Undersökningens små celler redovisas inte; mer än var femte är för många."),
        sexes=(),
    ),
    _suite(
        "jobbinfloden",
        _Range(
            "Högst två miljoner av ett kön får nytt jobb under ett år, och antal är aldrig negativa.",
            2_000_000,
            10_000,
            "I landets största näringsgren får minst 10 000 av ett kön nytt jobb.",
        ),
        _periods(*_PAIRS),
        _Known(0.8, "Små celler får vara skyddade; mer än var femte är för många."),
    ),
    _suite(
        "utbildningsfloden",
        _Range(
            "Ingen utbildningsgrupp har över 1,5 miljoner personer i landet; netto får vara negativt, men inte under 100 000.",
            1_500_000,
            50_000,
            "Landets största utbildningsgrupp har minst 50 000 personer.",
            lowest=-100_000,
        ),
        _periods(*_PAIRS),
        _Known(0.8, "Små grupper i små kommuner får vara skyddade; mer än var femte cell är för många."),
        sexes=SEXES,
        sex_column="grupp",
    ),
    _suite("examinerade", _GRADUATES, _years(2015), _GRADUATES_HIDDEN),
    _suite("etablerade", _GRADUATES, _years(2015), _GRADUATES_HIDDEN),
    _suite(
        "forsorjningskvot",
        _Range(
            "Kvoten är barn och äldre per person i arbetsför ålder, 0,3–3 i varje kommun; omkring 80 betyder per hundra.",
            3,
            0.5,
            "I den kommun där kvoten är högst är den minst 0,5.",
            lowest=0.3,
        ),
        _years(2000),
        sexes=(),
    ),
)
