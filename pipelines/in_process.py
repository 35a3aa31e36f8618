"""A job run in this process, as the command line does: executed, and why it did not reach its end, a sentence for each step."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.home import Home
from pipelines.ended import (
    CANCELLED,
    CHECK_FAILED,
    DONE,
    HALTED,
    STORE,
    Ended,
    chain,
    failures,
    interrupted,
    only_checks,
    root,
)
from pipelines.errors import (
    INTERNAL,
    INTERRUPTED,
    NOT_FRESH,
    NOT_STORED,
    STOPPED,
    disk_full,
    disk_is_full,
    spoken_errors,
)
from pipelines.held_home import holder
from pipelines.say import Say
from pipelines.settings import Settings
from sources.errors import SourceError

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Dagster's own lines are left to its log: what the terminal is told is said by us."""

NOTHING_PUBLISHED = "Inget publicerades. Det som var publicerat är kvar."
"""What stands when a county's run did not reach its end."""


@dataclass(frozen=True)
class Executed:
    """A run that is over: what Dagster has of it, and how it ended."""

    result: dg.ExecuteInProcessResult
    ended: Ended

    @property
    def done(self) -> bool:
        """Whether it reached its end, and its home got up into the object store where there is one."""
        return self.ended.outcome == DONE


def execute_job(
    settings: Settings,
    job: dg.JobDefinition,
    say: Say,
    config: Mapping[str, Any] = QUIET,
    chosen: Sequence[dg.AssetKey] | None = None,
    *,
    debug: bool = False,
) -> Executed:
    """Run a job in the settings' home.

    Args:
        settings: of the home.
        job: what is run.
        say: told whom it waits for.
        config: of the run.
        chosen: assets of the job that are run; all when None.
        debug: whether an error is raised where it happens.
    """
    Home(settings.home).create()
    somebody = holder(settings)
    if somebody:
        say(f"Väntar på en annan körning: {somebody}.")
    # What has been loaded stays until the end. A walk through it for every 700 new objects would find nothing and take
    # one second in twenty.
    gc.freeze()
    gc.set_threshold(50_000)
    began = datetime.now(UTC)
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            run_config=dict(config), instance=instance, asset_selection=chosen, raise_on_error=debug
        )
        found = failures(result.all_events)
        done = result.success and not found
        if result.success and not done:
            # Its home did not get up, which Dagster itself does not take for a failure.
            instance.report_run_failed(result.dagster_run)
    steps = tuple(step for step, _ in found)
    outcome = DONE if done else CANCELLED if interrupted(found) else HALTED
    return Executed(
        result, Ended(job.name, chosen is None, outcome, began, datetime.now(UTC), steps, only_checks(found))
    )


def say_failure(result: dg.ExecuteInProcessResult, home: Home, say: Say, *, require_fresh: bool, kept: str) -> int:
    """Say what went wrong.

    Args:
        result: of the run.
        home: of the run.
        say: prints a line.
        require_fresh: whether a source that could not be read is what the user asked to be told of by the exit code.
        kept: what stands nevertheless; said last, unless what was made only did not get up into the object store.

    Returns:
        The exit code.
    """
    known = spoken_errors()
    code, full = STOPPED, False
    found = failures(result.all_events)
    if interrupted(found):
        say(f"Avbruten. {kept} Nästa körning fortsätter från det som hämtats.")
        return INTERRUPTED
    for step, failed in found:
        error = root(failed)
        # A sentence that was raised from it names what could not be written, and not that there is no room.
        if any(disk_is_full(each.message) for each in chain(failed)):
            full = True
            continue
        name = error.cls_name or ""
        if name == CHECK_FAILED:
            continue
        if name not in known:
            say(f"Internt fel i {step}: {error.message.strip()} Kör igen med --debug.")
            code = INTERNAL
            continue
        say(error.message.strip().split(": ", 1)[1])
        if step == STORE and code == STOPPED and len(found) == 1:
            code = NOT_STORED
        if require_fresh and issubclass(known[name], SourceError) and code == STOPPED:
            code = NOT_FRESH
    if full:
        say(disk_full(home.root))
    if code != NOT_STORED:
        say(kept)
    return code
