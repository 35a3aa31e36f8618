"""How wide a projection of employees is: errors that the method has made before, scaled to the cell, and the word they allow.

Split conformal: every pair of a year projected from and a year that has come by the panel's last year gives an error per cell. Errors
are made comparable by the law of size and by the occupation's own unrest; their 10 and 90 percent quantiles, by size class and
years ahead, are the interval of a cell of that size. A pair that has not come by the panel's last year is not there to be used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array, Flags
from assets.methods.county_total import projected_totals
from assets.methods.employment_shares import Method, Panel, log_shares

Places = NDArray[np.intp]
LEVEL = 0.80
"""Share of outcomes that an interval is made to hold."""
LEAST_EMPLOYEES = 50
"""Employees below which a cell gets no interval and no projection."""
CLASS_LIMITS = (50, 150, 500, 2000)
"""Employees from which each size class of the intervals begins."""
SIZE_CLASSES = ("50–149", "150–499", "500–1 999", "2 000 eller fler")
LARGE_COUNTIES = ("01", "12", "14")
"""The counties with the three largest cities, whose occupations have moved more than others of their size."""
MOST_GROUPED_YEARS = 3
"""Years ahead up to which half of an interval on three digits is made of the cell's own group of counties."""
LEAST_PAIRS = 200
"""Errors below which a class, or a group of counties, gives no quantile."""
MOST_UNREST = 4.0
LEAST_FOR_UNREST = 20
SHRINK_UNREST = 40


@dataclass(frozen=True)
class SizeLaw:
    """How far a share of n employees moves in a year, √(a² + b²/max(n, 5)^c) log points; only its shape matters here."""

    a: float
    b: float
    c: float

    def __call__(self, employees: ArrayLike) -> Array:
        """The law's width for each number of employees.

        >>> SIZE_LAWS[3]([30428, 974]).round(4).tolist()
        [0.0346, 0.0735]
        """
        size = np.maximum(np.asarray(employees, np.float64), 5)
        return np.asarray(np.sqrt(self.a**2 + self.b**2 / size**self.c))


SIZE_LAWS: Mapping[int, SizeLaw] = {3: SizeLaw(0.0283, 0.7943, 0.7149), 4: SizeLaw(0.0413, 0.8577, 0.7343)}
"""Digits of the occupation → law, fitted on the counties' shares 2014–2024."""


def size_class(employees: ArrayLike) -> Places:
    """Position among ``SIZE_CLASSES``; −1 below the first.

    >>> size_class([49, 50, 499, 2000]).tolist()
    [-1, 0, 1, 3]
    """
    return np.asarray(np.digitize(np.asarray(employees, np.float64), CLASS_LIMITS) - 1)


@dataclass(frozen=True)
class Unrest:
    """How much more or less an occupation has moved than its size says."""

    total: Array
    """Sum of the standardised yearly steps, per occupation."""
    steps: Array
    mean: float
    """Over all cells and steps; NaN before the first one, and 0 while nothing has moved: then every occupation is usual."""

    @property
    def factor(self) -> Array:
        """v, 1 for the usual unrest; drawn to 1 as forty usual steps would draw it."""
        if np.isnan(self.mean) or self.mean == 0:
            return np.ones(len(self.total))
        return np.asarray((self.total + SHRINK_UNREST * self.mean) / (self.steps + SHRINK_UNREST) / self.mean)


def unrest(panel: Panel) -> Unrest:
    """Yearly steps u = min(4, |Δ ln s| / law(E)) over cells with at least 20 employees at the start of each."""
    before = panel.persons[:, :, :-1]
    moved = np.abs(np.diff(log_shares(panel.persons), axis=2)) / SIZE_LAWS[panel.digits](before)
    moved = np.where(before >= LEAST_FOR_UNREST, np.minimum(moved, MOST_UNREST), 0.0)
    steps = (before >= LEAST_FOR_UNREST).sum(axis=(1, 2)).astype(np.float64)
    total = moved.sum(axis=(1, 2))
    return Unrest(total, steps, float(total.sum() / steps.sum()) if steps.sum() else float("nan"))


def summed_unrest(panel: Panel, groups: Sequence[Sequence[int]]) -> Array:
    """Unrest v of occupations that readers see as one, measured on their sums and held against the panel's usual unrest.

    Args:
        panel: the occupations.
        groups: positions of the members of each group.

    Returns:
        One factor per group; a group of one occupation has that occupation's own.
    """
    usual = unrest(panel).mean
    totals = panel.persons.sum(axis=0)
    law = SIZE_LAWS[panel.digits]
    factors = []
    for members in groups:
        persons = panel.persons[list(members)].sum(axis=0)
        before = persons[:, :-1]
        moved = np.abs(np.diff(np.log(np.maximum(persons, 0.5) / totals), axis=1)) / law(before)
        kept = before >= LEAST_FOR_UNREST
        one = Unrest(np.array([np.minimum(moved, MOST_UNREST)[kept].sum()]), np.array([float(kept.sum())]), usual)
        factors.append(one.factor[0])
    return np.array(factors)


@dataclass(frozen=True)
class Pair:
    """The errors of one year projected from and one number of years ahead, once the year has come."""

    origin: int
    horizon: int
    size: Array
    """Employees at the origin, occupations × counties."""
    error: Array
    """z, standardised log errors, occupations × counties."""

    @property
    def known(self) -> int:
        """The year whose register tells the error."""
        return self.origin + self.horizon

    @cached_property
    def place(self) -> Places:
        """The position of each cell's size among ``SIZE_CLASSES``; −1 below the first."""
        return size_class(self.size)


def known_pair(panel: Panel, method: Method, origin: int, horizon: int) -> Pair:
    """Errors z = (ln s − ln ŝ) / (v · law(E)), with ŝ and v as known at the origin.

    Raises:
        ValueError: the year has not come by the panel's last year.
    """
    if origin + horizon > panel.last_year:
        raise ValueError(f"{origin} and {horizon} years is after {panel.last_year}")
    past = panel.until(origin)
    actual = log_shares(panel.until(origin + horizon).now)
    # The first year has no step behind it: the first step stands in, which is known to whoever knows this pair.
    moved = panel.until(max(origin, panel.first_year + 1))
    scale = unrest(moved).factor[:, None] * SIZE_LAWS[panel.digits](past.now)
    return Pair(origin, horizon, past.now, (actual - method(past, horizon)) / scale)


def known_pairs(panel: Panel, method: Method, horizon: int) -> list[Pair]:
    """Every pair that many years apart which the panel has seen."""
    return [
        known_pair(panel, method, origin, horizon) for origin in range(panel.first_year, panel.last_year - horizon + 1)
    ]


@dataclass(frozen=True)
class Quantiles:
    """Limits of the standardised error by size class (rows) and county (columns), NaN where too few errors are known."""

    lower: Array
    upper: Array

    def of(self, employees: ArrayLike, counties: ArrayLike) -> tuple[Array, Array]:
        """Limits for cells of those sizes in the counties at those positions; NaN below the first class."""
        place = size_class(employees)
        columns = np.asarray(counties, np.intp)
        return tuple(  # type: ignore[return-value]
            np.where(place >= 0, side[np.maximum(place, 0), columns], np.nan) for side in (self.lower, self.upper)
        )

    def covers(self, pair: Pair) -> tuple[Flags, Flags]:
        """Which cells of a pair lie within their limits, and which have limits at all."""
        lower, upper = self.of(pair.size, np.broadcast_to(np.arange(pair.size.shape[1]), pair.size.shape))
        judged = ~np.isnan(lower)
        return judged & (pair.error >= lower) & (pair.error <= upper), judged


def quantiles(pairs: Sequence[Pair], counties: Sequence[str], digits: int, year: int) -> Quantiles:
    """The limits that errors known by a year give, by size class and county.

    Args:
        pairs: of one number of years ahead.
        counties: codes, in the order of the pairs' columns.
        digits: of the occupations.
        year: what is known is known by its register; a pair that came later is not used.

    Returns:
        Up to three years ahead on three digits, half from all counties and half from the county's own group when that has enough.
    """
    used = [pair for pair in pairs if pair.known <= year]
    large = np.isin(list(counties), LARGE_COUNTIES)
    lower, upper = (np.full((len(SIZE_CLASSES), len(counties)), np.nan) for _ in range(2))
    grouped = digits == 3 and bool(used) and used[0].horizon <= MOST_GROUPED_YEARS
    for row in range(len(SIZE_CLASSES)):
        everywhere = _limits([pair.error[pair.place == row] for pair in used])
        if everywhere is None:
            continue
        for group in (large, ~large):
            own = None
            if grouped:
                own = _limits([pair.error[:, group][pair.place[:, group] == row] for pair in used])
            low, high = everywhere if own is None else (np.array(everywhere) + np.array(own)) / 2
            lower[row, group], upper[row, group] = low, high
    return Quantiles(lower, upper)


def _limits(errors: Sequence[Array]) -> tuple[float, float] | None:
    known = np.concatenate(errors) if errors else np.empty(0)
    if len(known) < LEAST_PAIRS:
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def total_error(panel: Panel, horizon: int) -> float:
    """How far from the outcome a county's projected total has been, the 80 percent quantile of |ln T − ln T̂|.

    Over all counties and all years projected from that have come. A change of register between the two years is in the error,
    as it is in what readers will see. NaN when no such year has come.
    """
    errors = [
        np.abs(np.log(panel.until(origin + horizon).totals[:, -1] / projected_totals(panel.until(origin), horizon)))
        for origin in range(panel.first_year, panel.last_year - horizon + 1)
    ]
    return float(np.quantile(np.concatenate(errors), LEVEL)) if errors else float("nan")


def with_total(lower: ArrayLike, upper: ArrayLike, total: float) -> tuple[Array, Array]:
    """Limits in log points of a number of persons: those of the share, and the total's on top, as independent errors add.

    Args:
        lower: log points from the middle to the share's lower limit, at most 0 where the middle is inside.
        upper: the same to its upper limit.
        total: log points that the county's total may be wrong.

    >>> [limit.item() for limit in with_total(-0.3, 0.4, 0.0)], [limit.round(2).item() for limit in with_total(-0.3, 0.4, 0.3)]
    ([-0.3, 0.4], [-0.42, 0.5])
    """
    below, above = np.minimum(np.asarray(lower, np.float64), 0), np.maximum(np.asarray(upper, np.float64), 0)
    return np.asarray(-np.hypot(below, total)), np.asarray(np.hypot(above, total))


class Projected(NamedTuple):
    """An occupation some years ahead: how its share changes, and how many are employed, each with its limits."""

    change: Array
    """Relative, of the share: 0.1 is a tenth more."""
    lower: Array
    upper: Array
    employees: Array
    fewest: Array
    most: Array


def projected(
    employees: ArrayLike,
    growth: ArrayLike,
    total_growth: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    total: float,
) -> Projected:
    """Employees some years ahead, E · g · G, and the limits of the share, g · e^b − 1, and of the employees, E · g · G · e^±√(b² + t²).

    Args:
        employees: E, now (persons).
        growth: g, the occupation's share then by its share now (times).
        total_growth: G, the county's employees then by those now (times).
        lower: b, log points from the share to its lower limit.
        upper: the same to its upper limit.
        total: t, log points that the county's total may be wrong, see ``with_total``.

    Source: a share's change times a total's, whose errors are taken to be independent (``with_total``).

    >>> found = projected(1000, 1.1, 1.02, np.log(0.9), np.log(1.2), 0.0)
    >>> [number.round(3).item() for number in found]
    [0.1, -0.01, 0.32, 1122.0, 1009.8, 1346.4]
    """
    now, g, whole, below, above = (np.asarray(x, np.float64) for x in (employees, growth, total_growth, lower, upper))
    under, over = with_total(below, above, total)
    then = now * g * whole
    return Projected(
        g - 1, np.exp(below) * g - 1, np.exp(above) * g - 1, then, then * np.exp(under), then * np.exp(over)
    )


UNCHANGED, WEAKLY_UP, WEAKLY_DOWN, UP, DOWN, UNSURE = DIRECTIONS = (
    "oförändrat",
    "svagt ökande",
    "svagt minskande",
    "ökande",
    "minskande",
    "osäkert",
)
"""What a projection says of an occupation, always against all the county's employees."""
LEAST_DIRECTION, CLEAR_DIRECTION, LARGE_CHANGE = CHANGE_LIMITS = (0.02, 0.05, 0.10)
"""Relative change of the share from which a direction is named, from which it is no longer weak, and from which it is large."""
CHANGE_CLASSES = (
    *(f"{100 * low:.0f} till {100 * high:.0f} procent" for low, high in pairwise((0.0, *CHANGE_LIMITS))),
    f"minst {100 * LARGE_CHANGE:.0f} procent",
)
"""Classes of the projected change, by which it is counted how often the direction was right."""
TOO_WIDE = 0.10
"""An interval that holds both a fall and a rise of this size says nothing of the direction."""


def direction(change: float, lower: float, upper: float) -> str:
    """The word that a projected relative change of the share allows.

    Args:
        change: relative change, 0.05 for five percent.
        lower: lower limit of the change.
        upper: upper limit of the change.

    >>> direction(0.019, -0.05, 0.05), direction(-0.03, -0.09, 0.02), direction(0.06, -0.02, 0.12), direction(0.06, -0.12, 0.2)
    ('oförändrat', 'svagt minskande', 'ökande', 'osäkert')
    """
    if lower <= -TOO_WIDE and upper >= TOO_WIDE:
        return UNSURE
    if abs(change) < LEAST_DIRECTION:
        return UNCHANGED
    weak = abs(change) < CLEAR_DIRECTION
    if change > 0:
        return WEAKLY_UP if weak else UP
    return WEAKLY_DOWN if weak else DOWN
