"""How many employers stand behind what a council has heard of an occupation, and whether that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

FEWEST_EMPLOYERS = 3
"""Employers from which what they have said is counted; below, one could be told from another."""


def employers_at_least(rows: Iterable[tuple[str, str, str, str]]) -> int:
    """The fewest employers that may stand behind the rows of one occupation.

    A form never says which employer a row is of. Rows of different kind, size or day are different employers. Rows that share all
    three may be one employer that needs people at several times, so of those only as many are certain as name the same time.

    Args:
        rows: kind of employer, its size, day of the dialogue, and when the people are needed; one for each row.

    Returns:
        Number of employers, at most the number of rows.

    Source: what the form promises, that employers' answers are counted only from three.

    >>> one = ("kommun", "10–49", "2026-10-01")
    >>> employers_at_least([(*one, "nu"), (*one, "inom ett år")]), employers_at_least([(*one, "nu"), (*one, "nu")])
    (1, 2)
    >>> employers_at_least([(*one, "nu"), ("region", *one[1:], "nu"), ("stat", *one[1:], "nu")])
    3
    """
    most: Counter[tuple[str, str, str]] = Counter()
    for (kind, size, day, _), times in Counter(rows).items():
        most[kind, size, day] = max(most[kind, size, day], times)
    return most.total()
