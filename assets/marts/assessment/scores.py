"""The signal score of every occupation, out of the rows of mart.signaler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array
from assets.methods.score import class_positions, signal_score
from assets.methods.signals import SIGNS
from assets.reference.signal_score import class_limits, score_composition

CELL = ["geo_niva", "geo_kod", "yrkesniva", "yrke_kod"]


@dataclass(frozen=True)
class AreaScores:
    """The occupations of one area and level, ranked among each other."""

    cells: pd.DataFrame
    """Columns of ``CELL``, geo_namn and yrke_namn, in the order of the arrays."""
    values: dict[str, ArrayLike]
    """Indicator → value, turned where a low one points to a shortage."""
    errors: dict[str, ArrayLike]
    digits: NDArray[np.object_]
    """First digit of each occupation's code."""
    score: Array
    position: NDArray[np.int8]
    """Position of the class, −1 where the occupation cannot be rated."""


def area_scores(signals: pd.DataFrame) -> Iterator[AreaScores]:
    """Every area and level of some rows of mart.signaler, one at a time.

    An occupation has a score when every part of it is known, which the parts are from fifty employees.
    """
    for _, rows in signals.groupby(["geo_kod", "yrkesniva"], sort=True):
        cells = rows[[*CELL, "geo_namn", "yrke_namn"]].drop_duplicates(CELL).sort_values(CELL, ignore_index=True)
        order = cells["yrke_kod"]
        found, errors = (
            rows.pivot(index="yrke_kod", columns="indikator", values=name)
            .reindex(index=order, columns=list(SIGNS))
            .to_numpy(np.float64)
            .T
            for name in ("varde", "medelfel")
        )
        values: dict[str, ArrayLike] = {
            code: sign * row for (code, sign), row in zip(SIGNS.items(), found, strict=True)
        }
        digits = order.str[0].to_numpy(object)
        score = signal_score(values, digits, score_composition())
        yield AreaScores(
            cells,
            values,
            dict(zip(SIGNS, errors, strict=True)),
            digits,
            score,
            class_positions(score, class_limits()),
        )
