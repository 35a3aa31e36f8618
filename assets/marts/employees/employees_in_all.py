"""Employees of all occupations together per year: mart.anstallda_alla_yrken."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES, EMPLOYEES_IN_ALL
from assets.contracts.places import DIM_GEO
from assets.contracts.words import COMPUTED
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods.aggregate import PART_MISSING, sum_or_missing


def employees_in_all(employees: pa.Table, geo: pa.Table) -> pa.Table:
    """Everybody employed in the nation, the county and the delregioner, unknown occupation too.

    Args:
        employees: mart.anstallda.
        geo: mart.dim_geo.

    Returns:
        Columns of mart.anstallda_alla_yrken. A sum that lacks a part, or a municipality, is missing; ``minst`` is the sum of
        what is known.
    """
    areas = geo.to_pandas()
    member = delregion_of(areas)
    frame = employees.to_pandas()
    registers = frame.drop_duplicates("ar").set_index("ar")["register"]
    own = frame[frame["geo_niva"] != "delregion"].assign(varde=lambda rows: rows["varde"].astype("Int64"))
    in_municipality = own["geo_niva"] == "kommun"
    place = own["geo_kod"].mask(in_municipality, own["geo_kod"].map(member))
    parts = own.assign(plats=own["geo_kod"], geo_kod=place)
    by_sex = parts[parts["kon"] != "totalt"]
    out = pd.concat([_sums(by_sex, member), _sums(by_sex.assign(kon="totalt"), member)], ignore_index=True)
    out = out.join(level_and_name(areas), on="geo_kod")
    out["register"] = out["ar"].map(registers)
    out["grund"] = COMPUTED
    return pa.Table.from_pandas(out[[c.name for c in EMPLOYEES_IN_ALL.columns]], preserve_index=False)


def _sums(parts: pd.DataFrame, member: pd.Series) -> pd.DataFrame:
    """Per area, sex and year: the sum, the sum of what is known, and how many parts are not."""
    by = ["geo_kod", "kon", "ar"]
    sums = sum_or_missing(parts, by)
    grouped = parts.groupby(by, sort=True)
    sums["minst"] = grouped["varde"].sum(min_count=1).to_numpy()
    sums["tal_som_saknas"] = (grouped.size() - grouped["varde"].count()).to_numpy()
    municipalities = member.groupby(member).size()
    lacks = grouped["plats"].nunique().to_numpy() < sums["geo_kod"].map(municipalities).fillna(1).to_numpy()
    return sums.assign(varde=sums["varde"].mask(lacks), status=sums["status"].mask(lacks, PART_MISSING))


MARTS = (Mart(EMPLOYEES_IN_ALL, employees_in_all, {"employees": EMPLOYEES, "geo": DIM_GEO}),)
