"""Every age group of the employees in an occupation: mart.alder_yrke_grupper."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import AGE_GROUPS, OCCUPATION_AGES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, REPORTING_GROUP, WOMEN_AND_MEN
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods.mismatch import share_of_employees
from assets.reference.areas import NATION
from assets.reference.occupations import reporting_group_of
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE

_UNIT = ["geo_kod", "yrke_kod"]


def age_groups(ages: pa.Table, occupation_ages: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Shares of each age group, in the nation, the county and the delregioner.

    Args:
        ages: staged.anstallda_alder; no rows when its source is missing, and then there are none here.
        occupation_ages: mart.alder_yrke, which says how many have a known age, and where too few have for a share.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.alder_yrke_grupper. The shares of an occupation sum to 1 where they are shown.
    """
    frame = ages.to_pandas()
    if frame.empty:
        return AGE_GROUPS.schema.empty_table()
    areas = geo.to_pandas()
    shown = occupation_ages.to_pandas()
    # The year that the occupations' ages are of: the source's newest may be one that the register does not have yet.
    frame = frame[frame["ar"].isin(shown["ar"].unique())]
    counts = _in_areas(_of_known_age(frame), delregion_of(areas), county)
    shown = shown[
        (shown["yrkesniva"] == REPORTING_GROUP) & (shown["kon"] == "totalt") & (shown["geo_niva"] != "kommun")
    ]
    groups = pd.DataFrame({"alder": sorted(frame["alder"].unique())})
    out = shown.drop(columns=["geo_niva", "geo_namn"]).merge(groups, how="cross")
    people = counts.reindex(pd.MultiIndex.from_frame(out[[*_UNIT, "alder"]]), fill_value=0.0).to_numpy()
    whole = out["anstallda"].astype("float64").where(out["andel_55_64"].notna())
    out["andel"] = share_of_employees(people, whole)
    out = out.join(level_and_name(areas), on="geo_kod").assign(grund=COMPUTED)
    return pa.Table.from_pandas(out[[c.name for c in AGE_GROUPS.columns]], preserve_index=False)


def _of_known_age(ages: pd.DataFrame) -> pd.DataFrame:
    """The counts of the regions and occupations where every age of women and of men is known."""
    known = ages.assign(varde=ages["varde"].astype("float64"))
    cells = known.groupby(["region_kod", "ssyk3"])
    whole = cells["varde"].transform("count").eq(cells["varde"].transform("size"))
    return known[whole & cells["kon"].transform("nunique").eq(len(WOMEN_AND_MEN))]


def _in_areas(counts: pd.DataFrame, member: pd.Series, county: str) -> pd.Series:
    """Employees by area, redovisningsgrupp and age group: delregioner as sums of their municipalities'."""
    own = counts[counts["region_kod"].isin([NATION, county])].rename(columns={"region_kod": "geo_kod"})
    inside = counts[counts["region_kod"].isin(member.index)].assign(geo_kod=lambda f: f["region_kod"].map(member))
    both = pd.concat([own, inside])
    groups = both.assign(yrke_kod=both["ssyk3"].map(reporting_group_of()))
    sums: pd.Series = groups.groupby([*_UNIT, "alder"])["varde"].sum()
    return sums


MARTS = (
    Mart(
        AGE_GROUPS,
        age_groups,
        {"ages": staged_of(SCB_MUNICIPALITY_AGE), "occupation_ages": OCCUPATION_AGES, "geo": DIM_GEO},
    ),
)
