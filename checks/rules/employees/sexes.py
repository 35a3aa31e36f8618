"""Whether women's part of an occupation is what another table, and the year before, say that it is."""

from __future__ import annotations

import pandas as pd

from assets.contracts.employees import EMPLOYEES
from assets.contracts.pxweb import STAGED_SSYK4
from assets.contracts.words import COUNTY
from assets.reference.occupations import UNKNOWN_SSYK3
from checks.rules.base import (
    Bounds,
    Frame,
    Judgement,
    NotApplicableError,
    NothingFoundError,
    Rows,
    reconciliation,
    two_bounds,
)

_OTHER_TABLE, _YEAR_BEFORE = (
    two_bounds("anstallda_kvinnor_mot_fyra_siffror"),
    two_bounds("anstallda_kvinnor_mot_aret_fore"),
)
_CELL = ["geo_kod", "ssyk3"]


@reconciliation(
    EMPLOYEES,
    STAGED_SSYK4,
    name="anstallda_kvinnor_mot_fyra_siffror",
    why="Andelen kvinnor i varje yrke i länet är nästan densamma i tabellen på fyra siffror, senaste gemensamma år: det är samma "
    "register. Har kvinnor och män bytt plats i ett yrke syns det här.",
    action="Jämför de två tabellernas kön i raw/ med källans sida. En av dem har fel.",
    bounds=(_OTHER_TABLE,),
)
def women_as_in_the_other_table(employees: Rows, groups: Rows) -> Judgement:
    """In the county, in occupations that are large enough."""
    own = employees.read(("geo_niva", "=", COUNTY), ("kon", "!=", "totalt"))
    other = groups.read(("region_kod", "in", sorted(own["geo_kod"].unique()))).rename(columns={"region_kod": "geo_kod"})
    other = other.assign(ssyk3=other["ssyk4"].where(other["ssyk4"] == UNKNOWN_SSYK3, other["ssyk4"].str[:3]))
    years = set(own["ar"]) & set(other["ar"])
    if not years:
        raise NothingFoundError("tabellerna har inget gemensamt år i länet")
    newest = max(years)
    before, now = (_women(frame[frame["ar"] == newest]) for frame in (other, own))
    return _alike(_OTHER_TABLE, before, now, f"{newest} på fyra siffror")


@reconciliation(
    EMPLOYEES,
    name="anstallda_kvinnor_mot_aret_fore",
    why="Andelen kvinnor i ett yrke ändras lite från ett år till nästa i samma register. Har kvinnor och män bytt plats i ett yrke "
    "syns det här.",
    action="Se om yrkets anställda har ändrats lika mycket hos källan, och jämför kön i raw/ med källans sida.",
    bounds=(_YEAR_BEFORE,),
)
def women_as_the_year_before(employees: Rows) -> Judgement:
    """In the county and the nation, the newest year."""
    levels = [COUNTY, "riket"]
    frame = employees.read(("geo_niva", "in", levels), ("kon", "!=", "totalt"), each={"geo_niva": levels})
    newest = int(frame["ar"].max())
    now, before = (frame[frame["ar"] == year] for year in (newest, newest - 1))
    if before.empty or set(now["register"]) != set(before["register"]):
        raise NotApplicableError(f"{newest} är det första året i sitt register")
    return _alike(_YEAR_BEFORE, _women(before), _women(now), f"{newest - 1}")


def _women(frame: Frame) -> Frame:
    """Women's part of each occupation where both sexes are known, and how many the two are."""
    sexes = frame.groupby([*_CELL, "kon"])["varde"].sum(min_count=1).unstack("kon").dropna()
    both = sexes["kvinnor"] + sexes["män"]
    return pd.DataFrame({"andel": sexes["kvinnor"] / both.where(both > 0), "antal": both})


def _alike(bounds: Bounds, before: Frame, now: Frame, when: str) -> Judgement:
    """Compare the shares of occupations that are large enough in both."""
    both = before.join(now, lsuffix="_fore", rsuffix="_nu", how="inner")
    both = both[bounds.large(both["antal_fore"]) & bounds.large(both["antal_nu"])]
    apart = (both["andel_nu"] - both["andel_fore"]).abs()
    found = bounds.found(
        apart,
        lambda at: (
            f"{at[0]} SSYK {at[1]}: {both.at[at, 'andel_nu']:.0%} kvinnor, {when} {both.at[at, 'andel_fore']:.0%}"
        ),
    )
    said = f"{len(both)} yrken, störst skillnad {apart.max() if len(apart) else 0:.1%}"
    return Judgement(found.faults, {"yrken": len(both)}, said, found.beyond)
