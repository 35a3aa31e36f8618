"""All employees of a county some years ahead, from its own growth: what stands in for population, participation and commuting."""

from __future__ import annotations

import numpy as np

from assets.methods.arrays import Array
from assets.methods.employment_shares import Panel, constant_share, damped_years

TOTAL_BREAKS = (2019, 2020, 2023)
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
    return np.asarray(last * np.exp(total_trend(panel) * damped_years(horizon)))


def constant_number(panel: Panel, horizon: int) -> Array:
    """Every occupation keeps its number of employees, as a share of the total that the county is projected to have."""
    return constant_share(panel, horizon) - np.log(projected_totals(panel, horizon) / panel.totals[:, -1])
