"""Rules of the projections of every county."""

from __future__ import annotations

from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_counties import COUNTIES
from assets.contracts.words import COUNTY, SSYK3_LEVEL, SSYK4_LEVEL
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Judgement, NotApplicableError, Rows, apart, named, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import reason_given

_CELL = ["geo_kod", "yrkesniva", "yrke_kod", "ar"]


@reconciliation(
    COUNTIES,
    PROJECTION,
    name="alla_lan_som_det_egna",
    severity=STOPPING,
    why="Utgåvans eget län har samma andelar som i framskrivning; i varje län är personerna de anställda gånger andelens "
    "ändring gånger alla anställdas, och ligger mellan sina gränser.",
    action="Jämför assets/marts/long_term/every_county.py med projection.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def every_county_as_the_own(made: Rows, projected: Rows) -> Judgement:
    """Every number again, and the own county's beside the other table's."""
    rows = made.read()
    told = rows.dropna(subset="personer")
    if told.empty:
        raise NotApplicableError("inget yrke skrivs fram: skälen står i anmärkningen")
    own = projected.read(("geo_niva", "=", COUNTY), ("yrkesniva", "in", [SSYK3_LEVEL, SSYK4_LEVEL]))
    beside = told.merge(own[[*_CELL, "forandring_andel"]], on=_CELL, suffixes=("", "_egen"))
    beside = beside.dropna(subset="forandring_andel_egen")
    again = told["anstallda"] * (1 + told["forandring_andel"]) * told["tillvaxt_egen"]
    wrong = {
        "personerna är inte talen på raden": (told["personer"] / again - 1).abs() > DECIMALS,
        "personerna ligger inte mellan gränserna": ~told["personer"].between(
            told["nedre"] * (1 - DECIMALS), told["ovre"] * (1 + DECIMALS)
        ),
    }
    other = {
        "andelen är inte den i framskrivning": apart(beside["forandring_andel"], beside["forandring_andel_egen"]),
    }
    faults = named(told, wrong, *_CELL) + named(beside, other, *_CELL)
    return Judgement(
        faults,
        {"tal": len(told), "tal i eget län": len(beside)},
        f"{len(told)} tal i {told['geo_kod'].nunique()} län räknade igen, {len(beside)} bredvid framskrivning",
    )


SUITES = (
    Suite(
        "mart.framskrivning_lan",
        (reason_given("personer.isna()", "framskrivningen", "assets/marts/long_term/every_county.py"),),
    ),
)
