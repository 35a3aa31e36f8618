"""Whether what a council has decided to change has changed, since the year of its decision, by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.methods.follow_up import NOT_SURE, NOT_TRIED, SURE, change, rate
from assets.methods.mismatch import MIN_POSTS
from assets.methods.then_and_now import ratio_of_counts


@dataclass(frozen=True)
class GoalChange:
    """A change and its interval of 80 percent, in one unit; NaN when it cannot be told."""

    value: float
    lower: float
    upper: float

    @property
    def word(self) -> str:
        """``SURE`` only when the whole interval is on one side of no change.

        Source: methods §2.16, "säker förändring".

        >>> [GoalChange(5.0, low, 9.0).word for low in (1.0, -1.0, float("nan"))]
        ['säker förändring', 'ingen säker förändring', 'kan inte prövas']
        """
        if np.isnan([self.value, self.lower, self.upper]).any():
            return NOT_TRIED
        return SURE if self.lower > 0 or self.upper < 0 else NOT_SURE


UNKNOWN = GoalChange(float("nan"), float("nan"), float("nan"))


def posts_changed(now: float, then: float, spread: float) -> GoalChange:
    """Posts in ads of a year against another's, 100 · (now / then − 1), with the interval of ``ratio_of_counts``.

    Args:
        now: posts of the later year.
        then: posts of the earlier.
        spread: φ, how many times more than independent events the posts of these two years vary.

    Returns:
        Percent; unknown under 5 posts in either year.

    Source: as mart.da_och_nu.

    >>> found = posts_changed(120, 100, 2.0)
    >>> round(found.value, 1), round(found.lower, 1), round(found.upper, 1), found.word
    (20.0, -6.1, 53.3, 'ingen säker förändring')
    >>> posts_changed(120, 4, 2.0).word
    'kan inte prövas'
    """
    if min(now, then) < MIN_POSTS:
        return UNKNOWN
    ratio = ratio_of_counts([now], [then], spread)
    return GoalChange(*(100 * (float(part[0]) - 1) for part in (ratio.value, ratio.lower, ratio.upper)))


def rate_changed(matched: float, people: float, matched_before: float, people_before: float, cells: int) -> GoalChange:
    """The matched employment rate of a year minus another's, with the interval of ``follow_up.change``.

    Args:
        matched: employed in a fully matching occupation in the later year (persons).
        people: everybody with the education then (persons).
        matched_before: the same in the earlier.
        people_before: the same in the earlier.
        cells: how many of the source's cells each count is a sum of.

    Returns:
        Percentage points; unknown under 30 persons in either year.

    Source: as ``follow_up.rate`` and mart.utbildning; the change is that of one step, however many years it takes.

    >>> found = rate_changed(80, 100, 70, 100, 1)
    >>> round(found.value, 1), round(found.lower, 1), round(found.upper, 1), found.word
    (10.0, 1.5, 18.5, 'säker förändring')
    >>> rate_changed(80, 100, 70, 100, 14).word
    'ingen säker förändring'
    """
    found = change(rate([matched], [people], cells, cells), rate([matched_before], [people_before], cells, cells))
    return GoalChange(float(found.value[0]), float(found.lower[0]), float(found.upper[0]))
