"""How well projections of employees have hit: the years that have come, projected with what was known, and what that allows.

Every year with at least two yearly steps behind it is projected from, once per number of years ahead whose register has come.
Errors are in shares of the county's employees, in persons at the total of the year projected from. Occupations of one SSYK2 group
share their trend, so whole groups are drawn when an interval is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from assets.methods import employment_shares as shares
from assets.methods.arrays import Array, Flags
from assets.methods.employment_shares import LEAST_STEPS, Method, Panel
from assets.methods.projection_intervals import (
    CHANGE_CLASSES,
    CHANGE_LIMITS,
    CLASS_LIMITS,
    LEAST_EMPLOYEES,
    SIZE_CLASSES,
    known_pairs,
    quantiles,
    size_class,
)
from assets.methods.quoted import in_swedish
from assets.methods.trial import INTERVAL, Draws, group_draws

PROFILE, FAMILIES, BASE, CONSTANT, NUMBER, NATION, OWN = METHOD_NAMES = (
    "familj och storlän",
    "familj och egen nivå",
    "familjetrend",
    "oförändrad andel",
    "oförändrat antal",
    "rikets trend",
    "egen trend",
)
METHODS: Mapping[str, Method] = {
    PROFILE: shares.families_and_profile,
    FAMILIES: shares.families_without_profile,
    BASE: shares.damped_families,
    CONSTANT: shares.constant_share,
    NUMBER: shares.constant_number,
    NATION: shares.national_trend,
    OWN: shares.own_trend,
}
NAIVE = (NUMBER, NATION, OWN)
"""Methods that only stand beside: nothing of them is published."""
TESTED_HORIZONS = (1, 2, 3, 4, 5, 8)
PUBLISHED_HORIZONS: Mapping[int, int] = {2: 2, 5: 5, 10: 8}
"""Years ahead that are published → years ahead whose trial they rest on: ten years can not be tried, eight from one year only."""
PUBLISHED_AFTER_YEARS, PUBLISHED_MONTH = 2, 3
LEAST_CELL = 5
"""Employees at the origin from which a cell's error counts."""
MOST_LOG_ERROR = 2.0
SEED = 20140101

(
    RELATIVE,
    AGAINST_BASE,
    LOG_RELATIVE,
    BETTER,
    FASTER,
    FASTER_WEIGHTED,
    SPEARMAN,
    BIAS,
    COVERAGE,
    DIRECTION,
    DIRECTION_WEIGHTED,
) = MEASURES = (
    "relativt fel",
    "relativt fel mot familjetrend",
    "relativt logaritmiskt fel",
    "andel yrken med mindre fel",
    "snabbare än snittet",
    "snabbare än snittet, vägt",
    "rangkorrelation",
    "snedhet",
    "täckning",
    "rätt riktning",
    "rätt riktning, vägt",
)
EVERYTHING, COUNTY, ORIGIN, SIZE, CHANGE = SCOPES = (
    "alla",
    "län",
    "år framskrivet från",
    "storlek",
    "framskriven förändring",
)
TRIAL_CLASSES = (f"{LEAST_CELL}–{CLASS_LIMITS[0] - 1}", *SIZE_CLASSES)


def published(year: int) -> str:
    """The month when a year's register is published, as YYYY-MM: one year ahead is then a year that is already over.

    >>> published(2024)
    '2026-03'
    """
    return f"{year + PUBLISHED_AFTER_YEARS}-{PUBLISHED_MONTH:02}"


@dataclass(frozen=True)
class Outcomes:
    """What was projected and what came, for one number of years ahead: years projected from × occupations × counties."""

    panel: Panel
    horizon: int
    origins: tuple[int, ...]
    size: Array
    """Employees at the origin."""
    totals: Array
    """The county's employees at the origin, origins × counties."""
    now: Array
    """Shares at the origin."""
    actual: Array
    """Shares when the year came."""
    projected: Mapping[str, Array]
    """Method → shares."""

    def error(self, method: str) -> Array:
        """Persons at the origin's total, with sign."""
        return np.asarray((self.projected[method] - self.actual) * self.totals[:, None, :])


def outcomes(panel: Panel, horizon: int, methods: Mapping[str, Method]) -> Outcomes | None:
    """Every year that can be projected from, and is followed so many years later; nothing when there is none."""
    origins = tuple(range(panel.first_year + LEAST_STEPS, panel.last_year - horizon + 1))
    if not origins:
        return None
    past, future = [panel.until(year) for year in origins], [panel.until(year + horizon) for year in origins]
    return Outcomes(
        panel,
        horizon,
        origins,
        np.array([known.now for known in past]),
        np.array([known.totals[:, -1] for known in past]),
        np.array([known.now / known.totals[:, -1] for known in past]),
        np.array([known.now / known.totals[:, -1] for known in future]),
        {name: np.array([np.exp(method(known, horizon)) for known in past]) for name, method in methods.items()},
    )


@dataclass(frozen=True)
class Measured:
    """One measure of one method, for all cells or some of them."""

    horizon: int
    method: str
    measure: str
    scope: str
    group: str
    value: float
    lower: float
    upper: float
    cells: int
    origins: int


@dataclass(frozen=True)
class _Sampled:
    """Sums per occupation, whose SSYK2 groups can be drawn."""

    groups: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    draws: Draws

    @classmethod
    def of(cls, codes: Sequence[str]) -> _Sampled:
        names, groups = np.unique([code[:2] for code in codes], return_inverse=True)
        return cls(groups, group_draws(len(names), np.random.default_rng(SEED)))

    def ratio(self, above: Array, below: Array) -> tuple[float, float, float]:
        """Σ above / Σ below over the occupations, and its interval over samples of groups; NaN over nothing."""
        sums = [np.bincount(self.groups, part, minlength=self.draws.shape[1]) for part in (above, below)]
        with np.errstate(invalid="ignore", divide="ignore"):
            drawn = (self.draws @ sums[0]) / (self.draws @ sums[1])
            value = float(above.sum() / below.sum())
        known = drawn[np.isfinite(drawn)]
        if not len(known) or not np.isfinite(value):
            return float("nan"), float("nan"), float("nan")
        tail = (1 - INTERVAL) / 2
        lower, upper = np.quantile(known, [tail, 1 - tail])
        return value, float(lower), float(upper)


def measure(found: Outcomes) -> list[Measured]:
    """Every measure of every method but the naive one that errors are divided by, for all cells and by county, origin and size."""
    sampled = _Sampled.of(found.panel.codes)
    rows: list[Measured] = []
    naive = np.abs(found.error(CONSTANT))
    counted = found.size >= LEAST_CELL
    for method in found.projected:
        own = np.abs(found.error(method))
        made = partial(_row, found, method)
        if method != CONSTANT:
            for scope, group, inside in _scopes(found) if method not in NAIVE else _everything(found):
                cells = counted & inside
                if cells.any():
                    rows.append(made(RELATIVE, scope, group, *sampled.ratio(_by(own, cells), _by(naive, cells)), cells))
            sums = _by(own, counted), _by(naive, counted)
            better = float((sums[0] < sums[1]).sum() / max((sums[1] > 0).sum(), 1))
            rows.append(made(BETTER, EVERYTHING, EVERYTHING, better, np.nan, np.nan, counted))
            logs, naive_logs, large = (*_logs(found, method), found.size >= LEAST_EMPLOYEES)
            ratio = sampled.ratio(_by(logs, large), _by(naive_logs, large))
            rows.append(made(LOG_RELATIVE, EVERYTHING, EVERYTHING, *ratio, large))
        if method not in (CONSTANT, BASE) and BASE in found.projected:
            ratio = sampled.ratio(_by(own, counted), _by(np.abs(found.error(BASE)), counted))
            rows.append(made(AGAINST_BASE, EVERYTHING, EVERYTHING, *ratio, counted))
        if method not in (CONSTANT, NUMBER):
            rows += _directions(found, method, sampled)
        if method != CONSTANT:
            rows.append(_bias(found, method))
    return rows


def _everything(found: Outcomes) -> Iterable[tuple[str, str, Flags]]:
    yield EVERYTHING, EVERYTHING, np.ones(found.size.shape, np.bool_)


def _scopes(found: Outcomes) -> Iterable[tuple[str, str, Flags]]:
    shape = found.size.shape
    yield from _everything(found)
    for at, county in enumerate(found.panel.counties):
        yield COUNTY, county, np.broadcast_to(np.arange(shape[2]) == at, shape)
    for at, origin in enumerate(found.origins):
        yield ORIGIN, str(origin), np.broadcast_to((np.arange(shape[0]) == at)[:, None, None], shape)
    place = np.digitize(found.size, (LEAST_CELL, *CLASS_LIMITS)) - 1
    for at, name in enumerate(TRIAL_CLASSES):
        yield SIZE, name, place == at


def _by(values: Array, cells: Flags) -> Array:
    """Sums per occupation of the cells that count."""
    return np.asarray(np.where(cells, values, 0.0).sum(axis=(0, 2)))


def _row(
    found: Outcomes,
    method: str,
    measure: str,
    scope: str,
    group: str,
    value: float,
    lower: float,
    upper: float,
    cells: Flags,
) -> Measured:
    origins = int(cells.any(axis=(1, 2)).sum())
    return Measured(found.horizon, method, measure, scope, group, value, lower, upper, int(cells.sum()), origins)


def _logs(found: Outcomes, method: str) -> tuple[Array, Array]:
    """Absolute log errors of a method and of constant shares; an error beyond 2 counts as 2."""
    actual = np.log(np.maximum(found.actual, shares.FLOOR / found.totals[:, None, :]))
    both = (np.abs(np.log(found.projected[name]) - actual) for name in (method, CONSTANT))
    own, naive = (np.minimum(error, MOST_LOG_ERROR) for error in both)
    return own, naive


def _directions(found: Outcomes, method: str, sampled: _Sampled) -> list[Measured]:
    """How often the share rose or fell as projected, in all and by how much was projected, and how alike the orders were."""
    projected, actual = (
        values / np.maximum(found.now, 1e-12) - 1 for values in (found.projected[method], found.actual)
    )
    large = found.size >= LEAST_EMPLOYEES
    right = ((projected > 0) == (actual > 0)).astype(np.float64)
    ones, made = np.ones(right.shape), partial(_row, found, method)
    rows = []
    for name, weight in ((FASTER, ones), (FASTER_WEIGHTED, found.size)):
        ratio = sampled.ratio(_by(right * weight, large), _by(weight, large))
        rows.append(made(name, EVERYTHING, EVERYTHING, *ratio, large))
    change = np.digitize(np.abs(projected), CHANGE_LIMITS)
    for at, group in enumerate(CHANGE_CLASSES):
        inside = large & (change == at)
        if not inside.any():
            continue
        for name, weight in ((DIRECTION, ones), (DIRECTION_WEIGHTED, found.size)):
            ratio = sampled.ratio(_by(right * weight, inside), _by(weight, inside))
            rows.append(made(name, CHANGE, group, *ratio, inside))
    orders = [
        spearman(projected[at][large[at][:, county], county], actual[at][large[at][:, county], county])
        for at in range(len(found.origins))
        for county in range(found.size.shape[2])
    ]
    mean = float(np.nanmean(orders)) if not np.isnan(orders).all() else float("nan")
    rows.append(made(SPEARMAN, EVERYTHING, EVERYTHING, mean, np.nan, np.nan, large))
    return rows


def spearman(projected: Array, actual: Array) -> float:
    """Rank correlation; NaN for fewer than three cells or when either is the same everywhere.

    Source: Spearman, American Journal of Psychology 1904.

    >>> spearman(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 4.0]))
    0.8
    """
    if len(projected) < 3 or np.ptp(projected) == 0 or np.ptp(actual) == 0:
        return float("nan")
    ranks = []
    for values in (projected, actual):
        _, position, ties = np.unique(values, return_inverse=True, return_counts=True)
        ranks.append((ties.cumsum() - (ties - 1) / 2)[position])
    correlations = np.asarray(np.corrcoef(np.array(ranks)))
    return round(float(correlations[0, 1]), 12)


def _bias(found: Outcomes, method: str) -> Measured:
    """Persons projected beyond those that came, over those that came, in cells of at least fifty employees."""
    large = found.size >= LEAST_EMPLOYEES
    came = (found.actual * found.totals[:, None, :])[large].sum()
    value = float(found.error(method)[large].sum() / came) if came else float("nan")
    return _row(found, method, BIAS, EVERYTHING, EVERYTHING, value, np.nan, np.nan, large)


def coverage(panel: Panel, name: str, method: Method, horizon: int) -> list[Measured]:
    """How many outcomes lay within intervals made of what was known at each origin, by size class, county and origin."""
    pairs = known_pairs(panel, method, horizon)
    judged, inside, size, origins = [], [], [], []
    for pair in pairs:
        if pair.origin - panel.first_year < LEAST_STEPS:
            continue
        within, known = quantiles(pairs, panel.counties, panel.digits, pair.origin).covers(pair)
        if known.any():
            judged.append(known)
            inside.append(within)
            size.append(size_class(pair.size))
            origins.append(pair.origin)
    if not judged:
        return []
    known, within, place = np.array(judged), np.array(inside), np.array(size)
    shape = known.shape
    wanted: list[tuple[str, str, Flags]] = [(EVERYTHING, EVERYTHING, np.ones(shape, np.bool_))]
    wanted += [(SIZE, group, place == at) for at, group in enumerate(SIZE_CLASSES)]
    wanted += [
        (COUNTY, code, np.broadcast_to(np.arange(shape[2]) == at, shape)) for at, code in enumerate(panel.counties)
    ]
    wanted += [
        (ORIGIN, str(year), np.broadcast_to((np.arange(shape[0]) == at)[:, None, None], shape))
        for at, year in enumerate(origins)
    ]
    rows = []
    for scope, group, some in wanted:
        cells = known & some
        number = int(cells.sum())
        if not number:
            continue
        value = float(within[cells].sum() / number)
        years = int(cells.any(axis=(1, 2)).sum())
        rows.append(Measured(horizon, name, COVERAGE, scope, group, value, np.nan, np.nan, number, years))
    return rows


# What a method must show before it is published, instead of the naive projection.
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


@dataclass(frozen=True)
class Published:
    """What one level publishes that many years ahead."""

    method: str
    failed: tuple[tuple[str, Measured], ...]
    """Each method above it on the ladder, with the first measure that it failed."""
    tested: bool
    """Whether there was a year to try any method on."""
    unsure_classes: tuple[str, ...]
    """Size classes whose intervals have not held what they should: nothing is said of their cells."""


@dataclass(frozen=True)
class Backtest:
    """Everything measured on one level."""

    panel: Panel
    ladder: tuple[str, ...]
    """Methods that may be published, the best first."""
    rows: tuple[Measured, ...]

    def published(self, horizon: int, own_county: str) -> Published:
        """The first method of the ladder that holds what is required of it, at a number of years ahead that was tried."""
        tried = [row for row in self.rows if row.horizon == horizon]
        failed: list[tuple[str, Measured]] = []
        for name in self.ladder[:-1]:
            fault = self._fault(name, horizon, own_county)
            if fault is None and any(row.method == name for row in tried):
                return Published(name, tuple(failed), True, self._unsure(name, horizon, own_county))
            if fault is not None:
                failed.append((name, fault))
        last = self.ladder[-1]
        return Published(last, tuple(failed), bool(tried), self._unsure(last, horizon, own_county))

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

    def _unsure(self, name: str, horizon: int, own_county: str) -> tuple[str, ...]:
        found = []
        for row in self.rows:
            if row.method == name and row.horizon == horizon:
                asked = requirement(row, own_county)
                if asked is not None and asked.of_class and not asked.holds(row):
                    found.append(row.group)
        return tuple(found)


def backtest(panel: Panel) -> Backtest:
    """Try every method on every year that has come.

    Args:
        panel: all counties, the newest year last.

    Returns:
        No rows for a number of years ahead that no register has reached.
    """
    best = PROFILE if shares.profile_holds(panel) else FAMILIES
    ladder = (best, BASE, CONSTANT)
    rows: list[Measured] = []
    for horizon in TESTED_HORIZONS:
        found = outcomes(panel, horizon, {name: METHODS[name] for name in (*ladder, NUMBER, NATION, OWN)})
        if found is None:
            continue
        rows += measure(found)
        for name in ladder:
            rows += coverage(panel, name, METHODS[name], horizon)
    return Backtest(panel, ladder, tuple(rows))
