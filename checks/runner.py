"""Running a suite with Great Expectations. The only place that imports it, inside the function that needs it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd

from checks.result import FAILED, NOT_RUN, PASSED, CheckResult, CheckSpec
from checks.rules.expectation import Expectation, Suite

_ID = "kontroll"
_SAMPLE = 5
_WORDS = {
    "column": "kolumnen",
    "column_A": "kolumnen",
    "column_B": "minst",
    "min_value": "lägst",
    "max_value": "högst",
    "mostly": "minst andel",
    "regex": "mönstret",
    "value_set": "värdena",
    "value": "precis",
}
"""How an expectation's arguments are said to people."""
_TURN = threading.Lock()
"""One frame at a time: to Great Expectations they are all the same batch, and the last one given is the one it judges."""


def run_suite(suite: Suite, frame: pd.DataFrame, sha256: str, key: Sequence[str]) -> list[CheckResult]:
    """Judge a frame.

    Args:
        suite: the expectations.
        frame: the table, or of a suite that counts its groups and their ``antal``.
        sha256: digest of the table, carried into the results.
        key: columns that say which row it is, for the samples; of a suite that counts, its groups say it.

    Returns:
        One result per expectation, matched by the expectation's own id. An expectation that could not run, that
        gave no result, or that has no rows to look at though it must, is "kunde inte köras".
    """
    named = list(suite.count_by or key)
    results = []
    for where in dict.fromkeys(e.where for e in suite.expectations):
        rows = frame.query(where) if where else frame
        chosen = [e for e in suite.expectations if e.where == where and (len(rows) or e.may_lack_rows)]
        answers = _validate(chosen, rows, named) if chosen else {}
        silence = "kontrollen gav inget svar" if len(rows) else f"inga rader att pröva ({where or 'tabellen är tom'})"
        for expectation, spec in zip(suite.expectations, suite.specs(), strict=True):
            if expectation.where == where:
                results.append(_result(expectation, spec, answers.get(expectation.name), silence, named, sha256))
    return results


def _validate(expectations: list[Expectation], frame: pd.DataFrame, key: list[str]) -> dict[str, dict[str, Any]]:
    """Expectation name → Great Expectations' answer as plain JSON, with the key of the rows that it points out."""
    import great_expectations as gx
    from great_expectations import expectations as kinds

    suite = gx.ExpectationSuite(
        name="kontroller",
        expectations=[getattr(kinds, e.kind)(**e.arguments, meta={_ID: e.name}) for e in expectations],
    )
    wanted = {"result_format": "SUMMARY", "partial_unexpected_count": _SAMPLE, "unexpected_index_column_names": key}
    with _TURN:
        batch = _any_frame().get_batch({"dataframe": frame.reset_index(drop=True)})
        answer = batch.validate(suite, result_format=wanted).to_json_dict()
    return {r["expectation_config"]["meta"][_ID]: r for r in answer["results"]}


@cache
def _any_frame() -> Any:
    """What hands every frame to Great Expectations, made once: each part that is registered saves all settings again."""
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    table = context.data_sources.add_pandas("ram").add_dataframe_asset("tabell")
    return table.add_batch_definition_whole_dataframe("alla")


def _result(
    expectation: Expectation,
    spec: CheckSpec,
    answer: dict[str, Any] | None,
    silence: str,
    key: list[str],
    sha256: str,
) -> CheckResult:
    expected = "; ".join(f"{_WORDS[key]} {value}" for key, value in expectation.arguments.items() if key in _WORDS)
    if answer is None:
        return CheckResult(spec, NOT_RUN, None, expected, silence, "", sha256)
    raised = _raised(answer.get("exception_info") or {})
    if raised:
        return CheckResult(spec, NOT_RUN, None, expected, raised, "", sha256)
    details = answer.get("result") or {}
    rows = details.get("unexpected_count")
    sample = "; ".join(_row(row, key) for row in (details.get("partial_unexpected_index_list") or [])[:_SAMPLE])
    outcome = PASSED if answer["success"] else FAILED
    if rows is not None:
        observed = f"{rows} av {details.get('element_count')} rader"
    else:
        observed = str(details.get("observed_value", "uppfyllt" if outcome == PASSED else "inte uppfyllt"))
    return CheckResult(spec, outcome, rows, expected, observed, sample, sha256)


def _row(row: dict[str, Any], key: list[str]) -> str:
    """Which row, and the value that was wrong in it."""
    return ", ".join(f"{name} {_said(row[name])}" for name in [*key, *(name for name in row if name not in key)])


def _said(value: Any) -> str:
    if value is None:
        return "tomt"
    # pandas has made floats of whole numbers in a column with missing values.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _raised(info: dict[str, Any]) -> str:
    """The message when the expectation raised, in either of the two shapes that the library uses."""
    blocks = [info] if "raised_exception" in info else [b for b in info.values() if isinstance(b, dict)]
    return "; ".join(str(b.get("exception_message")) for b in blocks if b.get("raised_exception"))
