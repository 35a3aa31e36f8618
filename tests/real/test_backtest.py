"""The trial of the projections on the real register: the table that was computed apart from it, and no leak. Needs ../shared."""

from __future__ import annotations

import ast
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

from assets.methods import backtest as trial
from assets.methods import employment_shares as shares
from assets.methods import projection_intervals as intervals
from assets.methods.backtest import Measured
from assets.methods.employment_shares import Panel
from assets.methods.projection_gate import Backtest, backtest, requirement
from assets.methods.register_release import published
from tests.real.long_term_panel import panel
from tests.real.served import NEEDS_SHARED

pytestmark = NEEDS_SHARED

ORIGINS = range(2016, 2024)
RELATIVE_ERRORS = {
    (3, trial.BASE): (0.967, 0.942, 0.924, 0.918, 0.906, 0.924),
    (3, trial.PROFILE): (0.960, 0.924, 0.897, 0.882, 0.863, 0.882),
    (4, trial.BASE): (0.979, 0.963, 0.954, 0.948, 0.942, 0.956),
    (4, trial.PROFILE): (0.975, 0.955, 0.938, 0.929, 0.922, 0.937),
}
OWN_COUNTY = {3: (0.938, 0.896, 0.845, 0.820, 0.810, 0.891), 4: (0.963, 0.935, 0.906, 0.892, 0.885, 0.925)}
LIMITS = {
    3: ((0.925, 0.988), (0.872, 0.971), (0.834, 0.957), (0.816, 0.947), (0.797, 0.934), (0.812, 0.959)),
    4: ((0.961, 0.987), (0.934, 0.975), (0.911, 0.965), (0.899, 0.958), (0.889, 0.952), (0.907, 0.963)),
}
BY_SIZE = {
    (3, 1): (0.990, 0.987, 0.994, 0.987, 0.941),
    (3, 3): (0.983, 0.983, 0.986, 0.971, 0.849),
    (3, 5): (0.976, 0.981, 0.975, 0.949, 0.809),
    (4, 1): (0.992, 0.987, 0.988, 0.987, 0.954),
    (4, 3): (0.980, 0.975, 0.974, 0.969, 0.889),
    (4, 5): (0.973, 0.963, 0.959, 0.951, 0.872),
}
BY_ORIGIN = {
    (3, 1): (0.981, 0.928, 0.970, 0.960, 0.941, 0.879, 0.961, 1.041),
    (3, 3): (0.928, 0.910, 0.893, 0.856, 0.888, 0.902),
    (3, 5): (0.928, 0.871, 0.832, 0.824),
    (4, 1): (0.982, 0.972, 0.976, 0.961, 0.969, 0.933, 0.976, 1.020),
    (4, 5): (0.959, 0.927, 0.904, 0.892),
}
COVERAGE = {
    (3, 1): (0.80, 0.79, 0.80, 0.80),
    (3, 2): (0.84, 0.81, 0.83, 0.81),
    (3, 3): (0.85, 0.81, 0.83, 0.83),
    (3, 4): (0.88, 0.82, 0.86, 0.87),
    (3, 5): (0.90, 0.81, 0.85, 0.87),
    (4, 1): (0.82, 0.81, 0.82, 0.79),
    (4, 2): (0.85, 0.85, 0.86, 0.82),
    (4, 3): (0.86, 0.86, 0.87, 0.84),
    (4, 4): (0.88, 0.88, 0.90, 0.88),
    (4, 5): (0.87, 0.86, 0.90, 0.90),
}
COVERAGE_OWN = {3: (0.76, 0.80, 0.81, 0.84, 0.85), 4: (0.79, 0.82, 0.84, 0.86, 0.87)}
RIGHT_DIRECTION = {
    (3, 5): ((0.51, 0.49), (0.60, 0.66), (0.65, 0.77), (0.75, 0.87)),
    (4, 5): ((0.53, 0.51), (0.59, 0.59), (0.66, 0.72), (0.72, 0.82)),
}


@cache
def tried(digits: int) -> Backtest:
    """The whole trial of a level, once."""
    return backtest(panel(digits))


def found(
    digits: int, measure: str, method: str = trial.PROFILE, scope: str = trial.EVERYTHING, group: str | None = None
) -> list[Measured]:
    """Its rows, in the order of years ahead."""
    rows = [row for row in tried(digits).rows if (row.measure, row.method, row.scope) == (measure, method, scope)]
    return [row for row in rows if group in (None, row.group)]


@pytest.mark.parametrize(("digits", "method"), RELATIVE_ERRORS)
def test_the_table_of_relative_errors(digits: int, method: str) -> None:
    """Both methods on three digits, and the first on four; the second is not scaled and has its own fixture."""
    assert [row.value for row in found(digits, trial.RELATIVE, method)] == pytest.approx(
        RELATIVE_ERRORS[digits, method], abs=0.003
    )


@pytest.mark.parametrize("digits", [3, 4])
def test_limits_and_the_own_county(digits: int) -> None:
    """Whole groups are drawn; Västra Götaland apart."""
    rows = found(digits, trial.RELATIVE)
    assert [limit for row in rows for limit in (row.lower, row.upper)] == pytest.approx(
        np.ravel(LIMITS[digits]), abs=0.01
    )
    own = [row.value for row in found(digits, trial.RELATIVE, scope=trial.COUNTY, group="14")]
    assert own == pytest.approx(OWN_COUNTY[digits], abs=0.003)


@pytest.mark.parametrize(("digits", "horizon"), BY_SIZE)
def test_by_size(digits: int, horizon: int) -> None:
    """The gain lies in the large cells."""
    rows = [row.value for row in found(digits, trial.RELATIVE, scope=trial.SIZE) if row.horizon == horizon]
    assert rows == pytest.approx(BY_SIZE[digits, horizon], abs=0.003)


@pytest.mark.parametrize(("digits", "horizon"), BY_ORIGIN)
def test_by_origin(digits: int, horizon: int) -> None:
    """One year ahead from 2023 it lost."""
    rows = [row.value for row in found(digits, trial.RELATIVE, scope=trial.ORIGIN) if row.horizon == horizon]
    assert rows == pytest.approx(BY_ORIGIN[digits, horizon], abs=0.003)


@pytest.mark.parametrize(("digits", "horizon"), COVERAGE)
def test_coverage_by_size(digits: int, horizon: int) -> None:
    """Made of what was known at each origin."""
    rows = [row.value for row in found(digits, trial.COVERAGE, scope=trial.SIZE) if row.horizon == horizon]
    assert rows == pytest.approx(COVERAGE[digits, horizon], abs=0.015)


@pytest.mark.parametrize("digits", [3, 4])
def test_coverage_of_the_own_county(digits: int) -> None:
    """One to five years ahead; eight can not be tried."""
    rows = [row.value for row in found(digits, trial.COVERAGE, scope=trial.COUNTY, group="14")]
    assert rows == pytest.approx(COVERAGE_OWN[digits], abs=0.03)


@pytest.mark.parametrize(("digits", "horizon"), RIGHT_DIRECTION)
def test_how_often_the_direction_was_right(digits: int, horizon: int) -> None:
    """By how much was projected: below two percent a coin does as well."""
    for place, measure in enumerate((trial.DIRECTION, trial.DIRECTION_WEIGHTED)):
        rows = [row.value for row in found(digits, measure, scope=trial.CHANGE) if row.horizon == horizon]
        assert rows == pytest.approx([pair[place] for pair in RIGHT_DIRECTION[digits, horizon]], abs=0.025)


def test_the_other_measures() -> None:
    """Five years ahead, and the logarithmic errors of one, three and five."""
    five = {
        (digits, measure): next(row.value for row in found(digits, measure) if row.horizon == 5)
        for digits in (3, 4)
        for measure in (trial.FASTER, trial.FASTER_WEIGHTED, trial.SPEARMAN, trial.BETTER, trial.AGAINST_BASE)
    }
    expected = (0.603, 0.664, 0.278, 0.56, 0.953, 0.609, 0.629, 0.293, 0.60, 0.979)
    assert list(five.values()) == pytest.approx(expected, abs=0.003)
    for digits, logs in ((3, (0.988, 0.975, 0.961)), (4, (0.987, 0.973, 0.960))):
        rows = [row.value for row in found(digits, trial.LOG_RELATIVE) if row.horizon in (1, 3, 5)]
        assert rows == pytest.approx(logs, abs=0.002)
        assert all(abs(row.value) <= 0.002 for row in found(digits, trial.BIAS) if row.horizon <= 5)


def test_the_naive_ones_lose() -> None:
    """Own trend, the nation's trend and constant numbers, on three digits, against constant shares."""
    assert [row.value for row in found(3, trial.RELATIVE, trial.OWN)][:5] == pytest.approx(
        (1.095, 1.164, 1.259, 1.371, 1.528), abs=0.003
    )
    assert [row.value for row in found(3, trial.RELATIVE, trial.NATION)] == pytest.approx(
        (1.016, 1.028, 1.052, 1.082, 1.113, 1.480), abs=0.003
    )
    assert min(row.value for row in found(3, trial.RELATIVE, trial.NUMBER)) > 1


@pytest.mark.parametrize("digits", [3, 4])
@pytest.mark.parametrize("horizon", [2, 5, 8])
def test_the_gate_lets_the_first_method_through(digits: int, horizon: int) -> None:
    """At every number of years that is published, in every size class."""
    published = tried(digits).published(horizon, "14")
    assert (published.method, published.failed) == (trial.PROFILE, ())
    sizes = [
        r for r in tried(digits).rows if (r.measure, r.scope, r.method) == (trial.COVERAGE, trial.SIZE, trial.PROFILE)
    ]
    for row in sizes:
        asked = requirement(row, "14")
        assert row.horizon != horizon or (asked is not None and asked.holds(row)), row


def _figures(known: Panel, horizon: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    pairs = intervals.known_pairs(known, shares.families_and_profile, horizon)
    limits = intervals.quantiles(pairs, known.counties, known.digits, known.last_year)
    forecasts = [method(known, horizon) for method in trial.METHODS.values()]
    return [*forecasts, intervals.unrest(known).factor, limits.lower, limits.upper]


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("digits", [3, 4])
def test_no_leak_1_and_2_the_future_is_replaced_or_removed(digits: int, origin: int) -> None:
    """Projections, unrest and quantiles at an origin are the same bits whatever comes after it."""
    known = panel(digits)
    cut = known.until(origin)
    replaced = known.persons.copy()
    width = origin - known.first_year + 1
    later = replaced[:, :, width:]
    replaced[:, :, width:] = np.random.default_rng(origin).integers(1, 90000, later.shape)
    other = Panel(known.codes, known.counties, known.first_year, replaced)
    for horizon in (1, 3, 5):
        whole, removed, random = (_figures(p, horizon) for p in (known.until(origin), cut, other.until(origin)))
        for one, two, three in zip(whole, removed, random, strict=True):
            assert one.tobytes() == two.tobytes() == three.tobytes()
    if origin + 1 <= known.last_year:
        # The trial itself goes through the same door: what it projects from an origin does not see the replaced years.
        found_in = [trial.outcomes(p, 1, {"x": shares.families_and_profile}) for p in (known, other)]
        at = origin - known.first_year - shares.LEAST_STEPS
        assert all(f is not None for f in found_in)
        first, second = (f.projected["x"][at] for f in found_in if f is not None)
        assert first.tobytes() == second.tobytes()
        # So do the limits that coverage is counted with, made of the pairs of a panel that goes on.
        pairs = (intervals.known_pairs(p, shares.families_and_profile, 1) for p in (known, other))
        limits = [intervals.quantiles(some, known.counties, digits, origin) for some in pairs]
        assert limits[0].lower.tobytes() == limits[1].lower.tobytes()
        assert limits[0].upper.tobytes() == limits[1].upper.tobytes()


def test_no_leak_3_a_poisoned_pair_changes_nothing() -> None:
    """A pair whose year has not come by the year of the limits is not used, however wrong."""
    known = panel(3)
    pairs = intervals.known_pairs(known, shares.families_and_profile, 3)
    poisoned = [
        intervals.Pair(pair.origin, pair.horizon, pair.size, np.full(pair.error.shape, 1e6))
        if pair.known == 2022
        else pair
        for pair in pairs
    ]
    clean, dirty = (intervals.quantiles(some, known.counties, 3, 2021) for some in (pairs, poisoned))
    assert clean.lower.tobytes() == dirty.lower.tobytes()
    assert clean.upper.tobytes() == dirty.upper.tobytes()
    assert intervals.quantiles(poisoned, known.counties, 3, 2022).upper.max() > 1e3
    with pytest.raises(ValueError, match="after 2019"):
        intervals.known_pair(known.until(2019), shares.families_and_profile, 2018, 2)


def test_no_leak_4_nothing_chooses_the_constants() -> None:
    """They stand in one place, the trial leaves them as they were, and no other method module assigns them."""
    names = {name for name in vars(shares) if name.isupper()}
    before = {name: getattr(shares, name) for name in names}
    backtest(panel(3).until(2020))
    assert {name: getattr(shares, name) for name in names} == before
    for path in Path(trial.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        set_there = {
            target.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign | ast.AugAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Attribute)
        }
        assert not set_there & names, path.name


def test_no_leak_5_an_occupation_that_comes_later() -> None:
    """Before anybody has it, it takes half a person's share and leaves the others as they were."""
    known = panel(3).until(2020)
    nobody = np.zeros((1, *known.persons.shape[1:]))
    codes = (*known.codes, "989")
    longer = Panel(codes, known.counties, known.first_year, np.concatenate([known.persons, nobody]))
    without, with_it = (np.exp(shares.families_and_profile(p, 5)) for p in (known, longer))
    taken = with_it[-1]
    assert (taken <= 0.51 / known.totals[:, -1] * np.exp(5)).all()
    assert np.abs(with_it[:-1] / without - 1).max() <= taken.max() * 1.01


def test_no_leak_6_a_register_is_read_when_it_is_published() -> None:
    """What is known at an origin is published no later than the origin's own register."""
    known = panel(3)
    for origin in ORIGINS:
        past = known.until(origin)
        years = range(past.first_year, past.last_year + 1)
        assert max(map(published, years)) <= published(origin)
        assert published(origin + 1) > published(origin)
    assert published(2024) == "2026-03"


def test_no_leak_7_shuffled_profiles_do_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty shuffles give what the families alone give, and the true national growth gives what it has always given."""
    plain = shares.mean_log_county_size
    known, errors = panel(3), []
    relative = partial(_relative_error, known)
    for seed in range(20):
        order = np.random.default_rng(seed).permutation(len(known.codes))
        with monkeypatch.context() as patch:
            patch.setattr(shares, "mean_log_county_size", lambda persons, order=order: plain(persons)[order])
            errors.append(relative(trial.outcomes(known, 5, _both(shares.families_and_profile))))
    assert 0.895 <= np.median(errors) <= 0.92
    assert min(errors) > 0.863
    oracle = trial.outcomes(known, 5, _both(partial(_true_growth, known)))
    assert relative(oracle) == pytest.approx(0.557, abs=0.003)


def _both(method: shares.Method) -> dict[str, shares.Method]:
    return {trial.PROFILE: method, trial.CONSTANT: shares.constant_share}


def _relative_error(known: Panel, made: trial.Outcomes | None) -> float:
    assert made is not None
    return next(
        row.value for row in trial.measure(made) if (row.measure, row.scope) == (trial.RELATIVE, trial.EVERYTHING)
    )


def _true_growth(known: Panel, past: Panel, horizon: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    then = known.until(past.last_year + horizon)
    nation = [shares.log_shares(p.now.sum(axis=1)) for p in (past, then)]
    return np.asarray(shares.log_shares(past.now) + (nation[1] - nation[0])[:, None])
