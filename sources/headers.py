"""What the headers of an answer say. Each may hold anything; what cannot be read is as if it had not been said."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SIZE = r"[0-9]{1,18}"
"""A number of bytes. One of thousands of digits is an error of its own when it is read."""
_CONTENT_RANGE = re.compile(rf"bytes ({_SIZE})-{_SIZE}/({_SIZE})")
_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")


def size(text: str | None) -> int | None:
    """The bytes that Content-Length announces.

    >>> size("120"), size("abc"), size("3, 3"), size("9" * 5_000), size("²"), size(None)
    (120, None, None, None, None, None)
    """
    return int(text) if text is not None and re.fullmatch(_SIZE, text) else None


def part(text: str | None) -> tuple[int, int] | None:
    """Where the part begins that Content-Range names, and how large the whole is.

    >>> part("bytes 3-5/6"), part("bytes */6"), part("bytes 0-2/" + "9" * 5_000), part(None)
    ((3, 6), None, None, None)
    """
    found = _CONTENT_RANGE.fullmatch(text or "")
    return (int(found[1]), int(found[2])) if found else None


def pause(text: str | None) -> float | None:
    """The seconds to wait that Retry-After asks for, in seconds or as a date."""
    if _SECONDS.fullmatch(text or ""):
        return float(text or "")
    until = _moment(text or "")
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until else None


def iso(text: str | None) -> str | None:
    """A date as UTC in ISO 8601.

    >>> iso("Thu, 01 Oct 2026 06:00:00 +0200"), iso("i går")
    ('2026-10-01T04:00:00Z', None)
    """
    moment = _moment(text or "")
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _moment(text: str) -> datetime | None:
    """A date in UTC, which it is in when it names no zone."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
