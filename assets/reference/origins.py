"""Where each list comes from."""

from __future__ import annotations

from functools import cache

from assets.reference.rows import rows_of


@cache
def origins() -> tuple[dict[str, str], ...]:
    """One row per reference file: contents, publisher, address, licence, fetched, reviewed by, note."""
    return tuple(rows_of("ursprung.csv"))
