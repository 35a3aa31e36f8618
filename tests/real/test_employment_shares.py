"""The projection of shares on the real register, against figures that were computed apart from it. Needs ../shared."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods import employment_shares as shares
from assets.methods.county_total import projected_totals
from tests.real.long_term_panel import panel
from tests.real.served import NEEDS_SHARED

pytestmark = NEEDS_SHARED

SLOPES = {
    3: (0.01905, 0.02622, 0.02861, 0.02635, 0.02913, 0.02684, 0.03106, 0.03127, 0.031764),
    4: (0.01113, 0.01874, 0.02301, 0.02198, 0.02537, 0.02342, 0.02743, 0.02799, 0.027511),
}
CELLS = [
    (2019, 5, "251", "14", 22432, 0.030000, -2.092448, 0.011849, 0.046899, 0.03385152, 25730.0311),
    (2019, 5, "251", "07", 1858, 0.030000, -2.092448, 0.011849, -0.002081, 0.02430738, 2145.4182),
    (2019, 5, "411", "14", 30515, -0.023156, -2.453148, 0.002345, 0.017087, 0.03802589, 28902.9092),
    (2019, 5, "721", "14", 4068, -0.007974, -2.945075, -0.010616, -0.035369, 0.00499881, 3799.5180),
    (2019, 5, "812", "07", 236, -0.015142, -3.332393, -0.020821, -0.228051, 0.00259236, 228.8072),
    (2024, 1, "251", "14", 30428, 0.030000, -2.077687, 0.014480, 0.048756, 0.03681222, 31594.3060),
    (2024, 5, "251", "14", 30428, 0.030000, -2.077687, 0.014480, 0.048756, 0.04111692, 35288.8422),
    (2024, 5, "411", "14", 30964, -0.022332, -2.451938, 0.002593, 0.005597, 0.03423046, 29378.4968),
    (2024, 5, "532", "14", 29958, -0.012991, -2.739992, -0.006557, -0.040419, 0.03251399, 27905.3237),
    (2024, 5, "812", "14", 974, -0.013135, -3.263332, -0.023181, -0.321044, 0.00105541, 905.8096),
    (2024, 5, "261", "07", 270, 0.014144, -1.955094, 0.018374, -0.023612, 0.00305225, 298.4555),
    (2024, 10, "251", "14", 30428, 0.030000, -2.077687, 0.014480, 0.048756, 0.04514296, 38744.2192),
]
FOUR_DIGITS = [
    (2024, "2512", "14", 0.02696511, 23142.9696),
    (2024, "5321", "14", 0.02438043, 20924.6519),
    (2019, "2512", "14", 0.02121937, 16128.5264),
    (2019, "7223", "14", 0.01568672, 11923.2379),
]


@pytest.mark.parametrize("digits", [3, 4])
def test_the_slope_of_every_origin(digits: int) -> None:
    """Learned from past steps only, and above 0 at all of them."""
    found = [shares.metropolitan_profile(panel(digits).until(year)).slope for year in range(2016, 2025)]
    assert found == pytest.approx(SLOPES[digits], abs=5e-6)
    assert shares.profile_holds(panel(digits))


def test_the_centre() -> None:
    """Where the mean occupation is."""
    found = [shares.metropolitan_profile(panel(digits)).centre for digits in (3, 4)]
    assert found == pytest.approx([-2.533556, -2.533539], abs=5e-7)


@pytest.mark.parametrize("cell", CELLS)
def test_cells_on_three_digits(cell: tuple[int, int, str, str, int, float, float, float, float, float, float]) -> None:
    """Every part of the formula, and the persons at the total of the year projected from."""
    year, horizon, code, county, employees, *parts, share, persons = cell
    known = panel(3).until(year)
    at, where = known.codes.index(code), known.counties.index(county)
    logs, nation = shares.log_shares(known.persons), shares.log_shares(known.persons.sum(axis=1))
    relative = (logs - nation[:, None])[at, where]
    profile = shares.metropolitan_profile(known)
    found = (
        shares.family_trend(known)[at],
        shares.mean_log_county_size(known.persons)[at, -1],
        profile.yearly[at],
        relative[-1] - relative.mean(),
    )
    assert known.now[at, where] == employees
    assert found == pytest.approx(parts, abs=6e-7)
    projected = np.exp(shares.families_and_profile(known, horizon))[at, where]
    assert projected == pytest.approx(share, abs=6e-9)
    assert projected * known.totals[where, -1] == pytest.approx(persons, abs=1e-3)


@pytest.mark.parametrize("cell", FOUR_DIGITS)
def test_cells_on_four_digits(cell: tuple[int, str, str, float, float]) -> None:
    """Scaled so that they sum to three digits."""
    year, code, county, share, persons = cell
    known = panel(4).until(year)
    at, where = known.codes.index(code), known.counties.index(county)
    projected = np.exp(shares.families_and_profile(known, 5))[at, where]
    assert projected == pytest.approx(share, abs=6e-9)
    assert projected * known.totals[where, -1] == pytest.approx(persons, abs=1e-3)


def test_four_digits_before_they_are_scaled() -> None:
    """What their own level says."""
    known = panel(4)
    own = np.exp(shares.moved_by_level(known, 5, shares.metropolitan_profile(known).yearly[:, None]))
    found = [own[known.codes.index(code), known.counties.index("14")] for code in ("2512", "5321")]
    assert found == pytest.approx([0.02656686, 0.02440894], abs=6e-9)


def test_the_largest_changes_are_those_expected() -> None:
    """Which occupations of Västra Götaland with 500 employees or more change most to 2029, against the county's total."""
    known = panel(3)
    where = known.counties.index("14")
    large = known.now[:, where] >= 500
    change = (np.exp(shares.families_and_profile(known, 5)[:, where]) * known.totals[where, -1])[large]
    change = change / known.now[large, where] - 1
    codes = [code for code, kept in zip(known.codes, large, strict=True) if kept]
    order = np.argsort(change)
    assert {codes[at]: round(100 * change[at], 1) for at in order[:4]} == {
        "817": -12.9,
        "814": -8.8,
        "722": -8.7,
        "721": -8.7,
    }
    rises = {codes[at]: round(100 * change[at], 1) for at in order[:-5:-1]}
    assert rises == {"251": 16.0, "243": 15.6, "217": 13.0, "261": 13.0}


@pytest.mark.parametrize(("horizon", "constant", "own"), [(1, 0.023, 0.019), (3, 0.055, 0.043), (5, 0.080, 0.041)])
def test_the_total_of_a_county(horizon: int, constant: float, own: float) -> None:
    """Mean distance in log points, when nothing changes and when growth within one register goes on."""
    known = panel(3)
    still, grown = [], []
    for year in range(2016, known.last_year - horizon + 1):
        past, future = known.until(year), np.log(known.until(year + horizon).totals[:, -1])
        still.append(np.abs(future - np.log(past.totals[:, -1])).mean())
        grown.append(np.abs(future - np.log(projected_totals(past, horizon))).mean())
    assert np.mean(still) == pytest.approx(constant, abs=0.001)
    assert np.mean(grown) == pytest.approx(own, abs=0.001)
