"""The rows of mart.signaler as arrays of cells × indicators, which the formulas of method 3 take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assets.marts.assessment.scores import CELL
from assets.methods.method_3 import SCORED

CODES = [i.code for i in SCORED]


def as_arrays(frame: pd.DataFrame, names: Sequence[str], cells: pd.DataFrame) -> dict[str, NDArray[Any]]:
    """Columns of mart.signaler, each as cells × indicators.

    Args:
        frame: mart.signaler.
        names: of the columns.
        cells: the cells and their order, with the columns of ``CELL``.

    Returns:
        In the order of ``cells`` and of ``SCORED``; NaN where there is no row.
    """
    at = pd.MultiIndex.from_frame(cells[CELL]).get_indexer(pd.MultiIndex.from_frame(frame[CELL]))
    of = pd.Index(CODES).get_indexer(pd.Index(frame["indikator"]))
    found = (at >= 0) & (of >= 0)
    made = {}
    for name in names:
        given = frame[name].to_numpy()
        made[name] = np.full((len(cells), len(CODES)), np.nan, given.dtype)
        made[name][at[found], of[found]] = given[found]
    return made
