"""What a source calls its codes: a code that has got another name, and a name that has got another code."""

from __future__ import annotations

from collections.abc import Mapping

from assets.reference.names import plain_name
from checks.acceptance.difference import Difference

Labels = Mapping[str, Mapping[str, str]]
"""Variable → code → what the source calls it."""
_SHOWN = 5


def relabelled(before: Labels, after: Labels, asked: Mapping[str, frozenset[str]]) -> list[Difference]:
    """Codes whose names have changed.

    A code that now has the name that another code had means something else, so the answer is held back. Another wording is
    told. Case, blanks and the forms of a letter do not count.

    Args:
        before: what the codes were called in the answer that was accepted before.
        after: what they are called now.
        asked: variable → the codes that are fetched; of others nothing is said.

    >>> was, now = {"SNI": {"P": "Utbildning", "Q": "Vård"}}, {"SNI": {"P": "Information", "Q": "Utbildning"}}
    >>> [d.held for d in relabelled(was, now, {"SNI": frozenset("PQ")})]
    [True, False]
    """
    found = []
    for variable in sorted(set(before) & set(after)):
        old, new = before[variable], after[variable]
        codes_of = {plain_name(label): code for code, label in old.items()}
        moved: list[str] = []
        reworded: list[str] = []
        for code in sorted(asked.get(variable, frozenset()) & set(old) & set(new)):
            if plain_name(old[code]) == plain_name(new[code]):
                continue
            text = f"{code} hette ”{old[code]}” och heter ”{new[code]}”"
            came_from = codes_of.get(plain_name(new[code]), code)
            (moved if came_from != code else reworded).append(text)
        for texts, held in ((moved, True), (reworded, False)):
            if texts:
                more = f"; och {len(texts) - _SHOWN} till" if len(texts) > _SHOWN else ""
                found.append(Difference("namn", f"{variable}: {'; '.join(texts[:_SHOWN])}{more}.", held))
    return found
