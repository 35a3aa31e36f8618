"""Change of employees that never crosses a break in the series: from its first year, or net of the nation's step over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array
from assets.methods.mismatch import MIN_EMPLOYEES


def comparable_from(newest: int, wanted: int, first: int) -> int:
    """The year that a level may be compared with.

    Args:
        newest: the newest year.
        wanted: the year that one would compare with.
        first: the first year after the break.

    Returns:
        ``wanted``, but the break's first year when the comparison would cross the break and there are later years. When the
        newest year is the break's own first there is no year to compare with after it; then it is ``wanted``, and the change
        must be ``net_of_step``.

    >>> comparable_from(2024, 2021, 2023), comparable_from(2023, 2020, 2023), comparable_from(2027, 2024, 2023)
    (2023, 2020, 2024)
    """
    return first if wanted < first < newest else wanted


def crosses(one: int, other: int, first: int) -> bool:
    """Whether a break whose first year is ``first`` lies between two years, whichever of them is the later.

    >>> crosses(2024, 2023, 2023), crosses(2023, 2020, 2023)
    (False, True)
    >>> crosses(2022, 2024, 2024), crosses(2022, 2023, 2024), crosses(2022, 2018, 2020), crosses(2022, 2022, 2022)
    (True, False, True, False)
    """
    earlier, later = sorted((one, other))
    return earlier < first <= later


def spans(earlier: int, newest: int, first: int) -> tuple[tuple[int, int], ...]:
    """The spans of years from one year to another that no break parts, by their first and last year.

    Args:
        earlier: the first year.
        newest: the last.
        first: the first year after the break.

    >>> spans(2021, 2024, 2023), spans(2022, 2025, 2023), spans(2023, 2026, 2023)
    (((2021, 2022), (2023, 2024)), ((2023, 2025),), ((2023, 2026),))
    """
    parted = [(earlier, first - 1), (first, newest)] if crosses(newest, earlier, first) else [(earlier, newest)]
    return tuple((start, end) for start, end in parted if start < end)


def before_step(earlier: ArrayLike, nation_after: ArrayLike, nation_before: ArrayLike) -> Array:
    """Employees of a year before the break as they would have been counted after it, E_s · N_b / N_{b−1}.

    Args:
        earlier: employees in the year before the break (persons).
        nation_after: the nation's employees in the same occupation in the break's first year.
        nation_before: likewise the year before.

    Returns:
        Persons; NaN when anything is missing, and when the nation had none before but some after. What the nation's
        occupation really grew by in the year of the break is in the step as well, since the two cannot be told apart.

    Source: backtest §1, the step is nearly all common to the occupation in the whole nation.

    >>> before_step([900, 900], [22_000, 0], [20_000, 0]).round(6).tolist()
    [990.0, 900.0]
    """
    was, after, before = (np.asarray(a, np.float64) for a in (earlier, nation_after, nation_before))
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.where(before > 0, after / before, np.where((before == 0) & (after == 0), 1.0, np.nan))
    return was * step


def net_of_step(employees: ArrayLike, earlier: ArrayLike, nation_after: ArrayLike, nation_before: ArrayLike) -> Array:
    """Change of employees without the nation's step over the break, E_t − E_s · N_b / N_{b−1}.

    Args:
        employees: employees now (persons).
        earlier: employees in a year before the break.
        nation_after: as in ``before_step``.
        nation_before: likewise.

    Returns:
        Persons; NaN when either count in the area is under 50 or anything is missing.

    >>> net_of_step([1_000, 40], [900, 60], [22_000, 22_000], [20_000, 20_000]).round(6).tolist()
    [10.0, nan]
    """
    now, was = np.asarray(employees, np.float64), np.asarray(earlier, np.float64)
    counted = before_step(was, nation_after, nation_before)
    return np.where((now >= MIN_EMPLOYEES) & (was >= MIN_EMPLOYEES), now - counted, np.nan)


def level_change(employees: ArrayLike, earlier: ArrayLike) -> Array:
    """Change of employees between two years of one kind, E_t − E_s.

    Args:
        employees: employees now (persons).
        earlier: employees in the year of comparison.

    Returns:
        Persons; NaN when either count is under 50.

    >>> level_change([1_000, 1_000], [900, 49]).tolist()
    [100.0, nan]
    """
    now, was = np.asarray(employees, np.float64), np.asarray(earlier, np.float64)
    return np.where((now >= MIN_EMPLOYEES) & (was >= MIN_EMPLOYEES), now - was, np.nan)
