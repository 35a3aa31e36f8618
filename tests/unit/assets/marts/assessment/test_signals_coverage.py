"""mart.signaler where ads are corrected for coverage: the values, and what the survey leaves unsure."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.ads import ADS, COVERAGE
from assets.methods.signals import ADS_RATE, OPEN_RATE, POSTS_RATE, READVERTISED, TIGHTNESS, UNEMPLOYMENT
from tests.unit.assets.marts.assessment.test_signals import HERE, SURE, cell, chosen
from tests.unit.world.numbers import signalled, world
from tests.unit.world.places import COUNTY, NATION, OTHER

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("sector", "factors", "here", "there"),
    [
        ("privat sektor", {(COUNTY, "privat"): 2.0, (OTHER, "privat"): 3.0, (NATION, "privat"): 1.1}, 2, 3),
        ("offentligt ägda företag", {(COUNTY, "privat"): 2.0}, 2, 1),
        ("kommuner", {(COUNTY, "privat"): 2.0, (COUNTY, "kommun"): 0.5}, 0.5, 1),
        ("okänt", {(COUNTY, "privat"): 2.0}, 1, 1),
        ("staten", {(COUNTY, "stat"): None}, 1, 1),
        # A county is corrected whole or not at all.
        ("privat sektor", {(COUNTY, "privat"): 2.0, (COUNTY, "stat"): None, (OTHER, "privat"): 3.0}, 1, 3),
    ],
)
def test_posts_are_corrected_by_the_countys_factor_of_the_sector(sector, factors, here, there):
    table = signalled(world(factors=factors, sector=sector))
    assert cell(table, POSTS_RATE)["varde"] == pytest.approx(15 * here)
    assert cell(table, TIGHTNESS)["varde"] == pytest.approx(1.5 * here)
    assert cell(table, POSTS_RATE, place=COUNTY)["varde"] == pytest.approx(15 * here)
    assert cell(table, POSTS_RATE, place=OTHER)["varde"] == pytest.approx(15 * there)
    # How sure it is, and whose, is of the ads and their posts, and not of the factor.
    assert cell(table, POSTS_RATE)["medelfel"] == pytest.approx(15 * here * np.sqrt(2 / SURE))
    assert cell(table, POSTS_RATE)["medelfel_tackning"] is None


@pytest.mark.parametrize(("sector", "known"), [("privat sektor", 0.4), ("kommuner", None), ("okänt", None)])
def test_the_error_of_the_factor_stands_beside(sector, known):
    factors = {(COUNTY, "privat"): 2.0, (COUNTY, "kommun"): 1.5}
    sources = world(factors=factors, sector=sector)
    coverage = sources[COVERAGE]
    errors = pa.array([0.4 if sector == "privat" else None for sector in coverage["sektor_i_enkaten"].to_pylist()])
    at = coverage.column_names.index("medelfel")
    table = signalled(sources.but({COVERAGE: coverage.set_column(at, coverage.schema.field(at), errors)}))
    for indicator in (POSTS_RATE, ADS_RATE, TIGHTNESS):
        for place in (HERE, COUNTY):
            row = cell(table, indicator, place=place)
            assert row["medelfel_tackning"] == (None if known is None else pytest.approx(row["varde"] * known / 2.0))
    assert {r["medelfel_tackning"] for r in chosen(table, geo_kod=OTHER).to_pylist()} == {None}
    assert {cell(table, i)["medelfel_tackning"] for i in (OPEN_RATE, READVERTISED, UNEMPLOYMENT)} == {None}
    assert (
        table.filter(pc.is_null(table["varde"]))["medelfel_tackning"].null_count
        == pc.sum(pc.is_null(table["varde"])).as_py()
    )


def test_ads_that_are_corrected_differently_are_less_sure_than_as_many_that_are_not():
    """Half of the ads stand for three jobs each, half for one."""
    sources = world(factors={(COUNTY, "privat"): 3.0, (COUNTY, "kommun"): 1.0})
    ads = sources[ADS]
    at = ads.column_names.index("sektor")
    halves = [
        ads.set_column(at, "sektor", pa.array([sector] * ads.num_rows, pa.string()))
        for sector in ("privat sektor", "kommuner")
    ]
    row = cell(signalled(sources.but({ADS: pa.concat_tables(halves)})), ADS_RATE)
    # d = n · Σc² / (Σc)² with as many of each
    design = 2 * (9 + 1) / (3 + 1) ** 2
    assert row["medelfel"] == pytest.approx(row["varde"] * np.sqrt((1 + design) / (2 * 120)))
