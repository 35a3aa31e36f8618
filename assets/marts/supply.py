"""Supply by residence: registered unemployed."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.methods.aggregate import sum_or_missing
from assets.reference import af_areas
from assets.tables import COMPUTED, NO_MUNICIPALITY, OBSERVED, UNKNOWN

_KEY = ["geo_niva", "geo_kod", "geo_namn", "af_yrkesomrade", "kon", "manad"]


def registered_unemployed(staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Registered unemployed per area, AF-yrkesområde, sex and month: columns of mart.inskrivna_arbetslosa.

    The source writes no record where there is nobody, so an absent combination is 0. The county includes persons
    without a known municipality; a delregion does not.
    """
    frame = staged.to_pandas().drop(columns="lan_kod")
    frame["varde"] = frame["varde"].astype("Int64")
    areas = geo.to_pandas()
    member = areas[areas["geo_niva"] == "kommun"].set_index("geo_kod")["delregion_kod"]
    by = ["geo_niva", "geo_kod", "af_yrkesomrade", "kon", "manad"]
    known = frame[frame["kommun_kod"] != NO_MUNICIPALITY]
    own = known.rename(columns={"kommun_kod": "geo_kod"}).assign(geo_niva="kommun", grund=OBSERVED)
    delregion = known.assign(geo_niva="delregion", geo_kod=known["kommun_kod"].map(member))
    whole = frame.assign(geo_niva="lan", geo_kod=county)
    sums = pd.concat([sum_or_missing(part, by) for part in (delregion, whole)]).assign(grund=COMPUTED)
    observed = pd.concat([own, sums], ignore_index=True)
    complete = _complete(observed, areas, by)
    totals = sum_or_missing(complete, [c for c in by if c != "kon"]).assign(kon="totalt", grund=COMPUTED)
    out = pd.concat([complete, totals], ignore_index=True)
    names = areas.set_index(["geo_niva", "geo_kod"])["geo_namn"].to_dict()
    out["geo_namn"] = pd.MultiIndex.from_frame(out[["geo_niva", "geo_kod"]]).map(names)
    return pa.Table.from_pandas(out[[*_KEY, "varde", "status", "grund"]], preserve_index=False)


def _complete(observed: pd.DataFrame, areas: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Every area × AF-yrkesområde × sex × month, with 0 where the source has no record."""
    places = areas[areas["geo_niva"].isin(["kommun", "delregion", "lan"])][["geo_niva", "geo_kod"]]
    grid = places.merge(pd.DataFrame({"af_yrkesomrade": [*af_areas(), UNKNOWN]}), how="cross")
    grid = grid.merge(pd.DataFrame({"kon": ["kvinnor", "män"]}), how="cross")
    grid = grid.merge(pd.DataFrame({"manad": sorted(observed["manad"].unique())}), how="cross")
    out = grid.merge(observed, how="left", on=by, indicator=True)
    absent = out["_merge"] == "left_only"
    out["varde"] = out["varde"].mask(absent, 0)
    out["grund"] = out["grund"].mask(absent & (out["geo_niva"] == "kommun"), OBSERVED).fillna(COMPUTED)
    return out.drop(columns="_merge")
