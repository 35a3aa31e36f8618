"""What would be needed of each occupation or education beside what there would be, when work as a whole is filled as today."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array
from assets.methods.education_supply import matching_weights
from assets.methods.projection_intervals import DOWN, UNCHANGED, UNSURE, UP

GROWING, SHRINKING = UP, DOWN
DIFFERENCE_CLASSES = (GROWING, UNCHANGED, SHRINKING, UNSURE)
"""Whether what is needed grows more than what there would be, in the words of the long term."""
CLEAR_DIFFERENCE, WIDEST_UNCHANGED = 0.05, 0.10
"""Share of the supply that the whole interval is beyond when the need grows or shrinks; an unchanged difference is within it, and both of
its limits within the second."""


class Balance(NamedTuple):
    """Persons needed and persons there would be, by occupation and by education, some years ahead; as many in all of both."""

    occupation_supply: Array
    education_need: Array
    education_supply: Array
    scale: float
    """What the supply was multiplied by to be as many as are needed in all."""
    shares: Array
    """Educations × occupations: of those who work in an occupation, the share with each education."""


def balance(
    working: ArrayLike,
    matched: ArrayLike,
    supply: ArrayLike,
    employees: ArrayLike,
    need: ArrayLike,
    leads_to: ArrayLike,
) -> Balance:
    """Lay what is needed of occupations beside what the educations would supply.

    S_o = k · Σ_e L_e(t) · w_{o|e} and D_e = Σ_o N_o(t) · v_{e|o}, with w and v as observed today and k such that Σ S_o = Σ N_o: as in a
    normal labour market, work as a whole is filled. The differences then say what is scarce beside the rest, not what is lacking in all.

    Args:
        working: educations, those who work today (persons).
        matched: educations, of them in a matching occupation (persons).
        supply: educations, those who would work then (persons).
        employees: occupations, today (persons).
        need: occupations, then (persons).
        leads_to: educations × occupations, true where the occupation matches.

    Returns:
        Persons per occupation and per education.

    Raises:
        ValueError: as ``matching_weights``; or nobody would work.

    Source: fixed occupational distribution of each education, Willems and de Grip, Forecasting replacement demand by
    occupation and education, 1993.

    >>> found = balance([60, 40], [45, 0], [60, 40], [50, 50], [50, 50], [[True, False], [False, False]])
    >>> found.occupation_supply.round(3).tolist(), found.education_need.round(3).tolist(), round(found.scale, 3)
    ([50.0, 50.0], [60.0, 40.0], 1.0)
    >>> more = balance([60, 40], [45, 0], [80, 40], [50, 50], [60, 60], [[True, False], [False, False]])
    >>> (more.occupation_supply - [60, 60]).round(2).tolist()
    [2.11, -2.11]
    """
    now, then, wanted = (np.asarray(a, np.float64) for a in (working, supply, need))
    weights = matching_weights(now, matched, employees, leads_to)
    table = now[:, None] * weights
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.nan_to_num(table / table.sum(axis=0))
    supplied = then @ weights
    if not supplied.sum() > 0:
        raise ValueError("somebody must work")
    scale = float(wanted.sum() / supplied.sum())
    return Balance(supplied * scale, shares @ wanted, then * scale, scale, shares)


def difference_class(difference: float, low: float, high: float, supply: float) -> str:
    """The word for a difference, only where its interval allows one.

    The limits hold 80 outcomes of 100, so that beyond one of them are at most 10: a word that says that the whole interval is beyond 5
    percent is right at least 90 times of 100 of what the interval knows.

    Args:
        difference: needed less supplied (persons).
        low: its lower limit.
        high: its upper limit.
        supply: persons there would be, above 0.

    >>> [difference_class(*of, 1000) for of in ((90, 50, 130), (-90, -130, -50), (20, -50, 80), (60, 20, 100), (20, -50, 120))]
    ['ökande', 'minskande', 'oförändrat', 'osäkert', 'osäkert']
    """
    clear = CLEAR_DIFFERENCE * supply
    if low >= clear:
        return GROWING
    if high <= -clear:
        return SHRINKING
    return UNCHANGED if abs(difference) <= clear and max(-low, high) <= WIDEST_UNCHANGED * supply else UNSURE
