"""What a class is drawn anew from: the ways to count it, each with its own error."""

from __future__ import annotations

import numpy as np

from assets.contracts.ads import ADS
from assets.contracts.words import REPORTING_GROUP
from assets.marts.assessment import assessment as module
from assets.methods.signals import ADS_RATE, POSTS_RATE
from assets.methods.standard_errors import effective_ads
from tests.unit.assets.marts.assessment.test_assessment import HERE, named
from tests.unit.world.numbers import assessed, squares, world


def test_each_way_to_count_has_its_own_error(monkeypatch):
    """Posts are more unsure than ads, and the area's own posts rest on its own ads alone."""
    seen = []
    real = module.class_stability
    monkeypatch.setattr(module, "class_stability", lambda ways, *rest: seen.append(ways) or real(ways, *rest))
    assessed(world(advertised={(HERE, "251"): (1999, 1999, 1999, 0)}), class_trial=named())
    assert seen
    for ads, posts, plain in seen:
        errors = [np.asarray(way.errors[ADS_RATE.code], np.float64) for way in (ads, posts, plain)]
        values = [np.asarray(way.values[ADS_RATE.code], np.float64) for way in (ads, posts, plain)]
        assert posts.errors[ADS_RATE.code] is ads.errors[POSTS_RATE.code]
        known = ~np.isnan(values[2]) & (values[2] > 0)
        assert (errors[2][known] > 0).all()
        assert not np.allclose(errors[0][known], errors[2][known])


def test_own_posts_are_as_sure_as_their_unevenness_on_the_ads_lets_them():
    ads = world(advertised={(HERE, "251"): (101, 250, 0, 0)})[ADS].to_pandas()
    found = module._ads_behind_posts(ads[ads["geo_niva"].isin(["delregion", "lan"])])
    sure = effective_ads(101, 250, squares(101, 250))
    assert sure < 101
    assert found["delregion", HERE, "ssyk3", "251"] == found["delregion", HERE, REPORTING_GROUP, "251"] == sure
