"""Goals that are not there because none was named stop nobody; those that were lost do."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from tests.unit.checks.cases import check_named, given, judged


@pytest.mark.parametrize(
    "name", ["malen_ur_prioriteringarna", "malens_varden_ur_tabellerna", "saker_bara_utanfor_noll"]
)
def test_a_council_that_names_no_measure_does_not_stop_its_county(name: str, tmp_path: Path):
    """No priority has to; then there is no goal, and only then."""
    check = check_named(name)
    frames = given(check)
    none = {**frames, "mart.radets_mal": frames["mart.radets_mal"].iloc[:0]}
    silent = frames["mart.radets_prioriteringar"].assign(indikator=None, malvarde=float("nan"))
    result = judged(check, tmp_path, {**none, "mart.radets_prioriteringar": silent})
    assert (result.outcome, result.stops) == (NOT_APPLICABLE, False)
    assert result.observed == "ingen prioritering nämner ett mått"
    lost = judged(check, tmp_path, none)
    assert (lost.outcome, lost.stops) == (NOT_RUN, True)


def test_posts_before_any_whole_year_are_no_number_and_stop_nothing(tmp_path: Path):
    check = check_named("malens_varden_ur_tabellerna")
    frames = given(check)
    goals, ads = frames["mart.radets_mal"], frames["mart.annonser"]
    few = {**frames, "mart.annonser": ads[~ads["manad"].str.endswith("-06")]}
    of_posts = goals[goals["nr"] == 1]
    silent = of_posts.assign(senaste_ar=float("nan"), senaste_varde=float("nan"))
    assert judged(check, tmp_path, {**few, "mart.radets_mal": silent}).outcome == PASSED
    assert judged(check, tmp_path, {**few, "mart.radets_mal": of_posts}).outcome == FAILED
