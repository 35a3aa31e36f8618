"""Arbetsförmedlingen's rounds of assessments, and whether an edition came in time after each."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DAYS_TO_FREEZE = 31
"""Days after the last day of a round's month within which an edition is in time: the project's proposal, decided by nobody.

The source tells the month of a round and not its day."""


def month_of_round(round_: str, months: Sequence[int]) -> str:
    """The month in which a round comes.

    Args:
        round_: year and number (``2026-1`` is the first of 2026).
        months: in which the rounds of a year come.

    >>> month_of_round("2026-1", (6, 12)), month_of_round("2026-2", (6, 12))
    ('2026-06', '2026-12')
    >>> month_of_round("2026-3", (6, 12))
    '2026-12'
    """
    year, number = round_.split("-")
    # A round more than the year usually has is one of its last month.
    return f"{year}-{months[min(int(number), len(months)) - 1]:02d}"


@dataclass(frozen=True)
class Frozen:
    """An edition: its month (ÅÅÅÅ-MM), and the day when it was frozen (ÅÅÅÅ-MM-DD), None when nobody noted it."""

    month: str
    day: str | None


def rounds_in_time(rounds: Iterable[str], months: Sequence[int], editions: Iterable[Frozen]) -> dict[str, bool | None]:
    """Which rounds an edition came in time after: one of the round's month or a later one, before the next round's, frozen in time.

    Judged are the rounds since the one of the first edition that is known: before it nobody had promised any. The newest round is
    judged only when it has its edition, since its time may not be out.

    Args:
        rounds: known rounds (``2026-1``).
        months: in which the rounds of a year come.
        editions: that are frozen.

    Returns:
        Month of the round → whether it was in time; None where the edition's day is not known. None at all before an edition.

    Source: the project's.

    >>> frozen = [Frozen("2026-06", "2026-07-31"), Frozen("2027-06", "2027-08-01")]
    >>> rounds_in_time(["2025-2", "2026-1", "2026-2", "2027-1", "2027-2"], (6, 12), frozen)
    {'2026-06': True, '2026-12': False, '2027-06': False}
    >>> rounds_in_time(["2026-1"], (6, 12), [Frozen("2026-08", None)]), rounds_in_time(["2026-1"], (6, 12), [])
    ({'2026-06': None}, {})
    """
    known = list(editions)
    if not known:
        return {}
    every = sorted({month_of_round(each, months) for each in rounds})
    first = min(each.month for each in known)
    since = max((month for month in every if month <= first), default=first)
    found: dict[str, bool | None] = {}
    for at, month in enumerate(every):
        if month < since:
            continue
        mine = [each for each in known if month <= each.month < _next_round(month, months)]
        days = [each.day for each in mine if each.day]
        if days:
            found[month] = min(days) <= _last_day(month)
        elif mine:
            found[month] = None
        elif at < len(every) - 1:
            found[month] = False
    return found


def _next_round(month: str, months: Sequence[int]) -> str:
    """The month of the round after that of a month."""
    year, at = int(month[:4]), int(month[5:7])
    later = [each for each in months if each > at]
    return f"{year}-{later[0]:02d}" if later else f"{year + 1}-{months[0]:02d}"


def _last_day(month: str) -> str:
    year, at = int(month[:4]), int(month[5:7])
    end = dt.date(year, at, monthrange(year, at)[1])
    return (end + dt.timedelta(days=DAYS_TO_FREEZE)).isoformat()
