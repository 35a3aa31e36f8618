from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipelines.clock import last_sign_of_life, next_tick
from pipelines.instance import anchor
from pipelines.schedules import CRON, ZONE
from pipelines.settings import load


@pytest.mark.parametrize(
    ("now", "tick"),
    [
        ("2026-11-24T02:00:00+00:00", "2026-11-24T04:15:00+01:00"),
        ("2026-11-24T03:15:00+00:00", "2026-11-25T04:15:00+01:00"),
        ("2026-12-31T12:00:00+00:00", "2027-01-01T04:15:00+01:00"),
        # 29 March 2026 02:00 becomes 03:00, 25 October 2026 03:00 becomes 02:00.
        ("2026-03-28T12:00:00+00:00", "2026-03-29T04:15:00+02:00"),
        ("2026-03-29T00:59:59+00:00", "2026-03-29T04:15:00+02:00"),
        ("2026-03-29T02:15:00+00:00", "2026-03-30T04:15:00+02:00"),
        ("2026-10-24T02:15:00+00:00", "2026-10-25T04:15:00+01:00"),
        ("2026-10-25T00:30:00+00:00", "2026-10-25T04:15:00+01:00"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25T04:15:00+01:00"),
    ],
)
def test_the_next_tick_is_a_quarter_past_four_whatever_the_clock_does(now, tick):
    assert next_tick(CRON, ZONE, datetime.fromisoformat(now)).isoformat() == tick


def test_another_kind_of_schedule_is_refused():
    with pytest.raises(ValueError, match="är inte dagligt"):
        next_tick("15 4 * * 1", ZONE, datetime.now(UTC))


def test_a_dagster_home_that_does_not_exist_is_not_created(tmp_path: Path):
    assert last_sign_of_life(tmp_path / "dagster") is None
    assert list(tmp_path.iterdir()) == []


def test_the_schedulers_sign_of_life_is_read_from_dagsters_own_home(tmp_path: Path, monkeypatch):
    # Both are set by anchor; through monkeypatch they are put back after the test.
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "")
    settings = load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")
    anchor(settings)
    assert last_sign_of_life(settings.dagster_home) is None
    from dagster._daemon.types import DaemonHeartbeat

    moment = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        instance.add_daemon_heartbeat(DaemonHeartbeat(moment.timestamp(), "SCHEDULER", "prov"))
    assert last_sign_of_life(settings.dagster_home) == moment
