"""The codes that a form may refer to, and the one that was perhaps meant."""

from __future__ import annotations

import difflib
from functools import cache

from assets.reference.council_form import EITHER, FormColumn
from assets.reference.educations import education_groups
from assets.reference.names import plain_name
from assets.reference.occupations import reporting_groups

LONGEST_COMPARED = 200
"""Characters that are compared with what may be chosen: more than any choice, code or name has."""


@cache
def _known(kind: str) -> dict[str, str]:
    """Code → name, of all that a column of that kind may refer to."""
    occupations = {group.code: group.name for group in reporting_groups()}
    return occupations if kind != EITHER else occupations | {g.code: g.name for g in education_groups()}


@cache
def _named(kind: str) -> dict[str, str]:
    """The name in one spelling → its code."""
    return {plain_name(name): code for code, name in _known(kind).items()}


def known_code(column: FormColumn, text: str) -> str:
    """The code that a cell's text is, however its letters are written; empty when there is none."""
    return next((code for code in _known(column.kind) if code.casefold() == text[:LONGEST_COMPARED].casefold()), "")


def name_of(column: FormColumn, code: str) -> str:
    """What a known code is called today: later it may be merged into another, and nobody knows any longer."""
    return _known(column.kind)[code]


def nearest_code(column: FormColumn, text: str) -> str:
    """What the sender may have meant by a text that is no code, as a sentence."""
    known, named, text = _known(column.kind), _named(column.kind), text[:LONGEST_COMPARED]
    near = difflib.get_close_matches(plain_name(text), named, 1, 0.6) or difflib.get_close_matches(text, known, 1, 0.4)
    meant = named.get(near[0], near[0]) if near else ""
    return f"Menades {meant} ({known[meant]})?" if meant else "Koderna står på bladet Bedömning."
