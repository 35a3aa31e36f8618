from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from dagster._core.errors import DagsterExecutionInterruptedError

from pipelines import own_process as module
from pipelines.errors import INTERRUPTED, KILLED, WRONG_USE
from pipelines.own_process import own_process


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in that has something else by the same name."""
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines/__main__.py").write_text("print('ett annat program')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("elsewhere")
def test_each_line_of_either_stream_is_told_and_the_code_is_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "C")
    said: list[str] = []
    assert own_process(["run", "--region", "77"], said.append) == WRONG_USE
    assert said == ["Länet '77' finns inte. Ange länets kod med två siffror, till exempel 14."]


def test_what_writes_to_our_own_streams_is_told_to_nobody(capfd: pytest.CaptureFixture[str]):
    assert own_process(["run", "--region", "77"]) == WRONG_USE
    assert "Länet '77' finns inte." in capfd.readouterr().err


def test_one_whose_caller_gives_up_is_called_off_with_it(monkeypatch, tmp_path: Path):
    """As when somebody terminates the run in the UI: only the process that Dagster started is told."""
    program, ended = tmp_path / "program", tmp_path / "slut"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, threading\n"
        "try:\n    print('arbetar', flush=True)\n    threading.Event().wait(60)\n"
        f"except KeyboardInterrupt:\n    print('avbruten' * 20000, flush=True)\n    pathlib.Path({str(ended)!r}).write_text('avbruten')\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(module.sys, "executable", str(program))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def terminated(line: str) -> None:
        raise DagsterExecutionInterruptedError(line)

    try:
        with pytest.raises(DagsterExecutionInterruptedError, match="arbetar"):
            own_process([], terminated)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended.read_text() == "avbruten"


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, INTERRUPTED), (signal.SIGKILL, KILLED)])
def test_one_that_a_signal_ended_did_not_come_to_its_end(sign: signal.Signals, code: int, monkeypatch, tmp_path: Path):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nkill -{int(sign)} $$\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(module.sys, "executable", str(program))
    # What runs the tests in the background lets its children ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        assert own_process([], lambda line: None) == code
    finally:
        signal.signal(signal.SIGINT, before)
