"""An area's educations in a few rows: those that most have, and those whose people work in the occupation otherwise than in the nation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.contracts.education import EDUCATION
from assets.methods.quoted import figures, spelled
from reports import texts
from reports.findings.educations import LIMITS, EducationRow, education_rows
from reports.findings.messages import in_sentence
from reports.sheets.model import Facts

LARGEST, FURTHEST = 2, 1
"""Rows of the educations that most have, and of those furthest from the nation on each side."""


@dataclass(frozen=True)
class EducationLine:
    """An education, why it stands here, and its numbers as readers see them."""

    name: str
    why: str
    people: str
    matched: str
    limits: str
    """The interval of the share that is matched; empty when there is none."""
    nation: str


@dataclass(frozen=True)
class AreaEducations:
    """A few educations of an area, and what they say; no rows when the source is missing."""

    sentences: tuple[str, ...]
    measure: str
    rows: tuple[EducationLine, ...]
    note: str
    """What the limits are; empty where there are none."""
    source: str


def area_educations(facts: Facts) -> AreaEducations:
    """The educations that lead to occupations: the largest, and those that surely differ from the nation, furthest first."""
    rows = education_rows(facts)
    source = facts.source_of(EDUCATION)
    largest = sorted((r for r in rows if r.people.value), key=lambda r: (-(r.people.value or 0), r.code))[:LARGEST]
    if not largest:
        return AreaEducations(("Underlaget om utbildning saknas.",), "", (), "", source)
    above = sorted((r for r in rows if _beyond(r) > 0), key=lambda r: (-_beyond(r), r.code))
    below = sorted((r for r in rows if _beyond(r) < 0), key=lambda r: (_beyond(r), r.code))
    year = max(str(r["ar"]) for r in facts.warehouse.educations)
    shown = [
        *(_line(r, "bland dem som flest har") for r in largest),
        *(_line(r, "längst under riket") for r in below[:FURTHEST] if r not in largest),
        *(_line(r, "längst över riket") for r in above[:FURTHEST] if r not in largest),
    ]
    return AreaEducations(
        (
            f"Av utbildningar som leder till ett yrke har flest i {facts.area} {named(largest[0])}.",
            *beside_nation(below, above),
        ),
        f"Boende 20–69 år {year}, och hur många procent av dem som arbetar i ett yrke som utbildningen leder till",
        tuple(shown),
        LIMITS if any(line.limits for line in shown) else "",
        source,
    )


def _beyond(row: EducationRow) -> float:
    """Matched rate minus the nation's, percentage points; 0 when it is not known, or not beyond chance."""
    if row.matched.value is None or row.nation.value is None or not row.surely:
        return 0.0
    return row.matched.value - row.nation.value


def _line(row: EducationRow, why: str) -> EducationLine:
    return EducationLine(row.name, why, row.people.shown, row.matched.shown, row.limits, row.nation.shown)


def named(row: EducationRow) -> str:
    """An education inside a sentence, with its level."""
    return f"{in_sentence(row.name)} ({in_sentence(row.level)}): {row.people.shown} personer"


def beside_nation(below: Sequence[EducationRow], above: Sequence[EducationRow]) -> tuple[str, ...]:
    """How many educations lie under the nation and over it by more than chance, and the furthest of each.

    >>> beside_nation((), ())
    ('Ingen utbildning skiljer sig säkert från riket.',)
    """
    if not below and not above:
        return ("Ingen utbildning skiljer sig säkert från riket.",)
    said = []
    for rows, where, share in ((below, "under", "mindre"), (above, "över", "större")):
        if rows:
            count = "en utbildning" if len(rows) == 1 else f"{_count(len(rows))} utbildningar"
            said.append(
                f"I {count} arbetar en {share} del i yrket än i riket. Längst {where} riket ligger "
                f"{in_sentence(rows[0].name)}: {_percent(rows[0].matched.value)} mot {_percent(rows[0].nation.value)}."
            )
    return tuple(said)


def _count(number: int) -> str:
    return spelled(number) if number <= 10 else figures(number)


def _percent(value: float | None) -> str:
    return f"{texts.shown(value, 'decimal')}\xa0procent"
