"""Rules of the calculated difference between what is needed and what there would be."""

from __future__ import annotations

import pandas as pd

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.long_term_difference import CONSTANT_SHARES, DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.words import REPORTING_GROUP
from assets.methods.long_term_difference import CLEAR_DIFFERENCE, GROWING, SHRINKING, WIDEST_UNCHANGED
from assets.methods.projection_intervals import UNCHANGED
from assets.methods.quoted import in_swedish
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Judgement, NotApplicableError, Rows, apart, named, reconciliation, two_bounds
from checks.rules.expectation import Suite
from checks.rules.long_term_supply import STAGED_FLOWS
from checks.rules.vocabulary import between, reason_given

_ROW = ["geo_kod", "yrke_kod"]
_MEND = "Rätta assets/marts/long_term/difference.py."
# As in a normal labour market, work as a whole is filled. And the need counts employees of all ages where they work, the supply those
# of 20–69 years whose occupation is known where they live: some tenths more or fewer is commuting and unknown occupations.
_SUMS, _SCALE = map(two_bounds, ("skillnaderna_tar_ut_varandra", "skalningen_ar_rimlig"))


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
    said = _more_than_the_limits_allow(
        frame["riktning"], *(frame[name] / frame["tillgang"] for name in ("skillnad", "nedre", "ovre"))
    )
    wrong = {
        "skillnaden är inte behov minus tillgång": apart(frame["skillnad"], frame["behov"] - frame["tillgang"]),
        "skillnaden ligger utanför sina gränser": outside,
        "riktningen är en annan än gränserna tillåter": said,
    }
    faults = named(frame, wrong, "geo_kod", "kod", "till_ar")
    return Judgement(faults, {"rader med skillnad": len(frame)}, f"{len(frame) - len(faults)} av {len(frame)} lika")


def _more_than_the_limits_allow(word: pd.Series, middle: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    """Where the word is not the one of these shares of the supply."""
    unchanged = (
        (middle.abs() > CLEAR_DIFFERENCE + DECIMALS)
        | (low < -WIDEST_UNCHANGED - DECIMALS)
        | (high > WIDEST_UNCHANGED + DECIMALS)
    )
    wrong: pd.Series = (
        ((word == GROWING) & (low < CLEAR_DIFFERENCE - DECIMALS))
        | ((word == SHRINKING) & (high > -CLEAR_DIFFERENCE + DECIMALS))
        | ((word == UNCHANGED) & unchanged)
    )
    return wrong


@reconciliation(
    LONG_ASSESSMENT,
    DIFFERENCE,
    ASSESSMENT,
    STAGED_FLOWS,
    name="lang_sikt_ar_skillnaden",
    severity=STOPPING,
    why="Bedömningen på lång sikt är den beräknade skillnaden som del av tillgången, bredvid dagens signaler. Klassen är den som gränserna "
    "tillåter.",
    action="Rätta assets/marts/long_term/long_assessment.py.",
    expected="samma som i langsiktig_skillnad och bedomning",
    rule=(DECIMALS,),
)
def long_assessment_is_the_difference(made: Rows, differences: Rows, assessed: Rows, _flows: Rows) -> Judgement:
    """Every row that has a share, and the signals of every row. Where no method has beaten constant shares, every row says so."""
    shares = ["skillnad_andel", "nedre_andel", "ovre_andel"]
    frame = made.read(columns=[*_ROW, "till_ar", "signaler", "behov_mot_tillgang", *shares, "anmarkning"])
    there = differences.read(
        ("enhet", "=", REPORTING_GROUP), columns=["geo_kod", "kod", "till_ar", "skillnad", "tillgang"]
    )
    share = (there["skillnad"] / there["tillgang"]).rename("raknad")
    share.index = pd.MultiIndex.from_frame(there[["geo_kod", "kod", "till_ar"]])
    now = assessed.read(("yrkesniva", "=", REPORTING_GROUP), columns=[*_ROW, "signaler"])
    frame = frame.join(share, on=[*_ROW, "till_ar"]).join(now.set_index(_ROW)["signaler"].rename("nu"), on=_ROW)
    said = _more_than_the_limits_allow(frame["behov_mot_tillgang"], *(frame[name] for name in shares))
    wrong = {
        "andelen är en annan än skillnadens": apart(frame["skillnad_andel"], frame["raknad"])
        & frame["skillnad_andel"].notna(),
        "signalen är inte den i bedomning": frame["signaler"] != frame["nu"],
        "klassen är en annan än gränserna tillåter": said,
        "klassen saknar tal": frame["behov_mot_tillgang"].notna() & frame["skillnad_andel"].isna(),
    }
    faults = named(frame, wrong, *_ROW, "till_ar")
    compared = int((frame["skillnad_andel"].notna() & frame["raknad"].notna()).sum())
    untried = frame["anmarkning"] == CONSTANT_SHARES
    if not compared and not faults and (untried | (frame["anmarkning"].notna() & frame["raknad"].isna())).all():
        raise NotApplicableError("ingen andel publiceras: skälet står i varje rads anmärkning")
    return Judgement(faults, {"rader med andel": compared}, f"{compared} andelar, {len(frame)} signaler")


@reconciliation(
    DIFFERENCE,
    STAGED_FLOWS,
    name="skillnaderna_tar_ut_varandra",
    why="Behov och tillgång är tillsammans lika stora. Det som blir över i vissa yrken fattas i andra, så när som på de yrken som inte "
    "skrivs fram.",
    action="Se efter vilka yrken som saknar skillnad i området: de bär det som fattas.",
    bounds=(_SUMS,),
)
def differences_cancel(made: Rows, _flows: Rows) -> Judgement:
    """The occupations of every area and year."""
    frame = made.read(("enhet", "=", REPORTING_GROUP), columns=["geo_kod", "till_ar", "behov", "skillnad"]).dropna()
    sums = frame.groupby(["geo_kod", "till_ar"])[["behov", "skillnad"]].sum()
    found = _SUMS.found(
        _SUMS.share(sums["skillnad"].abs(), sums["behov"]),
        lambda at: f"{at[0]} {at[1]}: {sums.at[at, 'skillnad']:.0f} av {sums.at[at, 'behov']:.0f}",
    )
    said = f"{len(sums) - len(found.faults)} av {len(sums)}"
    return Judgement(found.faults, {"områden och år": len(sums)}, said, found.beyond)


@reconciliation(
    DIFFERENCE,
    STAGED_FLOWS,
    name="skalningen_ar_rimlig",
    why="Tillgången skalas så att den tillsammans blir lika stor som behovet. Den räknar 20–69 år med känt yrke där de bor, och behovet "
    "alla anställda där de arbetar. Det skiljer någon tiondel. Skiljer det mer säger skillnaden mest att två tabeller inte passar ihop.",
    action="Jämför tillgang.arbetande med anstallda. Se efter hur många som saknar uppgift om yrke i tabellen utbildning.",
    bounds=(_SCALE,),
)
def scale_is_plausible(made: Rows, _flows: Rows) -> Judgement:
    """Every area and year that has a scale."""
    frame = (
        made.read(columns=["geo_kod", "till_ar", "skalning", "skillnad"])
        .dropna()
        .drop_duplicates(["geo_kod", "till_ar"])
    )
    scale = frame.set_index(["geo_kod", "till_ar"])["skalning"]
    found = _SCALE.found(scale, lambda at: f"{at[0]} {at[1]}: {in_swedish(round(scale[at], 2))}")
    said = f"{len(scale)} områden och år, från {scale.min():.2f} till {scale.max():.2f}"
    return Judgement(found.faults, {"områden och år": len(scale)}, said, found.beyond)


SUITES = (
    Suite(
        "mart.bedomning_lang_sikt",
        (reason_given("skillnad_andel.isna()", "skillnaden", "assets/marts/long_term/long_assessment.py"),),
    ),
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
