"""How many will work in each area: mart.arbetskraft_framskriven."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.commuting import COMMUTING_FLOWS, ELSEWHERE
from assets.contracts.long_term_supply import NOT_TRIED, WORKFORCE, WORKFORCE_YEARS
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, PROJECTED, WOMEN_AND_MEN
from assets.declaration import Mart
from assets.marts.long_term.people import POPULATION, between_ages, population
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods import workforce_total as method
from assets.methods.arrays import Array
from sources.catalogue.sector import SCB_LABOUR_STATUS

_ALL, _CORE = "15–74 år", "20–64 år"
_AGES = {_ALL: (15, 74), _CORE: (20, 64)}
_UNEMPLOYED = {_ALL: "16–64 år", _CORE: _CORE}
"""Group of ages → the ages whose unemployed are counted in it: the source has none for all of 15–74 years."""
_NOVEMBER = "-11"
_KEY = ["geo_kod", "kon", "ar"]
_SUMS = ["befolkning_15_74", "arbetskraft", "arbetande_bostad", "arbetande_arbetsplats"]


def workforce(
    status: pa.Table,
    to_2024: pa.Table,
    since_2025: pa.Table,
    projected: pa.Table,
    flows: pa.Table,
    geo: pa.Table,
    county: str,
) -> pa.Table:
    """Population, labour force, and those who work by where they live and by where they work.

    Args:
        status: staged.arbetsmarknadsstatus; no rows when its source is missing, and then there are none here.
        to_2024: staged.folkmangd_till_2024.
        since_2025: staged.folkmangd.
        projected: staged.framskriven_folkmangd.
        flows: mart.pendling; no rows when its source is missing, and then nobody's workplace is known.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.arbetskraft_framskriven: the newest year that is known, and the years after it.
    """
    if not status.num_rows:
        return WORKFORCE.schema.empty_table()
    areas = geo.to_pandas()
    member = delregion_of(areas)
    people = population(to_2024, since_2025, projected, member, county)
    ages = pd.DataFrame({group: between_ages(people, *ends) for group, ends in _AGES.items()})
    known = _labour(status, member, county).join(ages.add_prefix("folk "), how="inner")
    if known.empty:
        return WORKFORCE.schema.empty_table()
    base = int(known.index.get_level_values("ar").max())
    out = pd.concat([_as_it_was(known, base), _as_it_goes_on(known, ages, base)])
    out = out.join(_by_workplace(out, flows, county), on=_KEY)
    both = out.groupby(["geo_kod", "ar", "framskriven"], as_index=False)[_SUMS].sum(skipna=False)
    out = pd.concat([out, both.assign(kon="totalt")], ignore_index=True)
    out["deltagande"] = out["arbetskraft"] / out["befolkning_15_74"]
    start = out[out["ar"] == base].set_index(["geo_kod", "kon"])["arbetande_arbetsplats"].rename("start")
    out["utveckling"] = out["arbetande_arbetsplats"] / out.join(start, on=["geo_kod", "kon"])["start"]
    out = out.join(level_and_name(areas), on="geo_kod")
    out["grund"] = np.where(out["framskriven"], PROJECTED, COMPUTED)
    out["provning"] = NOT_TRIED
    out["anmarkning"] = [_remark(row) for row in out.to_dict("records")]
    return pa.Table.from_pandas(out[[c.name for c in WORKFORCE.columns]], preserve_index=False)


def _labour(status: pa.Table, member: pd.Series, county: str) -> pd.DataFrame:
    """Labour force and unemployed of every November, by area, sex and year: a column per count and group of ages."""
    frame = status.to_pandas()
    frame = frame[frame["manad"].str.endswith(_NOVEMBER) & frame["kon"].isin(WOMEN_AND_MEN)]
    place = {**member.to_dict(), county: county}
    frame = frame.assign(
        geo_kod=frame["region_kod"].map(place),
        ar=frame["manad"].str[:4].astype("int64"),
        varde=frame["varde"].astype("float64"),
    ).dropna(subset="geo_kod")
    sums = frame.groupby([*_KEY, "matt", "alder"])["varde"].sum(skipna=False)
    made: dict[str, pd.Series] = {}
    for group in _AGES:
        counted = (("sysselsatta", group), ("arbetslösa", _UNEMPLOYED[group]))
        work, without = (sums.xs(of, level=("matt", "alder")) for of in counted)
        made |= {f"kraft {group}": work + without, f"utan {group}": without}
    return pd.DataFrame(made)


def _as_it_was(known: pd.DataFrame, base: int) -> pd.DataFrame:
    """The newest year that is known."""
    now = known.xs(base, level="ar", drop_level=False).reset_index()
    return pd.DataFrame(
        {
            **{name: now[name] for name in _KEY},
            "befolkning_15_74": now[f"folk {_ALL}"],
            "arbetskraft": now[f"kraft {_ALL}"],
            "arbetande_bostad": now[f"kraft {_ALL}"] - now[f"utan {_ALL}"],
            "framskriven": False,
        }
    )


def _as_it_goes_on(known: pd.DataFrame, ages: pd.DataFrame, base: int) -> pd.DataFrame:
    """The years after: each group of ages takes part as its own trend says, and as many are without work as usual."""
    rows = []
    for (place, sex), of in known.groupby(level=["geo_kod", "kon"]):
        series = of.droplevel(["geo_kod", "kon"]).sort_index()
        coming = ages.xs((place, sex), level=("geo_kod", "kon"))
        coming = coming[(coming.index > base) & (coming.index <= base + WORKFORCE_YEARS)]
        taking_part = _participation(series, coming.index.to_numpy() - base)
        rest = coming[_ALL] - coming[_CORE]
        force = method.labour_force(np.column_stack([coming[_CORE], rest]), taking_part)
        usual = float((series[f"utan {_ALL}"] / series[f"kraft {_ALL}"]).mean())
        rows.append(
            pd.DataFrame(
                {
                    "geo_kod": place,
                    "kon": sex,
                    "ar": coming.index,
                    "befolkning_15_74": coming[_ALL].to_numpy(),
                    "arbetskraft": force,
                    "arbetande_bostad": force * (1 - usual),
                    "framskriven": True,
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def _participation(series: pd.DataFrame, ahead: Array) -> Array:
    """Years × (20–64, the other ages of 15–74): participation so many years ahead of the newest."""
    core = series[f"kraft {_CORE}"] / series[f"folk {_CORE}"]
    rest = (series[f"kraft {_ALL}"] - series[f"kraft {_CORE}"]) / (series[f"folk {_ALL}"] - series[f"folk {_CORE}"])
    return np.column_stack(
        [method.projected_participation(part.iloc[-1], method.yearly_change(part), ahead) for part in (core, rest)]
    )


def _by_workplace(out: pd.DataFrame, flows: pa.Table, county: str) -> pd.Series:
    """Those who work in each delregion by sex and year, commuting as in the newest year, and in the county as their sum."""
    frame = flows.to_pandas()
    frame = frame[frame["geo_niva"] == "delregion"]
    found: dict[tuple[str, str, int], float] = {}
    for sex in WOMEN_AND_MEN:
        matrix = (
            frame[frame["kon"] == sex].pivot(index="bostad_kod", columns="arbete_kod", values="minst").astype("float64")
        )
        live = out[(out["kon"] == sex) & (out["geo_kod"] != county)].pivot(
            index="ar", columns="geo_kod", values="arbetande_bostad"
        )
        own = list(live.columns)
        # A flow of which the source shows no part is at most a few persons; an area without any flow stays unknown.
        matrix = matrix.fillna(0.0).reindex(index=[*own, ELSEWHERE], columns=[*own, ELSEWHERE], fill_value=0.0)
        for year, residents in live.iterrows():
            there = method.employed_by_workplace(residents, matrix.loc[own], matrix.loc[ELSEWHERE, own])
            found |= {(code, sex, int(str(year))): value for code, value in zip(own, there, strict=True)}
            found[county, sex, int(str(year))] = float(there.sum())
    return pd.Series(found, name="arbetande_arbetsplats", dtype="float64").rename_axis(_KEY)


def _remark(row: Mapping[Hashable, Any]) -> str | None:
    """Why a number is missing."""
    if pd.isna(row["arbetskraft"]):
        return (
            "Folkmängd eller arbetsmarknadsstatus saknas eller är skyddad i minst en kommun, eller bara ett år är känt."
        )
    if pd.isna(row["arbetande_arbetsplats"]):
        return "Pendlingen saknas, så att ingen vet var de som bor i området kommer att arbeta."
    return None


MARTS = (
    Mart(
        WORKFORCE,
        workforce,
        {
            "status": staged_of(SCB_LABOUR_STATUS),
            **POPULATION,
            "flows": COMMUTING_FLOWS,
            "geo": DIM_GEO,
        },
    ),
)
