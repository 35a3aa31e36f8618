"""How sources spell names, and which of their codes a name tells."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of


@dataclass(frozen=True)
class KnownCode:
    """A code of a classification: which of ours it is, and how its label begins, in small letters.

    ``in_full``: the label is the whole name. ``certain``: a code with another label belongs to another version.
    """

    ours: str
    beginnings: tuple[str, ...]
    in_full: bool = False
    certain: bool = False

    def fits(self, name: str) -> bool:
        """Whether a label, as ``plain_name`` has it, is this code's."""
        return name in self.beginnings if self.in_full else name.startswith(self.beginnings)


def tidy(text: str) -> str:
    """A text with composed letters and single blanks.

    >>> tidy("Ska\u030ane\u00a0 la\u0308n ")
    'Skåne län'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain_name(name: str) -> str:
    """A name in one spelling: composed letters, single blanks, no capitals.

    >>> plain_name("  Hälso-\u00a0och  sjukva\u030ard ")
    'hälso- och sjukvård'
    """
    return tidy(name).casefold()


@cache
def classifications() -> dict[str, dict[str, dict[str, KnownCode]]]:
    """Classification → version, the one that our codes are of first → the source's code → what is known of it."""
    found: dict[str, dict[str, dict[str, KnownCode]]] = {}
    for row in rows_of("klassifikationer.csv"):
        beginnings = tuple(row["namn_borjar"].split("|"))
        version = found.setdefault(row["klassifikation"], {}).setdefault(row["version"], {})
        version[row["kod"]] = KnownCode(row["var_kod"], beginnings, certain=row["maste_stamma"] == "ja")
    return found


@cache
def other_names_of_af() -> dict[str, dict[str, str]]:
    """What is named → another name that Arbetsförmedlingen may write, as ``plain_name`` has it → the usual one."""
    names: dict[str, dict[str, str]] = {}
    for row in rows_of("namn_hos_af.csv"):
        names.setdefault(row["slag"], {})[row["namn_i_kallan"]] = row["namn"]
    return names
