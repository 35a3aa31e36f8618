"""The supply of educations under each scenario, beside the base: mart.tillgang_scenarier."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.long_term_supply import SUPPLY, SUPPLY_SCENARIOS
from assets.declaration import Mart
from assets.marts.long_term.education_supply import READ, Assumption, read, under
from assets.reference.scenarios import scenarios

_ASSUMED = {"deltagande": "participation", "examinerade": "graduates", "befolkning_per_ar": "population_per_year"}
"""What a scenario of the reviewed list changes of the supply; the others change something else."""
_KEY = ["geo_kod", "utbildningsgrupp", "till_ar"]


def supply_scenarios(
    base: pa.Table,
    matching: pa.Table,
    flows: pa.Table,
    to_2024: pa.Table,
    since_2025: pa.Table,
    projected: pa.Table,
    geo: pa.Table,
    county: str,
) -> pa.Table:
    """Every row of the base that has a supply, both sexes together, under each scenario.

    Args:
        base: mart.tillgang; no rows when its source is missing, and then there are none here.
        matching: staged.matchning.
        flows: staged.utbildningsfloden.
        to_2024: staged.folkmangd_till_2024.
        since_2025: staged.folkmangd.
        projected: staged.framskriven_folkmangd.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.tillgang_scenarier.
    """
    rows = base.to_pandas()
    rows = rows[(rows["kon"] == "totalt") & rows["tillgang"].notna()]
    if rows.empty:
        return SUPPLY_SCENARIOS.schema.empty_table()
    rows = rows.rename(columns={"tillgang": "bas"})
    known = read(matching, flows, to_2024, since_2025, projected, geo, county)
    parts = []
    for scenario in scenarios():
        if scenario.measure not in _ASSUMED:
            continue
        found = under(known, Assumption(**{_ASSUMED[scenario.measure]: scenario.value}))
        found = found[found["kon"] == "totalt"].assign(till_ar=known.base + found["ar_fram"])
        there = rows.join(found.set_index(_KEY)["tillgang"], on=_KEY)
        parts.append(there.assign(scenario=scenario.code, scenario_namn=scenario.name, storlek=scenario.value))
    out = pd.concat(parts, ignore_index=True)
    out["skillnad"] = out["tillgang"] - out["bas"]
    return pa.Table.from_pandas(out[[c.name for c in SUPPLY_SCENARIOS.columns]], preserve_index=False)


MARTS = (Mart(SUPPLY_SCENARIOS, supply_scenarios, {"base": SUPPLY, **READ}),)
