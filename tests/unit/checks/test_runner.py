"""All frames go through one context of Great Expectations: each is judged by its own rows, and nothing is kept of it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from checks.result import FAILED, PASSED, STOPPING
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
        (PASSED, 0, "0 av 0 rader"),
    ]


@pytest.mark.parametrize("faults", [(0, 3), (3, 0), (1, 2, 1, 0, 2)], ids=str)
def test_frames_of_one_shape_are_judged_each_by_its_own_rows(faults: Sequence[int]):
    frames = [frame(wrong) for wrong in faults]
    assert [answers(given) for given in frames] == [right(wrong) for wrong in faults]
    assert [answers(given) for given in reversed(frames)] == [right(wrong) for wrong in reversed(faults)]


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
