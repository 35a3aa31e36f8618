"""Plausibility of the staged tables."""

from __future__ import annotations

from checks.result import STOPPING, WARNING
from checks.suites import Expectation, Suite

_LOOK_AT_SOURCE = "Öppna ögonblicksbilden i raw/ och jämför med källans sida."

SUITES = (
    Suite(
        "staged.anstallda",
        (
            Expectation(
                "varde_rimligt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 400_000},
                STOPPING,
                "Antal anställda i ett yrke är aldrig negativt och inget yrke har över 400 000 i landet.",
                _LOOK_AT_SOURCE,
            ),
            Expectation(
                "varden_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.95},
                STOPPING,
                "Högst 5 procent av cellerna får vara skyddade eller saknas; fler betyder att källan har ändrats.",
                _LOOK_AT_SOURCE,
            ),
            Expectation(
                "ar_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "ar", "min_value": 2020, "max_value": 2040},
                STOPPING,
                "Tabellen börjar 2020 (BAS).",
                "Kontrollera tabellens id i sources/catalog.py.",
            ),
        ),
    ),
    Suite(
        "staged.annonser",
        (
            Expectation(
                "ssyk4_kand",
                "ExpectColumnValuesToNotBeNull",
                {"column": "ssyk4", "mostly": 0.95},
                WARNING,
                "Annonser utan yrke räknas på egen rad. Av alla kombinationer av månad, kommun och yrke får högst 5 procent "
                "sakna yrke.",
                "Kontrollera källans fält occupation_group.",
            ),
            Expectation(
                "ssyk4_form",
                "ExpectColumnValuesToMatchRegex",
                {"column": "ssyk4", "regex": r"^\d{4}$"},
                STOPPING,
                "Yrkeskoden är fyra siffror.",
                "Kontrollera sources/arbetsformedlingen/ad_reader.py mot källans fält.",
            ),
            Expectation(
                "kommun_form",
                "ExpectColumnValuesToMatchRegex",
                {"column": "kommun_kod", "regex": r"^\d{4}$"},
                STOPPING,
                "Kommunkoden är fyra siffror.",
                "Kontrollera sources/arbetsformedlingen/ad_reader.py mot källans fält.",
            ),
            Expectation(
                "manader_finns",
                "ExpectColumnUniqueValueCountToBeBetween",
                {"column": "manad", "min_value": 12},
                STOPPING,
                "Minst tolv månader behövs för att jämföra ett helt år.",
                "Hämta fler arkiv: sänk KOMPETENS_ADS_FROM.",
            ),
        ),
        count_by=("manad", "lan_kod", "kommun_kod", "ssyk4"),
    ),
    Suite(
        "staged.inskrivna_lan",
        (
            Expectation(
                "varde_rimligt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 100_000},
                STOPPING,
                "Antal inskrivna är aldrig negativt och inget AF-yrkesområde i ett län har över 100 000.",
                "Öppna ögonblicksbilden i raw/ och jämför med källans sida.",
            ),
        ),
    ),
    Suite(
        "staged.inskrivna_arbetslosa",
        (
            Expectation(
                "varde_rimligt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 20_000},
                STOPPING,
                "Ingen kommun i länet har så många inskrivna inom ett AF-yrkesområde.",
                _LOOK_AT_SOURCE,
            ),
            Expectation(
                "varden_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.8},
                STOPPING,
                "Högst var femte uppgift får vara skyddad; fler betyder att källan har ändrats.",
                _LOOK_AT_SOURCE,
            ),
            Expectation(
                "manader_finns",
                "ExpectColumnUniqueValueCountToBeBetween",
                {"column": "manad", "min_value": 12},
                STOPPING,
                "Minst tolv månader behövs för ett medeltal över ett helt år.",
                _LOOK_AT_SOURCE,
            ),
        ),
    ),
    Suite(
        "staged.annonser_oppna",
        (
            Expectation(
                "ssyk4_kand",
                "ExpectColumnValuesToNotBeNull",
                {"column": "ssyk4", "mostly": 0.9},
                WARNING,
                "Annonser utan yrke räknas på egen rad. Av alla kombinationer av län, kommun och yrke får högst 10 procent sakna "
                "yrke.",
                "Kontrollera källans fält occupation_group.",
            ),
            Expectation(
                "ssyk4_form",
                "ExpectColumnValuesToMatchRegex",
                {"column": "ssyk4", "regex": r"^\d{4}$"},
                STOPPING,
                "Yrkeskoden är fyra siffror.",
                "Kontrollera sources/arbetsformedlingen/ad_reader.py mot källans fält.",
            ),
            Expectation(
                "kommun_form",
                "ExpectColumnValuesToMatchRegex",
                {"column": "kommun_kod", "regex": r"^\d{4}$"},
                STOPPING,
                "Kommunkoden är fyra siffror.",
                "Kontrollera sources/arbetsformedlingen/ad_reader.py mot källans fält.",
            ),
        ),
        count_by=("lan_kod", "kommun_kod", "ssyk4"),
    ),
)
