from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dagster as dg
import pytest
from dagster._core.errors import DagsterExecutionInterruptedError

from assets.errors import HomeError
from assets.home import Home
from checks.gate import GateClosed
from pipelines.cli import main
from pipelines.ended import CANCELLED, failures, only_checks
from pipelines.errors import NOT_FRESH, STOPPED
from pipelines.in_process import NOTHING_PUBLISHED, execute_job, say_failure
from pipelines.run import PUBLISHED_KEY, _say_outcome
from pipelines.settings import load
from sources.catalogue.registry import CATALOG, PX_TABLES
from sources.errors import SourceUnavailable


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["run", "--edition", "2026-13"], {}, "Utgåvan '2026-13' ska skrivas som år och månad"),
        (["run", "--edition", "december"], {}, "Utgåvan 'december' ska skrivas som år och månad"),
        (
            ["run", "--only", "fyrbodel"],
            {},
            "'fyrbodel' är varken delregion, rapport eller tabell. Menade du fyrbodal?",
        ),
        (["run", "--edition", ""], {}, "Det står inget efter --edition."),
        (["run", "--edition", "", "--region", "14,12"], {}, "Det står inget efter --edition."),
        (["run", "--edition", "2026-06", "--correction", " "], {}, "Det står inget efter --correction."),
        (["run", "--correction", "fel"], {}, "--correction gäller en utgåva. Ange också --edition"),
        (["run", "--edition", "2026-12", "--only", "fyrbodal"], {}, "En utgåva fryses av hela flödet"),
        (["run", "--edition", "9999-12"], {}, "Utgåvan 9999-12 ligger mer än 2 månader fram"),
        (
            ["run", "--edition", "9999-12", "--region", "14,12"],
            {"KOMPETENS_SOURCE": "example-nation"},
            "Utgåvan 9999-12 ligger mer än 2 månader fram",
        ),
        (
            ["run", "--edition", "2026-06-r2"],
            {},
            "Rättelsen 2026-06-r2 finns inte. Gör den med --edition 2026-06 --corr",
        ),
        (["run", "--edition", "2026-06", "--correction", "fel"], {}, "Utgåvan 2026-06 är inte fryst i det här hemmet"),
        (
            ["run", "--edition", "2026-06", "--correction", "fel", "--region", "14,12"],
            {"KOMPETENS_SOURCE": "example-nation"},
            "så den kan inte rättas. Det gäller",
        ),
        (["run", "--region", "77"], {}, "Länet '77' finns inte"),
        (["run", "--source", "skarp"], {}, "KOMPETENS_SOURCE kan vara"),
        (["run", "--region", "riket"], {}, "Riket hämtas i lägena example-nation och live, inte i example."),
        (["run", "--region", "riket", "--source", "archive"], {}, "Riket hämtas i lägena example-nation och live"),
        (["ui"], {"KOMPETENS_REGION": "riket"}, "Riket hämtas i lägena example-nation och live, inte i example."),
        (["doctor"], {"KOMPETENS_HEM": "x"}, "Inställningen KOMPETENS_HEM finns inte. Menade du KOMPETENS_HOME?"),
    ],
)
def test_wrong_use_is_one_swedish_sentence_and_code_2(arguments, environment, sentence, monkeypatch, capsys, tmp_path):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(arguments) == 2
    errors = capsys.readouterr().err.strip()
    assert sentence in errors
    assert "\n" not in errors
    assert not list(tmp_path.rglob("livstecken.json")), "whoever watches the nights is told nothing of it"


def test_what_is_frozen_in_a_home_of_the_object_store_is_left_to_the_run(monkeypatch, tmp_path):
    """The home here may be older than the store's, or none."""
    asked: list[object] = []
    monkeypatch.setenv("KOMPETENS_OBJEKTLAGER", f"file://{tmp_path}/lager")
    monkeypatch.setattr("pipelines.run.execute", lambda settings, order, say: asked.append(order) or 0)
    assert main(["run", "--edition", "2026-06", "--correction", "fel"]) == 0
    assert len(asked) == 1


def test_an_unknown_verb_is_one_swedish_sentence(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["publicera"])
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("Kommandot kunde inte tolkas:")


def test_an_unwritable_home(tmp_path, monkeypatch, capsys):
    (tmp_path / "exempel").write_text("en fil där en mapp ska vara", encoding="utf-8")
    assert main(["run"]) == 2
    assert "går inte att skriva i" in capsys.readouterr().err


FULL = [
    OSError(28, "No space left on device"),
    OSError(28, "Error writing bytes to file. Detail: [errno 28] No space left on device"),
    RuntimeError('IO Error: Could not write file "x.duckdb": No space left on device'),
    RuntimeError("(sqlite3.OperationalError) database or disk is full"),
    OSError("[WinError 112] There is not enough space on the disk"),
]


@pytest.mark.parametrize("cause", FULL, ids=str)
@pytest.mark.parametrize("wrapped", [False, True], ids=["itself", "behind another"])
def test_a_full_disk_is_one_swedish_sentence_and_code_1(cause, wrapped, monkeypatch, capsys):
    def full(options: object) -> int:
        if not wrapped:
            raise cause
        try:
            raise cause
        except Exception as error:
            raise ValueError("the step failed") from error

    monkeypatch.setattr("pipelines.cli._dispatch", full)
    assert main(["doctor"]) == 1
    assert capsys.readouterr().err.strip() == (
        "Disken är full: det som skulle skrivas i hemmet fick inte plats. Frigör utrymme och kör igen."
    )


def test_another_fault_of_the_disk_is_still_internal(monkeypatch, capsys):
    def broken(options: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pipelines.cli._dispatch", broken)
    assert main(["doctor"]) == 4
    assert "Internt fel: OSError" in capsys.readouterr().err


def failed(cls_name: str, message: str) -> Any:
    """A run of which a step failed so."""
    error = SimpleNamespace(cause=None, cls_name=cls_name, message=message)
    data = SimpleNamespace(error=error)
    event = SimpleNamespace(
        is_step_failure=True, is_engine_event=False, step_failure_data=data, step_key="mart__obalans"
    )
    # Dagster says the error once more, of the whole run.
    again = SimpleNamespace(
        is_step_failure=False,
        is_engine_event=False,
        event_type=dg.DagsterEventType.PIPELINE_FAILURE,
        job_failure_data=data,
        step_key=None,
    )
    return SimpleNamespace(all_events=[event, again])


def test_the_step_that_failed_is_named_once_and_a_run_that_never_began_too(tmp_path):
    said: list[str] = []
    run = failed("KeyError", "KeyError: 'x'\n")
    assert say_failure(run, Home(tmp_path), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == 4
    assert [line for line in said if "Internt fel" in line] == [
        "Internt fel i mart/obalans: KeyError: 'x' Kör igen med --debug."
    ]
    said.clear()
    run.all_events = run.all_events[1:]
    assert say_failure(run, Home(tmp_path), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == 4
    assert said[0] == "Internt fel i start: KeyError: 'x' Kör igen med --debug."


@pytest.mark.parametrize(
    ("error", "cause", "code", "by_checks"),
    [
        (SourceUnavailable("Källan x svarar inte: fel 500. Försök igen."), ValueError("x"), NOT_FRESH, False),
        (HomeError("Filen x är skadad. Ta bort den."), ValueError("Expecting value"), STOPPED, False),
        (GateClosed("Inget publiceras: x."), KeyError("x"), STOPPED, True),
    ],
)
def test_a_sentence_is_said_whatever_it_was_raised_from(
    error: Exception, cause: Exception, code: int, by_checks: bool, tmp_path: Path
):
    @dg.op
    def steg() -> None:
        raise error from cause

    @dg.job
    def natt() -> None:
        steg()

    said: list[str] = []
    with dg.instance_for_test() as instance:
        result = natt.execute_in_process(instance=instance, raise_on_error=False)
    assert say_failure(result, Home(tmp_path), said.append, require_fresh=True, kept=NOTHING_PUBLISHED) == code
    assert said == [str(error), NOTHING_PUBLISHED]
    assert only_checks(failures(result.all_events)) == by_checks


def test_a_disk_that_is_full_is_said_also_beneath_a_sentence(tmp_path: Path):
    said: list[str] = []
    run = failed("HomeError", "assets.errors.HomeError: Filen x går inte att skriva.\n")
    error = run.all_events[0].step_failure_data.error
    error.cause = SimpleNamespace(cause=None, cls_name="OSError", message="OSError: [Errno 28] No space left on device")
    assert say_failure(run, Home(tmp_path), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == STOPPED
    assert said[0].startswith("Disken är full")


@pytest.mark.parametrize("at", ["a step", "the start"])
def test_a_run_that_is_called_off_is_no_fault_of_the_program(at: str, tmp_path, monkeypatch):
    """As with Ctrl-C, in the middle or while it waits for the home: Dagster says that something failed."""

    def called_off() -> None:
        raise DagsterExecutionInterruptedError

    @dg.resource
    def home(_: dg.InitResourceContext) -> None:
        if at == "the start":
            called_off()

    @dg.op(required_resource_keys={"home"})
    def works() -> None:
        called_off()

    @dg.job(resource_defs={"home": home})
    def riket() -> None:
        works()

    settings = load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")
    monkeypatch.setattr("pipelines.in_process.gc", SimpleNamespace(freeze=lambda: None, set_threshold=lambda *_: None))
    said: list[str] = []
    with dg.instance_for_test():
        run = execute_job(settings, riket, said.append)
    assert (run.done, run.ended.outcome) == (False, CANCELLED)
    assert say_failure(run.result, Home(tmp_path), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == 130
    assert said == [f"Avbruten. {NOTHING_PUBLISHED} Nästa körning fortsätter från det som hämtats."]


def test_a_disk_that_is_full_in_a_step_is_said_once_with_the_home(tmp_path):
    said: list[str] = []
    full = failed("OSError", "OSError: [Errno 28] No space left on device\n")
    assert say_failure(full, Home(tmp_path), said.append, require_fresh=False, kept=NOTHING_PUBLISHED) == 1
    assert said == [
        f"Disken är full: det som skulle skrivas i {tmp_path} fick inte plats. Frigör utrymme och kör igen.",
        "Inget publicerades. Det som var publicerat är kvar.",
    ]
    said.clear()
    assert (
        say_failure(
            failed("KeyError", "KeyError: 'x'\n"),
            Home(tmp_path),
            said.append,
            require_fresh=False,
            kept=NOTHING_PUBLISHED,
        )
        == 4
    )
    assert said[0].startswith("Internt fel i mart/obalans: KeyError")


@pytest.mark.parametrize("sentence", ["", "Lämnas orört: minmapp."])
def test_what_was_left_alone_beside_the_published_is_said_last(tmp_path, sentence: str):
    texts = {"oförändrad": "nej", "mapp": "/m", **({"främmande": sentence} if sentence else {})}
    metadata = {name: SimpleNamespace(value=text) for name, text in texts.items()}
    data = SimpleNamespace(materialization=SimpleNamespace(metadata=metadata))
    event = SimpleNamespace(asset_key=PUBLISHED_KEY, step_materialization_data=data)
    result: Any = SimpleNamespace(get_asset_materialization_events=lambda: [event])
    said: list[str] = []
    _say_outcome(result, Home(tmp_path), None, said.append)
    assert said[0] == "Publicerat: /m"
    assert said[3:] == ([sentence] if sentence else [])


def test_doctor_before_the_first_run_says_what_is_missing(capsys):
    assert main(["doctor"]) == 1
    text = capsys.readouterr().out
    required = [entry for entry in CATALOG if entry.required]
    assert text.count("INTE HÄMTAT ännu; kör kompetens run") == len(required)
    assert text.count("    inte hämtat; ") == len(CATALOG) - len(required)
    assert "EXEMPELDATA" in text
    assert "jämförda med katalogen" not in text


def test_doctor_live_is_about_the_live_home_and_sources_whatever_the_mode(tmp_path, monkeypatch, capsys):
    for name in ("SCB_URL", "AF_DATA_URL", "AF_STATISTIK_URL"):
        monkeypatch.setenv(f"KOMPETENS_{name}", "http://127.0.0.1:9/x")
    monkeypatch.setenv("KOMPETENS_SOURCE", "example")
    assert main(["doctor", "--live"]) == 1
    text = capsys.readouterr().out
    assert f"läge live, län 14: {tmp_path / 'skarp/14'}" in text
    assert text.count("svarar inte: ") == 3
    # A source that does not answer at all is said once, not once per table.
    assert text.count("ingen tabell kan jämföras: http://127.0.0.1:9/x/config kunde inte nås") == 1
    assert f"{len(PX_TABLES)} tabeller jämförs" not in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_a_console_without_a_sign_is_told_all_the_rest(encoding, monkeypatch, tmp_path):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    monkeypatch.setattr("pipelines.doctor.report", lambda settings, say, live: say("κ är 0,2 → lågt – säkert") or 0)
    assert main(["doctor"]) == 0
    assert b"0,2" in written.getvalue()


@pytest.mark.parametrize("verb", [["show", "fyrbodal", "222"], ["doctor"], ["trial"]])
def test_every_verb_looks_in_the_world_that_is_asked_for(verb, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("KOMPETENS_SOURCE", "example")
    assert main([*verb, "--source", "live"]) == 1
    said = "".join(capsys.readouterr())
    assert "EXEMPELDATA" not in said
    if verb == ["doctor"]:
        assert str(tmp_path / "skarp/14") in said


def test_doctor_live_is_not_about_another_world(capsys):
    assert main(["doctor", "--live", "--source", "example"]) == 2
    assert "Ta bort --live eller --source example." in capsys.readouterr().err


def test_every_county_is_asked_for_whatever_county_the_file_has(tmp_path, monkeypatch, capsys):
    (tmp_path / ".env").write_text("KOMPETENS_REGION=77\n", encoding="utf-8")
    monkeypatch.setattr("pipelines.settings.ROOT", tmp_path)
    assert main(["serve", "--region", "alla"]) == 1
    assert "Färre än två län är publicerade" in capsys.readouterr().out
