"""The growth of an occupation's share of the employees, which never counts the register's break."""

from __future__ import annotations

import pytest

from assets.contracts.words import FROM_COUNTY
from assets.methods.signals import EMPLOYMENT_GROWTH
from tests.unit.assets.marts.assessment.test_signals import COUNTY_NAME, HERE, cell, whose
from tests.unit.world.numbers import signalled, world
from tests.unit.world.places import COUNTY, NATION

pytestmark = pytest.mark.filterwarnings("error")


def test_growth_from_fewer_than_fifty_is_the_countys():
    table = signalled(world(employed={(HERE, "251"): (49, 500), (COUNTY, "251"): (4000, 8000)}))
    row = cell(table, EMPLOYMENT_GROWTH)
    assert whose(row) == (FROM_COUNTY, 0.5, COUNTY_NAME)
    assert row["varde"] == pytest.approx(100 * ((8000 / 24_000 / (4000 / 20_000)) ** (1 / 2) - 1))


def test_the_nations_step_over_the_break_is_no_growth():
    """A tenth more became known in the nation between 2022 and 2023, and here there are a tenth more than in 2021."""
    changed = {(HERE, "251"): (1000, 1100), (NATION, "251"): (100_000, 110_000, 100_000, 110_000)}
    assert cell(signalled(world(employed=changed)), EMPLOYMENT_GROWTH)["varde"] == pytest.approx(0)


def test_growth_is_per_year_of_those_that_are_without_the_break():
    """Ten percent more in 2022 and ten in 2024; in the year between, everywhere in the nation, a fifth more."""
    grown = {(COUNTY, "251"): (4000, 5808), (NATION, "251"): (100_000, 145_200, 110_000, 132_000)}
    found = cell(signalled(world(employed=grown)), EMPLOYMENT_GROWTH, place=COUNTY)["varde"]
    share, before = 5808 / (5808 + 16_000), 4800 / (4800 + 16_000)
    assert found == pytest.approx(100 * ((share / before) ** (1 / 2) - 1))
