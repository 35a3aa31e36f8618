"""When the nightly job runs next, and whether anything is there to start it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

STILL_ALIVE = timedelta(minutes=5)
"""The scheduler leaves a sign of life about every half minute."""

_DAILY = re.compile(r"(?P<minute>\d{1,2}) (?P<hour>\d{1,2}) \* \* \*")


def next_tick(cron: str, zone: str, now: datetime) -> datetime:
    """The next time a daily schedule runs, in the schedule's own time.

    Args:
        cron: ``minute hour * * *``.
        zone: name of the time zone that the schedule follows.
        now: aware moment.

    Returns:
        An aware moment after ``now``; the same time of day on both sides of a change of the clock.

    Raises:
        ValueError: the schedule is not a daily one.

    >>> next_tick("15 4 * * *", "Europe/Stockholm", datetime(2026, 10, 24, 3, 0, tzinfo=UTC)).isoformat()
    '2026-10-25T04:15:00+01:00'
    """
    match = _DAILY.fullmatch(cron)
    if match is None:
        raise ValueError(
            f"Schemat '{cron}' är inte dagligt. Ändra next_tick i pipelines/clock.py tillsammans med schemat."
        )
    local = now.astimezone(ZoneInfo(zone))
    today = local.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=0, microsecond=0)
    # Adding a day to a time with a zone keeps the time of day, whatever the clock does in between.
    return today if today > local else today + timedelta(days=1)


def last_tick(cron: str, zone: str, now: datetime) -> datetime:
    """The newest time that a daily schedule ran or should have, at ``now`` or before; see ``next_tick``.

    >>> last_tick("15 4 * * *", "Europe/Stockholm", datetime(2027, 1, 1, 3, 0, tzinfo=UTC)).isoformat()
    '2026-12-31T04:15:00+01:00'
    """
    return next_tick(cron, zone, now) - timedelta(days=1)


def still_alive(sign: datetime | None, now: datetime) -> bool:
    """Whether the scheduler's last sign of life is so near that it runs; one from long after now was left while the clock was wrong.

    >>> still_alive(datetime(2036, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    False
    """
    return sign is not None and abs(now - sign) < STILL_ALIVE


def last_sign_of_life(dagster_home: Path) -> datetime | None:
    """When the scheduler last said that it was running; None when it never has, or there is no Dagster home."""
    if not (dagster_home / "dagster.yaml").is_file():
        return None
    import dagster as dg

    with dg.DagsterInstance.from_config(str(dagster_home)) as instance:
        heartbeat = instance.get_daemon_heartbeats().get("SCHEDULER")
    return datetime.fromtimestamp(heartbeat.timestamp, UTC) if heartbeat else None
