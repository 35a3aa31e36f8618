"""What starts by itself when something has happened: forms in the inbox."""

from collections.abc import Iterator

import dagster as dg
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

from assets.home import Home
from pipelines.council_forms import take_in_waiting
from pipelines.jobs import say_why
from pipelines.resources import snapshot_store
from pipelines.settings import Settings
from sources.councils.inbox import Inbox
from sources.snapshot import now_utc

LOOKS_EVERY_SECONDS = 300


def inbox_job(settings: Settings) -> dg.JobDefinition:
    """Taking in what lies in the inbox."""

    @dg.op(name="las_in_formularen", required_resource_keys={"home"})
    def take_in(context: dg.OpExecutionContext) -> None:
        home: Home = context.resources.home
        for line in take_in_waiting(home, snapshot_store(settings, home)) or ["Inget formulär ligger i inkorgen."]:
            context.log.info(line)

    @dg.job(
        name="las_in_formular",
        hooks={say_why},
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
        waiting = Inbox(home.inbox, snapshot_store(settings, home), now_utc()[:10]).waiting()
        if not waiting:
            yield dg.SkipReason("Inget formulär ligger i inkorgen.")
            return
        running = dg.RunsFilter(job_name=job.name, statuses=NOT_FINISHED_STATUSES)
        if context.instance.get_runs_count(running):
            yield dg.SkipReason("Inkorgen läses redan in.")
            return
        # Without a key: the same file, put there again, is looked at again.
        yield dg.RunRequest()

    return inbox
