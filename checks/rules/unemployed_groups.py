"""Plausibility of who the registered unemployed are.

The staged tables warn: nothing that must be published rests on them, and each is empty when its workbook is missing. What is
published of them stops when it cannot be right.
"""

from __future__ import annotations

from typing import Any

from assets.contracts.unemployed import DURATIONS, PROFILE_KINDS, WITHOUT_WORK
from checks.result import STOPPING, WARNING
from checks.rules.expectation import Expectation, Suite

_LOOK_AT_SOURCE = "Öppna ögonblicksbilden i raw/ och jämför med källans sida."
_LOOK_AT_FIELDS = "Jämför fältens namn i sources/arbetsformedlingen/workbooks.py med arbetsboken hos källan."


def _warn(
    name: str, kind: str, arguments: dict[str, Any], why: str, action: str = _LOOK_AT_SOURCE, where: str = ""
) -> Expectation:
    return Expectation(name, kind, arguments, WARNING, why, action, where)


def _persons(highest: int, why: str) -> Expectation:
    return _warn(
        "varde_rimligt", "ExpectColumnValuesToBeBetween", {"column": "varde", "min_value": 0, "max_value": highest}, why
    )


def _known(share: float, why: str) -> Expectation:
    # The share alone: to name every protected row takes seconds where there are thousands.
    least = {"column": "varde", "min_value": share}
    return _warn("varden_finns", "ExpectColumnProportionOfNonNullValuesToBeBetween", least, why)


_MONTHS = _warn(
    "manader_finns",
    "ExpectColumnUniqueValueCountToBeBetween",
    {"column": "manad", "min_value": 12},
    "Arbetsboken har hela serien, minst tolv månader.",
)

SUITES = (
    Suite(
        "staged.inskrivna_profil",
        (
            _persons(
                30_000, "Ingen kommun har över 30 000 inskrivna av ett kön i en grupp, och antal är aldrig negativa."
            ),
            _known(0.8, "Högst var femte uppgift får vara skyddad; fler betyder att källan har ändrats."),
            _MONTHS,
            _warn(
                "egenskaper_finns",
                "ExpectColumnDistinctValuesToContainSet",
                {"column": "egenskap", "value_set": list(PROFILE_KINDS)},
                "Arbetsboken har ålder, utbildning och födelseland.",
                _LOOK_AT_FIELDS,
            ),
        ),
    ),
    Suite(
        "staged.inskrivna_tid",
        (
            _persons(60_000, "Ingen kommun har över 60 000 inskrivna, och antal är aldrig negativa."),
            _known(
                0.6, "Lång tid utan arbete är ofta skyddad i små kommuner; mer än 40 procent av alla tal är för många."
            ),
            _warn(
                "samtliga_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.9},
                "Samtliga inskrivna är sällan ett skyddat tal; högst vart tionde får saknas.",
                where="tid == 'samtliga'",
            ),
            _MONTHS,
            _warn(
                "tider_finns",
                "ExpectColumnDistinctValuesToContainSet",
                {"column": "tid", "value_set": list(DURATIONS)},
                "Varje blad har samtliga och tre tider utan arbete.",
                _LOOK_AT_FIELDS,
            ),
        ),
    ),
    Suite(
        "staged.arbetskraft_bas",
        (
            _persons(900_000, "Ingen kommun har över 900 000 personer i arbetskraften, och antal är aldrig negativa."),
            _warn(
                "varde_i_ratt_enhet",
                "ExpectColumnMaxToBeBetween",
                {"column": "varde", "min_value": 100_000},
                "Landets största kommun har minst 100 000 i arbetskraften. Mindre betyder andelar eller tusental.",
                _LOOK_AT_FIELDS,
                where="matt == 'arbetskraft'",
            ),
            _known(0.95, "Källan redovisar alla kommuner; saknas mer än 5 procent har den ändrats."),
            _MONTHS,
        ),
    ),
    Suite(
        "mart.inskrivna_arbetslosa_profil",
        (
            Expectation(
                "varde_inte_negativt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 200_000},
                STOPPING,
                "Antal inskrivna är aldrig negativt och i inget län fler än 200 000.",
                "Följ talet bakåt i staged.inskrivna_profil och staged.inskrivna_tid.",
            ),
            _warn(
                "inga_luckor_i_delregioner",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde"},
                "Visar vilka delregioner och grupper som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: tabellen säger det i status.",
                where="geo_niva == 'delregion' and kon == 'totalt'",
            ),
            _warn(
                "egenskaper_finns",
                "ExpectColumnDistinctValuesToContainSet",
                {"column": "egenskap", "value_set": [*PROFILE_KINDS, WITHOUT_WORK]},
                "Båda arbetsböckerna är hämtade; annars fattas egenskaper.",
                "Se i mart.kalla vilken av dem som saknas och varför.",
            ),
        ),
    ),
)
