"""Staged assets: one per source table."""

import dagster as dg
import pyarrow as pa

from assets import tables
from assets.asset_options import table_asset
from assets.staged.ads import ReducedArchive, stage_ads
from assets.staged.open_ads import stage_open_ads
from assets.staged.pxweb import stage_pxweb, staged_contract
from assets.staged.unemployed import stage_unemployed
from sources.arbetsformedlingen import ad_archive, jobstream, unemployed
from sources.catalog import ADS, OPEN_ADS, PX_TABLES, UNEMPLOYED
from sources.entry import PxTable
from sources.refresh import Fetched
from sources.scb import pxtable


def _pxweb_asset(entry: PxTable) -> dg.AssetsDefinition:
    contract = staged_contract(entry)

    @dg.asset(ins={"fetched": dg.AssetIn(["raw", entry.dataset])}, **table_asset(contract))
    def staged(fetched: Fetched) -> pa.Table:
        if not fetched.snapshots:
            return contract.schema.empty_table()
        (snapshot,) = fetched.snapshots
        return stage_pxweb(pxtable.read(snapshot), entry, contract, pxtable.names(snapshot))

    return staged


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


@dg.asset(ins={"fetched": dg.AssetIn(["raw", OPEN_ADS.dataset])}, **table_asset(tables.STAGED_OPEN_ADS))
def staged_open_ads(fetched: Fetched) -> pa.Table:
    """Every ad that is or has been open."""
    if not fetched.snapshots:
        return tables.STAGED_OPEN_ADS.schema.empty_table()
    (snapshot,) = fetched.snapshots
    return stage_open_ads(jobstream.read(snapshot).state.ads)


ASSETS = [*(_pxweb_asset(entry) for entry in PX_TABLES), staged_ads, staged_unemployed, staged_open_ads]
