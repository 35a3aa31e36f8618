"""The layers of the design: contracts of import-linter in pyproject.toml, and what no linter of imports can say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = read_configuration(str(ROOT / "pyproject.toml"))
CONTRACTS = CONFIGURATION["contracts_options"]
OURS = CONFIGURATION["session_options"]["root_packages"]
TYPES = {"forbidden": ForbiddenContract, "layers": LayersContract, "protected": ProtectedContract}


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Every import statement of the project, also those inside functions."""
    return grimp.build_graph(*OURS, include_external_packages=True, cache_dir=None)


def broken(imports: grimp.ImportGraph) -> set[str]:
    """Ids of the contracts that the imports break."""
    return {
        each["id"]
        for each in CONTRACTS
        if not TYPES[each["type"]](each["name"], CONFIGURATION["session_options"], each)
        .check(deepcopy(imports), verbose=False)
        .kept
    }


def test_no_layer_imports_what_it_must_not(imports: grimp.ImportGraph):
    assert broken(imports) == set()


BREACHES = [
    ("assets.reference.areas", "assets.contracts.model", {"flow", "reference"}),
    ("sources.http", "assets.contracts.model", {"sources"}),
    ("sources.scb.client", "dagster", {"sources", "dagster"}),
    ("sources.jsonstat", "duckdb", {"sources"}),
    ("sources.catalogue.entry", "sources.http", {"catalogue"}),
    ("assets.methods.mismatch", "sources.http", {"bottom"}),
    ("assets.methods.mismatch", "assets.published.warehouse", {"bottom", "flow"}),
    ("assets.staged.pxweb", "assets.marts.employees.demand", {"flow"}),
    ("assets.marts.employees.demand", "assets.published.warehouse", {"flow"}),
    ("assets.contracts.ads", "dagster", {"bottom", "dagster"}),
    ("checks.contract", "sources.http", {"checks"}),
    ("checks.contract", "assets.published.warehouse", {"checks"}),
    ("checks.contract", "reports.texts", {"checks"}),
    ("reports.texts", "checks.gate", {"reports"}),
    ("reports.texts", "assets.scratch_database", {"reports"}),
    ("assets.published.warehouse", "checks.gate", {"assets"}),
    ("assets.published.warehouse", "pipelines.settings", {"assets", "pipelines"}),
    ("assets.published.warehouse", "dagster", {"dagster"}),
    ("checks.judge", "checks.asset_checks", {"thin"}),
    ("checks.contract", "great_expectations", {"great_expectations"}),
]


@pytest.mark.parametrize(("importer", "imported", "contracts"), BREACHES)
def test_a_breach_is_seen(imports: grimp.ImportGraph, importer: str, imported: str, contracts: set[str]):
    assert {importer, imported} <= imports.modules
    planted = deepcopy(imports)
    planted.add_import(importer=importer, imported=imported)
    assert broken(planted) == contracts


def test_a_new_module_of_assets_must_be_given_its_place(imports: grimp.ImportGraph):
    planted = deepcopy(imports)
    planted.add_module("assets.new_module")
    assert broken(planted) == {"flow"}


def test_every_contract_has_a_breach_that_it_sees():
    assert {each["id"] for each in CONTRACTS} == set().union(*(contracts for *_, contracts in BREACHES))


@pytest.mark.parametrize(
    ("chain", "contracts"),
    [
        (("checks.contract", "checks.new_module", "assets.published.warehouse"), {"checks"}),
        (("assets.swedish_time", "assets.methods.new_module", "sources.http"), {"bottom"}),
        (("sources.http", "sources.new_module", "assets.errors"), {"sources"}),
    ],
)
def test_a_breach_through_another_module_is_seen(
    imports: grimp.ImportGraph, chain: tuple[str, ...], contracts: set[str]
):
    planted = deepcopy(imports)
    for importer, imported in pairwise(chain):
        planted.add_import(importer=importer, imported=imported)
    assert broken(planted) == contracts


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("sources.http", "assets.reference.areas"),
        ("assets.contracts.ads", "sources.catalogue.ads"),
        ("checks.contract", "assets.home"),
        ("reports.texts", "assets.resources"),
        ("pipelines.show", "checks.asset_checks"),
    ],
)
def test_what_the_layers_allow_breaks_nothing(imports: grimp.ImportGraph, importer: str, imported: str):
    planted = deepcopy(imports)
    planted.add_import(importer=importer, imported=imported)
    assert broken(planted) == set()


def test_the_command_finds_an_import_inside_a_function_and_names_the_contract(tmp_path: Path):
    for package in OURS:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.csv", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "reports/texts.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef _late() -> None:\n    from checks import gate\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Reports import only the bottom of assets BROKEN" in done.stdout
    assert "reports.texts -> checks.gate" in done.stdout
    assert f"{len(CONTRACTS) - 1} kept, 1 broken" in done.stdout


def test_only_settings_reads_the_environment():
    readers = {
        path.relative_to(ROOT).as_posix()
        for package in OURS
        for path in (ROOT / package).rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("os.environ", "getenv"))
    }
    assert readers == {"pipelines/__init__.py", "pipelines/settings.py", "pipelines/cli.py", "pipelines/instance.py"}


def test_importing_the_entry_point_does_not_import_great_expectations_or_touch_disk(tmp_path: Path):
    """And sets the threads of OpenBLAS before NumPy reads how many it shall have."""
    code = (
        "import os, sys, pipelines; print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS']);"
        "import pipelines.definitions as d; d.defs(); print('great_expectations' in sys.modules)"
    )
    before = sorted(tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "1", "False"]
    assert sorted(tmp_path.iterdir()) == before
