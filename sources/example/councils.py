"""What two made-up councils answer: mostly as the made-up ads say, sometimes not, and never about every occupation."""

from __future__ import annotations

import zlib

import numpy as np

from assets.reference import reporting_groups
from assets.reference.council_form import ASSESSMENTS, CLASS, form_column
from sources.example.world import ADS_PER_EMPLOYEE, EXAMPLE_GROUPS

EXAMPLE_COUNCILS = ("fyrbodal", "skaraborg")
"""The other two have not handed anything in, so that one sees how that looks."""
EXAMPLE_SEED = 1
_ANSWERED = 0.4
"""Share of the occupations that a council talks about."""
_BLUR = 0.35
"""How far a council's view is from what the ads say, as a share of their spread."""
_LIMITS = (0.80, 0.62, 0.22)
"""Ranks above which an occupation is in the first, second and third class."""
Answered = dict[str, list[dict[str, str | int]]]


def made_up_answers(delregion: str) -> Answered:
    """Filled rows by sheet, by the form's own names of columns.

    Args:
        delregion: one of ``EXAMPLE_COUNCILS``.
    """
    r = np.random.default_rng([EXAMPLE_SEED, zlib.crc32(delregion.encode())])
    groups = reporting_groups()
    ads = np.array([_ads(group.ssyk3) for group in groups])
    seen = np.argsort(np.argsort(ads)) / len(ads) + _BLUR * r.normal(size=len(ads)) * 0.5
    rank = np.argsort(np.argsort(seen)) / len(ads)
    scale = form_column(ASSESSMENTS, CLASS).choices
    rows = []
    for group, at in zip(groups, rank, strict=True):
        if r.random() > _ANSWERED:
            continue
        position = next((n for n, limit in enumerate(_LIMITS) if at > limit), len(_LIMITS))
        voices = int(r.integers(1, 9))
        row: dict[str, str | int] = {
            "yrke_kod": group.code,
            "yrke_namn": group.name,
            CLASS: scale[position],
            "om_fem_ar": _one(r, "om_fem_ar"),
            "sakerhet": _one(r, "sakerhet"),
            "roster": voices,
            "grund": _one(r, "grund"),
            "jav": "nej" if r.random() < 0.9 else "ja",
        }
        if position < 2:
            fewest = int(r.integers(1, 12)) * 5
            row |= {"orsak": _one(r, "orsak"), "personer_fran": fewest, "personer_till": fewest * 2}
        rows.append(row)
    return {ASSESSMENTS: rows}


def _ads(ssyk3: tuple[str, ...]) -> float:
    own = [at for at, group in enumerate(EXAMPLE_GROUPS) if group[:3] in ssyk3]
    return float(ADS_PER_EMPLOYEE[own].mean()) if own else 0.0


def _one(r: np.random.Generator, column: str) -> str:
    return str(r.choice(form_column(ASSESSMENTS, column).choices))
