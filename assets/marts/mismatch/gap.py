"""Posts in open ads beside registered unemployed, over AF-yrkesområden: mart.skillnad."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import OPEN_ADS
from assets.contracts.mismatch import GAP, GAP_LABEL, STOCK_MEASURE
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import ALL, COMPUTED
from assets.declaration import Mart
from assets.marts.mismatch.open_day import OpenDay, open_day
from assets.methods.arrays import Array
from assets.methods.mismatch_index import matching_gap, solvable_by_mobility
from assets.reference.occupations import af_areas

_SEXES = {"inskrivna_arbetslosa": "totalt", "inskrivna_kvinnor": "kvinnor", "inskrivna_man": "män"}


def gap(open_ads: pa.Table, unemployed: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Shortage, surplus and net of the county: per AF-yrkesområde, and all of them together.

    Args:
        open_ads: mart.annonser_oppna; no rows when its source is missing, and then every number is missing.
        unemployed: mart.inskrivna_arbetslosa.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.skillnad: one row per AF-yrkesområde and one for all, also when their numbers are missing.
    """
    areas = geo.to_pandas()
    small = list(areas.loc[areas["geo_niva"] == "delregion", "geo_kod"])
    (whole,) = areas[(areas["geo_niva"] == "lan") & (areas["geo_kod"] == county)].itertuples(index=False)
    month = max(unemployed["manad"].to_pylist())
    chosen = open_day(open_ads, month)
    posts = _posts(open_ads, chosen, [*small, county])
    people = {name: _people(unemployed, month, sex, [*small, county]) for name, sex in _SEXES.items()}
    everybody = people["inskrivna_arbetslosa"]
    movable = solvable_by_mobility(posts[:-1], everybody[:-1])
    names = {**af_areas(), ALL: "Alla kända AF-yrkesområden"}
    rows = []
    for at, code in enumerate(names):
        part = slice(None) if code == ALL else slice(at, at + 1)
        found = matching_gap(posts[-1, part], everybody[-1, part])
        known = not np.isnan(found.net)
        rows.append(
            {
                "geo_niva": whole.geo_niva,
                "geo_kod": whole.geo_kod,
                "geo_namn": whole.geo_namn,
                "af_yrkesomrade": code,
                "af_yrkesomrade_namn": names[code],
                "matt": STOCK_MEASURE,
                "dag": chosen.day if chosen else None,
                "manad": month,
                "platser": posts[-1, part].sum(),
                **{name: counts[-1, part].sum() for name, counts in people.items()},
                "summa_bristomraden": found.shortage,
                "summa_overskottsomraden": found.surplus,
                "netto": found.net,
                "overhang": found.overhang,
                "antal_omraden": len(posts[-1, part]),
                "antal_bristomraden": (posts[-1, part] > everybody[-1, part]).sum() if known else np.nan,
                "losbar_genom_rorlighet": movable if code == ALL else np.nan,
                "grund": COMPUTED,
                "anmarkning": _remark(everybody[-1, part], chosen, month, code == ALL and bool(np.isnan(movable))),
            }
        )
    out = pd.DataFrame(rows)
    counted = ["platser", *_SEXES, "antal_bristomraden"]
    out[counted] = out[counted].astype("Int64")
    return pa.Table.from_pandas(out[[c.name for c in GAP.columns]], preserve_index=False)


def _posts(open_ads: pa.Table, chosen: OpenDay | None, places: list[str]) -> Array:
    """Areas × AF-yrkesområden on the chosen day."""
    if chosen is None:
        return np.full((len(places), len(af_areas())), np.nan)
    frame = open_ads.to_pandas()
    frame = frame[frame["geo_niva"].isin(["delregion", "lan"]) & (frame["dag"] == chosen.day)]
    table = frame.groupby(["geo_kod", "af_yrkesomrade"])["platser_i_oppna_rensade"].sum().unstack()
    # No row means no open ad, which is 0 and not missing.
    return np.asarray(table.reindex(index=places, columns=list(af_areas())).fillna(0.0), np.float64)


def _people(unemployed: pa.Table, month: str, sex: str, places: list[str]) -> Array:
    """Areas × AF-yrkesområden in the month; NaN where the source protects a part."""
    frame = unemployed.to_pandas()
    wanted = frame["geo_niva"].isin(["delregion", "lan"]) & (frame["manad"] == month) & (frame["kon"] == sex)
    table = frame[wanted].pivot(index="geo_kod", columns="af_yrkesomrade", values="varde").astype("float64")
    return np.asarray(table.reindex(index=places, columns=list(af_areas())), np.float64)


def _remark(unemployed: Array, chosen: OpenDay | None, month: str, unmovable: bool) -> str:
    """What the sums are, and what a reader must know before using them."""
    said = [f"{GAP_LABEL}."]
    if chosen is None:
        said.append("Underlaget om öppna annonser saknas: ingen av summorna kan visas.")
    elif np.isnan(unemployed).any():
        said.append("Minst en uppgift om inskrivna är skyddad eller saknas: ingen av summorna kan visas.")
    elif unmovable:
        said.append("En delregion saknar uppgift: vad rörlighet skulle kunna lösa kan inte visas.")
    return " ".join([*said, *(chosen.remarks(month) if chosen else [])])


MARTS = (Mart(GAP, gap, {"open_ads": OPEN_ADS, "unemployed": UNEMPLOYED, "geo": DIM_GEO}),)
