"""What a change of a file makes anew: all that its code has made, and what is made of that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines import editions
from pipelines.running_code import _on_disk

TABLES, REPORTS = ("assets", "checks", "pipelines", "sources"), "reports"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one file in each package."""
    for package in (*TABLES, REPORTS):
        (tmp_path / package).mkdir()
        (tmp_path / package / "a.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(editions, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("package", TABLES)
def test_code_before_the_reports_makes_tables_and_reports_anew(project: Path, package: str):
    before = _on_disk()
    (project / package / "a.py").write_text("a = 2\n", encoding="utf-8")
    now = _on_disk()
    assert now.of_tables != before.of_tables
    assert now.of_reports != before.of_reports


@pytest.mark.parametrize("name", ["a.py", "sida.html.j2"])
def test_code_and_templates_of_reports_make_reports_anew_and_no_table(project: Path, name: str):
    before = _on_disk()
    (project / REPORTS / name).write_text("a = 2\n", encoding="utf-8")
    now = _on_disk()
    assert now.of_tables == before.of_tables
    assert now.of_reports != before.of_reports
    shutil.rmtree(project / REPORTS)
    assert _on_disk().of_tables == before.of_tables


def test_libraries_make_both_anew(project: Path, monkeypatch: pytest.MonkeyPatch):
    before = _on_disk()
    monkeypatch.setattr("pipelines.running_code.distributions", lambda: ())
    now = _on_disk()
    assert now.of_tables != before.of_tables
    assert now.of_reports != before.of_reports
