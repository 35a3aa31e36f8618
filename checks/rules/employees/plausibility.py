"""Plausibility of the employees and of what is made of them."""

from __future__ import annotations

from assets.contracts.words import BAS
from checks.result import WARNING
from checks.rules.base import (
    FOLLOW_BACK,
    LOOK_AT_SOURCE,
)
from checks.rules.expectation import Suite
from checks.rules.scb import EVERY_SEX, FOUR_DIGITS, NEARLY_ALL_KNOWN, WOMEN_AND_MEN, YEARS, known, of_size
from checks.rules.vocabulary import HIGHEST, LOWEST, SHARE, between, never_null, not_less_than, reason_given

_OCCUPATION = of_size(
    "Antal anställda i ett yrke är aldrig negativt och inget yrke har över {hogst} av ett kön i landet.",
    "Landets största yrke har minst {lagst} anställda av ett kön.",
)


_OCCUPATION_BY_AGE = of_size(
    "Ingen åldersgrupp i ett yrke har över {hogst} anställda av ett kön i landet, och antal är aldrig negativa.",
    "Landets största åldersgrupp i ett yrke har minst {lagst} anställda av ett kön.",
)


_OCCUPATION_IN_INDUSTRY = of_size(
    "Inget yrke har över {hogst} anställda av ett kön i en näringsgren, och antal är aldrig negativa.",
    "Landets största yrke i en näringsgren har minst {lagst} anställda av ett kön.",
)


_PAY = (
    *of_size(
        "Månadslönen för ett yrke är {lagst}–{hogst} kronor; annat är en annan enhet, eller 0 i stället för saknad uppgift.",
        "Det högst betalda yrket har minst {lagst} kronor i månaden.",
        lowest=LOWEST,
        where="matt == 'månadslön'",
        name="lon",
    ),
    *of_size(
        "Inget yrke har över {hogst} anställda i en del av landet, och antal är aldrig negativa.",
        "Det största yrket har minst {lagst} anställda i sin del av landet.",
        where="matt == 'antal anställda'",
        name="antal",
    ),
    known("Källan redovisar inte lön och antal för små grupper, ofta mer än hälften; mer än {resten} är för många."),
    YEARS,
    EVERY_SEX,
    FOUR_DIGITS,
)


SUITES = (
    Suite(
        "staged.anstallda",
        (
            between(
                "varde_rimligt",
                "varde",
                0,
                HIGHEST,
                "Antal anställda i ett yrke är aldrig negativt och inget yrke har över {hogst} i landet.",
                LOOK_AT_SOURCE,
            ),
            never_null(
                "varden_finns",
                "varde",
                "Högst {resten} av cellerna får vara skyddade eller saknas; fler betyder att källan har ändrats.",
                LOOK_AT_SOURCE,
                SHARE,
            ),
            between(
                "ar_rimliga",
                "ar",
                LOWEST,
                HIGHEST,
                "Tabellen börjar {lagst} (BAS), och inget år är efter {hogst}.",
                "Kontrollera tabellens id i sources/catalogue.",
            ),
        ),
    ),
    Suite("staged.anstallda_2019", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.anstallda_2014", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.anstallda_ssyk4", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_ssyk4_2019", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_ssyk4_2014", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_alder_riket", (*_OCCUPATION_BY_AGE, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_alder", (*_OCCUPATION_BY_AGE, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.anstallda_naringsgren", (*_OCCUPATION_IN_INDUSTRY, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.loner", _PAY),
    Suite("staged.loner_2014", _PAY),
    Suite(
        "mart.alder_kommun",
        (
            between("andel_rimlig", "andel", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK, severity=WARNING),
            reason_given("andel.isna()", "en andel", "assets/marts/employees/municipality_ages.py"),
        ),
    ),
    Suite(
        "mart.alder_yrke_grupper",
        (
            between("andel_noll_till_ett", "andel", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            reason_given("andel.isna()", "en andel", "assets/marts/employees/age_groups.py"),
        ),
    ),
    Suite(
        "mart.anstallda",
        (
            between("varde_inte_negativt", "varde", 0, None, "Antal anställda är aldrig negativt.", FOLLOW_BACK),
            never_null(
                "delregioner_finns",
                "varde",
                "Högst {resten} av uppgifterna för delregionerna får saknas därför att en kommun är skyddad.",
                "Se vilka kommuner som saknar värde i staged/anstallda.",
                SHARE,
                where=f"geo_niva == 'delregion' and register == '{BAS}'",
            ),
            never_null(
                "inga_luckor_i_delregioner",
                "varde",
                "Visar vilka delregioner och yrken som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                severity=WARNING,
                where=f"geo_niva == 'delregion' and kon == 'totalt' and register == '{BAS}'",
            ),
        ),
    ),
    Suite(
        "mart.alder_yrke",
        (
            between("andel_noll_till_ett", "andel_55_64", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            not_less_than(
                "aldre_ar_en_del",
                "anstallda",
                "anstallda_55_64",
                "De som är 55–64 år är en del av de anställda.",
                FOLLOW_BACK,
            ),
            between(
                "alder_rimlig",
                "andel_55_64",
                LOWEST,
                HIGHEST,
                "Mellan {lagst} och {hogst} av länets anställda i ett yrke är 55–64 år.",
                "Jämför källans åldersgrupper med gränsen 55 år i assets/marts/employees/ages.py.",
                severity=WARNING,
                where="geo_niva == 'lan' and kon == 'totalt' and yrkesniva == 'redovisningsgrupp'",
            ),
            reason_given("andel_55_64.isna()", "en andel", "assets/marts/employees/ages.py"),
        ),
    ),
    Suite(
        "mart.anstallda_ssyk4",
        (
            between("varde_inte_negativt", "varde", 0, None, "Antal anställda är aldrig negativt.", FOLLOW_BACK),
            reason_given("varde.isna()", "ett tal", "tabellens modul i assets/marts"),
            never_null(
                "fordelade_finns",
                "varde",
                "Högst {resten} av uppgifterna får saknas därför att ett tal på tre eller fyra siffror är skyddat.",
                "Läs anmärkningarna. Saknas alla: se i mart.kalla om underlaget på fyra siffror är hämtat.",
                SHARE,
                severity=WARNING,
                where="geo_niva == 'delregion'",
            ),
        ),
    ),
    Suite(
        "mart.anstallda_per_ar",
        (
            between("varde_inte_negativt", "varde", 0, None, "Antal anställda är aldrig negativt.", FOLLOW_BACK),
            never_null(
                "skal_nar_tal_saknas",
                "status",
                "Saknas ett tal står skälet i status.",
                "Rätta assets/marts/employees/employees_by_year.py så att varje saknat tal får ett skäl.",
                where="varde.isna()",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.anstallda_alla_yrken",
        (
            between("minst_inte_negativt", "minst", 0, None, "Antal anställda är aldrig negativt.", FOLLOW_BACK),
            never_null(
                "skal_nar_tal_saknas",
                "status",
                "Saknas ett tal står skälet i status.",
                "Rätta assets/marts/employees/employees_in_all.py så att varje saknat tal får ett skäl.",
                where="varde.isna()",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.seriebrott",
        (
            never_null(
                "matt_pa_bada_sidor",
                "efter",
                "Ett brott som mäts har ett tal före och ett efter.",
                "Se vilket år i staged/anstallda som saknar länets tal.",
                severity=WARNING,
                where="fore.notna()",
                may_lack_rows=True,
            ),
        ),
    ),
)
