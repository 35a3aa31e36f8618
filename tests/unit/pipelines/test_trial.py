"""``kompetens trial``: what is printed, and that nothing is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import STAGED_BAROMETER, WHOLE_GROUP
from assets.contracts.trial import UNITS
from assets.home import Home
from assets.methods.signals import ADS_RATE, INDICATORS
from assets.reference.areas import NATION
from assets.reference.occupations import occupations_ssyk3
from pipelines.cli import main
from tests.unit.rows import rows

COUNTIES = ("12", "14")
OCCUPATIONS = list(occupations_ssyk3())[10:50]


@cache
def barometer() -> pa.Table:
    """Every second occupation has large chances in both counties and the nation, the others small."""
    return rows(
        STAGED_BAROMETER,
        (
            {"lan_kod": county, "koncept_id": f"k{code}", "ssyk4": f"{code}1", "jobbmojligheter": ("stora", "små")[at % 2]}
            for county in (*COUNTIES, NATION)
            for at, code in enumerate(OCCUPATIONS)
        ),
        omgang="2026-1",
        galler=WHOLE_GROUP,
    )  # fmt: skip


@cache
def signals() -> pa.Table:
    """Ads per employee are many where the chances are large; every other indicator is the same for all."""
    return rows(
        SIGNALS,
        (
            {"geo_kod": county, "yrke_kod": code, "indikator": indicator.code, "medelfel": 0.1,
             "varde": 1.0 if indicator is not ADS_RATE else 40.0 + at if at % 2 == 0 else 10.0 - at / 10}
            for county in COUNTIES
            for at, code in enumerate(OCCUPATIONS)
            for indicator in INDICATORS
        ),
        geo_niva="lan",
        yrkesniva="ssyk3",
        period_fran="2025-09",
        period_till="2026-08",
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    return tmp_path


def write(home: Path, mode: str = "exempel", **changes: pa.Table) -> None:
    for name, made in {SIGNALS.id: signals(), STAGED_BAROMETER.id: barometer(), **changes}.items():
        path = Home(home / mode / "14").table(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(made, path)


def files(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def blocks(text: str) -> dict[str, list[str]]:
    """Heading → the lines under it."""
    parted = [part.splitlines() for part in text.removeprefix(EXAMPLE).strip().split("\n\n")]
    return {head.partition(" (")[0]: lines for head, *lines in parted}


EXAMPLE = "EXEMPELDATA: alla tal är påhittade och säger inget om verkligheten.\n"


def test_composition_indicators_classes_and_agreement_are_printed_and_nothing_is_written(home, capsys):
    write(home)
    before = files(home)
    assert main(["trial"]) == 0
    assert files(home) == before
    said = capsys.readouterr().out
    assert said.startswith(f"{EXAMPLE}Signalpoängen består av (version 4):\n")
    found = blocks(said)
    assert found["Signalpoängen består av"] == [
        "  annonser_per_100_anstallda, ordnad bland alla yrken, vikt 0,50",
        "  annonser_per_100_anstallda, ordnad bland yrken med samma första siffra, vikt 0,50",
        "Klassernas gränser, 0–100: 75, 60, 25",
    ]
    tried = found["Indikatorerna"]
    assert len(tried) == len(UNITS) * len(INDICATORS)
    assert all(any(f": {i.code}: " in line for line in tried) for i in INDICATORS)
    (first,) = [line for line in tried if f"{UNITS[0]}: {ADS_RATE.code}: " in line]
    assert first == f"  {UNITS[0]}: {ADS_RATE.code}: 1,00; 0,500, 0,500, 0,500; ingår i signalpoängen"
    classes = found["Klasserna"]
    assert len(classes) == len(UNITS) * 4
    (shares, called) = classes[0].removeprefix(f"  {UNITS[0]}: tydliga tecken på brist: ").split("; heter ")
    share, lower, upper, everywhere, opposite = (float(n.replace(",", ".")) for n in shares.split(", "))
    assert (share, everywhere, opposite, called) == (1.0, 0.5, 0.0, "tydliga tecken på brist")
    assert everywhere < lower <= share <= upper
    assert (
        f"  {UNITS[0]}: inga tydliga tecken: saknas, saknas, saknas, saknas, saknas; heter inga tydliga tecken"
        in classes
    )
    agreed = found["Samstämmighet med Arbetsförmedlingen"]
    assert {line.split(": ")[0].strip() for line in agreed} == set(UNITS)
    assert f"  {UNITS[0]}: af_rikstal: 1,00 (1,00 till 1,00), 1,00 (1,00 till 1,00)" in agreed
    assert said.rstrip().endswith("Exempeldata får aldrig avgöra vad poängen består av.")


def test_real_figures_are_never_called_made_up(home, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_SOURCE", "live")
    write(home, "skarp")
    assert main(["trial"]) == 0
    assert "EXEMPELDATA" not in capsys.readouterr().out


def test_without_a_barometer_nothing_is_tried_and_no_class_claims_anything(home, capsys):
    write(home, **{STAGED_BAROMETER.id: barometer().slice(0, 0)})
    assert main(["trial"]) == 0
    found = blocks(capsys.readouterr().out)
    assert all(line.endswith("saknas, saknas, saknas; inte prövad") for line in found["Indikatorerna"])
    called = [line.rpartition("; heter ")[2] for line in found["Klasserna"]][:: len(UNITS)]
    assert called == [
        "många annonser per anställd", "ganska många annonser per anställd", "inga tydliga tecken", "få annonser per anställd",
    ]  # fmt: skip
    assert found["Samstämmighet med Arbetsförmedlingen"] == ["  Inget är prövat: Yrkesbarometern saknas."]


@pytest.mark.parametrize(
    "gone", [(SIGNALS, STAGED_BAROMETER), (SIGNALS,), (STAGED_BAROMETER,)], ids=["both", "signals", "barometer"]
)
def test_without_tables_it_says_what_to_run(gone, home, capsys):
    write(home)
    for table in gone:
        Home(home / "exempel" / "14").table(table.id).unlink()
    assert main(["trial"]) == 1
    said = capsys.readouterr().out.strip()
    assert said == f"Tabellerna som provet görs på finns inte i {home}/exempel/14/data. Kör först kompetens run."


def test_tables_of_an_older_version_are_one_sentence(home, capsys):
    write(home, **{SIGNALS.id: signals().drop_columns(["i_poangen"])})
    assert main(["trial"]) == 1
    said = capsys.readouterr().out.strip()
    assert said == f"Tabellen mart.signaler i {home}/exempel/14/data är gjord av en äldre version. Kör kompetens run."
