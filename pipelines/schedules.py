"""When the night's job runs by itself, and what makes up for a night that was missed: one of the two starts a night, never both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

import dagster as dg
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition
from dagster._core.remote_origin import CodeLocationOrigin
from dagster._core.scheduler.instigation import InstigatorStatus

from assets.errors import HomeError
from assets.home import Home
from assets.swedish_time import STOCKHOLM, moment
from pipelines import heartbeat
from pipelines.clock import last_tick
from pipelines.ended import is_whole
from pipelines.jobs import WHOLE_FLOWS, of_home
from pipelines.settings import Settings
from sources.snapshot import CLOCKS_DIFFER

NAME, CRON, ZONE = "nattlig_0415", "15 4 * * *", "Europe/Stockholm"
LATE = timedelta(minutes=10)
"""After this a night that was not started is missed: the schedule leaves it, and the sensor takes it."""
LOOKS_EVERY_SECONDS = 300
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


def nightly_schedule(settings: Settings, job: UnresolvedAssetJobDefinition, now: Clock = _now) -> dg.ScheduleDefinition:
    """The night's job at 04:15.

    Dagster itself runs the newest night that was missed, but only where it has kept what it knew of the schedule, and whether or
    not somebody has run the flow since. So it is let to only until the flow has been run once; from then on the sensor sees to it.
    """

    @dg.schedule(
        name=NAME,
        job=job,
        cron_schedule=CRON,
        execution_timezone=ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Varje natt 04:15 svensk tid, utanför timmen då klockan ställs om.",
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        night = context.scheduled_execution_time
        if now() - night > LATE and _last_whole_began(Home(settings.home)):
            return dg.SkipReason(
                f"Natten {moment(night)} är passerad. Sensorn missad_natt tar igen den om ingen har kört sedan dess."
            )
        return dg.RunRequest(run_key=_night(night))

    return nightly


def missed_night_sensor(
    settings: Settings, job: UnresolvedAssetJobDefinition, now: Clock = _now
) -> dg.SensorDefinition:
    """Starts the night's job when the newest night went by without a run: the machine was off, or the UI was not running."""

    @dg.sensor(
        name="missad_natt",
        job=job,
        minimum_interval_seconds=LOOKS_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Ser efter var femte minut om den senaste natten blev av. Stod datorn still 04:15 körs natten så snart den är igång "
        "igen, en gång.",
    )
    def missed_night(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        night = last_tick(CRON, ZONE, now())
        why = _not_missed(settings, context, night, now())
        yield dg.SkipReason(why) if why else dg.RunRequest(run_key=_night(night))

    return missed_night


def _last_whole_began(home: Home) -> datetime | None:
    """When the last whole run began; long ago when the heartbeat is damaged, so that what Dagster has noted of the night decides."""
    try:
        return heartbeat.last_whole_began(home)
    except HomeError:
        return datetime.fromtimestamp(0, UTC)


def _night(night: datetime) -> str:
    return f"natt {night.astimezone(STOCKHOLM).date().isoformat()}"


def _not_missed(settings: Settings, context: dg.SensorEvaluationContext, night: datetime, now: datetime) -> str:
    """Why no run is to be started for a night; nothing when it was missed.

    A run from long after now was noted while the clock was wrong, and says nothing of the night.
    """
    if now - night <= LATE:
        return f"Natten {moment(night)} har just börjat; schemat startar den."
    if _turned_off(context):
        return f"Schemat {NAME} är avstängt."
    began = _last_whole_began(Home(settings.home))
    if began is None:
        return "Hela flödet har aldrig körts här. Den första körningen startar 04:15, eller för hand."
    until = now + CLOCKS_DIFFER
    if night <= began <= until or whole_runs(settings, context.instance, created_after=night, created_before=until):
        return f"Natten {moment(night)} är körd."
    return ""


def _turned_off(context: dg.SensorEvaluationContext) -> bool:
    """Whether somebody has turned the schedule of this code server off; where several homes share a Dagster each has its own."""
    here = cast(CodeLocationOrigin, context.code_location_origin).location_name
    return any(
        state.instigator_name == NAME
        and state.status == InstigatorStatus.STOPPED
        and state.origin.repository_origin.code_location_origin.location_name == here
        for state in context.instance.all_instigator_state(instigator_type=InstigatorType.SCHEDULE)
    )


def whole_runs(
    settings: Settings,
    instance: dg.DagsterInstance,
    statuses: Sequence[dg.DagsterRunStatus] | None = None,
    created_after: datetime | None = None,
    created_before: datetime | None = None,
) -> int:
    """How many runs of the whole flow of this home there are; of any status, and since ever, where nothing else is said."""
    # Dagster compares the time of day with what it keeps, which is UTC, whatever zone it is given in.
    since, until = (moment and moment.astimezone(UTC) for moment in (created_after, created_before))
    return sum(
        is_whole(run)
        for job in WHOLE_FLOWS
        for run in instance.get_runs(
            dg.RunsFilter(
                job_name=job, tags=of_home(settings), statuses=statuses, created_after=since, created_before=until
            )
        )
    )
