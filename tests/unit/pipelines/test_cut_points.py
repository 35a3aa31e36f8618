from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from assets.contracts.assessment import SIGNALS
from assets.home import Home
from assets.methods.signals import INDICATORS, MATCHED
from assets.reference import cut_points
from pipelines.cli import main
from tests.unit.world.numbers import STAGED_COUNTIES, usual


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    return tmp_path


def write(home: Path, mode: str = "exempel", **changes: pa.Table) -> None:
    sources, table = usual()
    for name, made in {SIGNALS.id: table, STAGED_COUNTIES.id: sources[STAGED_COUNTIES], **changes}.items():
        path = Home(home / mode / "14").table(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(made, path)


def files(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("source", "mode", "status", "figures"),
    [("example", "exempel", "EXEMPELDATA", "påhittade tal"), ("live", "skarp", "preliminär", "källornas egna tal")],
)
def test_the_limits_are_printed_as_the_file_wants_them_and_nothing_is_written(
    source, mode, status, figures, home, monkeypatch, capsys
):
    monkeypatch.setenv("KOMPETENS_SOURCE", source)
    write(home, mode)
    before = files(home)
    assert main(["cutpoints"]) == 0
    assert files(home) == before
    said = capsys.readouterr().out
    rows, _, rest = said.partition("\n\n")
    header, *lines = rows.splitlines()
    assert header == "indikator,c25,c50,c75,celler,period,raknad_pa,status,granskad_av"
    assert [line.split(",")[0] for line in lines] == [i.code for i in INDICATORS]
    for line in lines:
        _, *numbers, cells, period, computed_on, written, reviewed = line.split(",")
        assert [float(n) for n in numbers] == sorted(float(n) for n in numbers)
        assert (int(cells) > 0, period, written, reviewed) == (True, "2025-09–2026-08", status, "Ej granskad")
        # What the tables have, and not what they should have.
        assert computed_on == f"{figures} för 2 län"
    assert all(line.startswith("#") for line in rest.splitlines())
    for name, cut in cut_points().items():
        assert f"#   {name}: " in rest
        assert f" mot {cut.points[1]} ({cut.status})" in rest
    assert "Exempeldata får aldrig bli gränser." in rest


def test_without_tables_it_says_what_to_run(home, capsys):
    assert main(["cutpoints"]) == 1
    said = capsys.readouterr().out.strip()
    assert said.startswith("Tabellerna som gränserna räknas på finns inte i ")
    assert said.endswith("Kör först kompetens run.")
    assert "\n" not in said
    write(home)
    Home(home / "exempel" / "14").table(STAGED_COUNTIES.id).unlink()
    assert main(["cutpoints"]) == 1


def test_an_indicator_without_values_is_one_sentence(home, capsys):
    table = usual()[1]
    write(home, **{SIGNALS.id: table.filter(pc.not_equal(table["indikator"], MATCHED.code))})
    assert main(["cutpoints"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"Indikatorn {MATCHED.code} har inget värde i något län")
    assert said.err.count("\n") == 1
