"""What the signal score would be with other weights: the ranks that it weighs, occupation by occupation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.methods.score import POSITIONS, part_ranks
from assets.methods.signals import SIGNS
from assets.reference.signal_score import ScorePart, class_limits, score_composition
from reports.findings.matrix import area_names
from reports.records import by
from reports.warehouse import Warehouse

_WEIGHED = 2
"""Parts that one slider weighs against each other."""


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
    """The ranks that the official score weighs, from the same values by the same formula.

    Raises:
        ValueError: the score is not made of two parts, which is what the page's slider weighs.
    """
    parts = score_composition()
    if len(parts) != _WEIGHED:
        raise ValueError(
            f"Sidan För analytiker väger {_WEIGHED} delar, och signalpoängen har {len(parts)}. Ge sidan ett reglage per del i "
            "reports/templates/weights.js."
        )
    names = area_names(warehouse)
    official = {(str(r["geo_kod"]), str(r["yrke_kod"])): r for r in warehouse.assessments}
    of_area = by(warehouse.indicator_values, "geo_kod")
    areas = {}
    for code, name in names.items():
        known = {(str(r["yrke_kod"]), str(r["indikator"])): r for r in of_area[code,]}
        occupations = {one: str(r["yrke_namn"]) for (one, _), r in known.items()}
        order = sorted(occupations)
        values = {
            part.indicator: SIGNS[part.indicator]
            * np.array([known.get((one, part.indicator), {}).get("varde", np.nan) for one in order], np.float64)
            for part in parts
        }
        ranks = part_ranks(values, np.array([one[0] for one in order], object), parts)
        areas[name] = tuple(
            Ranked(
                one,
                occupations[one],
                tuple(float(rank) for rank in ranks[:, at]),
                POSITIONS[str(found["signaler"])],
            )
            for at, one in enumerate(order)
            if not np.isnan(ranks[:, at]).any()
            and (found := official.get((code, one))) is not None
            and found["signalpoang"] is not None
        )
    return Weighing(parts, class_limits(), areas)
