"""Why an area's employment changed: with the nation, by its mix of industries, or by itself."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array


class ShiftShare(NamedTuple):
    """Persons per industry; the three sum to the change."""

    national: Array
    mix: Array
    regional: Array


class NationalGrowth(NamedTuple):
    """Growth over a period, as shares: of all employment, and per industry."""

    total: float
    industry: Array


def shift_share(
    earlier: ArrayLike, later: ArrayLike, national_growth: ArrayLike, industry_growth: ArrayLike
) -> ShiftShare:
    """The change e₁ − e₀ as national e₀·g, mix e₀·(g_i − g) and regional effect e₁ − e₀·(1 + g_i).

    A description, not a cause. The effects of an area are the sums over its industries.

    Args:
        earlier: employed per industry (or occupation) in the area, the first year (persons).
        later: the same in the last year.
        national_growth: growth of all employment in the nation over the period, as a share (0.02 is 2 percent).
        industry_growth: growth of each industry in the nation over the same period, as a share.

    Returns:
        Three arrays (persons) with the shape of the inputs together; a missing input is NaN and gives NaN in the effects
        that need it.

    Source: Dunn, A Statistical and Analytical Technique for Regional Analysis, 1960.

    >>> [effect.round(6).tolist() for effect in shift_share([1000, 500], [1040, 470], 0.02, [0.05, -0.03])]
    [[20.0, 10.0], [30.0, -25.0], [-10.0, -15.0]]
    """
    before, after, nation, industry = np.broadcast_arrays(
        *(np.asarray(values, dtype=np.float64) for values in (earlier, later, national_growth, industry_growth))
    )
    national, mix = before * nation, before * (industry - nation)
    return ShiftShare(national, mix, (after - before) - (national + mix))


def national_growth(earlier: ArrayLike, later: ArrayLike) -> NationalGrowth:
    """Growth of the nation's employment, g = Σ e₁ / Σ e₀ − 1, and of each of its industries, g_i = e₁ / e₀ − 1.

    An industry that the nation did not have the first year has nobody anywhere then, and any growth gives the same effects:
    it gets the nation's.

    Args:
        earlier: employed per industry (or occupation) in the nation, the first year (persons).
        later: the same in the last year.

    Returns:
        Shares; NaN where a count is missing.

    >>> found = national_growth([100, 0, 100], [110, 5, 95])
    >>> round(found.total, 6), found.industry.round(6).tolist()
    (0.05, [0.1, 0.05, -0.05])
    """
    before, after = np.asarray(earlier, np.float64), np.asarray(later, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = after.sum() / before.sum() - 1
        industry = np.where(before > 0, after / before - 1, np.where(before == 0, total, np.nan))
    return NationalGrowth(float(total), industry)
