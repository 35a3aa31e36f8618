"""Posts and registered unemployed of the last twelve months against the twelve before: mart.da_och_nu."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.ads import ADS
from assets.contracts.change import PEOPLE_MEASURE, POSTS_MEASURE, THEN_AND_NOW
from assets.contracts.columns import OCCUPATION_LEVELS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import AF_AREA, COMPUTED, REPORTING_GROUP, SEXES, SSYK3_LEVEL, UNKNOWN
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.methods import then_and_now as method
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED
from assets.reference.occupations import UNKNOWN_SSYK3, reporting_group_of
from sources.catalogue.employees import SCB_EMPLOYEES

_PLACE = ["geo_niva", "geo_kod", "geo_namn"]
_UNIT = ["geo_kod", "yrkesniva", "yrke_kod", "kon"]
_LEVELS = ["kommun", "delregion", "lan"]


class _Measure(NamedTuple):
    """What is compared: its code, unit, words, the fewest that are compared, and whether no row means none."""

    code: str
    unit: str
    named: str
    least: int
    absent_is_none: bool


_POSTS = _Measure(POSTS_MEASURE, "platser", "annonserade platser", MIN_POSTS, True)
_PEOPLE = _Measure(PEOPLE_MEASURE, "personer", "inskrivna arbetslösa", MIN_UNEMPLOYED, False)


def then_and_now(
    ads: pa.Table, unemployed: pa.Table, geo: pa.Table, occupations: pa.Table, window: pa.Table
) -> pa.Table:
    """Both measures for every known occupation in the delregioner and the county.

    Args:
        ads: mart.annonser.
        unemployed: mart.inskrivna_arbetslosa.
        geo: mart.dim_geo.
        occupations: mart.dim_yrke.
        window: mart.obalans, whose months are now.

    Returns:
        Columns of mart.da_och_nu. A number that cannot be shown has a row that says why.
    """
    first, last = (pd.Period(window[name][0].as_py(), "M") for name in ("period_fran", "period_till"))
    now = [str(month) for month in pd.period_range(first, last)]
    then = [str(month) for month in pd.period_range(first - WINDOW_MONTHS, last - WINDOW_MONTHS)]
    areas = geo.to_pandas()
    units = occupations.to_pandas()
    units = units.loc[units["yrkesniva"].isin([AF_AREA, *OCCUPATION_LEVELS]), ["yrkesniva", "yrke_kod", "yrke_namn"]]
    units = units[~units["yrke_kod"].isin([UNKNOWN, UNKNOWN_SSYK3])]
    by_sex = units[units["yrkesniva"] == AF_AREA].merge(pd.DataFrame({"kon": SEXES}), how="cross")
    both = ads.filter(pc.is_in(ads["manad"], pa.array([*now, *then])))
    out = pd.concat(
        [
            _compared(_POSTS, _posts(both), units.assign(kon="totalt"), areas, (now, then)),
            _compared(_PEOPLE, _people(unemployed), by_sex, areas, (now, then)),
        ],
        ignore_index=True,
    )
    out = out.assign(
        period_fran=now[0], period_till=now[-1], period_fran_da=then[0], period_till_da=then[-1], grund=COMPUTED
    )
    return pa.Table.from_pandas(out[[c.name for c in THEN_AND_NOW.columns]], preserve_index=False)


def _posts(ads: pa.Table) -> pd.DataFrame:
    """Cleaned posts by ``_UNIT`` and month, on the three levels of occupation."""
    frame = cleaned(ads, _LEVELS)
    ssyk3 = frame["ssyk4"].str[:3]
    codes = {AF_AREA: frame["af_yrkesomrade"], SSYK3_LEVEL: ssyk3, REPORTING_GROUP: ssyk3.map(reporting_group_of())}
    rows = pd.concat(frame.assign(yrkesniva=level, yrke_kod=code) for level, code in codes.items())
    sums: pd.Series = rows.groupby(["geo_kod", "yrkesniva", "yrke_kod", "manad"])["annonserade_platser"].sum()
    return sums.rename("varde").reset_index().assign(kon="totalt")


def _people(unemployed: pa.Table) -> pd.DataFrame:
    """Registered unemployed by ``_UNIT`` and month, each a twelfth, so that the sum of a year is its mean."""
    frame: pd.DataFrame = unemployed.to_pandas().rename(columns={"af_yrkesomrade": "yrke_kod"})
    return frame.assign(yrkesniva=AF_AREA, varde=frame["varde"].astype("float64") / WINDOW_MONTHS)


def _compared(
    measure: _Measure, monthly: pd.DataFrame, units: pd.DataFrame, areas: pd.DataFrame, periods: tuple[list[str], ...]
) -> pd.DataFrame:
    """One measure in every area, for every unit."""
    grid = areas.loc[areas["geo_niva"].isin(_LEVELS), [*_PLACE, "delregion_kod"]].merge(units, how="cross")
    wanted = pd.MultiIndex.from_frame(grid[_UNIT])
    known = set(monthly["manad"].unique())
    for name, months in zip(("nu", "da"), periods, strict=True):
        counts = monthly[monthly["manad"].isin(months)].groupby(_UNIT)["varde"]
        whole = counts.sum() if measure.absent_is_none else counts.sum().where(counts.count() == WINDOW_MONTHS)
        found = whole.reindex(wanted)
        if not known.issuperset(months):
            found[:] = np.nan
        elif measure.absent_is_none:
            found = found.fillna(0.0)
        grid[name] = found.to_numpy("float64")
    grid["spridning"] = grid["yrkesniva"].map(_dispersions(grid))
    out = grid[grid["geo_niva"] != "kommun"].reset_index(drop=True)
    out["manader_da"] = len(known.intersection(periods[1]))
    enough = (out[["nu", "da"]].min(axis=1, skipna=False) >= measure.least).to_numpy()
    ratio = method.ratio_of_counts(out["nu"], out["da"].where(enough), out["spridning"])
    out["kvot"], out["nedre"], out["ovre"] = ratio.value, ratio.lower, ratio.upper
    out["ord"] = method.word(ratio.lower, ratio.upper)
    out["anmarkning"] = [_remark(row, measure) for row in out.to_dict("records")]
    return out.assign(matt=measure.code, enhet=measure.unit)


def _dispersions(grid: pd.DataFrame) -> dict[str, float]:
    """Level of occupation → φ, from the municipalities of each delregion, both sexes together."""
    parts = grid[(grid["geo_niva"] == "kommun") & (grid["kon"] == "totalt")]
    found = {}
    for level, rows in parts.groupby("yrkesniva"):
        cell = rows.groupby(["delregion_kod", "yrke_kod"]).ngroup()
        missing = rows[["nu", "da"]].isna().any(axis=1).groupby(cell).transform("any")
        kept = rows[~missing]
        found[str(level)] = method.dispersion(kept["nu"], kept["da"], cell[~missing])
    return found


def _remark(row: dict[Hashable, Any], measure: _Measure) -> str | None:
    """Why there is no word."""
    if pd.notna(row["ord"]):
        return None
    if row["manader_da"] < WINDOW_MONTHS:
        return (
            f"Underlaget om {measure.named} har bara {row['manader_da']} av {WINDOW_MONTHS} månader året före: ingen "
            "jämförelse kan göras."
        )
    if np.isnan(row["nu"]) or np.isnan(row["da"]):
        return f"Minst en uppgift om {measure.named} är skyddad eller saknas: ingen jämförelse kan göras."
    if min(row["nu"], row["da"]) < measure.least:
        return f"Färre än {measure.least} {measure.named} i något av åren: för litet för en jämförelse."
    return "Hur mycket talen varierar av slumpen kan inte skattas: ingen jämförelse kan göras."


MARTS = (
    Mart(
        THEN_AND_NOW,
        then_and_now,
        {"ads": ADS, "unemployed": UNEMPLOYED, "geo": DIM_GEO, "occupations": DIM_OCCUPATION, "window": MISMATCH},
        not_used={SCB_EMPLOYEES.dataset: "Ur obalans läses bara vilka månader som är nu."},
    ),
)
