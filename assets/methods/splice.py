"""Joining a level across a break in a series, where two registers overlap. Shares need no splice."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.mismatch import Array

SHRINKAGE = 200
"""Employees at which a cell's own ratio weighs as much as its parent's."""
LOWEST, HIGHEST = 0.8, 1.25
"""A ratio outside is a change of content, not of level: then the series begins with the new register."""


def level_ratio(new: ArrayLike, old: ArrayLike) -> Array:
    """Ratio of the registers over the years both have, k = Σ new / Σ old.

    Args:
        new: employees in the register that goes on, years as the last axis (persons).
        old: employees in the one that ended, the same years.

    Returns:
        Ratio, without the last axis; NaN when a year is missing in either and when the old sum is 0.

    Raises:
        ValueError: shapes differ.

    Source: splicing by overlap, as for price indices; methods §2.2.

    >>> level_ratio([520, 530], [500, 505]).round(7).item()
    1.0447761
    """
    continued, ended = np.asarray(new, dtype=np.float64), np.asarray(old, dtype=np.float64)
    if continued.shape != ended.shape or not continued.ndim:
        raise ValueError(f"both registers must have the same years, got shapes {continued.shape} and {ended.shape}")
    total = ended.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total != 0, continued.sum(axis=-1) / total, np.nan)


def splice_factor(new: ArrayLike, old: ArrayLike, parent_new: ArrayLike, parent_old: ArrayLike) -> Array:
    """What an old level is multiplied by, k̂ = (n·k + 200·k_parent) / (n + 200), with n = mean employees in the new register.

    Args:
        new: employees of the cell (SSYK3 × county) in the register that goes on, overlapping years as the last axis.
        old: the same in the register that ended.
        parent_new: employees of the cell's parent (its SSYK2 group × county) in the register that goes on.
        parent_old: the same in the register that ended.

    Returns:
        Factor 0.8–1.25, without the last axis. NaN, which means no splice, when the factor is outside and when a year is
        missing.

    Raises:
        ValueError: shapes differ between the registers.

    Source: shrinkage toward the parent and limits, methods §2.2.

    >>> splice_factor([520, 530], [500, 505], [5000, 5000], [5000, 5000]).round(6).item()
    1.032424
    """
    n = np.asarray(new, dtype=np.float64).mean(axis=-1)
    factor = (n * level_ratio(new, old) + SHRINKAGE * level_ratio(parent_new, parent_old)) / (n + SHRINKAGE)
    return np.where((factor >= LOWEST) & (factor <= HIGHEST), factor, np.nan)
