"""Which probability a council's certainty is counted as."""

from __future__ import annotations

from functools import cache

from assets.reference.rows import rows_of

UNSTATED = "medel"
"""What the word of somebody is counted as who does not say how sure it is."""


@cache
def certainties() -> dict[str, float]:
    """Word of the form → probability, 0–1."""
    return {row["sakerhet"]: float(row["sannolikhet"]) for row in rows_of("sakerhet_i_tal.csv")}
