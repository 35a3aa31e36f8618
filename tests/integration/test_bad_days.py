"""Faults, kills, two runs at once, and a held database: what was published stays whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipelines import definitions
from pipelines.instance import anchor
from pipelines.run import QUIET
from pipelines.settings import load
from tests.integration.test_whole_run import ROOT, verified_sums

KILLED_AFTER = ("raw/scb_tab4434", "staged/annonser", "mart/obalans", "publicering/warehouse", "rapport/fyrbodal")


@pytest.fixture(scope="module")
def home(made_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(made_up, tmp_path_factory.mktemp("hem") / "kopia")


def latest(home: Path) -> Path:
    return home / "exempel/14/publicerat/senaste"


def start(home: Path) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", "run"],
        cwd=ROOT,
        env={**env, "KOMPETENS_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("step", KILLED_AFTER)
def test_killed_in_the_middle_the_last_good_files_are_whole(home: Path, step: str):
    before = verified_sums(latest(home))
    run = start(home)
    assert run.stdout is not None
    for line in run.stdout:
        if f"klar: {step}" in line:
            run.send_signal(signal.SIGKILL)
            break
    else:
        pytest.fail(f"steget {step} syntes aldrig")
    run.wait(timeout=60)
    run.stdout.close()
    assert verified_sums(latest(home)) == before
    with duckdb.connect(str(home / "exempel/14/warehouse/kompetensbehov.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from mart.obalans").fetchone() is not None


@pytest.fixture
def job(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOMPETENS_HOME", str(home))
    settings = load({"KOMPETENS_HOME": str(home)})
    anchor(settings)

    def run(names: list[list[str]] | None = None) -> dg.ExecuteInProcessResult:
        chosen = [dg.AssetKey(n) for n in names] if names else None
        with dg.DagsterInstance.get() as instance:
            return (
                definitions.build(settings)
                .resolve_job_def("nattlig")
                .execute_in_process(run_config=QUIET, instance=instance, asset_selection=chosen, raise_on_error=False)
            )

    return run


def failures(result: dg.ExecuteInProcessResult) -> str:
    texts = []
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            while error is not None:
                texts.append(error.message)
                error = error.cause
    return "\n".join(texts)


def test_the_gate_holds_in_the_whole_job_and_in_a_selection_of_assets(home: Path, job, monkeypatch: pytest.MonkeyPatch):
    from assets.marts import definitions as marts

    before = verified_sums(latest(home))
    warehouse = (home / "exempel/14/warehouse/kompetensbehov.duckdb").read_bytes()
    right = marts.mismatch

    def planted(*tables: object) -> pa.Table:
        table = right(*tables)
        at = table.column_names.index("platser_per_arbetslos")
        return table.set_column(at, "platser_per_arbetslos", pc.multiply(table["platser_per_arbetslos"], 1000.0))

    monkeypatch.setattr(marts, "mismatch", planted)
    whole = job()
    assert not whole.success
    red = {
        e.check_name
        for e in whole.get_asset_check_evaluations()
        if not e.passed and e.severity == dg.AssetCheckSeverity.ERROR
    }
    assert red == {"platser_per_arbetslos_rimlig"}
    around = job(
        [
            ["publicering", "warehouse"],
            *(
                ["rapport", a]
                for a in ("fyrbodal", "goteborgsregionen", "borasregionen", "skaraborg", "lan", "parquet")
            ),
            ["publicering", "publicerat"],
        ]
    )
    assert not around.success
    said = failures(around)
    assert "Inget publiceras" in said
    assert "mart.obalans/platser_per_arbetslos_rimlig" in said
    only_reports = job([["publicering", "publicerat"]])
    assert not only_reports.success
    assert "mart.obalans/platser_per_arbetslos_rimlig" in failures(only_reports)
    assert verified_sums(latest(home)) == before
    assert (home / "exempel/14/warehouse/kompetensbehov.duckdb").read_bytes() == warehouse


def test_after_the_kills_and_the_red_check_two_runs_at_once_complete_under_an_analyst_who_holds_the_database(
    home: Path,
):
    path = home / "exempel/14/warehouse/kompetensbehov.duckdb"
    with duckdb.connect(str(path), read_only=True) as analyst:
        before = analyst.execute("select count(*) from mart.anstallda").fetchone()
        runs = [start(home), start(home)]
        outputs = [run.communicate(timeout=300)[0] for run in runs]
        assert [run.returncode for run in runs] == [0, 0], outputs
        assert analyst.execute("select count(*) from mart.anstallda").fetchone() == before
    assert list((home / "exempel/14/tillfalligt").iterdir()) == []
    verified_sums(latest(home))
