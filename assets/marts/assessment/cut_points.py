"""The limits between points, over every occupation in all counties. Made seldom, frozen in assets/reference, never per run."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.errors import MartError
from assets.marts.employees.demand import employees_of_counties
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.signals import INDICATORS, weighted_quantiles

QUARTILES = (0.25, 0.50, 0.75)


def made_cut_points(signals: pa.Table, counties: pa.Table) -> pd.DataFrame:
    """Limits c25, c50 and c75 of each indicator over occupations × counties, weighed by employees.

    Args:
        signals: mart.signaler; only the counties' own SSYK3 rows are used.
        counties: staged.anstallda_ssyk4.

    Returns:
        One row per indicator: indikator, c25, c50, c75, celler (how many had a value), period, lan (in how many counties).

    Raises:
        MartError: an indicator has no value in any county.
    """
    people = employees_of_counties(counties).rename("anstallda").rename_axis(["geo_kod", "yrke_kod"])
    frame = signals.to_pandas()
    frame = frame[(frame["geo_niva"] == "lan") & (frame["yrkesniva"] == "ssyk3")]
    frame = frame.join(people, on=["geo_kod", "yrke_kod"])
    frame = frame[(frame["anstallda"] >= MIN_EMPLOYEES) & frame["varde"].notna()]
    rows = []
    for indicator in INDICATORS:
        cells = frame[frame["indikator"] == indicator.code]
        if cells.empty:
            raise MartError(
                f"Indikatorn {indicator.code} har inget värde i något län, så dess gränser kan inte räknas. Underlaget saknas "
                "eller är för gammalt; kör kompetens doctor."
            )
        limits = weighted_quantiles(cells["varde"], cells["anstallda"], QUARTILES)
        period = f"{cells['period_fran'].min()}–{cells['period_till'].max()}"
        rows.append((indicator.code, *limits.round(6), len(cells), period, cells["geo_kod"].nunique()))
    return pd.DataFrame(rows, columns=["indikator", "c25", "c50", "c75", "celler", "period", "lan"])
