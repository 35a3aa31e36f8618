"""Which skills ads name most: a description, never part of supply against demand."""

from __future__ import annotations

import pandas as pd

LEAST_ADS = 20
"""Read ads that an occupation group has in an area for its skills to be shown: below it one ad is five per cent or more."""
LEAST_NAMING = 5
"""Ads that name a skill for it to be shown: fewer can be one employer's wording."""
TOP = 10
"""Skills shown per occupation group and area."""


def top_skills(frame: pd.DataFrame, cell: list[str]) -> pd.DataFrame:
    """The skills that most ads name in each cell.

    Args:
        frame: one row per cell and skill: the columns of ``cell``, ``kompetens``, ``annonser_med`` (ads that name it) and
            ``annonser`` (ads of the cell that name any).
        cell: columns that identify a cell.

    Returns:
        At most TOP rows per cell with ``rang`` from 1 (most ads; equals by name) and ``andel`` (0–1); no rows for a cell with
        fewer than LEAST_ADS ads, and no skill that fewer than LEAST_NAMING name.

    >>> few = pd.DataFrame({"g": "a", "kompetens": ["Y", "X", "Z"], "annonser_med": [9, 9, 4], "annonser": 20})
    >>> top_skills(few, ["g"])[["rang", "kompetens", "andel"]].values.tolist()
    [[1, 'X', 0.45], [2, 'Y', 0.45]]
    """
    enough = frame[(frame["annonser"] >= LEAST_ADS) & (frame["annonser_med"] >= LEAST_NAMING)]
    ordered = enough.sort_values([*cell, "annonser_med", "kompetens"], ascending=[*(True for _ in cell), False, True])
    ranked = ordered.assign(
        rang=ordered.groupby(cell).cumcount() + 1, andel=ordered["annonser_med"] / ordered["annonser"]
    )
    return ranked[ranked["rang"] <= TOP].reset_index(drop=True)
