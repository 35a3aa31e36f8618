"""How large a break in a series is, where two registers overlap. Shares need no splice."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array


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
