"""Supply beside demand in the nation: mart.riket_yrkesomrade."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.nation import NATION_AREAS
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.marts.mismatch.mismatch import area_remark
from assets.methods import mismatch as method
from assets.methods.aggregate import WINDOW_MONTHS, mean_over_window, sum_or_missing
from assets.reference.occupations import af_areas
from sources.catalogue.employees import SCB_EMPLOYEES

_PLACE = ["geo_niva", "geo_kod", "geo_namn"]
_ADS_LACK = "Minst ett län saknar annonser. Rikets platser är därför inte kända."


def nation_areas(ads: pa.Table, unemployed: pa.Table, geo: pa.Table, window: pa.Table) -> pa.Table:
    """One row per known AF-yrkesområde.

    Args:
        ads: mart.annonser.
        unemployed: staged.inskrivna_lan.
        geo: mart.dim_geo.
        window: mart.obalans, whose months are used, so that both tables speak of the same time.

    Returns:
        Columns of mart.riket_yrkesomrade. The source writes no record where there is nobody, so an absent one is 0; but without a
        row of the nation in every month its posts are not known.
    """
    first, last = window["period_fran"][0].as_py(), window["period_till"][0].as_py()
    out = pd.DataFrame(list(af_areas().items()), columns=["af_yrkesomrade", "af_yrkesomrade_namn"])
    months = pd.DataFrame({"manad": pd.period_range(first, periods=WINDOW_MONTHS, freq="M").astype("str")})
    counted = unemployed.to_pandas()
    sums = sum_or_missing(counted[counted["manad"].between(first, last)], ["af_yrkesomrade", "manad"])
    monthly = out[["af_yrkesomrade"]].merge(months, how="cross").merge(sums, how="left", indicator=True)
    monthly["varde"] = monthly["varde"].mask(monthly["_merge"] == "left_only", 0)
    out = out.merge(mean_over_window(monthly.assign(kon="totalt"), ["af_yrkesomrade"]), on="af_yrkesomrade")
    posted = cleaned(ads, ["riket", "lan"])
    in_window = posted[posted["manad"].between(first, last)]
    of_nation = in_window[in_window["geo_niva"] == "riket"]
    known = {*of_nation["manad"]} == {*in_window["manad"]}
    sums_of_posts = of_nation.groupby("af_yrkesomrade")["annonserade_platser"].sum()
    out["platser_rensade"] = (
        sums_of_posts.reindex(out["af_yrkesomrade"], fill_value=0).to_numpy() if known else float("nan")
    )
    out["platser_per_arbetslos"] = method.tightness(out["platser_rensade"], out["inskrivna_arbetslosa"])
    out["anmarkning"] = [
        area_remark(area, people, posts, ratio, float("nan")) if known else _ADS_LACK
        for area, people, posts, ratio in zip(
            out["af_yrkesomrade"],
            out["inskrivna_arbetslosa"],
            out["platser_rensade"],
            out["platser_per_arbetslos"],
            strict=True,
        )
    ]
    nation = geo.to_pandas().set_index("geo_niva", drop=False).loc["riket", _PLACE]
    out = out.assign(**nation, period_fran=first, period_till=last, grund=COMPUTED)
    return pa.Table.from_pandas(out[[c.name for c in NATION_AREAS.columns]], preserve_index=False)


MARTS = (
    Mart(
        NATION_AREAS,
        nation_areas,
        {"ads": ADS, "unemployed": STAGED_UNEMPLOYED_COUNTIES, "geo": DIM_GEO, "window": MISMATCH},
        not_used={SCB_EMPLOYEES.dataset: "Ur obalans läses bara vilka månader det gäller."},
    ),
)
