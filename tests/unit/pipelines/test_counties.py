"""Several counties in one command: none stops another, and each says in a line what came of it."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from assets.errors import UsageError
from assets.home import Home
from pipelines import counties as module
from pipelines import heartbeat
from pipelines.cli import main
from pipelines.counties import asked, run_each, tell_in_dagster
from pipelines.ended import HALTED
from pipelines.errors import KILLED, NOT_STORED
from pipelines.instance import anchor
from pipelines.jobs import NIGHTLY, of_home
from pipelines.say import Say
from pipelines.settings import Settings, load


def nobody(county: Settings, code: int, began: datetime, say: Say) -> None:
    """Is told of a county that was not published."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")


def published(mode: Path, code: str, digest: str = "a1", example: bool = True) -> None:
    """What a county's home looks like to others when it has published."""
    folder = mode / code / "publicerat"
    (folder / "lopande/1").mkdir(parents=True, exist_ok=True)
    identity = {"utgava": "löpande", "datum": "2026-11-29", "kontrollsumma": digest}
    front = {"exempel": example, "fynd": {"mening": f"Just nu: fynd i {code}."}}
    (folder / "lopande/1/utgava.json").write_text(json.dumps({**identity, "startsida": front}), encoding="utf-8")
    (folder / "senaste.json").write_text(json.dumps({**identity, "mapp": "lopande/1"}), encoding="utf-8")


def test_counties_are_asked_for_by_code_or_all_together():
    assert asked("12, 14,12") == ("12", "14")
    assert len(asked("Alla")) == 21
    with pytest.raises(UsageError, match="Länet '77' finns inte. Ange länens koder med komma emellan, eller alla"):
        asked("12,77")


def test_a_red_county_stops_no_other_and_is_said(settings: Settings, tmp_path: Path):
    mode, said, ran = tmp_path / "exempel", [], []
    published(mode, "12", "gammal")

    def start(arguments: Sequence[str], say: Say | None) -> int:
        code = arguments[-1]
        ran.append(list(arguments))
        assert say is not None
        say("kontrollerar")
        if code != "12":
            published(mode, code)
        return 1 if code == "12" else 0

    assert run_each(settings, ("12", "13", "14"), ["--require-fresh"], said.append, start, nobody) == 1
    assert sorted(run[-1] for run in ran) == ["12", "13", "14"]
    assert ["run", "--require-fresh", "--source", "example", "--region", "12"] in ran
    assert {f"{code}: kontrollerar" for code in ("12", "13", "14")} <= set(said)
    assert said[-5:-1] == [
        "Sammanfattning, 3 län:",
        "  12 Skåne län: RÖTT, inget publicerades: en stoppande kontroll eller källa (kod 1). Det som var publicerat 2026-11-29 är kvar.",
        "  13 Hallands län: publicerat, lopande/1",
        "  14 Västra Götalands län: publicerat, lopande/1",
    ]


def test_a_county_that_was_killed_is_told_for_once_all_have_ended(settings: Settings):
    """Else no alarm is sent, and to Dagster its run goes on."""
    ended: list[str] = []
    told: list[tuple[str, int, list[str]]] = []
    before = datetime.now(UTC)

    def start(arguments: Sequence[str], say: Say | None) -> int:
        ended.append(arguments[-1])
        return KILLED if arguments[-1] == "12" else 0

    def tell(county: Settings, code: int, began: datetime, say: Say) -> None:
        assert before <= began <= datetime.now(UTC)
        told.append((county.region, code, sorted(ended)))

    said: list[str] = []
    assert run_each(settings, ("12", "13", "14"), [], said.append, start, tell) == 1
    assert told == [("12", KILLED, ["12", "13", "14"])]
    assert "  12 Skåne län: RÖTT, inget publicerades: processen dog (kod 137). Inget har varit publicerat." in said


def test_the_alarm_of_a_killed_county_is_sent_and_its_run_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "")
    county, began = replace(settings, region="12"), datetime.now(UTC)
    Home(county.home).create()
    anchor(county)
    with dg.DagsterInstance.get() as instance:
        run = create_run_for_test(instance, NIGHTLY, tags=of_home(county), status=dg.DagsterRunStatus.STARTED)
    tell_in_dagster(county, KILLED, began, lambda _: None)
    with dg.DagsterInstance.get() as instance:
        assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE
    found = heartbeat.read(Home(county.home))
    assert found
    assert found["hela_flodet"]["utfall"] == HALTED


def test_all_green_is_zero_and_the_same_again_is_unchanged(settings: Settings, tmp_path: Path):
    said: list[str] = []
    published(tmp_path / "exempel", "12")
    assert run_each(settings, ("12", "14"), [], said.append, lambda *_: 0, nobody) == 0
    assert "  12 Skåne län: oförändrat, lopande/1" in said
    assert "  14 Västra Götalands län: klart, inget publicerades" in said


def test_a_county_that_did_not_get_up_is_red_and_what_it_published_is_said(settings: Settings, tmp_path: Path):
    said: list[str] = []

    def start(arguments: Sequence[str], say: Say | None) -> int:
        published(tmp_path / "exempel", arguments[-1])
        return NOT_STORED

    assert run_each(settings, ("12",), [], said.append, start, nobody) == 1
    assert "  12 Skåne län: RÖTT, hemmet lades inte i objektlagret: publicerat, lopande/1" in said


def test_a_county_whose_pointer_is_damaged_is_run_like_any_other_and_stops_none(settings: Settings, tmp_path: Path):
    """Its run writes it anew; else nothing but its own run ever could."""
    mode, said, ran = tmp_path / "exempel", list[str](), list[str]()
    for code in ("12", "13", "14"):
        published(mode, code, "gammal")
    for code in ("12", "13"):
        (mode / code / "publicerat/senaste.json").write_text('{"utga', encoding="utf-8")

    def start(arguments: Sequence[str], say: Say | None) -> int:
        ran.append(arguments[-1])
        if arguments[-1] == "13":
            return 1
        published(mode, arguments[-1])
        return 0

    assert run_each(settings, ("12", "13", "14"), [], said.append, start, nobody) == 1
    assert sorted(ran) == ["12", "13", "14"]
    told = {line[2:4]: line for line in said if line.startswith("  1")}
    assert told["12"] == "  12 Skåne län: publicerat, lopande/1"
    assert "RÖTT" in told["13"]
    assert "senaste.json är skadad" in told["13"]
    assert told["14"] == "  14 Västra Götalands län: publicerat, lopande/1"


def test_what_is_interrupted_asks_for_no_more_counties(settings: Settings):
    ran: list[Sequence[str]] = []
    one = replace(settings, runs_at_once=1)
    assert run_each(one, ("12", "14"), [], lambda _: None, lambda a, _: ran.append(a) or 130, nobody) == 130
    assert len(ran) == 1


def test_as_many_are_run_at_once_as_are_allowed_and_the_first_of_a_country_alone(tmp_path: Path):
    country = load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "live"}, tmp_path / "no.env")
    at_once, running = threading.Barrier(2, timeout=30), set[str]()
    seen: list[set[str]] = []

    def start(arguments: Sequence[str], say: Say | None) -> int:
        place = arguments[arguments.index("--region") + 1]
        running.add(place)
        if place in ("13", "14"):
            at_once.wait()
        seen.append(set(running))
        if place in ("13", "14"):
            at_once.wait()
        running.discard(place)
        return 0

    said: list[str] = []
    assert run_each(country, ("12", "13", "14"), [], said.append, start, nobody) == 0
    assert seen == [{"riket"}, {"12"}, {"13", "14"}, {"13", "14"}]
    assert [line[:4] for line in said if line.startswith("  1")] == ["  12", "  13", "  14"]


def test_an_interruption_of_the_command_starts_no_county_that_waits(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    ran, called_off = list[str](), threading.Event()

    class Pool(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait, cancel_futures=cancel_futures)
            called_off.set()

    def start(arguments: Sequence[str], say: Say | None) -> int:
        ran.append(arguments[-1])
        os.kill(os.getpid(), signal.SIGINT)
        assert called_off.wait(30)
        return 130

    monkeypatch.setattr(module, "ThreadPoolExecutor", Pool)
    # What runs the tests in the background lets its children ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run_each(replace(settings, runs_at_once=1), ("12", "13", "14"), [], lambda _: None, start, nobody)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ran == ["12"]


def test_only_run_takes_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    assert main(["doctor", "--region", "12,14"]) == 2
    assert "Länet '12,14' finns inte." in capsys.readouterr().err


def test_counties_of_one_country_stand_on_what_is_fetched_once_before_them(tmp_path: Path):
    country = load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "live"}, tmp_path / "no.env")
    ran: list[list[str]] = []

    def start(arguments: Sequence[str], say: Say | None) -> int:
        ran.append(list(arguments))
        return 0

    assert run_each(country, ("12", "13"), ["--require-fresh", "--only", "lan"], lambda _: None, start, nobody) == 0
    first, *counties = ran
    assert first == ["run", "--require-fresh", "--source", "live", "--region", "riket"]
    assert [run[-2:] for run in counties] == [["12", "--on-nation"], ["13", "--on-nation"]]


def test_no_county_is_run_when_the_country_could_not_be_fetched(tmp_path: Path):
    country = load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "live"}, tmp_path / "no.env")
    ran, said = [], []

    def start(arguments: Sequence[str], say: Say | None) -> int:
        ran.append(arguments)
        return 1

    assert run_each(country, ("12", "13"), [], said.append, start, nobody) == 1
    assert len(ran) == 1
    assert said[-1] == "RÖTT: riket hämtades inte (kod 1). Inget län kördes; det som var publicerat är kvar."
