"""Arbetsförmedlingen's concepts as codes, with replaced concepts followed."""

from __future__ import annotations

import re

import pyarrow as pa

GROUP = "ssyk-level-4"
"""The source's word for a concept that is an occupation group on four digits."""
OCCUPATION = "occupation-name"
"""The source's word for a concept that is an occupation within such a group."""
IN_USE = "gäller"


def titles(name: str) -> list[str]:
    """The titles of an occupation whose name has several with a slash between them; a slash within a word makes none.

    >>> titles("Systemutvecklare/Programmerare")
    ['Systemutvecklare', 'Programmerare']
    >>> titles("Konsulent på stifts-/nationell nivå")
    ['Konsulent på stifts-/nationell nivå']
    """
    return [title.strip() for title in re.split(r"/(?=[A-ZÅÄÖ0-9])", name) if title.strip()]


def ssyk4_of_concepts(taxonomy: pa.Table) -> dict[str, str]:
    """Concept → the code of Arbetsförmedlingen's occupation group, for groups and for occupations within them.

    A concept that exactly one other stands in place of has that one's group. One that was split, has ended, or leads to a
    concept that the taxonomy lacks has none.

    Args:
        taxonomy: staged.taxonomi; at least ``koncept_id``, ``typ``, ``kod``, ``grupp_id``, ``tillstand``, ``ersatts_av``.

    Returns:
        Concept id → four digits.

    >>> taxonomy = pa.Table.from_pylist([
    ...     {"koncept_id": "g", "typ": GROUP, "kod": "2512", "grupp_id": None, "tillstand": IN_USE, "ersatts_av": None},
    ...     {"koncept_id": "o", "typ": "occupation-name", "kod": None, "grupp_id": "g", "tillstand": "ersatt",
    ...      "ersatts_av": "p"},
    ...     {"koncept_id": "p", "typ": "occupation-name", "kod": None, "grupp_id": "g", "tillstand": IN_USE,
    ...      "ersatts_av": None}])
    >>> ssyk4_of_concepts(taxonomy)
    {'g': '2512', 'o': '2512', 'p': '2512'}
    """
    rows = {row["koncept_id"]: row for row in taxonomy.to_pylist()}

    def standing(identity: str | None) -> dict[str, str | None]:
        row = rows.get(identity or "", {})
        row = rows.get(row.get("ersatts_av") or "", row)
        return row if row.get("tillstand") == IN_USE else {}

    codes = {}
    for identity in rows:
        concept = standing(identity)
        group = concept if concept.get("typ") == GROUP else standing(concept.get("grupp_id"))
        if code := group.get("kod"):
            codes[identity] = code
    return codes
