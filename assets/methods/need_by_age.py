"""What an occupation would need if the people it serves had as many employees each as today. A scenario, not a projection."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array


def need_at_todays_staffing(employees: ArrayLike, people: ArrayLike, projected: ArrayLike) -> Array:
    """Need at constant staffing, E · P_then / P_now.

    Args:
        employees: E, who work in the occupation today (persons).
        people: P_now, the ages that the occupation serves, today (persons).
        projected: P_then, the same ages in the coming year (persons).

    Returns:
        Persons; NaN where anything is missing, and where nobody has the age today.

    Source: constant staffing per age group. In the trial on the 21 counties it foretold employment worse than constant
    shares did, so it stands beside the projection only.

    >>> need_at_todays_staffing([1000, 10], [5000, 0], [5500, 7]).tolist()
    [1100.0, nan]
    """
    e, now, then = (np.asarray(a, np.float64) for a in (employees, people, projected))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(now > 0, e * then / now, np.nan)
