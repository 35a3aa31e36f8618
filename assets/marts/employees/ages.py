"""Age of the employees: per occupation, and in any group of occupations such as those that an education leads to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, REPORTING_GROUP, SSYK3_LEVEL, WOMEN_AND_MEN
from assets.declaration import Mart
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods.matching import MOST_UNKNOWN_AGES, OLDER
from assets.methods.mismatch import MIN_EMPLOYEES, share_of_employees
from assets.methods.quoted import part
from assets.reference.areas import NATION
from assets.reference.occupations import occupations_ssyk3, reporting_groups
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE

_PLACE = ["geo_kod", "ssyk3", "kon"]
_COUNTS = ["anstallda", "anstallda_55_64"]
_KEY = ["geo_kod", "grupp", "kon"]


def occupation_ages(ages: pa.Table, employees: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Employees of 55–64 years per area and occupation: columns of mart.alder_yrke.

    Args:
        ages: staged.anstallda_alder; no rows when its source is missing, and then there are none here.
        employees: mart.anstallda.
        geo: mart.dim_geo.
        county: two-digit code.
    """
    levels: dict[str, dict[str, tuple[str, ...]]] = {
        SSYK3_LEVEL: {code: (code,) for code in occupations_ssyk3()},
        REPORTING_GROUP: {group.code: group.ssyk3 for group in reporting_groups()},
    }
    names = {**occupations_ssyk3(), **{group.code: group.name for group in reporting_groups()}}
    areas = geo.to_pandas()
    member = delregion_of(areas)
    by_level = {level: ages_of_groups(ages, employees, groups, member, county) for level, groups in levels.items()}
    out = pd.concat(by_level, names=["yrkesniva"]).reset_index().rename(columns={"grupp": "yrke_kod"})
    by = ["yrkesniva", "yrke_kod", "kon"]
    for place, column in ((county, "andel_55_64_lan"), (NATION, "andel_55_64_riket")):
        theirs = out[out["geo_kod"] == place].set_index(by)["andel_55_64"].rename(column)
        out = out.join(theirs, on=by)
        # An area is compared with what it is a part of.
        out[column] = out[column].mask(out["geo_kod"].isin([place, NATION]))
    out = out.join(level_and_name(areas), on="geo_kod")
    out["yrke_namn"] = out["yrke_kod"].map(names)
    out["grund"] = COMPUTED
    out["anmarkning"] = [_remark(row) for row in out[["alla", *_COUNTS, "andel_55_64"]].to_dict("records")]
    return pa.Table.from_pandas(out[[c.name for c in OCCUPATION_AGES.columns]], preserve_index=False)


def _remark(row: Mapping[Hashable, Any]) -> str | None:
    """Why there is no share."""
    if pd.notna(row["andel_55_64"]):
        return None
    if any(pd.notna(count) and count < MIN_EMPLOYEES for count in (row["alla"], row["anstallda"])):
        return f"Färre än {MIN_EMPLOYEES} anställda: ingen andel visas."
    return f"Åldern är skyddad eller okänd för mer än {part(MOST_UNKNOWN_AGES)} av de anställda."


def ages_of_groups(
    staged: pa.Table, employees: pa.Table, groups: Mapping[str, tuple[str, ...]], member: pd.Series, county: str
) -> pd.DataFrame:
    """Employees in each group of occupations, and those of 55 years and more.

    A cell whose ages are not all known is in neither count. When the counted are more than a tenth fewer, or more, than the
    employees that the occupations have in the area, nothing is shown: ages are protected, or a group is counted twice.

    Args:
        staged: staged.anstallda_alder, by workplace; it may have no rows.
        employees: mart.anstallda, which says how many there are in all.
        groups: group → its occupations on three digits.
        member: municipality → its delregion.
        county: two-digit code.

    Returns:
        By ``geo_kod``, ``grupp`` and ``kon``: ``ar``, ``alla`` (all employees), ``anstallda`` (of known age),
        ``anstallda_55_64`` and ``andel_55_64`` (share 0–1), the last three missing when too many ages are; every area that
        the employees have. No rows without the source.
    """
    ages = staged.to_pandas()
    if ages.empty:
        return pd.DataFrame(columns=[*_KEY, "ar", "alla", *_COUNTS, "andel_55_64"]).set_index(_KEY)
    year = newest_common_year(ages, employees)
    known = _in_areas(_cells(ages[ages["ar"] == year]), member, county)
    everybody = employees.to_pandas()
    everybody = everybody[(everybody["ar"] == year) & everybody["geo_kod"].isin(known["geo_kod"].unique())]
    everybody = everybody.set_index(_PLACE)["varde"].astype("float64").rename("alla")
    cells = everybody.to_frame().join(known.set_index(_PLACE))
    # A sum that lacks a protected municipality is at least what the others are.
    cells["alla"] = cells["alla"].fillna(cells["anstallda"])
    linked = pd.DataFrame(
        [(group, code) for group, codes in groups.items() for code in codes], columns=["grupp", "ssyk3"]
    )
    sums = cells.reset_index().merge(linked, on="ssyk3").groupby(_KEY)[[*_COUNTS, "alla"]].sum(min_count=1)
    apart = (sums["anstallda"] - sums["alla"]).abs()
    sums[_COUNTS] = sums[_COUNTS].where(apart <= MOST_UNKNOWN_AGES * sums["alla"])
    shares = share_of_employees(sums["anstallda_55_64"], sums["anstallda"])
    told: pd.DataFrame = sums.astype("Int64").assign(ar=year, andel_55_64=shares)
    return told


def _cells(ages: pd.DataFrame) -> pd.DataFrame:
    """Both counts of every region, occupation and sex where each age is known, and of both sexes together."""
    counts = ages["varde"].astype("float64")
    # What is no group of ages, such as a sum of them, begins with no age: it is counted, found too large, and not shown.
    known = pd.Series(ages["alder"].unique())
    older = ages["alder"].isin(known[pd.to_numeric(known.str.extract(r"^(\d+)", expand=False)) >= OLDER])
    groups = ages.assign(known=counts.notna(), **dict(zip(_COUNTS, (counts, counts.where(older, 0.0)), strict=True)))
    kinds = {**dict.fromkeys(_COUNTS, "sum"), "known": "all"}
    cells = groups.groupby(["region_kod", "ssyk3", "kon"]).agg(kinds).reset_index()
    cells = cells[cells["known"]].drop(columns="known")
    place = ["region_kod", "ssyk3"]
    pairs = cells[cells.groupby(place)["kon"].transform("size") == len(WOMEN_AND_MEN)]
    both = pairs.groupby(place, as_index=False)[_COUNTS].sum().assign(kon="totalt")
    return pd.concat([cells, both], ignore_index=True)


def _in_areas(cells: pd.DataFrame, member: pd.Series, county: str) -> pd.DataFrame:
    """The nation's, the county's and the municipalities' own, and the delregioner's as sums of their municipalities'."""
    own = cells[cells["region_kod"].isin([NATION, county, *member.index])].rename(columns={"region_kod": "geo_kod"})
    inside = cells[cells["region_kod"].isin(member.index)].assign(geo_kod=lambda f: f["region_kod"].map(member))
    return pd.concat([own, inside.groupby(_PLACE, as_index=False)[_COUNTS].sum()], ignore_index=True)


MARTS = (
    Mart(
        OCCUPATION_AGES,
        occupation_ages,
        {"ages": staged_of(SCB_MUNICIPALITY_AGE), "employees": EMPLOYEES, "geo": DIM_GEO},
        not_used=without_older_registers("Bara ett av de senaste åren läses ur anstallda."),
    ),
)
