"""Demand by workplace: employees."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.employees import EMPLOYEES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import BAS, COMPUTED, OBSERVED, RAMS_MONTHLY, RAMS_STATEMENTS
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of
from assets.methods.aggregate import PART_MISSING, sum_or_missing
from assets.reference.areas import NATION
from assets.reference.occupations import reporting_group_of, reporting_groups
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES, SCB_EMPLOYEES_2014, SCB_EMPLOYEES_2019

_KEY = ["geo_niva", "geo_kod", "geo_namn", "ssyk3", "kon", "ar"]


def employees_of_counties(staged: pa.Table, year: int) -> pd.Series:
    """Employees of every county (and the nation) per SSYK3, from the groups on four digits; missing when a part is.

    Args:
        staged: staged.anstallda_ssyk4.
        year: whose employees.

    Returns:
        By ``geo_kod`` and ``ssyk3``.
    """
    four = staged.to_pandas().rename(columns={"region_kod": "geo_kod"})
    four = four[four["ar"] == year]
    four = four.assign(ssyk3=four["ssyk4"].str[:3], varde=four["varde"].astype("float64"))
    sums: pd.Series = four.groupby(["geo_kod", "ssyk3"])["varde"].sum(skipna=False)
    return sums


def newest_common_year(first: pa.Table | pd.DataFrame, *others: pa.Table | pd.DataFrame) -> int:
    """The newest year that tables which are read together all have, so that no number is divided by another year's.

    Args:
        first: a table with years (``ar``) that has rows.
        others: likewise; one without rows is a source that is missing, and asks for nothing.

    Returns:
        The year; the newest of the first table when they share none.

    >>> newest_common_year(*(pd.DataFrame({"ar": years}) for years in ([2023, 2024, 2025], [2023, 2024], [])))
    2024
    """
    own, *theirs = (set(pd.Series(table["ar"].to_numpy(), dtype="int64").unique()) for table in (first, *others))
    shared = own.intersection(*filter(None, theirs))
    return int(max(shared or own))


def employees(
    staged: pa.Table,
    staged_2019: pa.Table,
    staged_2014: pa.Table,
    counties: pa.Table,
    geo: pa.Table,
    county: str,
) -> pa.Table:
    """Employees per area, occupation, sex and year: columns of mart.anstallda.

    Nation and county are SCB's own rows; a delregion is the sum of its municipalities; ``totalt`` is women plus men. A year
    that two registers have is the newer one's. A year that the counties on four digits do not have yet waits for them: the
    delregioner are compared with the counties, and both are of the same year everywhere.

    Args:
        staged: staged.anstallda.
        staged_2019: staged.anstallda_2019; no rows when its source is missing, and then there are none of its years here.
        staged_2014: staged.anstallda_2014; likewise.
        counties: staged.anstallda_ssyk4, of which only the years are read; no rows when its source is missing, and then every
            year is here.
        geo: mart.dim_geo.
        county: two-digit code.
    """
    if staged.num_rows:
        staged = staged.filter(pc.less_equal(staged["ar"], newest_common_year(staged, counties)))
    frame = newest_register({BAS: staged, RAMS_MONTHLY: staged_2019, RAMS_STATEMENTS: staged_2014})
    areas = geo.to_pandas()
    names = areas.set_index(["geo_niva", "geo_kod"])["geo_namn"]
    level = frame["region_kod"].map(lambda c: "riket" if c == NATION else "lan" if c == county else "kommun")
    own = frame.assign(geo_niva=level, geo_kod=frame["region_kod"]).drop(columns="region_kod")
    member = delregion_of(areas)
    parts = own[own["geo_niva"] == "kommun"].assign(geo_niva="delregion", geo_kod=lambda f: f["geo_kod"].map(member))
    sums = sum_or_missing(parts, ["geo_niva", "geo_kod", "ssyk3", "kon", "ar", "register"])
    both = pd.concat([own.assign(grund=OBSERVED), sums.assign(grund=COMPUTED)], ignore_index=True)
    both["varde"] = both["varde"].astype("Int64")
    totals = sum_or_missing(both, ["geo_niva", "geo_kod", "ssyk3", "ar", "register"])
    out = pd.concat([both, totals.assign(kon="totalt", grund=COMPUTED)], ignore_index=True)
    out = out.join(names, on=["geo_niva", "geo_kod"])
    return pa.Table.from_pandas(out[[*_KEY, "varde", "status", "register", "grund"]], preserve_index=False)


def newest_register(registers: Mapping[str, pa.Table]) -> pd.DataFrame:
    """The rows of every register, newest first, but for the years that a newer one has."""
    frames: list[pd.DataFrame] = []
    known: set[int] = set()
    for name, table in registers.items():
        frame = table.to_pandas()
        frames.append(frame[~frame["ar"].isin(known)].assign(register=name))
        known |= set(frame["ar"].unique())
    return pd.concat(frames, ignore_index=True)


def in_todays_register(employees: pd.DataFrame) -> pd.DataFrame:
    """The rows of mart.anstallda whose levels can be compared with the newest year's."""
    return employees[employees["register"] == BAS]


def employees_of_groups(employees: pd.DataFrame) -> pd.DataFrame:
    """Employees per redovisningsgrupp, in place of SSYK3; missing when a part is missing or not there."""
    group = reporting_group_of()
    parts = employees.assign(ssyk3=employees["ssyk3"].map(lambda code: group.get(code, code)))
    by = ["geo_niva", "geo_kod", "geo_namn", "ssyk3", "kon", "ar"]
    sums = sum_or_missing(parts.assign(varde=parts["varde"].astype("Int64")), by)
    members = {g.code: len(g.ssyk3) for g in reporting_groups()}
    there = parts.groupby(by, sort=True, observed=True).size().to_numpy()
    lacks = there < sums["ssyk3"].map(lambda code: members.get(code, 1)).to_numpy()
    return sums.assign(varde=sums["varde"].mask(lacks), status=sums["status"].mask(lacks, PART_MISSING))


MARTS = (
    Mart(
        EMPLOYEES,
        employees,
        {
            "staged": staged_of(SCB_EMPLOYEES),
            "staged_2019": staged_of(SCB_EMPLOYEES_2019),
            "staged_2014": staged_of(SCB_EMPLOYEES_2014),
            "counties": staged_of(SCB_COUNTY_SSYK4),
            "geo": DIM_GEO,
        },
        not_used={SCB_COUNTY_SSYK4.dataset: "Läses bara för att se vilka år som båda tabellerna har."},
    ),
)


def without_older_registers(reason: str) -> dict[str, str]:
    """What a mart says that reads the employees but no year of the registers before today's: dataset → reason."""
    return {entry.dataset: reason for entry in (SCB_EMPLOYEES_2019, SCB_EMPLOYEES_2014)}
