from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS, SCB_VACANCIES
from sources.catalogue.education import SCB_MATCHING
from sources.catalogue.employees import SCB_EMPLOYEES, SCB_EMPLOYEES_2014
from sources.catalogue.registry import CATALOG
from sources.catalogue.unemployed import AF_UNEMPLOYED
from sources.errors import MalformedAnswer, SourceChanged, SourceUnavailable
from sources.http import HttpClient
from sources.refresh import ABSENT, CURRENT, LAST_GOOD, age_days, fetch_or_last_good, latest, next_expected, stored_only
from sources.session import Addresses, Sources
from sources.snapshot import Origin, Snapshot, SnapshotStore
from tests.shared import believed


def origin(fetched: str, updated: str | None = None, **facts: object) -> Origin:
    return Origin("prov", "u", {}, fetched, updated, "CC0", "live", {}, facts)


def snapshot(days_old: float = 0) -> Snapshot:
    fetched = (datetime.now(UTC) - timedelta(days=days_old)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Snapshot(f"{days_old}", Path("raw"), origin(fetched))


def fails(error: Exception) -> Callable[[], tuple[Snapshot, ...]]:
    def fetch() -> tuple[Snapshot, ...]:
        raise error

    return fetch


def test_a_source_that_answers_is_current_and_the_store_is_not_asked():
    fresh = (snapshot(),)
    fetched = fetch_or_last_good(SCB_EMPLOYEES, lambda: fresh, fails(AssertionError("asked")))
    assert (fetched.snapshots, fetched.status, fetched.problem) == (fresh, CURRENT, "")


@pytest.mark.parametrize("error", [SourceUnavailable, SourceChanged, MalformedAnswer])
def test_a_source_that_fails_leaves_the_last_good_with_the_reason(error):
    stored = (snapshot(SCB_EMPLOYEES.max_age_days - 1),)
    fetched = fetch_or_last_good(SCB_EMPLOYEES, fails(error("SCB svarade 503.")), lambda: stored)
    assert (fetched.snapshots, fetched.status) == (stored, LAST_GOOD)
    assert fetched.status == "senast fungerande"
    assert fetched.problem == "SCB svarade 503."


def test_of_a_sentence_that_quotes_a_source_without_end_the_beginning_is_published():
    stored = (snapshot(1),)
    fetched = fetch_or_last_good(SCB_EMPLOYEES, fails(SourceChanged("Okänt ord: " + "x" * 10**6)), lambda: stored)
    assert len(fetched.problem) == 1_500
    assert fetched.problem.startswith("Okänt ord: xxx")
    assert fetched.problem.endswith("x…")


def test_what_is_too_old_is_not_used():
    stored = (snapshot(SCB_EMPLOYEES.max_age_days + 1),)
    with pytest.raises(SourceUnavailable, match=r"401 dagar gammalt; högst 400 är tillåtet\. SCB svarade 503\."):
        fetch_or_last_good(SCB_EMPLOYEES, fails(SourceUnavailable("SCB svarade 503.")), lambda: stored)


def test_what_is_from_after_now_does_not_stand_in_for_a_source():
    """The clock was ahead when it was fetched: else it would be young for as long as the clock was wrong."""
    down = fails(SourceUnavailable("SCB svarade 503."))
    with pytest.raises(SourceUnavailable, match=r"hämtat senare än datorns klocka visar: .*\. SCB svarade 503\."):
        fetch_or_last_good(SCB_EMPLOYEES, down, lambda: (snapshot(-1),))
    assert fetch_or_last_good(SCB_EMPLOYEES, down, lambda: (snapshot(-0.1),)).status == LAST_GOOD


def test_nothing_stored_is_unavailable():
    with pytest.raises(SourceUnavailable, match=r"\(SCB\) har aldrig hämtats och gick inte att hämta nu\. SCB svarade"):
        fetch_or_last_good(SCB_EMPLOYEES, fails(SourceUnavailable("SCB svarade 503.")), tuple)


OPTIONAL = [entry for entry in CATALOG if not entry.required]
DOWN = SourceUnavailable("SCB svarade 503.")


def test_what_the_job_cannot_do_without_is_required():
    assert {entry.dataset for entry in CATALOG if entry.required} == {
        SCB_EMPLOYEES.dataset,
        AF_ADS.dataset,
        AF_UNEMPLOYED.dataset,
    }
    assert all(entry.without == "Ingenting publiceras." for entry in CATALOG if entry.required)


@pytest.mark.parametrize("entry", OPTIONAL, ids=lambda entry: entry.dataset)
def test_a_source_that_is_not_required_is_absent_with_what_that_means(entry):
    never = fetch_or_last_good(entry, fails(DOWN), tuple)
    assert (never.snapshots, never.status) == ((), "saknas")
    assert never.problem == (
        f"{entry.title} ({entry.publisher}) har aldrig hämtats och gick inte att hämta nu. {entry.without} "
        "SCB svarade 503."
    )
    old = fetch_or_last_good(entry, fails(DOWN), lambda: (snapshot(entry.max_age_days + 1),))
    assert (old.snapshots, old.status) == ((), ABSENT)
    assert f"{entry.max_age_days + 1} dagar gammalt; högst {entry.max_age_days} är tillåtet. " in old.problem
    assert f" {entry.without} SCB svarade 503." in old.problem
    young = (snapshot(entry.max_age_days - 1),)
    used = fetch_or_last_good(entry, fails(DOWN), lambda: young)
    assert (used.snapshots, used.status, used.problem) == (young, LAST_GOOD, "SCB svarade 503.")


@pytest.mark.parametrize(
    ("entry", "updated", "facts", "expected"),
    [
        (SCB_EMPLOYEES, "2026-03-05T07:00:00Z", {"next_update": "2027-03-11T07:00:00Z"}, "2027-03-11"),
        (SCB_EMPLOYEES_2014, "2020-03-05T07:00:00Z", {"next_update": "2027-03-11T07:00:00Z"}, "2027-03-11"),
        (SCB_EMPLOYEES, "2026-03-05T07:00:00Z", {"next_update": None}, "2027-03"),
        (SCB_EMPLOYEES, "2026-02-28T23:00:00Z", {}, "2026-03"),
        (SCB_VACANCIES, "2026-02-24T07:00:00Z", {}, "2026-05"),
        (SCB_VACANCIES, "2026-08-24T07:00:00Z", {}, "2026-11"),
        (SCB_VACANCIES, "2026-11-24T07:00:00Z", {}, "2027-02"),
        (AF_UNEMPLOYED, "2026-12-07T07:00:00Z", {}, "2027-01"),
        (SCB_MATCHING, None, {}, "2027-06"),
        (SCB_EMPLOYEES_2014, "2020-03-05T07:00:00Z", {}, None),
    ],
    ids=[
        "own date",
        "own date of an ended series",
        "own date is null",
        "the same year",
        "the next of four",
        "the last of four",
        "wraps to next year",
        "every month",
        "counted from the fetch",
        "ended",
    ],
)
def test_when_the_source_publishes_next(entry, updated, facts, expected):
    assert next_expected(entry, origin("2026-07-01T00:00:00Z", updated, **facts)) == expected


def test_an_old_archive_beside_a_new_one_does_not_make_the_source_old():
    stored = (snapshot(AF_ADS.max_age_days + 300), snapshot(1))
    fetched = fetch_or_last_good(AF_ADS, fails(SourceUnavailable("nere")), lambda: stored)
    assert (fetched.snapshots, fetched.status) == (stored, LAST_GOOD)


def test_other_errors_are_not_hidden():
    with pytest.raises(ZeroDivisionError):
        fetch_or_last_good(SCB_EMPLOYEES, fails(ZeroDivisionError()), lambda: (snapshot(),))


def test_age_is_counted_in_days():
    now = datetime.fromisoformat(snapshot(0).origin.fetched_at)
    assert age_days(snapshot(0), now + timedelta(days=2, hours=12)) == pytest.approx(2.5, abs=0.001)


def test_archive_mode_uses_the_store_and_nothing_else():
    stored = (snapshot(9999),)
    assert stored_only(SCB_EMPLOYEES, stored).snapshots == stored
    with pytest.raises(SourceUnavailable, match=r"\(SCB\) finns inte i raw/"):
        stored_only(SCB_EMPLOYEES, ())
    for entry in OPTIONAL:
        absent = stored_only(entry, ())
        assert (absent.snapshots, absent.status) == ((), ABSENT)
        assert absent.problem == f"{entry.title} ({entry.publisher}) finns inte i raw/. {entry.without}"


def test_latest_is_none_or_one(store: SnapshotStore):
    assert latest(store, "prov") == ()
    with store.workspace("prov") as folder:
        (folder / "a").write_text("x")
        kept = store.keep(
            "prov", {"a": folder / "a"}, url="u", query={}, updated=None, licence="CC0", facts={"lines": 1}
        )
    assert latest(store, "prov") == (kept,)


ADDRESSES = Addresses(
    "https://scb.test/api/v2", "https://af.test", "https://af-statistik.test/sida", "https://jobstream.test"
)


@pytest.mark.parametrize("more", [{}, {"require_fresh": True}, {"offline": True}], ids=["live", "fresh", "archive"])
@pytest.mark.parametrize("entry", CATALOG, ids=lambda entry: entry.dataset)
def test_every_source_fails_in_a_sentence_when_nothing_answers(http: HttpClient, store: SnapshotStore, entry, more):
    sources = Sources(http, store, ADDRESSES, "14", 2020, believed, **more)
    if entry.required:
        with pytest.raises((SourceUnavailable, SourceChanged), match=r"\.$"):
            sources.fetch(entry)
        return
    fetched = sources.fetch(entry)
    assert (fetched.snapshots, fetched.status) == ((), ABSENT)
    assert f" {entry.without}" in fetched.problem
    assert fetched.problem.endswith(".")


def test_archive_mode_asks_nobody(http: HttpClient, store: SnapshotStore, adapter):
    sources = Sources(http, store, ADDRESSES, "14", 2020, believed, offline=True)
    for entry in CATALOG:
        if entry.required:
            with pytest.raises(SourceUnavailable):
                sources.fetch(entry)
        else:
            assert sources.fetch(entry).status == ABSENT
    assert adapter.requests == []


def test_the_catalogue_is_complete():
    assert len({entry.dataset for entry in CATALOG}) == len(CATALOG)
    for entry in CATALOG:
        assert entry.max_age_days > 31 or entry is AF_OPEN_ADS  # asked every night
        assert all([entry.title, entry.publisher, entry.licence, entry.landing, entry.why, entry.release])
        assert entry.without.endswith(".")
        assert all(1 <= month <= 12 for month in entry.release_months)
        assert list(entry.release_months) == sorted(set(entry.release_months))
