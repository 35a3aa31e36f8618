"""Plausibility as data: per table, expectations with severity, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from importlib.metadata import version
from typing import Any

from assets.reference import plausible_bounds
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
    """Whether no such row is an answer: all is well, or rows are what is counted. Else it has compared nothing."""

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
        library = version("great-expectations")
        return [
            CheckSpec(self.table, e.name, e.why, e.severity, e.action, rule_digest(e, self.count_by, library))
            for e in self.expectations
        ]


def in_swedish(value: float, unit: str = "") -> str:
    """A number as a text for people quotes it.

    >>> [in_swedish(n) for n in (0.5, 100, 5000, 400_000, 1_000_000, 6_500_000, -40)]
    ['0,5', '100', '5 000', '400 000', '1 miljon', '6,5 miljoner', '−40']
    >>> in_swedish(2020, "år"), in_swedish(1 - 0.95, "andel"), in_swedish(0.001, "andel")
    ('2020', '5 procent', '0,1 procent')
    """
    if unit == "år":
        return str(value)
    if unit == "andel":
        return f"{in_swedish(round(100 * value, 6))} procent"
    if value == 1_000_000:
        return "1 miljon"
    if value > 1_000_000 and value % 100_000 == 0:
        return f"{in_swedish(value / 1_000_000)} miljoner"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.-", " ,−"))
