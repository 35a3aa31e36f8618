"""What the agreement is followed up by, and who has decided it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of

REFERENCE_COUNTIES = ("05", "12", "13")
"""Östergötland, Skåne and Halland, which the county is read beside."""
OUTCOME, PROCESS = "utfall", "process"
PROPOSAL = "förslag"
CHANCE, HIDDEN = "slump", "spelrum"
"""What an interval holds: chance and noise, or also how far hidden flows may move the number."""


@dataclass(frozen=True)
class FollowUpMeasure:
    """A measure of the follow-up.

    ``tables`` are what it is counted from, by ``layer.name``. ``better`` is "högre" or "lägre", empty where neither is.
    ``part_of`` is the code of the measure that it is a part of, as of women or men: it is no finding of its own. ``interval`` is
    what its interval holds, empty where it has none. ``breaks`` are codes of the register of breaks. ``without`` says why there is
    no number, by kind of area: "delregion", "riket", "referens". ``why_not`` says why there is none at all and ``lacking`` what
    would be needed; both are empty for a measure that is counted.
    """

    code: str
    name: str
    unit: str
    kind: str
    flow: bool
    rests_on: str
    tables: tuple[str, ...]
    better: str
    part_of: str
    interval: str
    breaks: tuple[str, ...]
    without: dict[str, str]
    why_not: str
    lacking: str
    decided_by: str
    decided_on: str
    register_number: str
    reviewed_by: str

    @property
    def decided(self) -> bool:
        """Whether who, when and under which number all stand in the list; until then it is a proposal."""
        return bool(self.decided_by and self.decided_on and self.register_number)

    @property
    def decision(self) -> str:
        """How far the measure is decided, in readers' words.

        >>> from dataclasses import replace
        >>> first = indicators()[0]
        >>> first.decision, replace(first, decided_by="Västgruppen", decided_on="2027-03-01").decision
        ('förslag', 'förslag')
        >>> replace(first, decided_by="Västgruppen", decided_on="2027-03-01", register_number="RS 2027-1").decision
        'Västgruppen 2027-03-01, RS 2027-1'
        """
        return f"{self.decided_by} {self.decided_on}, {self.register_number}" if self.decided else PROPOSAL


@cache
def indicators() -> tuple[FollowUpMeasure, ...]:
    """Every measure, in the order in which they are read."""
    return tuple(
        FollowUpMeasure(
            row["kod"],
            row["namn"],
            row["enhet"],
            row["slag"],
            row["flode"] == "ja",
            row["vilar_pa"],
            tuple(row["tabeller"].split()),
            row["riktning"],
            row["del_av"],
            row["intervall"],
            tuple(row["brott"].split()),
            {kind: row[f"inte_{kind}"] for kind in ("delregion", "riket", "referens") if row[f"inte_{kind}"]},
            row["skal"],
            row["saknat_underlag"],
            row["beslutad_av"],
            row["datum"],
            row["diarienummer"],
            row["granskad_av"],
        )
        for row in rows_of("uppfoljning_indikatorer.csv")
    )
