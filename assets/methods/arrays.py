"""The arrays that formulas take and give."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers; NaN where one is missing."""
Flags = NDArray[np.bool_]
