from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.files import replace_text, sha256
from assets.home import Home
from assets.marts.places.dimensions import dim_occupation
from checks import judge
from checks.gate import CheckLog, Gate, GateClosed
from checks.judge import specs
from checks.result import FAILED, NOT_RUN, PASSED, STOPPING, WARNING, CheckResult
from checks.runner import run_suite

CONTRACTS = (DIM_GEO, DIM_OCCUPATION)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    for contract in CONTRACTS:
        replace_text(made.table(contract.id), contract.id)
    return made


@pytest.fixture
def log(home: Home) -> CheckLog:
    return CheckLog(home)


def results(home: Home, contract, outcome=PASSED, only: str = "") -> list[CheckResult]:
    digest = sha256(home.table(contract.id))
    return [CheckResult(s, outcome if s.name == only else PASSED, 0, "", "sett", "", digest) for s in specs(contract)]


def gate(log: CheckLog, home: Home) -> Gate:
    return Gate(log, home, CONTRACTS)


def write_green(log: CheckLog, home: Home) -> None:
    for contract in CONTRACTS:
        log.write(results(home, contract))


def test_all_green_lets_through_with_the_digests(log, home):
    write_green(log, home)
    assert gate(log, home).require_green() == {c.id: sha256(home.table(c.id)) for c in CONTRACTS}


def test_nothing_run_refuses_and_says_which(log, home):
    with pytest.raises(GateClosed, match=r"mart.dim_geo/kontrakt: inte körd för den tabell som nu finns"):
        gate(log, home).require_green()


def test_a_table_changed_after_its_checks_refuses(log, home):
    write_green(log, home)
    home.table(DIM_GEO.id).write_bytes(b"annat")
    with pytest.raises(GateClosed, match="inte körd för den tabell som nu finns"):
        gate(log, home).require_green()


def test_a_missing_table_refuses(log, home):
    write_green(log, home)
    home.table(DIM_GEO.id).unlink()
    with pytest.raises(GateClosed, match=r"mart.dim_geo: tabellen finns inte"):
        gate(log, home).require_green()


@pytest.mark.parametrize("outcome", [FAILED, NOT_RUN])
def test_a_red_stopping_check_refuses_and_is_named(log, home, outcome):
    write_green(log, home)
    log.write(results(home, DIM_GEO, outcome, "unika_namn"))
    with pytest.raises(GateClosed, match=rf"mart.dim_geo/unika_namn: {outcome}"):
        gate(log, home).require_green()


def test_a_warning_lets_through_but_not_one_that_could_not_run(log, home):
    write_green(log, home)
    digest = sha256(home.table(DIM_GEO.id))
    spec = specs(DIM_GEO)[0]
    assert spec.severity == STOPPING
    warned = replace(spec, severity=WARNING)
    assert not CheckResult(warned, FAILED, 1, "", "", "", digest).stops
    assert CheckResult(warned, NOT_RUN, None, "", "", "", digest).stops


def test_a_check_whose_rule_has_changed_must_be_run_again(log, home):
    write_green(log, home)
    stored = results(home, DIM_GEO)
    changed = replace(stored[0].spec, rule="en annan regel")
    log.write([CheckResult(changed, PASSED, 0, "", "", "", stored[0].table_sha256), *stored[1:]])
    with pytest.raises(GateClosed, match="kontrakt: inte körd"):
        gate(log, home).require_green()


def test_rows_hold_only_results_for_the_table_as_it_is(log, home):
    write_green(log, home)
    assert len(log.rows([DIM_GEO.id])) == len(specs(DIM_GEO))
    home.table(DIM_GEO.id).write_bytes(b"annat")
    assert log.rows([DIM_GEO.id]) == []


def test_an_earlier_answer_stands_only_for_the_same_bytes_and_the_same_rules(tmp_path: Path, monkeypatch):
    table = DIM_OCCUPATION.conform(dim_occupation())
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(table, path)
    first = judge.judge(DIM_OCCUPATION, lambda _: path, "abc")
    assert {r.outcome for r in first} == {PASSED}
    calls = []
    monkeypatch.setattr(judge, "run_suite", lambda *a: calls.append(a) or run_suite(*a))
    assert judge.judge(DIM_OCCUPATION, lambda _: path, "abc", first) == first
    assert calls == []
    judge.judge(DIM_OCCUPATION, lambda _: path, "annan", first)
    judge.judge(DIM_OCCUPATION, lambda _: path, "abc", [replace(r, spec=replace(r.spec, rule="x")) for r in first])
    judge.judge(DIM_OCCUPATION, lambda _: path, "abc", [replace(r, outcome=NOT_RUN) for r in first])
    assert len(calls) == 3


def test_when_the_form_is_wrong_the_rest_could_not_run(tmp_path: Path):
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(DIM_OCCUPATION.conform(dim_occupation()).drop_columns(["yrke_namn"]), path)
    form, *rest = judge.judge(DIM_OCCUPATION, lambda _: path, "abc")
    assert (form.outcome, {r.outcome for r in rest}) == (FAILED, {NOT_RUN})


def test_a_table_whose_source_is_missing_has_nothing_to_judge(tmp_path: Path):
    missing = replace(DIM_OCCUPATION, may_be_empty=True)
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(missing.schema.empty_table(), path)
    results = judge.judge(missing, lambda _: path, "abc")
    assert [r.spec for r in results] == specs(missing)
    assert {r.outcome for r in results} == {PASSED}
    assert {r.observed for r in results[1:]} == {"inga rader: underlaget saknas"}
    assert {r.stops for r in judge.judge(DIM_OCCUPATION, lambda _: path, "abc")} == {True}


def test_results_written_by_another_version_of_the_code_are_no_results(log, home):
    write_green(log, home)
    path = home.checks / f"{DIM_GEO.id}.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"rule"', '"regel"'), encoding="utf-8")
    assert log.read(DIM_GEO.id) == []
    with pytest.raises(GateClosed, match="inte körd"):
        gate(log, home).require_green()
