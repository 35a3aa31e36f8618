"""What the signal score would be with other weights: the ranks that it weighs, occupation by occupation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.methods.score import POSITIONS, part_ranks
from assets.methods.signals import ADS_RATE
from assets.reference.signal_score import ScorePart, class_limits, score_composition
from reports.findings.matrix import area_names
from reports.warehouse import Warehouse


@dataclass(frozen=True)
class Ranked:
    """An occupation in an area: its rank in each part of the score, 0–1, and the place of its official class."""

    code: str
    name: str
    ranks: tuple[float, ...]
    official: int


@dataclass(frozen=True)
class Weighing:
    """What a reader weighs: the parts, where the classes begin, and every rated occupation of each area."""

    parts: tuple[ScorePart, ...]
    limits: tuple[float, ...]
    areas: dict[str, tuple[Ranked, ...]]
    """Name of the area → its occupations, in the order of their codes."""


def weighing(warehouse: Warehouse) -> Weighing:
    """The ranks that the official score weighs, from the same values by the same formula."""
    parts = score_composition()
    names = area_names(warehouse)
    official = {(str(r["geo_kod"]), str(r["yrke_kod"])): r for r in warehouse.assessments}
    rates = [r for r in warehouse.indicator_values if r["indikator"] == ADS_RATE.code]
    areas = {}
    for code, name in names.items():
        rows = sorted((r for r in rates if r["geo_kod"] == code), key=lambda r: str(r["yrke_kod"]))
        values = np.array([float(r["varde"]) for r in rows])
        digits = np.array([str(r["yrke_kod"])[0] for r in rows], object)
        ranks = part_ranks({part.indicator: values for part in parts}, digits, parts)
        areas[name] = tuple(
            Ranked(
                str(r["yrke_kod"]),
                str(r["yrke_namn"]),
                tuple(float(rank) for rank in ranks[:, at]),
                POSITIONS[str(found["signaler"])],
            )
            for at, r in enumerate(rows)
            if not np.isnan(ranks[:, at]).any()
            and (found := official.get((code, str(r["yrke_kod"])))) is not None
            and found["signalpoang"] is not None
        )
    return Weighing(parts, class_limits(), areas)
