"""Levels of education by cohorts on the parts of the country 1985–2020, held against what came ten years later."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from assets.methods.arrays import Array
from assets.methods.education_levels import AGE_CLASSES, YEARS, levels_by_cohort
from tests.real.served import SHARED

FIRST, ORIGINS = 1985, (1995, 2000, 2005, 2010)
WEST = "SE23 West Sweden"
LEVELS = {"primary and secondary": 0, "upper secondary": 1, "post-secondary": 2, "post-graduate": 2}


@cache
def people() -> tuple[list[str], Array]:
    """Parts of the country × classes of ages × three levels × years (persons); unknown levels left out."""
    frame = pd.read_csv(
        SHARED / "real/scb/utbildning-nuts2/UF0506A1_nuts2_alder_niva_kon_1985-2020.csv", encoding="latin-1"
    )
    names = frame["level of education"]
    frame["level"] = [next((at for word, at in LEVELS.items() if name.startswith(word)), -1) for name in names]
    frame["from"] = frame["age"].str[:2].astype(int)
    years = [name for name in frame.columns if name.isdigit()]
    sums = frame[frame["level"] >= 0].groupby(["region", "from", "level"])[years].sum()
    places = sorted(frame["region"].unique())
    every = pd.MultiIndex.from_product([places, [first for first, _ in AGE_CLASSES], range(3)])
    return places, sums.reindex(every).to_numpy(float).reshape(len(places), len(AGE_CLASSES), 3, len(years))


def ratio(where: slice | int = slice(None), learned: bool = True) -> float:
    """Errors in persons over those of constant shares, with the true people of every age."""
    _, counted = people()
    errors, naive = 0.0, 0.0
    for origin in ORIGINS:
        at = origin - FIRST
        nation = counted.sum(axis=0)
        before = nation[..., at - YEARS] if learned else np.vstack([nation[1:, :, at], nation[-1:, :, at]])
        for own in np.atleast_3d(counted[where]).reshape(-1, *counted.shape[1:]):
            came = own[1:, :, at + YEARS]
            whole = came.sum(axis=1, keepdims=True)
            found = levels_by_cohort(own[..., at], nation[..., at], before)
            same = own[1:, :, at] / own[1:, :, at].sum(axis=1, keepdims=True)
            errors += float(np.abs(found * whole - came).sum())
            naive += float(np.abs(same * whole - came).sum())
    return errors / naive


def test_cohorts_err_much_less_than_constant_shares() -> None:
    places, _ = people()
    assert ratio() == pytest.approx(0.282, abs=0.003)
    assert ratio(places.index(WEST)) == pytest.approx(0.203, abs=0.003)


def test_ageing_alone_errs_more() -> None:
    """When nobody learns anything on the way: those who are 16–24 years have not finished school."""
    assert ratio(learned=False) == pytest.approx(1.130, abs=0.003)
