"""The arrays that formulas take and give."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers; NaN where one is missing."""
Flags = NDArray[np.bool_]


def number_or_none(value: float | None) -> float | None:
    """A number as tables hold it: nothing where it is missing.

    >>> number_or_none(float("nan")), number_or_none(0.5), number_or_none(None)
    (None, 0.5, None)
    """
    return None if value is None or np.isnan(value) else float(value)
