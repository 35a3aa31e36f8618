"""``kompetens backtest``: what is printed, and that nothing is written."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.home import Home
from assets.marts.long_term.panels import REGISTERS
from pipelines.cli import main
from tests.unit.assets.marts.long_term.registers import delregions_over_years, employees, registers


def tables() -> dict[str, pa.Table]:
    return {**registers(), "employees": delregions_over_years()}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    return tmp_path


def write(home: Path, mode: str, tables: dict[str, pa.Table]) -> None:
    for name, made in tables.items():
        path = Home(home / mode / "14").table({"employees": EMPLOYEES, **REGISTERS}[name].id)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(made, path)


def files(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def test_errors_coverage_and_the_gate_are_printed_and_nothing_is_written(home, capsys):
    write(home, "exempel", tables())
    before = files(home)
    assert main(["backtest"]) == 0
    assert files(home) == before
    said = capsys.readouterr().out
    assert said.startswith("EXEMPELDATA: alla tal är påhittade")
    for level in ("ssyk3", "ssyk4"):
        assert f"{level}: relativt fel" in said
    assert "  familjetrend: 1 år 0," in said
    assert "  egen trend: 1 år " in said
    assert "  5 år framåt publiceras " in said
    assert "    täckning, storlek: " in said
    assert "(krav minst 0,75, högst 0,9: " in said
    assert "  storlänens lutning: 2016 " in said
    assert "  delregioner, 5 år framåt publiceras " in said
    assert "    relativt fel: egen trend " in said
    assert "    täckning, delregioner, storlek: " in said
    assert "    relativt fel mot länets utveckling: egen trend " in said
    assert "  täckning, kvinnor: 1 år " in said
    assert said.rstrip().endswith("Kraven och varje mått står i tabellen traffsakerhet.")


def test_what_could_not_be_tried_in_the_delregioner_is_said(home, capsys):
    write(home, "exempel", {**tables(), "employees": employees()})
    assert main(["backtest"]) == 0
    assert "Inte prövad i delregionerna" in capsys.readouterr().out


def test_real_figures_are_never_called_made_up(home, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_SOURCE", "live")
    write(home, "skarp", tables())
    assert main(["backtest"]) == 0
    assert "EXEMPELDATA" not in capsys.readouterr().out


def test_without_registers_it_says_what_to_do(home, capsys):
    assert main(["backtest"]) == 1
    assert "Kör först kompetens run." in capsys.readouterr().out


def test_with_nothing_to_try_on_it_says_so(home, capsys):
    write(home, "exempel", {name: table.slice(0, 0) for name, table in tables().items()})
    assert main(["backtest"]) == 1
    assert capsys.readouterr().out.startswith("Inget kan prövas")
