"""Rule of the numbers of municipalities that are not shown: nobody can work them out, nor nearly."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from assets.contracts.education import EDUCATION, FEWER, MUNICIPALITY_EDUCATIONS
from assets.contracts.places import DIM_GEO
from assets.contracts.words import WITHHELD_WITH_ANOTHER
from assets.methods.mismatch import MIN_COUNT
from assets.methods.recompute import Cell, determined, sums_along
from assets.methods.small_numbers import LEAST_ROOM, possible
from checks.result import STOPPING
from checks.rules.base import Judgement, Rows, reconciliation


@reconciliation(
    MUNICIPALITY_EDUCATIONS,
    EDUCATION,
    DIM_GEO,
    name="dolda_utbildningar_gar_inte_att_rakna_fram",
    severity=STOPPING,
    why="Inget antal som inte visas för en kommun följer av de kommuner som visas och av delregionens och länets summor i utbildning, och "
    "inget är nästan känt. Försöket görs som den skulle göra som vill veta: som ett ekvationssystem, med vad som är känt om små tal.",
    action="Kontrollera assets/methods/small_numbers.py och assets/marts/education/municipality_educations.py.",
    expected="inget tal går att räkna fram",
    rule=(MIN_COUNT, LEAST_ROOM),
)
def withheld_stay_withheld(made: Rows, education: Rows, geo: Rows) -> Judgement:
    """Every sum that is published taken as exact, which is more than a reader is told."""
    rows, areas = made.read(), geo.read(("geo_niva", "=", "kommun"))
    sums = education.read(("kon", "=", "totalt"), ("ar", "=", int(rows["ar"].max())))
    at = ["geo_kod", "utbildningsgrupp", "befolkning"]
    numbers = {(area, group): number for table in (sums, rows) for area, group, number in table[at].to_numpy()}
    known: dict[Cell, float] = {cell: float(number) for cell, number in numbers.items() if pd.notna(number)}
    member = areas.groupby("delregion_kod")["geo_kod"].agg(list).to_dict()
    county = {area: list(member) for area in sums.loc[sums["geo_niva"] == "lan", "geo_kod"].unique()}
    found = determined(known, sums_along(numbers, 0, member | county))
    own = set(zip(rows["geo_kod"], rows["utbildningsgrupp"], strict=True))
    faults = [
        f"{' '.join(map(str, cell))} går att räkna fram: {found[cell]:.0f}" for cell in sorted(found.keys() & own)
    ]
    faults += _narrow(rows, areas, known)
    shown = int(rows["befolkning"].notna().sum())
    compared = {"visade antal": shown, "summor": int(sums["befolkning"].notna().sum())}
    return Judgement(faults, compared, f"{len(rows) - shown} dolda antal bland {shown} visade")


def _narrow(rows: pd.DataFrame, areas: pd.DataFrame, known: Mapping[Cell, float]) -> list[str]:
    """Educations of a delregion where what is left of its sum says nearly what the small numbers are, though another could be withheld."""
    home = areas.set_index("geo_kod")["delregion_kod"]
    faults = []
    for (area, group), part in rows.groupby([rows["geo_kod"].map(home), "utbildningsgrupp"]):
        hidden = part[part["befolkning"].isna()]
        others = int((hidden["anmarkning"] == WITHHELD_WITH_ANOTHER).sum())
        few = int((hidden["anmarkning"] == FEWER).sum())
        total = known.get((area, group))
        # Of one that the source itself withholds nobody knows whether it is small.
        if total is None or not few or few + others < len(hidden) or len(hidden) == len(part):
            continue
        lowest, highest = possible(total - float(part["befolkning"].sum()), few, others, MIN_COUNT)
        if highest - lowest < LEAST_ROOM:
            faults.append(f"{area} {group}: de små talen är mellan {lowest:.0f} och {highest:.0f}")
    return faults
