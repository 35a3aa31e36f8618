"""What a check of one table holds to be plausible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class Bound:
    """What a check holds to be plausible: ``numbers`` by column (``lagst``, ``hogst``, ``andel``), those that are given.

    ``andel`` is the share of the rows of which it must hold. ``unit`` is that of the other two.
    """

    unit: str
    numbers: dict[str, float]


@cache
def plausible_bounds() -> dict[tuple[str, str], Bound]:
    """Table and name of a check → the numbers in it that people review; one row may hold for several tables."""
    return {
        (table, row["kontroll"]): Bound(
            row["enhet"],
            {
                name: float(row[name]) if "." in row[name] else int(row[name])
                for name in ("lagst", "hogst", "andel")
                if row[name]
            },
        )
        for row in rows_of("rimlighet.csv")
        for table in row["tabeller"].split()
    }
