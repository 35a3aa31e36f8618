"""What is done before a home's code server starts, where each is a process of its own."""

from __future__ import annotations

from dataclasses import replace

import dagster as dg
from dagster._core.storage.dagster_run import IN_PROGRESS_RUN_STATUSES

from assets.home import Home
from assets.reference.areas import counties
from pipelines.held_home import holder
from pipelines.instance import anchor
from pipelines.jobs import COUNTY_JOB, of_home
from pipelines.say import Say
from pipelines.settings import Settings, load


def let_go(settings: Settings, instance: dg.DagsterInstance, say: Say) -> None:
    """Tell Dagster that runs are over that the code server before this one took with it; else the queue waits hours for them.

    A home that is held has a run that is alive, from the command line or on another machine, and is left alone. So is one that is
    not here: it lies on another machine, and this is started on the wrong one.
    """
    _let_go(settings, None, instance, say)
    if settings.whole_country:
        for code in counties():
            _let_go(replace(settings, region=code), COUNTY_JOB, instance, say)


def _let_go(settings: Settings, job: str | None, instance: dg.DagsterInstance, say: Say) -> None:
    """Of one home; of one job alone where the home's other runs are another code server's."""
    home = Home(settings.home)
    if not home.raw.is_dir() or holder(settings):
        return
    left = dg.RunsFilter(job_name=job, tags=of_home(settings), statuses=IN_PROGRESS_RUN_STATUSES)
    for run in instance.get_runs(left):
        instance.report_run_failed(run, "Avbröts: kodservern som den kördes i slutade.")
        say(f"Körningen {run.run_id[:8]} ({run.job_name}) avbröts när kodservern slutade. Hemmet är fritt.")


if __name__ == "__main__":
    found = load()
    anchor(found)
    with dg.DagsterInstance.get() as dagster:
        let_go(found, dagster, print)
