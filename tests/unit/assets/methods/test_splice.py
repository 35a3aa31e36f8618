from __future__ import annotations

import numpy as np
import pytest

from assets.methods.splice import level_ratio

NAN = float("nan")
BAS, RAMS = [520, 530], [500, 505]


def test_the_overlap_moves_an_old_level_to_the_new_register():
    k = level_ratio(BAS, RAMS)
    assert k == pytest.approx(1.0447761, abs=5e-8)
    assert 480 * k == pytest.approx(501.4925, abs=5e-5)


@pytest.mark.filterwarnings("error")
def test_a_missing_year_or_an_empty_register_has_no_ratio():
    assert np.isnan(level_ratio([1, NAN], [1, 1]))
    assert np.isnan(level_ratio([1, 1], [NAN, 1]))
    assert np.isnan(level_ratio([5, 5], [0, 0]))


def test_many_cells_at_once():
    ratios = level_ratio([BAS, [400, 400], [1, 1]], [RAMS, [100, 100], [0, 0]])
    np.testing.assert_allclose(ratios, [1.0447761, 4, NAN], atol=5e-8)


def test_registers_with_different_years_are_an_error():
    with pytest.raises(ValueError, match="same years"):
        level_ratio(BAS, [500])
    with pytest.raises(ValueError, match="same years"):
        level_ratio(520, 500)
