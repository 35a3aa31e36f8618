"""How many of those who are 45 and older leave each occupation, net: mart.ersattningsbehov."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_supply import MIXED_AGES, NATIONS_AGES, NOT_TRIED, OWN_AGES, REPLACEMENT
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import PROJECTED, REPORTING_GROUP, SSYK3_LEVEL
from assets.declaration import Mart
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods import replacement_demand as method
from assets.methods.arrays import Array
from assets.methods.backtest import CONSTANT
from assets.methods.matching import MOST_UNKNOWN_AGES
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import figures
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk3, reporting_groups
from assets.reference.scenarios import LONGER_WORKING_LIFE, scenarios
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE, SCB_NATION_AGE

_BANDS = [f"{age}" for age in method.BANDS]
_CELL = ["ssyk3", "kon"]


def replacement(
    nation: pa.Table, ages: pa.Table, employees: pa.Table, geo: pa.Table, projected: pa.Table, county: str
) -> pa.Table:
    """Net departures of those who are 45–64 today, in five and ten years, and beside them by how many the occupation grows.

    Args:
        nation: staged.anstallda_alder_riket; no rows when its source is missing, and then there are none here.
        ages: staged.anstallda_alder; no rows when its source is missing, and then the nation's ages are used.
        employees: mart.anstallda.
        geo: mart.dim_geo.
        projected: mart.framskrivning; no rows when nothing is projected, and then no growth is known.
        county: two-digit code.

    Returns:
        Columns of mart.ersattningsbehov.
    """
    four = nation.to_pandas()
    if four.empty:
        return REPLACEMENT.schema.empty_table()
    of_nation = _nations_ages(four)
    year = newest_common_year(nation, employees, ages)
    areas = geo.to_pandas()
    wide = _older(ages, employees, of_nation[of_nation["ar"] == year], delregion_of(areas), county, year)
    rho = retention(of_nation, year)
    stays = wide.reset_index()[["ssyk3"]].merge(rho, left_on="ssyk3", right_index=True, how="left")[_BANDS[:-1]]
    (later,) = (scenario.value for scenario in scenarios() if scenario.code == LONGER_WORKING_LIFE)
    parts = []
    for years in method.HORIZONS:
        counted = wide[_BANDS].to_numpy(np.float64)
        shares = stays.to_numpy(np.float64)
        parts.append(
            wide.assign(
                till_ar=year + years,
                anstallda_45=counted.sum(axis=1),
                ersattningsbehov=method.net_departures(counted, shares, years),
                langre_arbetsliv=method.net_departures(counted, shares, years, later),
            ).reset_index()
        )
    out = _both_levels(_with_both_sexes(pd.concat(parts, ignore_index=True)))
    out["ar"], out["ar_langre"] = year, later
    few = out["anstallda"] < MIN_EMPLOYEES
    numbers = ["anstallda_45", "ersattningsbehov", "langre_arbetsliv"]
    out[numbers] = out[numbers].mask(few)
    out["per_ar"] = out["ersattningsbehov"] / (out["till_ar"] - year)
    out["andel_av_anstallda"] = out["ersattningsbehov"] / out["anstallda"]
    out = out.join(_expansion(projected, year), on=["geo_kod", "yrkesniva", "yrke_kod", "kon", "till_ar"])
    out["ersattning_och_tillvaxt"] = method.replacement_and_expansion(out["ersattningsbehov"], out["tillvaxtbehov"])
    out = out.join(level_and_name(areas), on="geo_kod")
    names = {**occupations_ssyk3(), **{group.code: group.name for group in reporting_groups()}}
    out["yrke_namn"] = out["yrke_kod"].map(names)
    out["provning"], out["grund"] = NOT_TRIED, PROJECTED
    out["anmarkning"] = [_remark(row) for row in out.to_dict("records")]
    out["anstallda"] = out["anstallda"].astype("Int64")
    return pa.Table.from_pandas(out[[c.name for c in REPLACEMENT.columns]], preserve_index=False)


def _expansion(projected: pa.Table, year: int) -> pd.Series:
    """Employees then less employees in the year, both sexes together; what is projected from another year is not known.

    Constant shares say nothing of where an occupation is going, and all employees' growth must not say it for them.
    """
    frame = projected.to_pandas()
    frame = (
        frame[(frame["ar_anstallda"] == year) & (frame["metod"] != CONSTANT)]
        .rename(columns={"ar": "till_ar"})
        .assign(kon="totalt")
    )
    grown: pd.Series = frame["personer"].astype("float64") - frame["anstallda"].astype("float64")
    keys = [frame[name] for name in ("geo_kod", "yrkesniva", "yrke_kod", "kon", "till_ar")]
    return pd.Series(grown.to_numpy(), pd.MultiIndex.from_arrays(keys), name="tillvaxtbehov")


def _first_age(ages: pd.Series) -> pd.Series:
    """First year of each of the source's age groups, as text."""
    first: pd.Series = ages.str.extract(r"^(\d+)", expand=False)
    return first


def _nations_ages(four: pd.DataFrame) -> pd.DataFrame:
    """The nation's employees by SSYK3, first year of age, sex and year; missing when a part is."""
    ssyk3 = four["ssyk4"].where(four["ssyk4"] == UNKNOWN_SSYK3, four["ssyk4"].str[:3])
    parts = four.assign(ssyk3=ssyk3, fran=_first_age(four["alder"]), varde=four["varde"].astype("float64"))
    sums = parts.groupby(["ar", "ssyk3", "kon", "fran"])["varde"].sum(skipna=False)
    return sums.reset_index()


def retention(of_nation: pd.DataFrame, year: int) -> pd.DataFrame:
    """ρ5 by SSYK3 and age group, from the nation's cohorts of four years, both sexes together.

    Args:
        of_nation: ``ar``, ``ssyk3``, ``kon``, ``fran`` (first year of age) and ``varde`` (persons).
        year: the newest.

    Returns:
        By ``ssyk3``, a column per age group but the last; NaN where the source has not what it takes: the year four years
        before, the age groups, and those with unknown occupation.
    """
    counts = of_nation.groupby(["ar", "ssyk3", "fran"])["varde"].sum(skipna=False).unstack("fran")
    counts = counts.reindex(columns=_BANDS)
    codes = sorted(set(of_nation["ssyk3"]) - {UNKNOWN_SSYK3})
    before, after = (_raised(counts, codes, at) for at in (year - method.SPAN_YEARS, year))
    # A wider occupation is followed through the same occupations in both years.
    known = ~np.isnan(before) & ~np.isnan(after)
    wider = pd.DataFrame(np.hstack([np.where(known, before, 0), np.where(known, after, 0)]), index=codes)
    wider = wider.groupby([code[:2] for code in codes]).transform("sum")
    half = len(_BANDS)
    shrunk = method.shrunk_retention(
        method.four_year_retention(before, after),
        method.four_year_retention(wider.to_numpy()[:, :half], wider.to_numpy()[:, half:]),
        np.nan_to_num(before[:, :-1]),
    )
    return pd.DataFrame(method.five_year_retention(shrunk), index=codes, columns=_BANDS[:-1])


def _raised(counts: pd.DataFrame, codes: list[str], year: int) -> Array:
    """Occupations × age groups of a year, with those whose occupation is unknown."""
    wanted = pd.MultiIndex.from_product([[year], [*codes, UNKNOWN_SSYK3]])
    found = counts.reindex(wanted).to_numpy(np.float64)
    return method.with_unknown_occupation(found[:-1], found[-1])


def _older(
    ages: pa.Table, employees: pa.Table, of_nation: pd.DataFrame, member: pd.Series, county: str, year: int
) -> pd.DataFrame:
    """Employees of every area, occupation and sex, and those of them in each older age group."""
    everybody = employees.to_pandas()
    places = {county, *member}
    cells = everybody[
        (everybody["ar"] == year)
        & everybody["geo_kod"].isin(places)
        & (everybody["kon"] != "totalt")
        & (everybody["ssyk3"] != UNKNOWN_SSYK3)
    ]
    cells = cells.set_index(["geo_kod", *_CELL])["varde"].astype("float64").rename("anstallda").to_frame()
    theirs = cells[[]].join(_shares(of_nation, _CELL), on=_CELL)
    own = _own_ages(ages, member, county, year)
    mine = _shares(own, ["geo_kod", *_CELL]).reindex(cells.index)
    counted = own.groupby(["geo_kod", *_CELL])["varde"].sum().reindex(cells.index)
    known = (counted - cells["anstallda"]).abs() <= MOST_UNKNOWN_AGES * cells["anstallda"]
    chosen = mine.where(known, theirs)
    bands = chosen.mul(cells["anstallda"], axis=0)
    # Nobody has no age: an occupation that is not in the area has no older employees either.
    bands = bands.mask(cells["anstallda"] == 0, 0.0)
    return bands.assign(anstallda=cells["anstallda"], egna=known.astype("float64"))


def _own_ages(ages: pa.Table, member: pd.Series, county: str, year: int) -> pd.DataFrame:
    """Employees by age in the county and the delregioner, of the cells where every age is known."""
    frame = ages.to_pandas()
    frame = frame[frame["ar"] == year]
    frame = frame.assign(varde=frame["varde"].astype("float64"), fran=_first_age(frame["alder"]))
    frame["kand"] = frame["varde"].notna()
    frame = frame[frame.groupby(["region_kod", *_CELL])["kand"].transform("all")]
    frame = frame.assign(geo_kod=frame["region_kod"].map({**member.to_dict(), county: county})).dropna(subset="geo_kod")
    sums: pd.DataFrame = frame.groupby(["geo_kod", *_CELL, "fran"], as_index=False)["varde"].sum()
    return sums


def _shares(counts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Share of each older age group among all ages."""
    wide = counts.pivot_table(index=by, columns="fran", values="varde", aggfunc="sum", dropna=False)
    total = wide.sum(axis=1, skipna=False)
    return wide.reindex(columns=_BANDS).div(total.where(total > 0), axis=0)


def _with_both_sexes(by_sex: pd.DataFrame) -> pd.DataFrame:
    """Women, men, and both together, which are missing when either is."""
    keys = ["geo_kod", "ssyk3", "till_ar"]
    both = by_sex.drop(columns=["kon", *_BANDS]).groupby(keys, as_index=False).sum(skipna=False)
    both["egna"] /= by_sex["kon"].nunique()
    return pd.concat([by_sex.drop(columns=_BANDS), both.assign(kon="totalt")], ignore_index=True)


def _both_levels(rows: pd.DataFrame) -> pd.DataFrame:
    """SSYK3, and redovisningsgrupper as sums that are missing when an occupation is missing or not there."""
    numbers = ["anstallda", "anstallda_45", "ersattningsbehov", "langre_arbetsliv"]
    group = pd.DataFrame(
        [(g.code, code, len(g.ssyk3)) for g in reporting_groups() for code in g.ssyk3],
        columns=["yrke_kod", "ssyk3", "delar"],
    )
    keys = ["geo_kod", "yrke_kod", "kon", "till_ar"]
    parts = rows.merge(group, on="ssyk3").groupby(keys)
    sums = parts[numbers].sum(skipna=False)
    sums = sums.where(parts.size() == parts["delar"].first())
    sums["egna"] = parts["egna"].mean()
    own = rows.rename(columns={"ssyk3": "yrke_kod"}).assign(yrkesniva=SSYK3_LEVEL)
    out = pd.concat([own, sums.reset_index().assign(yrkesniva=REPORTING_GROUP)], ignore_index=True)
    out["aldrar"] = np.select([out["egna"] == 1, out["egna"] == 0], [OWN_AGES, NATIONS_AGES], MIXED_AGES)
    return out


def _remark(row: Mapping[Hashable, Any]) -> str | None:
    """Why there is no number."""
    if pd.notna(row["ersattningsbehov"]):
        return None
    if pd.isna(row["anstallda"]):
        return "Antalet anställda är skyddat eller saknas i minst en del."
    if row["anstallda"] < MIN_EMPLOYEES:
        return f"Färre än {figures(MIN_EMPLOYEES)} anställda: inget ersättningsbehov visas."
    return (
        "Åldrarna i yrket saknas i riket, för samma år eller "
        f"{figures(method.SPAN_YEARS)} år tidigare, eller källan har inte de anställda med okänt yrke."
    )


MARTS = (
    Mart(
        REPLACEMENT,
        replacement,
        {
            "nation": staged_of(SCB_NATION_AGE),
            "ages": staged_of(SCB_MUNICIPALITY_AGE),
            "employees": EMPLOYEES,
            "geo": DIM_GEO,
            "projected": PROJECTION,
        },
        not_used=without_older_registers("Bara ett av de senaste åren läses ur anstallda."),
    ),
)
