"""Rules of the ads, the open ones, and the skills that they name."""

from __future__ import annotations

from checks.rules.ads.agreement import RECONCILIATIONS
from checks.rules.ads.plausibility import SUITES

__all__ = ["RECONCILIATIONS", "SUITES"]
