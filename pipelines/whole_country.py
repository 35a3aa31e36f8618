"""The whole country: the job that fetches what every county needs, and the job that runs a county on it, one partition each."""

from dataclasses import replace
from datetime import UTC, datetime

import dagster as dg

from assets.contracts.asset_graph import OWNERS, PUBLISHING
from assets.home import Home
from assets.raw.national import NATIONAL_ASSETS, STATE
from assets.reference.areas import counties
from pipelines.alarms.after_run import after_run
from pipelines.counties import run_arguments
from pipelines.errors import NOT_STORED, OK
from pipelines.in_process import execute_job, say_failure
from pipelines.io_managers import HomeIOManager
from pipelines.jobs import COUNTY_JOB, NATION_JOB, of_home, print_step, say_why
from pipelines.own_process import own_process
from pipelines.say import Say
from pipelines.schedules import missed_night_sensor, nightly_schedule
from pipelines.sensors import counties_sensor, ended_sensors
from pipelines.settings import Settings
from pipelines.silent_end import tell_for
from reports.publish.publication import pointer
from sources.progress import Watch, unwatched

COUNTY_KEY = dg.AssetKey(["lan", "publicerat"])


def whole_country(settings: Settings, require_fresh: bool = False, watch: Watch = unwatched) -> dg.Definitions:
    """All definitions of the place where the whole country is fetched and its counties are run."""
    from pipelines.resources import resources, snapshot_store

    @dg.io_manager(description="Parquet i rikets hem, som den håller som hämtar")
    def of_country(_: dg.InitResourceContext) -> HomeIOManager:
        # A county's run has it too, since what it stands on is the country's. Did it hold the country's home, counties would wait for
        # one another.
        home = Home(settings.home)
        return HomeIOManager(home, snapshot_store(settings, home))

    fetched = [asset.with_hooks({say_why}) for asset in NATIONAL_ASSETS]
    county = county_asset(settings)
    nation = dg.define_asset_job(
        NATION_JOB,
        selection=dg.AssetSelection.assets(*fetched),
        hooks={print_step, say_why},
        tags=of_home(settings),
        description="Hämtar det som alla län behöver, en gång. När det är klart startar sensorn lan_efter_riket de län som har körts "
        "här förut. Ett län som är nytt startas för hand, som partition av lan.",
    )
    counties_job = dg.define_asset_job(
        COUNTY_JOB,
        selection=dg.AssetSelection.assets(county),
        description="Kör ett läns hela flöde på det riket som står, utan att fråga någon källa. Välj län som partition, eller alla "
        "som en backfill. Ett län som blir rött publicerar inget eget och stoppar inget annat.",
    )
    return dg.Definitions(
        assets=[*fetched, county],
        jobs=[nation, counties_job],
        schedules=[nightly_schedule(settings, nation)],
        sensors=[
            missed_night_sensor(settings, nation),
            counties_sensor(settings, nation, counties_job),
            *ended_sensors(settings, [nation]),
        ],
        resources={
            **{
                name: made
                for name, made in resources(settings, require_fresh, watch).items()
                if name in ("home", "sources")
            },
            "io_manager": of_country,
        },
        executor=dg.in_process_executor,
    )


def county_asset(settings: Settings) -> dg.AssetsDefinition:
    """What a county has published, a partition for each."""

    @dg.asset(
        key=COUNTY_KEY,
        deps=[STATE],
        partitions_def=dg.StaticPartitionsDefinition(list(counties())),
        group_name=PUBLISHING,
        owners=OWNERS,
        description="Det som länet har publicerat: dess del av riket, kontrollerad, räknad och publicerad i länets eget hem, av en "
        "process för sig. Partitionen är länets kod.",
    )
    def published(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        code, began = context.partition_key, datetime.now(UTC)
        ended = own_process(run_arguments(settings, code), context.log.info)
        if ended != OK:
            tell_for(replace(settings, region=code), ended, began, context.instance, context.log.info)
        if ended == NOT_STORED:
            raise dg.Failure(
                f"{counties()[code]} ({code}) är klart och det som publicerades ligger här, men hemmet lades inte i objektlagret "
                f"(kod {ended}). Varför står i loggen; nästa körning här lägger upp allt.",
                allow_retries=False,
            )
        if ended != OK:
            raise dg.Failure(
                f"{counties()[code]} ({code}) publicerades inte (kod {ended}). Varför står i loggen; det som var "
                "publicerat är kvar.",
                allow_retries=False,
            )
        now = pointer(Home(settings.of_mode / code).published)
        return dg.MaterializeResult(metadata={name: str(value) for name, value in now.items()})

    return published


def fetch_whole_country(settings: Settings, require_fresh: bool, debug: bool, say: Say, watch: Watch) -> int:
    """Fetch, report, and return the exit code."""
    definitions = whole_country(settings, require_fresh, watch)
    home = Home(settings.home)
    run = execute_job(settings, definitions.resolve_job_def(NATION_JOB), say, debug=debug)
    if run.done:
        code = OK
        (made,) = (e for e in run.result.get_asset_materialization_events() if e.asset_key == STATE)
        said = made.step_materialization_data.materialization.metadata
        say(
            f"Riket är hämtat: {said['underlag'].value} underlag, inte aktuella: {said['inte aktuella'].value}. "
            f"Kontrollsumma {str(said['riket'].value)[:12]}."
        )
    else:
        kept = "Riket är det som var hämtat före."
        code = say_failure(run.result, home, say, require_fresh=require_fresh, kept=kept)
    after_run(settings, run.ended, say)
    return code
