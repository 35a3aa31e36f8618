"""How well projections of employees have hit: the years that have come, projected with what was known then.

Every year with at least two yearly steps behind it is projected from, once per number of years ahead whose register has come.
Errors are in shares of the county's employees, in persons at the total of the year projected from. Occupations of one SSYK2 group
share their trend, so whole groups are drawn when an interval is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from assets.methods import employment_shares as shares
from assets.methods.arrays import Array, Flags
from assets.methods.county_total import constant_number
from assets.methods.employment_shares import LEAST_STEPS, Method, Panel
from assets.methods.four_digits import within_groups
from assets.methods.projection_intervals import (
    CHANGE_CLASSES,
    CHANGE_LIMITS,
    CLASS_LIMITS,
    LEAST_EMPLOYEES,
    SIZE_CLASSES,
    Pair,
    Quantiles,
    known_pairs,
    quantiles,
)
from assets.methods.trial import INTERVAL, group_draws, spearman

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
    NUMBER: constant_number,
    NATION: shares.national_trend,
    OWN: shares.own_trend,
}
NAIVE = (NUMBER, NATION, OWN)
"""Methods that only stand beside: nothing of them is published."""
TESTED_HORIZONS = (1, 2, 3, 4, 5, 8)
LEAST_CELL = 5
"""Employees at the origin from which a cell's error counts."""
MOST_LOG_ERROR = 2.0
SEED = 20140101

(
    RELATIVE,
    AGAINST_BASE,
    AGAINST_COUNTY,
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
    "relativt fel mot länets utveckling",
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
EVERYTHING, COUNTY, ORIGIN, SIZE, CHANGE = OF_COUNTIES = (
    "alla",
    "län",
    "år framskrivet från",
    "storlek",
    "framskriven förändring",
)
"""The scopes of occupations in counties."""
NATIONWIDE, NATIONWIDE_SIZE = OF_NATION = ("riket", "riket, storlek")
"""The scopes of the nation as one."""
DELREGIONS, DELREGION, DELREGION_ORIGIN, DELREGION_SIZE, DELREGION_CHANGE = OF_DELREGIONS = (
    "delregioner",
    "delregion",
    "delregioner, år framskrivet från",
    "delregioner, storlek",
    "delregioner, framskriven förändring",
)
"""The scopes of occupations in the county's delregioner."""
SEX = "kön"
"""The scope of one sex in the counties; of it nothing is published."""
SCOPES = (*OF_COUNTIES, *OF_NATION, *OF_DELREGIONS, SEX)
TRIAL_CLASSES = (f"{LEAST_CELL}–{CLASS_LIMITS[0] - 1}", *SIZE_CLASSES)


def as_published(names: Iterable[str], above: str | None) -> dict[str, Method]:
    """Methods by name, as readers would meet them.

    Args:
        names: of ``METHODS``.
        above: on four digits the method that three digits publish as many years ahead, which the occupations of a group then sum
            to; None on three digits.
    """
    return {name: METHODS[name] if above is None else within_groups(METHODS[name], METHODS[above]) for name in names}


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
    draws: Array

    @classmethod
    def of(cls, codes: Sequence[str]) -> _Sampled:
        names, groups = np.unique([code[:2] for code in codes], return_inverse=True)
        return cls(groups, _draws(len(names)))

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


@cache
def _draws(number: int) -> Array:
    """The samples of so many groups, the same in every trial; read only, since everybody has the same ones."""
    draws = group_draws(number, np.random.default_rng(SEED)).astype(np.float64)
    draws.flags.writeable = False
    return draws


def measure(found: Outcomes, told: Collection[str] = MEASURES) -> list[Measured]:
    """Every method but the naive one that errors are divided by, for all cells and by county, origin and size.

    Args:
        found: what was projected and what came.
        told: the measures that are wanted; those of directions are made together, for the sake of ``DIRECTION``.
    """
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
            rows += _directions(found, method, sampled) if DIRECTION in told else []
            rows += [_order(found, method)] if SPEARMAN in told else []
        if method != CONSTANT:
            rows.append(_bias(found, method))
    return [row for row in rows if row.measure in told]


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
    """How often the share rose or fell as projected, in all and by how much was projected."""
    projected, actual = _changes(found, method)
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
    return rows


def _changes(found: Outcomes, method: str) -> tuple[Array, Array]:
    """Relative changes of the shares, as projected and as they came."""
    projected, actual = (
        np.asarray(values / np.maximum(found.now, 1e-12) - 1) for values in (found.projected[method], found.actual)
    )
    return projected, actual


def _order(found: Outcomes, method: str) -> Measured:
    """How alike the orders of the occupations were, as projected and as they came: the mean over counties and origins."""
    projected, actual = _changes(found, method)
    large = found.size >= LEAST_EMPLOYEES
    orders = [
        spearman(projected[at][large[at][:, county], county], actual[at][large[at][:, county], county])
        for at in range(len(found.origins))
        for county in range(found.size.shape[2])
    ]
    mean = float(np.nanmean(orders)) if not np.isnan(orders).all() else float("nan")
    return _row(found, method, SPEARMAN, EVERYTHING, EVERYTHING, mean, np.nan, np.nan, large)


def _bias(found: Outcomes, method: str) -> Measured:
    """Persons projected beyond those that came, over those that came, in cells of at least fifty employees."""
    large = found.size >= LEAST_EMPLOYEES
    came = (found.actual * found.totals[:, None, :])[large].sum()
    value = float(found.error(method)[large].sum() / came) if came else float("nan")
    return _row(found, method, BIAS, EVERYTHING, EVERYTHING, value, np.nan, np.nan, large)


def against(found: Outcomes, method: str, other: str, measure: str) -> Measured:
    """Errors of a method over those of another in the same cells, under the measure's name."""
    counted = found.size >= LEAST_CELL
    sums = (_by(np.abs(found.error(name)), counted) for name in (method, other))
    ratio = _Sampled.of(found.panel.codes).ratio(*sums)
    return _row(found, method, measure, EVERYTHING, EVERYTHING, *ratio, counted)


def coverage(panel: Panel, name: str, method: Method, horizon: int) -> list[Measured]:
    """How many outcomes lay within intervals made of what was known at each origin, by size class, county and origin."""
    pairs = known_pairs(panel, method, horizon)
    judged = [
        (pair, quantiles(pairs, panel.counties, panel.digits, pair.origin))
        for pair in pairs
        if pair.origin - panel.first_year >= LEAST_STEPS
    ]
    return covered(judged, panel.counties, name)


def covered(judged: Iterable[tuple[Pair, Quantiles]], counties: Sequence[str], name: str) -> list[Measured]:
    """How many errors lay within limits, by size class, county and origin.

    Args:
        judged: errors of one number of years ahead, each with the limits that were known at its origin.
        counties: codes, in the order of the columns of both.
        name: of the method.

    Returns:
        No rows when nothing had limits.
    """
    kept = [(pair, *limits.covers(pair)) for pair, limits in judged]
    kept = [one for one in kept if one[2].any()]
    if not kept:
        return []
    pairs = [pair for pair, _, _ in kept]
    within, known = (np.array([one[at] for one in kept]) for at in (1, 2))
    place, shape = np.array([pair.place for pair in pairs]), known.shape
    wanted: list[tuple[str, str, Flags]] = [(EVERYTHING, EVERYTHING, np.ones(shape, np.bool_))]
    wanted += [(SIZE, group, place == at) for at, group in enumerate(SIZE_CLASSES)]
    wanted += [(COUNTY, code, np.broadcast_to(np.arange(shape[2]) == at, shape)) for at, code in enumerate(counties)]
    wanted += [
        (ORIGIN, str(pair.origin), np.broadcast_to((np.arange(shape[0]) == at)[:, None, None], shape))
        for at, pair in enumerate(pairs)
    ]
    rows = []
    for scope, group, some in wanted:
        cells = known & some
        number = int(cells.sum())
        if not number:
            continue
        value = float(within[cells].sum() / number)
        years = int(cells.any(axis=(1, 2)).sum())
        rows.append(Measured(pairs[0].horizon, name, COVERAGE, scope, group, value, np.nan, np.nan, number, years))
    return rows
