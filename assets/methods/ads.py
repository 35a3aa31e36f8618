"""What is the same ad again, and how long ads are out. Arrays in, arrays of the same length out; days are whole numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assets.methods.arrays import Array, Flags

Days = NDArray[np.int64]

DUPLICATE_DAYS = 30
READVERTISED_DAYS = 90
NEARBY_DAYS = 365
"""How far from an ad its employer's usual pace is looked for, before it was published and after it was closed."""
HALF_A_YEAR = 182
"""Days on each side of an ad that with its own day make the year in which its employer's ads are counted."""
LEAST_FOLLOWED = 20
LEAST_EXPECTED = 5
"""Under so many expected ads the ratio to what is found is mostly chance itself."""
POSTS_CAP = 10
MOST_POSTS = 1000
"""So many posts or more in one ad are a slip of the pen, and the ad counts as one post."""


def counted_posts(stated: ArrayLike) -> Days:
    """Posts that an ad counts for: what it states, and one where it states none, 0 or an unreasonable number.

    Args:
        stated: posts as the ads state them (posts); NaN where they state none.

    Returns:
        Posts, at least 1 and below 1,000. Not capped: see ``capped_posts``.

    >>> counted_posts([2, 0, float("nan"), 999, 1000, 9999]).tolist()
    [2, 1, 1, 999, 1, 1]
    """
    posts = np.asarray(stated, np.float64)
    return np.where((posts >= 1) & (posts < MOST_POSTS), posts, 1).astype(np.int64)


def capped_posts(posts: ArrayLike) -> Days:
    """Posts with at most ten per ad, so that a few mass recruitments do not decide an occupation.

    >>> capped_posts([1, 10, 400]).tolist()
    [1, 10, 10]
    """
    return np.minimum(np.asarray(posts, np.int64), POSTS_CAP)


def repeats(group: ArrayLike, day: ArrayLike) -> NDArray[np.int64]:
    """Which ads repeat an earlier one: same group, at most thirty days after the last one that was kept.

    The first ad of a group is kept, then the first that is published more than thirty days after it, and so on; an ad that
    is renewed every week all year is thus counted about once a month.

    Args:
        group: same employer, occupation, municipality and headline → same number; a negative one is never a repeat.
        day: day of publication. Both sorted by group, then day.

    Returns:
        Position of the kept ad that each repeats, −1 for the kept ones.

    Raises:
        ValueError: not sorted.

    Source: the rule is the project's; that double registration is the largest flaw of the ads as statistics is
    Arbetsförmedlingen's own finding (Är statistik över lediga platser användbar?, 2017).

    >>> repeats([-1, -1, 7, 7, 7, 7, 8], [5, 5, 0, 30, 31, 61, 61]).tolist()
    [-1, -1, -1, 2, -1, 4, -1]
    """
    groups, days = np.asarray(group, np.int64), np.asarray(day, np.int64)
    n = len(groups)
    if n == 0:
        return np.zeros(0, np.int64)
    starts = np.append(True, groups[1:] != groups[:-1])
    if np.any(np.diff(groups) < 0) or np.any(np.diff(days)[~starts[1:]] < 0):
        raise ValueError("the ads are not sorted by group and day")
    # One axis on which groups lie further apart than the window, so that one search serves all of them.
    place = np.cumsum(starts) * (days.max() - days.min() + DUPLICATE_DAYS + 1) + days
    following = np.searchsorted(place, place + DUPLICATE_DAYS, side="right")
    rank = np.append(np.cumsum(starts), -1)
    kept = starts.copy()
    front = np.flatnonzero(starts)
    while len(front):
        after = following[front]
        front = after[rank[after] == rank[front]]
        kept[front] = True
    kept |= groups < 0
    last = np.maximum.accumulate(np.where(kept, np.arange(n), -1))
    return np.where(kept, -1, last)


def readvertised(group: ArrayLike, published: ArrayLike, closed: ArrayLike) -> Flags:
    """Whether the same employer advertises again 1–90 days after an ad has closed.

    Args:
        group: same employer, occupation and municipality → same number; a negative one never advertises again.
        published: day of publication. Both sorted by group, then published.
        closed: day the ad was taken away; one before the publication counts as that day.

    Returns:
        True where a later ad of the group is published 1–90 days after.

    Source: failed recruitment as renewed search, as in Arbetsförmedlingen's share of failed attempts.

    >>> readvertised([1, 1, 1, 2, 2], [0, 40, 200, 0, 5], [30, 60, 210, 5, 9]).tolist()
    [True, False, False, False, False]
    """
    groups, days, ends = (np.asarray(a, np.int64) for a in (group, published, closed))
    if len(groups) == 0:
        return np.zeros(0, np.bool_)
    ends = np.maximum(ends, days)
    low = days.min()
    span = ends.max() - low + READVERTISED_DAYS + 2
    rank = np.cumsum(np.append(True, groups[1:] != groups[:-1]))
    place = rank * span + (days - low)
    end = rank * span + (ends - low)
    again = np.searchsorted(place, end + READVERTISED_DAYS, side="right") > np.searchsorted(place, end, side="right")
    return np.asarray(again & (groups >= 0), np.bool_)


def of_the_year(group: ArrayLike, published: ArrayLike, kept: ArrayLike) -> Days:
    """How many ads the same employer has within half a year of each ad, before or after.

    Args:
        group: same employer, occupation and municipality → same number.
        published: day of publication. Both sorted by group, then published.
        kept: whether the ad repeats no earlier one, see ``repeats``; the others are not counted.

    Returns:
        Ads of the group in the year around each ad, which itself is counted when it is kept (ads).

    Source: the project's. Summed over an employer's ads of a year it is nearly their number squared, which
    ``assets.methods.standard_errors.independent_ads`` asks for, and unlike the square it can be added over months.

    >>> of_the_year([1, 1, 1, 2], [0, 100, 200, 100], [True, True, False, True]).tolist()
    [2, 2, 1, 1]
    """
    days = np.asarray(published, np.int64)
    return _kept_between(group, days, days - HALF_A_YEAR, days + HALF_A_YEAR, kept)


def _kept_between(group: ArrayLike, days: Days, low: Days, high: Days, kept: ArrayLike) -> Days:
    """How many kept ads each ad's group has from one day to another; the ads sorted by group, then day."""
    groups = np.asarray(group, np.int64)
    if len(groups) == 0:
        return np.zeros(0, np.int64)
    first, last = min(low.min(), days.min()), max(high.max(), days.max())
    # One axis on which groups lie further apart than any window reaches.
    place = np.cumsum(np.append(True, groups[1:] != groups[:-1])) * (last - first + 1) - first
    before = np.append(0, np.cumsum(np.asarray(kept, np.int64)))
    from_day = np.searchsorted(place + days, place + low, side="left")
    to_day = np.searchsorted(place + days, place + high, side="right")
    return np.asarray(before[to_day] - before[from_day], np.int64)


def readvertised_share(again: ArrayLike, followed: ArrayLike) -> Array:
    """Share of the ads that are advertised again, 100 · a / n.

    Args:
        again: ads of which ``readvertised`` is true (ads).
        followed: ads that have been closed for at least 90 days, so that it is known (ads).

    Returns:
        Percent; NaN under 20 followed ads.

    >>> readvertised_share([30, 10], [120, 19]).tolist()
    [25.0, nan]
    """
    a, n = np.asarray(again, np.float64), np.asarray(followed, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n >= LEAST_FOLLOWED, 100 * a / n, np.nan)


def nearby(
    group: ArrayLike, published: ArrayLike, closed: ArrayLike, kept: ArrayLike, first: int, last: int
) -> tuple[Days, Days]:
    """How often an employer has the same headline out, around each ad.

    Args:
        group: same employer, occupation, municipality and headline → same number.
        published: day of publication. Both sorted by group, then published.
        closed: day the ad was taken away; one before the publication counts as that day.
        kept: whether the ad repeats no earlier one, see ``repeats``: copies of a day or a month are one occasion.
        first: first day of what is known.
        last: last day of what is known.

    Returns:
        Other kept ads of the group that are published at most a year before the ad or a year after it has closed (ads), and
        how many days of those are known (days).

    >>> others, days = nearby([1, 1, 1, 2], [0, 40, 700, 0], [30, 60, 710, 5], [True] * 4, 0, 1000)
    >>> others.tolist(), days.tolist()
    ([1, 1, 0, 0], [396, 426, 666, 371])
    """
    days, ends = (np.asarray(a, np.int64) for a in (published, closed))
    low = np.maximum(days - NEARBY_DAYS, first)
    high = np.minimum(np.maximum(ends, days) + NEARBY_DAYS, last)
    others = _kept_between(group, days, low, high, kept) - np.asarray(kept, np.int64)
    return others, high - low + 1


def again_by_chance(others: ArrayLike, days: ArrayLike) -> Array:
    """How likely the same headline is to come again within ninety days though nothing makes it come just then.

    An employer that often has the same headline out has it out again soon after an ad has closed, also when every recruitment
    succeeds. If its other occasions lie anywhere in the days around the ad, independently of it, at least one of s falls in the
    ninety days with probability 1 − (1 − 90 / d)^s. An occasion covers thirty days in which no new one is counted (``repeats``),
    so d is the days less thirty for each occasion and for the ad itself; never under ninety.

    Args:
        others: other occasions of the same employer, occupation, municipality and headline near the ad (ads).
        days: days among which they lie (days).

    Returns:
        Probability, 0–1.

    Source: the project's. It is made of the headline's own pace, not of the employer's number of ads and a mean probability that
    two have the same headline: with that, headlines drawn at random come again 3 to 15 times as often as expected of small
    employers and 0.8 times of large ones, because large ones have more headlines and some of them often.

    >>> again_by_chance([0, 1, 4, 40], [700, 630, 630, 700]).round(4).tolist()
    [0.0, 0.1579, 0.5642, 1.0]
    """
    s, d = np.asarray(others, np.float64), np.asarray(days, np.float64)
    left = np.maximum(d - DUPLICATE_DAYS * (s + 1), READVERTISED_DAYS)
    return np.asarray(1 - (1 - READVERTISED_DAYS / left) ** s, np.float64)


def against_chance(again: ArrayLike, expected: ArrayLike, followed: ArrayLike) -> Array:
    """How many times more often the same headline comes again than chance gives, a / e.

    Args:
        again: followed ads whose headline comes again (ads).
        expected: sum of ``again_by_chance`` over the followed ads (ads).
        followed: followed ads of which both are known (ads).

    Returns:
        Times; NaN under 20 followed ads or 5 expected.

    >>> against_chance([12, 12, 12], [6, 4.9, 6], [40, 40, 19]).tolist()
    [2.0, nan, nan]
    """
    a, e, n = (np.asarray(x, np.float64) for x in (again, expected, followed))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((n >= LEAST_FOLLOWED) & (e >= LEAST_EXPECTED), a / e, np.nan)
