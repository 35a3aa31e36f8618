"""Staged assets: one per source table."""

import dagster as dg
import pyarrow as pa

from assets import tables
from assets.asset_options import table_asset
from assets.staged.ads import ReducedArchive, stage_ads
from assets.staged.employees import stage_employees
from assets.staged.unemployed import stage_unemployed
from sources.arbetsformedlingen import ad_archive, unemployed
from sources.catalog import ADS, EMPLOYEES, UNEMPLOYED
from sources.refresh import Fetched
from sources.scb import employees


@dg.asset(ins={"fetched": dg.AssetIn(["raw", EMPLOYEES.dataset])}, **table_asset(tables.STAGED_EMPLOYEES))
def staged_employees(fetched: Fetched) -> pa.Table:
    """SCB's cells, tidy."""
    return stage_employees(employees.read(fetched.snapshots[0]))


@dg.asset(ins={"fetched": dg.AssetIn(["raw", ADS.dataset])}, **table_asset(tables.STAGED_ADS))
def staged_ads(fetched: Fetched) -> pa.Table:
    """Every ad once."""
    return stage_ads(
        [
            ReducedArchive(
                ad_archive.reduced_file(s), *(s.origin.facts[k] for k in ("period", "period_from", "period_to"))
            )
            for s in fetched.snapshots
        ]
    )


@dg.asset(ins={"fetched": dg.AssetIn(["raw", UNEMPLOYED.dataset])}, **table_asset(tables.STAGED_UNEMPLOYED))
def staged_unemployed(fetched: Fetched, county: dg.ResourceParam[str]) -> pa.Table:
    """Registered unemployed with codes for names."""
    return stage_unemployed(unemployed.read(fetched.snapshots[0]), county)


ASSETS = [staged_employees, staged_ads, staged_unemployed]
