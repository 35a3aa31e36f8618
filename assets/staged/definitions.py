"""Staged assets: one per source table."""

from collections.abc import Iterator

import dagster as dg
import pyarrow as pa

from assets.asset_options import Scratch, table_asset
from assets.contracts.ads import (
    STAGED_ADS,
    STAGED_OPEN_ADS,
    STAGED_SKILLS,
)
from assets.contracts.barometer import (
    STAGED_BAROMETER,
    STAGED_TAXONOMY,
)
from assets.contracts.unemployed import (
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
)
from assets.methods.taxonomy import ssyk4_of_concepts
from assets.staged.ads import BATCHES, ReducedArchive, stage_ads
from assets.staged.barometer import stage_barometer
from assets.staged.open_ads import stage_open_ads
from assets.staged.pxweb import stage_pxweb, staged_contract
from assets.staged.skills import stage_skills
from assets.staged.taxonomy import stage_taxonomy
from assets.staged.unemployed import stage_unemployed, stage_unemployed_counties
from assets.staged.unemployed_profile import stage_duration, stage_labour_force, stage_profile
from sources.arbetsformedlingen import ad_archive, barometer, jobstream, skills, taxonomy, workbooks
from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS, AF_SKILLS
from sources.catalogue.barometer import AF_BAROMETER, AF_TAXONOMY
from sources.catalogue.entry import PxTable
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.unemployed import AF_LABOUR_FORCE, AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION, AF_UNEMPLOYED_PROFILE
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


@dg.asset(
    ins={
        "fetched": dg.AssetIn(["raw", AF_ADS.dataset]),
        "concepts": dg.AssetIn(list(STAGED_TAXONOMY.asset_key)),
    },
    **table_asset(STAGED_ADS),
)
def staged_ads(fetched: Fetched, concepts: pa.Table, home: dg.ResourceParam[Scratch]) -> pa.RecordBatchReader:
    """Every ad once, in parts, since all of them do not fit in memory."""
    archives = [
        ReducedArchive(ad_archive.reduced_file(s), *(s.origin.facts[k] for k in ("period", "period_from", "period_to")))
        for s in fetched.snapshots
    ]
    parts = stage_ads(archives, ssyk4_of_concepts(concepts), home.scratch)
    return pa.RecordBatchReader.from_batches(BATCHES, parts)


@dg.multi_asset(
    ins={"fetched": dg.AssetIn(["raw", AF_UNEMPLOYED.dataset])},
    outs={
        c.name: dg.AssetOut(**table_asset(c), is_required=False)
        for c in (STAGED_UNEMPLOYED, STAGED_UNEMPLOYED_COUNTIES)
    },
    can_subset=True,
)
def staged_unemployed(
    context: dg.AssetExecutionContext, fetched: Fetched, county: dg.ResourceParam[str]
) -> Iterator[dg.Output[pa.Table]]:
    """Registered unemployed with codes for names: the county's municipalities, and every county. The workbook is read once."""
    records = workbooks.read(fetched.snapshots[0])[workbooks.AREAS]
    makers = {
        STAGED_UNEMPLOYED.name: lambda: stage_unemployed(records, county),
        STAGED_UNEMPLOYED_COUNTIES.name: lambda: stage_unemployed_counties(records),
    }
    for name in sorted(context.op_execution_context.selected_output_names):
        yield dg.Output(makers[name](), name)


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_BAROMETER.dataset])}, **table_asset(STAGED_BAROMETER))
def staged_barometer(fetched: Fetched) -> pa.Table:
    """Every round of Yrkesbarometern."""
    return stage_barometer([barometer.read(snapshot) for snapshot in fetched.snapshots])


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_TAXONOMY.dataset])}, **table_asset(STAGED_TAXONOMY))
def staged_taxonomy(fetched: Fetched) -> pa.Table:
    """The pinned version of the taxonomy."""
    if not fetched.snapshots:
        return STAGED_TAXONOMY.schema.empty_table()
    (snapshot,) = fetched.snapshots
    return stage_taxonomy(taxonomy.read(snapshot), snapshot.origin.facts["version"])


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_SKILLS.dataset])}, **table_asset(STAGED_SKILLS))
def staged_skills(fetched: Fetched) -> pa.Table:
    """Skills that ads name."""
    if not fetched.snapshots:
        return STAGED_SKILLS.schema.empty_table()
    return stage_skills(skills.read(fetched.snapshots[0]))


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_OPEN_ADS.dataset])}, **table_asset(STAGED_OPEN_ADS))
def staged_open_ads(fetched: Fetched) -> pa.Table:
    """Every ad that is or has been open."""
    if not fetched.snapshots:
        return STAGED_OPEN_ADS.schema.empty_table()
    (snapshot,) = fetched.snapshots
    return stage_open_ads(jobstream.read(snapshot).state.ads)


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_UNEMPLOYED_PROFILE.dataset])}, **table_asset(STAGED_PROFILE))
def staged_profile(fetched: Fetched, county: dg.ResourceParam[str]) -> pa.Table:
    """Registered unemployed by age, education and country of birth."""
    if not fetched.snapshots:
        return STAGED_PROFILE.schema.empty_table()
    return stage_profile(workbooks.read(fetched.snapshots[0]), county)


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_UNEMPLOYED_DURATION.dataset])}, **table_asset(STAGED_DURATION))
def staged_duration(fetched: Fetched, county: dg.ResourceParam[str]) -> pa.Table:
    """Registered unemployed by time without work."""
    if not fetched.snapshots:
        return STAGED_DURATION.schema.empty_table()
    return stage_duration(workbooks.read(fetched.snapshots[0]), county)


@dg.asset(ins={"fetched": dg.AssetIn(["raw", AF_LABOUR_FORCE.dataset])}, **table_asset(STAGED_LABOUR_FORCE))
def staged_labour_force(fetched: Fetched) -> pa.Table:
    """The labour force of every municipality."""
    if not fetched.snapshots:
        return STAGED_LABOUR_FORCE.schema.empty_table()
    return stage_labour_force(workbooks.read(fetched.snapshots[0])[workbooks.MUNICIPALITIES])


ASSETS = [
    *(_pxweb_asset(entry) for entry in PX_TABLES),
    staged_ads,
    staged_open_ads,
    staged_unemployed,
    staged_profile,
    staged_duration,
    staged_labour_force,
    staged_barometer,
    staged_taxonomy,
    staged_skills,
]
