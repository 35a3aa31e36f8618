"""The night at 04:15 on every kind of night, and the one that was missed: made up for once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteInstigatorOrigin, RemoteRepositoryOrigin
from dagster._core.scheduler.instigation import InstigatorState, InstigatorStatus, ScheduleInstigatorData
from dagster._core.test_utils import create_run_for_test
from dagster._utils.schedules import get_latest_completed_cron_tick, schedule_execution_time_iterator

from assets.home import Home
from assets.swedish_time import STOCKHOLM
from pipelines import heartbeat
from pipelines.clock import last_tick
from pipelines.definitions import build
from pipelines.ended import DONE, HALTED, Ended
from pipelines.jobs import EDITION, HOME_TAG, NIGHTLY, nightly_job, of_home
from pipelines.schedules import CRON, LATE, NAME, ZONE, missed_night_sensor, nightly_schedule, whole_runs
from pipelines.settings import Settings, load
from reports.report_assets import PUBLICATION

NIGHT = datetime(2026, 11, 24, 4, 15, tzinfo=STOCKHOLM)
MORNING = NIGHT + timedelta(hours=4)
HERE = RegisteredCodeLocationOrigin("län 14")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")
    Home(found.home).create()
    return found


@pytest.mark.parametrize(
    ("since", "ticks"),
    [
        # 29 March 2026 02:00 becomes 03:00, 25 October 2026 03:00 becomes 02:00.
        ("2026-03-28T12:00+01:00", ["2026-03-29T02:15+00:00", "2026-03-30T02:15+00:00"]),
        ("2026-10-24T12:00+02:00", ["2026-10-25T03:15+00:00", "2026-10-26T03:15+00:00"]),
        ("2026-11-23T23:59+01:00", ["2026-11-24T03:15+00:00", "2026-11-25T03:15+00:00"]),
        ("2026-12-31T23:59+01:00", ["2027-01-01T03:15+00:00", "2027-01-02T03:15+00:00"]),
        ("2028-02-28T12:00+01:00", ["2028-02-29T03:15+00:00", "2028-03-01T03:15+00:00"]),
    ],
)
def test_dagster_starts_every_night_once_at_a_quarter_past_four(since: str, ticks: list[str]):
    (schedule,) = build(load({})).schedules or ()
    assert isinstance(schedule, dg.ScheduleDefinition)
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    began = datetime.fromisoformat(since).timestamp()
    found = schedule_execution_time_iterator(began, schedule.cron_schedule, schedule.execution_timezone)
    assert [t.astimezone(UTC).isoformat(timespec="minutes") for t in islice(found, 2)] == ticks


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24", "2026-12-30", "2028-02-28"])
def test_the_newest_night_is_the_one_that_dagster_means(day: str):
    began = datetime.fromisoformat(f"{day}T00:00+00:00")
    for quarter in range(4 * 72):
        now = began + timedelta(minutes=15 * quarter)
        assert last_tick(CRON, ZONE, now) == get_latest_completed_cron_tick(CRON, now, ZONE), now


def test_the_schedule_starts_a_night_in_time_and_leaves_one_that_is_late(settings: Settings, instance):
    def tick(now: datetime) -> Any:
        schedule = nightly_schedule(settings, nightly_job(settings), lambda: now)
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=NIGHT)
        return schedule.evaluate_tick(context)

    (request,) = tick(NIGHT + LATE).run_requests
    assert request.run_key == "natt 2026-11-24"
    late = NIGHT + LATE + timedelta(seconds=1)
    # Where the flow was never run the sensor starts nothing, so the schedule does.
    assert len(tick(late).run_requests) == 1
    ran(settings, NIGHT - timedelta(days=1))
    late = tick(late)
    assert late.run_requests == []
    assert "missad_natt tar igen den" in late.skip_message


def ran(settings: Settings, began: datetime, *, whole: bool = True, outcome: str = DONE) -> None:
    ended = Ended(NIGHTLY, whole, outcome, began, began + timedelta(minutes=5))
    heartbeat.write(Home(settings.home), ended, settings.source, settings.region, [])


def look(settings: Settings, instance: dg.DagsterInstance, now: datetime = MORNING) -> Any:
    sensor = missed_night_sensor(settings, nightly_job(settings), lambda: now)
    # As a code server has it; Dagster's own builder for tests leaves out which one.
    context = dg.SensorEvaluationContext(None, instance=instance, code_location_origin=HERE)
    return sensor.evaluate_tick(context)


@pytest.mark.parametrize("outcome", [DONE, HALTED])
def test_a_night_without_a_run_is_made_up_for_when_the_machine_is_on_again(settings: Settings, instance, outcome):
    ran(settings, NIGHT - timedelta(days=3), outcome=outcome)
    (request,) = look(settings, instance).run_requests
    assert request.run_key == "natt 2026-11-24"
    # Three nights were missed; there is nothing to fetch that the newest would not.
    assert len(look(settings, instance).run_requests) == 1


@pytest.mark.parametrize("outcome", [DONE, HALTED])
def test_a_night_that_was_run_is_not_run_again_however_it_ended(settings: Settings, instance, outcome):
    ran(settings, NIGHT, outcome=outcome)
    assert look(settings, instance).skip_message == "Natten 2026-11-24 kl. 04:15 är körd."
    ran(settings, NIGHT + timedelta(hours=1), whole=False)
    assert look(settings, instance).run_requests == []


def test_a_run_of_one_report_is_no_night(settings: Settings, instance):
    ran(settings, NIGHT - timedelta(days=1))
    ran(settings, NIGHT + timedelta(hours=1), whole=False)
    assert len(look(settings, instance).run_requests) == 1


def test_the_schedule_and_the_sensor_never_both_take_a_night(settings: Settings, instance):
    ran(settings, NIGHT - timedelta(days=1))
    for seconds in (0, 1, 599, 600, 601, 3600):
        now = NIGHT + timedelta(seconds=seconds)
        schedule = nightly_schedule(settings, nightly_job(settings), lambda now=now: now)
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=NIGHT)
        by_schedule = len(schedule.evaluate_tick(context).run_requests)
        assert by_schedule + len(look(settings, instance, now).run_requests) == 1


def test_nothing_is_made_up_for_where_the_flow_was_never_run(settings: Settings, instance):
    assert "aldrig körts här" in look(settings, instance).skip_message


def run(settings: Settings, instance: dg.DagsterInstance, job: str = NIGHTLY, **more: Any) -> None:
    create_run_for_test(instance, job_name=job, **{"tags": of_home(settings), **more})


@pytest.mark.parametrize(
    "status", [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.FAILURE]
)
@pytest.mark.parametrize("job", [NIGHTLY, EDITION])
def test_a_run_that_waits_goes_on_or_has_just_ended_is_the_night(settings: Settings, instance, status, job):
    last = last_tick(CRON, ZONE, datetime.now(UTC))
    ran(settings, last - timedelta(days=1))
    now = max(datetime.now(UTC), last + LATE + timedelta(minutes=1))
    assert len(look(settings, instance, now).run_requests) == 1
    run(settings, instance, job, status=status)
    assert "är körd" in look(settings, instance, now).skip_message


def test_only_the_whole_flow_of_the_same_home_counts(settings: Settings, instance):
    run(settings, instance, asset_selection=frozenset({dg.AssetKey(["rapport", "fyrbodal"])}))
    run(settings, instance, tags={HOME_TAG: "skarp-14"})
    run(settings, instance, "las_in_formular")
    check = dg.AssetCheckKey(dg.AssetKey(["mart", "obalans"]), "kontrakt")
    run(settings, instance, asset_selection=frozenset(), asset_check_selection=frozenset({check}))
    assert whole_runs(settings, instance) == 0
    run(settings, instance, asset_selection=frozenset({PUBLICATION, dg.AssetKey(["raw", "scb_tab4434"])}))
    assert whole_runs(settings, instance) == 1
    # As the command line leaves it.
    run(settings, instance, asset_selection=frozenset())
    assert whole_runs(settings, instance) == 2


def test_the_time_of_a_run_is_compared_in_one_zone(settings: Settings, instance):
    run(settings, instance)
    now = datetime.now(STOCKHOLM)
    assert whole_runs(settings, instance, created_after=now - timedelta(minutes=1)) == 1
    assert whole_runs(settings, instance, created_after=now + timedelta(minutes=1)) == 0


@pytest.mark.parametrize(
    ("ahead", "starts"), [(timedelta(hours=2), 0), (timedelta(hours=4), 1), (timedelta(days=3650), 1)]
)
def test_a_run_from_after_now_is_no_night(settings: Settings, instance, ahead, starts):
    """It was noted while the clock was ahead; nights would else be thought to have been run until the clock is there."""
    ran(settings, MORNING + ahead)
    assert len(look(settings, instance).run_requests) == starts


def test_a_run_that_dagster_keeps_from_after_now_is_no_night(settings: Settings, instance):
    run(settings, instance)
    now = datetime.now(UTC)
    assert whole_runs(settings, instance, created_before=now + timedelta(minutes=1)) == 1
    assert whole_runs(settings, instance, created_before=now - timedelta(minutes=1)) == 0


@pytest.mark.parametrize(("status", "starts"), [(InstigatorStatus.STOPPED, 0), (InstigatorStatus.RUNNING, 1)])
def test_a_schedule_that_somebody_has_turned_off_is_not_gone_around(settings: Settings, instance, status, starts):
    ran(settings, NIGHT - timedelta(days=1))
    state = InstigatorState(_origin(), InstigatorType.SCHEDULE, status, ScheduleInstigatorData(CRON, NIGHT.timestamp()))
    instance.add_instigator_state(state)
    assert len(look(settings, instance).run_requests) == starts


def test_a_schedule_of_another_home_in_the_same_dagster_is_not_this_one(settings: Settings, instance):
    ran(settings, NIGHT - timedelta(days=1))
    origin = _origin(RegisteredCodeLocationOrigin("län 12"))
    data = ScheduleInstigatorData(CRON, NIGHT.timestamp())
    instance.add_instigator_state(InstigatorState(origin, InstigatorType.SCHEDULE, InstigatorStatus.STOPPED, data))
    assert len(look(settings, instance).run_requests) == 1


def _origin(location: RegisteredCodeLocationOrigin = HERE) -> Any:
    return RemoteInstigatorOrigin(RemoteRepositoryOrigin(location, "__repository__"), NAME)
