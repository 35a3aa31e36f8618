"""Cleaned posts of twelve months at a time, some years back: mart.platser_per_ar."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.mismatch import MISMATCH
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.words import AF_AREA, ALL, COMPUTED, REPORTING_GROUP, UNKNOWN
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.methods.aggregate import WINDOW_MONTHS, YEARS
from assets.reference.occupations import UNKNOWN_SSYK3, reporting_group_of
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.unemployed import AF_UNEMPLOYED

_LEVELS = ["delregion", "lan"]
_UNIT = ["geo_kod", "yrkesniva", "yrke_kod"]


def posts_by_year(ads: pa.Table, geo: pa.Table, occupations: pa.Table, window: pa.Table) -> pa.Table:
    """Posts of every known occupation and of all ads, in the delregioner and the county.

    Args:
        ads: mart.annonser.
        geo: mart.dim_geo.
        occupations: mart.dim_yrke.
        window: mart.obalans, whose last month ends the newest year.

    Returns:
        Columns of mart.platser_per_ar. No row of ads in a month that the source has is no post; a year that lacks a month has
        no number, and says so.
    """
    last = pd.Period(window["period_till"][0].as_py(), "M")
    months = pd.period_range(end=last, periods=YEARS * WINDOW_MONTHS)
    place = {str(month): at // WINDOW_MONTHS for at, month in enumerate(months)}
    frame = cleaned(ads, _LEVELS)
    frame = frame.assign(year=frame["manad"].map(place)).dropna(subset="year")
    group = frame["ssyk4"].str[:3].map(reporting_group_of())
    rows = pd.concat(
        [
            frame.assign(yrkesniva=AF_AREA, yrke_kod=frame["af_yrkesomrade"]),
            frame.assign(yrkesniva=AF_AREA, yrke_kod=ALL),
            frame.assign(yrkesniva=REPORTING_GROUP, yrke_kod=group),
        ]
    )
    posts = rows.groupby([*_UNIT, "year"])["annonserade_platser"].sum()
    known = frame.groupby("year")["manad"].nunique().reindex(range(YEARS), fill_value=0)
    units = occupations.to_pandas()
    units = units.loc[units["yrkesniva"].isin([AF_AREA, REPORTING_GROUP]), ["yrkesniva", "yrke_kod", "yrke_namn"]]
    units = units[~units["yrke_kod"].isin([UNKNOWN, UNKNOWN_SSYK3])]
    every = pd.DataFrame([{"yrkesniva": AF_AREA, "yrke_kod": ALL, "yrke_namn": "Alla annonser"}])
    areas = geo.to_pandas()
    out = areas.loc[areas["geo_niva"].isin(_LEVELS), ["geo_niva", "geo_kod", "geo_namn"]]
    out = out.merge(pd.concat([units, every]), how="cross").merge(pd.DataFrame({"year": range(YEARS)}), how="cross")
    counted = posts.reindex(pd.MultiIndex.from_frame(out[[*_UNIT, "year"]]), fill_value=0).to_numpy()
    whole = out["year"].map(known).eq(WINDOW_MONTHS)
    out["platser_rensade"] = pd.Series(counted, index=out.index).astype("Int64").where(whole)
    out["period_fran"] = [str(months[year * WINDOW_MONTHS]) for year in out["year"]]
    out["period_till"] = [str(months[(year + 1) * WINDOW_MONTHS - 1]) for year in out["year"]]
    out["anmarkning"] = [
        None if n == WINDOW_MONTHS else f"Källan har bara {n} av periodens {WINDOW_MONTHS} månader."
        for n in out["year"].map(known)
    ]
    out["grund"] = COMPUTED
    return pa.Table.from_pandas(out[[c.name for c in POSTS_BY_YEAR.columns]], preserve_index=False)


MARTS = (
    Mart(
        POSTS_BY_YEAR,
        posts_by_year,
        {"ads": ADS, "geo": DIM_GEO, "occupations": DIM_OCCUPATION, "window": MISMATCH},
        not_used=dict.fromkeys(
            (SCB_EMPLOYEES.dataset, AF_UNEMPLOYED.dataset), "Ur obalans läses bara vilken månad som är den sista."
        ),
    ),
)
