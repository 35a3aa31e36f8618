"""How many will have each education: the stock, what comes to it and what leaves it, year by year.

No open table has education by age and municipality, so nobody is followed as he or she grows older. What is followed is the
stock: how much it changes without those who graduate, and how many graduate.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array
from assets.methods.raking import rake

FIRST_AGE, LAST_AGE = 20, 69
"""Ages that the source of educations counts."""
PRIOR = 500.0
"""Persons that the county's rate counts as beside the area's own."""
FLOW_PERIODS = 3
"""Newest periods that rates and graduates are means of."""
HIDDEN_COUNT, MOST_HIDDEN = 2.0, 4.0
"""A count that the source hides is between nobody and four; in sums it counts as the middle."""
OPEN_TO_ALL = 0.01
"""Share of each education that is spread over all occupations, whatever it leads to."""
LARGEST_HIDDEN_SHARE = 0.1
"""How large a part of a sum the hidden counts may at most be for the sum to be shown."""


class Path(NamedTuple):
    """Stocks of the coming years and what has made them since now, groups × years (persons).

    The stock is today's plus ``graduates``, ``net`` (all other flows) and ``adjustment`` (to the projected population).
    """

    stock: Array
    graduates: Array
    net: Array
    adjustment: Array
    factor: Array
    """What all stocks of a year are multiplied by to become its population, years."""


class Stocks(NamedTuple):
    """Those who have each education in an area, and how many of them work."""

    people: Array
    """Persons; a count that the source hides is ``HIDDEN_COUNT``."""
    hidden: Array
    """How many of the counts are hidden."""
    working: Array
    """Share of the people that works, 0–1; NaN where it is not known."""


def stocks(people: ArrayLike, working: ArrayLike) -> Stocks:
    """An area's stock of each education, and the share of it that works where both are known, Σ w / Σ p.

    Args:
        people: p, municipalities × education groups (persons); NaN where the source hides the count.
        working: w, those of them who work (persons); likewise.

    >>> found = stocks([[100], [50], [float("nan")]], [[80], [float("nan")], [1]])
    >>> found.people.tolist(), found.hidden.tolist(), found.working.tolist()
    ([152.0], [1.0], [0.8])
    """
    p, w = np.asarray(people, np.float64), np.asarray(working, np.float64)
    hidden = np.isnan(p).sum(axis=0).astype(np.float64)
    both = ~np.isnan(p) & ~np.isnan(w)
    pairs = np.where(both, p, 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(pairs > 0, np.where(both, w, 0).sum(axis=0) / pairs, np.nan)
    return Stocks(np.nansum(p, axis=0) + HIDDEN_COUNT * hidden, hidden, share)


class Flows(NamedTuple):
    """Yearly rates of each education in an area, as shares of those who have it; NaN where they are not known."""

    net: Array
    graduates: Array


def flows(stock: ArrayLike, net: ArrayLike, graduates: ArrayLike) -> Flows:
    """Mean yearly rates over the municipalities where every flow of every period is known.

    Args:
        stock: population with the education when a period begins, municipalities × education groups × periods (persons).
        net: change of the stock over the period (persons).
        graduates: of them new graduates (persons).

    Returns:
        ``net_rate`` of the sums, and the mean of graduates by stock; NaN with fewer than ``FLOW_PERIODS`` periods.

    >>> found = flows([[[1000] * 3], [[100] * 3]], [[[10] * 3], [[float("nan")] * 3]], [[[40] * 3], [[9] * 3]])
    >>> found.net.round(4).tolist(), found.graduates.round(4).tolist()
    ([-0.03], [0.04])
    """
    counts = np.stack([np.asarray(x, np.float64) for x in (stock, net, graduates)])
    if counts.shape[-1] < FLOW_PERIODS:
        nothing = np.full(counts.shape[2], np.nan)
        return Flows(nothing, nothing)
    known = ~np.isnan(counts).any(axis=(0, 3), keepdims=True)
    people, moved, came = np.where(known, counts, 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(people > 0, came / people, np.nan).mean(axis=-1)
    return Flows(net_rate(people, moved, came), rate)


def net_rate(stock: ArrayLike, net: ArrayLike, graduates: ArrayLike) -> Array:
    """Yearly change of a stock without its graduates, a = mean of (net − graduates) / stock.

    Args:
        stock: population with the education at the beginning of each period, periods on the last axis (persons).
        net: change of the stock over the period (persons).
        graduates: of them new graduates (persons).

    Returns:
        Share per year; NaN where anything is missing in a period or a stock is 0.

    >>> net_rate([1000, 1010], [10, 20.3], [50, 50.3]).round(4).tolist()
    -0.0349
    """
    people, n, x = (np.asarray(a, np.float64) for a in (stock, net, graduates))
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(people > 0, (n - x) / people, np.nan)
    mean: Array = rates.mean(axis=-1)
    return mean


def shrunk_rate(stock: ArrayLike, own: ArrayLike, county: ArrayLike) -> Array:
    """The area's rate weighed with the county's, (L · a + 500 · a_county) / (L + 500).

    Args:
        stock: population with the education in the area (persons).
        own: the area's rate (share per year); NaN where it is not known, and then the county's is used.
        county: the county's rate (share per year).

    Returns:
        Share per year; NaN where the county's is not known, or the stock is not.

    Source: linear shrinkage with a fixed prior weight.

    >>> shrunk_rate([1500, 500], [-0.04, float("nan")], [-0.02, -0.02]).round(4).tolist()
    [-0.035, -0.02]
    """
    people, mine, theirs = (np.asarray(a, np.float64) for a in (stock, own, county))
    weighed = (people * mine + PRIOR * theirs) / (people + PRIOR)
    return np.where(np.isnan(people), np.nan, np.where(np.isnan(mine), theirs, weighed))


def projected_stock(stock: ArrayLike, rate: ArrayLike, graduates: ArrayLike, years: int) -> Array:
    """Stock year by year, L_{t+1} = L_t · (1 + a) + X, never below 0.

    Not damped: stocks of educations go on growing as they have grown.

    Args:
        stock: L now (persons).
        rate: a (share per year).
        graduates: X (persons per year).
        years: how many.

    Returns:
        The shape of the stock with a last axis of years 1 … ``years`` (persons); NaN where anything is missing.

    Raises:
        ValueError: ``years`` is not positive.

    Source: stock-flow model; rates constant.

    >>> projected_stock(1000, -0.04, 60, 5).round(4).tolist()
    [1020.0, 1039.2, 1057.632, 1075.3267, 1092.3137]
    """
    if years < 1:
        raise ValueError(f"years must be at least 1, got {years}")
    now, a, x = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (stock, rate, graduates)))
    path = []
    for _ in range(years):
        now = np.maximum(now * (1 + a) + x, 0.0)
        path.append(now)
    return np.stack(path, axis=-1)


def raked_to_population(stocks: ArrayLike, population: ArrayLike) -> Array:
    """Stocks scaled so that the groups of an area make its projected population, L_e · P / Σ_e L_e.

    Args:
        stocks: groups × …, each person in exactly one group (persons).
        population: … (persons).

    Returns:
        The shape of the stocks (persons); NaN in a whole area where a group or the population is missing, since a sum without a
        group is no population.

    >>> raked_to_population([[600, 100], [300, 100]], [990, 150]).tolist()
    [[660.0, 75.0], [330.0, 75.0]]
    """
    parts, whole = np.asarray(stocks, np.float64), np.asarray(population, np.float64)
    total = parts.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(total > 0, whole / total, np.nan)
    scaled: Array = parts * factor
    return scaled


def stocks_to_population(stock: ArrayLike, rate: ArrayLike, graduates: ArrayLike, population: ArrayLike) -> Path:
    """Stocks year by year, each year scaled to the projected population: L_{t+1} = (L_t · (1 + a) + X) · P_{t+1} / Σ_e.

    Args:
        stock: L now, groups (persons); each person in exactly one group.
        rate: a, groups (share per year).
        graduates: X, groups (persons per year).
        population: P of each year after now (persons).

    Returns:
        The stocks, and their three parts summed from now; NaN from the first year whose population is missing, and everywhere when a
        group is.

    >>> path = stocks_to_population([600, 400], [-0.05, 0.0], [50, 10], [1010, 1000])
    >>> path.stock.round(2).tolist()
    [[607.96, 603.66], [402.04, 396.34]]
    >>> bool(np.allclose(path.stock, np.array([[600], [400]]) + path.graduates + path.net + path.adjustment))
    True
    """
    now, a, x = (np.asarray(v, np.float64) for v in (stock, rate, graduates))
    steps, factors = [], []
    for people in np.asarray(population, np.float64):
        before = now
        moved = projected_stock(before, a, x, 1)[..., 0]
        now = raked_to_population(moved, people)
        steps.append((now, x, moved - before - x, now - moved))
        total = moved.sum()
        factors.append(people / total if total > 0 else np.nan)
    stocks, came, rest, scaled = (np.stack(part, axis=-1) for part in zip(*steps, strict=True))
    return Path(stocks, came.cumsum(axis=-1), rest.cumsum(axis=-1), scaled.cumsum(axis=-1), np.array(factors))


def stock_of_more_graduates(rate: ArrayLike, more: ArrayLike, factor: ArrayLike) -> Array:
    """What an education's stock gains if it alone has more graduates, M_{t+1} = (M_t · (1 + a) + ΔX) · k_{t+1}.

    Each education is asked about by itself: if all had more graduates at once the population would still be what it is, and those
    that have the fewest would seem to lose.

    Args:
        rate: a, groups (share per year).
        more: ΔX, groups (persons per year).
        factor: k of each year, as in the base (``Path.factor``).

    Returns:
        Groups × years (persons).

    >>> stock_of_more_graduates([-0.1, 0.0], [10, 0], [1.0, 0.9]).round(2).tolist()
    [[10.0, 17.1], [0.0, 0.0]]
    """
    a, x = np.asarray(rate, np.float64), np.asarray(more, np.float64)
    gained = np.zeros(np.broadcast(a, x).shape)
    years = []
    for k in np.asarray(factor, np.float64):
        gained = (gained * (1 + a) + x) * k
        years.append(gained)
    return np.stack(years, axis=-1)


def matching_weights(working: ArrayLike, matched: ArrayLike, employees: ArrayLike, leads_to: ArrayLike) -> Array:
    """w_{o|e}, the share of those with an education who work in each occupation, as observed in the base year.

    No open table crosses education and occupation. Known are how many with each education work, how many of them in
    a matching occupation, which occupations match, and how many work in each occupation. The table with those margins that
    is closest to this pattern: the matched are spread over the matching occupations, and the others over all other
    occupations, by size.

    Args:
        working: educations, those who work (persons).
        matched: educations, of them in a matching occupation (persons, at most ``working``).
        employees: occupations (persons).
        leads_to: educations × occupations, true where the occupation matches the education.

    Returns:
        Educations × occupations; each row sums to 1. Multiplied by ``working`` the columns have the occupations' shares of all.

    Raises:
        ValueError: shapes do not fit, a count is missing or negative, or nobody works.

    Source: iterative proportional fitting, see ``assets.methods.raking``.

    >>> matching_weights([60, 40], [45, 0], [50, 50], [[True, False], [False, False]]).round(3).tolist()
    [[0.606, 0.394], [0.342, 0.658]]
    """
    people, fits, size = (np.asarray(a, np.float64) for a in (working, matched, employees))
    link = np.asarray(leads_to, bool)
    if link.shape != (len(people), len(size)) or fits.shape != people.shape:
        raise ValueError(f"leads_to must be {len(people)} × {len(size)}, got {link.shape}")
    if (fits > people).any() or not people.sum() > 0 or not size.sum() > 0:
        raise ValueError("matched must be at most the working, and somebody must work")
    inside = np.where(link, size, 0.0)
    outside = np.where(link, 0.0, size)
    hit = np.divide(
        inside,
        inside.sum(axis=1, keepdims=True),
        out=np.zeros_like(inside),
        where=inside.sum(axis=1, keepdims=True) > 0,
    )
    miss = np.divide(
        outside,
        outside.sum(axis=1, keepdims=True),
        out=np.zeros_like(outside),
        where=outside.sum(axis=1, keepdims=True) > 0,
    )
    # An education that leads to no occupation, or to every one, is spread over all of them.
    found = np.where(link.all(axis=1), people, np.where(link.any(axis=1), fits, 0.0))
    seed = found[:, None] * hit + (people - found)[:, None] * miss
    # Nobody is wholly shut out of an occupation; without this some margins cannot be met at all.
    seed = seed + OPEN_TO_ALL * np.outer(people, size) / size.sum()
    table = rake(seed, people, size * people.sum() / size.sum())
    weights: Array = np.divide(table, people[:, None], out=np.zeros_like(table), where=people[:, None] > 0)
    return weights
