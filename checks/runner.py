"""Running a suite with Great Expectations. The only place that imports it, inside the function that needs it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from assets.contracts.words import FAILED, NOT_APPLICABLE, PASSED
from checks.result import CheckResult, CheckSpec, broke_off, unanswered
from checks.rules.expectation import Expectation, Suite
from checks.rules.vocabulary import ROW_COUNTS

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


def run_suite(
    suite: Suite,
    frame: pd.DataFrame,
    sha256: str,
    key: Sequence[str],
    missing: Mapping[str, str] = MappingProxyType({}),
) -> list[CheckResult]:
    """Judge a frame.

    Args:
        suite: the expectations.
        frame: the table, or of a suite that counts its groups and their ``antal``.
        sha256: digest of the table, carried into the results.
        key: columns that say which row it is, for the samples; of a suite that counts, its groups say it.
        missing: staged tables that this one comes out of and whose source is missing, with their digests.

    Returns:
        One result per expectation, matched by the expectation's own id. An expectation that could not run, or that
        gave no result, is "kunde inte köras". So is one that found no row or no value to judge, unless a source is missing:
        then it is "ej tillämplig". One that ``may_lack_rows`` is right when no row is of its kind, and "ej tillämplig"
        when there are such rows and none of them has a value.
    """
    named, digests = list(suite.count_by or key), {suite.table: sha256}
    rules = [_Rule(e, s, digests, missing) for e, s in zip(suite.expectations, suite.specs(), strict=True)]
    results = []
    for where in dict.fromkeys(e.where for e in suite.expectations):
        chosen = [rule for rule in rules if rule.expectation.where == where]
        try:
            rows = frame.query(where) if where else frame
            tried = [rule.expectation for rule in chosen if len(rows) or rule.counts_rows]
            answers = _validate(tried, rows, named) if tried else {}
        except Exception as error:  # noqa: BLE001 - the rules of other rows still have their answers to give
            results += [rule.not_run(broke_off(error)) for rule in chosen]
            continue
        for rule in chosen:
            if len(rows) or rule.counts_rows:
                results.append(rule.answered(answers.get(rule.expectation.name), named))
            else:
                results.append(rule.no_row(f"inga rader{f' där {where}' if where else ''}"))
    return results


@dataclass(frozen=True)
class _Rule:
    """An expectation on its way to a result."""

    expectation: Expectation
    spec: CheckSpec
    digests: Mapping[str, str]
    missing: Mapping[str, str]

    @property
    def counts_rows(self) -> bool:
        """Whether it is about how many rows there are, so that none is a number like any other."""
        return self.expectation.may_lack_rows and self.expectation.kind in ROW_COUNTS

    @property
    def expected(self) -> str:
        """What the rows should be, for people."""
        return "; ".join(
            f"{_WORDS[name]} {value}" for name, value in self.expectation.arguments.items() if name in _WORDS
        )

    def not_run(self, why: str) -> CheckResult:
        """It could not be run."""
        return unanswered(self.spec, self.expected, why, self.digests)

    def no_row(self, why: str) -> CheckResult:
        """No row is of the kind that it is about: the answer to a rule about exceptions."""
        if self.expectation.may_lack_rows:
            return CheckResult(self.spec, PASSED, 0, self.expected, "inga sådana rader", "", self.digests)
        return unanswered(self.spec, self.expected, why, self.digests, self.missing)

    def no_value(self) -> CheckResult:
        """There were rows, and none had a value: where that may be, each row says why, and here is nothing to judge."""
        found = unanswered(self.spec, self.expected, "inga värden att pröva", self.digests, self.missing)
        return replace(found, outcome=NOT_APPLICABLE) if self.expectation.may_lack_rows else found

    def answered(self, answer: dict[str, Any] | None, key: list[str]) -> CheckResult:
        """What Great Expectations answered, with the key of the rows that it points out."""
        if answer is None:
            return self.not_run("kontrollen gav inget svar")
        if raised := _raised(answer.get("exception_info") or {}):
            return self.not_run(raised)
        details = answer.get("result") or {}
        rows, looked_at = details.get("unexpected_count"), details.get("element_count")
        # It counts what it passes over, and is content when that is everything.
        if answer["success"] and looked_at is not None and looked_at == details.get("missing_count"):
            return self.no_value()
        sample = "; ".join(_row(row, key) for row in (details.get("partial_unexpected_index_list") or [])[:_SAMPLE])
        outcome = PASSED if answer["success"] else FAILED
        if rows is not None:
            observed = f"{rows} av {looked_at} rader"
        else:
            # Some kinds answer whether, and not what they saw.
            seen = details.get("observed_value")
            observed = ("uppfyllt" if outcome == PASSED else "inte uppfyllt") if seen is None else str(seen)
        return CheckResult(self.spec, outcome, rows, self.expected, observed, sample, self.digests)


def _validate(expectations: list[Expectation], frame: pd.DataFrame, key: list[str]) -> dict[str, dict[str, Any]]:
    """Expectation name → Great Expectations' answer as plain JSON, with the key of the rows that it points out."""
    import great_expectations as gx
    from great_expectations import expectations as kinds
    from great_expectations.validator.v1_validator import Validator

    suite = gx.ExpectationSuite(
        name="kontroller",
        expectations=[getattr(kinds, e.kind)(**e.arguments, meta={_ID: e.name}) for e in expectations],
    )
    wanted = {"result_format": "SUMMARY", "partial_unexpected_count": _SAMPLE, "unexpected_index_column_names": key}
    with _TURN:
        # A batch of one's own would be read once to be had and once more to be judged.
        judge = Validator(_any_frame(), wanted, {"dataframe": frame.reset_index(drop=True)})
        answer = judge.validate_expectation_suite(suite).to_json_dict()
    return {r["expectation_config"]["meta"][_ID]: r for r in answer["results"]}


@cache
def _any_frame() -> Any:
    """What hands every frame to Great Expectations, made once: each part that is registered saves all settings again."""
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    table = context.data_sources.add_pandas("ram").add_dataframe_asset("tabell")
    return table.add_batch_definition_whole_dataframe("alla")


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
