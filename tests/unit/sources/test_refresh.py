from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.catalog import ADS, CATALOG, EMPLOYEES
from sources.errors import MalformedAnswer, SourceChanged, SourceUnavailable
from sources.http import HttpClient
from sources.refresh import CURRENT, LAST_GOOD, age_days, fetch_or_last_good, latest, stored_only
from sources.session import Addresses, Sources
from sources.snapshot import Origin, Snapshot, SnapshotStore


def snapshot(days_old: float = 0) -> Snapshot:
    fetched = (datetime.now(UTC) - timedelta(days=days_old)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Snapshot(f"{days_old}", Path("raw"), Origin("prov", "u", {}, fetched, None, "CC0", "live", {}, {}))


def fails(error: Exception) -> Callable[[], tuple[Snapshot, ...]]:
    def fetch() -> tuple[Snapshot, ...]:
        raise error

    return fetch


def test_a_source_that_answers_is_current_and_the_store_is_not_asked():
    fresh = (snapshot(),)
    fetched = fetch_or_last_good(EMPLOYEES, lambda: fresh, fails(AssertionError("asked")))
    assert (fetched.snapshots, fetched.status, fetched.problem) == (fresh, CURRENT, "")


@pytest.mark.parametrize("error", [SourceUnavailable, SourceChanged, MalformedAnswer])
def test_a_source_that_fails_leaves_the_last_good_with_the_reason(error):
    stored = (snapshot(EMPLOYEES.max_age_days - 1),)
    fetched = fetch_or_last_good(EMPLOYEES, fails(error("SCB svarade 503.")), lambda: stored)
    assert (fetched.snapshots, fetched.status) == (stored, LAST_GOOD)
    assert fetched.status == "senast fungerande"
    assert fetched.problem == "SCB svarade 503."


def test_what_is_too_old_is_not_used():
    stored = (snapshot(EMPLOYEES.max_age_days + 1),)
    with pytest.raises(SourceUnavailable, match=r"401 dagar gammalt; högst 400 är tillåtet\. SCB svarade 503\."):
        fetch_or_last_good(EMPLOYEES, fails(SourceUnavailable("SCB svarade 503.")), lambda: stored)


def test_nothing_stored_is_unavailable():
    with pytest.raises(SourceUnavailable, match=r"\(SCB\) har aldrig hämtats och gick inte att hämta nu\. SCB svarade"):
        fetch_or_last_good(EMPLOYEES, fails(SourceUnavailable("SCB svarade 503.")), tuple)


def test_an_old_archive_beside_a_new_one_does_not_make_the_source_old():
    stored = (snapshot(ADS.max_age_days + 300), snapshot(1))
    fetched = fetch_or_last_good(ADS, fails(SourceUnavailable("nere")), lambda: stored)
    assert (fetched.snapshots, fetched.status) == (stored, LAST_GOOD)


def test_other_errors_are_not_hidden():
    with pytest.raises(ZeroDivisionError):
        fetch_or_last_good(EMPLOYEES, fails(ZeroDivisionError()), lambda: (snapshot(),))


def test_age_is_counted_in_days():
    now = datetime.fromisoformat(snapshot(0).origin.fetched_at)
    assert age_days(snapshot(0), now + timedelta(days=2, hours=12)) == pytest.approx(2.5, abs=0.001)


def test_archive_mode_uses_the_store_and_nothing_else():
    stored = (snapshot(9999),)
    assert stored_only(EMPLOYEES, stored).snapshots == stored
    with pytest.raises(SourceUnavailable, match=r"\(SCB\) finns inte i raw/"):
        stored_only(EMPLOYEES, ())


def test_latest_is_none_or_one(store: SnapshotStore):
    assert latest(store, "prov") == ()
    with store.workspace("prov") as folder:
        (folder / "a").write_text("x")
        kept = store.keep(
            "prov", {"a": folder / "a"}, url="u", query={}, updated=None, licence="CC0", facts={"lines": 1}
        )
    assert latest(store, "prov") == (kept,)


def test_every_source_fails_in_a_sentence_when_nothing_answers(http: HttpClient, store: SnapshotStore):
    addresses = Addresses("https://scb.test/api/v2", "https://af.test", "https://af-statistik.test/sida")
    for more in ({}, {"require_fresh": True}, {"offline": True}):
        sources = Sources(http, store, addresses, "14", 2020, **more)
        for entry in CATALOG:
            with pytest.raises((SourceUnavailable, SourceChanged), match=r"\.$"):
                sources.fetch(entry)


def test_archive_mode_asks_nobody(http: HttpClient, store: SnapshotStore, adapter):
    sources = Sources(http, store, Addresses("https://a.test", "https://b.test", "https://c.test"), "14", 2020, True)
    for entry in CATALOG:
        with pytest.raises(SourceUnavailable):
            sources.fetch(entry)
    assert adapter.requests == []


def test_the_catalogue_is_complete():
    assert len({entry.dataset for entry in CATALOG}) == len(CATALOG)
    for entry in CATALOG:
        assert entry.max_age_days > 31
        assert all([entry.title, entry.publisher, entry.licence, entry.landing, entry.why, entry.release])
