"""How unsure the share of ads that are advertised again is, where one employer has many of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.ads import ADS, OF_EMPLOYERS
from assets.contracts.words import WITH_COUNTY
from assets.methods.signals import READVERTISED
from assets.methods.standard_errors import few_ads_share_error
from tests.unit.assets.marts.assessment.test_signals import COUNTY_NAME, HERE, cell, whose
from tests.unit.world.numbers import signalled, usual, world
from tests.unit.world.world import World


def test_ads_of_one_employer_leave_the_share_that_comes_again_as_unsure_as_fewer():
    def with_four_each(sources: World) -> pa.Table:
        ads = sources[ADS]
        at = ads.column_names.index(OF_EMPLOYERS)
        four_each = pc.multiply(ads[OF_EMPLOYERS], 4)
        return signalled(sources.but({ADS: ads.set_column(at, ads.schema.field(at), four_each)}))

    sources, as_usual = usual()
    before, now = (cell(t, READVERTISED) for t in (as_usual, with_four_each(sources)))
    assert now["varde"] == before["varde"] == pytest.approx(25)
    # The 120 ads tell as much as 30, with half of each kind 8 of 31.
    assert now["medelfel"] == pytest.approx(100 * np.sqrt(8 * 23 / 31**2 / 30))
    assert now["medelfel"] == pytest.approx(2 * before["medelfel"], rel=0.02)
    # Weighed half with the county's: five independent ads of twenty, a half of the value, and twenty of the county's.
    weighed = cell(with_four_each(world(advertised={(HERE, "251"): (200, 200, 20, 5)})), READVERTISED)
    assert whose(weighed) == (WITH_COUNTY, 0.75, COUNTY_NAME)
    assert weighed["varde"] == pytest.approx(25)
    assert weighed["medelfel"] == pytest.approx(few_ads_share_error(25, 1 / (1 / 4 / 5 + 1 / 4 / 20), 100).item())
    # All of the ads are one employer's: one independent ad, and a half of two.
    all_again = world(advertised={(HERE, "251"): (100, 100, 100, 100)})
    of_one = pc.cast(pc.power(all_again[ADS][OF_EMPLOYERS], 2), pa.int64())
    at = all_again[ADS].column_names.index(OF_EMPLOYERS)
    row = cell(
        signalled(all_again.but({ADS: all_again[ADS].set_column(at, all_again[ADS].schema.field(at), of_one)})),
        READVERTISED,
    )
    assert (row["varde"], row["medelfel"]) == (100, pytest.approx(100 * np.sqrt(0.75 * 0.25)))
