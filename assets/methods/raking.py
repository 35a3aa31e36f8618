"""A table that is known only by its margins, from a seed with the right pattern: iterative proportional fitting."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

TOLERANCE = 1e-6
"""Largest relative error of a margin in a finished table."""
MAX_ITERATIONS = 1000
FILL = 1e-6
"""Seed of a cell that cannot stay zero, as a share of the count that the margins alone would give it."""
COUNTY_SHARE = 5.0
"""How much the county's pattern of ads counts beside the delregion's own. Chosen on the 21 counties, where the answer is known:
at 0.5 the ads move more than they know."""
LARGE_DIFFERENCE = 0.01
"""Share that the margins may differ by before a reader is warned."""
_EQUAL = 1e-9


def _shares(posts: Array) -> Array:
    """Each group's share of the posts of its area, 0 where there are none."""
    total = posts.sum(axis=0, keepdims=True)
    shares: Array = np.divide(posts, total, out=np.zeros_like(posts), where=total > 0)
    return shares


def pattern_of_ads(posts: Array, county_posts: Array, county_share: float = COUNTY_SHARE) -> Array:
    """Each group's part of its area, the area's own posts and the county's weighed together, s + 5 · s_county.

    Args:
        posts: four-digit groups of one SSYK3 × areas (posts).
        county_posts: groups × 1 (posts).
        county_share: how much the county counts beside the area itself.

    Returns:
        Groups × areas, to seed ``rake`` with; the parts of an area sum to 1, or are 0 where neither it nor the county has posts.

    >>> pattern_of_ads(np.array([[9.0, 0.0], [1.0, 0.0]]), np.array([[5.0], [5.0]]), 1.0).tolist()
    [[0.7, 0.5], [0.3, 0.5]]
    """
    return _shares(_shares(posts) + county_share * _shares(county_posts))


class NotFittedError(ValueError):
    """No table close to the seed has the given totals."""


def _counts(name: str, values: ArrayLike, dimensions: int) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != dimensions:
        raise ValueError(f"{name} must have {dimensions} axes, got shape {array.shape}")
    if not np.isfinite(array).all() or (array < 0).any():
        raise ValueError(f"{name} must be counts: a number is missing, negative or infinite")
    return array


def agreeing_margins(delregion_totals: ArrayLike, county_counts: ArrayLike) -> tuple[Array, float]:
    """The county's margin scaled to the sum of the delregioner, and how far apart the two were.

    The sources' noise and ages make the margins disagree slightly; the caller marks the result when the difference is
    over 1 percent.

    Args:
        delregion_totals: observed per delregion, for example one SSYK3 group (persons), one axis.
        county_counts: observed in the county per part, for example its SSYK4 groups (persons), one axis.

    Returns:
        The county's counts × Σ delregioner / Σ county (persons), and Σ delregioner / Σ county − 1 (share; 0 when both are 0).

    Raises:
        ValueError: a count is missing, negative or infinite, or the county has none while the delregioner have some.

    >>> margin, difference = agreeing_margins([60, 41], [70, 30])
    >>> margin.tolist(), round(difference, 6)
    ([70.7, 30.3], 0.01)
    """
    parts, county = _counts("delregion_totals", delregion_totals, 1), _counts("county_counts", county_counts, 1)
    total, county_total = parts.sum(), county.sum()
    if not county_total and total:
        raise ValueError(f"county_counts are all 0 but the delregioner have {total:g}: there is nothing to scale")
    ratio = total / county_total if county_total else 1.0
    return county * ratio, float(ratio - 1)


def _factors(wanted: Array, sums: Array) -> Array:
    return np.divide(wanted, sums, out=np.zeros_like(wanted), where=sums > 0)


def _largest_error(table: Array, rows: Array, columns: Array) -> float:
    sums, wanted = np.concatenate([table.sum(axis=1), table.sum(axis=0)]), np.concatenate([rows, columns])
    positive = wanted > 0
    return float(np.abs(sums[positive] / wanted[positive] - 1).max())


def _fit(table: Array, rows: Array, columns: Array) -> tuple[Array, float]:
    error = np.inf
    for _ in range(MAX_ITERATIONS):
        table = table * _factors(rows, table.sum(axis=1))[:, None]
        table = table * _factors(columns, table.sum(axis=0))
        error = _largest_error(table, rows, columns)
        if error < TOLERANCE:
            break
    return table, error


def rake(seed: ArrayLike, row_totals: ArrayLike, column_totals: ArrayLike) -> Array:
    """The table closest to the seed that has the given row and column totals.

    A cell with seed 0 stays 0 unless a margin could not be met. A row or column with a positive total and no seed at all
    takes the pattern that the margins alone would give (fitting makes its size irrelevant). If the totals still cannot be
    met, every zero gets 1e-6 of that count. A row or column whose total is 0 is 0. The seed's unit is irrelevant.

    Args:
        seed: rows × columns, at least 0; for example shares of ads.
        row_totals: one per row (persons).
        column_totals: one per column (persons); the same sum, see ``agreeing_margins``.

    Returns:
        Rows × columns (persons); each total is met to a relative error under 1e-6.

    Raises:
        ValueError: shapes do not fit, a number is missing, negative or infinite, or the totals have different sums.
        NotFittedError: 1,000 iterations were not enough.

    Source: Deming and Stephan, On a Least Squares Adjustment of a Sampled Frequency Table, 1940; methods §2.0.

    >>> rake([[8, 2], [3, 7]], [100, 60], [90, 70]).round(4).tolist()
    [[75.2545, 24.7455], [14.7455, 45.2545]]
    """
    table = _counts("seed", seed, 2)
    rows, columns = _counts("row_totals", row_totals, 1), _counts("column_totals", column_totals, 1)
    if table.shape != (len(rows), len(columns)):
        raise ValueError(f"seed has shape {table.shape} but there are {len(rows)} row and {len(columns)} column totals")
    total = rows.sum()
    if abs(total - columns.sum()) > _EQUAL * max(total, columns.sum()):
        raise ValueError(f"row totals sum to {total:g} and column totals to {columns.sum():g}: they must be equal")
    if not total:
        return np.zeros_like(table)
    expected = np.outer(rows, columns) / total
    table = np.where(expected > 0, table, 0)
    if table.any():
        table = table * (total / table.sum())  # in persons, as what fills it
    empty_rows, empty_columns = table.sum(axis=1) == 0, table.sum(axis=0) == 0
    table = np.where(empty_rows[:, None] | empty_columns, expected, table)
    fitted, error = _fit(table, rows, columns)
    if error >= TOLERANCE:
        fitted, error = _fit(np.where(table == 0, FILL * expected, table), rows, columns)
    if error >= TOLERANCE:
        raise NotFittedError(
            f"no table with these totals after {MAX_ITERATIONS} iterations: relative error {error:.1e}"
        )
    return fitted
