"""Schedules: when jobs run by themselves."""

from __future__ import annotations

import dagster as dg

from pipelines.jobs import NIGHTLY_JOB

NIGHTLY_SCHEDULE = dg.ScheduleDefinition(
    name="nattlig_0415",
    job=NIGHTLY_JOB,
    cron_schedule="15 4 * * *",
    execution_timezone="Europe/Stockholm",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Varje natt 04:15 svensk tid, utanför timmen då klockan ställs om.",
)
