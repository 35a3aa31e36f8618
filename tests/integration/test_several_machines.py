"""Dagster on PostgreSQL: the same edition, and a queue in which runs of one home take turns and no home waits for another."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests

from assets.errors import HomeLocked, UsageError
from pipelines.dagster_queue import HOME_TAG
from pipelines.dagster_storage_postgres import PooledEventLogStorage
from pipelines.held_home import held, holder
from pipelines.quarantine import decide
from pipelines.settings import load
from tests.integration.postgres import PASSWORD, SECRET, Postgres, postgres
from tests.integration.test_bad_days import latest
from tests.integration.test_whole_run import ROOT, kompetens, verified_sums
from tests.shared import free_port, unpublished, until

START_SECONDS, RUN_SECONDS = 300, 600
BUSY, FREE = "EXEMPELDATA, län 14", "EXEMPELDATA, län 12"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as there:
        yield there


def holding(folder: Path, *words: str) -> list[str]:
    """Files below a folder in which one of the words stands."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in files if any(word.encode() in path.read_bytes() for word in words)]


def pointer(home: Path) -> str:
    """The digest of what readers see."""
    return str(json.loads(latest(home).with_suffix(".json").read_text(encoding="utf-8"))["kontrollsumma"])


def files(home: Path) -> dict[str, str]:
    return {name: digest for name, digest in verified_sums(latest(home)).items() if not name.endswith(".duckdb")}


def test_on_postgres_the_same_is_published_and_history_lies_there_alone(
    made_up: Path, server: Postgres, tmp_path: Path
):
    home = unpublished(made_up, tmp_path / "kopia")
    shutil.rmtree(home / "dagster")
    done = kompetens(home, "run", KOMPETENS_DAGSTER_POSTGRES=server.database("en_maskin"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Publicerat:" in done.stdout
    # The bytes of a database vary; what is in it is in the digest.
    assert pointer(home) == pointer(made_up)
    assert files(home) == files(made_up)
    assert len(files(home)) > 100
    events = dict(server.ask("en_maskin", "select dagster_event_type, count(*) from event_logs group by 1"))
    assert events["PIPELINE_SUCCESS"] == 1
    assert events["ASSET_MATERIALIZATION"] > 50
    assert server.ask("en_maskin", "select distinct value from run_tags where key = 'kompetens/hem'") == [
        ("exempel-14",)
    ]
    assert [path for path in (home / "dagster").rglob("*") if path.suffix == ".db" or path.name.endswith("-wal")] == []
    # Neither as it is written nor as it is.
    assert holding(home, SECRET, PASSWORD) == []
    assert not any(word in done.stdout + done.stderr for word in (SECRET, PASSWORD))
    dump = server.ask("en_maskin", "select count(*) from event_logs where event like '%hemlig%'")
    assert dump == [(0,)]


def test_postgres_that_does_not_let_in_is_one_sentence_without_the_password(server: Postgres, tmp_path: Path):
    address = server.address("finns_inte")
    for command in (["run"], ["doctor", "--json"]):
        done = kompetens(tmp_path, *command, KOMPETENS_DAGSTER_POSTGRES=address)
        assert done.returncode == 2
        assert done.stderr.startswith("PostgreSQL på 127.0.0.1 släpper inte in, eller svarar inte.")
        assert done.stderr.count("\n") == 1
        assert not any(word in done.stdout + done.stderr for word in (SECRET, PASSWORD))


def test_a_connection_that_is_kept_is_kept_awake_and_opened_again_when_the_server_has_closed_it(
    server: Postgres,
):
    log = PooledEventLogStorage(server.database("hallen"))
    open_now = "select pid from pg_stat_activity where datname = 'hallen' and pid <> pg_backend_pid()"
    try:
        log.get_maximum_record_id()
        [before] = server.ask("hallen", open_now)
        log.get_maximum_record_id()
        assert server.ask("hallen", open_now) == [before]
        with log.run_connection() as connection:
            parameters = connection.connection.driver_connection.get_dsn_parameters()
        assert (parameters["keepalives_idle"], parameters["tcp_user_timeout"]) == ("60", "60000")
        server.ask("hallen", f"select pg_terminate_backend({before[0]}, 30000)")
        log.get_maximum_record_id()
        [after] = server.ask("hallen", open_now)
        assert after != before
    finally:
        log.dispose()
    until(lambda: not server.ask("hallen", open_now) or None, 30, "att förbindelsen stängs")


def waits(there: Postgres, database: str) -> Any:
    return there.ask(database, "select 1 from pg_locks where locktype = 'advisory' and not granted") or None


def test_a_home_is_held_before_every_machine_and_whoever_waits_is_told_by_whom(server: Postgres, tmp_path: Path):
    address = server.database("las")
    machines = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        machines.append(load({"KOMPETENS_HOME": str(tmp_path / name), "KOMPETENS_DAGSTER_POSTGRES": address}, tmp_path))
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
        b = load({"KOMPETENS_HOME": str(tmp_path / "b"), "KOMPETENS_DAGSTER_POSTGRES": address}, tmp_path)
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


@dataclass(frozen=True)
class Together:
    """A web server, a daemon and a code server per home, each a process of its own."""

    address: str
    insight: str
    """Where one may look and change nothing."""

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.address}/graphql", json={"query": query, "variables": variables}, timeout=60)
        answer.raise_for_status()
        found = answer.json()
        assert "errors" not in found, found
        return found["data"]

    def locations(self) -> bool | None:
        """True when the code of both homes has been read."""
        query = "{ workspaceOrError { ... on Workspace { locationEntries { locationOrLoadError { __typename } } } } }"
        with contextlib.suppress(requests.ConnectionError):
            entries = self.ask(query)["workspaceOrError"]["locationEntries"]
            loaded = [e["locationOrLoadError"] and e["locationOrLoadError"]["__typename"] for e in entries]
            return loaded == ["RepositoryLocation"] * 2 or None
        return None

    def asked_to_start(self, location: str, job: str, *assets: list[str]) -> dict[str, Any]:
        """The answer to who starts a job, or assets outside every job, as the UI does."""
        selector: dict[str, Any] = {"repositoryLocationName": location, "repositoryName": "__repository__"}
        selector["jobName"] = job
        if assets:
            selector["assetSelection"] = [{"path": path} for path in assets]
        query = """mutation L($run: ExecutionParams!) { launchRun(executionParams: $run) {
            __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }"""
        return self.ask(query, run={"selector": selector, "runConfigData": {}, "mode": "default"})["launchRun"]

    def start(self, location: str, job: str, *assets: list[str]) -> str:
        """The name of the run that was started."""
        answer = self.asked_to_start(location, job, *assets)
        assert answer["__typename"] == "LaunchRunSuccess", answer
        return str(answer["run"]["runId"])

    def run(self, name: str) -> dict[str, Any]:
        query = """query Q($run: ID!) { runOrError(runId: $run) { ... on Run { status startTime endTime
            tags { key value } stepStats { startTime endTime }
            eventConnection { events { ... on MessageEvent { message } } } } } }"""
        return self.ask(query, run=name)["runOrError"]

    def started(self, name: str) -> dict[str, Any]:
        return until(lambda: found if (found := self.run(name))["startTime"] else None, RUN_SECONDS, f"start av {name}")

    def done(self, name: str) -> dict[str, Any]:
        def ended() -> dict[str, Any] | None:
            found = self.run(name)
            assert found["status"] not in ("FAILURE", "CANCELED"), found["eventConnection"]
            return found if found["status"] == "SUCCESS" else None

        return until(ended, RUN_SECONDS, f"slutet på {name}")


@pytest.fixture
def together(made_up: Path, server: Postgres, tmp_path: Path) -> Iterator[Together]:
    """As in deploy/: each process is started by itself with the same settings, and each home has a code server."""
    data = shutil.copytree(made_up, tmp_path / "kopia")
    shutil.rmtree(data / "dagster")
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    env = {
        **outside,
        "PYTHONPATH": str(ROOT),
        "KOMPETENS_HOME": str(data),
        "KOMPETENS_DAGSTER_POSTGRES": server.database("flera_maskiner"),
        "DAGSTER_HOME": str(data / "dagster"),
        "DAGSTER_DISABLE_TELEMETRY": "1",
    }
    anchored = subprocess.run([sys.executable, "-m", "pipelines.instance"], cwd=ROOT, env=env, check=False)
    assert anchored.returncode == 0
    ports = {BUSY: free_port(), FREE: free_port()}
    servers = [{"grpc_server": {"host": "127.0.0.1", "port": p, "location_name": name}} for name, p in ports.items()]
    workspace = data / "flera.yaml"
    workspace.write_text(json.dumps({"load_from": servers}), encoding="utf-8")
    running: list[subprocess.Popen[bytes]] = []

    def begin(*command: str, **more: str) -> None:
        with (tmp_path / f"{len(running)}.log").open("wb") as out:
            running.append(
                subprocess.Popen(
                    [sys.executable, "-W", "ignore", "-m", *command],
                    cwd=data / "dagster",
                    env={**env, **more},
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def logs() -> str:
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("*.log")))

    def serve() -> bool | None:
        assert all(each.poll() is None for each in running), logs()
        for port in ports.values():
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)):
                    return None
        return True

    try:
        for name, port in ports.items():
            code = ["dagster", "api", "grpc", "-h", "127.0.0.1", "-p", str(port), "-m", "pipelines.definitions"]
            begin(*code, "-d", str(ROOT), "--location-name", name, KOMPETENS_REGION=name[-2:])
        until(serve, START_SECONDS, "kodservrarna")
        web, insight = free_port(), free_port()
        for port, more in ((web, []), (insight, ["--read-only"])):
            begin("dagster_webserver", "-h", "127.0.0.1", "-p", str(port), "-w", str(workspace), *more)
        begin("dagster._daemon", "run", "-w", str(workspace))
        there = Together(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{insight}")
        until(there.locations, START_SECONDS, "webbservern")
        until(replace(there, address=there.insight).locations, START_SECONDS, "insynen")
        yield there
    finally:
        for each in running:
            os.killpg(each.pid, signal.SIGKILL)
            each.wait(timeout=60)


def test_runs_of_a_home_take_turns_in_the_queue_and_a_free_home_never_waits(together: Together):
    first = together.start(BUSY, "nattlig")
    together.started(first)
    # From an asset's page: it belongs to no job, and is known by its home all the same.
    second = together.start(BUSY, "__ASSET_JOB", ["mart", "obalans"])
    other = together.start(FREE, "las_in_formular")
    free = together.started(other)
    waiting = together.run(second)
    assert waiting["status"] == "QUEUED"
    assert waiting["startTime"] is None
    said = [event.get("message", "") for event in waiting["eventConnection"]["events"]]
    assert f"Väntar i kön: hemmet exempel-14 tar en körning i taget, och före den här är nattlig ({first[:8]})." in said
    before, after = together.done(first), together.done(second)
    assert free["startTime"] < before["endTime"]
    assert before["endTime"] <= after["startTime"]
    assert before["stepStats"]
    assert max(step["endTime"] for step in before["stepStats"]) <= min(step["startTime"] for step in after["stepStats"])
    homes = [next(t["value"] for t in each["tags"] if t["key"] == HOME_TAG) for each in (before, after, free)]
    assert homes == ["exempel-14", "exempel-14", "exempel-12"]
    together.done(other)
    # In the same test, since what it is asked of takes long to start.
    only_looks = replace(together, address=together.insight)
    assert only_looks.run(first)["status"] == "SUCCESS"
    assert only_looks.asked_to_start(FREE, "las_in_formular")["__typename"] == "UnauthorizedError"
