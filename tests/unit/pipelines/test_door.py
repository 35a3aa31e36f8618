"""The judge at the door on the made-up world's own answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assets.candidate import kept, staged_alone
from assets.files import sha256
from assets.home import Home
from assets.staged.registry import STAGED
from checks.gate import CheckLog
from pipelines import door
from pipelines.door import Door
from pipelines.resources import judged_tables
from sources.catalogue.commuting import SCB_COMMUTING
from sources.catalogue.entry import PxTable
from sources.catalogue.population import SCB_POPULATION, SCB_SUPPORT_RATIO
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.http import HttpClient
from sources.scb import pxtable
from sources.scb.client import ScbClient
from sources.snapshot import Snapshot, SnapshotStore
from tests.shared import plant


@pytest.fixture
def judge(tmp_path: Path) -> Door:
    scratch = tmp_path / "tillfalligt"
    scratch.mkdir()
    return Door(scratch, "14", scratch / "provat")


@pytest.fixture
def answers(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "raw", tmp_path / "arbete", "example")


def asked(store: SnapshotStore, entry: PxTable) -> Snapshot:
    client = ScbClient(HttpClient("prov", ExampleAdapter()), f"{EXAMPLE_BASE}/scb/api/v2")
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    return snapshot


def values(function: Callable[[list[Any]], list[Any]]) -> Callable[[str, Any], Any]:
    def change(name: str, content: Any) -> Any:
        return {**content, "value": function(content["value"])} if name != pxtable.METADATA else content

    return change


def test_the_first_answer_and_the_same_again_are_let_in(judge: Door, answers: SnapshotStore):
    first = asked(answers, SCB_POPULATION)
    assert judge(SCB_POPULATION, first, None).faults == ()
    again = plant(answers, first, lambda name, content: content)
    verdict = judge(SCB_POPULATION, again, first)
    assert (verdict.faults, verdict.notes) == ((), ())


def test_a_first_answer_in_thousands_is_held_against_what_is_known(judge: Door, answers: SnapshotStore):
    first = asked(answers, SCB_POPULATION)
    wrong = plant(answers, first, values(lambda numbers: [n and round(n / 1000) for n in numbers]))
    verdict = judge(SCB_POPULATION, wrong, None)
    (fault,) = verdict.faults
    assert verdict.usable
    assert "Folkmängden i Västra Götaland är " in fault
    assert "1 770 110" in fault


def test_an_answer_with_other_numbers_is_held_back(judge: Door, answers: SnapshotStore):
    first = asked(answers, SCB_COMMUTING)
    wrong = plant(answers, first, values(lambda numbers: [n and n * 3 for n in numbers]))
    faults = judge(SCB_COMMUTING, wrong, first).faults
    assert any("Hela tabellen har ändrats 3,00 gånger" in fault for fault in faults)


def test_an_answer_that_breaks_its_contract_is_held_back(judge: Door, answers: SnapshotStore):
    first = asked(answers, SCB_POPULATION)

    def without_sex(name: str, content: Any) -> Any:
        if name == pxtable.METADATA:
            return content
        codes = content["dimension"]["Kon"]["category"]["index"]
        renamed = {f"X{code}": at for code, at in codes.items()}
        return {**content, "dimension": {**content["dimension"], "Kon": {"category": {"index": renamed}}}}

    verdict = judge(SCB_POPULATION, plant(answers, first, without_sex), first)
    assert any("folkmangd, kontrakt: " in fault for fault in verdict.faults)
    assert not verdict.usable


def test_a_code_with_another_codes_name_is_held_back(judge: Door, answers: SnapshotStore):
    first = asked(answers, SCB_POPULATION)

    def swapped_names(name: str, content: Any) -> Any:
        if name != pxtable.METADATA:
            return content
        text = json.dumps(content, ensure_ascii=False)
        return json.loads(text.replace('"män"', '"m"').replace('"kvinnor"', '"män"').replace('"m"', '"kvinnor"'))

    faults = judge(SCB_POPULATION, plant(answers, first, swapped_names), first).faults
    assert any("hette ”män” och heter ”kvinnor”" in fault for fault in faults)


def test_an_internal_error_holds_back_that_answer_alone_and_is_named(
    judge: Door, answers: SnapshotStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("delat med noll")

    first = asked(answers, SCB_SUPPORT_RATIO)
    monkeypatch.setattr(door, "staged_alone", broken)
    verdict = judge(SCB_SUPPORT_RATIO, first, None)
    (fault,) = verdict.faults
    assert not verdict.usable
    assert "(scb_tab5457) gick inte att pröva: internt fel ZeroDivisionError: delat med noll." in fault
    assert "ZeroDivisionError" in caplog.text


def test_a_damaged_answer_is_held_back_with_its_sentence(judge: Door, answers: SnapshotStore):
    first = asked(answers, SCB_SUPPORT_RATIO)
    file = first.file(next(name for name in first.origin.files if name != pxtable.METADATA))
    file.chmod(0o644)
    file.write_text("annat")
    (fault,) = judge(SCB_SUPPORT_RATIO, first, None).faults
    assert "är skadad" in fault


def test_what_was_let_in_is_not_staged_or_judged_again_in_the_same_run(
    judge: Door, answers: SnapshotStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = asked(answers, SCB_SUPPORT_RATIO)
    staged: list[str] = []

    def counted(entry: PxTable, snapshot: Snapshot, *rest: Any) -> Any:
        staged.append(snapshot.id)
        return staged_alone(entry, snapshot, *rest)

    monkeypatch.setattr(door, "staged_alone", counted)
    assert judge(SCB_SUPPORT_RATIO, first, None).faults == ()
    (maker,) = next(s.tables for s in STAGED if s.entry == SCB_SUPPORT_RATIO)
    file = kept(judge.judged, maker, [first])
    assert file is not None
    alone = tmp_path / "ensam"
    alone.mkdir()
    ((_, again),) = staged_alone(SCB_SUPPORT_RATIO, first, alone, "14", judge.scratch)
    assert sha256(file) == sha256(again)
    tripled = plant(answers, first, values(lambda numbers: [n and n * 3 for n in numbers]))
    assert judge(SCB_SUPPORT_RATIO, tripled, first).faults
    # The accepted one was at hand, and the one that is held back takes nothing's place.
    assert staged == [first.id, tripled.id]
    assert kept(judge.judged, maker, [first]) == file
    assert kept(judge.judged, maker, [tripled]) is None
    assert kept(judge.judged, maker, [first, first]) is None
    assert kept(judge.judged, replace(maker, reads={"beside": maker.contract}), [first]) is None
    assert kept(judge.judged, replace(maker, make=counted), [first]) is None


def test_the_checks_of_a_table_that_was_let_in_stand(
    judge: Door, answers: SnapshotStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the same rules were asked of the same bytes again")

    first = asked(answers, SCB_SUPPORT_RATIO)
    home = Home(tmp_path)
    assert Door(judge.scratch, "14", home.judged)(SCB_SUPPORT_RATIO, first, None).faults == ()
    (maker,) = next(s.tables for s in STAGED if s.entry == SCB_SUPPORT_RATIO)
    file = kept(home.judged, maker, [first])
    assert file is not None
    table = home.table(maker.contract.id)
    table.parent.mkdir(parents=True)
    file.replace(table)
    monkeypatch.setattr("checks.judge.run_suite", never)
    results = CheckLog(home, judged_tables(home)).judge(maker.contract)
    assert {result.outcome for result in results} == {"godkänd"}
