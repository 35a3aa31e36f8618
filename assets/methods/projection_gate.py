"""What a projection must have shown in the trial before it is published, and what is published when it has not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assets.methods import employment_shares as shares
from assets.methods.backtest import (
    AGAINST_BASE,
    BASE,
    BIAS,
    CONSTANT,
    COUNTY,
    COVERAGE,
    DELREGION_SIZE,
    DELREGIONS,
    EVERYTHING,
    FAMILIES,
    FASTER,
    FASTER_WEIGHTED,
    METHODS,
    NAIVE,
    NATIONWIDE,
    NATIONWIDE_SIZE,
    ORIGIN,
    PROFILE,
    RELATIVE,
    SIZE,
    SPEARMAN,
    TESTED_HORIZONS,
    Measured,
    as_published,
    coverage,
    measure,
    outcomes,
)
from assets.methods.employment_shares import Panel
from assets.methods.quoted import in_swedish

PUBLISHED_HORIZONS: Mapping[int, int] = {2: 2, 5: 5, 10: 8}
"""Years ahead that are published → years ahead whose trial they rest on: ten years can not be tried, eight from one year only."""
MOST_RELATIVE: Mapping[int, float] = {1: 1.00, 2: 1.00, 3: 0.97, 4: 0.97, 5: 0.95, 8: 1.00}
"""Years ahead → largest relative error over everything; its upper limit must be below 1 as well."""
MOST_RELATIVE_OWN_COUNTY = 0.95
MOST_RELATIVE_SIZE, MOST_UPPER_SIZE = 1.00, 1.02
MOST_RELATIVE_ORIGIN, MOST_RELATIVE_ORIGIN_ONE_YEAR = 1.00, 1.05
LEAST_FASTER, LEAST_FASTER_WEIGHTED = 0.57, 0.60
LEAST_SPEARMAN = 0.20
MOST_BIAS = 0.005
COVERAGE_CLASS, COVERAGE_OWN_COUNTY = (0.75, 0.90), (0.73, 0.90)
MOST_AGAINST_BASE = 1.00
FULL_GATE_HORIZON = 5
"""Years ahead at which the own county, the size classes and the directions are judged too."""
BASE_HORIZONS = (3, 5)
"""Years ahead at which the first method must not lose to the second, else the second is published at every horizon."""


@dataclass(frozen=True)
class Requirement:
    """Bounds of a measure; ``below`` bounds the upper limit of its interval strictly, ``upper`` not strictly."""

    least: float = -np.inf
    most: float = np.inf
    below: float = np.inf
    upper: float = np.inf
    of_class: bool = False
    """A size class that fails is not shown; the method stands for the others."""

    @property
    def said(self) -> str:
        """In readers' words.

        >>> Requirement(most=0.95, below=1.0).said, Requirement(0.75, 0.9).said
        ('högst 0,95, övre gräns under 1', 'minst 0,75, högst 0,9')
        """
        bounds = {
            "minst": self.least,
            "högst": self.most,
            "övre gräns under": self.below,
            "övre gräns högst": self.upper,
        }
        return ", ".join(f"{word} {in_swedish(bound)}" for word, bound in bounds.items() if np.isfinite(bound))

    def holds(self, row: Measured) -> bool:
        """Whether a measure is within the bounds; what could not be measured is not."""
        if not self.least <= row.value <= self.most:
            return False
        return (np.isinf(self.below) or row.upper < self.below) and (np.isinf(self.upper) or row.upper <= self.upper)


def requirement(row: Measured, own_county: str) -> Requirement | None:
    """What a measure must be; nothing when it is only told.

    Args:
        row: a measure of a method that may be published.
        own_county: the county that the edition is about.
    """
    full, everything = row.horizon == FULL_GATE_HORIZON, row.scope == EVERYTHING
    own = row.scope == COUNTY and row.group == own_county
    if row.measure == RELATIVE:
        if everything:
            return Requirement(most=MOST_RELATIVE[row.horizon], below=1.0)
        if row.scope == ORIGIN:
            return Requirement(most=MOST_RELATIVE_ORIGIN_ONE_YEAR if row.horizon == 1 else MOST_RELATIVE_ORIGIN)
        if row.scope == SIZE and full:
            return Requirement(most=MOST_RELATIVE_SIZE, upper=MOST_UPPER_SIZE)
        return Requirement(most=MOST_RELATIVE_OWN_COUNTY) if own and full else None
    if row.measure == COVERAGE:
        if row.scope == SIZE:
            return Requirement(*COVERAGE_CLASS, of_class=True)
        return Requirement(*COVERAGE_OWN_COUNTY) if own else None
    if row.measure == BIAS:
        return Requirement(-MOST_BIAS, MOST_BIAS)
    if row.measure == AGAINST_BASE:
        return Requirement(most=MOST_AGAINST_BASE) if row.horizon in BASE_HORIZONS else None
    least = {FASTER: LEAST_FASTER, FASTER_WEIGHTED: LEAST_FASTER_WEIGHTED, SPEARMAN: LEAST_SPEARMAN}.get(row.measure)
    return Requirement(least) if least is not None and full else None


def requirement_elsewhere(row: Measured) -> Requirement | None:
    """What a measure of the nation or of the delregioner must be before the counties' method is published there too.

    Returns:
        Nothing when the measure is only told.
    """
    if row.scope in (NATIONWIDE, DELREGIONS) and row.measure == RELATIVE:
        return Requirement(below=1.0)
    if row.measure != COVERAGE or row.scope not in (NATIONWIDE_SIZE, DELREGION_SIZE):
        return None
    least, most = COVERAGE_CLASS
    # The delregioner borrow the counties' limits: too narrow is a fault there, too wide is caution, and both are told.
    return Requirement(least, most if row.scope == NATIONWIDE_SIZE else np.inf, of_class=True)


def published_elsewhere(rows: Sequence[Measured], of_counties: str) -> str:
    """What the nation or the delregioner have: the counties' method when it is surely better there too, else constant shares.

    Args:
        rows: of one number of years ahead, in the nation or in the delregioner.
        of_counties: the method that the counties have.
    """
    for row in rows:
        asked = requirement_elsewhere(row) if (row.method, row.measure) == (of_counties, RELATIVE) else None
        if asked is not None and asked.holds(row):
            return of_counties
    return CONSTANT


@dataclass(frozen=True)
class PublishedMethod:
    """What one level publishes that many years ahead."""

    method: str
    failed: tuple[tuple[str, Measured], ...]
    """Each method above it on the ladder, with the first measure that it failed."""


@dataclass(frozen=True)
class Backtest:
    """Everything measured on one level."""

    ladder: tuple[str, ...]
    """Methods that may be published, the best first."""
    rows: tuple[Measured, ...]

    def published(self, horizon: int, own_county: str) -> PublishedMethod:
        """The first method of the ladder that holds what is required of it, at a number of years ahead that was tried."""
        tried = {row.method for row in self.rows if row.horizon == horizon}
        failed: list[tuple[str, Measured]] = []
        for name in self.ladder[:-1]:
            fault = self._fault(name, horizon, own_county)
            if fault is None and name in tried:
                return PublishedMethod(name, tuple(failed))
            if fault is not None:
                failed.append((name, fault))
        return PublishedMethod(self.ladder[-1], tuple(failed))

    def _fault(self, name: str, horizon: int, own_county: str) -> Measured | None:
        """The first measure that a method fails: of the horizon itself, or against the second method.

        What is further ahead than the full gate must have passed that too.
        """
        judged = {horizon, min(horizon, FULL_GATE_HORIZON)}
        for row in self.rows:
            asked = requirement(row, own_county) if row.method == name else None
            here = row.horizon in judged or row.measure == AGAINST_BASE
            if asked is not None and here and not asked.of_class and not asked.holds(row):
                return row
        return None


def backtest(panel: Panel, above: Mapping[int, str] | None = None) -> Backtest:
    """Try every method on every year that has come.

    Args:
        panel: all counties, the newest year last.
        above: on four digits, years ahead → what three digits publish: each method is tried as it would be published, summing to
            that. What errors are divided by are constant shares as they are.

    Returns:
        No rows for a number of years ahead that no register has reached.
    """
    best = PROFILE if shares.profile_holds(panel) else FAMILIES
    ladder = (best, BASE, CONSTANT)
    rows: list[Measured] = []
    for horizon in TESTED_HORIZONS:
        methods = as_published(ladder, (above or {}).get(horizon))
        found = outcomes(panel, horizon, methods | {name: METHODS[name] for name in (CONSTANT, *NAIVE)})
        if found is None:
            continue
        rows += measure(found)
        for name, method in methods.items():
            rows += coverage(panel, name, method, horizon)
    return Backtest(ladder, tuple(rows))
