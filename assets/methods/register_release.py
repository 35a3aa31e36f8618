"""When the register of a year comes."""

from __future__ import annotations

PUBLISHED_AFTER_YEARS, PUBLISHED_MONTH = 2, 3


def published(year: int) -> str:
    """The month when a year's register is published, as YYYY-MM: one year ahead is then a year that is already over.

    >>> published(2024)
    '2026-03'
    """
    return f"{year + PUBLISHED_AFTER_YEARS}-{PUBLISHED_MONTH:02}"
