"""What the rules of every subject are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from checks.result import FAILED, PASSED, CheckResult, CheckSpec

Tables = Callable[[str], Path]

SUM_TOLERANCE = 0.01

GROUPS_TOLERANCE, GROUPS_PERSONS = 0.02, 20

WHOLE_TOLERANCE = 0.02

HIDDEN_AT_MOST = 4
"""The largest count that the source protects."""


@dataclass(frozen=True)
class Reconciliation:
    """A check over several tables, run when the table it is named for is made.

    ``judge`` returns faults as sentences, what was observed, and is given the path of every table.
    """

    spec: CheckSpec
    expected: str
    judge: Callable[[Tables], tuple[list[str], str]]
    reads: tuple[str, ...] = ()
    """Tables that must be made before it is run, beside its own and what that is made of."""

    def run(self, tables: Tables, sha256: str) -> CheckResult:
        """Judge the tables as they are; one that is beside its own may not be made when only some are."""
        absent = [f"{name} är inte gjord" for name in self.reads if not tables(name).is_file()]
        faults, observed = nothing(*absent) if absent else self.judge(tables)
        outcome = FAILED if faults else PASSED
        return CheckResult(self.spec, outcome, len(faults), self.expected, observed, "; ".join(faults[:5]), sha256)


def rows(tables: Tables, table: str, *wanted: tuple[str, str, object]) -> pd.DataFrame:
    """The chosen rows of a table; none when its source is missing."""
    frame: pd.DataFrame = pq.read_table(tables(table), filters=list(wanted) or None).to_pandas()
    return frame.assign(varde=frame["varde"].astype("float64"))


def nothing(*absent: str) -> tuple[list[str], str]:
    """The judgement when there is nothing to compare with."""
    return [], f"inget att jämföra med: {' och '.join(absent)}"


def empty(**frames: pd.DataFrame) -> list[str]:
    """Which of the staged tables have no such rows, as phrases."""
    return [f"staged.{name} har inga sådana rader" for name, frame in frames.items() if frame.empty]


CHECK_REFERENCE = "Kontrollera assets/reference."

FOLLOW_BACK = "Följ talet bakåt: kompetens doctor visar underlagen, assets/methods formeln."

LOOK_AT_SOURCE = "Öppna ögonblicksbilden i raw/ och jämför med källans sida."
