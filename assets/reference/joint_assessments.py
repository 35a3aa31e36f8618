"""Assessments that the parties have decided together; what is not decided yet is not one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.council_form import ASSESSMENTS, CLASS, form_column
from assets.reference.rows import rows_of

STATUSES = ("utkast", "råd behandlat", "på remiss i kommunerna", "strategiska gruppen", "beslutad")
"""The way of a joint assessment; only the last is published."""


@dataclass(frozen=True)
class JointAssessment:
    """A decided one: whose, of which redovisningsgrupp, its class, and where the decision is found."""

    delregion: str
    occupation: str
    klass: str
    decided_by: str
    day: str
    reference_number: str
    reason: str


def joint_of(rows: list[dict[str, str]]) -> tuple[JointAssessment, ...]:
    """The decided ones among the rows of the list.

    Raises:
        ValueError: a status or class is none of those that there are, or a decided row does not say by whom, when and where.
    """
    found = []
    for row in rows:
        where = f"gemensamma_bedomningar.csv, {row['delregion']} {row['yrke_kod']}"
        if row["status"] not in STATUSES or row["klass"] not in form_column(ASSESSMENTS, CLASS).choices:
            raise ValueError(f"{where}: '{row['status']}' eller '{row['klass']}' finns inte. Rätta raden.")
        if row["status"] != STATUSES[-1]:
            continue
        lacking = [name for name in ("beslutad_av", "datum", "diarienummer", "skal") if not row[name].strip()]
        if lacking:
            raise ValueError(f"{where}: {', '.join(lacking)} saknas. En beslutad rad säger vem, när, var och varför.")
        found.append(
            JointAssessment(
                row["delregion"],
                row["yrke_kod"],
                row["klass"],
                row["beslutad_av"],
                row["datum"],
                row["diarienummer"],
                row["skal"],
            )
        )
    return tuple(found)


@cache
def joint_assessments() -> tuple[JointAssessment, ...]:
    """Those of the list that people keep."""
    return joint_of(rows_of("gemensamma_bedomningar.csv"))
