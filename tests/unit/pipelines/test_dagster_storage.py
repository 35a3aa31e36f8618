"""Dagster's event log with its connections kept open: the same history, few connections, none left behind."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import sqlalchemy
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from sqlalchemy.pool import Pool

from pipelines.dagster_storage import KeptOpenEventLogStorage
from pipelines.instance import anchor
from pipelines.settings import ROOT, load

UPGRADED = (
    "Dagster connects to its event log in another way than run_connection, index_connection and has_table. Compare "
    "pipelines/dagster_storage.py with the SqliteEventLogStorage of the installed release."
)
CHECKS = 20
DEATH = getattr(signal, "SIGKILL", signal.SIGTERM)
"""Where there is no SIGKILL, nothing of the process is asked on SIGTERM either."""


@dataclass
class Connections:
    """Connections to files of event logs, by name."""

    open: list[str] = field(default_factory=list)
    made: int = 0

    def connected(self, connection: Any, _: object) -> None:
        self.made += 1
        self.open.append(_name(connection))

    def closed(self, connection: Any, _: object) -> None:
        self.open.remove(_name(connection))


def _name(connection: Any) -> str:
    return str(Path(connection.execute("PRAGMA database_list").fetchone()[2]).relative_to("/"))


@pytest.fixture
def connections() -> Iterator[Connections]:
    counted = Connections()
    sqlalchemy.event.listen(Pool, "connect", counted.connected)
    sqlalchemy.event.listen(Pool, "close", counted.closed)
    yield counted
    sqlalchemy.event.remove(Pool, "connect", counted.connected)
    sqlalchemy.event.remove(Pool, "close", counted.closed)


@pytest.fixture
def storage(tmp_path: Path, connections: Connections) -> Iterator[KeptOpenEventLogStorage]:
    made = KeptOpenEventLogStorage(str(tmp_path / "log"))
    yield made
    made.dispose()


def entry(run_id: str, text: str) -> EventLogEntry:
    return EventLogEntry(
        error_info=None, level=20, user_message=text, run_id=run_id, timestamp=time.time(), dagster_event=None
    )


def texts(storage: SqliteEventLogStorage, run_id: str) -> list[str]:
    return [record.event_log_entry.user_message for record in storage.get_records_for_run(run_id).records]


QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dg.asset(check_specs=[dg.AssetCheckSpec(f"kontroll_{i}", asset="tabell") for i in range(CHECKS)])
def tabell() -> Iterator[Any]:
    yield dg.Output(None, tags={"lage": "prov"})
    for number in range(CHECKS):
        yield dg.AssetCheckResult(check_name=f"kontroll_{number}", passed=True)


@contextmanager
def anchored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """The instance of the project's own dagster.yaml in a home of its own."""
    # Both are set by anchor; through monkeypatch they are put back after the test.
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "")
    settings = load({"KOMPETENS_HOME": str(folder)}, folder / "no.env")
    anchor(settings)
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        yield instance


@contextmanager
def as_before(folder: Path) -> Iterator[dg.DagsterInstance]:
    """An instance of Dagster's own storage, over the folders of the project's."""
    config = folder / "as-before"
    config.mkdir(parents=True, exist_ok=True)
    (config / "dagster.yaml").write_text(
        f"telemetry: {{enabled: false}}\nstorage: {{sqlite: {{base_dir: {folder.as_posix()}/dagster/storage}}}}\n"
    )
    with dg.DagsterInstance.from_config(str(config)) as instance:
        assert type(instance.event_log_storage) is SqliteEventLogStorage
        yield instance


def run(instance: dg.DagsterInstance) -> str:
    result = dg.materialize([tabell], instance=instance, run_config=QUIET)
    assert result.success
    return result.run_id


def history(instance: dg.DagsterInstance, run_id: str) -> list[tuple[str, str | None, str]]:
    """What a run's log says, and what the log over all runs knows of the table and its checks."""
    entries = [r.event_log_entry for r in instance.event_log_storage.get_records_for_run(run_id).records]
    known = instance.get_latest_materialization_event(tabell.key)
    checks = instance.event_log_storage.get_latest_asset_check_execution_by_key([c.key for c in tabell.check_specs])
    return [
        *((e.dagster_event_type.value, e.step_key, e.message) for e in entries if e.dagster_event_type),
        ("tabell", known and known.run_id, str(known and known.timestamp)),
        *sorted((key.name, record.run_id, record.status.value) for key, record in checks.items()),
    ]


def test_a_run_connects_to_each_file_a_few_times_and_leaves_none_open(tmp_path: Path, monkeypatch, connections):
    with as_before(tmp_path / "Dagsters eget") as instance:
        connections.made = 0
        assert history(instance, run(instance))
        without = connections.made
    with anchored(tmp_path, monkeypatch) as instance:
        assert type(instance.event_log_storage) is KeptOpenEventLogStorage
        connections.made = 0
        assert history(instance, run(instance))
    assert without > 100
    assert connections.made < without / 4, UPGRADED
    assert connections.open == []


def test_the_projects_dagster_yaml_keeps_everything_in_dagsters_home(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with anchored(tmp_path, monkeypatch) as instance:
        run_id = run(instance)
    runs = tmp_path / "dagster" / "storage" / "history" / "runs"
    assert {path.name for path in runs.iterdir()} == {"index.db", f"{run_id}.db"}
    assert {path.name for path in tmp_path.iterdir()} == {"dagster"}
    assert {path.name for path in (tmp_path / "dagster" / "storage").iterdir()} >= {"history", "schedules"}


def test_a_home_from_before_is_read_and_dagsters_own_storage_reads_what_is_written(tmp_path: Path, monkeypatch):
    with as_before(tmp_path) as instance:
        before = run(instance)
        said_before = history(instance, before)
    with anchored(tmp_path, monkeypatch) as instance:
        assert [r.run_id for r in instance.get_runs()] == [before]
        assert history(instance, before) == said_before
        instance.upgrade()
        after = run(instance)
        said_after = history(instance, after)
    assert [kind for kind, *_ in said_after] == [kind for kind, *_ in said_before]
    with as_before(tmp_path) as instance:
        assert history(instance, after) == said_after


def test_a_commit_waits_for_the_operating_system_and_not_for_the_disk(storage):
    storage.store_event(entry("run", "först"))
    for connect in (lambda: storage.run_connection("run"), storage.index_connection):
        for _ in ("Dagster's own", "kept open"):
            with connect() as connection:
                said = [
                    connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
                ]
        assert said == ["wal", 1]


def test_what_a_killed_process_has_stored_is_there(storage, tmp_path: Path):
    code = (
        "import os, sys\n"
        "from pipelines.dagster_storage import KeptOpenEventLogStorage\n"
        "from tests.unit.pipelines.test_dagster_storage import DEATH, entry\n"
        "storage = KeptOpenEventLogStorage(sys.argv[1])\n"
        "for number in range(50):\n"
        "    storage.store_event(entry('run', str(number)))\n"
        "os.kill(os.getpid(), DEATH)\n"
    )
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path / "log")], cwd=ROOT, capture_output=True, text=True)
    assert died.returncode != 0
    assert died.stderr == ""
    assert texts(storage, "run") == [str(number) for number in range(50)]


def test_processes_write_at_the_same_time(tmp_path: Path, monkeypatch):
    code = (
        "import sys, dagster as dg\n"
        "from tests.unit.pipelines.test_dagster_storage import run\n"
        "with dg.DagsterInstance.from_config(sys.argv[1]) as instance:\n"
        "    print(run(instance))\n"
    )
    with anchored(tmp_path, monkeypatch) as instance:
        others = [
            subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", code, str(tmp_path / "dagster")],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        ours = run(instance)
        answers = [other.communicate()[0].split() for other in others]
        assert [other.returncode for other in others] == [0, 0]
        stored = instance.fetch_materializations(tabell.key, limit=10).records
        assert {r.run_id for r in stored} == {ours, *(run_id for answer in answers for run_id in answer)}
        assert len(stored) == 3


def test_threads_take_turns(storage, connections):
    def write(run_id: str) -> list[str]:
        for number in range(20):
            storage.store_event(entry(run_id, f"{run_id} {number}"))
        return texts(storage, run_id)

    names = [f"run{number}" for number in range(6)]
    with ThreadPoolExecutor(len(names)) as threads:
        said = list(threads.map(write, names))
        assert texts(storage, "run0") == said[0]
        with storage.run_connection("run0"):
            # Otherwise it would close the file that is in use.
            other = threads.submit(write, "run1")
            with pytest.raises(TimeoutError):
                other.result(timeout=0.2)
        assert len(other.result()) == 40
    assert said == [[f"{name} {number}" for number in range(20)] for name in names]
    storage.dispose()
    assert connections.open == []


def test_walking_through_old_runs_keeps_two_files_open(storage, connections):
    for number in range(10):
        storage.store_event(entry(f"run{number}", "en"))
        storage.store_event(entry(f"run{number}", "två"))
        storage.has_asset_key(dg.AssetKey("tabell"))
    assert [name.rsplit("/")[-1] for name in sorted(connections.open)] == ["index.db", "run9.db"]
    assert [texts(storage, f"run{number}") for number in range(10)] == [["en", "två"]] * 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_opens_its_own_and_leaves_its_parents(storage, connections):
    def child(answer: Any) -> None:
        before = connections.made
        storage.store_event(entry("run", "barnet"))
        storage.store_event(entry("run", "barnet igen"))
        storage.dispose()
        answer.put(connections.made - before)

    for text in ("först", "sedan"):
        storage.store_event(entry("run", text))
    kept, made = list(connections.open), connections.made
    context = multiprocessing.get_context("fork")
    answer = context.SimpleQueue()
    process = context.Process(target=child, args=(answer,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert answer.get() >= 1
    storage.store_event(entry("run", "sist"))
    assert (connections.open, connections.made) == (kept, made)
    assert texts(storage, "run") == ["först", "sedan", "barnet", "barnet igen", "sist"]


def test_a_watcher_hears_of_every_event_while_the_file_is_held_open(storage, tmp_path: Path):
    storage.store_event(entry("run", "0"))
    heard: queue.Queue[str] = queue.Queue()
    watching = KeptOpenEventLogStorage(str(tmp_path / "log"))
    watching.watch("run", None, lambda event, cursor: heard.put(event.user_message))
    try:
        for number in range(1, 6):
            storage.store_event(entry("run", str(number)))
            said = [heard.get(timeout=30)]
            while said[-1] != str(number):
                said.append(heard.get(timeout=30))
            assert said == (["0", "1"] if number == 1 else [str(number)])
    finally:
        watching.dispose()


def test_wiping_leaves_no_file_held(storage, connections):
    for text in ("en", "två"):
        storage.store_event(entry("run", text))
    storage.wipe()
    for text in ("tre", "fyra"):
        storage.store_event(entry("run", text))
    assert texts(storage, "run") == ["tre", "fyra"]
    assert len(set(connections.open)) == len(connections.open)
