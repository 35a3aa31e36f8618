from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from assets.home import Home
from pipelines.code_server import let_go
from pipelines.dagster_queue import HOME_TAG
from pipelines.jobs import COUNTY_JOB, NIGHTLY, of_home
from pipelines.settings import Settings, load

Status = dg.DagsterRunStatus


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")


@pytest.mark.parametrize("status", [Status.STARTING, Status.STARTED, Status.CANCELING])
def test_what_a_code_server_took_with_it_is_over_and_nothing_else(settings: Settings, status: dg.DagsterRunStatus):
    said: list[str] = []
    Home(settings.home).create()
    with dg.DagsterInstance.ephemeral() as instance:
        lost = create_run_for_test(instance, NIGHTLY, tags=of_home(settings), status=status)
        others = create_run_for_test(instance, NIGHTLY, tags={HOME_TAG: "exempel-12"}, status=status)
        waiting = create_run_for_test(instance, NIGHTLY, tags=of_home(settings), status=Status.NOT_STARTED)
        let_go(settings, instance, said.append)
        left = {run.run_id: run.status for run in instance.get_runs()}
        # A second time there is nothing to let go of.
        let_go(settings, instance, said.append)
    assert left == {lost.run_id: Status.FAILURE, others.run_id: status, waiting.run_id: Status.NOT_STARTED}
    assert said == [f"Körningen {lost.run_id[:8]} (nattlig) avbröts när kodservern slutade. Hemmet är fritt."]


def test_the_countrys_server_lets_go_of_the_counties_that_it_ran_itself(tmp_path: Path):
    more = {"KOMPETENS_SOURCE": "example-nation", "KOMPETENS_REGION": "riket", "KOMPETENS_HOME": str(tmp_path)}
    country, said = load(more, tmp_path / "no.env"), []
    counties = {code: replace(country, region=code) for code in ("12", "13", "14")}
    for found in (country, *counties.values()):
        Home(found.home).create()
    with dg.DagsterInstance.ephemeral() as instance, Home(counties["13"].home).locked("prov"):
        lost, held, _ = (
            create_run_for_test(instance, job, tags=of_home(counties[code]), status=Status.STARTED)
            for job, code in ((COUNTY_JOB, "12"), (COUNTY_JOB, "13"), (NIGHTLY, "14"))
        )
        let_go(country, instance, said.append)
        left = {run.run_id for run in instance.get_runs() if run.status == Status.STARTED}
    assert said == [f"Körningen {lost.run_id[:8]} (lan) avbröts när kodservern slutade. Hemmet är fritt."]
    assert (len(left), held.run_id in left) == (2, True)


def test_a_home_that_is_held_has_a_run_that_is_alive(settings: Settings):
    with dg.DagsterInstance.ephemeral() as instance, Home(settings.home).locked("prov"):
        alive = create_run_for_test(instance, NIGHTLY, tags=of_home(settings), status=Status.STARTED)
        let_go(settings, instance, print)
        run = instance.get_run_by_id(alive.run_id)
        assert run is not None
        assert run.status == Status.STARTED


def test_on_a_machine_that_the_home_does_not_lie_on_nothing_is_let_go_of(settings: Settings):
    with dg.DagsterInstance.ephemeral() as instance:
        elsewhere = create_run_for_test(instance, NIGHTLY, tags=of_home(settings), status=Status.STARTED)
        let_go(settings, instance, print)
        run = instance.get_run_by_id(elsewhere.run_id)
        assert run is not None
        assert run.status == Status.STARTED
