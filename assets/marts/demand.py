"""Demand by workplace: employees."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.marts.dimensions import delregion_of
from assets.methods.aggregate import sum_or_missing
from assets.reference import NATION
from assets.tables import COMPUTED, OBSERVED

_KEY = ["geo_niva", "geo_kod", "geo_namn", "ssyk3", "kon", "ar"]


def employees_of_counties(staged: pa.Table, year: int | None = None) -> pd.Series:
    """Employees of every county (and the nation) per SSYK3, from the groups on four digits; missing when a part is.

    Args:
        staged: staged.anstallda_ssyk4.
        year: the newest when none is asked for.

    Returns:
        By ``geo_kod`` and ``ssyk3``.
    """
    four = staged.to_pandas().rename(columns={"region_kod": "geo_kod"})
    four = four[four["ar"] == (four["ar"].max() if year is None else year)]
    four = four.assign(ssyk3=four["ssyk4"].str[:3], varde=four["varde"].astype("float64"))
    sums: pd.Series = four.groupby(["geo_kod", "ssyk3"])["varde"].sum(skipna=False)
    return sums


def employees(staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Employees per area, occupation, sex and year: columns of mart.anstallda.

    Nation and county are SCB's own rows; a delregion is the sum of its municipalities; ``totalt`` is women plus men.
    """
    frame = staged.to_pandas()
    areas = geo.to_pandas()
    names = areas.set_index(["geo_niva", "geo_kod"])["geo_namn"]
    level = frame["region_kod"].map(lambda c: "riket" if c == NATION else "lan" if c == county else "kommun")
    own = frame.assign(geo_niva=level, geo_kod=frame["region_kod"]).drop(columns="region_kod")
    member = delregion_of(areas)
    parts = own[own["geo_niva"] == "kommun"].assign(geo_niva="delregion", geo_kod=lambda f: f["geo_kod"].map(member))
    sums = sum_or_missing(parts, ["geo_niva", "geo_kod", "ssyk3", "kon", "ar"])
    both = pd.concat([own.assign(grund=OBSERVED), sums.assign(grund=COMPUTED)], ignore_index=True)
    both["varde"] = both["varde"].astype("Int64")
    totals = sum_or_missing(both, ["geo_niva", "geo_kod", "ssyk3", "ar"]).assign(kon="totalt", grund=COMPUTED)
    out = pd.concat([both, totals], ignore_index=True)
    out["geo_namn"] = pd.MultiIndex.from_frame(out[["geo_niva", "geo_kod"]]).map(names.to_dict())
    return pa.Table.from_pandas(out[[*_KEY, "varde", "status", "grund"]], preserve_index=False)
