"""mart.platser_per_kvartal: what is counted, in which quarter, and a quarter that is not whole."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_QUARTER
from assets.contracts.mismatch import MISMATCH
from assets.methods.aggregate import QUARTERS, YEARS
from tests.unit.assets.marts.change.posts import three_posts
from tests.unit.rows import find, one, rows
from tests.unit.world.world import World

EVERY = [str(month) for month in pd.period_range("2021-07", "2026-08", freq="M")]


def made(without: str = "") -> pa.Table:
    """The window ends in August."""
    window = rows(MISMATCH, [{}], period_fran="2025-09", period_till="2026-08")
    return World({ADS: three_posts(EVERY, without), MISMATCH: window})[POSTS_BY_QUARTER]


def test_a_quarter_is_the_sum_of_its_months_and_the_newest_is_whole():
    table = made()
    for area, number in (("fyrbodal", 3), ("14", 9), ("skaraborg", 0)):
        found = find(table, geo_kod=area)
        assert [row["platser_rensade"] for row in found] == [number] * YEARS * QUARTERS
        assert {row["anmarkning"] for row in found} == {None}
    *_, newest = find(table, geo_kod="14")
    assert (newest["kvartal"], newest["period_fran"], newest["period_till"]) == ("2026-K2", "2026-04", "2026-06")
    assert find(table, geo_kod="14")[0]["kvartal"] == "2021-K3"


def test_a_quarter_that_lacks_a_month_has_no_number_and_says_so():
    table = made(without="2025-02")
    row = one(table, geo_kod="fyrbodal", kvartal="2025-K1")
    assert row["platser_rensade"] is None
    assert row["anmarkning"] == "Källan har bara 2 av kvartalets 3 månader."
    assert one(table, geo_kod="fyrbodal", kvartal="2024-K4")["platser_rensade"] == 3
