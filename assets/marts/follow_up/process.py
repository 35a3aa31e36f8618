"""What the councils themselves have done: measures of the follow-up that are counts, held against nobody.

Each is a function here, whose table the follow-up then reads, and a row without a reason in uppfoljning_indikatorer.csv.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.council_work import DECIDED
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
    return _counted(pd.concat([held, whole]), years, newest)


def priorities_owned(priorities: pd.DataFrame, areas: Areas) -> Found:
    """How large a part of the councils' priorities has an owner and is decided, by the year in which the council treated its form.

    Only the newest form of a council is in force, so that an area has a number for one year.

    Args:
        priorities: mart.radets_prioriteringar; no rows until a council has given one.
        areas: that are followed.

    Returns:
        Percent, without error: it is a count of forms. The county's is of all priorities together.
    """
    if priorities.empty:
        return no_source()
    owned = priorities["agare"].notna() & (priorities["beslutslage"] == DECIDED)
    rows = priorities.assign(ar=priorities["behandlat"].str[:4].astype("int64"), del_=100.0 * owned)
    own = rows.groupby(AREA_YEAR)["del_"].mean()
    whole = pd.concat({areas.county: rows.groupby("ar")["del_"].mean()}, names=AREA_YEAR)
    years = range(int(rows["ar"].min()), int(rows["ar"].max()) + 1)
    return _counted(pd.concat([own, whole]), years, str(priorities["behandlat"].max()))


def _counted(numbers: pd.Series, years: range, newest: str) -> Found:
    """Numbers that are counted, and so without error."""
    measured = method.Measured(numbers.to_numpy(np.float64), np.full(len(numbers), np.nan))
    so_far = f"Räknat till det senaste formuläret, {newest}. Fler kan komma."
    return found(numbers.index, measured, years, why="Rådet lämnade ingen prioritering det året.", so_far=so_far)
