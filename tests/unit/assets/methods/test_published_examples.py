"""Figures that others have published, input and result, computed again with our formulas."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods.mismatch import share_of_total
from assets.methods.mismatch_index import matching_gap


def gap_of(vacancies: float, gap: float, unemployed: float):
    """Two sectors with these sums: one lacks ``gap`` persons, the other has everybody else."""
    matched = vacancies - gap
    return matching_gap([vacancies, 0], [matched, unemployed - matched])


@pytest.mark.parametrize(
    ("gap", "overhang", "vacancies", "rounding"),
    [(355_188, 0.419, 847_704, 1), (528_000, 0.424, 1_245_000, 500), (538_000, 0.427, 1_260_000, 500)],
    ids=["K1 skilled 2022", "K3 June 2023", "K3 March 2023"],
)
def test_the_vacancies_that_a_gap_and_its_overhang_imply(gap, overhang, vacancies, rounding):
    implied = gap / overhang
    assert implied == pytest.approx(vacancies, abs=rounding)
    result = gap_of(implied, gap, implied)
    assert result.overhang == pytest.approx(overhang)
    assert result.shortage == pytest.approx(gap)


@pytest.mark.parametrize(("gap", "percent"), [(570_000, 43.8), (572_700, 44.06)])
def test_k2_the_gap_of_2023_is_far_above_vacancies_less_unemployed(gap, percent):
    result = gap_of(1_299_940, gap, 1_041_890)
    assert 100 * result.overhang == pytest.approx(percent, abs=0.05)
    assert result.shortage == pytest.approx(gap)
    assert result.net == pytest.approx(258_050)
    assert result.surplus == pytest.approx(gap - 258_050)


def test_k3_a_change_is_taken_within_one_vintage():
    first_march, revised_march, june = (gap_of(gap / 0.42, gap, 1e6).shortage for gap in (538_000, 560_000, 528_000))
    assert june - revised_march == pytest.approx(-32_000)
    assert june / revised_march - 1 == pytest.approx(-0.057, abs=5e-4)
    assert june - first_march == pytest.approx(-10_000)


def test_k4_vacancies_and_gap_of_the_year_before():
    before = 309_577 / 0.301
    assert before == pytest.approx(1_028_495, abs=1)
    assert before + 309_577 == pytest.approx(1_338_072, abs=1)
    gap = 630_000 / 1.808
    assert gap == pytest.approx(348_451, abs=1)
    now, earlier = gap_of(before + 309_577, 630_000, 1e6), gap_of(before, gap, 1e6)
    assert now.shortage / earlier.shortage - 1 == pytest.approx(0.808)
    assert now.overhang > earlier.overhang


def test_j1_low_fill_rates_that_were_rated_shortage():
    assert share_of_total(115, 149) == pytest.approx(0.772, abs=5e-4)
    assert share_of_total(303, 916) == pytest.approx(0.331, abs=5e-4)


def test_u1_both_classes_of_demand_imply_the_same_workforce():
    np.testing.assert_allclose(share_of_total([39, 128], 336), [0.116, 0.381], atol=5e-4)
    critical, elevated = 5.1 / 0.154, 10.9 / 0.329
    assert (critical, elevated) == pytest.approx((33.12, 33.13), abs=5e-3)
    np.testing.assert_allclose(share_of_total([5.1, 10.9], elevated), [0.154, 0.329], atol=5e-4)


def test_s1_need_and_retirements_make_the_hires_and_more_than_half_of_all_growth():
    assert round(91_000 + 320_000, -4) == 410_000
    assert share_of_total(91_000, 169_000) == pytest.approx(0.54, abs=5e-3)


@pytest.mark.parametrize(
    ("first", "last", "openings", "growth", "separations", "percent"),
    [(76.8, 82.4, 4.7, 0.56, 4.14, 5.20), (3300.1, 3497.3, 194.5, 19.72, 174.78, 5.14)],
    ids=["B1 computer hardware engineers", "B2 registered nurses"],
)
def test_openings_are_growth_and_separations(first, last, openings, growth, separations, percent):
    yearly = (last - first) / 10
    assert yearly == pytest.approx(growth)
    assert openings - yearly == pytest.approx(separations)
    rate = share_of_total(openings - yearly, (first + last) / 2)
    assert 100 * rate == pytest.approx(percent, abs=5e-3)
