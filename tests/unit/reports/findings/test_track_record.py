"""What is said of how assessments stood, before there is an outcome and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.model import Record
from assets.contracts.track_record import AF, ASSESSED, COUNCILS, TRACK_RECORD
from reports.findings.track_record import assessments_told
from reports.sheets.model import facts_of
from reports.sheets.track_record import track_record_tables
from reports.warehouse import Warehouse
from tests.unit.reports.lix import lix
from tests.unit.reports.sheet_facts import record

Make = Callable[..., Warehouse]
EASY = 45
WAITS = "Utfallet väntas i Yrkesbarometern 2027-2."


def stood(edition: str, judge: str, cells: int | None, **more: object) -> Record:
    return record(TRACK_RECORD, utgava=edition, urval=ASSESSED, bedomare=judge, celler=cells, **more)


NUMBERS = {"andel_traffar": 0.714, "nedre": 0.6, "ovre": 0.81, "brier": 0.2049, "brier_vanligast": 0.25}
CAME = (
    stood("2026-12", COUNCILS, 42, **NUMBERS),
    stood("2026-12", AF, 42, **{**NUMBERS, "andel_traffar": 0.9}),
    stood("2027-12", COUNCILS, None, anmarkning=WAITS),
)


def test_before_any_edition_nothing_has_come_and_the_hindsight_stands_instead(warehouse: Make):
    told = " ".join(assessments_told(replace(warehouse("live"), track_record=())))
    assert "Ingen utgåva är fryst ännu" in told
    assert "beräknat i efterhand" in told


def test_before_the_outcome_it_says_when(warehouse: Make):
    told = assessments_told(replace(warehouse("live"), track_record=CAME[2:]))
    assert told[1].startswith(WAITS)


def test_when_it_has_come_each_is_told_with_limits_and_never_a_single_council(warehouse: Make):
    made = replace(warehouse("live"), track_record=CAME)
    told = assessments_told(made)
    assert told[1] == (
        "Utgåva 2026-12: råden tillsammans sa samma sida i 71 fall av 100 (60–81, 90 procents intervall), det råden har bedömt; "
        "Arbetsförmedlingen sa samma sida i 90 fall av 100 (60–81, 90 procents intervall), det råden har bedömt."
    )
    assert "aldrig ett och ett" in told[0]


@pytest.mark.parametrize("rows", [(), CAME[2:], CAME], ids=["none", "waits", "came"])
def test_it_is_easy_to_read(warehouse: Make, rows: tuple[Record, ...]):
    assert all(lix(said) <= EASY for said in assessments_told(replace(warehouse("live"), track_record=rows)))


def test_the_table_has_the_newest_edition_first_and_no_number_for_what_waits(warehouse: Make):
    (sheet,) = track_record_tables(facts_of(replace(warehouse("live"), track_record=CAME), "lan"))
    assert [row[0] for row in sheet.rows] == ["2027-12", "2026-12", "2026-12"]
    waits, came = sheet.rows[0], sheet.rows[1]
    assert (waits[sheet.column("Fall")], waits[sheet.column("Anmärkning")]) == (None, WAITS)
    assert (came[sheet.column("Fall")], came[sheet.column("Brier")]) == (42, "0,20")
    assert track_record_tables(facts_of(replace(warehouse("live"), track_record=()), "lan")) == ()
