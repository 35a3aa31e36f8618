"""The nation some years ahead: its counties, each moved by its own share and its own total, added up, and how that has hit.

The nation moves less than a county of the same size would, but all its counties move at once: a common error does not even out.
Its limits are therefore made of its own errors, never of the counties'.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from assets.methods.arrays import Array
from assets.methods.backtest import (
    CONSTANT,
    COVERAGE,
    EVERYTHING,
    METHODS,
    NATIONWIDE,
    NATIONWIDE_SIZE,
    RELATIVE,
    SIZE,
    Measured,
    as_published,
    coverage,
    measure,
    outcomes,
)
from assets.methods.county_total import projected_totals
from assets.methods.employment_shares import Method, Panel

NATION_CODE = "00"
_SCOPES = {(RELATIVE, EVERYTHING): NATIONWIDE, (COVERAGE, EVERYTHING): NATIONWIDE, (COVERAGE, SIZE): NATIONWIDE_SIZE}
"""What is told of the nation: the measure of it as one county → the scope that it stands under."""


def as_one(panel: Panel) -> Panel:
    """All counties as one: occupations × 1 × years, in persons."""
    return Panel(panel.codes, (NATION_CODE,), panel.first_year, panel.persons.sum(axis=1, keepdims=True))


def national_growth(panel: Panel, horizon: int) -> float:
    """How many times as many employees the counties have together, Σ T̂_c / Σ T_c, each by its own growth."""
    return float(projected_totals(panel, horizon).sum() / panel.totals[:, -1].sum())


def of_nation(panel: Panel, method: Method) -> Method:
    """The nation's shares as its counties give them, ln(Σ_c ŝ_c·T̂_c / Σ_c T̂_c).

    Args:
        panel: all counties.
        method: gives the shares of each.

    Returns:
        A method for ``as_one(panel)``, occupations × 1. Of the panel that it is handed it reads only the last year: what came
        later in ``panel`` is cut off before the counties are projected.

    >>> two = Panel(("111", "112"), ("01", "02"), 2020, np.array([[[30.0], [10.0]], [[10.0], [50.0]]]))
    >>> from assets.methods.employment_shares import constant_share
    >>> np.exp(of_nation(two, constant_share)(as_one(two), 5)).round(4).tolist()
    [[0.4], [0.6]]
    """

    def projected(seen: Panel, horizon: int) -> Array:
        known = panel.until(seen.last_year)
        totals = projected_totals(known, horizon)
        return np.asarray(np.log(np.exp(method(known, horizon)) @ totals / totals.sum())[:, None])

    return projected


def measured(panel: Panel, names: Iterable[str], horizon: int, above: str | None = None) -> list[Measured]:
    """How the nation has been hit by each method, in all and, how often its limits have held, by size.

    Args:
        panel: all counties, the newest year last.
        names: methods of ``METHODS``; the naive one is not measured against itself.
        horizon: years ahead.
        above: on four digits, what three digits publish for the nation as many years ahead.

    Returns:
        Rows under the scopes of the nation; none when no year that far ahead has come.
    """
    whole = as_one(panel)
    methods = {name: of_nation(panel, method) for name, method in as_published(names, above).items()}
    found = outcomes(whole, horizon, methods | {CONSTANT: of_nation(panel, METHODS[CONSTANT])})
    if found is None:
        return []
    rows = measure(found, [wanted for wanted, _ in _SCOPES])
    for name, method in methods.items():
        rows += coverage(whole, name, method, horizon)
    return [replace(row, scope=_SCOPES[row.measure, row.scope]) for row in rows if (row.measure, row.scope) in _SCOPES]
