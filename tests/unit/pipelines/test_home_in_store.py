"""A home that several machines take turns with, through a store; each machine is a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from assets.errors import NotStored, StoreError, UsageError
from assets.files import replace_text
from assets.home import Home
from assets.object_store import ObjectStore
from pipelines import home_in_store
from pipelines.alarms.causes import stopped
from pipelines.cli import main
from pipelines.ended import DONE, HALTED, STORE, Ended, of_run
from pipelines.errors import INTERNAL, NOT_STORED
from pipelines.held_home import held, level
from pipelines.home_in_store import FILE, PARTS, key_of
from pipelines.in_process import NOTHING_PUBLISHED, say_failure
from pipelines.resources import resources
from pipelines.settings import Settings, load
from pipelines.summary import summed_up
from sources.nation import FOLDER
from tests.s3 import ENVIRONMENT, S3, s3


@pytest.fixture(params=["mapp", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "mapp":
        yield (tmp_path / "lager").as_uri()
        return
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with s3() as server:
        yield server.uri


@pytest.fixture
def machine(store: str, tmp_path: Path) -> Callable[[str], Settings]:
    def of(name: str) -> Settings:
        (tmp_path / name).mkdir(exist_ok=True)
        return load({"KOMPETENS_HOME": str(tmp_path / name), "KOMPETENS_OBJEKTLAGER": store}, tmp_path / "no.env")

    return of


Machine = Callable[[str], Settings]


def run(settings: Settings, text: str = "", name: str = "raw/a/svar.json") -> list[str]:
    """A run that writes something, or nothing; what it said."""
    said: list[str] = []
    with held(settings, "körning abc", said.append) as home:
        if text:
            replace_text(home.root / name, text)
    return said


def has(settings: Settings, name: str = "raw/a/svar.json") -> str | None:
    path = settings.home / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def number(settings: Settings) -> int:
    pointer = ObjectStore.at(settings.object_store).pointer(key_of(settings))
    assert pointer is not None
    return pointer.number


def test_a_run_begins_where_the_last_one_ended_on_whichever_machine(machine: Machine):
    a, b = machine("a"), machine("b")
    assert run(a, "ett") == ["Hemmet ligger i objektlagret: tillstånd 1."]
    first, second = run(b, "två")
    assert first.startswith("Hemmet är hämtat ur objektlagret: tillstånd 1, körning abc 20")
    assert second == "Hemmet ligger i objektlagret: tillstånd 2."
    # The one that has not changed since then is replaced.
    assert has(a) == "ett"
    run(a)
    assert (has(a), has(b), number(a)) == ("två", "två", 2)
    # Nothing has happened: nothing is said, brought or put.
    assert run(a) == run(b) == []
    # What is of the machine stays there.
    (a.home / "larm.json").write_text("{}", encoding="utf-8")
    run(a, "tre")
    run(b)
    assert sorted(path.name for path in b.home.iterdir()) == sorted({*PARTS, FILE, "las", "tillfalligt"} - {FOLDER})
    assert list(Home(b.home).scratch.iterdir()) == []


def test_two_that_have_both_moved_on_are_refused_with_a_sentence_and_neither_is_lost(machine: Machine):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    run(b, "två")
    replace_text(a.home / "raw/a/svar.json", "mitt")
    with pytest.raises(
        StoreError, match="har ändrats här, och exempel/14 i objektlagret av körning abc .*Inget slås ihop"
    ) as caught:
        run(a, "mer")
    assert str(a.home) in str(caught.value)
    assert (has(a), has(b), number(a)) == ("mitt", "två", 2)
    # As the sentence says: moved away, the run goes on from what lies in the store.
    a.home.rename(a.home.with_name("undan"))
    run(a)
    assert has(a) == "två"


def test_a_home_that_was_never_in_the_store_is_not_put_over_the_one_that_is_there(machine: Machine):
    a, b = machine("a"), machine("b")
    run(replace(a, object_store=""), "ett")
    run(b, "två")
    with pytest.raises(StoreError, match="har ändrats här"):
        run(a)
    assert (has(a), number(a)) == ("ett", 1)
    # But one that is the same, as a copy that was put back, is known again.
    replace_text(a.home / "raw/a/svar.json", "två")
    assert run(a, "tre") == ["Hemmet ligger i objektlagret: tillstånd 2."]


def test_one_that_was_overtaken_during_its_run_is_red_and_the_store_is_as_it_was(machine: Machine):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    run(b)
    with (
        pytest.raises(NotStored, match=r"Hemmet lades inte i objektlagret\. exempel/14 .* flyttats .*Inget slås ihop"),
        held(a, "körning a", print) as home,
    ):
        replace_text(home.root / "raw/a/svar.json", "a")
        run(b, "b")
    assert (has(a), has(b), number(a)) == ("a", "b", 2)
    with pytest.raises(StoreError, match="har ändrats här"):
        run(a)


def test_an_update_that_was_lost_between_two_looks_is_seen_by_its_owner(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    run(b)
    with Home(a.home).locked("körning a") as home:
        replace_text(home.root / "raw/a/svar.json", "a")
        before = ObjectStore.at(a.object_store).pointer(key_of(a))
        run(b, "b")
        # As if it had looked just before the other wrote, and written just after.
        with monkeypatch.context() as patch:
            patch.setattr(ObjectStore, "pointer", lambda self, key: before)
            stored = home_in_store.HomeInStore(a, home, print)
            stored.bring()
            stored.put("körning a")
    with pytest.raises(StoreError, match="har ändrats här"):
        run(b)
    assert has(b) == "b"


def test_what_a_killed_run_has_done_goes_on_here_and_is_put_by_the_next(machine: Machine):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    # Killed: nothing was put.
    replace_text(a.home / "raw/a/svar.json", "halvvägs")
    run(a)
    run(b)
    assert has(b) == "halvvägs"


def test_a_home_that_was_being_replaced_when_it_died_is_brought_down_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    run(b)
    run(a, "två")
    run(a, "data", "data/mart/x")

    def dies(folder: Path, tree: object, scratch: Path) -> None:
        os.replace(folder / "raw", scratch / ".raw")
        os.replace(scratch / "raw", folder / "raw")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(home_in_store, "place", dies)
        with pytest.raises(KeyboardInterrupt):
            run(b)
    assert (has(b), has(b, "data/mart/x")) == ("två", None)
    run(b)
    assert (has(b), has(b, "data/mart/x")) == ("två", "data")


def test_a_home_whose_folders_are_gone_is_brought_down_and_not_put_empty(machine: Machine):
    a = machine("a")
    run(a, "ett")
    (a.home / "raw/a/svar.json").unlink()
    run(a)
    assert (has(a), number(a)) == ("ett", 1)


def test_a_form_that_came_while_the_home_was_behind_is_still_in_the_inbox(machine: Machine):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    run(b, "två")
    replace_text(a.home / "inkorg/radet.xlsx", "ifyllt")
    run(a)
    assert (has(a), has(a, "inkorg/radet.xlsx")) == ("två", "ifyllt")
    run(b)
    assert has(b, "inkorg/radet.xlsx") == "ifyllt"
    # Another by the same name there: nobody can say which is meant.
    replace_text(b.home / "inkorg/nytt.xlsx", "b")
    run(b)
    replace_text(a.home / "inkorg/nytt.xlsx", "a")
    with pytest.raises(StoreError, match="har ändrats här"):
        run(a)


def test_the_two_are_made_the_same_where_runs_start_on_other_machines_and_what_is_in_the_way_is_said(machine: Machine):
    a, b = machine("a"), machine("b")
    said: list[str] = []
    run(a, "ett")
    level(b, "inkorgen", said.append)
    assert has(b) == "ett"
    replace_text(b.home / "inkorg/radet.xlsx", "ifyllt")
    level(b, "inkorgen", said.append)
    run(a)
    assert has(a, "inkorg/radet.xlsx") == "ifyllt"
    replace_text(b.home / "raw/a/svar.json", "b")
    run(a, "a")
    level(b, "inkorgen", said.append)
    assert "har ändrats här" in said[-1]
    level(replace(b, object_store=""), "inkorgen", print)


def test_what_a_command_refuses_is_said_and_a_command_brings_the_home_down(machine: Machine):
    a, b = machine("a"), machine("b")
    run(a, "ett")
    with pytest.raises(UsageError, match="fel"), held(b, "beslut om ett svar", print):
        raise UsageError("fel")
    assert has(b) == "ett"


def test_the_record_of_what_was_the_same_may_be_lost_or_damaged(machine: Machine):
    a = machine("a")
    run(a, "ett")
    (a.home / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=f"{FILE} är skadad. Ta bort filen"):
        run(a)
    (a.home / FILE).unlink()
    assert run(a) == []


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with s3() as found:
        yield found


WORK: list[Callable[[Home], None]] = []
"""What the step of the run does: a run as Dagster starts it makes its job anew from a function without arguments."""


@dg.resource
def _home(context) -> Iterator[Home]:
    # Dagster keeps the job that it has made, and every test has a home of its own.
    yield from resources(load())["home"].resource_fn(context)


def nattlig() -> dg.JobDefinition:
    @dg.op(required_resource_keys={"home"})
    def steg(context) -> None:
        WORK[-1](context.resources.home)

    @dg.job(resource_defs={"home": _home}, executor_def=summed_up)
    def nattlig() -> None:
        steg()

    return nattlig


def executed(
    instance: dg.DagsterInstance, work: Callable[[Home], None]
) -> tuple[Ended, list[str], dg.DagsterRunStatus]:
    """A run as the UI and the queue start it: how it ended, its log and how Dagster knows it."""
    WORK.append(work)
    done = dg.execute_job(dg.reconstructable(nattlig), instance, raise_on_error=False)
    kept = instance.get_run_by_id(done.run_id)
    assert kept is not None
    return of_run(instance, kept), [str(entry.message) for entry in instance.all_logs(done.run_id)], kept.status


def from_the_command_line(instance: dg.DagsterInstance, work: Callable[[Home], None]) -> dg.ExecuteInProcessResult:
    WORK.append(work)
    return nattlig().execute_in_process(instance=instance, raise_on_error=False)


@pytest.fixture
def of_s3(server: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    monkeypatch.setenv("KOMPETENS_OBJEKTLAGER", server.uri)
    return load()


def test_a_run_whose_home_does_not_get_up_is_red_and_what_it_did_stands_here(of_s3: Settings, server: S3):
    def works(home: Home) -> None:
        replace_text(home.raw / "svar", "x")
        server.refuse = lambda method, name: 403

    said: list[str] = []
    with dg.instance_for_test() as instance:
        ended, log, status = executed(instance, works)
        assert status == dg.DagsterRunStatus.FAILURE
        assert (ended.outcome, ended.steps, ended.by_checks) == (HALTED, (STORE,), False)
        assert any(line.startswith("Varför det stannade: Hemmet lades inte i objektlagret: ") for line in log)
        server.refuse = lambda method, name: 0
        result = from_the_command_line(instance, works)
    assert say_failure(result, Home(of_s3.home), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == NOT_STORED
    (sentence,) = said
    assert "(ACCESS_DENIED)" in sentence
    assert sentence.endswith("och läggs upp av nästa körning.")
    assert has(of_s3, "raw/svar") == "x"
    (cause,) = stopped("nattlig", ended.steps, by_checks=False)
    assert cause.heading == "Hemmet lades inte i objektlagret efter körningen nattlig"
    assert "Inget nytt publicerades" not in cause.text
    server.refuse = lambda method, name: 0
    with dg.instance_for_test() as instance:
        ended, _, status = executed(instance, lambda home: None)
    assert (status, ended.outcome, number(of_s3)) == (dg.DagsterRunStatus.SUCCESS, DONE, 1)


def test_a_run_that_stops_is_put_all_the_same_and_says_why_it_stopped(of_s3: Settings, server: S3):
    def stops(home: Home) -> None:
        replace_text(home.raw / "svar", "x")
        raise ValueError("fel i steget")

    def stops_and_cuts(home: Home) -> None:
        server.refuse = lambda method, name: 403
        replace_text(home.raw / "svar", "y")
        raise ValueError("fel i steget")

    with dg.instance_for_test() as instance:
        assert executed(instance, stops)[0].steps == ("steg",)
        assert number(of_s3) == 1
        assert executed(instance, stops_and_cuts)[0].steps == ("steg", STORE)
        server.refuse = lambda method, name: 0
        result = from_the_command_line(instance, stops_and_cuts)
    assert say_failure(result, Home(of_s3.home), print, require_fresh=False, kept=NOTHING_PUBLISHED) == INTERNAL


def test_a_run_does_not_begin_when_nobody_can_say_whether_its_home_is_the_newest(of_s3: Settings, server: S3):
    server.refuse = lambda method, name: 403
    began: list[Home] = []
    said: list[str] = []
    with dg.instance_for_test() as instance:
        result = from_the_command_line(instance, began.append)
    assert say_failure(result, Home(of_s3.home), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == 1
    assert said[0].startswith("Objektlagret svarar inte, eller nekar (ACCESS_DENIED).")
    assert began == []


def test_a_command_says_the_sentence(of_s3: Settings, server: S3, capsys: pytest.CaptureFixture[str]):
    server.refuse = lambda method, name: 403
    assert main(["reject", "scb_tab4434", "--reason", "prov"]) == 1
    assert capsys.readouterr().err.startswith("Objektlagret svarar inte, eller nekar (ACCESS_DENIED).")
