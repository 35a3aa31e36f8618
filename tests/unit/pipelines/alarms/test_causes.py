"""What a run left becomes one cause for each thing, with nothing of what a source has written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assets.contracts.registry import contract
from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from checks.judge import specs
from checks.result import STOPPING, WARNING, CheckResult, CheckSpec
from pipelines.alarms.causes import SAID_BY_SOURCE, edition_due, quarantined, red_checks, stale, stopped
from pipelines.source_states import SourceState
from sources.catalogue.ads import AF_ADS
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.snapshot import HELD, Decision, Origin, Snapshot

OUTSIDE = "Anna Andersson 19800101-1234"


def result(
    outcome: str = FAILED, severity: str = STOPPING, table: str = "mart.x", name: str = "y", action: str = "Rätta."
):
    spec = CheckSpec(table, name, "Varför.", severity, action, "regel")  # type: ignore[arg-type]
    return CheckResult(spec, outcome, 3, OUTSIDE, OUTSIDE, OUTSIDE, {table: "d"})  # type: ignore[arg-type]


def snapshot(dataset: str, **facts: str) -> Snapshot:
    origin = Origin(
        dataset, f"https://exempel.invalid/{OUTSIDE}", {}, "2026-11-24T03:15:00Z", None, "CC0", "live", {}, facts
    )
    return Snapshot("id", Path(), origin, Decision(HELD, "körningen", "2026-11-24T03:15:00Z", OUTSIDE, (OUTSIDE,)))


def keys(causes) -> list[str]:
    return [cause.key for cause in causes]


def test_a_run_that_stopped_is_one_cause_that_says_where():
    (cause,) = stopped("nattlig", ["raw/scb_tab4434", "mart/obalans"], by_checks=False)
    assert cause.key == "körning/nattlig/raw/scb_tab4434, mart/obalans"
    assert cause.heading == "Körningen nattlig stannade vid raw/scb_tab4434, mart/obalans"
    assert "Varför det stannade" in cause.text
    (killed,) = stopped("nattlig", [], by_checks=False)
    assert killed.heading == "Körningen nattlig avbröts"
    assert killed.key != cause.key


def test_a_run_that_stopped_at_a_red_check_is_told_of_by_the_check_alone():
    assert stopped("nattlig", ["kontroller_mart_obalans"], by_checks=True) == []


def test_each_red_check_is_a_cause_and_a_green_one_is_none():
    found = red_checks([result(), result(name="z"), result(PASSED), result(NOT_APPLICABLE), result(NOT_RUN, name="w")])
    assert keys(found) == [f"kontroll/mart.x/{name}/stoppande" for name in "yzw"]
    assert found[0].heading == "Stoppande kontroll mart.x/y: inte godkänd"
    assert "Inget publiceras förrän den är grön. Rätta." in found[0].text


def test_a_warning_is_told_unless_there_is_nothing_to_do():
    asks, rests = result(severity=WARNING), result(severity=WARNING, action="Inget: rapporten visar .. och skälet.")
    assert keys(red_checks([asks, rests])) == ["kontroll/mart.x/y/varning"]
    assert len(red_checks([replace(rests, beyond=True)])) == 1


def test_what_is_told_of_each_source_is_not_told_by_the_check_over_all_of_them():
    known = {f"mart.kalla/{spec.name}" for spec in specs(contract("mart.kalla"))}
    assert known > SAID_BY_SOURCE
    assert (
        red_checks([result(severity=WARNING, table="mart.kalla", name=n.split("/")[1]) for n in SAID_BY_SOURCE]) == []
    )


def test_each_answer_in_quarantine_is_a_cause_of_its_source_and_round():
    found = quarantined(
        [snapshot("scb_tab4434"), snapshot("af_annonser/2025"), snapshot("b", round="2026-1")], {"b": "B"}
    )
    assert keys(found) == ["karantän/scb_tab4434", "karantän/af_annonser/2025", "karantän/b/2026-1"]
    assert found[2].text.startswith("B: ")
    assert "kompetens quarantine" in found[0].text


@pytest.mark.parametrize(
    ("age", "unread", "key"),
    [
        (SCB_EMPLOYEES.max_age_days + 0.1, False, "källa/scb_tab4434/för gammalt"),
        (SCB_EMPLOYEES.max_age_days + 0.1, True, "källa/scb_tab4434/för gammalt"),
        (1.0, True, "källa/scb_tab4434/gick inte att läsa hos källan"),
        (SCB_EMPLOYEES.max_age_days, False, None),
        (None, False, None),
    ],
)
def test_a_source_is_stale_when_it_is_too_old_or_could_not_be_read(age, unread, key):
    found = stale([SourceState(SCB_EMPLOYEES, None if age is None else "2025-01-01T00:00:00Z", age, unread)])
    assert keys(found) == ([key] if key else [])


def test_what_a_source_that_is_too_old_leads_to_is_said():
    found = stale([SourceState(entry, "2020-01-01T00:00:00Z", 2000.0, False) for entry in (AF_ADS, AF_BAROMETER)])
    assert "över 120 dagar gammalt" in found[0].text
    assert "Går den inte att läsa stannar körningen, och inget publiceras." in found[0].text
    assert "Går den inte att läsa är det som saknades det." in found[1].text


@pytest.mark.parametrize(
    ("rounds", "editions", "month"),
    [
        ([], [], None),
        (["2026-1"], [], "2026-06"),
        (["2025-2", "2026-1"], ["2025-12", "2026-05"], "2026-06"),
        (["2026-1"], ["2026-06"], None),
        (["2026-1"], ["2026-09"], None),
        (["2026-1", "2026-2"], ["2026-06", "2026-11"], "2026-12"),
        (["2026-1", "2026-2"], ["2027-01"], None),
    ],
)
def test_an_edition_is_due_once_after_each_round_until_there_is_one(rounds, editions, month):
    found = edition_due(rounds, AF_BAROMETER.release_months, editions)
    assert keys(found) == ([f"utgåva/{month}"] if month else [])
    assert all(f"--edition {month}" in cause.text for cause in found)


def test_nothing_from_outside_is_in_a_message():
    causes = [
        *stopped("nattlig", ["raw/x"], by_checks=False),
        *red_checks([result(), result(severity=WARNING)]),
        *quarantined([snapshot("scb_tab4434")], {}),
    ]
    assert len(causes) == 4
    assert not any(OUTSIDE in f"{cause.key} {cause.heading} {cause.text}" for cause in causes)
