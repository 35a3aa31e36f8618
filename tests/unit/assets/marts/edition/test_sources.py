"""mart.kalla: one row per source, of one snapshot, of several, or of none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assets.contracts.edition import SOURCES
from assets.marts.edition.sources import source_row, source_table
from sources.catalogue.ads import AF_ADS
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.registry import CATALOG
from sources.errors import SourceUnavailable
from sources.refresh import ABSENT, LAST_GOOD, Fetched, fetch_or_last_good
from sources.snapshot import Origin, Snapshot


def snapshot(day: int, **facts: Any) -> Snapshot:
    usual = {"period_from": "2024-01", "period_to": "2024-12", "lines": 1000}
    origin = Origin(
        "af", f"https://x/{day}", {}, f"2026-01-0{day}T00:00:00Z", None, "CC0", "live", {"a": "b"}, usual | facts
    )
    return Snapshot(f"id{day}", Path("raw"), origin)


def test_a_source_row_of_several_snapshots():
    snapshots = (snapshot(1, malformed=5, period_from="2023-01"), snapshot(3, malformed=1, lines=10), snapshot(2))
    row = source_row(AF_ADS, Fetched(snapshots, LAST_GOOD, "nere"))
    (stored,) = SOURCES.conform(source_table([row])).to_pylist()
    assert (stored["period_fran"], stored["period_till"]) == ("2023-01", "2024-12")
    assert (stored["rader_lasta"], stored["rader_fel"], stored["andel_fel"]) == (2010, 6, 0.1)
    assert (stored["hamtad"], stored["lank"]) == ("2026-01-03T00:00:00Z", "https://x/")
    assert (stored["ogonblicksbild"], stored["hamtstatus"], stored["anmarkning"]) == ("id1 id3 id2", LAST_GOOD, "nere")
    assert (stored["lage"], stored["uppdaterad"]) == ("live", None)


def test_a_source_without_counts_of_faults_has_none():
    row = source_row(SCB_EMPLOYEES, Fetched((snapshot(1), snapshot(2, lines=0)), "aktuell"))
    assert (row["rader_fel"], row["andel_fel"], row["anmarkning"]) == (0, 0.0, None)


def test_an_absent_source_has_a_row_that_says_what_that_means():
    entry = next(e for e in CATALOG if not e.required)
    fetched = fetch_or_last_good(entry, _down, tuple)
    (row,) = SOURCES.conform(source_table([source_row(entry, fetched)])).to_pylist()
    assert (row["underlag"], row["hamtstatus"], row["rader_lasta"]) == (entry.dataset, ABSENT, 0)
    assert entry.without in row["anmarkning"]
    assert (row["hamtad"], row["ogonblicksbild"], row["nasta_vantas"]) == (None, None, None)


def _down() -> tuple[Snapshot, ...]:
    raise SourceUnavailable("SCB svarade 503.")
