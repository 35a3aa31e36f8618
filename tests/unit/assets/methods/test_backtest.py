"""The trial and its gate, on panels and measures made for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assets.methods import backtest as trial
from assets.methods import employment_shares as shares
from assets.methods.backtest import Measured
from assets.methods.employment_shares import Panel
from assets.methods.projection_gate import Backtest, Requirement, backtest, requirement

OWN = "14"


def moving(trend: float, noise: float, years: int = 11) -> Panel:
    """Occupations in twelve SSYK2 groups; those of every second group grow each year, the others shrink."""
    r = np.random.default_rng(3)
    codes = tuple(f"{group}{last}" for group in range(21, 33) for last in range(1, 6))
    growth = np.repeat([trend, -trend] * 6, 5)[:, None, None] * np.arange(years)
    start = r.lognormal(7, 1, (len(codes), 5, 1))
    persons = np.rint(start * np.exp(growth + r.normal(0, noise, (len(codes), 5, years))))
    return Panel(codes, ("01", "03", "04", "14", "20"), 2014, persons)


@pytest.fixture(scope="module")
def tried() -> Backtest:
    """A trend of two percent a year in every family, and little else."""
    return backtest(moving(0.02, 0.01))


def rows(found: Backtest, method: str, measure: str) -> dict[int, Measured]:
    return {
        row.horizon: row
        for row in found.rows
        if (row.method, row.measure, row.scope) == (method, measure, trial.EVERYTHING)
    }


def test_a_trend_that_goes_on_is_seen(tried: Backtest) -> None:
    """Errors are smaller than those of constant shares, surely so, and more so further ahead."""
    found = rows(tried, trial.BASE, trial.RELATIVE)
    assert list(found) == [*trial.TESTED_HORIZONS]
    assert all(row.lower <= row.value <= row.upper < 1 for row in found.values())
    assert found[5].value < found[1].value
    assert rows(tried, trial.OWN, trial.RELATIVE)[5].value < found[5].value
    assert rows(tried, trial.BASE, trial.FASTER)[5].value > 0.9


def test_without_a_trend_nothing_beats_constant_shares() -> None:
    """And constant shares are published, with the reason."""
    found = backtest(moving(0.0, 0.05))
    published = found.published(5, OWN)
    assert published.method == trial.CONSTANT
    assert {row.horizon for row in found.rows} >= {5}
    assert [name for name, _ in published.failed] == list(found.ladder[:-1])


def test_four_digits_are_tried_as_they_are_published_summing_to_what_three_publish() -> None:
    """Else a method's errors and how often its limits held are told of another than the one that readers get."""
    three = moving(0.02, 0.03)
    part = np.random.default_rng(5).uniform(0.3, 0.7, (len(three.codes), 5, 1)) + 0.02 * np.arange(11)
    halves = np.stack([three.persons * part, three.persons * (1 - part)], 1)
    four = Panel(
        tuple(f"{code}{last}" for code in three.codes for last in (1, 2)),
        three.counties,
        2014,
        halves.reshape(-1, 5, 11),
    )
    found, alone = backtest(four, {5: trial.CONSTANT}), backtest(four)
    as_they_are = trial.outcomes(
        four, 5, trial.as_published([trial.BASE], trial.CONSTANT) | {trial.CONSTANT: shares.constant_share}
    )
    assert as_they_are
    (expected,) = [r for r in trial.measure(as_they_are) if (r.measure, r.scope) == (trial.RELATIVE, trial.EVERYTHING)]
    assert rows(found, trial.BASE, trial.RELATIVE)[5].value == pytest.approx(expected.value)
    assert rows(alone, trial.BASE, trial.RELATIVE)[5].value != pytest.approx(expected.value, abs=0.01)
    # Years ahead that three digits say nothing of are as they were.
    assert rows(found, trial.BASE, trial.RELATIVE)[3] == rows(alone, trial.BASE, trial.RELATIVE)[3]
    for method in (trial.BASE, trial.CONSTANT):
        held = trial.coverage(four, method, trial.as_published([method], trial.CONSTANT)[method], 5)
        assert [r for r in found.rows if (r.method, r.measure, r.horizon) == (method, trial.COVERAGE, 5)] == held


def test_too_few_years_try_nothing() -> None:
    """Two years have one step: no year can be projected from, and constant shares are all that is left."""
    found = backtest(moving(0.02, 0.01, years=2))
    assert found.rows == ()
    published = found.published(5, OWN)
    assert (published.method, published.failed) == (trial.CONSTANT, ())


@pytest.mark.parametrize(("holds", "first"), [(True, trial.PROFILE), (False, trial.FAMILIES)])
def test_a_profile_that_does_not_hold_is_not_tried(monkeypatch: pytest.MonkeyPatch, holds: bool, first: str) -> None:
    """The first method is then the one without it."""
    monkeypatch.setattr(shares, "profile_holds", lambda panel: holds)
    found = backtest(moving(0.02, 0.01, years=4))
    assert found.ladder == (first, trial.BASE, trial.CONSTANT)
    assert {row.method for row in found.rows} == {*found.ladder, *trial.NAIVE}


def test_a_year_tried_without_its_future_does_not_depend_on_it() -> None:
    """What is projected from a year is the same when the years after it are others."""
    panel = moving(0.02, 0.01)
    other = panel.persons.copy()
    other[:, :, 6:] = np.random.default_rng(1).integers(1, 9999, other[:, :, 6:].shape)
    found = [
        trial.outcomes(some, 1, {trial.PROFILE: shares.families_and_profile})
        for some in (panel, Panel(panel.codes, panel.counties, 2014, other))
    ]
    first, second = (made.projected[trial.PROFILE][:3] for made in found if made is not None)
    assert first.tobytes() == second.tobytes()


def measured(measure: str, value: float, upper: float = float("nan"), **more: object) -> Measured:
    row = Measured(5, trial.PROFILE, measure, trial.EVERYTHING, trial.EVERYTHING, value, np.nan, upper, 100, 4)
    return replace(row, **more)


PASSES = [
    measured(trial.RELATIVE, 0.9, 0.99),
    measured(trial.AGAINST_BASE, 1.0),
    measured(trial.BIAS, -0.005),
    measured(trial.FASTER, 0.57),
    measured(trial.FASTER_WEIGHTED, 0.60),
    measured(trial.SPEARMAN, 0.20),
    measured(trial.RELATIVE, 1.0, 1.02, scope=trial.SIZE, group="5–49"),
    measured(trial.RELATIVE, 1.0, 1.1, scope=trial.ORIGIN, group="2019"),
    measured(trial.RELATIVE, 0.95, 1.1, scope=trial.COUNTY, group=OWN),
    measured(trial.RELATIVE, 1.5, 1.6, scope=trial.COUNTY, group="01"),
    measured(trial.COVERAGE, 0.73, scope=trial.COUNTY, group=OWN),
    measured(trial.COVERAGE, 0.5, scope=trial.COUNTY, group="01"),
    measured(trial.COVERAGE, 0.75, scope=trial.SIZE, group="50–149"),
]
FAILS = [
    measured(trial.RELATIVE, 0.951, 0.99),
    measured(trial.RELATIVE, 0.9, 1.0),
    measured(trial.RELATIVE, float("nan")),
    measured(trial.AGAINST_BASE, 1.001),
    measured(trial.BIAS, 0.0051),
    measured(trial.FASTER, 0.569),
    measured(trial.FASTER_WEIGHTED, 0.599),
    measured(trial.SPEARMAN, 0.199),
    measured(trial.RELATIVE, 1.001, 1.01, scope=trial.SIZE, group="5–49"),
    measured(trial.RELATIVE, 0.99, 1.021, scope=trial.SIZE, group="5–49"),
    measured(trial.RELATIVE, 1.001, 1.1, scope=trial.ORIGIN, group="2019"),
    measured(trial.RELATIVE, 0.951, 0.96, scope=trial.COUNTY, group=OWN),
    measured(trial.COVERAGE, 0.729, scope=trial.COUNTY, group=OWN),
    measured(trial.COVERAGE, 0.901, scope=trial.COUNTY, group=OWN),
]


def ladder(*rows: Measured) -> Backtest:
    second = measured(trial.RELATIVE, 0.9, 0.99, method=trial.BASE)
    return Backtest((trial.PROFILE, trial.BASE, trial.CONSTANT), (*rows, second))


def test_what_holds_every_requirement_is_published() -> None:
    """At the limits, which count as held."""
    assert ladder(*PASSES).published(5, OWN).method == trial.PROFILE


@pytest.mark.parametrize("fault", FAILS)
def test_one_missed_requirement_is_a_step_down(fault: Measured) -> None:
    """To the families' trend, with the measure that was missed."""
    published = ladder(*PASSES, fault).published(5, OWN)
    assert published.method == trial.BASE
    assert published.failed == ((trial.PROFILE, fault),)


def test_losing_to_the_second_method_counts_at_every_horizon() -> None:
    """What fails against it five years ahead is not published two years ahead either; other measures stay at their horizon."""
    two = [replace(row, horizon=2) for row in PASSES]
    worse = measured(trial.AGAINST_BASE, 1.01)
    below = measured(trial.RELATIVE, 0.9, 0.99, method=trial.BASE, horizon=2)
    assert ladder(*two, below, worse).published(2, OWN).method == trial.BASE
    assert ladder(*two, below, measured(trial.BIAS, 0.1)).published(2, OWN).method == trial.PROFILE


def test_what_is_further_ahead_must_hold_five_years_too() -> None:
    """Eight years can only be tried from one year: it is never more than five years are."""
    eight = [replace(row, horizon=8) for row in PASSES]
    assert ladder(*eight, *PASSES).published(8, OWN).method == trial.PROFILE
    assert ladder(*eight, *PASSES, measured(trial.SPEARMAN, 0.1)).published(8, OWN).method != trial.PROFILE


def test_a_size_class_that_fails_is_left_out_alone() -> None:
    """The method stands for the others."""
    class_fault = measured(trial.COVERAGE, 0.91, scope=trial.SIZE, group="150–499")
    asked = requirement(class_fault, OWN)
    assert asked is not None
    assert (asked.of_class, asked.holds(class_fault)) == (True, False)
    published = ladder(*PASSES, class_fault).published(5, OWN)
    assert (published.method, published.failed) == (trial.PROFILE, ())


def test_requirements_are_said_with_their_numbers() -> None:
    """The words quote the bounds."""
    assert Requirement(most=1.0, upper=1.02).said == "högst 1, övre gräns högst 1,02"
