"""mart.platser_per_ar: what is counted, in which year, and a year that is not whole."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.mismatch import MISMATCH
from assets.methods.aggregate import WINDOW_MONTHS, YEARS
from tests.unit.assets.marts.change.posts import three_posts
from tests.unit.rows import find, one, rows
from tests.unit.world.places import MONTHS
from tests.unit.world.world import World

EVERY = [str(month) for month in pd.period_range(end=MONTHS[-1], periods=YEARS * WINDOW_MONTHS, freq="M")]
WINDOW = rows(MISMATCH, [{}], period_fran=MONTHS[0], period_till=MONTHS[-1])


def made(without: str = "") -> pa.Table:
    return World({ADS: three_posts(EVERY, without), MISMATCH: WINDOW})[POSTS_BY_YEAR]


def test_a_year_is_the_sum_of_its_months():
    table = made()
    assert table.schema.names == [c.name for c in POSTS_BY_YEAR.columns]
    for area, code, number in (("fyrbodal", "222+223", 12), ("14", "222+223", 24), ("14", "alla", 36)):
        found = find(table, geo_kod=area, yrke_kod=code)
        assert [row["platser_rensade"] for row in found] == [number] * YEARS
        assert [row["period_fran"] for row in found] == EVERY[::WINDOW_MONTHS]
        assert [row["period_till"] for row in found] == EVERY[WINDOW_MONTHS - 1 :: WINDOW_MONTHS]
        assert {row["anmarkning"] for row in found} == {None}


def test_no_ads_of_an_occupation_is_none_of_them():
    row = one(made(), geo_kod="skaraborg", yrke_kod="222+223", period_till=MONTHS[-1])
    assert row["platser_rensade"] == 0


def test_a_year_that_lacks_a_month_has_no_number_and_says_so():
    table = made(without=EVERY[3])
    oldest, *newer = find(table, geo_kod="14", yrke_kod="222+223")
    assert oldest["platser_rensade"] is None
    assert oldest["anmarkning"] == "Källan har bara 11 av periodens 12 månader."
    assert [row["platser_rensade"] for row in newer] == [24] * (YEARS - 1)
