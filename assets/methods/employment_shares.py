"""Employees by occupation some years ahead, as shares of the county's employees: what is projected, and what it is held against.

A panel is employees in persons, occupations × counties × years, both sexes, the years in a row and the newest one last: the year
that is projected from. A method sees a panel and a number of years, so that nothing later than the panel's last year can be read.
Occupations are codes of SSYK 2012, all with as many digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array
from assets.methods.damped_trend import damped_sum

FLOOR = 0.5
"""Persons that a cell without employees counts as in a logarithm."""
LEAST_STEPS = 2
"""Yearly steps below which no trend is estimated: shares are then held constant."""
SHARE_DAMPING = 0.8
"""What is left of a family's trend for every further year."""
MOST_YEARLY_STEP = 0.05
"""Log points that one year's growth of a family counts for at most."""
MOST_YEARLY_TREND = 0.03
"""Log points a year that a family's trend may be."""
MOST_PROFILE_STEP = 0.10
"""Log points that one year's growth counts for at most where the metropolitan profile is estimated."""
LEAST_IN_NATION = 200
"""Employees in the nation from which an occupation takes part in that estimate."""
HALF_PROFILE = 500
"""Employees of a cell at which half of the metropolitan profile applies."""
OWN_LEVEL_PULL = 0.3
OWN_LEVEL_SPEED = 0.5
OWN_LEVEL_SIZE = 200
"""How strongly, how soon and up to about what size a cell is drawn towards its own earlier level."""
SUMMING_DIGITS = 3
"""Digits of the level that finer levels are scaled to."""
REVERSION = 0.005
"""Share of the distance to the nation's share that is closed in a year."""
NOT_PROJECTED = ("011", "021", "031", "95")
"""Beginnings of codes whose numbers have moved by administrative decisions: they are in the totals but are not projected."""


@dataclass(frozen=True)
class Panel:
    """Employees, occupations × counties × years.

    Raises:
        ValueError: shapes do not fit, a number is missing or negative, a county has nobody in a year, or codes differ in length.
    """

    codes: tuple[str, ...]
    counties: tuple[str, ...]
    first_year: int
    persons: Array

    def __post_init__(self) -> None:
        """Refuse what no formula here can use."""
        if self.persons.ndim != 3 or self.persons.shape[:2] != (len(self.codes), len(self.counties)):
            raise ValueError(f"occupations × counties × years expected, got shape {self.persons.shape}")
        if len({len(code) for code in self.codes}) != 1:
            raise ValueError("all codes must have as many digits")
        if not (self.persons >= 0).all():
            raise ValueError("a number of employees is missing or negative")
        if not (self.totals > 0).all():
            raise ValueError("a county without employees in a year has no shares")

    @property
    def last_year(self) -> int:
        """The year that is projected from."""
        return self.first_year + int(self.persons.shape[2]) - 1

    @property
    def digits(self) -> int:
        """Digits of the codes."""
        return len(self.codes[0])

    @property
    def now(self) -> Array:
        """Employees in the last year, occupations × counties."""
        return np.asarray(self.persons[:, :, -1])

    @cached_property
    def totals(self) -> Array:
        """Employees in all occupations, counties × years."""
        return np.asarray(self.persons.sum(axis=0))

    def until(self, year: int) -> Panel:
        """The panel as it was known with ``year`` as its last year.

        Raises:
            ValueError: it does not have that year.
        """
        if not self.first_year <= year <= self.last_year:
            raise ValueError(f"the panel has {self.first_year}–{self.last_year}, not {year}")
        return Panel(self.codes, self.counties, self.first_year, self.persons[:, :, : year - self.first_year + 1])

    def summed(self, digits: int) -> Panel:
        """The same employees by the first digits of the code, in the order of the codes."""
        codes, where = np.unique([code[:digits] for code in self.codes], return_inverse=True)
        return Panel(tuple(map(str, codes)), self.counties, self.first_year, _sums(self.persons, where, len(codes)))


def _sums(values: Array, where: NDArray[np.intp], size: int) -> Array:
    """Sums over the first axis by position."""
    out = np.zeros((size, *values.shape[1:]))
    np.add.at(out, where, values)
    return out


def log_shares(persons: ArrayLike) -> Array:
    """Logarithm of each occupation's share, ln(max(E, 0.5) / Σ E), occupations first.

    >>> log_shares([[750.0], [250.0], [0.0]]).round(4).tolist()
    [[-0.2877], [-1.3863], [-7.6009]]
    """
    counts = np.asarray(persons, np.float64)
    return np.asarray(np.log(np.maximum(counts, FLOOR) / counts.sum(axis=0)))


def family_trend(panel: Panel) -> Array:
    """The nation's yearly growth of what an occupation belongs to, log points a year, one per occupation.

    The mean over its own code and the shorter ones down to two digits, of the mean yearly growth of their share of all employees;
    one year counts for at most ±0.05 and the trend is at most ±0.03.
    """
    return _mean_of_families(panel, _winsorised_growth)


def endpoint_trend(panel: Panel) -> Array:
    """As ``family_trend``, of the growth between the first year and the last, no year bounded."""
    return _mean_of_families(panel, lambda logs: (logs[:, -1] - logs[:, 0]) / (logs.shape[1] - 1))


def _winsorised_growth(logs: Array) -> Array:
    return np.asarray(np.clip(np.diff(logs, axis=1), -MOST_YEARLY_STEP, MOST_YEARLY_STEP).mean(axis=1))


def _mean_of_families(panel: Panel, growth: Callable[[Array], Array]) -> Array:
    nation = panel.persons.sum(axis=1)
    trends = []
    for digits in range(2, panel.digits + 1):
        codes, where = np.unique([code[:digits] for code in panel.codes], return_inverse=True)
        trends.append(growth(log_shares(_sums(nation, where, len(codes))))[where])
    return np.asarray(np.clip(np.mean(trends, axis=0), -MOST_YEARLY_TREND, MOST_YEARLY_TREND))


def mean_log_county_size(persons: Array) -> Array:
    """Where an occupation's employees work, x = Σ_c (E_c / N) · ln(T_c / Σ T), per occupation and year.

    Args:
        persons: occupations × counties × years.

    Returns:
        Occupations × years, at most 0; nearer 0 the larger the counties. NaN where the nation has nobody.

    >>> mean_log_county_size(np.array([[[300.0], [100.0]], [[450.0], [150.0]]])).round(4).tolist()
    [[-0.5623], [-0.5623]]
    """
    sizes = persons.sum(axis=0)
    logs = np.log(sizes / sizes.sum(axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((persons * logs).sum(axis=1) / persons.sum(axis=1))


@dataclass(frozen=True)
class Profile:
    """What where an occupation's employees work says of its growth."""

    slope: float
    """Log points a year for each unit of ``mean_log_county_size``; above 0 when occupations of large counties gain share."""
    centre: float
    yearly: Array
    """Log points a year per occupation; 0 where the nation has nobody."""


def metropolitan_profile(panel: Panel) -> Profile:
    """The nation's growth explained by where an occupation's employees work, learned from the panel's own steps.

    One weighted least squares with intercept over all occupations and yearly steps: the growth of the share, at most ±0.10, on
    the mean log size of the county at the start of the step, weighted by the nation's employees, at least 200.

    Raises:
        ValueError: fewer than two steps, or nothing to tell occupations apart by.
    """
    if panel.last_year - panel.first_year < LEAST_STEPS:
        raise ValueError("a profile needs at least two yearly steps")
    nation = panel.persons.sum(axis=1)
    where = mean_log_county_size(panel.persons)
    growth = np.clip(np.diff(log_shares(nation), axis=1), -MOST_PROFILE_STEP, MOST_PROFILE_STEP)
    large = nation[:, :-1] >= LEAST_IN_NATION
    weight, x, y = nation[:, :-1][large], where[:, :-1][large], growth[large]
    if not len(x) or np.ptp(x) == 0:
        raise ValueError("the occupations are too few, or all lie in the same counties")
    centre = np.average(x, weights=weight)
    slope = (weight * (x - centre) * (y - np.average(y, weights=weight))).sum() / (weight * (x - centre) ** 2).sum()
    yearly = np.nan_to_num(slope * (where[:, -1] - centre))
    return Profile(float(slope), float(centre), yearly)


def profile_holds(panel: Panel) -> bool:
    """Whether large counties have pulled occupations up both with the newest year known and with the year before it.

    A slope that is not above 0, or that has just changed its sign, is not used.
    """
    years = [year for year in (panel.last_year - 1, panel.last_year) if year - panel.first_year >= LEAST_STEPS]
    return bool(years) and all(metropolitan_profile(panel.until(year)).slope > 0 for year in years)


def own_level_pull(employees: ArrayLike, horizon: int) -> Array:
    """How much of its distance to its own earlier level a cell loses, r = 0.3 · (1 − e^(−h/2)) · 200 / (max(E, 5) + 200).

    >>> own_level_pull([800, 60], 5).round(6).tolist()
    [0.055075, 0.211827]
    >>> own_level_pull(60, 1).round(6).item()
    0.090801
    """
    size = np.maximum(np.asarray(employees, np.float64), 5)
    return np.asarray(
        OWN_LEVEL_PULL * (1 - np.exp(-OWN_LEVEL_SPEED * horizon)) * OWN_LEVEL_SIZE / (size + OWN_LEVEL_SIZE)
    )


def projected_log_share(
    share: ArrayLike,
    nation: ArrayLike,
    employees: ArrayLike,
    trend: ArrayLike,
    profile: ArrayLike,
    away: ArrayLike,
    horizon: int,
) -> Array:
    """Logarithm of a share some years ahead, before the county's shares are made to sum to 1.

    ln ŝ = ln s + g·Φ_h + m·h·E/(E + 500) − r·(q − q̄) + (1 − e^(−0.005h))·(ln S − ln s)

    Args:
        share: ln s, the occupation's share of the county's employees.
        nation: ln S, its share of the nation's.
        employees: E of the cell (persons).
        trend: g, the family's trend (log points a year).
        profile: m, the metropolitan profile (log points a year).
        away: q − q̄, how far the cell's profile is from its own mean (log points).
        horizon: h, years ahead.

    >>> def cell(n, g, m, q, h):
    ...     return projected_log_share(np.log(0.012), np.log(0.010), n, g, m, q, h).round(6).item()
    >>> cell(800, -0.015, 0, 0, 5), cell(800, -0.015, 0.004, 0.05, 5)
    (-4.467689, -4.458135)
    >>> cell(60, 0.03, -0.02, -0.4, 1), cell(30000, 0.02, 0.0145, 0.1, 10)
    (-4.365581, -4.217905)
    """
    s, whole, size = (np.asarray(values, np.float64) for values in (share, nation, employees))
    moved = s + np.asarray(trend) * damped_sum(horizon, SHARE_DAMPING)
    moved = moved + np.asarray(profile) * horizon * size / (size + HALF_PROFILE)
    moved = moved - own_level_pull(size, horizon) * np.asarray(away)
    return np.asarray(moved + (1 - np.exp(-REVERSION * horizon)) * (whole - s))


def constant_share(panel: Panel, horizon: int) -> Array:
    """The naive projection: every occupation keeps its share of the county. Logarithms, occupations × counties."""
    return log_shares(panel.now)


def own_trend(panel: Panel, horizon: int) -> Array:
    """Every cell's share goes on as it has done since the first year."""
    logs = log_shares(panel.persons)
    return np.asarray(logs[:, :, -1] + horizon * _mean_step(logs))


def national_trend(panel: Panel, horizon: int) -> Array:
    """Every cell's share moves as the occupation's share of the nation has done since the first year."""
    nation = log_shares(panel.persons.sum(axis=1))
    return np.asarray(log_shares(panel.now) + horizon * _mean_step(nation)[:, None])


def _mean_step(logs: Array) -> Array:
    return np.asarray((logs[..., -1] - logs[..., 0]) / max(logs.shape[-1] - 1, 1))


def damped_families(panel: Panel, horizon: int) -> Array:
    """The families' trends in the nation, damped, and a little of the way to the nation's share; sums to 1 in each county."""
    if panel.last_year - panel.first_year < LEAST_STEPS:
        return constant_share(panel, horizon)
    return _summing_to_one(_moved(panel, horizon, endpoint_trend(panel)[:, None], 0.0, 0.0))


def families_and_profile(panel: Panel, horizon: int) -> Array:
    """The families' trends, the metropolitan profile and the cells' own earlier level; sums to 1 in each county.

    Args:
        panel: all counties, the newest year last.
        horizon: years ahead, at least 1.

    Returns:
        Logarithms of the shares, occupations × counties. Constant shares with fewer than two yearly steps.
    """
    if panel.last_year - panel.first_year < LEAST_STEPS:
        return constant_share(panel, horizon)
    return _of_level(panel, horizon, lambda level: metropolitan_profile(level).yearly[:, None])


def families_without_profile(panel: Panel, horizon: int) -> Array:
    """As ``families_and_profile`` with no metropolitan profile: what is used when its slope does not hold."""
    if panel.last_year - panel.first_year < LEAST_STEPS:
        return constant_share(panel, horizon)
    return _of_level(panel, horizon, lambda level: 0.0)


def _of_level(panel: Panel, horizon: int, profile: Callable[[Panel], ArrayLike]) -> Array:
    """What the panel's own level gives; four digits are then scaled to what the level of three digits gives."""
    own = moved_by_level(panel, horizon, profile(panel))
    if panel.digits <= SUMMING_DIGITS:
        return own
    above = panel.summed(SUMMING_DIGITS)
    return scaled_to_groups(own, panel.codes, moved_by_level(above, horizon, profile(above)), above.codes)


def moved_by_level(panel: Panel, horizon: int, profile: ArrayLike) -> Array:
    """Shares moved by trend, profile and own earlier level as the panel's own level has them, summing to 1 in each county.

    Args:
        panel: at least two yearly steps.
        horizon: years ahead.
        profile: log points a year, per occupation as a column, or 0 for none.
    """
    relative = log_shares(panel.persons) - log_shares(panel.persons.sum(axis=1))[:, None, :]
    away = relative[:, :, -1] - relative.mean(axis=2)
    return _summing_to_one(_moved(panel, horizon, family_trend(panel)[:, None], profile, away))


def _moved(panel: Panel, horizon: int, trend: ArrayLike, profile: ArrayLike, away: ArrayLike) -> Array:
    share, nation = log_shares(panel.now), log_shares(panel.now.sum(axis=1))[:, None]
    return projected_log_share(share, nation, panel.now, trend, profile, away, horizon)


def _summing_to_one(logs: Array) -> Array:
    return np.asarray(logs - np.log(np.exp(logs).sum(axis=0)))


def scaled_to_groups(logs: ArrayLike, codes: Sequence[str], groups: ArrayLike, group_codes: Sequence[str]) -> Array:
    """Shares of a finer level, scaled so that they sum to those of the level above.

    Args:
        logs: logarithms of the finer level's shares, occupations × counties.
        codes: its codes.
        groups: logarithms of the coarser level's shares, groups × counties.
        group_codes: its codes, each the first digits of some of ``codes``.

    Raises:
        ValueError: an occupation has no group.

    >>> np.exp(scaled_to_groups(np.log([[0.2], [0.6]]), ["1111", "1112"], np.log([[0.4]]), ["111"])).round(2).tolist()
    [[0.1], [0.3]]
    """
    at = {code: position for position, code in enumerate(group_codes)}
    digits = len(group_codes[0])
    try:
        where = np.array([at[code[:digits]] for code in codes], np.intp)
    except KeyError as missing:
        raise ValueError(f"no group has the code {missing}") from missing
    shares = np.exp(np.asarray(logs, np.float64))
    sums = _sums(shares, where, len(group_codes))[where]
    return np.asarray(np.log(shares / sums) + np.asarray(groups, np.float64)[where])


Method = Callable[[Panel, int], Array]
"""A panel and years ahead → logarithms of the shares, occupations × counties."""
