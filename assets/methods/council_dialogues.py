"""How many employers stand behind what a council has heard of an occupation, and how much of that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

EMPLOYER_STEP = 3
"""Employers from which a count is shown, and the steps in which it is: one employer more or less cannot be told from it.

An exact count would do so across two editions of one round: 3 in the first and 4 in the second says that one employer has
answered in between, and whatever else is shown beside the count would then be that employer's.
"""


def employers_at_least(rows: Iterable[tuple[str | None, ...]]) -> int:
    """The fewest employers that may stand behind rows of a form.

    A form never says which employer a row is of. Rows of different kind, size or day are different employers. Rows that share all
    three may be one employer that needs people at several times, in several places or in several occupations, so of those only as
    many are certain as name the same need.

    Args:
        rows: kind of employer, its size, day of the dialogue, and the need: when and where, and in which occupation where the rows
            are of more than one; one for each row.

    Returns:
        Number of employers, at most the number of rows.

    Source: what the form promises, that employers' answers are counted only from three.

    >>> one = ("kommun", "10–49", "2026-10-01")
    >>> employers_at_least([(*one, "nu"), (*one, "inom ett år")]), employers_at_least([(*one, "nu"), (*one, "nu")])
    (1, 2)
    >>> employers_at_least([(*one, "nu"), ("region", *one[1:], "nu"), ("stat", *one[1:], "nu")])
    3
    """
    most: Counter[tuple[str | None, ...]] = Counter()
    for row, times in Counter(rows).items():
        most[row[:3]] = max(most[row[:3]], times)
    return most.total()


def shown_employers(employers: int) -> int | None:
    """A count of employers as it is shown: rounded down to a whole number of ``EMPLOYER_STEP``, s · ⌊n / s⌋.

    Only the number of employers is ever shown, in one way of dividing them (delregion, occupation and round). A sum of what they
    need is not, however rounded: an employer that takes its own need from it comes close to the others', and one large employer
    is most of it. Nor are counts by kind, size or time: where two of them pass a step together, that tells what the one that
    came has said.

    Args:
        employers: n, at least 0.

    Returns:
        None under the step.

    Source: the rule of three employers and rounding to a base, Hundepool and others, Statistical Disclosure Control (2012), §4
    and §5.

    >>> [shown_employers(n) for n in (0, 2, 3, 5, 6, 10)]
    [None, None, 3, 3, 6, 9]
    """
    return employers - employers % EMPLOYER_STEP or None
