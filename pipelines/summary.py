"""What came of a run as one sentence, last in its log: the steps of a run in one process, and then that line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster._core.events import DagsterEvent, DagsterEventType, EngineEventData
from dagster._core.execution.retries import RetryMode
from dagster._core.executor.in_process import InProcessExecutor

from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.errors import NotStored
from pipelines.ended import not_stored, root
from reports.report_assets import PUBLICATION
from reports.texts import tally


class Summary:
    """What has happened in a run, told event by event."""

    def __init__(self) -> None:
        """Begin with a run in which nothing has happened."""
        self._done, self._failed, self._outcomes = 0, list[str](), list[str]()
        self._published: dict[str, Any] | None = None

    def add(self, event: DagsterEvent) -> None:
        """Count a step that is done or has failed, a check, or the publication; other events say nothing."""
        if event.is_step_success:
            self._done += 1
        elif event.is_step_failure:
            self._failed.append(str(event.step_key).replace("__", "/"))
        elif event.event_type == DagsterEventType.ASSET_CHECK_EVALUATION:
            self._outcomes.append(event.asset_check_evaluation_data.description or "")
        elif event.is_step_materialization and event.asset_key == PUBLICATION:
            self._published = dict(event.step_materialization_data.materialization.metadata)

    def sentence(self) -> str:
        """How the run went, the checks, and where what it made lies."""
        steps = "1 steg" if self._done == 1 else f"{self._done} steg"
        said = [
            f"Stannade vid {', '.join(self._failed)}. {steps} hann bli klara." if self._failed else f"Klart: {steps}."
        ]
        if self._outcomes:
            said.append(f"Kontroller: {tally([self._outcome(text) for text in self._outcomes], 'gröna')}.")
        said.append(self._of_publication())
        return " ".join(said)

    def _of_publication(self) -> str:
        if self._published is None:
            return "Inget publicerades. Det som var publicerat är kvar."
        same = self._published["oförändrad"].value == "ja"
        return f"{'Oförändrat' if same else 'Publicerat'}: {self._published['mapp'].value}."

    @staticmethod
    def _outcome(description: str) -> str:
        return next((word for word in (PASSED, NOT_APPLICABLE) if description.startswith(f"{word}:")), description)


class _SummedUp(InProcessExecutor):
    def execute(self, plan_context: Any, execution_plan: Any) -> Iterator[DagsterEvent]:
        """Execute the steps, say what came of them, and fail the run when its home did not get up into the object store.

        Raises:
            NotStored: Dagster itself logs that a resource could not be let go of, and calls the run a success.
        """
        seen, failed = Summary(), ""
        for event in super().execute(plan_context, execution_plan):
            seen.add(event)
            if error := not_stored(event):
                failed = root(error).message.strip().split(": ", 1)[1]
            yield event
        yield DagsterEvent.engine_event(plan_context, seen.sentence(), EngineEventData())
        if failed:
            yield DagsterEvent.engine_event(plan_context, f"Varför det stannade: {failed}", EngineEventData())
            raise NotStored(failed)


@dg.executor(name="in_process")  # type: ignore[untyped-decorator]
def summed_up(_: dg.InitExecutorContext) -> InProcessExecutor:
    """All steps in one process, and a Swedish line that sums them up."""
    return _SummedUp(RetryMode.ENABLED)
