"""The queue of runs where several homes share a Dagster. Named in the dagster.yaml that is written for PostgreSQL."""

from __future__ import annotations

import dagster as dg
from dagster._core.run_coordinator.base import SubmitRunContext
from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES
from dagster._core.storage.tags import PARTITION_NAME_TAG

from pipelines.settings import WHOLE_COUNTRY

HOME_TAG = "kompetens/hem"
"""The tag whose value is the home that a run writes in; runs that share a value take turns."""


class HomeQueue(dg.QueuedRunCoordinator):  # type: ignore[type-arg]
    """Dagster's own queue; what is put in it is known by its home, and says in its log whom it waits for.

    Jobs carry the tag themselves. What a person starts from an asset's page belongs to no job, so it is given the tag of
    the jobs that its code server has. A partition is a county, and is run in that county's home.
    """

    def submit_run(self, context: SubmitRunContext) -> dg.DagsterRun:
        """Put a run in the queue."""
        run = context.dagster_run
        home = run.tags.get(HOME_TAG) or self._home(context)
        if HOME_TAG not in run.tags:
            self._instance.add_run_tags(run.run_id, {HOME_TAG: home})
        queued = super().submit_run(context)
        same = dg.RunsFilter(tags={HOME_TAG: home}, statuses=NOT_FINISHED_STATUSES)
        before = [each for each in self._instance.get_runs(same) if each.run_id != run.run_id]
        if before:
            names = ", ".join(f"{each.job_name} ({each.run_id[:8]})" for each in reversed(before))
            self._instance.report_engine_event(
                f"Väntar i kön: hemmet {home} tar en körning i taget, och före den här är {names}.", queued
            )
        return queued

    @staticmethod
    def _home(context: SubmitRunContext) -> str:
        origin = context.dagster_run.remote_job_origin
        if origin is None:
            raise ValueError("A run that is queued comes from a code server.")
        location = context.workspace.get_code_location(origin.repository_origin.code_location_origin.location_name)
        repository = location.get_repository(origin.repository_origin.repository_name)
        home = next(job.tags[HOME_TAG] for job in repository.get_all_jobs() if HOME_TAG in job.tags)
        county = context.dagster_run.tags.get(PARTITION_NAME_TAG)
        return f"{home.removesuffix(WHOLE_COUNTRY)}{county}" if county else home
