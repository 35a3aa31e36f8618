from __future__ import annotations

import importlib
import importlib.util
import json
from pathlib import Path

import dagster as dg
import psycopg2
import pytest
import yaml
from dagster._core.instance.config import dagster_instance_config

from assets.errors import HomeError
from pipelines.dagster_queue import HOME_TAG, HomeQueue
from pipelines.instance import anchor, read_log_from_now
from pipelines.settings import ROOT, load
from tests.unit.pipelines.test_dagster_storage import anchored, run

KEYS = {"EVENT_LOG_CONSUMER_CURSOR-PIPELINE_SUCCESS", "EVENT_LOG_CONSUMER_CURSOR-PIPELINE_FAILURE"}


def cursors(instance: dg.DagsterInstance) -> dict[str, str]:
    return dict(instance.daemon_cursor_storage.get_cursor_values(KEYS))


def test_the_daemon_begins_where_the_log_ends_and_is_never_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with anchored(tmp_path, monkeypatch) as instance:
        run(instance)
        read_log_from_now()
        begun = cursors(instance)
        newest = instance.event_log_storage.get_maximum_record_id()
        assert newest
        assert begun == dict.fromkeys(KEYS, str(newest))
        run(instance)
        read_log_from_now()
        assert cursors(instance) == begun


ADDRESS = "postgresql+psycopg2://kompetens:hemlig%40nyckel@server.exempel.invalid:5432/dagster"


@pytest.fixture
def on_postgres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Dagster's home as it is written for a PostgreSQL that would answer."""
    asked: list[str] = []

    class Opened:
        def close(self) -> None: ...

    def connect(address: str, **_: object) -> Opened:
        asked.append(address)
        return Opened()

    monkeypatch.setattr(psycopg2, "connect", connect)
    monkeypatch.setattr("pipelines.instance.make_tables", asked.append)
    for name in ("DAGSTER_HOME", "DAGSTER_DISABLE_TELEMETRY", "KOMPETENS_DAGSTER_POSTGRES"):
        monkeypatch.setenv(name, "")
    given = {"DAGSTER_POSTGRES": ADDRESS, "RUNS_AT_ONCE": "7", "HOME": str(tmp_path)}
    settings = load({f"KOMPETENS_{name}": value for name, value in given.items()}, tmp_path / "no.env")
    anchor(settings)
    assert asked == [ADDRESS.replace("+psycopg2", ""), ADDRESS]
    return settings.dagster_home


def test_for_postgres_storage_and_queue_are_others_and_the_rest_is_the_same(on_postgres: Path, tmp_path: Path):
    # Dagster's own reader, which refuses what it does not know.
    found, _ = dagster_instance_config(str(on_postgres))
    plain = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8").replace("var/dagster", str(on_postgres)))
    kept = {"run_storage", "event_log_storage", "schedule_storage"}
    changed = {"run_coordinator", "concurrency", *kept}
    written = json.loads((on_postgres / "dagster.yaml").read_text(encoding="utf-8"))
    assert {k: v for k, v in written.items() if k not in changed} == {
        k: v for k, v in plain.items() if k not in changed
    }
    assert written.keys() - plain.keys() == {"run_coordinator"}
    for part in kept:
        storage = getattr(importlib.import_module(found[part]["module"]), found[part]["class"])
        assert "postgres" in storage.__module__
        assert found[part]["config"] == {"postgres_url": {"env": "KOMPETENS_DAGSTER_POSTGRES"}}
    limit = {"key": HOME_TAG, "value": {"applyLimitPerUniqueValue": True}, "limit": 1}
    assert found["concurrency"]["runs"] == {"max_concurrent_runs": 7, "tag_concurrency_limits": [limit]}
    assert found["run_coordinator"] == {"module": HomeQueue.__module__, "class": HomeQueue.__name__}


def test_the_password_is_written_nowhere(on_postgres: Path, tmp_path: Path):
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert on_postgres / "dagster.yaml" in files
    assert [path for path in files if b"hemlig" in path.read_bytes()] == []


def test_a_shell_without_the_setting_does_not_turn_it_into_another(on_postgres: Path, tmp_path: Path):
    written = on_postgres / "dagster.yaml"
    before = written.read_bytes()
    plain = load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")
    with pytest.raises(HomeError, match="har sin historik i PostgreSQL"):
        anchor(plain)
    assert written.read_bytes() == before
    written.unlink()
    anchor(plain)
    assert "KeptOpenEventLogStorage" in written.read_text(encoding="utf-8")


def test_without_the_setting_the_file_is_the_project_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with anchored(tmp_path, monkeypatch) as instance:
        assert type(instance.event_log_storage).__name__ == "KeptOpenEventLogStorage"
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
    written = (tmp_path / "dagster/dagster.yaml").read_text(encoding="utf-8")
    assert written.replace((tmp_path / "dagster").as_posix(), "var/dagster") == (ROOT / "dagster.yaml").read_text(
        "utf-8"
    )


def test_a_setting_that_the_driver_does_not_know_is_one_sentence_and_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KOMPETENS_DAGSTER_POSTGRES", "")
    given = {"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_DAGSTER_POSTGRES": f"{ADDRESS}?hemlig=1"}
    # The driver reads the address before it looks for a server.
    with pytest.raises(
        HomeError, match=r"efter \? går att uppfylla \(med sslmode: kryptering och certifikat\)"
    ) as caught:
        anchor(load(given, tmp_path / "no.env"))
    assert "hemlig" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "psycopg2" else there(name))
    given = {"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_DAGSTER_POSTGRES": ADDRESS}
    with pytest.raises(HomeError, match="behöver tillägget postgres") as caught:
        anchor(load(given, tmp_path / "no.env"))
    assert "hemlig" not in str(caught.value)
