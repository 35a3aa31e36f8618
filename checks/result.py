"""What a check is, and what it answers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

Severity = Literal["stoppande", "varning"]
Outcome = Literal["godkänd", "inte godkänd", "kunde inte köras"]
STOPPING: Severity = "stoppande"
WARNING: Severity = "varning"
PASSED: Outcome = "godkänd"
FAILED: Outcome = "inte godkänd"
NOT_RUN: Outcome = "kunde inte köras"


@dataclass(frozen=True)
class CheckSpec:
    """A check before it is run: what it tests and why, how grave it is, what to do when it is red.

    ``rule`` is a digest of everything that decides the answer; a result of another rule is no result.
    """

    table: str
    name: str
    description: str
    severity: Severity
    action: str
    rule: str


def rule_digest(*parts: object) -> str:
    """A short digest of what decides a check's answer."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class CheckResult:
    """A check's answer about one exact version of a table."""

    spec: CheckSpec
    outcome: Outcome
    failed_rows: int | None
    expected: str
    observed: str
    sample: str
    table_sha256: str

    @property
    def stops(self) -> bool:
        """Whether this result stops publication; a check that could not run always does."""
        return self.outcome == NOT_RUN or (self.outcome == FAILED and self.spec.severity == STOPPING)
