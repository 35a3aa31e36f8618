"""Dagster's entry point: one lazy function."""

import warnings

import dagster as dg

from pipelines.settings import Settings, load
from sources.progress import Watch, unwatched


def build(settings: Settings, require_fresh: bool = False, watch: Watch = unwatched) -> dg.Definitions:
    """All definitions for these settings."""
    if settings.whole_country:
        from pipelines.whole_country import whole_country

        return whole_country(settings, require_fresh, watch)
    from assets.published.definitions import ASSETS as PUBLISHED
    from assets.raw.definitions import ASSETS as RAW
    from assets.table_assets import table_assets
    from checks.asset_checks import asset_checks
    from pipelines.jobs import decision_jobs, draft_jobs, edition_job, nightly_job, say_why
    from pipelines.resources import resources
    from pipelines.running_code import loaded_code
    from pipelines.schedules import missed_night_sensor, nightly_schedule
    from pipelines.sensors import ended_sensors, inbox_job, inbox_sensor, updates_sensor
    from pipelines.summary import summed_up
    from reports.report_assets import report_assets

    loaded_code()
    # Dagster copies a sensor with a parameter that it warns of itself.
    warnings.filterwarnings("ignore", message=".*SensorDefinition", category=dg.BetaWarning)
    reports = report_assets(settings.region)
    forms, nightly, edition = inbox_job(settings), nightly_job(settings), edition_job(settings)
    # The job has this hook too, but what is started from an asset's page in the UI runs outside every job.
    made = [asset.with_hooks({say_why}) for asset in (*RAW, *table_assets(), *PUBLISHED, *reports)]
    return dg.Definitions(
        assets=[_marked(asset) for asset in made] if settings.made_up else made,
        asset_checks=asset_checks(),
        jobs=[nightly, edition, forms, *decision_jobs(settings), *draft_jobs(settings, reports)],
        schedules=[nightly_schedule(settings, nightly)],
        sensors=[
            inbox_sensor(settings, forms),
            updates_sensor(settings, nightly),
            missed_night_sensor(settings, nightly),
            *ended_sensors(settings, [nightly, edition, forms]),
        ],
        resources=resources(settings, require_fresh, watch),
        executor=summed_up,
    )


def _marked(asset: dg.AssetsDefinition) -> dg.AssetsDefinition:
    """In the made-up world every node in the lineage says so, and the page of every asset why."""
    text = (
        "EXEMPELDATA: alla tal är påhittade. Sätt KOMPETENS_SOURCE=live för att hämta från SCB och Arbetsförmedlingen."
    )
    return asset.map_asset_specs(
        lambda spec: spec.merge_attributes(kinds={"EXEMPELDATA"}).replace_attributes(
            description=f"{text}\n\n{spec.description}"
        )
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Read the settings and compose."""
    return build(load())
