"""What chance alone gives of headlines that come again: as much as is found, whatever the employer's size."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods.ads import READVERTISED_DAYS, again_by_chance, against_chance, nearby, readvertised, repeats

DAYS = 900
SIZES = np.repeat([3.0, 10.0, 30.0, 100.0, 250.0], [900, 400, 200, 80, 40])
"""Ads that each employer has on average in all the days."""


def simulated(uneven: float, failed: float = 0.0) -> dict[str, np.ndarray]:
    """Followed ads of employers that draw headlines and days at random, a few of which advertise again because they failed.

    Args:
        uneven: how much more often an employer's first headlines come than its last; 0 is as often.
        failed: share of the ads that are put out once more, 1–60 days after they have closed.
    """
    dice = np.random.default_rng(20261128)
    parts = []
    for employer, size in enumerate(SIZES):
        headlines = max(1, round(size * dice.uniform(0.2, 2)))
        weight = np.arange(1, headlines + 1) ** -uneven
        n = dice.poisson(size)
        headline = dice.choice(headlines, n, p=weight / weight.sum())
        day = dice.integers(0, DAYS, n)
        end = day + dice.integers(3, 45, n)
        once_more = dice.random(n) < failed
        headline, later = (
            np.append(headline, headline[once_more]),
            end[once_more] + dice.integers(1, 61, once_more.sum()),
        )
        day, end = np.append(day, later), np.append(end, later + dice.integers(3, 45, len(later)))
        parts.append(np.stack([np.full(len(day), employer), headline, day, end]))
    employer, headline, day, end = np.concatenate(parts, axis=1)
    known = day < DAYS
    employer, headline, day, end = (a[known] for a in (employer, headline, day, end))
    order = np.lexsort((day, headline, employer))
    employer, headline, day, end = (a[order] for a in (employer, headline, day, end))
    group = employer * 1_000 + headline
    kept = repeats(group, day) < 0
    by_employer = np.lexsort((day, employer))
    without_headline = np.empty(len(day), bool)
    without_headline[by_employer] = readvertised(employer[by_employer], day[by_employer], end[by_employer])
    counted = kept & (end <= DAYS - 1 - READVERTISED_DAYS)
    return {
        "employer": employer[counted],
        "again": readvertised(group, day, end)[counted],
        "without_headline": without_headline[counted],
        "expected": again_by_chance(*nearby(group, day, end, kept, 0, DAYS - 1))[counted],
    }


@pytest.mark.parametrize("uneven", [0.0, 1.3, 2.5])
def test_with_headlines_drawn_at_random_as_many_come_again_as_expected_whatever_the_size(uneven: float):
    ads = simulated(uneven)
    of_size = SIZES[ads["employer"]]
    for size in np.unique(SIZES):
        here = of_size == size
        (ratio,) = against_chance([ads["again"][here].sum()], [ads["expected"][here].sum()], [here.sum()])
        assert ratio == pytest.approx(1, abs=0.15)
    employers, at = np.unique(ads["employer"], return_inverse=True)
    number = np.bincount(at)
    log_size = np.log(SIZES[employers])
    old = np.bincount(at, ads["without_headline"]) / number
    beyond = np.bincount(at, ads["again"] - ads["expected"]) / number
    assert np.corrcoef(old, log_size)[0, 1] > 0.8
    assert abs(np.corrcoef(beyond, log_size)[0, 1]) < 0.06


def test_an_employer_that_advertises_again_because_it_failed_is_seen():
    ads = simulated(0.0, failed=0.3)
    of_size = SIZES[ads["employer"]]
    for size in np.unique(SIZES):
        here = of_size == size
        assert ads["again"][here].sum() > 1.4 * ads["expected"][here].sum()


def test_copies_of_a_day_or_a_month_are_one_occasion():
    group, day = np.ones(6, int), np.array([0, 0, 0, 10, 20, 200])
    others, days = nearby(group, day, day + 5, repeats(group, day) < 0, 0, 899)
    assert (others[0], others[-1], days[0]) == (1, 1, 371)


def test_no_ads_have_no_neighbours():
    others, days = nearby([], [], [], [], 0, 10)
    assert len(others) == len(days) == 0
