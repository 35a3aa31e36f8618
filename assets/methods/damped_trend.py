"""How much is left of a yearly change that fades: what every projection of a trend here has in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array


def damped_sum(years: ArrayLike, damping: float) -> Array:
    """Φ_h = Σ_{i=1..h} φ^i, how many of today's yearly changes h years are worth.

    Args:
        years: h, whole years ahead, at least 0.
        damping: φ, what is left of a year's change in the next, 0–1.

    Raises:
        ValueError: years are negative, or φ is outside 0–1.

    Source: damped trend, Gardner and McKenzie, Management Science 1985.

    >>> damped_sum([0, 1, 5, 10], 0.9).round(4).tolist()
    [0.0, 0.9, 3.6856, 5.8619]
    >>> damped_sum([1, 2, 3, 4, 5, 10], 0.8).round(6).tolist()
    [0.8, 1.44, 1.952, 2.3616, 2.68928, 3.570503]
    """
    h = np.asarray(years, np.float64)
    if (h < 0).any() or not 0 <= damping <= 1:
        raise ValueError("years must be at least 0 and the damping 0–1")
    if damping == 1:
        return h
    summed: Array = damping * (1 - damping**h) / (1 - damping)
    return summed
