"""Where supply and demand do not meet, from observed counts.

All functions take arrays (or numbers) of equal shape and return float64 arrays; a missing input is NaN and gives NaN.
The limits for small numbers are the project's method and stand here and nowhere else.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

MIN_EMPLOYEES = 50
MIN_COUNT = 20
"""Of employees or of posts in an occupation of one municipality, or of people with an education, for their number to be shown."""
MIN_EXPECTED = 5
MIN_UNEMPLOYED = 10
MIN_POSTS = 5
MIN_UNEMPLOYED_HEADLINE = 50
MIN_REGISTERED = 20
UNUSUAL_POSTS_RATE = 300.0
"""Posts per 100 employees and year above which a reader is warned."""


def _float(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=np.float64)


def _where(condition: Any, values: Any) -> Array:
    return np.where(condition, values, np.nan)


def tightness(posts: ArrayLike, unemployed: ArrayLike) -> Array:
    """Advertised posts per registered unemployed, θ = V / U.

    Args:
        posts: advertised posts of a period (posts).
        unemployed: registered unemployed, mean of the same period (persons).

    Returns:
        Posts per person; NaN when U is under 10 or V is 1–4; 0 when V is 0 and U is at least 10.

    Source: market tightness v/u, Pissarides, Equilibrium Unemployment Theory; here a flow over a mean, see
    docs/beslut/0003.

    >>> tightness([150, 30, 20], [100, 60, 80]).tolist()
    [1.5, 0.5, 0.25]
    >>> tightness([0, 4, 50], [10, 100, 9]).tolist()
    [0.0, nan, nan]
    """
    v, u = _float(posts), _float(unemployed)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _where((u >= MIN_UNEMPLOYED) & ((v >= MIN_POSTS) | (v == 0)), v / u)


def advertised_posts_rate(posts: ArrayLike, employees: ArrayLike) -> Array:
    """Advertised posts per 100 employees, 100 · V / E.

    Args:
        posts: advertised posts of twelve months (posts).
        employees: employees by workplace (persons).

    Returns:
        Posts per 100 employees; NaN when E is under 50.

    Source: vacancy rate with ads for vacancies, without correction for what is not advertised.

    >>> advertised_posts_rate([30, 3], [600, 49]).tolist()
    [5.0, nan]
    """
    v, e = _float(posts), _float(employees)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _where(e >= MIN_EMPLOYEES, 100 * v / e)


def shown_count(counts: ArrayLike) -> Array:
    """A count of an occupation in a municipality where it says something, else NaN: under 20 it changes by chance alone.

    Args:
        counts: employees (persons) or advertised posts of twelve months (posts).

    >>> shown_count([20, 19, 0]).tolist()
    [20.0, nan, nan]
    """
    c = _float(counts)
    return _where(c >= MIN_COUNT, c)


def location_quotient(
    employees: ArrayLike, area_total: ArrayLike, reference_employees: ArrayLike, reference_total: ArrayLike
) -> Array:
    """Location quotient, LQ = (E_or / E_r) / (E_oN / E_N).

    Args:
        employees: employees in the occupation and area.
        area_total: employees in the area, known occupations.
        reference_employees: employees in the occupation in the reference area.
        reference_total: employees in the reference area, known occupations.

    Returns:
        Ratio; 1 is as common as in the reference. NaN when the expected number E_oN · E_r / E_N is under 5.

    Source: the standard location quotient of regional analysis.

    >>> location_quotient(300, 10_000, 50_000, 2_500_000).item()
    1.5
    """
    e, r, n, total = _float(employees), _float(area_total), _float(reference_employees), _float(reference_total)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n * r / total
        return _where((total > 0) & (expected >= MIN_EXPECTED), e / expected)


def share_of_total(employees: ArrayLike, total: ArrayLike) -> Array:
    """Share of a total, s = E / T.

    Args:
        employees: employees in the occupation and area.
        total: all employees with a known occupation in the county.

    Returns:
        Share 0–1; NaN when the total is 0.

    >>> share_of_total([12, 5], [1000, 0]).tolist()
    [0.012, nan]
    """
    e, t = _float(employees), _float(total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _where(t > 0, e / t)


def share_change(employees: ArrayLike, total: ArrayLike, earlier: ArrayLike, earlier_total: ArrayLike) -> Array:
    """Change of employment as a share of the county's total, Δs = E₁/T₁ − E₀/T₀.

    Levels are never compared across the break 2022→2023; shares of the total may be,
    because most of the level's jump there is common to all occupations (fewer with unknown occupation).

    Args:
        employees: employees now.
        total: the county's employees with a known occupation now.
        earlier: employees in the year of comparison.
        earlier_total: the county's total in that year.

    Returns:
        Difference of shares; NaN when either count is under 50.

    >>> share_change(1100, 110_000, 900, 100_000).round(6).item()
    0.001
    """
    e1, e0 = _float(employees), _float(earlier)
    change = share_of_total(e1, total) - share_of_total(e0, earlier_total)
    return _where((e1 >= MIN_EMPLOYEES) & (e0 >= MIN_EMPLOYEES), change)


def employment_beyond_total(
    employees: ArrayLike, total: ArrayLike, earlier: ArrayLike, earlier_total: ArrayLike
) -> Array:
    """The share change in persons, E₁ − E₀ · T₁/T₀ = Δs · T₁.

    Args:
        employees: employees now.
        total: the county's employees with a known occupation now.
        earlier: employees in the year of comparison.
        earlier_total: the county's total in that year.

    Returns:
        Persons more (or fewer, negative) than if the occupation had followed the county's total.

    >>> employment_beyond_total(1100, 110_000, 900, 100_000).round(6).item()
    110.0
    """
    return share_change(employees, total, earlier, earlier_total) * _float(total)


def share_of_employees(some: ArrayLike, total: ArrayLike) -> Array:
    """Share of the employees, such as women or those of 55 years and more, 0–1; NaN when there are fewer than 50 employees.

    Args:
        some: those that are counted (persons).
        total: all employees (persons).

    >>> share_of_employees([30, 20], [120, 40]).tolist()
    [0.25, nan]
    """
    counted, t = _float(some), _float(total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _where(t >= MIN_EMPLOYEES, counted / t)


def share_of_registered(some: ArrayLike, registered: ArrayLike) -> Array:
    """Share of the registered unemployed, such as those born abroad, 0–1; NaN when fewer than 20 are registered.

    Args:
        some: those that are counted (persons).
        registered: all registered unemployed (persons).

    >>> share_of_registered([5, 19], [20, 19]).tolist()
    [0.25, nan]
    """
    counted, u = _float(some), _float(registered)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _where(u >= MIN_REGISTERED, counted / u)
