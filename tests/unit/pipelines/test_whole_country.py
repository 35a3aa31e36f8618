"""The whole country runs by itself: fetched every night, and its counties after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import dagster as dg
import pytest
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin
from dagster._core.storage.tags import PARTITION_NAME_TAG
from dagster._core.test_utils import create_run_for_test

from assets.errors import StoreError
from assets.files import replace_text
from assets.home import Home
from assets.raw.national import NATIONAL_ASSETS, STATE
from pipelines import heartbeat
from pipelines.alarms import memory
from pipelines.dagster_queue import HOME_TAG, HomeQueue
from pipelines.definitions import build
from pipelines.ended import DONE, HALTED, START, Ended, of_run
from pipelines.errors import KILLED, NOT_STORED, STOPPED, WRONG_USE
from pipelines.held_home import held
from pipelines.home_in_store import key_of
from pipelines.jobs import COUNTY_JOB, NATION_JOB, NIGHTLY, of_home
from pipelines.schedules import NAME, whole_runs
from pipelines.settings import Settings, load

ALL = frozenset(key for asset in NATIONAL_ASSETS for key in asset.keys)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    more = {"KOMPETENS_SOURCE": "example-nation", "KOMPETENS_REGION": "riket", "KOMPETENS_HOME": str(tmp_path)}
    found = load(more, tmp_path / "no.env")
    Home(found.home).create()
    return found


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def test_everything_that_starts_and_follows_the_country_runs_by_itself(settings: Settings):
    definitions = build(settings)
    (schedule,) = definitions.schedules or ()
    assert isinstance(schedule, dg.ScheduleDefinition)
    assert (schedule.name, schedule.job_name) == (NAME, NATION_JOB)
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    sensors: dict[str, Any] = {sensor.name: sensor for sensor in definitions.sensors or ()}
    after = ["efter_avbruten_korning", "efter_klar_korning", "efter_stannad_korning"]
    assert sorted(sensors) == [*after, "lan_efter_riket", "missad_natt"]
    assert {sensor.default_status for sensor in sensors.values()} == {dg.DefaultSensorStatus.RUNNING}
    followed = {name: {job.name for job in sensors[name]._monitored_jobs} for name in (*after, "lan_efter_riket")}
    assert followed == {name: {NATION_JOB} for name in (*after, "lan_efter_riket")}


def started(
    settings: Settings, instance: dg.DagsterInstance, of: dg.DagsterRun | None = None, **more: Any
) -> tuple[list[dg.RunRequest], list[dg.SkipReason]]:
    """What the sensor starts when a run of the country has come to its end, and why it starts nothing."""
    definitions = build(settings)
    (sensor,) = (s for s in definitions.sensors or () if s.name == "lan_efter_riket")
    run = of or create_run_for_test(instance, NATION_JOB, tags=of_home(settings), **more)
    ended = dg.DagsterEvent(dg.DagsterEventType.PIPELINE_SUCCESS.value, NATION_JOB)
    context = dg.build_run_status_sensor_context(sensor.name, ended, instance, run)
    found = list(cast(Iterator[dg.RunRequest | dg.SkipReason], sensor(context)))
    job = definitions.resolve_job_def(COUNTY_JOB)
    # As the daemon does it, which refuses a partition that the job has not.
    requests = [r.with_resolved_tags_and_config(job, [], instance) for r in found if isinstance(r, dg.RunRequest)]
    return requests, [reason for reason in found if isinstance(reason, dg.SkipReason)]


@pytest.mark.parametrize("chosen", [None, ALL], ids=["all of it", "all of it chosen on its page"])
def test_the_counties_that_have_been_run_here_are_run_when_the_country_is_there(settings: Settings, instance, chosen):
    for code in ("12", "14"):
        Home(settings.of_mode / code).create()
    (settings.of_mode / "99").mkdir()
    requests, _ = started(settings, instance, asset_selection=chosen)
    assert [request.partition_key for request in requests] == ["12", "14"]
    assert len({request.run_key for request in requests}) == 2
    assert [request.tags[PARTITION_NAME_TAG] for request in requests] == ["12", "14"]


def test_a_part_of_the_country_starts_no_county(settings: Settings, instance):
    Home(settings.of_mode / "14").create()
    requests, (why,) = started(settings, instance, asset_selection=frozenset({STATE}))
    assert requests == []
    assert "Bara en del av riket" in str(why.skip_message)


def test_a_county_whose_home_lies_only_in_the_object_store_is_run_too(settings: Settings, instance, tmp_path: Path):
    store = replace(settings, object_store=(tmp_path / "lager").as_uri())
    elsewhere = replace(store, data=tmp_path / "annan", region="12")
    with held(elsewhere, "körning abc", print) as home:
        replace_text(home.root / "raw/a/svar.json", "{}")
    Home(settings.of_mode / "14").create()
    requests, _ = started(store, instance)
    assert [request.partition_key for request in requests] == ["12", "14"]
    # When nobody can say which there are, the sensor is red and asks again, so that no county is left out in silence.
    (tmp_path / "lager" / key_of(elsewhere) / "pekare.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="är skadad"):
        started(store, instance)


@pytest.mark.parametrize(
    ("later", "begun"),
    [
        ({}, False),
        ({"remote_job_origin": None}, True),
        ({"status": dg.DagsterRunStatus.FAILURE}, True),
        ({"asset_selection": frozenset({STATE})}, True),
    ],
    ids=["fetched again", "by the command line", "in vain", "in part"],
)
def test_nights_that_the_sensor_was_turned_off_start_the_counties_once(settings: Settings, instance, later, begun):
    """It is told of every one of them when it is turned on again, and each county would stand in the queue as many times."""
    Home(settings.of_mode / "14").create()
    place = RegisteredCodeLocationOrigin("EXEMPELDATA, riket")
    origin = RemoteJobOrigin(RemoteRepositoryOrigin(place, "__repository__"), NATION_JOB)
    night = create_run_for_test(instance, NATION_JOB, tags=of_home(settings), remote_job_origin=origin)
    more = {"remote_job_origin": origin, "status": dg.DagsterRunStatus.SUCCESS, **later}
    create_run_for_test(instance, NATION_JOB, tags=of_home(settings), **more)
    requests, _ = started(settings, instance, of=night)
    assert [request.partition_key for request in requests] == (["14"] if begun else [])


def test_a_county_that_was_never_run_is_started_by_a_person(settings: Settings, instance):
    requests, (why,) = started(settings, instance)
    assert requests == []
    assert "Starta det första för hand" in str(why.skip_message)


@pytest.mark.parametrize(
    ("chosen", "whole"), [(None, True), (ALL, True), (ALL - {STATE}, False), (frozenset({STATE}), False)]
)
def test_a_night_of_the_country_is_known_as_one(settings: Settings, instance, chosen, whole):
    run = create_run_for_test(
        instance, NATION_JOB, tags=of_home(settings), asset_selection=chosen, status=dg.DagsterRunStatus.STARTED
    )
    instance.report_dagster_event(
        dg.DagsterEvent(dg.DagsterEventType.PIPELINE_SUCCESS.value, NATION_JOB), run_id=run.run_id
    )
    assert whole_runs(settings, instance) == whole
    kept = instance.get_run_by_id(run.run_id)
    assert kept is not None
    ended = of_run(instance, kept)
    assert (ended.outcome, ended.whole, ended.shows) == (DONE, whole, (NATION_JOB,) if whole else ())


@pytest.mark.parametrize(("tags", "home"), [({PARTITION_NAME_TAG: "12"}, "12"), ({}, "riket")])
def test_in_the_queue_a_county_takes_its_own_homes_place_and_not_the_countrys(settings: Settings, instance, tags, home):
    """Else 21 counties would wait for one another, and for the country."""
    jobs = [job for job in build(settings).resolve_all_job_defs() if job.name == NATION_JOB]
    repository = SimpleNamespace(get_all_jobs=lambda: jobs)
    location = SimpleNamespace(get_repository=lambda name: repository)
    origin = SimpleNamespace(
        repository_origin=SimpleNamespace(
            code_location_origin=SimpleNamespace(location_name="riket"), repository_name="__repository__"
        )
    )
    run = SimpleNamespace(tags=tags, remote_job_origin=origin)
    workspace = SimpleNamespace(get_code_location=lambda name: location)
    found = HomeQueue._home(SimpleNamespace(dagster_run=run, workspace=workspace))  # type: ignore[arg-type]
    assert found == of_home(replace(settings, region="00" if home == "riket" else home))[HOME_TAG]
    assert found.endswith(home)


def test_the_job_of_a_county_has_no_home_until_its_partition_is_known(settings: Settings):
    jobs = {job.name: job.tags for job in build(settings).resolve_all_job_defs()}
    assert HOME_TAG not in jobs[COUNTY_JOB]
    assert jobs[NATION_JOB][HOME_TAG] == "exempel-riket-riket"


def test_a_county_does_not_hold_the_countrys_home_while_it_runs(settings: Settings, instance, monkeypatch):
    """Else two of them would never run at once, and the country could not be fetched meanwhile."""
    monkeypatch.setattr("pipelines.whole_country.own_process", lambda arguments, say: 0)
    job = build(settings).resolve_job_def(COUNTY_JOB)
    with Home(settings.home).locked("en annan körning"):
        done = job.execute_in_process(partition_key="12", instance=instance)
    assert done.success


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (
            NOT_STORED,
            "Skåne län (12) är klart och det som publicerades ligger här, men hemmet lades inte i objektlagret",
        ),
        (STOPPED, "Skåne län (12) publicerades inte (kod 1). Varför står i loggen; det som var publicerat är kvar."),
    ],
)
def test_a_county_that_did_not_get_up_is_not_said_to_be_unpublished(
    settings: Settings, instance, monkeypatch, ended, said
):
    monkeypatch.setattr("pipelines.whole_country.own_process", lambda arguments, say: ended)
    job = build(settings).resolve_job_def(COUNTY_JOB)
    red = job.execute_in_process(partition_key="12", instance=instance, raise_on_error=False)
    (failed,) = [event for event in red.all_events if event.is_step_failure]
    assert said in failed.step_failure_data.error.message


@pytest.mark.parametrize(
    ("ended", "heading", "steps"),
    [(KILLED, "Körningen nattlig avbröts", []), (WRONG_USE, "Körningen nattlig stannade vid start", [START])],
    ids=["killed", "never begun"],
)
def test_a_countys_process_that_told_nobody_is_told_for(
    settings: Settings, instance, monkeypatch, ended, heading, steps
):
    """Else nobody hears of it, and the queue waits hours for a run that is over."""
    county = replace(settings, region="12")
    home = Home(county.home)
    home.create()
    earlier = create_run_for_test(instance, NIGHTLY, tags=of_home(county), status=dg.DagsterRunStatus.STARTED)

    def process(arguments: Any, say: Any) -> int:
        create_run_for_test(instance, NIGHTLY, tags=of_home(county), status=dg.DagsterRunStatus.STARTED)
        return cast(int, ended)

    monkeypatch.setattr("pipelines.whole_country.own_process", process)
    red = build(settings).resolve_job_def(COUNTY_JOB)
    assert not red.execute_in_process(partition_key="12", instance=instance, raise_on_error=False).success
    left = instance.get_runs(dg.RunsFilter(job_name=NIGHTLY, statuses=[dg.DagsterRunStatus.STARTED]))
    assert [run.run_id for run in left] == [earlier.run_id]
    found = heartbeat.read(home)
    assert found
    assert (found["hela_flodet"]["utfall"], found["korning"]["stannade_vid"]) == (HALTED, steps)
    assert [each.cause.heading for each in memory.read(home).standing.values()][:1] == [heading]


def test_a_countys_process_that_has_told_is_not_told_for(settings: Settings, instance, monkeypatch):
    county = replace(settings, region="12")
    Home(county.home).create()

    def process(arguments: Any, say: Any) -> int:
        now = datetime.now(UTC)
        heartbeat.write(Home(county.home), Ended(NIGHTLY, True, HALTED, now, now, ("mart/obalans",)), "x", "12", [])
        return STOPPED

    monkeypatch.setattr("pipelines.whole_country.own_process", process)
    job = build(settings).resolve_job_def(COUNTY_JOB)
    job.execute_in_process(partition_key="12", instance=instance, raise_on_error=False)
    found = heartbeat.read(Home(county.home))
    assert found
    assert found["korning"]["stannade_vid"] == ["mart/obalans"]
