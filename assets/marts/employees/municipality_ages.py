"""Employees of each municipality by age: mart.alder_kommun."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES, MUNICIPALITY_AGES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.marts.places.dimensions import delregion_of
from assets.methods.matching import MOST_UNKNOWN_AGES
from assets.methods.mismatch import MIN_EMPLOYEES, share_of_employees
from assets.methods.quoted import part
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE

_GROUP = ["geo_kod", "kon"]
_CELL = [*_GROUP, "alder"]


def municipality_ages(ages: pa.Table, employees: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Employees of every municipality of the county by age group and sex, and their delregion's and the county's shares.

    Args:
        ages: staged.anstallda_alder; no rows when its source is missing, and then there are none here.
        employees: mart.anstallda, which says how many there are in all.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.alder_kommun. A protected cell is in no count; where the known are more than a tenth fewer, or more,
        than the employees there are, nothing is shown and the remark says so. Nor are both sexes where one of them is not.
    """
    frame = ages.to_pandas()
    if frame.empty:
        return MUNICIPALITY_AGES.schema.empty_table()
    year, areas = newest_common_year(ages, employees), geo.to_pandas()
    member = delregion_of(areas)
    own = frame[(frame["ar"] == year) & frame["region_kod"].isin([county, *member.index])].rename(
        columns={"region_kod": "geo_kod"}
    )
    inside = own[own["geo_kod"].isin(member.index)].assign(geo_kod=lambda rows: rows["geo_kod"].map(member))
    both = pd.concat([own, inside], ignore_index=True)
    both = pd.concat([both, both.assign(kon="totalt")], ignore_index=True)
    counts = both.assign(varde=both["varde"].astype("float64")).groupby(_CELL)["varde"].sum().rename("anstallda")
    everybody = employees.to_pandas()
    everybody = everybody[everybody["ar"] == year].assign(varde=lambda rows: rows["varde"].astype("float64"))
    whole = everybody.groupby(_GROUP)["varde"].sum()
    known = counts.groupby(_GROUP).sum()
    unsure = (known - whole.reindex(known.index)).abs() > MOST_UNKNOWN_AGES * whole.reindex(known.index)
    # A sex that is not shown would be both sexes less the other.
    unsure |= (unsure.index.get_level_values("kon") == "totalt") & unsure.groupby("geo_kod").transform("max")
    out = counts.reset_index().join(known.rename("alla"), on=_GROUP).join(unsure.rename("unsure"), on=_GROUP)
    out[["anstallda", "alla"]] = out[["anstallda", "alla"]].mask(out["unsure"])
    out["andel"] = share_of_employees(out["anstallda"], out["alla"])
    shares = out.set_index(_CELL)["andel"]
    out = out[out["geo_kod"].isin(member.index)]
    for column, place in (("andel_delregion", out["geo_kod"].map(member)), ("andel_lan", county)):
        out[column] = shares.reindex(pd.MultiIndex.from_frame(out[_CELL].assign(geo_kod=place))).to_numpy()
    out["anmarkning"] = [_remark(*row) for row in out[["unsure", "kon", "andel"]].itertuples(index=False)]
    out = out.merge(areas[["geo_niva", "geo_kod", "geo_namn", "delregion_kod"]], on="geo_kod")
    out = out.assign(ar=year, grund=COMPUTED).astype({"anstallda": "Int64"})
    return pa.Table.from_pandas(out[[c.name for c in MUNICIPALITY_AGES.columns]], preserve_index=False)


def _remark(unsure: bool, sex: str, share: float) -> str | None:
    if unsure:
        whose = "kvinnorna eller männen" if sex == "totalt" else "de anställda"
        return f"Åldern är skyddad eller okänd för mer än {part(MOST_UNKNOWN_AGES)} av {whose}."
    return f"Färre än {MIN_EMPLOYEES} anställda: ingen andel visas." if pd.isna(share) else None


MARTS = (
    Mart(
        MUNICIPALITY_AGES,
        municipality_ages,
        {"ages": staged_of(SCB_MUNICIPALITY_AGE), "employees": EMPLOYEES, "geo": DIM_GEO},
        not_used=without_older_registers("Bara ett av de senaste åren läses ur anstallda."),
    ),
)
