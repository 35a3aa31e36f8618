"""A table, and a check's answer, is not computed again when nothing that it is made of is another; else it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets import table_assets
from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import STAGED_UNEMPLOYED, STAGED_UNEMPLOYED_COUNTIES, UNEMPLOYED
from assets.contracts.words import NOT_RUN
from assets.files import sha256
from assets.home import Home
from assets.stamp import place_of
from checks.asset_checks import asset_checks
from checks.gate import CheckLog
from checks.rules.base import Reconciliation
from checks.tables import tables_in
from pipelines import resources
from pipelines.in_process import QUIET
from pipelines.running_code import Code, running_code
from pipelines.settings import Settings, load
from tests.unit.world.county import county
from tests.unit.world.places import COUNTY

READ = [dg.AssetSpec(list(c.asset_key)).with_io_manager_key("io_manager") for c in (STAGED_UNEMPLOYED, DIM_GEO)]
CHECKS = asset_checks()
TABLE, NOW = UNEMPLOYED.id, "nu"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a mart that was made of two tables and judged."""
    folder = tmp_path_factory.mktemp("hem")
    settings = load({"KOMPETENS_HOME": str(folder)}, folder / "no.env")
    home, world = Home(settings.home), county()
    home.create()
    for contract in (STAGED_UNEMPLOYED, DIM_GEO):
        home.table(contract.id).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(contract.conform(world[contract]), home.table(contract.id))
    assert said(run(settings))["räknad"].value == NOW
    return folder


@pytest.fixture
def settings(settled: Path, tmp_path: Path) -> Settings:
    folder = shutil.copytree(settled, tmp_path / "hem")
    return load({"KOMPETENS_HOME": str(folder)}, folder / "no.env")


def run(settings: Settings) -> dg.ExecuteInProcessResult:
    """Make the mart and run its checks, as the whole job would."""
    made = [table_assets._mart_asset(mart) for mart in table_assets.MARTS if mart.contract is UNEMPLOYED]
    judged = [c for c in CHECKS if c.node_def.name == f"kontroller_mart_{UNEMPLOYED.name}"]
    return (
        dg.Definitions([*made, *READ], asset_checks=judged, resources=resources.resources(settings))
        .resolve_implicit_global_asset_job_def()
        .execute_in_process(run_config=QUIET, raise_on_error=False)
    )


def said_of(event: dg.DagsterEvent) -> dict[str, dg.MetadataValue]:
    return dict(event.step_materialization_data.materialization.metadata)


def said(result: dg.ExecuteInProcessResult) -> dict[str, dg.MetadataValue]:
    (event,) = result.get_asset_materialization_events()
    return said_of(event)


def judged(result: dg.ExecuteInProcessResult) -> list[tuple[object, ...]]:
    return [
        (e.check_name, e.passed, e.severity, e.description, e.metadata) for e in result.get_asset_check_evaluations()
    ]


def change(path: Path) -> None:
    """Another table of the same form: without its last row."""
    table = pq.read_table(path)
    pq.write_table(table.slice(0, len(table) - 1), path)


def test_unchanged_it_stands_and_the_run_says_all_that_it_said_before(settings: Settings):
    path = Home(settings.home).table(TABLE)
    digest, stamp, log = sha256(path), place_of(path).read_bytes(), Home(settings.home).checks / f"{TABLE}.json"
    before = path.stat().st_mtime_ns
    first, answers = run(settings), log.read_bytes()
    second = run(settings)
    for result in (first, second):
        assert str(said(result)["räknad"].value).startswith("oförändrad sedan 20")
    assert said(first) == said(second)
    assert said(first)["kontrollsumma"].value == digest
    assert (path.stat().st_mtime_ns, place_of(path).read_bytes(), log.read_bytes()) == (before, stamp, answers)
    assert judged(first) == judged(second)
    place_of(path).unlink()
    log.unlink()
    again = run(settings)
    assert said(again) == {**said(first), "räknad": dg.MetadataValue.text(NOW)}
    assert judged(again) == judged(first)
    assert (sha256(path), log.read_bytes()) == (digest, answers)


def other_input(settings: Settings, _: pytest.MonkeyPatch) -> None:
    change(Home(settings.home).table(STAGED_UNEMPLOYED.id))


def other_neighbour(settings: Settings, _: pytest.MonkeyPatch) -> None:
    change(Home(settings.home).table(DIM_GEO.id))


def damaged(settings: Settings, _: pytest.MonkeyPatch) -> None:
    path = Home(settings.home).table(TABLE)
    path.write_bytes(path.read_bytes()[:-1])


def changed_by_hand(settings: Settings, _: pytest.MonkeyPatch) -> None:
    change(Home(settings.home).table(TABLE))


def other_stamp(settings: Settings, _: pytest.MonkeyPatch) -> None:
    path = place_of(Home(settings.home).table(TABLE))
    path.write_text(path.read_text(encoding="utf-8").replace('"kod": "', '"kod": "x'), encoding="utf-8")


def other_code(_: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "running_code", lambda: Code("annan kod", "annan kod"))


def function_that_no_digest_knows(_: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def outside(make: Callable[..., pa.Table]) -> Callable[..., pa.Table]:
        return wraps(make)(lambda **read: make(**read))

    marts = [replace(m, make=outside(m.make)) if m.contract is UNEMPLOYED else m for m in table_assets.MARTS]
    monkeypatch.setattr(table_assets, "MARTS", marts)


@pytest.mark.parametrize(
    "other",
    [other_input, other_neighbour, damaged, changed_by_hand, other_stamp, other_code, function_that_no_digest_knows],
    ids=lambda f: f.__name__,
)
def test_made_of_anything_else_it_is_made_again(settings: Settings, monkeypatch: pytest.MonkeyPatch, other):
    right = sha256(Home(settings.home).table(TABLE))
    other(settings, monkeypatch)
    result = run(settings)
    assert said(result)["räknad"].value == NOW
    if other not in (other_input, other_neighbour):
        assert said(result)["kontrollsumma"].value == right
    then = str(said(run(settings))["räknad"].value)
    assert then == NOW if other is function_that_no_digest_knows else then.startswith("oförändrad")


def test_another_page_or_workbook_lets_every_table_and_answer_stand(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    before = Home(settings.home).checks.joinpath(f"{TABLE}.json").read_bytes()
    of_tables = running_code().of_tables
    monkeypatch.setattr(resources, "running_code", lambda: Code(of_tables, "andra sidor"))
    assert str(said(run(settings))["räknad"].value).startswith("oförändrad")
    assert Home(settings.home).checks.joinpath(f"{TABLE}.json").read_bytes() == before


def test_the_same_tables_under_another_setting_are_made_again(settings: Settings):
    """The county is what a table's function may be given of the settings."""
    assert settings.region == COUNTY
    other = replace(settings, region="12")
    shutil.copytree(settings.home, other.home)
    assert not [e for e in run(settings).get_asset_materialization_events() if said_of(e)["räknad"].value == NOW]
    result = run(other)
    # Of another county's municipalities there are none in these tables: either way it was not taken for what it was.
    assert [said_of(e)["räknad"].value for e in result.get_asset_materialization_events()] in ([NOW], [])
    assert result.success or [e for e in result.all_events if e.is_step_failure]


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the comparisons that were made."""
    names: list[str] = []
    compare = Reconciliation.run

    def run(self: Reconciliation, *given):
        names.append(self.spec.name)
        return compare(self, *given)

    monkeypatch.setattr(Reconciliation, "run", run)
    return names


def test_an_answer_stands_until_code_or_any_table_that_it_read_is_another(
    settings: Settings, tried: list[str], monkeypatch: pytest.MonkeyPatch
):
    home = Home(settings.home)
    run(settings)
    assert tried == []
    other_input(settings, monkeypatch)
    run(settings)
    assert tried == ["inskrivna_summerar"]
    run(settings)
    assert tried == ["inskrivna_summerar"]
    other_code(settings, monkeypatch)
    run(settings)
    assert tried == ["inskrivna_summerar"] * 2
    log = home.checks / f"{TABLE}.json"
    log.write_text(log.read_text(encoding="utf-8").replace("annan kod", "en tredje"), encoding="utf-8")
    run(settings)
    assert tried == ["inskrivna_summerar"] * 3


def test_a_neighbour_that_is_another_makes_the_comparison_again(tmp_path: Path, tried: list[str]):
    home, world = Home(tmp_path), county()
    for contract in (STAGED_UNEMPLOYED, STAGED_UNEMPLOYED_COUNTIES):
        home.table(contract.id).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(contract.conform(world[contract]), home.table(contract.id))
    log = CheckLog(home, tables_in(home, lambda _: ()), "kod")
    first = log.judge(STAGED_UNEMPLOYED_COUNTIES)
    assert log.judge(STAGED_UNEMPLOYED_COUNTIES) == first
    assert tried == ["lanet_som_kommunerna"]
    change(home.table(STAGED_UNEMPLOYED.id))
    assert log.judge(STAGED_UNEMPLOYED_COUNTIES) != first
    assert tried == ["lanet_som_kommunerna"] * 2


def test_what_another_county_was_answered_of_the_same_tables_stands_here_too(tmp_path: Path, tried: list[str]):
    world, (other, own) = county(), (Home(tmp_path / code) for code in ("12", "14"))

    def log(home: Home, code: str = "kod") -> CheckLog:
        return CheckLog(home, tables_in(home, lambda _: ()), code)

    for home in (other, own):
        for contract in (STAGED_UNEMPLOYED, STAGED_UNEMPLOYED_COUNTIES):
            home.table(contract.id).parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(contract.conform(world[contract]), home.table(contract.id))
    answered = log(other).judge(STAGED_UNEMPLOYED_COUNTIES)
    assert log(own).judge(STAGED_UNEMPLOYED_COUNTIES) == answered
    assert tried == ["lanet_som_kommunerna"]
    shutil.rmtree(own.checks)
    log(own, "annan kod").judge(STAGED_UNEMPLOYED_COUNTIES)
    assert tried == ["lanet_som_kommunerna"] * 2
    shutil.rmtree(own.checks)
    change(own.table(STAGED_UNEMPLOYED.id))
    assert log(own).judge(STAGED_UNEMPLOYED_COUNTIES) != answered
    assert tried == ["lanet_som_kommunerna"] * 3


def test_what_gave_no_answer_is_asked_again(tmp_path: Path, tried: list[str]):
    home, world = Home(tmp_path), county()
    home.table(UNEMPLOYED.id).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(UNEMPLOYED.conform(world[UNEMPLOYED]), home.table(UNEMPLOYED.id))
    log = CheckLog(home, tables_in(home, lambda _: ()), "kod")
    log.write([replace(r, outcome=NOT_RUN) for r in log.judge(UNEMPLOYED)])
    assert NOT_RUN not in {r.outcome for r in log.judge(UNEMPLOYED)}
    assert tried == ["inskrivna_summerar"] * 2


def test_files_changed_under_a_process_leave_nothing_standing(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    from pipelines import running_code as module

    module.loaded_code()
    monkeypatch.setattr(module, "_on_disk", lambda: Code("uppdaterad", "uppdaterad"))
    for _ in range(2):
        assert said(run(settings))["räknad"].value == NOW
