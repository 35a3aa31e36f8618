"""What Arbetsförmedlingen's workbooks call the groups of unemployed."""

from __future__ import annotations

from functools import cache

from assets.reference.rows import rows_of


@cache
def groups_of_unemployed() -> dict[str, dict[str, str]]:
    """Characteristic → what Arbetsförmedlingen's workbooks call a group (in small letters) → the group."""
    groups: dict[str, dict[str, str]] = {}
    for row in rows_of("grupper_inskrivna.csv"):
        groups.setdefault(row["egenskap"], {})[row["namn_i_kallan"]] = row["grupp"]
    return groups
