"""The growth of an occupation's share of the employees, which never counts the register's break."""

from __future__ import annotations

import pytest

from assets.contracts.words import FROM_COUNTY
from assets.methods.signals import EMPLOYMENT_GROWTH
from assets.reference.signal_score import cut_points
from tests.unit.assets.marts.assessment.test_signals import COUNTY_NAME, HERE, cell, whose
from tests.unit.world.numbers import signalled, world
from tests.unit.world.places import COUNTY

pytestmark = pytest.mark.filterwarnings("error")


def test_growth_from_fewer_than_fifty_is_the_countys():
    table = signalled(world(employed={(HERE, "251"): (49, 500), (COUNTY, "251"): (4000, 8000)}))
    row = cell(table, EMPLOYMENT_GROWTH)
    assert whose(row) == (FROM_COUNTY, 0.5, COUNTY_NAME)
    assert row["varde"] == pytest.approx(100 * ((8000 / 24_000 / (4000 / 20_000)) ** (1 / 2) - 1))


def test_the_year_of_the_break_is_no_growth():
    """A tenth more became known between 2022 and 2023, here as anywhere or only here."""
    for changed in ({(HERE, "251"): (1000, 1100, 1000, 1100)}, {(HERE, "251"): (1000, 800, 1000, 800)}):
        assert cell(signalled(world(employed=changed)), EMPLOYMENT_GROWTH)["varde"] == pytest.approx(0)


def test_growth_is_per_year_of_those_that_are_without_the_break():
    """Ten percent more in 2022 and twenty in 2024; in the year between a fifth more became known."""
    grown = {(COUNTY, "251"): (4000, 6336, 4400, 5280)}
    found = cell(signalled(world(employed=grown)), EMPLOYMENT_GROWTH, place=COUNTY)
    others = 16_000
    first = (4400 / (4400 + others)) / (4000 / (4000 + others))
    last = (6336 / (6336 + others)) / (5280 / (5280 + others))
    assert found["varde"] == pytest.approx(100 * ((first * last) ** (1 / 2) - 1))
    # Two spans of years, each with the noise of its first and last.
    assert found["medelfel"] == pytest.approx(100 / 2 * 1.5 * (2 * 2 * 2) ** 0.5 / 6336)


def test_the_limits_of_method_3_are_of_growth_divided_by_all_three_years():
    *_, high = cut_points()[EMPLOYMENT_GROWTH.code]
    for yearly, points in ((1.4 * high, 2), (1.6 * high, 3)):
        # A fifth of the employees before, beside four occupations of a thousand.
        share = (1 + yearly / 100) ** 2 / 5
        now = round(4000 * share / (1 - share))
        row = cell(signalled(world(employed={(HERE, "251"): (1000, now)})), EMPLOYMENT_GROWTH)
        assert row["varde"] == pytest.approx(yearly, rel=0.05)
        assert row["poang"] == points
