"""Intervals on the real register: fixtures and how often outcomes have been inside. Needs ../shared."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods import projection_intervals as intervals
from assets.methods.employment_shares import families_and_profile
from assets.reference.occupations import reporting_groups
from tests.real.long_term_panel import panel
from tests.real.served import NEEDS_SHARED

pytestmark = NEEDS_SHARED

CELLS = [
    (3, 5, "251", 31851.4, 35288.8, 38856.4),
    (3, 5, "812", 656.9, 905.8, 1201.2),
    (3, 1, "251", 30312.6, 31594.3, 32945.4),
    (4, 5, "5321", 18011.1, 20924.7, 23498.6),
]


@pytest.mark.parametrize("cell", CELLS)
def test_intervals_of_vastra_gotaland(cell: tuple[int, int, str, float, float, float]) -> None:
    """Lower limit, middle and upper limit at the total of 2024."""
    digits, horizon, code, *expected = cell
    known = panel(digits)
    at, where = known.codes.index(code), known.counties.index("14")
    pairs = intervals.known_pairs(known, families_and_profile, horizon)
    lower, upper = intervals.quantiles(pairs, known.counties, digits, known.last_year).of(known.now[at, where], where)
    width = intervals.unrest(known).factor[at] * intervals.SIZE_LAWS[digits](known.now[at, where])
    middle = np.exp(families_and_profile(known, horizon)[at, where]) * known.totals[where, -1]
    found = middle * np.exp([width * lower, 0, width * upper])
    assert found == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(("horizon", "expected"), [(2, 0.84), (5, 0.87)])
def test_what_readers_see_as_one_is_covered_too(horizon: int, expected: float) -> None:
    """The limits of single occupations on sums of several, with what was known at each origin."""
    known = panel(3)
    at = {code: place for place, code in enumerate(known.codes)}
    groups = [[at[code] for code in group.ssyk3] for group in reporting_groups() if len(group.ssyk3) > 1]
    pairs = intervals.known_pairs(known, families_and_profile, horizon)
    inside = judged = 0
    for origin in range(2016, known.last_year - horizon + 1):
        past, future = known.until(origin), known.until(origin + horizon)
        size, actual, made = (
            np.array([values[members].sum(axis=0) for members in groups])
            for values in (past.now, future.now / future.totals[:, -1], np.exp(families_and_profile(past, horizon)))
        )
        scale = intervals.summed_unrest(past, groups)[:, None] * intervals.SIZE_LAWS[3](size)
        pair = intervals.Pair(origin, horizon, size, np.log(actual / made) / scale)
        within, limited = intervals.quantiles(pairs, known.counties, 3, origin).covers(pair)
        inside, judged = inside + within.sum(), judged + limited.sum()
    assert len(groups) == 21
    assert inside / judged == pytest.approx(expected, abs=0.01)
