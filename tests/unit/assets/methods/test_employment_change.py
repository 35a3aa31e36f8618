"""Change of employees over a break: four decimals, and that it never goes straight across."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.methods.employment_change import before_step, comparable_from, crosses, level_change, net_of_step

NAN = float("nan")
years = st.integers(2014, 2040)


def test_the_nations_step_is_taken_out():
    # The occupation grows from 20 000 to 21 930 in the nation over the break, 9.65 percent.
    assert before_step(1234, 21_930, 20_000).item() == pytest.approx(1353.0810, abs=5e-5)
    assert net_of_step(1300, 1234, 21_930, 20_000).item() == pytest.approx(-53.0810, abs=5e-5)
    assert level_change(1300, 1234).item() == 66


@pytest.mark.parametrize(
    ("now", "then", "after", "before"),
    [(49, 900, 11, 10), (900, 49, 11, 10), (NAN, 900, 11, 10), (900, NAN, 11, 10), (900, 900, NAN, 10), (900, 900, 11, NAN),
     (900, 900, 11, 0)],
)  # fmt: skip
def test_a_change_that_cannot_be_told_is_missing(now, then, after, before):
    assert str(net_of_step(now, then, after, before).item()) == "nan"


@given(st.floats(60, 1e5), st.floats(60, 1e5), st.floats(0.5, 2))
def test_who_follows_the_nations_step_has_no_change(then, nation, step):
    assert net_of_step(then * step if then * step >= 50 else 50, then, nation * step, nation).item() == pytest.approx(
        0 if then * step >= 50 else 50 - then * step, abs=1e-6 * then
    )


@pytest.mark.parametrize(
    ("base", "year", "first", "expected"),
    [(2022, 2023, 2023, True), (2022, 2026, 2023, True), (2022, 2022, 2022, False), (2022, 2024, 2022, False)],
)
def test_a_break_lies_between_two_years_when_the_later_is_counted_the_new_way(
    base: int, year: int, first: int, expected: bool
):
    assert crosses(base, year, first) is crosses(year, base, first) is expected


@settings(max_examples=300)
@given(years, years, years)
def test_a_comparison_crosses_only_when_the_breaks_own_year_is_the_newest(newest, wanted, first):
    assume(wanted <= newest)
    found = comparable_from(newest, wanted, first)
    assert found in (wanted, first)
    assert not crosses(newest, found, first) or newest == first
    assert found == wanted or wanted < found < newest
