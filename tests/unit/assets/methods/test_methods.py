from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.methods import ads, employers
from assets.methods import mismatch as m
from assets.methods.aggregate import PART_MISSING, WINDOW_MONTHS, latest_window, sum_or_missing

NAN = float("nan")
FORMULAS = {
    m.tightness: 2,
    m.advertised_posts_rate: 2,
    m.location_quotient: 4,
    m.share_of_total: 2,
    m.share_change: 4,
    m.employment_beyond_total: 4,
    m.share_of_employees: 2,
    ads.readvertised_share: 2,
    employers.share_of_ads: 2,
}
counts = st.integers(m.MIN_EMPLOYEES, 10**6)
totals = st.integers(10**6, 10**7)


def months(first: str, number: int) -> list[str]:
    return [str(p) for p in pd.period_range(first, periods=number, freq="M")]


def test_published_figures():
    assert m.tightness([150, 30, 20], [100, 60, 80]).tolist() == [1.5, 0.5, 0.25]
    assert m.location_quotient(300, 10_000, 50_000, 2_500_000).item() == 1.5


@pytest.mark.parametrize(
    ("posts", "unemployed", "expected"),
    [(5, 10, 0.5), (4, 10, NAN), (1, 10, NAN), (0, 10, 0.0), (5, 9, NAN), (0, 9, NAN), (0, 0, NAN), (5, 0, NAN)],
)
def test_tightness_at_its_limits(posts, unemployed, expected):
    np.testing.assert_equal(m.tightness(posts, unemployed).item(), expected)


@pytest.mark.parametrize(
    ("formula", "arguments", "expected"),
    [
        (m.advertised_posts_rate, (5, 50), 10.0),
        (m.advertised_posts_rate, (5, 49), NAN),
        (m.advertised_posts_rate, (0, 50), 0.0),
        (m.advertised_posts_rate, (5, 0), NAN),
        (m.share_of_employees, (25, 50), 0.5),
        (m.share_of_employees, (25, 49), NAN),
        (m.share_of_employees, (0, 50), 0.0),
        (ads.readvertised_share, (5, 20), 25.0),
        (ads.readvertised_share, (5, 19), NAN),
        (ads.readvertised_share, (0, 0), NAN),
        (employers.share_of_ads, (5, 20), 0.25),
        (employers.share_of_ads, (5, 19), NAN),
        (employers.share_of_ads, (0, 0), NAN),
        (m.location_quotient, (10, 100, 50, 1000), 2.0),  # expected number exactly 5
        (m.location_quotient, (0, 100, 50, 1000), 0.0),
        (m.location_quotient, (10, 100, 49, 1000), NAN),
        (m.location_quotient, (0, 100, 0, 0), NAN),
        (m.location_quotient, (0, 0, 0, 0), NAN),
        (m.share_of_total, (1, 4), 0.25),
        (m.share_of_total, (1, 0), NAN),
        (m.share_change, (50, 1000, 50, 500), -0.05),
        (m.share_change, (49, 1000, 50, 500), NAN),
        (m.share_change, (50, 1000, 49, 500), NAN),
        (m.share_change, (50, 1000, 50, 0), NAN),
        (m.employment_beyond_total, (50, 1000, 50, 500), -50.0),
        (m.employment_beyond_total, (49, 1000, 50, 500), NAN),
    ],
)
def test_other_formulas_at_their_limits(formula, arguments, expected):
    np.testing.assert_allclose(formula(*arguments).item(), expected, rtol=1e-12)


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.__name__)
@pytest.mark.filterwarnings("error")
def test_a_missing_input_is_a_missing_result(formula):
    full = [1000.0] * FORMULAS[formula]
    assert not np.isnan(formula(*full))
    for position in range(len(full)):
        assert np.isnan(formula(*full[:position], NAN, *full[position + 1 :]))
    assert formula(*[[1000.0, NAN]] * len(full)).shape == (2,)


@settings(deadline=None, max_examples=50)
@given(counts, totals, counts, totals)
def test_the_change_in_persons_is_the_share_change_times_the_total(now, total, before, total_before):
    persons = m.employment_beyond_total(now, total, before, total_before).item()
    change = m.share_change(now, total, before, total_before).item()
    assert persons == pytest.approx(change * total, rel=1e-9)
    assert persons == pytest.approx(now - before * total / total_before, rel=1e-9, abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(counts, totals, st.integers(1, 50))
def test_an_occupation_that_follows_the_total_has_no_change(now, total, times):
    assert m.employment_beyond_total(now * times, total * times, now, total).item() == pytest.approx(0, abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(counts, counts, totals)
def test_the_area_itself_as_reference_is_one(employees, more, total):
    assert m.location_quotient(employees, total, employees, total).item() == pytest.approx(1)


parts = st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 10**9)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=40)
@given(parts)
def test_sums_are_exact_and_missing_stays_missing(rows):
    frame = pd.DataFrame(
        {
            "g": [g for g, _ in rows],
            "varde": pd.array([v for _, v in rows], "Int64"),
            "status": [".." if v is None else None for _, v in rows],
        }
    )
    out = sum_or_missing(frame, ["g"]).set_index("g")
    assert sorted(out.index) == sorted({g for g, _ in rows})
    for group, row in out.iterrows():
        values = [v for g, v in rows if g == group]
        if None in values:
            assert pd.isna(row["varde"])
            assert row["status"] == PART_MISSING
        else:
            assert row["varde"] == sum(values)
            assert pd.isna(row["status"])


def test_a_group_that_is_all_missing_is_missing_and_zero_is_zero():
    frame = pd.DataFrame({"g": ["a", "a", "b"], "varde": [None, None, 0.0], "status": ["..", "<5", None]})
    assert sum_or_missing(frame, ["g"])["varde"].tolist() == [pd.NA, 0]


def test_sums_over_several_columns_and_the_frame_is_left_alone():
    frame = pd.DataFrame({"g": ["a", "a"], "k": [1, 2], "n": [3, 4], "s": [None, None]})
    before = frame.copy()
    assert sum_or_missing(frame, ["g", "k"], "n", "s")["n"].tolist() == [3, 4]
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("advertised", "unemployed", "window"),
    [
        (months("2025-01", 12), months("2025-01", 12), ("2025-01", "2025-12")),
        (months("2024-01", 30), months("2023-01", 30), ("2024-07", "2025-06")),
        (months("2024-01", 12) + months("2025-02", 12), months("2024-01", 36), ("2025-02", "2026-01")),
        (months("2024-01", 12) + months("2025-02", 11), months("2024-01", 36), ("2024-01", "2024-12")),
        (months("2025-01", 12)[::-1] * 2, months("2025-01", 12), ("2025-01", "2025-12")),
    ],
    ids=["exact", "newest in common", "after a gap", "before a gap", "unordered"],
)
def test_the_newest_twelve_months_in_both(advertised, unemployed, window):
    assert latest_window(advertised, unemployed) == window
    assert latest_window(unemployed, advertised) == window


@pytest.mark.parametrize(
    ("advertised", "unemployed"),
    [
        ([], []),
        (months("2025-01", 11), months("2025-01", 24)),
        (months("2024-01", 12), months("2025-01", 12)),
        (months("2024-01", 6) + months("2024-08", 6), months("2024-01", 24)),
    ],
    ids=["nothing", "too short", "apart", "gap"],
)
def test_too_few_months_is_a_sentence(advertised, unemployed):
    assert WINDOW_MONTHS == 12
    with pytest.raises(ValueError, match=r"inte tolv månader i följd .*KOMPETENS_ADS_FROM"):
        latest_window(advertised, unemployed)
