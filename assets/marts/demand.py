"""Demand by workplace: employees and ads."""

from __future__ import annotations

from importlib.resources import files

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.methods.aggregate import POSTS_CAP, sum_or_missing
from assets.reference import NATION, counties
from assets.tables import COMPUTED, OBSERVED

_KEY = ["geo_niva", "geo_kod", "geo_namn", "ssyk3", "kon", "ar"]


def employees(staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Employees per area, occupation, sex and year: columns of mart.anstallda.

    Nation and county are SCB's own rows; a delregion is the sum of its municipalities; ``totalt`` is women plus men.
    """
    frame = staged.to_pandas()
    areas = geo.to_pandas()
    names = areas.set_index(["geo_niva", "geo_kod"])["geo_namn"]
    level = frame["region_kod"].map(lambda c: "riket" if c == NATION else "lan" if c == county else "kommun")
    own = frame.assign(geo_niva=level, geo_kod=frame["region_kod"]).drop(columns="region_kod")
    member = areas[areas["geo_niva"] == "kommun"].set_index("geo_kod")["delregion_kod"]
    parts = own[own["geo_niva"] == "kommun"].assign(geo_niva="delregion", geo_kod=lambda f: f["geo_kod"].map(member))
    sums = sum_or_missing(parts, ["geo_niva", "geo_kod", "ssyk3", "kon", "ar"])
    both = pd.concat([own.assign(grund=OBSERVED), sums.assign(grund=COMPUTED)], ignore_index=True)
    both["varde"] = both["varde"].astype("Int64")
    totals = sum_or_missing(both, ["geo_niva", "geo_kod", "ssyk3", "ar"]).assign(kon="totalt", grund=COMPUTED)
    out = pd.concat([both, totals], ignore_index=True)
    out["geo_namn"] = pd.MultiIndex.from_frame(out[["geo_niva", "geo_kod"]]).map(names.to_dict())
    return pa.Table.from_pandas(out[[*_KEY, "varde", "status", "grund"]], preserve_index=False)


def ads(staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Ads and advertised posts per area, occupation and month: columns of mart.annonser.

    An ad that states no posts, or 0, counts as one post; at most POSTS_CAP posts per ad.
    """
    posts = pc.min_element_wise(pc.max_element_wise(pc.coalesce(staged["platser_i_annons"], 1), 1), POSTS_CAP)
    areas = geo.to_pandas()
    municipalities = areas[areas["geo_niva"] == "kommun"]
    names = areas[areas["geo_niva"] == "delregion"].set_index("geo_kod")["geo_namn"]
    own = municipalities.assign(kommun_kod=municipalities["geo_kod"])
    summed = municipalities.assign(
        kommun_kod=municipalities["geo_kod"],
        geo_niva="delregion",
        geo_kod=municipalities["delregion_kod"],
        geo_namn=municipalities["delregion_kod"].map(names),
    )
    columns = ["geo_niva", "geo_kod", "geo_namn", "kommun_kod"]
    query = files("assets.marts.sql").joinpath("annonser.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.register("rader", staged.append_column("platser", posts))
        connection.register(
            "omraden", pa.Table.from_pandas(pd.concat([own[columns], summed[columns]]), preserve_index=False)
        )
        return connection.execute(query, {"lan": county, "lan_namn": counties()[county]}).to_arrow_table()
