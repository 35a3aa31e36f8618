"""The nation as the sum of its counties, and what its trial lets through."""

from __future__ import annotations

import numpy as np
import pytest

from assets.methods import backtest as trial
from assets.methods import nation
from assets.methods.county_total import projected_totals
from assets.methods.employment_shares import Panel, constant_share, families_and_profile
from assets.methods.four_digits import within_groups
from assets.methods.projection_gate import published_elsewhere

HORIZON = 2


def some() -> Panel:
    """Two occupations on four digits in each of six groups, eight years, four counties of different size."""
    r = np.random.default_rng(8)
    codes = tuple(f"{group}1{last}" for group in range(21, 27) for last in (1, 2))
    growth = np.linspace(-0.04, 0.04, len(codes))[:, None, None] * np.arange(8)
    size = np.array([4000.0, 900.0, 2500.0, 400.0])[None, :, None]
    persons = np.rint(
        size * r.uniform(0.5, 1.5, (len(codes), 4, 1)) * np.exp(growth + r.normal(0, 0.01, (len(codes), 4, 8)))
    )
    return Panel(codes, ("01", "03", "14", "20"), 2014, persons)


def test_the_nations_persons_are_the_counties_persons() -> None:
    """Each county's share times its total, added up."""
    panel = some()
    totals = projected_totals(panel, HORIZON)
    apart = (np.exp(families_and_profile(panel, HORIZON)) * totals).sum(axis=1)
    share = np.exp(nation.of_nation(panel, families_and_profile)(nation.as_one(panel), HORIZON))[:, 0]
    assert share * nation.national_growth(panel, HORIZON) * panel.totals[:, -1].sum() == pytest.approx(apart)
    assert share.sum() == pytest.approx(1)


def test_nothing_that_came_later_is_read() -> None:
    """The last year of what is handed over cuts the counties' years."""
    panel = some()
    year = panel.last_year - 2
    later = panel.persons.copy()
    later[:, :, -2:] = later[::-1, :, -2:]
    other = Panel(panel.codes, panel.counties, panel.first_year, later)
    seen = nation.as_one(panel).until(year)
    first, second = (nation.of_nation(p, families_and_profile)(seen, HORIZON) for p in (panel, other))
    assert (first == second).all()


def measured(value: float, upper: float, scope: str = trial.NATIONWIDE) -> trial.Measured:
    return trial.Measured(2, trial.BASE, trial.RELATIVE, scope, "alla", value, np.nan, upper, 9, 3)


def test_the_nation_has_the_counties_method_only_when_it_is_surely_better_there() -> None:
    """An upper limit of one is not below one; nothing measured is not better; constant shares stay so."""
    better, even = measured(0.9, 0.95), measured(0.97, 1.0)
    assert published_elsewhere([better], trial.BASE) == trial.BASE
    assert published_elsewhere([even], trial.BASE) == trial.CONSTANT
    assert published_elsewhere([], trial.BASE) == trial.CONSTANT
    assert published_elsewhere([better], trial.CONSTANT) == trial.CONSTANT
    assert published_elsewhere([better], trial.PROFILE) == trial.CONSTANT


def test_only_measures_of_the_nation_come_back() -> None:
    """Under scopes of their own, so that nobody takes them for the counties'."""
    rows = nation.measured(some(), (trial.BASE, trial.CONSTANT), HORIZON)
    assert {(row.method, row.measure) for row in rows} >= {(trial.BASE, trial.RELATIVE)}
    assert {row.scope for row in rows} <= {trial.NATIONWIDE, trial.NATIONWIDE_SIZE}
    assert nation.measured(some(), (trial.BASE,), 50) == []


def test_the_nation_on_four_digits_is_tried_summing_to_what_three_publish() -> None:
    """Errors are over those of shares that nobody has scaled."""
    panel = some()
    told = nation.measured(panel, (trial.BASE, trial.CONSTANT), HORIZON, trial.CONSTANT)
    methods = trial.as_published([trial.BASE], trial.CONSTANT) | {trial.CONSTANT: constant_share}
    of_nation = {name: nation.of_nation(panel, method) for name, method in methods.items()}
    found = trial.outcomes(nation.as_one(panel), HORIZON, of_nation)
    assert found
    (expected,) = [r.value for r in trial.measure(found, [trial.RELATIVE]) if r.scope == trial.EVERYTHING]
    assert [r.value for r in told if r.measure == trial.RELATIVE] == [pytest.approx(expected)]


def test_within_groups_needs_four_digits() -> None:
    """Three digits have nothing above them here; on four the parts sum to the group."""
    panel = some()
    both = np.exp(within_groups(constant_share, families_and_profile)(panel, HORIZON))
    three = panel.summed(3)
    sums = [both[[c.startswith(code) for c in panel.codes]].sum(axis=0) for code in three.codes]
    assert np.array(sums) == pytest.approx(np.exp(families_and_profile(three, HORIZON)))
    with pytest.raises(ValueError, match="no group"):
        within_groups(constant_share, constant_share)(three, HORIZON)
