"""The register of breaks in series, and how large those are that can be measured: mart.seriebrott."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import SERIES_BREAKS
from assets.contracts.pxweb import staged_of
from assets.declaration import Mart
from assets.methods.mismatch import share_of_total
from assets.reference.occupations import UNKNOWN_SSYK3
from assets.reference.series_breaks import BAS_BREAK, FIRST_KNOWN_YEAR, UNKNOWN_BREAK, known_breaks
from sources.catalogue.employees import SCB_EMPLOYEES, SCB_EMPLOYEES_2019


class _Size(NamedTuple):
    """The same measure in the county, counted in the old way and in the new."""

    matt: str
    fore: float
    efter: float


def series_breaks(staged: pa.Table, staged_2019: pa.Table, county: str) -> pa.Table:
    """Every break that is registered.

    Args:
        staged: staged.anstallda.
        staged_2019: staged.anstallda_2019; no rows when its source is missing, and then the break of 2020 has no size.
        county: two-digit code.

    Returns:
        Columns of mart.seriebrott.
    """
    now, before = (_of_county(table, county) for table in (staged, staged_2019))
    register = known_breaks()
    sizes = {
        BAS_BREAK: _two_registers(now, before),
        UNKNOWN_BREAK: _unknown(now, FIRST_KNOWN_YEAR),
    }
    rows = [
        {
            "brott": item.code,
            "tabeller": " ".join(item.tables),
            "fran": item.first,
            "vad": item.what,
            "jamfor_inte": item.not_comparable,
            "jamfor_i_stallet": item.compare,
            **(size._asdict() if (size := sizes.get(item.code)) else {}),
        }
        for item in register.values()
    ]
    return pa.Table.from_pandas(
        pd.DataFrame(rows, columns=[c.name for c in SERIES_BREAKS.columns]), preserve_index=False
    )


def _of_county(table: pa.Table, county: str) -> pd.DataFrame:
    """Year × SSYK3, both sexes, persons; missing when one of them is."""
    frame = table.to_pandas()
    frame = frame[frame["region_kod"] == county].assign(varde=lambda f: f["varde"].astype("float64"))
    sums: pd.Series = frame.groupby(["ar", "ssyk3"])["varde"].sum(skipna=False)
    return sums.unstack("ssyk3")


def _two_registers(new: pd.DataFrame, old: pd.DataFrame) -> _Size | None:
    """Employees with a known occupation in the years that both registers have, those years together."""
    years = sorted(new.index.intersection(old.index))
    if not years:
        return None
    # An occupation that one of them lacks in one of the years is in neither sum.
    both = pd.concat([old.loc[years], new.loc[years]], keys=["old", "new"])
    sums = both.drop(columns=UNKNOWN_SSYK3, errors="ignore").dropna(axis="columns").sum(axis=1)
    return _Size(
        f"Anställda med känt yrke i båda registren, {years[0]}–{years[-1]} tillsammans",
        sums["old"].sum(),
        sums["new"].sum(),
    )


def _unknown(counts: pd.DataFrame, first: int) -> _Size | None:
    """Share of the employees with unknown occupation, the last year before the break and the first after it."""
    last = first - 1
    if not {last, first} <= set(counts.index) or UNKNOWN_SSYK3 not in counts.columns:
        return None
    years = counts.loc[[last, first]]
    before, after = 100 * share_of_total(years[UNKNOWN_SSYK3], years.sum(axis=1))
    return _Size(f"Procent av de anställda med okänt yrke, {last} och {first}", before, after)


MARTS = (
    Mart(
        SERIES_BREAKS,
        series_breaks,
        {"staged": staged_of(SCB_EMPLOYEES), "staged_2019": staged_of(SCB_EMPLOYEES_2019)},
    ),
)
