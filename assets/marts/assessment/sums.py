"""Sums over members of groups, as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from assets.methods.arrays import Array


def members(groups: Iterable[Sequence[str]], columns: Sequence[str]) -> Array:
    """Groups × columns: 1 where the column is a member.

    >>> members([("a", "c"), ("b",)], ["a", "b", "c"]).tolist()
    [[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    at = {code: place for place, code in enumerate(columns)}
    wanted = list(groups)
    found = np.zeros((len(wanted), len(columns)))
    for row, group in enumerate(wanted):
        found[row, [at[code] for code in group]] = 1.0
    return found


def sum_of_members(values: Array, groups: Array) -> Array:
    """Sum of each group's members; missing when a member is.

    Args:
        values: … × columns, NaN where missing.
        groups: of ``members``.

    Returns:
        … × groups.

    >>> sum_of_members(np.array([[1.0, np.nan, 3.0]]), members([("a", "c"), ("b",)], ["a", "b", "c"])).tolist()
    [[4.0, nan]]
    """
    missing = np.isnan(values).astype(np.float64) @ groups.T > 0
    return np.where(missing, np.nan, np.nan_to_num(values) @ groups.T)
