"""What the pattern of ads is worth where the answer is known: the 21 counties' employees on four digits. Needs ../shared."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from assets.marts.employees import employees_ssyk4 as mart
from assets.methods import raking
from assets.methods.raking import rake
from assets.reference.areas import counties
from tests.real.served import NEEDS_SHARED, WORLD

pytestmark = NEEDS_SHARED


@cache
def observed() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Employees 2024 and ads 2024, four-digit groups × counties, as the sources published them."""
    people = pd.read_parquet(WORLD / "real/scb/yreg60_lan_ssyk1-4_kon_2014-2024.parquet")
    people = people.rename(columns={"ssyk_code": "ssyk4"})
    people = people[
        (people["level"] == "SSYK4") & (people["year"] == 2024) & people["county_code"].isin(list(counties()))
    ]
    ads = pd.read_csv(WORLD / "real/af/ads_2024_by_ssyk4_geo.csv.gz", dtype={"ssyk4": str, "geo_code": str})
    ads = ads[ads["geo_level"] == "region"]
    covered = pd.Series([mart._covered().get(code, [code]) for code in ads["ssyk4"]], ads.index, dtype="object")
    ads = ads.assign(ads=ads["ads_2024"] / [len(codes) for codes in covered], ssyk4=covered).explode("ssyk4")
    return tuple(
        frame.groupby(["ssyk4", area])[number].sum().unstack().reindex(columns=list(counties())).fillna(0.0)
        for frame, area, number in ((people, "county_code", "value"), (ads, "geo_code", "ads"))
    )


def error(county_share: float | None) -> float:
    """Sum of the absolute errors over all employees; with None by the margins alone."""
    people, ads = observed()
    wrong = total = 0.0
    for codes in mart._by_ssyk3().values():
        known = people.reindex(codes, fill_value=0.0).to_numpy()
        posts = ads.reindex(codes, fill_value=0.0).to_numpy()
        if len(codes) == 1 or not known.sum():
            continue
        rows, columns = known.sum(axis=1), known.sum(axis=0)
        seed = np.outer(rows, columns)
        if county_share is not None:
            seed = raking.pattern_of_ads(posts, posts.sum(axis=1, keepdims=True), county_share) * columns
        wrong += np.abs(rake(seed, rows, columns) - known).sum()
        total += known.sum()
    return float(wrong / total)


def test_at_the_weight_in_use_the_ads_help_a_little_as_the_contract_says():
    assert error(raking.COUNTY_SHARE) == pytest.approx(0.126, abs=0.002)
    assert error(None) == pytest.approx(0.133, abs=0.002)


def test_at_a_tenth_of_that_weight_the_ads_move_more_than_they_know():
    assert error(0.5) == pytest.approx(0.151, abs=0.002)
