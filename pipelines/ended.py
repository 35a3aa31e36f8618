"""How a run ended, whoever started it: from the command line's own events, or from what Dagster has kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.errors import NotStored
from assets.raw.national import LAYER, STATE
from checks.gate import GateClosed
from pipelines.errors import spoken_errors
from pipelines.jobs import EDITION, NATION_JOB, NIGHTLY, WHOLE_FLOWS
from reports.report_assets import PUBLICATION

DONE, HALTED, CANCELLED = "klar", "stannade", "avbruten"
CHECK_FAILED, INTERRUPTION = "DagsterAssetCheckFailedError", "DagsterExecutionInterruptedError"
START, STORE = "start", "objektlager"
"""What a run is said to have stopped at that failed before its first step, or whose home did not get up after its last."""


@dataclass(frozen=True)
class Ended:
    """A run that is over.

    ``whole``: it was the whole flow, and not some assets of it. ``steps`` are those that it stopped at, and ``by_checks`` whether it
    was red checks, or the gate, at every one of them.
    """

    job: str
    whole: bool
    outcome: str
    began: datetime
    ended: datetime
    steps: tuple[str, ...] = ()
    by_checks: bool = False

    @property
    def shows(self) -> tuple[str, ...]:
        """The jobs of which it shows that they come to their end."""
        if self.outcome != DONE or (self.job in WHOLE_FLOWS and not self.whole):
            return ()
        return (NIGHTLY, EDITION) if self.job in (NIGHTLY, EDITION) else (self.job,)


def failures(events: Iterable[dg.DagsterEvent]) -> list[tuple[str, Any]]:
    """Which steps failed, by the name that the terminal shows, and why; of a run that failed before its first step, that.

    When a step has failed, Dagster says its error once more of the whole run. A home that did not get up comes last.
    """
    events = list(events)
    steps = [
        (str(event.step_key).replace("__", "/"), event.step_failure_data.error)
        for event in events
        if event.is_step_failure
    ]
    steps += [(STORE, error) for error in map(not_stored, events) if error]
    if steps:
        return steps
    # Of a run that was killed there is no more than that it failed.
    said = [event.job_failure_data for event in events if event.event_type == dg.DagsterEventType.PIPELINE_FAILURE]
    return [(START, data.error) for data in said if data and data.error]


def not_stored(event: dg.DagsterEvent) -> Any:
    """Why the home did not get up into the object store, when an event says that it did not; else None."""
    error = event.engine_event_data.error if event.is_engine_event else None
    return error if error and root(error).cls_name == NotStored.__name__ else None


def chain(error: Any) -> Iterator[Any]:
    """An error and what it came from, from the outside in."""
    while error is not None:
        yield error
        error = error.cause


def root(error: Any) -> Any:
    """What is told of an error: the outermost that is a sentence for people, else what it came from in the end.

    What such a sentence was raised from, as a file that is no JSON, is for whoever mends the program.
    """
    found, known = error, spoken_errors()
    for found in chain(error):
        if found.cls_name in known:
            break
    return found


def interrupted(found: Iterable[tuple[str, Any]]) -> bool:
    """Whether somebody called the run off, with Ctrl-C or by ending its process: Dagster takes that for a step's failure."""
    return any(each.cls_name == INTERRUPTION for _, error in found for each in chain(error))


def only_checks(found: Iterable[tuple[str, Any]]) -> bool:
    """Whether every failure, of at least one, was a red check or the gate."""
    names = [root(error).cls_name for _, error in found]
    return bool(names) and set(names) <= {CHECK_FAILED, GateClosed.__name__}


def is_whole(run: dg.DagsterRun) -> bool:
    """Whether a run is of the whole flow: without a choice, or where what comes last was chosen with what comes first."""
    chosen = run.asset_selection
    if run.job_name not in WHOLE_FLOWS:
        return False
    if not chosen:
        return not run.asset_check_selection
    last, first = (STATE, LAYER) if run.job_name == NATION_JOB else (PUBLICATION, "raw")
    return last in chosen and any(key.path[0] == first for key in chosen - {last})


def of_run(instance: dg.DagsterInstance, run: dg.DagsterRun) -> Ended:
    """How a run ended that Dagster has kept."""
    record = instance.get_run_record_by_id(run.run_id)
    assert record is not None  # whoever asks has just been told of it
    kinds = {getattr(dg.DagsterEventType, kind) for kind in ("STEP_FAILURE", "PIPELINE_FAILURE", "ENGINE_EVENT")}
    events = [entry.dagster_event for entry in instance.all_logs(run.run_id, of_type=kinds) if entry.dagster_event]
    found = failures(events)
    outcome = {dg.DagsterRunStatus.SUCCESS: DONE, dg.DagsterRunStatus.CANCELED: CANCELLED}.get(run.status, HALTED)
    return Ended(
        run.job_name,
        is_whole(run),
        outcome,
        _moment(record.start_time, record.create_timestamp),
        _moment(record.end_time, record.update_timestamp),
        tuple(step for step, _ in found),
        only_checks(found),
    )


def _moment(seconds: float | None, otherwise: datetime) -> datetime:
    if seconds is not None:
        return datetime.fromtimestamp(seconds, UTC)
    return otherwise if otherwise.tzinfo else otherwise.replace(tzinfo=UTC)
