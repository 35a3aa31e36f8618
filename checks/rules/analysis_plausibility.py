"""Plausibility of the analysts' tables."""

from __future__ import annotations

from typing import Any

from checks.result import STOPPING, WARNING, Severity
from checks.rules.expectation import Expectation, Suite

_FORMULA = "Följ talet bakåt: kompetens doctor visar underlagen, assets/methods formeln."
_REASON = "Rätta tabellens modul i assets/marts så att varje utelämnat tal får ett skäl."


def _between(
    name: str,
    column: str,
    lowest: float,
    highest: float | None,
    why: str,
    where: str = "",
    severity: Severity = STOPPING,
) -> Expectation:
    limits: dict[str, Any] = {"column": column, "min_value": lowest}
    if highest is not None:
        limits["max_value"] = highest
    return Expectation(name, "ExpectColumnValuesToBeBetween", limits, severity, why, _FORMULA, where)


def _reason(where: str) -> Expectation:
    return Expectation(
        "skal_nar_tal_saknas",
        "ExpectColumnValuesToNotBeNull",
        {"column": "anmarkning"},
        STOPPING,
        "Saknas ett tal står skälet i anmärkningen.",
        _REASON,
        where,
    )


SUITES = (
    Suite(
        "mart.anstallda_ssyk4",
        (
            _between("varde_inte_negativt", "varde", 0, None, "Antal anställda är aldrig negativt."),
            _reason("varde.isna()"),
            Expectation(
                "marginalerna_liknar_varandra",
                "ExpectColumnValuesToBeBetween",
                {"column": "marginal_skillnad", "min_value": -0.05, "max_value": 0.05, "mostly": 0.8},
                WARNING,
                "Tabellerna på tre och fyra siffror är samma register: högst var femte undergrupp får skilja över fem procent.",
                "Se kontrollen grupper_blir_yrken av staged.anstallda_ssyk4, som jämför de två tabellerna i länet.",
                where="geo_niva == 'lan'",
            ),
            Expectation(
                "fordelade_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.9},
                WARNING,
                "Högst en av tio uppgifter får saknas därför att ett tal på tre eller fyra siffror är skyddat.",
                "Läs anmärkningarna. Saknas alla: se i mart.kalla om underlaget på fyra siffror är hämtat.",
                where="geo_niva == 'delregion'",
            ),
        ),
    ),
    Suite(
        "mart.skillnad",
        (
            _between(
                "brist_inte_negativ", "summa_bristomraden", 0, None, "En summa över bristområden är aldrig negativ."
            ),
            _between(
                "overskott_inte_negativt",
                "summa_overskottsomraden",
                0,
                None,
                "En summa över de andra är aldrig negativ.",
            ),
            _between("overhang_ar_andel", "overhang", 0, 1, "Överhänget är en andel av platserna."),
            _between(
                "rorlighet_inte_negativ",
                "losbar_genom_rorlighet",
                0,
                None,
                "Delregionernas brist är tillsammans aldrig mindre än den när de läggs ihop.",
            ),
            Expectation(
                "summorna_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "netto"},
                WARNING,
                "Visar vilka områden som saknar summor därför att en uppgift är skyddad eller underlaget saknas.",
                "Inget: tabellen säger det i anmärkningen.",
            ),
        ),
    ),
    Suite(
        "mart.analys",
        (
            _between(
                "andelar_noll_till_ett",
                "varde",
                0,
                1,
                "Missmatchning, pendling och stabilitet är andelar.",
                "enhet == 'andel'",
            ),
            _between(
                "jamforda_andelar_noll_till_ett",
                "jamforelse",
                0,
                1,
                "Det som en andel läses mot är också en andel.",
                "enhet == 'andel'",
            ),
            _between("poang_noll_till_tre", "varde", 0, 3, "Signalpoängen ligger mellan 0 och 3.", "enhet == 'poäng'"),
            _between("percentil_noll_till_hundra", "percentil", 0, 100, "En percentil ligger mellan 0 och 100."),
            _reason("varde.isna()"),
        ),
    ),
)
