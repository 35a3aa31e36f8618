"""All employees of a county some years ahead: as many more as those who will work there, or else by the county's own growth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assets.methods.arrays import Array
from assets.methods.damped_trend import damped_sum
from assets.methods.employment_shares import SHARE_DAMPING, Panel, constant_share
from assets.reference.series_breaks import breaks_of

TOTAL_BREAKS = breaks_of("mart.anstallda")
"""Years whose growth since the year before is a change of register or of its coverage, and no growth of a county's total."""


def total_trend(panel: Panel) -> Array:
    """Mean yearly log growth of each county's employees, without the steps where the register changed.

    Raises:
        ValueError: every step of the panel is such a step.
    """
    years = np.arange(panel.first_year + 1, panel.last_year + 1)
    kept = ~np.isin(years, TOTAL_BREAKS)
    if not kept.any():
        raise ValueError(f"{panel.first_year}–{panel.last_year} has no yearly step within one register")
    return np.asarray(np.diff(np.log(panel.totals), axis=1)[:, kept].mean(axis=1))


def projected_totals(panel: Panel, horizon: int) -> Array:
    """Employees of each county some years ahead when its own growth within one register goes on, damped: ln T̂ = ln T + ḡ·Φ_h.

    What stands in when population, participation and commuting are not there to say it. Without a step it is the last year's.

    Returns:
        Persons, one per county.
    """
    last = panel.totals[:, -1]
    if panel.last_year == panel.first_year:
        return last
    return np.asarray(last * np.exp(total_trend(panel) * damped_sum(horizon, SHARE_DAMPING)))


def growth_with_workers(workers: Mapping[int, float], now: int, horizon: int, own_growth: float) -> float | None:
    """How many times as many employees when they follow those who work in the county: W_t+h / W_s · e^(ḡ·Φ_(s−t)).

    W is population × participation, moved to where the work is. The labour force is known later than the register: between the
    register's year t and the first year s that W has, the county's own growth stands in.

    Args:
        workers: year → those who work in the county (persons), for years in a row from the first that is known.
        now: t, the register's year.
        horizon: h, whole years ahead.
        own_growth: ḡ, mean yearly log growth of the county's employees.

    Returns:
        Ratio to the employees of ``now``; None when the workers of a year that is needed are not known.

    >>> round(growth_with_workers({2025: 200.0, 2029: 210.0}, 2024, 5, 0.01), 6), round(float(1.05 * np.exp(0.008)), 6)
    (1.058434, 1.058434)
    >>> growth_with_workers({2024: 200.0, 2029: 210.0}, 2024, 5, 0.01)
    1.05
    >>> growth_with_workers({2024: 200.0, 2029: 210.0}, 2024, 10, 0.01) is None
    True
    """
    start, then = max(now, min(workers, default=now)), now + horizon
    if start not in workers or then not in workers or then < start:
        return None
    before = damped_sum(start - now, SHARE_DAMPING)
    return float(workers[then] / workers[start] * np.exp(own_growth * before))


def constant_number(panel: Panel, horizon: int) -> Array:
    """Every occupation keeps its number of employees, as a share of the total that the county is projected to have."""
    return constant_share(panel, horizon) - np.log(projected_totals(panel, horizon) / panel.totals[:, -1])
