"""Dagster's own home: one folder, anchored whatever folder the command is given in."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Mapping
from typing import Any

import yaml

from assets.errors import HomeError
from assets.files import replace_text
from pipelines.postgres import NOT_INSTALLED, connected
from pipelines.settings import PREFIX, ROOT, Settings, load

ADDRESS = f"{PREFIX}DAGSTER_POSTGRES"
_RELATIVE = "var/dagster"
_POSTGRES = {
    "run_storage": ("dagster_postgres.run_storage", "PostgresRunStorage"),
    "event_log_storage": ("pipelines.dagster_storage_postgres", "PooledEventLogStorage"),
    "schedule_storage": ("dagster_postgres.schedule_storage", "PostgresScheduleStorage"),
}
"""Part of Dagster's storage → module and class that keep it in PostgreSQL."""
_TABLES = ("runs", "event_logs", "jobs")
"""One of each part of the storage: where one is not there, that part has made none."""
_MADE_WITHIN_SECONDS = 180


def anchor(settings: Settings) -> None:
    """Write ``dagster.yaml`` with absolute paths into Dagster's home and point DAGSTER_HOME there.

    Raises:
        HomeError: the folder cannot be written, or PostgreSQL does not answer.
    """
    connect(settings)
    folder = settings.dagster_home
    text = (ROOT / "dagster.yaml").read_text(encoding="utf-8").replace(f": {_RELATIVE}", f": {folder.as_posix()}")
    if settings.dagster_postgres:
        text = json.dumps(on_postgres(yaml.safe_load(text), settings.runs_at_once), ensure_ascii=False, indent=1)
    location = ("EXEMPELDATA" if settings.made_up else "Skarpa data") + f", {settings.said_place}"
    module = {"module_name": "pipelines.definitions", "location_name": location, "working_directory": str(ROOT)}
    try:
        replace_text(folder / "dagster.yaml", text)
        replace_text(
            folder / "workspace.yaml", json.dumps({"load_from": [{"python_module": module}]}, ensure_ascii=False)
        )
    except OSError as error:
        raise HomeError(
            f"Mappen {folder} går inte att skriva i ({error.strerror}). Ge rättigheter till den eller ange en annan i "
            "KOMPETENS_HOME."
        ) from error
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    if settings.dagster_postgres:
        make_tables(settings.dagster_postgres)


def on_postgres(config: Mapping[str, Any], runs_at_once: int) -> dict[str, Any]:
    """What ``dagster.yaml`` says, with history in PostgreSQL and a queue where homes run beside one another.

    Args:
        config: the file as it is for one machine.
        runs_at_once: how many homes may run at the same time.

    Returns:
        The same but for storage and queue; the address is named and not written, since the file is no place for a password.
    """
    from pipelines.dagster_queue import HOME_TAG

    one_per_home = {"key": HOME_TAG, "value": {"applyLimitPerUniqueValue": True}, "limit": 1}
    return {
        **config,
        **{
            part: {"module": module, "class": name, "config": {"postgres_url": {"env": ADDRESS}}}
            for part, (module, name) in _POSTGRES.items()
        },
        "run_coordinator": {"module": "pipelines.dagster_queue", "class": "HomeQueue"},
        "concurrency": {"runs": {"max_concurrent_runs": runs_at_once, "tag_concurrency_limits": [one_per_home]}},
    }


def connect(settings: Settings) -> None:
    """Put the address where Dagster reads it, and see that PostgreSQL answers.

    Raises:
        HomeError: it does not answer, or what talks to it is not installed, or the setting is gone for a Dagster that is there. What
            the server is called is said, never the password.
    """
    if not settings.dagster_postgres:
        written = settings.dagster_home / "dagster.yaml"
        # Somebody's shell without the settings that the daemon has would otherwise turn its Dagster into another.
        if written.is_file() and ADDRESS in written.read_text(encoding="utf-8"):
            raise HomeError(
                f"Dagster i {settings.dagster_home} har sin historik i PostgreSQL. Ange {ADDRESS} som för de andra processerna, eller "
                f"ta bort {written} för att gå tillbaka till en dator med SQLite."
            )
        return
    if not all(importlib.util.find_spec(name) for name in ("dagster_postgres", "psycopg2")):
        raise HomeError(NOT_INSTALLED)
    os.environ[ADDRESS] = settings.dagster_postgres
    connected(settings.dagster_postgres).close()


def make_tables(address: str) -> None:
    """Let Dagster make its tables in a new database, one process at a time.

    Web server, daemon and code servers begin at once, and of Dagster's own that find no tables all but one may end with an error.

    Args:
        address: of the database, as the setting has it. ``dagster.yaml`` is written.

    Raises:
        HomeError: another process has been making them for minutes, or the database does not answer.
    """
    connection = connected(address, options=f"-c lock_timeout={_MADE_WITHIN_SECONDS * 1000:.0f}")
    connection.autocommit = True
    from psycopg2.errors import LockNotAvailable

    try:
        with connection.cursor() as cursor:
            try:
                cursor.execute("select pg_advisory_lock(hashtext('kompetens/tabeller'))")
            except LockNotAvailable:
                raise HomeError(
                    "En annan process håller på att göra Dagsters tabeller i PostgreSQL och blir inte klar. Avsluta den och försök igen."
                ) from None
            cursor.execute("select count(to_regclass(name)) from unnest(%s) name", [list(_TABLES)])
            if cursor.fetchone()[0] < len(_TABLES):
                import dagster as dg

                dg.DagsterInstance.get().dispose()
    finally:
        # The lock goes with it.
        connection.close()


def read_log_from_now() -> None:
    """Tell Dagster's daemon that older ends of runs are none of its business, as it would decide itself, with a warning each."""
    # Importing Dagster costs a second, and only the UI needs this.
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        keys = {f"EVENT_LOG_CONSUMER_CURSOR-{dg.DagsterEventType[end].value}" for end in ("RUN_SUCCESS", "RUN_FAILURE")}
        cursors = instance.daemon_cursor_storage
        new = keys - cursors.get_cursor_values(keys).keys()
        if new:
            newest = instance.event_log_storage.get_maximum_record_id() or 0
            cursors.set_cursor_values(dict.fromkeys(new, str(newest)))


if __name__ == "__main__":
    # Where web server, daemon and code servers are started one by one, as in deploy/, each finds a home that is written.
    anchor(load())
