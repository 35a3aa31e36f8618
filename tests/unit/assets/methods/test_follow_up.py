from __future__ import annotations

import numpy as np
import pytest

from assets.methods import follow_up as method
from assets.methods.follow_up import NOT_SURE, NOT_TRIED, SURE, Estimate


def of(value: float, error: float) -> Estimate:
    return Estimate(np.array([value]), np.array([error]))


@pytest.mark.parametrize(
    ("now", "base", "said"),
    [
        (of(3.0, 1.0), of(1.0, 1.0), SURE),
        (of(1.0, 1.0), of(3.0, 1.0), SURE),
        (of(2.8, 1.0), of(1.0, 1.0), NOT_SURE),
        (of(3.0, float("nan")), of(1.0, 1.0), NOT_TRIED),
        (of(3.0, 1.0), of(float("nan"), 1.0), NOT_TRIED),
    ],
)
def test_a_change_is_sure_only_when_its_interval_leaves_out_0(now: Estimate, base: Estimate, said: str):
    found = method.change(now, base)
    assert found.said == [said]
    leaves_out = bool(found.lower[0] > 0 or found.upper[0] < 0)
    assert leaves_out == (said == SURE)


def test_the_error_of_a_rate_has_chance_and_noise():
    chance = 100 * np.sqrt(0.25 / 10_000)
    assert method.rate(5_000, 10_000, 0, 0).error == pytest.approx(chance)
    noise = 100 * 1.5 * np.sqrt(9 * 1.25) / 10_000
    assert method.rate(5_000, 10_000, 9, 9).error == pytest.approx(np.hypot(chance, noise))


def test_the_noise_of_a_part_of_several_cells_is_not_counted_for_a_whole_of_one():
    chance, noise = 100 * np.sqrt(0.25 / 10_000), 100 * 1.5 * np.sqrt(4 + 0.25) / 10_000
    assert method.rate(5_000, 10_000, 4, 1).error == pytest.approx(np.hypot(chance, noise))


def test_what_is_missing_is_never_0():
    nan = float("nan")
    for found in (
        method.rate([nan, 5.0], [100.0, nan], 1, 1),
        method.posts_per_hundred([nan, 5.0], [100.0, nan], 1),
        method.index([nan, 5.0], [100.0, nan], 1.0, 1.0),
        method.share_between([nan, 0.5], [0.5, nan], 100),
    ):
        assert np.isnan(found.value).all()
        assert np.isnan(found.error).all()
