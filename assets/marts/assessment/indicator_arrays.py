"""The rows of mart.signaler as arrays of cells × indicators, which the formulas of method 3 take."""

from __future__ import annotations

from typing import Any

import pandas as pd
from numpy.typing import NDArray

from assets.marts.assessment.scores import CELL
from assets.methods.method_3 import SCORED

CODES = [i.code for i in SCORED]


def as_array(frame: pd.DataFrame, name: str, cells: pd.DataFrame) -> NDArray[Any]:
    """One column of mart.signaler as cells × indicators.

    Args:
        frame: mart.signaler.
        name: the column.
        cells: the cells and their order, with the columns of ``CELL``.

    Returns:
        In the order of ``cells`` and of ``SCORED``; NaN where there is no row.
    """
    table = frame.pivot(index=CELL, columns="indikator", values=name).reindex(columns=CODES)
    return table.reindex(pd.MultiIndex.from_frame(cells[CELL])).to_numpy()
