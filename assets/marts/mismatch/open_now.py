"""Open posts now beside registered unemployed now: mart.oppna_mot_inskrivna."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import COVERAGE, OPEN_ADS
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import ALL, COMPUTED
from assets.declaration import Mart
from assets.marts.ads.coverage_factors import corrects, coverage_factors
from assets.marts.mismatch.open_day import OpenDay, open_day
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED
from assets.methods.open_now import stock_interval, unemployed_per_open_post
from assets.methods.standard_errors import effective_ads
from assets.reference.occupations import af_areas

_PLACE = ["geo_niva", "geo_kod", "geo_namn"]
_LEVELS = ["delregion", "lan"]
_CELL = ["geo_kod", "af_yrkesomrade"]
_POSTS = ["oppna_annonser", "platser_oppna", "kvadrat", "platser_oppna_rattade"]
_SEXES = {"totalt": "inskrivna_arbetslosa", "kvinnor": "inskrivna_kvinnor", "män": "inskrivna_man"}


def open_now(open_ads: pa.Table, unemployed: pa.Table, coverage: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Open posts and registered unemployed per AF-yrkesområde, and all of the known ones together.

    Args:
        open_ads: mart.annonser_oppna; no rows when its source is missing, and then no post is known.
        unemployed: mart.inskrivna_arbetslosa, whose newest month is used.
        coverage: mart.tackning; without a factor of the county, as when the source is missing, nothing is corrected.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.oppna_mot_inskrivna for the delregioner and the county. A number that is missing has its reason.
    """
    month = max(unemployed["manad"].to_pylist())
    chosen = open_day(open_ads, month)
    areas = geo.to_pandas()
    names = {**af_areas(), ALL: "Alla kända AF-yrkesområden"}
    out = areas.loc[areas["geo_niva"].isin(_LEVELS), _PLACE].merge(
        pd.DataFrame({"af_yrkesomrade": list(names), "af_yrkesomrade_namn": list(names.values())}), how="cross"
    )
    at = pd.MultiIndex.from_frame(out[_CELL])
    people = _with_all(_people(unemployed, month), out["geo_kod"])
    # No row means no open ad, which is 0 and not missing.
    posts = _with_all(_posts(open_ads, chosen, coverage, county), out["geo_kod"], 0.0 if chosen else None)
    for name, counts in [*((name, people) for name in _SEXES.values()), *((name, posts) for name in _POSTS)]:
        out[name] = counts[name].reindex(at).to_numpy()
    corrected_posts = corrects(coverage, county)
    if not corrected_posts:
        out["platser_oppna_rattade"] = np.nan
    ratio = unemployed_per_open_post(out["platser_oppna"], out["inskrivna_arbetslosa"])
    out["inskrivna_per_oppen_plats"] = ratio
    certain = effective_ads(out["oppna_annonser"], out["platser_oppna"], out["kvadrat"])
    out["nedre"], out["ovre"] = stock_interval(ratio, certain, out["inskrivna_arbetslosa"])
    corrected = unemployed_per_open_post(out["platser_oppna_rattade"], out["inskrivna_arbetslosa"])
    out["inskrivna_per_oppen_plats_rattad"] = np.where(np.isnan(ratio), np.nan, corrected)
    out = out.assign(dag=chosen.day if chosen else None, manad=month, grund=COMPUTED)
    out["anmarkning"] = [_remark(row, chosen, corrected_posts) for row in out.to_dict("records")]
    whole = ["oppna_annonser", "platser_oppna", *_SEXES.values()]
    out[whole] = out[whole].astype("Int64")
    return pa.Table.from_pandas(out[[c.name for c in OPEN_NOW.columns]], preserve_index=False)


def _posts(open_ads: pa.Table, chosen: OpenDay | None, coverage: pa.Table, county: str) -> pd.DataFrame:
    """By ``_CELL``: cleaned open ads and their posts, as they are and corrected with the county's factors."""
    frame = open_ads.to_pandas()
    frame = frame[frame["geo_niva"].isin(_LEVELS) & (frame["dag"] == (chosen.day if chosen else None))]
    here = pd.Series(county, index=frame.index)
    posts = frame["platser_i_oppna_rensade"].astype("float64")
    frame = frame.assign(
        oppna_annonser=frame["oppna_rensade"].astype("float64"),
        platser_oppna=posts,
        kvadrat=frame["platser_i_oppna_rensade_kvadrat"].astype("float64"),
        platser_oppna_rattade=posts * coverage_factors(coverage, here, frame["sektor"]),
    )
    sums: pd.DataFrame = frame.groupby(_CELL)[_POSTS].sum()
    return sums


def _people(unemployed: pa.Table, month: str) -> pd.DataFrame:
    """By ``_CELL``: registered unemployed of the month, one column per sex."""
    frame = unemployed.to_pandas()
    frame = frame[frame["geo_niva"].isin(_LEVELS) & (frame["manad"] == month)]
    frame = frame.assign(varde=frame["varde"].astype("float64"))
    by_sex: pd.DataFrame = frame.pivot(index=_CELL, columns="kon", values="varde").rename(columns=_SEXES)
    return by_sex


def _with_all(counts: pd.DataFrame, places: pd.Series, absent: float | None = None) -> pd.DataFrame:
    """The known AF-yrkesområden of every place and their sum, which is missing when a part is."""
    cells = pd.MultiIndex.from_product([places.unique(), list(af_areas())], names=_CELL)
    known = counts.reindex(cells)
    known = known if absent is None else known.fillna(absent)
    every = known.groupby("geo_kod").sum(min_count=len(af_areas()))
    every.index = pd.MultiIndex.from_product([every.index, [ALL]], names=_CELL)
    return pd.concat([known, every])


def _remark(row: dict[Hashable, Any], chosen: OpenDay | None, corrected: bool) -> str | None:
    """Why a number is missing, and what must be known of the dates."""
    said = []
    if chosen is None:
        said.append("Underlaget om öppna annonser saknas: inga platser kan visas.")
    if pd.isna(row["inskrivna_arbetslosa"]):
        said.append("Minst en uppgift om inskrivna är skyddad eller saknas: talet per plats kan inte visas.")
    elif row["inskrivna_arbetslosa"] < MIN_UNEMPLOYED:
        said.append(f"Färre än {MIN_UNEMPLOYED} inskrivna arbetslösa: talet per plats visas inte.")
    elif row["platser_oppna"] < MIN_POSTS:
        said.append(f"Färre än {MIN_POSTS} öppna platser: talet per plats visas inte.")
    if chosen and not corrected:
        said.append("Tal för länets täckning saknas: platserna är inte rättade.")
    said += chosen.remarks(row["manad"]) if chosen else []
    return " ".join(said) or None


MARTS = (
    Mart(OPEN_NOW, open_now, {"open_ads": OPEN_ADS, "unemployed": UNEMPLOYED, "coverage": COVERAGE, "geo": DIM_GEO}),
)
