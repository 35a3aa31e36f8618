"""What starts by itself when something has happened: a form in the inbox, news at a source, the end of a run."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from assets.home import Home
from pipelines import reach
from pipelines.alarms.after_run import after_run
from pipelines.council_forms import take_in_waiting
from pipelines.ended import is_whole, of_run
from pipelines.held_home import level
from pipelines.jobs import of_home, say_why
from pipelines.resources import addresses, snapshot_store
from pipelines.schedules import whole_runs
from pipelines.settings import Settings
from pipelines.stored_homes import counties_run_before
from sources.catalogue.registry import PX_TABLES
from sources.councils.inbox import Inbox
from sources.errors import MalformedAnswer, SourceError, SourceGone
from sources.scb.client import ScbClient
from sources.snapshot import Snapshot, SnapshotStore, today_in_sweden

LOOKS_EVERY_SECONDS = 300
ASKS_EVERY_SECONDS = 3600
SUMS_UP_EVERY_SECONDS = 60
Job = dg.JobDefinition | UnresolvedAssetJobDefinition


def inbox_job(settings: Settings) -> dg.JobDefinition:
    """Taking in what lies in the inbox."""

    @dg.op(name="las_in_formularen", required_resource_keys={"home"})
    def take_in(context: dg.OpExecutionContext) -> None:
        home: Home = context.resources.home
        lines = take_in_waiting(home, snapshot_store(settings, home), settings.region)
        for line in lines or ["Inget formulär ligger i inkorgen."]:
            context.log.info(line)

    @dg.job(
        name="las_in_formular",
        hooks={say_why},
        tags=of_home(settings),
        description="Läser in de formulär som ligger i mappen inkorg. Ett som har fel läggs i inkorg/avvisade med felen märkta, och inget "
        "av det läses in. Kör sedan nattlig, så syns svaren.",
    )
    def job() -> None:
        take_in()

    return job


def inbox_sensor(settings: Settings, job: dg.JobDefinition) -> dg.SensorDefinition:
    """Starts the job when a form lies in the inbox, unless it is running already; a run that failed is tried again."""

    @dg.sensor(
        name="inkorgen",
        job=job,
        minimum_interval_seconds=LOOKS_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Ser efter var femte minut om något formulär ligger i mappen inkorg och läser då in det.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        home = Home(settings.home)
        waiting = Inbox(home.inbox, snapshot_store(settings, home), settings.region, today_in_sweden()).waiting()
        if not waiting:
            yield dg.SkipReason("Inget formulär ligger i inkorgen.")
            return
        running = dg.RunsFilter(job_name=job.name, tags=of_home(settings), statuses=NOT_FINISHED_STATUSES)
        if context.instance.get_runs_count(running):
            yield dg.SkipReason("Inkorgen läses redan in.")
            return
        # Where the run starts on another machine the form must be there before it.
        level(settings, "inkorgen", context.log.info)
        # Without a key: the same file, put there again, is looked at again.
        yield dg.RunRequest()

    return inbox


def _scb(settings: Settings) -> ScbClient:
    """A client that gives up soon: who waits is Dagster's daemon, for a minute at most, and the next look is soon enough."""
    return ScbClient(reach.client(settings), addresses(settings).scb)


def updates_sensor(
    settings: Settings, job: UnresolvedAssetJobDefinition, client: Callable[[Settings], ScbClient] = _scb
) -> dg.SensorDefinition:
    """Starts the night's job when a PxWeb table says that it is another version than the one that was fetched last.

    What a run has been started for is remembered, so that an update that the run could not fetch, or that waits in quarantine, is
    left to the night.
    """

    @dg.sensor(
        name="kallor_uppdaterade",
        job=job,
        minimum_interval_seconds=ASKS_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Frågar SCB en gång i timmen när varje tabell senast ändrades, och kör hela flödet när något är nytt. Bara i läget "
        "live. Arbetsförmedlingens källor frågas varje natt.",
    )
    def updates(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        if settings.source != "live":
            yield dg.SkipReason(f"Ingen källa frågas i läget {settings.source}.")
            return
        if whole_runs(settings, context.instance, NOT_FINISHED_STATUSES):
            yield dg.SkipReason("Hela flödet körs redan. Källorna frågas när det är klart.")
            return
        known = _fetched(snapshot_store(settings, Home(settings.home)))
        if not known:
            yield dg.SkipReason("Inget är hämtat ännu. Den första körningen startar 04:15, eller för hand.")
            return
        try:
            said = _updated(client(settings), known)
        except SourceError as error:
            yield dg.SkipReason(f"Källan kunde inte frågas; natten hämtar det som är nytt. {error}")
            return
        asked = json.loads(context.cursor) if context.cursor else {}
        news = {
            dataset: updated
            for dataset, updated in said.items()
            if not _same(updated, known[dataset].origin.updated) and updated != asked.get(dataset)
        }
        if not news:
            yield dg.SkipReason(f"Inget nytt i {len(said)} tabeller.")
            return
        context.update_cursor(json.dumps({**asked, **news}))
        text = json.dumps(news, sort_keys=True)
        context.log.info(f"Nytt hos källan: {', '.join(sorted(news))}.")
        yield dg.RunRequest(run_key=f"nytt {hashlib.sha256(text.encode()).hexdigest()[:16]}")

    return updates


def _fetched(store: SnapshotStore) -> dict[str, Snapshot]:
    """The newest answer of every PxWeb table that has been fetched, whatever became of it at the door."""
    found = {entry.dataset: store.latest(entry.dataset) for entry in PX_TABLES}
    return {dataset: snapshot for dataset, snapshot in found.items() if snapshot}


def _updated(scb: ScbClient, known: dict[str, Snapshot]) -> dict[str, str]:
    """When each table that is still there was last changed, in the source's own words.

    Raises:
        SourceError: the source did not answer, or not with that.
    """
    said = {}
    for dataset, snapshot in known.items():
        table = snapshot.origin.facts["table"]
        try:
            updated = scb.listing(table).get("updated")
        except SourceGone:
            # The night looks for it, and says so.
            continue
        try:
            datetime.fromisoformat(updated or "")
        except (TypeError, ValueError) as error:
            raise MalformedAnswer(f"Källan säger inte när {table} ändrades.") from error
        said[dataset] = str(updated)
    return said


def _same(one: str, other: str | None) -> bool:
    return other is not None and datetime.fromisoformat(one) == datetime.fromisoformat(other)


def counties_sensor(
    settings: Settings, nation: UnresolvedAssetJobDefinition, county: UnresolvedAssetJobDefinition
) -> dg.SensorDefinition:
    """Starts the counties when the country that they stand on has been fetched whole: those that have been run before.

    Args:
        settings: of the whole country.
        nation: the job that fetches.
        county: the job with a partition per county.
    """

    @dg.run_status_sensor(
        name="lan_efter_riket",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[nation],
        request_job=county,
        minimum_interval_seconds=SUMS_UP_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Kör länen när riket är hämtat: de som har körts förut, så många i taget som kön tar. Ett nytt län startas för "
        "hand den första gången.",
    )
    def counties_after(context: dg.RunStatusSensorContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        run = context.dagster_run
        if not is_whole(run):
            yield dg.SkipReason("Bara en del av riket hämtades. Länen körs när hela är hämtat.")
            return
        if _fetched_since(settings, context.instance, run):
            yield dg.SkipReason("Riket har hämtats på nytt sedan dess. Länen körs en gång, på det nyaste.")
            return
        there = counties_run_before(settings)
        if not there:
            yield dg.SkipReason("Inget län har körts än. Starta det första för hand, som partition av lan.")
        for code in there:
            yield dg.RunRequest(run_key=f"{run.run_id} {code}", partition_key=code)

    return counties_after


def _fetched_since(settings: Settings, instance: dg.DagsterInstance, run: dg.DagsterRun) -> bool:
    """Whether a later run has fetched the whole country, whose end this sensor is told of too, as when it has been turned off for days.

    What the command line fetched no sensor is told of.
    """
    record = instance.get_run_record_by_id(run.run_id)
    assert record is not None  # whoever asks has just been told of it
    later = dg.RunsFilter(
        job_name=run.job_name,
        tags=of_home(settings),
        statuses=[dg.DagsterRunStatus.SUCCESS],
        created_after=record.create_timestamp,
    )
    return any(is_whole(each) and each.remote_job_origin is not None for each in instance.get_runs(later))


def ended_sensors(settings: Settings, jobs: Sequence[Job]) -> list[dg.SensorDefinition]:
    """What is done when a run that Dagster started has ended, well, badly, killed or cancelled; the command line does it itself.

    Args:
        settings: of the home, and of who is told.
        jobs: those that are followed; of a draft or a decision, whoever started it is looking.
    """
    return [
        _ended_sensor(settings, jobs, "efter_klar_korning", dg.DagsterRunStatus.SUCCESS),
        _ended_sensor(settings, jobs, "efter_stannad_korning", dg.DagsterRunStatus.FAILURE),
        _ended_sensor(settings, jobs, "efter_avbruten_korning", dg.DagsterRunStatus.CANCELED),
    ]


def _ended_sensor(
    settings: Settings, jobs: Sequence[Job], name: str, status: dg.DagsterRunStatus
) -> dg.SensorDefinition:
    @dg.run_status_sensor(
        name=name,
        run_status=status,
        monitored_jobs=jobs,
        minimum_interval_seconds=SUMS_UP_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Skriver livstecknet och säger det som körningen lämnade till dem som larmen går till, en gång per orsak.",
    )
    def ended(context: dg.RunStatusSensorContext) -> None:
        # It may have been on another machine.
        level(settings, "efter körningen", context.log.info)
        after_run(settings, of_run(context.instance, context.dagster_run), context.log.info)

    return ended
