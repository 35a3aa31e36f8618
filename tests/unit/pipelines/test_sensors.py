"""News at SCB starts the night's job, once per update; the end of a run is followed, however it ended."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import requests
from dagster._core.test_utils import create_run_for_test

from assets.home import Home
from checks.gate import GateClosed
from pipelines import heartbeat
from pipelines.alarms import memory
from pipelines.definitions import build
from pipelines.ended import CANCELLED, DONE, HALTED, of_run
from pipelines.jobs import EDITION, NIGHTLY, nightly_job, of_home
from pipelines.resources import snapshot_store
from pipelines.sensors import ended_sensors, updates_sensor
from pipelines.settings import Settings, load
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES
from sources.errors import SourceUnavailable
from sources.http import HttpClient
from sources.scb.client import ScbClient
from sources.snapshot import HELD, Decision

BASE = "https://scb.invalid/api/v2"
OLD, NEW, NEWER = "2026-03-05T07:00:00Z", "2026-11-24T07:00:00Z", "2026-11-25T07:00:00Z"
KEPT = ((SCB_EMPLOYEES, "TAB4434"), (SCB_COUNTY_SSYK4, "TAB9999"))


class Scb(requests.adapters.BaseAdapter):
    """A source that says when each of its tables changed; what it does not know is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.updated: dict[str, Any] = {table: OLD for _, table in KEPT}
        self.asked: list[str] = []
        self.down = False

    def send(self, request, *args, **more):
        if self.down:
            raise requests.ConnectionError("no route")
        response = requests.Response()
        response.request, response.url, response.status_code = request, request.url, 200
        table = request.url.split("?")[0].rpartition("/")[2]
        self.asked.append(table)
        if table == "config":
            answer = {"maxCallsPerTimeWindow": 30, "timeWindow": 10, "maxDataCells": 150000}
        elif table in self.updated:
            answer = {"id": table, "updated": self.updated[table]}
        else:
            answer, response.status_code = {"title": "Not found"}, 404
        response.raw = io.BytesIO(json.dumps(answer).encode())
        return response

    def close(self) -> None:
        pass


@pytest.fixture
def scb() -> Scb:
    return Scb()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "live"}, tmp_path / "no.env")
    home = Home(found.home)
    home.create()
    store = snapshot_store(found, home)
    for entry, table in KEPT:
        with store.workspace("prov") as folder:
            (folder / "svar").write_text(entry.dataset, encoding="utf-8")
            store.keep(
                entry.dataset,
                {"svar": folder / "svar"},
                url=BASE,
                query={},
                updated=OLD,
                licence=entry.licence,
                facts={"table": table},
            )
    return found


class Daemon:
    """Looks again and again as Dagster's does, with what was remembered the last time."""

    def __init__(self, settings: Settings, instance: dg.DagsterInstance, scb: Scb) -> None:
        client = ScbClient(HttpClient("prov", scb, retries=0), BASE)
        self.sensor = updates_sensor(settings, nightly_job(settings), lambda _: client)
        self.instance, self.cursor = instance, None

    def look(self) -> Any:
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor)
        found = self.sensor.evaluate_tick(context)
        self.cursor = found.cursor
        return found


@pytest.fixture
def daemon(settings: Settings, instance: dg.DagsterInstance, scb: Scb) -> Daemon:
    return Daemon(settings, instance, scb)


def test_nothing_new_starts_nothing(daemon: Daemon, scb: Scb):
    assert daemon.look().skip_message == "Inget nytt i 2 tabeller."
    assert scb.asked == ["config", "TAB4434", "TAB9999"]


def test_the_same_moment_written_otherwise_is_not_new(daemon: Daemon, scb: Scb):
    scb.updated["TAB4434"] = "2026-03-05T08:00:00+01:00"
    assert daemon.look().run_requests == []


def test_an_update_starts_one_run_and_the_next_update_another(daemon: Daemon, scb: Scb):
    scb.updated["TAB4434"] = NEW
    (first,) = daemon.look().run_requests
    assert first.run_key.startswith("nytt ")
    # The run may fail, or what it fetched may wait in quarantine: the night asks again, the sensor does not.
    assert daemon.look().run_requests == []
    scb.updated["TAB9999"] = NEW
    (second,) = daemon.look().run_requests
    scb.updated["TAB4434"] = NEWER
    (third,) = daemon.look().run_requests
    assert len({first.run_key, second.run_key, third.run_key}) == 3
    assert daemon.look().run_requests == []


def test_an_update_that_a_daemon_without_memory_sees_again_has_the_same_key(daemon: Daemon, scb: Scb):
    scb.updated["TAB4434"] = NEW
    (first,) = daemon.look().run_requests
    daemon.cursor = None
    (again,) = daemon.look().run_requests
    assert first.run_key == again.run_key


def test_what_has_been_fetched_is_not_new_though_it_waits_in_quarantine(daemon: Daemon, settings: Settings, scb: Scb):
    store = snapshot_store(settings, Home(settings.home))
    kept = store.latest(SCB_EMPLOYEES.dataset)
    assert kept is not None
    store.decide(kept, Decision(HELD, "körningen", OLD, "Skiljer."))
    assert daemon.look().skip_message == "Inget nytt i 2 tabeller."


def test_nobody_is_asked_while_the_flow_runs_and_the_update_is_seen_after(daemon: Daemon, settings: Settings, scb: Scb):
    scb.updated["TAB4434"] = NEW
    tags = of_home(settings)
    run = create_run_for_test(daemon.instance, job_name=NIGHTLY, tags=tags, status=dg.DagsterRunStatus.STARTED)
    assert "körs redan" in daemon.look().skip_message
    assert scb.asked == []
    daemon.instance.delete_run(run.run_id)
    assert len(daemon.look().run_requests) == 1


def test_a_table_that_is_gone_does_not_hide_the_others(daemon: Daemon, scb: Scb):
    del scb.updated["TAB4434"]
    scb.updated["TAB9999"] = NEW
    assert len(daemon.look().run_requests) == 1


@pytest.mark.parametrize("said", [None, "i går", 5])
def test_a_source_that_does_not_say_when_is_left_to_the_night(daemon: Daemon, scb: Scb, said: Any):
    scb.updated["TAB4434"] = said
    assert "säger inte när TAB4434 ändrades" in daemon.look().skip_message


def test_a_source_that_is_down_is_left_to_the_night_and_asked_once(daemon: Daemon, scb: Scb):
    scb.down = True
    assert "Källan kunde inte frågas; natten hämtar det som är nytt." in daemon.look().skip_message


@pytest.mark.parametrize("source", ["example", "archive"])
def test_no_source_is_asked_in_the_other_modes(settings: Settings, instance, scb: Scb, source: str):
    other = Daemon(replace(settings, source=source), instance, scb)
    assert other.look().skip_message == f"Ingen källa frågas i läget {source}."
    assert scb.asked == []


def test_a_home_that_has_fetched_nothing_starts_nothing(tmp_path: Path, instance, scb: Scb):
    empty = load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "live"}, tmp_path / "no.env")
    assert "Inget är hämtat ännu" in Daemon(empty, instance, scb).look().skip_message
    assert scb.asked == []


def _flow(error: Exception | None) -> dg.JobDefinition:
    @dg.op(name="raw__scb_tab4434")
    def step() -> None:
        if error:
            raise error

    @dg.job(name=NIGHTLY)
    def job() -> None:
        step()

    return job


@pytest.mark.parametrize(
    ("error", "outcome", "steps", "by_checks"),
    [
        (None, DONE, (), False),
        (SourceUnavailable("Källan är nere."), HALTED, ("raw/scb_tab4434",), False),
        (GateClosed("Inget publiceras."), HALTED, ("raw/scb_tab4434",), True),
    ],
)
def test_how_a_run_ended_is_read_from_what_dagster_kept(instance, error, outcome, steps, by_checks):
    done = _flow(error).execute_in_process(instance=instance, raise_on_error=False)
    run = instance.get_run_by_id(done.run_id)
    ended = of_run(instance, run)
    assert (ended.job, ended.whole, ended.outcome, ended.steps, ended.by_checks) == (
        NIGHTLY,
        True,
        outcome,
        steps,
        by_checks,
    )
    assert ended.began <= ended.ended
    assert ended.shows == ((NIGHTLY, EDITION) if error is None else ())


def test_a_run_that_was_killed_stopped_nowhere_and_one_that_was_cancelled_did_not_stop(instance):
    killed = create_run_for_test(instance, job_name=NIGHTLY, status=dg.DagsterRunStatus.STARTED)
    instance.report_run_failed(killed, "Run worker failed")
    ended = of_run(instance, instance.get_run_by_id(killed.run_id))
    assert (ended.outcome, ended.steps, ended.by_checks) == (HALTED, (), False)
    cancelled = create_run_for_test(instance, job_name=NIGHTLY, status=dg.DagsterRunStatus.STARTED)
    instance.report_run_canceled(cancelled)
    assert of_run(instance, instance.get_run_by_id(cancelled.run_id)).outcome == CANCELLED


def test_the_end_of_a_run_writes_the_heartbeat_and_what_is_wrong(settings: Settings, instance):
    done = _flow(SourceUnavailable("Källan är nere.")).execute_in_process(instance=instance, raise_on_error=False)
    run = instance.get_run_by_id(done.run_id)
    (sensor,) = [s for s in ended_sensors(settings, [nightly_job(settings)]) if s.name == "efter_stannad_korning"]
    context = dg.build_run_status_sensor_context(sensor.name, done.all_events[-1], instance, run)
    sensor(context)
    home = Home(settings.home)
    beat = heartbeat.read(home)
    assert beat is not None
    assert (beat["hela_flodet"]["utfall"], beat["hela_flodet"]["stannade_vid"]) == (HALTED, ["raw/scb_tab4434"])
    assert list(memory.read(home).standing) == ["körning/nattlig/raw/scb_tab4434"]


def test_every_end_of_the_flow_and_of_the_inbox_is_followed_and_runs_by_itself():
    sensors = {sensor.name: sensor for sensor in build(load({})).sensors or ()}
    assert set(sensors) == {
        "inkorgen",
        "kallor_uppdaterade",
        "missad_natt",
        "efter_klar_korning",
        "efter_stannad_korning",
        "efter_avbruten_korning",
    }
    assert {sensor.default_status for sensor in sensors.values()} == {dg.DefaultSensorStatus.RUNNING}
    followed = {
        s._run_status.value: {job.name for job in s._monitored_jobs}
        for name, s in sensors.items()
        if name.startswith("efter_")
    }
    jobs = {NIGHTLY, EDITION, "las_in_formular"}
    assert followed == {"SUCCESS": jobs, "FAILURE": jobs, "CANCELED": jobs}
