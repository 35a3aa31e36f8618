"""Rules of the nation's AF-yrkesområden."""

from __future__ import annotations

import pandas as pd

from assets.contracts.ads import ADS
from assets.contracts.nation import NATION_AREAS
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED
from assets.reference.occupations import af_areas
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Judgement, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import contains_all, reason_given

_MODULE = "assets/marts/mismatch/nation.py"


@reconciliation(
    NATION_AREAS,
    STAGED_UNEMPLOYED_COUNTIES,
    ADS,
    name="riket_ur_lanen",
    severity=STOPPING,
    why="Rikets inskrivna är länens tillsammans och platserna annonsernas. Kvoten är det ena delat med det andra.",
    action=f"Kontrollera {_MODULE} och vilka månader raderna avser.",
    expected="lika",
    rule=(DECIMALS, WINDOW_MONTHS, MIN_POSTS, MIN_UNEMPLOYED),
)
def nation_is_its_counties(made: Rows, unemployed: Rows, ads: Rows) -> Judgement:
    """Every number again; a month with a protected number has no sum, and a ratio has its limits."""
    rows = made.read().set_index("af_yrkesomrade")
    within = (("manad", ">=", rows["period_fran"].min()), ("manad", "<=", rows["period_till"].max()))
    by_area = unemployed.read(*within).groupby("af_yrkesomrade")["varde"]
    people = by_area.sum().where(by_area.count() == by_area.size()) / WINDOW_MONTHS
    in_window = ads.read(*within)
    of_nation = in_window[in_window["geo_niva"] == "riket"]
    known = {*of_nation["manad"]} == {*in_window["manad"]}
    posts = of_nation.groupby("af_yrkesomrade")["platser_rensade"].sum().astype("float64")
    again = pd.DataFrame(
        {
            "inskrivna_arbetslosa": people.reindex(rows.index).where(rows.index.isin(people.index), 0),
            # Without rows of the nation in every month it is not known, see assets/marts/ads/sql/annonser.sql.
            "platser_rensade": posts.reindex(rows.index, fill_value=0) if known else float("nan"),
        }
    )
    ratio = again["platser_rensade"] / again["inskrivna_arbetslosa"]
    enough = (again["platser_rensade"] >= MIN_POSTS) | (again["platser_rensade"] == 0)
    again["platser_per_arbetslos"] = ratio.where(enough & (again["inskrivna_arbetslosa"] >= MIN_UNEMPLOYED))
    faults: list[str] = []
    for name, numbers in again.items():
        shown = rows[name]
        wrong = ~((shown - numbers).abs() <= DECIMALS) & ~(shown.isna() & numbers.isna())
        faults += [f"{at} {name}: {shown[at]:g} i tabellen, {numbers[at]:g} ur delarna" for at in rows.index[wrong]]
    ratios = int(rows["platser_per_arbetslos"].notna().sum())
    compared = {"antal inskrivna": int(rows["inskrivna_arbetslosa"].notna().sum())}
    if not known:
        return Judgement(faults, compared, "rikets annonser är inte kända, så ingen kvot ska finnas")
    return Judgement(faults, {**compared, "kvoter": ratios}, f"{ratios} kvoter av {len(rows)} AF-yrkesområden")


SUITES = (
    Suite(
        "mart.riket_yrkesomrade",
        (
            contains_all(
                "alla_omraden_finns",
                "af_yrkesomrade",
                list(af_areas()),
                "Varje känt AF-yrkesområde har en rad.",
                f"Kontrollera {_MODULE}.",
            ),
            reason_given("platser_per_arbetslos.isna()", "en kvot", _MODULE),
        ),
    ),
)
