from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import dagster as dg
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH, MUNICIPALITIES
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from assets.files import replace_text, sha256
from assets.home import Home
from assets.marts.places.dimensions import dim_occupation
from checks import judge
from checks.asset_checks import RunCheckLog, asset_checks
from checks.gate import CheckLog, Gate, GateClosed
from checks.judge import specs
from checks.result import STOPPING, WARNING, CheckResult
from checks.rules.registry import RECONCILIATIONS
from checks.runner import run_suite
from checks.tables import Tables, tables_in

CONTRACTS = (DIM_GEO, DIM_OCCUPATION)
BESIDE = {(r.spec.table, r.spec.name): [table.id for table in r.given] for r in RECONCILIATIONS}
"""Check → the tables that it is given."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    for contract in (*CONTRACTS, EMPLOYEES, MUNICIPALITIES, MISMATCH):
        replace_text(made.table(contract.id), contract.id)
    return made


@pytest.fixture
def log(home: Home) -> CheckLog:
    return CheckLog(home, tables_in(home, lambda _: ()))


def results(home: Home, contract, outcome=PASSED, only: str = "") -> list[CheckResult]:
    def digests(name: str) -> dict[str, str]:
        return {t: sha256(home.table(t)) for t in BESIDE.get((contract.id, name), [contract.id])}

    return [
        CheckResult(s, outcome if s.name == only else PASSED, 0, "", "sett", "", digests(s.name))
        for s in specs(contract)
    ]


def gate(log: CheckLog, contracts=CONTRACTS) -> Gate:
    return Gate(log, contracts)


def write_green(log: CheckLog, home: Home, contracts=CONTRACTS) -> None:
    for contract in contracts:
        log.write(results(home, contract))


def test_all_green_lets_through_with_the_digests(log, home):
    write_green(log, home)
    assert gate(log).require_green() == {c.id: sha256(home.table(c.id)) for c in CONTRACTS}


def test_nothing_run_refuses_and_says_which(log, home):
    with pytest.raises(GateClosed, match=r"mart.dim_geo/kontrakt: inte körd för den tabell som nu finns"):
        gate(log).require_green()


def test_a_table_changed_after_its_checks_refuses(log, home):
    write_green(log, home)
    home.table(DIM_GEO.id).write_bytes(b"annat")
    with pytest.raises(GateClosed, match="inte körd för den tabell som nu finns"):
        gate(log).require_green()


def test_a_missing_table_refuses(log, home):
    write_green(log, home)
    home.table(DIM_GEO.id).unlink()
    with pytest.raises(GateClosed, match=r"mart.dim_geo: tabellen finns inte"):
        gate(log).require_green()


@pytest.mark.parametrize("outcome", [FAILED, NOT_RUN])
def test_a_red_stopping_check_refuses_and_is_named(log, home, outcome):
    write_green(log, home)
    log.write(results(home, DIM_GEO, outcome, "unika_namn"))
    with pytest.raises(GateClosed, match=rf"mart.dim_geo/unika_namn: {outcome}"):
        gate(log).require_green()


@pytest.mark.parametrize("outcome", [PASSED, FAILED, NOT_APPLICABLE, NOT_RUN])
@pytest.mark.parametrize("severity", [STOPPING, WARNING])
def test_severity_decides_what_stops(log, home, outcome, severity):
    spec = replace(specs(DIM_GEO)[0], severity=severity)
    result = CheckResult(spec, outcome, 1, "", "", "", {})
    assert result.stops == (severity == STOPPING and outcome in (FAILED, NOT_RUN))


def test_a_table_changed_after_its_neighbour_was_judged_closes_the_gate_and_is_named(log, home):
    contracts = (MISMATCH, MUNICIPALITIES)
    write_green(log, home, contracts)
    gate(log, contracts).require_green()
    home.table(MISMATCH.id).write_bytes(b"annat")
    log.write(results(home, MISMATCH))
    with pytest.raises(GateClosed) as closed:
        gate(log, contracts).require_green()
    said = "mart.kommuner/kommuner_blir_delregion: dömdes mot en annan mart.obalans än den som nu finns"
    assert said in str(closed.value)
    assert str(closed.value).count("mart.kommuner/") == 1
    every, current = {s.name for s in specs(MUNICIPALITIES)}, {row["kontroll"] for row in log.rows(["mart.kommuner"])}
    assert every - current == {"kommuner_blir_delregion"}
    log.write(results(home, MUNICIPALITIES))
    assert set(gate(log, contracts).require_green()) == {c.id for c in contracts}


def test_a_red_comparison_says_what_it_was_compared_with(log, home):
    write_green(log, home, (MISMATCH, MUNICIPALITIES))
    log.write(results(home, MUNICIPALITIES, FAILED, "kommuner_blir_delregion"))
    said = r"mart.kommuner/kommuner_blir_delregion: inte godkänd, jämförd med mart.obalans \(sett\)"
    with pytest.raises(GateClosed, match=said):
        gate(log, (MISMATCH, MUNICIPALITIES)).require_green()


def test_a_neighbour_that_is_gone_closes_the_gate(log, home):
    write_green(log, home, (MUNICIPALITIES,))
    home.table(MISMATCH.id).unlink()
    with pytest.raises(GateClosed, match="dömdes mot en annan mart.obalans"):
        gate(log, (MUNICIPALITIES,)).require_green()


def test_a_check_whose_rule_has_changed_must_be_run_again(log, home):
    write_green(log, home)
    stored = results(home, DIM_GEO)
    changed = replace(stored[0].spec, rule="en annan regel")
    log.write([replace(stored[0], spec=changed), *stored[1:]])
    with pytest.raises(GateClosed, match="kontrakt: inte körd"):
        gate(log).require_green()


def test_rows_hold_only_results_for_the_table_as_it_is(log, home):
    write_green(log, home)
    assert len(log.rows([DIM_GEO.id])) == len(specs(DIM_GEO))
    home.table(DIM_GEO.id).write_bytes(b"annat")
    assert log.rows([DIM_GEO.id]) == []


def occupations(path: Path, version: str = "abc") -> Tables:
    """mart.dim_yrke alone, of a version that is only said."""
    return Tables(lambda _: path, lambda _: (), lambda _: version)


def test_an_earlier_answer_stands_only_for_the_same_bytes_and_the_same_rules(tmp_path: Path, monkeypatch):
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(DIM_OCCUPATION.conform(dim_occupation()), path)
    first = judge.judge(DIM_OCCUPATION, occupations(path))
    assert {r.outcome for r in first} == {PASSED}
    calls = []
    monkeypatch.setattr(judge, "run_suite", lambda *a: calls.append(a) or run_suite(*a))
    assert judge.judge(DIM_OCCUPATION, occupations(path), first) == first
    assert calls == []
    judge.judge(DIM_OCCUPATION, occupations(path, "annan"), first)
    judge.judge(DIM_OCCUPATION, occupations(path), [replace(r, spec=replace(r.spec, rule="x")) for r in first])
    judge.judge(DIM_OCCUPATION, occupations(path), [replace(r, outcome=NOT_RUN) for r in first])
    assert len(calls) == 3


def test_when_the_form_is_wrong_the_rest_could_not_run(tmp_path: Path):
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(DIM_OCCUPATION.conform(dim_occupation()).drop_columns(["yrke_namn"]), path)
    form, *rest = judge.judge(DIM_OCCUPATION, occupations(path))
    assert (form.outcome, {r.outcome for r in rest}) == (FAILED, {NOT_RUN})


def test_an_empty_table_that_must_have_rows_stops(tmp_path: Path):
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(DIM_OCCUPATION.schema.empty_table(), path)
    assert {r.stops for r in judge.judge(DIM_OCCUPATION, occupations(path))} == {True}


def test_a_check_that_is_not_applicable_is_neither_green_nor_blocking_in_dagster(tmp_path: Path, monkeypatch):
    path = tmp_path / "dim_yrke.parquet"
    pq.write_table(DIM_OCCUPATION.conform(dim_occupation()), path)
    outcomes = iter([PASSED, FAILED, NOT_APPLICABLE, PASSED])

    def each_its_own(contract, *_):
        return [CheckResult(s, next(outcomes), None, "", "sett", "", {contract.id: "abc"}) for s in specs(contract)]

    monkeypatch.setattr("checks.gate.judge", each_its_own)
    (definition,) = (d for d in asset_checks() if d.node_def.name == "kontroller_mart_dim_yrke")
    log = CheckLog(Home(tmp_path), occupations(path))
    job = dg.Definitions(
        assets=[dg.AssetSpec(["mart", "dim_yrke"])],
        asset_checks=[definition],
        jobs=[dg.define_asset_job("j", dg.AssetSelection.checks(definition))],
        resources={"check_log": dg.ResourceDefinition.hardcoded_resource(log)},
    ).resolve_job_def("j")
    said = job.execute_in_process(raise_on_error=False).get_asset_check_evaluations()
    error, warn = dg.AssetCheckSeverity.ERROR, dg.AssetCheckSeverity.WARN
    assert [(e.passed, e.severity, e.description) for e in said] == [
        (True, error, "godkänd: sett"),
        (False, error, "inte godkänd: sett"),
        (False, warn, "ej tillämplig: sett"),
        (True, error, "godkänd: sett"),
    ]


@pytest.mark.parametrize("text", ['{"a":', '{"a": 1}', '{"kod": "x", "utfall": [1]}'])
def test_results_that_are_damaged_count_as_none_and_are_said_until_the_checks_have_run_again(tmp_path: Path, text: str):
    home = Home(tmp_path)
    table = DIM_OCCUPATION.conform(dim_occupation())
    home.table(DIM_OCCUPATION.id).parent.mkdir(parents=True)
    pq.write_table(table, home.table(DIM_OCCUPATION.id))
    log = CheckLog(home, tables_in(home, lambda _: ()), "kod")
    answered = log.judge(DIM_OCCUPATION)
    file = home.checks / "mart.dim_yrke.json"
    file.write_text(text, encoding="utf-8")
    assert log.current([DIM_OCCUPATION.id]) == []
    (sentence,) = log.damaged([DIM_OCCUPATION.id])
    assert sentence.startswith(f"{file} är skadad och räknas som inga svar. Kör hela flödet")
    assert log.judge(DIM_OCCUPATION) == answered == log.current([DIM_OCCUPATION.id])
    assert log.damaged([DIM_OCCUPATION.id]) == []


def test_what_does_not_hold_is_judged_again_before_the_results_are_listed(tmp_path: Path):
    home, instance = Home(tmp_path), dg.DagsterInstance.ephemeral()
    home.table(DIM_OCCUPATION.id).parent.mkdir(parents=True)
    log = RunCheckLog(home, tables_in(home, lambda _: ()), instance)
    key = dg.AssetCheckKey(dg.AssetKey(["mart", "dim_yrke"]), "antal_yrken")

    def write(occupations: pd.DataFrame) -> None:
        table = DIM_OCCUPATION.conform(pa.Table.from_pandas(occupations, preserve_index=False))
        pq.write_table(table, home.table(DIM_OCCUPATION.id))

    def listed() -> dict[str, str]:
        return {row["kontroll"]: row["utfall"] for row in log.rows([DIM_OCCUPATION.id])}

    every = dim_occupation().to_pandas()
    write(every)
    log.write(judge.judge(DIM_OCCUPATION, log.tables))
    assert set(listed().values()) == {PASSED}
    assert instance.event_log_storage.get_latest_asset_check_execution_by_key([key]) == {}
    write(every.iloc[:500])
    assert CheckLog(home, log.tables).rows([DIM_OCCUPATION.id]) == []
    green = dict.fromkeys(("kontrakt", "namn_utan_tecken", "yrkesfaltet_kant"), PASSED)
    assert listed() == {**green, "antal_yrken": FAILED}
    (record,) = instance.event_log_storage.get_latest_asset_check_execution_by_key([key]).values()
    told = record.event.dagster_event.asset_check_evaluation_data
    assert (told.passed, told.severity) == (False, dg.AssetCheckSeverity.ERROR)


def test_a_table_that_is_not_made_is_not_judged(tmp_path: Path):
    home = Home(tmp_path)
    log = RunCheckLog(home, tables_in(home, lambda _: ()), dg.DagsterInstance.ephemeral())
    assert log.rows([DIM_OCCUPATION.id]) == []


def test_results_written_by_another_version_of_the_code_are_no_results(log, home):
    write_green(log, home)
    path = home.checks / f"{DIM_GEO.id}.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"rule"', '"regel"'), encoding="utf-8")
    assert log.read(DIM_GEO.id) == []
    with pytest.raises(GateClosed, match="inte körd"):
        gate(log).require_green()
