"""Whether women and men share an occupation evenly."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Flags

EVEN_FROM, EVEN_TO = 0.4, 0.6
"""Least and largest share of women in a group that is called even."""


def evenly_shared(share_of_women: ArrayLike) -> Flags:
    """Even distribution of the sexes (jämn könsfördelning): 0.4 ≤ s ≤ 0.6.

    The official statistics' convention: SCB, På tal om kvinnor och män, where a group with at least 40 and at most 60 percent of
    either sex is even. It is about numbers (kvantitativ jämställdhet) and says nothing of pay or influence.

    Args:
        share_of_women: women / all, 0–1 (any shape); NaN where it is not known.

    Returns:
        Same shape; False where the share is not known.

    >>> evenly_shared([0.4, 0.6, 0.399, 0.89, float("nan")]).tolist()
    [True, True, False, False, False]
    """
    share = np.asarray(share_of_women, np.float64)
    return (share >= EVEN_FROM) & (share <= EVEN_TO)
