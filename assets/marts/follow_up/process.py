"""What the councils themselves have done: measures of the follow-up that are counts, held against nobody.

Each is a function here, whose table the follow-up then reads, and a row without a reason in uppfoljning_indikatorer.csv.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.marts.follow_up.found import AREA_YEAR, Areas, Found, found, no_source
from assets.methods import follow_up as method


def rounds_held(assessments: pa.Table, areas: Areas) -> Found:
    """Rounds in which a council has handed in its form, by the year in which it first treated it; the county's are all councils'.

    A council that has handed in none has 0 in the years of which any council's form is known: before the first one nobody was
    asked, and after the newest nobody has answered.

    Args:
        assessments: mart.radets_bedomning; no rows until a form has been handed in.
        areas: that are followed.

    Returns:
        Without error: it is a count of forms.
    """
    frame = assessments.select(["geo_kod", "omgang", "behandlat"]).to_pandas()
    if frame.empty:
        return no_source()
    newest = frame["behandlat"].max()
    first = frame.groupby(["geo_kod", "omgang"], as_index=False)["behandlat"].min()
    first["ar"] = first["behandlat"].str[:4].astype("int64")
    years = range(int(first["ar"].min()), int(newest[:4]) + 1)
    held = first.groupby(AREA_YEAR).size()
    held = held.reindex(pd.MultiIndex.from_product([sorted(set(areas.member)), years], names=AREA_YEAR), fill_value=0)
    whole = pd.concat({areas.county: held.groupby("ar").sum()}, names=AREA_YEAR)
    both = pd.concat([held, whole]).astype("float64")
    counted = method.Measured(both.to_numpy(), np.full(len(both), np.nan))
    return found(both.index, counted, years, so_far=f"Räknat till det senaste formuläret, {newest}. Fler kan komma.")
