"""Lists that assessments are made by, and how far people have gone along with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FINAL = "fastställd"
"""Status of limits that were made of the sources' own figures and reviewed."""
NOT_REVIEWED = "Ej granskad"
"""What stands as reviewer until there is one."""


@dataclass(frozen=True)
class ReviewedList:
    """A versioned reference list that assessments are made by, and how far people have gone along with it.

    ``name`` can stand inside a sentence, ``period`` is first and last month, ``computed_on`` what the list was made of, and
    ``reviewed_by`` is empty when nobody has. ``status`` is ``FINAL``, or what it is called until then.
    """

    name: str
    version: str
    period: str
    computed_on: str
    reviewed_by: str
    status: str

    @property
    def final(self) -> bool:
        """Whether it was made of the sources' own figures and reviewed, as a whole."""
        return self.status == FINAL


def reviewed_list(name: str, version: str, rows: Sequence[Mapping[str, str]]) -> ReviewedList:
    """A list as its rows describe it: final when all of them are, and reviewed by those who have reviewed all.

    Args:
        name: what readers call it.
        version: of the file.
        rows: with ``period``, ``raknad_pa``, ``granskad_av`` and ``status``.

    >>> row = {"period": "2025-09–2026-08", "raknad_pa": "21 län", "granskad_av": NOT_REVIEWED, "status": "preliminär"}
    >>> found = reviewed_list("gränserna", "2", [row, {**row, "granskad_av": "A. Ek", "status": FINAL}])
    >>> found.status, found.reviewed_by, found.period
    ('preliminär', '', '2025-09–2026-08')
    """
    said = {column: list(dict.fromkeys(row[column] for row in rows)) for column in rows[0]}
    months = [month for period in said["period"] for month in period.split("–")]
    return ReviewedList(
        name,
        version,
        f"{min(months)}–{max(months)}",
        "; ".join(said["raknad_pa"]),
        "" if NOT_REVIEWED in said["granskad_av"] else ", ".join(said["granskad_av"]),
        next((status for status in said["status"] if status != FINAL), FINAL),
    )
