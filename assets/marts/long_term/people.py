"""The population of the county and its delregioner by age, as it was and as it is projected."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from sources.catalogue.population import SCB_POPULATION, SCB_POPULATION_TO_2024, SCB_PROJECTION

POPULATION: Mapping[str, TableContract] = {
    "to_2024": staged_of(SCB_POPULATION_TO_2024),
    "since_2025": staged_of(SCB_POPULATION),
    "projected": staged_of(SCB_PROJECTION),
}
"""What the population is made of: parameter → table, what has been counted first."""


def population(
    to_2024: pa.Table, since_2025: pa.Table, projected: pa.Table, member: pd.Series, county: str
) -> pd.DataFrame:
    """Every year that any of the three tables has; a year that has been counted is not the projected one.

    Args:
        to_2024: staged.folkmangd_till_2024; any of the three may have no rows.
        since_2025: staged.folkmangd.
        projected: staged.framskriven_folkmangd.
        member: municipality → its delregion.
        county: two-digit code.

    Returns:
        ``geo_kod``, ``kon`` (kvinnor, män), ``ar``, ``alder`` (whole years, the open one at the end its first), ``varde``
        (persons; missing when a municipality's is) and ``framskriven``.
    """
    frames, known = [], set[int]()
    for table, is_projected in ((to_2024, False), (since_2025, False), (projected, True)):
        frame = table.to_pandas()
        frame = frame[~frame["ar"].isin(known) & (frame["kon"] != "totalt")]
        frames.append(frame.assign(framskriven=is_projected, varde=frame["varde"].astype("float64")))
        known |= set(frame["ar"].unique())
    every = pd.concat(frames, ignore_index=True)
    ages = pd.Series(every["alder"].unique())
    every["alder"] = every["alder"].map(ages.str.extract(r"^(\d+)", expand=False).astype("int64").set_axis(ages))
    place = {**member.to_dict(), county: county}
    every = every[every["region_kod"].isin(list(place))]
    every = every.assign(geo_kod=every["region_kod"].map(place))
    keys = ["geo_kod", "kon", "ar", "alder", "framskriven"]
    grouped = every.groupby(keys)["varde"]
    counted: pd.DataFrame = grouped.sum().where(grouped.count() == grouped.size()).reset_index()
    return counted


def between_ages(people: pd.DataFrame, first: int, last: int) -> pd.Series:
    """Persons of those ages by ``geo_kod``, ``kon`` and ``ar``; missing when an age is.

    Args:
        people: of ``population``.
        first: youngest age.
        last: oldest age.
    """
    chosen = people[people["alder"].between(first, last)]
    grouped = chosen.groupby(["geo_kod", "kon", "ar"])["varde"]
    counted: pd.Series = grouped.sum().where(grouped.count() == last - first + 1)
    return counted
