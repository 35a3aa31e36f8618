"""What the welfare would need if each age had as many employees as today: mart.behov_per_alder."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term_supply import NEED_BY_AGE, TRIED_WORSE
from assets.contracts.places import DIM_GEO
from assets.contracts.words import PROJECTED
from assets.declaration import Mart
from assets.marts.employees.demand import without_older_registers
from assets.marts.long_term.people import POPULATION, between_ages, population
from assets.marts.places.dimensions import delregion_of
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.need_by_age import need_at_todays_staffing
from assets.methods.quoted import figures
from assets.methods.replacement_demand import HORIZONS
from assets.reference.occupations import occupations_ssyk3
from assets.reference.scenarios import needs_by_age

_OLDEST = 100
"""The open age at the end of the sources' tables."""


def need_by_age(
    employees: pa.Table, to_2024: pa.Table, since_2025: pa.Table, projected: pa.Table, geo: pa.Table, county: str
) -> pa.Table:
    """The occupations of the reviewed list that follow an age group, in five and in ten years.

    Args:
        employees: mart.anstallda.
        to_2024: staged.folkmangd_till_2024; any of the three may have no rows.
        since_2025: staged.folkmangd.
        projected: staged.framskriven_folkmangd; no rows when its source is missing, and then there are none here.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.behov_per_alder.
    """
    if not projected.num_rows:
        return NEED_BY_AGE.schema.empty_table()
    areas = geo.to_pandas()
    people = population(to_2024, since_2025, projected, delregion_of(areas), county)
    known = employees.to_pandas()
    year = int(known["ar"].max())
    known = known[(known["ar"] == year) & (known["kon"] == "totalt") & known["geo_niva"].isin(["lan", "delregion"])]
    parts = []
    for need in needs_by_age():
        by_sex = between_ages(people, need.first, min(need.last, _OLDEST))
        folk = by_sex.groupby(["geo_kod", "ar"]).sum(skipna=False).unstack("ar")
        own = known[known["ssyk3"] == need.ssyk3].set_index("geo_kod")
        for years in HORIZONS:
            then = year + years
            ends = folk.reindex(index=own.index, columns=[year, then])
            parts.append(
                pd.DataFrame(
                    {
                        "geo_niva": own["geo_niva"],
                        "geo_namn": own["geo_namn"],
                        "ssyk3": need.ssyk3,
                        "aldrar": f"{need.first} år och äldre"
                        if need.last > _OLDEST
                        else f"{need.first}–{need.last} år",
                        "ar": year,
                        "till_ar": then,
                        "anstallda": own["varde"].astype("float64"),
                        "folkmangd": ends[year],
                        "folkmangd_framskriven": ends[then],
                    }
                ).reset_index()
            )
    out = pd.concat(parts, ignore_index=True)
    few = out["anstallda"] < MIN_EMPLOYEES
    out["behov"] = need_at_todays_staffing(out["anstallda"], out["folkmangd"], out["folkmangd_framskriven"])
    out["behov"] = out["behov"].mask(few)
    out["skillnad"] = out["behov"] - out["anstallda"]
    out["yrke_namn"] = out["ssyk3"].map(occupations_ssyk3())
    out["provning"], out["grund"] = TRIED_WORSE, PROJECTED
    reason = pd.Series("Antalet anställda eller folkmängden saknas eller är skyddad.", index=out.index)
    reason = reason.mask(few, f"Färre än {figures(MIN_EMPLOYEES)} anställda: inget behov visas.")
    out["anmarkning"] = reason.where(out["behov"].isna(), None)
    out["anstallda"] = out["anstallda"].astype("Int64")
    return pa.Table.from_pandas(out[[c.name for c in NEED_BY_AGE.columns]], preserve_index=False)


MARTS = (
    Mart(
        NEED_BY_AGE,
        need_by_age,
        {
            "employees": EMPLOYEES,
            **POPULATION,
            "geo": DIM_GEO,
        },
        not_used=without_older_registers("Bara det senaste året läses ur anstallda."),
    ),
)
