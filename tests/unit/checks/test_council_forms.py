"""What a council has written is held against the tables word for word, and as many times as it was written."""

from __future__ import annotations

import pandas as pd
import pytest

from checks.rules.council_forms import the_same


@pytest.mark.parametrize(
    ("shown", "given", "faults"),
    [
        ("ab", "ba", []),
        ("aab", "aba", []),
        ("aab", "ab", ["ska inte stå här: ('a',)"]),
        ("aab", "abb", ["ska inte stå här: ('a',)", "saknas: ('b',)"]),
        ("", "a", ["saknas: ('a',)"]),
    ],
)
def test_the_same_rows_are_the_same_as_many_times(shown: str, given: str, faults: list[str]):
    found = the_same(pd.DataFrame({"ord": list(shown)}), pd.DataFrame({"ord": list(given)}), "rader")
    assert (found.faults, found.compared) == (faults, {"rader": len(given)})
