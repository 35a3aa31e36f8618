"""Every rule of every subject."""

from __future__ import annotations

from checks.rules import (
    assessment,
    barometer,
    change,
    commuting,
    council_goals,
    council_work,
    councils,
    county_sums,
    edition,
    education,
    education_planning,
    education_withheld,
    follow_up,
    long_term,
    long_term_counties,
    long_term_difference,
    long_term_levels,
    long_term_outcomes,
    long_term_supply,
    long_term_trial,
    mismatch,
    municipality_occupations,
    nation,
    open_now,
    places,
    population,
    sector,
    track_record,
    trial,
)
from checks.rules.ads import agreement as ads
from checks.rules.ads import levels as ads_levels
from checks.rules.ads import plausibility as ads_plausibility
from checks.rules.base import Reconciliation
from checks.rules.employees import ages as employees_ages
from checks.rules.employees import agreement as employees
from checks.rules.employees import plausibility as employees_plausibility
from checks.rules.employees import sexes as employees_sexes
from checks.rules.expectation import Suite
from checks.rules.unemployed import agreement as unemployed
from checks.rules.unemployed import plausibility as unemployed_plausibility
from checks.rules.unemployed import shares as unemployed_shares

RECONCILIATIONS: tuple[Reconciliation, ...] = tuple(
    rule
    for subject in (
        places,
        employees,
        employees_ages,
        employees_sexes,
        county_sums,
        ads,
        ads_levels,
        unemployed,
        unemployed_shares,
        education,
        education_withheld,
        education_planning,
        sector,
        commuting,
        barometer,
        mismatch,
        municipality_occupations,
        nation,
        open_now,
        change,
        assessment,
        councils,
        track_record,
        council_work,
        council_goals,
        trial,
        long_term_supply,
        long_term_levels,
        long_term_trial,
        long_term,
        long_term_counties,
        long_term_difference,
        long_term_outcomes,
        follow_up,
    )
    for rule in vars(subject).values()
    if isinstance(rule, Reconciliation)
)
"""Those that the subjects declare, in the order in which they stand there."""
SUBJECTS = (
    places,
    employees_plausibility,
    ads_plausibility,
    unemployed_plausibility,
    education,
    education_planning,
    population,
    sector,
    commuting,
    barometer,
    mismatch,
    municipality_occupations,
    nation,
    open_now,
    change,
    assessment,
    councils,
    track_record,
    council_work,
    council_goals,
    trial,
    long_term_supply,
    long_term_levels,
    long_term_trial,
    long_term,
    long_term_counties,
    long_term_difference,
    long_term_outcomes,
    follow_up,
    edition,
)
SUITES: dict[str, Suite] = {suite.table: suite for subject in SUBJECTS for suite in subject.SUITES}
"""Table id → suite, for the tables that have one."""


def suite_of(table: str) -> Suite:
    """The suite of a table; a table without one is judged by its contract alone."""
    return SUITES.get(table, Suite(table, ()))
