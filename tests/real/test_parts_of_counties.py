"""One sex at a time on the real register, moved as all employees of the occupation, and no leak. Needs ../shared.

No real table of occupations by municipality is at hand, so the delregioner are not here: they are tried in every edition.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from assets.marts.long_term.panels import county_panel, sexes
from assets.methods import backtest as trial
from assets.methods.backtest import Measured
from assets.methods.employment_shares import Panel, families_and_profile
from assets.methods.parts_of_counties import OWN_SHARES, Parts, as_county, measured, on_own_shares
from tests.real.served import NEEDS_SHARED
from tests.real.test_long_term import registers

pytestmark = NEEDS_SHARED

LADDER = (trial.PROFILE, trial.BASE, trial.CONSTANT)
ERRORS = {
    "kvinnor": ((0.944, 0.983), (0.914, 0.974), (0.889, 0.963), (0.875, 0.957), (0.862, 0.948), (0.885, 0.976)),
    "män": ((0.979, 1.002), (0.950, 0.990), (0.929, 0.982), (0.911, 0.973), (0.891, 0.961), (0.899, 0.967)),
}
"""Relative error and its upper limit, one to five and eight years ahead."""
ON_OWN_SHARES = {"kvinnor": (0.983, 0.965), "män": (0.980, 0.974)}
"""Errors of the method on the sex's own shares over those of moving as the occupation, two and five years ahead."""


@cache
def parts() -> dict[str, Parts]:
    panel = county_panel(**registers())
    assert panel is not None
    return sexes(panel.summed(3), **registers())


@cache
def rows(sex: str, horizon: int) -> list[Measured]:
    return measured(parts()[sex], LADDER, trial.PROFILE, horizon)


def of(
    sex: str, horizon: int, measure: str, method: str = trial.PROFILE, scope: str = trial.EVERYTHING
) -> list[Measured]:
    return [r for r in rows(sex, horizon) if (r.measure, r.method, r.scope) == (measure, method, scope)]


def test_women_and_men_are_all_employees() -> None:
    """In every county, occupation and year."""
    women, men = (parts()[sex].panel for sex in ("kvinnor", "män"))
    assert (women.persons + men.persons == parts()["kvinnor"].counties.persons).all()


@pytest.mark.parametrize("sex", ERRORS)
def test_errors_of_each_sex(sex: str) -> None:
    """Surely smaller than constant shares, but for men one year ahead."""
    found = [of(sex, horizon, trial.RELATIVE)[0] for horizon in trial.TESTED_HORIZONS]
    assert [row.value for row in found] == pytest.approx([value for value, _ in ERRORS[sex]], abs=0.003)
    assert [row.upper for row in found] == pytest.approx([upper for _, upper in ERRORS[sex]], abs=0.01)


@pytest.mark.parametrize("sex", ERRORS)
@pytest.mark.parametrize("horizon", [1, 2, 3, 4, 5])
def test_the_counties_limits_hold_for_each_sex(sex: str, horizon: int) -> None:
    """In every size class."""
    held = of(sex, horizon, trial.COVERAGE, scope=trial.SIZE)
    assert len(held) == 4
    assert all(0.79 <= row.value <= 0.905 for row in held)


@pytest.mark.parametrize("sex", ERRORS)
def test_the_method_on_the_sexs_own_shares_hits_somewhat_better(sex: str) -> None:
    """Two and five years ahead."""
    found = [of(sex, horizon, trial.AGAINST_COUNTY, OWN_SHARES)[0].value for horizon in (2, 5)]
    assert found == pytest.approx(ON_OWN_SHARES[sex], abs=0.003)


@pytest.mark.parametrize("origin", range(2016, 2024))
def test_no_leak_the_future_is_replaced(origin: int) -> None:
    """Projections from an origin are the same bits whatever comes after it, in the county or in the part."""
    known = parts()["kvinnor"]
    width = origin - known.panel.first_year + 1
    r = np.random.default_rng(origin)

    def other(panel: Panel) -> Panel:
        persons = panel.persons.copy()
        persons[:, :, width:] = r.integers(1, 90000, persons[:, :, width:].shape)
        return Panel(panel.codes, panel.counties, panel.first_year, persons)

    replaced = Parts(other(known.counties), other(known.panel), known.known, known.where)
    for horizon in (1, 3, 5):
        for make in (as_county, on_own_shares):
            one, two = (make(p, families_and_profile)(p.panel.until(origin), horizon) for p in (known, replaced))
            assert one.tobytes() == two.tobytes()
