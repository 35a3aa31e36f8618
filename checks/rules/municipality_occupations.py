"""Rules of occupations in a municipality."""

from __future__ import annotations

import pandas as pd

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.methods.mismatch import MIN_COUNT, MIN_EMPLOYEES
from assets.reference.occupations import reporting_group_of, reporting_groups
from checks.result import STOPPING
from checks.rules.base import FOLLOW_BACK, Frame, Judgement, Rows, apart, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, reason_given

_MODULE = "assets/marts/mismatch/municipality_occupations.py"
_UNIT = ["geo_kod", "yrke_kod"]


@reconciliation(
    MUNICIPALITY_OCCUPATIONS,
    EMPLOYEES,
    ADS,
    name="kommunens_yrken_ur_delarna",
    severity=STOPPING,
    why="Varje tal går att räkna fram igen ur anställda och annonser. Ett för litet tal visas inte, och inte heller en kvot på det.",
    action=f"Kontrollera {_MODULE} och gränserna i assets/methods/mismatch.py.",
    expected="lika, och tomt under gränserna",
    rule=(MIN_COUNT, MIN_EMPLOYEES),
)
def parts_again(made: Rows, employees: Rows, ads: Rows) -> Judgement:
    """Every number of every row again, and what must not be shown."""
    rows, group = made.read(), reporting_group_of()
    year, first, last = int(rows["ar_anstallda"].max()), rows["period_fran"].min(), rows["period_till"].max()
    people = employees.read(("geo_niva", "=", "kommun"), ("kon", "=", "totalt"), ("ar", "=", year))
    posted = ads.read(("geo_niva", "=", "kommun"), ("manad", ">=", first), ("manad", "<=", last))
    at = pd.MultiIndex.from_frame(rows[_UNIT])
    again = rows[_UNIT].assign(
        anstallda=_employees(people.assign(yrke_kod=people["ssyk3"].map(group))).reindex(at).to_numpy(),
        platser_rensade=posted.assign(yrke_kod=posted["ssyk4"].str[:3].map(group))
        .groupby(_UNIT)["platser_rensade"]
        .sum()
        .reindex(at, fill_value=0)
        .to_numpy(),
    )
    many = {name: again[name] >= MIN_COUNT for name in ("anstallda", "platser_rensade")}
    rate = "platser_per_100_anstallda"
    again[rate] = 100 * again["platser_rensade"] / again["anstallda"]
    many[rate] = many["platser_rensade"] & (again["anstallda"] >= MIN_EMPLOYEES)
    faults: list[str] = []
    for name, shown in many.items():
        wrong = apart(rows[name], again[name]) | (rows[name].notna() != shown)
        faults += [
            f"{row.geo_kod} {row.yrke_kod} {name}: {getattr(row, name):g} i tabellen, {again[name][row.Index]:g} ur delarna"
            for row in rows[wrong].itertuples()
        ]
    columns = {"antal anställda": "anstallda", "antal platser": "platser_rensade"}
    compared = {what: int(rows[name].notna().sum()) for what, name in columns.items()}
    return Judgement(faults, compared, f"{len(rows)} rader, {rows[rate].notna().sum()} kvoter")


def _employees(people: Frame) -> Frame:
    """Per municipality and group; none where one of the group's occupations lacks a number or a row."""
    sums = people.groupby(_UNIT)["varde"].agg(["sum", "count"])
    members = {group.code: len(group.ssyk3) for group in reporting_groups()}
    return sums["sum"].where(sums["count"] == sums.index.get_level_values("yrke_kod").map(members))


_FEW = "Ett tal under gränsen visas inte."

SUITES = (
    Suite(
        "mart.kommun_yrke",
        (
            between("anstallda_ar_inte_fa", "anstallda", MIN_COUNT, None, _FEW, FOLLOW_BACK),
            between("platser_ar_inte_fa", "platser_rensade", MIN_COUNT, None, _FEW, FOLLOW_BACK),
            between(
                "kvot_ej_negativ", "platser_per_100_anstallda", 0, None, "En kvot kan inte vara negativ.", FOLLOW_BACK
            ),
            reason_given(
                "anstallda.isna() or platser_rensade.isna() or platser_per_100_anstallda.isna()", "ett tal", _MODULE
            ),
        ),
    ),
)
