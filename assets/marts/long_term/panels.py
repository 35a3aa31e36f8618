"""The employees of all counties, year by year, as the formulas want them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from assets.contracts.words import BAS, RAMS_MONTHLY, RAMS_STATEMENTS
from assets.marts.employees.demand import newest_register
from assets.methods.employment_shares import Panel
from assets.reference import counties, occupations_ssyk3
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_COUNTY_SSYK4_2014, SCB_COUNTY_SSYK4_2019

REGISTERS: Mapping[str, TableContract] = {
    "staged": staged_of(SCB_COUNTY_SSYK4),
    "staged_2019": staged_of(SCB_COUNTY_SSYK4_2019),
    "staged_2014": staged_of(SCB_COUNTY_SSYK4_2014),
}
"""What a panel is made of: parameter → table, the newest register first."""


def county_panel(staged: pa.Table, staged_2019: pa.Table, staged_2014: pa.Table) -> Panel | None:
    """Employees of both sexes on four digits in every county, for the years in a row that end with the newest.

    A number that is missing or protected counts as nobody; occupations that are unknown are in no share. A year in which a county
    has no employees at all ends the row of years.

    Args:
        staged: staged.anstallda_ssyk4; no rows when its source is missing, and then there is no panel.
        staged_2019: staged.anstallda_ssyk4_2019; no rows when its source is missing, and then the row begins later.
        staged_2014: staged.anstallda_ssyk4_2014; likewise.
    """
    if not staged.num_rows:
        return None
    frame = newest_register({BAS: staged, RAMS_MONTHLY: staged_2019, RAMS_STATEMENTS: staged_2014})
    places = sorted(counties())
    frame = frame[frame["region_kod"].isin(places) & frame["ssyk4"].str[:3].isin(list(occupations_ssyk3()))]
    sums = frame.assign(varde=frame["varde"].astype("float64")).groupby(["ssyk4", "region_kod", "ar"])["varde"].sum()
    by_year = sums.unstack("ar").reindex(pd.MultiIndex.from_product([sorted(frame["ssyk4"].unique()), places]))
    by_year = by_year.fillna(0.0)
    everywhere = (by_year.groupby(level=1).sum() > 0).all()
    years = [int(year) for year in by_year.columns[everywhere]]
    if not years:
        return None
    row = [year for year in years if set(range(year, years[-1] + 1)) <= set(years)]
    codes = tuple(map(str, by_year.index.unique(0)))
    persons = by_year[row].to_numpy(np.float64).reshape(len(codes), len(places), len(row))
    return Panel(codes, tuple(places), row[0], persons)
