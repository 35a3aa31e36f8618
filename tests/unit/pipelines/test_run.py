"""A run from the command line, whatever comes after its last step."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipelines import run as module
from pipelines.run import Order, execute
from pipelines.settings import load


def test_whoever_watches_is_told_also_of_a_run_that_could_not_be_summed_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: Any) -> None:
        raise OSError("kontrollerna")

    told: list[str] = []
    definitions = SimpleNamespace(resolve_job_def=lambda _: None)
    monkeypatch.setattr(module, "build", lambda *_: definitions)
    monkeypatch.setattr(module, "execute_job", lambda *_, **__: SimpleNamespace(done=True, result=None, ended="slut"))
    monkeypatch.setattr(module, "_say_checks", broken)
    monkeypatch.setattr(module, "after_run", lambda _, ended, __: told.append(ended))
    with pytest.raises(OSError, match="kontrollerna"):
        execute(load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env"), Order(), print)
    assert told == ["slut"]
