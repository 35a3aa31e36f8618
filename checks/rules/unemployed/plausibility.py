"""What is plausible of the registered unemployed, and of who they are.

Of who they are the staged tables warn: nothing that must be published rests on them, and each is empty when its workbook is
missing. What is published of them stops when it cannot be right.
"""

from __future__ import annotations

from assets.contracts.unemployed import BORN_ABROAD, DURATIONS, PROFILE_KINDS, WITHOUT_WORK, YOUNG
from checks.result import WARNING
from checks.rules.base import FOLLOW_BACK, LOOK_AT_SOURCE
from checks.rules.expectation import Expectation, Suite
from checks.rules.scb import known
from checks.rules.vocabulary import (
    HIGHEST,
    LOWEST,
    SHARE,
    between,
    contains_all,
    largest_at_least,
    never_null,
    reason_given,
    values_between,
)

_LOOK_AT_FIELDS = "Jämför fältens namn i sources/arbetsformedlingen/workbooks.py med arbetsboken hos källan."


_WHOLE_SERIES = values_between(
    "manader_finns",
    "manad",
    12,
    None,
    "Arbetsboken har hela serien, minst tolv månader.",
    LOOK_AT_SOURCE,
    severity=WARNING,
)


def _persons(why: str) -> Expectation:
    return between("varde_rimligt", "varde", 0, HIGHEST, why, LOOK_AT_SOURCE, severity=WARNING)


SUITES = (
    Suite(
        "staged.inskrivna_arbetslosa",
        (
            between(
                "varde_rimligt",
                "varde",
                0,
                HIGHEST,
                "Ingen kommun har över {hogst} inskrivna inom ett AF-yrkesområde, och antal är aldrig negativa.",
                LOOK_AT_SOURCE,
            ),
            never_null(
                "varden_finns",
                "varde",
                "Högst {resten} av uppgifterna får vara skyddade; fler betyder att källan har ändrats.",
                LOOK_AT_SOURCE,
                SHARE,
            ),
            values_between(
                "manader_finns",
                "manad",
                12,
                None,
                "Minst tolv månader behövs för ett medeltal över ett helt år.",
                LOOK_AT_SOURCE,
            ),
        ),
    ),
    Suite(
        "staged.inskrivna_lan",
        (
            between(
                "varde_rimligt",
                "varde",
                0,
                HIGHEST,
                "Antal inskrivna är aldrig negativt och inget AF-yrkesområde i ett län har över {hogst}.",
                LOOK_AT_SOURCE,
            ),
        ),
    ),
    Suite(
        "staged.inskrivna_profil",
        (
            _persons("Ingen kommun har över {hogst} inskrivna av ett kön i en grupp, och antal är aldrig negativa."),
            known("Högst {resten} av uppgifterna får vara skyddade; fler betyder att källan har ändrats."),
            _WHOLE_SERIES,
            contains_all(
                "egenskaper_finns",
                "egenskap",
                PROFILE_KINDS,
                "Arbetsboken har ålder, utbildning och födelseland.",
                _LOOK_AT_FIELDS,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "staged.inskrivna_tid",
        (
            _persons("Ingen kommun har över {hogst} inskrivna, och antal är aldrig negativa."),
            known("Lång tid utan arbete är ofta skyddad i små kommuner; mer än {resten} av alla tal är för många."),
            never_null(
                "samtliga_finns",
                "varde",
                "Samtliga inskrivna är sällan ett skyddat tal; högst {resten} får saknas.",
                LOOK_AT_SOURCE,
                SHARE,
                severity=WARNING,
                where="tid == 'samtliga'",
            ),
            _WHOLE_SERIES,
            contains_all(
                "tider_finns",
                "tid",
                DURATIONS,
                "Varje blad har samtliga och tre tider utan arbete.",
                _LOOK_AT_FIELDS,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "staged.arbetskraft_bas",
        (
            _persons("Ingen kommun har över {hogst} personer i arbetskraften, och antal är aldrig negativa."),
            largest_at_least(
                "varde_i_ratt_enhet",
                "varde",
                LOWEST,
                "Landets största kommun har minst {lagst} i arbetskraften. Mindre betyder andelar eller tusental.",
                _LOOK_AT_FIELDS,
                severity=WARNING,
                where="matt == 'arbetskraft'",
            ),
            known("Källan redovisar alla kommuner; saknas mer än {resten} har den ändrats."),
            _WHOLE_SERIES,
        ),
    ),
    Suite(
        "mart.inskrivna_arbetslosa",
        (
            between(
                "varde_inte_negativt",
                "varde",
                0,
                HIGHEST,
                "Antal inskrivna är aldrig negativt och inget AF-yrkesområde i länet har över {hogst}.",
                FOLLOW_BACK,
            ),
            never_null(
                "inga_luckor_i_delregioner",
                "varde",
                "Visar vilka delregioner och AF-yrkesområden som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                severity=WARNING,
                where="geo_niva == 'delregion' and kon == 'totalt'",
            ),
        ),
    ),
    Suite(
        "mart.inskrivna_arbetslosa_profil",
        (
            between(
                "varde_inte_negativt",
                "varde",
                0,
                HIGHEST,
                "Antal inskrivna är aldrig negativt och i inget län fler än {hogst}.",
                "Följ talet bakåt i staged.inskrivna_profil och staged.inskrivna_tid.",
            ),
            never_null(
                "inga_luckor_i_delregioner",
                "varde",
                "Visar vilka delregioner och grupper som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: tabellen säger det i status.",
                severity=WARNING,
                where="geo_niva == 'delregion' and kon == 'totalt'",
            ),
            contains_all(
                "egenskaper_finns",
                "egenskap",
                [*PROFILE_KINDS, WITHOUT_WORK],
                "Båda arbetsböckerna är hämtade; annars fattas egenskaper.",
                "Se i mart.kalla vilken av dem som saknas och varför.",
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.inskrivna_andelar",
        (
            between("andel_noll_till_ett", "andel", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            contains_all(
                "grupper_finns",
                "grupp",
                ["mer än 12 månader", BORN_ABROAD, YOUNG],
                "Tabellen har de som varit länge utan arbete, utrikes födda och unga.",
                "Jämför gruppernas namn i arbetsboken med assets/marts/unemployed/shares.py.",
                severity=WARNING,
            ),
            reason_given(
                "andel.isna() or antal.isna()", "ett antal eller en andel", "assets/marts/unemployed/shares.py"
            ),
        ),
    ),
)
