"""The rate of open ads: whose ads are counted."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.ads import STAGED_OPEN_ADS
from assets.methods.signals import OPEN_RATE
from tests.unit.assets.marts.assessment.test_signals import cell
from tests.unit.world.numbers import signalled, world
from tests.unit.world.places import COUNTY


@pytest.mark.parametrize(("number", "expected"), [("2120001234", 2.0), ("5569999999", 0.0), (None, 0.0)])
def test_a_public_body_is_no_staffing_agency_whatever_a_unit_of_it_is_called(number, expected):
    open_ads = world()[STAGED_OPEN_ADS].to_pandas()
    named = open_ads.assign(organisationsnummer=number, bemanning_av_namn=True)
    stated = world().but({STAGED_OPEN_ADS: STAGED_OPEN_ADS.conform(pa.Table.from_pandas(named, preserve_index=False))})
    assert cell(signalled(stated), OPEN_RATE, place=COUNTY)["varde"] == expected
