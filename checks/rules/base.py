"""What a rule over several tables is made of: a judge, the tables that it is given, and what it answers.

A rule is declared at its judge. The judge gets a reader for each table that is listed and can open nothing else, so what is
listed is what its answer leans on: those tables are made before it runs, and their digests are recorded with its answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.contracts.words import FAILED, NOT_APPLICABLE, PASSED
from assets.methods.quoted import in_swedish
from assets.reference.bounds import AgreementBound, agreement_bounds
from checks.result import WARNING, CheckResult, CheckSpec, Severity, broke_off, rule_digest, unanswered
from checks.tables import Tables

SUM_TOLERANCE = 0.01

GROUPS_PERSONS = 20

WHOLE_TOLERANCE = 0.02

DECIMALS = 1e-6
"""How far a number may be from the same one computed again."""

HIDDEN_AT_MOST = 4
"""The largest count that the source protects."""

_SAMPLE = 5
_WORDS = {
    "=": "är",
    "!=": "inte är",
    "in": "är någon av",
    "not in": "inte är någon av",
    ">=": "är minst",
    "<=": "är högst",
}
"""How a filter is said to people."""
Frame = Any
"""A data frame. To its stubs a cell is anything that a cell can be, which no judge could compare."""
Where = tuple[str, str, object]
"""Column, comparison and value, as pyarrow has filters."""


class NothingFoundError(Exception):
    """A judge looked for rows that are not there; says which."""


class NotApplicableError(Exception):
    """A rule has nothing to say about the tables as they are, and the judge knows why."""


@dataclass(frozen=True)
class Judgement:
    """What a judge found.

    ``compared`` says how many comparisons were made, by what was compared, in the plural. Where nothing was, the rule has
    not been tried and the check is not green, whatever the judge thought of it. ``beyond`` are the faults that are beyond an
    outer bound, of a rule that has two.
    """

    faults: list[str]
    compared: Mapping[str, int]
    observed: str
    beyond: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.compared:
            raise ValueError("domen säger inte vad som jämfördes")


@dataclass(frozen=True)
class Found:
    """What is outside the inner bound, the farthest off first, and which of it is beyond the outer one."""

    faults: list[str]
    beyond: list[str]

    def __add__(self, other: Found) -> Found:
        """Both."""
        return Found(self.faults + other.faults, self.beyond + other.beyond)


@dataclass(frozen=True)
class Bounds:
    """The inner and the outer bound of what a rule measures: outside the inner one it warns, beyond the outer one it stops."""

    limits: AgreementBound

    def share(self, difference: Frame, whole: Frame) -> Frame:
        """A difference as a share of the whole, or of the least that differences are a share of."""
        return difference / whole.clip(lower=self.limits.least)

    def large(self, sizes: Frame) -> Frame:
        """Which cells are large enough to be measured."""
        return sizes >= self.limits.least

    def found(self, measured: Frame, say: Callable[[Any], str]) -> Found:
        """What is outside the bounds.

        Args:
            measured: a number for each cell; one that is missing is outside the inner bound, and nobody knows how far.
            say: index of a cell → the sentence that names it.
        """
        lowest, highest = self.limits.told
        off = measured[~measured.between(lowest, highest)]
        away = (off - highest).clip(lower=0) + (lowest - off).clip(lower=0)
        off = off[away.sort_values(ascending=False, kind="stable").index]
        far = off.notna() & ~off.between(*self.limits.held)
        sentences = [say(at) for at in off.index]
        return Found(sentences, [said for said, beyond in zip(sentences, far, strict=True) if beyond])

    def too_many(self, faults: list[str], of: int) -> list[str]:
        """All the faults when they are too large a share of what was compared; none of them is worse than another."""
        return faults if faults and not len(faults) <= self.limits.held[1] * of else []

    @property
    def expected(self) -> str:
        """Both bounds, for people."""
        (low, high), (lowest, highest) = (
            [in_swedish(number, self.limits.unit) for number in bound] for bound in (self.limits.told, self.limits.held)
        )
        told = f"högst {high}" if math.isinf(self.limits.told[0]) else f"{low} till {high}"
        under = "" if math.isinf(self.limits.held[0]) else f"under {lowest} eller "
        return f"{self.limits.what}: {told}, och inget publiceras {under}över {highest}"


SUMS_OF_PARTS = ["sum", "size", "count"]
"""What ``beyond_the_hidden`` is told of the parts of each whole, as pandas sums them up."""


def beyond_the_hidden(parts: Frame, whole: Frame) -> Frame:
    """How far wholes are from what their parts can be, when each that is protected is nobody up to the largest count that is.

    Args:
        parts: ``SUMS_OF_PARTS`` of each whole's parts.
        whole: the wholes, by the same index, in the unit of the sums.

    >>> import pandas as pd
    >>> parts = pd.DataFrame({"sum": [90.0, 90.0, 90.0], "size": 10, "count": [8, 10, 10]})
    >>> beyond_the_hidden(parts, pd.Series([97.0, 97.0, 80.0])).tolist()
    [0.0, 7.0, 10.0]
    """
    most = parts["sum"] + HIDDEN_AT_MOST * (parts["size"] - parts["count"])
    return (parts["sum"] - whole).clip(lower=0) + (whole - most).clip(lower=0)


def two_bounds(measure: str) -> Bounds:
    """The reviewed bounds of what is measured, by its row in assets/reference/granser_avstamning.csv."""
    return Bounds(agreement_bounds()[measure])


@dataclass(frozen=True)
class Rows:
    """A table that a judge was given: its only way to open it."""

    contract: TableContract
    path: Path

    def count(self) -> int:
        """How many rows there are."""
        return int(pq.read_metadata(self.path).num_rows)

    def read(
        self, *where: Where, columns: Sequence[str] = (), each: Mapping[str, Iterable[object]] | None = None
    ) -> Frame:
        """The chosen rows; numbers that may be missing are decimal, missing ones NaN.

        Args:
            where: what the rows must fulfil.
            columns: those wanted; all unless given.
            each: column → codes of which every one must have rows.

        Raises:
            NothingFoundError: no row is such, or a code has none.
        """
        table = pq.read_table(self.path, columns=list(columns) or None, filters=list(where) or None)
        self.insist(bool(len(table)), *(where if self.count() else ()))
        numbers = {
            c.name: "float64"
            for c in self.contract.columns
            if c.nullable
            and c.name in table.column_names
            and (pa.types.is_integer(c.type) or pa.types.is_floating(c.type))
        }
        frame = table.to_pandas().astype(numbers)
        for column, codes in (each or {}).items():
            present = set(frame[column].unique())
            for code in codes:
                self.insist(code in present, *where, (column, "=", code))
        return frame

    def insist(self, there: bool, *where: Where) -> None:
        """Insist on rows that were looked for.

        Raises:
            NothingFoundError: they are not there.
        """
        if not there:
            said = " och ".join(f"{column} {_WORDS[how]} {_said(value)}" for column, how, value in where)
            raise NothingFoundError(f"{self.contract.id} har inga rader{f' där {said}' if said else ''}")


def _said(value: object) -> str:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(value)
    codes = [str(code) for code in value]
    return ", ".join(codes) if len(codes) <= _SAMPLE else f"{', '.join(codes[:_SAMPLE])} … ({len(codes)} koder)"


Judge = Callable[..., Judgement]


@dataclass(frozen=True)
class Reconciliation:
    """A check over tables, run when the first of them is made."""

    spec: CheckSpec
    given: tuple[TableContract, ...]
    """What the judge is given, in this order; the first is the table that the check is of."""
    expected: str
    judge: Judge
    bounds: tuple[Bounds, ...] = ()

    def run(self, tables: Tables) -> CheckResult:
        """Judge the tables as they are.

        Returns:
            The result, with the digests of the tables that were given. A judge that compared nothing or did not find what it
            looked for has given no answer: "kunde inte köras", or "ej tillämplig" when a given table has no rows because a
            source that may be missing is. One that broke off is "kunde inte köras".
        """
        digests = {contract.id: tables.digest(contract.id) for contract in self.given}
        absent = [contract.id for contract in self.given if not digests[contract.id]]
        if absent:
            return unanswered(self.spec, self.expected, f"{' och '.join(absent)} är inte gjord", digests)
        try:
            found = self.judge(*(Rows(contract, tables.path(contract.id)) for contract in self.given))
        except NotApplicableError as reason:
            return CheckResult(self.spec, NOT_APPLICABLE, None, self.expected, str(reason), "", digests)
        except NothingFoundError as reason:
            return unanswered(self.spec, self.expected, str(reason), digests, self._without_rows(tables))
        except Exception as error:  # noqa: BLE001 - a judge that breaks off has given no answer, and the others go on
            return unanswered(self.spec, self.expected, broke_off(error), digests)
        nothing = [what for what, number in found.compared.items() if not number]
        if nothing and not found.faults:
            why = f"inga {' och inga '.join(nothing)} att jämföra"
            return unanswered(self.spec, self.expected, why, digests, self._without_rows(tables))
        farthest = set(found.beyond)
        shown = [*found.beyond, *(fault for fault in found.faults if fault not in farthest)]
        outcome, sample = FAILED if found.faults else PASSED, "; ".join(shown[:_SAMPLE])
        far = f"; {len(found.beyond)} utanför den yttre gränsen" if found.beyond else ""
        observed = found.observed + far
        return CheckResult(
            self.spec, outcome, len(found.faults), self.expected, observed, sample, digests, bool(found.beyond)
        )

    def _without_rows(self, tables: Tables) -> dict[str, str]:
        """Of the given tables that have no rows, why; nothing when all have."""
        bare = [contract for contract in self.given if contract.may_be_empty and not tables.has_rows(contract)]
        return {table: digest for contract in bare for table, digest in tables.why_empty(contract).items()}


def reconciliation(
    *given: TableContract,
    name: str,
    why: str,
    action: str,
    severity: Severity = WARNING,
    expected: str = "",
    rule: tuple[object, ...] = (),
    bounds: tuple[Bounds, ...] = (),
) -> Callable[[Judge], Reconciliation]:
    """Declare the function below as the judge of a check.

    Args:
        given: tables that the judge is given a reader of, one argument each; the check is of the first.
        name: unique within that table.
        why: what is tried and why, for people.
        action: what to do when it is red, for people.
        severity: what a red answer does, or one that is within the outer bound of a rule that has two.
        expected: what a right table gives, for people; of a rule with two bounds they say it.
        rule: everything beside the judge's code and the bounds that decides the answer, such as limits.
        bounds: of each thing that the judge measures.

    Returns:
        What makes a check of a judge.
    """

    def declare(judge: Judge) -> Reconciliation:
        digest = rule_digest(*rule, *bounds, *(contract.id for contract in given))
        spec = CheckSpec(given[0].id, name, why, severity, action, digest, two_bounds=bool(bounds))
        said = "; ".join([*filter(None, [expected]), *(bound.expected for bound in bounds)])
        return Reconciliation(spec, given, said, judge, bounds)

    return declare


def named(frame: Frame, wrong: Mapping[str, Frame], *columns: str) -> list[str]:
    """The wrong rows by some of their columns, each with what is wrong with it.

    Args:
        frame: what is judged.
        wrong: what is wrong → where it is, one flag per row.
        columns: that a row is known by.
    """
    return [
        f"{' '.join(map(str, row))}: {what}"
        for what, rows in wrong.items()
        for row in frame.loc[rows, list(columns)].itertuples(index=False)
    ]


def sexes_apart(frame: Frame, index: list[str], column: str) -> tuple[Frame, int]:
    """The rows of both sexes that are not women and men together, and how many were compared."""
    by_sex = frame.pivot(index=index, columns="kon", values=column).dropna()
    off = (by_sex["totalt"] - by_sex["kvinnor"] - by_sex["män"]).abs() > DECIMALS * by_sex["totalt"].abs().clip(lower=1)
    return by_sex[off], len(by_sex)


def apart(shown: Frame, again: Frame) -> Frame:
    """Where a number that is shown is not what it is made of, beyond what computing with decimals explains."""
    return shown.notna() & ~((shown - again).abs() <= DECIMALS)


def whole_years(months: Frame) -> list[int]:
    """The calendar years of which every month is among some, each as ÅÅÅÅ-MM."""
    counted = months.drop_duplicates().str[:4].astype("int64").value_counts()
    return sorted(counted.index[counted == 12].tolist())


CHECK_REFERENCE = "Kontrollera assets/reference."

FOLLOW_BACK = "Följ talet bakåt: kompetens doctor visar underlagen, assets/methods formeln."

LOOK_AT_SOURCE = "Öppna ögonblicksbilden i raw/ och jämför med källans sida."
