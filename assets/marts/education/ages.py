"""Age of those who work in the occupations that an education leads to."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from assets.methods.matching import MOST_UNKNOWN_AGES, OLDER
from assets.methods.mismatch import share_of_employees
from assets.reference import NATION

_PLACE = ["geo_kod", "ssyk3", "kon"]
_COUNTS = ["anstallda_lankade", "anstallda_lankade_55"]
_KEY = ["geo_kod", "utbildningsgrupp", "kon"]
_SEXES = ("kvinnor", "män")


def ages_of_linked(
    staged: pa.Table, employees: pa.Table, links: Mapping[str, tuple[str, ...]], member: pd.Series, county: str
) -> pd.DataFrame:
    """Employees in each education group's linked occupations, and those of 55 years and more.

    A cell whose ages are not all known is in neither count. When the counted are more than a tenth fewer, or more, than the
    employees that the occupations have in the area, nothing is shown: ages are protected, or a group is counted twice.

    Args:
        staged: staged.anstallda_alder, by workplace; it may have no rows.
        employees: mart.anstallda, which says how many there are in all.
        links: education group → occupations on three digits.
        member: municipality → its delregion.
        county: two-digit code.

    Returns:
        By ``geo_kod``, ``utbildningsgrupp`` and ``kon``: ``ar_alder``, ``anstallda_lankade``, ``anstallda_lankade_55`` and
        ``andel_55_lankade`` (share 0–1); the nation, the county and its delregioner. No rows without the source.
    """
    ages = staged.to_pandas()
    if ages.empty:
        return pd.DataFrame(
            columns=["geo_kod", "utbildningsgrupp", "kon", *_COUNTS, "ar_alder", "andel_55_lankade"]
        ).set_index(_KEY)
    year = int(ages["ar"].max())
    known = _in_areas(_cells(ages[ages["ar"] == year]), member, county)
    everybody = employees.to_pandas()
    everybody = everybody[(everybody["ar"] == year) & everybody["geo_kod"].isin(set(known["geo_kod"]))]
    everybody = everybody.set_index(_PLACE)["varde"].astype("float64").rename("alla")
    cells = everybody.to_frame().join(known.set_index(_PLACE))
    # A sum that lacks a protected municipality is at least what the others are.
    cells["alla"] = cells["alla"].fillna(cells["anstallda_lankade"])
    linked = pd.DataFrame([(e, o) for e, codes in links.items() for o in codes], columns=["utbildningsgrupp", "ssyk3"])
    sums = cells.reset_index().merge(linked, on="ssyk3").groupby(_KEY)[[*_COUNTS, "alla"]].sum(min_count=1)
    apart = (sums["anstallda_lankade"] - sums["alla"]).abs()
    shown: pd.DataFrame = sums[apart <= MOST_UNKNOWN_AGES * sums["alla"]].drop(columns="alla")
    shares = share_of_employees(shown["anstallda_lankade_55"], shown["anstallda_lankade"])
    return shown.astype("Int64").assign(ar_alder=str(year), andel_55_lankade=shares)


def _cells(ages: pd.DataFrame) -> pd.DataFrame:
    """Both counts of every region, occupation and sex where each age is known, and of both sexes together."""
    counts = ages["varde"].astype("float64")
    # What is no group of ages, such as a sum of them, begins with no age: it is counted, found too large, and not shown.
    older = pd.to_numeric(ages["alder"].str.extract(r"^(\d+)", expand=False)) >= OLDER
    groups = ages.assign(known=counts.notna(), **dict(zip(_COUNTS, (counts, counts.where(older, 0.0)), strict=True)))
    kinds = {**dict.fromkeys(_COUNTS, "sum"), "known": "all"}
    cells = groups.groupby(["region_kod", "ssyk3", "kon"]).agg(kinds).reset_index()
    cells = cells[cells["known"]].drop(columns="known")
    place = ["region_kod", "ssyk3"]
    pairs = cells[cells.groupby(place)["kon"].transform("size") == len(_SEXES)]
    both = pairs.groupby(place, as_index=False)[_COUNTS].sum().assign(kon="totalt")
    return pd.concat([cells, both], ignore_index=True)


def _in_areas(cells: pd.DataFrame, member: pd.Series, county: str) -> pd.DataFrame:
    """The nation's and the county's own, and the delregioner's as sums of their municipalities'."""
    own = cells[cells["region_kod"].isin([NATION, county])].rename(columns={"region_kod": "geo_kod"})
    inside = cells[cells["region_kod"].isin(member.index)].assign(geo_kod=lambda f: f["region_kod"].map(member))
    return pd.concat([own, inside.groupby(_PLACE, as_index=False)[_COUNTS].sum()], ignore_index=True)
