"""What a check is, and what it answers."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, Outcome

Severity = Literal["stoppande", "varning"]
STOPPING: Severity = "stoppande"
WARNING: Severity = "varning"


@dataclass(frozen=True)
class CheckSpec:
    """A check before it is run: what it tests and why, how grave it is, what to do when it is red.

    ``rule`` is a digest of everything that decides the answer; a result of another rule is no result. ``two_bounds`` says that
    one that warns stops all the same when it is beyond its outer bound.
    """

    table: str
    name: str
    description: str
    severity: Severity
    action: str
    rule: str
    two_bounds: bool = False

    @property
    def may_stop(self) -> bool:
        """Whether some answer of it stops publication."""
        return self.severity == STOPPING or self.two_bounds


def rule_digest(*parts: object) -> str:
    """A short digest of what decides a check's answer."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class CheckResult:
    """A check's answer about exact versions of the tables that it leaned on."""

    spec: CheckSpec
    outcome: Outcome
    failed_rows: int | None
    expected: str
    observed: str
    sample: str
    digests: Mapping[str, str]
    """Table id → SHA-256 of every table that the answer leans on, the check's own among them; empty for one that was
    not there."""
    beyond: bool = False
    """Whether something is beyond the outer bound of a check that has two."""

    @property
    def severity(self) -> Severity:
        """What this answer does: of a check with two bounds it depends on how far off the tables are."""
        return STOPPING if self.beyond else self.spec.severity

    @property
    def stops(self) -> bool:
        """Whether this result stops publication: a stopping check is red, or could not be run."""
        return self.outcome in (FAILED, NOT_RUN) and self.severity == STOPPING


def unanswered(
    spec: CheckSpec,
    expected: str,
    why: str,
    digests: Mapping[str, str],
    missing: Mapping[str, str] = MappingProxyType({}),
) -> CheckResult:
    """The result of a check that had nothing to judge: never green.

    Args:
        spec: the check.
        expected: what it would have looked for.
        why: what was looked for and not found.
        digests: of the tables that it was given.
        missing: tables without rows because a source is missing, with their digests; if any, they are the reason.
    """
    if not missing:
        return CheckResult(spec, NOT_RUN, None, expected, why, "", digests)
    said = f"{why}; underlag saknas till {' och '.join(missing)}"
    return CheckResult(spec, NOT_APPLICABLE, None, expected, said, "", {**digests, **missing})


def broke_off(error: Exception) -> str:
    """Why a check could not be run to its end, and where in the code, as a phrase."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"avbröts av {type(error).__name__} i {Path(place.filename).name}, rad {place.lineno}: {error}"
