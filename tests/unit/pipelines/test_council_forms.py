"""``kompetens form`` and ``import``, the inbox's sensor and its job."""

from __future__ import annotations

import os
import shlex
import shutil
import time
from pathlib import Path
from typing import Any

import dagster as dg
import openpyxl
import pytest
from dagster._core.test_utils import create_run_for_test

from assets.errors import UsageError
from assets.home import Home
from assets.reference.council_form import STATISTICS
from pipelines.cli import main
from pipelines.council_forms import give_out
from pipelines.dagster_queue import HOME_TAG
from pipelines.jobs import of_home
from pipelines.resources import resources, snapshot_store
from pipelines.sensors import inbox_job, inbox_sensor
from pipelines.settings import Settings, load
from reports.sheets.workbook import workbook
from reports.warehouse import read_warehouse
from sources.councils.forms import stored
from sources.councils.inbox import STILL_SECONDS
from sources.snapshot import DECISION
from tests.unit.sources.bad_forms import made, packed, parts, put, text
from tests.unit.sources.good_forms import ANSWERS, COMMENT, FIRST, TODAY, Given, form

FORM = "formular_fyrbodal_2026-2_runda1.xlsx"
EMPLOYER = "Verkstan i Lilla Edet lägger ner"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("sources.snapshot", "sources.councils.forms"):
        monkeypatch.setattr(f"{place}.now_utc", lambda: f"{TODAY}T12:00:00Z")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an empty home, also the command line's, which stands in a folder of its own."""
    homes = tmp_path / "ett hem"
    monkeypatch.setenv("KOMPETENS_HOME", str(homes))
    for folder in (homes, tmp_path / "arbete"):
        folder.mkdir()
    monkeypatch.chdir(tmp_path / "arbete")
    return load({"KOMPETENS_HOME": str(homes)}, tmp_path / "no.env")


def kept(own: Settings) -> int:
    return len(stored(snapshot_store(own, Home(own.home))))


def waiting(own: Settings, data: bytes, name: str = "form.xlsx") -> Path:
    """A file that has lain in the inbox for a while."""
    folder = Home(own.home).inbox
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    os.utime(folder / name, (time.time() - STILL_SECONDS - 5,) * 2)
    return folder / name


def test_a_form_is_written_for_a_delregion(own: Settings, capsys: pytest.CaptureFixture[str]):
    assert main(["form", "Fyrbodal", "--back", "2026-12-24"]) == 0
    book = openpyxl.load_workbook(FORM)
    assert "2026-12-24" in " ".join(str(cell.value) for cell in book["Läs mig"]["A"])
    assert STATISTICS not in book.sheetnames
    assert FORM in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["småland"], "'småland' är ingen delregion. Välj "),
        (["fyrbodal", "--back", "2026-11-28"], "är ingen dag från och med i dag. Skriv --back ÅÅÅÅ-MM-DD"),
        (["fyrbodal", "--back", "julafton"], "'julafton' är ingen dag"),
        (["fyrbodal", "--back", "2026-02-30"], "'2026-02-30' är ingen dag"),
        (["fyrbodal", "--back", "20261224"], "'20261224' är ingen dag"),
        (["fyrbodal", "--turn", "2"], "Runda 2 bygger på runda 1, och fyrbodal har inte lämnat den"),
    ],
)
def test_wrong_use_of_form_is_one_sentence_and_writes_nothing(
    arguments: list[str], sentence: str, own: Settings, capsys: pytest.CaptureFixture[str]
):
    assert main(["form", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert list(Path.cwd().iterdir()) == []


def test_a_form_is_never_written_over(own: Settings, capsys: pytest.CaptureFixture[str]):
    Path(FORM).write_bytes(b"filled in")
    assert main(["form", "fyrbodal"]) == 2
    assert "finns redan" in capsys.readouterr().err
    assert Path(FORM).read_bytes() == b"filled in"


def test_the_second_turn_has_the_answers_of_the_first_and_the_statistics(
    own: Settings, settings: Settings, capsys: pytest.CaptureFixture[str]
):
    Path("ifyllt.xlsx").write_bytes(form(Given(made_up=True)))
    assert main(["import", "ifyllt.xlsx"]) == 0
    assert main(["form", "fyrbodal", "--turn", "2"]) == 2
    assert "lagret finns inte ännu. Kör först kompetens run" in capsys.readouterr().err
    home = Home(own.home)
    shutil.copyfile(Home(settings.home).warehouse_file, home.warehouse_file)
    assert main(["form", "fyrbodal", "--turn", "2"]) == 0
    book = openpyxl.load_workbook(FORM.replace("runda1", "runda2"))
    assert book["Bedömning"]["C2"].value == ANSWERS["Bedömning"][0]["klass"]
    assert book["Bedömning"]["M2"].value == COMMENT
    assert book["Bedömning"]["M2"].data_type == "s"
    beside = [[str(cell.value) for cell in row] for row in book[STATISTICS].iter_rows()]
    assert any(line[0].startswith("Källa: SCB") for line in beside), "its source"
    (headings,) = [at for at, line in enumerate(beside) if line[:2] == ["Kod", "Yrke"]]
    area = workbook(read_warehouse(home.warehouse_file), "fyrbodal")
    (sheet,) = [sheet for sheet in area.sheets if sheet.name == "Bedömning"]
    assert [line[0] for line in beside[headings + 1 :]] == [row[0] for row in sheet.rows]


def test_the_second_turn_goes_on_from_the_form_that_was_handed_in_last_that_day(own: Settings, settings: Settings):
    for name, word in (("forst.xlsx", "tydliga tecken på brist"), ("rattat.xlsx", "tecken på överskott")):
        Path(name).write_bytes(form(Given(made_up=True)))
        book = openpyxl.load_workbook(name)
        book["Bedömning"]["C2"] = word
        book.save(name)
        assert main(["import", name]) == 0
    shutil.copyfile(Home(settings.home).warehouse_file, Home(own.home).warehouse_file)
    assert main(["form", "fyrbodal", "--turn", "2"]) == 0
    assert openpyxl.load_workbook(FORM.replace("runda1", "runda2"))["Bedömning"]["C2"].value == "tecken på överskott"


def test_what_is_given_out_is_taken_in_when_it_is_filled_in(own: Settings):
    assert main(["form", "fyrbodal"]) == 0
    assert main(["import", FORM]) == 1, "nothing is filled in"
    book = openpyxl.load_workbook(FORM)
    for letter, value in (("C", "inga tydliga tecken"), ("E", "låg"), ("I", 3), ("J", "enkät"), ("K", "nej")):
        book["Bedömning"][f"{letter}2"] = value
    day = next(cell for cell in book["Läs mig"]["A"] if str(cell.value).startswith("Behandlat"))
    from datetime import date

    book["Läs mig"].cell(day.row, 2).value = date.fromisoformat(TODAY)
    book.save("ifyllt.xlsx")
    assert main(["import", "ifyllt.xlsx"]) == 0
    assert kept(own) == 1


@pytest.mark.parametrize("name", ["finns inte.xlsx", "."])
def test_a_file_that_is_not_there_is_one_sentence(name: str, own: Settings, capsys: pytest.CaptureFixture[str]):
    assert main(["import", name]) == 2
    assert "finns inte. Ange var det ifyllda formuläret ligger." in capsys.readouterr().err


def test_a_form_is_taken_in_once(own: Settings, capsys: pytest.CaptureFixture[str]):
    Path("x.xlsx").write_bytes(form())
    assert main(["import", "x.xlsx"]) == 0
    assert "x.xlsx är inläst (fyrbodal, omgång 2026-2, runda 1, " in capsys.readouterr().out
    assert main(["import", "x.xlsx"]) == 0
    assert "x.xlsx är redan inläst" in capsys.readouterr().out
    assert kept(own) == 1


def test_a_form_whose_decision_is_lost_is_told_of_and_taken_in_again(own: Settings, capsys: pytest.CaptureFixture[str]):
    Path("svar.xlsx").write_bytes(form())
    assert main(["import", "svar.xlsx"]) == 0
    assert main(["quarantine"]) == 0
    assert "saknar beslutet" not in capsys.readouterr().out
    (decision,) = Home(own.home).raw.rglob(DECISION)
    decision.unlink()
    assert kept(own) == 0
    assert main(["quarantine"]) == 0
    (said,) = [line for line in capsys.readouterr().out.splitlines() if "saknar beslutet" in line]
    assert said.startswith("Formuläret fyrbodal 2026-2 runda 1")
    assert main(["import", *shlex.split(said.rpartition("kompetens import ")[2])]) == 0
    assert kept(own) == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("class misspelt", "Bladet Bedömning, cell C2: 'tydlig tecken på brist' är inget av valen."),
        ("password or .xls", "Filen: den har lösenord"),
        ("sheet removed", "Bladet Insatser: bladet saknas"),
    ],
)
def test_a_refused_form_is_told_by_sheet_and_cell_and_code_1(
    name: str, sentence: str, own: Settings, capsys: pytest.CaptureFixture[str]
):
    Path("x.xlsx").write_bytes(made(name))
    assert main(["import", "x.xlsx"]) == 1
    printed = capsys.readouterr()
    assert sentence in printed.out
    assert "Inget är inläst" in printed.out
    assert printed.err == ""
    assert (Home(own.home).inbox / "avvisade" / "x – fel.xlsx").is_file()
    assert kept(own) == 0


def test_a_form_of_the_made_up_world_is_refused_in_earnest(own: Settings, capsys: pytest.CaptureFixture[str]):
    Path("x.xlsx").write_bytes(form(Given(made_up=True)))
    assert main(["import", "x.xlsx", "--source", "live"]) == 1
    assert "formuläret är gjort för exempeldata" in capsys.readouterr().out


def test_many_faults_are_told_in_few_lines(own: Settings, capsys: pytest.CaptureFixture[str]):
    Path("x.xlsx").write_bytes(made("a code that is none in every row"))
    assert main(["import", "x.xlsx"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 20
    assert any("… och" in line for line in lines)


def test_the_sensor_starts_a_run_when_something_lies_there(own: Settings):
    job = inbox_job(own)
    sensor = inbox_sensor(own, job)
    with dg.DagsterInstance.ephemeral() as instance:

        def tick() -> Any:
            return sensor.evaluate_tick(dg.build_sensor_context(instance=instance))

        assert "Inget formulär ligger i inkorgen" in str(tick().skip_message)
        waiting(own, form())
        (request,) = tick().run_requests
        # The same file is looked at again while it lies there, since a run may fail.
        assert request.run_key is None
        assert len(tick().run_requests) == 1
        # Another home may share this Dagster, and be at its own inbox.
        others = create_run_for_test(
            instance, job.name, tags={HOME_TAG: "skarp-12"}, status=dg.DagsterRunStatus.STARTED
        )
        assert len(tick().run_requests) == 1
        instance.delete_run(others.run_id)
        run = create_run_for_test(instance, job.name, tags=of_home(own), status=dg.DagsterRunStatus.STARTED)
        assert "läses redan in" in str(tick().skip_message)
        instance.delete_run(run.run_id)
        assert len(tick().run_requests) == 1


def test_the_job_takes_in_and_refuses_and_logs_nothing_that_is_written(own: Settings):
    waiting(own, form(), "a.xlsx")
    refused = put(parts(), "Dialoger", "D2", text("D2", EMPLOYER))
    put(refused, "Dialoger", "K2", text("K2", EMPLOYER))
    waiting(own, packed(refused), "b.xlsx")
    extra = {n: d.replace(b'name="Dialoger"', f'name="{EMPLOYER[:25]}"'.encode()) for n, d in parts().items()}
    waiting(own, packed(extra), "c.xlsx")
    job = inbox_job(own)
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, resources={"home": resources(own)["home"]})
        logged = "\n".join(str(entry) for entry in instance.all_logs(result.run_id))
    assert result.success
    assert "a.xlsx är inläst (fyrbodal" in logged
    assert "b.xlsx är avvisat" in logged
    assert "Bladet Dialoger, cell K2." in logged
    assert "Ett blad som inte hör till formuläret." in logged
    assert EMPLOYER[:25] not in logged
    assert COMMENT not in logged
    assert FIRST.name not in logged
    assert kept(own) == 1
    inbox = Home(own.home).inbox
    assert sorted(path.name for path in inbox.iterdir()) == ["avvisade", "inlasta"]


def test_the_job_says_so_when_nothing_lies_there(own: Settings):
    job = inbox_job(own)
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, resources={"home": resources(own)["home"]})
        logged = "\n".join(entry.user_message for entry in instance.all_logs(result.run_id))
    assert "Inget formulär ligger i inkorgen." in logged


def test_a_county_without_councils_has_no_form(tmp_path: Path):
    county = load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_REGION": "12"}, tmp_path / "no.env")
    with pytest.raises(UsageError, match="Skåne län har inga råd i referensdata"):
        give_out(county, "hela_skane", "1", "", tmp_path, print)
