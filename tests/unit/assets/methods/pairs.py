"""The AUC by its definition, for what computes it otherwise."""

from __future__ import annotations

import numpy as np


def auc(score, happened) -> float:
    """Share of the pairs in which the case where it happened has the higher score, ties as half; NaN without a pair."""
    scores, there = np.asarray(score, float), np.asarray(happened, bool)
    apart = scores[there][:, None] - scores[~there]
    return float((0.5 + np.sign(apart) / 2).mean()) if apart.size else float("nan")
