"""From a home after a run to the messages that leave it, night after night."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assets.contracts.words import FAILED, PASSED
from assets.files import sha256
from assets.home import Home
from checks.result import STOPPING, CheckResult, CheckSpec
from checks.stored import write_results
from pipelines import heartbeat
from pipelines.alarms import after_run as module
from pipelines.alarms import memory
from pipelines.alarms.after_run import after_run
from pipelines.alarms.causes import Cause
from pipelines.ended import DONE, HALTED, Ended
from pipelines.jobs import NIGHTLY
from pipelines.resources import snapshot_store
from pipelines.settings import Settings, load
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.snapshot import HELD, Decision
from tests.unit.pipelines.alarms.receivers import Hook, Post, mail_server, webhook
from tests.unit.pipelines.conftest import keep_snapshots

BEGAN = datetime(2026, 11, 24, 3, 15, tzinfo=UTC)
NIGHT = Ended(NIGHTLY, True, DONE, BEGAN, BEGAN + timedelta(minutes=5))
BROKEN = replace(NIGHT, outcome=HALTED, steps=("raw/scb_tab4434",))
RED = replace(NIGHT, outcome=HALTED, steps=("kontroller_mart_obalans",), by_checks=True)
TABLE = "mart.obalans"
Told = Callable[..., list[str]]


@pytest.fixture
def hook() -> Iterator[Hook]:
    with webhook(Hook()) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, hook: Hook) -> Settings:
    given = {"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_ALERT_WEBHOOK": hook.address}
    found = load(given, tmp_path / "no.env")
    home = Home(found.home)
    home.create()
    home.scratch.mkdir()
    return found


@pytest.fixture
def after(settings: Settings, hook: Hook) -> Told:
    """What is told after a run, as keys of causes."""

    def told(ended: Ended = NIGHT, settings: Settings = settings) -> list[str]:
        before = len(hook.got)
        said: list[str] = []
        after_run(settings, ended, said.append)
        assert "hemlig" not in "".join(said)
        return hook.causes[before:]

    return told


def check(settings: Settings, outcome: str, name: str = "rimlig") -> None:
    home = Home(settings.home)
    table = home.table(TABLE)
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_bytes(b"tabell")
    spec = CheckSpec(TABLE, name, "Varför.", STOPPING, "Rätta.", "regel")
    result = CheckResult(spec, outcome, 1, "", "", "", {TABLE: sha256(table)})  # type: ignore[arg-type]
    write_results(home.checks / f"{TABLE}.json", [result])


def test_a_night_without_anything_to_tell_tells_nothing(after: Told):
    assert after() == []


def test_a_run_that_stops_every_night_at_the_same_place_is_told_once(after: Told):
    assert after(BROKEN) == ["körning/nattlig/raw/scb_tab4434"]
    assert after(BROKEN) == []
    assert after(replace(BROKEN, steps=("mart/obalans",))) == ["körning/nattlig/mart/obalans"]
    assert after(NIGHT) == []
    assert after(BROKEN) == ["körning/nattlig/raw/scb_tab4434"]


def test_a_red_check_is_told_once_and_the_run_that_it_stopped_is_not(settings: Settings, after: Told):
    check(settings, FAILED)
    assert after(RED) == ["kontroll/mart.obalans/rimlig/stoppande"]
    assert after(RED) == []
    check(settings, PASSED)
    assert after(NIGHT) == []
    check(settings, FAILED)
    assert after(RED) == ["kontroll/mart.obalans/rimlig/stoppande"]


def test_a_gate_that_closed_without_a_red_check_is_told(after: Told):
    assert after(RED) == ["körning/nattlig/kontroller_mart_obalans"]


def test_a_check_of_a_table_that_is_no_more_is_neither_told_nor_over(settings: Settings, after: Told):
    check(settings, FAILED)
    after(RED)
    Home(settings.home).table(TABLE).write_bytes(b"en annan")
    assert after(BROKEN) == ["körning/nattlig/raw/scb_tab4434"]
    check(settings, FAILED)
    assert after(RED) == []


def test_what_waits_in_quarantine_is_told_once_until_somebody_has_decided(settings: Settings, after: Told):
    store = snapshot_store(settings, Home(settings.home))
    kept = keep_snapshots(Home(settings.home))[SCB_EMPLOYEES.dataset]
    held = Decision(HELD, "körningen", "2026-11-24T03:15:00Z", "Skiljer.")
    kept = store.decide(kept, held)
    assert after() == ["karantän/scb_tab4434"]
    assert after() == []
    store.decide(kept, replace(held, outcome="godkänd", by="en människa"))
    assert after() == []
    assert memory.read(Home(settings.home)).standing == {}


def test_the_inbox_says_nothing_of_the_night(settings: Settings, after: Told):
    check(settings, FAILED)
    after(RED)
    inbox = Ended("las_in_formular", False, HALTED, BEGAN, BEGAN, ("las_in_formularen",))
    assert after(inbox) == ["körning/las_in_formular/las_in_formularen"]
    assert after(replace(inbox, outcome=DONE, steps=())) == []
    assert list(memory.read(Home(settings.home)).standing) == ["kontroll/mart.obalans/rimlig/stoppande"]
    assert after(inbox) == ["körning/las_in_formular/las_in_formularen"]


def test_a_run_of_one_report_ends_no_cause(settings: Settings, after: Told):
    after(BROKEN)
    assert after(replace(NIGHT, whole=False)) == []
    assert after(BROKEN) == []


def test_what_did_not_get_through_is_tried_again_and_nothing_else_is(settings: Settings, hook: Hook, after: Told):
    check(settings, FAILED)
    hook.statuses = [200, 500]
    both = replace(BROKEN, by_checks=False)
    assert len(after(both)) == 1
    assert "Webhooken svarade 500" in memory.read(Home(settings.home)).failed["webhook"]
    assert after(both) == []
    hook.statuses = [200]
    assert len(after(both)) == 1
    assert sorted(hook.causes) == ["kontroll/mart.obalans/rimlig/stoppande", "körning/nattlig/raw/scb_tab4434"]
    assert memory.read(Home(settings.home)).failed == {}


def test_a_sender_that_fails_does_not_keep_the_other_from_telling(settings: Settings, hook: Hook, tmp_path: Path):
    hook.statuses = [500]
    with mail_server(Post()) as post:
        mail = {"SERVER": f"127.0.0.1:{post.port}", "FROM": "k@exempel.invalid", "TO": "a@exempel.invalid"}
        given = {f"KOMPETENS_ALERT_EMAIL_{name}": value for name, value in mail.items()}
        known = {"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_ALERT_WEBHOOK": hook.address}
        both, said = load({**known, **given}, tmp_path / "no.env"), list[str]()
        after_run(both, BROKEN, said.append)
        after_run(both, BROKEN, said.append)
    assert len(post.letters) == 1
    assert said[:2] == [
        "Larmet gick inte fram och försöks igen efter nästa körning. Webhooken svarade 500. Kontrollera "
        "KOMPETENS_ALERT_WEBHOOK hos den som tar emot.",
        "Larm skickade med e-post: 1.",
    ]


def test_one_who_is_named_later_is_told_of_what_stands(settings: Settings, after: Told):
    nobody = replace(settings, alert_webhook="")
    assert after(BROKEN, nobody) == []
    assert after(BROKEN) == ["körning/nattlig/raw/scb_tab4434"]


def test_the_made_up_world_says_so_and_the_real_one_does_not(settings: Settings, hook: Hook, after: Told):
    after(BROKEN)
    assert hook.got[0]["rubrik"].startswith("Kompetensbehov, EXEMPELDATA, län 14: Körningen nattlig stannade")
    live = replace(settings, source="live")
    Home(live.home).create()
    after(BROKEN, live)
    assert hook.got[1]["rubrik"].startswith("Kompetensbehov, län 14: Körningen")


def test_the_heartbeat_is_written_and_the_last_whole_run_stays(settings: Settings, after: Told):
    keep_snapshots(Home(settings.home))
    after(NIGHT)
    later = replace(NIGHT, whole=False, began=BEGAN + timedelta(hours=5), ended=BEGAN + timedelta(hours=6))
    after(later)
    beat = json.loads((settings.home / "livstecken.json").read_text(encoding="utf-8"))
    assert (beat["version"], beat["lage"], beat["lan"], beat["publicerat"]) == (1, "example", "14", None)
    assert beat["hela_flodet"] == {
        "jobb": "nattlig",
        "hela_flodet": True,
        "borjade": "2026-11-24T03:15:00+00:00",
        "slutade": "2026-11-24T03:20:00+00:00",
        "utfall": "klar",
        "stannade_vid": [],
    }
    assert (beat["korning"]["hela_flodet"], beat["korning"]["slutade"]) == (False, "2026-11-24T09:15:00+00:00")
    assert set(beat["underlag"]["scb_tab4434"]) == {"hamtat", "dagar", "hogst_dagar"}
    assert heartbeat.last_whole_began(Home(settings.home)) == BEGAN


def test_stored_answers_that_are_damaged_keep_nobody_from_being_told_that_the_run_stopped(
    settings: Settings, after: Told
):
    kept = keep_snapshots(Home(settings.home))[SCB_EMPLOYEES.dataset]
    check(settings, FAILED)
    after(RED)
    store = snapshot_store(settings, Home(settings.home))
    held = store.decide(kept, Decision(HELD, "körningen", "2026-11-24T03:15:00Z", "Skiljer."))
    origin = held.file("ursprung.json")
    origin.chmod(0o644)
    origin.write_text("{", encoding="utf-8")
    assert after(BROKEN) == ["körning/nattlig/raw/scb_tab4434"]
    assert heartbeat.read(Home(settings.home)) is not None


@pytest.mark.parametrize("error", [OSError("disk"), ValueError("hemlig-nyckel")])
def test_whatever_goes_wrong_is_said_and_keeps_back_nothing_else(
    settings: Settings, after: Told, monkeypatch: pytest.MonkeyPatch, error: Exception
):
    def broken(*_: Any) -> None:
        raise error

    said: list[str] = []
    for place, what in ((module.heartbeat, "write"), (module, "states"), (module, "left")):
        monkeypatch.setattr(place, what, broken)
    after_run(settings, BROKEN, said.append)
    kind = type(error).__name__
    assert said == [
        f"Underlagen gick inte att läsa efter körningen, som inte påverkas av det: {kind}",
        f"Livstecknet blev inte skrivet efter körningen, som inte påverkas av det: {kind}",
        f"Allt som körningen lämnade går inte att läsa. {kind}",
        "Larm skickade med webhook: 1.",
    ]
    monkeypatch.undo()
    monkeypatch.setattr(module.memory, "write", broken)
    said.clear()
    after_run(settings, BROKEN, said.append)
    assert said == [f"Larmen blev inte klara efter körningen, som inte påverkas av det: {kind}"]
    assert heartbeat.read(Home(settings.home)) is not None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "larm.json",
            "larm.json var skadad. Den är flyttad till larm.json.skadad och skrivs på nytt; det som kvarstår",
        ),
        (
            "livstecken.json",
            "livstecken.json var skadad. Den är flyttad till livstecken.json.skadad och skrivs på nytt;",
        ),
        ("publicerat/senaste.json", "Livstecknet säger inte vad som är publicerat. "),
        ("kontroller/mart.kalla.json", "mart.kalla.json är skadad och räknas som inga svar. Kör hela flödet"),
        ("data/mart/kalla.parquet", "kalla.parquet är skadad eller går inte att läsa, så det går inte att se vilka"),
    ],
)
def test_a_damaged_file_is_said_and_silences_neither_heartbeat_nor_alarms(
    settings: Settings, hook: Hook, name: str, sentence: str
):
    after_run(settings, NIGHT, print)
    file = settings.home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"a":', encoding="utf-8")
    said: list[str] = []
    after_run(settings, BROKEN, said.append)
    assert [line for line in said if sentence in line] == said[:-1]
    assert len(said) == 2
    assert hook.causes == ["körning/nattlig/raw/scb_tab4434"]
    beat = heartbeat.read(Home(settings.home))
    assert beat is not None
    assert beat["korning"]["utfall"] == HALTED
    assert list(memory.read(Home(settings.home)).standing) == hook.causes
    if name in ("larm.json", "livstecken.json"):
        assert (settings.home / f"{name}.skadad").read_text(encoding="utf-8") == '{"a":'


def test_a_source_is_not_over_while_nobody_knows_whether_it_answered(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    stale = Cause("källa/scb_tab4434/oläst", "Oläst", "Vänta.")
    memory.write(Home(settings.home), memory.Memory().seen([stale], [], BEGAN))
    table = Home(settings.home).table("mart.kalla")
    table.parent.mkdir(parents=True)
    table.write_bytes(b"PAR1")
    after_run(settings, NIGHT, print)
    assert list(memory.read(Home(settings.home)).standing) == [stale.key]
    table.unlink()
    after_run(settings, NIGHT, print)
    assert memory.read(Home(settings.home)).standing == {}
