"""The employees of all counties, year by year, as the formulas want them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from assets.contracts.words import BAS, RAMS_MONTHLY, RAMS_STATEMENTS
from assets.marts.employees.demand import newest_register
from assets.methods.arrays import Array
from assets.methods.employment_shares import Panel
from assets.methods.parts_of_counties import Parts
from assets.reference.areas import counties
from assets.reference.occupations import occupations_ssyk3
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
    frame, places = _of_counties(staged, staged_2019, staged_2014), sorted(counties())
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


def _of_counties(staged: pa.Table, staged_2019: pa.Table, staged_2014: pa.Table) -> pd.DataFrame:
    """The rows of the counties, the newest register of each year, in known occupations."""
    frame = newest_register({BAS: staged, RAMS_MONTHLY: staged_2019, RAMS_STATEMENTS: staged_2014})
    return frame[frame["region_kod"].isin(list(counties())) & frame["ssyk4"].str[:3].isin(list(occupations_ssyk3()))]


def sexes(panel: Panel, staged: pa.Table, staged_2019: pa.Table, staged_2014: pa.Table) -> dict[str, Parts]:
    """Women and men of every county as parts of it, by sex; a number that is missing or protected counts as nobody, as in the county.

    Args:
        panel: the counties on three digits, from ``county_panel`` of the same tables.
        staged: staged.anstallda_ssyk4.
        staged_2019: staged.anstallda_ssyk4_2019.
        staged_2014: staged.anstallda_ssyk4_2014.

    Returns:
        Nothing of a sex that a county has nobody of in a year.
    """
    frame = _of_counties(staged, staged_2019, staged_2014)
    frame = frame.assign(kod=frame["ssyk4"].str[: panel.digits], varde=frame["varde"].astype("float64"))
    made = {}
    for sex, rows in frame.groupby("kon"):
        sums = rows.groupby(["kod", "region_kod", "ar"])["varde"].sum()
        persons = _laid_out(sums, panel.codes, panel.counties, range(panel.first_year, panel.last_year + 1))
        persons = np.nan_to_num(persons)
        if (persons.sum(axis=0) > 0).all():
            own = Panel(panel.codes, panel.counties, panel.first_year, persons)
            made[str(sex)] = Parts(panel, own, np.ones(persons.shape[:2], np.bool_), tuple(range(len(panel.counties))))
    return made


def delregions(panel: Panel, employees: pa.Table, county: str) -> Parts | None:
    """The county's delregioner as parts of it, for the years in a row that end with the newest that both have.

    Args:
        panel: the counties on three digits.
        employees: mart.anstallda, where a delregion is the sum of its municipalities, and missing when one of them is.
        county: two-digit code.

    Returns:
        Nothing without a delregion, without a year in which every delregion has employees, or where one has no occupation that is
        known every year. An occupation that is missing a year is in no total of its delregion.
    """
    frame = employees.to_pandas()
    frame = frame[(frame["geo_niva"] == "delregion") & (frame["kon"] == "totalt")]
    frame = frame[frame["ar"].between(panel.first_year, panel.last_year)]
    areas, found = sorted(frame["geo_kod"].unique()), sorted(frame["ar"].unique())
    if not areas:
        return None
    numbers = frame.assign(varde=frame["varde"].astype("float64")).set_index(["ssyk3", "geo_kod", "ar"])["varde"]
    years = list(range(int(found[0]), int(found[-1]) + 1))
    persons = _laid_out(numbers, panel.codes, areas, years)
    empty = np.flatnonzero((np.nansum(persons, axis=0) == 0).any(axis=0))
    first = int(empty[-1]) + 1 if len(empty) else 0
    persons = persons[:, :, first:]
    known = np.asarray(~np.isnan(persons).any(axis=2))
    if first == len(years) or not known.any(axis=0).all():
        return None
    own = Panel(panel.codes, tuple(map(str, areas)), years[first], np.where(known[:, :, None], persons, 0.0))
    return Parts(panel, own, known, (panel.counties.index(county),) * len(areas))


def _laid_out(numbers: pd.Series, codes: Sequence[str], places: Sequence[str], years: Sequence[int]) -> Array:
    """Numbers by occupation, place and year, in that order; NaN where there is none."""
    every = pd.MultiIndex.from_product([codes, places, years])
    return numbers.reindex(every).to_numpy(np.float64).reshape(len(codes), len(places), len(years))
