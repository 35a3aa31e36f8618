"""Plausibility of Yrkesbarometern, the taxonomy and the skills in ads.

All of it warns: none of the sources is required, and a table whose source is missing is empty.
"""

from __future__ import annotations

from typing import Any

from assets.contracts.words import UNKNOWN
from assets.methods.skills import LEAST_ADS, LEAST_NAMING, TOP
from assets.methods.taxonomy import GROUP, IN_USE
from assets.reference import NATION, counties
from checks.result import WARNING
from checks.rules.expectation import Expectation, Suite

AF_GROUPS = 400
_LOOK_AT_SOURCE = "Öppna ögonblicksbilden i raw/ och jämför med källans sida."
_REFERENCE = "Jämför assets/reference/yrken_ssyk4.csv och yrken_utan_af_grupp.csv med Arbetsförmedlingens taxonomi."
_FORMULA = "Följ talet bakåt: kompetens doctor visar underlagen, assets/methods formeln."
_FOUR_DIGITS = {"column": "ssyk4", "regex": r"^\d{4}$"}
_KNOWN_GROUP = f"ssyk4 != '{UNKNOWN}'"
_GROUPS_IN_USE = f"typ == '{GROUP}' and tillstand == '{IN_USE}'"


def _warn(name: str, kind: str, arguments: dict[str, Any], why: str, action: str, where: str = "") -> Expectation:
    return Expectation(name, kind, arguments, WARNING, why, action, where)


SUITES = (
    Suite(
        "staged.yrkesbarometer",
        (
            _warn(
                "yrkesgruppen_har_form",
                "ExpectColumnValuesToMatchRegex",
                _FOUR_DIGITS,
                "En angiven yrkesgrupp är fyra siffror.",
                _LOOK_AT_SOURCE,
                _KNOWN_GROUP,
            ),
            _warn(
                "bedomda_finns",
                "ExpectColumnProportionOfNonNullValuesToBeBetween",
                {"column": "jobbmojligheter", "min_value": 0.5},
                "Ungefär tre av fyra yrken brukar vara bedömda; färre än hälften betyder att källan har ändrats.",
                _LOOK_AT_SOURCE,
            ),
            _warn(
                "antal_yrken_rimligt",
                "ExpectColumnUniqueValueCountToBeBetween",
                {"column": "koncept_id", "min_value": 100, "max_value": 600},
                "Yrkesbarometern brukar ha drygt 200 yrken.",
                _LOOK_AT_SOURCE,
            ),
            _warn(
                "alla_lan_finns",
                "ExpectColumnDistinctValuesToContainSet",
                {"column": "lan_kod", "value_set": [NATION, *counties()]},
                "Riket och alla 21 län ska finnas.",
                _LOOK_AT_SOURCE,
            ),
        ),
    ),
    Suite(
        "staged.taxonomi",
        (
            _warn(
                "antal_grupper",
                "ExpectTableRowCountToEqual",
                {"value": AF_GROUPS},
                "Arbetsförmedlingen har 400 yrkesgrupper på fyra siffror.",
                _REFERENCE,
                _GROUPS_IN_USE,
            ),
            _warn(
                "grupper_har_kod",
                "ExpectColumnValuesToNotBeNull",
                {"column": "kod"},
                "En yrkesgrupp utan kod kan inte kopplas till SSYK 2012.",
                _LOOK_AT_SOURCE,
                _GROUPS_IN_USE,
            ),
            _warn(
                "ersattare_finns",
                "ExpectColumnValuesToNotBeInSet",
                {"column": "tillstand", "value_set": ["ersättaren saknas"]},
                "Ett ersatt begrepp leder till ett som filen har. Annars kan det inte kopplas till en yrkesgrupp.",
                _LOOK_AT_SOURCE,
            ),
        ),
    ),
    Suite(
        "staged.kompetenser",
        (
            _warn(
                "yrkesgruppen_har_form",
                "ExpectColumnValuesToMatchRegex",
                _FOUR_DIGITS,
                "Yrkeskoden är fyra siffror.",
                _LOOK_AT_SOURCE,
            ),
            _warn(
                "hogst_alla_annonser",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "annonser", "column_B": "annonser_med", "or_equal": True},
                "En kompetens nämns i högst så många annonser som det finns.",
                _FORMULA,
            ),
        ),
    ),
    Suite(
        "mart.yrkesnyckel",
        (
            _warn(
                "antal_grupper",
                "ExpectColumnUniqueValueCountToBeBetween",
                {"column": "af_grupp", "min_value": AF_GROUPS, "max_value": AF_GROUPS},
                "Arbetsförmedlingen har 400 yrkesgrupper på fyra siffror.",
                _REFERENCE,
            ),
            _warn(
                "motsvarighet_kand",
                "ExpectColumnValuesToNotBeInSet",
                {"column": "ssyk4", "value_set": [UNKNOWN]},
                "Varje grupp hos Arbetsförmedlingen har en motsvarighet i SSYK 2012.",
                _REFERENCE,
            ),
        ),
    ),
    Suite(
        "mart.yrkesbarometer",
        (
            _warn(
                "yrkesgruppen_kand",
                "ExpectColumnValuesToNotBeNull",
                {"column": "ssyk4_namn"},
                "Varje angiven yrkesgrupp finns i SSYK 2012 eller hos Arbetsförmedlingen.",
                _REFERENCE,
                _KNOWN_GROUP,
            ),
            _warn(
                "yrkesgrupp_angiven",
                "ExpectColumnValuesToNotBeInSet",
                {"column": "ssyk4", "value_set": [UNKNOWN], "mostly": 0.95},
                "Högst ett av tjugo barometeryrken får sakna yrkesgrupp; de visas utan kod.",
                _LOOK_AT_SOURCE,
            ),
            _warn(
                "skal_nar_bedomning_saknas",
                "ExpectColumnValuesToNotBeNull",
                {"column": "anmarkning"},
                "Saknas en bedömning står skälet i anmärkningen.",
                "Rätta assets/marts/barometer/barometer.py så att varje saknad bedömning får ett skäl.",
                "jobbmojligheter.isna() or rekryteringssituation.isna() or efterfragan_om_fem_ar.isna()",
            ),
        ),
    ),
    Suite(
        "mart.kompetenser",
        (
            _warn(
                "andel_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel", "min_value": 0, "max_value": 1},
                "En andel ligger mellan 0 och 1.",
                _FORMULA,
            ),
            _warn(
                "annonser_racker",
                "ExpectColumnValuesToBeBetween",
                {"column": "annonser", "min_value": LEAST_ADS},
                f"Bara yrkesgrupper med minst {LEAST_ADS} lästa annonser visas.",
                _FORMULA,
            ),
            _warn(
                "namns_av_flera",
                "ExpectColumnValuesToBeBetween",
                {"column": "annonser_med", "min_value": LEAST_NAMING},
                f"Bara kompetenser som minst {LEAST_NAMING} annonser nämner visas.",
                _FORMULA,
            ),
            _warn(
                "hogst_tio",
                "ExpectColumnValuesToBeBetween",
                {"column": "rang", "min_value": 1, "max_value": TOP},
                f"Högst {TOP} kompetenser visas för varje yrkesgrupp och område.",
                _FORMULA,
            ),
        ),
    ),
)
