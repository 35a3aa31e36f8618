"""Rules of the calculated difference between what is needed and what there would be."""

from __future__ import annotations

from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.words import REPORTING_GROUP
from assets.methods.long_term_difference import GROWING, SHRINKING
from checks.result import STOPPING, WARNING
from checks.rules.base import DECIMALS, Judgement, Rows, apart, named, reconciliation
from checks.rules.expectation import Suite
from checks.rules.long_term_supply import STAGED_FLOWS
from checks.rules.vocabulary import between, reason_given

_MEND = "Rätta assets/marts/long_term/difference.py."
SUMS_APART = 0.01
"""How large a part of the need all differences together may be: as in a normal labour market, work as a whole is filled."""


@reconciliation(
    DIFFERENCE,
    STAGED_FLOWS,
    name="skillnaden_raknas_om",
    severity=STOPPING,
    why="Skillnaden är behovet minus tillgången, den ligger inom sina gränser, och riktningen är den som gränserna tillåter.",
    action=_MEND,
    expected="lika",
    rule=(DECIMALS,),
)
def difference_is_need_less_supply(made: Rows, _flows: Rows) -> Judgement:
    """Every row that has a number."""
    columns = ["geo_kod", "kod", "till_ar", "behov", "tillgang", "skillnad", "nedre", "ovre", "riktning"]
    frame = made.read(columns=columns).dropna(subset=["skillnad"])
    outside = (frame["nedre"] > frame["skillnad"] + DECIMALS) | (frame["ovre"] < frame["skillnad"] - DECIMALS)
    said = ((frame["riktning"] == GROWING) & (frame["nedre"] <= 0)) | (
        (frame["riktning"] == SHRINKING) & (frame["ovre"] >= 0)
    )
    wrong = {
        "skillnaden är inte behov minus tillgång": apart(frame["skillnad"], frame["behov"] - frame["tillgang"]),
        "skillnaden ligger utanför sina gränser": outside,
        "riktningen är en annan än gränserna tillåter": said,
    }
    faults = named(frame, wrong, "geo_kod", "kod", "till_ar")
    return Judgement(faults, {"rader med skillnad": len(frame)}, f"{len(frame) - len(faults)} av {len(frame)} lika")


@reconciliation(
    DIFFERENCE,
    STAGED_FLOWS,
    name="skillnaderna_tar_ut_varandra",
    severity=WARNING,
    why="Behov och tillgång är tillsammans lika stora. Det som blir över i vissa yrken fattas i andra, så när som på de yrken som inte "
    "skrivs fram.",
    action="Se efter vilka yrken som saknar skillnad i området: de bär det som fattas.",
    expected=f"högst {100 * SUMS_APART:.0f} procent av behovet",
    rule=(SUMS_APART,),
)
def differences_cancel(made: Rows, _flows: Rows) -> Judgement:
    """The occupations of every area and year."""
    frame = made.read(("enhet", "=", REPORTING_GROUP), columns=["geo_kod", "till_ar", "behov", "skillnad"]).dropna()
    sums = frame.groupby(["geo_kod", "till_ar"])[["behov", "skillnad"]].sum()
    odd = sums[sums["skillnad"].abs() > SUMS_APART * sums["behov"]]
    faults = [f"{area} {year}: {row.skillnad:.0f} av {row.behov:.0f}" for (area, year), row in odd.iterrows()]
    return Judgement(faults, {"områden och år": len(sums)}, f"{len(sums) - len(odd)} av {len(sums)}")


SUITES = (
    Suite(
        "mart.langsiktig_skillnad",
        (
            between(
                "behov_inte_negativt",
                "behov",
                0,
                None,
                "Ett behov är aldrig negativt.",
                "Rätta assets/marts/long_term/difference.py.",
            ),
            reason_given("skillnad.isna()", "skillnaden", "assets/marts/long_term/difference.py"),
        ),
    ),
)
