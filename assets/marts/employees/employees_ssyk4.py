"""Employees per four-digit group in the delregioner, raked from what is observed: mart.anstallda_ssyk4."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES, EMPLOYEES_SSYK4
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, OBSERVED, SPREAD, UNKNOWN
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.methods.aggregate import COUNTY_AD_MONTHS
from assets.methods.arrays import Array
from assets.methods.raking import LARGE_DIFFERENCE, NotFittedError, agreeing_margins, pattern_of_ads, rake
from assets.reference.occupations import ssyk2012, without_af_group
from sources.catalogue.employees import SCB_COUNTY_SSYK4

_NOT_SPREAD = "Yrkesgruppen kan inte fördelas: "
_PROTECTED = f"{_NOT_SPREAD}en uppgift på tre eller fyra siffror är skyddad eller saknas."
_NOBODY_IN_COUNTY = f"{_NOT_SPREAD}länet har ingen anställd på fyra siffror men delregionerna har det."
_NOT_FITTED = f"{_NOT_SPREAD}ingen fördelning stämmer med både delregionerna och länet."
_ALONE = "Yrkesgruppen har bara den här undergruppen: talet är delregionens observerade summa."
_NO_ADS = f"Inga annonser i länet på {COUNTY_AD_MONTHS} månader: fördelad i stort sett som hela yrkesgruppen."


@dataclass(frozen=True)
class _Spread:
    """Four-digit groups × delregioner, with the ads and by the margins alone, how far apart they were, and why there are none."""

    persons: Array
    margins_alone: Array
    difference: float = np.nan
    fault: str | None = None


def employees_ssyk4(employees: pa.Table, groups: pa.Table, ads: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """Employees of both sexes per four-digit group: the county as observed, its delregioner raked.

    Args:
        employees: mart.anstallda.
        groups: staged.anstallda_ssyk4; no rows when its source is missing, and then every number is missing.
        ads: mart.annonser.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.anstallda_ssyk4, for the newest year that both tables have.
    """
    areas = geo.to_pandas()
    delregioner = list(areas.loc[areas["geo_niva"] == "delregion", "geo_kod"])
    names = areas[areas["geo_niva"].isin(["delregion", "lan"])].set_index("geo_kod")["geo_namn"]
    year = newest_common_year(employees, groups)
    rows = _observed(employees, year, delregioner)
    columns = _county(groups, year, county)
    posts = _posts(ads, [*delregioner, county])
    made = []
    for ssyk3, codes in _by_ssyk3().items():
        margin = columns.reindex(codes).to_numpy()
        here = posts.reindex(codes, fill_value=0.0)
        pattern = pattern_of_ads(here[delregioner].to_numpy(), here[[county]].to_numpy())
        found = _spread(pattern, rows.reindex([ssyk3]).to_numpy()[0], margin)
        basis = SPREAD if len(codes) > 1 else COMPUTED
        for at, (code, advertised) in enumerate(zip(codes, here[county] > 0, strict=True)):
            same = (code, ssyk3, found.difference)
            remark = _remark(code, codes, bool(advertised), found)
            made += [
                ("delregion", area, *same, persons, plain, basis, remark)
                for area, persons, plain in zip(delregioner, found.persons[at], found.margins_alone[at], strict=True)
            ]
            whole = "Källans uppgift är skyddad eller saknas." if np.isnan(margin[at]) else None
            made.append(("lan", county, *same, margin[at], np.nan, OBSERVED, whole))
    names_of = ["geo_niva", "geo_kod", "ssyk4", "ssyk3", "marginal_skillnad", "varde", "varde_utan_annonser"]
    names_of += ["grund", "anmarkning"]
    out = pd.DataFrame(made, columns=names_of)
    out = out.assign(geo_namn=out["geo_kod"].map(names), ssyk4_namn=out["ssyk4"].map(ssyk2012()), ar=year)
    return pa.Table.from_pandas(out[[c.name for c in EMPLOYEES_SSYK4.columns]], preserve_index=False)


def _by_ssyk3() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code in sorted(ssyk2012()):
        groups.setdefault(code[:3], []).append(code)
    return groups


def _observed(employees: pa.Table, year: int, delregioner: list[str]) -> pd.DataFrame:
    """SSYK3 × delregioner, both sexes."""
    frame = employees.to_pandas()
    frame = frame[(frame["geo_niva"] == "delregion") & (frame["kon"] == "totalt") & (frame["ar"] == year)]
    table: pd.DataFrame = frame.pivot(index="ssyk3", columns="geo_kod", values="varde").reindex(columns=delregioner)
    return table.astype("float64")


def _county(groups: pa.Table, year: int, county: str) -> pd.Series:
    """Four-digit group → employees of both sexes; missing when one of them is."""
    frame = groups.to_pandas()
    frame = frame[(frame["region_kod"] == county) & (frame["ar"] == year)]
    by_sex = frame.pivot(index="ssyk4", columns="kon", values="varde").reindex(columns=["kvinnor", "män"])
    both: pd.Series = by_sex.astype("float64").sum(axis=1, skipna=False)
    return both


def _posts(ads: pa.Table, areas: list[str]) -> pd.DataFrame:
    """Four-digit group × area: posts of the newest months, a merged group's split evenly over what it covers."""
    frame = cleaned(ads, ["delregion", "lan"])
    months = sorted(frame["manad"].unique())[-COUNTY_AD_MONTHS:]
    frame = frame[frame["manad"].isin(months) & (frame["ssyk4"] != UNKNOWN)]
    covered = frame["ssyk4"].map({code: _covered().get(code, [code]) for code in frame["ssyk4"].unique()})
    parts = np.array([len(codes) for codes in covered], np.float64)
    frame = frame.assign(ssyk4=covered, posts=frame["annonserade_platser"] / parts).explode("ssyk4")
    table: pd.DataFrame = frame.groupby(["ssyk4", "geo_kod"])["posts"].sum().unstack()
    # No row means no ad, which is 0 and not missing.
    return table.reindex(columns=areas).fillna(0.0)


@cache
def _covered() -> dict[str, list[str]]:
    """Arbetsförmedlingen's merged group → the groups of SSYK 2012 that it covers."""
    merged: dict[str, list[str]] = {}
    for row in without_af_group().values():
        if row.af_group:
            merged.setdefault(row.af_group, [row.af_group] if row.af_group in ssyk2012() else []).append(row.ssyk4)
    return merged


def _spread(pattern: Array, totals: Array, margin: Array) -> _Spread:
    """Rake one SSYK3: four-digit groups × delregioner from the pattern of the ads, totals per delregion and the county's margin."""
    nothing = np.full(pattern.shape, np.nan)
    if np.isnan(totals).any() or np.isnan(margin).any():
        return _Spread(nothing, nothing, fault=_PROTECTED)
    if totals.sum() and not margin.sum():
        return _Spread(nothing, nothing, fault=_NOBODY_IN_COUNTY)
    scaled, difference = agreeing_margins(totals, margin)
    margins_alone = np.outer(scaled, totals) / (totals.sum() or 1.0)
    try:
        # In persons: a group without ads, which rake fills from the margins, then stands to the others as persons do.
        return _Spread(rake(pattern * totals, scaled, totals), margins_alone, difference)
    except NotFittedError:
        return _Spread(nothing, margins_alone, difference, _NOT_FITTED)


def _remark(code: str, codes: list[str], advertised: bool, found: _Spread) -> str | None:
    """What a reader must know before using the number, as sentences."""
    if found.fault:
        return found.fault
    said = [_ALONE] if len(codes) == 1 else _how_spread(code, advertised)
    if round(abs(found.difference), 9) > LARGE_DIFFERENCE:
        percent = f"{100 * found.difference:+.1f}".replace(".", ",").replace("-", "−")
        said.append(f"Delregionernas summa för yrkesgruppen skiljer {percent} procent från länets tal på fyra siffror.")
    return " ".join(said) or None


def _how_spread(code: str, advertised: bool) -> list[str]:
    if not advertised:
        return [_NO_ADS]
    twins = next((group for group in _covered().values() if code in group), [])
    return [f"Arbetsförmedlingen skiljer inte på {' och '.join(twins)}: deras annonser är delade lika."] * bool(twins)


MARTS = (
    Mart(
        EMPLOYEES_SSYK4,
        employees_ssyk4,
        {"employees": EMPLOYEES, "groups": staged_of(SCB_COUNTY_SSYK4), "ads": ADS, "geo": DIM_GEO},
        not_used=without_older_registers("Bara det senaste året läses ur anstallda."),
    ),
)
