"""The employees of all counties 2014–2024 as the source published them, as panels."""

from __future__ import annotations

from functools import cache

import pandas as pd

from assets.methods.employment_shares import Panel
from tests.real.served import SHARED

FIRST = 2014


@cache
def panel(digits: int) -> Panel:
    """Occupations on three or four digits × the counties × the years; a row that is not there is nobody."""
    frame = pd.read_parquet(SHARED / "real/scb/yreg60-lan-ssyk4/yreg60_lan_ssyk1-4_kon_2014-2024.parquet")
    frame = frame[frame["level"] == f"SSYK{digits}"]
    sums = frame.groupby(["ssyk_code", "county_code", "year"])["value"].sum().unstack(fill_value=0)
    codes, counties = (sorted(sums.index.unique(level)) for level in (0, 1))
    sums = sums.reindex(pd.MultiIndex.from_product([codes, counties]), fill_value=0)
    persons = sums.to_numpy("float64").reshape(len(codes), len(counties), -1)
    return Panel(tuple(codes), tuple(counties), FIRST, persons)
