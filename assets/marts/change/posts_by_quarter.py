"""Cleaned posts of calendar quarters, some years back: mart.platser_per_kvartal."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_QUARTER
from assets.contracts.mismatch import MISMATCH
from assets.contracts.places import DIM_GEO
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.methods.aggregate import QUARTER_MONTHS, QUARTERS, YEARS, last_whole_quarter
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.unemployed import AF_UNEMPLOYED

_LEVELS = ["delregion", "lan"]


def posts_by_quarter(ads: pa.Table, geo: pa.Table, window: pa.Table) -> pa.Table:
    """Posts of all ads together, in the delregioner and the county.

    Args:
        ads: mart.annonser.
        geo: mart.dim_geo.
        window: mart.obalans, whose last month ends the newest quarter, or cuts it off.

    Returns:
        Columns of mart.platser_per_kvartal. A quarter that lacks a month has no number, and says so.
    """
    newest = last_whole_quarter(window["period_till"][0].as_py())
    quarters = pd.period_range(end=newest, periods=YEARS * QUARTERS, freq="Q")
    frame = cleaned(ads, _LEVELS)
    quarter_of = {month: pd.Period(month, "M").asfreq("Q") for month in frame["manad"].unique()}
    frame = frame.assign(kvartal=frame["manad"].map(quarter_of))
    posts = frame.groupby(["geo_kod", "kvartal"])["annonserade_platser"].sum()
    known = frame.groupby("kvartal")["manad"].nunique().reindex(quarters, fill_value=0)
    areas = geo.to_pandas()
    out = areas.loc[areas["geo_niva"].isin(_LEVELS), ["geo_niva", "geo_kod", "geo_namn"]]
    out = out.merge(pd.DataFrame({"quarter": quarters}), how="cross")
    months = out["quarter"].map(known)
    counted = posts.reindex(pd.MultiIndex.from_frame(out[["geo_kod", "quarter"]]), fill_value=0).to_numpy()
    out["platser_rensade"] = pd.Series(counted, index=out.index).astype("Int64").where(months.eq(QUARTER_MONTHS))
    out["kvartal"] = [f"{quarter.year}-K{quarter.quarter}" for quarter in out["quarter"]]
    out["period_fran"] = [str(quarter.asfreq("M", "start")) for quarter in out["quarter"]]
    out["period_till"] = [str(quarter.asfreq("M", "end")) for quarter in out["quarter"]]
    out["anmarkning"] = [
        None if n == QUARTER_MONTHS else f"Källan har bara {n} av kvartalets {QUARTER_MONTHS} månader." for n in months
    ]
    out["grund"] = COMPUTED
    return pa.Table.from_pandas(out[[c.name for c in POSTS_BY_QUARTER.columns]], preserve_index=False)


MARTS = (
    Mart(
        POSTS_BY_QUARTER,
        posts_by_quarter,
        {"ads": ADS, "geo": DIM_GEO, "window": MISMATCH},
        not_used=dict.fromkeys(
            (SCB_EMPLOYEES.dataset, AF_UNEMPLOYED.dataset), "Ur obalans läses bara vilken månad som är den sista."
        ),
    ),
)
