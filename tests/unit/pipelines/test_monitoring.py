"""What a program that watches is told: the same keys every time, and code 1 when somebody must look."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from assets.contracts.words import FAILED
from assets.errors import HomeError
from assets.files import sha256
from assets.home import Home
from assets.raw.definitions import MISSED_NIGHT
from checks.result import STOPPING, WARNING, CheckResult, CheckSpec
from checks.stored import write_results
from pipelines import heartbeat
from pipelines.alarms import memory
from pipelines.alarms.causes import Cause
from pipelines.alarms.memory import Memory
from pipelines.cli import main
from pipelines.doctor import say_alarms
from pipelines.ended import DONE, HALTED, Ended
from pipelines.jobs import NIGHTLY
from pipelines.monitoring import state
from pipelines.resources import snapshot_store
from pipelines.settings import Settings, load
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.registry import CATALOG
from sources.snapshot import HELD, Decision
from tests.unit.pipelines.conftest import keep_snapshots

NOW = datetime.now(UTC)
KEYS = {
    *("version", "tid", "lage", "lan", "ok", "problem", "las", "ledigt_gb", "schemalaggare", "senaste_korning"),
    *("senaste_hela_korning", "publicerat", "underlag", "karantan", "roda_kontroller", "larm"),
}
POINTER = {
    "utgava": "2026-12",
    "datum": "2026-12-07",
    "kontrollsumma": "d" * 64,
    "mapp": "utgavor/2026-12",
    "data": "x",
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Of a home with every source fetched and a night that went well."""
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    found = load(
        {"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_ALERT_WEBHOOK": "https://exempel.invalid/hemlig"},
        tmp_path / "no.env",
    )
    home = Home(found.home)
    home.create()
    keep_snapshots(home)
    ran(home)
    (home.published / "senaste.json").write_text(json.dumps(POINTER), encoding="utf-8")
    return found


def ran(home: Home, outcome: str = DONE, ended: datetime = NOW) -> None:
    heartbeat.write(home, Ended(NIGHTLY, True, outcome, ended, ended), "example", "14", [])


def red(home: Home, severity: str) -> None:
    table = home.table("mart.obalans")
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_bytes(b"tabell")
    spec = CheckSpec("mart.obalans", "rimlig", "Varför.", severity, "Rätta.", "regel")  # type: ignore[arg-type]
    result = CheckResult(spec, FAILED, 1, "", "", "", {"mart.obalans": sha256(table)})
    write_results(home.checks / "mart.obalans.json", [result])


def test_a_home_where_all_is_well(settings: Settings, capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    assert (found["ok"], found["problem"], found["version"], found["las"]) == (True, [], 1, None)
    assert found["publicerat"] == {key: POINTER[key] for key in ("utgava", "datum", "kontrollsumma", "mapp")}
    assert found["senaste_hela_korning"]["utfall"] == "klar"
    assert set(found["underlag"]) == {entry.dataset for entry in CATALOG}
    assert found["underlag"]["scb_tab4434"]["gar_att_anvanda"] is True
    assert found["schemalaggare"]["igang"] is False
    assert "T04:15:00" in found["schemalaggare"]["nasta_korning"]


@pytest.mark.parametrize(
    ("outcome", "ago", "problem"),
    [
        (DONE, MISSED_NIGHT - timedelta(minutes=1), ""),
        (DONE, MISSED_NIGHT + timedelta(minutes=1), "alltså en natt har missats"),
        (DONE, timedelta(hours=-2), ""),
        (DONE, timedelta(hours=-4), "senare än datorns klocka visar"),
        (HALTED, timedelta(0), "Den senaste körningen av hela flödet: stannade"),
    ],
)
def test_a_night_that_stopped_or_was_missed_is_a_problem(settings: Settings, outcome, ago, problem):
    ran(Home(settings.home), outcome, NOW - ago)
    found = state(settings, NOW)
    assert found["ok"] == (not problem)
    assert [said for said in found["problem"] if problem not in said] == []
    assert len(found["problem"]) == bool(problem)


def test_a_home_that_was_never_run_is_a_problem(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    assert main(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    assert found["problem"][0] == "Hela flödet har aldrig körts till sitt slut här."
    assert "Underlaget scb_tab4434, som behövs, är inte hämtat." in found["problem"]
    assert (found["senaste_korning"], found["publicerat"]) == (None, None)


def test_only_what_is_needed_is_a_problem_when_it_is_not_there(settings: Settings):
    shutil.rmtree(settings.home / "raw" / "af_taxonomi")
    assert state(settings, NOW)["underlag"]["af_taxonomi"]["gar_att_anvanda"] is False
    assert state(settings, NOW)["ok"]
    shutil.rmtree(settings.home / "raw" / SCB_EMPLOYEES.dataset)
    assert state(settings, NOW)["problem"] == ["Underlaget scb_tab4434, som behövs, är inte hämtat."]


def test_what_is_needed_and_too_old_or_damaged_is_a_problem(settings: Settings):
    later = NOW + timedelta(days=SCB_EMPLOYEES.max_age_days + 1)
    ran(Home(settings.home), ended=later)
    assert "Underlaget scb_tab4434, som behövs, är för gammalt." in state(settings, later)["problem"]
    ran(Home(settings.home))
    (origin,) = (settings.home / "raw" / SCB_EMPLOYEES.dataset).glob("*/ursprung.json")
    origin.chmod(0o644)
    origin.write_text("{", encoding="utf-8")
    assert state(settings, NOW)["problem"] == ["Underlaget scb_tab4434, som behövs, är skadat."]


def test_what_is_needed_and_from_after_now_is_a_problem(settings: Settings):
    earlier = NOW - timedelta(days=2)
    ran(Home(settings.home), ended=earlier)
    found = state(settings, earlier)
    assert "Underlaget scb_tab4434, som behövs, är hämtat senare än datorns klocka visar." in found["problem"]
    assert found["underlag"]["scb_tab4434"]["gar_att_anvanda"] is False


@pytest.mark.parametrize(("severity", "ok"), [(STOPPING, False), (WARNING, True)])
def test_every_red_check_is_named_and_a_stopping_one_is_a_problem(settings: Settings, severity: str, ok: bool):
    red(Home(settings.home), severity)
    found = state(settings, NOW)
    assert found["ok"] == ok
    assert found["roda_kontroller"] == [{"kontroll": "mart.obalans/rimlig", "stoppar": not ok}]


def test_what_waits_in_quarantine_is_named_and_stops_nothing(settings: Settings):
    store = snapshot_store(settings, Home(settings.home))
    kept = store.latest(SCB_EMPLOYEES.dataset)
    assert kept is not None
    store.decide(kept, Decision(HELD, "körningen", "2026-11-24T03:15:00Z", "Skiljer."))
    found = state(settings, NOW)
    assert (found["karantan"], found["ok"]) == (["scb_tab4434"], True)


def test_an_alarm_that_did_not_get_through_is_a_problem_while_the_sender_is_set(settings: Settings):
    stands = (
        Memory()
        .seen([Cause("karantän/b", "Väntar", "Besluta.")], [], NOW)
        .not_told("webhook", "Webhooken svarade 500.")
    )
    memory.write(Home(settings.home), stands)
    found = state(settings, NOW)
    assert found["problem"] == ["Larm gick inte fram med webhook: Webhooken svarade 500."]
    assert found["larm"] == {
        "kvarstar": ["karantän/b"],
        "kanaler": {"webhook": {"ej_fram": 1, "fel": "Webhooken svarade 500."}},
    }
    assert state(replace(settings, alert_webhook=""), NOW)["ok"]


def test_little_room_is_a_problem(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipelines.doctor.shutil.disk_usage", lambda _: SimpleNamespace(free=10**9))
    assert state(settings, NOW)["problem"] == ["Mindre än 5 GB ledigt på disken."]


def test_who_holds_the_home_is_said(settings: Settings):
    with Home(settings.home).locked("körning abc"):
        assert state(settings, NOW)["las"].startswith("körning abc, process")


def test_no_source_is_asked_and_none_can_be(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--json", "--live"]) == 2
    assert "--json frågar ingen källa." in capsys.readouterr().err


def test_doctor_says_who_is_told_and_what_has_not_got_through(settings: Settings):
    home = Home(settings.home)
    lines: list[str] = []
    say_alarms(replace(settings, alert_webhook=""), home, lines.append)
    assert "ingen mottagare är inställd" in lines[0]
    moment = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)
    stands = Memory().seen([Cause("karantän/b", "Väntar", "Besluta.")], [], moment).not_told("webhook", "Svarade 500.")
    memory.write(home, stands)
    lines.clear()
    say_alarms(settings, home, lines.append)
    assert lines == [
        "  webhook: 1 orsaker kvarstår, 1 av dem har inte gått fram",
        "    GICK INTE FRAM: Svarade 500.",
        "    sedan 2026-11-24: Väntar",
    ]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("larm.json", '{"a":', "Larmens minne gick inte att läsa: "),
        ("livstecken.json", '{"a":', "Livstecknet gick inte att läsa: "),
        ("livstecken.json", '{"version":1}', "Livstecknet gick inte att läsa: "),
        ("publicerat/senaste.json", '{"a":', "Vad som är publicerat gick inte att läsa: "),
        ("data/mart/kalla.parquet", "PAR1", "Vilka källor som inte svarade gick inte att läsa: "),
        ("kontroller/mart.kalla.json", '{"a":', ""),
    ],
)
def test_a_damaged_file_is_a_problem_and_keeps_back_nothing_else(
    settings: Settings, capsys: pytest.CaptureFixture[str], name: str, text: str, problem: str
):
    file = settings.home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    assert main(["doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    assert not found["ok"]
    (said,) = found["problem"]
    assert said.startswith(f"{problem}{file} är skadad")
    assert set(found["underlag"]) == {entry.dataset for entry in CATALOG}
    assert (found["publicerat"] is None) == (file.name == "senaste.json")
    assert (found["senaste_hela_korning"] is None) == (file.name == "livstecken.json")
    damaged_for_doctor = file.name in ("larm.json", "senaste.json")
    assert main(["doctor"]) == int(damaged_for_doctor)
    printed = capsys.readouterr().out
    assert ("GÅR INTE ATT LÄSA" in printed) == damaged_for_doctor
    assert "Underlag som behövs" in printed


def test_what_nobody_thought_of_is_a_problem_too(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("oväntat")

    monkeypatch.setattr("pipelines.monitoring.clock.last_sign_of_life", broken)
    assert state(settings, NOW)["problem"] == ["Schemaläggarens livstecken gick inte att läsa: RuntimeError"]


@pytest.mark.parametrize(
    "text", ["", "[1]", "{}", '{"version": 1}', '{"version": 1, "korning": null, "hela_flodet": null}']
)
def test_a_heartbeat_that_is_damaged_says_what_to_do(tmp_path: Path, text: str):
    (tmp_path / "livstecken.json").write_text(text, encoding="utf-8")
    with pytest.raises(HomeError, match="livstecken.json är skadad. Ta bort filen"):
        heartbeat.read(Home(tmp_path))


def test_a_heartbeat_of_another_version_is_none(tmp_path: Path):
    (tmp_path / "livstecken.json").write_text('{"version": 0}', encoding="utf-8")
    assert heartbeat.read(Home(tmp_path)) is None
