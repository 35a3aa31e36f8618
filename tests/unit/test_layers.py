"""The layers of the design, read from every import statement."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("pipelines", "assets", "sources", "checks", "reports")
DAGSTER_MODULES = {
    "assets.raw.definitions",
    "assets.table_assets",
    "assets.published.definitions",
    "checks.asset_checks",
    "reports.report_assets",
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module not in OURS:
                found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules() -> dict[str, set[str]]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): imports(path)
        for package in OURS
        for path in (ROOT / package).rglob("*.py")
    }


def breaches(found: dict[str, set[str]]) -> list[str]:
    bad = []
    for name, imported in found.items():
        top = name.split(".")[0]
        for other in imported:
            target = other.split(".")[0]
            outside = {"dagster", "duckdb", "great_expectations"}
            if target == "great_expectations" and name != "checks.runner":
                bad.append(f"{name} imports great_expectations")
            if target == "dagster" and name not in DAGSTER_MODULES and top != "pipelines":
                bad.append(f"{name} imports dagster")
            if target not in OURS and target not in outside:
                continue
            if target == "pipelines" and top != "pipelines":
                bad.append(f"{name} imports pipelines")
            if name.startswith("assets.reference") and target in OURS and not other.startswith("assets.reference"):
                bad.append(f"{name} imports {other}")
            elsewhere = target in outside or (target in OURS and target != "sources")
            if top == "sources" and elsewhere and not other.startswith("assets.reference"):
                bad.append(f"{name} imports {other}")
            bottom = name.startswith(("assets.contracts", "assets.methods", "assets.reference"))
            if bottom and (target == "dagster" or (target == "sources" and not other.startswith("sources.catalogue"))):
                bad.append(f"{name} imports {other}")
            if top == "assets" and target in ("checks", "reports"):
                bad.append(f"{name} imports {other}")
            allowed = tuple(
                f"assets.{n}" for n in ("contracts", "methods", "reference", "home", "errors", "swedish_time")
            )
            if top in ("checks", "reports") and target in OURS and target != top and not other.startswith(allowed):
                bad.append(f"{name} imports {other}")
    return bad


def test_no_layer_imports_what_it_must_not():
    assert breaches(modules()) == []


@pytest.mark.parametrize(
    ("name", "imported"),
    [
        ("sources.scb.client", {"dagster"}),
        ("sources.http", {"assets.contracts.model"}),
        ("checks.contract", {"sources.errors"}),
        ("reports.excel", {"checks.gate"}),
        ("assets.methods.mismatch", {"sources.errors"}),
        ("assets.marts.demand", {"pipelines.settings"}),
        ("checks.contract", {"great_expectations"}),
        ("assets.reference", {"assets.contracts.model"}),
    ],
)
def test_a_breach_is_seen(name: str, imported: set[str]):
    assert breaches({name: imported})


def test_only_settings_reads_the_environment():
    readers = {
        name
        for name, path in ((n, ROOT / (n.replace(".", "/") + ".py")) for n in modules())
        if path.is_file()
        and ("os.environ" in path.read_text(encoding="utf-8") or "getenv" in path.read_text(encoding="utf-8"))
    }
    assert readers == {"pipelines.settings", "pipelines.cli", "pipelines.instance"}


def test_importing_the_entry_point_does_not_import_great_expectations_or_touch_disk(tmp_path: Path):
    code = "import sys; import pipelines.definitions as d; d.defs(); print('great_expectations' in sys.modules)"
    before = sorted(tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
    assert sorted(tmp_path.iterdir()) == before
