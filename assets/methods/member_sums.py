"""Sums over members of groups, as matrices, and people spread over groups as those of a whole are."""

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


def spread_as_whole(people: Array, parts: Array) -> Array:
    """Each area's people over the groups, as those of the whole are within the same class, Σ_o E(a, o) · P(o, g) / Σ_g P(o, g).

    Args:
        people: areas × classes (persons), NaN where missing; classes such as SSYK3.
        parts: classes × groups in the whole (persons), NaN where missing; groups such as AF-yrkesområden.

    Returns:
        Areas × groups (persons); NaN where somebody is missing who may belong there.

    >>> spread_as_whole(np.array([[10.0, 4.0], [10.0, np.nan]]), np.array([[3.0, 1.0], [0.0, 5.0]])).tolist()
    [[7.5, 6.5], [7.5, nan]]
    """
    total = np.nansum(parts, axis=1, keepdims=True)
    share = np.divide(np.nan_to_num(parts), total, out=np.zeros_like(parts), where=total > 0)
    unknown = np.isnan(parts).astype(np.float64)
    may_belong = ((parts > 0) | np.isnan(parts)).astype(np.float64)
    # Where a part is missing in the whole, neither it nor the class's other parts have a known share.
    unsure = np.where(unknown.any(1, keepdims=True), may_belong, 0.0)
    lacks = np.isnan(people).astype(np.float64) @ may_belong + (people > 0).astype(np.float64) @ unsure
    return np.where(lacks > 0, np.nan, np.nan_to_num(people) @ share)
