"""The columns of method 3, which stand beside the new ones until an edition has had both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assets.marts.assessment.indicator_arrays import CODES, as_arrays
from assets.methods import method_3 as method
from assets.methods.arrays import Array, Flags
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.score import DRAWS, SEED


def columns_of_method_3(
    frame: pd.DataFrame, cells: pd.DataFrame, cuts: Mapping[str, tuple[float, ...]]
) -> pd.DataFrame:
    """Class, certainty and score as method 3 gave them.

    Args:
        frame: rows of mart.signaler.
        cells: the cells and their order, with anstallda, period_till and ar_anstallda.
        cuts: indicator → its cut points.

    Returns:
        One row per cell, with the columns that mart.bedomning keeps for an edition.
    """
    names = ("varde", "medelfel", "poang", "poang_pendling", "poang_lan", "vikt", "tillampas")
    wide = as_arrays(frame, names, cells)
    return _rate(wide, wide["tillampas"] == "ja", cells, cuts, _register_age(cells))


def _register_age(cells: pd.DataFrame) -> float:
    """Months from the register's November to the last month of the other figures."""
    newest, year = str(cells["period_till"].dropna().max()), int(cells["ar_anstallda"].dropna().max())
    return float((pd.Period(newest, "M") - pd.Period(f"{year}-11", "M")).n)


def _rate(
    wide: dict[str, NDArray[Any]],
    applies: Flags,
    cells: pd.DataFrame,
    cuts: Mapping[str, tuple[float, ...]],
    months: float,
) -> pd.DataFrame:
    points, shares = wide["poang"], np.nan_to_num(wide["vikt"])
    people = cells["anstallda"].astype("float64").to_numpy()
    found = method.shortage_score(points, shares, applies)
    enough = method.rated(found) & (people >= MIN_EMPLOYEES)
    score = np.where(enough, found.score, np.nan)
    surplus = method.surplus_points(points)
    rated = method.signal_class(score, surplus)
    kept = _stability(wide, shares, applies, rated, enough, cells, cuts)
    level, reason = method.certainty(found.mass, kept, people, months)
    shown = enough & (level < len(method.LEVELS))
    why = [
        _why(ok, float(there), number, state, at)
        for ok, there, number, state, at in zip(
            shown,
            people,
            zip(found.known, found.families, found.own, found.mass, strict=True),
            enough,
            reason,
            strict=True,
        )
    ]
    other = np.zeros(len(cells), np.bool_)
    for variant in ("poang_pendling", "poang_lan"):
        moved = method.shortage_score(wide[variant], shares, applies).score
        again = method.signal_class(np.where(shown, moved, np.nan), method.surplus_points(wide[variant]))
        other |= shown & (again != rated)
    return pd.DataFrame(
        {
            "signaler_metod_3": np.array(method.CLASSES, object)[np.where(shown, rated, len(method.CLASSES) - 1)],
            "sakerhet": np.array([*method.LEVELS, None], object)[np.where(shown, level, len(method.LEVELS))],
            "skal_metod_3": why,
            "pendlingskanslig": np.where(other, "ja", "nej"),
            "signalpoang_metod_3": np.where(shown, found.score, np.nan),
            "signalpoang_lika": np.where(shown, found.equal, np.nan),
            "viktmassa": found.mass,
            "antal_indikatorer": found.known,
            "antal_egna": found.own,
            "andel_samma_klass": np.where(shown, kept, np.nan),
        }
    )


def _stability(
    wide: dict[str, NDArray[Any]],
    shares: NDArray[Any],
    applies: Flags,
    rated: NDArray[np.int8],
    enough: Flags,
    cells: pd.DataFrame,
    cuts: Mapping[str, tuple[float, ...]],
) -> Array:
    """Of what can be rated, one area at a time, so that the draws of all need not be in memory at once; 0 of the rest."""
    kept = np.zeros(len(cells))
    for at in cells[enough].groupby("geo_kod").groups.values():
        generator = np.random.default_rng(SEED)
        drawn = method.drawn_points(wide["varde"][at], wide["medelfel"][at], cuts, DRAWS, generator)
        kept[at] = method.class_stability(drawn, shares[at], applies[at], rated[at])
    return kept


def _why(shown: bool, people: float, found: tuple[int, int, int, float], enough: bool, reason: int) -> str:
    """The main reason for the certainty, or for there being no rating."""
    if shown:
        return method.REASONS[reason] if reason >= 0 else method.SOLID
    known, families, own, _ = found
    if np.isnan(people):
        return "anställda saknas eller är skyddade"
    if people < MIN_EMPLOYEES:
        return f"färre än {MIN_EMPLOYEES} anställda"
    if enough:
        return "för osäkert"
    if known < method.LEAST_INDICATORS or families < method.LEAST_FAMILIES:
        return f"bara {known} av {len(CODES)} indikatorer är kända"
    if own < method.LEAST_OWN:
        return "för få egna tal"
    return "för mycket saknas eller bygger på länets tal"
