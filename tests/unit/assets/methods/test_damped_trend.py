from __future__ import annotations

import pytest

from assets.methods.damped_trend import damped_sum


@pytest.mark.parametrize("damping", [0.8, 0.9])
def test_it_is_the_sum_of_what_is_left_each_year(damping: float):
    assert damped_sum([0, 1, 7], damping).tolist() == pytest.approx(
        [sum(damping**year for year in range(1, h + 1)) for h in (0, 1, 7)]
    )


def test_undamped_is_every_year_and_a_damped_one_has_an_end():
    assert damped_sum([1, 4], 1).tolist() == [1, 4]
    assert damped_sum(400, 0.9).item() == pytest.approx(9)


@pytest.mark.parametrize(("years", "damping"), [(-1, 0.9), (1, -0.1), (1, 1.1)])
def test_what_is_no_time_ahead_or_no_damping_is_refused(years: int, damping: float):
    with pytest.raises(ValueError, match="at least 0 and the damping 0–1"):
        damped_sum(years, damping)
