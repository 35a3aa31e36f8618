"""Faults, kills, two runs at once, and a held database: what was published stays whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from assets import table_assets
from assets.contracts.edition import QUALITY
from assets.contracts.mismatch import MISMATCH
from assets.contracts.unemployed import STAGED_UNEMPLOYED
from assets.contracts.words import FAILED
from assets.declaration import Maker
from assets.stamp import place_of
from pipelines import definitions
from pipelines.in_process import QUIET
from pipelines.instance import anchor
from pipelines.settings import load
from tests.integration.test_whole_run import ROOT, verified_sums
from tests.shared import RUN_SECONDS

KILLED_AFTER = ("raw/scb_tab4434", "staged/annonser", "mart/obalans", "publicering/warehouse", "rapport/fyrbodal")


@pytest.fixture(scope="module")
def home(made_up: Path, module_folder: Path) -> Path:
    return shutil.copytree(made_up, module_folder / "kopia")


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


def make_again(home: Path, step: str) -> None:
    """Let the next run make the table or the report anew, as a night with news does."""
    layer, name = step.split("/")
    place_of(home / f"exempel/14/data/{layer}/{name}.parquet").unlink(missing_ok=True)
    for draft in (home / "exempel/14/utkast").glob(f"*/{name}"):
        shutil.rmtree(draft)
    if step == "publicering/warehouse":
        place_of(home / "exempel/14/warehouse/kompetensbehov.duckdb").unlink(missing_ok=True)


@pytest.mark.parametrize("step", KILLED_AFTER)
def test_killed_in_the_middle_the_last_good_files_are_whole(home: Path, step: str):
    before = verified_sums(latest(home))
    make_again(home, step)
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


def changed(maker: Maker, change: Callable[[pa.Table], pa.Table]) -> Maker:
    """The same table, changed after it is made."""

    @wraps(maker.make)
    def make(*read: object, **given: object) -> pa.Table:
        return change(maker.make(*read, **given))

    return replace(maker, make=make)


def times(table: pa.Table, column: str, factor: float, where: Sequence[bool]) -> pa.Table:
    """A column multiplied in some rows."""
    at = table.column_names.index(column)
    more = pc.cast(pc.multiply(table[column], factor), table[column].type)
    return table.set_column(at, column, pc.if_else(pa.array(where), more, table[column]))


def test_the_gate_holds_in_the_whole_job_and_in_a_selection_of_assets(home: Path, job, monkeypatch: pytest.MonkeyPatch):
    before = verified_sums(latest(home))
    warehouse = (home / "exempel/14/warehouse/kompetensbehov.duckdb").read_bytes()
    wrong = [
        changed(mart, lambda t: times(t, "platser_per_arbetslos", 1000.0, [True] * len(t)))
        if mart.contract is MISMATCH
        else mart
        for mart in table_assets.MARTS
    ]
    monkeypatch.setattr(table_assets, "MARTS", wrong)
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


def test_a_table_made_again_alone_is_held_against_its_neighbours(home: Path, job, monkeypatch: pytest.MonkeyPatch):
    """Göteborg's registered unemployed ten times too many, in that table and what follows it, without the other tables of them."""
    before = verified_sums(latest(home))
    warehouse = (home / "exempel/14/warehouse/kompetensbehov.duckdb").read_bytes()

    def tenfold(table: pa.Table) -> pa.Table:
        return times(table, "varde", 10, [code == "1480" for code in table["kommun_kod"].to_pylist()])

    wrong = [
        replace(s, tables=tuple(changed(m, tenfold) if m.contract is STAGED_UNEMPLOYED else m for m in s.tables))
        for s in table_assets.STAGED
    ]
    monkeypatch.setattr(table_assets, "STAGED", wrong)
    definitions_ = definitions.build(load({"KOMPETENS_HOME": str(home)}))
    follows = dg.AssetSelection.assets(list(STAGED_UNEMPLOYED.asset_key)).downstream()
    chosen = sorted(list(key.path) for key in follows.resolve(definitions_.resolve_asset_graph()))
    assert ["staged", "inskrivna_lan"] not in chosen
    quality = list(QUALITY.asset_key)
    assert quality in chosen
    left_out = job([key for key in chosen if key != quality])
    assert not left_out.success
    said = failures(left_out)
    another = "dömdes mot en annan {} än den som nu finns"
    assert f"staged.inskrivna_lan/lanet_som_kommunerna: {another.format('staged.inskrivna_arbetslosa')}" in said
    assert (
        f"mart.inskrivna_arbetslosa_profil/profil_blir_inskrivna: {another.format('mart.inskrivna_arbetslosa')}" in said
    )
    assert "eller mart.kvalitet och det som följer den" in said
    # What follows a table ends in mart.kvalitet, and there the checks of its neighbours are run again.
    judged = job([quality, ["publicering", "warehouse"], ["publicering", "publicerat"]])
    assert not judged.success
    said = failures(judged)
    assert "staged.inskrivna_lan/lanet_som_kommunerna: inte godkänd, jämförd med staged.inskrivna_arbetslosa (" in said
    assert "dömdes mot en annan" not in said
    found = pq.read_table(home / "exempel/14/data/mart/kvalitet.parquet").to_pylist()
    (row,) = (r for r in found if r["kontroll"] == "lanet_som_kommunerna")
    assert (row["utfall"], row["exempel"] > "") == (FAILED, True)
    key = dg.AssetCheckKey(dg.AssetKey(["staged", "inskrivna_lan"]), "lanet_som_kommunerna")
    with dg.DagsterInstance.get() as instance:
        (record,) = instance.event_log_storage.get_latest_asset_check_execution_by_key([key]).values()
    assert not record.event.dagster_event.asset_check_evaluation_data.passed
    assert verified_sums(latest(home)) == before
    assert (home / "exempel/14/warehouse/kompetensbehov.duckdb").read_bytes() == warehouse


def test_after_the_kills_and_the_red_checks_two_runs_at_once_complete_under_an_analyst_who_holds_the_database(
    home: Path,
):
    path = home / "exempel/14/warehouse/kompetensbehov.duckdb"
    with duckdb.connect(str(path), read_only=True) as analyst:
        before = analyst.execute("select count(*) from mart.anstallda").fetchone()
        runs = [start(home), start(home)]
        outputs = [run.communicate(timeout=RUN_SECONDS)[0] for run in runs]
        assert [run.returncode for run in runs] == [0, 0], outputs
        assert analyst.execute("select count(*) from mart.anstallda").fetchone() == before
    assert list((home / "exempel/14/tillfalligt").iterdir()) == []
    verified_sums(latest(home))
