"""Employees, ads and registered unemployed per municipality: mart.kommuner."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH, MUNICIPALITIES
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned, under_both_names
from assets.marts.employees.demand import without_older_registers
from assets.methods import mismatch as method
from assets.methods.aggregate import mean_over_window, sum_or_missing

_PLACE = ["geo_niva", "geo_kod", "geo_namn"]


def municipalities(
    employees: pa.Table, ads: pa.Table, unemployed: pa.Table, geo: pa.Table, window: pa.Table
) -> pa.Table:
    """One row per municipality of the county.

    Args:
        employees: mart.anstallda.
        ads: mart.annonser.
        unemployed: mart.inskrivna_arbetslosa.
        geo: mart.dim_geo.
        window: mart.obalans, whose months and year are used, so that both tables speak of the same time.

    Returns:
        Columns of mart.kommuner. A sum with a missing part is missing, and the remark says which.
    """
    first, last = window["period_fran"][0].as_py(), window["period_till"][0].as_py()
    workers = _of_municipalities(employees)
    year = int(workers["ar"].max())
    out = geo.to_pandas()
    out = out.loc[out["geo_niva"] == "kommun", [*_PLACE, "delregion_kod"]].reset_index(drop=True)
    out = out.join(_by_sex(workers[workers["ar"] == year], "anstallda"), on="geo_kod")
    people = _of_municipalities(unemployed)
    monthly = sum_or_missing(people[people["manad"].between(first, last)], ["geo_kod", "kon", "manad"])
    out = out.merge(mean_over_window(monthly, ["geo_kod"]), how="left", on="geo_kod")
    posted = cleaned(ads, ["kommun"])
    posted = posted[posted["manad"].between(first, last)]
    counts = posted.groupby("geo_kod")[["annonser", "annonserade_platser"]].sum()
    out = out.join(counts, on="geo_kod")
    out[counts.columns] = out[counts.columns].fillna(0).astype("int64")
    out["andel_kvinnor"] = method.share_of_employees(out["anstallda_kvinnor"], out["anstallda"])
    out["platser_per_100_anstallda"] = method.advertised_posts_rate(out["annonserade_platser"], out["anstallda"])
    missing = {"anstallda": "anställda", "inskrivna_arbetslosa": "inskrivna arbetslösa"}
    out["anmarkning"] = [
        " ".join(
            f"Minst en uppgift om {word} är skyddad eller saknas." for column, word in missing.items() if gone[column]
        )
        or None
        for gone in out[list(missing)].isna().to_dict("records")
    ]
    out = under_both_names(out).assign(ar_anstallda=str(year), period_fran=first, period_till=last, grund=COMPUTED)
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in MUNICIPALITIES.columns]), preserve_index=False)


def _of_municipalities(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas()
    return frame[frame["geo_niva"] == "kommun"]


def _by_sex(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Sums per municipality with one column per sex, float with NaN where a part is missing."""
    sums = (
        sum_or_missing(frame, ["geo_kod", "kon"])
        .pivot(index="geo_kod", columns="kon", values="varde")
        .astype("float64")
    )
    return sums.rename(columns={"totalt": name, "kvinnor": f"{name}_kvinnor", "män": f"{name}_man"})


MARTS = (
    Mart(
        MUNICIPALITIES,
        municipalities,
        {"employees": EMPLOYEES, "ads": ADS, "unemployed": UNEMPLOYED, "geo": DIM_GEO, "window": MISMATCH},
        not_used=without_older_registers("Bara det senaste året läses ur anstallda."),
    ),
)
