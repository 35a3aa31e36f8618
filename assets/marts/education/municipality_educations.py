"""How many in a municipality have each education: mart.kommun_utbildning."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.education import FEWER, MUNICIPALITY_EDUCATIONS
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_MATCHING
from assets.contracts.words import OBSERVED, WITHHELD_WITH_ANOTHER
from assets.declaration import Mart
from assets.methods.mismatch import MIN_COUNT
from assets.methods.small_numbers import SHOWN, WITH_ANOTHER, withheld
from assets.reference.educations import education_groups


def municipality_educations(staged: pa.Table, geo: pa.Table) -> pa.Table:
    """One row per municipality of the county and education group, the newest year, both sexes together.

    Args:
        staged: staged.matchning; no rows when its source is missing, and then there are none here.
        geo: mart.dim_geo.

    Returns:
        Columns of mart.kommun_utbildning. A number that is too small, that would give a small one away or that the source withholds is
        missing and says which.
    """
    frame = staged.to_pandas()
    if frame.empty:
        return MUNICIPALITY_EDUCATIONS.schema.empty_table()
    newest = frame["ar"].max()
    people = frame[(frame["ar"] == newest) & (frame["grupp"] == "totalt") & (frame["matt"] == "befolkning")]
    areas = geo.to_pandas()
    out = areas.loc[areas["geo_niva"] == "kommun", ["geo_niva", "geo_kod", "geo_namn", "delregion_kod"]]
    out = out.merge(
        people[["region_kod", "utbildningsgrupp", "varde"]], left_on="geo_kod", right_on="region_kod", how="inner"
    )
    out["utbildning_namn"] = out["utbildningsgrupp"].map({group.code: group.name for group in education_groups()})
    known, kinds = out["varde"].astype("float64"), _kinds(out)
    out["befolkning"] = known.where(kinds == SHOWN).astype("Int64")
    out["anmarkning"] = [_remark(number, kind) for number, kind in zip(known, kinds, strict=True)]
    out = out.assign(ar=int(newest), grund=OBSERVED)
    return pa.Table.from_pandas(out[[c.name for c in MUNICIPALITY_EDUCATIONS.columns]], preserve_index=False)


def _kinds(rows: pd.DataFrame) -> pd.Series:
    """Which are withheld, delregion by delregion: mart.utbildning has the sum of its municipalities."""
    found = []
    for _, part in rows.groupby("delregion_kod"):
        counts = part.pivot(index="geo_kod", columns="utbildningsgrupp", values="varde")
        kinds = withheld(counts.astype("float64").to_numpy(), MIN_COUNT)
        found.append(pd.Series(kinds.ravel(), pd.MultiIndex.from_product([counts.index, counts.columns])))
    every: pd.Series = pd.concat(found).reindex(pd.MultiIndex.from_frame(rows[["geo_kod", "utbildningsgrupp"]]))
    return every.set_axis(rows.index)


def _remark(number: float, kind: int) -> str | None:
    if pd.isna(number):
        return "Uppgiften är skyddad eller saknas."
    if kind == WITH_ANOTHER:
        return WITHHELD_WITH_ANOTHER
    return None if kind == SHOWN else FEWER


MARTS = (Mart(MUNICIPALITY_EDUCATIONS, municipality_educations, {"staged": STAGED_MATCHING, "geo": DIM_GEO}),)
