"""Sums that stay missing when a part is missing, and the periods that indicators are made over."""

from __future__ import annotations

import pandas as pd

from assets.methods.quoted import spelled

PART_MISSING = "del saknas"
WINDOW_MONTHS = 12
YEARS = 5
"""Of posts that are shown beside each other, each ``WINDOW_MONTHS`` long."""
QUARTERS = 4
"""Of a year."""
QUARTER_MONTHS = WINDOW_MONTHS // QUARTERS
SECTOR_MONTHS = 13
"""Of those at work per sector, so that the newest month can be read beside the same month a year before."""
COUNTY_AD_MONTHS = 36
"""Of every county's ads; the window lies within these whatever the other sources' delay."""


def sum_or_missing(frame: pd.DataFrame, by: list[str], value: str = "varde", status: str = "status") -> pd.DataFrame:
    """Sum ``value`` within ``by``; missing when any part is missing, never smaller.

    Args:
        frame: one row per part; ``value`` is a number or missing.
        by: columns that identify a sum.
        value: column that is summed.
        status: column that says why a value is missing.

    Returns:
        One row per sum with ``by``, ``value`` (Int64) and ``status`` (missing, or "del saknas").

    >>> parts = pd.DataFrame({"g": ["a", "a", "b"], "varde": [1, None, 3], "status": [None, "..", None]})
    >>> sum_or_missing(parts, ["g"])["varde"].tolist()
    [<NA>, 3]
    """
    grouped = frame.groupby(by, sort=True, observed=True)[value]
    out = pd.DataFrame({value: grouped.sum().round().astype("Int64"), "_n": grouped.count(), "_all": grouped.size()})
    incomplete = out["_n"] < out["_all"]
    out.loc[incomplete, value] = pd.NA
    out[status] = pd.Series(pd.NA, index=out.index, dtype="string").mask(incomplete, PART_MISSING)
    return out.drop(columns=["_n", "_all"]).reset_index()


def share_within(frame: pd.DataFrame, by: list[str], value: str = "varde") -> pd.Series:
    """Each part's share of its sum, s = x / Σx.

    Args:
        frame: one row per part; ``value`` is a count (persons) or missing.
        by: columns that identify a sum.
        value: column that is a part of the sum.

    Returns:
        Share 0–1 (float), in the order of the rows; missing when any part of the sum is missing, or the sum is 0.

    >>> parts = pd.DataFrame({"g": ["a", "a", "b", "b", "c"], "varde": [1, 3, 2, None, 0]})
    >>> share_within(parts, ["g"]).tolist()
    [0.25, 0.75, nan, nan, nan]
    """
    number = frame[value].astype("float64")
    parts = number.groupby([frame[name] for name in by])
    total, known = parts.transform("sum"), parts.transform("count") == parts.transform("size")
    return number / total.where(known & (total > 0))


def mean_over_window(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Mean of monthly counts per group and sex; missing when a month is missing.

    Args:
        frame: one row per ``by`` × kon × month, ``varde`` persons or missing, only the window's months.
        by: columns that identify a group, without kon.

    Returns:
        ``by`` and one column of persons (float) per sex that occurs: inskrivna_arbetslosa, inskrivna_kvinnor,
        inskrivna_man.
    """
    value = frame.assign(varde=frame["varde"].astype("float64"))
    grouped = value.groupby([*by, "kon"])["varde"]
    mean = grouped.mean().where(grouped.count() == WINDOW_MONTHS).unstack("kon").reset_index()
    columns = {"totalt": "inskrivna_arbetslosa", "kvinnor": "inskrivna_kvinnor", "män": "inskrivna_man"}
    return mean.rename(columns=columns)


def latest_window(ad_months: list[str], unemployed_months: list[str]) -> tuple[str, str]:
    """The newest twelve consecutive months that both series have.

    Args:
        ad_months: months of the ads, ``YYYY-MM``.
        unemployed_months: months of the registered unemployed.

    Returns:
        First and last month.

    Raises:
        ValueError: there are not twelve consecutive months in both.

    >>> latest_window([f"2025-{m:02d}" for m in range(1, 13)] + ["2026-01"], [f"2025-{m:02d}" for m in range(1, 13)])
    ('2025-01', '2025-12')
    """
    common = pd.PeriodIndex(sorted(set(ad_months) & set(unemployed_months)), freq="M")
    for last in reversed(common):
        wanted = pd.period_range(end=last, periods=WINDOW_MONTHS, freq="M")
        if wanted.isin(common).all():
            return str(wanted[0]), str(wanted[-1])
    raise ValueError(
        f"Annonser och inskrivna arbetslösa har inte {spelled(WINDOW_MONTHS)} månader i följd gemensamt. Hämta fler arkiv "
        "(KOMPETENS_ADS_FROM)."
    )


def last_whole_quarter(month: str) -> pd.Period:
    """The newest calendar quarter that a month ends, or that ended before it.

    Args:
        month: YYYY-MM.

    >>> [str(last_whole_quarter(month)) for month in ("2026-08", "2026-09", "2026-01")]
    ['2026Q2', '2026Q3', '2025Q4']
    """
    quarter = pd.Period(month, "M").asfreq("Q")
    return quarter if str(quarter.asfreq("M", "end")) == month else quarter - 1
