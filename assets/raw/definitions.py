"""Raw assets: one per entry of the catalogue."""

from datetime import timedelta

import dagster as dg

from sources.catalog import CATALOG, SourceTable
from sources.refresh import Fetched
from sources.session import Sources

OWNERS = ["team:analys"]
MISSED_NIGHT = timedelta(days=2)


def _description(entry: SourceTable) -> str:
    origin = f"{entry.title}. Utgivare: {entry.publisher}. {entry.why} Ges ut: {entry.release.lower()}."
    return f"{origin} Licens: {entry.licence}. {entry.note}".strip()


def _raw_asset(entry: SourceTable) -> dg.AssetsDefinition:
    @dg.asset(
        key=["raw", entry.dataset],
        group_name="raw",
        kinds={entry.kind},
        owners=OWNERS,
        io_manager_key="io_manager",
        description=_description(entry),
        # Counts from the last run, whatever the source answered; that it did not answer is a check on mart.kalla.
        freshness_policy=dg.FreshnessPolicy.time_window(
            fail_window=timedelta(days=entry.max_age_days), warn_window=MISSED_NIGHT
        ),
    )
    def raw(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources]) -> Fetched:
        fetched = sources.fetch(entry)
        if fetched.problem:
            context.log.warning(f"Källan kunde inte läsas; senast fungerande underlag används. {fetched.problem}")
        return fetched

    return raw


ASSETS = [_raw_asset(entry) for entry in CATALOG]
