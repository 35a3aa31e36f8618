"""Rules of the registered unemployed and of who they are."""

from __future__ import annotations

from checks.rules.unemployed.agreement import RECONCILIATIONS
from checks.rules.unemployed.plausibility import SUITES

__all__ = ["RECONCILIATIONS", "SUITES"]
