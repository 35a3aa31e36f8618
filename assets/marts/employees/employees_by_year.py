"""Employees per redovisningsgrupp and year: mart.anstallda_per_ar."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES, EMPLOYEES_BY_YEAR
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.employees.demand import employees_of_groups
from assets.reference.occupations import reporting_groups


def employees_by_year(employees: pa.Table) -> pa.Table:
    """Both sexes together, for every year that the sources have.

    Args:
        employees: mart.anstallda.

    Returns:
        Columns of mart.anstallda_per_ar. A group with a missing part is missing.
    """
    frame = employees.to_pandas()
    frame = frame[(frame["geo_niva"] != "kommun") & (frame["kon"] == "totalt")]
    registers = frame.drop_duplicates("ar").set_index("ar")["register"]
    names = {group.code: group.name for group in reporting_groups()}
    sums: pd.DataFrame = employees_of_groups(frame).rename(columns={"ssyk3": "yrke_kod"})
    out = sums[sums["yrke_kod"].isin(names)].assign(
        yrke_namn=lambda rows: rows["yrke_kod"].map(names),
        register=lambda rows: rows["ar"].map(registers),
        grund=COMPUTED,
    )
    return pa.Table.from_pandas(out[[c.name for c in EMPLOYEES_BY_YEAR.columns]], preserve_index=False)


MARTS = (Mart(EMPLOYEES_BY_YEAR, employees_by_year, {"employees": EMPLOYEES}),)
