from __future__ import annotations

import numpy as np
import pytest

from assets.methods.signals import INDICATORS, UNEMPLOYMENT, growth_beyond_total, unemployment_rate

NAN = float("nan")
pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("unemployed", "employed", "rate"),
    [(10, 10, 50), (10, 9, NAN), (9, 900, NAN), (10, NAN, NAN), (NAN, 900, NAN), (30, 70, 30), (20, 0, 100)],
)
def test_unemployment_needs_ten_of_twenty(unemployed, employed, rate):
    np.testing.assert_equal(unemployment_rate(unemployed, employed).item(), rate)


def test_growth_is_of_the_share_and_yearly():
    assert growth_beyond_total(1331, 1000, 1000, 1000, 3).item() == pytest.approx(10)
    # Everybody grows as the total, also where the total jumps.
    assert growth_beyond_total(120, 1200, 100, 1000, 3).item() == pytest.approx(0)
    assert growth_beyond_total(50, 100, 100, 100, 1).item() == pytest.approx(-50)


@pytest.mark.parametrize(
    "cell", [(49, 100, 100, 100), (100, 100, 49, 100), (NAN, 1, 99, 1), (99, 1, NAN, 1), (0, 0, 0, 0)]
)
def test_growth_of_a_few_is_not_told(cell):
    assert np.isnan(growth_beyond_total(*cell, 3))


def test_names_and_codes_are_each_their_own():
    assert len({i.code for i in INDICATORS}) == len({i.term for i in INDICATORS}) == len(INDICATORS)
    assert all(i.term and i.unit and i.description for i in INDICATORS)
    assert [i for i in INDICATORS if not i.high_is_shortage] == [UNEMPLOYMENT]
