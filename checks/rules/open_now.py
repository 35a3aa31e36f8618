"""Rules of open posts beside registered unemployed."""

from __future__ import annotations

import pandas as pd

from assets.contracts.ads import COVERAGE, OPEN_ADS
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import ALL, NO_MUNICIPALITY
from assets.reference.employers import sectors_of_survey
from checks.result import STOPPING, WARNING
from checks.rules.base import FOLLOW_BACK, Judgement, NotApplicableError, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, never_null, not_less_than, reason_given

ROUNDING = 1e-6
_AREAS = ["delregion", "lan"]


@reconciliation(
    OPEN_NOW,
    OPEN_ADS,
    UNEMPLOYED,
    name="lage_mot_delarna",
    severity=STOPPING,
    why="Öppna platser och inskrivna går att räkna fram igen ur annonser_oppna och inskrivna_arbetslosa. Delregionernas platser "
    "blir tillsammans med annonserna utan kommun länets.",
    action="Kontrollera assets/marts/mismatch/open_now.py och vilken dag och månad raden avser.",
    expected="lika",
    rule=(ROUNDING,),
)
def open_now_is_its_parts(made: Rows, open_ads: Rows, unemployed: Rows) -> Judgement:
    """Both stocks of every row again, and the county from its parts."""
    rows = made.read(each={"af_yrkesomrade": [ALL], "geo_niva": _AREAS}).set_index(["geo_kod", "af_yrkesomrade"])
    ads = open_ads.read(("geo_niva", "in", [*_AREAS, NO_MUNICIPALITY]), each={"geo_niva": _AREAS})
    people = unemployed.read(
        ("geo_niva", "in", _AREAS),
        ("manad", "=", rows["manad"].iloc[0]),
        ("kon", "=", "totalt"),
        each={"geo_niva": _AREAS},
    )
    ads = ads[ads["dag"] == rows["dag"].iloc[0]]
    in_areas = (
        ads[ads["geo_niva"] != NO_MUNICIPALITY].groupby(["geo_kod", "af_yrkesomrade"])["platser_i_oppna_rensade"].sum()
    )
    elsewhere = ads[ads["geo_niva"] == NO_MUNICIPALITY].groupby("af_yrkesomrade")["platser_i_oppna_rensade"].sum()
    areas = rows.drop(index=ALL, level="af_yrkesomrade")
    again = {
        "platser_oppna": in_areas.reindex(areas.index).fillna(0.0),
        "inskrivna_arbetslosa": people.set_index(["geo_kod", "af_yrkesomrade"])["varde"].reindex(areas.index),
    }
    faults, compared = [], 0
    for name, found in again.items():
        every = found.groupby("geo_kod").agg(lambda v: v.sum(skipna=False))
        every.index = pd.MultiIndex.from_product([every.index, [ALL]], names=found.index.names)
        found, shown = pd.concat([found, every]), rows[name]
        found = found.reindex(shown.index)
        wrong = ~((shown - found).abs() <= ROUNDING) & ~(shown.isna() & found.isna())
        compared += int(shown.notna().sum())
        faults += [f"{' '.join(at)} {name}: {shown[at]:g}, ur delarna {found[at]:g}" for at in shown.index[wrong]]
    by_level = areas.groupby(["geo_niva", "af_yrkesomrade"])["platser_oppna"].sum(min_count=1).unstack("geo_niva")
    parts = by_level["delregion"] + elsewhere.reindex(by_level.index).fillna(0.0)
    apart = by_level.index[~((parts - by_level["lan"]).abs() <= ROUNDING) & by_level["lan"].notna()]
    faults += [f"{code}: delregionerna och resten {parts[code]:g}, länet {by_level['lan'][code]:g}" for code in apart]
    return Judgement(faults, {"tal": compared}, f"{compared} tal, platser {rows['dag'].iloc[0]}")


@reconciliation(
    OPEN_NOW,
    OPEN_ADS,
    COVERAGE,
    name="rattade_platser_ur_tackningen",
    severity=STOPPING,
    why="De rättade platserna är varje sektors öppna platser gånger länets täckning för sektorn.",
    action="Kontrollera assets/marts/ads/coverage_factors.py och tabellen tackning.",
    expected="lika",
    rule=(ROUNDING,),
)
def corrected_posts_follow_the_coverage(made: Rows, open_ads: Rows, coverage: Rows) -> Judgement:
    """The corrected posts of every AF-yrkesområde again."""
    rows = made.read(("af_yrkesomrade", "!=", ALL), each={"geo_niva": _AREAS}).set_index(["geo_kod", "af_yrkesomrade"])
    ads = open_ads.read(("geo_niva", "in", _AREAS), each={"geo_niva": _AREAS})
    ads = ads[ads["dag"] == rows["dag"].iloc[0]]
    county = rows.index.get_level_values("geo_kod")[rows["geo_niva"] == "lan"][0]
    factors = coverage.read(("geo_kod", "=", county)).set_index("sektor_i_enkaten")["tackning"]
    if factors.isna().any():
        corrected = rows.index[rows["platser_oppna_rattade"].notna()]
        if corrected.empty:
            raise NotApplicableError("någon sektor har inget tal för länets täckning, så inget är rättat")
        faults = [f"{' '.join(at)} är rättat fast en sektors täckning saknas" for at in corrected]
        return Judgement(faults, {"tal": len(corrected)}, f"{len(corrected)} tal")
    survey = {own: name for name, sectors in sectors_of_survey().items() for own in sectors}
    posts = ads["platser_i_oppna_rensade"] * ads["sektor"].map(survey).map(factors).fillna(1.0)
    again = posts.groupby([ads["geo_kod"], ads["af_yrkesomrade"]]).sum().reindex(rows.index).fillna(0.0)
    shown = rows["platser_oppna_rattade"]
    wrong = shown.index[~((shown - again).abs() <= ROUNDING * (1 + again))]
    faults = [f"{' '.join(at)}: {shown[at]:g} i tabellen, {again[at]:g} ur täckningen" for at in wrong]
    return Judgement(
        faults, {"tal": int(shown.notna().sum()), "sektorer": int(factors.notna().sum())}, f"{len(shown)} tal"
    )


SUITES = (
    Suite(
        "mart.oppna_mot_inskrivna",
        (
            not_less_than(
                "talet_over_nedre", "inskrivna_per_oppen_plats", "nedre", "Intervallet rymmer talet.", FOLLOW_BACK
            ),
            not_less_than(
                "talet_under_ovre", "ovre", "inskrivna_per_oppen_plats", "Intervallet rymmer talet.", FOLLOW_BACK
            ),
            between(
                "platser_inte_negativa",
                "platser_oppna_rattade",
                0,
                None,
                "Rättade platser är aldrig negativa.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            never_null(
                "platserna_finns",
                "platser_oppna",
                "Visar när underlaget om öppna annonser saknas.",
                "Inget: tabellen säger det i anmärkningen.",
                severity=WARNING,
            ),
            reason_given(
                "inskrivna_per_oppen_plats.isna()", "inskrivna per öppen plats", "assets/marts/mismatch/open_now.py"
            ),
        ),
    ),
)
