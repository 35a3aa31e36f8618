"""Plausibility as data: per table, expectations with severity, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from importlib.metadata import version
from typing import Any

from assets.methods.quoted import in_swedish
from assets.reference.plausibility import plausible_bounds
from checks.result import CheckSpec, Severity, rule_digest


class Reviewed(StrEnum):
    """A number that people review instead of the code: which column of assets/reference/rimlighet.csv it stands in.

    The row is the one of the rule's table and name.
    """

    LOWEST = "lagst"
    HIGHEST = "hogst"
    SHARE = "andel"


@dataclass(frozen=True)
class Expectation:
    """One Great Expectations expectation.

    ``kind`` is the class name in ``great_expectations.expectations``, ``arguments`` its keyword arguments. Where one of
    them is reviewed, ``why`` quotes it as ``{lagst}``, ``{hogst}`` or ``{andel}``, or the share that is left as ``{resten}``.
    """

    name: str
    kind: str
    arguments: dict[str, Any]
    severity: Severity
    why: str
    action: str
    where: str = ""
    """Rows it applies to, in pandas' query language; empty is all."""
    may_lack_rows: bool = False
    """Whether no such row is an answer: all is well, or rows are what is counted. Else it has compared nothing.

    Where it is true, rows that all lack the value have nothing to judge, and that is no fault either."""

    def of(self, table: str) -> Expectation:
        """The rule with the numbers that are reviewed for a table, in its arguments and in its text.

        Raises:
            ValueError: assets/reference/rimlighet.csv lacks one of them.
        """
        asked = {argument: number for argument, number in self.arguments.items() if isinstance(number, Reviewed)}
        if not asked:
            return self
        row = plausible_bounds().get((table, self.name))
        if row is None or not set(asked.values()) <= set(row.numbers):
            raise ValueError(
                f"assets/reference/rimlighet.csv saknar {' och '.join(asked.values())} för kontrollen {self.name} av {table}. "
                "Skriv talet på en rad med tabellens och kontrollens namn."
            )
        said = {name: in_swedish(value, row.unit) for name, value in row.numbers.items()}
        if Reviewed.SHARE in row.numbers:
            share = row.numbers[Reviewed.SHARE]
            said |= {"andel": in_swedish(share, "andel"), "resten": in_swedish(1 - share, "andel")}
        numbers = {argument: row.numbers[number] for argument, number in asked.items()}
        return replace(self, arguments={**self.arguments, **numbers}, why=self.why.format(**said))


@dataclass(frozen=True)
class Suite:
    """The rules of one table; with ``count_by`` they judge the counts per group (column ``antal``)."""

    table: str
    rules: tuple[Expectation, ...]
    count_by: tuple[str, ...] = field(default=())

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """The rules with this table's numbers, which are read when they are first asked for."""
        return tuple(rule.of(self.table) for rule in self.rules)

    def specs(self) -> list[CheckSpec]:
        """Every expectation as a check; a new version of Great Expectations makes a new rule."""
        library = _library()
        return [
            CheckSpec(self.table, e.name, e.why, e.severity, e.action, rule_digest(e, self.count_by, library))
            for e in self.expectations
        ]


@cache
def _library() -> str:
    """The version of Great Expectations, which takes a file to read."""
    return version("great-expectations")
