"""Rules of the last twelve months against the twelve before, and of years of posts beside each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.contracts.ads import ADS
from assets.contracts.change import PEOPLE_MEASURE, POSTS_BY_QUARTER, POSTS_BY_YEAR, POSTS_MEASURE, THEN_AND_NOW
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import AF_AREA, ALL, NO_MUNICIPALITY, REPORTING_GROUP, SSYK3_LEVEL
from assets.methods.aggregate import QUARTER_MONTHS, WINDOW_MONTHS
from assets.methods.then_and_now import FEWER, LEAST_DISPERSION, MORE, UNCHANGED
from assets.reference.occupations import reporting_group_of
from checks.result import STOPPING
from checks.rules.base import FOLLOW_BACK, Frame, Judgement, NotApplicableError, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, not_less_than, reason_given

ROUNDING = 1e-6
_LEVELS = ["delregion", "lan"]
_PERIODS = {"nu": ("period_fran", "period_till"), "da": ("period_fran_da", "period_till_da")}


@reconciliation(
    THEN_AND_NOW,
    ADS,
    UNEMPLOYED,
    name="da_och_nu_ur_delarna",
    severity=STOPPING,
    why="Varje tal går att räkna fram igen ur annonser och inskrivna arbetslösa. Delregionernas annonserade platser blir "
    "tillsammans med annonserna utan kommun länets.",
    action="Kontrollera assets/marts/change/then_and_now.py och vilka månader raderna avser.",
    expected="lika",
    rule=(ROUNDING,),
)
def then_and_now_is_its_parts(made: Rows, ads: Rows, unemployed: Rows) -> Judgement:
    """Both years of every row again, and the county from its parts."""
    rows = made.read(each={"matt": [POSTS_MEASURE, PEOPLE_MEASURE], "geo_niva": _LEVELS})
    posted = ads.read(
        ("geo_niva", "in", [*_LEVELS, NO_MUNICIPALITY]),
        columns=["geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "manad", "platser_rensade"],
        each={"geo_niva": _LEVELS},
    )
    people = unemployed.read(("geo_niva", "in", _LEVELS), each={"geo_niva": _LEVELS})
    faults, compared = [], 0
    unit = ["geo_kod", "yrkesniva", "yrke_kod", "kon"]
    for name, (first, last) in _PERIODS.items():
        between_them = rows[first].iloc[0], rows[last].iloc[0]
        in_window = posted[posted["manad"].between(*between_them)]
        for measure, again in (
            (POSTS_MEASURE, _posts(in_window[in_window["geo_niva"] != NO_MUNICIPALITY])),
            (PEOPLE_MEASURE, _people(people[people["manad"].between(*between_them)])),
        ):
            shown = rows[rows["matt"] == measure].set_index(unit)[name]
            found = again.reindex(shown.index)
            if measure == POSTS_MEASURE and in_window["manad"].nunique() == WINDOW_MONTHS:
                # No row of posts is none of them; of a year that the source has only a part of nothing is known.
                found = found.fillna(0.0)
            elif measure == POSTS_MEASURE:
                found[:] = np.nan
            wrong = ~((shown - found).abs() <= ROUNDING * np.maximum(found.abs(), 1)) & ~(shown.isna() & found.isna())
            compared += int(shown.notna().sum())
            faults += [
                f"{' '.join(map(str, at))} {name}: {shown[at]:g} i tabellen, {found[at]:g} ur delarna"
                for at in shown.index[wrong]
            ]
        faults += _county(rows, in_window, name)
    said = f"{len(rows)} rader, {compared} tal ur annonser och inskrivna"
    return Judgement(faults, {"tal": compared}, said)


@reconciliation(
    THEN_AND_NOW,
    DIM_GEO,
    name="kvoten_raknas_dar_den_kan",
    severity=STOPPING,
    why="Hur mycket talen varierar av slumpen skattas av länets kommuner, så ett län med flera kommuner har kvoter för båda måtten. "
    "I ett län med en enda kommun kan ingen räknas, och varje rad säger det.",
    action="Kontrollera assets/methods/then_and_now.py.",
    expected="minst en kvot av varje mått",
)
def ratios_are_made_where_they_can_be(made: Rows, places: Rows) -> Judgement:
    """Whether each measure has a ratio; of a county with one municipality there is none to ask for."""
    municipalities = places.read(("geo_niva", "=", "kommun"), columns=["geo_kod"])
    if len(municipalities) == 1:
        raise NotApplicableError("länet har en enda kommun, så slumpen kan inte skattas och ingen kvot räknas")
    rows = made.read(columns=["matt", "kvot"])
    ratios = rows.groupby("matt")["kvot"].count().reindex([POSTS_MEASURE, PEOPLE_MEASURE], fill_value=0)
    faults = [
        f"{measure}: ingen kvot på {(rows['matt'] == measure).sum()} rader" for measure in ratios.index[ratios == 0]
    ]
    return Judgement(faults, {"mått": len(ratios)}, f"{int(ratios.sum())} kvoter av {len(rows)} rader")


def _posts(ads: Frame) -> Frame:
    """Per area and unit of every level of occupation."""
    ssyk3 = ads["ssyk4"].str[:3]
    codes = {AF_AREA: ads["af_yrkesomrade"], SSYK3_LEVEL: ssyk3, REPORTING_GROUP: ssyk3.map(reporting_group_of())}
    every = pd.concat(ads.assign(yrkesniva=level, yrke_kod=code, kon="totalt") for level, code in codes.items())
    return every.groupby(["geo_kod", "yrkesniva", "yrke_kod", "kon"])["platser_rensade"].sum().astype("float64")


def _people(unemployed: Frame) -> Frame:
    """Means of the months; missing when one of them is."""
    frame = unemployed.rename(columns={"af_yrkesomrade": "yrke_kod"}).assign(yrkesniva=AF_AREA)
    grouped = frame.groupby(["geo_kod", "yrkesniva", "yrke_kod", "kon"])["varde"]
    return grouped.mean().where(grouped.count() == WINDOW_MONTHS)


def _county(rows: Frame, posted: Frame, name: str) -> list[str]:
    """Where the delregioner and what has no municipality do not make the county."""
    areas = rows[(rows["matt"] == POSTS_MEASURE) & (rows["yrkesniva"] == AF_AREA)]
    sums = areas.groupby(["geo_niva", "yrke_kod"])[name].sum(min_count=1).unstack("geo_niva")
    elsewhere = posted[posted["geo_niva"] == NO_MUNICIPALITY].groupby("af_yrkesomrade")["platser_rensade"].sum()
    parts = sums["delregion"] + elsewhere.reindex(sums.index).fillna(0.0)
    wrong = sums.index[~((parts - sums["lan"]).abs() <= ROUNDING) & sums["lan"].notna()]
    return [f"{code} {name}: delregionerna och resten {parts[code]:g}, länet {sums['lan'][code]:g}" for code in wrong]


@reconciliation(
    POSTS_BY_YEAR,
    ADS,
    name="aren_ur_annonserna",
    severity=STOPPING,
    why="Varje års platser går att räkna fram igen ur annonserna. Ett år som saknar en månad har inget tal.",
    action="Kontrollera assets/marts/change/posts_by_year.py och vilka månader raderna avser.",
    expected="lika",
    rule=(WINDOW_MONTHS,),
)
def years_are_their_months(made: Rows, ads: Rows) -> Judgement:
    """Every year of every row again."""
    rows = made.read(each={"geo_niva": _LEVELS, "yrke_kod": [ALL]})
    posted = ads.read(
        ("geo_niva", "in", _LEVELS),
        columns=["geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "manad", "platser_rensade"],
        each={"geo_niva": _LEVELS},
    )
    unit = ["geo_kod", "yrkesniva", "yrke_kod"]
    faults: list[str] = []
    compared = 0
    for (first, last), year in rows.groupby(["period_fran", "period_till"]):
        months = posted[posted["manad"].between(first, last)]
        every = _posts(months.assign(af_yrkesomrade=ALL))
        again: pd.Series = pd.concat(
            [_posts(months), every[every.index.get_level_values("yrke_kod") == ALL]]
        ).droplevel("kon")
        shown = year.set_index(unit)["platser_rensade"].astype("float64")
        again = again.reindex(shown.index).fillna(0.0)
        if months["manad"].nunique() < WINDOW_MONTHS:
            again[:] = np.nan
        wrong = ~(shown == again) & ~(shown.isna() & again.isna())
        compared += int(shown.notna().sum())
        faults += [
            f"{' '.join(map(str, at))} {first}: {shown[at]:g} i tabellen, {again[at]:g} ur annonserna"
            for at in shown.index[wrong]
        ]
    return Judgement(faults, {"tal": compared}, f"{len(rows)} rader, {compared} tal ur annonserna")


@reconciliation(
    POSTS_BY_QUARTER,
    ADS,
    name="kvartalen_ur_annonserna",
    severity=STOPPING,
    why="Varje kvartals platser går att räkna fram igen ur annonserna. Ett kvartal som saknar en månad har inget tal.",
    action="Kontrollera assets/marts/change/posts_by_quarter.py och vilka månader raderna avser.",
    expected="lika",
    rule=(QUARTER_MONTHS,),
)
def quarters_are_their_months(made: Rows, ads: Rows) -> Judgement:
    """Every quarter of every area again."""
    rows = made.read(each={"geo_niva": _LEVELS})
    posted = ads.read(
        ("geo_niva", "in", _LEVELS),
        columns=["geo_niva", "geo_kod", "manad", "platser_rensade"],
        each={"geo_niva": _LEVELS},
    )
    faults: list[str] = []
    for (first, last), quarter in rows.groupby(["period_fran", "period_till"]):
        months = posted[posted["manad"].between(first, last)]
        shown = quarter.set_index("geo_kod")["platser_rensade"].astype("float64")
        again = months.groupby("geo_kod")["platser_rensade"].sum().astype("float64").reindex(shown.index).fillna(0.0)
        if months["manad"].nunique() < QUARTER_MONTHS:
            again[:] = np.nan
        wrong = ~(shown == again) & ~(shown.isna() & again.isna())
        faults += [f"{at} {first}: {shown[at]:g} i tabellen, {again[at]:g} ur annonserna" for at in shown.index[wrong]]
    compared = int(rows["platser_rensade"].notna().sum())
    return Judgement(faults, {"tal": compared}, f"{len(rows)} rader, {compared} tal ur annonserna")


_HOLDS = "Intervallet rymmer kvoten."
_WORD = "Ordet säger inte mer än intervallet."
_MODULE = "Kontrollera assets/methods/then_and_now.py."

SUITES = (
    Suite(
        "mart.da_och_nu",
        (
            # That there are such rows where there can be is a rule of its own, kvoten_raknas_dar_den_kan.
            not_less_than("kvoten_over_nedre", "kvot", "nedre", _HOLDS, _MODULE, may_lack_rows=True),
            not_less_than("kvoten_under_ovre", "ovre", "kvot", _HOLDS, _MODULE, may_lack_rows=True),
            between("fler_over_ett", "nedre", 1, None, _WORD, _MODULE, where=f"ord == '{MORE}'", may_lack_rows=True),
            between("farre_under_ett", "ovre", None, 1, _WORD, _MODULE, where=f"ord == '{FEWER}'", may_lack_rows=True),
            between(
                "oforandrat_nedre", "nedre", None, 1, _WORD, _MODULE, where=f"ord == '{UNCHANGED}'", may_lack_rows=True
            ),
            between(
                "oforandrat_ovre", "ovre", 1, None, _WORD, _MODULE, where=f"ord == '{UNCHANGED}'", may_lack_rows=True
            ),
            between(
                "spridning_minst_ett",
                "spridning",
                LEAST_DISPERSION,
                None,
                "Tal som varierar mindre än av en slump räknas som om de varierade så mycket.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            reason_given("ord.isna()", "ett ord", "assets/marts/change/then_and_now.py"),
        ),
    ),
    Suite(
        "mart.platser_per_ar",
        (
            between("inga_negativa_platser", "platser_rensade", 0, None, "Antal kan inte vara negativa.", FOLLOW_BACK),
            reason_given("platser_rensade.isna()", "ett antal", "assets/marts/change/posts_by_year.py"),
        ),
    ),
    Suite(
        "mart.platser_per_kvartal",
        (
            between("inga_negativa_platser", "platser_rensade", 0, None, "Antal kan inte vara negativa.", FOLLOW_BACK),
            reason_given("platser_rensade.isna()", "ett antal", "assets/marts/change/posts_by_quarter.py"),
        ),
    ),
)
