"""What an education group is called by those who order places: programme, komvux, area of the yrkeshögskola, degree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assets.reference.educations import education_groups
from assets.reference.rows import rows_of

PROGRAMME, ADULT, VOCATIONAL, DEGREE = "gymnasieprogram", "komvux", "yh_omrade", "hogskoleexamen"
FORMS = (PROGRAMME, ADULT, VOCATIONAL, DEGREE)
"""The ways of ordering places, as the columns of the list are called."""
BY_NAME, JUDGED, NOWHERE = "namnet", "vår bedömning", "ingen koppling"
"""What a link rests on: the group's own name, our judgement; or that there is none."""
BASES_OF_ORDERS = (BY_NAME, JUDGED, NOWHERE)
_BETWEEN = " | "
_CODE = re.compile(r"\b\d\d[A-Z]\b")
"""A group as it is written in a reason, which readers see by its name."""


@dataclass(frozen=True)
class EducationOrder:
    """What an education group is called in each way of ordering; ``said`` is why, or why it is called nothing."""

    education: str
    names: dict[str, tuple[str, ...]]
    """Way of ordering → names as readers see them, none where it can not be ordered so."""
    basis: str
    said: str


@cache
def names_of_orders() -> dict[tuple[str, str], str]:
    """Way of ordering and code → the name, with the programme's code in parentheses."""
    return {
        (row["form"], row["kod"]): f"{row['namn']} ({row['kod']})" if row["form"] == PROGRAMME else row["namn"]
        for row in rows_of("utbildningsformer.csv")
    }


@cache
def education_orders() -> dict[str, EducationOrder]:
    """Utbildningsgrupp → what it is called when places are ordered, for every group.

    Raises:
        ValueError: a group is missing or not known, or a name is not one that its way of ordering has.
    """
    found = {order.education: order for order in _orders()}
    wrong = found.keys() ^ {group.code for group in education_groups()}
    if wrong:
        raise ValueError(
            f"utbildningsgrupp_bestalls.csv har inte samma grupper som utbildningsgrupper.csv: {sorted(wrong)}"
        )
    return found


def _orders() -> Iterator[EducationOrder]:
    known = names_of_orders()
    # A degree and an area are written by name, which people review; a programme and komvux by code.
    by_name = {(form, name): name for (form, _), name in known.items()}
    groups = {group.code: group.name for group in education_groups()}
    for row in rows_of("utbildningsgrupp_bestalls.csv"):
        names = {}
        for form in FORMS:
            written = [part for part in row[form].split(_BETWEEN) if part]
            names[form] = tuple(known.get((form, part)) or by_name.get((form, part), "") for part in written)
            if not all(names[form]):
                raise ValueError(
                    f"utbildningsgrupp_bestalls.csv, {row['utbildningsgrupp']}: {row[form]} står inte i utbildningsformer.csv."
                )
        said = _CODE.sub(lambda code: f"”{groups[code[0]]}”", row["stod"])
        yield EducationOrder(row["utbildningsgrupp"], names, row["grund"], said)
