"""The lock of a home where several machines, each a folder of its own, share a PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assets.errors import HomeLocked, UsageError
from pipelines.held_home import held, holder
from pipelines.quarantine import decide
from pipelines.settings import load
from tests.integration.postgres import Postgres, postgres
from tests.integration.test_whole_run import ROOT
from tests.shared import until


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as there:
        yield there


def waits(there: Postgres, database: str) -> Any:
    return there.ask(database, "select 1 from pg_locks where locktype = 'advisory' and not granted") or None


def test_a_home_is_held_before_every_machine_and_whoever_waits_is_told_by_whom(server: Postgres, tmp_path: Path):
    address = server.database("las")
    machines = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        machines.append(
            load({"KOMPETENS_HOME": str(tmp_path / name), "KOMPETENS_DAGSTER_POSTGRES": address}, tmp_path / "no.env")
        )
    a, b = machines
    other = replace(b, region="12")
    said: list[str] = []
    with held(a, "körning abcdef12", said.append):
        assert re.fullmatch(rf"körning abcdef12, process {os.getpid()} på \S+ sedan 20.*", holder(b))
        # Another home is as free as it was.
        with held(other, "körning", said.append):
            assert holder(other).startswith("körning, process")
        assert said == []
        sentence = r"En annan körning har låst hemmet exempel-14: körning abcdef12, process \d+ på \S+ sedan .*\. Vänta"
        with pytest.raises(HomeLocked, match=sentence), held(b, "beslut", said.append, wait=0.01):
            pytest.fail("it was held")
        assert len(said) == 1
        assert said[0].startswith("Väntar på en annan körning av hemmet exempel-14: körning abcdef12, process")
        # One who waits gets it when it is let go of.
        got = threading.Event()

        def takes() -> None:
            with held(b, "beslut", said.append, wait=60):
                got.set()

        waiting = threading.Thread(target=takes)
        waiting.start()
        until(lambda: waits(server, "las"), 30, "att någon väntar")
        assert not got.is_set()
    waiting.join(timeout=60)
    assert got.is_set()
    assert holder(b) == ""


def test_a_home_is_free_when_the_process_that_held_it_has_died_and_a_command_waits_its_turn(
    server: Postgres, tmp_path: Path
):
    address = server.database("dod")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    program = """
        import sys, time
        from pipelines.held_home import held
        from pipelines.settings import load
        with held(load(), "körning dör", print):
            print("håller", flush=True)
            sys.stdin.read()
    """
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    mine = {"KOMPETENS_HOME": str(tmp_path / "a"), "KOMPETENS_DAGSTER_POSTGRES": address, "PYTHONPATH": str(ROOT)}
    holding_it = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**env, **mine},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holding_it.stdout is not None
        assert holding_it.stdout.readline() == "håller\n"
        b = load({"KOMPETENS_HOME": str(tmp_path / "b"), "KOMPETENS_DAGSTER_POSTGRES": address}, tmp_path / "no.env")
        said: list[str] = []
        outcome: list[Any] = []

        def decides() -> None:
            try:
                decide(b, "scb_tab4434", "prov", accept=False, say=said.append)
            except UsageError as error:
                outcome.append(error)

        command = threading.Thread(target=decides)
        command.start()
        until(lambda: waits(server, "dod"), 30, "att kommandot väntar")
        holding_it.kill()
        command.join(timeout=60)
    finally:
        holding_it.kill()
        holding_it.wait(timeout=60)
    (line,) = said
    assert f"körning dör, process {holding_it.pid} på" in line
    # It had its turn, and said what was wrong with what it was asked.
    assert "ligger i karantän" in str(outcome[0])
