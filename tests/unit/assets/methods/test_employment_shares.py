"""Shares of a county's employees some years ahead, on a panel small enough to follow by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods import county_total
from assets.methods import employment_shares as shares
from assets.methods.employment_shares import Panel

TOY = {
    ("111", "01"): (4000, 4100, 4250, 4400),
    ("111", "02"): (500, 490, 480, 500),
    ("112", "01"): (2000, 1900, 1850, 1800),
    ("112", "02"): (900, 880, 850, 860),
    ("121", "01"): (3000, 3050, 3100, 3200),
    ("121", "02"): (1100, 1150, 1120, 1140),
    ("711", "01"): (1000, 950, 960, 900),
    ("711", "02"): (1500, 1480, 1500, 1450),
}


@pytest.fixture
def toy() -> Panel:
    """Four occupations, two counties, 2014–2017."""
    return Panel(("111", "112", "121", "711"), ("01", "02"), 2014, np.array([*TOY.values()], float).reshape(4, 2, 4))


def test_the_toy_panel_is_met_to_the_last_digit(toy: Panel) -> None:
    """Trend, profile and shares of every cell, one and five years ahead."""
    profile = shares.metropolitan_profile(toy)
    assert (round(profile.slope, 6), round(profile.centre, 6)) == (0.116635, -0.596470)
    assert shares.family_trend(toy).round(6).tolist() == [0.011858, -0.016732, 0.013063, -0.024652]
    assert shares.mean_log_county_size(toy.persons)[:, -1].round(6).tolist() == [
        -0.422412,
        -0.634481,
        -0.576366,
        -0.915984,
    ]
    assert profile.yearly.round(6).tolist() == [0.020301, -0.004433, 0.002345, -0.037266]
    one, five = (np.exp(shares.families_and_profile(toy, horizon)) for horizon in (1, 5))
    assert one.round(6).tolist() == [
        [0.434740, 0.131854],
        [0.170367, 0.217260],
        [0.311695, 0.296827],
        [0.083197, 0.354058],
    ]
    assert five.round(6).tolist() == [
        [0.460391, 0.150104],
        [0.157637, 0.217105],
        [0.311277, 0.321099],
        [0.070695, 0.311692],
    ]


@pytest.mark.parametrize("method", [shares.damped_families, shares.families_and_profile])
def test_shares_of_a_county_sum_to_one(toy: Panel, method: shares.Method) -> None:
    """Whatever moves, everybody is in some occupation."""
    assert np.exp(method(toy, 5)).sum(axis=0) == pytest.approx([1, 1])


def test_four_digits_sum_to_three() -> None:
    """The finer level never says something else than the coarser one."""
    persons = np.random.default_rng(1).integers(300, 900, (6, 2, 5)).astype(float)
    fine = Panel(("1111", "1112", "1121", "1122", "2111", "2112"), ("01", "02"), 2014, persons)
    sums = np.exp(shares.families_and_profile(fine, 5)).reshape(3, 2, 2).sum(axis=1)
    assert sums == pytest.approx(np.exp(shares.families_and_profile(fine.summed(3), 5)))


@pytest.mark.parametrize(
    "method", [shares.damped_families, shares.families_and_profile, shares.families_without_profile]
)
def test_one_step_is_no_trend(toy: Panel, method: shares.Method) -> None:
    """With two years only, shares are constant."""
    short = toy.until(2015)
    assert method(short, 5).tolist() == shares.constant_share(short, 5).tolist()
    with pytest.raises(ValueError, match="two yearly steps"):
        shares.metropolitan_profile(short)


def test_a_profile_is_used_only_while_it_holds(toy: Panel) -> None:
    """Occupations of large counties must have gained share by the newest year and by the one before."""
    assert shares.profile_holds(toy)
    turned = Panel(toy.codes, toy.counties, 2014, toy.persons[:, :, ::-1])
    assert not shares.profile_holds(turned)
    assert not shares.profile_holds(toy.until(2015))


def test_the_naive_projections() -> None:
    """What each of them says of one occupation that has doubled its share."""
    panel = Panel(("111", "112"), ("01",), 2014, np.array([[[100.0, 200.0]], [[900.0, 800.0]]]))
    assert np.exp(shares.constant_share(panel, 3))[:, 0].round(3).tolist() == [0.2, 0.8]
    assert np.exp(shares.own_trend(panel, 1))[:, 0].round(3).tolist() == [0.4, 0.711]
    assert np.exp(shares.national_trend(panel, 1))[:, 0].round(3).tolist() == [0.4, 0.711]
    growing = Panel(("111", "112"), ("01",), 2014, np.array([[[100.0, 110.0]], [[900.0, 990.0]]]))
    assert np.exp(county_total.constant_number(growing, 1)).round(4).tolist() == [[0.0927], [0.8339]]


def test_a_total_does_not_grow_by_a_change_of_register() -> None:
    """The step to 2023 is no growth of the county; the others are."""
    panel = Panel(("111",), ("01",), 2021, np.array([[[1000.0, 1010.0, 1100.0, 1111.0]]]))
    assert np.exp(county_total.total_trend(panel)).round(4).tolist() == [1.01]
    assert county_total.projected_totals(panel, 1).round(2).tolist() == [round(1111 * 1.01**0.8, 2)]
    with pytest.raises(ValueError, match="within one register"):
        county_total.total_trend(Panel(("111",), ("01",), 2022, panel.persons[:, :, 1:3]))


@pytest.mark.parametrize(
    ("codes", "persons", "why"),
    [
        (("111",), [[[1.0, np.nan]]], "missing"),
        (("111",), [[[1.0, -1.0]]], "negative"),
        (("111",), [[[1.0, 0.0]]], "no shares"),
        (("111", "1121"), [[[1.0, 1.0]], [[1.0, 1.0]]], "digits"),
        (("111", "112"), [[[1.0, 1.0]]], "shape"),
    ],
)
def test_what_is_no_panel(codes: tuple[str, ...], persons: list[list[list[float]]], why: str) -> None:
    """Nothing is computed on it."""
    with pytest.raises(ValueError, match=why):
        Panel(codes, ("01",), 2014, np.array(persons))


def test_years_and_groups_that_are_not_there(toy: Panel) -> None:
    """A year outside the panel, an occupation without a group, and occupations that lie in the same places."""
    with pytest.raises(ValueError, match="2014–2017, not 2018"):
        toy.until(2018)
    with pytest.raises(ValueError, match="711"):
        shares.scaled_to_groups(np.zeros((1, 1)), ["7111"], np.zeros((1, 1)), ["111"])
    with pytest.raises(ValueError, match="same counties"):
        shares.metropolitan_profile(Panel(("111", "112"), ("01",), 2014, np.full((2, 1, 4), 500.0)))
