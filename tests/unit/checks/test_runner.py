"""All frames go through one context of Great Expectations: each is judged by its own rows, and nothing is kept of it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from checks.result import STOPPING, WARNING, Severity
from checks.rules.expectation import Expectation, Suite
from checks.runner import _any_frame, run_suite

SUITE = Suite(
    "t",
    (
        Expectation(
            "fem som mest", "ExpectColumnValuesToBeBetween", {"column": "a", "max_value": 5}, STOPPING, "v", "g"
        ),
        Expectation("störst fem", "ExpectColumnMaxToBeBetween", {"column": "a", "max_value": 5}, STOPPING, "v", "g"),
        Expectation("bara nya", "ExpectColumnValuesToBeUnique", {"column": "a"}, STOPPING, "v", "g", "ar == 2025"),
    ),
)


def frame(wrong: int, rows: int = 40) -> pd.DataFrame:
    """As many rows whatever is wrong: ``wrong`` of them are above five, and so large."""
    return pd.DataFrame({"a": [*[5 + wrong] * wrong, *[1] * (rows - wrong)], "ar": 2024})


def answers(given: pd.DataFrame) -> list[tuple[str, int | None, str]]:
    return [(r.outcome, r.failed_rows, r.observed) for r in run_suite(SUITE, given, "abc", ["ar"])]


def right(wrong: int) -> list[tuple[str, int | None, str]]:
    outcome = FAILED if wrong else PASSED
    largest = 5 + wrong if wrong else 1
    return [
        (outcome, wrong, f"{wrong} av 40 rader"),
        (outcome, None, str(largest)),
        (NOT_RUN, None, "inga rader där ar == 2025"),
    ]


@pytest.mark.parametrize("faults", [(0, 3), (3, 0), (1, 2, 1, 0, 2)], ids=str)
def test_frames_of_one_shape_are_judged_each_by_its_own_rows(faults: Sequence[int]):
    frames = [frame(wrong) for wrong in faults]
    assert [answers(given) for given in frames] == [right(wrong) for wrong in faults]
    assert [answers(given) for given in reversed(frames)] == [right(wrong) for wrong in reversed(faults)]


def test_a_rule_that_does_not_say_what_it_saw_says_whether_it_holds():
    among = rule("ExpectColumnDistinctValuesToContainSet", {"column": "ar", "value_set": [2024]})
    (held,) = run_suite(among, NO_NUMBER, "abc", ["ar"])
    assert (held.outcome, held.observed) == (PASSED, "uppfyllt")
    (lacks,) = run_suite(among, NO_NUMBER.assign(ar=2023), "abc", ["ar"])
    assert (lacks.outcome, lacks.observed) == (FAILED, "inte uppfyllt")


def test_a_frame_that_changed_is_judged_again():
    given = frame(0)
    assert answers(given) == right(0)
    given.loc[:1, "a"] = 7
    assert answers(given) == right(2)


def test_threads_do_not_judge_each_others_frames():
    faults = [0, 1, 2, 3] * 6
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda wrong: answers(frame(wrong)), faults)) == [right(wrong) for wrong in faults]


def test_nothing_is_kept_of_the_frames_but_the_last():
    def frames() -> int:
        gc.collect()
        return sum(isinstance(found, pd.DataFrame) for found in gc.get_objects())

    answers(frame(1))
    before = frames()
    for wrong in range(20):
        answers(frame(wrong))
    assert frames() == before
    table = _any_frame().data_asset
    assert [*table.datasource.data_context.data_sources.all()] == [table.datasource.name]
    assert [asset.name for asset in table.datasource.assets] == [table.name]
    assert len(table.batch_definitions) == 1


def rule(
    kind: str, arguments: dict[str, object], where: str = "", may_lack_rows: bool = False, severity: Severity = STOPPING
) -> Suite:
    return Suite("mart.t", (Expectation("prov", kind, arguments, severity, "v", "g", where, may_lack_rows),))


BETWEEN = "ExpectColumnValuesToBeBetween", {"column": "a", "min_value": 0}
NO_NUMBER = pd.DataFrame({"a": [float("nan")] * 3, "ar": 2024})


@pytest.mark.parametrize(
    ("kind", "arguments", "where", "observed"),
    [
        (*BETWEEN, "ar == 2025", "inga rader där ar == 2025"),
        ("ExpectColumnMaxToBeBetween", {"column": "a", "min_value": 0}, "ar == 2025", "inga rader där ar == 2025"),
        (*BETWEEN, "", "inga värden att pröva"),
        ("ExpectColumnValuesToBeInSet", {"column": "a", "value_set": [1]}, "ar == 2024", "inga värden att pröva"),
        ("ExpectColumnPairValuesAToBeGreaterThanB", {"column_A": "a", "column_B": "a", "or_equal": True}, "", "inga värden att pröva"),
    ],
)  # fmt: skip
def test_a_rule_that_found_no_row_is_green_only_when_it_is_about_exceptions_and_without_a_value_never(
    kind, arguments, where: str, observed: str
):
    suite, exceptions = rule(kind, arguments, where), rule(kind, arguments, where, may_lack_rows=True)
    (nothing,) = run_suite(suite, NO_NUMBER, "abc", ["ar"])
    assert (nothing.outcome, nothing.observed, nothing.stops) == (NOT_RUN, observed, True)
    (none,) = run_suite(exceptions, NO_NUMBER, "abc", ["ar"])
    if observed == "inga värden att pröva":
        assert (none.outcome, none.observed, none.failed_rows) == (NOT_APPLICABLE, observed, None)
    else:
        assert (none.outcome, none.observed, none.failed_rows) == (PASSED, "inga sådana rader", 0)
    if observed == "inga värden att pröva":
        (lacking,) = run_suite(exceptions, NO_NUMBER, "abc", ["ar"], {"staged.s": "def"})
        assert (lacking.outcome, lacking.observed) == (NOT_APPLICABLE, f"{observed}; underlag saknas till staged.s")
    (missing,) = run_suite(suite, NO_NUMBER, "abc", ["ar"], {"staged.s": "def"})
    assert (missing.outcome, missing.stops) == (NOT_APPLICABLE, False)
    assert missing.observed == f"{observed}; underlag saknas till staged.s"
    assert missing.digests == {"mart.t": "abc", "staged.s": "def"}


def test_a_rule_that_counts_rows_judges_none_as_a_number():
    counts = rule("ExpectTableRowCountToEqual", {"value": 3}, "ar == 2025", may_lack_rows=True)
    (result,) = run_suite(counts, NO_NUMBER, "abc", ["ar"])
    assert (result.outcome, result.observed) == (FAILED, "0")


def test_that_nothing_is_missing_is_an_answer_about_missing_values():
    every = rule("ExpectColumnValuesToBeNull", {"column": "a"})
    assert [r.outcome for r in run_suite(every, NO_NUMBER, "abc", ["ar"])] == [PASSED]
    none = rule("ExpectColumnValuesToNotBeNull", {"column": "a"})
    assert [r.outcome for r in run_suite(none, NO_NUMBER, "abc", ["ar"], {"staged.s": "def"})] == [FAILED]


@pytest.mark.parametrize("severity", [STOPPING, WARNING])
def test_rows_that_cannot_be_chosen_leave_the_other_rules_their_answers(severity: Severity):
    broken = Expectation("trasig", *BETWEEN, severity, "v", "g", where="finns_inte > 1")
    results = run_suite(Suite("t", (broken, *SUITE.expectations[:2])), frame(0), "abc", ["ar"])
    assert [(r.outcome, r.stops) for r in results] == [
        (NOT_RUN, severity == STOPPING),
        (PASSED, False),
        (PASSED, False),
    ]
    assert results[0].observed.startswith("avbröts av UndefinedVariableError i ")
