"""What a text that somebody has written names."""

from __future__ import annotations

import re

from assets.reference.names import plain_name

_PLAIN_WORD = re.compile(r"[a-zåäöéü]+")


def is_named(text: str, name: str) -> bool:
    """Whether a text names a table, source or list.

    A name that is a plain word, such as ``sektor``, is also a word about something else: it must be the whole text. Any other is
    found anywhere, but only whole: TAB443 is not named by TAB4434.

    Args:
        text: as somebody wrote it.
        name: not empty.

    >>> is_named("SCB:s tab4434, om anställda", "TAB4434"), is_named("TAB4434", "TAB443")
    (True, False)
    >>> is_named("Sektor", "sektor"), is_named("alla i vår sektor", "sektor"), is_named("mart.sektor, allt", "mart.sektor")
    (True, False, True)
    """
    said, wanted = plain_name(text), plain_name(name)
    if said == wanted:
        return True
    if _PLAIN_WORD.fullmatch(wanted):
        return False
    return re.search(rf"(?<![\w.]){re.escape(wanted)}(?!\w)", said) is not None
