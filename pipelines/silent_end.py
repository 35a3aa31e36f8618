"""The end of a county's process that told nobody, because it was killed or could not begin."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
from dagster._core.storage.dagster_run import IN_PROGRESS_RUN_STATUSES

from assets.errors import HomeError
from assets.home import Home
from pipelines import heartbeat
from pipelines.alarms.after_run import after_run
from pipelines.ended import HALTED, START, Ended
from pipelines.errors import WRONG_USE
from pipelines.held_home import holder
from pipelines.jobs import NIGHTLY, of_home
from pipelines.say import Say
from pipelines.settings import Settings


def tell_for(county: Settings, code: int, began: datetime, instance: dg.DagsterInstance, say: Say) -> None:
    """Send the alarm, and give up the run in Dagster, that a county's process has not; nothing when it has told of itself.

    Else no alarm is sent, and to Dagster its run goes on for hours, during which the queue starts no other county.

    Args:
        county: whose process it was.
        code: what it ended with.
        began: when it was started.
        instance: that the run lies in.
        say: logs a line.
    """
    try:
        found = heartbeat.read(Home(county.home))
    except HomeError:
        found = None
    if found and datetime.fromisoformat(found[heartbeat.LAST]["borjade"]) >= began.replace(microsecond=0):
        return
    if not holder(county):
        left = dg.RunsFilter(
            job_name=NIGHTLY, tags=of_home(county), statuses=IN_PROGRESS_RUN_STATUSES, created_after=began
        )
        # What a code server runs is its own to follow.
        for run in (each for each in instance.get_runs(left) if each.remote_job_origin is None):
            instance.report_run_failed(run, "Avbröts: processen som den kördes i dog.")
    steps = (START,) if code == WRONG_USE else ()
    after_run(
        county, Ended(NIGHTLY, whole=True, outcome=HALTED, began=began, ended=datetime.now(UTC), steps=steps), say
    )
