"""Words that lead to a redovisningsgrupp: mart.sokord."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from assets.contracts.barometer import STAGED_TAXONOMY
from assets.contracts.places import (
    EVERYDAY,
    FORMER_TITLE,
    GROUP_NAME,
    OCCUPATION_GROUP,
    OF_AF,
    OF_SCB,
    OUR_OWN,
    SEARCH_WORDS,
    TITLE,
)
from assets.declaration import Mart
from assets.methods.taxonomy import IN_USE, OCCUPATION, ssyk4_of_concepts, titles
from assets.reference.occupations import (
    everyday_words,
    occupations_ssyk3,
    occupations_ssyk4,
    reporting_group_of,
    reporting_groups,
    ssyk2012,
)

_Word = tuple[str, str, str, str]


def search_words(taxonomy: pa.Table) -> pa.Table:
    """Every word of a group once; capital letters make no other word.

    Args:
        taxonomy: staged.taxonomi; none of its rows when the source is missing.

    Returns:
        Columns of mart.sokord.
    """
    found: dict[tuple[str, str], _Word] = {}
    for word in (*_names(), *_titles(taxonomy), *_everyday()):
        found.setdefault((word[0], word[1].casefold()), word)
    names = [c.name for c in SEARCH_WORDS.columns]
    return pa.Table.from_pylist([dict(zip(names, found[key], strict=True)) for key in sorted(found)])


def _names() -> Iterator[_Word]:
    of, scb = reporting_group_of(), ssyk2012()
    yield from ((group.code, group.name, GROUP_NAME, OUR_OWN) for group in reporting_groups())
    yield from ((of[code], name, OCCUPATION_GROUP, OF_SCB) for code, name in occupations_ssyk3().items())
    for code, name in occupations_ssyk4().items():
        yield of[code[:3]], name, OCCUPATION_GROUP, OF_SCB if code in scb else OF_AF


def _titles(taxonomy: pa.Table) -> Iterator[_Word]:
    """Those that stand for a group we have; the check ``yrkesbenamningar_finns`` says which do not."""
    of, codes = reporting_group_of(), ssyk4_of_concepts(taxonomy)
    concepts = [c for c in taxonomy.to_pylist() if c["typ"] == OCCUPATION]
    for concept in sorted(concepts, key=lambda c: (c["tillstand"] != IN_USE, c["koncept_id"])):
        group = of.get(codes.get(concept["koncept_id"], "")[:3])
        kind = TITLE if concept["tillstand"] == IN_USE else FORMER_TITLE
        if group:
            yield from ((group, title, kind, OF_AF) for title in titles(concept["namn"]))


def _everyday() -> Iterator[_Word]:
    yield from ((group, word, EVERYDAY, OUR_OWN) for word, group in everyday_words())


MARTS = (Mart(SEARCH_WORDS, search_words, {"taxonomy": STAGED_TAXONOMY}),)
