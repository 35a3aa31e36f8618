"""Employees and posts per municipality and occupation, where they are enough: mart.kommun_yrke."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.places import DIM_GEO
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.marts.employees.demand import employees_of_groups, without_older_registers
from assets.marts.mismatch.mismatch import ads_of_groups
from assets.methods import mismatch as method
from assets.reference.occupations import reporting_groups
from sources.catalogue.unemployed import AF_UNEMPLOYED

_UNIT = ["geo_kod", "yrke_kod"]


def municipality_occupations(employees: pa.Table, ads: pa.Table, geo: pa.Table, window: pa.Table) -> pa.Table:
    """One row per municipality of the county and redovisningsgrupp.

    Args:
        employees: mart.anstallda.
        ads: mart.annonser.
        geo: mart.dim_geo.
        window: mart.obalans, whose months are used, so that both tables speak of the same time.

    Returns:
        Columns of mart.kommun_yrke. A number that is too small or that the source lacks is missing, and the remark says which.
    """
    first, last = window["period_fran"][0].as_py(), window["period_till"][0].as_py()
    workers = employees.to_pandas()
    workers = workers[(workers["geo_niva"] == "kommun") & (workers["kon"] == "totalt")]
    year = int(workers["ar"].max())
    employed = (
        employees_of_groups(workers[workers["ar"] == year]).set_index(["geo_kod", "ssyk3"])["varde"].astype("float64")
    )
    posted = cleaned(ads, ["kommun"])
    posted = posted[posted["manad"].between(first, last)]
    posts = ads_of_groups(posted).groupby(["geo_kod", "ssyk3"])["annonserade_platser"].sum()
    areas = geo.to_pandas()
    out = areas.loc[areas["geo_niva"] == "kommun", ["geo_niva", "geo_kod", "geo_namn", "delregion_kod"]]
    groups = pd.DataFrame([{"yrke_kod": group.code, "yrke_namn": group.name} for group in reporting_groups()])
    out = out.merge(groups, how="cross")
    at = pd.MultiIndex.from_frame(out[_UNIT])
    counted = {"employed": employed.reindex(at).to_numpy(), "posts": posts.reindex(at, fill_value=0).to_numpy()}
    out["anstallda"], out["platser_rensade"] = (method.shown_count(counts) for counts in counted.values())
    out["platser_per_100_anstallda"] = method.advertised_posts_rate(out["platser_rensade"], out["anstallda"])
    out["anmarkning"] = [_remark(row) for row in out.assign(**counted).to_dict("records")]
    out = out.assign(ar_anstallda=str(year), period_fran=first, period_till=last, grund=COMPUTED)
    out = out.astype({"anstallda": "Int64", "platser_rensade": "Int64"})
    return pa.Table.from_pandas(out[[c.name for c in MUNICIPALITY_OCCUPATIONS.columns]], preserve_index=False)


def _remark(row: dict[Hashable, Any]) -> str | None:
    said = []
    if pd.isna(row["employed"]):
        said.append("Uppgiften om anställda är skyddad eller saknas.")
    elif pd.isna(row["anstallda"]):
        said.append(f"Färre än {method.MIN_COUNT} anställda: antalet visas inte.")
    if pd.isna(row["platser_rensade"]):
        said.append(f"Färre än {method.MIN_COUNT} annonserade platser: antalet visas inte.")
    elif row["anstallda"] < method.MIN_EMPLOYEES:
        said.append(f"Färre än {method.MIN_EMPLOYEES} anställda: platser per 100 anställda visas inte.")
    return " ".join(said) or None


MARTS = (
    Mart(
        MUNICIPALITY_OCCUPATIONS,
        municipality_occupations,
        {"employees": EMPLOYEES, "ads": ADS, "geo": DIM_GEO, "window": MISMATCH},
        not_used={
            **without_older_registers("Bara det senaste året läses ur anstallda."),
            AF_UNEMPLOYED.dataset: "Ur obalans läses bara vilka månader det gäller.",
        },
    ),
)
