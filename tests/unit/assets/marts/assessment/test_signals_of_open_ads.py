"""Whose ads are counted: of open ads, and of a county that the ads leave out."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.ads import COUNTY_ADS, STAGED_OPEN_ADS
from assets.methods.signals import ADS_RATE, INDICATORS, OPEN_RATE, POSTS_RATE, TIGHTNESS
from tests.unit.assets.marts.assessment.test_signals import cell
from tests.unit.world.numbers import signalled, world
from tests.unit.world.places import COUNTY, OTHER


@pytest.mark.parametrize(("number", "expected"), [("2120001234", 2.0), ("5569999999", 0.0), (None, 0.0)])
def test_a_public_body_is_no_staffing_agency_whatever_a_unit_of_it_is_called(number, expected):
    open_ads = world()[STAGED_OPEN_ADS].to_pandas()
    named = open_ads.assign(organisationsnummer=number, bemanning_av_namn=True)
    stated = world().but({STAGED_OPEN_ADS: STAGED_OPEN_ADS.conform(pa.Table.from_pandas(named, preserve_index=False))})
    assert cell(signalled(stated), OPEN_RATE, place=COUNTY)["varde"] == expected


def test_a_county_that_the_ads_leave_out_is_not_known_and_not_without_ads():
    of_both = (ADS_RATE, POSTS_RATE, OPEN_RATE, TIGHTNESS)
    tables = world()
    place = {COUNTY_ADS: "geo_kod", STAGED_OPEN_ADS: "lan_kod"}
    left_out = {c: tables[c].filter(pc.not_equal(tables[c][column], OTHER)) for c, column in place.items()}
    before, after = signalled(tables), signalled(tables.but(left_out))
    assert all(cell(before, indicator, place=OTHER)["varde"] is not None for indicator in of_both)
    assert [cell(after, indicator, place=OTHER)["varde"] for indicator in of_both] == [None] * len(of_both)
    assert [cell(after, i) for i in INDICATORS] == [cell(before, i) for i in INDICATORS]
