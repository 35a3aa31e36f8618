"""Every rule of every subject."""

from __future__ import annotations

from checks.rules import (
    ads,
    assessment,
    barometer,
    commuting,
    edition,
    education,
    employees,
    mismatch,
    places,
    population,
    sector,
    unemployed,
)
from checks.rules.base import Reconciliation
from checks.rules.expectation import Suite

RECONCILIATIONS: tuple[Reconciliation, ...] = (
    *employees.RECONCILIATIONS,
    *ads.RECONCILIATIONS,
    *unemployed.RECONCILIATIONS,
    *education.RECONCILIATIONS,
    *sector.RECONCILIATIONS,
    *commuting.RECONCILIATIONS,
    *barometer.RECONCILIATIONS,
    *mismatch.RECONCILIATIONS,
    *assessment.RECONCILIATIONS,
)
SUBJECTS = (
    places,
    employees,
    ads,
    unemployed,
    education,
    population,
    sector,
    commuting,
    barometer,
    mismatch,
    assessment,
    edition,
)
SUITES: dict[str, Suite] = {suite.table: suite for subject in SUBJECTS for suite in subject.SUITES}
"""Table id → suite, for the tables that have one."""


def suite_of(table: str) -> Suite:
    """The suite of a table; a table without one is judged by its contract alone."""
    return SUITES.get(table, Suite(table, ()))
