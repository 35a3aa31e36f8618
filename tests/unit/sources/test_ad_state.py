"""The state of the open ads is the same in whatever order, and however many times, its facts are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.arbetsformedlingen.ad_state import (
    EMPTY,
    REMEMBERED,
    REMOVALS,
    STATE_SCHEMA,
    VERSIONS,
    State,
    changes,
    fold,
    prune,
    replace,
)

NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def version(ident: str, hours: float, kommun: str | None = "1485", **more: Any) -> dict[str, Any]:
    return {"id": ident, "stream_id": ident, "seen_at": at(hours), "municipality_code": kommun, **more}


def removal(ident: str, hours: float) -> dict[str, Any]:
    return {"id": ident, "removed_at": at(hours)}


def told(*facts: dict[str, Any]) -> tuple[pa.Table, pa.Table]:
    versions = [f for f in facts if "seen_at" in f]
    removals = [f for f in facts if "seen_at" not in f]
    return pa.Table.from_pylist(versions, VERSIONS), pa.Table.from_pylist(removals, REMOVALS)


def state(*facts: dict[str, Any]) -> State:
    return fold(EMPTY, *told(*facts))


def closed(found: State) -> dict[str, datetime | None]:
    return dict(zip(found.ads["id"].to_pylist(), found.ads["closed_at"].to_pylist(), strict=True))


def test_nothing_is_known_at_first():
    assert state() == EMPTY
    assert EMPTY.open_ads == 0
    assert (EMPTY.ads.schema, EMPTY.removals.schema) == (STATE_SCHEMA, REMOVALS)


def test_the_newest_version_stands_whichever_comes_last():
    old, new = version("1", 0, number_of_vacancies=1), version("1", 1, number_of_vacancies=2)
    for facts in ((old, new), (new, old), (new, old, new)):
        assert state(*facts).ads["number_of_vacancies"].to_pylist() == [2]
    assert fold(state(new), *told(old)) == state(new)


def test_two_versions_of_the_same_moment_are_decided_the_same_way():
    first, second = version("1", 0, number_of_vacancies=1), version("1", 0, number_of_vacancies=None)
    assert state(first, second) == state(second, first)
    assert state(first, second).ads["number_of_vacancies"].to_pylist() == [1]


def test_a_sparse_removal_closes_and_overwrites_nothing():
    full = version("1", 0, number_of_vacancies=4, occupation_group="2221", organization_number="2120001234")
    before, after = state(full), state(full, removal("1", 5))
    assert closed(after) == {"1": at(5)}
    assert after.ads.select(VERSIONS.names) == before.ads.select(VERSIONS.names)
    assert after.ads["closed_estimated"].to_pylist() == [False]
    assert (before.open_ads, after.open_ads) == (1, 0)


def test_a_version_newer_than_the_removal_opens_the_ad_again():
    assert closed(state(version("1", 0), removal("1", 1), version("1", 2))) == {"1": None}
    assert closed(state(version("1", 2), removal("1", 1), version("1", 0))) == {"1": None}
    assert closed(state(version("1", 2), removal("1", 1), removal("1", 3))) == {"1": at(3)}


def test_a_removal_told_to_the_second_closes_a_version_of_the_same_second():
    fraction = version("1", 0) | {"seen_at": NOW + timedelta(milliseconds=730)}
    assert closed(state(fraction, removal("1", 0))) == {"1": NOW}
    assert closed(state(fraction | {"seen_at": NOW + timedelta(seconds=1)}, removal("1", 0))) == {"1": None}


def test_a_removal_finds_an_ad_that_is_kept_under_its_original_id():
    kept = version("700", 0) | {"stream_id": "abc"}
    assert closed(state(kept, removal("abc", 1))) == {"700": at(1)}
    assert closed(state(kept, removal("700", 1))) == {"700": at(1)}
    assert closed(state(kept, removal("abc", 1), removal("700", 2))) == {"700": at(2)}
    assert closed(state(kept, removal("abc", 2), removal("700", 1))) == {"700": at(2)}


def test_a_removal_that_comes_before_its_ad_is_remembered():
    before = state(removal("1", 5))
    assert before.removals["id"].to_pylist() == ["1"]
    assert closed(fold(before, *told(version("1", 0)))) == {"1": at(5)}


IDS = st.sampled_from("abcd")
HOURS = st.integers(0, int(REMEMBERED.total_seconds() // 3600))
FACTS = st.one_of(
    st.builds(
        lambda ident, stream, hours, kommun, posts: (
            version(ident, hours, kommun, number_of_vacancies=posts) | {"stream_id": stream}
        ),
        IDS,
        IDS,
        HOURS,
        st.sampled_from(["1485", "0180", None]),
        st.sampled_from([1, 2, None]),
    ),
    st.builds(removal, IDS, HOURS),
)


@given(
    st.lists(FACTS, min_size=1, max_size=25).flatmap(
        lambda facts: st.tuples(
            st.just(facts),
            # Answers that overlap, repeat and come in any order, and together tell everything.
            st.lists(st.lists(st.sampled_from(facts), min_size=1, max_size=8), max_size=6),
            st.permutations(facts),
            st.integers(1, 5),
            st.booleans(),
        )
    )
)
@settings(max_examples=150, deadline=None)
def test_any_order_and_overlap_of_answers_ends_in_the_same_state(drawn):
    facts, repeated, shuffled, size, prunes = drawn
    answers = [*repeated, *(shuffled[i : i + size] for i in range(0, len(shuffled), size)), *reversed(repeated)]
    found = EMPTY
    for answer in answers:
        found = fold(found, *told(*answer))
        if prunes:
            found = prune(found, "14")
    assert prune(found, "14") == prune(state(*facts), "14")
    if not prunes:
        assert found == state(*facts)


@given(st.lists(FACTS, min_size=1, max_size=25))
@settings(max_examples=200, deadline=None)
def test_the_rule_of_opening_and_closing_by_another_road(facts):
    def newness(fact: dict[str, Any]) -> tuple[Any, ...]:
        return fact["seen_at"], fact["municipality_code"] or "", fact["number_of_vacancies"] or 0, fact["stream_id"]

    versions = {f["id"]: f for f in sorted((f for f in facts if "seen_at" in f), key=newness)}
    expected = {
        ident: max(
            (
                f["removed_at"]
                for f in facts
                if "removed_at" in f and f["id"] in (ident, v["stream_id"]) and f["removed_at"] >= v["seen_at"]
            ),
            default=None,
        )
        for ident, v in versions.items()
    }
    assert closed(state(*facts)) == expected


def replaced(before: State, *facts: dict[str, Any]) -> State:
    return replace(before, *told(*facts))


def test_what_was_open_and_is_not_among_the_open_ads_is_closed_by_estimate():
    before = state(version("1", 0), version("2", 0), version("3", 0), removal("3", 2))
    after = replaced(before, version("2", 0), version("4", 50))
    assert closed(after) == {"1": at(50), "2": None, "3": at(2), "4": None}
    assert dict(zip("1234", after.ads["closed_estimated"].to_pylist(), strict=True)) == {
        "1": True, "2": False, "3": False, "4": False,
    }  # fmt: skip


def test_a_date_that_the_source_tells_is_better_than_an_estimate():
    after = fold(replaced(state(version("1", 0)), version("2", 50)), *told(removal("1", 30)))
    assert closed(after)["1"] == at(30)
    assert after.ads["closed_estimated"].to_pylist() == [False, False]


def test_an_ad_that_is_there_after_all_was_never_missing():
    lacking = replaced(state(version("1", 0)), version("2", 10))
    assert closed(lacking)["1"] == at(10)
    assert closed(fold(lacking, *told(version("1", 0))))["1"] == at(10)
    assert closed(replaced(lacking, version("1", 0), version("2", 10), version("3", 20))) == dict.fromkeys("123")


def test_a_list_of_open_ads_does_not_undo_a_removal_that_it_may_not_have_heard_of():
    before = state(version("1", 0), removal("1", 5))
    assert closed(replaced(before, version("1", 0), version("2", 6))) == {"1": at(5), "2": None}


def test_an_ad_newer_than_the_list_is_not_closed_by_it():
    assert closed(replaced(state(version("1", 9)), version("2", 5))) == {"1": None, "2": None}


LONG_AGO = -REMEMBERED.total_seconds() / 3600 - 1


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ({"municipality_code": "1485"}, True),
        ({"municipality_code": None, "region_code": "14"}, True),
        ({"municipality_code": "0180", "region_code": "01"}, False),
        ({"municipality_code": None, "region_code": None}, False),
    ],
)
def test_closed_ads_are_kept_two_weeks_and_the_countys_for_ever(place, kept):
    facts = version("1", LONG_AGO - 5) | place, removal("1", LONG_AGO), version("2", 0)
    found = prune(state(*facts), "14")
    assert found.ads["id"].to_pylist() == (["1", "2"] if kept else ["2"])
    assert found.removals["id"].to_pylist() == (["1"] if kept else [])
    lately = prune(state(facts[0], removal("1", LONG_AGO + 2), facts[2]), "14")
    assert lately.ads["id"].to_pylist() == ["1", "2"]


def test_removals_that_close_nothing_are_forgotten_after_two_weeks():
    facts = version("1", 0), removal("1", LONG_AGO), removal("8", LONG_AGO), removal("9", LONG_AGO + 2)
    assert prune(state(*facts), "14").removals["id"].to_pylist() == ["9"]


def test_what_changed_is_counted():
    before = state(version("1", 0), version("2", 0), version("3", 0), removal("3", 1))
    after = fold(before, *told(version("1", 5), removal("2", 5), version("4", 5), version("5", 5), removal("5", 6)))
    assert changes(before, after) == {"opened": 2, "edited": 1, "closed": 2}
    assert changes(before, before) == {"opened": 0, "edited": 0, "closed": 0}
    assert changes(EMPTY, before) == {"opened": 3, "edited": 0, "closed": 1}


def test_how_far_the_source_has_told():
    assert state(version("1", 0), version("2", -1)).known_to == NOW
    assert state(version("1", 0), removal("9", 3)).known_to == at(3)
    moments: Sequence[datetime] = [replaced(state(version("1", 9)), version("2", 5)).known_to]
    assert moments == [at(9)]
