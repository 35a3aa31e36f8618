"""Readability of Swedish text."""

from __future__ import annotations

import re

_LONG = 6
"""Letters; a longer word is a long one."""


def lix(text: str) -> float:
    """Björnsson's LIX: words per sentence and the percentage of words of more than six letters, added.

    A sentence ends with a full stop, question mark, exclamation mark or colon. Numbers are words.

    Source: Björnsson, Läsbarhet, 1968.

    >>> lix("Solen skiner. Barnen leker.")
    2.0
    >>> lix("Arbetsförmedlingen bedömer.")
    102.0
    """
    words = re.findall(r"[\w-]+", text)
    sentences = max(1, len(re.findall(r"[.:?!](?:\s|$)", text)))
    return len(words) / sentences + 100 * sum(len(word) > _LONG for word in words) / len(words)
