from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipelines.instance import read_log_from_now
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
