"""Names of editions: year and month, and a number when it is a correction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.errors import PublicationRefused

WORKING = "löpande"
_PATTERN = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(?:-r([2-9]|[1-9]\d))?")


@dataclass(frozen=True, order=True)
class EditionName:
    """``2026-12`` is the edition itself, ``2026-12-r2`` its first correction; later ones sort after.

    >>> str(EditionName.parse("2026-12").next_correction())
    '2026-12-r2'
    >>> EditionName.parse("2026-12-r2") < EditionName.parse("2027-06")
    True
    """

    month: str
    version: int = 1

    @classmethod
    def parse(cls, text: str) -> EditionName:
        """Read a name.

        Raises:
            PublicationRefused: it is not a name of an edition.
        """
        found = _PATTERN.fullmatch(text)
        if not found:
            raise PublicationRefused(
                f"Utgåvan '{text}' ska skrivas som år och månad, till exempel 2026-12. En rättelse får sitt namn av sig själv "
                "när ett skäl anges (--correction, eller rattelse i Launchpad)."
            )
        return cls(found[1], int(found[2] or 1))

    @staticmethod
    def is_name(text: str) -> bool:
        """Whether the text is a name of an edition."""
        return _PATTERN.fullmatch(text) is not None

    def __str__(self) -> str:
        return self.month if self.version == 1 else f"{self.month}-r{self.version}"

    def next_correction(self) -> EditionName:
        """The correction after this one."""
        return EditionName(self.month, self.version + 1)
