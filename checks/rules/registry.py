"""Every rule of every subject."""

from __future__ import annotations

from checks.rules import (
    ads,
    analysis_plausibility,
    assessment,
    barometer,
    barometer_plausibility,
    commuting,
    edition,
    education,
    employees,
    mismatch,
    places,
    scb_staged,
    sector,
    unemployed,
    unemployed_groups,
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
SUITES: dict[str, Suite] = {
    suite.table: suite
    for module in (
        scb_staged,
        unemployed_groups,
        barometer_plausibility,
        analysis_plausibility,
        places,
        employees,
        ads,
        unemployed,
        education,
        sector,
        commuting,
        mismatch,
        assessment,
        edition,
    )
    for suite in module.SUITES
}
"""Table id → suite, for the tables that have one."""


def suite_of(table: str) -> Suite:
    """The suite of a table; a table without one is judged by its contract alone."""
    return SUITES.get(table, Suite(table, ()))
