"""Stored times are UTC; people read Swedish time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def day(moment: str) -> str:
    """The Swedish date of an ISO time in UTC."""
    return datetime.fromisoformat(moment).astimezone(STOCKHOLM).date().isoformat()


def moment(utc: datetime) -> str:
    """A moment in Swedish time, to the minute: ``2026-11-24 kl. 04:15``."""
    return utc.astimezone(STOCKHOLM).strftime("%Y-%m-%d kl. %H:%M")


def minute(moment: str) -> str:
    """The Swedish date and minute of an ISO time in UTC; Dagster's own form of a time leaves out the year.

    >>> minute("2026-11-24T03:15:00+00:00")
    '2026-11-24 04:15'
    """
    return f"{datetime.fromisoformat(moment).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
