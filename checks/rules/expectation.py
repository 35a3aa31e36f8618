"""Plausibility as data: per table, expectations with severity, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from checks.result import CheckSpec, Severity, rule_digest


@dataclass(frozen=True)
class Expectation:
    """One Great Expectations expectation.

    ``kind`` is the class name in ``great_expectations.expectations``, ``arguments`` its keyword arguments.
    """

    name: str
    kind: str
    arguments: dict[str, Any]
    severity: Severity
    why: str
    action: str
    where: str = ""
    """Rows it applies to, in pandas' query language; empty is all."""


@dataclass(frozen=True)
class Suite:
    """The expectations of one table; with ``count_by`` they judge the counts per group (column ``antal``)."""

    table: str
    expectations: tuple[Expectation, ...]
    count_by: tuple[str, ...] = field(default=())

    def specs(self) -> list[CheckSpec]:
        """Every expectation as a check; a new version of Great Expectations makes a new rule."""
        library = version("great-expectations")
        return [
            CheckSpec(self.table, e.name, e.why, e.severity, e.action, rule_digest(e, self.count_by, library))
            for e in self.expectations
        ]
