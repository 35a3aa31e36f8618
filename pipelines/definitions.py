"""Dagster's entry point: one lazy function."""

import dagster as dg

from pipelines.settings import Settings, load
from sources.progress import Watch, unwatched


def build(settings: Settings, require_fresh: bool = False, watch: Watch = unwatched) -> dg.Definitions:
    """All definitions for these settings."""
    from assets.published.definitions import ASSETS as PUBLISHED
    from assets.raw.definitions import ASSETS as RAW
    from assets.table_assets import table_assets
    from checks.asset_checks import asset_checks
    from pipelines.jobs import EDITION_JOB, NIGHTLY_JOB, say_why
    from pipelines.resources import resources
    from pipelines.running_code import loaded_code
    from pipelines.schedules import NIGHTLY_SCHEDULE
    from reports.report_assets import report_assets

    loaded_code()
    made = [*RAW, *table_assets(), *PUBLISHED, *report_assets(settings.region)]
    return dg.Definitions(
        # The job has this hook too, but what is started from an asset's page in the UI runs outside every job.
        assets=[*_banner(settings), *(asset.with_hooks({say_why}) for asset in made)],
        asset_checks=asset_checks(),
        jobs=[NIGHTLY_JOB, EDITION_JOB],
        schedules=[NIGHTLY_SCHEDULE],
        resources=resources(settings, require_fresh, watch),
        executor=dg.in_process_executor,
    )


def _banner(settings: Settings) -> list[dg.AssetSpec]:
    """In the made-up world, a node in the lineage that says so; nothing can be run on it."""
    if settings.source != "example":
        return []
    text = "Alla tal är påhittade. Sätt KOMPETENS_SOURCE=live för att hämta från SCB och Arbetsförmedlingen."
    return [dg.AssetSpec(["EXEMPELDATA", "alla_tal_ar_pahittade"], description=text, group_name="EXEMPELDATA")]


@dg.definitions
def defs() -> dg.Definitions:
    """Read the settings and compose."""
    return build(load())
