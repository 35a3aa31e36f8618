"""Parts of counties: moved as their county, held against what came, and nothing of the future read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assets.methods import backtest as trial
from assets.methods import parts_of_counties as parts_of
from assets.methods.county_total import projected_totals
from assets.methods.employment_shares import Panel, constant_share, families_and_profile, log_shares
from assets.methods.parts_of_counties import Parts, as_county

LADDER = (trial.PROFILE, trial.BASE, trial.CONSTANT)
HORIZON = 2


def counties(years: int = 9) -> Panel:
    """Two occupations in each of eight groups, four counties; whole groups grow or shrink."""
    r = np.random.default_rng(17)
    codes = tuple(f"{group}{last}" for group in range(21, 29) for last in (1, 2))
    growth = np.repeat(np.linspace(-0.03, 0.03, 8), 2)[:, None, None] * np.arange(years)
    size = np.array([9000.0, 1500.0, 6000.0, 800.0])[None, :, None]
    noise = r.normal(0, 0.01, (len(codes), 4, years))
    persons = np.rint(size * r.uniform(0.5, 1.5, (len(codes), 4, 1)) * np.exp(growth + noise))
    return Panel(codes, ("01", "03", "14", "20"), 2014, persons)


def halves(panel: Panel, first: float = 0.25) -> Parts:
    """The third county in two parts that each keep their share of every occupation."""
    whole = panel.persons[:, 2]
    persons = np.stack([whole * first, whole * (1 - first)], axis=1)
    own = Panel(panel.codes, ("a", "b"), panel.first_year, persons)
    return Parts(panel, own, np.ones(persons.shape[:2], np.bool_), (2, 2))


def error(rows: list[trial.Measured], method: str, measure: str = trial.RELATIVE) -> trial.Measured:
    (row,) = [r for r in rows if (r.method, r.measure, r.scope) == (method, measure, trial.EVERYTHING)]
    return row


def test_parts_that_are_their_county_are_hit_as_it_is() -> None:
    """The same shares, errors and limits."""
    panel = counties()
    rows = parts_of.measured(halves(panel), LADDER, trial.PROFILE, HORIZON)
    found = trial.outcomes(panel, HORIZON, {name: trial.METHODS[name] for name in LADDER})
    assert found is not None
    for name in LADDER[:-1]:
        naive, own = (np.abs(found.error(n))[:, :, 2].sum() for n in (trial.CONSTANT, name))
        assert error(rows, name).value == pytest.approx(own / naive)
    assert error(rows, trial.PROFILE).upper < 1


def test_delregioner_moved_as_the_county_sum_to_it() -> None:
    """In persons, whatever parts they have."""
    panel = counties()
    parts = halves(panel, 0.1)
    moved = np.exp(as_county(parts, families_and_profile)(parts.panel, HORIZON)) * parts.panel.totals[:, -1]
    county = np.exp(families_and_profile(panel, HORIZON))[:, 2] * panel.totals[2, -1]
    assert moved.sum(axis=1) == pytest.approx(county)


def test_constant_shares_stay_constant_and_constant_numbers_do_not() -> None:
    """A number that stays is a smaller share of a county that grows."""
    panel = counties()
    parts = halves(panel)
    still = as_county(parts, constant_share)(parts.panel, HORIZON)
    assert still == pytest.approx(log_shares(parts.panel.now))
    growth = (projected_totals(panel, HORIZON) / panel.totals[:, -1])[2]
    assert parts_of.constant_numbers(parts)(parts.panel, HORIZON) == pytest.approx(still - np.log(growth))


def test_nothing_that_came_later_is_read() -> None:
    """The last year of what is handed over cuts the counties' years and the parts'."""
    panel = counties()
    year = panel.last_year - 2
    later = panel.persons.copy()
    later[:, :, -2:] = later[::-1, :, -2:] + 7
    other = Panel(panel.codes, panel.counties, panel.first_year, later)
    for make in (
        lambda parts: as_county(parts, families_and_profile),
        lambda parts: parts_of.on_own_shares(parts, families_and_profile),
        parts_of.constant_numbers,
    ):
        first, second = (make(halves(p))(halves(p).panel.until(year), HORIZON) for p in (panel, other))
        assert first.tobytes() == second.tobytes()


def test_limits_are_those_known_at_the_origin() -> None:
    """What comes after the last year that is judged changes no coverage of the years before it."""
    panel = counties()
    later = panel.persons.copy()
    later[:, :, -1] = later[::-1, :, -1] + 7
    other = Panel(panel.codes, panel.counties, panel.first_year, later)
    first, second = (
        [
            (r.group, r.value)
            for r in parts_of.measured(halves(p), LADDER, trial.PROFILE, 1)
            if (r.measure, r.scope) == (trial.COVERAGE, trial.ORIGIN) and int(r.group) < panel.last_year - 1
        ]
        for p in (panel, other)
    )
    assert first == second


def test_a_number_that_is_not_known_is_no_case() -> None:
    """It is counted neither as nobody nor as an error, and the others stay as they were."""
    parts = halves(counties())
    known = parts.known.copy()
    known[3, 0] = False
    persons = parts.panel.persons.copy()
    persons[3, 0] = 0.0
    lacking = replace(parts, known=known, panel=replace(parts.panel, persons=persons))
    before, after = (error(parts_of.measured(p, LADDER, trial.PROFILE, HORIZON), trial.BASE) for p in (parts, lacking))
    assert before.cells - after.cells == before.origins
    assert after.value == pytest.approx(before.value, abs=0.05)


def test_without_years_nothing_is_measured() -> None:
    """Too far ahead."""
    parts = halves(counties())
    assert parts_of.measured(parts, LADDER, trial.PROFILE, 8) == []
    assert parts_of.total_error(parts, 20)[1:] == (0, 0)


def test_the_error_of_the_total_is_the_countys_where_parts_keep_theirs() -> None:
    """And grows when they do not."""
    panel = counties()
    still, cells, origins = parts_of.total_error(halves(panel), HORIZON)
    assert (cells, origins) == (14, 7)
    drift = halves(panel).panel.persons * np.exp(np.array([[0.05], [-0.02]]) * np.arange(9))
    parts = halves(panel)
    assert parts_of.total_error(replace(parts, panel=replace(parts.panel, persons=drift)), HORIZON)[0] > still


def test_what_does_not_fit_is_refused() -> None:
    """Other occupations, years that the counties lack, and parts without a county."""
    parts = halves(counties())
    shorter = parts.panel.until(2018)
    with pytest.raises(ValueError, match="same occupations"):
        replace(parts, panel=replace(parts.panel, codes=tuple(reversed(parts.panel.codes))))
    with pytest.raises(ValueError, match="in no total"):
        replace(parts, known=~parts.known)
    with pytest.raises(ValueError, match="must have a county"):
        replace(parts, where=(2,))
    with pytest.raises(ValueError, match="every year"):
        replace(parts, counties=parts.counties.until(2018))
    assert replace(parts, panel=shorter).panel.last_year == 2018
