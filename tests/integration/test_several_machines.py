"""Dagster on PostgreSQL: the same edition, and a queue in which runs of one home take turns and no home waits for another."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import requests

from assets.errors import HomeError
from pipelines.dagster_queue import HOME_TAG
from pipelines.dagster_storage_postgres import PooledEventLogStorage
from pipelines.instance import make_tables
from tests.integration.postgres import PASSWORD, SECRET, Postgres, postgres
from tests.integration.test_bad_days import latest
from tests.integration.test_whole_run import ROOT, kompetens, verified_sums
from tests.s3 import ENVIRONMENT, S3, s3
from tests.s3 import SECRET as SECRET_KEY
from tests.shared import RUN_SECONDS, free_port, unpublished, until

START_SECONDS = 300
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


def test_of_processes_that_begin_at_once_on_a_new_database_none_trips_over_another(server: Postgres, tmp_path: Path):
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    env = {
        **outside,
        "KOMPETENS_HOME": str(tmp_path),
        "KOMPETENS_SOURCE": "example",
        "KOMPETENS_DAGSTER_POSTGRES": server.database("ny"),
    }
    begun = [
        subprocess.Popen([sys.executable, "-m", "pipelines.instance"], cwd=ROOT, env=env, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [each.communicate(timeout=START_SECONDS)[1].decode() for each in begun]
    assert [each.returncode for each in begun] == [0] * 4, said
    tables = {name for (name,) in server.ask("ny", "select tablename from pg_tables where schemaname = 'public'")}
    assert {"runs", "event_logs", "jobs", "daemon_heartbeats", "alembic_version"} <= tables


def test_a_process_that_never_gets_the_tables_made_is_told_of(server: Postgres, monkeypatch: pytest.MonkeyPatch):
    address = server.database("halv")
    monkeypatch.setattr("pipelines.instance._MADE_WITHIN_SECONDS", 0.2)
    other = psycopg2.connect(address.replace("+psycopg2", ""))
    try:
        with other.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(hashtext('kompetens/tabeller'))")
        with pytest.raises(HomeError, match="Dagsters tabeller i PostgreSQL och blir inte klar"):
            make_tables(address)
    finally:
        other.close()


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


def made(home: Path) -> dict[str, int]:
    """When each table of a home was made."""
    folder = home / "exempel/14/data"
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}


def fetched(home: Path) -> set[str]:
    return {path.relative_to(home).as_posix() for path in (home / "exempel/14/raw").rglob("*") if path.is_file()}


def test_a_run_on_another_machine_begins_where_the_last_one_ended(made_up: Path, server: Postgres, tmp_path: Path):
    a, b = shutil.copytree(made_up, tmp_path / "a"), tmp_path / "b"
    shutil.rmtree(a / "dagster")
    b.mkdir()
    with s3() as store:
        outside = {
            **ENVIRONMENT,
            "KOMPETENS_OBJEKTLAGER": store.uri,
            "KOMPETENS_DAGSTER_POSTGRES": server.database("tva_maskiner"),
        }
        on_a = kompetens(a, "run", **outside)
        assert on_a.returncode == 0, on_a.stdout + on_a.stderr
        sent = set(store.objects)
        store.asked.clear()
        on_b = kompetens(b, "run", **outside)
        assert on_b.returncode == 0, on_b.stdout + on_b.stderr
        assert "Oförändrat:" in on_b.stdout
        # Neither is there anything that a run which stayed on one machine would not have made.
        assert pointer(a) == pointer(b) == pointer(made_up)
        assert files(b) == files(made_up)
        assert fetched(b) == fetched(made_up)
        # Only the answers of this run's own checks are written anew, as in any night.
        assert {name for name, when in made(b).items() if made(a)[name] != when} == {"mart/kvalitet.parquet"}
        assert made(b).keys() == made(a).keys()
        assert len(made(b)) > 50
        # An unchanged night sends what says that it has been: no table, no report and nothing that was fetched.
        again = {name for name in set(store.objects) - sent if "/innehall/" in name}
        assert sum(len(store.objects[name]) for name in again) < 2_000_000
        assert not any(SECRET_KEY in text for text in (on_a.stdout, on_a.stderr, on_b.stdout, on_b.stderr))
        assert holding(a, SECRET_KEY) == holding(b, SECRET_KEY) == []
        # The store is gone: what was published stands, and the command says that it did not begin.
        store.refuse = lambda method, name: 403
        cut = kompetens(b, "run", **outside)
        assert cut.returncode == 1
        assert "Objektlagret svarar inte, eller nekar (ACCESS_DENIED)" in cut.stdout
        assert pointer(b) == pointer(made_up)


@dataclass(frozen=True)
class Together:
    """A web server, a daemon and a code server per home, each a process of its own."""

    address: str
    insight: str
    """Where one may look and change nothing."""
    data: Path
    """Where the homes lie on this machine."""
    store: S3
    """Where they are kept for others."""

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
    """As in deploy/: each process is started by itself with the same settings, and each home has a code server.

    Homes are kept in an object store, as where the code servers are on machines of their own.
    """
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
        **ENVIRONMENT,
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

    outer = contextlib.ExitStack()
    try:
        store = outer.enter_context(s3())
        env["KOMPETENS_OBJEKTLAGER"] = store.uri
        for name, port in ports.items():
            code = ["dagster", "api", "grpc", "-h", "127.0.0.1", "-p", str(port), "-m", "pipelines.definitions"]
            begin(*code, "-d", str(ROOT), "--location-name", name, KOMPETENS_REGION=name[-2:])
        until(serve, START_SECONDS, "kodservrarna")
        web, insight = free_port(), free_port()
        for port, more in ((web, []), (insight, ["--read-only"])):
            begin("dagster_webserver", "-h", "127.0.0.1", "-p", str(port), "-w", str(workspace), *more)
        begin("dagster._daemon", "run", "-w", str(workspace))
        there = Together(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{insight}", data, store)
        until(there.locations, START_SECONDS, "webbservern")
        until(replace(there, address=there.insight).locations, START_SECONDS, "insynen")
        yield there
    finally:
        for each in running:
            os.killpg(each.pid, signal.SIGKILL)
            each.wait(timeout=60)
        outer.close()


def test_runs_of_a_home_take_turns_in_the_queue_and_a_free_home_never_waits(together: Together, made_up: Path):
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
    # With server, queue, code servers and store, readers have what one process with SQLite gives them; so has the store.
    assert pointer(together.data) == pointer(made_up)
    assert files(together.data) == files(made_up)
    kept = [json.loads(together.store.objects[f"kompetens/exempel/{county}/pekare.json"]) for county in ("12", "14")]
    # The table alone was as it had been, so the run of it had nothing to put up.
    assert [each["number"] for each in kept] == [1, 1]
    assert holding(together.data, SECRET_KEY) == []
    # In the same test, since what it is asked of takes long to start.
    only_looks = replace(together, address=together.insight)
    assert only_looks.run(first)["status"] == "SUCCESS"
    assert only_looks.asked_to_start(FREE, "las_in_formular")["__typename"] == "UnauthorizedError"
